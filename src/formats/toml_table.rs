//! Tables of a TOML file, taken apart key by key.
//!
//! People write these files by hand, so every fault names its line and a
//! misspelt key is a fault. A [`TableReader`] hands out the values of one table;
//! what nobody asked for when it is finished is unknown. Absent keys are left to
//! the reader of each format: most mean an empty text.

use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a TOML file was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TomlError {
    /// The file is no TOML.
    #[error("line {line}: {what}")]
    Syntax {
        /// Line, from 1.
        line: u32,
        /// What the parser says.
        what: String,
    },
    /// The file says that it is something else.
    #[error("line {line}: the file says format = «{found}», «{expected}» is needed")]
    OtherFormat {
        /// Line, from 1.
        line: u32,
        /// What it says.
        found: String,
        /// What it would have to say.
        expected: &'static str,
    },
    /// The file was written by a newer program.
    #[error("line {line}: version {found} of the format; this program reads version {known}")]
    OtherVersion {
        /// Line, from 1.
        line: u32,
        /// Its version.
        found: u32,
        /// The version that can be read.
        known: u32,
    },
    /// A key that the table doesn't have.
    #[error("line {line}: {} has no key «{key}»", table.unwrap_or("the file"))]
    UnknownKey {
        /// Line, from 1.
        line: u32,
        /// The table as the file writes it; `None` for what stands outside all tables.
        table: Option<&'static str>,
        /// The key.
        key: String,
    },
    /// A value of another type.
    #[error("line {line}: «{key}» has to be {expected}")]
    WrongType {
        /// Line, from 1.
        line: u32,
        /// The key.
        key: String,
        /// What it would have to be.
        expected: Shape,
    },
    /// A number outside its range.
    #[error("line {line}: «{key}» is {found}; it goes from 0 to {most}")]
    OutOfRange {
        /// Line, from 1.
        line: u32,
        /// The key.
        key: String,
        /// The number.
        found: i64,
        /// The largest that can be.
        most: u32,
    },
    /// A word that is none of those the key knows.
    #[error("line {line}: «{key}» is «{found}»; it may be {}", known.join(", "))]
    UnknownWord {
        /// Line, from 1.
        line: u32,
        /// The key.
        key: String,
        /// The word.
        found: String,
        /// Those it knows.
        known: &'static [&'static str],
    },
}

/// What a value in a TOML file may have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `"…"`.
    Text,
    /// Digits.
    Number,
    /// `true` or `false`.
    Flag,
    /// `["…", "…"]`.
    Texts,
    /// `[…]` or `{ … }`.
    Table,
    /// `[[…]]`, or tables in a list.
    Tables,
}

impl fmt::Display for Shape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Text => "a text in quotation marks",
            Self::Number => "a whole number",
            Self::Flag => "true or false",
            Self::Texts => "a list of texts in quotation marks",
            Self::Table => "a table",
            Self::Tables => "a list of tables",
        })
    }
}

/// A text with the offsets at which its lines begin.
pub(super) struct Source<'i> {
    text: &'i str,
    starts: Vec<usize>,
}

impl<'i> Source<'i> {
    /// Takes a file's text; a byte order mark before it is dropped.
    pub(super) fn new(text: &'i str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
            .collect();
        Self { text, starts }
    }

    /// The line of a byte, from 1.
    fn line(&self, at: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= at);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The file's outermost table.
    pub(super) fn root(&self) -> Result<TableReader<'_, 'i>, TomlError> {
        let table = DeTable::parse(self.text).map_err(|fault| TomlError::Syntax {
            line: fault.span().map_or(1, |span| self.line(span.start)),
            what: fault.message().replace('\n', ", "),
        })?;
        Ok(TableReader::new(self, None, table))
    }
}

struct Field<'i> {
    key: String,
    key_at: usize,
    value: Spanned<DeValue<'i>>,
}

/// The values of one table that nobody has taken yet.
pub(super) struct TableReader<'s, 'i> {
    source: &'s Source<'i>,
    name: Option<&'static str>,
    at: usize,
    fields: Vec<Field<'i>>,
}

