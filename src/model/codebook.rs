//! The codebook: a tree of codes, their kinds with facets, and links between codes.
//!
//! An [`Entry`] is what an author writes about a code; a [`Draft`] is a codebook
//! file, where codes name each other by public id; a [`Codebook`] is the tree of
//! a study, where they have identities. Codes stand in the author's order,
//! parents before children, depth first.

mod check;
mod diff;
mod field;
mod frozen;
mod refusal;
mod tree;

use serde::{Deserialize, Serialize};

pub use check::{Fault, FaultKind, check};
pub use diff::{Change, Changed, diff};
pub use field::Field;
pub use frozen::{FrozenCode, FrozenCodebook, FrozenLink};
pub use refusal::Refusal;
pub use tree::{Codebook, NameError};

use super::ids::CodeId;

/// How a code came into the study.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Brought to the interviews with the codebook.
    #[default]
    Given,
    /// Made while coding.
    Emergent,
    /// Made while coding, in the respondent's own words.
    InVivo,
}

impl Origin {
    /// The word used in files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Emergent => "emergent",
            Self::InVivo => "in-vivo",
        }
    }

    /// The origin of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Given, Self::Emergent, Self::InVivo]
            .into_iter()
            .find(|origin| origin.name() == name)
    }
}

/// Where the wording of a code comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// `table`, `paragraph`, `heading`, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Section of the document.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// Table of the document.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub table: String,
    /// Label of the paragraph, as printed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub paragraph: String,
}

impl Source {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything an author writes about a code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// The public id, unique in a study; never changes (`P1.2`).
    pub public_id: String,
    /// Id of its kind; empty where the codebook has none.
    pub kind: String,
    /// The name in the codebook's language.
    pub name: String,
    /// The name in English.
    pub name_en: String,
    /// Other names by which it is found.
    pub aliases: Vec<String>,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub use_when: String,
    /// When not, and what to use instead.
    pub not_when: String,
    /// An utterance it fits.
    pub example: String,
    /// Index into the palette of code colours, from 1.
    pub color: Option<u8>,
    /// The digit key that applies it, 0 to 9.
    pub digit: Option<u8>,
    /// How it came into the study.
    pub origin: Origin,
    /// Where its wording comes from.
    pub source: Source,
    /// Columns of the source's table: heading and cell; cells are empty where the table has no such row.
    pub columns: Vec<(String, String)>,
    /// Whether it takes what the codebook doesn't have.
    pub open: bool,
}

/// A code of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its identity.
    pub id: CodeId,
    /// The code above it.
    pub parent: Option<CodeId>,
    /// Counted up whenever what a coder goes by changes.
    pub version: u32,
    /// Out of use: its codings stay and are hidden.
    pub retired: bool,
    /// The code that took its place when it was retired by a merge.
    pub merged_into: Option<CodeId>,
    /// What the author wrote.
    pub entry: Entry,
}

/// A code of a codebook file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftCode {
    /// Public id of the code above it.
    pub parent: Option<String>,
    /// What the author wrote.
    pub entry: Entry,
    /// Whether the file says that it is out of use.
    pub retired: bool,
    /// Public id of the code that took its place.
    pub merged_into: Option<String>,
    /// The version the file gives, 1 where it gives none.
    pub version: u32,
    /// Line of the file where it begins, from 1; 0 where the format has no lines.
    pub line: u32,
}

/// A kind of code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// Its id (`problem`).
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// What a coding of this kind may say besides its code.
    #[serde(default, rename = "facet", skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
}

/// A question that a coding answers with one of a few values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Its name, unique in its kind.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// What it may say.
    #[serde(default)]
    pub values: Vec<FacetValue>,
}

/// A value of a facet or of an attribute list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// Its name.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// A wider value it belongs to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
}

/// An attribute with the values a study expects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeList {
    /// Its name.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// What has it: `respondent`, `interview` or `session`.
    #[serde(default)]
    pub of: String,
    /// Section of the document it comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// Expected values.
    #[serde(default)]
    pub values: Vec<FacetValue>,
}

/// A link between two codes, by identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// From here.
    pub from: CodeId,
    /// To here.
    pub to: CodeId,
    /// What it says.
    pub text: LinkText,
}

/// What a link says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkText {
    /// The relation (`answered-by`).
    pub relation: String,
    /// Whether it is the author's hypothesis rather than something interviews showed.
    pub hypothesis: bool,
    /// Why.
    pub reason: String,
}

/// A link of a codebook file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftLink {
    /// Public id.
    pub from: String,
    /// Public id.
    pub to: String,
    /// What it says.
    pub text: LinkText,
    /// Line of the file, from 1; 0 where the format has no lines.
    pub line: u32,
}

/// A codebook file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Short name, the file's stem.
    pub name: String,
    /// Title.
    pub title: String,
    /// Title in English.
    pub title_en: String,
    /// What it was made from.
    pub source: String,
    /// Remarks.
    pub notes: String,
    /// Kinds with their facets.
    pub kinds: Vec<Kind>,
    /// Codes in order.
    pub codes: Vec<DraftCode>,
    /// Links.
    pub links: Vec<DraftLink>,
    /// Attribute lists.
    pub attributes: Vec<AttributeList>,
}
