//! Rich text (RTF 1.9.1, as Word, `LibreOffice`, f4 and text editors write it): its text and the looks of
//! its lines.
//!
//! Bytes are decoded by the character set of their font, else by the file's code page. Destinations
//! that no reader need know are passed over; notes, comments and pictures are counted or left out, and
//! so is what a tracked change deleted.

mod charset;

use std::collections::{HashMap, HashSet};

use encoding_rs::Encoding;

use super::document::{Document, LeftOut, Page, is_heading_name};
use super::{Damage, Limit, ReadError};

/// Deepest nesting of groups.
const DEEPEST: usize = 256;

/// Destinations whose text doesn't belong to the transcript's.
const SILENT: [&str; 40] = [
    "colortbl",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "fldinst",
    "listtext",
    "pntext",
    "pn",
    "revtbl",
    "filetbl",
    "operator",
    "bkmkstart",
    "bkmkend",
    "annotation",
    "footnote",
    "shp",
    "shpinst",
    "do",
    "nonshppict",
    "mmathPr",
    "wgrffmtfilter",
    "atnid",
    "atnauthor",
];

/// Whether the bytes begin as rich text does.
pub(super) fn is(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    start.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads the text.
///
/// # Errors
/// When groups are nested too deeply, or the file ends inside one.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut body = Body::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => {
                body.flush();
                if body.stack.len() >= DEEPEST {
                    return Err(Limit::Depth.into());
                }
                body.stack.push(body.now.clone());
                body.now.first = true;
                at += 1;
            }
            b'}' => {
                body.flush();
                body.close();
                at += 1;
                if body.stack.is_empty() {
                    return Ok(body.page.finish(body.left_out));
                }
            }
            b'\\' => at = body.control(bytes, at + 1),
            b'\r' | b'\n' => at += 1,
            byte => {
                body.byte(byte);
                at += 1;
            }
        }
    }
    Err(Damage::CutOff.into())
}

/// What holds inside a group.
#[derive(Clone)]
struct State {
    /// No control word of the group has come yet.
    first: bool,
    /// `\*` has come: an unknown destination is passed over.
    optional: bool,
    into: Into,
    bold: bool,
    deleted: bool,
    inserted: bool,
    /// Characters that stand in for a Unicode one, for older readers.
    stand_ins: u32,
    font: i32,
    /// The paragraph is a heading.
    heading: bool,
    /// Number of the style in the sheet that is being read.
    style: i32,
}

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Into {
    Text,
    Fonts,
    Styles,
    Nowhere,
}

struct Body {
    page: Page,
    now: State,
    stack: Vec<State>,
    /// Bytes of text that are not decoded yet.
    bytes: Vec<u8>,
    /// Characters still to be passed over after a Unicode one.
    skip: u32,
    /// The first half of a pair.
    high: Option<u16>,
    page_code: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    headings: HashSet<i32>,
    style_name: String,
    left_out: LeftOut,
    /// The next text begins a paragraph.
    begins: bool,
    was_deleted: bool,
    was_inserted: bool,
}

impl Body {
    fn new() -> Self {
        Self {
            page: Page::default(),
            now: State {
                first: false,
                optional: false,
                into: Into::Text,
                bold: false,
                deleted: false,
                inserted: false,
                stand_ins: 1,
                font: -1,
                heading: false,
                style: 0,
            },
            stack: Vec::new(),
            bytes: Vec::new(),
            skip: 0,
            high: None,
            page_code: encoding_rs::WINDOWS_1252,
            fonts: HashMap::new(),
            headings: HashSet::new(),
            style_name: String::new(),
            left_out: LeftOut::default(),
            begins: true,
            was_deleted: false,
            was_inserted: false,
        }
    }

    fn close(&mut self) {
        if self.now.into == Into::Styles && !self.style_name.is_empty() {
            let name = std::mem::take(&mut self.style_name);
            if is_heading_name(name.trim_end_matches(';')) {
                self.headings.insert(self.now.style);
            }
        }
        if let Some(before) = self.stack.pop() {
            self.now = before;
        }
        self.skip = 0;
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        self.now.first = false;
        if self.skip > 0 {
            self.skip -= 1;
        } else if matches!(self.now.into, Into::Text | Into::Styles) {
            self.bytes.push(byte);
        }
    }

