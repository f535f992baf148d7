//! Calls whose words make no sense: what the reader of the command line found, in our words.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::BadWord;
use super::help;
use crate::strings::{Arg, Message, Strings};
use crate::text::visible;

/// Says what is wrong with the words of a call; help and version are no failure.
#[expect(clippy::print_stderr, reason = "errors go to standard error")]
pub(super) fn report(error: &clap::Error, strings: &Strings) -> ExitCode {
    let asked_for = !error.use_stderr();
    if asked_for || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // A closed pipe is no reason to complain.
        let _ = error.print();
        return if asked_for {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(2)
        };
    }
    // It repeats words of the call, which may hold what a terminal obeys.
    let prefix = strings.get("cli-error-prefix");
    eprintln!("{prefix}{}", visible(&sentence(error, strings)));
    if let Some(near) = suggested(error) {
        let prefix = strings.get("cli-hint-prefix");
        let hint = strings.with("hint-near", &[("near", near.into())]);
        eprintln!("{prefix}{}", visible(&hint));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let words = help::usage(&usage, strings);
        let line = strings.with("usage-line", &[("usage", words.into())]);
        eprintln!("\n{}\n\n{}", visible(&line), strings.get("usage-help"));
    }
    ExitCode::from(2)
}

fn sentence(error: &clap::Error, strings: &Strings) -> String {
    let word = |kind| {
        let value = error.get(kind);
        Arg::from(value.map(plain).unwrap_or_default())
    };
    let option = || ("option", word(ContextKind::InvalidArg));
    match error.kind() {
        ErrorKind::InvalidValue if plain_of(error, ContextKind::InvalidValue).is_empty() => {
            strings.with("usage-value-missing", &[option()])
        }
        ErrorKind::InvalidValue => strings.with(
            "usage-value-unknown",
            &[
                option(),
                ("value", word(ContextKind::InvalidValue)),
                ("known", word(ContextKind::ValidValue)),
            ],
        ),
        ErrorKind::ValueValidation => {
            let bad = std::error::Error::source(error)
                .and_then(|source| source.downcast_ref::<BadWord>());
            let why = match bad {
                Some(bad) => strings.tell(&bad.into()),
                None => strings.get("usage-value-bad"),
            };
            strings.with(
                "usage-value-wrong",
                &[
                    option(),
                    ("value", word(ContextKind::InvalidValue)),
                    ("why", why.into()),
                ],
            )
        }
        ErrorKind::UnknownArgument => strings.with("usage-unknown-option", &[option()]),
        ErrorKind::InvalidSubcommand => strings.with(
            "usage-unknown-verb",
            &[("verb", word(ContextKind::InvalidSubcommand))],
        ),
        ErrorKind::MissingSubcommand => strings.get("usage-verb-missing"),
        ErrorKind::MissingRequiredArgument => {
            let missing = plain_of(error, ContextKind::InvalidArg).replace(" / ", " ");
            strings.with("usage-missing", &[("options", missing.into())])
        }
        ErrorKind::ArgumentConflict => {
            let other = plain_of(error, ContextKind::PriorArg);
            // An option that may stand once conflicts with itself.
            if other.is_empty() || other == plain_of(error, ContextKind::InvalidArg) {
                strings.with("usage-twice", &[option()])
            } else {
                strings.with("usage-conflict", &[option(), ("other", other.into())])
            }
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            strings.with("usage-number-of-values", &[option()])
        }
        ErrorKind::NoEquals => strings.with("usage-no-equals", &[option()]),
        ErrorKind::InvalidUtf8 => strings.get("usage-no-utf8"),
        _ => strings.with("error-other", &[("detail", error.to_string().into())]),
    }
}

/// The nearest option, verb or value, where there is one.
fn suggested(error: &clap::Error) -> Option<String> {
    [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(|kind| plain_of(error, kind))
    .find(|words| !words.is_empty())
}

fn plain_of(error: &clap::Error, kind: ContextKind) -> String {
    error.get(kind).map(plain).unwrap_or_default()
}

/// What the reader of the command line names, without its colours.
fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(" / "),
        ContextValue::StyledStr(words) => words.to_string(),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}

impl From<&BadWord> for Message {
    fn from(bad: &BadWord) -> Self {
        match bad {
            BadWord::Pair => Self::new("usage-no-pair"),
            BadWord::Choice(known) => Self::new("usage-no-choice").with("known", known.join(" / ")),
            BadWord::Share => Self::new("usage-no-share"),
            BadWord::Percent => Self::new("usage-no-percent"),
            BadWord::Orders => Self::new("usage-no-orders"),
            BadWord::Number { least } => Self::new("usage-no-number").with("least", least),
        }
    }
}
