//! Simplified and traditional forms of hanzi.
//!
//! One simplified form may stand for several traditional ones (发 for 發 and 髮);
//! all of them are one family. What region a form is from makes no difference (線, 綫).

use std::collections::HashMap;
use std::sync::LazyLock;

/// Families of forms, the simplified one first.
const FAMILIES: &str = include_str!("families.txt");

/// The other forms of each hanzi that has any.
static OTHERS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut others: HashMap<char, Vec<char>> = HashMap::new();
    let lines = FAMILIES.lines().filter(|line| !line.starts_with('#'));
    for family in lines.flat_map(str::split_whitespace) {
        for one in family.chars() {
            let rest = family.chars().filter(|other| *other != one);
            others.entry(one).or_default().extend(rest);
        }
    }
    others
});

/// The other forms of a character: traditional ones of a simplified, the simplified and
/// its other traditional ones of a traditional.
pub(super) fn others(c: char) -> &'static [char] {
    OTHERS.get(&c).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::glyph::is_hanzi;

    #[test]
    fn forms_are_of_one_family() {
        assert_eq!(others('发'), ['發', '髮']);
        assert_eq!(others('髮'), ['发', '發']);
        assert_eq!(others('信'), []);
        assert!(others('里').contains(&'裡') && others('裏').contains(&'裡'));
    }

    #[test]
    fn every_form_is_a_hanzi_and_knows_those_that_know_it() {
        for (one, rest) in OTHERS.iter() {
            assert!(is_hanzi(*one), "{one}");
            assert!(
                rest.iter().all(|other| others(*other).contains(one)),
                "{one}"
            );
        }
    }
}
