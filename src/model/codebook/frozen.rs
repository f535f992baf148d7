//! A codebook as it once was, kept under a name.

use serde::{Deserialize, Serialize};

use super::{Code, Codebook, Entry, Kind, Link, LinkText};
use crate::model::ids::{CodeId, Uid};

/// A version of the codebook that somebody froze.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenCodebook {
    /// Number of the version.
    pub number: u32,
    /// What it is called; unique in a study.
    pub name: String,
    /// Who froze it.
    pub coder: String,
    /// When: milliseconds since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<i64>,
    /// Its codes, depth first, retired ones too.
    pub codes: Vec<FrozenCode>,
    /// Its kinds; `None` where it was frozen by a program that didn't keep them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<Kind>>,
    /// Links between its codes; `None` where it was frozen by a program that didn't keep them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<FrozenLink>>,
}

/// A link of a frozen version, between public ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenLink {
    /// From this code.
    pub from: String,
    /// To this code.
    pub to: String,
    /// What it says.
    #[serde(flatten)]
    pub text: LinkText,
}

impl FrozenLink {
    /// The links of a codebook as they are.
    #[must_use]
    pub fn all(book: &Codebook) -> Vec<Self> {
        let public_id = |id: CodeId| Some(book.get(id)?.entry.public_id.clone());
        let links = book.links.iter();
        links
            .filter_map(|link| {
                Some(Self {
                    from: public_id(link.from)?,
                    to: public_id(link.to)?,
                    text: link.text.clone(),
                })
            })
            .collect()
    }
}

/// A code of a frozen version. Codes name each other by public id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrozenCode {
    /// What the author had written.
    #[serde(flatten)]
    pub entry: Entry,
    /// Public id of the code above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Version of the code.
    pub version: u32,
    /// Whether it was out of use.
    pub retired: bool,
    /// Public id of the code that had taken its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
}

impl FrozenCode {
    /// The codes of a codebook as they are.
    #[must_use]
    pub fn all(book: &Codebook) -> Vec<Self> {
        let public_id = |id: CodeId| Some(book.get(id)?.entry.public_id.clone());
        book.codes()
            .iter()
            .enumerate()
            .map(|(place, code)| Self {
                entry: code.entry.clone(),
                parent: book
                    .parent_place(place)
                    .map(|above| book.codes()[above].entry.public_id.clone()),
                version: code.version,
                retired: code.retired,
                merged_into: code.merged_into.and_then(public_id),
            })
            .collect()
    }
}

impl FrozenCodebook {
    /// A codebook as it is now, to be kept.
    #[must_use]
    pub fn of(book: &Codebook) -> Self {
        Self {
            codes: FrozenCode::all(book),
            kinds: Some(book.kinds.clone()),
            links: Some(FrozenLink::all(book)),
            ..Self::default()
        }
    }

    /// The version as a codebook. The identities of its codes hold in it alone; public ids are those
    /// of the study. Kinds and links that the version doesn't know are those of `present`.
    #[must_use]
    pub fn book(&self, present: &Codebook) -> Codebook {
        let id = |place: usize| {
            let mut bytes = [0; 16];
            bytes[8..].copy_from_slice(&(place as u64).to_be_bytes());
            CodeId(Uid(bytes))
        };
        let named = |public_id: &Option<String>| {
            let public_id = public_id.as_ref()?;
            let place = self
                .codes
                .iter()
                .position(|code| code.entry.public_id == *public_id);
            place.map(id)
        };
        let codes = self.codes.iter().enumerate().map(|(place, code)| Code {
            id: id(place),
            parent: named(&code.parent),
            version: code.version,
            retired: code.retired,
            merged_into: named(&code.merged_into),
            entry: code.entry.clone(),
        });
        let mut book = Codebook::new(codes.collect());
        book.kinds
            .clone_from(self.kinds.as_ref().unwrap_or(&present.kinds));
        let links = match &self.links {
            Some(links) => links.clone(),
            None => FrozenLink::all(present),
        };
        let links = links.into_iter().filter_map(|link| {
            Some(Link {
                from: book.by_public_id(&link.from)?.id,
                to: book.by_public_id(&link.to)?.id,
                text: link.text,
            })
        });
        book.links = links.collect();
        book
    }
}
