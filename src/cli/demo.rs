//! The demonstration study.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::args::Demo;
use super::config::{Place, folder};
use super::context::Context;
use super::failure::NotDone;
use super::{Done, freq, open};
use crate::store::StoreError;
use crate::study::{Filter, Mode, Study, StudyError, file_error};

/// Builds the sample study where there is none, and opens it; without a
/// terminal, prints its code frequency table.
pub(super) fn run(words: &Demo, context: &Context) -> Result<Done> {
    let dir = match &words.dir {
        Some(dir) => dir.clone(),
        None => folder(Place::Data).ok_or_else(|| NotDone(context.strings.get("cli-no-home")))?,
    };
    std::fs::create_dir_all(&dir).map_err(file_error(&dir))?;
    let path = dir.join("demo.fangtan");
    if words.fresh && path.exists() {
        let kept = keep_old(&path, context)?;
        context.say(
            "cli-demo-kept",
            &[("path", kept.display().to_string().into())],
        );
    }
    if !path.exists() {
        Study::build_demo(&path)?;
        context.say(
            "cli-demo-built",
            &[("path", path.display().to_string().into())],
        );
    }
    let by_hand = std::io::stdin().is_terminal()
        && std::io::stdout().is_terminal()
        && context.options.output.is_none()
        && context.options.format.is_none();
    if by_hand {
        open::on_terminal(&path, Mode::Stay, None, &words.screen, context)
    } else {
        let study = context.read(&path)?;
        freq::print(&study, &Filter::default(), None, context)
    }
}

/// Moves the old study aside under the first free name.
fn keep_old(path: &Path, context: &Context) -> Result<PathBuf> {
    // The lock says whether somebody works in it: then it stays where it is.
    let in_use = Study::open(path, Mode::Write);
    if let Err(error @ StudyError::Store(StoreError::OpenElsewhere { .. })) = in_use {
        return Err(error.into());
    }
    for n in 1_u32.. {
        let kept = path.with_file_name(format!("demo-{n}.fangtan"));
        if !kept.exists() {
            std::fs::rename(path, &kept).map_err(file_error(path))?;
            return Ok(kept);
        }
    }
    Err(NotDone(context.strings.get("cli-no-name-left")).into())
}
