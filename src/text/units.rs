//! The units of a turn that a coder steps through: characters, words, clauses, sentences, paragraphs.
//!
//! Units carry no white space at their ends and are never empty. Clauses,
//! sentences and paragraphs together hold all of a turn that isn't blank, and
//! each ends where a finer one ends; words leave out marks that stand alone.
//! Everything is decided on graphemes, by their first character.

mod sentence;
pub(super) mod word;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::index::Text;
use crate::model::Span;
use sentence::{clauses, sentences};

/// What a coder steps by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A character as a reader sees it (a grapheme).
    Char,
    /// A word: by dictionary in Chinese, by Unicode's rules elsewhere.
    Word,
    /// A part of a sentence up to a comma, colon or the like.
    Clause,
    /// A sentence.
    Sentence,
    /// A line of the transcript.
    Paragraph,
    /// Everything said in one turn.
    Turn,
}

impl Unit {
    /// All of them, the finest first.
    pub const ALL: [Self; 6] = [
        Self::Char,
        Self::Word,
        Self::Clause,
        Self::Sentence,
        Self::Paragraph,
        Self::Turn,
    ];

    /// The next finer unit; a character stays one.
    #[must_use]
    pub fn finer(self) -> Self {
        Self::ALL[(self as usize).saturating_sub(1)]
    }

    /// The next coarser unit; a turn stays one.
    #[must_use]
    pub fn coarser(self) -> Self {
        Self::ALL[(self as usize + 1).min(Self::ALL.len() - 1)]
    }

    /// The word used in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Char => "char",
            Self::Word => "word",
            Self::Clause => "clause",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Turn => "turn",
        }
    }

    /// The unit of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// The units of one turn, covering its non-blank text in order.
///
/// [`Unit::Word`] leaves out marks between words. A turn that reaches outside the text has none.
#[must_use]
pub fn units(text: &Text, turn: Span, unit: Unit) -> Vec<Span> {
    let (Some(words), Some(start)) = (text.slice(turn), text.byte(turn.start())) else {
        return Vec::new();
    };
    let pieces = match unit {
        Unit::Turn => std::iter::once(0..words.len()).collect(),
        Unit::Paragraph => paragraphs(words),
        Unit::Char => graphemes(words),
        Unit::Word => split(words, paragraphs(words), word::words),
        Unit::Clause => split(words, paragraphs(words), clauses),
        Unit::Sentence => split(words, paragraphs(words), sentences),
    };
    let base = start.0 as usize;
    pieces
        .into_iter()
        .filter_map(|piece| {
            let piece = trim(words, piece)?;
            let start = text.at_byte(base + piece.start);
            let end = text.at_byte(base + piece.end);
            Span::within(text.chars(), start.0, end.0).ok()
        })
        .collect()
}

/// Cuts each of `pieces` further.
fn split(
    text: &str,
    pieces: Vec<Range<usize>>,
    cut: fn(&str) -> Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    pieces
        .into_iter()
        .flat_map(|piece| {
            let base = piece.start;
            cut(&text[piece])
                .into_iter()
                .map(move |part| base + part.start..base + part.end)
        })
        .collect()
}

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let piece = start..start + line.len();
            start = piece.end + 1;
            piece
        })
        .collect()
}

fn graphemes(text: &str) -> Vec<Range<usize>> {
    text.grapheme_indices(true)
        .map(|(at, grapheme)| at..at + grapheme.len())
        .collect()
}

/// The piece without blank graphemes at its ends, or `None` when it has no others.
fn trim(text: &str, piece: Range<usize>) -> Option<Range<usize>> {
    let is_shown = |grapheme: &str| !grapheme.chars().all(char::is_whitespace);
    let mut shown = text[piece.clone()]
        .grapheme_indices(true)
        .filter(|(_, grapheme)| is_shown(grapheme));
    let (first, grapheme) = shown.next()?;
    let last = shown
        .next_back()
        .map_or(first + grapheme.len(), |(at, grapheme)| at + grapheme.len());
    Some(piece.start + first..piece.start + last)
}

#[cfg(test)]
mod tests;
