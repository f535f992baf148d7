//! Where two coders coded an interview differently.
//!
//! Codings of two coders are matched one to one: first the pairs that somebody settled, then
//! those with the same code on the same passage, then those with the same code on passages
//! that share words, then those that share words and nothing else. Whatever is left one coder
//! has and the other missed. Every coding is in exactly one match, so that each disagreement
//! is settled once, and stays settled whatever is coded later.

use std::cmp::Reverse;

/// One coder's coding of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coded {
    /// First code point.
    pub start: u32,
    /// After the last code point.
    pub end: u32,
    /// Place of its code in the codebook.
    pub code: u32,
}

impl Coded {
    /// Code points that both passages have.
    fn shared(self, other: Self) -> u32 {
        let end = self.end.min(other.end);
        end.saturating_sub(self.start.max(other.start))
    }

    /// Code points that either passage has, and those between them.
    fn hull(self, other: Self) -> u32 {
        self.end.max(other.end) - self.start.min(other.start)
    }
}

/// In what two coders agree or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Same code, same passage.
    Same,
    /// Same code, other boundaries.
    Boundary,
    /// Other codes on passages that share words.
    OtherCode,
    /// One has a coding, the other none.
    Missed,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Same, Self::Boundary, Self::OtherCode, Self::Missed];

    /// The word used in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Boundary => "boundary",
            Self::OtherCode => "other-code",
            Self::Missed => "missed",
        }
    }
}

/// Codings of two coders that are held against each other; indexes into what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// In what they agree or not.
    pub kind: Kind,
    /// The first coder's coding.
    pub a: Option<usize>,
    /// The second coder's.
    pub b: Option<usize>,
    /// Code points that both passages have.
    pub shared: u32,
    /// Code points from the first that either has to the last.
    pub hull: u32,
}

/// What was settled already between two coders; indexes into their codings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Codings that were settled together, the ones to be kept first. Those that share no
    /// words are passed over.
    pub pairs: Vec<(usize, usize)>,
    /// Codings of the first that were settled by themselves: matched with the same again only.
    pub a_alone: Vec<usize>,
    /// Codings of the second that were.
    pub b_alone: Vec<usize>,
}

/// Matches the codings of one interview by two coders, in the order of the text.
///
/// Pairs that were settled stay together. Among several possible partners the one with most
/// words in common is taken. Costs the product of the numbers of codings that overlap.
#[must_use]
pub fn matches(a: &[Coded], b: &[Coded], settled: &Settled) -> Vec<Match> {
    let mut near: Vec<(Kind, usize, usize)> = Vec::new();
    // In the order of starts, so that only what may overlap is looked at.
    let order = sorted(b);
    let longest = b.iter().map(|it| it.end - it.start).max().unwrap_or(0);
    for (i, one) in a.iter().enumerate() {
        let from = order.partition_point(|j| b[*j].start.saturating_add(longest) <= one.start);
        for j in order[from..].iter().copied() {
            let other = b[j];
            if other.start >= one.end {
                break;
            }
            if one.shared(other) == 0 {
                continue;
            }
            near.push((kind_of(*one, other), i, j));
        }
    }
    near.sort_by_key(|(kind, i, j)| {
        let (one, other) = (a[*i], b[*j]);
        let shared = one.shared(other);
        // Of equal ones the tighter pair, then the earlier one.
        (*kind, Reverse(shared), one.hull(other), one, other, *i, *j)
    });
    let (mut a_taken, mut b_taken) = (vec![false; a.len()], vec![false; b.len()]);
    let mut found = Vec::new();
    let together = settled.pairs.iter().map(|(i, j)| (*i, *j));
    let together: Vec<(Kind, usize, usize)> = together
        .filter(|(i, j)| a[*i].shared(b[*j]) > 0)
        .map(|(i, j)| (kind_of(a[i], b[j]), i, j))
        .collect();
    near.retain(|(kind, i, j)| {
        *kind == Kind::Same || !settled.a_alone.contains(i) && !settled.b_alone.contains(j)
    });
    for (kind, i, j) in together.into_iter().chain(near) {
        if a_taken[i] || b_taken[j] {
            continue;
        }
        (a_taken[i], b_taken[j]) = (true, true);
        found.push(Match {
            kind,
            a: Some(i),
            b: Some(j),
            shared: a[i].shared(b[j]),
            hull: a[i].hull(b[j]),
        });
    }
    let alone = |taken: &[bool]| -> Vec<usize> {
        let left = taken.iter().enumerate().filter(|(_, taken)| !**taken);
        left.map(|(place, _)| place).collect()
    };
    found.extend(alone(&a_taken).into_iter().map(|i| Match {
        kind: Kind::Missed,
        a: Some(i),
        b: None,
        shared: 0,
        hull: a[i].end - a[i].start,
    }));
    found.extend(alone(&b_taken).into_iter().map(|j| Match {
        kind: Kind::Missed,
        a: None,
        b: Some(j),
        shared: 0,
        hull: b[j].end - b[j].start,
    }));
    found.sort_by_key(|it| {
        let (one, other) = (it.a.map(|i| a[i]), it.b.map(|j| b[j]));
        let start = |it: Option<Coded>| it.map_or(u32::MAX, |it| it.start);
        (
            start(one).min(start(other)),
            it.kind,
            one,
            other,
            it.a,
            it.b,
        )
    });
    found
}

