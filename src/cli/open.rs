//! Making and opening studies.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use super::args::{New, OnScreen, Open};
use super::config::PopUp;
use super::context::Context;
use super::failure::{NotDone, WrongWords};
use super::{Done, config};
use crate::model::plan::{KnownCodes, Plan};
use crate::study::{Mode, Study, StudyError, codebook_plan, read_codebook};
use crate::text::Ambiguous;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Choice, Shipped};
use crate::tui::{Mouse, Patience, Start};

/// Makes an empty study, with the codebooks asked for.
pub(super) fn new(words: &New, context: &Context) -> Result<Done> {
    let title = words.title.clone().unwrap_or_default();
    make(&words.study, &title, &words.codebook, context)?;
    context.say(
        "cli-created",
        &[("path", words.study.display().to_string().into())],
    );
    Ok(Done::All)
}

/// Makes a study with these codebooks; without a title it is called as its file.
pub(super) fn make<S: AsRef<str>>(
    path: &Path,
    title: &str,
    codebooks: &[S],
    context: &Context,
) -> Result<(), StudyError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let title = if title.is_empty() { &stem } else { title };
    let mut plan = Plan::default();
    for name in codebooks {
        let more = codebook_plan(read_codebook(name.as_ref())?, KnownCodes::Keep);
        plan.kinds.extend(more.kinds);
        plan.codes.extend(more.codes);
        plan.links.extend(more.links);
        plan.attributes.extend(more.attributes);
    }
    Study::create(path, title, &plan, &context.coder)
}

/// Opens a study on the terminal.
pub(super) fn run(words: &Open, context: &Context) -> Result<Done> {
    let mode = if words.read_only {
        Mode::Read
    } else {
        Mode::Stay
    };
    let interview = words.interview.as_deref();
    on_terminal(&words.study, mode, interview, &words.screen, context)
}

/// Opens a study on the terminal, at an interview where one is named.
pub(super) fn on_terminal(
    path: &Path,
    mode: Mode,
    interview: Option<&str>,
    screen: &OnScreen,
    context: &Context,
) -> Result<Done> {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(WrongWords(context.strings.get("cli-no-terminal")).into());
    }
    let mut start = start(screen, context)?;
    let study = context.open(path, mode)?;
    // A work copy knows whose it is.
    if !context.names_coder()
        && let Some(whose) = study.work_copy_of()?
    {
        study.look_as(&whose)?;
        start.coder = whose;
    }
    start.interview = interview
        .map(|name| study.interview_named(name))
        .transpose()?;
    config::remember(path);
    crate::tui::run(study, &start)?;
    Ok(Done::All)
}

/// How the terminal interface starts, by options and configuration.
pub(super) fn start(screen: &OnScreen, context: &Context) -> Result<Start> {
    Ok(Start {
        coder: context.coder.clone(),
        lang: context.strings.lang(),
        interview: None,
        theme: theme(screen, context)?,
        glyphs: glyphs(context)?,
        ambiguous: ambiguous(context)?,
        mouse: mouse(screen, context),
        patience: patience(context)?,
        keymap: own_keys(),
    })
}

/// The theme: plain with `--no-color`, else that of `--theme`, plain under
/// `NO_COLOR`, the configured one, the terminal's sixteen colours.
fn theme(screen: &OnScreen, context: &Context) -> Result<Choice> {
    let plain = Choice::Shipped(Shipped::Plain);
    if context.options.no_color {
        return Ok(plain);
    }
    let by_variable = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match (&screen.theme, by_variable, &context.config.theme) {
        (Some(name), _, _) => Choice::from_name(name).ok_or_else(|| {
            let unknown = [("name", name.as_str().into())];
            WrongWords(context.strings.with("cli-no-theme", &unknown)).into()
        }),
        (None, true, _) => Ok(plain),
        (None, false, Some(name)) => Choice::from_name(name).ok_or_else(|| {
            let unknown = [("name", name.as_str().into())];
            NotDone(context.strings.with("cli-no-theme", &unknown)).into()
        }),
        (None, false, None) => Ok(Choice::default()),
    }
}

/// The configured glyphs; none where the terminal is asked.
fn glyphs(context: &Context) -> Result<Option<Glyphs>> {
    match context.config.glyphs.as_deref() {
        None | Some("auto") => Ok(None),
        Some(name) => Glyphs::from_name(name).map(Some).ok_or_else(|| {
            let unknown = [("name", name.into())];
            NotDone(context.strings.with("cli-no-glyphs", &unknown)).into()
        }),
    }
}

/// The configured width of ambiguous glyphs; none where the terminal is asked.
fn ambiguous(context: &Context) -> Result<Option<Ambiguous>> {
    match context.config.ambiguous.as_deref() {
        None | Some("auto") => Ok(None),
        Some("narrow") => Ok(Some(Ambiguous::Narrow)),
        Some("wide") => Ok(Some(Ambiguous::Wide)),
        Some(name) => {
            let unknown = [("name", name.into())];
            Err(NotDone(context.strings.with("cli-no-width", &unknown)).into())
        }
    }
}

/// Whose the mouse is.
fn mouse(screen: &OnScreen, context: &Context) -> Mouse {
    if screen.no_mouse || context.config.mouse == Some(false) {
        Mouse::Off
    } else {
        Mouse::On
    }
}

/// When what may follow a key is shown.
fn patience(context: &Context) -> Result<Patience> {
    match &context.config.popup_ms {
        None => Ok(Patience::default()),
        Some(PopUp::After(ms)) => Ok(Patience::For(Duration::from_millis(u64::from(*ms)))),
        Some(PopUp::Word(word)) if word == "off" => Ok(Patience::Endless),
        Some(PopUp::Word(word)) => {
            let unknown = [("word", word.as_str().into())];
            Err(NotDone(context.strings.with("cli-no-popup", &unknown)).into())
        }
    }
}

/// A person's own keys, where there are any.
pub(super) fn own_keys() -> Option<PathBuf> {
    config::folder(config::Place::Config)
        .map(|folder| folder.join("keymap.toml"))
        .filter(|path| path.exists())
}
