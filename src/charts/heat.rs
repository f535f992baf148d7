//! A table whose cells are shaded by their figures, which stand in them.

use super::canvas::{
    Anchor, Canvas, LEADING, PAPER, RULE, SMALL, SOFT, Stroke, Type, fill, most_lines, names_width,
    row_height,
};
use super::words::{lines, wide};
use super::{Figure, Label, Size, largest};

/// A shaded table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// What shades and figures are of.
    pub measure: String,
    /// Headings.
    pub columns: Vec<Label>,
    /// Rows, each as long as the headings.
    pub rows: Vec<HeatRow>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatRow {
    /// What it is of.
    pub label: Label,
    /// Its cells.
    pub cells: Vec<HeatCell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatCell {
    /// What shades it.
    pub figure: Figure,
    /// What stands under it in smaller type; may be empty.
    pub below: String,
}

/// Narrowest and widest column.
const NARROW: f64 = 58.0;
const WIDE: f64 = 104.0;
const BELOW: f64 = 9.5;
/// Lines of a heading and of the words in a cell.
const HEAD_LINES: usize = 5;
const CELL_LINES: usize = 3;

impl Heat {
    pub(super) fn draw(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let names = names_width(self.rows.iter().map(|row| &row.label));
        let largest = largest(cells().map(|cell| cell.figure.size));
        let in_a_line = cells()
            .map(|cell| wide(&cell.figure.words, SMALL).max(wide(&cell.below, BELOW)) + 10.0)
            .fold(NARROW, f64::max);
        let column = in_a_line.min(WIDE);
        let first = names + 8.0;
        let headings: Vec<Vec<String>> =
            self.columns.iter().map(|it| heading(it, column)).collect();
        let n_lines = headings.iter().map(Vec::len).max().unwrap_or(1);
        let head = SMALL * LEADING * n_lines as f64 + 8.0;
        let soft = Type::of(SMALL).ink(SOFT);
        canvas.block(
            (0.0, head / 2.0 - 2.0),
            soft,
            &self.measure,
            (names, n_lines.max(2)),
        );
        let left = |at: usize| first + column * at as f64;
        for (at, (lines, label)) in headings.iter().zip(&self.columns).enumerate() {
            let at = (left(at) + column / 2.0, head / 2.0 - 2.0);
            let look = Type::of(SMALL).at(Anchor::Middle);
            canvas.lines(at, look, lines, &label.words());
        }
        let below = if cells().any(|cell| !cell.below.is_empty()) {
            BELOW * LEADING
        } else {
            0.0
        };
        let mut y = head.max(2.0 * SMALL * LEADING + 8.0);
        for row in &self.rows {
            let in_cells = row
                .cells
                .iter()
                .map(|cell| cell_height(cell, column) + below);
            let height = in_cells.fold(row_height(&row.label, names), f64::max);
            canvas.label(&row.label, y + height / 2.0, names);
            canvas.begin(&row.label.words());
            for (at, cell) in row.cells.iter().enumerate() {
                draw_cell(&mut canvas, cell, (left(at), y), (column, height), largest);
            }
            canvas.end();
            y += height;
        }
        canvas.sized(left(self.columns.len()) + 1.0, y + 1.0)
    }
}

/// A heading in lines: its mark stands for itself.
fn heading(label: &Label, column: f64) -> Vec<String> {
    let width = column - 6.0;
    if label.id.is_empty() || label.name.is_empty() {
        return lines(&label.words(), width, SMALL, HEAD_LINES);
    }
    let mut all = lines(&label.id, width, SMALL, 1);
    all.extend(lines(&label.name, width, SMALL, HEAD_LINES - 1));
    all
}

/// How much its figure needs.
fn cell_height(cell: &HeatCell, column: f64) -> f64 {
    let words = [cell.figure.words.as_str()].into_iter();
    let n = most_lines(words, (column - 6.0, CELL_LINES));
    SMALL * LEADING * n as f64 + 5.0
}

fn draw_cell(
    canvas: &mut Canvas,
    cell: &HeatCell,
    (x, y): (f64, f64),
    (width, height): (f64, f64),
    largest: f64,
) {
    let (ground, ink) = fill(cell.figure.size, largest);
    let outline = Some(Stroke::of(1.0, RULE));
    canvas.rect((x, y), (width, height), &ground, outline);
    let middle = (x + width / 2.0, y + height / 2.0);
    let below = if cell.below.is_empty() {
        0.0
    } else {
        BELOW * LEADING
    };
    if cell.figure.size == Size::Hidden && !cell.figure.words.is_empty() {
        // Words on a hatched ground stand on a clear place.
        let room = wide(&cell.figure.words, SMALL) + 6.0;
        let place = (middle.0 - room / 2.0, middle.1 - below / 2.0 - 8.0);
        canvas.rect(place, (room, 16.0), PAPER, None);
    }
    let look = Type::of(SMALL).at(Anchor::Middle).ink(ink);
    let words = (middle.0, middle.1 - below / 2.0);
    canvas.block(words, look, &cell.figure.words, (width - 6.0, CELL_LINES));
    if !cell.below.is_empty() {
        let look = Type::of(BELOW).at(Anchor::Middle).ink(ink);
        let at = (middle.0, y + height - BELOW * LEADING / 2.0 - 2.5);
        canvas.block(at, look, &cell.below, (width - 4.0, 1));
    }
}
