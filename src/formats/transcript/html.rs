//! Web pages: their text as a browser would show it and the looks of its lines.
//!
//! Tags are taken as they come; nothing is looked up and nothing is run. White space is one space,
//! except in preformatted text; blocks begin lines, cells of a table follow a `\t`.

pub(in crate::formats) mod tokens;

use super::document::{Document, LeftOut, Page};
use super::segments::{Segment, append};
use super::{labels, times};
use tokens::{Tag, Token, Tokens, plain};

/// Tags that begin a line.
const BLOCKS: [&str; 31] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "table",
    "tbody",
    "thead",
    "caption",
    "figure",
    "figcaption",
    "address",
    "hr",
];

/// Tags whose content is no text.
const SILENT: [&str; 10] = [
    "script", "style", "head", "template", "noscript", "svg", "math", "iframe", "textarea",
    "select",
];

/// Whether a text begins as a page does.
pub(super) fn is(text: &str) -> bool {
    let mut start = text.trim_start();
    while let Some(comment) = start.strip_prefix("<!--") {
        start = comment
            .split_once("-->")
            .map_or("", |(_, rest)| rest.trim_start());
    }
    let head = super::lines::within(start, 200).to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return true;
    }
    if head.starts_with("<?xml") {
        return head.contains("<html") || head.contains("<!doctype html");
    }
    let Some(tag) = head.strip_prefix('<') else {
        return false;
    };
    let name = tag
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    let known = BLOCKS.contains(&name)
        || SILENT.contains(&name)
        || matches!(
            name,
            "body" | "meta" | "cite" | "b" | "strong" | "span" | "font"
        );
    known && text.contains("</")
}

/// The encoding that a page names in its first bytes.
pub(super) fn named_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    if !head.contains(&b'<') || encoding_rs::Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let at = memchr::memmem::find(head, b"charset=")? + "charset=".len();
    let rest = head[at..].strip_prefix(b"\"").unwrap_or(&head[at..]);
    let end = rest
        .iter()
        .position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_'))
        .unwrap_or(rest.len());
    encoding_rs::Encoding::for_label(&rest[..end])
}

/// What a page holds.
#[derive(Debug)]
pub(super) enum Talk {
    /// Text whose speakers are to be recognised.
    Text(Document),
    /// Pieces with their speakers and times, as podcasts publish them.
    Pieces(Vec<Segment>),
}

/// Reads a page.
pub(super) fn read(html: &str) -> Talk {
    let pieces = podcast(html);
    if pieces.len() > 1 {
        return Talk::Pieces(pieces);
    }
    let mut body = Body::default();
    for token in Tokens::of(html) {
        body.take(&token);
    }
    let mut document = body.page.finish(LeftOut::default());
    let title = body.title.trim();
    if !title.is_empty() {
        document.header.push(("title".to_owned(), title.to_owned()));
    }
    Talk::Text(document)
}

/// `<cite>Kim:</cite><time>0:09</time><p>…</p>`: the form of Podcasting 2.0.
fn podcast(html: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    if !html.contains("<cite") || !html.contains("<time") {
        return segments;
    }
    let mut now = Segment::default();
    let mut into = "";
    for token in Tokens::of(html) {
        match &token {
            Token::Tag(tag) if matches!(tag.name.as_str(), "cite" | "time" | "p") => {
                let ended = if tag.closes { into } else { "" };
                if ended == "p" {
                    let speaker = now.speaker.clone();
                    if !now.words.trim().is_empty() {
                        segments.push(std::mem::take(&mut now));
                    }
                    now.speaker = speaker;
                }
                into = match tag.name.as_str() {
                    _ if tag.closes => "",
                    "cite" => {
                        now.speaker = Some(String::new());
                        "cite"
                    }
                    "time" => "time",
                    _ => "p",
                };
            }
            Token::Text(text) => {
                let text = plain(text);
                match into {
                    "cite" => now.speaker.get_or_insert_default().push_str(text.trim()),
                    "time" => {
                        let mark = times::mark(text.trim());
                        now.start_ms = mark.map(|(ms, _)| ms).or(now.start_ms);
                    }
                    "p" => append(
                        &mut now.words,
                        &text.split_whitespace().collect::<Vec<_>>().join(" "),
                    ),
                    _ => {}
                }
            }
            Token::Tag(_) => {}
        }
    }
    segments
}

