//! Links of the codebook beside what interviews show.

use anyhow::Result;
use serde_json::{Value, json};

use super::args::Links as Words;
use super::context::Context;
use super::{Done, output, picture};
use crate::study::{Declared, LinkedPair, Links, Orphan};

pub(super) fn run(words: &Words, context: &Context) -> Result<Done> {
    let study = context.read(&words.ground.study)?;
    let filter = words.ground.filter.filter();
    let links = study.links(&filter, &words.request())?;
    let mut table = if words.orphans {
        links.orphans(&filter, words.ground.small())
    } else {
        links.table(&filter, words.ground.small())
    };
    table.notes.extend(study.values_of_nobody(&filter)?);
    let places: Vec<u32> = links.pairs.iter().map(|pair| pair.to.place).collect();
    output::pictured(&table, &to_json(&links), &study, context, |given| {
        picture::links(given, &places)
    })
}

fn to_json(links: &Links) -> Value {
    let pairs: Vec<Value> = links.pairs.iter().map(pair_json).collect();
    let orphans = |all: &[Orphan]| -> Vec<Value> { all.iter().map(orphan_json).collect() };
    json!({
        "counts": if links.counts_people { "respondents" } else { "interviews" },
        "pairs": pairs,
        "unanswered": orphans(&links.unanswered),
        "answering_nothing": orphans(&links.answering_nothing),
    })
}

fn pair_json(pair: &LinkedPair) -> Value {
    json!({
        "from": pair.from.public_id,
        "from_name": pair.from.name,
        "to": pair.to.public_id,
        "to_name": pair.to.name,
        "declared": pair.declared != Declared::No,
        "hypothesis": pair.declared == Declared::Hypothesis,
        "reason": Some(&pair.reason).filter(|reason| !reason.is_empty()),
        "outcome": pair.outcome(),
        "both": pair.tie.both.len(),
        "passages": pair.tie.passages,
        "interviews": pair.tie.interviews,
        "links": pair.tie.links,
        "linked": pair.tie.linked.len(),
    })
}

fn orphan_json(orphan: &Orphan) -> Value {
    let with: Vec<&String> = orphan.with.iter().map(|code| &code.public_id).collect();
    json!({
        "code": orphan.code.public_id,
        "name": orphan.code.name,
        "named_by": orphan.voices,
        "why": orphan.why.name(),
        "with": with,
    })
}
