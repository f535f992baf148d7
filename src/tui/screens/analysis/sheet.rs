//! The table of the figures, as it goes into a file.

use ratatui::layout::{Position, Rect};

use super::Analysis;
use crate::model::table::{Cell, Table};
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

/// Widest column of words, in cells.
const WIDEST: u16 = 30;

/// Draws the rows in view from the first column in view on, the two columns of names always.
pub(super) fn draw(
    screen: &Analysis,
    table: &Table,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    if table.rows.is_empty() {
        ui.paragraph(buffer, area, &ui.say("empty-table"));
        return None;
    }
    let body = Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(1),
    );
    let in_view: Vec<usize> = screen
        .list
        .view(table.rows.len(), usize::from(body.height))
        .collect();
    let words = |place: usize, column: usize| -> String {
        match &table.rows[place][column] {
            Cell::Level(level, name) => format!("{}{name}", " ".repeat(usize::from(*level))),
            cell => ui.strings.cell(cell).replace('\n', " "),
        }
    };
    let mut cursor = None;
    for (place, y) in in_view.iter().zip(0..) {
        if *place == screen.list.at {
            let line = row(body, y);
            ui.mark_row(buffer, line, 0);
            cursor = Some(line.as_position());
        }
    }
    let fixed = table
        .columns
        .iter()
        .take(2)
        .filter(|it| !it.numeric)
        .count();
    let first = screen.columns.at.max(fixed);
    let mut x = 2;
    for column in (0..fixed).chain(first..table.columns.len()) {
        let heading = ui.strings.heading(&table.columns[column]);
        let longest = in_view.iter().map(|place| ui.width(&words(*place, column)));
        let width = longest
            .max()
            .unwrap_or(0)
            .max(ui.width(&heading))
            .min(WIDEST);
        if x >= area.width {
            break;
        }
        let cell = |line: Rect| {
            let at = from_column(line, x);
            Rect::new(at.x, at.y, at.width.min(width), at.height.min(1))
        };
        let numeric = table.columns[column].numeric;
        let mut write = |line: Rect, words: &str, style| {
            let area = cell(line);
            let words = ui.fit(words, area.width);
            if numeric {
                put_right(buffer, area, &words, style);
            } else {
                put(buffer, area, &words, style);
            }
        };
        write(row(area, 0), &heading, ui.style(Role::Heading));
        for (place, y) in in_view.iter().zip(0..) {
            let role = if *place == screen.list.at {
                Role::Cursor
            } else {
                Role::Text
            };
            write(row(body, y), &words(*place, column), ui.style(role));
        }
        x = x.saturating_add(width).saturating_add(2);
    }
    cursor
}
