//! Why a study file contradicts itself, or is none.

use std::fmt;

use crate::model::pos::SpanError;
use crate::model::{Span, Thing};

/// Why a study file can't be taken in.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no JSON, or not of this shape.
    #[error("line {line}, column {column}: {what}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser said.
        what: String,
    },
    /// A later version of the format.
    #[error("it has version {0} of the format; this program knows version 1")]
    Newer(u32),
    /// Another format.
    #[error("its format is «{0}», not «fangtan-study»")]
    OtherFormat(String),
    /// The same id twice.
    #[error("the {what} id «{id}» is used twice")]
    DoubleId {
        /// What kind of thing.
        what: Thing,
        /// The id.
        id: String,
    },
    /// Something names what isn't there.
    #[error("{whose} names the {what} «{id}», which the file doesn't have")]
    Dangling {
        /// Who names it.
        whose: Whose,
        /// What kind of thing.
        what: Thing,
        /// The id.
        id: String,
    },
    /// A value that isn't one of the allowed ones.
    #[error("«{key}» is «{value}»; it may be {}", known.join(", "))]
    BadValue {
        /// The key.
        key: &'static str,
        /// What it is.
        value: String,
        /// What it may be.
        known: Vec<&'static str>,
    },
    /// A code is its own ancestor.
    #[error("code «{0}» is its own ancestor: its parents form a circle")]
    Circle(String),
    /// Two turns that share words: nobody could say who spoke them.
    #[error("turns {first} and {second} of «{doc}» overlap")]
    TurnsOverlap {
        /// The document.
        doc: String,
        /// One turn.
        first: Span,
        /// The other.
        second: Span,
    },
    /// A passage that doesn't fit its text.
    #[error("{whose} in «{doc}»: {source}")]
    Position {
        /// Whose passage.
        whose: Whose,
        /// The document.
        doc: String,
        /// What is wrong.
        source: SpanError,
    },
}

/// Who in the file names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The bookmarks.
    Bookmark,
    /// The code of that id.
    Code(String),
    /// A memo.
    Memo,
    /// A turn.
    Turn,
    /// The coding at that place of the list, from 1.
    Coding(u32),
}

impl fmt::Display for Whose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bookmark => out.write_str("a bookmark"),
            Self::Code(id) => write!(out, "code «{id}»"),
            Self::Memo => out.write_str("a memo"),
            Self::Turn => out.write_str("a turn"),
            Self::Coding(n) => write!(out, "coding {n}"),
        }
    }
}
