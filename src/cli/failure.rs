//! From an error to one clear sentence and an exit status.

use std::process::ExitCode;

use super::config::ConfigError;
use crate::formats::sheet::xlsx;
use crate::model::codebook::NameError;
use crate::strings::{Message, Strings};
use crate::study::StudyError;
use crate::text::visible;
use crate::tui::TuiError;

/// The words of the call make no sense: exit status 2. Says why, in the language of the call.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct WrongWords(pub(super) String);

/// What the call asks for can't be done: exit status 1. Says why, in the language of the call.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NotDone(pub(super) String);

/// Says what went wrong, with a hint where there is one.
#[expect(clippy::print_stderr, reason = "errors go to standard error")]
pub(super) fn report(error: &anyhow::Error, strings: &Strings) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let prefix = strings.get("cli-error-prefix");
    eprintln!("{prefix}{}", visible(&sentence(error, strings)));
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

/// The sentence for an error, in the language of the call.
fn sentence(error: &anyhow::Error, strings: &Strings) -> String {
    if error.is::<WrongWords>() || error.is::<NotDone>() {
        return error.to_string();
    }
    strings.tell(&message(error))
}

/// The sentence for an error, without a language yet.
pub(super) fn message(error: &anyhow::Error) -> Message {
    if let Some(study) = error.downcast_ref::<StudyError>() {
        study.into()
    } else if let Some(screen) = error.downcast_ref::<TuiError>() {
        screen.into()
    } else if let Some(config) = error.downcast_ref::<ConfigError>() {
        config.into()
    } else if let Some(workbook) = error.downcast_ref::<xlsx::WriteError>() {
        workbook.into()
    } else if let Some(io) = error.downcast_ref::<std::io::Error>() {
        io.into()
    } else {
        Message::new("error-other").with("detail", format!("{error:#}"))
    }
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
