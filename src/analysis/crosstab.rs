//! Codes by groups: of interviews, of turns, of coders.
//!
//! A coding belongs to the groups of its interview, of the turns that it touches, or of its
//! coder. It can belong to several, when it touches the turns of two people, so that groups
//! need not add up to the whole; the whole is counted for itself.

use std::collections::{HashMap, HashSet};

use super::frequency::{Fact, Talk, sorted, touched};

/// What puts codings into groups, which are numbered from 0.
#[derive(Clone, Copy, Debug)]
pub enum Groups<'a> {
    /// For each interview its groups.
    Interviews(&'a [Vec<u32>]),
    /// By the turns that a coding touches.
    Turns {
        /// For each turn its groups; none for turns that decide nothing.
        of: &'a [Vec<u32>],
        /// For each interview the groups of a coding whose turns decide nothing.
        outside: &'a [Vec<u32>],
    },
    /// By the coder's number.
    Coders(&'a HashMap<u32, u32>),
}

/// What a table is counted from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// For each code the place after its last descendant.
    pub subtree_end: &'a [usize],
    /// Codings in any order; exact duplicates count once.
    pub facts: &'a [Fact],
    /// Turns ordered by interview and start; empty where no respondents are known.
    pub talk: &'a [Talk],
    /// How many groups there are.
    pub n_groups: usize,
    /// Interviews of the study.
    pub n_interviews: usize,
    /// Which coding belongs where.
    pub groups: Groups<'a>,
}

/// Figures of one code in one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Distinct (interview, coder, code, start, end).
    pub codings: u64,
    /// Distinct interviews with at least one of them.
    pub interviews: u64,
    /// Distinct respondents of the group in whose turns at least one of them lies.
    pub respondents: u64,
}

/// Codes by groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crosstab {
    /// For each code its own figures in each group, and last in all together.
    pub own: Vec<Vec<Counts>>,
    /// The same with its descendants.
    pub total: Vec<Vec<Counts>>,
    /// Any code: each group, and last all together.
    pub any: Vec<Counts>,
    /// Codings that lie in more than one group.
    pub n_shared: u64,
}

/// Counts codings, interviews and respondents of every code in every group.
#[must_use]
pub fn crosstab(input: &Input) -> Crosstab {
    let facts = sorted(input.facts);
    let mut counter = Counter::new(input);
    let placed: Vec<Vec<u32>> = match input.groups {
        Groups::Turns { .. } => facts.iter().map(|fact| counter.by_turns(fact)).collect(),
        Groups::Interviews(_) | Groups::Coders(_) => Vec::new(),
    };
    let from: Vec<usize> = (0..=input.subtree_end.len())
        .map(|code| facts.partition_point(|fact| (fact.code as usize) < code))
        .collect();
    let mut found = Crosstab::default();
    for (code, end) in input.subtree_end.iter().enumerate() {
        let mut of = |to: usize| {
            let range = from[code]..from[to];
            counter.count(&facts[range.clone()], placed.get(range))
        };
        let own = of(code + 1);
        let total = if *end == code + 1 {
            own.clone()
        } else {
            of(*end)
        };
        found.own.push(own);
        found.total.push(total);
    }
    found.any = counter.count(&facts, placed.get(..));
    found.n_shared = counter.n_shared;
    found
}

/// The codings that belong to a group, each once, in order.
#[must_use]
pub fn members(input: &Input, group: u32) -> Vec<Fact> {
    let counter = Counter::new(input);
    let belongs = |fact: &&Fact| match input.groups {
        Groups::Interviews(of) => of_interview(of, fact).contains(&group),
        Groups::Turns { .. } => counter.by_turns(fact).contains(&group),
        Groups::Coders(of) => of.get(&fact.coder) == Some(&group),
    };
    let facts = sorted(input.facts);
    facts.iter().filter(belongs).copied().collect()
}

/// Interviews that have a coding all of whose turns decide nothing.
#[must_use]
pub fn undecided(facts: &[Fact], talk: &[Talk], of: &[Vec<u32>]) -> HashSet<u32> {
    let decides = |turn: usize| of.get(turn).is_some_and(|groups| !groups.is_empty());
    facts
        .iter()
        .filter(|fact| !touched(fact, talk).any(|(turn, _)| decides(turn)))
        .map(|fact| fact.interview)
        .collect()
}

/// Counts one set of codings after the other.
struct Counter<'a> {
    input: &'a Input<'a>,
    /// For each interview in each group the set of codings that was the last to have it.
    seen: Vec<u32>,
    set: u32,
    n_shared: u64,
}

impl<'a> Counter<'a> {
    fn new(input: &'a Input<'a>) -> Self {
        Self {
            seen: vec![0; input.n_interviews * (input.n_groups + 1)],
            set: 0,
            n_shared: 0,
            input,
        }
    }

