//! Which forms of a character search takes for one another.
//!
//! Letters, digits and marks have a half and a full width; a letter with a mark
//! is written as one code point or as several; some hanzi stand in Unicode a second
//! time for compatibility. Blanks are typed by taste beside hanzi. A query becomes
//! a pattern that takes any of these forms, and where it is asked for the simplified
//! and traditional forms of hanzi; upper and lower case are left to the pattern's reader.

mod families;

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::glyph::{is_hanzi, narrow, wide};

/// Blanks that nobody typed into the query, within one line.
const MAYBE_BLANK: &str = r"[^\S\n]*";

/// The second places of hanzi that stand twice in Unicode, by their usual one.
static SECOND_PLACES: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut places: HashMap<char, Vec<char>> = HashMap::new();
    for second in ('\u{F900}'..='\u{FAFF}').chain('\u{2F800}'..='\u{2FA1F}') {
        let mut usual = std::iter::once(second).nfc();
        if let Some(usual) = usual.next().filter(|usual| *usual != second) {
            places.entry(usual).or_default().push(second);
        }
    }
    places
});

/// Which forms of hanzi are taken for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hanzi {
    /// None.
    AsWritten,
    /// Simplified and traditional ones.
    EitherForm,
}

/// A pattern for the regular expressions of `regex` that finds a query in any form.
///
/// `None` where the query has one form only, so that its bytes are what to look for.
pub(super) fn pattern(query: &str, hanzi: Hanzi) -> Option<String> {
    let mut pattern = String::new();
    let mut folds = false;
    let mut before: Option<char> = None;
    let mut blank = false;
    for grapheme in query.graphemes(true) {
        let Some(first) = grapheme.chars().next() else {
            continue;
        };
        if grapheme.chars().all(char::is_whitespace) {
            blank = true;
            continue;
        }
        if let Some(before) = before {
            let beside_hanzi = is_chinese(before) || is_chinese(first);
            let apart = joins_by_taste(before, first);
            folds |= blank || apart;
            match (blank, beside_hanzi) {
                (true, true) => pattern.push_str(r"\s*"),
                (true, false) => pattern.push_str(r"\s+"),
                (false, _) if apart => pattern.push_str(MAYBE_BLANK),
                (false, _) => {}
            }
        }
        folds |= push_forms(&mut pattern, grapheme, hanzi);
        before = grapheme.chars().last();
        blank = false;
    }
    folds.then_some(pattern)
}

/// Whether some people put a blank between the two and others don't: `App用户`.
fn joins_by_taste(before: char, after: char) -> bool {
    let latin = |c: char| c.is_alphanumeric() && !is_hanzi(c);
    (is_hanzi(before) && latin(after)) || (latin(before) && is_hanzi(after))
}

/// Whether `c` is a hanzi or a mark that Chinese is set with.
fn is_chinese(c: char) -> bool {
    is_hanzi(c) || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}')
}

/// Writes the forms of what a reader sees as one character; whether it has several.
fn push_forms(pattern: &mut String, grapheme: &str, hanzi: Hanzi) -> bool {
    let mut forms: Vec<String> = Vec::new();
    for form in [
        grapheme.to_owned(),
        grapheme.nfc().collect(),
        grapheme.nfd().collect(),
    ] {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    if let [one] = forms.as_slice() {
        return push_chars(pattern, one, hanzi);
    }
    pattern.push_str("(?:");
    for (n, form) in forms.iter().enumerate() {
        if n > 0 {
            pattern.push('|');
        }
        push_chars(pattern, form, hanzi);
    }
    pattern.push(')');
    true
}

fn push_chars(pattern: &mut String, form: &str, hanzi: Hanzi) -> bool {
    let mut folds = false;
    for c in form.chars() {
        let half = narrow(c);
        let mut others: Vec<char> = wide(half).into_iter().collect();
        others.extend(SECOND_PLACES.get(&c).into_iter().flatten());
        if hanzi == Hanzi::EitherForm {
            others.extend(families::others(c));
        }
        let escaped = regex::escape(half.encode_utf8(&mut [0; 4]));
        folds |= !others.is_empty() || has_case(half);
        if others.is_empty() {
            pattern.push_str(&escaped);
        } else {
            pattern.push('[');
            pattern.push_str(&escaped);
            pattern.extend(others);
            pattern.push(']');
        }
    }
    folds
}

fn has_case(c: char) -> bool {
    c.is_alphabetic() && !is_hanzi(c) && (c.is_lowercase() || c.is_uppercase())
}
