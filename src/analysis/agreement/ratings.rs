//! A plain table of ratings: one row a unit, one value or none a coder.

use super::coefficient::{Tally, beyond};
use super::two_coders::{Joint, TwoByTwo};
use crate::analysis::undefined::{Figure, Why};

/// Units by coders, with the number of a category or nothing in each cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    categories: usize,
    coders: usize,
    units: Vec<Vec<Option<usize>>>,
    /// For each unit, how many coders gave it each category.
    counts: Vec<f64>,
}

/// A [`Tally`] that owns its sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    pairable: f64,
    agreement: f64,
    agreeing: f64,
    shares: Vec<f64>,
    counts: Vec<f64>,
}

impl Sums {
    /// The sums, to compute coefficients from.
    #[must_use]
    pub fn tally(&self) -> Tally<'_> {
        Tally {
            pairable: self.pairable,
            agreement: self.agreement,
            agreeing: self.agreeing,
            shares: &self.shares,
            counts: &self.counts,
        }
    }
}

impl Ratings {
    /// A table of ratings.
    ///
    /// `categories` are those that could have been used, whether anybody did or not.
    ///
    /// # Panics
    /// When a unit has another number of coders, or a value that is no category.
    #[must_use]
    pub fn new(categories: usize, coders: usize, units: Vec<Vec<Option<usize>>>) -> Self {
        let mut counts = vec![0.0; units.len() * categories];
        for (place, unit) in units.iter().enumerate() {
            assert_eq!(unit.len(), coders, "a unit has one cell a coder");
            for value in unit.iter().flatten() {
                assert!(*value < categories, "a value is the number of a category");
                counts[place * categories + value] += 1.0;
            }
        }
        Self {
            categories,
            coders,
            units,
            counts,
        }
    }

    /// Units.
    #[must_use]
    pub fn n_units(&self) -> usize {
        self.units.len()
    }

    /// Units with two values or more.
    #[must_use]
    pub fn n_pairable(&self) -> usize {
        self.units.iter().filter(|unit| rated(unit) >= 2).count()
    }

    /// Coders.
    #[must_use]
    pub fn n_coders(&self) -> usize {
        self.coders
    }

    /// Categories that could have been used.
    #[must_use]
    pub fn n_categories(&self) -> usize {
        self.categories
    }

    /// The sums of all units, each taken as often as `times` says.
    #[must_use]
    pub fn sums(&self, times: impl Fn(usize) -> f64) -> Sums {
        let mut sums = Sums {
            pairable: 0.0,
            agreement: 0.0,
            agreeing: 0.0,
            shares: vec![0.0; self.categories],
            counts: vec![0.0; self.categories],
        };
        for place in 0..self.units.len() {
            let weight = times(place);
            if weight == 0.0 {
                continue;
            }
            let (counts, r) = self.counted(place);
            for (share, count) in sums.shares.iter_mut().zip(counts) {
                if r > 0.0 {
                    *share += weight * count / r;
                }
            }
            if r < 2.0 {
                continue;
            }
            let agreeing = agreeing_pairs(counts) / (r - 1.0);
            sums.pairable += weight;
            sums.agreement += weight * agreeing / r;
            sums.agreeing += weight * agreeing;
            for (total, count) in sums.counts.iter_mut().zip(counts) {
                *total += weight * count;
            }
        }
        sums
    }

    /// The table of two coders over the units that both have judged, row by row.
    #[must_use]
    pub fn joint(&self, first: usize, second: usize, times: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut counts = vec![0.0; self.categories * self.categories];
        for (place, unit) in self.units.iter().enumerate() {
            if let (Some(row), Some(column)) = (unit[first], unit[second]) {
                counts[row * self.categories + column] += times(place);
            }
        }
        counts
    }

    /// Yes and no by two coders, yes being one category and no all others.
    #[must_use]
    pub fn two_by_two(&self, positive: usize, times: impl Fn(usize) -> f64) -> Option<TwoByTwo> {
        if self.coders != 2 {
            return None;
        }
        let mut table = TwoByTwo::default();
        for (place, unit) in self.units.iter().enumerate() {
            if let (Some(first), Some(second)) = (unit[0], unit[1]) {
                let cell = match (first == positive, second == positive) {
                    (true, true) => &mut table.both,
                    (true, false) => &mut table.first,
                    (false, true) => &mut table.second,
                    (false, false) => &mut table.neither,
                };
                *cell += times(place);
            }
        }
        Some(table)
    }

