//! What a passage said and what stood around it, kept with a coding.
//!
//! Positions alone can't tell that a text changed under them. An [`Anchor`] can,
//! and helps to find the passage again.

use sha2::{Digest, Sha256};

use super::index::Text;
use crate::model::Span;

/// Code points kept on each side of a passage.
pub const SIDE: usize = 8;

/// The trace of a passage's words and surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The first eight bytes, big endian, of the SHA-256 of the words' UTF-8.
    pub hash: i64,
    /// Up to eight code points before the passage.
    pub before: String,
    /// Up to eight code points after it.
    pub after: String,
}

/// The anchor of a passage; for one that reaches outside the text, that of no words at no place.
#[must_use]
pub fn anchor(text: &Text, span: Span) -> Anchor {
    let (Some(words), Some(start), Some(end)) = (
        text.slice(span),
        text.byte(span.start()),
        text.byte(span.end()),
    ) else {
        return Anchor {
            hash: hash(""),
            before: String::new(),
            after: String::new(),
        };
    };
    let before = &text.as_str()[..start.0 as usize];
    let after = &text.as_str()[end.0 as usize..];
    let from = before
        .char_indices()
        .rev()
        .nth(SIDE - 1)
        .map_or(0, |(byte, _)| byte);
    Anchor {
        hash: hash(words),
        before: before[from..].to_owned(),
        after: after.chars().take(SIDE).collect(),
    }
}

fn hash(words: &str) -> i64 {
    let digest = Sha256::digest(words.as_bytes());
    let first = digest
        .first_chunk::<8>()
        .expect("a SHA-256 has thirty-two bytes");
    i64::from_be_bytes(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, start: u32, end: u32, before: &str, after: &str) -> i64 {
        let text = Text::new(text.to_owned());
        let anchor = anchor(&text, text.span(start, end).unwrap());
        assert_eq!((&*anchor.before, &*anchor.after), (before, after));
        anchor.hash
    }

    #[test]
    fn an_anchor_keeps_eight_code_points_on_each_side() {
        check(
            "一二三四五六七八九十甲乙丙",
            9,
            10,
            "二三四五六七八九",
            "甲乙丙",
        );
        check("信任", 0, 2, "", "");
        check("𠮷野家abc", 1, 2, "𠮷", "家abc");
    }

    #[test]
    fn the_hash_is_the_start_of_the_words_sha256() {
        // sha256("abc") = ba7816bf 8f01cfea …
        let hash = check("xabcx", 1, 4, "x", "x");
        assert_eq!(hash.cast_unsigned(), 0xba78_16bf_8f01_cfea);
        assert_ne!(hash, check("xabdx", 1, 4, "x", "x"));
    }

    #[test]
    fn a_passage_of_another_text_is_anchored_to_nothing() {
        let text = Text::new("信任".to_owned());
        let anchor = anchor(&text, Span::within(9, 1, 7).unwrap());
        assert_eq!(anchor.hash.cast_unsigned(), 0xe3b0_c442_98fc_1c14);
        assert_eq!((&*anchor.before, &*anchor.after), ("", ""));
    }
}
