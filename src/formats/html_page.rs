//! A page that needs nothing else, written block by block: style inside, no script, no network.
//!
//! Passages with remarks are highlighted, and where one ends its short form leads to what it is
//! about. The page is made to be printed as well: heads of tables are repeated, rows and quotations
//! stay whole.

use std::io::{self, Write};

use super::paper::Paper;
use super::sheet::html;
use super::xml_text::{attributes, escape};
use crate::model::paper::{Block, Kind, Piece, Remark};

const STYLE: &str = "\
main { max-width: 60em; margin: 0 auto; line-height: 1.6; }
h1.title { text-align: center; }
h2 { border-bottom: 1px solid #999; margin-top: 2em; }
h1, h2, h3, h4 { line-height: 1.3; break-after: avoid; }
p { margin: 0.4em 0; }
p.quote { margin: 0.8em 0 0 2em; font-family: \"Kaiti SC\", \"STKaiti\", \"KaiTi\", \"Noto Serif CJK SC\", serif; break-after: avoid; break-inside: avoid; }
p.source { margin: 0 0 0.6em 2em; text-align: right; font-size: 0.85em; color: #555; }
p.line { margin: 0.3em 0; }
mark { background: #fdeebb; color: inherit; border-bottom: 2px solid #b58900; }
mark.m { background: #f6d9a8; border-bottom-style: double; border-bottom-width: 4px; }
sup { font-size: 0.7em; line-height: 0; }
a { color: #1f4e79; text-decoration: none; }
div.wide { overflow-x: auto; }
.new-page { break-before: page; }
@media print {
  @page { size: A4; margin: 2cm; }
  body { margin: 0; font-size: 10.5pt; }
  main { max-width: none; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  div.wide { overflow: visible; }
  a { color: inherit; }
}
";

/// A page being written.
pub struct HtmlPage<W: Write> {
    out: W,
    /// Remarks whose passages run on, in the order in which they began.
    open: Vec<Remark>,
    breaks: bool,
}

impl<W: Write> HtmlPage<W> {
    /// Begins a page; `lang` is a tag such as `zh-CN`.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn new(mut out: W, title: &str, lang: &str) -> io::Result<Self> {
        let mut head = String::from("<!DOCTYPE html>\n<html");
        attributes(&mut head, &[("lang", lang)]);
        head.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
        escape(title, false, &mut head);
        head.extend([
            "</title>\n<style>\n",
            html::STYLE,
            STYLE,
            "</style>\n</head>\n<body>\n<main>\n",
        ]);
        out.write_all(head.as_bytes())?;
        Ok(Self {
            out,
            open: Vec::new(),
            breaks: false,
        })
    }

    /// Ends the page and gives back what was written to.
    ///
    /// # Errors
    /// When that takes no more.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"</main>\n</body>\n</html>\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// The classes of an element, with a break before it where one is due.
    fn class(&mut self, name: &str) -> String {
        let mut names = Vec::new();
        names.extend(Some(name).filter(|name| !name.is_empty()));
        names.extend(std::mem::take(&mut self.breaks).then_some("new-page"));
        if names.is_empty() {
            return String::new();
        }
        format!(" class=\"{}\"", names.join(" "))
    }

    fn piece(&mut self, piece: &Piece, out: &mut String) {
        match piece {
            Piece::Text(text) => self.words(text, out),
            Piece::Strong(text) => {
                out.push_str("<b>");
                self.words(text, out);
                out.push_str("</b>");
            }
            Piece::Link { text, to } => {
                out.push_str("<a");
                attributes(out, &[("href", &format!("#{to}"))]);
                out.push('>');
                lines(text, out);
                out.push_str("</a>");
            }
            Piece::Open(remark) => self.open.push((**remark).clone()),
            Piece::Close(number) => {
                let Some(at) = self.open.iter().position(|it| it.number == *number) else {
                    return;
                };
                let remark = self.open.remove(at);
                out.push_str("<sup>");
                if let Some(to) = &remark.to {
                    out.push_str("<a");
                    attributes(
                        out,
                        &[("href", &format!("#{to}")), ("title", &told(&remark))],
                    );
                    out.push('>');
                }
                lines(&remark.label, out);
                out.push_str(if remark.to.is_some() {
                    "</a></sup>"
                } else {
                    "</sup>"
                });
            }
        }
    }

    /// Words, highlighted where remarks run.
    fn words(&self, text: &str, out: &mut String) {
        if text.is_empty() {
            return;
        }
        if self.open.is_empty() {
            lines(text, out);
            return;
        }
        let told: Vec<String> = self.open.iter().map(told).collect();
        out.push_str(if told.len() > 1 {
            "<mark class=\"m\""
        } else {
            "<mark"
        });
        attributes(out, &[("title", &told.join("\n"))]);
        out.push('>');
        lines(text, out);
        out.push_str("</mark>");
    }
}

/// What a remark says and whose it is.
fn told(remark: &Remark) -> String {
    format!("{} · {}", remark.lines.join("; "), remark.author)
}

/// Words with their line feeds as breaks.
fn lines(text: &str, out: &mut String) {
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push_str("<br>");
        }
        escape(line, false, out);
    }
}

impl<W: Write> Paper for HtmlPage<W> {
    fn put(&mut self, block: &Block) -> io::Result<()> {
        let mut out = String::new();
        match block {
            Block::NewPage => {
                self.breaks = true;
                return Ok(());
            }
            Block::Title(text) => {
                let class = self.class("title");
                out.extend(["<h1", &class, ">"]);
                lines(text, &mut out);
                out.push_str("</h1>\n");
            }
            Block::Heading {
                level,
                text,
                anchor,
            } => {
                let tag = match level {
                    0 | 1 => "h2",
                    2 => "h3",
                    _ => "h4",
                };
                let class = self.class("");
                out.extend(["<", tag, &class]);
                if let Some(anchor) = anchor {
                    attributes(&mut out, &[("id", anchor)]);
                }
                out.push('>');
                lines(text, &mut out);
                out.extend(["</", tag, ">\n"]);
            }
            Block::Paragraph { kind, pieces } => {
                let class = self.class(match kind {
                    Kind::Plain => "",
                    Kind::Note => "note",
                    Kind::Quote => "quote",
                    Kind::Source => "source",
                    Kind::Line => "line",
                });
                out.extend(["<p", &class, ">"]);
                for piece in pieces {
                    self.piece(piece, &mut out);
                }
                out.push_str("</p>\n");
            }
            Block::Table(sheet) => {
                let class = self.class("wide");
                out.extend(["<div", &class, ">\n", &html::section(sheet), "</div>\n"]);
            }
        }
        self.out.write_all(out.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sheet::testing::sample;

    fn written(blocks: &[Block]) -> String {
        let mut page = HtmlPage::new(Vec::new(), "<甲>", "zh-CN").unwrap();
        for block in blocks {
            page.put(block).unwrap();
        }
        String::from_utf8(page.finish().unwrap()).unwrap()
    }

    fn open(number: u32, label: &str) -> Piece {
        Piece::Open(Box::new(Remark {
            number,
            author: "甲".to_owned(),
            label: label.to_owned(),
            lines: vec![format!("{label} \"名\"")],
            to: Some("code-1".to_owned()),
            ..Remark::default()
        }))
    }

    #[test]
    fn crossing_passages_are_highlighted_over_paragraphs() {
        let text = |words: &str| Piece::Text(words.to_owned());
        let line = |pieces| Block::Paragraph {
            kind: Kind::Line,
            pieces,
        };
        let page = written(&[
            line(vec![
                text("甲"),
                open(0, "P1"),
                text("乙"),
                open(1, "P2"),
                text("丙"),
            ]),
            line(vec![
                text("丁"),
                Piece::Close(0),
                text("戊"),
                Piece::Close(1),
                text("<己>"),
            ]),
        ]);
        let body = page.split("<main>\n").nth(1).unwrap();
        assert_eq!(
            body.split("</main>").next().unwrap(),
            "<p class=\"line\">甲<mark title=\"P1 &quot;名&quot; · 甲\">乙</mark>\
             <mark class=\"m\" title=\"P1 &quot;名&quot; · 甲&#10;P2 &quot;名&quot; · 甲\">丙</mark></p>\n\
             <p class=\"line\"><mark class=\"m\" title=\"P1 &quot;名&quot; · 甲&#10;P2 &quot;名&quot; · 甲\">丁</mark>\
             <sup><a href=\"#code-1\" title=\"P1 &quot;名&quot; · 甲\">P1</a></sup>\
             <mark title=\"P2 &quot;名&quot; · 甲\">戊</mark>\
             <sup><a href=\"#code-1\" title=\"P2 &quot;名&quot; · 甲\">P2</a></sup>&lt;己&gt;</p>\n"
        );
    }

    #[test]
    fn a_page_needs_nothing_else_and_runs_nothing() {
        let page = written(&[
            Block::Title("题".to_owned()),
            Block::NewPage,
            Block::heading(1, "<script>alert(1)</script>"),
            Block::Table(sample()),
            Block::words(Kind::Quote, "a\u{0}\u{1b}[31m\nb"),
        ]);
        assert!(page.contains("<title>&lt;甲&gt;</title>"));
        assert!(page.contains("<h2 class=\"new-page\">&lt;script&gt;"));
        assert!(page.contains("<p class=\"quote\">a[31m<br>b</p>"));
        for outside in [
            "http:", "https:", "src=", "url(", "<script", "@import", "<link",
        ] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
