//! Passages of two coders laid side by side: which match, and how their ends lie.

use super::ruler::{Range, overlap};

/// Default share of overlap from which two passages match.
pub const ENOUGH: f64 = 0.9;
/// Characters within which two ends of passages are the same boundary.
pub const NEAR: u32 = 5;

/// Passages and those among them that match one of the other coder's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// The coder's passages.
    pub segments: u64,
    /// Those with a match.
    pub matched: u64,
}

/// Counts the passages of `mine` that match one of `others`: what they share is at least
/// `enough` of what they cover together. Both lists are [fused](super::ruler::fused).
#[must_use]
pub fn matched(mine: &[Range], others: &[Range], enough: f64) -> Matched {
    let mut found = Matched {
        segments: mine.len() as u64,
        matched: 0,
    };
    let mut from = 0;
    for segment in mine {
        while others.get(from).is_some_and(|other| other.1 <= segment.0) {
            from += 1;
        }
        let matches = others[from..]
            .iter()
            .take_while(|other| other.0 < segment.1)
            .any(|other| {
                let shared = overlap(*segment, *other);
                let covered = u64::from(segment.1.max(other.1) - segment.0.min(other.0));
                shared as f64 / covered as f64 >= enough
            });
        found.matched += u64::from(matches);
    }
    found
}

/// Pairs of starts, and of ends, of two coders that lie within `near` characters of each
/// other, each used once, from the left.
#[must_use]
pub fn shared_boundaries(first: &[Range], second: &[Range], near: u32) -> u64 {
    let starts = |ranges: &[Range]| ranges.iter().map(|it| it.0).collect::<Vec<_>>();
    let ends = |ranges: &[Range]| ranges.iter().map(|it| it.1).collect::<Vec<_>>();
    close_pairs(&starts(first), &starts(second), near)
        + close_pairs(&ends(first), &ends(second), near)
}

fn close_pairs(first: &[u32], second: &[u32], near: u32) -> u64 {
    let (mut a, mut b) = (0, 0);
    let mut pairs = 0;
    while let (Some(one), Some(other)) = (first.get(a), second.get(b)) {
        if one.abs_diff(*other) <= near {
            pairs += 1;
            a += 1;
            b += 1;
        } else if one < other {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_matches_from_the_share_asked_for_on() {
        let check = |first: &[Range], second: &[Range], enough, expected: (u64, u64)| {
            let found = matched(first, second, enough);
            assert_eq!((found.segments, found.matched), expected);
        };
        check(&[(0, 10)], &[(0, 9)], 0.9, (1, 1));
        check(&[(0, 10)], &[(1, 10), (20, 30)], 0.91, (1, 0));
        check(&[(0, 10), (30, 40)], &[(2, 10)], 0.5, (2, 1));
        check(&[(0, 4), (4, 8)], &[(0, 8)], 0.5, (2, 2));
        check(&[], &[(0, 8)], 0.5, (0, 0));
    }

    #[test]
    fn a_boundary_is_used_once_only() {
        assert_eq!(shared_boundaries(&[(0, 10)], &[(3, 9), (12, 14)], 5), 2);
        assert_eq!(shared_boundaries(&[(0, 3), (4, 6)], &[(2, 5)], 5), 2);
        assert_eq!(shared_boundaries(&[(0, 10)], &[(6, 16)], 5), 0);
    }
}
