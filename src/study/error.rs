//! Why something could not be done. The edges say it in words of `strings`.

use std::path::PathBuf;

use super::crosstab::TestRefused;
use crate::formats::encoding::Undecodable;
use crate::formats::toml_table::TomlError;
use crate::formats::{codebook_csv, codebook_md, guide_toml, ratings_csv, study_json, transcript};
use crate::model::Thing;
use crate::model::codebook::{Fault, NameError};
use crate::store::StoreError;
use crate::store::foreign::ForeignError;
use crate::text::query::QueryError;

/// What can go wrong when a person does something with a study.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The study file.
    #[error(transparent)]
    Store(StoreError),
    /// A name that means no single code.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A query that can't be understood.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file was read but says nothing we can take in.
    #[error("{file}: {what}")]
    Content {
        /// The file.
        file: String,
        /// Why not, with its line or offset.
        #[source]
        what: Unreadable,
    },
    /// A codebook with faults.
    #[error("{file}: line {}: {}{}", faults[0].line, faults[0].what, others(faults.len() - 1))]
    Codebook {
        /// The file.
        file: String,
        /// Its faults, at least one.
        faults: Vec<Fault>,
    },
    /// Somebody else changed the study while it was read, so that what was read doesn't fit together.
    #[error("the study changed while it was being read")]
    Restless,
    /// Coders are to be compared, and there are fewer than two.
    #[error("{n} coders to compare, and two or more are needed")]
    TooFewCoders {
        /// How many.
        n: usize,
    },
    /// Something that is no attribute is to be crossed with another.
    #[error("only attributes can be crossed, and {0} is none")]
    CrossesNoAttribute(String),
    /// A test that would mean nothing.
    #[error(transparent)]
    NoTest(#[from] TestRefused),
    /// Whoever asked doesn't want the answer any more.
    #[error("cancelled")]
    Cancelled,
    /// A file that is to be merged holds another study.
    #[error("{0} is a copy of another study")]
    OtherStudy(PathBuf),
    /// A study is to be merged with itself.
    #[error("{0} is the study itself")]
    Itself(PathBuf),
    /// Something named that isn't there.
    #[error("the study has no {what} «{name}»")]
    NoSuch {
        /// What kind of thing.
        what: Thing,
        /// Its name.
        name: String,
    },
}

/// Why a file was read and is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It is larger than any file of its kind.
    #[error("{bytes} bytes are more than any such file has")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A device or a pipe.
    #[error("it is no file that ends: a device or a pipe")]
    Endless,
    /// A database of something else.
    #[error("it is a database, and no project of QualCoder, Taguette or RQDA")]
    NoProject,
    /// A project of another program that can't be read.
    #[error(transparent)]
    Project(#[from] ForeignError),
    /// A codebook with an ending that no codebook has.
    #[error("a codebook is a .toml, .csv, .md or .qdc file, not «{0}»")]
    NoCodebook(String),
    /// It is no text in its encoding.
    #[error(transparent)]
    Encoding(#[from] Undecodable),
    /// It is no transcript.
    #[error(transparent)]
    Transcript(#[from] transcript::ReadError),
    /// It is no study in JSON, or one that contradicts itself.
    #[error(transparent)]
    StudyJson(#[from] study_json::ReadError),
    /// It is no TOML file of its kind.
    #[error(transparent)]
    Toml(#[from] TomlError),
    /// It is no codebook in csv.
    #[error(transparent)]
    CodebookCsv(#[from] codebook_csv::ReadError),
    /// It is no codebook in Markdown.
    #[error(transparent)]
    CodebookMd(#[from] codebook_md::ReadError),
    /// It is no table of ratings.
    #[error(transparent)]
    Ratings(#[from] ratings_csv::RatingsError),
    /// A rating that is none of the categories.
    #[error("row {row}: «{value}» is none of the categories")]
    NoCategory {
        /// The row under the heads, from 1.
        row: usize,
        /// What stands there.
        value: String,
    },
    /// It is a guide with a fault, the first of them.
    #[error("line {}: {}", .0.line, .0.what)]
    Guide(guide_toml::Fault),
    /// It is no csv.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The sample data of the program don't fit together: a slip of ours, which a test finds.
    #[error("the sample data of this program are faulty: {0}")]
    Sample(String),
}

fn others(n: usize) -> String {
    match n {
        0 => String::new(),
        n => format!("; {n} more"),
    }
}

impl From<StoreError> for StudyError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Cancelled => Self::Cancelled,
            other => Self::Store(other),
        }
    }
}

/// A result of the study layer.
pub type Result<T> = std::result::Result<T, StudyError>;
