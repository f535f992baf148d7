//! Pieces that several screens and overlays draw or keep.

pub mod clear_under;
pub mod field;
pub mod list;
pub mod stripes;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Writes text into the first row of `area` and returns the column after it.
///
/// The text is made visible first. A wide glyph gives its look to both of its
/// cells, so that no half of it keeps an old one; one that is cut by the right
/// edge is left out.
pub fn put(buffer: &mut Buffer, area: Rect, words: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return area.x;
    }
    let mut x = area.x;
    for grapheme in words.graphemes(true) {
        let shown = text::cell(grapheme);
        let width = shown.as_ref().cell_width();
        if width > area.right() - x {
            break;
        }
        let (after, _) = buffer.set_stringn(x, area.y, &shown, usize::from(width), style);
        buffer.set_style(Rect::new(x, area.y, after - x, 1), style);
        x = after;
    }
    x
}

/// Fills the first row of `area` with one character of one cell.
pub fn fill(buffer: &mut Buffer, area: Rect, with: char, style: Style) {
    let line: String = std::iter::repeat_n(with, usize::from(area.width)).collect();
    put(buffer, area, &line, style);
}

/// The first row of an area.
#[must_use]
pub fn row(area: Rect, n: u16) -> Rect {
    if n < area.height {
        Rect::new(area.x, area.y + n, area.width, 1)
    } else {
        Rect::new(area.x, area.bottom(), 0, 0)
    }
}

/// The area without its first `n` columns.
#[must_use]
pub fn from_column(area: Rect, n: u16) -> Rect {
    let n = n.min(area.width);
    Rect::new(area.x + n, area.y, area.width - n, area.height)
}

/// Writes text that ends at the right edge of `area`'s first row and returns where it begins.
pub fn put_right(buffer: &mut Buffer, area: Rect, words: &str, style: Style) -> u16 {
    let start = area.width.saturating_sub(text::width(words));
    put(buffer, from_column(area, start), words, style);
    area.x + start
}
