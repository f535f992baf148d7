//! Transcripts: files of word processors, of speech recognition and of plain text into text, turns
//! and speakers.
//!
//! [`read`] tells the format by the content and decodes it. Text without marks for programs goes to
//! [`recognise`], which infers how the transcript marks who speaks; it is
//! kept as it stands, and turns are spans of it that begin after the label and end
//! before the white space ahead of the next one, never empty, never overlapping.
//! Subtitles and lists of pieces are put together to turns with times.
//! Labels are kept as found and not merged. What is doubtful becomes a [`Warning`],
//! what can't be read an error; nothing is read by halves.

mod chat;
mod closing_times;
mod cues;
mod damage;
mod document;
mod docx;
mod eaf;
mod foreign;
mod header;
mod heads;
pub(super) mod html;
mod labels;
mod lines;
mod lrc;
mod odt;
mod otr;
mod roles;
mod rtf;
mod segments;
mod speech_json;
mod srt;
mod structured;
mod table;
mod times;
mod turns;
mod vtt;
pub(super) mod xml;
pub(super) mod zipped;

use encoding_rs::Encoding;
use regex::Regex;

use crate::model::plan::{Transcript, Warning};

use super::encoding::{self, Decoded, Sure, Undecodable};
pub use damage::{Damage, Limit};
use document::Document;
pub use foreign::Foreign;
use foreign::{other_format, other_text};
use heads::Head;
use lines::{Line, Style};
pub use roles::assign as assign_roles;

/// Largest plain file, in bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Most lines of a text.
pub const MOST_LINES: usize = 1_000_000;

/// How to read a transcript, where a person knows better than the recogniser.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The encoding of a plain file; found out unless given.
    pub encoding: Option<&'static Encoding>,
    /// How turns are marked.
    pub speakers: Speakers,
    /// Labels of those who ask; case, width and spaces don't matter.
    pub interviewers: Vec<String>,
    /// That a table is a survey, a row for each respondent.
    pub survey: Option<Survey>,
}

/// What the columns of a survey are; all others hold answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Head of the column that names the respondents; found out unless given.
    pub name: Option<String>,
    /// Heads of the columns that become attributes; found out where there are none.
    pub attributes: Vec<String>,
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

impl Speakers {
    /// By a pattern as a person writes it; one that would need too much memory is no pattern.
    ///
    /// # Errors
    /// When it is no regular expression.
    pub fn pattern(pattern: &str) -> Result<Self, regex::Error> {
        const MOST_BYTES: usize = 10 << 20;
        let built = regex::RegexBuilder::new(pattern)
            .size_limit(MOST_BYTES)
            .dfa_size_limit(MOST_BYTES)
            .build();
        built.map(Self::Pattern)
    }
}

