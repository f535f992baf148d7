//! Word files: the text of `document.xml` and the looks of its lines.
//!
//! Paragraphs are joined by `\n`, line breaks inside them are `\n` too, tabs `\t`;
//! cells of a table are joined by `\t`, its rows by `\n`. What a tracked change
//! deleted is left out, what it inserted is kept. Comments, footnotes and text
//! boxes are counted, not read.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::document::{Document, LeftOut, Page, is_heading_name};
use super::xml::{attribute, count, resolved, walk};
use super::zipped::Parts;
use super::{Damage, ReadError};

/// Name of the part that holds the text of a Word file; `None` where the archive is another.
pub(super) fn main_part(parts: &mut Parts<'_>) -> Result<Option<String>, ReadError> {
    let mut target = None;
    if let Some(xml) = parts.text("_rels/.rels")? {
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
    Ok((is_word && parts.has(&name)).then_some(name))
}

/// Reads the text of a Word file.
pub(super) fn read(parts: &mut Parts<'_>, main: &str) -> Result<Document, ReadError> {
    let xml = parts
        .text(main)?
        .ok_or_else(|| Damage::Missing(main.to_owned()))?;
    let headings = if xml.contains("pStyle") {
        let styles = parts.text(&sibling(main, "styles.xml"))?;
        styles.map_or_else(|| Ok(HashSet::new()), |xml| heading_styles(&xml))?
    } else {
        HashSet::new()
    };
    let comments = parts.text(&sibling(main, "comments.xml"))?;
    let comments = comments.map_or(Ok(0), |xml| count(&xml, "comment"))?;

    let mut body = Body {
        headings,
        ..Body::default()
    };
    body.left_out.comments = comments;
    walk(&xml, |event| body.take(event))?;
    Ok(body.page.finish(body.left_out))
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
    page: Page,
    headings: HashSet<String>,
    inside: Vec<Inside>,
    left_out: LeftOut,
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
            Event::Text(text) => self.page.push(&text.xml10_content()),
            Event::CData(text) => self.page.push(&text.xml10_content()),
            Event::GeneralRef(reference) => self.page.push(&resolved(reference)),
            _ => {}
        }
    }

    /// Counts tracked changes and text boxes; an empty element changes nothing.
    fn change(&mut self, name: &str, here: Inside) {
        match name {
            "del" | "moveFrom" if !here.properties => self.left_out.deleted += 1,
            "ins" | "moveTo" if !here.properties => self.left_out.inserted += 1,
            "txbxContent" if !here.fallback => self.left_out.boxes += 1,
            _ => {}
        }
    }

    fn element(&mut self, name: &str, tag: &BytesStart<'_>, here: Inside) {
        if here.skipped {
            return;
        }
        match name {
            "p" => self.page.paragraph(),
            "tr" => self.page.row(),
            "tc" => self.page.cell(),
            "footnoteReference" | "endnoteReference" => self.left_out.footnotes += 1,
            "pStyle" => {
                let style = attribute(tag, "val").unwrap_or_default();
                self.page
                    .heading(self.headings.contains(&style) || is_heading_name(&style));
            }
            "outlineLvl" if here.properties => {
                let level = attribute(tag, "val").and_then(|level| level.parse::<u8>().ok());
                self.page.heading(level.is_some_and(|level| level < 9));
            }
            "r" => self.page.bold = false,
            "b" if here.run && here.properties => {
                let off = attribute(tag, "val")
                    .is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"));
                self.page.bold = !off;
            }
            "rStyle" if attribute(tag, "val").is_some_and(|style| style == "Strong") => {
                self.page.bold = true;
            }
            _ if !here.run || here.properties => {}
            "tab" | "ptab" => self.page.push("\t"),
            "br" | "cr" => self.page.push("\n"),
            "noBreakHyphen" => self.page.push("\u{2011}"),
            "softHyphen" => self.page.push("\u{ad}"),
            "sym" => {
                let symbol = attribute(tag, "char")
                    .and_then(|hex| u32::from_str_radix(&hex, 16).ok())
                    .and_then(char::from_u32);
                if let Some(symbol) = symbol {
                    self.page.push(symbol.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
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

/// A part in the folder of another.
fn sibling(part: &str, name: &str) -> String {
    part.rfind('/')
        .map_or_else(|| name.to_owned(), |at| format!("{}{name}", &part[..=at]))
}
