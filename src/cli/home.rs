//! Without a verb: recent studies, a new one, the demonstration.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::TimeZone as _;

use super::args::OnScreen;
use super::context::Context;
use super::{Done, config, demo, failure, open};
use crate::study::{CODEBOOKS, Mode, Study};
use crate::tui::welcome::{Recent, Wish};

/// Lets a person choose a study on the screen and opens it; without a terminal, lists them.
pub(super) fn run(context: &Context) -> Result<Done> {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return list(context);
    }
    let screen = OnScreen::default();
    let start = open::start(&screen, context)?;
    let recent = config::recent().into_iter().map(shown).collect();
    let codebooks = CODEBOOKS.iter().map(|(name, _)| *name).collect();
    let mut fulfil =
        |wish: &Wish| fulfilled(wish, context).map_err(|error| failure::message(&error));
    match crate::tui::welcome(recent, codebooks, &start, &mut fulfil)? {
        None => Ok(Done::All),
        Some(path) => open::on_terminal(&path, Mode::Stay, None, &screen, context),
    }
}

/// Makes a wish true; the study that is to be opened then.
fn fulfilled(wish: &Wish, context: &Context) -> Result<PathBuf> {
    match wish {
        Wish::Open(path) => {
            // Why it can't be opened is better said here than after the screen is gone.
            context.open(path, Mode::Read)?;
            Ok(path.clone())
        }
        Wish::Make {
            path,
            title,
            codebook,
        } => {
            open::make(path, title, codebook.as_slice(), context)?;
            Ok(path.clone())
        }
        Wish::Demo | Wish::Leave => demo::usual(context),
    }
}

/// A study of the list with what it says of itself, and when it was opened in local time.
fn shown(it: config::Opened) -> Recent {
    let opened = it.at_ms.and_then(|at| {
        let at = chrono::Local.timestamp_millis_opt(at).earliest()?;
        Some(at.format("%Y-%m-%d %H:%M").to_string())
    });
    Recent {
        title: title(&it.path),
        path: it.path,
        opened,
    }
}

/// The title of a study; its file's name where it has none, nothing where it is none.
fn title(path: &Path) -> Option<String> {
    let study = Study::open(path, Mode::Read).ok()?;
    let title = study.title().ok()?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    Some(if title.is_empty() {
        stem.into_owned()
    } else {
        title
    })
}

/// Prints the studies opened lately that are there, and how to begin.
fn list(context: &Context) -> Result<Done> {
    let recent = config::recent();
    let there: Vec<&PathBuf> = recent
        .iter()
        .map(|it| &it.path)
        .filter(|path| path.exists())
        .collect();
    let strings = &context.strings;
    let mut out = std::io::stdout().lock();
    if there.is_empty() {
        writeln!(out, "{}", strings.get("cli-home-none"))?;
    } else {
        writeln!(out, "{}", strings.get("cli-home-recent"))?;
        for path in there {
            let shown = path.display().to_string();
            writeln!(out, "  fangtan open {}", crate::text::visible(&shown))?;
        }
    }
    Ok(Done::All)
}
