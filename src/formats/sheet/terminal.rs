//! A table as a terminal shows it: plain rules, figures to the right, hanzi two cells wide.
//!
//! Everything goes through [`visible`], so that no cell can make the terminal do
//! anything. Colours are left to whoever prints.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Row, Table, TableStyle,
    Width,
};
use unicode_width::UnicodeWidthStr;

use crate::model::table::{Sheet, Value};
use crate::text::visible::visible;

/// Blank cells after a column; the table puts another one between two.
const GAP: u16 = 1;
/// Words up to this width are not broken: ids, labels.
const SHORT: usize = 8;

const RULES: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// What happens to text that is wider than its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Goes on in the next line.
    Wrapped,
    /// Is cut, so that a row is a line.
    Cut,
}

/// Draws title, table and notes, at most `width` cells wide where its figures and ids fit.
#[must_use]
pub fn write(sheet: &Sheet, width: u16, fit: Fit) -> String {
    let mut table = Table::new();
    table
        .load_style(RULES)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_truncation_indicator("…")
        .set_width(width);
    table.set_header(
        sheet
            .heads
            .iter()
            .map(|head| cell(&head.text, head.numeric)),
    );
    for values in &sheet.rows {
        let mut row = Row::new();
        for (head, value) in sheet.heads.iter().zip(values) {
            row.add_cell(cell(&value.set_in(), head.numeric));
        }
        if fit == Fit::Cut {
            row.max_height(1);
        }
        table.add_row(row);
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, GAP));
        let least = least_width(sheet, index) + GAP;
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }

    let mut out = String::new();
    if !sheet.title.is_empty() {
        push_line(&mut out, &visible(&sheet.title));
    }
    for line in table.lines() {
        push_line(&mut out, line.trim_end());
    }
    for note in &sheet.notes {
        push_line(&mut out, &visible(note));
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn cell(text: &str, numeric: bool) -> Cell {
    let alignment = if numeric {
        CellAlignment::Right
    } else {
        CellAlignment::Left
    };
    Cell::new(shown(text)).set_alignment(alignment)
}

fn shown(text: &str) -> String {
    visible(text).replace('\t', "    ")
}

/// The width below which a column's figures or ids would be broken.
fn least_width(sheet: &Sheet, column: usize) -> u16 {
    let cells = sheet.rows.iter().filter_map(|row| row.get(column));
    let widest = cells
        .map(|value| (shown(&value.printed()).width(), value))
        .map(|(width, value)| match value {
            Value::Text(_) | Value::Level(..) => width.min(SHORT),
            _ => width,
        })
        .max()
        .unwrap_or_default();
    // A head is broken rather than the table made wider, but not into single letters.
    let head = sheet.heads[column].text.width().min(6);
    u16::try_from(widest.max(head)).unwrap_or(u16::MAX - GAP)
}

#[cfg(test)]
mod tests {
    use super::super::testing::sample;
    use super::*;

    #[test]
    fn columns_stand_straight_under_hanzi() {
        insta::assert_snapshot!(write(&sample(), 60, Fit::Wrapped), @r##"
        编码频次 <甲 & 乙>
        ───────────────────────────────────────────
        编码  名称                编码数  占访谈 %
        ───────────────────────────────────────────
        P1.2  部门壁垒与信息孤岛      12      62.5
        -1    =a|b    "c"              3
              \d_e, 100%
        ───────────────────────────────────────────
        编码数＝不同的编码。
        n = 8 & *
        "##);
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let mut sheet = sample();
        sheet.notes.clear();
        sheet.rows[0][1] = Value::Text("居民的信息我们要录五个系统，哪个局都说 no。👨‍👩‍👧𠮷".repeat(9));
        for width in 32..90 {
            for fit in [Fit::Wrapped, Fit::Cut] {
                let text = write(&sheet, width, fit);
                for line in text.lines() {
                    assert!(line.width() <= usize::from(width), "{width}: {line}");
                }
            }
        }
        let cut = write(&sheet, 50, Fit::Cut);
        assert_eq!(cut.lines().count(), 7, "{cut}");
        assert!(cut.contains('…'));
    }

    #[test]
    fn figures_and_ids_are_never_broken() {
        let mut sheet = sample();
        sheet.rows[0][2] = Value::Count(1_234_567);
        sheet.rows[0][0] = Value::Text("P1.2.3.4".to_owned());
        let text = write(&sheet, 20, Fit::Wrapped);
        assert!(
            text.contains("1234567") && text.contains("P1.2.3.4"),
            "{text}"
        );
    }

    #[test]
    fn nothing_reaches_the_terminal_as_a_command() {
        let canary = "\u{1b}]0;x\u{7}\u{1b}[31m\u{9b}31m\u{202e}";
        let sheet = Sheet {
            title: canary.to_owned(),
            heads: vec![crate::model::table::Head {
                text: canary.to_owned(),
                numeric: false,
            }],
            rows: vec![vec![Value::Text(canary.to_owned())]],
            notes: vec![canary.to_owned()],
        };
        let text = write(&sheet, 80, Fit::Wrapped);
        assert!(
            !text
                .chars()
                .any(|char| char.is_control() && char != '\n' || char == '\u{202e}'),
            "{text:?}"
        );
    }
}
