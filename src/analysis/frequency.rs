//! The code frequency table.
//!
//! Counts every coding that passed the filter, wherever it lies. A code's own
//! figures leave its descendants out; its totals take them in. Frequency follows
//! guide, length and coding granularity; it is not importance.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::Role;

/// A coding, by places: codes in codebook order, interviews in the study's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// Place of its code.
    pub code: u32,
    /// Place of its interview.
    pub interview: u32,
    /// First code point.
    pub start: u32,
    /// After the last code point; greater than `start`.
    pub end: u32,
    /// Its coder.
    pub coder: u32,
}

/// The talk of one respondent, or of nobody known, in one interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// Place of its interview.
    pub interview: u32,
    /// First code point.
    pub start: u32,
    /// After the last code point.
    pub end: u32,
    /// The respondent, by any number; `None` for the interviewer and unknown voices.
    pub respondent: Option<u32>,
    /// Index of the question whose answer it belongs to.
    pub question: Option<u32>,
    /// Index of the speaker in the interview.
    pub speaker: Option<u16>,
    /// What the speaker does, as far as known.
    pub role: Option<Role>,
}

/// Figures of one code, or of a code with its descendants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Distinct (interview, coder, code, start, end).
    pub codings: u64,
    /// Distinct interviews with at least one of them.
    pub interviews: u64,
    /// Distinct respondents in whose turns at least one of them lies.
    pub respondents: u64,
    /// Distinct speakers of interviews, other than interviewers, in whose turns at least one of
    /// them lies; the same person in two interviews counts twice.
    pub speakers: u64,
    /// Code points in the union of the passages of each interview, all coders together.
    pub chars: u64,
    /// Those of them that lie in turns of others than interviewers.
    pub said: u64,
}

/// Respondents who named a code, by whether a question named it first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prompting {
    /// Respondents who named it outside the answer to a question that names it.
    pub unprompted: u64,
    /// Respondents who named it in the answer to a question that names it. One
    /// respondent can be in both.
    pub asked: u64,
    /// Respondents who answered a question that names it, whatever they said.
    pub asked_of: u64,
}

/// Figures of every code, in codebook order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    /// The code's own figures.
    pub own: Vec<Counts>,
    /// Figures of the code with its descendants.
    pub total: Vec<Counts>,
    /// Whether it was named when asked; empty without a guide.
    pub prompting: Vec<Prompting>,
    /// All codings counted.
    pub n_codings: u64,
}

/// What frequencies are computed from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// For each code the place after its last descendant: its subtree is `place..subtree_end`.
    pub subtree_end: &'a [usize],
    /// Codings in any order; exact duplicates count once.
    pub facts: &'a [Fact],
    /// Turns ordered by interview and start; empty where no respondents are known.
    pub talk: &'a [Talk],
    /// For each question the places of the codes it names; `None` without a guide.
    pub questions: Option<&'a [Vec<u32>]>,
}

/// Counts codings, interviews, respondents and characters of every code.
#[must_use]
pub fn frequencies(input: Input) -> Frequencies {
    let facts = sorted(input.facts);
    let n_codes = input.subtree_end.len();
    let mut from = vec![0; n_codes + 1];
    for (code, slot) in from.iter_mut().enumerate() {
        *slot = facts.partition_point(|fact| (fact.code as usize) < code);
    }
    let mut own = Vec::with_capacity(n_codes);
    let mut total = Vec::with_capacity(n_codes);
    let mut prompting = Vec::new();
    for (code, end) in input.subtree_end.iter().enumerate() {
        let mine = &facts[from[code]..from[code + 1]];
        let all = &facts[from[code]..from[*end]];
        own.push(counts(mine, input.talk));
        total.push(if *end == code + 1 {
            own[code]
        } else {
            // Each code's facts are in this order already; a stable sort merges such runs.
            let mut by_interview = all.to_vec();
            by_interview.sort_by_key(|fact| (fact.interview, fact.start));
            counts(&by_interview, input.talk)
        });
        if let Some(questions) = input.questions {
            prompting.push(prompted(
                code,
                input.subtree_end,
                all,
                input.talk,
                questions,
            ));
        }
    }
    Frequencies {
        n_codings: facts.len() as u64,
        own,
        total,
        prompting,
    }
}

/// The facts in order, each once; copied only where they aren't so already.
pub(super) fn sorted(facts: &[Fact]) -> Cow<'_, [Fact]> {
    if facts.is_sorted_by(|a, b| a < b) {
        return Cow::Borrowed(facts);
    }
    let mut facts = facts.to_vec();
    facts.sort_unstable();
    facts.dedup();
    Cow::Owned(facts)
}

