//! The study's own words, and summaries of what an interview says to a code.

use serde::{Deserialize, Serialize};

use super::ids::{CodeId, InterviewId};

/// A list of the study's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordList {
    /// Words put together where they begin and end between two words.
    Word,
    /// Words put together wherever they stand, also where that cuts other words.
    Cut,
    /// Words left out of frequencies.
    Stop,
    /// Words counted although the program's own list leaves them out.
    Keep,
}

impl WordList {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Word, Self::Cut, Self::Stop, Self::Keep];

    /// The word used in files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Cut => "cut",
            Self::Stop => "stop",
            Self::Keep => "keep",
        }
    }

    /// The list of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }
}

/// What a coder makes of all that an interview says to a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The interview.
    pub interview: InterviewId,
    /// The code.
    pub code: CodeId,
    /// Whose.
    pub coder: String,
    /// The words.
    pub text: String,
    /// When: milliseconds since 1970, UTC; `None` where an outside file doesn't say.
    pub written_ms: Option<i64>,
}
