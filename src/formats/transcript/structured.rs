//! Texts that a program has marked: tables, subtitles, lyrics with times, tiers of annotations, pages,
//! JSON of speech recognition.

use super::segments::{self, Pieces, Segment};
use super::speech_json::Talk;
use super::vtt::Subtitles;
use super::{Foreign, ReadError, ReadFile, ReadOptions, has_words_in_lines, of_document};
use super::{chat, eaf, html, lrc, otr, speech_json, srt, table, vtt};

/// Largest JSON, in bytes: parsed, numbers take many times their digits.
const MOST_JSON: usize = 32 * 1024 * 1024;

/// The transcripts of such a text; `None` where it is none.
///
/// # Errors
/// When it is one of another kind, is broken or has no words.
pub(super) fn read(text: &str, options: &ReadOptions) -> Result<Option<Vec<ReadFile>>, ReadError> {
    if let Some(files) = table::read_separated(text, options)? {
        return Ok(Some(files));
    }
    if vtt::is(text) {
        return subtitles("vtt", vtt::read(text), Pieces::OfTurns, options).map(Some);
    }
    if srt::is(text) {
        return subtitles("srt", srt::read(text), Pieces::OfTurns, options).map(Some);
    }
    if lrc::is(text) {
        return subtitles("lrc", lrc::read(text), Pieces::OfTurns, options).map(Some);
    }
    if chat::is(text) {
        return subtitles("cha", chat::read(text), Pieces::AreTurns, options).map(Some);
    }
    if eaf::is(text) {
        return subtitles("eaf", eaf::read(text)?, Pieces::AreTurns, options).map(Some);
    }
    if html::is(text) {
        return page(text, options).map(|file| Some(vec![file]));
    }
    if speech_json::looks_like(text) {
        if text.len() > MOST_JSON {
            return Err(ReadError::TooBig {
                bytes: text.len(),
                most: MOST_JSON,
            });
        }
        let values = speech_json::values(text)?;
        if let [value] = values.as_slice()
            && let Some(document) = otr::read(value)
        {
            return of_document("otr", document, options).map(|file| Some(vec![file]));
        }
        return speech_json::talks(&values)
            .ok_or(ReadError::UnknownFormat(Foreign::Json))?
            .into_iter()
            .map(|talk| of_talk(talk, options))
            .collect::<Result<_, _>>()
            .map(Some);
    }
    Ok(None)
}

fn page(text: &str, options: &ReadOptions) -> Result<ReadFile, ReadError> {
    match html::read(text) {
        html::Talk::Text(document) => of_document("html", document, options),
        html::Talk::Pieces(pieces) => {
            let n = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
            of_segments("html", pieces, Pieces::OfTurns, n, options)
        }
    }
}

fn subtitles(
    format: &'static str,
    found: Subtitles,
    pieces: Pieces,
    options: &ReadOptions,
) -> Result<Vec<ReadFile>, ReadError> {
    let (transcript, mut warnings) = segments::build(found.segments, pieces, found.header, options);
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
    let mut file = of_segments("json", talk.segments, talk.pieces, talk.n, options)?;
    file.name = talk.name;
    Ok(file)
}

fn of_segments(
    format: &'static str,
    segments: Vec<Segment>,
    pieces: Pieces,
    n: u32,
    options: &ReadOptions,
) -> Result<ReadFile, ReadError> {
    let (transcript, warnings) = segments::build(segments, pieces, Vec::new(), options);
    has_words_in_lines(&transcript.text)?;
    if memchr::memchr(0, transcript.text.as_bytes()).is_some() {
        return Err(ReadError::Binary(Foreign::Bytes));
    }
    Ok(ReadFile {
        transcript,
        format,
        pieces: Some(n),
        warnings,
        ..ReadFile::default()
    })
}
