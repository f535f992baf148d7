//! An interview's text with a sparse index between code points and bytes.
//!
//! One mark per sixty-four code points, made once when the text is loaded, keeps
//! every conversion local. Positions are made here or not at all: whatever a
//! [`Text`] returns lies inside it.

use unicode_segmentation::GraphemeCursor;

use crate::model::pos::SpanError;
use crate::model::{BytePos, CharPos, Span};

/// Code points from one mark to the next.
const STRIDE: u32 = 64;

/// Bytes that are counted at once: few enough that no two marks lie in them.
const CHUNK: usize = 32;

/// An interview's text with a sparse index between code points and bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    string: String,
    /// The byte where code point `i * STRIDE` begins.
    marks: Vec<u32>,
    chars: u32,
}

/// How the ends of a passage that another program made lie in our text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Both on grapheme boundaries.
    Exact,
    /// At least one inside a character that is written with several code points.
    InsideGrapheme,
}

impl Text {
    /// The text of `string`, indexed.
    ///
    /// # Panics
    /// When the string has more than 4 GiB; the study file holds no text beyond 1 GB.
    #[must_use]
    pub fn new(string: String) -> Self {
        u32::try_from(string.len()).expect("a text is shorter than 4 GiB");
        let mut marks = Vec::with_capacity(string.len() / 128 + 1);
        let mut chars = 0;
        let mut next_mark = 0;
        for (n, chunk) in string.as_bytes().chunks(CHUNK).enumerate() {
            let begun = to_u32(chunk.iter().filter(|byte| begins_a_char(**byte)).count());
            if chars + begun > next_mark {
                let at = (0..chunk.len())
                    .filter(|at| begins_a_char(chunk[*at]))
                    .nth((next_mark - chars) as usize)
                    .expect("more code points begin here than stand before the mark");
                marks.push(to_u32(n * CHUNK + at));
                next_mark += STRIDE;
            }
            chars += begun;
        }
        Self {
            string,
            marks,
            chars,
        }
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// Its length in code points.
    #[must_use]
    pub fn chars(&self) -> u32 {
        self.chars
    }

    /// The byte where the code point `at` begins; the text's length for its end, `None` beyond.
    #[must_use]
    pub fn byte(&self, at: CharPos) -> Option<BytePos> {
        if at.0 >= self.chars {
            return (at.0 == self.chars).then(|| BytePos(to_u32(self.string.len())));
        }
        let mark = self.marks[(at.0 / STRIDE) as usize];
        let (offset, _) = self.string[mark as usize..]
            .char_indices()
            .nth((at.0 % STRIDE) as usize)?;
        Some(BytePos(mark + to_u32(offset)))
    }

    /// The code point that begins at the byte `at`; `None` inside one and outside the text.
    #[must_use]
    pub fn char(&self, at: BytePos) -> Option<CharPos> {
        let byte = at.0 as usize;
        if !self.string.is_char_boundary(byte) {
            return None;
        }
        let Some(place) = self
            .marks
            .partition_point(|&mark| mark <= at.0)
            .checked_sub(1)
        else {
            return Some(CharPos(0)); // only an empty text has no mark at byte 0
        };
        let since = self.string[self.marks[place] as usize..byte]
            .chars()
            .count();
        Some(CharPos(to_u32(place) * STRIDE + to_u32(since)))
    }

    /// The words of a passage, or `None` when it reaches outside the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> Option<&str> {
        let start = self.byte(span.start())?;
        let end = self.byte(span.end())?;
        self.string.get(start.0 as usize..end.0 as usize)
    }

    /// The passage `[start, end)`, in code points.
    ///
    /// # Errors
    /// When it is empty, reversed, outside the text, or has an end inside a grapheme.
    pub fn span(&self, start: u32, end: u32) -> Result<Span, SpanError> {
        let span = Span::within(self.chars, start, end)?;
        for at in [start, end] {
            if !self.is_boundary(CharPos(at)) {
                return Err(SpanError::InsideGrapheme { at });
            }
        }
        Ok(span)
    }

    /// The passage that another program made, kept as it came, and how it fits.
    ///
    /// # Errors
    /// When it is empty, reversed or outside the text.
    pub fn foreign(&self, start: u32, end: u32) -> Result<(Span, Fit), SpanError> {
        match self.span(start, end) {
            Ok(span) => Ok((span, Fit::Exact)),
            Err(SpanError::InsideGrapheme { .. }) => {
                Ok((Span::within(self.chars, start, end)?, Fit::InsideGrapheme))
            }
            Err(error) => Err(error),
        }
    }

    /// Whether `at` lies between two graphemes or at an end of the text; false outside.
    #[must_use]
    pub fn is_boundary(&self, at: CharPos) -> bool {
        self.byte(at)
            .is_some_and(|byte| self.cursor(byte).is_boundary(&self.string, 0) == Ok(true))
    }

