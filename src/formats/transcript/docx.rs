//! Word files: the text of `document.xml` and the looks of its lines.
//!
//! Paragraphs are joined by `\n`, line breaks inside them are `\n` too, tabs `\t`;
//! cells of a table are joined by `\t`, its rows by `\n`. What a tracked change
//! deleted is left out, what it inserted is kept. Comments, footnotes and text
//! boxes are counted, not read. The file is not trusted: parts are read up to a
//! size, whatever they declare, document type declarations are refused, nesting
//! is limited, and no name in the archive is used as a path.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use crate::model::plan::Warning;

use super::lines::Style;
use super::{Foreign, ReadError};

/// Largest part, in bytes after inflating.
const MOST_PART: u64 = 64 * 1024 * 1024;
/// Most that is inflated of one file, in bytes.
const MOST_ALL: u64 = 128 * 1024 * 1024;
/// How many times its packed size a part may be, if it is big: words pack to a twentieth, bombs to a
/// thousandth.
const MOST_RATIO: u64 = 100;
/// Parts up to this size may pack as well as they like, in bytes.
const SMALL_PART: u64 = 4 * 1024 * 1024;
/// Most members of an archive.
const MOST_MEMBERS: usize = 2000;
/// Deepest nesting of elements.
const DEEPEST: u32 = 256;

/// The text of a Word file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The text.
    pub text: String,
    /// The looks of each line.
    pub styles: Vec<Style>,
    /// What was left out.
    pub warnings: Vec<Warning>,
}

/// How a Word file is damaged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The archive can't be opened, in the words of the library that opens archives.
    #[error("{0}")]
    Archive(String),
    /// The part that should hold the text isn't there.
    #[error("{0} is missing")]
    Missing(String),
    /// A part can't be unpacked.
    #[error("{part}: {what}")]
    Part {
        /// Its name.
        part: String,
        /// What the library that unpacks says.
        what: String,
    },
    /// A part is not in the encoding that it begins with.
    #[error("{part} is not {encoding}")]
    Encoding {
        /// Its name.
        part: String,
        /// Name of the encoding.
        encoding: &'static str,
    },
    /// A part is no XML.
    #[error("{what} at byte {at}")]
    Xml {
        /// The byte, from 0.
        at: u64,
        /// What the library that reads XML says.
        what: String,
    },
    /// A part ends inside an element.
    #[error("a part ends in the middle")]
    CutOff,
}

impl Damage {
    fn archive(error: impl ToString) -> Self {
        Self::Archive(error.to_string())
    }
}

/// A limit that keeps the program alive, which a Word file goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// Members of the archive.
    #[error("it has too many parts")]
    Parts,
    /// Bytes of a member.
    #[error("a part is too big")]
    Size,
    /// A document type could name entities without end.
    #[error("it declares a document type")]
    DocumentType,
    /// Elements inside each other.
    #[error("its elements are nested too deeply")]
    Depth,
}

/// Reads a zip archive that should be a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut parts = Parts::open(bytes)?;
    let Some(main) = parts.main_part()? else {
        return Err(parts.other_kind());
    };
    let xml = parts
        .text(&main)?
        .ok_or_else(|| Damage::Missing(main.clone()))?;
    let headings = if xml.contains("pStyle") {
        let styles = parts.text(&sibling(&main, "styles.xml"))?;
        styles.map_or_else(|| Ok(HashSet::new()), |xml| heading_styles(&xml))?
    } else {
        HashSet::new()
    };
    let comments = parts.text(&sibling(&main, "comments.xml"))?;
    let comments = comments.map_or(Ok(0), |xml| count(&xml, "comment"))?;

    let mut body = Body {
        headings,
        ..Body::default()
    };
    walk(&xml, |event| body.take(event))?;
    body.document.warnings = body.warnings(comments);
    Ok(body.document)
}

