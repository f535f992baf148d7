//! A bar for each row of a table.

use super::{Drawn, Given, MOST_ROWS, groups, largest, rank, size};
use crate::charts::{BarRow, Bars, Chart};

/// Codes by how often they were given, or by groups where the table has them.
pub(in crate::cli) fn frequencies(given: &Given) -> Option<Drawn> {
    if groups::has_groups(given) {
        return groups::crosstab(given);
    }
    let beside = ["interviews", "respondents"];
    // Codes that only have codings below them hold the tree together.
    let total = given.column("codings-total");
    bars(given, ("code", "name"), ("codings", &beside), total)
}

/// Words by how often they are said.
pub(in crate::cli) fn words(given: &Given) -> Option<Drawn> {
    let beside = ["interviews", "respondents", "g2", "over"];
    bars(given, ("", "word"), ("times", &beside), None)
}

fn bars(
    given: &Given,
    (id, name): (&str, &str),
    (measure, beside): (&str, &[&str]),
    total: Option<usize>,
) -> Option<Drawn> {
    let measure = given.column(measure);
    let beside: Vec<usize> = beside.iter().filter_map(|key| given.column(key)).collect();
    let ranks: Vec<f64> = (0..given.n_rows())
        .map(|row| {
            let own = rank(size(given.cell(row, measure)));
            let total = rank(size(given.cell(row, total)));
            if own > 0.0 {
                own
            } else {
                // Behind all that have codings of their own.
                total.min(0.5)
            }
        })
        .collect();
    let (rows, all) = largest(&ranks, MOST_ROWS);
    if rows.is_empty() {
        return None;
    }
    let chart = Bars {
        measure: given.heading(measure),
        columns: beside.iter().map(|at| given.heading(Some(*at))).collect(),
        rows: rows
            .iter()
            .map(|row| BarRow {
                label: given.label(*row, id, name),
                bar: given.figure(*row, measure),
                cells: beside
                    .iter()
                    .map(|at| given.printed(*row, Some(*at)))
                    .collect(),
            })
            .collect(),
    };
    let (shown, strings) = (rows.len(), given.strings);
    let key = "picture-most-rows";
    Some(Drawn::of(Chart::Bars(chart)).most(key, shown, all, strings))
}
