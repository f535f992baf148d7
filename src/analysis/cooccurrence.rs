//! Which codes stand together, and where.
//!
//! Two codings stand together where they share characters or lie near each other; two codes
//! stand together in a unit (a turn, an answer, an interview, a respondent's talk) that carries
//! both. Within one coder's codings, unless coders are united: two coders who give a passage
//! different codes disagree, and no codes stand together there. No test of significance goes
//! with these figures: codings are placed by one person on one text.

use std::collections::{HashMap, HashSet};

use super::frequency::{Fact, sorted};
use super::undefined::{Figure, Why};

/// Where codes have to stand together.
#[derive(Clone, Copy, Debug)]
pub enum Together<'a> {
    /// Codings that share a code point.
    Overlap,
    /// Codings with at most so many code points between them; none where they overlap.
    Near(u32),
    /// Units that carry both codes, made of these pieces, ordered by interview and start, each
    /// counted for every coder apart.
    Units(&'a [Piece]),
    /// The same, whoever coded.
    SharedUnits(&'a [Piece]),
    /// Interviews that carry both codes, whoever coded.
    Interviews,
}

/// A stretch of an interview that belongs to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Place of its interview.
    pub interview: u32,
    /// First code point.
    pub start: u32,
    /// After the last code point.
    pub end: u32,
    /// Number of the unit.
    pub unit: u32,
}

/// Whose codings may stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coders {
    /// One coder's.
    #[default]
    Apart,
    /// All coders' together.
    United,
}

/// Two codes that stand together at least once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Place of the code that comes first in the codebook.
    pub a: u32,
    /// Place of the other.
    pub b: u32,
    /// Pairs of codings that overlap or are near, or units that carry both.
    pub n: u64,
    /// Codings of `a`, or units that carry it.
    pub n_a: u64,
    /// Codings of `b`, or units that carry it.
    pub n_b: u64,
    /// Codings of `a` that stand together with one of `b`; units that carry both.
    pub a_with_b: u64,
    /// Codings of `b` that stand together with one of `a`; units that carry both.
    pub b_with_a: u64,
    /// Interviews in which they stand together.
    pub interviews: u64,
    /// Interviews that carry both, wherever.
    pub interviews_both: u64,
    /// Interviews that carry either.
    pub interviews_either: u64,
}

impl Pair {
    /// Interviews with both, of those with either. There is one with both whenever codes stand
    /// together, so that it is always defined.
    #[must_use]
    pub fn jaccard(&self) -> f64 {
        self.interviews_both as f64 / self.interviews_either as f64
    }

    /// n ÷ (`n_a` + `n_b` − n): what the manual of ATLAS.ti calls the co-occurrence coefficient.
    ///
    /// # Errors
    /// As [`c_coefficient`].
    pub fn c_coefficient(&self) -> Figure {
        c_coefficient(self.n, self.n_a, self.n_b)
    }
}

/// The co-occurrence coefficient of `n` times together of `n_a` and `n_b` in all.
///
/// # Errors
/// [`Why::OutOfRange`] where one long coding over several others makes more pairs than the
/// formula can take: it would exceed 1 or be divided by nothing.
pub fn c_coefficient(n: u64, n_a: u64, n_b: u64) -> Figure {
    match (n_a + n_b).checked_sub(n) {
        Some(either) if either > 0 && n <= either => Ok(n as f64 / either as f64),
        _ => Err(Why::OutOfRange),
    }
}