/// The members of the archive that are read.
struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Parts<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(Damage::archive)?;
        if archive.len() > MOST_MEMBERS {
            return Err(Limit::Parts.into());
        }
        Ok(Self {
            archive,
            left: MOST_ALL,
        })
    }

    /// A member as text; `None` where there is none of that name.
    fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        if self.archive.index_for_name(name).is_none() {
            return Ok(None);
        }
        let member = self.archive.by_name(name).map_err(Damage::archive)?;
        let by_ratio = member.compressed_size().saturating_mul(MOST_RATIO);
        let most = MOST_PART.min(self.left).min(by_ratio.max(SMALL_PART));
        let mut bytes = Vec::new();
        member
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Damage::Part {
                part: name.to_owned(),
                what: error.to_string(),
            })?;
        let n = bytes.len() as u64;
        if n > most {
            return Err(Limit::Size.into());
        }
        self.left -= n;
        let (encoding, mark) =
            encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
        let fault = || Damage::Encoding {
            part: name.to_owned(),
            encoding: encoding.name(),
        };
        if encoding == encoding_rs::UTF_8 {
            bytes.drain(..mark);
            return String::from_utf8(bytes)
                .map(Some)
                .map_err(|_| fault().into());
        }
        encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
            .map(|text| Some(text.into_owned()))
            .ok_or_else(|| fault().into())
    }

    /// Name of the part that holds the text.
    fn main_part(&mut self) -> Result<Option<String>, ReadError> {
        let mut target = None;
        if let Some(xml) = self.text("_rels/.rels")? {
            walk(&xml, |event| {
                if let Event::Start(tag) | Event::Empty(tag) = event
                    && attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                {
                    target = attribute(tag, "Target");
                }
            })?;
        }
        let name = target.map_or_else(
            || "word/document.xml".to_owned(),
            |target| target.trim_start_matches('/').to_owned(),
        );
        let is_word = name.starts_with("word/") || name.ends_with("document.xml");
        let is_there = self.archive.index_for_name(&name).is_some();
        Ok((is_word && is_there).then_some(name))
    }

    /// What an archive without a Word text is.
    fn other_kind(&mut self) -> ReadError {
        let has = |name: &str| self.archive.index_for_name(name).is_some();
        let known = if has("xl/workbook.xml") {
            Some(Foreign::Workbook)
        } else if has("ppt/presentation.xml") {
            Some(Foreign::Presentation)
        } else {
            None
        };
        let mimetype = self.text("mimetype").ok().flatten().unwrap_or_default();
        let known = known.or(match mimetype.trim() {
            "application/vnd.oasis.opendocument.text" => Some(Foreign::Odt),
            "application/vnd.oasis.opendocument.spreadsheet" => Some(Foreign::Ods),
            "application/epub+zip" => Some(Foreign::Epub),
            _ => None,
        });
        known.map_or(ReadError::Binary(Foreign::Zip), ReadError::UnknownFormat)
    }
}

/// Where in the tree of elements the reader stands.
#[derive(Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is true or not whatever the others are"
)]
struct Inside {
    /// In a run of text.
    run: bool,
    /// In the properties of a run or paragraph.
    properties: bool,
    /// In the older copy of a drawing.
    fallback: bool,
    /// In something whose text doesn't belong to the transcript's.
    skipped: bool,
    /// Directly in an element that holds letters.
    letters: bool,
}

/// The text as it grows.
#[derive(Default)]
struct Body {
    document: Document,
    headings: HashSet<String>,
    inside: Vec<Inside>,
    /// The paragraph has a heading's style.
    heading: bool,
    /// The run is bold.
    bold: bool,
    /// Bytes of bold letters at the line's start, as long as nothing plain has come.
    bold_bytes: u32,
    plain_seen: bool,
    /// What goes before the next paragraph, where it begins a cell or row; NUL is nothing.
    pending: Option<char>,
    paragraphs: usize,
    inserted: u32,
    deleted: u32,
    footnotes: u32,
    boxes: u32,
}

impl Body {
    fn take(&mut self, event: &Event<'_>) {
        let here = self.inside.last().copied().unwrap_or_default();
        match event {
            Event::Start(tag) => {
                let name = tag.local_name().into_inner();
                self.change(name, here);
                self.element(name, tag, here);
                self.inside.push(here.into_element(name));
            }
            Event::Empty(tag) => self.element(tag.local_name().into_inner(), tag, here),
            Event::End(_) => {
                self.inside.pop();
            }
            _ if here.skipped || !here.letters => {}
            Event::Text(text) => self.push(&text.xml10_content()),
            Event::CData(text) => self.push(&text.xml10_content()),
            Event::GeneralRef(reference) => self.push(&resolved(reference)),
            _ => {}
        }
    }

    /// Counts tracked changes and text boxes; an empty element changes nothing.
    fn change(&mut self, name: &str, here: Inside) {
        match name {
            "del" | "moveFrom" if !here.properties => self.deleted += 1,
            "ins" | "moveTo" if !here.properties => self.inserted += 1,
            "txbxContent" if !here.fallback => self.boxes += 1,
            _ => {}
        }
    }

