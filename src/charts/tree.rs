//! A tree: a row for each node, joined to the one above it.

use super::canvas::{Canvas, INK, NAME, RULE, SOFT, Stroke, Type, px};
use super::words::wide;

/// A tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// Nodes, each after the one it hangs on.
    pub rows: Vec<TreeRow>,
}

/// A node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TreeRow {
    /// What it is called; its level says what it hangs on.
    pub label: super::Label,
    /// What stands behind the name in softer ink; may be empty.
    pub beside: String,
}

const STEP: f64 = 26.0;
const ROW: f64 = 21.0;
/// Widest name.
const WIDEST: f64 = 420.0;

impl Tree {
    pub(super) fn draw(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let left = |level: u16| f64::from(level.min(12)) * STEP;
        // For each level the middle of the row that last stood there.
        let mut above: Vec<f64> = Vec::new();
        let mut right: f64 = 0.0;
        for (at, row) in self.rows.iter().enumerate() {
            let level = usize::from(row.label.level);
            let middle = ROW * (at as f64 + 0.5);
            above.truncate(level);
            if let Some(parent) = level.checked_sub(1).and_then(|parent| above.get(parent)) {
                let trunk = left(row.label.level - 1) + 7.0;
                let d = format!(
                    "M{} {}V{}H{}",
                    px(trunk),
                    px(parent + 8.0),
                    px(middle),
                    px(left(row.label.level) - 3.0)
                );
                canvas.path(&d, "none", Some(Stroke::of(1.0, RULE)));
            }
            above.resize(level, middle);
            above.push(middle);
            let look = match level {
                0 => Type::of(NAME).bold(),
                _ => Type::of(NAME).ink(INK),
            };
            let place = (left(row.label.level), middle);
            let words = row.label.words();
            canvas.block(place, look, &words, (WIDEST, 1));
            let end = place.0 + wide(&words, NAME).min(WIDEST);
            right = right.max(end);
            if !row.beside.is_empty() {
                let look = Type::of(NAME - 1.0).ink(SOFT);
                canvas.block((end + 10.0, middle), look, &row.beside, (WIDEST / 2.0, 1));
                right = right.max(end + 10.0 + wide(&row.beside, NAME).min(WIDEST / 2.0));
            }
        }
        canvas.sized(right, ROW * self.rows.len() as f64)
    }
}
