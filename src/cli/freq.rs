//! The code frequency table.

use anyhow::Result;
use serde_json::{Value, json};

use super::args::Freq;
use super::context::Context;
use super::{Done, output};
use crate::study::{Filter, Frequencies, Study};

pub(super) fn run(words: &Freq, context: &Context) -> Result<Done> {
    let study = context.read(&words.study)?;
    print(&study, &words.filter.filter(), words.level, context)
}

/// Prints the table of a study.
pub(super) fn print(
    study: &Study,
    filter: &Filter,
    level: Option<u16>,
    context: &Context,
) -> Result<Done> {
    let frequencies = study.frequencies(filter, level)?;
    let mut table = frequencies.table(filter);
    table.notes.extend(study.values_of_nobody(filter)?);
    output::table(&table, &to_json(&frequencies), study, context)
}

fn to_json(frequencies: &Frequencies) -> Value {
    frequencies
        .rows
        .iter()
        .map(|row| {
            let mut item = json!({
                "code": row.public_id,
                "name": row.name,
                "path": row.path,
                "kind": Some(&row.kind).filter(|kind| !kind.is_empty()),
                "depth": row.depth,
                "codings": row.own.codings,
                "interviews": row.own.interviews,
                "respondents": row.own.respondents,
                "chars": row.own.chars,
                "codings_total": row.total.codings,
                "interviews_total": row.total.interviews,
                "respondents_total": row.total.respondents,
                "chars_total": row.total.chars,
            });
            if let (Some(prompting), Some(fields)) = (row.prompting, item.as_object_mut()) {
                fields.insert("unprompted".to_owned(), prompting.unprompted.into());
                fields.insert("asked".to_owned(), prompting.asked.into());
            }
            item
        })
        .collect()
}
