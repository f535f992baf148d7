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
