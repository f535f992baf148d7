//! The words of a call that writes a study for others.

use std::path::PathBuf;

use clap::ValueEnum;

use super::FilterWords;

/// Write a study for other programs and for readers
///
/// The ending of FILE says what is written. `.json` is the whole study, `.qdpx` a project in
/// REFI-QDA, `.qdc` its codes: data for another program or a colleague, complete. `.csv` are the
/// codings, `.xlsx` and `.zip` all tables, with their default options. `.docx`, `.html` and `.md`
/// are documents for readers: the codebook, tables, quotations by code, and transcripts with their
/// codings, in Word as comments.
///
/// What leaves the study for readers prints no words of interviews that may not be quoted, nor of
/// passages marked so or as background only; see `mark`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Export {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The file; its ending is .json, .qdpx, .qdc, .csv, .xlsx, .zip, .docx, .html or .md
    pub(in crate::cli) file: PathBuf,
    /// What a document holds; otherwise all of it
    #[arg(long, value_name = "PART,…", value_delimiter = ',')]
    pub(in crate::cli) what: Vec<PartWord>,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PartWord {
    /// Codes with definition, use, example and counts
    Codebook,
    /// All tables
    Tables,
    /// Quotations by code
    Quotes,
    /// Transcripts with their codings
    Transcripts,
}
