//! Coefficients for any number of coders, from sums over units.
//!
//! A unit has one value a coder, or none: values that are missing are left
//! out, never taken for a no. With `r_i` values in unit `i`, `r_ik` of them in
//! category `k`, a unit is *pairable* where `r_i` is at least 2.

use crate::analysis::undefined::{Figure, Why};

/// What every coefficient for any number of coders follows from; adds up over units.
#[derive(Clone, Copy, Debug)]
pub struct Tally<'a> {
    /// Units with two values or more.
    pub pairable: f64,
    /// Over pairable units, the sum of the share of agreeing pairs of values.
    pub agreement: f64,
    /// Over pairable units, the values that agree with others: the diagonal of
    /// Krippendorff's coincidence matrix, in which a pair of unit `i` weighs `1 / (r_i - 1)`.
    pub agreeing: f64,
    /// For each category that could have been used, the sum of `r_ik / r_i` over units with a value.
    pub shares: &'a [f64],
    /// For each category, the values in pairable units.
    pub counts: &'a [f64],
}

impl Tally<'_> {
    /// Percent agreement: the mean over pairable units of the share of agreeing pairs.
    ///
    /// Fleiss (1971), *Psychological Bulletin* 76, 378–382; Gwet (2014).
    pub fn percent(&self) -> Figure {
        if self.pairable > 0.0 {
            Ok(self.agreement / self.pairable)
        } else {
            Err(Why::NoPairableUnits)
        }
    }

    /// Fleiss' kappa, with Gwet's extension to units with unequal numbers of values.
    ///
    /// Chance agreement comes from the distribution that all coders share, so for two
    /// coders it is Scott's pi, not Cohen's kappa. Undefined without pairable units or variation.
    ///
    /// Fleiss (1971), *Psychological Bulletin* 76, 378–382.
    pub fn fleiss_kappa(&self) -> Figure {
        let observed = self.percent()?;
        if uses_one(self.shares) {
            return Err(Why::NoVariation);
        }
        Ok(beyond(observed, self.chance(|share| share * share)))
    }

    /// Krippendorff's alpha for nominal values; `n - 1` corrects for small samples.
    ///
    /// Undefined without pairable units, and where only one value occurs among them.
    ///
    /// Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*.
    pub fn krippendorff_alpha(&self) -> Figure {
        if self.pairable == 0.0 {
            return Err(Why::NoPairableUnits);
        }
        if uses_one(self.counts) {
            return Err(Why::NoVariation);
        }
        let n: f64 = self.counts.iter().sum();
        let same: f64 = self.counts.iter().map(|count| count * count).sum();
        Ok(1.0 - (n - 1.0) * (n - self.agreeing) / (n * n - same))
    }

    /// Gwet's AC1. Defined without variation, when it says nothing about reliability.
    ///
    /// Gwet (2008), *British Journal of Mathematical and Statistical Psychology* 61, 29–48.
    pub fn gwet_ac1(&self) -> Figure {
        let observed = self.percent()?;
        let others = self.shares.len().saturating_sub(1);
        if others == 0 {
            return Err(Why::SingleCategory);
        }
        let chance = self.chance(|share| share * (1.0 - share)) / others as f64;
        Ok(beyond(observed, chance))
    }

    /// Brennan and Prediger's S: every category is as likely by chance.
    ///
    /// Brennan and Prediger (1981), *Educational and Psychological Measurement* 41, 687–699.
    pub fn brennan_prediger(&self) -> Figure {
        let observed = self.percent()?;
        if self.shares.len() < 2 {
            return Err(Why::SingleCategory);
        }
        Ok(beyond(observed, 1.0 / self.shares.len() as f64))
    }

    /// The sum of `of` over the categories' shares of all units with a value.
    fn chance(&self, of: impl Fn(f64) -> f64) -> f64 {
        let rated: f64 = self.shares.iter().sum();
        self.shares.iter().map(|share| of(share / rated)).sum()
    }
}

/// Whether at most one category was used.
fn uses_one(amounts: &[f64]) -> bool {
    amounts.iter().filter(|amount| **amount > 0.0).count() < 2
}

/// The share of what chance leaves open that was reached.
pub(super) fn beyond(observed: f64, chance: f64) -> f64 {
    (observed - chance) / (1.0 - chance)
}
