//! From a page to a codebook.

use super::super::codebook_field::BadField;
use super::super::markdown::unescape;
use super::{
    ATTRIBUTES, CODES, Field, HYPOTHESIS, KINDS, LINK, LINKS, MADE_FROM, NOTES, OF, OWN_COLUMN,
    SHORT_NAME, TITLE_EN, VALUE, Word,
};
use crate::model::codebook::{
    AttributeList, Draft, DraftCode, DraftLink, Facet, FacetValue, Kind, LinkText,
};

/// Why a page was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A line that is nothing.
    #[error("line {line}: a line is a heading (#), a field (- **…**), or indented under a field")]
    Stray {
        /// Line, from 1.
        line: u32,
    },
    /// A field of nothing.
    #[error("line {line}: a field stands before the first heading")]
    FieldOfNothing {
        /// Line, from 1.
        line: u32,
    },
    /// A field that doesn't belong here.
    #[error("line {line}: there is no field «{word}» here")]
    UnknownField {
        /// Line, from 1.
        line: u32,
        /// Its word.
        word: String,
    },
    /// A field with a value it can't take.
    #[error("line {line}: {what}")]
    BadField {
        /// Line, from 1.
        line: u32,
        /// What is wrong.
        what: BadField,
    },
    /// A heading too deep for what is above it.
    #[error("line {line}: this heading is more than one level below the one before it")]
    SkippedLevel {
        /// Line, from 1.
        line: u32,
    },
    /// A part that a codebook doesn't have.
    #[error("line {line}: there is no part «{word}»; parts are 类别, 编码, 连接, 属性")]
    UnknownPart {
        /// Line, from 1.
        line: u32,
        /// Its heading.
        word: String,
    },
    /// A link that can't be understood.
    #[error("line {line}: a link is written «from → to | relation | hypothesis | reason»")]
    BadLink {
        /// Line, from 1.
        line: u32,
    },
}

/// Reads a page; a byte order mark before it is dropped.
pub fn read(text: &str) -> Result<Draft, ReadError> {
    let mut reader = Reader::default();
    for heading in headings(text.strip_prefix('\u{feff}').unwrap_or(text))? {
        reader.take(&heading)?;
    }
    Ok(reader.draft)
}

/// A heading with the fields under it, still escaped.
struct Heading<'t> {
    line: u32,
    level: usize,
    text: &'t str,
    fields: Vec<RawField<'t>>,
}

struct RawField<'t> {
    line: u32,
    word: String,
    lines: Vec<&'t str>,
}

fn headings(text: &str) -> Result<Vec<Heading<'_>>, ReadError> {
    let mut headings: Vec<Heading<'_>> = Vec::new();
    let mut n_blank = 0;
    for (line, words) in (1..).zip(text.split('\n')) {
        let words = words.strip_suffix('\r').unwrap_or(words);
        let level = words.len() - words.trim_start_matches('#').len();
        if words.trim().is_empty() {
            n_blank += 1;
            continue;
        }
        if level > 0 && (words.len() == level || words[level..].starts_with(' ')) {
            headings.push(Heading {
                line,
                level,
                text: words[level..].trim(),
                fields: Vec::new(),
            });
        } else if let Some((word, first)) = field(words) {
            let above = headings.last_mut();
            let above = above.ok_or(ReadError::FieldOfNothing { line })?;
            let lines = vec![first];
            above.fields.push(RawField { line, word, lines });
        } else {
            let above = headings
                .last_mut()
                .and_then(|above| above.fields.last_mut());
            let more = words.strip_prefix("  ");
            let (Some(above), Some(more)) = (above, more) else {
                return Err(ReadError::Stray { line });
            };
            above.lines.extend(std::iter::repeat_n("", n_blank));
            above.lines.push(more.trim());
        }
        n_blank = 0;
    }
    Ok(headings)
}

