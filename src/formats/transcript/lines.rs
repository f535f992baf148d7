//! A text cut into lines, with what is known of their looks.

/// How a line of a word processor's file looks; a plain text has no looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The paragraph has a heading's style.
    pub heading: bool,
    /// Length in bytes of the bold letters at the line's start.
    pub bold: u32,
}

/// A line without its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The words, white space at both ends left out.
    pub words: &'a str,
    /// Byte of the text at which the words begin.
    pub at: usize,
    /// Byte of the text at which the line begins.
    pub start: usize,
    /// Its looks.
    pub style: Style,
}

impl Line<'_> {
    /// Whether there are no words.
    pub fn is_blank(&self) -> bool {
        self.words.is_empty()
    }
}

/// The lines of a text; `styles` may be shorter than the text or empty.
pub(super) fn lines<'a>(text: &'a str, styles: &[Style]) -> Vec<Line<'a>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for (n, whole) in text.split('\n').enumerate() {
        let words = whole.trim_start();
        let at = start + whole.len() - words.len();
        let mut style = styles.get(n).copied().unwrap_or_default();
        style.bold = style
            .bold
            .saturating_sub(u32::try_from(at - start).expect("a text has fewer than 2^32 bytes"));
        lines.push(Line {
            words: words.trim_end(),
            at,
            start,
            style,
        });
        start += whole.len() + 1;
    }
    lines
}

/// The first bytes of a text, cut at a character.
pub(super) fn within(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Turns byte positions that only grow into code points, in one pass over the text.
pub(super) struct CharCount<'a> {
    text: &'a str,
    byte: usize,
    chars: u32,
}

impl<'a> CharCount<'a> {
    /// A count at the text's start.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            byte: 0,
            chars: 0,
        }
    }

    /// Code points before `byte`, which lies on a character and not before the last one asked for.
    pub fn at(&mut self, byte: usize) -> u32 {
        let passed = self.text[self.byte..byte].chars().count();
        self.chars += u32::try_from(passed).expect("a text has fewer than 2^32 bytes");
        self.byte = byte;
        self.chars
    }
}