    /// Decodes the bytes that have gathered.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.now.font).copied();
        let text = if bytes.is_ascii() {
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            let encoding = encoding.unwrap_or(self.page_code);
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        };
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        match self.now.into {
            Into::Styles => {
                if self.style_name.len() < 200 {
                    self.style_name.push_str(text);
                }
            }
            Into::Text => self.words(text),
            Into::Fonts | Into::Nowhere => {}
        }
    }

    fn words(&mut self, text: &str) {
        let deleted = self.now.deleted;
        if deleted && !self.was_deleted {
            self.left_out.deleted += 1;
        }
        if self.now.inserted && !self.was_inserted {
            self.left_out.inserted += 1;
        }
        self.was_deleted = deleted;
        self.was_inserted = self.now.inserted;
        if deleted {
            return;
        }
        self.begin();
        self.page.bold = self.now.bold;
        self.page.push(text);
    }

    /// Begins the paragraph that is due.
    fn begin(&mut self) {
        if self.begins {
            self.begins = false;
            self.page.paragraph();
            let heading = self.now.heading;
            self.page.heading(heading);
        }
    }

    fn paragraph_ends(&mut self) {
        if self.now.into == Into::Text && !self.now.deleted {
            self.begin();
            self.begins = true;
        }
    }

    /// A control word or sign that begins at `at`, after the backslash; where what follows begins.
    fn control(&mut self, bytes: &[u8], at: usize) -> usize {
        let Some(&first) = bytes.get(at) else {
            return at;
        };
        if !first.is_ascii_alphabetic() {
            return self.sign(bytes, at, first);
        }
        let letters = |b: &u8| b.is_ascii_alphabetic();
        let end = at
            + bytes[at..]
                .iter()
                .take(32)
                .take_while(|b| letters(b))
                .count();
        let word = std::str::from_utf8(&bytes[at..end]).unwrap_or_default();
        let minus = usize::from(bytes.get(end) == Some(&b'-'));
        let digits = bytes[end + minus..]
            .iter()
            .take(11)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let mut next = end;
        let mut number = None;
        if digits > 0 {
            next = end + minus + digits;
            number = std::str::from_utf8(&bytes[end..next])
                .ok()
                .and_then(|text| text.parse::<i64>().ok());
        }
        next += usize::from(bytes.get(next) == Some(&b' '));
        if word == "bin" {
            let n = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            return next.saturating_add(n).min(bytes.len());
        }
        if word != "u" {
            self.flush();
        }
        self.word(word, number);
        self.now.first = false;
        next
    }

    fn sign(&mut self, bytes: &[u8], at: usize, sign: u8) -> usize {
        match sign {
            b'\'' => {
                let hex = bytes
                    .get(at + 1..at + 3)
                    .and_then(|hex| std::str::from_utf8(hex).ok());
                return match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    Some(byte) => {
                        self.byte(byte);
                        at + 3
                    }
                    None => at + 1,
                };
            }
            b'*' => {
                self.now.optional = true;
                return at + 1;
            }
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'\r' | b'\n' => {
                self.flush();
                self.paragraph_ends();
            }
            _ => {
                let text = match sign {
                    b'~' => "\u{a0}",
                    b'_' => "\u{2011}",
                    b'-' => "\u{ad}",
                    _ => "",
                };
                self.flush();
                if !text.is_empty() {
                    self.text(text);
                }
            }
        }
        at + 1
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let value = i32::try_from(number.unwrap_or(0)).unwrap_or(0);
        let on = number != Some(0);
        if self.now.first || self.now.optional {
            let optional = self.now.optional;
            self.now.optional = false;
            match word {
                "fonttbl" => self.now.into = Into::Fonts,
                "stylesheet" => self.now.into = Into::Styles,
                "footnote" => self.count_once(|left| &mut left.footnotes),
                "annotation" => self.count_once(|left| &mut left.comments),
                "shptxt" => self.count_once(|left| &mut left.boxes),
                // The styles of letters stand in the sheet under `\*\cs`.
                "cs" | "ds" | "ts" | "tsrowd" if self.now.into == Into::Styles => {}
                _ if optional || SILENT.contains(&word) => self.now.into = Into::Nowhere,
                _ => {}
            }
            if SILENT.contains(&word) {
                self.now.into = Into::Nowhere;
            }
        }
        match word {
            "u" => self.unicode(value),
            "uc" => self.now.stand_ins = u32::try_from(value).unwrap_or(1).min(16),
            "ansicpg" => {
                self.page_code = charset::of_code_page(value).unwrap_or(self.page_code);
            }
            "f" => self.now.font = value,
            "fcharset" if self.now.into == Into::Fonts && self.fonts.len() < 4096 => {
                if let Some(encoding) = charset::of_font(value) {
                    self.fonts.insert(self.now.font, encoding);
                }
            }
            "s" => {
                self.now.style = value;
                if self.now.into == Into::Text {
                    self.now.heading = self.headings.contains(&value);
                }
            }
            "outlinelevel" => {
                if self.now.into == Into::Text {
                    self.now.heading = (0..9).contains(&value);
                }
            }
            "b" => self.now.bold = on,
            "deleted" => self.now.deleted = on,
            "revised" => self.now.inserted = on,
            "plain" => {
                self.now.bold = false;
                self.now.deleted = false;
                self.now.inserted = false;
            }
            "pard" => self.now.heading = false,
            _ if self.now.into != Into::Text => {}
            "par" | "sect" | "page" => self.paragraph_ends(),
            "line" => self.words("\n"),
            "tab" => self.words("\t"),
            "cell" => {
                self.begin();
                self.begins = true;
                self.page.cell();
            }
            "row" => {
                self.page.row();
                self.begins = true;
            }
            _ => {
                if let Some(text) = charset::sign(word) {
                    self.words(text);
                }
            }
        }
    }

    fn count_once(&mut self, which: impl Fn(&mut LeftOut) -> &mut u32) {
        if self.now.into == Into::Text {
            *which(&mut self.left_out) += 1;
        }
        self.now.into = Into::Nowhere;
    }

    /// A UTF-16 unit, written as a signed number; the characters that stand in for it are passed over.
    fn unicode(&mut self, value: i32) {
        self.flush();
        self.skip = self.now.stand_ins;
        let Ok(unit) = u16::try_from(value.rem_euclid(0x1_0000)) else {
            return;
        };
        let units = match self.high.take() {
            Some(high) => vec![high, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.high = Some(unit);
                return;
            }
            None => vec![unit],
        };
        self.text(&String::from_utf16_lossy(&units));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rtf: &str, expected: &str) {
        assert_eq!(text(rtf.as_bytes()), expected, "{rtf}");
    }

    fn text(rtf: &[u8]) -> String {
        read(rtf).unwrap().text
    }

    #[test]
    fn paragraphs_breaks_and_signs() {
        check(r"{\rtf1\ansi a\par b\line c\tab d\par}", "a\nb\nc\td");
        check(
            r"{\rtf1 a\~b\_c\emdash\lquote x\rquote \{y\}\\}",
            "a\u{a0}b\u{2011}c—‘x’{y}\\",
        );
        check("{\\rtf1 a\nb\\\nc}", "ab\nc");
        check(r"{\rtf1 {\b Kim:} Hi\par\par Lee}", "Kim: Hi\n\nLee");
    }

    #[test]
    fn letters_of_any_script() {
        check(r"{\rtf1\ansi\uc1 \u20320?\u22909?}", "你好");
        check(r"{\rtf1\uc2 \u-10179\'3f\'3f\u-8703\'3f\'3f!}", "😁!");
        check(r"{\rtf1\uc0 \u20320 a}", "你a");
        check(r"{\rtf1\ansicpg936 \'c4\'e3\'ba\'c3}", "你好");
        check(
            r"{\rtf1\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset136 B;}}\f1 \'a7\'41\f0 \'e9}",
            "你é",
        );
        assert_eq!(text(b"{\\rtf1\\ansicpg936 \xc4\xe3}"), "你");
        // Half a pair is no character.
        check(r"{\rtf1\uc0 \u-10178 \u20320 }", "\u{fffd}你");
    }

    #[test]
    fn what_is_no_text_is_passed_over() {
        check(
            r"{\rtf1{\fonttbl{\f0 Arial;}}{\colortbl;\red1;}{\*\generator X;}{\info{\title T}}{\header H\par}a{\footnote n}{\*\unknown z}{\pict 0f0f}b}",
            "ab",
        );
        check(
            r"{\rtf1 a{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}b\bin3 \}}c}",
            "alinkbc",
        );
        let document =
            read(br"{\rtf1 a{\footnote n}{\*\annotation c}{\deleted x}{\revised y}}").unwrap();
        assert_eq!(document.text, "ay");
        let about: Vec<&str> = document.warnings.iter().map(|w| w.about.as_str()).collect();
        assert_eq!(about, ["+1 −1", "1", "1"]);
    }

    #[test]
    fn cells_follow_a_tab_and_rows_a_line_feed() {
        check(
            r"{\rtf1\trowd\intbl a\cell b\cell\row\trowd\intbl c\cell d\cell\row\pard e\par}",
            "a\tb\nc\td\ne",
        );
    }

    #[test]
    fn headings_and_bold_letters_are_noted() {
        let document = read(
            br"{\rtf1{\stylesheet{\s0 Normal;}{\s3\b heading 3;}}{\pard\s3 Kim\par}{\pard\s0 {\b Lee:} Hi\par}{\pard\outlinelevel2 Ann\par}}",
        )
        .unwrap();
        assert_eq!(document.text, "Kim\nLee: Hi\nAnn");
        let looks: Vec<(bool, u32)> = document
            .styles
            .iter()
            .map(|s| (s.heading, s.bold))
            .collect();
        assert_eq!(looks, [(true, 0), (false, 4), (true, 0)]);
    }

    #[test]
    fn a_file_that_ends_early_or_nests_too_deeply_is_refused() {
        for rtf in [
            r"{\rtf1 a",
            r"{\rtf1 {a}",
            r"{\rtf1 \",
            r"{\rtf1 \bin99999 a}",
        ] {
            assert!(read(rtf.as_bytes()).is_err(), "{rtf}");
        }
        assert!(read("{\\rtf1".repeat(300).as_bytes()).is_err());
        assert!(is(b"\xEF\xBB\xBF {\\rtf1"));
    }
}
