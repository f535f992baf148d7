//! Results in one language, written for people and for other programs.
//!
//! A [`Sheet`](crate::model::table::Sheet) goes in, text or bytes come out. What
//! is read by people (terminal, Markdown, HTML, LaTeX, workbook) carries title
//! and notes; csv and tsv carry head and rows alone, since a sentence under a
//! table breaks the programs that read it. Shares are printed as per cent
//! without the sign, which the heading has.

pub mod csv;
pub mod html;
pub mod latex;
pub mod md;
pub mod terminal;
pub mod tsv;
pub mod xlsx;

#[cfg(test)]
pub(in crate::formats) mod testing {
    use crate::model::table::{Head, Sheet, Value};

    /// A small table in which every format has something to escape.
    pub(in crate::formats) fn sample() -> Sheet {
        let head = |text: &str, numeric| Head {
            text: text.to_owned(),
            numeric,
        };
        Sheet {
            title: "编码频次 <甲 & 乙>".to_owned(),
            heads: vec![
                head("编码", false),
                head("名称", false),
                head("编码数", true),
                head("占访谈 %", true),
            ],
            rows: vec![
                vec![
                    Value::Text("P1.2".to_owned()),
                    Value::Text("部门壁垒与信息孤岛".to_owned()),
                    Value::Count(12),
                    Value::Share(0.625),
                ],
                vec![
                    Value::Text("-1".to_owned()),
                    Value::Text("=a|b\t\"c\"\n\\d_e, 100%".to_owned()),
                    Value::Count(3),
                    Value::Empty,
                ],
            ],
            notes: vec!["编码数＝不同的编码。".to_owned(), "n = 8 & *".to_owned()],
        }
    }
}
