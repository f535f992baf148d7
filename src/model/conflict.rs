//! What a merge of two copies decided by the clock alone, for somebody to look at.

use super::ids::{CodeId, ConflictId, InterviewId};
use super::pos::Span;

/// What became of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictOutcome {
    /// Nobody has looked at it.
    Open,
    /// What stood was right.
    Kept,
    /// The other was put in its place.
    Other,
}

impl ConflictOutcome {
    /// The word in the file and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Other => "other",
        }
    }
}

/// Something that two copies say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its identity.
    pub id: ConflictId,
    /// `changed`, `deleted`, `turn`, `passage`, `renamed` or `circle`.
    pub kind: String,
    /// The table of the thing.
    pub table: String,
    /// What it is about, by the names that people know.
    pub about: String,
    /// The interview that it belongs to.
    pub interview: Option<InterviewId>,
    /// That interview's name.
    pub interview_name: Option<String>,
    /// The passage that it is about, where that is a coding's.
    pub span: Option<Span>,
    /// The code that it is about, where it is the code itself.
    pub code: Option<CodeId>,
    /// Which columns.
    pub part: Vec<String>,
    /// What stands; `None`: it is gone.
    pub kept: Option<String>,
    /// What doesn't.
    pub other: Option<String>,
    /// Who did that; empty: not known.
    pub kept_by: String,
    /// Who did the other.
    pub other_by: String,
    /// When: milliseconds since 1970, UTC.
    pub kept_ms: Option<i64>,
    /// When the other was done.
    pub other_ms: Option<i64>,
    /// What became of it.
    pub outcome: ConflictOutcome,
}
