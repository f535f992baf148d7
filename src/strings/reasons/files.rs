//! Sentences for files that can't be read.

use super::at_line;
use crate::formats::codebook_csv::BadField;
use crate::formats::encoding::Undecodable;
use crate::formats::guide_toml::FaultKind;
use crate::formats::ratings_csv::RatingsError;
use crate::formats::sheet::xlsx::WriteError;
use crate::formats::study_json::Whose;
use crate::formats::toml_table::{Shape, TomlError};
use crate::formats::transcript::{Damage, Foreign, Limit};
use crate::formats::{codebook_csv, codebook_md, study_json, transcript};
use crate::strings::Message;

impl From<&Undecodable> for Message {
    fn from(error: &Undecodable) -> Self {
        Self::new("read-undecodable")
            .with("at", error.at)
            .with("encoding", error.encoding)
    }
}

impl From<&transcript::ReadError> for Message {
    fn from(error: &transcript::ReadError) -> Self {
        use transcript::ReadError as Error;
        match error {
            Error::Empty => Self::new("read-empty"),
            Error::TooBig { bytes, most } => Self::new("read-too-big")
                .with("bytes", bytes)
                .with("most", most),
            Error::TooManyLines { lines, most } => Self::new("read-too-many-lines")
                .with("lines", lines)
                .with("most", most),
            Error::Undecodable(error) => error.into(),
            Error::Json { line, column, what } => Self::new("json-syntax")
                .with("line", line)
                .with("column", column)
                .with("detail", what),
            Error::NoColumns(heads) => Self::new("read-no-columns").with("heads", heads),
            Error::NoColumn(name) => Self::new("read-no-column").with("name", name),
            Error::NoTable => Self::new("read-no-table"),
            Error::UnknownFormat(format) => Self::new("read-not-yet").saying("format", *format),
            Error::Binary(format) => Self::new("read-no-text").saying("format", *format),
            Error::Damaged(damage) => Self::new("read-damaged").saying("what", damage),
            Error::Refused(limit) => Self::new("read-unsafe").saying("what", *limit),
        }
    }
}

impl From<Foreign> for Message {
    fn from(format: Foreign) -> Self {
        Self::new(match format {
            Foreign::Bytes => "foreign-bytes",
            Foreign::Database => "foreign-database",
            Foreign::Doc => "foreign-doc",
            Foreign::EmptyZip => "foreign-empty-zip",
            Foreign::Epub => "foreign-epub",
            Foreign::Flac => "foreign-flac",
            Foreign::Gif => "foreign-gif",
            Foreign::Gzip => "foreign-gzip",
            Foreign::Jpeg => "foreign-jpeg",
            Foreign::Json => "foreign-json",
            Foreign::Locked => "foreign-locked",
            Foreign::Media => "foreign-media",
            Foreign::Ogg => "foreign-ogg",
            Foreign::Pdf => "foreign-pdf",
            Foreign::Png => "foreign-png",
            Foreign::Presentation => "foreign-presentation",
            Foreign::Program => "foreign-program",
            Foreign::SevenZip => "foreign-seven-zip",
            Foreign::Rar => "foreign-rar",
            Foreign::Xml => "foreign-xml",
            Foreign::Xz => "foreign-xz",
            Foreign::Zip => "foreign-zip",
        })
    }
}

impl From<&Damage> for Message {
    fn from(damage: &Damage) -> Self {
        match damage {
            Damage::Archive(detail) => Self::new("damage-archive").with("detail", detail),
            Damage::Missing(part) => Self::new("damage-missing").with("part", part),
            Damage::Part { part, what } => Self::new("damage-part")
                .with("part", part)
                .with("detail", what),
            Damage::Encoding { part, encoding } => Self::new("damage-encoding")
                .with("part", part)
                .with("encoding", encoding),
            Damage::Xml { at, what } => Self::new("damage-xml").with("at", at).with("detail", what),
            Damage::CutOff => Self::new("damage-cut-off"),
        }
    }
}

impl From<Limit> for Message {
    fn from(limit: Limit) -> Self {
        Self::new(match limit {
            Limit::Parts => "limit-parts",
            Limit::Size => "limit-size",
            Limit::DocumentType => "limit-document-type",
            Limit::Depth => "limit-depth",
        })
    }
}