    /// The same units with one category against all others: 1 and 0.
    #[must_use]
    pub fn collapsed(&self, category: usize) -> Self {
        let units = self.units.iter().map(|unit| {
            unit.iter()
                .map(|value| value.map(|value| usize::from(value == category)))
                .collect()
        });
        Self::new(2, self.coders, units.collect())
    }

    /// Percent agreement with every unit weighing as many values as it has: `1 - D_o` of alpha.
    pub fn percent_by_value(&self) -> Figure {
        let sums = self.sums(|_| 1.0);
        if sums.pairable > 0.0 {
            Ok(sums.agreeing / sums.counts.iter().sum::<f64>())
        } else {
            Err(Why::NoPairableUnits)
        }
    }

    /// Agreeing pairs of coders over all pairs of coders.
    pub fn percent_by_pair(&self) -> Figure {
        let (mut agreeing, mut pairs) = (0.0, 0.0);
        for place in 0..self.units.len() {
            let (counts, r) = self.counted(place);
            agreeing += agreeing_pairs(counts);
            pairs += r * (r - 1.0);
        }
        if pairs > 0.0 {
            Ok(agreeing / pairs)
        } else {
            Err(Why::NoPairableUnits)
        }
    }

    /// Light's kappa: the mean of Cohen's kappa over all pairs of coders, each over the units
    /// that the pair has in common; and how many pairs have a kappa.
    ///
    /// Light (1971), *Psychological Bulletin* 76, 365–377.
    pub fn light_kappa(&self, times: impl Fn(usize) -> f64) -> (Figure, usize) {
        let mut kappas = Vec::new();
        let mut why = Why::NoPairableUnits;
        for first in 0..self.coders {
            for second in first + 1..self.coders {
                let joint = self.joint(first, second, &times);
                match Joint::new(&joint, self.categories).cohen_kappa() {
                    Ok(kappa) => kappas.push(kappa),
                    Err(Why::NoVariation) => why = Why::NoVariation,
                    Err(_) => {}
                }
            }
        }
        if kappas.is_empty() {
            return (Err(why), 0);
        }
        let mean = kappas.iter().sum::<f64>() / kappas.len() as f64;
        (Ok(mean), kappas.len())
    }

    /// Values of each category in a unit, and of all.
    fn counted(&self, place: usize) -> (&[f64], f64) {
        let counts = &self.counts[place * self.categories..][..self.categories];
        (counts, counts.iter().sum())
    }
}

/// Standard errors that take units as the sample and coders as fixed.
///
/// They are linear approximations. Each unit's deviation carries the factor `n / n2` for units without a pair.
///
/// Gwet (2008), *British Journal of Mathematical and Statistical Psychology* 61, 29–48; Gwet (2014).
impl Ratings {
    /// Standard error of percent agreement.
    pub fn percent_se(&self) -> Figure {
        let percent = self.sums(|_| 1.0).tally().percent()?;
        self.linear_error(percent, |_, agreement, _| agreement)
    }

    /// Standard error of Fleiss' kappa.
    pub fn fleiss_kappa_se(&self) -> Figure {
        let sums = self.sums(|_| 1.0);
        let kappa = sums.tally().fleiss_kappa()?;
        let pi = distribution(&sums.shares);
        let chance = pi.iter().map(|it| it * it).sum();
        self.chance_corrected_error(kappa, chance, |counts, r| {
            pi.iter()
                .zip(counts)
                .map(|(pi, count)| pi * count / r)
                .sum()
        })
    }

    /// Standard error of AC1.
    pub fn gwet_ac1_se(&self) -> Figure {
        let sums = self.sums(|_| 1.0);
        let ac1 = sums.tally().gwet_ac1()?;
        let pi = distribution(&sums.shares);
        let others = (self.categories - 1) as f64;
        let chance = pi.iter().map(|it| it * (1.0 - it)).sum::<f64>() / others;
        self.chance_corrected_error(ac1, chance, |counts, r| {
            let of_unit = pi
                .iter()
                .zip(counts)
                .map(|(pi, count)| (1.0 - pi) * count / r);
            of_unit.sum::<f64>() / others
        })
    }