    /// The first grapheme boundary after `at`, at most the end of the text.
    #[must_use]
    pub fn next_boundary(&self, at: CharPos) -> CharPos {
        let end = CharPos(self.chars);
        let Some(byte) = self.byte(at) else {
            return end;
        };
        // The cursor has the whole text, so it never asks for more of it.
        let next = self.cursor(byte).next_boundary(&self.string, 0);
        next.ok().flatten().map_or(end, |next| self.at_byte(next))
    }

    /// The last grapheme boundary before `at`, at least the start of the text.
    #[must_use]
    pub fn prev_boundary(&self, at: CharPos) -> CharPos {
        let byte = self
            .byte(at)
            .unwrap_or_else(|| BytePos(to_u32(self.string.len())));
        let previous = self.cursor(byte).prev_boundary(&self.string, 0);
        previous
            .ok()
            .flatten()
            .map_or(CharPos(0), |previous| self.at_byte(previous))
    }

    fn cursor(&self, at: BytePos) -> GraphemeCursor {
        GraphemeCursor::new(at.0 as usize, self.string.len(), true)
    }

    /// The code point at a byte that is known to begin one.
    pub(super) fn at_byte(&self, byte: usize) -> CharPos {
        self.char(BytePos(to_u32(byte)))
            .expect("the byte begins a code point of this text")
    }
}

/// Whether a byte of UTF-8 is the first of a code point.
fn begins_a_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// A byte offset or a count inside one text.
pub(super) fn to_u32(size: usize) -> u32 {
    u32::try_from(size).expect("a text is shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// Everything that makes counting hard: a family, flags, combining marks,
    /// a variation sequence, Extension B, NFD, lone controls, U+2028, zero widths.
    const HOSTILE: &str =
        "a👨‍👩‍👧‍👦🇨🇳🇩🇪e\u{301}葛\u{E0100}城𠮷か\u{3099}\u{7}\u{9B}\r\n\u{2028}x\u{200B}\u{202E}y\u{301}";

    fn graphemes(text: &str) -> Vec<u32> {
        let mut at = 0;
        let mut bounds = vec![0];
        for grapheme in text.graphemes(true) {
            at += to_u32(grapheme.chars().count());
            bounds.push(at);
        }
        bounds
    }

    fn agrees(string: &str) {
        let text = Text::new(string.to_owned());
        let bounds = graphemes(string);
        let mut chars = 0;
        for (byte, _) in string.char_indices().chain([(string.len(), ' ')]) {
            let (at, byte) = (CharPos(chars), BytePos(to_u32(byte)));
            assert_eq!(text.byte(at), Some(byte));
            assert_eq!(text.char(byte), Some(at));
            assert_eq!(text.is_boundary(at), bounds.contains(&chars), "{chars}");
            let after = bounds.iter().find(|&&bound| bound > chars);
            let before = bounds.iter().rfind(|&&bound| bound < chars);
            assert_eq!(
                text.next_boundary(at).0,
                after.copied().unwrap_or(text.chars())
            );
            assert_eq!(text.prev_boundary(at).0, before.copied().unwrap_or(0));
            chars += 1;
        }
        assert_eq!(text.chars(), chars - 1);
    }

    #[test]
    fn positions_agree_with_a_walk_through_hostile_text() {
        agrees("");
        agrees(HOSTILE);
        agrees(&HOSTILE.repeat(9));
        agrees(&"🇨🇳".repeat(70));
    }

    #[test]
    fn nothing_is_found_inside_a_code_point_or_outside_the_text() {
        let text = Text::new("信任".to_owned());
        assert_eq!(text.char(BytePos(1)), None);
        assert_eq!(text.char(BytePos(7)), None);
        assert_eq!(text.byte(CharPos(3)), None);
        assert!(!text.is_boundary(CharPos(3)));
        assert_eq!(text.next_boundary(CharPos(9)), CharPos(2));
        assert_eq!(text.prev_boundary(CharPos(9)), CharPos(1));
        let elsewhere = Span::within(9, 1, 5).unwrap();
        assert_eq!(text.slice(elsewhere), None);
    }

    #[test]
    fn a_passage_ends_between_graphemes_unless_another_program_made_it() {
        let text = Text::new("我e\u{301}信".to_owned());
        assert_eq!(text.slice(text.span(1, 3).unwrap()).unwrap(), "e\u{301}");
        assert_eq!(text.span(1, 2), Err(SpanError::InsideGrapheme { at: 2 }));
        assert_eq!(
            text.foreign(1, 2),
            Ok((Span::within(4, 1, 2).unwrap(), Fit::InsideGrapheme))
        );
        assert_eq!(
            text.foreign(0, 4),
            Ok((Span::within(4, 0, 4).unwrap(), Fit::Exact))
        );
        assert!(text.foreign(0, 5).is_err());
        assert!(text.foreign(2, 2).is_err());
    }

    proptest! {
        #[test]
        fn positions_agree_with_a_walk_through_any_text(string in "\\PC{0,200}") {
            agrees(&string);
        }

        #[test]
        fn positions_agree_where_clusters_are_dense(string in "[a👩👧\u{200D}\u{301}🇨🇳葛\u{E0100}\n\r각\u{1100}\u{1161}]{0,150}") {
            agrees(&string);
        }
    }
}
