//! A table for LaTeX in the manner of `booktabs`, broken over pages where it is long.
//!
//! Chinese needs `ctex` with `XeLaTeX` or `LuaLaTeX`; the first line says so. Columns
//! of long text share the width that is left by the others.

use unicode_width::UnicodeWidthStr;

use crate::model::table::{Sheet, Value};

/// Columns wider than this, in cells of a terminal, are broken into lines.
const LONG: usize = 28;

/// Writes a `longtable` with caption and notes.
#[must_use]
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::from(
        "% needs \\usepackage{booktabs,longtable}; for Chinese ctex with XeLaTeX or LuaLaTeX\n",
    );
    out.extend(["\\begin{longtable}{", &columns(sheet), "}\n"]);
    if !sheet.title.is_empty() {
        out.extend(["\\caption{", &escape(&sheet.title), "}\\\\\n"]);
    }
    let heads = line(sheet.heads.iter().map(|head| head.text.clone()));
    out.extend(["\\toprule\n", &heads, "\\midrule\n\\endfirsthead\n"]);
    out.extend(["\\toprule\n", &heads, "\\midrule\n\\endhead\n"]);
    out.push_str("\\bottomrule\n\\endlastfoot\n");
    for row in &sheet.rows {
        out.push_str(&line(row.iter().map(Value::printed)));
    }
    out.push_str("\\end{longtable}\n");
    for note in &sheet.notes {
        out.extend(["{\\footnotesize\\noindent ", &escape(note), "\\par}\n"]);
    }
    out
}

fn columns(sheet: &Sheet) -> String {
    let widest = |index: usize| {
        let cells = sheet.rows.iter().filter_map(|row| row.get(index));
        cells
            .map(|value| value.printed().width())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..sheet.heads.len()).map(widest).collect();
    let n_long = widths.iter().filter(|width| **width > LONG).count();
    // Long columns share what the short ones leave; a figure takes about 7 per cent of a line.
    let left = 100_usize
        .saturating_sub(7 * (widths.len() - n_long))
        .max(30);
    sheet
        .heads
        .iter()
        .zip(&widths)
        .map(|(head, width)| match head.numeric {
            true => "r".to_owned(),
            false if *width > LONG => {
                format!("p{{0.{:02}\\linewidth}}", (left / n_long).min(90))
            }
            false => "l".to_owned(),
        })
        .collect()
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| escape(&cell)).collect();
    // An empty group before a bracket keeps `\\` from taking it for its option.
    format!("{}\\\\{{}}\n", cells.join(" & "))
}

/// Escapes text for LaTeX; line ends become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(char);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            '"' => out.push_str("\\textquotedbl{}"),
            '-' => out.push_str("{-}"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::sample;
    use super::*;

    #[test]
    fn everything_is_escaped() {
        insta::assert_snapshot!(write(&sample()), @r##"
        % needs \usepackage{booktabs,longtable}; for Chinese ctex with XeLaTeX or LuaLaTeX
        \begin{longtable}{llrr}
        \caption{编码频次 \textless{}甲 \& 乙\textgreater{}}\\
        \toprule
        编码 & 名称 & 编码数 & 占访谈 \%\\{}
        \midrule
        \endfirsthead
        \toprule
        编码 & 名称 & 编码数 & 占访谈 \%\\{}
        \midrule
        \endhead
        \bottomrule
        \endlastfoot
        P1.2 & 部门壁垒与信息孤岛 & 12 & 62.5\\{}
        {-}1 & =a\textbar{}b \textquotedbl{}c\textquotedbl{} \textbackslash{}d\_e, 100\% & 3 & \\{}
        \end{longtable}
        {\footnotesize\noindent 编码数＝不同的编码。\par}
        {\footnotesize\noindent n = 8 \& *\par}
        "##);
    }

    #[test]
    fn long_text_is_broken_into_lines() {
        let mut sheet = sample();
        sheet.rows[0][1] = Value::Text("很长的一段话".repeat(20));
        assert!(write(&sheet).contains("{longtable}{lp{0.79\\linewidth}rr}"));
    }
}
