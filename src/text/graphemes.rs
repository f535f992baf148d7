//! What readers take for single characters, found quickly where that is easy.

use std::str::CharIndices;

use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation};

/// The graphemes of a text, each with the byte where it begins.
///
/// Most lines of a transcript hold nothing that joins with its neighbours: there every
/// character is a grapheme, and the tables of Unicode needn't be asked.
#[must_use]
pub fn graphemes(text: &str) -> Graphemes<'_> {
    if text.chars().all(stands_alone) {
        Graphemes::Alone(text, text.char_indices())
    } else {
        Graphemes::Any(text.grapheme_indices(true))
    }
}

/// Whether a character is a grapheme of its own among others of this kind: printable
/// ASCII, hanzi, and the marks that stand between them. Others may be so too.
fn stands_alone(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3029}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF01}'..='\u{FF60}')
}

/// An iterator over graphemes.
#[derive(Debug)]
pub enum Graphemes<'a> {
    /// Every character of the text is one.
    Alone(&'a str, CharIndices<'a>),
    /// Unicode's tables say.
    Any(GraphemeIndices<'a>),
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Alone(text, chars) => {
                let (at, c) = chars.next()?;
                Some((at, &text[at..at + c.len_utf8()]))
            }
            Self::Any(graphemes) => graphemes.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn agree(text: &str) -> Result<(), TestCaseError> {
        let quick: Vec<_> = graphemes(text).collect();
        let usual: Vec<_> = text.grapheme_indices(true).collect();
        prop_assert_eq!(quick, usual);
        Ok(())
    }

    proptest! {
        #[test]
        fn they_are_those_of_unicode(
            text in "[ -~“”‘’…—、。，！？（）《》\u{3000}一-龥㐀-䶵\u{301}\u{200d}\u{fe0f}👩🇨ﾞ\r\n\t〰가]{0,12}"
        ) {
            agree(&text)?;
        }

        #[test]
        fn and_among_characters_that_stand_alone(text in "[ -~“”…—、。，！？（）《》\u{3000}一-龥㐀-䶵！-｠]{0,40}") {
            prop_assert!(text.chars().all(stands_alone), "{text}");
            agree(&text)?;
        }
    }

    #[test]
    fn every_character_that_stands_alone_breaks_from_every_other() {
        let alone: Vec<char> = ('\0'..=char::MAX).filter(|c| stands_alone(*c)).collect();
        for (place, c) in alone.iter().enumerate() {
            let next = alone[(place * 7919 + 1) % alone.len()];
            let pair: String = [*c, next, *c].iter().collect();
            assert_eq!(pair.graphemes(true).count(), 3, "{pair:?}");
        }
    }
}
