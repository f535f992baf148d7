//! The demonstration study.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::args::Demo;
use super::config::{Place, folder};
use super::context::Context;
use super::{Done, freq, open};
use crate::study::{Filter, Mode, Study};

/// Builds the sample study where there is none, and opens it; without a
/// terminal, prints its code frequency table.
pub(super) fn run(words: &Demo, context: &Context) -> Result<Done> {
    let dir = match &words.dir {
        Some(dir) => dir.clone(),
        None => folder(Place::Data).context("there is no home folder to put the study in")?,
    };
    std::fs::create_dir_all(&dir).with_context(|| format!("making {}", dir.display()))?;
    let path = dir.join("demo.fangtan");
    if words.fresh && path.exists() {
        let kept = keep_old(&path)?;
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
fn keep_old(path: &Path) -> Result<PathBuf> {
    // The lock says whether somebody works in it: then it stays where it is.
    let in_use = Study::open(path, Mode::Write);
    if let Err(error @ crate::study::StudyError::Store(_)) = in_use
        && error.key() == "error-open-elsewhere"
    {
        return Err(error.into());
    }
    for n in 1_u32.. {
        let kept = path.with_file_name(format!("demo-{n}.fangtan"));
        if !kept.exists() {
            std::fs::rename(path, &kept).with_context(|| format!("moving {}", path.display()))?;
            return Ok(kept);
        }
    }
    anyhow::bail!("no name is left for the old study")
}
