//! A bar for each row, its figure at its end, and further figures in columns beside it.

use super::canvas::{
    Anchor, Canvas, HATCH, LEADING, MAIN, RULE, SMALL, SOFT, Stroke, Type, most_lines, names_width,
    row_height,
};
use super::{Figure, Label, Size, largest};

/// Bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// What a bar is as long as.
    pub measure: String,
    /// Headings of the columns beside the bars.
    pub columns: Vec<String>,
    /// A bar each.
    pub rows: Vec<BarRow>,
}

/// A bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarRow {
    /// What it is of.
    pub label: Label,
    /// How long it is.
    pub bar: Figure,
    /// What stands in the columns beside it.
    pub cells: Vec<String>,
}

const BAR: f64 = 300.0;
/// For the figure at the end of the longest bar.
const END: f64 = 64.0;
const COLUMN: f64 = 68.0;
const THICK: f64 = 14.0;
/// Length of the stub of a bar that must not be told.
const STUB: f64 = 18.0;

impl Bars {
    pub(super) fn draw(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let names = names_width(self.rows.iter().map(|row| &row.label));
        let first = names + 10.0;
        let largest = largest(self.rows.iter().map(|row| row.bar.size));
        let end_of = |at: usize| first + BAR + END + COLUMN * (at + 1) as f64;
        let headings = || self.columns.iter().map(String::as_str);
        let n_lines = most_lines(headings(), (COLUMN - 6.0, 3));
        let head = SMALL * LEADING * n_lines as f64 + 6.0;
        let look = Type::of(SMALL).ink(SOFT);
        canvas.block((first, head - 12.0), look, &self.measure, (BAR + END, 1));
        for (at, heading) in headings().enumerate() {
            let at = (end_of(at), head / 2.0 - 2.0);
            canvas.block(at, look.at(Anchor::End), heading, (COLUMN - 6.0, 3));
        }
        let width = first + BAR + END + COLUMN * self.columns.len() as f64;
        canvas.line((0.0, head), (width, head), Stroke::of(1.0, RULE));
        let mut y = head + 4.0;
        for row in &self.rows {
            let height = row_height(&row.label, names);
            let middle = y + height / 2.0;
            canvas.label(&row.label, middle, names);
            let top = middle - THICK / 2.0;
            let length = match row.bar.size {
                Size::Hidden => {
                    let outline = Some(Stroke::of(1.0, SOFT));
                    canvas.rect((first, top), (STUB, THICK), HATCH, outline);
                    STUB
                }
                size => {
                    let length = size.number().unwrap_or(0.0) / largest * BAR;
                    if length > 0.0 {
                        canvas.rect((first, top), (length, THICK), MAIN, None);
                    }
                    length
                }
            };
            let figures = Type::of(SMALL);
            canvas.begin(&row.label.words());
            let after = (first + length + 5.0, middle);
            canvas.block(after, figures, &row.bar.words, (BAR + END - length, 1));
            for (at, words) in row.cells.iter().enumerate() {
                let at = (end_of(at), middle);
                canvas.block(at, figures.at(Anchor::End), words, (COLUMN - 4.0, 1));
            }
            canvas.end();
            y += height;
        }
        canvas.line((first, head), (first, y), Stroke::of(1.0, SOFT));
        canvas.sized(width, y)
    }
}