impl From<&study_json::ReadError> for Message {
    fn from(error: &study_json::ReadError) -> Self {
        use study_json::ReadError as Error;
        match error {
            Error::Syntax { line, column, what } => Self::new("json-syntax")
                .with("line", line)
                .with("column", column)
                .with("detail", what),
            Error::Newer(version) => Self::new("json-newer").with("version", version),
            Error::OtherFormat(format) => Self::new("json-other-format").with("format", format),
            Error::DoubleId { what, id } => Self::new("json-double-id")
                .saying("thing", *what)
                .with("id", id),
            Error::Dangling { whose, what, id } => Self::new("json-dangling")
                .saying("whose", whose)
                .saying("thing", *what)
                .with("id", id),
            Error::BadValue { key, value, known } => Self::new("json-bad-value")
                .with("key", key)
                .with("value", value)
                .with("known", known.join(" / ")),
            Error::Circle(code) => Self::new("fault-circle").with("code", code),
            Error::TurnsOverlap { doc, first, second } => Self::new("json-turns-overlap")
                .with("doc", doc)
                .with("first", first)
                .with("second", second),
            Error::Position { whose, doc, source } => Self::new("json-position")
                .saying("whose", whose)
                .with("doc", doc)
                .saying("what", source),
        }
    }
}

impl From<&Whose> for Message {
    fn from(whose: &Whose) -> Self {
        match whose {
            Whose::Bookmark => Self::new("whose-bookmark"),
            Whose::Code(id) => Self::new("whose-code").with("id", id),
            Whose::Coding(n) => Self::new("whose-coding").with("place", n),
            Whose::Memo => Self::new("whose-memo"),
            Whose::Turn => Self::new("whose-turn"),
        }
    }
}

impl From<&TomlError> for Message {
    fn from(error: &TomlError) -> Self {
        match error {
            TomlError::Syntax { line, what } => {
                at_line(*line, Self::new("toml-syntax").with("detail", what))
            }
            TomlError::OtherFormat {
                line,
                found,
                expected,
            } => at_line(
                *line,
                Self::new("toml-other-format")
                    .with("found", found)
                    .with("expected", expected),
            ),
            TomlError::OtherVersion { line, found, known } => at_line(
                *line,
                Self::new("toml-other-version")
                    .with("found", found)
                    .with("known", known),
            ),
            TomlError::UnknownKey { line, table, key } => {
                let said = match table {
                    None => Self::new("toml-unknown-key"),
                    Some(table) => Self::new("toml-unknown-key-of").with("table", table),
                };
                at_line(*line, said.with("key", key))
            }
            TomlError::WrongType {
                line,
                key,
                expected,
            } => at_line(
                *line,
                Self::new("toml-wrong-type")
                    .with("key", key)
                    .saying("expected", *expected),
            ),
            TomlError::OutOfRange {
                line,
                key,
                found,
                most,
            } => at_line(
                *line,
                Self::new("field-number")
                    .with("key", key)
                    .with("found", found)
                    .with("most", most),
            ),
            TomlError::UnknownWord {
                line,
                key,
                found,
                known,
            } => at_line(
                *line,
                Self::new("json-bad-value")
                    .with("key", key)
                    .with("value", found)
                    .with("known", known.join(" / ")),
            ),
        }
    }
}

impl From<Shape> for Message {
    fn from(shape: Shape) -> Self {
        Self::new(match shape {
            Shape::Text => "shape-text",
            Shape::Number => "shape-number",
            Shape::Flag => "shape-flag",
            Shape::Texts => "shape-texts",
            Shape::Table => "shape-table",
            Shape::Tables => "shape-tables",
        })
    }
}

impl From<&csv::Error> for Message {
    fn from(error: &csv::Error) -> Self {
        match error.kind() {
            csv::ErrorKind::UnequalLengths {
                pos,
                expected_len,
                len,
            } => {
                let line = pos.as_ref().map_or(0, csv::Position::line);
                ragged(u32::try_from(line).unwrap_or(u32::MAX), *len, *expected_len)
            }
            _ => Self::new("csv-faulty").with("detail", error),
        }
    }
}

