//! The words of calls about the framework matrix.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::FilterWords;
use super::words::level;
use crate::study::{InPlace, MatrixRows};

/// The framework matrix: interviews by codes, each cell a summary
///
/// A cell holds what coders make of all that an interview says to a code, written with
/// `matrix set`, one summary by each coder. Where nobody has written one it shows how many
/// passages there are and the best of them. Only codes with something in them have a column.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(in crate::cli) struct Matrix {
    #[command(subcommand)]
    pub(in crate::cli) verb: Option<MatrixVerb>,
    /// The study file
    #[arg(required = true)]
    pub(in crate::cli) study: Option<PathBuf>,
    /// What a row is
    #[arg(long, value_name = "ROWS", default_value = "interview")]
    pub(in crate::cli) rows: RowsWord,
    /// What a cell without a summary shows
    #[arg(long, value_name = "WHAT", default_value = "quotation")]
    pub(in crate::cli) empty: EmptyWord,
    /// Roll codes up to this level of the tree, 1 being the roots
    #[arg(long, value_name = "N", value_parser = level)]
    pub(in crate::cli) level: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum MatrixVerb {
    /// Write the acting coder's summary of what an interview says to a code
    Set {
        /// The study file
        study: PathBuf,
        /// The interview, by name or id
        interview: String,
        /// The code, by id, name, alias or path
        code: String,
        /// The summary; an empty one takes it away
        text: String,
    },
}

/// What a row of the matrix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum RowsWord {
    /// An interview
    Interview,
    /// A respondent, with all interviews they took part in
    Respondent,
}

/// What a cell without a summary shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum EmptyWord {
    /// How many passages there are, and the best of them
    Quotation,
    /// How many passages there are
    Count,
    /// Nothing
    Nothing,
}

impl From<RowsWord> for MatrixRows {
    fn from(word: RowsWord) -> Self {
        match word {
            RowsWord::Interview => Self::Interviews,
            RowsWord::Respondent => Self::Respondents,
        }
    }
}

impl From<EmptyWord> for InPlace {
    fn from(word: EmptyWord) -> Self {
        match word {
            EmptyWord::Quotation => Self::Quotation,
            EmptyWord::Count => Self::Count,
            EmptyWord::Nothing => Self::Nothing,
        }
    }
}
