//! Agreement between coders, of a study or of a plain table of ratings.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::args::Agreement as Words;
use super::context::Context;
use super::failure::WrongWords;
use super::{Done, output, picture};
use crate::analysis::agreement::Measure;
use crate::analysis::agreement::bootstrap::{Interval, LEVEL, REPLICATES, SEED};
use crate::analysis::agreement::compare::{Estimate, Group, OfCode};
use crate::analysis::undefined::{Figure, Why};
use crate::study::{
    Agreement, Intervals, RatingsAgreement, Rounds, StudyError, Under, Watch, Work,
};

pub(super) fn run(words: &Words, context: &Context) -> Result<Done> {
    match (&words.ratings, &words.study) {
        (Some(file), _) => of_ratings(words, file, context),
        (None, Some(study)) => of_study(words, study, context),
        (None, None) => Err(WrongWords(context.strings.get("cli-agreement-needs-study")).into()),
    }
}

fn of_study(words: &Words, study: &Path, context: &Context) -> Result<Done> {
    let request = words.request();
    for measure in words.measures_named() {
        if *measure == Measure::LightKappa {
            return Err(not_here(*measure, context));
        }
    }
    let filter = words.filter.filter();
    if filter.layer.is_some() {
        return Err(WrongWords(context.strings.get("cli-agreement-no-layer")).into());
    }
    if request.work == Work::Settled && !(filter.statuses.is_empty() && filter.facets.is_empty()) {
        return Err(WrongWords(context.strings.get("cli-agreement-settled-filter")).into());
    }
    let study = context.read(study)?;
    if words.rounds {
        let rounds = study.agreement_rounds(&filter, &request, Watch::nobody())?;
        let mut table = rounds.table(&request, &filter);
        table.notes.extend(study.values_of_nobody(&filter)?);
        return output::table(&table, &rounds_json(&rounds), &study, context);
    }
    let agreement = study.agreement(&filter, &request, Watch::nobody())?;
    let mut table = agreement.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    let measure = agreement.measures.first().map_or("", |it| it.name());
    output::pictured(&table, &to_json(&agreement), &study, context, |given| {
        picture::agreement(given, measure)
    })
}

fn of_ratings(words: &Words, file: &Path, context: &Context) -> Result<Done> {
    let request = words.ratings_request();
    for measure in words.measures_named() {
        if measure.is_of_spans() {
            return Err(not_here(*measure, context));
        }
    }
    let bytes = fs::read(file).map_err(|source| StudyError::File {
        path: file.to_owned(),
        source,
    })?;
    let agreement = RatingsAgreement::of(&file.display().to_string(), &bytes, &request)?;
    if agreement.positive.is_none()
        && let Some(measure) = words.measures_named().iter().find(|it| it.is_binary())
    {
        let args = [("measure", measure.name().into())];
        return Err(WrongWords(context.strings.with("cli-agreement-needs-positive", &args)).into());
    }
    let sheet = context.strings.sheet(&agreement.table());
    output::sheet_or_json(&sheet, &ratings_json(&agreement), "agreement", context)
}

fn not_here(measure: Measure, context: &Context) -> anyhow::Error {
    let args = [("measure", measure.name().into())];
    WrongWords(context.strings.with("cli-agreement-not-here", &args)).into()
}

fn to_json(agreement: &Agreement) -> Value {
    let codes = agreement.rows.iter().map(|row| {
        let mut item = json!({
            "code": row.public_id,
            "name": row.name,
            "path": row.path,
            "kind": Some(&row.kind).filter(|kind| !kind.is_empty()),
            "depth": row.depth,
        });
        extend(&mut item, of_code(agreement, &row.of));
        item
    });
    let codes: Vec<Value> = codes.collect();
    let kinds = agreement.kinds.iter().map(|kind| {
        let mut any = json!({});
        extend(&mut any, of_code(agreement, &kind.any));
        json!({
            "kind": kind.id,
            "name": kind.name,
            "any": any,
            "overall": overall(agreement, &kind.each),
        })
    });
    let kinds: Vec<Value> = kinds.collect();
    let levels = (1..).zip(&agreement.levels).map(|(level, group): (u16, _)| {
        json!({ "depth": level - 1, "overall": overall(agreement, group) })
    });
    let levels: Vec<Value> = levels.collect();
    let mut whole = json!({
        "unit": agreement.request.unit.name(),
        "coders": agreement.coders,
        "overall": overall(agreement, &agreement.overall),
        "codes": codes,
        "levels": levels,
        "kinds": kinds,
        "interviews": agreement.interviews,
        "settled": (agreement.request.work == Work::Settled).then_some(agreement.n_settled),
        "left_out": agreement.n_left_out,
        "hidden": agreement.n_hidden,
        "coverage_inferred": agreement.n_inferred,
        "fingerprint": agreement.fingerprint,
    });
    extend(&mut whole, how_drawn(agreement.request.intervals));
    whole
}

