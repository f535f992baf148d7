//! What a coder has read of a text: the passages on which the cursor has rested.
//!
//! Passages are kept in order and apart from each other. Nothing here knows
//! sentences or clocks: who decides what resting means adds the passage.

use serde::{Deserialize, Serialize};

use super::pos::Span;

/// Passages of one text that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen {
    spans: Vec<Span>,
}

/// One stretch of a text in place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// First code point that differs.
    pub at: u32,
    /// Code points that went.
    pub removed: u32,
    /// Code points that came.
    pub added: u32,
}

impl Seen {
    /// The passages, in order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Takes a passage in, united with those it touches; whether that is news.
    pub fn add(&mut self, span: Span) -> bool {
        let from = self.spans.partition_point(|it| it.end() < span.start());
        let to = self.spans.partition_point(|it| it.start() <= span.end());
        let near = &self.spans[from..to];
        let known = near
            .iter()
            .any(|it| it.start() <= span.start() && span.end() <= it.end());
        if known {
            return false;
        }
        let whole = near.iter().copied().fold(span, Span::hull);
        self.spans.splice(from..to, [whole]);
        true
    }

    /// Whether any of a passage was read.
    #[must_use]
    pub fn touches(&self, span: Span) -> bool {
        let place = self.spans.partition_point(|it| it.end() <= span.start());
        self.spans.get(place).is_some_and(|it| it.overlaps(span))
    }

    /// The same passages in the text after a change; what the change took away is gone.
    #[must_use]
    pub fn after(&self, change: Change) -> Self {
        let behind = change.at + change.removed;
        let shifted = |at: u32| at - change.removed + change.added;
        // What comes at an edge stays outside.
        let start_after = |at: u32| match at {
            at if at >= behind => shifted(at),
            at if at <= change.at => at,
            _ => change.at + change.added,
        };
        let end_after = |at: u32| match at {
            at if at <= change.at => at,
            at if at >= behind => shifted(at),
            _ => change.at,
        };
        let mut after = Self::default();
        for span in &self.spans {
            let (start, end) = (start_after(span.start().0), end_after(span.end().0));
            if let Ok(span) = Span::within(u32::MAX, start, end) {
                after.add(span);
            }
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(start: u32, end: u32) -> Span {
        Span::within(1000, start, end).unwrap()
    }

    fn seen(spans: &[(u32, u32)]) -> Seen {
        let mut seen = Seen::default();
        for (start, end) in spans {
            seen.add(span(*start, *end));
        }
        seen
    }

    #[test]
    fn passages_are_united_where_they_touch() {
        let check = |spans: &[(u32, u32)], expected: &[(u32, u32)]| {
            let expected: Vec<Span> = expected.iter().map(|(a, b)| span(*a, *b)).collect();
            assert_eq!(seen(spans).spans(), expected);
        };
        check(&[(5, 8), (1, 3)], &[(1, 3), (5, 8)]);
        check(&[(1, 3), (3, 5)], &[(1, 5)]);
        check(&[(1, 3), (5, 8), (2, 6)], &[(1, 8)]);
        check(&[(1, 9), (2, 4)], &[(1, 9)]);
        assert!(!seen(&[(1, 9)]).add(span(2, 4)));
    }

    #[test]
    fn a_passage_is_touched_by_any_part_of_it() {
        let seen = seen(&[(5, 8)]);
        assert!(seen.touches(span(7, 20)) && seen.touches(span(0, 6)) && seen.touches(span(6, 7)));
        assert!(!seen.touches(span(8, 20)) && !seen.touches(span(0, 5)));
    }

    #[test]
    fn a_change_of_the_text_moves_what_was_read() {
        let check =
            |at: u32, removed: u32, added: u32, spans: &[(u32, u32)], expected: &[(u32, u32)]| {
                let change = Change { at, removed, added };
                assert_eq!(seen(spans).after(change), seen(expected), "{change:?}");
            };
        // 我很信任他 becomes 我很相信任他, then 我任他, 我很怕他.
        check(2, 0, 1, &[(0, 1), (2, 4)], &[(0, 1), (3, 5)]);
        check(1, 2, 0, &[(0, 1), (1, 3)], &[(0, 1)]);
        check(2, 2, 1, &[(2, 4), (4, 5)], &[(2, 4)]);
        check(2, 1, 0, &[(0, 3)], &[(0, 2)]);
        check(3, 2, 4, &[(2, 4), (6, 7)], &[(2, 3), (8, 9)]);
    }

    proptest! {
        #[test]
        fn what_a_change_does_not_reach_keeps_its_words(
            before in "[甲乙ab]{0,6}", old in "[甲乙ab]{0,4}", new in "[甲乙ab]{0,4}", after in "[甲乙ab]{1,6}",
        ) {
            let (from, to) = (format!("{before}{old}{after}"), format!("{before}{new}{after}"));
            let count = |text: &str| u32::try_from(text.chars().count()).unwrap();
            let change = Change { at: count(&before), removed: count(&old), added: count(&new) };
            let words = |text: &str, span: Span| -> String {
                text.chars().skip(span.start().0 as usize).take(span.chars() as usize).collect()
            };
            for at in (0..change.at).chain(change.at + change.removed..count(&from)) {
                let one = seen(&[(at, at + 1)]);
                let moved = one.after(change);
                prop_assert_eq!(words(&from, one.spans()[0]), words(&to, moved.spans()[0]));
            }
        }
    }
}
