//! Words that the rows of a list must hold.

use crate::text::Needle;

/// What a list is filtered by: nothing, or words found as everywhere in the program.
///
/// The search is made ready when the words change, not whenever rows are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    words: String,
    needle: Option<Needle>,
}

impl Filter {
    /// The words as they were typed.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether nobody typed anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Takes other words.
    pub fn set(&mut self, words: &str) {
        if self.words != words {
            words.clone_into(&mut self.words);
            self.needle = Needle::new(words);
        }
    }

    /// Lets every row pass.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether a row with these words passes; every row does where only white space was typed.
    pub fn passes<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> bool {
        self.needle
            .as_ref()
            .is_none_or(|needle| words.into_iter().any(|words| needle.is_in(words)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_passes_where_any_of_its_words_hold_the_filter() {
        let mut filter = Filter::default();
        assert!(filter.passes([]));
        filter.set("ｅ１７");
        assert!(filter.passes(["北京", "E17"]));
        assert!(!filter.passes(["北京", "E18"]));
        filter.set("  ");
        assert!(filter.passes(["E18"]) && !filter.is_empty());
        filter.clear();
        assert!(filter.is_empty());
    }
}
