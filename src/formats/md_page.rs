//! A document in Markdown, written block by block.
//!
//! A passage with a remark stands between ⟦ and ⟧, behind which stands the remark's short form.
//! Everything else is escaped, so that words come out as they went in.

use std::io::{self, Write};

use super::markdown::{escape_inline, escape_line};
use super::paper::Paper;
use super::sheet::md;
use crate::model::paper::{Block, Kind, Piece, Remark};

/// A document being written.
pub struct MdPage<W: Write> {
    out: W,
    open: Vec<Remark>,
}

impl<W: Write> MdPage<W> {
    /// Begins a document.
    pub fn new(out: W) -> Self {
        Self {
            out,
            open: Vec::new(),
        }
    }

    /// Ends it and gives back what was written to.
    ///
    /// # Errors
    /// When that takes no more.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn pieces(&mut self, pieces: &[Piece]) -> String {
        let mut out = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                // Only what begins a line can be taken for a list or a heading.
                Piece::Text(text) if at == 0 => lines(text, escape_line, &mut out),
                Piece::Text(text) => lines(text, escape_inline, &mut out),
                Piece::Strong(text) if text.trim().is_empty() => {
                    lines(text, escape_inline, &mut out);
                }
                Piece::Strong(text) => {
                    out.push_str("**");
                    lines(text.trim(), escape_inline, &mut out);
                    out.push_str("**");
                }
                Piece::Link { text, to } => {
                    out.extend(["[", &escape_inline(text), "](#", to, ")"]);
                }
                Piece::Open(remark) => {
                    out.push('⟦');
                    self.open.push((**remark).clone());
                }
                Piece::Close(number) => {
                    let Some(at) = self.open.iter().position(|it| it.number == *number) else {
                        continue;
                    };
                    let remark = self.open.remove(at);
                    let label = escape_inline(&remark.label);
                    match remark.to {
                        Some(to) => out.extend(["⟧[", &label, "](#", &to, ")"]),
                        None => out.extend(["⟧", &label]),
                    }
                }
            }
        }
        out
    }
}

fn lines(text: &str, escape: fn(&str) -> String, out: &mut String) {
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push_str("<br>");
            out.push_str(&escape_inline(line));
        } else {
            out.push_str(&escape(line));
        }
    }
}

impl<W: Write> Paper for MdPage<W> {
    fn put(&mut self, block: &Block) -> io::Result<()> {
        let mut out = String::new();
        match block {
            Block::NewPage => return Ok(()),
            Block::Title(text) => {
                out.push_str("# ");
                lines(text, escape_inline, &mut out);
                out.push_str("\n\n");
            }
            Block::Heading {
                level,
                text,
                anchor,
            } => {
                if let Some(anchor) = anchor {
                    out.extend(["<a id=\"", anchor, "\"></a>\n\n"]);
                }
                out.push_str(match level {
                    0 | 1 => "## ",
                    2 => "### ",
                    _ => "#### ",
                });
                lines(text, escape_inline, &mut out);
                out.push_str("\n\n");
            }
            Block::Paragraph { kind, pieces } => {
                let words = self.pieces(pieces);
                match kind {
                    Kind::Quote => out.extend(["> ", &words, "\n"]),
                    Kind::Source => out.extend([">\n> ", &words, "\n\n"]),
                    Kind::Plain | Kind::Note | Kind::Line => out.extend([&words, "\n\n"]),
                }
            }
            Block::Table(sheet) => {
                // The title of a table stands two levels under that of the document.
                out.extend(["##", &md::write(sheet), "\n"]);
            }
        }
        self.out.write_all(out.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sheet::testing::sample;

    #[test]
    fn words_come_out_as_they_went_in() {
        let mut page = MdPage::new(Vec::new());
        let remark = Remark {
            label: "P1_a".to_owned(),
            to: Some("code-1".to_owned()),
            ..Remark::default()
        };
        for block in [
            Block::Title("# 题".to_owned()),
            Block::Heading {
                level: 1,
                text: "*一*".to_owned(),
                anchor: Some("code-1".to_owned()),
            },
            Block::Paragraph {
                kind: Kind::Line,
                pieces: vec![
                    Piece::Strong("王：".to_owned()),
                    Piece::Text("[甲]".to_owned()),
                    Piece::Open(Box::new(remark)),
                    Piece::Text("乙".to_owned()),
                    Piece::Close(0),
                    Piece::Text("。".to_owned()),
                ],
            },
            Block::words(Kind::Quote, "- 一\n二"),
            Block::words(Kind::Source, "E1"),
            Block::Table(sample()),
        ] {
            page.put(&block).unwrap();
        }
        let text = String::from_utf8(page.finish().unwrap()).unwrap();
        insta::assert_snapshot!(text, @r##"
        # # 题

        <a id="code-1"></a>

        ## \*一\*

        **王：**\[甲\]⟦乙⟧[P1\_a](#code-1)。

        > \- 一<br>二
        >
        > E1

        #### 编码频次 \<甲 \& 乙\>

        | 编码 | 名称 | 编码数 | 占访谈 % |
        | --- | --- | ---: | ---: |
        | P1.2 | 部门壁垒与信息孤岛 | 12 | 62.5 |
        | -1 | =a\|b&#9;"c"<br>\\d\_e, 100% | 3 |  |

        编码数＝不同的编码。

        n = 8 \& \*
        "##);
    }
}
