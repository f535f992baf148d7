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
use crate::study::{Filter, FrequencyRequest, Mode, Study, StudyError, file_error};

/// Name of the demonstration study in its folder.
const FILE: &str = "demo.fangtan";

/// Builds the sample study where there is none, and opens it; without a
/// terminal, prints its code frequency table.
pub(super) fn run(words: &Demo, context: &Context) -> Result<Done> {
    let dir = match &words.dir {
        Some(dir) => dir.clone(),
        None => usual_folder(context)?,
    };
    let path = dir.join(FILE);
    if words.fresh && path.exists() {
        let kept = keep_old(&path, context)?;
        context.say(
            "cli-demo-kept",
            &[("path", kept.display().to_string().into())],
        );
    }
    if made(&dir)? == Made::Now {
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
        freq::print(
            &study,
            &Filter::default(),
            &FrequencyRequest::default(),
            context,
        )
    }
}

/// Where the demonstration study lies unless a folder is named.
fn usual_folder(context: &Context) -> Result<PathBuf, NotDone> {
    folder(Place::Data).ok_or_else(|| NotDone(context.strings.get("cli-no-home")))
}

/// Whether the demonstration study was made by this call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Now,
    Before,
}

/// Makes the demonstration study in a folder where there is none.
fn made(dir: &Path) -> Result<Made, StudyError> {
    std::fs::create_dir_all(dir).map_err(file_error(dir))?;
    let path = dir.join(FILE);
    if path.exists() {
        return Ok(Made::Before);
    }
    Study::build_demo(&path)?;
    Ok(Made::Now)
}

/// The demonstration study in its usual place, made where there is none.
pub(super) fn usual(context: &Context) -> Result<PathBuf> {
    let dir = usual_folder(context)?;
    made(&dir)?;
    Ok(dir.join(FILE))
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
