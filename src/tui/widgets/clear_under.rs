//! Makes room for a pop-up without leaving half a glyph at its edge.

use ratatui::buffer::{Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Canvas;

/// Empties `area`, and blanks a wide glyph that its left edge would cut in half.
///
/// A cell that lies under the right half of a glyph is never written by the
/// terminal's differ, so the border of a pop-up would vanish there.
pub fn clear_under(buffer: &mut Canvas, area: Rect, style: Style) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        if area.x > buffer.area.x {
            let before = &mut buffer[(area.x - 1, y)];
            if before.cell_width() > 1 {
                before.set_symbol(" ");
                before.set_diff_option(CellDiffOption::None);
            }
        }
        for x in area.left()..area.right() {
            buffer[(x, y)] = Cell::default();
            buffer[(x, y)].set_style(style);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::text::Measure;

    #[test]
    fn a_glyph_cut_by_the_left_edge_is_blanked() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "中文访谈", Style::new());
        let mut canvas = Canvas::new(&mut buffer, Measure::default());
        clear_under(&mut canvas, Rect::new(3, 0, 2, 1), Style::new());
        let symbols: Vec<&str> = (0..8).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!(symbols, ["中", " ", " ", " ", " ", " ", "谈", " "]);
    }
}
