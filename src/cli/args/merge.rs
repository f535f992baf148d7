//! The words of calls that bring copies together.

use std::path::PathBuf;

use clap::ValueEnum;

/// Takes in what other copies have.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Copies are files of one study, however they came about: copied, sent by mail, left by a synced \
folder, work copies. Everything in them is known by its identity. Codings of everybody stay; of what two copies \
changed otherwise the later change stands, and the other is kept as a conflict, which list conflicts shows and review \
resolve deals with. What is deleted in one copy and unchanged in the other is deleted. An interview that was \
withdrawn in any copy is withdrawn here, too. A merge is one step of the log and undo takes it back; the other files \
stay as they are."
)]
pub(in crate::cli) struct Merge {
    /// The study file that takes in
    pub(in crate::cli) study: PathBuf,
    /// Other copies of it
    #[arg(required = true, value_name = "COPY")]
    pub(in crate::cli) others: Vec<PathBuf>,
    /// Only say what would come
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Resolved {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The conflicts, by id
    #[arg(required = true, value_name = "CONFLICT-ID")]
    pub(in crate::cli) conflicts: Vec<String>,
    /// Which side stands
    #[arg(long, value_enum)]
    pub(in crate::cli) take: SideWord,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum SideWord {
    /// What stands now
    Kept,
    /// The other
    Other,
}