/// The word and the first line of a field.
fn field(line: &str) -> Option<(String, &str)> {
    let rest = line.strip_prefix("- **").or(line.strip_prefix("* **"))?;
    let mut is_escaped = false;
    let end = rest.char_indices().find_map(|(at, char)| {
        let ends = !is_escaped && rest[at..].starts_with("**");
        is_escaped = !is_escaped && char == '\\';
        ends.then_some(at)
    })?;
    Some((unescape(&rest[..end]), rest[end + 2..].trim()))
}

impl RawField<'_> {
    fn is(&self, word: Word) -> bool {
        word.is(&self.word)
    }

    fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(|line| unescape(line)).collect();
        lines.join("\n")
    }

    /// The texts between unescaped bars, still escaped.
    fn parts(&self) -> Vec<String> {
        let line = self.lines.join(" ");
        let mut parts = vec![String::new()];
        let mut is_escaped = false;
        for char in line.chars() {
            if char == '|' && !is_escaped {
                parts.push(String::new());
            } else {
                parts.last_mut().expect("never empty").push(char);
            }
            is_escaped = !is_escaped && char == '\\';
        }
        parts.iter().map(|part| part.trim().to_owned()).collect()
    }

    fn unknown(&self) -> ReadError {
        ReadError::UnknownField {
            line: self.line,
            word: self.word.clone(),
        }
    }

    fn value(&self) -> FacetValue {
        let mut parts = self.parts().into_iter().map(|part| unescape(&part));
        let mut next = || parts.next().unwrap_or_default();
        FacetValue {
            name: next(),
            name_en: next(),
            group: next(),
        }
    }

    fn link(&self) -> Result<DraftLink, ReadError> {
        let bad = || ReadError::BadLink { line: self.line };
        let parts = self.parts();
        let (from, to) = parts[0].split_once(" → ").ok_or_else(bad)?;
        let part = |index: usize| {
            parts
                .get(index)
                .map_or_else(String::new, |part| unescape(part))
        };
        let hypothesis = part(2);
        if !hypothesis.is_empty() && !HYPOTHESIS.is(&hypothesis) {
            return Err(bad());
        }
        Ok(DraftLink {
            line: self.line,
            from: unescape(from.trim()),
            to: unescape(to.trim()),
            text: LinkText {
                relation: part(1),
                hypothesis: !hypothesis.is_empty(),
                reason: part(3),
            },
        })
    }
}

#[derive(Default)]
enum Part {
    #[default]
    Title,
    Kinds,
    Codes,
    Links,
    Attributes,
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    part: Part,
    has_title: bool,
    /// The ids of the last codes, one for each level from 2.
    path: Vec<String>,
}

impl Reader {
    fn take(&mut self, heading: &Heading<'_>) -> Result<(), ReadError> {
        let line = heading.line;
        match (heading.level, &self.part) {
            (1, Part::Title) if !self.has_title => {
                self.has_title = true;
                self.draft.title = unescape(heading.text);
                self.title(&heading.fields)
            }
            (1, _) => self.begin(heading),
            (_, Part::Kinds) => self.kind(heading),
            (2, Part::Attributes) => self.attribute(heading),
            (_, Part::Title | Part::Codes) => {
                self.part = Part::Codes;
                self.code(heading)
            }
            (_, Part::Links | Part::Attributes) => Err(ReadError::SkippedLevel { line }),
        }
    }

