//! Positions in an interview's text.
//!
//! Outside `text` and drawing only [`CharPos`] exists: Unicode code points from
//! the start of the text, what Python's slices, SQL's `substr` and REFI-QDA
//! count. [`BytePos`] counts UTF-8 bytes. No arithmetic mixes the two.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Unicode code points from the start of a text.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct CharPos(pub u32);

/// UTF-8 bytes from the start of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BytePos(pub u32);

/// A passage: code points `[start, end)`, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: CharPos,
    end: CharPos,
}

/// Why two positions make no passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// `start >= end`.
    #[error("the passage {start}..{end} is empty or reversed")]
    Empty {
        /// First position.
        start: u32,
        /// Position after the last.
        end: u32,
    },
    /// `end` lies behind the text.
    #[error("the passage {start}..{end} ends outside the text, which has {len} characters")]
    Outside {
        /// First position.
        start: u32,
        /// Position after the last.
        end: u32,
        /// Length of the text in code points.
        len: u32,
    },
    /// A position inside a character that a reader sees as one (a grapheme cluster).
    #[error("position {at} lies inside a character that is written with several code points")]
    InsideGrapheme {
        /// The position.
        at: u32,
    },
}

impl Span {
    /// The passage `[start, end)` of a text of `len` code points.
    ///
    /// Whether the ends lie on grapheme boundaries is asked by `text::grapheme`,
    /// which has the text.
    ///
    /// # Errors
    /// When the passage is empty, reversed or reaches outside the text.
    pub fn within(len: u32, start: u32, end: u32) -> Result<Self, SpanError> {
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        if end > len {
            return Err(SpanError::Outside { start, end, len });
        }
        Ok(Self {
            start: CharPos(start),
            end: CharPos(end),
        })
    }

    /// The first position.
    #[must_use]
    pub fn start(self) -> CharPos {
        self.start
    }

    /// The position after the last.
    #[must_use]
    pub fn end(self) -> CharPos {
        self.end
    }

    /// Length in code points, at least 1.
    #[must_use]
    pub fn chars(self) -> u32 {
        self.end.0 - self.start.0
    }

    /// Whether the two share at least one code point.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `at` lies in the passage.
    #[must_use]
    pub fn contains(self, at: CharPos) -> bool {
        self.start <= at && at < self.end
    }

    /// The smallest passage that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start.0, self.end.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_never_empty_reversed_or_outside() {
        assert!(Span::within(5, 2, 2).is_err());
        assert!(Span::within(5, 3, 2).is_err());
        assert!(Span::within(5, 3, 6).is_err());
        assert_eq!(Span::within(5, 3, 5).unwrap().chars(), 2);
    }

    #[test]
    fn touching_passages_do_not_overlap() {
        let a = Span::within(9, 0, 3).unwrap();
        let b = Span::within(9, 3, 6).unwrap();
        assert!(!a.overlaps(b));
        assert!(a.overlaps(Span::within(9, 2, 4).unwrap()));
        assert_eq!(a.hull(b), Span::within(9, 0, 6).unwrap());
    }
}
