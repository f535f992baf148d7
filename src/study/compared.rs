//! The codings of an interview's coders, held against each other two by two.
//!
//! Of three coders and more, two may have the same and the third another thing: what is in
//! dispute is then the same for both of the two, and is listed, settled and counted once.

use std::collections::{HashMap, HashSet};

use crate::analysis::disagreements::{Coded, Kind, Match, Settled, matches};
use crate::model::review::{Pair, Settlement};
use crate::model::{Coding, CodingId};

/// What several coders made of an interview.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    /// Their names, in order; with fewer than two nothing is compared.
    pub(super) coders: Vec<String>,
    /// Of each, the codings that count.
    codings: Vec<Vec<Counting>>,
    /// Where two of them part, in the order of the text, and what was settled.
    pub(super) rows: Vec<Row>,
}

/// A coding that counts.
#[derive(Clone, Debug)]
pub(super) struct Counting {
    pub(super) coding: Coding,
    /// Its code and passage, by which it is compared.
    pub(super) coded: Coded,
}

/// Codings of two coders held against each other, or one and nothing.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) it: Match,
    /// Which two of the coders.
    pub(super) coders: [usize; 2],
    /// What became of it, named by the sides as they stand here.
    pub(super) settled: Option<Settlement>,
}

/// What is in dispute, whoever has it: the lesser first.
type Dispute = (Option<Coded>, Option<Coded>);

fn dispute(a: Option<Coded>, b: Option<Coded>) -> Dispute {
    (a.min(b), a.max(b))
}

/// The settlements that are about codings that are there and count.
struct InForce {
    /// Oldest first.
    settlements: Vec<Settlement>,
    /// Coder and place of every coding that counts.
    places: HashMap<CodingId, (usize, usize)>,
}

impl InForce {
    fn at(&self, id: Option<CodingId>) -> Option<(usize, usize)> {
        id.map(|id| self.places[&id])
    }

    /// What was settled between two coders, the latest first.
    fn between(&self, one: usize, other: usize) -> Settled {
        let mut settled = Settled::default();
        for it in self.settlements.iter().rev() {
            match (self.at(it.pair.a), self.at(it.pair.b)) {
                (Some((a, i)), Some((b, j))) if (a, b) == (one, other) => {
                    settled.pairs.push((i, j));
                }
                (Some((a, i)), Some((b, j))) if (a, b) == (other, one) => {
                    settled.pairs.push((j, i));
                }
                (Some((coder, place)), None) | (None, Some((coder, place))) if coder == one => {
                    settled.a_alone.push(place);
                }
                (Some((coder, place)), None) | (None, Some((coder, place))) if coder == other => {
                    settled.b_alone.push(place);
                }
                _ => {}
            }
        }
        settled
    }
}

impl Compared {
    /// Compares them; `settlements` are those of the interview, oldest first.
    pub(super) fn new(
        coders: Vec<String>,
        codings: Vec<Vec<Counting>>,
        mut settlements: Vec<Settlement>,
    ) -> Self {
        let mut compared = Self {
            coders,
            codings,
            rows: Vec::new(),
        };
        if compared.coders.len() < 2 {
            return compared;
        }
        let mut places = HashMap::new();
        for (coder, codings) in compared.codings.iter().enumerate() {
            for (place, it) in codings.iter().enumerate() {
                places.insert(it.coding.id, (coder, place));
            }
        }
        settlements.retain(|it| {
            let mut pair = it.pair.a.iter().chain(&it.pair.b);
            pair.all(|id| places.contains_key(id))
        });
        let in_force = InForce {
            settlements,
            places,
        };
        compared.rows = compared.parted(&in_force);
        compared.leave_out_what_stands();
        compared
    }

    /// Where two coders part; what several pairs of coders dispute in the same way once.
    fn parted(&self, in_force: &InForce) -> Vec<Row> {
        let coded = |id: Option<CodingId>| {
            let place = in_force.at(id);
            place.map(|(coder, place)| self.codings[coder][place].coded)
        };
        let about = |it: &Settlement| dispute(coded(it.pair.a), coded(it.pair.b));
        let settled: HashMap<Dispute, &Settlement> = in_force
            .settlements
            .iter()
            .map(|it| (about(it), it))
            .collect();
        let (mut rows, mut alike) = (Vec::new(), Vec::new());
        let mut listed: HashSet<Dispute> = HashSet::new();
        for one in 0..self.coders.len() {
            for other in one + 1..self.coders.len() {
                let between = in_force.between(one, other);
                let of = |coder: usize| -> Vec<Coded> {
                    self.codings[coder].iter().map(|it| it.coded).collect()
                };
                for it in matches(&of(one), &of(other), &between) {
                    let mut row = Row {
                        it,
                        coders: [one, other],
                        settled: None,
                    };
                    let found = settled.get(&self.dispute_of(&row));
                    if it.kind == Kind::Same && found.is_none() {
                        alike.push(row);
                    } else if listed.insert(self.dispute_of(&row)) {
                        let first = self.sides(&row).0.map(|it| it.coded);
                        row.settled = found.map(|it| {
                            if coded(it.pair.a) == first {
                                (*it).clone()
                            } else {
                                it.turned()
                            }
                        });
                        rows.push(row);
                    }
                }
            }
        }
        // Settled while somebody lacked it; since then all gave it.
        for (about, it) in &settled {
            let (None, Some(alone)) = *about else {
                continue;
            };
            if listed.contains(about) {
                continue;
            }
            let same = |row: &&Row| self.dispute_of(row).0 == Some(alone);
            if let Some(row) = alike.iter().find(same) {
                rows.push(Row {
                    settled: Some((*it).clone()),
                    ..row.clone()
                });
            }
        }
        rows.sort_by_key(|row| {
            let (a, b) = self.sides(row);
            let start = a.into_iter().chain(b).map(|it| it.coded.start).min();
            (start, row.coders)
        });
        rows
    }

