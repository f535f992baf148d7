//! Workbooks in the open document format (ODF 1.3, part 3, chapter 9): the cells of their sheets as text.

use quick_xml::events::{BytesStart, Event};

use super::{MOST_COLUMNS, MOST_SHEETS, Rows, Table, put};
use crate::formats::transcript::xml::{attribute, resolved, walk};
use crate::formats::transcript::zipped::Parts;
use crate::formats::transcript::{Damage, ReadError};

/// The name that an archive with such a workbook gives itself.
pub(in super::super) const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Most times that a row with words is repeated; sheets repeat empty ones without end.
const MOST_REPEATS: usize = 1000;

/// Reads the sheets of an archive.
///
/// # Errors
/// When the content is missing or broken, or there are more cells than are read.
pub(in super::super) fn read(parts: &mut Parts<'_>) -> Result<Vec<Table>, ReadError> {
    let name = "content.xml";
    let xml = parts
        .text(name)?
        .ok_or_else(|| Damage::Missing(name.to_owned()))?;
    let mut book = Book::default();
    let mut failed = None;
    walk(&xml, |event| {
        if failed.is_none() {
            failed = book.take(event).err();
        }
    })?;
    match failed {
        Some(error) => Err(error),
        None => Ok(book.tables),
    }
}

#[derive(Default)]
struct Book {
    tables: Vec<Table>,
    rows: Rows,
    row: Vec<String>,
    row_repeats: usize,
    column: usize,
    cell: String,
    cell_repeats: usize,
    /// A date, which stands beside what a person sees of it.
    date: Option<String>,
    in_cell: bool,
    paragraphs: u32,
    in_paragraph: bool,
    /// How many elements deep the reader is in something that is no content of the cell.
    skipped: u32,
}

impl Book {
    fn take(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(tag) if self.skipped > 0 || is_aside(tag) => self.skipped += 1,
            Event::End(_) if self.skipped > 0 => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            Event::Start(tag) => self.begin(tag),
            Event::Empty(tag) => {
                self.begin(tag);
                self.end(tag.local_name().into_inner())?;
            }
            Event::End(tag) => self.end(tag.local_name().into_inner())?,
            Event::Text(text) if self.in_paragraph => self.cell.push_str(&text.xml10_content()),
            Event::CData(text) if self.in_paragraph => self.cell.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.in_paragraph => {
                self.cell.push_str(&resolved(reference));
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        let repeats = |name: &str| {
            let n = attribute(tag, name).and_then(|n| n.parse::<usize>().ok());
            n.unwrap_or(1).max(1)
        };
        match tag.local_name().into_inner() {
            "table" => {
                self.rows.rows.clear();
                self.tables.push(Table {
                    name: attribute(tag, "name").unwrap_or_default(),
                    rows: Vec::new(),
                });
            }
            "table-row" => {
                self.row.clear();
                self.column = 0;
                self.row_repeats = repeats("number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                self.cell.clear();
                self.paragraphs = 0;
                self.in_cell = true;
                self.cell_repeats = repeats("number-columns-repeated");
                self.date = attribute(tag, "date-value");
            }
            "p" if self.in_cell => {
                if self.paragraphs > 0 {
                    self.cell.push('\n');
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
            }
            "s" if self.in_paragraph => self.cell.push(' '),
            "tab" if self.in_paragraph => self.cell.push('\t'),
            "line-break" if self.in_paragraph => self.cell.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "p" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => {
                self.in_cell = false;
                let cell = match self.date.take() {
                    Some(date) => date.replace('T', " "),
                    None => std::mem::take(&mut self.cell),
                };
                if !cell.trim().is_empty() {
                    let most = MOST_COLUMNS.saturating_sub(self.column);
                    for n in 0..self.cell_repeats.min(most) {
                        put(&mut self.row, self.column + n, cell.clone());
                    }
                }
                self.column = self.column.saturating_add(self.cell_repeats);
            }
            "table-row" => {
                let row = std::mem::take(&mut self.row);
                let times = if row.is_empty() { 1 } else { self.row_repeats };
                for _ in 0..times.min(MOST_REPEATS) {
                    self.rows.add(row.clone())?;
                }
            }
            "table" => {
                let rows = std::mem::take(&mut self.rows.rows);
                if let Some(table) = self.tables.last_mut() {
                    table.rows = rows;
                }
                self.tables.truncate(MOST_SHEETS);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Comments, drawings and changes.
fn is_aside(tag: &BytesStart<'_>) -> bool {
    matches!(
        tag.local_name().into_inner(),
        "annotation" | "shapes" | "frame" | "tracked-changes" | "forms"
    )
}
