//! The words of calls about who codes what.

use std::path::PathBuf;

/// Gives interviews to somebody to code.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "With --blind the program shows that coder nobody else's codings, memos or counts of these \
interviews until they call them done: in no table, export, search or screen. In one file this is \
a rule that the program keeps, not a lock; whoever must not be able to look gets a file of their own: \
--out writes a work copy with their interviews, labels instead of names, no original files, and \
nobody else's work."
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
    /// Show them everything; without this what is theirs to code blind stays so
    #[arg(long, conflicts_with_all = ["take_back", "blind"])]
    pub(in crate::cli) not_blind: bool,
    /// Write a work copy for them with all interviews that are theirs to code; a merge takes the
    /// work back
    #[arg(long, value_name = "WORKCOPY", conflicts_with = "take_back")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Take the interviews back
    #[arg(long)]
    pub(in crate::cli) take_back: bool,
}

/// Takes an interview out for good.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Text, codings, memos, people who took part in nothing else, the bytes of the file, \
and every trace in the log go; what is left is the bare identity, by which import, undo, merge and \
restored backups know that it must not come back. Copies that were sent elsewhere, and what a disk \
keeps of earlier blocks, are out of reach."
)]
pub(in crate::cli) struct Withdraw {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The interview, by name or id
    pub(in crate::cli) interview: String,
    /// Yes: it can't be undone
    #[arg(long)]
    pub(in crate::cli) for_good: bool,
    /// Remove the backups that hold it as well
    #[arg(long)]
    pub(in crate::cli) remove_backups: bool,
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
