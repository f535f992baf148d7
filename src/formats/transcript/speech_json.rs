//! JSON of speech recognition and of corpora: Whisper, `WhisperX`, whisper.cpp, Podcasting 2.0, `FunASR`,
//! the pages of Tencent Meeting, and lists of objects with a speaker and words.
//!
//! A file is searched for the list whose members are pieces of talk. Files of several objects, one on
//! each line, hold several transcripts.

mod funasr;
mod piece;

use serde_json::Value;

use super::ReadError;
use super::segments::{Pieces, Segment};

/// One transcript of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Talk {
    /// What the file calls it; empty where it is the only one.
    pub name: String,
    /// Its pieces.
    pub segments: Vec<Segment>,
    /// Whether they are parts of turns.
    pub pieces: Pieces,
    /// Pieces that the file has.
    pub n: u32,
}

/// The unit of times that are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Seconds,
    /// Whole numbers are milliseconds, others seconds.
    Milliseconds,
}

/// Names of lists of pieces, the surest first, with the unit of their times.
const LISTS: [(&str, Unit); 12] = [
    ("segments", Unit::Seconds),
    ("sentence_info", Unit::Milliseconds),
    ("transcription", Unit::Milliseconds),
    ("paragraphs", Unit::Milliseconds),
    ("meeting_transcripts", Unit::Seconds),
    ("sentences", Unit::Milliseconds),
    ("utterances", Unit::Milliseconds),
    ("turns", Unit::Seconds),
    ("transcript", Unit::Seconds),
    ("results", Unit::Seconds),
    ("monologues", Unit::Seconds),
    ("dialogue", Unit::Seconds),
];

/// Deepest list that is looked for.
const DEEPEST: usize = 4;

/// Whether the text begins as JSON does, right or wrong: an object with a key, or a list of objects.
pub(super) fn looks_like(text: &str) -> bool {
    let start = text.trim_start();
    let inside = match start.strip_prefix('[') {
        Some(list) => list.trim_start(),
        None => start,
    };
    inside
        .strip_prefix('{')
        .is_some_and(|object| object.trim_start().starts_with('"'))
}

/// The values of a text: one, or one on each line.
///
/// # Errors
/// When it is no JSON.
pub(super) fn values(text: &str) -> Result<Vec<Value>, ReadError> {
    match serde_json::from_str::<Value>(text.trim()) {
        Ok(value) => Ok(vec![value]),
        Err(error) => lines(text).ok_or_else(|| ReadError::Json {
            line: error.line(),
            column: error.column(),
            what: error.to_string(),
        }),
    }
}

/// The transcripts in values; `None` where they are JSON of another kind.
pub(super) fn talks(values: &[Value]) -> Option<Vec<Talk>> {
    let mut talks: Vec<Talk> = Vec::new();
    for value in values {
        collect(value, 0, &mut talks);
    }
    talks.retain(|talk| {
        talk.segments
            .iter()
            .any(|segment| !segment.words.trim().is_empty())
    });
    if talks.is_empty() {
        return None;
    }
    let several = talks.len() > 1;
    for (n, talk) in talks.iter_mut().enumerate() {
        if !several {
            talk.name.clear();
        } else if talk.name.is_empty() {
            talk.name = (n + 1).to_string();
        }
    }
    Some(talks)
}

/// Values of a text with one on each line.
fn lines(text: &str) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let value: Value = serde_json::from_str(line).ok()?;
        if !value.is_object() {
            return None;
        }
        values.push(value);
    }
    (values.len() > 1).then_some(values)
}

/// Adds the transcripts in a value.
fn collect(value: &Value, depth: usize, talks: &mut Vec<Talk>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Object(object) => {
            if let Some(talk) = talk_of(value) {
                talks.push(talk);
                return;
            }
            for inner in object.values() {
                collect(inner, depth + 1, talks);
            }
        }
        Value::Array(list) => {
            if let Some((segments, n)) = piece::all(list, Unit::Seconds) {
                talks.push(talk("", segments, n));
                return;
            }
            for inner in list {
                collect(inner, depth + 1, talks);
            }
        }
        _ => {}
    }
}

