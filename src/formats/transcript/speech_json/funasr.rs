//! JSON of `FunASR`: the words in `text`, a time for each of them in `timestamp`, and sentences with
//! their speakers in `sentence_info`.
//!
//! The borders of the sentences may be off by a character, while `text` is right; so the words are
//! taken from `text`, and times and speakers from the sentences.

use serde_json::Value;

use super::super::labels::is_han;
use super::super::segments::Segment;
use super::piece;

/// The pieces, where the object is of this kind.
pub(super) fn read(object: &Value) -> Option<Vec<Segment>> {
    let text = object.get("text")?.as_str()?;
    if let Some(list) = object.get("sentence_info").and_then(Value::as_array) {
        let (mut segments, _) = piece::all(list, super::Unit::Milliseconds)?;
        cut_again(text, &mut segments);
        return Some(segments);
    }
    let stamps = object.get("timestamp")?.as_array()?;
    by_stamps(text, stamps)
}

/// Letters are what is spoken; punctuation and spaces are set afterwards.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| is_letter(*c)).count()
}

/// Cuts the whole text where the sentences end, nearest to where punctuation says so; left alone where
/// the sentences have other letters than the text.
fn cut_again(text: &str, segments: &mut [Segment]) {
    let same = |a: &str, b: &str| {
        a.chars()
            .filter(|c| is_letter(*c))
            .eq(b.chars().filter(|c| is_letter(*c)))
    };
    let all: String = segments.iter().map(|s| s.words.as_str()).collect();
    if !same(text, &all) {
        return;
    }
    let borders = borders(text);
    let (mut from, mut spoken) = (0, 0);
    let last = segments.len().saturating_sub(1);
    for (n, segment) in segments.iter_mut().enumerate() {
        spoken += letters(&segment.words);
        let near = [spoken, spoken.saturating_sub(1), spoken + 1];
        let good = near
            .into_iter()
            .filter_map(|n| borders.get(n))
            .find(|(at, marked)| *marked && *at > from);
        let to = match good.or_else(|| borders.get(spoken)) {
            Some((at, _)) if n < last => (*at).max(from),
            _ => text.len(),
        };
        text[from..to].trim().clone_into(&mut segment.words);
        from = to;
    }
}

/// For each number of letters, the byte behind them and the marks that follow, and whether any does.
fn borders(text: &str) -> Vec<(usize, bool)> {
    let mut borders = vec![(0, false)];
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_letter(c) {
            borders.push((end, false));
        } else if let Some(border) = borders.last_mut() {
            *border = (end, true);
        }
    }
    borders
}

/// Sentences of the text, each at the time of its first word.
fn by_stamps(text: &str, stamps: &[Value]) -> Option<Vec<Segment>> {
    let starts: Vec<u32> = stamps
        .iter()
        .map(|pair| u32::try_from(pair.get(0)?.as_u64()?).ok())
        .collect::<Option<_>>()?;
    let mut segments: Vec<Segment> = Vec::new();
    let (mut words, mut spoken, mut first) = (String::new(), 0, None);
    let mut before = ' ';
    for c in text.chars() {
        // A hanzi is a word by itself, other letters are one with those before them.
        let begins = is_letter(c) && (is_han(c) || is_han(before) || !is_letter(before));
        if begins {
            first = first.or(Some(spoken));
            spoken += 1;
        }
        words.push(c);
        before = c;
        if matches!(c, '。' | '？' | '！' | '?' | '!') {
            segments.push(Segment {
                speaker: None,
                start_ms: first.and_then(|n| starts.get(n).copied()),
                words: std::mem::take(&mut words),
            });
            first = None;
        }
    }
    segments.push(Segment {
        speaker: None,
        start_ms: first.and_then(|n| starts.get(n).copied()),
        words,
    });
    segments.retain(|segment| !segment.words.trim().is_empty());
    if spoken != starts.len() {
        for segment in segments.iter_mut().skip(1) {
            segment.start_ms = None;
        }
    }
    Some(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &[&str]) {
        let value: Value = serde_json::from_str(json).unwrap();
        let shown: Vec<String> = read(&value)
            .unwrap()
            .iter()
            .map(|s| {
                let start = s.start_ms.map_or("-".to_owned(), |ms| ms.to_string());
                format!("{start} {}|{}", s.speaker.as_deref().unwrap_or(""), s.words)
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn sentences_have_speakers_and_milliseconds() {
        check(
            r#"{"text": "你好。我来了。", "sentence_info": [{"text": "你好。", "start": 0, "end": 900, "spk": 0},
                {"text": "我来了。", "start": 1200, "end": 2000, "spk": 1}]}"#,
            &["0 0|你好。", "1200 1|我来了。"],
        );
    }

    #[test]
    fn borders_that_are_off_by_a_letter_are_set_right() {
        check(
            r#"{"text": "你好。我来了。走吧！", "sentence_info": [{"text": "你好我", "start": 0, "spk": 0},
                {"text": "来了走", "start": 1200, "spk": 1}, {"text": "吧！", "start": 3000, "spk": 0}]}"#,
            &["0 0|你好。", "1200 1|我来了。", "3000 0|走吧！"],
        );
    }

    #[test]
    fn without_sentences_each_begins_at_its_first_word() {
        check(
            r#"{"text": "你好。用 Excel 吧。", "timestamp": [[0, 1], [2, 3], [400, 450], [500, 600], [700, 800]]}"#,
            &["0 |你好。", "400 |用 Excel 吧。"],
        );
        check(
            r#"{"text": "你好。吧。", "timestamp": [[5, 6]]}"#,
            &["5 |你好。", "- |吧。"],
        );
    }
}
