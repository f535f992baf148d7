//! Transcripts: plain text, Markdown and Word files into text, turns and speakers.
//!
//! [`read`] opens the container by its content, decodes it and hands the text to
//! [`recognise`], which infers how the transcript marks who speaks. The text is
//! kept as it stands; turns are spans of it that begin after the label and end
//! before the white space ahead of the next one, never empty, never overlapping.
//! Labels are kept as found and not merged. What is doubtful becomes a [`Warning`],
//! what can't be read an error; nothing is read by halves.

mod docx;
mod header;
mod heads;
mod labels;
mod lines;
mod roles;
mod times;
mod turns;

use encoding_rs::Encoding;
use regex::Regex;

use crate::model::plan::{Transcript, Warning};

use super::encoding::{self, Decoded, Sure, Undecodable};
use heads::Head;
use lines::{Line, Style};

/// Largest plain file, in bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// How to read a transcript, where a person knows better than the recogniser.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The encoding of a plain file; found out unless given.
    pub encoding: Option<&'static Encoding>,
    /// How turns are marked.
    pub speakers: Speakers,
    /// Labels of those who ask; case, width and spaces don't matter.
    pub interviewers: Vec<String>,
}

/// How the beginnings of turns are found.
#[derive(Clone, Debug, Default)]
pub enum Speakers {
    /// By what the text looks like.
    #[default]
    Auto,
    /// Not at all: one turn a paragraph, by nobody.
    None,
    /// By a pattern at the start of lines: the group `speaker`, else the first group, else all of
    /// it is the label; the turn begins after the match.
    Pattern(Regex),
}

/// A transcript and what was found out about its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// Text, turns, speakers, header.
    pub transcript: Transcript,
    /// `txt`, `md` or `docx`.
    pub format: &'static str,
    /// Name of the encoding; empty where the format leaves none open.
    pub encoding: String,
    /// What a person should know, in the order of the kinds' checks.
    ///
    /// `about` is a label (`label-seen-once`, `empty-turn`, `second-label`), a time (`time-goes-back`),
    /// a number (`comments`, `footnotes`, `text-boxes`, `control-characters`, `long-turn`: characters),
    /// `+inserted −deleted` (`tracked-changes`), an encoding (`guessed-encoding`) or empty (`no-speakers`).
    pub warnings: Vec<Warning>,
}

/// Why a file is no transcript that can be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There are no words in it.
    #[error("the file is empty")]
    Empty,
    /// A plain file of more than [`MOST_BYTES`].
    #[error("the file has {bytes} bytes, more than the {most} that are read")]
    TooBig {
        /// Its size.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// The bytes are not text in the encoding they should have.
    #[error(transparent)]
    Undecodable(#[from] Undecodable),
    /// A document of another kind, known by name.
    #[error("{name} is not read yet: save it as docx or txt")]
    UnknownFormat {
        /// What it is.
        name: &'static str,
    },
    /// Not a text at all.
    #[error("this is not a text: it looks like {looks_like}")]
    Binary {
        /// What it looks like.
        looks_like: &'static str,
    },
    /// A Word file whose parts can't be read.
    #[error("the Word file is damaged: {what}")]
    Damaged {
        /// What is wrong, with the place where there is one.
        what: String,
    },
    /// A Word file beyond the limits that keep the program alive.
    #[error("the Word file is refused: {what}")]
    Refused {
        /// Which limit.
        what: &'static str,
    },
}

/// Reads a transcript; the format is told by the bytes, `file_name` is only a hint (`.md`).
///
/// # Errors
/// When the bytes hold no text that can be read as a whole.
pub fn read(file_name: &str, bytes: &[u8], options: &ReadOptions) -> Result<ReadFile, ReadError> {
    if let Some(error) = other_format(bytes) {
        return Err(error);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let document = docx::read(bytes)?;
        if document.text.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        let (transcript, mut warnings) = recognise_styled(document.text, &document.styles, options);
        warnings.splice(0..0, document.warnings);
        return Ok(ReadFile {
            transcript,
            format: "docx",
            encoding: String::new(),
            warnings,
        });
    }
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooBig {
            bytes: bytes.len(),
            most: MOST_BYTES,
        });
    }
    let Decoded {
        text,
        encoding,
        sure,
    } = match options.encoding {
        Some(encoding) => encoding::decode_as(bytes, encoding)?,
        None => encoding::decode(bytes)?,
    };
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(ReadError::Binary {
            looks_like: "binary data",
        });
    }
    if let Some(name) = structured(&text) {
        return Err(ReadError::UnknownFormat { name });
    }
    let mut warnings = Vec::new();
    if sure == Sure::Guessed {
        warnings.push(Warning {
            kind: "guessed-encoding",
            line: None,
            about: encoding.to_owned(),
        });
    }
    let (transcript, mut found) = recognise_styled(text, &[], options);
    warnings.append(&mut found);
    let name = file_name.to_lowercase();
    let markdown = [".md", ".markdown"].iter().any(|end| name.ends_with(end));
    Ok(ReadFile {
        transcript,
        format: if markdown { "md" } else { "txt" },
        encoding: encoding.to_owned(),
        warnings,
    })
}

/// Finds turns, speakers and header in a text that comes without them.
#[must_use]
pub fn recognise(text: String, options: &ReadOptions) -> (Transcript, Vec<Warning>) {
    recognise_styled(text, &[], options)
}

