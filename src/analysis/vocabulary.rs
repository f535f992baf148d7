//! How often words are said, and which of several groups says a word more than the others.
//!
//! Groups are compared by log-likelihood, in the form of Rayson and Garside (2000),
//! "Comparing corpora using frequency profiling": G² = 2 Σ Oᵢ ln(Oᵢ ÷ Eᵢ), where Oᵢ is how
//! often group i says the word, Nᵢ all words of the group, and Eᵢ = Nᵢ ΣO ÷ ΣN. The measure
//! is Dunning's (1993), "Accurate methods for the statistics of surprise and coincidence".
//! Words of one interview don't come independently of each other, so G² puts words in
//! order here and nothing is said to be significant.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::OnceLock;

/// Function words of Chinese and English, which say little of what a text is about.
const STOP_WORDS: &str = include_str!("vocabulary/stop_words.txt");

/// Whether a word in small letters is on the list of function words that comes with the program.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&str>> = OnceLock::new();
    WORDS
        .get_or_init(|| function_words().collect())
        .contains(word)
}

/// The function words that come with the program.
pub fn function_words() -> impl Iterator<Item = &'static str> {
    let lines = STOP_WORDS.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace)
}

/// A word being said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word.
    pub word: &'a str,
    /// Place of its interview.
    pub interview: u32,
    /// Who says it, by any number; `None` where the speaker isn't matched to a respondent.
    pub respondent: Option<u32>,
    /// Place of the group that whoever says it belongs to.
    pub group: Option<usize>,
}

/// How often a word is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Times.
    pub n: u64,
    /// In which interviews.
    pub interviews: BTreeSet<u32>,
    /// By whom.
    pub respondents: BTreeSet<u32>,
    /// Times by group.
    pub by_group: Vec<u64>,
}

/// All words of a study, counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// By word.
    pub words: BTreeMap<String, Tally>,
    /// All times a word is said.
    pub n: u64,
    /// All words by group.
    pub sizes: Vec<u64>,
}

impl Vocabulary {
    /// Nothing counted yet, for so many groups.
    #[must_use]
    pub fn new(n_groups: usize) -> Self {
        Self {
            sizes: vec![0; n_groups],
            ..Self::default()
        }
    }

    /// Counts a word.
    pub fn count(&mut self, token: Token) {
        self.n += 1;
        if !self.words.contains_key(token.word) {
            let tally = Tally {
                by_group: vec![0; self.sizes.len()],
                ..Tally::default()
            };
            self.words.insert(token.word.to_owned(), tally);
        }
        let Some(tally) = self.words.get_mut(token.word) else {
            return;
        };
        tally.n += 1;
        tally.interviews.insert(token.interview);
        tally.respondents.extend(token.respondent);
        if let Some(group) = token.group
            && let (Some(size), Some(n)) =
                (self.sizes.get_mut(group), tally.by_group.get_mut(group))
        {
            *size += 1;
            *n += 1;
        }
    }
}

/// A word that a group says more often than the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keyness {
    /// Log-likelihood, at least 0.
    pub g2: f64,
    /// The group that says it most for its size, the first of several.
    pub over: usize,
}

