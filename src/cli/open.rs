//! Making and opening studies.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::args::{New, Open};
use super::context::Context;
use super::failure::WrongWords;
use super::{Done, config};
use crate::model::plan::{KnownCodes, Plan};
use crate::study::{Mode, Study, codebook_plan, read_codebook};
use crate::tui::Start;
use crate::tui::theme::Shipped;

/// Makes an empty study, with the codebooks asked for.
pub(super) fn new(words: &New, context: &Context) -> Result<Done> {
    let title = words.title.clone().unwrap_or_else(|| {
        words
            .study
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default()
    });
    let mut plan = Plan::default();
    for name in &words.codebook {
        let more = codebook_plan(read_codebook(name)?, KnownCodes::Keep);
        plan.kinds.extend(more.kinds);
        plan.codes.extend(more.codes);
        plan.links.extend(more.links);
        plan.attributes.extend(more.attributes);
    }
    Study::create(&words.study, &title, &plan, &context.coder)?;
    context.say(
        "cli-created",
        &[("path", words.study.display().to_string().into())],
    );
    Ok(Done::All)
}

/// Opens a study on the terminal.
pub(super) fn run(words: &Open, context: &Context) -> Result<Done> {
    let mode = if words.read_only {
        Mode::Read
    } else {
        Mode::Stay
    };
    on_terminal(&words.study, mode, words.interview.as_deref(), context)
}

/// Opens a study on the terminal, at an interview where one is named.
pub(super) fn on_terminal(
    path: &Path,
    mode: Mode,
    interview: Option<&str>,
    context: &Context,
) -> Result<Done> {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(WrongWords(context.strings.get("cli-no-terminal")).into());
    }
    let study = Study::open(path, mode)?;
    let interview = interview
        .map(|name| study.interview_named(name))
        .transpose()?;
    config::remember(path);
    crate::tui::run(
        study,
        &Start {
            coder: context.coder.clone(),
            lang: context.strings.lang(),
            interview,
            theme: theme(context)?,
            keymap: own_keys(),
        },
    )?;
    Ok(Done::All)
}

/// The theme: plain with `--no-color`, else the configured one; the terminal
/// interface knows about `NO_COLOR` itself.
fn theme(context: &Context) -> Result<Option<Shipped>> {
    if context.options.no_color {
        return Ok(Some(Shipped::Plain));
    }
    let Some(name) = &context.config.theme else {
        return Ok(None);
    };
    let theme = Shipped::from_name(name);
    anyhow::ensure!(
        theme.is_some(),
        "config.toml: there is no theme «{name}»; there are dark, light and plain"
    );
    Ok(theme)
}

/// A person's own keys, where there are any.
pub(super) fn own_keys() -> Option<PathBuf> {
    config::folder(config::Place::Config)
        .map(|folder| folder.join("keymap.toml"))
        .filter(|path| path.exists())
}

/// Without a verb: the studies opened lately, and how to begin.
pub(super) fn home(context: &Context) -> Result<Done> {
    let recent = config::recent();
    let strings = &context.strings;
    let mut out = std::io::stdout().lock();
    if recent.is_empty() {
        writeln!(out, "{}", strings.get("cli-home-none"))?;
    } else {
        writeln!(out, "{}", strings.get("cli-home-recent"))?;
        for path in recent {
            let shown = path.display().to_string();
            writeln!(out, "  fangtan open {}", crate::text::visible(&shown))?;
        }
    }
    Ok(Done::All)
}
