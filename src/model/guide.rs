//! The interview guide: sections of numbered questions.

use serde::{Deserialize, Serialize};

/// An interview guide, as its `.toml` file holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// Which wording of the guide this is, counted up by its author.
    #[serde(default = "first")]
    pub version: u32,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// Its title in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_en: String,
    /// Sections in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
}

/// A part of the guide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its letter or number.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its title in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_en: String,
    /// Questions in order.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

/// A question of the guide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number, unique in the guide (`B2`).
    pub number: String,
    /// Its wording.
    pub text: String,
    /// Its wording in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_en: String,
    /// Follow-up questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probes: Vec<String>,
    /// The groups of respondents it is put to; empty means everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Public ids of codes that the question itself names, so that naming them is prompted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
}

impl Guide {
    /// The questions in the guide's order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }
}

fn first() -> u32 {
    1
}