/// The transcript that an object is.
fn talk_of(object: &Value) -> Option<Talk> {
    let name = ["name", "title", "meeting_key", "dialogue_id", "key", "id"]
        .iter()
        .find_map(|key| piece::string(object.get(*key)?))
        .unwrap_or_default();
    if let Some(segments) = funasr::read(object) {
        let n = segments.len();
        return Some(talk(&name, segments, n));
    }
    for (key, unit) in LISTS {
        let found = object
            .get(key)
            .and_then(Value::as_array)
            .and_then(|list| piece::all(list, unit));
        if let Some((segments, n)) = found {
            return Some(talk(&name, segments, n));
        }
    }
    parallel(object).map(|segments| {
        let n = segments.len();
        talk(&name, segments, n)
    })
}

fn talk(name: &str, mut segments: Vec<Segment>, n: usize) -> Talk {
    let han = segments
        .iter()
        .flat_map(|segment| segment.words.chars().take(40))
        .take(4000)
        .any(super::labels::is_han);
    for segment in &mut segments {
        // A number is no name; a word before it makes it one that can be read aloud.
        if let Some(label) = &mut segment.speaker
            && label.bytes().all(|b| b.is_ascii_digit())
            && !label.is_empty()
        {
            *label = if han {
                format!("说话人{label}")
            } else {
                format!("Speaker {label}")
            };
        }
    }
    let timed = segments.iter().any(|segment| segment.start_ms.is_some());
    Talk {
        name: name.to_owned(),
        n: u32::try_from(n).unwrap_or(u32::MAX),
        pieces: if timed {
            Pieces::OfTurns
        } else {
            Pieces::AreTurns
        },
        segments,
    }
}

