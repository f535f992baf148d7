//! The words of calls that look for passages.

use std::path::PathBuf;

use clap::ValueEnum;

use super::FilterWords;
use crate::study::HitUnit;

/// Give codes to every hit of a search, as suggestions; one step
///
/// Suggestions are left out of every figure until somebody accepts them. A passage that
/// the coder has given the code already is left and counted. What interviewers say is
/// searched too, unless --speaker says whose turns.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Autocode {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// Words to find, literally, whatever the case and width of letters
    #[arg(long, value_name = "PATTERN", required_unless_present = "question")]
    pub(in crate::cli) find: Option<String>,
    /// Take PATTERN for a regular expression, as written
    #[arg(long)]
    pub(in crate::cli) regex: bool,
    /// What a hit is widened to: nothing unless said, and to turns where nothing is to be found
    #[arg(long, value_name = "UNIT")]
    pub(in crate::cli) unit: Option<UnitWord>,
    /// Only in the turns of this speaker; otherwise in everybody's, interviewers' too
    #[arg(long, value_name = "LABEL")]
    pub(in crate::cli) speaker: Vec<String>,
    /// Only in answers to this question of the guide; without --find the answers themselves, a
    /// coding for each turn of a respondent
    #[arg(long, value_name = "NUMBER")]
    pub(in crate::cli) question: Vec<String>,
    /// Only in this interview
    #[arg(long, value_name = "INTERVIEW")]
    pub(in crate::cli) interview: Vec<String>,
    /// Only show the hits
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Take them as coded, not as suggested
    #[arg(long)]
    pub(in crate::cli) accept: bool,
    /// Codes by id, name, alias or path
    #[arg(required = true, value_name = "CODE")]
    pub(in crate::cli) codes: Vec<String>,
}

/// What a hit is widened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum UnitWord {
    /// Nothing: what was found
    Match,
    /// The sentence
    Sentence,
    /// The turn
    Turn,
    /// The line of the transcript
    Paragraph,
}

impl From<UnitWord> for HitUnit {
    fn from(word: UnitWord) -> Self {
        match word {
            UnitWord::Match => Self::Match,
            UnitWord::Sentence => Self::Sentence,
            UnitWord::Turn => Self::Turn,
            UnitWord::Paragraph => Self::Paragraph,
        }
    }
}

/// Passages by text, codes and people
///
/// Words are literal, whatever the case and width of letters: 权责清单. Filters: who:E17,
/// code:C2.3 (with what stands under it), group:社区 (a value of an attribute), memo:WORDS,
/// han:WORDS (hanzi in simplified and traditional form), re:PATTERN. Between them: and, or,
/// not, within, near (100 characters), near/50, near/2s (sentences), in Chinese 且 或 非 内
/// 附近; brackets. What is to be found as it is stands in quotation marks.
///
/// `A and B`: words of one sentence; words on such a coding or in such a turn; what two
/// codings share. `A near B`, `A within B`: the A. `not A` alone: the turns without it.
/// The filters below narrow further; those about codings (--code, --status …) say which
/// codings a passage must touch, and which ones code: means.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Search {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// What to look for
    pub(in crate::cli) query: String,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}
