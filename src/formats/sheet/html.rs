//! A page that needs nothing else: escaped, with its style inside.

use std::fmt::Write as _;

use crate::model::table::{Head, Sheet, Value};

/// How pages and tables look.
pub(in crate::formats) const STYLE: &str = "\
body { font-family: \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"PingFang SC\", \"Microsoft YaHei\", \"WenQuanYi Micro Hei\", sans-serif; margin: 2em; color: #222; background: #fff; }
table { border-collapse: collapse; border-top: 2px solid #222; border-bottom: 2px solid #222; }
caption { text-align: left; font-weight: bold; padding: 0.4em 0; }
thead tr { border-bottom: 1px solid #222; }
th, td { padding: 0.25em 0.8em; text-align: left; vertical-align: top; white-space: pre-wrap; }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody tr:nth-child(even) { background: #f6f6f4; }
p.note { font-size: 0.85em; color: #555; margin: 0.3em 0; max-width: 60em; }
section { margin-bottom: 2.5em; }
";

/// Writes a page of these tables, one below the other; its title is that of the first.
#[must_use]
pub fn page(sheets: &[Sheet]) -> String {
    let title = sheets.first().map_or("", |sheet| sheet.title.as_str());
    let mut out = format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escape(title)
    );
    for sheet in sheets {
        out.push_str(&section(sheet));
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Writes one table with title and notes, to stand inside a page.
#[must_use]
pub fn section(sheet: &Sheet) -> String {
    let mut out = String::from("<section>\n<table>\n");
    if !sheet.title.is_empty() {
        put(
            &mut out,
            format_args!("<caption>{}</caption>\n", escape(&sheet.title)),
        );
    }
    out.push_str("<thead><tr>");
    for head in &sheet.heads {
        let class = class(head);
        put(
            &mut out,
            format_args!("<th scope=\"col\"{class}>{}</th>", escape(&head.text)),
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &sheet.rows {
        out.push_str("<tr>");
        for (head, value) in sheet.heads.iter().zip(row) {
            let class = class(head);
            put(
                &mut out,
                format_args!("<td{class}>{}</td>", escape(&Value::printed(value))),
            );
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    for note in &sheet.notes {
        put(
            &mut out,
            format_args!("<p class=\"note\">{}</p>\n", escape(note)),
        );
    }
    out.push_str("</section>\n");
    out
}

fn class(head: &Head) -> &'static str {
    if head.numeric { " class=\"n\"" } else { "" }
}

fn put(out: &mut String, words: std::fmt::Arguments<'_>) {
    out.write_fmt(words).expect("a String takes everything");
}

/// Escapes text for an element or an attribute in double or single marks.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No page may hold them.
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' => {}
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
        insta::assert_snapshot!(section(&sample()), @r##"
        <section>
        <table>
        <caption>编码频次 &lt;甲 &amp; 乙&gt;</caption>
        <thead><tr><th scope="col">编码</th><th scope="col">名称</th><th scope="col" class="n">编码数</th><th scope="col" class="n">占访谈 %</th></tr></thead>
        <tbody>
        <tr><td>P1.2</td><td>部门壁垒与信息孤岛</td><td class="n">12</td><td class="n">62.5</td></tr>
        <tr><td>-1</td><td>=a|b	&quot;c&quot;
        \d_e, 100%</td><td class="n">3</td><td class="n"></td></tr>
        </tbody>
        </table>
        <p class="note">编码数＝不同的编码。</p>
        <p class="note">n = 8 &amp; *</p>
        </section>
        "##);
    }

    #[test]
    fn a_page_needs_nothing_else() {
        let page = page(&[sample(), sample()]);
        assert!(page.contains("<title>编码频次 &lt;甲 &amp; 乙&gt;</title>"));
        assert_eq!(page.matches("<table>").count(), 2);
        for outside in ["http:", "https:", "src=", "href=", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
