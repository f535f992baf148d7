//! Texts that a program has marked: subtitles, lyrics with times, JSON of speech recognition.

use super::segments::{self, Pieces};
use super::speech_json::Talk;
use super::vtt::Subtitles;
use super::{Foreign, ReadError, ReadFile, ReadOptions, has_words_in_lines};
use super::{lrc, speech_json, srt, vtt};

/// Largest JSON, in bytes: parsed, numbers take many times their digits.
const MOST_JSON: usize = 32 * 1024 * 1024;

/// The transcripts of such a text; `None` where it is none.
///
/// # Errors
/// When it is one of another kind, is broken or has no words.
pub(super) fn read(text: &str, options: &ReadOptions) -> Result<Option<Vec<ReadFile>>, ReadError> {
    if vtt::is(text) {
        return subtitles("vtt", vtt::read(text), options).map(Some);
    }
    if srt::is(text) {
        return subtitles("srt", srt::read(text), options).map(Some);
    }
    if lrc::is(text) {
        return subtitles("lrc", lrc::read(text), options).map(Some);
    }
    if speech_json::looks_like(text) {
        if text.len() > MOST_JSON {
            return Err(ReadError::TooBig {
                bytes: text.len(),
                most: MOST_JSON,
            });
        }
        let talks = speech_json::read(text)?.ok_or(ReadError::UnknownFormat(Foreign::Json))?;
        return talks
            .into_iter()
            .map(|talk| of_talk(talk, options))
            .collect::<Result<_, _>>()
            .map(Some);
    }
    Ok(None)
}

fn subtitles(
    format: &'static str,
    found: Subtitles,
    options: &ReadOptions,
) -> Result<Vec<ReadFile>, ReadError> {
    let (transcript, mut warnings) =
        segments::build(found.segments, Pieces::OfTurns, found.header, options);
    has_words_in_lines(&transcript.text)?;
    warnings.splice(0..0, found.warnings);
    Ok(vec![ReadFile {
        transcript,
        format,
        pieces: Some(found.cues),
        warnings,
        ..ReadFile::default()
    }])
}

fn of_talk(talk: Talk, options: &ReadOptions) -> Result<ReadFile, ReadError> {
    let (transcript, warnings) = segments::build(talk.segments, talk.pieces, Vec::new(), options);
    has_words_in_lines(&transcript.text)?;
    if memchr::memchr(0, transcript.text.as_bytes()).is_some() {
        return Err(ReadError::Binary(Foreign::Bytes));
    }
    Ok(ReadFile {
        name: talk.name,
        transcript,
        format: "json",
        pieces: Some(talk.n),
        warnings,
        ..ReadFile::default()
    })
}
