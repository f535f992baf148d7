//! Documents for Word, written block by block; [`transcript`](crate::formats::transcript) reads
//! them.
//!
//! Tables are what Chinese journals print: three rules (1.5 pt above and below, 0.75 pt under the
//! head), caption above, notes below, 宋体 with Times New Roman at 10.5 pt, and a head that is
//! repeated on every page. A table too wide for a page across is broken into several, each with
//! the first columns again. Remarks become comments, anchored to their exact passage. No part says
//! when it was made: the same blocks give the same bytes.

mod columns;
mod parts;
mod runs;
mod table;

use std::io::{self, Seek, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::formats::paper::Paper;
use crate::formats::xml_text::{attributes, escape};
use crate::model::paper::{Block, Kind, Piece, Remark};
use crate::model::table::Sheet;

/// What a document needs besides its blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Title in the properties of the file.
    pub title: String,
    /// What stands before the first note under a table.
    pub note: String,
    /// What stands behind the title of a table that goes on.
    pub continued: String,
    /// Whether remarks are written.
    pub remarks: Remarks,
}

/// Whether remarks are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Remarks {
    /// As comments.
    Written,
    /// Not at all: there is no part for comments.
    #[default]
    LeftOut,
}

/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lie {
    Upright,
    Across,
}

/// A Word file being written.
pub struct Docx<W: Write + Seek> {
    archive: ZipWriter<W>,
    form: Form,
    lie: Lie,
    /// Comments so far: a part of its own, which comes last.
    comments: String,
    n_bookmarks: u32,
    /// Whether anything stands in the section.
    begun: bool,
    /// Whether the next paragraph begins a page.
    breaks: bool,
    /// Reused for each block.
    xml: String,
}

impl<W: Write + Seek> Docx<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn new(out: W, form: Form) -> io::Result<Self> {
        let mut archive = ZipWriter::new(out);
        for (name, text) in parts::before(&form) {
            archive.start_file(name, SimpleFileOptions::default())?;
            archive.write_all(text.as_bytes())?;
        }
        archive.start_file("word/document.xml", SimpleFileOptions::default())?;
        archive.write_all(parts::DOCUMENT.as_bytes())?;
        Ok(Self {
            archive,
            form,
            lie: Lie::Upright,
            comments: String::new(),
            n_bookmarks: 0,
            begun: false,
            breaks: false,
            xml: String::new(),
        })
    }

    /// Ends the file and gives back what was written to.
    ///
    /// # Errors
    /// When that takes no more.
    pub fn finish(mut self) -> io::Result<W> {
        let end = format!("{}</w:body></w:document>", section(self.lie));
        self.archive.write_all(end.as_bytes())?;
        if self.form.remarks == Remarks::Written {
            self.archive
                .start_file("word/comments.xml", SimpleFileOptions::default())?;
            self.archive.write_all(parts::COMMENTS.as_bytes())?;
            self.archive.write_all(self.comments.as_bytes())?;
            self.archive.write_all(b"</w:comments>")?;
        }
        Ok(self.archive.finish()?)
    }

    /// Has what follows lie on pages of that kind.
    fn turn(&mut self, lie: Lie) {
        if self.lie == lie {
            return;
        }
        if self.begun {
            self.xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"End\"/>");
            self.xml.push_str(&section(self.lie));
            self.xml.push_str("</w:pPr></w:p>");
            self.breaks = false;
        }
        self.lie = lie;
        self.begun = false;
    }

    /// Begins a paragraph of a style; more of its properties may follow.
    fn begin(&mut self, style: &str) {
        self.xml.push_str("<w:p><w:pPr>");
        if !style.is_empty() {
            self.xml.push_str("<w:pStyle");
            attributes(&mut self.xml, &[("w:val", style)]);
            self.xml.push_str("/>");
        }
        if std::mem::take(&mut self.breaks) && self.begun {
            self.xml.push_str("<w:pageBreakBefore/>");
        }
        self.begun = true;
    }

    fn paragraph(&mut self, style: &str, pieces: &[Piece]) {
        self.begin(style);
        self.xml.push_str("</w:pPr>");
        for piece in pieces {
            self.piece(piece);
        }
        self.xml.push_str("</w:p>");
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => runs::put(&mut self.xml, text, ""),
            Piece::Strong(text) => runs::put(&mut self.xml, text, "<w:b/>"),
            Piece::Link { text, to } => {
                self.xml.push_str("<w:hyperlink");
                attributes(&mut self.xml, &[("w:anchor", &bookmark(to))]);
                self.xml.push('>');
                runs::put(&mut self.xml, text, "<w:color w:val=\"1F4E79\"/>");
                self.xml.push_str("</w:hyperlink>");
            }
            Piece::Open(_) | Piece::Close(_) if self.form.remarks == Remarks::LeftOut => {}
            Piece::Open(remark) => {
                let number = remark.number.to_string();
                self.xml.push_str("<w:commentRangeStart");
                attributes(&mut self.xml, &[("w:id", &number)]);
                self.xml.push_str("/>");
                self.comment(remark, &number);
            }
            Piece::Close(number) => {
                let number = number.to_string();
                self.xml.push_str("<w:commentRangeEnd");
                attributes(&mut self.xml, &[("w:id", &number)]);
                self.xml.push_str(
                    "/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference",
                );
                attributes(&mut self.xml, &[("w:id", &number)]);
                self.xml.push_str("/></w:r>");
            }
        }
    }

    fn comment(&mut self, remark: &Remark, number: &str) {
        let out = &mut self.comments;
        let initials: String = remark.author.chars().take(2).collect();
        out.push_str("<w:comment");
        let names = [
            ("w:id", number),
            ("w:author", &remark.author),
            ("w:initials", &initials),
        ];
        attributes(out, &names);
        if let Some(at) = &remark.at {
            attributes(out, &[("w:date", at)]);
        }
        out.push('>');
        let mut mark =
            "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>";
        for line in &remark.lines {
            out.push_str("<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
            out.push_str(std::mem::take(&mut mark));
            runs::put(out, line, "");
            out.push_str("</w:p>");
        }
        if remark.lines.is_empty() {
            out.push_str("<w:p/>");
        }
        out.push_str("</w:comment>");
    }

    fn heading(&mut self, level: u8, text: &str, anchor: Option<&str>) {
        self.begin(match level {
            0 | 1 => "Heading1",
            2 => "Heading2",
            _ => "Heading3",
        });
        self.xml.push_str("</w:pPr>");
        let id = self.n_bookmarks.to_string();
        if let Some(anchor) = anchor {
            self.n_bookmarks += 1;
            self.xml.push_str("<w:bookmarkStart");
            attributes(
                &mut self.xml,
                &[("w:id", &id), ("w:name", &bookmark(anchor))],
            );
            self.xml.push_str("/>");
        }
        runs::put(&mut self.xml, text, "");
        if anchor.is_some() {
            self.xml.push_str("<w:bookmarkEnd");
            attributes(&mut self.xml, &[("w:id", &id)]);
            self.xml.push_str("/>");
        }
        self.xml.push_str("</w:p>");
    }

    /// Writes a table: one, or several where its columns don't fit side by side.
    fn table(&mut self, sheet: &Sheet) {
        let fit = columns::fit(sheet);
        self.turn(fit.lie);
        for (at, part) in fit.parts.iter().enumerate() {
            let last = at + 1 == fit.parts.len();
            self.begin("Caption");
            self.xml.push_str("</w:pPr>");
            runs::put(&mut self.xml, &sheet.title, "");
            if at > 0 {
                runs::put(&mut self.xml, &self.form.continued, "");
            }
            self.xml.push_str("</w:p>");
            table::put(&mut self.xml, sheet, part);
            let mut notes = sheet.notes.iter().filter(|_| last).peekable();
            if notes.peek().is_none() {
                // Two tables that touch would be one.
                self.paragraph("End", &[]);
            }
            let mut before = self.form.note.clone();
            for note in notes {
                let pieces = [Piece::Text(std::mem::take(&mut before) + note)];
                self.paragraph("Note", &pieces);
            }
        }
    }
}

