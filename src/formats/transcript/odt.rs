//! Texts in the open document format (ODF 1.3, part 3, chapters 3 to 6): the text of `content.xml` and
//! the looks of its lines.
//!
//! Comments, notes and text boxes are counted, not read; what a tracked change deleted lies apart in
//! the file and is left out.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::document::{Document, LeftOut, Page};
use super::xml::{attribute, resolved, walk};
use super::zipped::Parts;
use super::{Damage, ReadError};

/// Most spaces that one element may stand for.
const MOST_SPACES: usize = 1000;

/// The name that an archive with such a text gives itself.
pub(super) const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

/// Reads the text of an archive.
pub(super) fn read(parts: &mut Parts<'_>) -> Result<Document, ReadError> {
    let name = "content.xml";
    let xml = parts
        .text(name)?
        .ok_or_else(|| Damage::Missing(name.to_owned()))?;
    let mut looks = Looks::default();
    if let Some(xml) = parts.text("styles.xml")? {
        looks.learn(&xml)?;
    }
    looks.learn(&xml)?;
    let mut body = Body {
        looks,
        ..Body::default()
    };
    walk(&xml, |event| body.take(event))?;
    Ok(body.page.finish(body.left_out))
}

/// Names of the styles whose letters are bold.
#[derive(Default)]
struct Looks {
    bold: HashSet<String>,
}

impl Looks {
    fn learn(&mut self, xml: &str) -> Result<(), ReadError> {
        let mut name = String::new();
        walk(xml, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event {
                match tag.local_name().into_inner() {
                    "style" => {
                        name = attribute(tag, "name").unwrap_or_default();
                        let parent = attribute(tag, "parent-style-name").unwrap_or_default();
                        if self.bold.contains(&parent) {
                            self.bold.insert(name.clone());
                        }
                    }
                    "text-properties" if !name.is_empty() => {
                        match attribute(tag, "font-weight").as_deref() {
                            Some("bold" | "600" | "700" | "800" | "900") => {
                                self.bold.insert(name.clone());
                            }
                            Some(_) => {
                                self.bold.remove(&name);
                            }
                            None => {}
                        }
                    }
                    _ => {}
                }
            }
        })
    }
}

/// Where in the tree of elements the reader stands.
#[derive(Clone, Copy, Default)]
struct Inside {
    /// In a paragraph, whose letters are read.
    paragraph: bool,
    /// In bold letters.
    bold: bool,
    /// In something whose text doesn't belong to the transcript's.
    skipped: bool,
    /// In the body of the document.
    body: bool,
}

#[derive(Default)]
struct Body {
    page: Page,
    looks: Looks,
    inside: Vec<Inside>,
    left_out: LeftOut,
}

impl Body {
    fn take(&mut self, event: &Event<'_>) {
        let here = self.inside.last().copied().unwrap_or_default();
        match event {
            Event::Start(tag) => {
                let next = self.element(tag, here);
                self.inside.push(next);
            }
            Event::Empty(tag) => {
                self.element(tag, here);
            }
            Event::End(_) => {
                self.inside.pop();
            }
            _ if here.skipped || !here.paragraph => {}
            Event::Text(text) => self.words(&text.xml10_content(), here),
            Event::CData(text) => self.words(&text.xml10_content(), here),
            Event::GeneralRef(reference) => {
                self.page.bold = here.bold;
                self.page.push(&resolved(reference));
            }
            _ => {}
        }
    }

    /// Letters; white space of the file is one space, and none at a line's start.
    fn words(&mut self, text: &str, here: Inside) {
        self.page.bold = here.bold;
        let mut rest = text;
        while !rest.is_empty() {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
            let word = rest.trim_start_matches(blank);
            if word.len() < rest.len()
                && !self.page.at_line_start()
                && !matches!(self.page.last(), Some(' ' | '\t'))
            {
                self.page.push(" ");
            }
            let end = word.find(blank).unwrap_or(word.len());
            self.page.push(&word[..end]);
            rest = &word[end..];
        }
    }

    /// Takes an element in and says where its content stands.
    fn element(&mut self, tag: &BytesStart<'_>, here: Inside) -> Inside {
        let name = tag.local_name().into_inner();
        let mut next = here;
        if here.skipped {
            return next;
        }
        let style = |tag: &BytesStart<'_>| attribute(tag, "style-name").unwrap_or_default();
        match name {
            "body" => next.body = true,
            _ if !here.body => {}
            "p" | "h" => {
                self.page.paragraph();
                self.page.heading(name == "h");
                next.paragraph = true;
                // A heading is bold by its nature; the letters of its label are not more so.
                next.bold = name == "p" && self.looks.bold.contains(&style(tag));
            }
            "span" => {
                let style = style(tag);
                next.bold |= self.looks.bold.contains(&style) || style == "Strong_20_Emphasis";
            }
            "table-row" => self.page.row(),
            "table-cell" | "covered-table-cell" => self.page.cell(),
            "tab" => self.page.push("\t"),
            "line-break" => self.page.push("\n"),
            "s" => {
                let n = attribute(tag, "c")
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(1);
                self.page.push(&" ".repeat(MOST_SPACES.min(n)));
            }
            "insertion" => self.left_out.inserted += 1,
            "deletion" => {
                self.left_out.deleted += 1;
                next.skipped = true;
            }
            "annotation" => {
                self.left_out.comments += 1;
                next.skipped = true;
            }
            "note" => {
                self.left_out.footnotes += 1;
                next.skipped = true;
            }
            "text-box" => {
                self.left_out.boxes += 1;
                next.skipped = true;
            }
            "ruby-text" | "number" | "sequence-decls" | "variable-decls" | "forms"
            | "index-title" => {
                next.skipped = true;
            }
            _ => {}
        }
        next
    }
}
