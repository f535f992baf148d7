//! How like two sentences are.

use std::collections::HashSet;

/// How like two sentences are, 0 to 1: twice the pairs of neighbouring letters they share
/// over the pairs that they have (Dice).
///
/// Case, white space and punctuation don't count. 0 where one has no pair at all. Dice (1945),
/// *Ecology* 26(3), 297–302.
#[must_use]
pub fn alike(a: &str, b: &str) -> f64 {
    let pairs = |words: &str| -> HashSet<(char, char)> {
        let letters: Vec<char> = words
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (a, b) = (pairs(a), pairs(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_as_like_as_the_pairs_they_share() {
        let check = |a: &str, b: &str, expected: f64| {
            assert!(
                (alike(a, b) - expected).abs() < 1e-9,
                "{a} {b} {}",
                alike(a, b)
            );
        };
        // 您看 看法 法呢 and 看法 法呢 呢吗: two of three and three.
        check("您看法呢？", "看法，呢吗", 2.0 * 2.0 / 6.0);
        check("最大的变化", "最大的变化？", 1.0);
        check("变化", "困难", 0.0);
        check("", "困难", 0.0);
        check("Night", "nacht", 2.0 / 8.0);
    }
}
