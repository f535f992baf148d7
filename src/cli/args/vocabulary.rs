//! The words of calls about words.

use std::path::PathBuf;

use clap::Subcommand;

use super::{FilterWords, OneStudy};

/// How often words are said, and by which group more than by others
///
/// A dictionary cuts Chinese, together with the study's own words (`lexicon`). What
/// interviewers say is left out, and so are function words and the study's stop words. With
/// --by the groups are compared by log-likelihood (Dunning 1993, in the form of Rayson and
/// Garside 2000), and words stand in its order. Filters about codings (--code, --status …)
/// leave the words that lie in such codings.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Words {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// Compare the values of this attribute of interview, session or respondent
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) by: Option<String>,
    /// Words shown at most; 0 is all
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    pub(in crate::cli) top: usize,
    /// Only words said at least so often
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    pub(in crate::cli) least: u64,
    /// Function words and stop words too
    #[arg(long = "all-words")]
    pub(in crate::cli) all: bool,
    /// What interviewers say too
    #[arg(long)]
    pub(in crate::cli) include_interviewer: bool,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

/// The study's own words: its dictionary and its stop list
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Lexicon {
    #[command(subcommand)]
    pub(in crate::cli) verb: LexiconVerb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LexiconVerb {
    /// Print the study's own words
    List(OneStudy),
    Add(AddWords),
    /// Take words out of the dictionary
    Remove(OwnWords),
    /// Leave words out of frequencies
    Stop(OwnWords),
    /// Count words again that were left out, function words too
    Count(OwnWords),
}

/// Put words into the dictionary, so that they are counted in one piece
///
/// A word is put together where it begins and ends between two words of the general
/// dictionary, so that no other word is cut by it; the places where it stands and would cut
/// others are listed. With --cut it is put together there as well. What changes is printed;
/// --dry-run only prints it. One step, which undo takes back.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct AddWords {
    /// Put them together also where that cuts other words
    #[arg(long)]
    pub(in crate::cli) cut: bool,
    #[command(flatten)]
    pub(in crate::cli) words: OwnWords,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct OwnWords {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// The words
    #[arg(required = true, value_name = "WORD")]
    pub(in crate::cli) words: Vec<String>,
    /// Only show what would change
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}