    fn title(&mut self, fields: &[RawField<'_>]) -> Result<(), ReadError> {
        for field in fields {
            let place = match field {
                _ if field.is(SHORT_NAME) => &mut self.draft.name,
                _ if field.is(TITLE_EN) => &mut self.draft.title_en,
                _ if field.is(MADE_FROM) => &mut self.draft.source,
                _ if field.is(NOTES) => &mut self.draft.notes,
                _ => return Err(field.unknown()),
            };
            *place = field.text();
        }
        Ok(())
    }

    fn begin(&mut self, heading: &Heading<'_>) -> Result<(), ReadError> {
        self.part = match heading.text {
            text if KINDS.is(text) => Part::Kinds,
            text if CODES.is(text) => Part::Codes,
            text if LINKS.is(text) => Part::Links,
            text if ATTRIBUTES.is(text) => Part::Attributes,
            text => {
                return Err(ReadError::UnknownPart {
                    line: heading.line,
                    word: unescape(text),
                });
            }
        };
        for field in &heading.fields {
            match self.part {
                Part::Links if field.is(LINK) => self.draft.links.push(field.link()?),
                _ => return Err(field.unknown()),
            }
        }
        Ok(())
    }

    fn kind(&mut self, heading: &Heading<'_>) -> Result<(), ReadError> {
        if heading.level == 2 {
            let (id, name) = titled(heading.text);
            let mut kind = Kind {
                id,
                name,
                ..Kind::default()
            };
            for field in &heading.fields {
                match field {
                    _ if field.is(Word::of(Field::NameEn)) => kind.name_en = field.text(),
                    _ => return Err(field.unknown()),
                }
            }
            self.draft.kinds.push(kind);
            return Ok(());
        }
        let kind = self.draft.kinds.last_mut().filter(|_| heading.level == 3);
        let kind = kind.ok_or(ReadError::SkippedLevel { line: heading.line })?;
        let mut facet = Facet {
            name: unescape(heading.text),
            ..Facet::default()
        };
        for field in &heading.fields {
            match field {
                _ if field.is(Word::of(Field::NameEn)) => facet.name_en = field.text(),
                _ if field.is(VALUE) => facet.values.push(field.value()),
                _ => return Err(field.unknown()),
            }
        }
        kind.facets.push(facet);
        Ok(())
    }

    fn attribute(&mut self, heading: &Heading<'_>) -> Result<(), ReadError> {
        let mut attribute = AttributeList {
            name: unescape(heading.text),
            ..AttributeList::default()
        };
        for field in &heading.fields {
            match field {
                _ if field.is(Word::of(Field::NameEn)) => attribute.name_en = field.text(),
                _ if field.is(OF) => attribute.of = field.text(),
                _ if field.is(Word::of(Field::Section)) => attribute.section = field.text(),
                _ if field.is(VALUE) => attribute.values.push(field.value()),
                _ => return Err(field.unknown()),
            }
        }
        self.draft.attributes.push(attribute);
        Ok(())
    }

    fn code(&mut self, heading: &Heading<'_>) -> Result<(), ReadError> {
        let depth = heading.level - 2;
        if depth > self.path.len() {
            return Err(ReadError::SkippedLevel { line: heading.line });
        }
        self.path.truncate(depth);
        let (id, name) = titled(heading.text);
        let mut code = DraftCode {
            line: heading.line,
            version: 1,
            parent: self.path.last().cloned(),
            ..DraftCode::default()
        };
        self.path.push(id.clone());
        code.entry.public_id = id;
        code.entry.name = name;
        for field in &heading.fields {
            let line = field.line;
            let known = Field::ALL
                .into_iter()
                .find(|known| field.is(Word::of(*known)));
            let own = || {
                let word = field.word.as_str();
                word.strip_prefix(OWN_COLUMN.0)
                    .or(word.strip_prefix(OWN_COLUMN.1))
            };
            if let Some(known) = known {
                known
                    .put(&mut code, field.text())
                    .map_err(|what| ReadError::BadField { line, what })?;
            } else if let Some(head) = own() {
                code.entry.columns.push((head.to_owned(), field.text()));
            } else {
                return Err(field.unknown());
            }
        }
        self.draft.codes.push(code);
        Ok(())
    }
}

/// The id and the name in a heading: the first word, and the rest.
fn titled(text: &str) -> (String, String) {
    let (id, name) = text.split_once(' ').unwrap_or((text, ""));
    (unescape(id), unescape(name.trim()))
}
