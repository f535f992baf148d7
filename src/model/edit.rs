//! Everything a person can do to a study.
//!
//! An edit is the same from a key, a script or an import. `store` applies it in
//! one transaction with its row journal; its [`Edit::record`] stands in the log
//! and is a file format: fields may be added, never renamed.

use serde_json::{Value, json};

use super::codebook::Entry;
use super::coding::{MemoTarget, Status};
use super::ids::{CodeId, CodingId, InterviewId, RespondentId, SpeakerId};
use super::interview::{Asked, Role};
use super::plan::Plan;
use super::pos::Span;

/// One step of a person's work; undone as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Takes in everything a plan holds.
    Import(Box<Plan>),
    /// Gives codes to a passage: one coding per code.
    Code(NewCodings),
    /// Makes a code and gives it to a passage.
    CodeWithNew {
        /// The new code.
        code: NewCode,
        /// The interview.
        interview: InterviewId,
        /// The passage.
        span: Span,
    },
    /// Takes codings away.
    Uncode {
        /// Which.
        codings: Vec<CodingId>,
    },
    /// Moves the ends of a coding.
    MoveBoundaries {
        /// Which.
        coding: CodingId,
        /// Where it shall lie.
        span: Span,
    },
    /// Sets or clears a facet of a coding.
    SetFacet {
        /// Which.
        coding: CodingId,
        /// The facet's name.
        facet: String,
        /// Its value; `None` clears it.
        value: Option<String>,
    },
    /// Writes the acting coder's memo on something; empty words take it away.
    WriteMemo {
        /// On what.
        target: MemoTarget,
        /// The words.
        text: String,
    },
    /// Adds a code.
    AddCode(NewCode),
    /// Changes what is said about a code.
    ReviseCode {
        /// Which.
        code: CodeId,
        /// What it shall say. The public id stays.
        entry: Box<Entry>,
    },
    /// Takes a code out of use; its codings stay and are hidden.
    RetireCode {
        /// Which.
        code: CodeId,
    },
    /// Brings a retired code back.
    ReviveCode {
        /// Which.
        code: CodeId,
    },
    /// Mends what an import guessed about a speaker; `None` leaves as it is.
    SetSpeaker {
        /// Which.
        speaker: SpeakerId,
        /// New label.
        label: Option<String>,
        /// New role.
        role: Option<Role>,
        /// The person behind it.
        respondent: Option<RespondentId>,
    },
    /// Adds a respondent, or sets attributes of one that exists.
    SetRespondent {
        /// The label.
        label: String,
        /// Attributes to set; an empty value takes one away.
        attributes: Vec<(String, String)>,
    },
    /// Sets attributes of an interview; an empty value takes one away.
    SetAttributes {
        /// Which.
        interview: InterviewId,
        /// Attributes to set.
        attributes: Vec<(String, String)>,
    },
    /// Ties an interviewer's turn to a question of the guide.
    TieQuestion {
        /// The interview.
        interview: InterviewId,
        /// The turn, from 0; `None` for a skipped question.
        turn: Option<u32>,
        /// Number of the question; `None` for an added one.
        question: Option<String>,
        /// How it was asked; `None` takes the tie away.
        how: Option<Asked>,
    },
}

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

/// A code to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// The code above it.
    pub parent: Option<CodeId>,
    /// What is said about it; an empty public id means the next free one under the parent.
    pub entry: Entry,
}

impl Edit {
    /// The kebab-case name of the kind of step, for the log.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Import(_) => "import",
            Self::Code(_) => "code",
            Self::CodeWithNew { .. } => "code-with-new",
            Self::Uncode { .. } => "uncode",
            Self::MoveBoundaries { .. } => "move-boundaries",
            Self::SetFacet { .. } => "set-facet",
            Self::WriteMemo { .. } => "write-memo",
            Self::AddCode(_) => "add-code",
            Self::ReviseCode { .. } => "revise-code",
            Self::RetireCode { .. } => "retire-code",
            Self::ReviveCode { .. } => "revive-code",
            Self::SetSpeaker { .. } => "set-speaker",
            Self::SetRespondent { .. } => "set-respondent",
            Self::SetAttributes { .. } => "set-attributes",
            Self::TieQuestion { .. } => "tie-question",
        }
    }

    /// What the log keeps. Words of interviews are not in it: they stand in the rows.
    #[must_use]
    pub fn record(&self) -> Value {
        let fields = match self {
            Self::Import(plan) => json!({
                "interviews": plan.interviews.iter().map(|it| &it.name).collect::<Vec<_>>(),
                "n_codes": plan.codes.len(),
                "n_links": plan.links.len(),
                "n_codings": plan.codings.len(),
                "n_memos": plan.memos.len(),
                "n_respondents": plan.respondents.len(),
                "n_sessions": plan.sessions.len(),
                "guide": plan.guide.as_ref().map(|guide| guide.version),
            }),
            Self::Code(new) => json!({
                "interview": new.interview,
                "span": new.span,
                "codes": new.codes,
                "status": new.status,
                "facets": new.facets,
                "memo": new.memo.is_some(),
            }),
            Self::CodeWithNew {
                code,
                interview,
                span,
            } => json!({
                "interview": interview,
                "span": span,
                "parent": code.parent,
                "origin": code.entry.origin,
            }),
            Self::Uncode { codings } => json!({ "codings": codings }),
            Self::MoveBoundaries { coding, span } => json!({ "coding": coding, "span": span }),
            Self::SetFacet {
                coding,
                facet,
                value,
            } => json!({ "coding": coding, "facet": facet, "value": value }),
            Self::WriteMemo { target, text } => json!({
                "target": target,
                "n_chars": text.chars().count(),
            }),
            Self::AddCode(code) => json!({ "parent": code.parent, "name": code.entry.name }),
            Self::ReviseCode { code, entry } => json!({ "code": code, "name": entry.name }),
            Self::RetireCode { code } | Self::ReviveCode { code } => json!({ "code": code }),
            Self::SetSpeaker {
                speaker,
                label,
                role,
                respondent,
            } => json!({
                "speaker": speaker,
                "label": label,
                "role": role,
                "respondent": respondent,
            }),
            Self::SetRespondent { label, attributes } => {
                json!({ "label": label, "attributes": attributes })
            }
            Self::SetAttributes {
                interview,
                attributes,
            } => json!({ "interview": interview, "attributes": attributes }),
            Self::TieQuestion {
                interview,
                turn,
                question,
                how,
            } => json!({
                "interview": interview,
                "turn": turn,
                "question": question,
                "how": how,
            }),
        };
        let mut record = json!({ "edit": self.name() });
        if let (Some(into), Value::Object(fields)) = (record.as_object_mut(), fields) {
            into.extend(fields);
        }
        record
    }
}