    /// Takes out what a coder is said to lack who has it, in a pair that was settled with it standing.
    fn leave_out_what_stands(&mut self) {
        let decided = self.decided();
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain(|row| {
            let (alone, lacking) = match self.sides(row) {
                (Some(it), None) => (it.coded, row.coders[1]),
                (None, Some(it)) => (it.coded, row.coders[0]),
                _ => return true,
            };
            row.settled.is_some()
                || decided.get(&alone) != Some(&true)
                || self.codings[lacking].iter().all(|it| it.coded != alone)
        });
        self.rows = rows;
    }

    fn dispute_of(&self, row: &Row) -> Dispute {
        let (a, b) = self.sides(row);
        dispute(a.map(|it| it.coded), b.map(|it| it.coded))
    }

    /// The codings of a row.
    pub(super) fn sides(&self, row: &Row) -> (Option<&Counting>, Option<&Counting>) {
        let [one, other] = row.coders;
        (
            row.it.a.map(|place| &self.codings[one][place]),
            row.it.b.map(|place| &self.codings[other][place]),
        )
    }

    /// The pair that a row is; what was settled keeps its own.
    pub(super) fn pair(&self, row: &Row) -> Pair {
        if let Some(settled) = &row.settled {
            return settled.pair;
        }
        let (a, b) = self.sides(row);
        Pair {
            a: a.map(|it| it.coding.id),
            b: b.map(|it| it.coding.id),
        }
    }

    /// The row that is about this pair, or about the same by other coders.
    pub(super) fn row_of(&self, pair: Pair) -> Option<&Row> {
        let coded = |id: CodingId| {
            let found = self.codings.iter().flatten().find(|it| it.coding.id == id);
            found.map(|it| it.coded)
        };
        let (a, b) = (pair.a.and_then(coded), pair.b.and_then(coded));
        if (a.is_none(), b.is_none()) != (pair.a.is_none(), pair.b.is_none()) {
            return None;
        }
        let about = dispute(a, b);
        self.rows.iter().find(|row| self.dispute_of(row) == about)
    }

    /// A coding that counts.
    pub(super) fn coding(&self, id: CodingId) -> Option<&Coding> {
        let mut all = self.codings.iter().flatten();
        all.find(|it| it.coding.id == id).map(|it| &it.coding)
    }

    /// Of what was settled whether it stands; the latest word holds.
    pub(super) fn decided(&self) -> HashMap<Coded, bool> {
        let settled = self.rows.iter().filter_map(|row| row.settled.as_ref());
        let mut settled: Vec<&Settlement> = settled.collect();
        settled.sort_by_key(|it| (it.at_ms.unwrap_or(0), it.id));
        let all = self.codings.iter().flatten();
        let coded: HashMap<CodingId, Coded> = all.map(|it| (it.coding.id, it.coded)).collect();
        let mut decided = HashMap::new();
        for it in settled {
            let standing = it.standing();
            for id in it.pair.a.into_iter().chain(it.pair.b) {
                decided.insert(coded[&id], standing.contains(&id));
            }
        }
        decided
    }

    /// The codings of the final layer; `None` where fewer than two coders cover the interview.
    pub(super) fn standing(&self) -> Option<HashSet<CodingId>> {
        if self.coders.len() < 2 {
            return None;
        }
        let mut n_have: HashMap<Coded, usize> = HashMap::new();
        for codings in &self.codings {
            let those: HashSet<Coded> = codings.iter().map(|it| it.coded).collect();
            for coded in those {
                *n_have.entry(coded).or_default() += 1;
            }
        }
        let decided = self.decided();
        let mut taken = HashSet::new();
        let mut standing = HashSet::new();
        for it in self.codings.iter().flatten() {
            let of_all = n_have[&it.coded] == self.coders.len();
            if decided.get(&it.coded).copied().unwrap_or(of_all) && taken.insert(it.coded) {
                standing.insert(it.coding.id);
            }
        }
        standing.extend(self.others());
        Some(standing)
    }

    /// The codings that stand where neither side's does.
    pub(super) fn others(&self) -> impl Iterator<Item = CodingId> {
        let settled = self.rows.iter().filter_map(|row| row.settled.as_ref());
        settled
            .filter(|it| it.outcome == "other")
            .filter_map(|it| it.other)
    }
}
