//! Words: a dictionary cuts runs of hanzi, Unicode's rules cut everything else.

use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::Jieba;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::glyph::is_hanzi;

/// The words of a line, as bytes of it.
pub(in crate::text) fn words(line: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let base = line.len() - rest.len();
        let is_chinese = is_hanzi(first);
        let run = rest
            .grapheme_indices(true)
            .find(|(_, grapheme)| grapheme.starts_with(is_hanzi) != is_chinese)
            .map_or(rest, |(at, _)| &rest[..at]);
        if is_chinese {
            words.extend(
                chinese(run)
                    .into_iter()
                    .map(|word| base + word.start..base + word.end),
            );
        } else {
            words.extend(
                run.unicode_word_indices()
                    .map(|(at, word)| base + at..base + at + word.len()),
            );
        }
        rest = &rest[run.len()..];
    }
    words
}

/// The words of a run of hanzi, looked up without the variation selectors that may follow each.
fn chinese(run: &str) -> Vec<Range<usize>> {
    let bounds: Vec<usize> = run
        .grapheme_indices(true)
        .map(|(at, _)| at)
        .chain([run.len()])
        .collect();
    let plain: String = run
        .graphemes(true)
        .filter_map(|grapheme| grapheme.chars().next())
        .collect();
    dictionary()
        .cut(&plain, true)
        .iter()
        .map(|token| bounds[token.start]..bounds[token.end])
        .collect()
}

/// The dictionary, read at its first use (about a tenth of a second).
fn dictionary() -> &'static Jieba {
    static DICTIONARY: OnceLock<Jieba> = OnceLock::new();
    DICTIONARY.get_or_init(Jieba::new)
}
