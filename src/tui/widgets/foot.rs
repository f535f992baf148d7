//! Notes under a table: what is counted, in which order, what to keep in mind.

use ratatui::layout::Rect;

use super::{Canvas, from_column, put, row};
use crate::tui::theme::Role;
use crate::tui::view::Ui;

/// Rows that so many notes take, with the line over them.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a handful of notes")]
pub const fn rows(notes: usize) -> u16 {
    notes as u16 + 1
}

/// Draws a line and notes under it at the bottom of an area and returns the room above.
pub fn with_foot(
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
    notes: impl AsRef<[(String, Role)]>,
) -> Rect {
    let notes = notes.as_ref();
    let height = rows(notes.len()).min(area.height);
    let above = Rect::new(area.x, area.y, area.width, area.height - height);
    let below = Rect::new(area.x, above.bottom(), area.width, height);
    ui.line(buffer, row(below, 0), Role::Rule);
    for ((words, role), n) in notes.iter().zip(1..) {
        let line = from_column(row(below, n), 1);
        put(buffer, line, &ui.fit(words, line.width), ui.style(*role));
    }
    above
}