/// Counts facts ordered by interview and start.
fn counts(facts: &[Fact], talk: &[Talk]) -> Counts {
    let mut counts = Counts {
        codings: facts.len() as u64,
        ..Counts::default()
    };
    let mut respondents = HashSet::new();
    let mut speakers = HashSet::new();
    let mut interview = None;
    let mut covered_to = 0;
    for fact in facts {
        if interview != Some(fact.interview) {
            interview = Some(fact.interview);
            counts.interviews += 1;
            covered_to = 0;
        }
        // What no earlier passage covers.
        let start = fact.start.max(covered_to);
        counts.chars += u64::from(fact.end.saturating_sub(start));
        covered_to = covered_to.max(fact.end);
        for (_, turn) in touched(fact, talk) {
            respondents.extend(turn.respondent);
            if turn.role != Some(Role::Interviewer) {
                speakers.extend(turn.speaker.map(|speaker| (turn.interview, speaker)));
                let end = fact.end.min(turn.end);
                counts.said += u64::from(end.saturating_sub(start.max(turn.start)));
            }
        }
    }
    counts.respondents = respondents.len() as u64;
    counts.speakers = speakers.len() as u64;
    counts
}

/// The turns that a coding shares at least one code point with, with their places.
pub(super) fn touched<'a>(
    fact: &Fact,
    talk: &'a [Talk],
) -> impl Iterator<Item = (usize, &'a Talk)> {
    let from =
        talk.partition_point(|turn| (turn.interview, turn.end) <= (fact.interview, fact.start));
    let (interview, end) = (fact.interview, fact.end);
    talk.iter()
        .enumerate()
        .skip(from)
        .take_while(move |(_, turn)| turn.interview == interview && turn.start < end)
}

