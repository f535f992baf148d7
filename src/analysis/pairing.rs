//! Who names two codes, and which passages coders tied together.
//!
//! In a structured interview problems and countermeasures are asked for in different
//! questions, so that passages seldom say which belongs to which. What there is: the same
//! person named both, or a coder drew a link between two passages. They are counted apart.

use std::collections::{BTreeMap, BTreeSet};

use super::frequency::{Fact, Talk, touched};

/// A link that a coder drew between two codings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drawn {
    /// From here.
    pub from: Fact,
    /// To here.
    pub to: Fact,
}

/// Whose naming is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Respondents, by the turns that codings touch.
    Respondents,
    /// Interviews, where no respondents are known.
    Interviews,
}

/// What is counted from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Codings that affirm their code, in any order.
    pub facts: &'a [Fact],
    /// Turns ordered by interview and start.
    pub talk: &'a [Talk],
    /// Links, each once for each coder who drew it.
    pub drawn: &'a [Drawn],
    /// Whose naming is counted.
    pub voice: Voice,
}

/// What ties two codes together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tie {
    /// Who names both.
    pub both: BTreeSet<u32>,
    /// Distinct passages, of either code, in the words of those who name both.
    pub passages: u64,
    /// Interviews with such passages.
    pub interviews: u64,
    /// Links between their codings; the same two passages linked by several coders count once.
    pub links: u64,
    /// In whose words linked passages lie.
    pub linked: BTreeSet<u32>,
}

/// Where each code is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    /// For each code those who name it, with their passages.
    by: BTreeMap<u32, BTreeMap<u32, BTreeSet<Passage>>>,
    links: BTreeMap<(u32, u32), BTreeSet<(Passage, Passage)>>,
    linked: BTreeMap<(u32, u32), BTreeSet<u32>>,
}

/// A place in a text: interview, start, end.
type Passage = (u32, u32, u32);

fn passage(fact: &Fact) -> Passage {
    (fact.interview, fact.start, fact.end)
}

impl Naming {
    /// Sorts codings by who says them.
    #[must_use]
    pub fn new(input: &Input) -> Self {
        let voices = |fact: &Fact| -> Vec<u32> {
            match input.voice {
                Voice::Interviews => vec![fact.interview],
                Voice::Respondents => touched(fact, input.talk)
                    .filter_map(|(_, turn)| turn.respondent)
                    .collect(),
            }
        };
        let mut naming = Self::default();
        for fact in input.facts {
            for voice in voices(fact) {
                let of_code = naming.by.entry(fact.code).or_default();
                of_code.entry(voice).or_default().insert(passage(fact));
            }
        }
        for link in input.drawn {
            let pair = (link.from.code, link.to.code);
            let places = (passage(&link.from), passage(&link.to));
            naming.links.entry(pair).or_default().insert(places);
            let said = voices(&link.from).into_iter().chain(voices(&link.to));
            naming.linked.entry(pair).or_default().extend(said);
        }
        naming
    }

    /// Who names a code.
    #[must_use]
    pub fn voices(&self, code: u32) -> BTreeSet<u32> {
        let of_code = self.by.get(&code).into_iter().flatten();
        of_code.map(|(voice, _)| *voice).collect()
    }

    /// What ties a code to another; the direction matters to links only.
    #[must_use]
    pub fn tie(&self, a: u32, b: u32) -> Tie {
        let none = BTreeMap::new();
        let of = |code: u32| self.by.get(&code).unwrap_or(&none);
        let (of_a, of_b) = (of(a), of(b));
        let mut tie = Tie {
            both: of_a
                .keys()
                .filter(|it| of_b.contains_key(it))
                .copied()
                .collect(),
            links: self.links.get(&(a, b)).map_or(0, |it| it.len() as u64),
            linked: self.linked.get(&(a, b)).cloned().unwrap_or_default(),
            ..Tie::default()
        };
        let passages: BTreeSet<&Passage> = tie
            .both
            .iter()
            .flat_map(|voice| of_a[voice].iter().chain(&of_b[voice]))
            .collect();
        let interviews: BTreeSet<u32> = passages.iter().map(|it| it.0).collect();
        tie.passages = passages.len() as u64;
        tie.interviews = interviews.len() as u64;
        tie
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One interview of five turns, by four people and nobody known.
    fn talk() -> Vec<Talk> {
        (0..5_u32)
            .map(|n| Talk {
                interview: 0,
                start: n * 10,
                end: n * 10 + 9,
                respondent: (n < 4).then_some(n % 3),
                ..Talk::default()
            })
            .collect()
    }

    prop_compose! {
        fn fact()(code in 0_u32..3, start in 0_u32..48, len in 1_u32..14, coder in 0_u32..2) -> Fact {
            Fact { code, interview: 0, start, end: start + len, coder }
        }
    }

    proptest! {
        #[test]
        fn people_who_name_both_are_found_by_going_through_all(
            facts in proptest::collection::vec(fact(), 0..20),
            links in proptest::collection::vec((fact(), fact()), 0..4),
        ) {
            let talk = talk();
            let drawn: Vec<Drawn> = links.iter().map(|(from, to)| Drawn { from: *from, to: *to }).collect();
            let naming = Naming::new(&Input { facts: &facts, talk: &talk, drawn: &drawn, voice: Voice::Respondents });
            let says = |person: u32, fact: &Fact| talk.iter().any(|turn| {
                turn.respondent == Some(person) && turn.start < fact.end && fact.start < turn.end
            });
            for a in 0..3 {
                for b in 0..3 {
                    let tie = naming.tie(a, b);
                    let both: BTreeSet<u32> = (0..3)
                        .filter(|person| [a, b].iter().all(|code| facts.iter().any(|it| it.code == *code && says(*person, it))))
                        .collect();
                    let places: BTreeSet<(u32, u32)> = facts.iter()
                        .filter(|it| (it.code == a || it.code == b) && both.iter().any(|person| says(*person, it)))
                        .map(|it| (it.start, it.end))
                        .collect();
                    prop_assert_eq!(&tie.both, &both);
                    prop_assert_eq!(tie.passages, places.len() as u64);
                    let mine = links.iter().filter(|(from, to)| (from.code, to.code) == (a, b));
                    let places: BTreeSet<_> = mine.map(|(from, to)| (from.start, from.end, to.start, to.end)).collect();
                    prop_assert_eq!(tie.links, places.len() as u64);
                }
            }
        }
    }
}