    /// Standard error of Brennan and Prediger's S, whose chance agreement is fixed.
    pub fn brennan_prediger_se(&self) -> Figure {
        let s = self.sums(|_| 1.0).tally().brennan_prediger()?;
        let chance = 1.0 / self.categories as f64;
        self.chance_corrected_error(s, chance, |_, _| chance)
    }

    /// Standard error of alpha, over pairable units, as R's irrCAC computes it from raw ratings.
    ///
    /// From counts irrCAC computes another one; the bootstrap is to be preferred.
    pub fn krippendorff_alpha_se(&self) -> Figure {
        let sums = self.sums(|_| 1.0);
        sums.tally().krippendorff_alpha()?;
        let n = sums.pairable;
        if n < 2.0 {
            return Err(Why::TooFewUnits);
        }
        let mean_r = sums.counts.iter().sum::<f64>() / n;
        let pi: Vec<f64> = sums.counts.iter().map(|it| it / n / mean_r).collect();
        let chance: f64 = pi.iter().map(|it| it * it).sum();
        let pairable: Vec<(&[f64], f64)> = (0..self.units.len())
            .map(|place| self.counted(place))
            .filter(|(_, r)| *r >= 2.0)
            .collect();
        let agreement_of = |counts: &[f64], r: f64| agreeing_pairs(counts) / (mean_r * (r - 1.0));
        let plain = pairable
            .iter()
            .map(|(counts, r)| agreement_of(counts, *r))
            .sum::<f64>()
            / n;
        let small = 1.0 / sums.counts.iter().sum::<f64>();
        let corrected = (1.0 - small) * plain + small;
        let alpha = beyond(plain, chance);
        let squares = pairable.iter().map(|(counts, r)| {
            let excess = (r - mean_r) / mean_r;
            let observed = agreement_of(counts, *r) - corrected * excess;
            let by_chance: f64 = pi.iter().zip(*counts).map(|(pi, count)| pi * count).sum();
            let by_chance = by_chance / mean_r - chance * excess;
            let linear = beyond(observed, chance)
                - 2.0 * (1.0 - alpha) * (by_chance - chance) / (1.0 - chance);
            (linear - alpha).powi(2)
        });
        Ok((squares.sum::<f64>() / (n * (n - 1.0))).sqrt())
    }

    fn chance_corrected_error(
        &self,
        value: f64,
        chance: f64,
        chance_of: impl Fn(&[f64], f64) -> f64,
    ) -> Figure {
        self.linear_error(value, |counts, agreement, pairable| {
            let r = counts.iter().sum();
            let deviation = 2.0 * (1.0 - value) * (chance_of(counts, r) - chance);
            (agreement - chance * pairable - deviation) / (1.0 - chance)
        })
    }

    /// `of` is given the counts of a unit with a value, its agreement and whether it is
    /// pairable, these two times `n / n2`.
    fn linear_error(&self, value: f64, of: impl Fn(&[f64], f64, f64) -> f64) -> Figure {
        let with_values: Vec<(&[f64], f64)> = (0..self.units.len())
            .map(|place| self.counted(place))
            .filter(|(_, r)| *r > 0.0)
            .collect();
        let n = with_values.len() as f64;
        if n < 2.0 {
            return Err(Why::TooFewUnits);
        }
        let scale = n / self.n_pairable() as f64;
        let squares = with_values.iter().map(|(counts, r)| {
            let (agreement, pairable) = if *r >= 2.0 {
                (scale * agreeing_pairs(counts) / (r * (r - 1.0)), scale)
            } else {
                (0.0, 0.0)
            };
            (of(counts, agreement, pairable) - value).powi(2)
        });
        Ok((squares.sum::<f64>() / (n * (n - 1.0))).sqrt())
    }
}

fn rated(unit: &[Option<usize>]) -> usize {
    unit.iter().flatten().count()
}

/// Ordered pairs of values of one unit that are equal.
fn agreeing_pairs(counts: &[f64]) -> f64 {
    counts.iter().map(|count| count * (count - 1.0)).sum()
}

fn distribution(shares: &[f64]) -> Vec<f64> {
    let all: f64 = shares.iter().sum();
    shares.iter().map(|share| share / all).collect()
}