    fn element(&mut self, name: &str, tag: &BytesStart<'_>, here: Inside) {
        if here.skipped {
            return;
        }
        match name {
            "p" => self.begin_paragraph(),
            "tr" => self.pending = Some(if self.paragraphs > 0 { '\n' } else { '\0' }),
            // The first cell of a row has the row's separator before it.
            "tc" if self.pending.is_none() => self.pending = Some('\t'),
            "footnoteReference" | "endnoteReference" => self.footnotes += 1,
            "pStyle" => {
                let style = attribute(tag, "val").unwrap_or_default();
                self.heading = self.headings.contains(&style) || is_heading_name(&style);
                self.line().heading = self.heading;
            }
            "outlineLvl" if here.properties => {
                let level = attribute(tag, "val").and_then(|level| level.parse::<u8>().ok());
                self.heading = level.is_some_and(|level| level < 9);
                self.line().heading = self.heading;
            }
            "r" => self.bold = false,
            "b" if here.run && here.properties => {
                let off = attribute(tag, "val")
                    .is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"));
                self.bold = !off;
            }
            "rStyle" if attribute(tag, "val").is_some_and(|style| style == "Strong") => {
                self.bold = true;
            }
            _ if !here.run || here.properties => {}
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{ad}"),
            "sym" => {
                let symbol = attribute(tag, "char")
                    .and_then(|hex| u32::from_str_radix(&hex, 16).ok())
                    .and_then(char::from_u32);
                if let Some(symbol) = symbol {
                    self.push(symbol.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }

    /// Sets a line feed before a paragraph, unless a cell or row has just begun.
    fn begin_paragraph(&mut self) {
        match self.pending.take() {
            Some('\0') => {}
            Some('\t') => self.push("\t"),
            _ if self.paragraphs > 0 => self.push("\n"),
            _ => {}
        }
        self.paragraphs += 1;
        self.heading = false;
        self.bold = false;
    }

    /// The looks of the line now written.
    fn line(&mut self) -> &mut Style {
        if self.document.styles.is_empty() {
            self.document.styles.push(Style::default());
        }
        self.document
            .styles
            .last_mut()
            .expect("a first style has just been pushed where there was none")
    }

    fn push(&mut self, text: &str) {
        for piece in text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .split_inclusive('\n')
        {
            let words = piece.trim_end_matches('\n');
            if self.bold && !self.plain_seen {
                self.bold_bytes += u32::try_from(words.len()).unwrap_or(u32::MAX);
                let bold = self.bold_bytes;
                self.line().bold = bold;
            } else if !words.trim().is_empty() {
                self.plain_seen = true;
            }
            self.document.text.push_str(piece);
            if piece.ends_with('\n') {
                let heading = self.heading;
                self.line();
                self.document.styles.push(Style { heading, bold: 0 });
                self.bold_bytes = 0;
                self.plain_seen = false;
            }
        }
    }

    fn warnings(&self, comments: usize) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let mut note = |kind, about: String| {
            warnings.push(Warning {
                kind,
                line: None,
                about,
            });
        };
        if self.inserted + self.deleted > 0 {
            note(
                "tracked-changes",
                format!("+{} −{}", self.inserted, self.deleted),
            );
        }
        if comments > 0 {
            note("comments", comments.to_string());
        }
        if self.footnotes > 0 {
            note("footnotes", self.footnotes.to_string());
        }
        if self.boxes > 0 {
            note("text-boxes", self.boxes.to_string());
        }
        warnings
    }
}

impl Inside {
    /// What is so inside an element of that name.
    fn into_element(self, name: &str) -> Self {
        // A text box lies inside a run and comes twice, the older copy in `Fallback`.
        let skips = matches!(
            name,
            "txbxContent" | "Fallback" | "moveFrom" | "del" | "rt" | "instrText" | "delText"
        );
        Self {
            run: name == "r" || self.run && name != "p",
            properties: self.properties || name.ends_with("Pr"),
            fallback: self.fallback || name == "Fallback",
            skipped: self.skipped || skips,
            letters: name == "t",
        }
    }
}

/// Calls `take` with every event of a part.
fn walk(xml: &str, mut take: impl FnMut(&Event<'_>)) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        let event = reader.read_event().map_err(|error| Damage::Xml {
            at: reader.error_position(),
            what: error.to_string(),
        })?;
        match &event {
            Event::DocType(_) => {
                return Err(Limit::DocumentType.into());
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof if depth > 0 => return Err(Damage::CutOff.into()),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Limit::Depth.into());
        }
        take(&event);
    }
}

/// Ids of the paragraph styles that are headings, whatever language they are named in.
fn heading_styles(xml: &str) -> Result<HashSet<String>, ReadError> {
    let mut ids = HashSet::new();
    let mut id = String::new();
    walk(xml, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            match tag.local_name().into_inner() {
                "style" => id = attribute(tag, "styleId").unwrap_or_default(),
                "name" if attribute(tag, "val").is_some_and(|name| is_heading_name(&name)) => {
                    ids.insert(id.clone());
                }
                _ => {}
            }
        }
    })?;
    Ok(ids)
}

/// `heading 3`, `Heading3`, `标题 3`, but not the title of the whole.
fn is_heading_name(name: &str) -> bool {
    let name = name.to_lowercase();
    ["heading", "标题", "標題"].iter().any(|word| {
        name.strip_prefix(word)
            .is_some_and(|rest| rest.trim().bytes().all(|b| b.is_ascii_digit()))
    })
}

fn count(xml: &str, name: &str) -> Result<usize, ReadError> {
    let mut n = 0;
    walk(xml, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            n += usize::from(tag.local_name().into_inner() == name);
        }
    })?;
    Ok(n)
}

/// The value of an attribute, whatever its prefix; `None` also where it is malformed.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    // Without the check for duplicates, which takes the square of their number.
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .map(|attribute| attribute.value.into_owned())
}

/// The character that a reference stands for; an unknown one stays as written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name)
        .map_or_else(|| format!("&{name};"), str::to_owned)
}

/// A part in the folder of another.
fn sibling(part: &str, name: &str) -> String {
    part.rfind('/')
        .map_or_else(|| name.to_owned(), |at| format!("{}{name}", &part[..=at]))
}
