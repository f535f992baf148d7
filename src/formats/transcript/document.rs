//! A document as it is read: its text and the looks of its lines.

use crate::model::plan::Warning;

use super::lines::Style;

/// The text of a word processor's file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The text.
    pub text: String,
    /// The looks of each line.
    pub styles: Vec<Style>,
    /// Fields that stand apart from the text.
    pub header: Vec<(String, String)>,
    /// What was left out.
    pub warnings: Vec<Warning>,
}

/// What a document has that is not in its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LeftOut {
    /// Tracked insertions, which are read.
    pub inserted: u32,
    /// Tracked deletions, which are not.
    pub deleted: u32,
    /// Comments.
    pub comments: u32,
    /// Notes at the foot or end.
    pub footnotes: u32,
    /// Text boxes.
    pub boxes: u32,
}

impl LeftOut {
    /// What a person should know of it.
    pub fn warnings(self) -> Vec<Warning> {
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
        for (kind, n) in [
            ("comments", self.comments),
            ("footnotes", self.footnotes),
            ("text-boxes", self.boxes),
        ] {
            if n > 0 {
                note(kind, n.to_string());
            }
        }
        warnings
    }
}

/// A document as it grows: paragraphs are joined by `\n`, cells of a table by `\t`, its rows by `\n`.
#[derive(Debug, Default)]
pub(super) struct Page {
    document: Document,
    /// The paragraph has a heading's style.
    heading: bool,
    /// Letters that come are bold.
    pub bold: bool,
    /// Bytes of bold letters at the line's start, as long as nothing plain has come.
    bold_bytes: u32,
    plain_seen: bool,
    /// What goes before the next paragraph, where it begins a cell or row; NUL is nothing.
    pending: Option<char>,
    paragraphs: usize,
}

impl Page {
    /// Begins a paragraph, with a line feed before it unless a cell or row has just begun.
    pub fn paragraph(&mut self) {
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

    /// Begins a row of a table.
    pub fn row(&mut self) {
        self.pending = Some(if self.paragraphs > 0 { '\n' } else { '\0' });
    }

    /// Begins a cell of a table; the first of a row has the row's separator before it.
    pub fn cell(&mut self) {
        if self.pending.is_none() {
            self.pending = Some('\t');
        }
    }

    /// Says whether the paragraph is a heading.
    pub fn heading(&mut self, heading: bool) {
        self.heading = heading;
        self.line().heading = heading;
    }

    /// Whether no letters stand in the line yet.
    pub fn at_line_start(&self) -> bool {
        self.document.text.is_empty() || self.document.text.ends_with('\n')
    }

    /// The last character, of whatever line.
    pub fn last(&self) -> Option<char> {
        self.document.text.chars().next_back()
    }

    /// Adds text to the line; line feeds in it begin others.
    pub fn push(&mut self, text: &str) {
        if text.contains('\r') {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            self.push_lines(&text);
        } else {
            self.push_lines(text);
        }
    }

    fn push_lines(&mut self, text: &str) {
        for piece in text.split_inclusive('\n') {
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

    /// The document, with what was left out of it.
    pub fn finish(mut self, left_out: LeftOut) -> Document {
        self.document.warnings = left_out.warnings();
        self.document
    }
}

/// `heading 3`, `Heading3`, `标题 3`, but not the title of the whole.
pub(super) fn is_heading_name(name: &str) -> bool {
    let name = name.to_lowercase();
    ["heading", "标题", "標題"].iter().any(|word| {
        name.strip_prefix(word)
            .is_some_and(|rest| rest.trim().bytes().all(|b| b.is_ascii_digit()))
    })
}
