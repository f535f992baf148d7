//! From an error to one clear sentence and an exit status.

use std::process::ExitCode;

use super::context::Context;
use crate::model::codebook::NameError;
use crate::strings::{Arg, Lang, Strings};
use crate::study::StudyError;
use crate::text::visible;

/// The words of the call make no sense: exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct WrongWords(pub(super) String);

/// Says what clap found wrong; help and version are no failure.
#[expect(clippy::print_stderr, reason = "errors go to standard error")]
pub(super) fn wrong_words(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A closed pipe is no reason to complain.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    // It repeats words of the call, which may hold what a terminal obeys.
    eprint!("{}", visible(&error.render().to_string()));
    ExitCode::from(2)
}

/// Says what went wrong, with a hint where there is one.
#[expect(clippy::print_stderr, reason = "errors go to standard error")]
pub(super) fn report(error: &anyhow::Error, context: Option<&Context>) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let english;
    let strings = if let Some(context) = context {
        &context.strings
    } else {
        english = Strings::new(Lang::En);
        &english
    };
    let sentence = match error.downcast_ref::<StudyError>() {
        Some(study) => say(study, strings),
        None => format!("{error:#}"),
    };
    let prefix = strings.get("cli-error-prefix");
    eprintln!("{prefix}{}", visible(&sentence));
    if let Some(hint) = error
        .downcast_ref::<StudyError>()
        .and_then(|it| hint(it, strings))
    {
        let prefix = strings.get("cli-hint-prefix");
        eprintln!("{prefix}{}", visible(&hint));
    }
    if error.is::<WrongWords>() {
        ExitCode::from(2)
    } else {
        ExitCode::FAILURE
    }
}

/// The sentence for an error of the study layer, in the language of the call.
pub(super) fn say(error: &StudyError, strings: &Strings) -> String {
    let args: Vec<(&str, Arg)> = error
        .args()
        .into_iter()
        .map(|(name, value)| (name, Arg::from(value)))
        .collect();
    strings.with(error.key(), &args)
}

fn hint(error: &StudyError, strings: &Strings) -> Option<String> {
    match error {
        StudyError::Name(NameError::Unknown {
            near: Some(near), ..
        }) => Some(strings.with("hint-near", &[("near", near.into())])),
        _ => None,
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
