//! Alpha where the value of a unit is the set of codes that a coder gave it.

use std::collections::BTreeSet;

use crate::analysis::undefined::{Figure, Why};

/// How far apart two sets of codes are, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// 0 for equal sets, else 1.
    Nominal,
    /// 1 less the share of what both have in what either has.
    Jaccard,
    /// As Jaccard, with less credit the less one set holds the other.
    ///
    /// Passonneau (2006), *Proceedings of LREC*.
    Masi,
}

impl Distance {
    /// The distance of two sets; two empty ones are equal.
    #[must_use]
    pub fn between<T: Ord>(self, one: &BTreeSet<T>, other: &BTreeSet<T>) -> f64 {
        if one == other {
            return 0.0;
        }
        let both = one.intersection(other).count();
        let either = one.len() + other.len() - both;
        let jaccard = both as f64 / either as f64;
        match self {
            Self::Nominal => 1.0,
            Self::Jaccard => 1.0 - jaccard,
            Self::Masi => {
                let held = if one.is_subset(other) || other.is_subset(one) {
                    2.0 / 3.0
                } else {
                    1.0 / 3.0
                };
                1.0 - jaccard * held
            }
        }
    }
}

/// Krippendorff's alpha for sets: one row a unit, one set or none a coder.
///
/// Undefined without pairable units, and where all sets of pairable units are equal.
///
/// Krippendorff (2011); Artstein and Poesio (2008), *Computational Linguistics* 34, 555–596.
pub fn alpha<T: Ord + Clone>(units: &[Vec<Option<BTreeSet<T>>>], distance: Distance) -> Figure {
    let mut values: Vec<&BTreeSet<T>> = Vec::new();
    let mut observed = 0.0;
    for unit in units {
        let sets: Vec<&BTreeSet<T>> = unit.iter().flatten().collect();
        if sets.len() < 2 {
            continue;
        }
        observed += all_pairs(&sets, distance) / (sets.len() - 1) as f64;
        values.extend(sets);
    }
    if values.is_empty() {
        return Err(Why::NoPairableUnits);
    }
    if values.iter().all(|set| *set == values[0]) {
        return Err(Why::NoVariation);
    }
    let expected = all_pairs(&values, distance) / (values.len() - 1) as f64;
    Ok(1.0 - observed / expected)
}

/// The sum of the distances of all ordered pairs.
fn all_pairs<T: Ord>(sets: &[&BTreeSet<T>], distance: Distance) -> f64 {
    let of =
        |one: &BTreeSet<T>| -> f64 { sets.iter().map(|other| distance.between(one, other)).sum() };
    sets.iter().map(|one| of(one)).sum()
}
