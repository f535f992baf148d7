//! What is wrong with a file that is made of parts.

/// How a file is damaged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The archive can't be opened, in the words of the library that opens archives.
    #[error("{0}")]
    Archive(String),
    /// The part that should hold the text isn't there.
    #[error("{0} is missing")]
    Missing(String),
    /// A part can't be unpacked.
    #[error("{part}: {what}")]
    Part {
        /// Its name.
        part: String,
        /// What the library that unpacks says.
        what: String,
    },
    /// A part is not in the encoding that it begins with.
    #[error("{part} is not {encoding}")]
    Encoding {
        /// Its name.
        part: String,
        /// Name of the encoding.
        encoding: &'static str,
    },
    /// A part is no XML.
    #[error("{what} at byte {at}")]
    Xml {
        /// The byte, from 0.
        at: u64,
        /// What the library that reads XML says.
        what: String,
    },
    /// A part ends inside an element.
    #[error("a part ends in the middle")]
    CutOff,
}

/// A limit that keeps the program alive, which a file goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// Members of the archive.
    #[error("it has too many parts")]
    Parts,
    /// Bytes of a member.
    #[error("a part is too big")]
    Size,
    /// A document type could name entities without end.
    #[error("it declares a document type")]
    DocumentType,
    /// Elements inside each other.
    #[error("its elements are nested too deeply")]
    Depth,
}
