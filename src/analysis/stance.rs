//! Whether a coding says that something is so, that it isn't, or that it depends.
//!
//! A coding without a word on it affirms: naming a problem is saying that there is one. A
//! facet can turn it round (立场＝不存在, 状态＝反对). Who holds what is counted in people:
//! somebody who affirms in one place and denies in another is in both counts, and told apart.

use std::collections::BTreeSet;

/// What a coding says of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// It isn't so, or won't do.
    Denied,
    /// It depends.
    Conditional,
    /// It is so.
    Affirmed,
}

/// Values of facets that deny, in the languages of codebooks.
const DENYING: [&str; 20] = [
    "不存在",
    "否认",
    "否定",
    "反对",
    "不同意",
    "不赞成",
    "无效",
    "没有",
    "无",
    "否",
    "does not exist",
    "absent",
    "denied",
    "opposed",
    "objects",
    "disagrees",
    "against",
    "ineffective",
    "negative",
    "no",
];

/// Values of facets that make it depend.
const CONDITIONAL: [&str; 8] = [
    "有条件",
    "部分",
    "视情况",
    "不一定",
    "conditional",
    "partly",
    "mixed",
    "depends",
];

impl Stance {
    /// All of them, denials first.
    pub const ALL: [Self; 3] = [Self::Denied, Self::Conditional, Self::Affirmed];

    /// The word used in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Conditional => "conditional",
            Self::Affirmed => "affirmed",
        }
    }

    /// What a value of a facet says by its wording, in the language of the codebook or in
    /// English; a value that isn't about this affirms.
    #[must_use]
    pub fn of_value(name: &str, name_en: &str) -> Self {
        let english = name_en.trim().to_lowercase();
        let is_one_of = |words: &[&str]| {
            let own = name.trim().to_lowercase();
            words.iter().any(|word| *word == own || *word == english)
        };
        if is_one_of(&DENYING) {
            Self::Denied
        } else if is_one_of(&CONDITIONAL) {
            Self::Conditional
        } else {
            Self::Affirmed
        }
    }

    /// What a coding says whose facets say these: one denial denies, else one condition
    /// makes it depend.
    #[must_use]
    pub fn of_all(values: impl IntoIterator<Item = Self>) -> Self {
        values.into_iter().min().unwrap_or(Self::Affirmed)
    }
}

/// Who holds what of one code; each in people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// By stance, in the order of [`Stance::ALL`].
    pub people: [BTreeSet<u32>; 3],
}

impl Sides {
    /// Sorts people by what they said; each as often as they said something.
    #[must_use]
    pub fn of(said: impl IntoIterator<Item = (Stance, u32)>) -> Self {
        let mut sides = Self::default();
        for (stance, person) in said {
            sides.people[stance as usize].insert(person);
        }
        sides
    }

    /// How many hold it.
    #[must_use]
    pub fn n(&self, stance: Stance) -> u64 {
        self.people[stance as usize].len() as u64
    }

    /// Whether somebody both affirms and denies.
    #[must_use]
    pub fn says_both(&self, person: u32) -> bool {
        [Stance::Denied, Stance::Affirmed]
            .iter()
            .all(|stance| self.people[*stance as usize].contains(&person))
    }

    /// How many both affirm and deny.
    #[must_use]
    pub fn n_both(&self) -> u64 {
        let denied = &self.people[Stance::Denied as usize];
        denied
            .intersection(&self.people[Stance::Affirmed as usize])
            .count() as u64
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_value_denies_by_its_wording_in_either_language() {
        for (name, name_en, stance) in [
            ("存在", "exists", Stance::Affirmed),
            ("不存在", "does not exist", Stance::Denied),
            ("有条件", "conditional", Stance::Conditional),
            ("反对", "opposed", Stance::Denied),
            ("无效", "ineffective", Stance::Denied),
            ("建议", "proposed", Stance::Affirmed),
            ("kein Problem", "Absent", Stance::Denied),
            ("政府", "", Stance::Affirmed),
        ] {
            assert_eq!(Stance::of_value(name, name_en), stance, "{name}");
        }
        assert_eq!(Stance::of_all([]), Stance::Affirmed);
        let all = [Stance::Affirmed, Stance::Conditional];
        assert_eq!(Stance::of_all(all), Stance::Conditional);
        assert_eq!(
            Stance::of_all([Stance::Affirmed, Stance::Denied]),
            Stance::Denied
        );
    }

    proptest! {
        #[test]
        fn people_are_counted_once_a_side(
            said in proptest::collection::vec((0_usize..3, 0_u32..6), 0..30)
        ) {
            let said: Vec<(Stance, u32)> = said.into_iter().map(|(s, p)| (Stance::ALL[s], p)).collect();
            let sides = Sides::of(said.iter().copied());
            for stance in Stance::ALL {
                let people: HashSet<u32> = said.iter().filter(|(s, _)| *s == stance).map(|(_, p)| *p).collect();
                prop_assert_eq!(sides.n(stance), people.len() as u64);
            }
            let both = (0..6).filter(|p| said.contains(&(Stance::Denied, *p)) && said.contains(&(Stance::Affirmed, *p)));
            let both: Vec<u32> = both.collect();
            prop_assert_eq!(sides.n_both(), both.len() as u64);
            prop_assert!((0..6).all(|p| sides.says_both(p) == both.contains(&p)));
        }
    }
}
