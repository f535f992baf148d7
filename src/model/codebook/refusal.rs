//! Why a codebook can't be changed in the way asked for.

/// What would break a rule of the codebook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A code needs a name.
    #[error("a code needs a name")]
    NoName,
    /// Codes under one parent differ in name.
    #[error("«{name}» stands there already, as {there}")]
    NameTaken {
        /// The name.
        name: String,
        /// Public id of the code that has it.
        there: String,
    },
    /// A code can't lie under itself.
    #[error("{code} can't go under itself")]
    UnderItself {
        /// Its public id.
        code: String,
    },
    /// The next code lies under another parent.
    #[error("{before} doesn't lie under the same code")]
    NoNeighbour {
        /// Public id of the code that was to come next.
        before: String,
    },
    /// A code can't be merged with itself or split into itself.
    #[error("{code} is the same code")]
    Same {
        /// Its public id.
        code: String,
    },
    /// A code out of use takes nothing.
    #[error("code «{code}» is out of use")]
    OutOfUse {
        /// Its public id.
        code: String,
    },
    /// Codes in use lie under the one to be retired.
    #[error("{n} codes in use lie under {code}")]
    InUseBelow {
        /// Its public id.
        code: String,
        /// How many.
        n: u32,
    },
    /// A code of one kind has codings that say what another kind can't.
    #[error("{n} codings of {code} say {facet}={value}, which the kind «{kind}» doesn't have")]
    FacetLost {
        /// Public id of the code.
        code: String,
        /// How many codings.
        n: u32,
        /// The facet.
        facet: String,
        /// Its value.
        value: String,
        /// Name of the other kind.
        kind: String,
    },
    /// A coding that doesn't carry the code.
    #[error("one of the codings doesn't carry {code}")]
    NotItsCoding {
        /// Public id of the code.
        code: String,
    },
    /// There is no frozen version to compare with.
    #[error("no version of the codebook is frozen")]
    NothingFrozen,
    /// A frozen version needs a name that no other has.
    #[error("a frozen version named «{name}» exists already")]
    VersionTaken {
        /// The name.
        name: String,
    },
}

impl Refusal {
    /// Key of the sentence that says so.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoName => "refused-no-name",
            Self::NameTaken { .. } => "refused-name-taken",
            Self::UnderItself { .. } => "refused-under-itself",
            Self::NoNeighbour { .. } => "refused-no-neighbour",
            Self::Same { .. } => "refused-same",
            Self::OutOfUse { .. } => "refused-out-of-use",
            Self::InUseBelow { .. } => "refused-in-use-below",
            Self::FacetLost { .. } => "refused-facet-lost",
            Self::NotItsCoding { .. } => "refused-not-its-coding",
            Self::NothingFrozen => "refused-nothing-frozen",
            Self::VersionTaken { .. } => "refused-version-taken",
        }
    }

    /// Named arguments of that sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoName | Self::NothingFrozen => Vec::new(),
            Self::NameTaken { name, there } => {
                vec![("name", name.clone()), ("there", there.clone())]
            }
            Self::NoNeighbour { before } => vec![("before", before.clone())],
            Self::UnderItself { code }
            | Self::Same { code }
            | Self::OutOfUse { code }
            | Self::NotItsCoding { code } => vec![("code", code.clone())],
            Self::InUseBelow { code, n } => vec![("code", code.clone()), ("n", n.to_string())],
            Self::FacetLost {
                code,
                n,
                facet,
                value,
                kind,
            } => vec![
                ("code", code.clone()),
                ("n", n.to_string()),
                ("facet", facet.clone()),
                ("value", value.clone()),
                ("kind", kind.clone()),
            ],
            Self::VersionTaken { name } => vec![("name", name.clone())],
        }
    }
}
