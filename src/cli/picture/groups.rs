//! Codes by groups, shaded.

use super::{Drawn, Given, MOST_COLUMNS, MOST_ROWS, flat, largest, rank, size};
use crate::charts::{Chart, Figure, Heat, HeatCell, HeatRow, Label, Size};
use crate::model::table::{Cell, Heading};

/// A column of figures with the shares that stand beside it.
struct Group {
    column: usize,
    shares: Vec<usize>,
    /// Whether its figures are shaded: those of all groups together aren't.
    shaded: bool,
}

/// The groups of a table: a column of counts each, and behind it its shares.
fn groups(given: &Given) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (column, head) in given.table.columns.iter().enumerate() {
        let key = match &head.heading {
            Heading::Words(note) => note.key,
            Heading::Key(key) => key,
            Heading::Of(..) | Heading::Data(_) => continue,
        };
        let is_share = key.starts_with("share-");
        let shaded = key == "group" || key.starts_with("group-");
        if shaded || (!groups.is_empty() && ["all", "denied-all"].contains(&key)) {
            groups.push(Group {
                column,
                shares: Vec::new(),
                shaded,
            });
        } else if let (true, Some(last)) = (is_share, groups.last_mut()) {
            last.shares.push(column);
        }
    }
    groups
}

/// Whether a table has columns of groups.
pub(super) fn has_groups(given: &Given) -> bool {
    groups(given).iter().any(|group| group.shaded)
}

/// Codes by groups.
pub(in crate::cli) fn crosstab(given: &Given) -> Option<Drawn> {
    let all_groups = groups(given);
    let rank_of = |row: usize, group: &Group| rank(size(given.cell(row, Some(group.column))));
    let in_columns: Vec<f64> = all_groups
        .iter()
        .map(|group| {
            // What is of all groups together is drawn in any case.
            if group.shaded {
                1.0 + (0..given.n_rows())
                    .map(|row| rank_of(row, group))
                    .sum::<f64>()
            } else {
                f64::MAX
            }
        })
        .collect();
    let (columns, n_columns) = largest(&in_columns, MOST_COLUMNS);
    let columns: Vec<&Group> = columns.into_iter().map(|at| &all_groups[at]).collect();
    let in_rows: Vec<f64> = (0..given.n_rows())
        .map(|row| columns.iter().map(|group| rank_of(row, group)).sum())
        .collect();
    let (rows, n_rows) = largest(&in_rows, MOST_ROWS);
    if rows.is_empty() || columns.is_empty() {
        return None;
    }
    let cell = |row: usize, group: &Group| {
        let shares = group.shares.iter().filter_map(|column| {
            let words = given.printed(row, Some(*column));
            matches!(given.cell(row, Some(*column)), Cell::Share(_)).then(|| format!("{words}%"))
        });
        let figure = given.figure(row, Some(group.column));
        HeatCell {
            below: shares.collect::<Vec<String>>().join(" "),
            figure: if group.shaded || figure.size == Size::Hidden {
                figure
            } else {
                Figure {
                    size: Size::Unsized,
                    ..figure
                }
            },
        }
    };
    let heat = Heat {
        measure: String::new(),
        columns: columns
            .iter()
            .map(|group| Label {
                name: given.heading(Some(group.column)),
                ..Label::default()
            })
            .collect(),
        rows: rows
            .iter()
            .map(|row| HeatRow {
                label: flat(given.label(*row, "code", "name")),
                cells: columns.iter().map(|group| cell(*row, group)).collect(),
            })
            .collect(),
    };
    let drawn = Drawn::of(Chart::Heat(heat))
        .most("picture-most-rows", rows.len(), n_rows, given.strings)
        .most(
            "picture-most-columns",
            columns.len(),
            n_columns,
            given.strings,
        );
    Some(drawn)
}
