//! Making and opening studies.

use std::io::Write as _;

use anyhow::Result;

use super::args::New;
use super::context::Context;
use super::{Done, config};
use crate::model::plan::{KnownCodes, Plan};
use crate::study::{Study, codebook_plan, read_codebook};

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
