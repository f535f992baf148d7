//! Times that close what is said: f4transkript sets `#00:01:02-3#` at the end of a paragraph when the
//! typist presses Enter. Such a mark is the time at which the next turn begins.

use crate::model::{Span, Turn};

use super::times;

/// Longest mark, in bytes: `#00:01:02.345#`.
const LONGEST: usize = 16;

/// Where most turns end with such a mark and none has a time of its own, gives each the time at which
/// the one before it was closed, and takes the marks out of the words.
pub(super) fn take(text: &str, turns: &mut [Turn]) {
    if turns.len() < 2 || turns.iter().any(|turn| turn.time_ms.is_some()) || !text.contains("#0") {
        return;
    }
    let mut byte = 0;
    let mut chars = 0_u32;
    let mut to_byte = |to: u32| {
        let left = (to - chars) as usize;
        let passed = text[byte..].char_indices().nth(left);
        byte = passed.map_or(text.len(), |(at, _)| byte + at);
        chars = to;
        byte
    };
    let marks: Vec<Option<(u32, u32)>> = turns
        .iter()
        .map(|turn| {
            let from = to_byte(turn.span.start().0);
            let to = to_byte(turn.span.end().0);
            closing(&text[from..to])
        })
        .collect();
    if marks.iter().flatten().count() * 2 < turns.len() {
        return;
    }
    let whole = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let mut begins = Some(0);
    for (turn, mark) in turns.iter_mut().zip(marks) {
        turn.time_ms = begins;
        begins = mark.map(|(ms, _)| ms);
        if let Some((_, taken)) = mark {
            let (start, end) = (turn.span.start().0, turn.span.end().0);
            // A turn that is a mark and nothing else keeps it: no turn is empty.
            if let Ok(span) = Span::within(whole, start, end - taken) {
                turn.span = span;
            }
        }
    }
}

/// The time of a mark at the end of words, and the characters that it and the space before it take.
fn closing(words: &str) -> Option<(u32, u32)> {
    let mut from = words.len().saturating_sub(LONGEST);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    let at = from + words[from..].strip_suffix('#')?.rfind('#')?;
    let (ms, taken) = times::mark(&words[at..])?;
    let before = words[..at].trim_end();
    let chars = words[before.len()..].chars().count();
    (at + taken == words.len()).then_some((ms, u32::try_from(chars).ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::{ReadOptions, recognise};

    fn check(text: &str, expected: &[(&str, Option<u32>)]) {
        let (transcript, _) = recognise(text.to_owned(), &ReadOptions::default());
        let letters: Vec<char> = text.chars().collect();
        let turns: Vec<(String, Option<u32>)> = transcript
            .turns
            .iter()
            .map(|turn| {
                let span = turn.span.start().0 as usize..turn.span.end().0 as usize;
                (letters[span].iter().collect(), turn.time_ms)
            })
            .collect();
        let shown: Vec<(&str, Option<u32>)> = turns
            .iter()
            .map(|(words, time)| (words.as_str(), *time))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_mark_at_the_end_is_when_the_next_turn_begins() {
        check(
            "问：Wie war das? #00:00:12-3#\n答：Gut. Sehr gut. #00:00:20-1#\n问：好。#00:00:31-0#\n",
            &[
                ("Wie war das?", Some(0)),
                ("Gut. Sehr gut.", Some(12_300)),
                ("好。", Some(20_100)),
            ],
        );
    }

    #[test]
    fn marks_at_the_beginning_and_single_ones_stay_what_they_are() {
        check(
            "问：#00:00:12-3# Wie?\n答：#00:00:20-1# Gut.\n",
            &[("Wie?", Some(12_300)), ("Gut.", Some(20_100))],
        );
        check(
            "问：Wie?\n答：Gut.\n问：Und dann? #00:00:31-0#\n答：Nichts.\n问：So.\n",
            &[
                ("Wie?", None),
                ("Gut.", None),
                ("Und dann? #00:00:31-0#", None),
                ("Nichts.", None),
                ("So.", None),
            ],
        );
    }
}