fn rounds_json(rounds: &Rounds) -> Value {
    let each = rounds.rounds.iter().map(|round| {
        let (name, number) = match &round.under {
            Under::Frozen { number, name } => (Some(name), Some(number)),
            Under::NoneFrozen | Under::Unknown => (None, None),
        };
        let mut item = json!({
            "round": name,
            "codebook": number,
            "time_known": round.under != Under::Unknown,
        });
        if let Value::Object(fields) = to_json(&round.agreement) {
            extend(&mut item, fields);
        }
        item
    });
    let each: Vec<Value> = each.collect();
    json!({ "rounds": each, "left_out": rounds.n_left_out, "hidden": rounds.n_hidden })
}

/// The figures of one code, with the units they rest on.
fn of_code(agreement: &Agreement, of: &OfCode) -> Map<String, Value> {
    let present: Map<String, Value> = agreement
        .coders
        .iter()
        .cloned()
        .zip(of.present.iter().map(|n| json!(n)))
        .collect();
    let mut measures = figures(&agreement.measures, &of.estimates);
    for (item, measure) in measures.iter_mut().zip(&agreement.measures) {
        if measure.outlives_variation() && of.sums.is_unvaried() {
            item["warning"] = Why::NoVariation.name().into();
        }
    }
    let mut fields = Map::new();
    fields.insert("measures".to_owned(), measures.into());
    fields.insert(
        "units".to_owned(),
        crate::study::whole(of.sums.extent.units).into(),
    );
    fields.insert("present".to_owned(), present.into());
    if agreement.coders.len() == 2 {
        let both = crate::study::whole(of.sums.two_by_two().both);
        fields.insert("both".to_owned(), both.into());
    }
    fields
}

/// Figures for all codes of a group: how many have a value stands beside each, and the pooled
/// kappa of two coders beside the mean one.
fn overall(agreement: &Agreement, group: &Group) -> Vec<Value> {
    let mut list = Vec::new();
    for (measure, of) in agreement.measures.iter().zip(&group.overall) {
        let mut item = figure(measure.name(), &of.estimate);
        item["defined"] = of.defined.into();
        list.push(item);
        if *measure == Measure::CohenKappa
            && let Some(pooled) = &group.pooled_kappa
        {
            list.push(figure("pooled_kappa", pooled));
        }
    }
    list
}

fn figures(measures: &[Measure], estimates: &[Estimate]) -> Vec<Value> {
    measures
        .iter()
        .zip(estimates)
        .map(|(measure, estimate)| figure(measure.name(), estimate))
        .collect()
}

fn figure(measure: &str, estimate: &Estimate) -> Value {
    let limits = estimate.interval.limits();
    let mut item = json!({
        "measure": measure,
        "value": estimate.value.ok(),
        "low": limits.map(|(low, _)| low),
        "high": limits.map(|(_, high)| high),
        "level": (estimate.interval != Interval::NotAsked).then_some(LEVEL),
    });
    if let Err(why) = estimate.value {
        item["why"] = why.name().into();
    }
    match estimate.interval {
        Interval::Between { undefined, .. } if undefined > 0 => {
            item["undefined_replicates"] = undefined.into();
        }
        Interval::OftenUndefined { undefined } => {
            item["undefined_replicates"] = undefined.into();
        }
        Interval::None(why) if estimate.value.is_ok() => {
            item["no_interval"] = why.name().into();
        }
        Interval::None(_) | Interval::Between { .. } | Interval::NotAsked => {}
    }
    item
}

fn ratings_json(agreement: &RatingsAgreement) -> Value {
    let mut overall = figures(&agreement.measures, &agreement.estimates);
    for (item, error) in overall.iter_mut().zip(&agreement.errors) {
        let Some(error) = error else { continue };
        item["se"] = Figure::ok(*error).into();
        if let Err(why) = error {
            item["se_why"] = why.name().into();
        }
    }
    let mut whole = json!({
        "unit": "row",
        "coders": agreement.coders,
        "categories": agreement.categories,
        "positive": agreement.positive,
        "overall": overall,
        "codes": [],
        "units": agreement.n_units,
        "pairable": agreement.n_pairable,
    });
    extend(&mut whole, how_drawn(agreement.intervals));
    whole
}

fn how_drawn(intervals: Intervals) -> Map<String, Value> {
    let mut fields = Map::new();
    if intervals == Intervals::Computed {
        fields.insert("replicates".to_owned(), REPLICATES.into());
        fields.insert("seed".to_owned(), SEED.into());
    }
    fields
}

fn extend(item: &mut Value, fields: Map<String, Value>) {
    if let Some(object) = item.as_object_mut() {
        object.extend(fields);
    }
}
