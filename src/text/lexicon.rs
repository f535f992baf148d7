//! Words of a text as a study wants them cut: a general dictionary, and the study's own words.
//!
//! The general dictionary cuts first ([`super::units`]). A word of the study's own is then put
//! together where it begins and ends between two words; so no entry takes a piece off a word
//! beside it (国有 is no word in 中国有). Only an entry that is said to *cut* does so: of the
//! words that it cuts, what is left over stays in one piece. Where entries overlap, the one
//! that begins first stands, and of those the longest. Letters are compared whatever their
//! case and width.

use std::collections::HashMap;
use std::ops::Range;

use super::glyph::narrow;
use super::units::word;

/// The segmentation that own words are put upon, as a table names it.
pub const SEGMENTER: &str = "jieba-rs 0.11";

/// How an own word is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// Where it begins and ends between two words.
    Joined,
    /// Wherever it stands.
    Cutting,
}

/// A study's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// By first character: the characters of each, the longest first.
    entries: HashMap<char, Vec<(Vec<char>, Taken)>>,
}

/// What a place where an own word stands became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Straddled {
    /// The own word, as bytes of the line.
    pub word: Range<usize>,
    /// From the beginning of the first word that it would cut to the end of the last.
    pub whole: Range<usize>,
}

impl Lexicon {
    /// A lexicon of these words; a word that is given twice cuts where either does.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, Taken)>) -> Self {
        let mut lexicon = Self::default();
        for (word, taken) in words {
            let chars: Vec<char> = word.trim().chars().map(folded).collect();
            let Some(first) = chars.first() else {
                continue;
            };
            let alike = lexicon.entries.entry(*first).or_default();
            match alike.iter_mut().find(|(known, _)| *known == chars) {
                Some((_, known)) => *known = taken.max(*known),
                None => alike.push((chars, taken)),
            }
        }
        for alike in lexicon.entries.values_mut() {
            alike.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        lexicon
    }

    /// The words of a line, as bytes of it, in order.
    #[must_use]
    pub fn words(&self, line: &str) -> Vec<Range<usize>> {
        let base = word::words(line);
        let own = self.own(line, &base);
        merged(&base, &own)
    }

    /// Where entries that only join stand in a line and would cut other words.
    #[must_use]
    pub fn straddled(&self, line: &str) -> Vec<Straddled> {
        let base = word::words(line);
        let own = self.own(line, &base);
        let mut straddled = Vec::new();
        for (at, rest) in line.char_indices().map(|(at, _)| (at, &line[at..])) {
            let Some((len, Taken::Joined)) = self.longest(rest, |_, _| true) else {
                continue;
            };
            let word = at..at + len;
            let taken = own
                .iter()
                .any(|it| it.start < word.end && word.start < it.end);
            let touched: Vec<&Range<usize>> = base
                .iter()
                .filter(|it| it.start < word.end && word.start < it.end)
                .collect();
            if let (false, [first, ..], [.., last]) = (taken, &touched[..], &touched[..]) {
                straddled.push(Straddled {
                    whole: first.start.min(word.start)..last.end.max(word.end),
                    word,
                });
            }
        }
        straddled
    }

    /// Where own words are put together, in order and apart from each other.
    fn own(&self, line: &str, base: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut own = Vec::new();
        if self.entries.is_empty() {
            return own;
        }
        // Between two words: where none goes on.
        let inside = |at: usize| {
            let next = base.partition_point(|it| it.end <= at);
            base.get(next).is_some_and(|it| it.start < at)
        };
        let mut free = 0;
        for (at, _) in line.char_indices() {
            if at < free {
                continue;
            }
            let fits = |len: usize, taken: Taken| {
                taken == Taken::Cutting || (!inside(at) && !inside(at + len))
            };
            if let Some((len, _)) = self.longest(&line[at..], fits) {
                own.push(at..at + len);
                free = at + len;
            }
        }
        own
    }

    /// The longest entry that a text begins with and that fits, in bytes of the text.
    fn longest(&self, text: &str, fits: impl Fn(usize, Taken) -> bool) -> Option<(usize, Taken)> {
        let first = folded(text.chars().next()?);
        let alike = self.entries.get(&first)?;
        alike.iter().find_map(|(chars, taken)| {
            let mut here = text.char_indices();
            let same = chars
                .iter()
                .all(|c| here.next().is_some_and(|(_, other)| folded(other) == *c));
            let len = here.next().map_or(text.len(), |(at, _)| at);
            (same && fits(len, *taken)).then_some((len, *taken))
        })
    }
}

/// A word as words are told apart: letters in small form and normal width.
#[must_use]
pub fn plain(word: &str) -> String {
    word.trim().chars().map(folded).collect()
}

fn folded(c: char) -> char {
    let c = narrow(c);
    // A letter whose small form is two letters stays as it is.
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => c,
    }
}

