//! Search as people expect it: literal, whatever the case and the width of letters and marks.
//!
//! Nothing is folded beforehand, so hits are bytes of the text as it is. A query
//! of hanzi goes straight to a substring search.

use std::ops::Range;

use memchr::memmem;
use regex::{Regex, RegexBuilder};
use unicode_segmentation::GraphemeCursor;

use super::glyph::{is_hanzi, narrow, wide};
use super::index::to_u32;

/// Room for a compiled query, some hundred thousand characters.
const PATTERN_BYTES: usize = 64 << 20;

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Needle {
    search: Search,
}

#[derive(Clone, Debug)]
enum Search {
    /// Nothing in the query has another case or width.
    Literal(Box<memmem::Finder<'static>>),
    Folded(Regex),
}

impl Needle {
    /// The needle of a query without the white space around it; `None` when nothing is left.
    ///
    /// A query too long to be folded, far beyond a page, is searched as it is written.
    #[must_use]
    pub fn new(query: &str) -> Option<Self> {
        let query = query.trim();
        if query.is_empty() {
            return None;
        }
        let literal = || Search::Literal(Box::new(memmem::Finder::new(query).into_owned()));
        let search = if query.chars().all(is_hanzi) {
            literal()
        } else {
            RegexBuilder::new(&pattern(query))
                .case_insensitive(true)
                .size_limit(PATTERN_BYTES)
                .build()
                .map_or_else(|_| literal(), Search::Folded)
        };
        Some(Self { search })
    }

    /// Where the needle occurs, in order, without overlaps: bytes of `text`.
    ///
    /// A hit is widened to whole graphemes: 葛 finds 葛 with a variation selector,
    /// and the hit holds both.
    pub fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<u32>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = text.get(from..)?;
            let (start, end) = match &self.search {
                Search::Literal(finder) => {
                    let start = from + finder.find(rest.as_bytes())?;
                    (start, start + finder.needle().len())
                }
                Search::Folded(regex) => {
                    let found = regex.find_at(text, from)?;
                    (found.start(), found.end())
                }
            };
            // `from` is a boundary, so a widened hit doesn't reach into the one before.
            let start = boundary(text, start, GraphemeCursor::prev_boundary);
            let end = boundary(text, end, GraphemeCursor::next_boundary);
            from = end;
            Some(to_u32(start)..to_u32(end))
        })
    }
}

type Step = fn(
    &mut GraphemeCursor,
    &str,
    usize,
) -> Result<Option<usize>, unicode_segmentation::GraphemeIncomplete>;

/// `at` itself where it is a grapheme boundary, else the one that `step` finds.
fn boundary(text: &str, at: usize, step: Step) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0) == Ok(true) {
        return at;
    }
    step(&mut cursor, text, 0).ok().flatten().unwrap_or(at)
}

/// A pattern that takes either width of each character.
fn pattern(query: &str) -> String {
    let mut pattern = String::new();
    for c in query.chars() {
        let half = narrow(c);
        match wide(half) {
            Some(full) => {
                pattern.push('[');
                pattern.push_str(&regex::escape(half.encode_utf8(&mut [0; 4])));
                pattern.push(full);
                pattern.push(']');
            }
            None => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `marked` shows the hits in `[[…]]`.
    fn check(query: &str, marked: &str) {
        let text = marked.replace("[[", "").replace("]]", "");
        let needle = Needle::new(query).unwrap();
        let mut shown = text.clone();
        let hits: Vec<_> = needle.hits(&text).collect();
        for hit in hits.iter().rev() {
            shown.insert_str(hit.end as usize, "]]");
            shown.insert_str(hit.start as usize, "[[");
        }
        assert_eq!(shown, marked, "«{query}»");
    }

    #[test]
    fn hanzi_are_found_one_two_or_three_at_a_time() {
        check("信", "我很[[信]]任他，不[[信]]别人");
        check("信任", "我很[[信任]]他");
        check("我很信", "[[我很信]]任他");
        check("哈哈", "[[哈哈]][[哈哈]]哈");
        check("𠮷野", "[[𠮷野]]家");
        check(" 信任\n", "[[信任]]");
    }

    #[test]
    fn case_and_width_make_no_difference() {
        check("app", "用[[App]]和[[ＡＰＰ]]和[[ａｐＰ]]");
        check("ＡＰＰ", "用[[app]]");
        check("2014", "[[２０１４]]年，[[2014]]年");
        check("好,", "[[好，]]再说，[[好,]]");
        check("a b", "[[A　B]] [[a b]]");
        check("ÉTAT", "l’[[état]]");
        check("σας", "[[ΣΑΣ]]");
    }

    #[test]
    fn marks_of_patterns_mean_themselves() {
        check("(a.b)*", "[[(A.B)*]] (axb)* [[（ａ．ｂ）＊]]");
        check("[", "[[[]]");
        check("^-\\", "[[^-\\]]");
        check("。", "好[[。]]");
        check("#", "a [[#]] b");
    }

    #[test]
    fn a_hit_holds_whole_graphemes() {
        check("葛", "[[葛\u{E0100}]]城和[[葛]]");
        check("e", "[[e\u{301}]]t");
        check("👩", "[[👨‍👩‍👧]]x[[👩]]");
        check("葛城", "葛\u{E0100}城");
    }

    #[test]
    fn a_blank_query_is_none() {
        assert!(Needle::new("").is_none());
        assert!(Needle::new(" \u{3000}\n").is_none());
    }

    proptest! {
        #[test]
        fn every_short_piece_of_a_text_is_found_in_it(
            text in "[信任a-cＡ，。👨\u{200D}葛\u{E0100}\u{301}İ]{3,30}", at in 0usize..28, len in 1usize..4
        ) {
            let piece: String = text.chars().skip(at).take(len).collect();
            if let Some(needle) = Needle::new(&piece) {
                let hits: Vec<_> = needle.hits(&text).collect();
                prop_assert!(!hits.is_empty());
                prop_assert!(hits.windows(2).all(|two| two[0].end <= two[1].start));
                prop_assert!(hits.iter().all(|hit| text.get(hit.start as usize..hit.end as usize).is_some()));
            }
        }
    }
}
