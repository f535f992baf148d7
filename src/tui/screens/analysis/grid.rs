//! Names of codes on the left, cells of one width beside them.

use ratatui::layout::Rect;

use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put};

/// Cells for the name of a code on a screen of that width.
pub(super) fn name_width(width: u16) -> u16 {
    match width {
        110.. => 34,
        76.. => 22,
        _ => 17,
    }
}

/// Columns of cells beside the names.
pub(super) fn n_wide(width: u16, cell: u16) -> usize {
    usize::from(width.saturating_sub(2 + name_width(width)) / cell).max(1)
}

/// Which of the columns in view a cell of the screen lies in.
pub(super) fn column_at(width: u16, cell: u16, x: u16) -> Option<usize> {
    let beside = x.checked_sub(2 + name_width(width))?;
    Some(usize::from(beside / cell)).filter(|n| *n < n_wide(width, cell))
}

/// The area of the column of that number among those in view.
pub(super) fn cell_of(line: Rect, width: u16, cell: u16, n: usize) -> Rect {
    let x = u16::try_from(n).unwrap_or(u16::MAX).saturating_mul(cell);
    let area = from_column(line, (2 + name_width(width)).saturating_add(x));
    Rect::new(area.x, area.y, area.width.min(cell), area.height.min(1))
}

/// Draws the name of a code.
pub(super) fn draw_name(
    ui: &Ui,
    buffer: &mut Canvas,
    line: Rect,
    words: &str,
    style: ratatui::style::Style,
) {
    let width = name_width(line.width);
    put(
        buffer,
        from_column(line, 2),
        &ui.pad(words, width - 1),
        style,
    );
}

/// A mark where there is more to the left or the right than is in view.
pub(super) fn draw_more(ui: &Ui, buffer: &mut Canvas, head: Rect, before: bool, after: bool) {
    let dim = ui.style(Role::Dim);
    if before {
        put(
            buffer,
            from_column(head, 1 + name_width(head.width)),
            "<",
            dim,
        );
    }
    if after {
        put(
            buffer,
            from_column(head, head.width.saturating_sub(1)),
            ">",
            dim,
        );
    }
}