/// All pairs of codes that stand together, in codebook order.
#[must_use]
pub fn cooccurrences(facts: &[Fact], together: Together, coders: Coders) -> Vec<Pair> {
    let facts = sorted(facts);
    let mut codes: Vec<u32> = facts.iter().map(|fact| fact.code).collect();
    codes.dedup();
    let mut table = Tally::new(codes);
    let interviews = table.interviews_of(&facts);
    match together {
        Together::Overlap => table.passages(&facts, coders, |end| end),
        Together::Near(most) => {
            table.passages(&facts, coders, |end| {
                end.saturating_add(most).saturating_add(1)
            });
        }
        Together::Units(pieces) => table.units(marks(&facts, pieces, coders)),
        Together::SharedUnits(pieces) => table.units(marks(&facts, pieces, Coders::United)),
        Together::Interviews => {
            let of = |fact: &Fact| Mark {
                unit: (fact.interview, 0),
                interview: fact.interview,
                code: fact.code,
            };
            table.units(facts.iter().map(of).collect());
        }
    }
    table.pairs(&interviews)
}

/// The codings of two codes that stand together with one of the other, each once, in order.
#[must_use]
pub fn standing(
    facts: &[Fact],
    together: Together,
    coders: Coders,
    codes: (u32, u32),
) -> Vec<Fact> {
    let (a, b) = codes;
    let those = |code: u32| -> Vec<Fact> {
        let mine = facts.iter().filter(|fact| fact.code == code);
        sorted(&mine.copied().collect::<Vec<Fact>>()).into_owned()
    };
    let (of_a, of_b) = (those(a), those(b));
    let meets = |one: &Fact, other: &Fact| {
        let reach = match together {
            Together::Near(most) => most.saturating_add(1),
            _ => 0,
        };
        let (first, second) = if one.start <= other.start {
            (one, other)
        } else {
            (other, one)
        };
        one.interview == other.interview
            && (coders == Coders::United || one.coder == other.coder)
            && second.start < first.end.saturating_add(reach)
    };
    let mut standing: Vec<Fact> = match together {
        Together::Overlap | Together::Near(_) => {
            let with = |these: &[Fact], those: &[Fact]| -> Vec<Fact> {
                let mine = these.iter().filter(|one| {
                    let from = those.partition_point(|it| it.interview < one.interview);
                    let here = those[from..].iter();
                    here.take_while(|it| it.interview == one.interview)
                        .any(|other| meets(one, other))
                });
                mine.copied().collect()
            };
            [with(&of_a, &of_b), with(&of_b, &of_a)].concat()
        }
        Together::Units(_) | Together::SharedUnits(_) | Together::Interviews => {
            let units = |fact: &Fact| -> Vec<(u32, u32)> {
                let one = std::slice::from_ref(fact);
                let marks = match together {
                    Together::Units(pieces) => marks(one, pieces, coders),
                    Together::SharedUnits(pieces) => marks(one, pieces, Coders::United),
                    _ => return vec![(fact.interview, 0)],
                };
                marks.into_iter().map(|mark| mark.unit).collect()
            };
            let of =
                |these: &[Fact]| -> HashSet<(u32, u32)> { these.iter().flat_map(units).collect() };
            let (in_a, in_b) = (of(&of_a), of(&of_b));
            let both = |fact: &&Fact| {
                let mut mine = units(fact).into_iter();
                mine.any(|unit| in_a.contains(&unit) && in_b.contains(&unit))
            };
            of_a.iter().chain(&of_b).filter(both).copied().collect()
        }
    };
    standing.sort_unstable();
    standing
}

/// A code in a unit: the number of the unit with the coder who gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    unit: (u32, u32),
    code: u32,
    interview: u32,
}

fn marks(facts: &[Fact], pieces: &[Piece], coders: Coders) -> Vec<Mark> {
    let mut marks = Vec::new();
    for fact in facts {
        let from = pieces
            .partition_point(|piece| (piece.interview, piece.end) <= (fact.interview, fact.start));
        let touched = pieces[from..]
            .iter()
            .take_while(|piece| piece.interview == fact.interview && piece.start < fact.end);
        marks.extend(touched.map(|piece| Mark {
            unit: (
                piece.unit,
                match coders {
                    Coders::Apart => fact.coder,
                    Coders::United => 0,
                },
            ),
            code: fact.code,
            interview: fact.interview,
        }));
    }
    marks
}

