//! Units of one interview as whole numbers: what a passage covers becomes a range of them.
//!
//! Counting on such ranges is the same for characters, sentences and turns.
//! Text outside the stretches that count, such as the interviewer's, has no
//! unit: a passage that runs over it leaves nothing there.

/// A half-open range, in code points of the text or in units.
pub type Range = (u32, u32);

/// The least that a coder must have marked of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Least {
    /// One character.
    #[default]
    Character,
    /// This share of its characters, from 0 to 1.
    Share(f64),
}

/// The units of one interview in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruler {
    /// Every code point of these stretches.
    Characters(Stretches),
    /// Each of these stretches: turns, sentences or paragraphs.
    Pieces(Vec<Range>),
    /// The interview as one unit: all of these stretches together.
    Whole(Stretches),
}

/// Stretches of a text, in order and apart from each other, with the characters before each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretches {
    stretches: Vec<(Range, u32)>,
    chars: u32,
}

impl Stretches {
    /// Stretches in order; those that touch nothing of the text are left out.
    #[must_use]
    pub fn new(ranges: impl IntoIterator<Item = Range>) -> Self {
        let mut all = Self::default();
        for (start, end) in ranges {
            let start = all
                .stretches
                .last()
                .map_or(start, |((_, last), _)| start.max(*last));
            if start < end {
                all.stretches.push(((start, end), all.chars));
                all.chars += end - start;
            }
        }
        all
    }

    /// How many code points of the stretches lie before a place of the text.
    fn before(&self, at: u32) -> u32 {
        let n = self
            .stretches
            .partition_point(|((start, _), _)| *start <= at);
        n.checked_sub(1).map_or(0, |place| {
            let ((start, end), before) = self.stretches[place];
            before + at.min(end) - start
        })
    }
}

impl Ruler {
    /// Units.
    #[must_use]
    pub fn units(&self) -> u32 {
        match self {
            Self::Characters(stretches) => stretches.chars,
            Self::Pieces(pieces) => u32::try_from(pieces.len()).unwrap_or(u32::MAX),
            Self::Whole(stretches) => u32::from(stretches.chars > 0),
        }
    }

    /// The units that a passage shares at least one character with; may be empty.
    #[must_use]
    pub fn touched(&self, (start, end): Range) -> Range {
        if start >= end {
            return (0, 0);
        }
        match self {
            Self::Characters(stretches) => (stretches.before(start), stretches.before(end)),
            Self::Pieces(pieces) => {
                let from = pieces.partition_point(|piece| piece.1 <= start);
                let to = pieces.partition_point(|piece| piece.0 < end).max(from);
                (place(from), place(to))
            }
            Self::Whole(stretches) => {
                let touches = stretches.before(start) < stretches.before(end);
                (0, u32::from(touches))
            }
        }
    }

    /// The units that one coder has marked with passages ordered by start: ranges in order and apart.
    #[must_use]
    pub fn marked(&self, passages: &[Range], least: Least) -> Vec<Range> {
        match (self, least) {
            (Self::Pieces(pieces), Least::Share(share)) => {
                let passages = united(passages.iter().copied());
                united(
                    (0..)
                        .zip(pieces)
                        .filter(|(_, piece)| {
                            let length = f64::from(piece.1.saturating_sub(piece.0));
                            shared(&passages, &[**piece]) as f64 >= share * length
                        })
                        .map(|(unit, _)| (unit, unit + 1)),
                )
            }
            _ => united(passages.iter().map(|passage| self.touched(*passage))),
        }
    }
}

fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Ranges ordered by start with those that overlap or touch made one; empty ones are left out.
#[must_use]
pub fn united(ranges: impl IntoIterator<Item = Range>) -> Vec<Range> {
    joined(ranges, |start, end| start <= end)
}

/// Ranges ordered by start with those that share a character made one; those that only touch
/// remain two. Empty ones are left out.
#[must_use]
pub fn fused(ranges: impl IntoIterator<Item = Range>) -> Vec<Range> {
    joined(ranges, |start, end| start < end)
}

fn joined(
    ranges: impl IntoIterator<Item = Range>,
    belongs: impl Fn(u32, u32) -> bool,
) -> Vec<Range> {
    let mut all: Vec<Range> = Vec::new();
    for (start, end) in ranges {
        match all.last_mut() {
            _ if start >= end => {}
            Some(last) if belongs(start, last.1) => last.1 = last.1.max(end),
            _ => all.push((start, end)),
        }
    }
    all
}

