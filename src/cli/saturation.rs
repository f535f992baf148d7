//! New codes by interview.

use anyhow::Result;
use serde_json::{Value, json};

use super::args::Saturation as Words;
use super::context::Context;
use super::{Done, output, picture};
use crate::study::Saturation;

pub(super) fn run(words: &Words, context: &Context) -> Result<Done> {
    let study = context.read(&words.study)?;
    let filter = words.filter.filter();
    let found = study.saturation(&filter, &words.request())?;
    let mut table = found.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    let reached = found.rows.iter().position(|row| row.reaches);
    output::pictured(&table, &to_json(&found), &study, context, |given| {
        picture::saturation(given, reached)
    })
}

/// One object for each interview; of those held out `cumulative` is null.
fn to_json(found: &Saturation) -> Value {
    let mut rows: Vec<Value> = found
        .rows
        .iter()
        .map(|row| {
            let mut item = json!({
                "interview": row.interview,
                "date": row.date,
                "new_codes": row.step.new,
                "cumulative": row.step.cumulative,
                "share": row.share,
                "new": row.new,
                "run_new": row.run.map(|run| run.new),
                "run_ratio": row.run.map(|run| run.ratio),
                "saturated": row.reaches,
            });
            if let Some(band) = row.band {
                item["low"] = band.low.into();
                item["mean"] = band.mean.into();
                item["high"] = band.high.into();
            }
            if let Err(why) = found.guest {
                item["why"] = why.name().into();
            }
            item
        })
        .collect();
    rows.extend(found.held_out.iter().map(|held| {
        json!({
            "interview": held.interview,
            "date": held.date,
            "new_codes": held.new.len(),
            "cumulative": null,
            "new": held.new,
            "held_out": true,
            "codings": held.codings,
            "known": held.known,
        })
    }));
    rows.into()
}
