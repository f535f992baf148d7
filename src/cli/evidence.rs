//! The document's tables from the interviews, and what is said on one side only.

use anyhow::Result;

use super::args::Evidence as Words;
use super::context::Context;
use super::{Done, output};

pub(super) fn run(words: &Words, context: &Context) -> Result<Done> {
    let study = context.read(&words.ground.study)?;
    let filter = words.ground.filter.filter();
    let (mut table, json) = if let Some(what) = &words.contrast {
        let found = study.contrast(&filter, what, words.ground.small())?;
        (found.table(&filter), found.json())
    } else {
        let found = study.evidence(&filter, &words.request())?;
        (found.table(&filter), found.json())
    };
    table.notes.extend(study.values_of_nobody(&filter)?);
    output::table(&table, &json, &study, context)
}