/// What is known of a pair so far.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    n: u64,
    lower_with: u64,
    higher_with: u64,
    interviews: u32,
    /// One more than the interview that was counted last.
    latest: u32,
}

/// Counts by pairs of codes that are in use, which go by their rank.
struct Tally {
    codes: Vec<u32>,
    n: Vec<u64>,
    cells: HashMap<(u32, u32), Cell, Quick>,
}

impl Tally {
    fn new(codes: Vec<u32>) -> Self {
        Self {
            n: vec![0; codes.len()],
            codes,
            cells: HashMap::default(),
        }
    }

    fn rank(&self, code: u32) -> u32 {
        let rank = self.codes.partition_point(|known| *known < code);
        u32::try_from(rank).unwrap_or(u32::MAX)
    }

    /// For each code in use the interviews that carry it, in order.
    fn interviews_of(&self, facts: &[Fact]) -> Vec<Vec<u32>> {
        let mut interviews: Vec<Vec<u32>> = vec![Vec::new(); self.codes.len()];
        for fact in facts {
            let mine = &mut interviews[self.rank(fact.code) as usize];
            if mine.last() != Some(&fact.interview) {
                mine.push(fact.interview);
            }
        }
        interviews
    }

    fn met(&mut self, a: u32, b: u32, interview: u32) -> &mut Cell {
        let cell = self.cells.entry((a.min(b), a.max(b))).or_default();
        if cell.latest != interview + 1 {
            cell.latest = interview + 1;
            cell.interviews += 1;
        }
        cell
    }

    /// Counts pairs of codings of which the later starts before what `reach` makes of the end of
    /// the earlier.
    fn passages(&mut self, facts: &[Fact], coders: Coders, reach: impl Fn(u32) -> u32) {
        let mut by_text: Vec<Fact> = facts.to_vec();
        for fact in &mut by_text {
            fact.code = self.rank(fact.code);
            self.n[fact.code as usize] += 1;
        }
        let coder = |fact: &Fact| match coders {
            Coders::Apart => fact.coder,
            Coders::United => 0,
        };
        by_text.sort_unstable_by_key(|it| (it.interview, coder(it), it.start, it.end, it.code));
        // Codings that reach on, and which of their codes each has met.
        let mut open: Vec<(u32, usize)> = Vec::new();
        let mut met: Vec<(usize, u32)> = Vec::new();
        for mine in by_text.chunk_by(|a, b| (a.interview, coder(a)) == (b.interview, coder(b))) {
            open.clear();
            met.clear();
            for (at, fact) in mine.iter().enumerate() {
                open.retain(|(to, _)| *to > fact.start);
                for (_, earlier) in &open {
                    let other = &mine[*earlier];
                    if other.code != fact.code {
                        self.met(fact.code, other.code, fact.interview).n += 1;
                        met.push((at, other.code));
                        met.push((*earlier, fact.code));
                    }
                }
                open.push((reach(fact.end), at));
            }
            met.sort_unstable();
            met.dedup();
            for (at, other) in &met {
                let code = mine[*at].code;
                let cell = self.cells.entry((code.min(*other), code.max(*other)));
                let cell = cell.or_default();
                if code < *other {
                    cell.lower_with += 1;
                } else {
                    cell.higher_with += 1;
                }
            }
        }
    }

