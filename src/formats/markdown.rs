//! Words inside Markdown, so that they come out as they went in.
//!
//! What would be marked up gets a backslash; what Markdown would lose (controls,
//! spaces at the ends of a line) is written as a numbered entity.

/// Escapes text inside a line; line ends become entities.
pub(super) fn escape_inline(text: &str) -> String {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let mut out = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        let is_edge = at < start || at >= end;
        match char {
            _ if char.is_control() || is_edge => entity(&mut out, char),
            '\u{feff}' | '\u{2028}' | '\u{2029}' => entity(&mut out, char),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' => {
                out.push('\\');
                out.push(char);
            }
            other => out.push(other),
        }
    }
    out
}

/// Escapes text that makes up a line, so that it begins neither a list nor a heading.
pub(super) fn escape_line(text: &str) -> String {
    let mut line = escape_inline(text);
    let digits = line.len()
        - line
            .trim_start_matches(|char: char| char.is_ascii_digit())
            .len();
    if line.starts_with(['#', '-', '+', '=']) {
        line.insert(0, '\\');
    } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
        let after = line[digits + 1..].chars().next();
        if after.is_none_or(char::is_whitespace) {
            line.insert(digits, '\\');
        }
    }
    line
}

/// Escapes a word in which spaces would end it.
pub(super) fn escape_word(text: &str) -> String {
    let mut out = String::new();
    for char in escape_inline(text).chars() {
        if char.is_whitespace() {
            entity(&mut out, char);
        } else {
            out.push(char);
        }
    }
    out
}

/// Writes a character by its number.
pub(super) fn entity(out: &mut String, char: char) {
    out.extend(["&#", &u32::from(char).to_string(), ";"]);
}

/// Undoes the escapes of one line, and the usual named entities.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (char, length) = escaped(rest).unwrap_or_else(|| {
            let char = rest.chars().next().expect("found above");
            (char, 1)
        });
        out.push(char);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The character that the escape at the beginning stands for, and the escape's length in bytes.
fn escaped(text: &str) -> Option<(char, usize)> {
    if let Some(rest) = text.strip_prefix('\\') {
        let char = rest.chars().next().filter(char::is_ascii_punctuation)?;
        return Some((char, 2));
    }
    let end = text.find(';').filter(|end| *end <= 10)?;
    let name = text.get(1..end)?;
    let char = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" => '\u{a0}',
        _ => char::from_u32(name.strip_prefix('#')?.parse().ok()?)?,
    };
    Some((char, end + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_line_comes_back(text in "([ \t\r\n*_`|&#;0-9.a信\\\\-]|.)*") {
            let line = escape_line(&text);
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert_eq!(line.trim(), &line);
            prop_assert_eq!(unescape(&line), text.clone());
            let word = escape_word(&text);
            prop_assert!(!word.contains(char::is_whitespace));
            prop_assert_eq!(unescape(&word), text);
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        assert_eq!(unescape("a\\b & c &x; 1\\"), "a\\b & c &x; 1\\");
        assert_eq!(unescape("&lt;b&gt; &amp;"), "<b> &");
    }

    #[test]
    fn a_line_begins_neither_list_nor_heading() {
        assert_eq!(escape_line("# a"), "\\# a");
        assert_eq!(escape_line("- a-b"), "\\- a-b");
        assert_eq!(escape_line("12. a"), "12\\. a");
        assert_eq!(escape_line("P1.2"), "P1.2");
    }
}
