//! Items about two coders and a reviewer.

use serde::{Deserialize, Serialize};

use super::{Id, is_false};

/// That somebody is to code a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AssignmentItem {
    /// Id of the document.
    pub doc: Id,
    /// Name or id of the coder.
    pub coder: Id,
    /// Whether the program shows the coder nobody else's work on it until they are done.
    #[serde(default, skip_serializing_if = "is_false")]
    pub blind: bool,
}

/// What a reviewer said of a coding.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct VerdictItem {
    /// Its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Id of the coding.
    pub coding: Id,
    /// Name or id of the reviewer; the acting coder where there is none.
    #[serde(default)]
    pub reviewer: Option<Id>,
    /// `accepted`, `amended`, `rejected`, `asked` or `kept`.
    pub verdict: String,
    /// Of an amended coding: the id of the one that counts in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amended: Option<Id>,
    /// The status before; `coded` where there is none.
    #[serde(default)]
    pub was: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Number of the codebook then.
    #[serde(default)]
    pub codebook: u32,
    /// RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// What became of a passage that two coders coded differently.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SettlementItem {
    /// Its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Id of the first coder's coding; absent where they have none there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<Id>,
    /// Id of the second coder's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<Id>,
    /// `a`, `b`, `both`, `neither` or `other`.
    pub outcome: String,
    /// Of `other`: the id of the coding that stands, whose status is `settled`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Id>,
    /// Name or id of who settled it; the acting coder where there is none.
    #[serde(default)]
    pub coder: Option<Id>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Number of the codebook then.
    #[serde(default)]
    pub codebook: u32,
    /// RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}