/// A transcript and what was found out about its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadFile {
    /// What the file calls it, where it holds several; else empty.
    pub name: String,
    /// Text, turns, speakers, header.
    pub transcript: Transcript,
    /// What else the file says of the respondent.
    pub attributes: Vec<(String, String)>,
    /// `txt`, `md`, `docx`, `odt`, `rtf`, `html`, `otr`, `vtt`, `srt`, `lrc`, `cha`, `eaf`, `json`, `csv`,
    /// `tsv`, `xlsx` or `ods`.
    pub format: &'static str,
    /// Cues, segments or rows that a file cut by time has; those of one speaker make a turn.
    pub pieces: Option<u32>,
    /// Name of the encoding; empty where the format leaves none open.
    pub encoding: String,
    /// What a person should know, in the order of the kinds' checks.
    ///
    /// `about` is a label (`label-seen-once`, `empty-turn`, `second-label`), a time (`time-goes-back`),
    /// a number (`comments`, `footnotes`, `text-boxes`, `control-characters`, `long-turn`: characters),
    /// `+inserted −deleted` (`tracked-changes`), an encoding (`guessed-encoding`), a line (`bad-cue`),
    /// names (`columns-left-out`, `sheets-left-out`, `tiers-left-out`, `row-without-answers`) or empty (`no-speakers`).
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
    /// A text of more than [`MOST_LINES`].
    #[error("the text has {lines} lines, more than the {most} that are read")]
    TooManyLines {
        /// Its lines.
        lines: usize,
        /// The limit.
        most: usize,
    },
    /// The bytes are not text in the encoding they should have.
    #[error(transparent)]
    Undecodable(#[from] Undecodable),
    /// It begins as JSON and isn't.
    #[error("the JSON is faulty in line {line}, column {column}: {what}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the library that reads JSON says.
        what: String,
    },
    /// A table without a column that is known to hold what was said.
    #[error("no column is known to hold what was said, beside speaker or time: {0}")]
    NoColumns(String),
    /// A column that a person named and the table doesn't have.
    #[error("the table has no column «{0}»")]
    NoColumn(String),
    /// A survey is expected and there is no table.
    #[error("a survey is a table with a head for each column")]
    NoTable,
    /// A document of another kind, known by name.
    #[error("{0} is not read yet: save it as docx or txt")]
    UnknownFormat(Foreign),
    /// Not a text at all.
    #[error("this is not a text: it looks like {0}")]
    Binary(Foreign),
    /// A file whose parts can't be read.
    #[error("the file is damaged: {0}")]
    Damaged(#[from] Damage),
    /// A file beyond the limits that keep the program alive.
    #[error("the file is refused: {0}")]
    Refused(#[from] Limit),
}

/// Reads the transcripts of a file, nearly always one, never none; the format is told by the bytes,
/// `file_name` is only a hint (`.md`).
///
/// # Errors
/// When the bytes hold no text that can be read as a whole.
pub fn read(
    file_name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<ReadFile>, ReadError> {
    if let Some(error) = other_format(bytes) {
        return Err(error);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(bytes, options);
    }
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooBig {
            bytes: bytes.len(),
            most: MOST_BYTES,
        });
    }
    if options.survey.is_some() && rtf::is(bytes) {
        return Err(ReadError::NoTable);
    }
    if rtf::is(bytes) {
        return of_document("rtf", rtf::read(bytes)?, options).map(|file| vec![file]);
    }
    let Decoded {
        text,
        encoding,
        sure,
    } = decoded(bytes, options)?;
    has_words_in_lines(&text)?;
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(ReadError::Binary(Foreign::Bytes));
    }
    let mut files = match structured::read(&text, options)? {
        Some(files) => files,
        None => vec![prose(file_name, text, options)?],
    };
    for file in &mut files {
        encoding.clone_into(&mut file.encoding);
    }
    if sure == Sure::Guessed {
        files[0].warnings.insert(
            0,
            Warning {
                kind: "guessed-encoding",
                line: None,
                about: encoding.to_owned(),
            },
        );
    }
    Ok(files)
}

/// Decodes a plain file: as a person said, as a page says of itself, else as it looks.
fn decoded(bytes: &[u8], options: &ReadOptions) -> Result<Decoded, ReadError> {
    if let Some(encoding) = options.encoding {
        return Ok(encoding::decode_as(bytes, encoding)?);
    }
    if let Some(encoding) = html::named_encoding(bytes)
        && let Ok(decoded) = encoding::decode_as(bytes, encoding)
    {
        return Ok(decoded);
    }
    match encoding::decode(bytes) {
        Err(_) if memchr::memchr(0, bytes).is_some() => Err(ReadError::Binary(Foreign::Bytes)),
        decoded => Ok(decoded?),
    }
}

