//! JSON that is safe to look at.

/// Escapes what JSON allows to stand but a terminal would act on. Such characters
/// stand inside strings only.
#[must_use]
pub fn escape_controls(text: String) -> String {
    use std::fmt::Write as _;
    let acts = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(acts) {
        return text;
    }
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            if acts(c) {
                write!(out, "\\u{:04x}", u32::from(c)).expect("writing to a string cannot fail");
            } else {
                out.push(c);
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_still_the_same_json() {
        let words = "a\u{9b}31m\u{202e}b\u{7f}😀";
        let json = serde_json::to_string(words).expect("a string has JSON");
        let escaped = escape_controls(json);
        assert_eq!(escaped, "\"a\\u009b31m\\u202eb\\u007f😀\"");
        assert_eq!(
            serde_json::from_str::<String>(&escaped).expect("JSON"),
            words
        );
    }
}
