//! Codes that stand together.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::{Value, json};

use super::args::Cooccur as Words;
use super::context::Context;
use super::picture::Pairs;
use super::{Done, output};
use crate::study::{CodePair, CooccurUnit, Cooccurrence, GroupedCooccurrence};

pub(super) fn run(words: &Words, context: &Context) -> Result<Done> {
    let study = context.read(&words.ground.study)?;
    let filter = words.ground.filter.filter();
    if let Some(by) = &words.by {
        let found = study.cooccurrence_by(&filter, &words.request(), by, words.width())?;
        let table = found.table(&filter);
        return output::table(&table, &grouped_json(&found), &study, context);
    }
    let found = study.cooccurrence(&filter, &words.request())?;
    let mut table = found.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    output::pictured(&table, &to_json(&found), &study, context, |given| {
        let pairs = if found.is_matrix() {
            Pairs::of_matrix(given)
        } else {
            let codes = found.pairs.iter().flat_map(|pair| [&pair.a, &pair.b]);
            let codes: BTreeMap<u32, &str> = codes
                .map(|code| (code.place, code.public_id.as_str()))
                .collect();
            let ids: Vec<&str> = codes.into_values().collect();
            Pairs::of_list(given, &ids)
        };
        pairs.drawn(words.picture, given)
    })
}

fn grouped_json(found: &GroupedCooccurrence) -> Value {
    let groups: Vec<Value> = found
        .groups
        .iter()
        .map(|(value, found)| {
            let mut whole = to_json(found);
            whole["value"] = value.as_str().into();
            whole
        })
        .collect();
    json!({ "by": found.by, "groups": groups })
}

fn to_json(found: &Cooccurrence) -> Value {
    let pairs: Vec<Value> = found
        .pairs
        .iter()
        .map(|pair| pair_json(pair, found.unit))
        .collect();
    let mut whole = json!({ "unit": found.unit.name(), "pairs": pairs });
    if let CooccurUnit::Near(most) = found.unit {
        whole["near"] = most.into();
    }
    whole
}

fn pair_json(pair: &CodePair, unit: CooccurUnit) -> Value {
    let figures = &pair.figures;
    let mut item = json!({
        "a": pair.a.public_id,
        "b": pair.b.public_id,
        "a_name": pair.a.name,
        "b_name": pair.b.name,
        "n": figures.n,
        "n_a": figures.n_a,
        "n_b": figures.n_b,
        "interviews": figures.interviews,
        "interviews_both": figures.interviews_both,
        "jaccard": figures.jaccard(),
        "c_coefficient": figures.c_coefficient().ok(),
    });
    if unit.pairs_passages() {
        item["a_with_b"] = figures.a_with_b.into();
        item["b_with_a"] = figures.b_with_a.into();
    }
    if let Some(tie) = &pair.tie {
        item["passages"] = tie.passages.into();
        item["links"] = tie.links.into();
        item["linked"] = tie.linked.len().into();
    }
    if let Err(why) = figures.c_coefficient() {
        item["why"] = why.name().into();
    }
    item
}