/// A row with more or fewer cells than the head row.
fn ragged(line: u32, found: impl std::fmt::Display, heads: impl std::fmt::Display) -> Message {
    let said = Message::new("csv-ragged")
        .with("found", found)
        .with("heads", heads);
    at_line(line, said)
}

impl From<&RatingsError> for Message {
    fn from(error: &RatingsError) -> Self {
        let line = |line: u64| u32::try_from(line).unwrap_or(u32::MAX);
        match error {
            RatingsError::NotText => Self::new("io-no-text"),
            RatingsError::TooFewCoders { n } => {
                at_line(1, Self::new("ratings-too-few-coders").with("coders", n))
            }
            RatingsError::BadHead { column } => {
                at_line(1, Self::new("ratings-bad-head").with("column", column))
            }
            RatingsError::RaggedRow {
                line: at,
                found,
                wanted,
            } => ragged(line(*at), found, wanted),
            RatingsError::BadRow { line: at } => at_line(line(*at), Self::new("ratings-bad-row")),
        }
    }
}

impl From<&codebook_csv::ReadError> for Message {
    fn from(error: &codebook_csv::ReadError) -> Self {
        use codebook_csv::ReadError as Error;
        match error {
            Error::NoHead => Self::new("csv-no-head"),
            Error::NoColumn(name) => Self::new("csv-no-column").with("name", name),
            Error::UnknownColumn(name) => Self::new("csv-unknown-column").with("name", name),
            Error::DoubleColumn(name) => Self::new("csv-double-column").with("name", name),
            Error::Ragged { line, found, heads } => ragged(*line, found, heads),
            Error::BadField { line, what } => at_line(*line, what),
            Error::NoCsv(detail) => Self::new("csv-faulty").with("detail", detail),
        }
    }
}

impl From<&BadField> for Message {
    fn from(field: &BadField) -> Self {
        match field {
            BadField::Number { key, found, most } => Self::new("field-number")
                .with("key", key)
                .with("found", found)
                .with("most", most),
            BadField::Flag { key, found } => Self::new("field-flag")
                .with("key", key)
                .with("found", found),
            BadField::Origin { found } => Self::new("json-bad-value")
                .with("key", "origin")
                .with("value", found)
                .with("known", "given / emergent / in-vivo"),
        }
    }
}

impl From<&codebook_md::ReadError> for Message {
    fn from(error: &codebook_md::ReadError) -> Self {
        use codebook_md::ReadError as Error;
        match error {
            Error::Stray { line } => at_line(*line, Self::new("md-stray")),
            Error::FieldOfNothing { line } => at_line(*line, Self::new("md-field-of-nothing")),
            Error::UnknownField { line, word } => {
                at_line(*line, Self::new("md-unknown-field").with("word", word))
            }
            Error::BadField { line, what } => at_line(*line, what),
            Error::SkippedLevel { line } => at_line(*line, Self::new("md-skipped-level")),
            Error::UnknownPart { line, word } => {
                at_line(*line, Self::new("md-unknown-part").with("word", word))
            }
            Error::BadLink { line } => at_line(*line, Self::new("md-bad-link")),
        }
    }
}

impl From<&FaultKind> for Message {
    fn from(fault: &FaultKind) -> Self {
        match fault {
            FaultKind::NoQuestion => Self::new("guide-no-question"),
            FaultKind::DoubleSection(id) => Self::new("guide-double-section").with("id", id),
            FaultKind::NoTitle(id) => Self::new("guide-no-title").with("id", id),
            FaultKind::NoNumber(text) => Self::new("guide-no-number").with("text", text),
            FaultKind::DoubleNumber { number, first } => Self::new("guide-double-number")
                .with("number", number)
                .with("first", first),
            FaultKind::NoText(number) => Self::new("guide-no-text").with("number", number),
        }
    }
}

impl From<&WriteError> for Message {
    fn from(error: &WriteError) -> Self {
        match error {
            WriteError::TooLarge(sheet) => Self::new("write-too-large").with("sheet", sheet),
            WriteError::Other(detail) => Self::new("write-workbook").with("detail", detail),
        }
    }
}
