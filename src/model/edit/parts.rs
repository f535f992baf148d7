//! What edits are made of: codings, codes and interviews to be made.

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::codebook::Entry;
use crate::model::coding::Status;
use crate::model::ids::{CodeId, CodingId, InterviewId, SpeakerId};
use crate::model::interview::{Asked, Role};
use crate::model::pos::Span;

/// Codes for one passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCodings {
    /// The interview.
    pub interview: InterviewId,
    /// The passage.
    pub span: Span,
    /// The codes, each given once.
    pub codes: Vec<CodeId>,
    /// Where the codings stand.
    pub status: Status,
    /// Facets of each; a facet that a code's kind doesn't have is an error.
    pub facets: Vec<(String, String)>,
    /// A memo on each.
    pub memo: Option<String>,
}

/// Codes for many passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManyCodings {
    /// The passages, by interview.
    pub passages: Vec<(InterviewId, Vec<Span>)>,
    /// The codes, each given once to every passage.
    pub codes: Vec<CodeId>,
    /// Where the codings stand.
    pub status: Status,
}

/// An interview to be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInterview {
    /// Its name, which no other has.
    pub name: String,
    /// Labels of those who speak and what they do. A respondent of that label is the person
    /// behind it, made where the study has none.
    pub speakers: Vec<(String, Role)>,
}

/// Who says a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// A speaker of the interview.
    Known(SpeakerId),
    /// Somebody who speaks for the first time, by label.
    New(String),
}

/// A code to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// The code above it.
    pub parent: Option<CodeId>,
    /// What is said about it; an empty public id means the next free one under the parent.
    pub entry: Entry,
}

/// A turn to be tied to a question of the guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewTie {
    /// The interview.
    pub interview: InterviewId,
    /// The turn, from 0.
    pub turn: u32,
    /// Number of the question.
    pub question: String,
    /// How it was asked.
    pub how: Asked,
}

/// A place in the codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePlace {
    /// The code above; `None` is the top.
    pub parent: Option<CodeId>,
    /// The code under the same parent that comes next; `None` is the last place.
    pub before: Option<CodeId>,
}

/// A code that takes over codings of a code being split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitPart {
    /// Which.
    pub code: PartCode,
    /// What it takes over.
    pub codings: Vec<CodingId>,
}

/// A code of the codebook, or one made by the split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartCode {
    /// A code there is.
    Known(CodeId),
    /// A code to be made.
    New(NewCode),
}

impl SplitPart {
    pub(super) fn record(&self) -> Value {
        match &self.code {
            PartCode::Known(code) => json!({ "code": code, "codings": self.codings }),
            PartCode::New(new) => json!({
                "parent": new.parent,
                "name": new.entry.name,
                "codings": self.codings,
            }),
        }
    }
}
