//! One piece of talk: its words, speaker and time under the names that programs give them.

use serde_json::{Map, Value};

use super::super::segments::{Segment, append};
use super::super::times;
use super::Unit;

/// Names of the words, those that a person corrected first.
const WORDS: [&str; 9] = [
    "s_gt",
    "text",
    "body",
    "content",
    "s",
    "utterance",
    "sentence",
    "transcript",
    "words",
];
const SPEAKERS: [&str; 9] = [
    "speaker",
    "spk",
    "speaker_id",
    "speakerId",
    "speaker_name",
    "speakerName",
    "speaker_label",
    "user_name",
    "role",
];
const STARTS: [&str; 8] = [
    "start",
    "startTime",
    "start_time",
    "begin_time",
    "beginTime",
    "begin",
    "start_ms",
    "bg",
];

/// The pieces of a list; `None` unless all its members are objects and most have words, or where
/// neither times nor speakers tell it from any other list of texts.
///
/// With them comes how many members have words: one of two speakers is two pieces.
pub(super) fn all(list: &[Value], unit: Unit) -> Option<(Vec<Segment>, usize)> {
    let mut segments = Vec::new();
    let mut spoken = 0;
    for item in list {
        let object = item.as_object()?;
        let (Some(words), begin) = (words_of(object), start(object, unit)) else {
            continue;
        };
        spoken += 1;
        let speaker = SPEAKERS.iter().find_map(|key| name(object.get(*key)?));
        match by_speaker(object, &words, unit) {
            Some(mut parts) => segments.append(&mut parts),
            None => segments.push(Segment {
                speaker,
                start_ms: begin,
                words,
            }),
        }
    }
    let known = segments
        .iter()
        .any(|segment| segment.start_ms.is_some() || segment.speaker.is_some());
    (known && spoken * 2 > list.len()).then_some((segments, spoken))
}

fn words_of(object: &Map<String, Value>) -> Option<String> {
    if let Some(sentences) = object.get("sentences").and_then(Value::as_array) {
        let mut words = String::new();
        for sentence in sentences {
            append(&mut words, &words_of(sentence.as_object()?)?);
        }
        return Some(words);
    }
    WORDS.iter().find_map(|key| match object.get(*key)? {
        Value::String(words) => Some(words.trim().to_owned()),
        Value::Array(words) => {
            let mut all = String::new();
            for word in words {
                let word = word.get("text").or_else(|| word.get("word"))?.as_str()?;
                // Recognisers that cut Latin words write the space before them.
                if word.starts_with(' ') {
                    append(&mut all, word);
                } else {
                    all.push_str(word);
                }
            }
            Some(all.trim().to_owned())
        }
        _ => None,
    })
}

/// A segment whose words have several speakers, cut where another begins.
fn by_speaker(object: &Map<String, Value>, text: &str, unit: Unit) -> Option<Vec<Segment>> {
    let words = object.get("words")?.as_array()?;
    let mut parts: Vec<Segment> = Vec::new();
    let mut left = text;
    for word in words {
        let word = word.as_object()?;
        let letters = word
            .get("word")
            .or_else(|| word.get("text"))?
            .as_str()?
            .trim();
        let speaker = word.get("speaker").and_then(name);
        let at = left.find(letters)?;
        let next = &left[at..];
        match parts.last_mut() {
            Some(part) if speaker.is_none() || part.speaker == speaker => {
                part.words.push_str(&left[..at + letters.len()]);
            }
            // Words ahead of the first that has a speaker are that one's.
            Some(part) if part.speaker.is_none() => {
                part.speaker = speaker;
                part.words.push_str(&left[..at + letters.len()]);
            }
            _ => parts.push(Segment {
                speaker,
                start_ms: start(word, unit).or_else(|| start(object, unit)),
                words: next[..letters.len()].to_owned(),
            }),
        }
        left = &next[letters.len()..];
    }
    parts.last_mut()?.words.push_str(left);
    (parts.len() > 1).then_some(parts)
}

fn start(object: &Map<String, Value>, unit: Unit) -> Option<u32> {
    if let Some(from) = object
        .get("offsets")
        .and_then(|offsets| offsets.get("from"))
    {
        return ms(from, Unit::Milliseconds);
    }
    STARTS.iter().find_map(|key| ms(object.get(*key)?, unit))
}

/// Milliseconds of a number, or of a string that holds one or a clock time.
fn ms(value: &Value, unit: Unit) -> Option<u32> {
    match value {
        Value::Number(number) => {
            let whole = number.is_u64() || number.is_i64();
            in_ms(number.as_f64()?, whole, unit)
        }
        Value::String(text) => {
            let text = text.trim();
            if let Some((ms, taken)) = times::mark(text)
                && taken == text.len()
            {
                return Some(ms);
            }
            let whole = text.bytes().all(|b| b.is_ascii_digit());
            in_ms(text.parse().ok()?, whole, unit)
        }
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked before"
)]
fn in_ms(number: f64, whole: bool, unit: Unit) -> Option<u32> {
    let ms = match unit {
        Unit::Milliseconds if whole => number,
        _ => number * 1000.0,
    };
    (0.0..f64::from(u32::MAX))
        .contains(&ms)
        .then(|| ms.round() as u32)
}

/// A name: a string, a number, or an object that has one.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => ["user_name", "name", "label", "user_id", "id"]
            .iter()
            .find_map(|key| string(object.get(*key)?)),
        other => string(other),
    }
    .filter(|name| !name.trim().is_empty())
}

/// A string, or a number as one.
pub(super) fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
