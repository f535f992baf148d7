//! Texts with a row a line and separators between cells: commas, semicolons or tabs, quoted as RFC 4180
//! says.

use super::{MOST_COLUMNS, Rows, Table};
use crate::formats::transcript::ReadError;

/// `csv`, or `tsv` where tabs part the cells.
pub(in super::super) fn format(text: &str) -> &'static str {
    if separator(text) == b'\t' {
        "tsv"
    } else {
        "csv"
    }
}

/// The sign that is most often in the first line with words, quoted ones aside.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default();
    let mut counts = [(b'\t', 0), (b',', 0), (b';', 0)];
    let mut quoted = false;
    for b in line.bytes() {
        quoted ^= b == b'"';
        if !quoted {
            for (sign, n) in &mut counts {
                *n += usize::from(*sign == b);
            }
        }
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, n)| *n)
        .map_or(b',', |(sign, _)| sign)
}

/// The table; `None` where the text is none.
///
/// # Errors
/// When there are more cells than are read.
pub(in super::super) fn read(text: &str) -> Result<Option<Table>, ReadError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Rows::default();
    for record in reader.records() {
        let Ok(record) = record else {
            return Ok(None);
        };
        let row = record.iter().take(MOST_COLUMNS).map(str::to_owned);
        rows.add(row.collect())?;
    }
    let wide = rows.rows.iter().any(|row| row.len() > 1);
    Ok(wide.then_some(Table {
        name: String::new(),
        rows: rows.rows,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_sign_of_the_first_line() {
        for (text, format_of, cells) in [
            ("a,b\n1,\"x, y\"\n", "csv", "x, y"),
            ("a;b\n1;x, y\n", "csv", "x, y"),
            ("a\tb\n1\tx, y\n", "tsv", "x, y"),
            ("\"a;b;c\",b\n1,x\n", "csv", "x"),
            ("a,b\n1,\"x\ny\"\n", "csv", "x\ny"),
        ] {
            assert_eq!(format(text), format_of, "{text}");
            let table = read(text).unwrap().unwrap();
            assert_eq!(table.rows[1][1], cells, "{text}");
        }
        assert_eq!(read("one\ntwo\n").unwrap(), None);
    }
}