/// Log-likelihood of a word said `observed` times by groups of `sizes` words.
///
/// `None` where fewer than two groups have words, or no group says it.
///
/// # Panics
/// When there aren't as many groups as sizes.
#[must_use]
pub fn keyness(observed: &[u64], sizes: &[u64]) -> Option<Keyness> {
    assert_eq!(observed.len(), sizes.len(), "a size for every group");
    let all: u64 = sizes.iter().sum();
    let said: u64 = observed.iter().sum();
    if said == 0 || sizes.iter().filter(|size| **size > 0).count() < 2 {
        return None;
    }
    let mut g2 = 0.0;
    let mut over = 0;
    let mut most = f64::NEG_INFINITY;
    for (group, (n, size)) in observed.iter().zip(sizes).enumerate() {
        if *size == 0 {
            continue;
        }
        let rate = *n as f64 / *size as f64;
        if rate > most {
            (most, over) = (rate, group);
        }
        if *n > 0 {
            let expected = *size as f64 * said as f64 / all as f64;
            g2 += *n as f64 * (*n as f64 / expected).ln();
        }
    }
    Some(Keyness {
        // What rounding leaves below nothing is nothing.
        g2: (2.0 * g2).max(0.0),
        over,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn g2(observed: &[u64], sizes: &[u64]) -> f64 {
        keyness(observed, sizes).unwrap().g2
    }

    #[test]
    fn a_value_worked_out_by_hand() {
        // E = 75 each: 2 (100 ln(100/75) + 50 ln(50/75)) = 2 (28.76821 − 20.27326).
        let found = keyness(&[100, 50], &[10_000, 10_000]).unwrap();
        assert!((found.g2 - 16.989_904).abs() < 1e-5, "{}", found.g2);
        assert_eq!(found.over, 0);
        // 2 · 10 ln 2, the word being in one of two equal groups only.
        assert!((g2(&[0, 10], &[500, 500]) - 20.0 * 2_f64.ln()).abs() < 1e-12);
        assert!(g2(&[20, 10], &[2_000, 1_000]).abs() < 1e-12);
        assert_eq!(keyness(&[3, 0], &[10, 0]), None);
        assert_eq!(keyness(&[0, 0], &[10, 10]), None);
        assert_eq!(keyness(&[], &[]), None);
    }

    #[test]
    fn function_words_are_single_small_and_each_there_once() {
        let mut seen = BTreeSet::new();
        for word in function_words() {
            assert_eq!(word, word.to_lowercase());
            assert!(seen.insert(word), "{word} stands twice");
        }
        assert!(seen.len() > 200);
        assert!(is_function_word("的") && is_function_word("the"));
        assert!(!is_function_word("数据"));
    }

    proptest! {
        #[test]
        fn counts_are_those_of_going_through_all_words_for_each(
            tokens in proptest::collection::vec((0_usize..4, 0_u32..3, proptest::option::of(0_u32..3), proptest::option::of(0_usize..2)), 0..40)
        ) {
            const WORDS: [&str; 4] = ["数据", "信任", "App", "网格员"];
            let tokens: Vec<Token> = tokens.into_iter()
                .map(|(word, interview, respondent, group)| Token { word: WORDS[word], interview, respondent, group })
                .collect();
            let mut counted = Vocabulary::new(2);
            for token in &tokens {
                counted.count(*token);
            }
            prop_assert_eq!(counted.n, tokens.len() as u64);
            for group in 0..2 {
                let n = tokens.iter().filter(|token| token.group == Some(group)).count();
                prop_assert_eq!(counted.sizes[group], n as u64);
            }
            for word in WORDS {
                let those: Vec<&Token> = tokens.iter().filter(|token| token.word == word).collect();
                let Some(tally) = counted.words.get(word) else {
                    prop_assert!(those.is_empty());
                    continue;
                };
                prop_assert_eq!(tally.n, those.len() as u64);
                prop_assert_eq!(&tally.interviews, &those.iter().map(|token| token.interview).collect());
                prop_assert_eq!(&tally.respondents, &those.iter().filter_map(|token| token.respondent).collect());
                for group in 0..2 {
                    let n = those.iter().filter(|token| token.group == Some(group)).count();
                    prop_assert_eq!(tally.by_group[group], n as u64);
                }
            }
        }

        /// G² from its definition, and what must not change it: the order of groups, and a
        /// scale of all counts but for that scale.
        #[test]
        fn keyness_is_the_formula(
            pairs in proptest::collection::vec((0_u64..50, 0_u64..500), 2..5)
        ) {
            let observed: Vec<u64> = pairs.iter().map(|(n, _)| *n).collect();
            let sizes: Vec<u64> = pairs.iter().map(|(n, more)| n + more).collect();
            let all: f64 = sizes.iter().sum::<u64>() as f64;
            let said: f64 = observed.iter().sum::<u64>() as f64;
            let Some(found) = keyness(&observed, &sizes) else {
                prop_assert!(said == 0.0 || sizes.iter().filter(|n| **n > 0).count() < 2);
                return Ok(());
            };
            let sum: f64 = observed.iter().zip(&sizes)
                .filter(|(n, _)| **n > 0)
                .map(|(n, size)| *n as f64 * (*n as f64 / (*size as f64 * said / all)).ln())
                .sum();
            prop_assert!((found.g2 - (2.0 * sum).max(0.0)).abs() < 1e-9);
            let rate = |(n, size): (&u64, &u64)| *n as f64 / (*size).max(1) as f64;
            let most = rate((&observed[found.over], &sizes[found.over]));
            let highest = observed.iter().zip(&sizes).all(|it| rate(it) <= most);
            prop_assert!(highest);
            let reversed = |of: &[u64]| of.iter().rev().copied().collect::<Vec<u64>>();
            prop_assert!((g2(&reversed(&observed), &reversed(&sizes)) - found.g2).abs() < 1e-9);
            let three = |of: &[u64]| of.iter().map(|n| n * 3).collect::<Vec<u64>>();
            prop_assert!((g2(&three(&observed), &three(&sizes)) - 3.0 * found.g2).abs() < 1e-6);
        }
    }
}
