//! The words of calls about who codes what.

use std::path::PathBuf;

/// Gives interviews to somebody to code.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "With --blind the program shows that coder nobody else's codings, memos or counts of these \
interviews until they call them done: in no table, export, search or screen. In one file this is \
a rule that the program keeps, not a lock; whoever must not be able to look gets a file of their own."
)]
pub(in crate::cli) struct Assign {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The interviews, by name or id
    #[arg(required = true, value_name = "INTERVIEW")]
    pub(in crate::cli) interviews: Vec<String>,
    /// Who is to code them
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) to: String,
    /// Show them nobody else's work on these interviews until they are done
    #[arg(long, conflicts_with = "take_back")]
    pub(in crate::cli) blind: bool,
    /// Take the interviews back
    #[arg(long)]
    pub(in crate::cli) take_back: bool,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DoneWith {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The interviews, by name or id
    #[arg(required = true, value_name = "INTERVIEW")]
    pub(in crate::cli) interviews: Vec<String>,
    /// They are not done after all
    #[arg(long)]
    pub(in crate::cli) take_back: bool,
}
