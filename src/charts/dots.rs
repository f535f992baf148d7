//! A point with its interval for each row, on one axis.

use super::Label;
use super::canvas::{
    Anchor, Canvas, INK, MAIN, PAPER, RULE, SMALL, SOFT, Stroke, Type, names_width, row_height,
};

/// Points with intervals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dots {
    /// What the points are.
    pub measure: String,
    /// Rows.
    pub rows: Vec<DotRow>,
}

/// A point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRow {
    /// What it is of.
    pub label: Label,
    /// The point; `None` where it is undefined.
    pub value: Option<f64>,
    /// Its limits.
    pub limits: Option<(f64, f64)>,
    /// Point and limits as printed, or why there are none.
    pub words: String,
}

const AXIS: f64 = 320.0;
const WORDS: f64 = 190.0;

impl Dots {
    pub(super) fn draw(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let names = names_width(self.rows.iter().map(|row| &row.label));
        let first = names + 16.0;
        let ends = self.rows.iter().flat_map(|row| {
            let (low, high) = row.limits.unzip();
            [row.value, low, high]
        });
        let lowest = ends
            .flatten()
            .filter(|it| it.is_finite())
            .fold(0.0, f64::min);
        // Coefficients end at 1; they begin at 0 unless one is below it.
        let from = (lowest * 2.0).floor() / 2.0;
        let x = |value: f64| first + (value - from) / (1.0 - from) * AXIS;
        let soft = Type::of(SMALL).ink(SOFT);
        canvas.block((first, 8.0), soft, &self.measure, (AXIS + WORDS, 1));
        let top = 36.0;
        let mut y = top;
        let heights = self.rows.iter().map(|row| row_height(&row.label, names));
        let bottom = top + heights.sum::<f64>();
        let mut tick = from;
        while tick <= 1.0 + 1e-9 {
            let at = x(tick);
            let line = if tick.abs() < 1e-9 {
                Stroke::of(1.0, SOFT)
            } else {
                Stroke::of(0.7, RULE)
            };
            canvas.line((at, top), (at, bottom), line);
            let words = format!("{tick:.2}");
            canvas.block((at, top - 9.0), soft.at(Anchor::Middle), &words, (60.0, 1));
            tick += 0.25;
        }
        for row in &self.rows {
            let height = row_height(&row.label, names);
            let middle = y + height / 2.0;
            canvas.label(&row.label, middle, names);
            if let Some((low, high)) = row.limits {
                let line = Stroke::of(1.4, INK);
                canvas.line((x(low), middle), (x(high), middle), line);
                for end in [low, high] {
                    canvas.line((x(end), middle - 4.0), (x(end), middle + 4.0), line);
                }
            }
            if let Some(value) = row.value {
                canvas.circle((x(value), middle), 4.2, MAIN, Stroke::of(1.2, PAPER));
            }
            let place = (first + AXIS + 14.0, middle);
            canvas.begin(&row.label.words());
            canvas.block(place, Type::of(SMALL), &row.words, (WORDS, 1));
            canvas.end();
            y += height;
        }
        canvas.sized(first + AXIS + 14.0 + WORDS, y)
    }
}
