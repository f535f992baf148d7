//! A workbook with one worksheet for each table.
//!
//! Text is always written as text, so that nothing in it is run as a formula;
//! the head row stays in sight; title and notes stand below the table, where
//! they don't hinder sorting and filtering. Shares are parts of one, shown as per cent.
//! The same tables give the same bytes.

use std::collections::HashSet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::model::table::{Sheet, Value};

/// What a cell of a workbook can hold, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;
/// What the name of a worksheet can hold, in UTF-16 units.
const LONGEST_NAME: usize = 31;
/// The widest column, in half-width characters; longer text is broken into lines.
const WIDEST: usize = 60;

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many cells held more than a workbook can and were cut.
    pub n_cut: u32,
}

/// Why no workbook was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// More rows or columns than a worksheet has.
    #[error("«{0}» has more rows or columns than a worksheet can hold")]
    TooLarge(String),
    /// Anything else.
    #[error("the workbook was not written: {0}")]
    Other(#[from] XlsxError),
}

/// Writes a workbook of these tables.
pub fn write(sheets: &[Sheet]) -> Result<Book, WriteError> {
    let mut book = Workbook::new();
    // A workbook says when it was made; the day the format counts from keeps its bytes the same.
    let made = ExcelDateTime::from_ymd(1900, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut names = HashSet::new();
    let mut n_cut = 0;
    for sheet in sheets {
        let name = worksheet_name(&sheet.title, &mut names);
        let page = book.add_worksheet();
        page.set_name(name)?;
        n_cut += fill(page, sheet).map_err(|fault| match fault {
            XlsxError::RowColumnLimitError => WriteError::TooLarge(sheet.title.clone()),
            other => other.into(),
        })?;
    }
    let bytes = book.save_to_buffer()?;
    Ok(Book { bytes, n_cut })
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<u32, XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin)
        .set_text_wrap();
    let right = head.clone().set_align(FormatAlign::Right);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let share = Format::new()
        .set_num_format("0.0%")
        .set_align(FormatAlign::Top);
    let figure = Format::new()
        .set_num_format("0.000")
        .set_align(FormatAlign::Top);
    let count = Format::new().set_align(FormatAlign::Top);
    let mut n_cut = 0;
    let mut text = |text: &str| {
        let (fitting, was_cut) = fitting(text, LONGEST_CELL);
        n_cut += u32::from(was_cut);
        fitting
    };

    for (column, heading) in (0..).zip(&sheet.heads) {
        let format = if heading.numeric { &right } else { &head };
        page.write_string_with_format(0, column, text(&heading.text), format)?;
        page.set_column_width(column, width(sheet, usize::from(column)) as f64)?;
    }
    page.set_freeze_panes(1, 0)?;
    let mut row = 1;
    for values in &sheet.rows {
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Text(cell) => {
                    page.write_string_with_format(row, column, text(cell), &words)?;
                }
                Value::Level(level, cell) => {
                    let level = u8::try_from(*level).unwrap_or(u8::MAX).min(15);
                    let format = words.clone().set_indent(level);
                    page.write_string_with_format(row, column, text(cell), &format)?;
                }
                Value::Count(n) => {
                    page.write_number_with_format(row, column, *n as f64, &count)?;
                }
                Value::Share(part) if part.is_finite() => {
                    page.write_number_with_format(row, column, *part, &share)?;
                }
                Value::Figure(value) if value.is_finite() => {
                    page.write_number_with_format(row, column, *value, &figure)?;
                }
                Value::Share(_) | Value::Figure(_) | Value::Empty => {}
            }
        }
        row += 1;
    }
    for line in std::iter::once(&sheet.title).chain(&sheet.notes) {
        row += 1;
        if !line.is_empty() {
            page.write_string(row, 0, text(line))?;
        }
    }
    Ok(n_cut)
}