/// A question names a code when it names the code itself, or one above or below it.
fn prompted(
    code: usize,
    subtree_end: &[usize],
    facts: &[Fact],
    talk: &[Talk],
    questions: &[Vec<u32>],
) -> Prompting {
    let related = |named: usize| {
        (code..subtree_end[code]).contains(&named) || (named..subtree_end[named]).contains(&code)
    };
    let names: Vec<bool> = questions
        .iter()
        .map(|codes| codes.iter().any(|named| related(*named as usize)))
        .collect();
    let names = |turn: &Talk| {
        turn.question
            .and_then(|question| names.get(question as usize))
            .is_some_and(|names| *names)
    };
    let mut unprompted = HashSet::new();
    let mut asked = HashSet::new();
    let asked_of: HashSet<u32> = talk
        .iter()
        .filter(|turn| names(turn))
        .filter_map(|turn| turn.respondent)
        .collect();
    for fact in facts {
        for (_, turn) in touched(fact, talk) {
            let Some(respondent) = turn.respondent else {
                continue;
            };
            if names(turn) {
                asked.insert(respondent);
            } else {
                unprompted.insert(respondent);
            }
        }
    }
    Prompting {
        unprompted: unprompted.len() as u64,
        asked: asked.len() as u64,
        asked_of: asked_of.len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fact(code: u32, interview: u32, start: u32, end: u32, coder: u32) -> Fact {
        Fact {
            code,
            interview,
            start,
            end,
            coder,
        }
    }

    /// Life with Work and Family under it, Mood with Unused under it; the small dump
    /// whose figures were worked out by hand.
    #[test]
    fn the_small_dump_gives_the_figures_worked_out_by_hand() {
        let facts = [
            fact(1, 0, 11, 15, 0),
            fact(3, 0, 11, 17, 0),
            fact(2, 0, 18, 22, 0),
            fact(1, 0, 11, 17, 1),
            fact(1, 1, 16, 29, 0),
            fact(2, 1, 21, 41, 0),
            fact(1, 1, 16, 23, 0),
            fact(0, 2, 9, 13, 1),
            fact(0, 2, 9, 13, 1),
        ];
        let found = frequencies(Input {
            subtree_end: &[3, 2, 3, 5, 5],
            facts: &facts,
            talk: &[],
            questions: None,
        });
        let figures = |counts: &Counts| (counts.codings, counts.interviews, counts.chars);
        assert_eq!(found.n_codings, 8);
        let own: Vec<_> = found.own.iter().map(figures).collect();
        assert_eq!(
            own,
            [(1, 1, 4), (4, 2, 19), (2, 2, 24), (1, 1, 6), (0, 0, 0)]
        );
        let total: Vec<_> = found.total.iter().map(figures).collect();
        assert_eq!(
            total,
            [(7, 3, 39), (4, 2, 19), (2, 2, 24), (1, 1, 6), (0, 0, 0)]
        );
    }

    #[test]
    fn a_respondent_counts_once_and_the_interviewer_never() {
        let talk = [
            (0, 10, None),
            (10, 20, Some(7)),
            (20, 30, None),
            (30, 40, Some(7)),
        ]
        .map(|(start, end, respondent)| Talk {
            interview: 0,
            start,
            end,
            respondent,
            ..Talk::default()
        });
        let facts = [
            fact(0, 0, 2, 5, 0),
            fact(0, 0, 12, 15, 0),
            fact(0, 0, 18, 35, 0),
        ];
        let found = frequencies(Input {
            subtree_end: &[1],
            facts: &facts,
            talk: &talk,
            questions: None,
        });
        assert_eq!(found.own[0].respondents, 1);
        assert_eq!(found.own[0].codings, 3);
    }

    #[test]
    fn named_when_asked_differs_from_named_unprompted() {
        let talk = [(0, 10, 1, Some(0)), (10, 20, 2, Some(1)), (20, 30, 2, None)].map(
            |(start, end, respondent, question)| Talk {
                interview: 0,
                start,
                end,
                respondent: Some(respondent),
                question,
                ..Talk::default()
            },
        );
        let facts = [
            fact(1, 0, 1, 3, 0),
            fact(1, 0, 11, 13, 0),
            fact(2, 0, 21, 23, 0),
        ];
        let found = frequencies(Input {
            subtree_end: &[3, 2, 3],
            facts: &facts,
            talk: &talk,
            questions: Some(&[vec![1], vec![2]]),
        });
        let of = |code: usize| {
            (
                found.prompting[code].unprompted,
                found.prompting[code].asked,
            )
        };
        assert_eq!(found.prompting[1].asked_of, 1);
        assert_eq!(
            found.prompting[0].asked_of, 2,
            "a question names a code under it"
        );
        assert_eq!(of(1), (1, 1), "respondent 1 was asked about it, 2 was not");
        assert_eq!(of(2), (1, 0));
        assert_eq!(of(0), (1, 2));
    }

    #[test]
    fn what_is_said_leaves_labels_and_the_interviewer_out() {
        let talk = [
            (0, 10, Some(Role::Interviewer), 0),
            (12, 20, Some(Role::Respondent), 1),
            (22, 30, None, 2),
        ]
        .map(|(start, end, role, speaker)| Talk {
            interview: 0,
            start,
            end,
            role,
            speaker: Some(speaker),
            ..Talk::default()
        });
        let facts = [
            fact(0, 0, 8, 14, 0),
            fact(0, 0, 12, 16, 1),
            fact(0, 0, 13, 24, 0),
        ];
        let found = frequencies(Input {
            subtree_end: &[1],
            facts: &facts,
            talk: &talk,
            questions: None,
        });
        assert_eq!(found.own[0].chars, 16);
        assert_eq!(found.own[0].said, 8 + 2);
        assert_eq!(found.own[0].speakers, 2);
    }

    proptest! {
        #[test]
        fn totals_hold_what_own_figures_hold(
            facts in proptest::collection::vec((0_u32..5, 0_u32..3, 0_u32..30, 1_u32..10, 0_u32..3), 0..40)
        ) {
            let facts: Vec<Fact> = facts
                .into_iter()
                .map(|(code, interview, start, len, coder)| fact(code, interview, start, start + len, coder))
                .collect();
            let found = frequencies(Input { subtree_end: &[5, 3, 3, 5, 5], facts: &facts, talk: &[], questions: None });
            let sum: u64 = found.own.iter().map(|counts| counts.codings).sum();
            prop_assert_eq!(found.total[0].codings, sum);
            // The union, point by point.
            let mut points = HashSet::new();
            for fact in &facts {
                points.extend((fact.start..fact.end).map(|at| (fact.interview, at)));
            }
            prop_assert_eq!(found.total[0].chars, points.len() as u64);
            let mut reversed = facts.clone();
            reversed.reverse();
            prop_assert_eq!(frequencies(Input { subtree_end: &[5, 3, 3, 5, 5], facts: &reversed, talk: &[], questions: None }), found);
        }
    }
}
