//! The study's own words, and summaries, in the file.

use serde::{Deserialize, Serialize};

use super::Id;
use crate::model::WordList;

/// A word of the study's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WordItem {
    /// `word`, `cut`, `stop` or `keep`.
    pub list: WordList,
    /// The word.
    pub word: String,
}

/// What a coder makes of all that a document says to a code.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SummaryItem {
    /// Id of the document.
    pub doc: Id,
    /// Id of the code.
    pub code: Id,
    /// Name or id of whose it is; the acting coder's where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder: Option<Id>,
    /// The words.
    pub text: String,
    /// RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_at: Option<String>,
}
