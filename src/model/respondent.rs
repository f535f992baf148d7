//! Sessions and the people who answered in them.
//!
//! A *session* is one meeting with one interview text; a *respondent* is a
//! person, known by a label. Real names have a table of their own in the file
//! that no type here carries.

use serde::{Deserialize, Serialize};

use super::ids::{InterviewId, RespondentId, SessionId};

/// A person who answered, under the label that screens and exports show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respondent {
    /// Identity.
    pub id: RespondentId,
    /// The label, unique in the study (`E17`).
    pub label: String,
    /// Attributes in the order they were given.
    pub attributes: Vec<(String, String)>,
}

/// What a respondent agreed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Consent {
    /// The talk may be recorded.
    pub record: Option<bool>,
    /// Words may be quoted.
    pub quote: Option<bool>,
    /// The transcript may be archived.
    pub archive: Option<bool>,
    /// How a quotation may be attributed: `name`, `role`, `background` or `label`.
    pub attribution: Option<String>,
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Identity.
    pub id: SessionId,
    /// The interview made of it.
    pub interview: InterviewId,
    /// Everything known about the meeting.
    pub facts: SessionFacts,
    /// Labels of the respondents who took part.
    pub respondents: Vec<String>,
}

/// What is known about a meeting; empty where nobody said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionFacts {
    /// ISO date.
    pub date: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// In person, by telephone, on line.
    pub channel: Option<String>,
    /// Who asked.
    pub interviewer: Option<String>,
    /// How long, in minutes.
    pub minutes: Option<u32>,
    /// Version of the guide that was used.
    pub guide_version: Option<u32>,
    /// What was agreed.
    pub consent: Consent,
}