/// The words of the general dictionary with own words in place of what they cover.
fn merged(base: &[Range<usize>], own: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::with_capacity(base.len());
    let mut covers = own.iter().peekable();
    for word in base {
        let mut from = word.start;
        while from < word.end {
            while covers.next_if(|it| it.end <= from).is_some() {}
            let to = match covers.peek() {
                Some(it) if it.start <= from => {
                    from = it.end;
                    continue;
                }
                Some(it) => it.start.min(word.end),
                None => word.end,
            };
            words.push(from..to);
            from = to;
        }
    }
    words.extend(own.iter().cloned());
    words.sort_unstable_by_key(|it| it.start);
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(lexicon: &Lexicon, line: &str) -> String {
        let words: Vec<&str> = lexicon
            .words(line)
            .into_iter()
            .map(|it| &line[it])
            .collect();
        words.join("|")
    }

    #[test]
    fn an_own_word_is_put_together_and_cuts_no_other() {
        let none = Lexicon::default();
        assert_eq!(cut(&none, "数据孤岛怎么办"), "数据|孤岛|怎么办");
        let own = Lexicon::new([("数据孤岛", Taken::Joined), ("国有", Taken::Joined)]);
        assert_eq!(cut(&own, "数据孤岛怎么办"), "数据孤岛|怎么办");
        assert_eq!(cut(&own, "中国有四个"), cut(&none, "中国有四个"));
        assert!(cut(&none, "中国有四个").starts_with("中国|"));
        let line = "中国有四个，数据孤岛";
        let straddled = own.straddled(line);
        assert_eq!(straddled.len(), 1);
        assert_eq!(&line[straddled[0].word.clone()], "国有");
        assert!(line[straddled[0].whole.clone()].starts_with("中国有"));
    }

    #[test]
    fn a_word_that_is_said_to_cut_leaves_the_rest_in_one_piece() {
        let own = Lexicon::new([("国有", Taken::Cutting)]);
        assert!(cut(&own, "中国有四个").starts_with("中|国有|"));
        assert!(own.straddled("中国有四个").is_empty());
        let own = Lexicon::new([("国有", Taken::Joined), ("国有", Taken::Cutting)]);
        assert!(cut(&own, "中国有四个").starts_with("中|国有|"));
    }

    #[test]
    fn letters_digits_and_blanks_belong_to_words_too() {
        let own = Lexicon::new([
            ("12345热线", Taken::Joined),
            ("Social Governance", Taken::Joined),
        ]);
        assert_eq!(cut(&own, "打１２３４５热线"), "打|１２３４５热线");
        assert_eq!(
            cut(&own, "on social governance here"),
            "on|social governance|here"
        );
        assert_eq!(plain(" ＡＰＰ "), "app");
        // Of two that overlap the one that begins first stands, and of those the longest.
        let own = Lexicon::new([
            ("网格", Taken::Cutting),
            ("网格员", Taken::Cutting),
            ("员工", Taken::Cutting),
        ]);
        assert_eq!(cut(&own, "网格员工"), "网格员|工");
    }

    #[test]
    fn the_segmenter_is_the_one_that_is_used() {
        let version = SEGMENTER.strip_prefix("jieba-rs ").unwrap();
        let manifest = include_str!("../../Cargo.toml");
        assert!(manifest.contains(&format!("jieba-rs = \"{version}\"")));
    }

    proptest! {
        /// Words are apart, in order, and cover what the dictionary's words cover; every word
        /// of the dictionary that no cutting entry touches is whole in exactly one.
        #[test]
        fn no_word_is_lost_and_none_is_cut_by_an_entry_that_joins(
            line in "[中国有数据孤岛网格员，a1 ]{0,24}",
            entries in proptest::collection::vec("[中国有数据孤岛网格员a1]{1,4}", 0..5),
        ) {
            let own = Lexicon::new(entries.iter().map(|word| (word.as_str(), Taken::Joined)));
            let base = word::words(&line);
            let words = own.words(&line);
            prop_assert!(words.windows(2).all(|two| two[0].end <= two[1].start));
            for word in &base {
                let holders = words.iter().filter(|it| it.start <= word.start && word.end <= it.end);
                prop_assert_eq!(holders.count(), 1, "{:?} {:?}", &line, &line[word.clone()]);
            }
            for word in &words {
                prop_assert!(base.contains(word) || entries.iter().any(|it| *it == line[word.clone()]));
            }
            let cutting = Lexicon::new(entries.iter().map(|word| (word.as_str(), Taken::Cutting)));
            let covered = |words: &[Range<usize>]| -> Vec<usize> {
                words.iter().flat_map(Clone::clone).collect()
            };
            let words = cutting.words(&line);
            prop_assert!(words.windows(2).all(|two| two[0].end <= two[1].start));
            prop_assert_eq!(covered(&words), covered(&base));
            prop_assert!(cutting.straddled(&line).is_empty());
        }
    }
}
