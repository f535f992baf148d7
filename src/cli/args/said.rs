//! The words of calls that print what was said: quotations, negative cases, concordances.

use std::path::PathBuf;

use clap::ValueEnum;

use super::FilterWords;
use super::words::pair;
use crate::analysis::concordance::Order;

/// Quotations by code, each with interview, speaker and position
///
/// Without CODE those of all codes; with it those of these codes and of the codes under them.
/// A place that several coders gave the code is one quotation. Where the consent of a
/// session says that words may not be quoted, they are counted and not printed.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Quotes {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// Codes by id, name, alias or path
    #[arg(value_name = "CODE")]
    pub(in crate::cli) codes: Vec<String>,
    /// At most so many of each code, the best first: starred ones, then those that more coders
    /// gave the code, then those of a handy length, from as many people as possible
    #[arg(long, value_name = "COUNT")]
    pub(in crate::cli) best: Option<usize>,
    /// Only those that a coder starred as worth quoting
    #[arg(long)]
    pub(in crate::cli) starred: bool,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

/// Who contradicts: negative cases of codes beside affirming ones
///
/// A coding affirms its code unless a facet says otherwise: values that mean "does not exist",
/// "opposed" or "ineffective" deny it, "conditional" makes it depend. People who both affirm
/// and deny are marked. Without CODE all codes are looked at.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Negative {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// Codes by id, name, alias or path
    #[arg(value_name = "CODE")]
    pub(in crate::cli) codes: Vec<String>,
    /// A facet and value that denies, in place of those that do by their wording
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(in crate::cli) denial: Vec<(String, String)>,
    /// Affirming passages of each code at most, the best first
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    pub(in crate::cli) affirming: usize,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

/// Concordance: every place of a word with what stands around it
///
/// PATTERN is in the language of `search` as far as it looks for words: 权责清单, re:PATTERN,
/// han:WORDS, and with codes or people beside the words: `code:P1.2 and 权责清单`. Each word
/// found is a line. What interviewers say is left out, and so are headers.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Kwic {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// What to look for
    pub(in crate::cli) pattern: String,
    /// What lines are ordered by
    #[arg(long, value_name = "ORDER", default_value = "text")]
    pub(in crate::cli) sort: OrderWord,
    /// Characters on each side at most
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub(in crate::cli) width: usize,
    /// What interviewers say too
    #[arg(long)]
    pub(in crate::cli) include_interviewer: bool,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

/// What lines of a concordance are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OrderWord {
    /// The place in the study
    Text,
    /// What stands before the word, the nearest character first
    Left,
    /// What stands after it
    Right,
    /// The word itself
    Word,
}

impl From<OrderWord> for Order {
    fn from(word: OrderWord) -> Self {
        match word {
            OrderWord::Text => Self::Text,
            OrderWord::Left => Self::Left,
            OrderWord::Right => Self::Right,
            OrderWord::Word => Self::Word,
        }
    }
}