impl<'s, 'i> TableReader<'s, 'i> {
    fn new(
        source: &'s Source<'i>,
        name: Option<&'static str>,
        table: Spanned<DeTable<'i>>,
    ) -> Self {
        let at = table.span().start;
        let mut fields: Vec<Field<'i>> = table
            .into_inner()
            .into_iter()
            .map(|(key, value)| Field {
                key_at: key.span().start,
                key: key.into_inner().into_owned(),
                value,
            })
            .collect();
        fields.sort_by_key(|field| field.key_at);
        Self {
            source,
            name,
            at,
            fields,
        }
    }

    /// The line on which the table begins, from 1.
    pub(super) fn line(&self) -> u32 {
        self.source.line(self.at)
    }

    /// Checks that the file is of this format, where it says so.
    pub(super) fn expect_format(&mut self, expected: &'static str) -> Result<(), TomlError> {
        let line = self.line_of("format");
        match self.text("format")? {
            Some(found) if found != expected => Err(TomlError::OtherFormat {
                line,
                found,
                expected,
            }),
            _ => Ok(()),
        }
    }

    /// Checks that the file is of this version of its format, where it says so.
    pub(super) fn expect_version(&mut self, known: u32) -> Result<(), TomlError> {
        let line = self.line_of("version");
        match self.number("version", u32::MAX)? {
            Some(found) if found != known => Err(TomlError::OtherVersion { line, found, known }),
            _ => Ok(()),
        }
    }

    /// The line of a key that has not been taken yet; that of the table where there is none.
    pub(super) fn line_of(&self, key: &str) -> u32 {
        let field = self.fields.iter().find(|field| field.key == key);
        self.source
            .line(field.map_or(self.at, |field| field.key_at))
    }

