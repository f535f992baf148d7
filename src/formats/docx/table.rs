//! A table of three rules.

use super::columns::{Column, PADDING};
use super::runs;
use crate::formats::xml_text::attributes;
use crate::model::table::{Sheet, Value};

/// Rules above and below, in eighths of a point: 1.5 pt.
const OUTER: &str = "12";
/// The rule under the head: 0.75 pt.
const INNER: &str = "6";
/// How far a level of a tree is set in, in twentieths of a point: one hanzi.
const LEVEL: usize = 210;
/// Rows with more than so many characters may go on on the next page.
const LONG: usize = 300;

/// Writes the columns of a table.
pub(super) fn put(out: &mut String, sheet: &Sheet, columns: &[Column]) {
    let sum: usize = columns.iter().map(|column| column.width).sum();
    let half = (PADDING / 2).to_string();
    out.push_str("<w:tbl><w:tblPr><w:tblW");
    attributes(out, &[("w:w", &sum.to_string()), ("w:type", "dxa")]);
    out.push_str("/><w:tblBorders>");
    for side in ["top", "bottom"] {
        rule(out, side, OUTER);
    }
    out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>");
    for side in ["left", "right"] {
        out.extend(["<w:", side]);
        attributes(out, &[("w:w", &half), ("w:type", "dxa")]);
        out.push_str("/>");
    }
    out.push_str("</w:tblCellMar></w:tblPr><w:tblGrid>");
    for column in columns {
        out.push_str("<w:gridCol");
        attributes(out, &[("w:w", &column.width.to_string())]);
        out.push_str("/>");
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for column in columns {
        let head = &sheet.heads[column.index];
        cell(out, *column, true, head.numeric, 0, &head.text);
    }
    out.push_str("</w:tr>");
    for row in &sheet.rows {
        out.push_str("<w:tr>");
        let n_chars = |value: &Value| match value {
            Value::Text(text) | Value::Level(_, text) => text.chars().take(LONG + 1).count(),
            _ => 0,
        };
        if row.iter().map(n_chars).sum::<usize>() <= LONG {
            out.push_str("<w:trPr><w:cantSplit/></w:trPr>");
        }
        for column in columns {
            let numeric = sheet.heads[column.index].numeric;
            match row.get(column.index) {
                Some(Value::Level(level, text)) => {
                    cell(out, *column, false, numeric, usize::from(*level), text);
                }
                Some(value) => cell(out, *column, false, numeric, 0, &value.printed()),
                None => cell(out, *column, false, numeric, 0, ""),
            }
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

fn rule(out: &mut String, side: &str, size: &str) {
    out.extend(["<w:", side]);
    let looks = [
        ("w:val", "single"),
        ("w:sz", size),
        ("w:space", "0"),
        ("w:color", "auto"),
    ];
    attributes(out, &looks);
    out.push_str("/>");
}

fn cell(out: &mut String, column: Column, is_head: bool, numeric: bool, level: usize, text: &str) {
    out.push_str("<w:tc><w:tcPr><w:tcW");
    let width = column.width.to_string();
    attributes(out, &[("w:w", &width), ("w:type", "dxa")]);
    out.push_str("/>");
    if is_head {
        out.push_str("<w:tcBorders>");
        rule(out, "top", OUTER);
        rule(out, "bottom", INNER);
        out.push_str("</w:tcBorders><w:vAlign w:val=\"bottom\"/>");
    }
    out.push_str("</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>");
    if is_head {
        out.push_str("<w:keepNext/>");
    }
    if level > 0 {
        out.push_str("<w:ind");
        attributes(out, &[("w:left", &(level.min(9) * LEVEL).to_string())]);
        out.push_str("/>");
    }
    if numeric {
        out.push_str("<w:jc w:val=\"right\"/>");
    }
    out.push_str("</w:pPr>");
    runs::put(out, text, "");
    out.push_str("</w:p></w:tc>");
}
