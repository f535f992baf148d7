//! Why something could not be done, and how the edges say it.

use std::path::PathBuf;

use crate::model::codebook::{Fault, NameError};
use crate::store::StoreError;
use crate::text::query::QueryError;

/// What can go wrong when a person does something with a study.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The study file.
    #[error(transparent)]
    Store(#[from] StoreError),
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
        /// What is wrong with it, with its line or offset.
        what: String,
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
    /// Whoever asked doesn't want the answer any more.
    #[error("cancelled")]
    Cancelled,
    /// Something named that isn't there.
    #[error("the study has no {what} «{name}»")]
    NoSuch {
        /// What kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// A request that makes no sense, said in a sentence.
    #[error("{0}")]
    Refused(String),
}

fn others(n: usize) -> String {
    match n {
        0 => String::new(),
        n => format!("; {n} more"),
    }
}

/// A result of the study layer.
pub type Result<T> = std::result::Result<T, StudyError>;

impl StudyError {
    /// Key of the sentence that the edges look up.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Store(error) => match error {
                StoreError::Missing(_) => "error-missing",
                StoreError::HoldsWithdrawn(_) => "error-holds-withdrawn",
                StoreError::Exists(_) => "error-exists",
                StoreError::NotAStudy { .. } => "error-not-a-study",
                StoreError::Truncated { .. } => "error-truncated",
                StoreError::Newer { .. } => "error-newer",
                StoreError::OpenElsewhere { .. } => "error-open-elsewhere",
                StoreError::ReadOnly(_) => "error-read-only",
                StoreError::NoSuch { .. } => "error-no-such",
                StoreError::Taken { .. } => "error-taken",
                StoreError::Position { .. } => "error-position",
                StoreError::NoSuchFacet { .. } => "error-no-such-facet",
                StoreError::NothingToUndo(_) => "error-nothing-to-undo",
                StoreError::NothingToRedo(_) => "error-nothing-to-redo",
                StoreError::ChangedSince { .. } => "error-changed-since",
                StoreError::BuiltUpon => "error-built-upon",
                StoreError::FewerSteps { .. } => "error-fewer-steps",
                StoreError::NoLongerFits => "error-no-longer-fits",
                StoreError::Codebook(refusal) => refusal.key(),
                StoreError::Review(refusal) => refusal.key(),
                StoreError::Refused(_) => "error-refused",
                StoreError::BadBackup { .. }
                | StoreError::Io { .. }
                | StoreError::Strange(_)
                | StoreError::Sqlite(_) => "error-store",
            },
            Self::Name(NameError::Unknown { .. }) => "error-unknown-code",
            Self::Name(NameError::Ambiguous { .. }) => "error-ambiguous-code",
            Self::Query(error) => error.fault.key().0,
            Self::File { .. } => "error-file",
            Self::Content { .. } => "error-content",
            Self::Codebook { .. } => "error-codebook",
            Self::Restless => "error-restless",
            Self::TooFewCoders { .. } => "error-too-few-coders",
            Self::Cancelled => "error-cancelled",
            Self::NoSuch { .. } => "error-no-such",
            Self::Refused(_) => "error-refused",
        }
    }

    /// Named arguments of that sentence; every key has `what`, the error in plain words.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("what", self.to_string())];
        match self {
            Self::Store(StoreError::Newer { found, known, .. }) => {
                args.push(("found", found.to_string()));
                args.push(("known", known.to_string()));
            }
            Self::Store(StoreError::ChangedSince { coder, op, .. }) => {
                args.push(("coder", coder.clone()));
                args.push(("step", op.to_string()));
            }
            Self::Store(StoreError::Codebook(refusal)) => args.extend(refusal.args()),
            Self::Store(StoreError::Review(refusal)) => args.extend(refusal.args()),
            Self::Store(StoreError::FewerSteps { n, .. }) | Self::TooFewCoders { n } => {
                args.push(("n", n.to_string()));
            }
            Self::Query(error) => {
                args.push(("at", (error.at + 1).to_string()));
                args.push(("word", error.fault.key().1.to_owned()));
            }
            Self::NoSuch { what, name } | Self::Store(StoreError::NoSuch { what, name }) => {
                // Names of variants in the strings have no blanks.
                args.push(("kind", what.replace(' ', "-")));
                args.push(("name", name.clone()));
            }
            Self::Name(NameError::Unknown { name, near }) => {
                args.push(("name", name.clone()));
                args.push(("near", near.clone().unwrap_or_default()));
            }
            _ => {}
        }
        args
    }
}
