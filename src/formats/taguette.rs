//! Documents of Taguette: pages whose highlights count the bytes of their text.
//!
//! Taguette keeps a document as clean HTML and a highlight as two places in the UTF-8 of its text
//! nodes, one after the other, tags not counted. Read from its sources, version 1.5
//! (`taguette/extract.py`): a place inside a code point means the one behind it.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::transcript::html::tokens::{Token, Tokens, plain};

/// The text of a document as people read it, and what each of `highlights`, in bytes, holds of it,
/// in code points.
///
/// White space that isn't read belongs to no highlight. One that holds nothing has equal ends.
#[must_use]
pub fn read(html: &str, highlights: &[(u64, u64)]) -> (String, Vec<(u32, u32)>) {
    let mut found = vec![(u32::MAX, u32::MAX); highlights.len()];
    let mut starts = in_order(highlights, |it| it.0);
    let mut ends = in_order(highlights, |it| it.1);
    let mut page = Page::default();
    let mut byte = 0_u64;
    for token in Tokens::of(html) {
        match token {
            Token::Text(text) => {
                for letter in plain(text).chars() {
                    while let Some((_, n)) = ends.next_if(|(end, _)| *end <= byte) {
                        found[n].1 = page.chars;
                    }
                    if page.put(letter) {
                        while let Some((_, n)) = starts.next_if(|(start, _)| *start <= byte) {
                            found[n].0 = page.chars - 1;
                        }
                    }
                    byte += letter.len_utf8() as u64;
                }
            }
            Token::Tag(tag) => match tag.name.as_str() {
                "br" => page.breaks += 1,
                "pre" => page.verbatim = !tag.closes,
                "b" | "i" | "u" | "em" | "strong" | "a" | "span" | "sub" | "sup" | "code" => {}
                // Blocks begin a line, however many of them begin or end there.
                _ => page.breaks = page.breaks.max(1),
            },
        }
    }
    for (start, end) in &mut found {
        *end = (*end).min(page.chars);
        *start = (*start).min(*end);
    }
    (page.text, found)
}

/// A side of the highlights, in order, with the place of its highlight.
fn in_order(
    highlights: &[(u64, u64)],
    side: fn(&(u64, u64)) -> u64,
) -> Peekable<IntoIter<(u64, usize)>> {
    let mut all: Vec<(u64, usize)> = highlights.iter().map(side).zip(0..).collect();
    all.sort_unstable();
    all.into_iter().peekable()
}

/// A text being put together: white space is one space, and none at the ends of lines.
#[derive(Default)]
struct Page {
    text: String,
    chars: u32,
    /// Line ends before the next letter.
    breaks: u32,
    space: bool,
    verbatim: bool,
}

impl Page {
    /// Adds a letter; whether it is one that is read, not white space that is passed over.
    fn put(&mut self, letter: char) -> bool {
        if self.verbatim {
            if letter == '\r' {
                return false;
            }
        } else if letter.is_ascii_whitespace() {
            self.space = true;
            return false;
        }
        let breaks = if self.text.is_empty() { 0 } else { self.breaks };
        for _ in 0..breaks {
            self.push('\n');
        }
        if self.space && breaks == 0 && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push(' ');
        }
        self.breaks = 0;
        self.space = false;
        self.push(letter);
        true
    }

    fn push(&mut self, letter: char) {
        self.text.push(letter);
        self.chars += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the highlight from `start` to `end`, in bytes.
    fn check(html: &str, start: u64, end: u64, words: &str) {
        let (text, found) = read(html, &[(7, 7), (start, end)]);
        let (from, to) = found[1];
        let said: String = text
            .chars()
            .skip(from as usize)
            .take((to - from) as usize)
            .collect();
        assert_eq!(said, words, "{text:?} {found:?}");
    }

    #[test]
    fn places_count_the_bytes_of_text_and_no_tags() {
        check("<p>人手<b>不足</b>啊</p>", 0, 6, "人手");
        check("<p>人手<b>不足</b>啊</p>", 3, 12, "手不足");
        check("<p>a &amp; b</p>", 2, 3, "&");
        check("<p>a😀b</p>", 1, 5, "😀");
    }

    #[test]
    fn a_place_inside_a_code_point_is_the_one_behind_it() {
        check("<p>人手不足</p>", 1, 7, "手不");
    }

    #[test]
    fn white_space_between_blocks_is_a_line_end_and_still_counts() {
        check("<p>one</p>\n\n<p>two</p>", 5, 8, "two");
        check("<p>one</p>\n\n<p>two</p>", 4, 8, "two");
        check("<p>one</p>\n\n<p>two</p>", 0, 4, "one");
        assert_eq!(
            read("<p>one</p>\n<p>two<br>three  four</p>", &[]).0,
            "one\ntwo\nthree four"
        );
        assert_eq!(read("<pre>a\n  b</pre>", &[]).0, "a\n  b");
    }

    #[test]
    fn places_beyond_the_text_are_its_end() {
        check("<p>ab</p>", 1, u64::MAX, "b");
        assert_eq!(read("", &[(0, 7)]), (String::new(), vec![(0, 0)]));
    }
}
