//! An interview: one text with its turns and speakers.

use serde::{Deserialize, Serialize};

use super::ids::{InterviewId, QuestionId, RespondentId, SpeakerId};
use super::pos::Span;

/// What a speaker does in an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Asks.
    Interviewer,
    /// Answers.
    Respondent,
}

impl Role {
    /// The word used in the file, on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Interviewer => "interviewer",
            Self::Respondent => "respondent",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Interviewer, Self::Respondent]
            .into_iter()
            .find(|role| role.name() == name)
    }
}

/// A voice of one interview, under the label that the transcript gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Its identity.
    pub id: SpeakerId,
    /// The label, trimmed: as found in the text, unless a person renamed it.
    pub label: String,
    /// Whether it asks or answers; `None` where nobody said.
    pub role: Option<Role>,
    /// The person behind the label.
    pub respondent: Option<RespondentId>,
}

/// A stretch of talk by one speaker. The span begins after the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Where its words lie.
    pub span: Span,
    /// Index into the interview's speakers; `None` where the transcript names nobody.
    pub speaker: Option<u16>,
    /// Milliseconds from the start of the recording, where the transcript has a time mark.
    pub time_ms: Option<u32>,
}

/// How an interviewer's turn relates to a question of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Asked {
    /// Asked as written.
    Asked,
    /// Asked in other words.
    Reworded,
    /// Left out.
    Skipped,
    /// Not in the guide.
    Added,
}

impl Asked {
    /// All of them, in the order of the guide's documentation.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Reworded, Self::Skipped, Self::Added];

    /// The word used in the file and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Reworded => "reworded",
            Self::Skipped => "skipped",
            Self::Added => "added",
        }
    }

    /// The value of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asked| asked.name() == name)
    }
}

/// A turn tied to a question of the guide, or a question that was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionTie {
    /// The turn, from 0; `None` for a skipped question.
    pub turn: Option<u32>,
    /// The question; `None` for one that the guide doesn't have.
    pub question: Option<QuestionId>,
    /// How it was asked.
    pub how: Asked,
}

/// One interview as lists show it; its text is loaded apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// Its identity.
    pub id: InterviewId,
    /// The id another program or an imported file gave it; unique in the study.
    pub outside_id: Option<String>,
    /// The name, unique in the study.
    pub name: String,
    /// ISO date, as far as known (`2026-03`, `2026-03-12`).
    pub date: Option<String>,
    /// Attributes in the order they were given.
    pub attributes: Vec<(String, String)>,
    /// Length of the text in code points.
    pub n_chars: u32,
    /// Turns recognised.
    pub n_turns: u32,
    /// Speakers found.
    pub n_speakers: u32,
    /// Codings on it by every coder, suggestions and rejected ones left out.
    pub n_codings: u32,
}

impl Interview {
    /// The id that exports and JSON show: the imported one, else the uid.
    #[must_use]
    pub fn public_id(&self) -> String {
        self.outside_id
            .clone()
            .unwrap_or_else(|| self.id.to_string())
    }
}
