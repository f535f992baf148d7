//! Workbooks of Excel (ECMA-376, part 1, chapter 18): the cells of their sheets as text.
//!
//! Formulas are not worked out: a cell shows the value that was kept with it. Numbers that the sheet
//! formats as times or dates are written as such.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::{MOST_CELLS, MOST_SHEETS, Rows, Table, put};
use crate::formats::transcript::xml::{attribute, resolved, walk};
use crate::formats::transcript::zipped::Parts;
use crate::formats::transcript::{Damage, Limit, ReadError};

/// Name of the part that a workbook begins with.
pub(in super::super) const WORKBOOK: &str = "xl/workbook.xml";

/// Reads the sheets of an archive.
///
/// # Errors
/// When a part is missing or broken, or there are more cells than are read.
pub(in super::super) fn read(parts: &mut Parts<'_>) -> Result<Vec<Table>, ReadError> {
    let workbook = parts
        .text(WORKBOOK)?
        .ok_or_else(|| Damage::Missing(WORKBOOK.to_owned()))?;
    let mut sheets: Vec<(String, String)> = Vec::new();
    let mut from_1904 = false;
    walk(&workbook, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            match tag.local_name().into_inner() {
                "sheet" if sheets.len() < MOST_SHEETS => sheets.push((
                    attribute(tag, "name").unwrap_or_default(),
                    relation(tag).unwrap_or_default(),
                )),
                "workbookPr" => {
                    from_1904 = attribute(tag, "date1904")
                        .is_some_and(|value| matches!(value.as_str(), "1" | "true"));
                }
                _ => {}
            }
        }
    })?;
    let mut targets: HashMap<String, String> = HashMap::new();
    if let Some(xml) = parts.text("xl/_rels/workbook.xml.rels")? {
        walk(&xml, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event
                && let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target"))
            {
                targets.insert(id, target);
            }
        })?;
    }
    let strings = match parts.text("xl/sharedStrings.xml")? {
        Some(xml) => strings(&xml)?,
        None => Vec::new(),
    };
    let formats = match parts.text("xl/styles.xml")? {
        Some(xml) => formats(&xml)?,
        None => Vec::new(),
    };
    let mut tables = Vec::new();
    let mut left = MOST_CELLS;
    for (n, (name, id)) in sheets.into_iter().enumerate() {
        let target = targets
            .get(&id)
            .cloned()
            .unwrap_or_else(|| format!("worksheets/sheet{}.xml", n + 1));
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        let Some(xml) = parts.text(&path)? else {
            continue;
        };
        let mut sheet = Sheet {
            strings: &strings,
            formats: &formats,
            from_1904,
            ..Sheet::default()
        };
        let mut failed = None;
        walk(&xml, |event| {
            if failed.is_none() {
                failed = sheet.take(event).err();
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        left = left
            .checked_sub(sheet.rows.n_cells)
            .ok_or(ReadError::Refused(Limit::Size))?;
        tables.push(Table {
            name,
            rows: sheet.rows.rows,
        });
    }
    Ok(tables)
}

/// The id of a relation, which has the plain name of an attribute that is another with another prefix.
fn relation(tag: &BytesStart<'_>) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| {
            attribute.key.into_inner() != "id" && attribute.key.local_name().into_inner() == "id"
        })
        .map(|attribute| attribute.value.into_owned())
}

/// The strings that cells share, their pieces of different looks put together; readings are left out.
fn strings(xml: &str) -> Result<Vec<String>, ReadError> {
    let mut all: Vec<String> = Vec::new();
    let (mut letters, mut reading) = (false, false);
    walk(xml, |event| match event {
        Event::Empty(tag) if tag.local_name().into_inner() == "si" => all.push(String::new()),
        Event::Start(tag) => match tag.local_name().into_inner() {
            "si" => all.push(String::new()),
            "rPh" => reading = true,
            "t" => letters = !reading,
            _ => {}
        },
        Event::End(tag) => match tag.local_name().into_inner() {
            "rPh" => reading = false,
            "t" => letters = false,
            _ => {}
        },
        Event::Text(text) if letters => append(&mut all, &text.xml10_content()),
        Event::CData(text) if letters => append(&mut all, &text.xml10_content()),
        Event::GeneralRef(reference) if letters => append(&mut all, &resolved(reference)),
        _ => {}
    })?;
    Ok(all)
}

fn append(all: &mut [String], text: &str) {
    if let Some(last) = all.last_mut() {
        last.push_str(text);
    }
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Number,
    Date,
    Time,
    Both,
}

/// How the numbers of each cell style are shown.
fn formats(xml: &str) -> Result<Vec<Shown>, ReadError> {
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut all = Vec::new();
    let mut in_cells = false;
    walk(xml, |event| {
        let number =
            |tag: &BytesStart<'_>| attribute(tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (number(tag), attribute(tag, "formatCode")) {
                        own.insert(id, by_code(&code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = number(tag).unwrap_or(0);
                    all.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().into_inner() == "cellXfs" => in_cells = false,
            _ => {}
        }
    })?;
    Ok(all)
}

fn built_in(id: u32) -> Shown {
    match id {
        14..=17 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Shown::Date,
        18..=21 | 32 | 33 | 45..=47 | 55 | 56 => Shown::Time,
        22 => Shown::Both,
        _ => Shown::Number,
    }
}

/// What a format's code shows, words in quotes and colours in brackets aside.
fn by_code(code: &str) -> Shown {
    let (mut date, mut time) = (false, false);
    let mut chars = code.split(';').next().unwrap_or_default().chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                time |= !inside.is_empty()
                    && inside
                        .chars()
                        .all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S'));
            }
            'y' | 'Y' | 'd' | 'D' => date = true,
            'h' | 'H' | 's' | 'S' => time = true,
            'G' | 'g' => return Shown::Number,
            _ => {}
        }
    }
    match (date, time) {
        (true, true) => Shown::Both,
        (true, false) => Shown::Date,
        (false, true) => Shown::Time,
        (false, false) => Shown::Number,
    }
}

