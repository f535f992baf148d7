//! Two coders and a reviewer: who is to code what, verdicts on codings, settled disagreements.
//!
//! Nothing here overwrites what a coder coded. A [`Verdict`] is a row of its own;
//! an amended coding stands beside the one it amends; a [`Settlement`] names the two
//! codings it is about and leaves both.

mod refusal;

use serde::{Deserialize, Serialize};

pub use refusal::Refusal;

use super::coding::Status;
use super::ids::{CodeId, CodingId, InterviewId, SettlementId, VerdictId};
use super::pos::Span;

/// What a coder is shown of the others' work on an interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sight {
    /// All of it.
    #[default]
    Open,
    /// Nothing until they say that they are done.
    Blind,
}

/// That somebody is to code an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Which.
    pub interview: InterviewId,
    /// Who.
    pub coder: String,
    /// What they are shown of the others' work.
    pub sight: Sight,
}

/// What a reviewer says of a coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ruling {
    /// It is right; a suggestion counts from now on.
    Accepted,
    /// It should have another code or other boundaries.
    Amended,
    /// It is wrong and counts no longer.
    Rejected,
    /// The coder is asked back; it counts meanwhile.
    Asked,
    /// It is right also by what its code says now.
    Kept,
}

impl Ruling {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Accepted,
        Self::Amended,
        Self::Rejected,
        Self::Asked,
        Self::Kept,
    ];

    /// The word used in files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Amended => "amended",
            Self::Rejected => "rejected",
            Self::Asked => "asked",
            Self::Kept => "kept",
        }
    }

    /// The ruling of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Where it leaves a coding that was `before`.
    #[must_use]
    pub fn leaves(self, before: Status) -> Status {
        match self {
            // What a reviewer amended stays amended, whoever agrees with it.
            Self::Accepted if before == Status::Amended => before,
            Self::Accepted => Status::Accepted,
            Self::Amended => Status::Superseded,
            Self::Rejected => Status::Rejected,
            Self::Asked => Status::Asked,
            // Whoever confirms a suggestion accepts it.
            Self::Kept if before == Status::Suggested => Status::Accepted,
            Self::Kept => before,
        }
    }
}

/// A ruling that leaves a coding's code and passage as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Judgement {
    /// It is right.
    Accept,
    /// It is wrong.
    Reject,
    /// The coder is asked back.
    Ask,
    /// It is right also by what its code says now.
    Keep,
}

impl Judgement {
    /// The ruling that it makes.
    #[must_use]
    pub fn ruling(self) -> Ruling {
        match self {
            Self::Accept => Ruling::Accepted,
            Self::Reject => Ruling::Rejected,
            Self::Ask => Ruling::Asked,
            Self::Keep => Ruling::Kept,
        }
    }
}

/// A reviewer's word on a coding. A later one doesn't take the place of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Its identity.
    pub id: VerdictId,
    /// The coding it is about.
    pub coding: CodingId,
    /// Who said it.
    pub reviewer: String,
    /// What was said.
    pub ruling: Ruling,
    /// Of an amended coding: the one that counts in its place.
    pub amended: Option<CodingId>,
    /// Where the coding stood before.
    pub was: Status,
    /// Why; empty where nothing was said.
    pub reason: String,
    /// Number of the codebook then.
    pub codebook: u32,
    /// When: milliseconds since 1970, UTC; `None` where an outside file doesn't say.
    pub at_ms: Option<i64>,
}

/// What a coding should be instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// The code; `None` leaves it.
    pub code: Option<CodeId>,
    /// The passage; `None` leaves it.
    pub span: Option<Span>,
}

/// The codings of two coders that are held against each other. One of them may be missing:
/// that coder has nothing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Pair {
    /// The first coder's.
    pub a: Option<CodingId>,
    /// The second coder's.
    pub b: Option<CodingId>,
}

/// What becomes of a passage that two coders coded differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The first coder's coding stands. Where they have none: nothing stands.
    A,
    /// The second coder's coding stands. Where they have none: nothing stands.
    B,
    /// Both stand.
    Both,
    /// Nothing stands.
    Neither,
    /// Something else stands.
    Other {
        /// The code.
        code: CodeId,
        /// The passage.
        span: Span,
    },
}

impl Outcome {
    /// The word used in files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::Both => "both",
            Self::Neither => "neither",
            Self::Other { .. } => "other",
        }
    }
}

/// A settled disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Its identity.
    pub id: SettlementId,
    /// The interview.
    pub interview: InterviewId,
    /// The codings it is about.
    pub pair: Pair,
    /// The word for what became of them: the name of an [`Outcome`].
    pub outcome: String,
    /// Where something else stands: the coding that says what.
    pub other: Option<CodingId>,
    /// Who settled it.
    pub coder: String,
    /// Why; empty where nothing was said.
    pub reason: String,
    /// Number of the codebook then.
    pub codebook: u32,
    /// When: milliseconds since 1970, UTC; `None` where an outside file doesn't say.
    pub at_ms: Option<i64>,
}

impl Settlement {
    /// The same with the sides the other way round.
    #[must_use]
    pub fn turned(&self) -> Self {
        let outcome = match self.outcome.as_str() {
            "a" => "b",
            "b" => "a",
            same => same,
        };
        Self {
            pair: Pair {
                a: self.pair.b,
                b: self.pair.a,
            },
            outcome: outcome.to_owned(),
            ..self.clone()
        }
    }

    /// The codings that stand, given which of the pair the outcome names.
    #[must_use]
    pub fn standing(&self) -> Vec<CodingId> {
        let (a, b) = (self.pair.a, self.pair.b);
        let those = match self.outcome.as_str() {
            "a" => [a, None],
            "b" => [b, None],
            "both" => [a, b],
            "other" => [self.other, None],
            _ => [None, None],
        };
        those.into_iter().flatten().collect()
    }
}