#[derive(Default)]
struct Body {
    page: Page,
    title: String,
    in_title: bool,
    /// The tag whose content is passed over.
    silent: Option<String>,
    /// Open tags that make letters bold, and whether each does.
    bold: Vec<(String, bool)>,
    pre: u32,
    heading: bool,
    /// The next letters begin a line.
    breaks: bool,
    /// Blank space stands before the next letters; `true` where it has a line end.
    space: Option<bool>,
    cell: bool,
}

impl Body {
    fn take(&mut self, token: &Token<'_>) {
        match token {
            Token::Text(text) if self.in_title => self.title.push_str(&plain(text)),
            Token::Text(_) if self.silent.is_some() => {}
            Token::Text(text) if self.pre > 0 => {
                self.begin();
                self.page.push(&plain(text));
            }
            Token::Text(text) => self.words(&plain(text)),
            Token::Tag(tag) => self.tag(tag),
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if name == "title" {
            self.in_title = !tag.closes;
            return;
        }
        if let Some(silent) = &self.silent {
            // Many a page forgets to end its head.
            if tag.closes && name == silent || silent == "head" && name == "body" {
                self.silent = None;
            }
            return;
        }
        if SILENT.contains(&name) && !tag.closes && !tag.empty {
            self.silent = Some(name.to_owned());
            return;
        }
        match name {
            "br" => self.line_break(),
            "tr" => {
                self.breaks = true;
                self.cell = false;
            }
            "td" | "th" if !tag.closes => {
                if self.cell {
                    self.begin();
                    self.page.push("\t");
                }
                self.cell = true;
                self.space = None;
            }
            "b" | "strong" | "span" | "font" | "u" | "em" | "i" => self.letters(tag),
            _ if BLOCKS.contains(&name) => self.block(tag),
            _ => {}
        }
    }

    fn line_break(&mut self) {
        if self.breaks {
            self.begin();
        }
        self.page.push("\n");
        let heading = self.heading;
        self.page.heading(heading);
        self.space = None;
    }

    fn block(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        self.cell &= name != "table";
        // Inside a cell, blocks are parted by the cell alone until there are words.
        if !self.cell || self.page.last().is_some_and(|c| c != '\t') {
            self.breaks = true;
        }
        self.space = None;
        if name.len() == 2 && name.starts_with('h') && name != "hr" {
            self.heading = !tag.closes;
        }
        if name == "pre" {
            self.pre = if tag.closes {
                self.pre.saturating_sub(1)
            } else {
                self.pre + 1
            };
        }
    }

    fn letters(&mut self, tag: &Tag<'_>) {
        if tag.empty {
            return;
        }
        if tag.closes {
            if let Some(at) = self.bold.iter().rposition(|(name, _)| *name == tag.name) {
                self.bold.remove(at);
            }
        } else if self.bold.len() < 64 {
            let named = matches!(tag.name.as_str(), "b" | "strong");
            let style = tag
                .attribute("style")
                .unwrap_or_default()
                .to_ascii_lowercase();
            let styled = [
                "font-weight:bold",
                "font-weight: bold",
                "font-weight:700",
                "font-weight: 700",
            ];
            let normal =
                style.contains("font-weight:normal") || style.contains("font-weight: normal");
            let bold = (named || styled.iter().any(|bold| style.contains(bold))) && !normal;
            self.bold.push((tag.name.clone(), bold));
        }
    }

    /// Letters, with white space as one space; none at a line's start, and none where a line end
    /// of the file parts two hanzi.
    fn words(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
            let word = rest.trim_start_matches(blank);
            if word.len() < rest.len() {
                let line_end = rest[..rest.len() - word.len()].contains('\n');
                self.space = Some(line_end || self.space.unwrap_or(false));
            }
            let end = word.find(blank).unwrap_or(word.len());
            let word_now = &word[..end];
            if let Some(first) = word_now.chars().next() {
                self.begin();
                if let Some(line_end) = self.space.take() {
                    let han = |c: Option<char>| c.is_some_and(labels::is_han);
                    let joined = line_end && han(self.page.last()) && han(Some(first));
                    if !joined && !self.page.at_line_start() && self.page.last() != Some('\t') {
                        self.page.push(" ");
                    }
                }
                self.page.push(word_now);
            }
            rest = &word[end..];
        }
    }