/// Turns as lists of sentences beside a list of who speaks.
fn parallel(object: &Value) -> Option<Vec<Segment>> {
    let turns = object.get("context")?.as_array()?;
    let speakers = object.get("speaker")?.as_array()?;
    if turns.len() != speakers.len() {
        return None;
    }
    turns
        .iter()
        .zip(speakers)
        .map(|(turn, speaker)| {
            let words = match turn {
                Value::String(words) => words.clone(),
                Value::Array(sentences) => {
                    let mut words = String::new();
                    for sentence in sentences {
                        super::segments::append(&mut words, sentence.as_str()?);
                    }
                    words
                }
                _ => return None,
            };
            Some(Segment {
                speaker: piece::string(speaker),
                start_ms: None,
                words,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<Talk>> {
        talks(&values(text).unwrap())
    }

    /// Checks the pieces, written `start speaker|words`, of the only transcript.
    fn check(text: &str, expected: &[&str]) {
        let talks = read(text).unwrap();
        assert_eq!(talks.len(), 1);
        assert_eq!(shown(&talks[0]), expected, "{text}");
    }

    fn shown(talk: &Talk) -> Vec<String> {
        talk.segments
            .iter()
            .map(|s| {
                let start = s.start_ms.map_or("-".to_owned(), |ms| ms.to_string());
                let label = s.speaker.as_deref().unwrap_or("");
                format!("{start} {label}|{}", s.words)
            })
            .collect()
    }

    #[test]
    fn whisper_has_segments_in_seconds() {
        check(
            r#"{"text": " a b", "segments": [{"id": 0, "start": 43.81, "end": 47.85, "text": " Hello."},
                {"start": 48, "end": 49, "text": " Yes.", "words": [{"word": " Yes.", "start": 48, "end": 49}]}],
                "language": "en"}"#,
            &["43810 |Hello.", "48000 |Yes."],
        );
        check(
            r#"[{"start": 0.5, "end": 1, "text": "a"}, {"start": 2.0, "end": 3, "text": "b"}]"#,
            &["500 |a", "2000 |b"],
        );
    }

    #[test]
    fn whisper_cpp_has_offsets_in_milliseconds() {
        check(
            r#"{"systeminfo": "x", "transcription": [{"timestamps": {"from": "00:00:01,500", "to": "00:00:02,000"},
                "offsets": {"from": 1500, "to": 2000}, "text": " 好"}]}"#,
            &["1500 |好"],
        );
    }

    #[test]
    fn a_segment_of_two_speakers_is_parted_at_the_word() {
        check(
            r#"{"segments": [{"start": 1.0, "end": 4.0, "text": " You agree? Yes, sure.", "speaker": "SPEAKER_00",
                "words": [{"word": "You", "start": 1.0, "end": 1.2, "speaker": "SPEAKER_00"},
                {"word": "agree?"}, {"word": "Yes,", "start": 2.5, "end": 3, "speaker": "SPEAKER_01"},
                {"word": "sure.", "start": 3, "end": 4, "speaker": "SPEAKER_01"}]}], "language": "en"}"#,
            &["1000 SPEAKER_00|You agree?", "2500 SPEAKER_01|Yes, sure."],
        );
    }

    #[test]
    fn podcasts_name_their_speakers() {
        check(
            r#"{"version": "1.0.0", "segments": [{"speaker": "Vader", "startTime": 0.5, "endTime": 0.75, "body": "I"},
                {"speaker": "Luke", "startTime": 2.75, "endTime": 3.0, "body": "No"}]}"#,
            &["500 Vader|I", "2750 Luke|No"],
        );
    }

    #[test]
    fn pages_of_tencent_meeting_are_glued_from_words() {
        check(
            r#"{"minutes": {"paragraphs": [{"pid": "0", "start_time": "5000", "end_time": "9000",
                "speaker": {"user_id": "u1", "user_name": "张三"},
                "sentences": [{"words": [{"text": "我们"}, {"text": "开始。"}]}, {"words": [{"text": "好。"}]}]}]}}"#,
            &["5000 张三|我们开始。好。"],
        );
    }

    #[test]
    fn numbers_of_speakers_become_labels() {
        check(
            r#"{"meeting_key": "M1", "sentences": [{"s": "唉", "s_gt": "唉，小何。", "speaker": 0,
                "start_time": "2.25", "end_time": "10.38"}, {"s": "嗯", "speaker": 1, "start_time": 5740}]}"#,
            &["2250 说话人0|唉，小何。", "5740 说话人1|嗯"],
        );
        check(
            r#"{"context": [["甲。", "乙。"], ["丙"]], "speaker": [1, 2]}"#,
            &["- 说话人1|甲。乙。", "- 说话人2|丙"],
        );
        check(
            r#"{"meeting_transcripts": [{"speaker": "Chair", "content": "Order."}, {"speaker": "7", "content": "Yes."}]}"#,
            &["- Chair|Order.", "- Speaker 7|Yes."],
        );
    }

    #[test]
    fn several_objects_are_several_transcripts() {
        let line = |key: &str| {
            format!(r#"{{"meeting_key": "{key}", "sentences": [{{"s": "a", "speaker": 0}}]}}"#)
        };
        let talks = read(&[line("M1"), line("M2")].join("\n")).unwrap();
        let names: Vec<&str> = talks.iter().map(|talk| talk.name.as_str()).collect();
        assert_eq!(names, ["M1", "M2"]);
        let set = r#"{"dialogues": [{"dialogue_id": "d", "utterances": [{"text": "a", "speaker": "U"}]},
            {"utterances": [{"text": "b", "speaker": "S"}]}]}"#;
        let talks = read(set).unwrap();
        let names: Vec<&str> = talks.iter().map(|talk| talk.name.as_str()).collect();
        assert_eq!(names, ["d", "2"]);
    }

    #[test]
    fn other_json_is_none_and_broken_json_an_error() {
        for text in [
            r#"{"a": 1}"#,
            r#"{"text": "a"}"#,
            r#"[{"id": 1}]"#,
            r#"{"segments": []}"#,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(values(r#"{"segments": [{"text": "a""#).is_err());
        assert!(looks_like(" {\n \"a"));
        assert!(looks_like("[ {\"a"));
        assert!(!looks_like("[id1] {\"a"));
        assert!(!looks_like("{disfmarker} \"a\""));
    }
}