fn recognise_styled(
    text: String,
    styles: &[Style],
    options: &ReadOptions,
) -> (Transcript, Vec<Warning>) {
    let mut warnings = Vec::new();
    let mut transcript = Transcript::default();
    let lines = lines::lines(&text, styles);
    control_characters(&text, &lines, &mut warnings);
    let header = header::find(&lines);
    let heads = match &options.speakers {
        Speakers::None => Vec::new(),
        Speakers::Pattern(pattern) => by_pattern(&lines[header.end..], header.end, pattern),
        Speakers::Auto => match heads::choose(&text, &lines, header.end, &header.named) {
            Some(chosen) => {
                turns::seen_once(&text, &lines, &chosen.once, &mut warnings);
                turns::split_inside(&text, &lines, chosen.grammar, chosen.heads, &mut warnings)
            }
            None => Vec::new(),
        },
    };
    let heads = if heads.is_empty() {
        warnings.push(Warning {
            kind: "no-speakers",
            line: None,
            about: String::new(),
        });
        turns::paragraphs(&lines, header.end)
    } else {
        heads
    };
    transcript.header = header.fields;
    turns::build(&text, &mut transcript, &lines, &heads, &mut warnings);
    drop(lines);
    transcript.text = text;
    roles::assign(&mut transcript.speakers, &options.interviewers);
    (transcript, warnings)
}

/// Heads where the pattern matches at the start of a line, its white space aside.
fn by_pattern(lines: &[Line<'_>], first: usize, pattern: &Regex) -> Vec<Head> {
    let mut heads = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let Some(found) = pattern.captures(line.words) else {
            continue;
        };
        let whole = found.get(0).expect("group 0 is the whole match");
        if whole.start() > 0 || whole.is_empty() {
            continue;
        }
        let label = found
            .name("speaker")
            .or_else(|| found.get(1))
            .unwrap_or(whole)
            .range();
        let shut = line.words[label.clone()].trim();
        if shut.is_empty() {
            continue;
        }
        let start = line.at + label.start + line.words[label.clone()].len()
            - line.words[label].trim_start().len();
        let time = times::mark_at_end(whole.as_str().trim_end())
            .or_else(|| times::mark(line.words[whole.end()..].trim_start()))
            .map(|(ms, _)| ms);
        heads.push(Head {
            line: first + n,
            at: line.at,
            label: start..start + shut.len(),
            body: line.at + whole.end(),
            time,
            firm: true,
        });
    }
    heads
}

/// Says how many characters there are that no screen shows.
fn control_characters(text: &str, lines: &[Line<'_>], warnings: &mut Vec<Warning>) {
    // C1 controls are written with a first byte that common letters such as `§` share.
    let suspects = text
        .bytes()
        .any(|b| (b < 0x20 && b != b'\n' && b != b'\t') || b == 0x7F || b == 0xC2);
    if !suspects {
        return;
    }
    let mut found = text
        .char_indices()
        .filter(|(_, c)| c.is_control() && !matches!(c, '\n' | '\t'));
    if let Some((first, _)) = found.next() {
        let line = lines.partition_point(|line| line.start <= first) - 1;
        let n = 1 + found.count();
        warnings.push(turns::warning(
            "control-characters",
            &lines[line],
            n.to_string(),
        ));
    }
}

/// Files that are known by their first bytes and are not read here.
fn other_format(bytes: &[u8]) -> Option<ReadError> {
    const BINARIES: [(&[u8], &str); 12] = [
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"fLaC", "a FLAC sound"),
        (b"OggS", "an Ogg sound"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"Rar!\x1A\x07", "a RAR archive"),
        (b"\xFD7zXZ", "an xz archive"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x7FELF", "a program"),
        (b"PK\x05\x06", "an empty zip archive"),
    ];
    const DOCUMENTS: [(&[u8], &str); 3] = [
        (b"%PDF-", "PDF"),
        (b"{\\rtf", "RTF"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "an old Office file (doc)",
        ),
    ];
    if bytes.is_empty() {
        return Some(ReadError::Empty);
    }
    if let Some((_, name)) = DOCUMENTS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(ReadError::UnknownFormat { name });
    }
    let film = bytes.get(4..8) == Some(b"ftyp")
        || (bytes.starts_with(b"RIFF")
            && matches!(bytes.get(8..12), Some(b"WAVE" | b"AVI " | b"WEBP")))
        || (bytes.starts_with(b"ID3") && bytes.get(3).is_some_and(|version| *version < 0x10));
    BINARIES
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, looks_like)| *looks_like)
        .or_else(|| film.then_some("a sound or film"))
        .map(|looks_like| ReadError::Binary { looks_like })
}

/// The name of a format of structured text, which is not to be read as prose.
fn structured(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    let head = lines::near(start, 200).to_ascii_lowercase();
    if head.starts_with("webvtt") {
        return Some("WebVTT (vtt)");
    }
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Some("HTML");
    }
    if head.starts_with("<?xml") {
        return Some("XML");
    }
    if head.starts_with("@utf8\n@begin") || head.starts_with("@begin\n") {
        return Some("CHAT (cha)");
    }
    if head.starts_with(['{', '[']) {
        let first = start.lines().next().unwrap_or(start);
        let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        if is_json(first) || is_json(start) {
            return Some("JSON");
        }
    }
    let mut lines = start.lines();
    let number = lines.next().is_some_and(|line| {
        let line = line.trim();
        !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
    });
    let cue = lines.next().is_some_and(|line| {
        let (from, to) = line.split_once("-->").unwrap_or(("", ""));
        times::mark(from.trim()).is_some() && times::mark(to.trim()).is_some()
    });
    (number && cue).then_some("SubRip (srt)")
}

#[cfg(test)]
mod tests;