    /// Begins the line that is due.
    fn begin(&mut self) {
        if self.breaks {
            self.breaks = false;
            if self.page.last().is_some() {
                self.page.push("\n");
            }
            self.space = None;
        }
        let heading = self.heading;
        self.page.heading(heading);
        self.page.bold = self.bold.iter().any(|(_, bold)| *bold);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        match read(html) {
            Talk::Text(document) => document.text,
            Talk::Pieces(pieces) => panic!("{pieces:?}"),
        }
    }

    #[test]
    fn blocks_are_lines_and_white_space_is_one_space() {
        for (html, expected) in [
            ("<p>a\n  b</p><p>c</p>", "a b\nc"),
            ("<p>我们\n开始</p>", "我们开始"),
            (
                "<div><p>a</p></div>\n<div>b<br>c<br/>\nd</div>",
                "a\nb\nc\nd",
            ),
            ("<p>a</p>\n<p></p>\n<p>b</p>", "a\nb"),
            (
                "<p>x &amp; y &lt;z&gt; &#20320;&#x597D; &hellip; &nope; &</p>",
                "x & y <z> 你好 … &nope; &",
            ),
            ("<p>1 < 2 and <b>3</b></p>", "1 < 2 and 3"),
            ("<pre>a\n  b</pre>c", "a\n  b\nc"),
            (
                "<!-- <p>no</p> --><p>yes</p><script>if (a<b) '<p>'</script><style>p{}</style>",
                "yes",
            ),
            (
                "<table><tr><td>访</td><td><p>您好</p><p>请</p></td></tr><tr><td>受</td><td>好</td></tr></table>",
                "访\t您好\n请\n受\t好",
            ),
            ("<p title=\"a>b\">c</p>", "c"),
            ("<p>a<span>b</span> <i>c</i></p>", "ab c"),
            ("<p", ""),
            ("&#0;&#1114112;", "&#0;&#1114112;"),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }

    #[test]
    fn headings_and_bold_letters_are_noted() {
        let Talk::Text(document) = read(
            "<html><head><title>Talk</title><body><h3>Kim</h3><p><b>Lee:</b> Hi</p><p>a <b>b</b></p>",
        ) else {
            panic!("it is a text");
        };
        assert_eq!(document.text, "Kim\nLee: Hi\na b");
        let looks: Vec<(bool, u32)> = document
            .styles
            .iter()
            .map(|s| (s.heading, s.bold))
            .collect();
        assert_eq!(looks, [(true, 0), (false, 4), (false, 0)]);
        assert_eq!(document.header, [("title".to_owned(), "Talk".to_owned())]);
    }

    #[test]
    fn podcasts_have_names_and_times_of_their_own() {
        let html = "<cite>Travis:</cite>\n<time>0:00</time>\n<p>When you&#39;re\nnew.</p>\n\
                    <p>And so.</p>\n<cite>Sarah:</cite><time>1:02</time><p>Yes.</p>";
        let Talk::Pieces(pieces) = read(html) else {
            panic!("it has pieces");
        };
        let shown: Vec<String> = pieces
            .iter()
            .map(|s| {
                format!(
                    "{:?} {}|{}",
                    s.start_ms,
                    s.speaker.as_deref().unwrap_or(""),
                    s.words
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "Some(0) Travis:|When you're new.",
                "None Travis:|And so.",
                "Some(62000) Sarah:|Yes."
            ]
        );
    }

    #[test]
    fn a_page_is_known_by_its_beginning_and_names_its_encoding() {
        assert!(is("<!-- x -->\n<!DOCTYPE html><p>a"));
        assert!(is("<cite>Kim:</cite>"));
        assert!(is("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">"));
        assert!(!is("<?xml version=\"1.0\"?><a/>"));
        assert!(!is("<笑>好"));
        assert!(!is("<sent_head> A\n"));
        let gbk = named_encoding(b"<html><meta charset=\"gbk\">").unwrap();
        assert_eq!(gbk, encoding_rs::GBK);
        assert_eq!(named_encoding(b"charset=gbk"), None);
    }
}