/// Length of all ranges.
#[must_use]
pub fn length(ranges: &[Range]) -> u64 {
    ranges
        .iter()
        .map(|(start, end)| u64::from(end - start))
        .sum()
}

/// Length of what two lists of ranges share; each list in order and apart.
#[must_use]
pub fn shared(first: &[Range], second: &[Range]) -> u64 {
    let (mut a, mut b) = (0, 0);
    let mut sum = 0;
    while let (Some(one), Some(other)) = (first.get(a), second.get(b)) {
        sum += overlap(*one, *other);
        if one.1 <= other.1 {
            a += 1;
        } else {
            b += 1;
        }
    }
    sum
}

/// Length of what two ranges share.
#[must_use]
pub fn overlap(one: Range, other: Range) -> u64 {
    u64::from(one.1.min(other.1).saturating_sub(one.0.max(other.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_passage_covers_the_units_it_shares_a_character_with() {
        let turns = vec![(3, 10), (20, 25), (30, 40)];
        let check = |passage, chars: Range, units: Range, whole: Range| {
            let stretches = Stretches::new(turns.clone());
            assert_eq!(Ruler::Characters(stretches.clone()).touched(passage), chars);
            assert_eq!(Ruler::Pieces(turns.clone()).touched(passage), units);
            assert_eq!(Ruler::Whole(stretches).touched(passage), whole);
        };
        check((0, 3), (0, 0), (0, 0), (0, 0));
        check((0, 4), (0, 1), (0, 1), (0, 1));
        check((9, 21), (6, 8), (0, 2), (0, 1));
        check((10, 20), (7, 7), (1, 1), (0, 0));
        check((24, 90), (11, 22), (1, 3), (0, 1));
        assert_eq!(Ruler::Characters(Stretches::new(turns)).units(), 22);
    }

    #[test]
    fn spans_that_touch_are_one_where_counted_and_two_where_matched() {
        let spans = [(0, 4), (4, 6), (5, 9), (9, 9), (12, 13)];
        assert_eq!(united(spans), [(0, 9), (12, 13)]);
        assert_eq!(fused(spans), [(0, 4), (4, 9), (12, 13)]);
    }

    #[test]
    fn a_unit_counts_from_the_share_asked_for() {
        let ruler = Ruler::Pieces(vec![(0, 10), (10, 20), (20, 30)]);
        let passages = [(4, 8), (7, 14), (20, 30)];
        assert_eq!(ruler.marked(&passages, Least::Character), [(0, 3)]);
        assert_eq!(ruler.marked(&passages, Least::Share(0.5)), [(0, 1), (2, 3)]);
    }

    proptest! {
        #[test]
        fn ranges_hold_what_characters_hold(
            turns in proptest::collection::vec((1_u32..6, 0_u32..4), 0..6),
            passages in proptest::collection::vec((0_u32..40, 0_u32..12), 0..8),
            others in proptest::collection::vec((0_u32..40, 0_u32..12), 0..8),
        ) {
            let mut at = 0;
            let mut pieces = Vec::new();
            for (length, gap) in turns {
                at += gap;
                pieces.push((at, at + length));
                at += length;
            }
            let ordered = |mut spans: Vec<(u32, u32)>| {
                spans.sort_unstable();
                spans.into_iter().map(|(start, length)| (start, start + length)).collect::<Vec<_>>()
            };
            let (first, second) = (ordered(passages), ordered(others));
            let inside = |spans: &[Range], at: u32| spans.iter().any(|span| (span.0..span.1).contains(&at));
            let counted: Vec<u32> = (0..60).filter(|at| inside(&pieces, *at)).collect();

            let ruler = Ruler::Characters(Stretches::new(pieces.clone()));
            prop_assert_eq!(ruler.units() as usize, counted.len());
            let (one, other) = (ruler.marked(&first, Least::Character), ruler.marked(&second, Least::Character));
            let n = |wanted: &dyn Fn(u32) -> bool| counted.iter().filter(|at| wanted(**at)).count() as u64;
            prop_assert_eq!(length(&one), n(&|at| inside(&first, at)));
            prop_assert_eq!(shared(&one, &other), n(&|at| inside(&first, at) && inside(&second, at)));

            let marked = Ruler::Pieces(pieces.clone()).marked(&first, Least::Character);
            for (unit, piece) in (0..).zip(&pieces) {
                let coded = (piece.0..piece.1).any(|at| inside(&first, at));
                prop_assert_eq!(inside(&marked, unit), coded);
            }
        }
    }
}
