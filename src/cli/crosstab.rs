//! Codes by groups.

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::args::Crosstab as Words;
use super::context::Context;
use super::{Done, output, picture};
use crate::analysis::crosstab::Counts;
use crate::analysis::undefined::Figure;
use crate::study::{CodeTest, CodingGroup, Crosstab, CrosstabRow};

pub(super) fn run(words: &Words, context: &Context) -> Result<Done> {
    let study = context.read(&words.ground.study)?;
    let filter = words.ground.filter.filter();
    let crosstab = study.crosstab(&filter, &words.request())?;
    let mut table = crosstab.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    output::pictured(
        &table,
        &to_json(&crosstab),
        &study,
        context,
        picture::crosstab,
    )
}

fn to_json(crosstab: &Crosstab) -> Value {
    let values: Vec<Value> = crosstab
        .groups
        .iter()
        .map(|group| match &group.cross {
            None => json!(group.value),
            Some(cross) => json!([group.value, cross]),
        })
        .collect();
    let of_groups =
        |of: fn(&CodingGroup) -> u64| -> Vec<u64> { crosstab.groups.iter().map(of).collect() };
    let mut whole = json!({
        "by": crosstab.by.name(),
        "values": values,
        "group_interviews": of_groups(|group| group.n_interviews),
        "group_respondents": of_groups(|group| group.n_respondents),
        "rows": crosstab.rows.iter().enumerate().map(|(at, row)| {
            let test = crosstab.tests.as_ref().and_then(|tests| tests.rows.get(at));
            row_json(row, crosstab.groups.len(), test)
        }).collect::<Vec<Value>>(),
    });
    if let Some(cross) = &crosstab.cross {
        whole["cross"] = cross.name().into();
    }
    if let Some(tests) = &crosstab.tests {
        whole["tests"] = tests.n_tests.into();
    }
    whole
}

fn row_json(row: &CrosstabRow, n_groups: usize, test: Option<&CodeTest>) -> Value {
    let list = |cells: &[Counts], of: fn(&Counts) -> u64| -> Vec<u64> {
        cells.iter().take(n_groups).map(of).collect()
    };
    let mut item = json!({
        "code": row.public_id,
        "name": row.name,
        "path": row.path,
        "depth": row.depth,
        "codings": list(&row.own, |cell| cell.codings),
        "interviews": list(&row.own, |cell| cell.interviews),
        "respondents": list(&row.own, |cell| cell.respondents),
        "codings_total": list(&row.total, |cell| cell.codings),
        "interviews_total": list(&row.total, |cell| cell.interviews),
        "respondents_total": list(&row.total, |cell| cell.respondents),
    });
    if let Some(denied) = &row.denied {
        item["denied"] = list(denied, |cell| cell.codings).into();
        item["denied_interviews"] = list(denied, |cell| cell.interviews).into();
        item["denied_respondents"] = list(denied, |cell| cell.respondents).into();
    }
    if let Some(test) = test {
        item["test"] = test_json(test).into();
    }
    item
}

fn test_json(test: &CodeTest) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("test".to_owned(), test.test.name().into());
    fields.insert("expected".to_owned(), json!(test.expected));
    fields.insert("expected_below_5".to_owned(), test.n_small.into());
    let figures: [(&str, Figure); 5] = [
        ("min_expected", test.min_expected),
        ("p", test.p),
        ("p_holm", test.p_holm),
        ("cramers_v", test.cramers_v),
        ("cramers_v_bias_corrected", test.cramers_v_corrected),
    ];
    for (name, figure) in figures {
        fields.insert(name.to_owned(), figure.ok().into());
        if let Err(why) = figure {
            fields.insert(format!("{name}_why"), why.name().into());
        }
    }
    fields
}
