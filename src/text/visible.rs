//! Text from outside, shown as nothing but text.
//!
//! A transcript, a code's name or a file's name may hold control characters that
//! a terminal obeys, and invisible characters that reorder or hide what is read.
//! [`visible`] turns them into marks: `^[` for ESC, `<9B>` for a C1 control,
//! `<U+202E>` for a bidi control or a zero width. What joins an emoji or chooses
//! a variant of a hanzi stays: it shows in the glyph.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands under a combining mark that has no letter of its own.
const DOTTED_CIRCLE: char = '◌';

/// The text with every control and invisible character made a mark; `\n` and `\t` stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text
        .chars()
        .any(|c| is_suspect(c) && c != '\n' && c != '\t')
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for grapheme in text.graphemes(true) {
        match grapheme {
            "\n" | "\t" => shown.push_str(grapheme),
            "\r\n" => shown.push_str("^M\n"),
            _ => shown.push_str(&cell(grapheme)),
        }
    }
    Cow::Owned(shown)
}

/// One grapheme as it stands on screen: like [`visible`], a tab as four spaces, a line end as one.
///
/// A combining mark without a letter gets a dotted circle, so that it doesn't
/// change the cell before it.
#[must_use]
pub fn cell(grapheme: &str) -> Cow<'_, str> {
    match grapheme {
        "\t" => return Cow::Borrowed("    "),
        "\n" => return Cow::Borrowed(" "),
        _ => {}
    }
    if !grapheme.chars().any(is_suspect) {
        return Cow::Borrowed(grapheme);
    }
    let mut shown = String::new();
    let mut chars = grapheme.chars().peekable();
    // Whether the character before stands as itself: a mark joins nothing.
    let mut joins = false;
    while let Some(c) = chars.next() {
        let joined = std::mem::replace(&mut joins, mark(c).is_none());
        match c {
            // A joiner with something to join is part of a glyph; tags spell the region of a flag.
            '\u{200D}' if joined && chars.peek().is_some_and(|&next| !is_suspect(next)) => {
                shown.push(c);
            }
            '\u{E0020}'..='\u{E007F}' if grapheme.starts_with('🏴') => shown.push(c),
            '\n' => shown.push(' '),
            _ => match mark(c) {
                Some(mark) => shown.push_str(&mark),
                None => shown.push(c),
            },
        }
    }
    if shown
        .graphemes(true)
        .next()
        .is_some_and(|first| first.width() == 0)
    {
        shown.insert(0, DOTTED_CIRCLE);
        if shown.graphemes(true).next() == Some("◌") {
            // It stands on nothing: a jamo that only ends a syllable.
            shown = grapheme.chars().map(code_point).collect();
        }
    }
    if shown == grapheme {
        return Cow::Borrowed(grapheme);
    }
    Cow::Owned(shown)
}

/// The mark that stands for a control or a hidden character.
fn mark(c: char) -> Option<String> {
    match c {
        '\0'..='\u{1F}' | '\u{7F}' => {
            let letter = char::from_u32(u32::from(c) ^ 0x40);
            Some(format!("^{}", letter.unwrap_or('?')))
        }
        '\u{80}'..='\u{9F}' => Some(format!("<{:02X}>", u32::from(c))),
        _ => is_hidden(c).then(|| code_point(c)),
    }
}

fn code_point(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// Whether `c` alone is enough to look at its grapheme more closely.
fn is_suspect(c: char) -> bool {
    !matches!(c, ' '..='~') && (c.width().is_none_or(|width| width == 0) || is_hidden(c))
}

/// Whether `c` leaves no trace of its own, or reorders what stands around it.
///
/// Unicode's default-ignorable characters without the variation selectors, plus
/// the line and paragraph separators and the annotation marks.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E00FF}'
        | '\u{E01F0}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, shown: &str) {
        assert_eq!(visible(text), shown);
        assert_eq!(visible(shown), shown, "marks are text");
    }

    #[test]
    fn a_terminal_is_not_given_orders() {
        check("\u{1b}]52;c;aGk=\u{7}", "^[]52;c;aGk=^G");
        check("\u{9b}31m红", "<9B>31m红");
        check("a\u{0}b\u{7f}\r\nc\rd", "a^@b^?^M\nc^Md");
        check("甲\t乙\n丙", "甲\t乙\n丙");
    }

    #[test]
    fn what_hides_or_reorders_is_marked() {
        check("abc\u{202E}fdp.exe", "abc<U+202E>fdp.exe");
        check(
            "\u{200E}\u{200B}信\u{2060}任\u{FEFF}\u{AD}",
            "<U+200E><U+200B>信<U+2060>任<U+FEFF><U+00AD>",
        );
        check("一\u{2028}二\u{2029}", "一<U+2028>二<U+2029>");
        check("tag\u{E0041}", "tag<U+E0041>");
        check("\u{3164}", "<U+3164>");
        check("a\u{200D}", "a<U+200D>");
        check("👩\u{200C}\u{200D}👩", "👩<U+200C><U+200D>👩");
    }

    #[test]
    fn what_shows_in_a_glyph_stays() {
        for text in [
            "👨‍👩‍👧‍👦",
            "🇨🇳",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "葛\u{E0100}城",
            "❤\u{FE0F}",
            "e\u{301}",
            "か\u{3099}",
            "𠮷",
            "क\u{94D}ष",
            "한\u{1112}\u{1161}\u{11AB}",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_lone_combining_mark_gets_a_letter_to_stand_on() {
        check("\u{301}a", "◌\u{301}a");
        check("\u{7}\u{301}", "^G◌\u{301}");
        check("\n\u{E0100}", "\n◌\u{E0100}");
        check("\u{11A8}", "<U+11A8>");
    }

    #[test]
    fn a_cell_has_no_tab_and_no_line_end() {
        assert_eq!(cell("\t"), "    ");
        assert_eq!(cell("\n"), " ");
        assert_eq!(cell("\r\n"), "^M ");
        assert_eq!(cell("治"), "治");
        assert_eq!(cell(""), "");
    }

    proptest! {
        #[test]
        fn no_control_and_no_bidi_control_gets_through(
            text in prop_oneof![
                any::<String>(),
                "[\u{0}-\u{1f}\u{7f}-\u{9f}a治\u{61c}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{301}👩🇨]{0,40}",
            ]
        ) {
            let shown = visible(&text);
            for c in shown.chars() {
                prop_assert!(!c.is_control() || c == '\n' || c == '\t', "{c:?}");
                let is_bidi = matches!(c,
                    '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
                prop_assert!(!is_bidi, "{c:?}");
            }
            prop_assert_eq!(visible(&shown), shown.clone());
            for grapheme in text.graphemes(true) {
                let cell = cell(grapheme);
                prop_assert!(!cell.chars().any(char::is_control));
                prop_assert!(cell.width() > 0);
            }
        }
    }
}
