//! The words of calls that list what a study holds.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::model::MemoKind;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct List {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// What to list
    pub(in crate::cli) what: WhatWord,
    /// Of memos only those of this kind
    #[arg(long, value_parser = memo_kind())]
    pub(in crate::cli) kind: Option<MemoKind>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum WhatWord {
    /// In the study's order
    Interviews,
    /// Meetings
    Sessions,
    /// People who answered
    Respondents,
    /// In codebook order
    Codes,
    /// People who code
    Coders,
    /// Voices of each interview
    Speakers,
    /// Attributes with their values
    Attributes,
    /// Turns of each interview
    Turns,
    /// Memos
    Memos,
    /// Who is to code what, and who has gone through what
    Coverage,
    /// What merges of copies left to look at
    Conflicts,
}

/// The kinds of memo by name.
fn memo_kind() -> impl TypedValueParser<Value = MemoKind> {
    PossibleValuesParser::new(MemoKind::ALL.map(MemoKind::name))
        .map(|name| MemoKind::from_name(&name).expect("it is one of the names of kinds"))
}
