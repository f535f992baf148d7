//! A curve over interviews, points of agreement, the tree of codes.

use super::{Drawn, Given, flat, size};
use crate::charts::{Chart, Curve, CurvePoint, DotRow, Dots, Label, Size, Tree, TreeRow};
use crate::model::codebook::{Draft, Origin};
use crate::model::table::{Cell, Heading};
use crate::strings::Strings;

/// Points with intervals at most.
const MOST_POINTS: usize = 60;
/// Codes of a tree at most.
const MOST_CODES: usize = 150;

/// New codes by interview; `reached` is the interview at which saturation is, from 0.
pub(in crate::cli) fn saturation(given: &Given, reached: Option<usize>) -> Option<Drawn> {
    let at = |key: &str| given.column(key);
    let (new, total) = (at("new_codes"), at("cumulative"));
    let (low, high) = (at("band_low"), at("band_high"));
    let count = |row: usize, column| match given.cell(row, column) {
        Cell::Count(n) => Some(*n),
        _ => None,
    };
    let points: Vec<CurvePoint> = (0..given.n_rows())
        .filter_map(|row| {
            let end = |column| match size(given.cell(row, column)) {
                Size::Of(end) => Some(end),
                _ => None,
            };
            // Interviews held out have no place on the curve.
            Some(CurvePoint {
                name: given.printed(row, at("interview")),
                new: count(row, new)?,
                total: count(row, total)?,
                band: end(low).zip(end(high)),
            })
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    let strings = given.strings;
    let n_rows = given.n_rows();
    let n_points = points.len();
    let chart = Curve {
        bars: given.heading(new),
        line: given.heading(total),
        band: strings.get("picture-band"),
        axis: strings.get("picture-in-order"),
        reached: reached.map(|at| {
            let words = strings.with("picture-saturated", &[("n", (at as u64 + 1).into())]);
            (at, words)
        }),
        points,
    };
    let drawn = Drawn::of(Chart::Curve(chart));
    Some(drawn.most("picture-held-out", n_points, n_rows, strings))
}

/// The first measure of agreement, code by code.
pub(in crate::cli) fn agreement(given: &Given, measure: &str) -> Option<Drawn> {
    let value = given.column(measure);
    let limit = |limit: &str| {
        given.table.columns.iter().position(
            |column| matches!(column.heading, Heading::Of(it, of) if it == limit && of == measure),
        )
    };
    let (low, high) = (limit("low"), limit("high"));
    let number = |row: usize, column| match size(given.cell(row, column)) {
        Size::Of(number) => Some(number),
        _ => None,
    };
    let row = |at: usize| {
        let point = number(at, value);
        let limits = number(at, low).zip(number(at, high));
        let printed = given.printed(at, value);
        DotRow {
            label: flat(given.label(at, "code", "name")),
            value: point,
            limits: limits.filter(|_| point.is_some()),
            words: match limits {
                Some(_) if point.is_some() => format!(
                    "{printed} [{}, {}]",
                    given.printed(at, low),
                    given.printed(at, high)
                ),
                _ => printed,
            },
        }
    };
    // Rows that say how many codes have a value are no points.
    let is_point = |at: &usize| {
        let cell = given.cell(*at, value);
        matches!(cell, Cell::Figure(_) | Cell::Share(_) | Cell::Key(_))
    };
    let all: Vec<DotRow> = (0..given.n_rows()).filter(is_point).map(row).collect();
    let n_all = all.len();
    let defined: Vec<DotRow> = all.into_iter().filter(|row| row.value.is_some()).collect();
    let n_defined = defined.len();
    let rows: Vec<DotRow> = defined.into_iter().take(MOST_POINTS).collect();
    if rows.is_empty() {
        return None;
    }
    let n_rows = rows.len();
    let chart = Dots {
        measure: given.heading(value),
        rows,
    };
    let drawn = Drawn::of(Chart::Dots(chart))
        .most("picture-undefined", n_defined, n_all, given.strings)
        .most("picture-first-rows", n_rows, n_defined, given.strings);
    Some(drawn)
}

/// The codes of a codebook that are in use.
pub(in crate::cli) fn tree(book: &Draft, strings: &Strings) -> Option<Drawn> {
    let in_use: Vec<_> = book.codes.iter().filter(|code| !code.retired).collect();
    let mut levels: Vec<(&str, u16)> = Vec::new();
    let mut rows: Vec<TreeRow> = Vec::new();
    for code in in_use {
        let entry = &code.entry;
        let parent = code.parent.as_deref();
        let above = levels.iter().find(|(id, _)| Some(*id) == parent);
        let level = above.map_or(0, |(_, level)| level + 1);
        levels.push((&entry.public_id, level));
        rows.push(TreeRow {
            label: Label {
                id: entry.public_id.clone(),
                name: entry.name.clone(),
                level,
            },
            beside: match entry.origin {
                Origin::Given => String::new(),
                origin => strings.get(&format!("cell-origin-{}", origin.name())),
            },
        });
    }
    if rows.is_empty() {
        return None;
    }
    let all = rows.len();
    // Deep levels go first, then what is left of the end.
    let mut deepest = rows.iter().map(|row| row.label.level).max().unwrap_or(0);
    while rows.len() > MOST_CODES && deepest > 0 {
        rows.retain(|row| row.label.level < deepest);
        deepest -= 1;
    }
    rows.truncate(MOST_CODES);
    let shown = rows.len();
    let drawn = Drawn::of(Chart::Tree(Tree { rows }));
    Some(drawn.most("picture-upper-levels", shown, all, strings))
}