impl<W: Write + Seek> Paper for Docx<W> {
    fn put(&mut self, block: &Block) -> io::Result<()> {
        self.xml.clear();
        match block {
            Block::NewPage => {
                self.breaks = true;
                return Ok(());
            }
            Block::Table(sheet) if sheet.heads.is_empty() => return Ok(()),
            Block::Table(sheet) => self.table(sheet),
            Block::Title(text) => {
                self.turn(Lie::Upright);
                self.paragraph("Title", &[Piece::Text(text.clone())]);
            }
            Block::Heading {
                level,
                text,
                anchor,
            } => {
                self.turn(Lie::Upright);
                self.heading(*level, text, anchor.as_deref());
            }
            Block::Paragraph { kind, pieces } => {
                self.turn(Lie::Upright);
                let style = match kind {
                    Kind::Plain => "",
                    Kind::Note => "Note",
                    Kind::Quote => "Quote",
                    Kind::Source => "Source",
                    Kind::Line => "Line",
                };
                self.paragraph(style, pieces);
            }
        }
        self.archive.write_all(self.xml.as_bytes())
    }
}

/// A name that bookmarks may have.
fn bookmark(anchor: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    anchor.chars().map(plain).take(40).collect()
}

/// The properties of a section: A4 with margins of 2.5 cm and the page's number at the foot.
fn section(lie: Lie) -> String {
    let size = match lie {
        Lie::Upright => "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
        Lie::Across => "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>",
    };
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>{size}\
         <w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1417\" w:left=\"1417\" \
         w:header=\"851\" w:footer=\"851\" w:gutter=\"0\"/></w:sectPr>"
    )
}

/// Words as an element's text.
fn element(out: &mut String, name: &str, text: &str) {
    out.extend(["<", name, ">"]);
    escape(text, false, out);
    out.extend(["</", name, ">"]);
}

#[cfg(test)]
mod tests;