/// A sheet as it is walked.
#[derive(Default)]
struct Sheet<'a> {
    strings: &'a [String],
    formats: &'a [Shown],
    from_1904: bool,
    rows: Rows,
    row: Vec<String>,
    column: usize,
    kind: String,
    style: usize,
    value: String,
    /// In `v` or in the `t` of a string that stands in its cell.
    letters: bool,
    in_cell: bool,
}

impl Sheet<'_> {
    fn take(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "row" => {
                    self.row.clear();
                    self.column = 0;
                }
                "c" => self.cell(tag),
                "v" | "t" => self.letters = self.in_cell,
                "f" | "rPh" => self.letters = false,
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().into_inner() == "c" => {
                self.cell(tag);
                self.in_cell = false;
                self.column += 1;
            }
            Event::End(tag) => match tag.local_name().into_inner() {
                "v" | "t" => self.letters = false,
                "c" if self.in_cell => {
                    self.in_cell = false;
                    let cell = self.shown();
                    put(&mut self.row, self.column, cell);
                    self.column += 1;
                }
                "row" => {
                    let row = std::mem::take(&mut self.row);
                    self.rows.add(row)?;
                }
                _ => {}
            },
            Event::Text(text) if self.letters => self.value.push_str(&text.xml10_content()),
            Event::CData(text) if self.letters => self.value.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.letters => {
                self.value.push_str(&resolved(reference));
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        if let Some(column) = attribute(tag, "r").and_then(|place| column(&place)) {
            self.column = column;
        }
        self.kind = attribute(tag, "t").unwrap_or_default();
        let style = attribute(tag, "s").and_then(|style| style.parse().ok());
        self.style = style.unwrap_or(0);
        self.value.clear();
        self.in_cell = true;
    }

    /// What a person sees in the cell.
    fn shown(&self) -> String {
        match self.kind.as_str() {
            "s" => {
                let place = self.value.trim().parse::<usize>().ok();
                place
                    .and_then(|place| self.strings.get(place))
                    .cloned()
                    .unwrap_or_default()
            }
            "b" if self.value.trim() == "1" => "TRUE".to_owned(),
            "b" => "FALSE".to_owned(),
            "str" | "inlineStr" | "d" => self.value.clone(),
            "e" => String::new(),
            _ => {
                let shown = self.formats.get(self.style).copied().unwrap_or_default();
                number(self.value.trim(), shown, self.from_1904)
            }
        }
    }
}

/// The column, from 0, of a place such as `AB12`.
fn column(place: &str) -> Option<usize> {
    let mut n = 0_usize;
    for b in place.bytes().take_while(u8::is_ascii_alphabetic).take(4) {
        n = n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1;
    }
    n.checked_sub(1)
}

/// A number as the sheet shows it; days are counted from the end of 1899 or the beginning of 1904.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked before"
)]
fn number(value: &str, shown: Shown, from_1904: bool) -> String {
    let Ok(days) = value.parse::<f64>() else {
        return value.to_owned();
    };
    if shown == Shown::Number || !(0.0..2_958_466.0).contains(&days) {
        return value.strip_suffix(".0").unwrap_or(value).to_owned();
    }
    let ms = (days * 86_400_000.0).round() as i64;
    let (whole, rest) = (ms / 86_400_000, ms % 86_400_000);
    if shown == Shown::Time {
        return clock(ms);
    }
    let first = if from_1904 {
        (1904, 1, 1)
    } else {
        (1899, 12, 30)
    };
    let date = chrono::NaiveDate::from_ymd_opt(first.0, first.1, first.2)
        .and_then(|first| first.checked_add_signed(chrono::TimeDelta::days(whole)));
    match date {
        Some(date) if shown == Shown::Both && rest > 0 => format!("{date} {}", clock(rest)),
        Some(date) => date.to_string(),
        None => value.to_owned(),
    }
}

/// `h:mm:ss`, with milliseconds where there are any.
fn clock(ms: i64) -> String {
    let (seconds, rest) = (ms / 1000, ms % 1000);
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        format!("{h}:{m:02}:{s:02}")
    } else {
        format!("{h}:{m:02}:{s:02}.{rest:03}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_name_columns() {
        for (place, n) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AA1", Some(26)),
            ("XFD1", Some(16383)),
            ("1", None),
        ] {
            assert_eq!(column(place), n, "{place}");
        }
    }

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        for (value, code, expected) in [
            ("5", "General", "5"),
            ("5.0", "0.00", "5"),
            ("0.5", "h:mm", "12:00:00"),
            ("1.5", "[h]:mm:ss", "36:00:00"),
            ("5.7870370370370366E-5", "mm:ss.0", "0:00:05"),
            ("46175", "yyyy/m/d", "2026-06-02"),
            ("46175.75", "yyyy-mm-dd hh:mm", "2026-06-02 18:00:00"),
            ("3", "\"day\" 0", "3"),
            ("3", "[Red]0", "3"),
            ("-3", "yyyy", "-3"),
            ("1e300", "yyyy", "1e300"),
            ("x", "yyyy", "x"),
        ] {
            assert_eq!(
                number(value, by_code(code), false),
                expected,
                "{value} {code}"
            );
        }
        assert_eq!(number("0", Shown::Date, true), "1904-01-01");
        assert_eq!(built_in(14), Shown::Date);
        assert_eq!(built_in(2), Shown::Number);
    }
}