    /// The groups of the turns that a coding touches.
    fn by_turns(&self, fact: &Fact) -> Vec<u32> {
        let Groups::Turns { of, outside } = self.input.groups else {
            return Vec::new();
        };
        let mut groups: Vec<u32> = touched(fact, self.input.talk)
            .flat_map(|(place, _)| of.get(place).into_iter().flatten().copied())
            .collect();
        if groups.is_empty() {
            groups = of_interview(outside, fact).to_vec();
        }
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// Figures of these codings in each group, and last in all.
    fn count(&mut self, facts: &[Fact], placed: Option<&[Vec<u32>]>) -> Vec<Counts> {
        self.set += 1;
        self.n_shared = 0;
        let all = self.input.n_groups;
        let mut counts = vec![Counts::default(); all + 1];
        let mut people: HashSet<(usize, u32)> = HashSet::new();
        for (at, fact) in facts.iter().enumerate() {
            let of_coder;
            let groups: &[u32] = match self.input.groups {
                Groups::Interviews(of) => of_interview(of, fact),
                Groups::Turns { .. } => placed
                    .and_then(|placed| placed.get(at))
                    .map_or(&[], Vec::as_slice),
                Groups::Coders(of) => {
                    of_coder = of.get(&fact.coder).copied();
                    of_coder.as_slice()
                }
            };
            self.n_shared += u64::from(groups.len() > 1);
            for group in groups.iter().map(|group| *group as usize).chain([all]) {
                let Some(cell) = counts.get_mut(group) else {
                    continue;
                };
                cell.codings += 1;
                let place = fact.interview as usize * (all + 1) + group;
                if let Some(seen) = self.seen.get_mut(place)
                    && *seen != self.set
                {
                    *seen = self.set;
                    cell.interviews += 1;
                }
            }
            for (turn, talk) in touched(fact, self.input.talk) {
                let Some(respondent) = talk.respondent else {
                    continue;
                };
                people.insert((all, respondent));
                match self.input.groups {
                    Groups::Turns { of, .. } => {
                        let groups = of.get(turn).into_iter().flatten();
                        people.extend(groups.map(|group| (*group as usize, respondent)));
                    }
                    Groups::Interviews(_) | Groups::Coders(_) => {
                        people.extend(groups.iter().map(|group| (*group as usize, respondent)));
                    }
                }
            }
        }
        for (group, _) in people {
            if let Some(cell) = counts.get_mut(group) {
                cell.respondents += 1;
            }
        }
        counts
    }
}

fn of_interview<'a>(groups: &'a [Vec<u32>], fact: &Fact) -> &'a [u32] {
    groups
        .get(fact.interview as usize)
        .map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TREE: [usize; 5] = [5, 3, 3, 5, 5];
    const INTERVIEWS: usize = 4;
    const GROUPS: usize = 3;

    /// Interviews of 40 characters; turns of ten, the first the interviewer's.
    fn talk(people: &[u32]) -> Vec<Talk> {
        let turn = |interview: u32, n: u32| Talk {
            interview,
            start: n * 10,
            end: n * 10 + 8,
            respondent: (n > 0).then(|| people[(interview * 3 + n - 1) as usize]),
            ..Talk::default()
        };
        (0..4)
            .flat_map(|interview| (0..4).map(move |n| turn(interview, n)))
            .collect()
    }

    fn touches(fact: &Fact, turn: &Talk) -> bool {
        turn.interview == fact.interview && turn.start < fact.end && fact.start < turn.end
    }

    prop_compose! {
        fn fact()(code in 0_u32..5, interview in 0_u32..4, start in 0_u32..38, len in 1_u32..15, coder in 0_u32..2) -> Fact {
            Fact { code, interview, start, end: start + len, coder }
        }
    }

    proptest! {
        #[test]
        fn tables_say_what_counting_by_the_definition_says(
            facts in proptest::collection::vec(fact(), 0..40),
            people in proptest::collection::vec(0_u32..5, 12),
            of_person in proptest::collection::vec(0_u32..3, 5),
            of_interviews in proptest::collection::vec(0_u32..3, 4),
            by in 0_u8..3,
        ) {
            let talk = talk(&people);
            let of_turn: Vec<Vec<u32>> = talk
                .iter()
                .map(|turn| turn.respondent.map(|it| of_person[it as usize]).into_iter().collect())
                .collect();
            let outside = vec![vec![2]; INTERVIEWS];
            let of_interview: Vec<Vec<u32>> = of_interviews.iter().map(|it| vec![*it]).collect();
            let of_coder: HashMap<u32, u32> = [(0, 0), (1, 2)].into();
            let groups = match by {
                0 => Groups::Interviews(&of_interview),
                1 => Groups::Turns { of: &of_turn, outside: &outside },
                _ => Groups::Coders(&of_coder),
            };
            let found = crosstab(&Input {
                subtree_end: &TREE, facts: &facts, talk: &talk, n_groups: GROUPS, n_interviews: INTERVIEWS, groups,
            });
            let distinct: HashSet<Fact> = facts.iter().copied().collect();
            let belongs = |fact: &Fact, group: usize| match by {
                _ if group == GROUPS => true,
                0 => of_interviews[fact.interview as usize] as usize == group,
                1 => {
                    let mut turns = talk.iter().filter(|turn| touches(fact, turn)).filter_map(|turn| turn.respondent).peekable();
                    if turns.peek().is_none() {
                        group == 2
                    } else {
                        turns.any(|it| of_person[it as usize] as usize == group)
                    }
                }
                _ => of_coder[&fact.coder] as usize == group,
            };
            for code in 0..5_usize {
                for (table, end) in [(&found.own, code + 1), (&found.total, TREE[code])] {
                    for (group, counts) in table[code].iter().enumerate() {
                        let mine: Vec<&Fact> = distinct
                            .iter()
                            .filter(|fact| (code..end).contains(&(fact.code as usize)) && belongs(fact, group))
                            .collect();
                        let interviews: HashSet<u32> = mine.iter().map(|fact| fact.interview).collect();
                        let named: HashSet<u32> = talk
                            .iter()
                            .filter(|turn| mine.iter().any(|fact| touches(fact, turn)))
                            .filter_map(|turn| turn.respondent)
                            .filter(|it| by != 1 || group == GROUPS || of_person[*it as usize] as usize == group)
                            .collect();
                        prop_assert_eq!(*counts, Counts {
                            codings: mine.len() as u64,
                            interviews: interviews.len() as u64,
                            respondents: named.len() as u64,
                        });
                    }
                }
            }
            prop_assert_eq!(found.any[GROUPS].codings, distinct.len() as u64);
        }
    }
}
