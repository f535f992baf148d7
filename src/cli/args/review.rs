//! The words of calls about reviewing.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::FilterWords;
use super::words::number;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Review {
    #[command(subcommand)]
    pub(in crate::cli) verb: ReviewVerb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ReviewVerb {
    /// Codings on which nobody has said a last word: coded, suggested, asked; or those of --status
    List(ReviewList),
    /// They are right; suggestions count from now on
    Accept(Judged),
    /// They are wrong and count no longer
    Reject(Judged),
    /// Ask their coders back; they count meanwhile
    Ask(Judged),
    /// They are right also by what their codes say now
    Keep(Judged),
    /// Put another code or other boundaries in a coding's place; the coder's own is kept
    Amend(Amended),
    /// Where two coders part: another code, other boundaries, one of them has nothing there
    Disagreements(Disagreements),
    /// Say what becomes of a passage that two coders coded differently; both codings are kept
    Settle(Settled),
    /// Say which side of a conflict stands that a merge left
    Resolve(super::Resolved),
    /// The record of decisions
    Decisions(super::OneStudy),
    /// How disputes between two codes were settled before
    Precedents {
        /// The study file
        study: PathBuf,
        /// A code in dispute
        code: String,
        /// The other code; otherwise those where one coder had nothing
        other: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ReviewList {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// Those made under an older definition of their code
    #[arg(long)]
    pub(in crate::cli) outdated: bool,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Judged {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The codings, by id
    #[arg(required = true, value_name = "CODING")]
    pub(in crate::cli) codings: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(in crate::cli) reason: String,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Amended {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The coding, by id
    pub(in crate::cli) coding: String,
    /// The code it should have
    #[arg(long)]
    pub(in crate::cli) code: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) passage: PassageWords,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(in crate::cli) reason: String,
}

/// A passage, where one is named.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct PassageWords {
    /// First code point of the passage it should have
    #[arg(long, value_name = "N", requires = "end", value_parser = number)]
    pub(in crate::cli) start: Option<u32>,
    /// The code point after the passage
    #[arg(long, value_name = "N", requires = "start", value_parser = number)]
    pub(in crate::cli) end: Option<u32>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Disagreements {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The two coders; otherwise each interview's own two
    #[arg(long, value_name = "A,B", value_delimiter = ',', num_args = 1)]
    pub(in crate::cli) coders: Vec<String>,
    /// Only those that nobody has settled
    #[arg(long)]
    pub(in crate::cli) open: bool,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Settled {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The codings of the two, by id; one where the other coder has nothing there
    #[arg(required = true, num_args = 1..=2, value_name = "CODING")]
    pub(in crate::cli) codings: Vec<String>,
    /// What stands
    #[arg(long)]
    pub(in crate::cli) take: TakeWord,
    /// The code of what stands, with --take other
    #[arg(long)]
    pub(in crate::cli) code: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) passage: PassageWords,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(in crate::cli) reason: String,
}

/// What stands of two codings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TakeWord {
    /// The first coding named; of one named alone: it stands
    A,
    /// The second coding named; of one named alone: nothing stands
    B,
    /// Both
    Both,
    /// Nothing
    Neither,
    /// Another code (--code), on the first coding's passage or on --start to --end
    Other,
}