/// The width of a column in half-width characters, so that hanzi fit.
fn width(sheet: &Sheet, column: usize) -> usize {
    let widest_line = |text: &str| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let cells = sheet.rows.iter().filter_map(|row| row.get(column));
    let widest = cells
        .map(|value| widest_line(&value.printed()))
        .chain(std::iter::once(widest_line(&sheet.heads[column].text)))
        .max()
        .unwrap_or(0);
    widest.clamp(6, WIDEST) + 2
}

/// The text, cut where a workbook can't hold it.
fn fitting(text: &str, longest: usize) -> (String, bool) {
    if text.encode_utf16().count() <= longest {
        return (text.to_owned(), false);
    }
    let mut length = 1;
    let mut cut: String = text
        .chars()
        .take_while(|char| {
            length += char.len_utf16();
            length <= longest
        })
        .collect();
    cut.push('…');
    (cut, true)
}

/// A name that a worksheet may have and no other has; workbooks don't tell upper from lower case.
fn worksheet_name(title: &str, taken: &mut HashSet<String>) -> String {
    let kept: String = title
        .chars()
        .map(|char| match char {
            '*' | '?' | ':' | '[' | ']' | '\\' | '/' | '\'' => ' ',
            control if control.is_control() => ' ',
            other => other,
        })
        .collect();
    let kept = kept.trim();
    let kept = if kept.is_empty() { "1" } else { kept };
    for number in 1_u32.. {
        let ending = if number == 1 {
            String::new()
        } else {
            format!(" ({number})")
        };
        let name = fitting(kept, LONGEST_NAME - ending.len()).0 + &ending;
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    unreachable!("there are more numbers than worksheets")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::super::testing::sample;
    use super::*;

    fn part(book: &Book, name: &str) -> String {
        let mut archive =
            zip::ZipArchive::new(std::io::Cursor::new(&book.bytes)).expect("a workbook is a zip");
        let mut text = String::new();
        archive
            .by_name(name)
            .expect("the part is there")
            .read_to_string(&mut text)
            .expect("it is UTF-8");
        text
    }

    #[test]
    fn text_is_text_and_figures_are_figures() {
        let book = write(&[sample()]).expect("small enough");
        let page = part(&book, "xl/worksheets/sheet1.xml");
        assert!(!page.contains("<f>"), "no formula: {page}");
        assert!(page.contains("<v>12</v>") && page.contains("<v>0.625</v>"));
        assert!(page.contains("state=\"frozen\""));
        assert!(part(&book, "xl/sharedStrings.xml").contains("=a|b"));
        assert_eq!(book.n_cut, 0);
    }

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        let bytes = || write(&[sample(), sample()]).expect("small enough").bytes;
        let first = bytes();
        assert_eq!(first, bytes());
        let book = Book {
            bytes: first,
            n_cut: 0,
        };
        assert!(part(&book, "docProps/core.xml").contains("1900-01-01T00:00:00Z"));
    }

    #[test]
    fn columns_are_wide_enough_for_hanzi() {
        assert_eq!(width(&sample(), 1), 20);
    }

    #[test]
    fn worksheets_have_names_of_their_own() {
        let mut taken = HashSet::new();
        let mut name = |title: &str| worksheet_name(title, &mut taken);
        assert_eq!(name("编码/频次"), "编码 频次");
        assert_eq!(name("编码/频次"), "编码 频次 (2)");
        assert_eq!(name("'':"), "1");
        assert_eq!(name("a"), "a");
        assert_eq!(name("A"), "A (2)");
        let long = name(&"长".repeat(40));
        assert_eq!(long.chars().count(), 31);
        assert!(long.ends_with('…'));
        assert_eq!(name(&"长".repeat(40)).chars().count(), 31);
    }

    #[test]
    fn a_cell_too_long_for_a_workbook_is_cut_and_counted() {
        let mut sheet = sample();
        sheet.rows[0][1] = Value::Text("𠮷".repeat(20_000));
        let book = write(&[sheet]).expect("cut to fit");
        assert_eq!(book.n_cut, 1);
    }
}
