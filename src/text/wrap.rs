//! The one place that turns text into screen rows and counts columns.
//!
//! Widths are those of the visible form ([`cell`]). A row never halves a wide
//! glyph; only a single grapheme whose visible form is wider than the whole row
//! (`<U+202E>` in four columns) makes a row too wide, and the drawing cuts it.
//! Some glyphs, Chinese quotes and dashes among them, are one cell wide in one
//! terminal and two in another: a [`Measure`] says which, and what draws asks it.
//! Rows break where Unicode's line breaking allows, at Chinese quotes besides,
//! and so that no row begins with a mark that closes or ends with one that opens.

use std::borrow::Cow;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::glyph::{is_hanzi, opens, trails};
use super::graphemes::graphemes;
use super::index::to_u32;
use super::visible::cell;

/// The narrowest row: a wide glyph has two cells.
const NARROWEST: u16 = 2;
/// What stands where a text was cut.
const CUT: &str = "…";

/// One row of a text: the bytes `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, spaces that hang over the edge included, a line end left out.
    pub end: u32,
}

/// How wide a terminal draws the glyphs that Unicode calls ambiguous (`“`, `—`, `…`, `①`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One cell, as most terminals do.
    #[default]
    Narrow,
    /// Two cells, as terminals set up for Chinese may.
    Wide,
}

/// How many cells a text takes on a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Measure {
    /// The width of ambiguous glyphs there.
    pub ambiguous: Ambiguous,
}

impl Measure {
    /// Cells that the visible form of a text takes; a tab four, a line end one.
    #[must_use]
    pub fn width(self, text: &str) -> u16 {
        graphemes(text).fold(0, |sum: u16, (_, grapheme)| {
            sum.saturating_add(self.cells(grapheme))
        })
    }

    /// The rows of a text in `columns` cells, at least two.
    ///
    /// Together they are the text without its `\n`. Every line has at least one row,
    /// so an empty text has one, and a text that ends in `\n` has an empty last one.
    /// White space at the end of a row may hang over the edge.
    #[must_use]
    pub fn rows(self, text: &str, columns: u16) -> Vec<Row> {
        let columns = columns.max(NARROWEST);
        let mut rows = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            self.wrap_line(line, start, columns, &mut rows);
            start += line.len() + 1;
        }
        rows
    }

    /// The text in at most `columns` cells, ending in `…` where it was cut.
    ///
    /// What it returns is visible: tabs are spaces and a line end is one.
    #[must_use]
    pub fn fit(self, text: &str, columns: u16) -> Cow<'_, str> {
        let room = columns.saturating_sub(self.cells(CUT));
        let mut used: u16 = 0;
        let mut kept = 0;
        let mut plain = true;
        for (at, grapheme) in graphemes(text) {
            let shown = cell(grapheme);
            used = used.saturating_add(self.cells(grapheme));
            if used > columns {
                let mut cut: String = text[..kept].graphemes(true).map(cell).collect();
                if columns >= self.cells(CUT) {
                    cut.push_str(CUT);
                }
                return Cow::Owned(cut);
            }
            plain &= shown == grapheme;
            if used <= room && columns > 0 {
                kept = at + grapheme.len();
            }
        }
        if plain {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.graphemes(true).map(cell).collect())
        }
    }

    /// The text in exactly `columns` cells: cut as by [`Measure::fit`], or filled up with spaces.
    #[must_use]
    pub fn pad(self, text: &str, columns: u16) -> String {
        let mut padded = self.fit(text, columns).into_owned();
        let missing = columns.saturating_sub(self.width(&padded));
        padded.extend(std::iter::repeat_n(' ', usize::from(missing)));
        padded
    }

    /// Cells of one grapheme in its visible form.
    #[must_use]
    pub fn cells(self, grapheme: &str) -> u16 {
        if let [b' '..=b'~'] = grapheme.as_bytes() {
            return 1;
        }
        let shown = cell(grapheme);
        let cells = match self.ambiguous {
            Ambiguous::Narrow => shown.width(),
            Ambiguous::Wide => shown.width_cjk(),
        };
        u16::try_from(cells).unwrap_or(u16::MAX)
    }

    /// Appends the rows of one line that begins at byte `base` of its text.
    fn wrap_line(self, line: &str, base: usize, columns: u16, rows: &mut Vec<Row>) {
        let mut allowed = linebreaks(line).map(|(at, _)| at).peekable();
        let mut row = Open::at(0);
        let mut last = ' ';
        for (at, grapheme) in graphemes(line) {
            while allowed.next_if(|&opportunity| opportunity < at).is_some() {}
            let first = grapheme.chars().next().unwrap_or(' ');
            let wide = self.cells(grapheme);
            let blank = cell(grapheme).chars().all(char::is_whitespace);

            if at > row.start && !blank && !trails(first) && !opens(last) {
                row.passable = Some((at, row.used));
                if allowed.peek() == Some(&at) || quote_break(last, first) {
                    row.legal = Some((at, row.used));
                }
            }
            // What moves down may fill the next row as well, hence a loop.
            while !blank && at > row.start && row.used.saturating_add(wide) > columns {
                let (end, used) = row.legal.or(row.passable).unwrap_or((at, row.used));
                rows.push(Row {
                    start: to_u32(base + row.start),
                    end: to_u32(base + end),
                });
                row = row.after(end, used);
            }
            row.used = row.used.saturating_add(wide);
            last = grapheme.chars().next_back().unwrap_or(' ');
        }
        rows.push(Row {
            start: to_u32(base + row.start),
            end: to_u32(base + line.len()),
        });
    }
}

