//! A Markdown table with its title and notes.

use crate::formats::markdown::{escape_inline, escape_line};
use crate::model::table::{Sheet, Value};

/// Writes title, table and notes; a line end inside a cell becomes `<br>`.
#[must_use]
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::new();
    if !sheet.title.is_empty() {
        out.extend(["## ", &escape_inline(&sheet.title), "\n\n"]);
    }
    line(&mut out, sheet.heads.iter().map(|head| cell(&head.text)));
    let rules = sheet.heads.iter().map(|head| {
        let rule = if head.numeric { "---:" } else { "---" };
        rule.to_owned()
    });
    line(&mut out, rules);
    for row in &sheet.rows {
        line(
            &mut out,
            row.iter().map(Value::printed).map(|text| cell(&text)),
        );
    }
    for note in &sheet.notes {
        out.extend(["\n", &escape_line(note), "\n"]);
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for cell in cells {
        out.push_str("| ");
        out.push_str(&cell);
        out.push(' ');
    }
    out.push_str("|\n");
}

fn cell(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escape_inline).collect();
    lines.join("<br>")
}

#[cfg(test)]
mod tests {
    use super::super::testing::sample;
    use super::*;

    #[test]
    fn pipes_and_line_ends_stay_inside_their_cell() {
        insta::assert_snapshot!(write(&sample()), @r##"
        ## 编码频次 \<甲 \& 乙\>

        | 编码 | 名称 | 编码数 | 占访谈 % |
        | --- | --- | ---: | ---: |
        | P1.2 | 部门壁垒与信息孤岛 | 12 | 62.5 |
        | -1 | =a\|b&#9;"c"<br>\\d\_e, 100% | 3 |  |

        编码数＝不同的编码。

        n = 8 \& \*
        "##);
    }
}
