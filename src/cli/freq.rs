//! The code frequency table.

use anyhow::Result;
use serde_json::{Value, json};

use super::args::Freq;
use super::context::Context;
use super::{Done, output, picture};
use crate::study::{Filter, Frequencies, FrequencyRequest, Spoken, Study};

pub(super) fn run(words: &Freq, context: &Context) -> Result<Done> {
    let study = context.read(&words.ground.study)?;
    print(
        &study,
        &words.ground.filter.filter(),
        &words.request(),
        context,
    )
}

/// Prints the table of a study.
pub(super) fn print(
    study: &Study,
    filter: &Filter,
    request: &FrequencyRequest,
    context: &Context,
) -> Result<Done> {
    let frequencies = study.frequencies_of(filter, request)?;
    let mut table = frequencies.table(filter);
    table.notes.extend(study.values_of_nobody(filter)?);
    output::pictured(
        &table,
        &to_json(&frequencies),
        study,
        context,
        picture::frequencies,
    )
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
                fields.insert("asked_of".to_owned(), prompting.asked_of.into());
            }
            if let Some(denied) = row.denied {
                item["denied"] = denied.codings.into();
                item["denied_interviews"] = denied.interviews.into();
                item["denied_respondents"] = denied.respondents.into();
            }
            if frequencies.request.spoken == Spoken::Counted {
                item["speakers"] = row.own.speakers.into();
                item["speakers_total"] = row.total.speakers.into();
                item["said"] = row.own.said.into();
                item["said_total"] = row.total.said.into();
                item["share_of_text"] = part(row.own.said, frequencies.said);
            }
            if frequencies.by.is_some() {
                let groups = frequencies.groups.iter().zip(&row.groups);
                item["groups"] = groups
                    .map(|(group, counts)| {
                        json!({
                            "value": group.value,
                            "codings": counts.codings,
                            "interviews": counts.interviews,
                            "respondents": counts.respondents,
                            "group_interviews": group.n_interviews,
                            "group_respondents": group.n_respondents,
                        })
                    })
                    .collect();
            }
            item
        })
        .collect()
}

/// A share; null of nothing.
fn part(part: u64, whole: u64) -> Value {
    if whole == 0 {
        Value::Null
    } else {
        (part as f64 / whole as f64).into()
    }
}