/// In what two codings that share words agree or not.
fn kind_of(one: Coded, other: Coded) -> Kind {
    match (one.code == other.code, one == other) {
        (_, true) => Kind::Same,
        (true, false) => Kind::Boundary,
        (false, _) => Kind::OtherCode,
    }
}

/// Indexes in the order of the text.
fn sorted(codings: &[Coded]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..codings.len()).collect();
    order.sort_by_key(|place| codings[*place]);
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Codings written as `start..end code`.
    fn codings(words: &str) -> Vec<Coded> {
        words
            .split(", ")
            .filter(|word| !word.is_empty())
            .map(|word| {
                let (span, code) = word.split_once(' ').unwrap();
                let (start, end) = span.split_once("..").unwrap();
                Coded {
                    start: start.parse().unwrap(),
                    end: end.parse().unwrap(),
                    code: code.parse().unwrap(),
                }
            })
            .collect()
    }

    fn check(a: &str, b: &str, expected: &[(&str, Option<usize>, Option<usize>)]) {
        let found: Vec<_> = matches(&codings(a), &codings(b), &Settled::default())
            .iter()
            .map(|it| (it.kind.name(), it.a, it.b))
            .collect();
        assert_eq!(found, expected, "{a} | {b}");
    }

    #[test]
    fn codings_of_two_coders_are_held_against_each_other() {
        let (same, boundary, other, missed) = ("same", "boundary", "other-code", "missed");
        check("", "", &[]);
        check("0..5 1", "0..5 1", &[(same, Some(0), Some(0))]);
        check("0..5 1", "2..9 1", &[(boundary, Some(0), Some(0))]);
        check("0..5 1", "0..5 2", &[(other, Some(0), Some(0))]);
        check(
            "0..5 1",
            "5..9 1",
            &[(missed, Some(0), None), (missed, None, Some(0))],
        );
        // The sentence with two codes each: they agree on one and dispute the other.
        check(
            "0..13 7, 0..13 3",
            "0..28 7, 0..28 4",
            &[(boundary, Some(0), Some(0)), (other, Some(1), Some(1))],
        );
        // The same code elsewhere goes before another code here.
        check(
            "0..10 1, 8..20 2",
            "9..20 1",
            &[(boundary, Some(0), Some(0)), (missed, Some(1), None)],
        );
        // Most words in common win.
        check(
            "0..10 1",
            "0..3 1, 2..10 1",
            &[(boundary, Some(0), Some(1)), (missed, None, Some(0))],
        );
    }

    #[test]
    fn how_much_two_passages_share_is_counted() {
        let found = matches(
            &codings("0..13 1"),
            &codings("0..28 1"),
            &Settled::default(),
        );
        assert_eq!((found[0].shared, found[0].hull), (13, 28));
    }

    fn some() -> impl Strategy<Value = Vec<Coded>> {
        let one = (0_u32..40, 1_u32..12, 0_u32..3).prop_map(|(start, chars, code)| Coded {
            start,
            end: start + chars,
            code,
        });
        prop::collection::vec(one, 0..14)
    }

    fn settled() -> impl Strategy<Value = Settled> {
        let places = || prop::collection::vec(0_usize..14, 0..3);
        let pairs = prop::collection::vec((0_usize..14, 0_usize..14), 0..4);
        (pairs, places(), places()).prop_map(|(pairs, a_alone, b_alone)| Settled {
            pairs,
            a_alone,
            b_alone,
        })
    }

    impl Settled {
        /// Without what there is not.
        fn within(mut self, n_a: usize, n_b: usize) -> Self {
            self.pairs.retain(|(i, j)| *i < n_a && *j < n_b);
            self.a_alone.retain(|i| *i < n_a);
            self.b_alone.retain(|j| *j < n_b);
            self
        }
    }

    #[test]
    fn what_was_settled_stays_together_or_alone() {
        let a = codings("0..10 1");
        let b = codings("0..3 1, 2..10 1, 0..10 1");
        let pairs = |settled: &Settled| -> Vec<(Option<usize>, Option<usize>)> {
            let found = matches(&a, &b, settled);
            found.iter().map(|it| (it.a, it.b)).collect()
        };
        let free = pairs(&Settled::default());
        assert!(free.contains(&(Some(0), Some(2))), "{free:?}");
        let together = pairs(&Settled {
            pairs: vec![(0, 0)],
            ..Settled::default()
        });
        assert!(together.contains(&(Some(0), Some(0))), "{together:?}");
        let alone = Settled {
            a_alone: vec![0],
            ..Settled::default()
        };
        // The same again is no disagreement.
        assert!(pairs(&alone).contains(&(Some(0), Some(2))));
        let found = matches(&a, &b[..2], &alone);
        assert!(found.iter().all(|it| it.kind == Kind::Missed), "{found:?}");
    }

    proptest! {
        #[test]
        fn every_coding_is_in_exactly_one_match(a in some(), b in some(), settled in settled()) {
            let settled = settled.within(a.len(), b.len());
            let found = matches(&a, &b, &settled);
            let mut ours: Vec<usize> = found.iter().filter_map(|it| it.a).collect();
            let mut theirs: Vec<usize> = found.iter().filter_map(|it| it.b).collect();
            ours.sort_unstable();
            theirs.sort_unstable();
            prop_assert_eq!(ours, (0..a.len()).collect::<Vec<_>>());
            prop_assert_eq!(theirs, (0..b.len()).collect::<Vec<_>>());
            for it in &found {
                let right = match (it.a.map(|i| a[i]), it.b.map(|j| b[j])) {
                    (Some(one), Some(other)) => one.shared(other) > 0 && match it.kind {
                        Kind::Same => one == other,
                        Kind::Boundary => one.code == other.code && one != other,
                        Kind::OtherCode => one.code != other.code,
                        Kind::Missed => false,
                    },
                    (None, None) => false,
                    _ => it.kind == Kind::Missed,
                };
                prop_assert!(right, "{:?}", it);
            }
        }

        #[test]
        fn who_is_called_first_changes_nothing_in_what_is_the_same(a in some(), b in some()) {
            let same = |a: &[Coded], b: &[Coded]| {
                matches(a, b, &Settled::default()).iter().filter(|it| it.kind == Kind::Same).count()
            };
            prop_assert_eq!(same(&a, &b), same(&b, &a));
            // A coder agrees with themselves.
            prop_assert_eq!(same(&a, &a), a.len());
        }
    }
}