    /// Counts units that carry two codes. A unit may lie in several interviews.
    fn units(&mut self, mut marks: Vec<Mark>) {
        for mark in &mut marks {
            mark.code = self.rank(mark.code);
        }
        marks.sort_unstable();
        marks.dedup();
        // Interviews of pairs, each once however many units it holds.
        let mut places: Vec<(u32, u32, u32)> = Vec::new();
        for unit in marks.chunk_by(|a, b| a.unit == b.unit) {
            let codes: Vec<&[Mark]> = unit.chunk_by(|a, b| a.code == b.code).collect();
            for (at, a) in codes.iter().enumerate() {
                self.n[a[0].code as usize] += 1;
                for b in &codes[at + 1..] {
                    let pair = (a[0].code, b[0].code);
                    let cell = self.cells.entry(pair).or_default();
                    cell.n += 1;
                    cell.lower_with += 1;
                    cell.higher_with += 1;
                    let both = a.iter().chain(b.iter());
                    places.extend(both.map(|mark| (pair.0, pair.1, mark.interview)));
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        for (a, b, _) in places {
            self.cells.entry((a, b)).or_default().interviews += 1;
        }
    }

    fn pairs(&self, interviews: &[Vec<u32>]) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = self
            .cells
            .iter()
            .map(|(&(a, b), cell)| {
                let (a, b) = (a as usize, b as usize);
                let both = shared(&interviews[a], &interviews[b]);
                let either = (interviews[a].len() + interviews[b].len()) as u64 - both;
                Pair {
                    a: self.codes[a],
                    b: self.codes[b],
                    n: cell.n,
                    n_a: self.n[a],
                    n_b: self.n[b],
                    a_with_b: cell.lower_with,
                    b_with_a: cell.higher_with,
                    interviews: u64::from(cell.interviews),
                    interviews_both: both,
                    interviews_either: either,
                }
            })
            .collect();
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        pairs
    }
}

/// How many two ordered lists have in common.
fn shared(a: &[u32], b: &[u32]) -> u64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut n = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                n += 1;
                a.next();
                b.next();
            }
        }
    }
    n
}

/// Code points that two codes cover together, and those that either covers, added up over
/// interviews and coders; for each pair of codes that shares any.
#[must_use]
pub fn shared_chars(facts: &[Fact], coders: Coders) -> HashMap<(u32, u32), (u64, u64)> {
    let coder = |fact: &Fact| match coders {
        Coders::Apart => fact.coder,
        Coders::United => 0,
    };
    let mut by_place = facts.to_vec();
    by_place.sort_unstable_by_key(|it| (it.interview, coder(it), it.code, it.start));
    let mut own: HashMap<u32, u64> = HashMap::new();
    let mut both: HashMap<(u32, u32), u64> = HashMap::new();
    for mine in by_place.chunk_by(|a, b| (a.interview, coder(a)) == (b.interview, coder(b))) {
        // Ends of the united passages of each code, cut at every one of them.
        let mut cuts: Vec<(u32, bool, u32)> = Vec::new();
        for of_code in mine.chunk_by(|a, b| a.code == b.code) {
            let code = of_code[0].code;
            let (mut start, mut end) = (of_code[0].start, of_code[0].end);
            for fact in &of_code[1..] {
                if fact.start > end {
                    cuts.extend([(start, true, code), (end, false, code)]);
                    (start, end) = (fact.start, fact.end);
                } else {
                    end = end.max(fact.end);
                }
            }
            cuts.extend([(start, true, code), (end, false, code)]);
        }
        cuts.sort_unstable();
        let mut open: Vec<u32> = Vec::new();
        let mut last = 0;
        for (at, opens, code) in cuts {
            let length = u64::from(at - last);
            for (place, a) in open.iter().enumerate().filter(|_| length > 0) {
                *own.entry(*a).or_default() += length;
                for b in &open[place + 1..] {
                    *both.entry((*a.min(b), *a.max(b))).or_default() += length;
                }
            }
            last = at;
            if opens {
                open.push(code);
            } else {
                open.retain(|known| *known != code);
            }
        }
    }
    let of = |code: u32| own.get(&code).copied().unwrap_or(0);
    both.into_iter()
        .map(|((a, b), n)| ((a, b), (n, of(a) + of(b) - n)))
        .collect()
}

/// A hash for pairs of small numbers that nobody outside chooses: fast, and no more.
#[derive(Clone, Copy, Debug, Default)]
struct Quick;

impl std::hash::BuildHasher for Quick {
    type Hasher = Mixed;

    fn build_hasher(&self) -> Mixed {
        Mixed(0)
    }
}

struct Mixed(u64);

impl std::hash::Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(n)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

#[cfg(test)]
mod tests;