    fn take(&mut self, key: &str) -> Option<Field<'i>> {
        let at = self.fields.iter().position(|field| field.key == key)?;
        Some(self.fields.remove(at))
    }

    fn wrong(&self, at: usize, key: &str, expected: Shape) -> TomlError {
        TomlError::WrongType {
            line: self.source.line(at),
            key: key.to_owned(),
            expected,
        }
    }

    /// A text.
    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, TomlError> {
        let Some(field) = self.take(key) else {
            return Ok(None);
        };
        match field.value.into_inner() {
            DeValue::String(text) => Ok(Some(text.into_owned())),
            _ => Err(self.wrong(field.key_at, key, Shape::Text)),
        }
    }

    /// A text, empty where the key is absent.
    pub(super) fn words(&mut self, key: &str) -> Result<String, TomlError> {
        Ok(self.text(key)?.unwrap_or_default())
    }

    /// A word that `known` turns into a value; `choice` lists the words.
    pub(super) fn word<T>(
        &mut self,
        key: &str,
        choice: &'static [&'static str],
        known: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, TomlError> {
        let line = self.line_of(key);
        let Some(found) = self.text(key)? else {
            return Ok(None);
        };
        match known(&found) {
            Some(value) => Ok(Some(value)),
            None => Err(TomlError::UnknownWord {
                line,
                key: key.to_owned(),
                found,
                known: choice,
            }),
        }
    }

    /// A whole number from 0 to `most`.
    pub(super) fn number(&mut self, key: &str, most: u32) -> Result<Option<u32>, TomlError> {
        let Some(field) = self.take(key) else {
            return Ok(None);
        };
        let DeValue::Integer(digits) = field.value.get_ref() else {
            return Err(self.wrong(field.key_at, key, Shape::Number));
        };
        let found = i64::from_str_radix(digits.as_str(), digits.radix())
            .map_err(|_| self.wrong(field.key_at, key, Shape::Number))?;
        match u32::try_from(found) {
            Ok(number) if number <= most => Ok(Some(number)),
            _ => Err(TomlError::OutOfRange {
                line: self.source.line(field.key_at),
                key: key.to_owned(),
                found,
                most,
            }),
        }
    }

    /// A whole number from 0 to 255.
    pub(super) fn small(&mut self, key: &str) -> Result<Option<u8>, TomlError> {
        let number = self.number(key, u32::from(u8::MAX))?;
        Ok(number.and_then(|number| u8::try_from(number).ok()))
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, key: &str) -> Result<Option<bool>, TomlError> {
        let Some(field) = self.take(key) else {
            return Ok(None);
        };
        match field.value.get_ref() {
            DeValue::Boolean(flag) => Ok(Some(*flag)),
            _ => Err(self.wrong(field.key_at, key, Shape::Flag)),
        }
    }

    /// A list of texts, empty where the key is absent.
    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, TomlError> {
        let expected = Shape::Texts;
        let Some(field) = self.take(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Array(items) = field.value.into_inner() else {
            return Err(self.wrong(field.key_at, key, expected));
        };
        items
            .into_iter()
            .map(|item| {
                let at = item.span().start;
                match item.into_inner() {
                    DeValue::String(text) => Ok(text.into_owned()),
                    _ => Err(self.wrong(at, key, expected)),
                }
            })
            .collect()
    }

    /// Keys with their texts, in the order of the file; empty where the key is absent.
    pub(super) fn pairs(&mut self, key: &'static str) -> Result<Vec<(String, String)>, TomlError> {
        let Some(mut table) = self.table(key, key)? else {
            return Ok(Vec::new());
        };
        let keys: Vec<String> = table.fields.iter().map(|field| field.key.clone()).collect();
        keys.into_iter()
            .map(|key| {
                let text = table.words(&key)?;
                Ok((key, text))
            })
            .collect()
    }

    /// A table, called `name` in messages.
    pub(super) fn table(
        &mut self,
        key: &str,
        name: &'static str,
    ) -> Result<Option<TableReader<'s, 'i>>, TomlError> {
        let Some(field) = self.take(key) else {
            return Ok(None);
        };
        let span = field.value.span();
        match field.value.into_inner() {
            DeValue::Table(table) => Ok(Some(TableReader::new(
                self.source,
                Some(name),
                Spanned::new(span, table),
            ))),
            _ => Err(self.wrong(field.key_at, key, Shape::Table)),
        }
    }

    /// A list of tables, each called `name` in messages; empty where the key is absent.
    pub(super) fn tables(
        &mut self,
        key: &str,
        name: &'static str,
    ) -> Result<Vec<TableReader<'s, 'i>>, TomlError> {
        let Some(field) = self.take(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Array(items) = field.value.into_inner() else {
            return Err(self.wrong(field.key_at, key, Shape::Tables));
        };
        items
            .into_iter()
            .map(|item| {
                let span = item.span();
                match item.into_inner() {
                    DeValue::Table(table) => Ok(TableReader::new(
                        self.source,
                        Some(name),
                        Spanned::new(span, table),
                    )),
                    _ => Err(self.wrong(span.start, key, Shape::Tables)),
                }
            })
            .collect()
    }

    /// Refuses what nobody took.
    pub(super) fn finish(self) -> Result<(), TomlError> {
        match self.fields.into_iter().next() {
            None => Ok(()),
            Some(field) => Err(TomlError::UnknownKey {
                line: self.source.line(field.key_at),
                table: self.name,
                key: field.key,
            }),
        }
    }
}

/// Reads each of the tables to its end.
pub(super) fn each<T>(
    tables: Vec<TableReader<'_, '_>>,
    read: impl Fn(&mut TableReader<'_, '_>) -> Result<T, TomlError>,
) -> Result<Vec<T>, TomlError> {
    tables
        .into_iter()
        .map(|mut table| {
            let value = read(&mut table)?;
            table.finish()?;
            Ok(value)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_header_and_of_the_key() {
        let source = Source::new(
            "\u{feff}a = 1\n\n[[code]]\nid = \"x\"\n\n# 注\n  [[code]]\nid = \"y\"\nb = 2\n",
        );
        let mut root = source.root().expect("sound");
        assert_eq!(root.line_of("a"), 1);
        let codes = root.tables("code", "[[code]]").expect("tables");
        assert_eq!(codes[0].line(), 3);
        assert_eq!(codes[1].line(), 7);
        assert_eq!(codes[1].line_of("b"), 9);
    }

    #[test]
    fn pairs_keep_the_order_of_the_file() {
        let source = Source::new("[columns]\n\"影响\" = \"一\"\nb = \"二\"\na = \"三\"\n");
        let mut root = source.root().expect("sound");
        let keys: Vec<String> = root
            .pairs("columns")
            .expect("texts")
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        assert_eq!(keys, ["影响", "b", "a"]);
    }
}
