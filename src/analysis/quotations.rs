//! Which passages of a code to print, where there are more than a table holds.
//!
//! A *quotation* is a place that a code was given to, once, whoever gave it. What a
//! person marked as worth quoting comes first. The order is total, so that the same
//! codings always give the same quotations.

use std::cmp::Reverse;
use std::collections::HashMap;

/// The length of a quotation that a table takes easily, in code points.
const HANDY: u32 = 60;

/// A passage of one code, as a choice between several sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quotable {
    /// Whom it is from: a respondent, else an interview, by any number.
    pub voice: u32,
    /// Place of its interview.
    pub interview: u32,
    /// First code point.
    pub start: u32,
    /// After the last code point; greater than `start`.
    pub end: u32,
    /// Coders who marked it as worth quoting.
    pub n_stars: u32,
    /// Coders who gave it the code.
    pub n_coders: u32,
}

/// The best quotations, best first, at most `n`: indices into `of`.
///
/// Starred before others, then those that more coders gave the code, then those whose length
/// is nearest to sixty code points, then those earlier in the study. Of those that share a
/// code point only the first in this order is taken, unless that one was left out itself.
/// Nobody is quoted twice before everybody is quoted once.
#[must_use]
pub fn best(of: &[Quotable], n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..of.len()).collect();
    order.sort_by_key(|index| rank(&of[*index]));
    let mut kept: HashMap<u32, Vec<&Quotable>> = HashMap::new();
    order.retain(|index| {
        let it = &of[*index];
        let there = kept.entry(it.interview).or_default();
        let is_apart = there.iter().all(|known| !overlap(it, known));
        if is_apart {
            there.push(it);
        }
        is_apart
    });
    let mut taken: HashMap<u32, usize> = HashMap::new();
    let mut rounds: Vec<(usize, usize)> = order
        .into_iter()
        .map(|index| {
            let before = taken.entry(of[index].voice).or_default();
            *before += 1;
            (*before, index)
        })
        .collect();
    rounds.sort_by_key(|(round, _)| *round);
    rounds.into_iter().take(n).map(|(_, index)| index).collect()
}

fn overlap(one: &Quotable, other: &Quotable) -> bool {
    one.start < other.end && other.start < one.end
}

fn rank(it: &Quotable) -> (Reverse<u32>, Reverse<u32>, u32, u32, u32, u32) {
    let chars = it.end.saturating_sub(it.start);
    (
        Reverse(it.n_stars),
        Reverse(it.n_coders),
        chars.abs_diff(HANDY),
        it.interview,
        it.start,
        it.end,
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quotable(voice: u32, start: u32, chars: u32, n_stars: u32, n_coders: u32) -> Quotable {
        Quotable {
            voice,
            interview: voice,
            start,
            end: start + chars,
            n_stars,
            n_coders,
        }
    }

    #[test]
    fn starred_ones_come_first_and_nobody_twice_before_everybody_once() {
        let of = [
            quotable(0, 0, 60, 0, 1),
            quotable(0, 100, 20, 1, 1),
            quotable(1, 0, 200, 0, 1),
            quotable(2, 0, 70, 0, 2),
            quotable(2, 60, 60, 0, 1),
        ];
        assert_eq!(best(&of, 9), [1, 3, 2, 0]);
        assert_eq!(best(&of, 2), [1, 3]);
        assert_eq!(best(&of, 0), [0_usize; 0]);
        assert!(best(&[], 3).is_empty());
    }

    proptest! {
        /// From the definition: take, as often as asked, among those who were quoted least
        /// so far the passage that nothing outranks.
        #[test]
        fn the_choice_is_the_one_of_the_definition(
            raw in proptest::collection::vec((0_u32..3, 0_u32..90, 1_u32..90, 0_u32..2, 1_u32..3), 0..14),
            n in 0_usize..16,
        ) {
            let of: Vec<Quotable> = raw.into_iter().map(|(v, s, c, stars, coders)| quotable(v, s, c, stars, coders)).collect();
            let better = |a: &Quotable, b: &Quotable| {
                let far = |it: &Quotable| (it.end - it.start).abs_diff(60);
                b.n_stars.cmp(&a.n_stars)
                    .then(b.n_coders.cmp(&a.n_coders))
                    .then(far(a).cmp(&far(b)))
                    .then((a.interview, a.start, a.end).cmp(&(b.interview, b.start, b.end)))
            };
            let mut left: Vec<usize> = Vec::new();
            let mut all: Vec<usize> = (0..of.len()).collect();
            all.sort_by(|a, b| better(&of[*a], &of[*b]));
            for index in all {
                let shares = |other: &usize| {
                    of[*other].interview == of[index].interview
                        && (of[index].start..of[index].end).any(|at| (of[*other].start..of[*other].end).contains(&at))
                };
                if !left.iter().any(shares) {
                    left.push(index);
                }
            }
            let mut quoted: HashMap<u32, u32> = HashMap::new();
            let mut chosen = Vec::new();
            while chosen.len() < n && !left.is_empty() {
                let least = left.iter().map(|i| quoted.get(&of[*i].voice).copied().unwrap_or(0)).min().unwrap();
                let next = *left.iter()
                    .filter(|i| quoted.get(&of[**i].voice).copied().unwrap_or(0) == least)
                    .min_by(|a, b| better(&of[**a], &of[**b]))
                    .unwrap();
                left.retain(|i| *i != next);
                *quoted.entry(of[next].voice).or_default() += 1;
                chosen.push(next);
            }
            prop_assert_eq!(best(&of, n), chosen);
        }
    }
}
