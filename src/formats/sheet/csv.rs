//! Comma-separated values (RFC 4180), safe to open in a spreadsheet.
//!
//! A cell of text that a spreadsheet would run as a formula gets a TAB before it
//! inside its quotation marks. An apostrophe would be lost when the sheet is
//! saved and opened again.

use crate::model::table::{Sheet, Value};

/// How a csv is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Csv {
    /// Whether a byte order mark stands before it.
    pub bom: Bom,
    /// What is done with cells that look like formulas.
    pub formulas: Formulas,
}

/// Whether a byte order mark stands before the text: Excel needs one to see UTF-8, pipes don't.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bom {
    /// For files.
    Yes,
    /// For pipes.
    #[default]
    No,
}

/// What is done with text that a spreadsheet would take for a formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formulas {
    /// A TAB before it.
    #[default]
    Guarded,
    /// As it is.
    Raw,
}

/// Writes head and rows.
#[must_use]
pub fn write(sheet: &Sheet, csv: Csv) -> String {
    let mut out = Records::new(csv);
    out.record(sheet.heads.iter().map(|head| Field::Text(&head.text)));
    for row in &sheet.rows {
        out.record(row.iter().map(|value| match value {
            Value::Text(text) | Value::Level(_, text) => Field::Text(text),
            figure => Field::Figure(figure.printed()),
        }));
    }
    out.finish()
}

/// A csv written record by record, for tables that are never whole in memory.
pub struct Lines {
    records: Records,
    begun: bool,
}

impl Lines {
    /// Begins a csv; the first record brings the byte order mark, where there is one.
    #[must_use]
    pub fn new(csv: Csv) -> Self {
        Self {
            records: Records::new(csv),
            begun: false,
        }
    }

    /// One record of text fields, with its line end.
    pub fn record<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> &str {
        if std::mem::replace(&mut self.begun, true) {
            self.records.out.clear();
        }
        self.records.record(cells.into_iter().map(Field::Text));
        &self.records.out
    }
}

/// One field of a record.
pub(in crate::formats) enum Field<'a> {
    /// Words, which may look like a formula.
    Text(&'a str),
    /// A figure.
    Figure(String),
}

/// A csv being written. The `csv` crate quotes all fields of a file alike, or
/// only where it must: neither puts the marks around a guarded cell alone.
pub(in crate::formats) struct Records {
    out: String,
    formulas: Formulas,
}

impl Records {
    /// Begins a csv.
    pub(in crate::formats) fn new(csv: Csv) -> Self {
        let out = match csv.bom {
            Bom::Yes => "\u{feff}".to_owned(),
            Bom::No => String::new(),
        };
        Self {
            out,
            formulas: csv.formulas,
        }
    }

    /// Writes a record.
    pub(in crate::formats) fn record<'a>(&mut self, fields: impl IntoIterator<Item = Field<'a>>) {
        let start = self.out.len();
        for (index, field) in fields.into_iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            match field {
                Field::Figure(figure) => self.out.push_str(&figure),
                Field::Text(text) => self.text(text),
            }
        }
        if self.out.len() == start {
            // A record of one empty field would otherwise be no record.
            self.out.push_str("\"\"");
        }
        self.out.push_str("\r\n");
    }

    fn text(&mut self, text: &str) {
        let is_guarded = self.formulas == Formulas::Guarded && looks_like_a_formula(text);
        let needs_marks = is_guarded
            || text
                .bytes()
                .any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'))
            || text.starts_with(char::is_whitespace)
            || text.ends_with(char::is_whitespace);
        if !needs_marks {
            self.out.push_str(text);
            return;
        }
        self.out.push('"');
        if is_guarded {
            self.out.push('\t');
        }
        for (n, part) in text.split('"').enumerate() {
            if n > 0 {
                self.out.push_str("\"\"");
            }
            self.out.push_str(part);
        }
        self.out.push('"');
    }

    /// The csv.
    pub(in crate::formats) fn finish(self) -> String {
        self.out
    }
}

fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Takes the guard off a cell; other cells come back as they are.
pub(in crate::formats) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\t').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::sample;
    use super::*;

    #[test]
    fn cells_that_look_like_formulas_are_guarded_and_figures_are_not() {
        assert_eq!(
            write(&sample(), Csv::default()),
            "编码,名称,编码数,占访谈 %\r\n\
             P1.2,部门壁垒与信息孤岛,12,62.5\r\n\
             \"\t-1\",\"\t=a|b\t\"\"c\"\"\n\\d_e, 100%\",3,\r\n"
        );
    }

    #[test]
    fn raw_cells_are_as_they_are_and_a_file_begins_with_a_mark() {
        let csv = Csv {
            bom: Bom::Yes,
            formulas: Formulas::Raw,
        };
        let text = write(&sample(), csv);
        assert!(text.starts_with("\u{feff}编码,"));
        assert!(text.contains("\r\n-1,\"=a|b\t"));
    }

    #[test]
    fn every_trigger_is_guarded() {
        for trigger in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            let mut records = Records::new(Csv::default());
            records.record([Field::Text(trigger)]);
            assert_eq!(records.finish(), format!("\"\t{trigger}\"\r\n"));
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_again(
            cells in proptest::collection::vec("[=＝@\t\r\n\", a信\u{feff}]{0,5}", 1..5)
        ) {
            // Readers drop a mark at the very beginning of a file.
            prop_assume!(!cells[0].starts_with('\u{feff}'));
            let mut records = Records::new(Csv::default());
            records.record(cells.iter().map(|cell| Field::Text(cell)));
            let text = records.finish();
            let mut reader = ::csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.as_bytes());
            let rows: Vec<::csv::StringRecord> =
                reader.records().collect::<Result<_, _>>().expect("what was written is csv");
            prop_assert_eq!(rows.len(), 1);
            let read: Vec<&str> = rows[0].iter().map(unguarded).collect();
            prop_assert_eq!(read, cells);
        }
    }
}
