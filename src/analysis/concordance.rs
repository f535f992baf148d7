//! The order of a concordance: by what stands left or right of the word.
//!
//! Compared is character by character, the nearest first: on the right as it is read, on the
//! left backwards. A hanzi stands by its usual reading, other letters and digits by
//! themselves, whatever their case and width; what is neither (blanks, marks) is passed
//! over. Nothing comes before something, and lines that are alike stay in their order.

use crate::text::alphabet::{Sound, sound};

/// What lines are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Their place in the study.
    #[default]
    Text,
    /// What stands before the word, then what stands after it.
    Left,
    /// What stands after the word, then what stands before it.
    Right,
    /// The word itself, then what stands after it.
    Word,
}

impl Order {
    /// The word used on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Left => "left",
            Self::Right => "right",
            Self::Word => "word",
        }
    }
}

/// A line of a concordance: the word and what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What stands before it.
    pub before: &'a str,
    /// The word.
    pub word: &'a str,
    /// What stands after it.
    pub after: &'a str,
}

/// Where the lines stand in that order: indices into `lines`.
#[must_use]
pub fn ordered(lines: &[Line], by: Order) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    if by == Order::Text {
        return order;
    }
    order.sort_by_cached_key(|index| {
        let line = &lines[*index];
        let before: Vec<Sound> = line.before.chars().rev().filter_map(sound).collect();
        let after: Vec<Sound> = line.after.chars().filter_map(sound).collect();
        let word: Vec<Sound> = line.word.chars().filter_map(sound).collect();
        match by {
            Order::Left => [before, after, word],
            Order::Word => [word, after, before],
            Order::Right | Order::Text => [after, before, word],
        }
    });
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(by: Order, before_after: &[(&str, &str)], expected: &[usize]) {
        let lines: Vec<Line> = before_after
            .iter()
            .map(|(before, after)| Line {
                before,
                word: "信任",
                after,
            })
            .collect();
        assert_eq!(ordered(&lines, by), expected, "{by:?}");
    }

    #[test]
    fn hanzi_stand_by_their_reading_and_marks_are_passed_over() {
        // 不 bù, 很 hěn, 我 wǒ
        let lines = [("我", "他"), ("很，", "我"), ("不", "。"), ("", "不")];
        check(Order::Text, &lines, &[0, 1, 2, 3]);
        check(Order::Left, &lines, &[3, 2, 1, 0]);
        check(Order::Right, &lines, &[2, 3, 0, 1]);
    }

    #[test]
    fn the_left_is_read_backwards() {
        check(
            Order::Left,
            &[("很不", ""), ("不很", ""), ("我不", "")],
            &[0, 2, 1],
        );
    }

    proptest! {
        /// The order is the one that comparing every two lines from the definition gives.
        #[test]
        fn no_line_comes_before_a_smaller_one(
            raw in proptest::collection::vec(("[不很我，A b1ａ]{0,4}", "[不很我，Ab。]{0,4}"), 0..12)
        ) {
            let lines: Vec<Line> = raw.iter().map(|(b, a)| Line { before: b, word: "信", after: a }).collect();
            let naive = |text: &str| -> Vec<(String, char)> {
                text.chars().filter_map(|c| Some(match c {
                    '不' => ("bu".to_owned(), c),
                    '很' => ("hen".to_owned(), c),
                    '我' => ("wo".to_owned(), c),
                    'A' | 'ａ' => ("a".to_owned(), 'a'),
                    'b' => ("b".to_owned(), 'b'),
                    '1' => ("1".to_owned(), '1'),
                    _ => return None,
                })).collect()
            };
            let reversed = |text: &str| naive(&text.chars().rev().collect::<String>());
            let mut expected: Vec<usize> = (0..lines.len()).collect();
            expected.sort_by(|a, b| {
                let key = |i: &usize| (reversed(lines[*i].before), naive(lines[*i].after));
                key(a).cmp(&key(b))
            });
            prop_assert_eq!(ordered(&lines, Order::Left), expected);
        }
    }
}