/// A row that is being filled.
struct Open {
    start: usize,
    /// Cells so far.
    used: u16,
    /// The last place where a break is allowed, and the cells before it.
    legal: Option<(usize, u16)>,
    /// The last place that offends no mark, where nothing better is found.
    passable: Option<(usize, u16)>,
}

impl Open {
    fn at(start: usize) -> Self {
        Self {
            start,
            used: 0,
            legal: None,
            passable: None,
        }
    }

    /// The row that goes on after a break at `end`, which had `used` cells before it.
    fn after(&self, end: usize, used: u16) -> Self {
        let later = |place: Option<(usize, u16)>| {
            place
                .filter(|&(at, _)| at > end)
                .map(|(at, before)| (at, before - used))
        };
        Self {
            start: end,
            used: self.used - used,
            legal: later(self.legal),
            passable: later(self.passable),
        }
    }
}

/// Whether a row may end between the two, which Unicode forbids because a quote
/// may open or close; Chinese quotes say which they do.
fn quote_break(before: char, after: char) -> bool {
    let chinese = |c: char| is_hanzi(c) || trails(c) || opens(c);
    match (before, after) {
        ('”' | '’', after) => is_hanzi(after) || opens(after),
        (before, '“' | '‘') => chinese(before) && !opens(before),
        _ => false,
    }
}

/// [`Measure::width`] where ambiguous glyphs are narrow.
#[must_use]
pub fn width(text: &str) -> u16 {
    Measure::default().width(text)
}

/// [`Measure::rows`] where ambiguous glyphs are narrow.
#[must_use]
pub fn rows(text: &str, columns: u16) -> Vec<Row> {
    Measure::default().rows(text, columns)
}

/// [`Measure::fit`] where ambiguous glyphs are narrow.
#[must_use]
pub fn fit(text: &str, columns: u16) -> Cow<'_, str> {
    Measure::default().fit(text, columns)
}

/// [`Measure::pad`] where ambiguous glyphs are narrow.
#[must_use]
pub fn pad(text: &str, columns: u16) -> String {
    Measure::default().pad(text, columns)
}

#[cfg(test)]
mod tests;
