//! Tab-separated values: one line a row, whatever the cells hold.

use crate::model::table::{Sheet, Value};

/// Writes head and rows; tab, line end, carriage return and backslash in a cell become `\t`, `\n`, `\r`, `\\`.
#[must_use]
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::new();
    line(&mut out, sheet.heads.iter().map(|head| &head.text));
    for row in &sheet.rows {
        line(&mut out, row.iter().map(Value::printed));
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = impl AsRef<str>>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push('\t');
        }
        push(out, cell.as_ref());
    }
    out.push('\n');
}

/// One line of these cells, with its line end.
#[must_use]
pub fn record(cells: &[impl AsRef<str>]) -> String {
    let mut out = String::new();
    line(&mut out, cells.iter());
    out
}

fn push(out: &mut String, cell: &str) {
    for char in cell.chars() {
        match char {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::sample;
    use super::*;

    #[test]
    fn a_row_is_a_line() {
        assert_eq!(
            write(&sample()),
            "编码\t名称\t编码数\t占访谈 %\n\
             P1.2\t部门壁垒与信息孤岛\t12\t62.5\n\
             -1\t=a|b\\t\"c\"\\n\\\\d_e, 100%\t3\t\n"
        );
    }
}
