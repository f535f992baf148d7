//! Search as people expect it: literal, whatever the case, width and composition of letters.
//!
//! Nothing is folded beforehand, so hits are bytes of the text as it is. A query
//! of hanzi goes straight to a substring search; `fold` knows which forms of other
//! characters are taken for one another. A regular expression searches the same way.

mod pattern;

use std::ops::Range;

use memchr::memmem;
use regex::{Regex, RegexBuilder};
use unicode_segmentation::GraphemeCursor;

use super::fold::{self, Hanzi};
use super::index::to_u32;
pub use pattern::{BadPattern, PatternFault};

/// Room for a compiled query, some thousand characters.
const QUERY_BYTES: usize = 4 << 20;
/// Room for a person's regular expression.
const PATTERN_BYTES: usize = 4 << 20;
/// Groups that may stand in one another in a person's regular expression.
const NESTED: u32 = 100;

/// What is searched for.
///
/// Two are equal when they were made of the same words or the same pattern.
#[derive(Clone, Debug)]
pub struct Needle {
    source: Source,
    search: Search,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Words(String),
    /// Words whose hanzi are found in simplified and traditional form.
    EitherForm(String),
    Pattern(String),
}

#[derive(Clone, Debug)]
enum Search {
    /// Nothing in the query has another form.
    Literal(Box<memmem::Finder<'static>>),
    /// A pattern. It may match nothing, which is no hit.
    Pattern(Regex),
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Needle {}

impl Needle {
    /// The needle of a query without the white space around it; `None` when nothing is left.
    ///
    /// Case, width and composition of letters make no difference. A blank finds any
    /// white space, beside a hanzi none too; between hanzi and Latin letters a blank
    /// is found that the query doesn't have. A query too long to be folded, far
    /// beyond a page, is searched as it is written.
    #[must_use]
    pub fn new(query: &str) -> Option<Self> {
        Self::folded(query, Hanzi::AsWritten, Source::Words)
    }

    /// The needle of a query whose hanzi are found in simplified and traditional form,
    /// in whichever it is written; for the rest like [`Needle::new`].
    #[must_use]
    pub fn in_either_form(query: &str) -> Option<Self> {
        Self::folded(query, Hanzi::EitherForm, Source::EitherForm)
    }

    fn folded(query: &str, hanzi: Hanzi, source: fn(String) -> Source) -> Option<Self> {
        let query = query.trim();
        if query.is_empty() {
            return None;
        }
        let literal = || Search::Literal(Box::new(memmem::Finder::new(query).into_owned()));
        let search = match fold::pattern(query, hanzi) {
            None => literal(),
            Some(pattern) => RegexBuilder::new(&pattern)
                .case_insensitive(true)
                .size_limit(QUERY_BYTES)
                .build()
                .map_or_else(|_| literal(), Search::Pattern),
        };
        Some(Self {
            source: source(query.to_owned()),
            search,
        })
    }

    /// The needle of a regular expression, taken as written: case and width count.
    ///
    /// `^` and `$` mean the ends of a line, `.` anything but a line's end. What
    /// matches no character is no hit.
    ///
    /// # Errors
    /// When it can't be read or is too large.
    pub fn pattern(pattern: &str) -> Result<Self, BadPattern> {
        // The reader is asked first, because it alone tells where a fault is.
        regex_syntax::ParserBuilder::new()
            .multi_line(true)
            .nest_limit(NESTED)
            .build()
            .parse(pattern)
            .map_err(|error| pattern::bad(pattern, &error))?;
        let regex = RegexBuilder::new(pattern)
            .multi_line(true)
            .nest_limit(NESTED)
            .size_limit(PATTERN_BYTES)
            .build()
            .map_err(|_| BadPattern {
                at: 0,
                fault: PatternFault::TooLarge,
            })?;
        Ok(Self {
            source: Source::Pattern(pattern.to_owned()),
            search: Search::Pattern(regex),
        })
    }

    /// The words or the pattern it was made of.
    #[must_use]
    pub fn source(&self) -> &str {
        match &self.source {
            Source::Words(words) | Source::EitherForm(words) | Source::Pattern(words) => words,
        }
    }

    /// Whether the needle occurs at all.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.next(text, 0).is_some()
    }

    /// The first occurrence from a byte on that holds something.
    fn next(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match &self.search {
            Search::Literal(finder) => {
                let start = from + finder.find(text.get(from..)?.as_bytes())?;
                Some(start..start + finder.needle().len())
            }
            Search::Pattern(regex) => {
                let mut from = from;
                loop {
                    let found = regex.find_at(text, from)?;
                    if !found.is_empty() {
                        return Some(found.range());
                    }
                    from = found.end() + text[found.end()..].chars().next()?.len_utf8();
                }
            }
        }
    }

    /// Where the needle occurs, in order, without overlaps: bytes of `text`.
    ///
    /// A hit is widened to whole graphemes: 葛 finds 葛 with a variation selector,
    /// and the hit holds both.
    pub fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<u32>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let Range { start, end } = self.next(text, from)?;
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
    fn composition_and_second_places_make_no_difference() {
        check("café", "[[café]] [[cafe\u{301}]]");
        check("cafe\u{301}", "[[café]] [[cafe\u{301}]]");
        check("がく", "[[がく]]と[[か\u{3099}く]]");
        check("각", "[[각]] [[\u{1100}\u{1161}\u{11A8}]]");
        check("豈有", "[[\u{F900}有]][[豈有]]");
        check("\u{F900}有", "[[\u{F900}有]][[豈有]]");
        // Marks in an order of their own are found as they stand.
        check("a\u{301}\u{323}", "[[a\u{301}\u{323}]]");
    }

    #[test]
    fn simplified_and_traditional_forms_are_found_where_that_is_asked_for() {
        let check = |query: &str, text: &str, hits: usize| {
            let needle = Needle::in_either_form(query).unwrap();
            assert_eq!(needle.hits(text).count(), hits, "«{query}»");
        };
        check("权责", "权责不清，權責不清，權责", 3);
        check("權責", "权责不清，權責不清", 2);
        check("头发", "头发，頭髮，頭發", 3);
        check("信任", "信任", 1);
        check("App用户", "ａｐｐ 用戶", 1);
        assert_ne!(Needle::new("权责"), Needle::in_either_form("权责"));
        assert!(!Needle::new("权责").unwrap().is_in("權責"));
    }

    #[test]
    fn blanks_are_found_as_people_type_them() {
        check(
            "social  governance",
            "[[social\u{3000}governance]] [[Social\ngovernance]]",
        );
        check("social governance", "socialgovernance");
        check("权责 清单", "[[权责清单]]，[[权责  清单]]");
        check("权责清单", "[[权责清单]]，权责 清单");
        check(
            "App用户",
            "[[App用户]] [[App 用户]] [[ＡＰＰ用户]] App\n用户",
        );
        check("App 用户", "[[App用户]] [[App 用户]]");
        check("2014年", "[[2014 年]]，[[２０１４年]]");
        check("好， 我", "[[好，我]] [[好,我]] [[好, 我]]");
    }

    #[test]
    fn a_pattern_means_what_it_says_and_nothing_is_no_hit() {
        let check = |pattern: &str, marked: &str| {
            let text = marked.replace("[[", "").replace("]]", "");
            let needle = Needle::pattern(pattern).unwrap();
            let mut shown = text.clone();
            let hits: Vec<_> = needle.hits(&text).collect();
            for hit in hits.iter().rev() {
                shown.insert_str(hit.end as usize, "]]");
                shown.insert_str(hit.start as usize, "[[");
            }
            assert_eq!(shown, marked, "{pattern}");
        };
        check("数据.{0,2}共享", "[[数据的共享]]，数据不能就共享");
        check("a|b", "[[a]]A[[b]]");
        check("^信", "[[信]]任信\n[[信]]");
        check("x*", "a[[xx]]b信[[x]]");
        check("(?:)", "信任");
        check("$", "信任\n");
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
