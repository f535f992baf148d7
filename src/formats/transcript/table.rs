//! Tables as transcripts and as surveys.
//!
//! A *transcript* has a row for each utterance, with columns for the words and for the speaker or the
//! time; which they are is told by their heads. A *survey* has a row for each respondent: some columns
//! become attributes, every other answer becomes a turn under the question at the column's head.

pub(super) mod ods;
pub(super) mod separated;
mod survey;
mod transcript;
pub(super) mod xlsx;

use crate::model::plan::Warning;

use super::{Limit, ReadError, ReadFile, ReadOptions};

/// Most cells that are kept of a file.
const MOST_CELLS: usize = 2_000_000;
/// Most columns of a table.
const MOST_COLUMNS: usize = 1024;
/// Most sheets that are looked at.
const MOST_SHEETS: usize = 64;
/// Rows within which the heads of the columns are looked for.
const HEADS_WITHIN: usize = 10;

/// A sheet: rows of cells as a person sees them, times as `h:mm:ss`, dates as ISO writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Its name; empty where the file has no more than one.
    pub name: String,
    /// Its rows, each as wide as its last cell with words.
    pub rows: Vec<Vec<String>>,
}

/// Rows as they come in, within the limits.
#[derive(Default)]
struct Rows {
    rows: Vec<Vec<String>>,
    n_cells: usize,
}

impl Rows {
    /// Adds a row; cells without words at its end say nothing.
    fn add(&mut self, mut row: Vec<String>) -> Result<(), ReadError> {
        while row.last().is_some_and(|cell| cell.trim().is_empty()) {
            row.pop();
        }
        self.n_cells += row.len() + 1;
        if self.n_cells > MOST_CELLS {
            return Err(Limit::Size.into());
        }
        self.rows.push(row);
        Ok(())
    }
}

/// Puts a cell at its column; cells beyond the last column are left out.
fn put(row: &mut Vec<String>, column: usize, cell: String) {
    if column >= MOST_COLUMNS || cell.trim().is_empty() {
        return;
    }
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    row[column] = cell;
}

/// Reads the sheets of a workbook.
///
/// # Errors
/// When no sheet is a transcript, or the one that should be a survey isn't.
pub(super) fn read(
    format: &'static str,
    tables: &[Table],
    options: &ReadOptions,
) -> Result<Vec<ReadFile>, ReadError> {
    let filled: Vec<&Table> = tables
        .iter()
        .filter(|table| table.rows.iter().any(|row| !row.is_empty()))
        .collect();
    if filled.is_empty() {
        return Err(ReadError::Empty);
    }
    let mut found = None;
    for table in &filled {
        if options.survey.is_some() {
            found = Some((survey::read(format, table, options)?, *table));
            break;
        }
        if let Some(file) = transcript::read(format, table, options)? {
            found = Some((vec![file], *table));
            break;
        }
    }
    let Some((mut files, read)) = found else {
        let heads = filled[0]
            .rows
            .iter()
            .find(|row| !row.is_empty())
            .into_iter()
            .flatten()
            .map(|head| head.trim())
            .filter(|head| !head.is_empty());
        return Err(ReadError::NoColumns(shortened(&heads.collect::<Vec<_>>())));
    };
    let others: Vec<&str> = filled
        .iter()
        .filter(|table| !std::ptr::eq(**table, read))
        .map(|table| table.name.as_str())
        .collect();
    if let Some(first) = files.first_mut()
        && !others.is_empty()
    {
        first.warnings.push(Warning {
            kind: "sheets-left-out",
            line: None,
            about: shortened(&others),
        });
    }
    Ok(files)
}

/// Reads a text with separators; `None` where it isn't one whose columns are known.
pub(super) fn read_separated(
    text: &str,
    options: &ReadOptions,
) -> Result<Option<Vec<ReadFile>>, ReadError> {
    if options.survey.is_some() {
        let table = separated::read(text)?.ok_or(ReadError::NoTable)?;
        return survey::read(separated::format(text), &table, options).map(Some);
    }
    if !transcript::may_have_heads(text) {
        return Ok(None);
    }
    let Some(table) = separated::read(text)? else {
        return Ok(None);
    };
    let file = transcript::read(separated::format(text), &table, options)?;
    Ok(file.map(|file| vec![file]))
}

/// Names in a row, not too many of them.
fn shortened(names: &[&str]) -> String {
    const MOST: usize = 12;
    let mut text = names
        .iter()
        .take(MOST)
        .map(|name| name.chars().take(30).collect::<String>())
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > MOST {
        text.push_str(", …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stop_at_the_limit_of_cells() {
        let mut rows = Rows::default();
        let row: Vec<String> = vec!["a".to_owned(); MOST_COLUMNS];
        let most = MOST_CELLS / (MOST_COLUMNS + 1);
        for _ in 0..most {
            rows.add(row.clone()).unwrap();
        }
        assert!(rows.add(row).is_err());
        let mut cells = Vec::new();
        put(&mut cells, 5_000, "a".to_owned());
        assert!(cells.is_empty());
    }
}
