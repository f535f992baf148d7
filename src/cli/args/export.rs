//! The words of a call that writes a study for others.

use std::path::PathBuf;

use super::FilterWords;

/// Write a study for other programs and for readers
///
/// The ending of FILE says what is written. `.json` is the whole study, `.qdpx` a project in
/// REFI-QDA, `.qdc` its codes: data for another program or a colleague, complete. `.csv` are the
/// codings, `.xlsx` and `.zip` all tables, with their default options.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Export {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The file; its ending is .json, .qdpx, .qdc, .csv, .xlsx or .zip
    pub(in crate::cli) file: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}
