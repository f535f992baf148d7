//! A document for readers, before it has a format: headings, paragraphs, tables, one after the
//! other, the same for word processors, pages and Markdown.
//!
//! Blocks are handed to a writer as they come, so that a study is never whole in memory. Words are
//! of one language already. Codings lie over text as ranges that may cross each other and run over
//! paragraphs: they begin and end in pieces of their own.

use super::table::Sheet;

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// What the whole is called.
    Title(String),
    /// A heading.
    Heading {
        /// 1 for the widest, at most 3.
        level: u8,
        /// Its words.
        text: String,
        /// By what links find it.
        anchor: Option<String>,
    },
    /// A paragraph.
    Paragraph {
        /// What it is, which decides its looks.
        kind: Kind,
        /// What it says.
        pieces: Vec<Piece>,
    },
    /// A table with its title above and its notes below.
    Table(Sheet),
    /// What follows begins on a new page.
    NewPage,
}

impl Block {
    /// A heading that nothing links to.
    #[must_use]
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            text: text.into(),
            anchor: None,
        }
    }

    /// A paragraph of plain words.
    #[must_use]
    pub fn words(kind: Kind, text: impl Into<String>) -> Self {
        Self::Paragraph {
            kind,
            pieces: vec![Piece::Text(text.into())],
        }
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words of the document's own.
    Plain,
    /// What has to be known of what stands above or below.
    Note,
    /// Words that somebody said.
    Quote,
    /// Where such words are from.
    Source,
    /// A line of a transcript.
    Line,
}

/// A part of a paragraph. A line feed in text is a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// Words that lead to an anchor of the document.
    Link {
        /// The words.
        text: String,
        /// The anchor.
        to: String,
    },
    /// Here a remark's passage begins.
    Open(Box<Remark>),
    /// Here it ends.
    Close(u32),
}

/// What is said of a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// Its number in the document, from 0.
    pub number: u32,
    /// Whose it is.
    pub author: String,
    /// When, RFC 3339, UTC.
    pub at: Option<String>,
    /// Its short form, for where there is little room.
    pub label: String,
    /// What it says, a paragraph each.
    pub lines: Vec<String>,
    /// An anchor that tells more.
    pub to: Option<String>,
}
