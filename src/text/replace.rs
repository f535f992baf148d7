//! The same words replaced wherever a text has them.

use super::index::{Text, to_u32};
use super::remap::Replace;
use crate::model::{CharPos, Span};

/// What replacing does to one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replacing {
    /// Turns that change, by index, with their replaces.
    pub turns: Vec<(usize, Vec<Replace>)>,
    /// Turns that would have no words left; they stay as they are.
    pub n_left: u32,
}

impl Replacing {
    /// Replaces `find` by `with` in the words of every turn: exactly as written, whatever
    /// stands around it, but never a part of a character. Labels and what stands between
    /// turns stay.
    #[must_use]
    pub fn new(text: &Text, turns: &[Span], find: &str, with: &str) -> Self {
        let mut replacing = Self::default();
        if find.is_empty() || find == with {
            return replacing;
        }
        for (n, turn) in turns.iter().enumerate() {
            let Some(words) = text.slice(*turn) else {
                continue;
            };
            let hits = hits(text, *turn, words, find, with);
            if hits.is_empty() {
                continue;
            }
            if words.replace(find, with).trim().is_empty() {
                replacing.n_left += 1;
            } else {
                replacing.turns.push((n, hits));
            }
        }
        replacing
    }

    /// How many hits there are.
    #[must_use]
    pub fn n_hits(&self) -> u32 {
        to_u32(self.turns.iter().map(|(_, hits)| hits.len()).sum())
    }

    /// All replaces, in order.
    #[must_use]
    pub fn replaces(&self) -> Vec<Replace> {
        self.turns
            .iter()
            .flat_map(|(_, hits)| hits.iter().cloned())
            .collect()
    }
}

fn hits(text: &Text, turn: Span, words: &str, find: &str, with: &str) -> Vec<Replace> {
    let mut at = turn.start().0;
    let mut from = 0;
    let mut hits = Vec::new();
    let removed = to_u32(find.chars().count());
    for (byte, _) in words.match_indices(find) {
        at += to_u32(words[from..byte].chars().count());
        from = byte;
        let whole = [at, at + removed]
            .into_iter()
            .all(|at| text.is_boundary(CharPos(at)));
        if whole {
            hits.push(Replace {
                at: CharPos(at),
                removed,
                inserted: with.to_owned(),
            });
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Mend;

    /// Turns are the lines after their first `：`; `after` is the text with all hits replaced.
    fn check(before: &str, find: &str, with: &str, after: &str, n_left: u32) {
        let text = Text::new(before.to_owned());
        let mut turns = Vec::new();
        let mut at = 0;
        for line in before.split('\n') {
            let label = line.chars().position(|c| c == '：').map_or(0, |at| at + 1);
            let end = at + to_u32(line.chars().count());
            turns.extend(Span::within(text.chars(), at + to_u32(label), end));
            at = end + 1;
        }
        let replacing = Replacing::new(&text, &turns, find, with);
        let mend = Mend::new(&text, replacing.replaces()).unwrap();
        assert_eq!((mend.text().as_str(), replacing.n_left), (after, n_left));
    }

    #[test]
    fn words_are_replaced_in_turns_and_nowhere_else() {
        check(
            "王：王说王来\n李：王好",
            "王",
            "赵",
            "王：赵说赵来\n李：赵好",
            0,
        );
        check("王：𠮷野𠮷野家", "野𠮷", "", "王：𠮷野家", 0);
        check("王：信信信", "信信", "信", "王：信信", 0);
        check("王：好", "不在", "x", "王：好", 0);
        check("王：App和app", "App", "应用", "王：应用和app", 0);
    }

    #[test]
    fn a_turn_that_would_be_empty_stays() {
        check("王：嗯。\n李：嗯。对", "嗯。", "", "王：嗯。\n李：对", 1);
    }

    #[test]
    fn no_part_of_a_character_is_replaced() {
        check("王：e\u{301}te", "e", "a", "王：e\u{301}ta", 0);
        check("王：👨‍👩‍👧和👩", "👩", "女", "王：👨‍👩‍👧和女", 0);
    }
}
