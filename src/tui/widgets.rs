//! Pieces that several screens and overlays draw or keep.

pub mod clear_under;
pub mod field;
pub mod filter;
pub mod foot;
pub mod list;
pub mod stripes;

use std::num::NonZeroU16;
use std::ops::{Deref, DerefMut};

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::text::{self, Measure};

/// The cells of a frame, and how wide the terminal draws what is put into them.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    measure: Measure,
    asked: Option<Asked>,
}

/// A cell that is asked about while something is drawn: which field lies there.
#[derive(Debug)]
struct Asked {
    at: Position,
    /// Fields drawn so far.
    n_fields: usize,
    found: Option<FieldPlace>,
}

/// A place in one of the fields of a screen or overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldPlace {
    /// Which field, in the order in which they are drawn.
    pub nth: usize,
    /// The byte of its text.
    pub byte: usize,
}

impl<'a> Canvas<'a> {
    /// A canvas over a buffer, for a terminal that counts cells in that way.
    pub fn new(buffer: &'a mut Buffer, measure: Measure) -> Self {
        Self {
            buffer,
            measure,
            asked: None,
        }
    }

    /// The field in a cell of what `draw` draws into an area of the screen, and the place in it.
    pub fn field_at(
        area: Rect,
        measure: Measure,
        at: Position,
        draw: impl FnOnce(&mut Canvas),
    ) -> Option<FieldPlace> {
        let mut scratch = Buffer::empty(Rect::new(0, 0, area.right(), area.bottom()));
        let mut canvas = Canvas::new(&mut scratch, measure);
        canvas.asked = Some(Asked {
            at,
            n_fields: 0,
            found: None,
        });
        draw(&mut canvas);
        canvas.asked.and_then(|asked| asked.found)
    }

    /// Notes that a field is drawn in an area; `byte` says which of its bytes is in a cell.
    fn note_field(&mut self, area: Rect, byte: impl FnOnce(Position) -> usize) {
        if let Some(asked) = &mut self.asked {
            if area.contains(asked.at) {
                asked.found = Some(FieldPlace {
                    nth: asked.n_fields,
                    byte: byte(asked.at),
                });
            }
            asked.n_fields += 1;
        }
    }

    /// How the terminal counts cells.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.measure
    }
}

impl Deref for Canvas<'_> {
    type Target = Buffer;

    fn deref(&self) -> &Buffer {
        self.buffer
    }
}

impl DerefMut for Canvas<'_> {
    fn deref_mut(&mut self) -> &mut Buffer {
        self.buffer
    }
}

/// Writes text into the first row of `area` and returns the column after it.
///
/// The text is made visible first. A wide glyph gives its look to both of its
/// cells, so that no half of it keeps an old one; one that is cut by the right
/// edge is left out.
pub fn put(canvas: &mut Canvas, area: Rect, words: &str, style: Style) -> u16 {
    let area = area.intersection(canvas.area);
    if area.is_empty() {
        return area.x;
    }
    let measure = canvas.measure;
    let mut x = area.x;
    for (_, grapheme) in text::graphemes(words) {
        let shown = text::cell(grapheme);
        let width = measure.cells(grapheme);
        if width > area.right() - x {
            break;
        }
        for cell in x..x + width {
            canvas[(cell, area.y)].set_diff_option(CellDiffOption::None);
        }
        let usual = shown.as_ref().cell_width();
        let (after, _) = canvas.set_stringn(x, area.y, &shown, usize::from(usual), style);
        if usual < width && after == x + 1 {
            widen(canvas, x, area.y, width);
        }
        canvas.set_style(Rect::new(x, area.y, width, 1), style);
        x += width;
    }
    x
}

/// Gives the glyph in a cell as many cells as the terminal does.
fn widen(canvas: &mut Canvas, x: u16, y: u16, width: u16) {
    for hidden in x + 1..x + width {
        canvas[(hidden, y)].reset();
    }
    if let Some(width) = NonZeroU16::new(width) {
        canvas[(x, y)].set_diff_option(CellDiffOption::ForcedWidth(width));
    }
}

/// Fills the first row of `area` with one character of one cell.
pub fn fill(canvas: &mut Canvas, area: Rect, with: char, style: Style) {
    let line: String = std::iter::repeat_n(with, usize::from(area.width)).collect();
    put(canvas, area, &line, style);
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
pub fn put_right(canvas: &mut Canvas, area: Rect, words: &str, style: Style) -> u16 {
    let start = area.width.saturating_sub(canvas.measure.width(words));
    put(canvas, from_column(area, start), words, style);
    area.x + start
}