/// Reads what a zip archive holds.
fn archive(bytes: &[u8], options: &ReadOptions) -> Result<Vec<ReadFile>, ReadError> {
    let mut parts = zipped::Parts::open(bytes)?;
    if parts.has(table::xlsx::WORKBOOK) {
        return table::read("xlsx", &table::xlsx::read(&mut parts)?, options);
    }
    if parts.mimetype() == table::ods::MIMETYPE {
        return table::read("ods", &table::ods::read(&mut parts)?, options);
    }
    if options.survey.is_some() {
        return Err(ReadError::NoTable);
    }
    let (format, document) = if let Some(main) = docx::main_part(&mut parts)? {
        ("docx", docx::read(&mut parts, &main)?)
    } else if parts.mimetype() == odt::MIMETYPE {
        ("odt", odt::read(&mut parts)?)
    } else {
        return Err(parts.other_kind());
    };
    of_document(format, document, options).map(|file| vec![file])
}

/// The text of a word processor's file, of whatever kind.
pub(super) fn text_of_document(bytes: &[u8]) -> Result<String, ReadError> {
    if rtf::is(bytes) {
        return Ok(rtf::read(bytes)?.text);
    }
    let mut parts = zipped::Parts::open(bytes)?;
    if let Some(main) = docx::main_part(&mut parts)? {
        return Ok(docx::read(&mut parts, &main)?.text);
    }
    if parts.mimetype() == odt::MIMETYPE {
        return Ok(odt::read(&mut parts)?.text);
    }
    Err(parts.other_kind())
}

/// Recognises who speaks in a word processor's file.
fn of_document(
    format: &'static str,
    document: Document,
    options: &ReadOptions,
) -> Result<ReadFile, ReadError> {
    has_words_in_lines(&document.text)?;
    if memchr::memchr(0, document.text.as_bytes()).is_some() {
        return Err(ReadError::Binary(Foreign::Bytes));
    }
    let (mut transcript, mut warnings) = recognise_styled(document.text, &document.styles, options);
    transcript.header.splice(0..0, document.header);
    warnings.splice(0..0, document.warnings);
    Ok(ReadFile {
        transcript,
        format,
        warnings,
        ..ReadFile::default()
    })
}

/// Reads a text that no program has marked.
fn prose(file_name: &str, text: String, options: &ReadOptions) -> Result<ReadFile, ReadError> {
    if let Some(what) = other_text(&text) {
        return Err(ReadError::UnknownFormat(what));
    }
    let (transcript, warnings) = recognise_styled(text, &[], options);
    let name = file_name.to_lowercase();
    let markdown = [".md", ".markdown"].iter().any(|end| name.ends_with(end));
    Ok(ReadFile {
        transcript,
        format: if markdown { "md" } else { "txt" },
        warnings,
        ..ReadFile::default()
    })
}

/// Refuses a text without words and one of far more lines than talk has.
fn has_words_in_lines(text: &str) -> Result<(), ReadError> {
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
    if lines > MOST_LINES {
        return Err(ReadError::TooManyLines {
            lines,
            most: MOST_LINES,
        });
    }
    Ok(())
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
                turns::seen_once(&text, &chosen.once, &mut warnings);
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
    closing_times::take(&text, &mut transcript.turns);
    drop(lines);
    transcript.text = text;
    roles::assign(&mut transcript.speakers, &options.interviewers);
    // Somebody who speaks once may have been believed after all.
    warnings.retain(|warning| {
        warning.kind != "label-seen-once"
            || transcript
                .speakers
                .iter()
                .all(|speaker| speaker.label != warning.about)
    });
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
    let bytes = text.as_bytes();
    let is_low = |b: u8| (b < 0x20 && b != b'\n' && b != b'\t') || b == 0x7F;
    // U+0080 to U+009F are written C2 80 to C2 9F.
    let is_high = |at: usize| bytes.get(at + 1).is_some_and(|next| *next < 0xA0);
    let high = || memchr::memchr_iter(0xC2, bytes).filter(|at| is_high(*at));
    let n = bytes.iter().filter(|b| is_low(**b)).count() + high().count();
    if n > 0 {
        let low = bytes.iter().position(|b| is_low(*b));
        let first = low.into_iter().chain(high().next()).min().unwrap_or(0);
        let line = lines.partition_point(|line| line.start <= first) - 1;
        warnings.push(turns::warning("control-characters", line, n.to_string()));
    }
}

#[cfg(test)]
mod tests;
