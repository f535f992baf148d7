//! Two coders: the table of who said what, and what follows from it.

use super::coefficient::beyond;
use crate::analysis::undefined::{Figure, Why};

/// How often the first coder said `row` where the second said `column`.
#[derive(Clone, Copy, Debug)]
pub struct Joint<'a> {
    /// The counts, row by row; a square.
    counts: &'a [f64],
    /// Categories.
    size: usize,
}

impl<'a> Joint<'a> {
    /// The table of `size` categories.
    ///
    /// # Panics
    /// When the counts are no square of that size.
    #[must_use]
    pub fn new(counts: &'a [f64], size: usize) -> Self {
        assert_eq!(counts.len(), size * size, "a table of two coders is square");
        Self { counts, size }
    }

    /// Cohen's kappa: agreement beyond what the two coders' own habits lead to by chance.
    ///
    /// Undefined without units and where both used the same single value; exactly 0
    /// where only one of them did.
    ///
    /// Cohen (1960), *Educational and Psychological Measurement* 20, 37–46.
    pub fn cohen_kappa(&self) -> Figure {
        self.varied()?;
        Ok(beyond(self.observed(), self.chance()))
    }

    /// The highest kappa that the coders' margins allow.
    ///
    /// Cohen (1960), p. 43.
    pub fn cohen_kappa_max(&self) -> Figure {
        self.varied()?;
        let most: f64 = (0..self.size)
            .map(|k| self.row(k).min(self.column(k)))
            .sum();
        Ok(beyond(most / self.n(), self.chance()))
    }

    /// The standard error of Cohen's kappa in large samples.
    ///
    /// Undefined where a coder used one value only.
    ///
    /// Fleiss, Cohen and Everitt (1969), *Psychological Bulletin* 72, 323–327.
    pub fn cohen_kappa_se(&self) -> Figure {
        let kappa = self.cohen_kappa()?;
        let n = self.n();
        if (0..self.size).any(|k| same(self.row(k), n) || same(self.column(k), n)) {
            return Err(Why::ConstantCoder);
        }
        let share = |row: usize, column: usize| self.at(row, column) / n;
        let chance = self.chance();
        let mut diagonal = 0.0;
        let mut rest = 0.0;
        for a in 0..self.size {
            for b in 0..self.size {
                if a == b {
                    let margins = (self.row(a) + self.column(a)) / n;
                    diagonal += share(a, a) * (1.0 - margins * (1.0 - kappa)).powi(2);
                } else {
                    let margins = (self.column(a) + self.row(b)) / n;
                    rest += share(a, b) * margins.powi(2);
                }
            }
        }
        let rest = (1.0 - kappa).powi(2) * rest;
        let offset = (kappa - chance * (1.0 - kappa)).powi(2);
        let variance = (diagonal + rest - offset) / (n * (1.0 - chance).powi(2));
        Ok(variance.max(0.0).sqrt())
    }

    /// Scott's pi: as kappa, with one distribution for both coders.
    ///
    /// Scott (1955), *Public Opinion Quarterly* 19, 321–325.
    pub fn scott_pi(&self) -> Figure {
        self.varied()?;
        let both = 2.0 * self.n();
        let chance = (0..self.size)
            .map(|k| ((self.row(k) + self.column(k)) / both).powi(2))
            .sum();
        Ok(beyond(self.observed(), chance))
    }

    /// Observed agreement and agreement by chance as Cohen has it; `None` without units.
    #[must_use]
    pub fn observed_and_chance(&self) -> Option<(f64, f64)> {
        (self.n() > 0.0).then(|| (self.observed(), self.chance()))
    }

    /// Refuses a table without units, and one in which all stands in one cell of the diagonal.
    fn varied(&self) -> Result<(), Why> {
        let n = self.n();
        if n == 0.0 {
            return Err(Why::NoPairableUnits);
        }
        if (0..self.size).any(|k| same(self.at(k, k), n)) {
            return Err(Why::NoVariation);
        }
        Ok(())
    }

    fn n(&self) -> f64 {
        self.counts.iter().sum()
    }

    fn observed(&self) -> f64 {
        (0..self.size).map(|k| self.at(k, k)).sum::<f64>() / self.n()
    }

    fn chance(&self) -> f64 {
        let pairs: f64 = (0..self.size).map(|k| self.row(k) * self.column(k)).sum();
        pairs / self.n().powi(2)
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.counts[row * self.size + column]
    }

    fn row(&self, row: usize) -> f64 {
        (0..self.size).map(|column| self.at(row, column)).sum()
    }

    fn column(&self, column: usize) -> f64 {
        (0..self.size).map(|row| self.at(row, column)).sum()
    }
}

/// Whether two counts are equal; counts are whole numbers and far below 2^53.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

/// Yes and no by two coders.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TwoByTwo {
    /// Both said yes.
    pub both: f64,
    /// Only the first.
    pub first: f64,
    /// Only the second.
    pub second: f64,
    /// Neither.
    pub neither: f64,
}

impl TwoByTwo {
    /// Units that both have judged.
    #[must_use]
    pub fn n(&self) -> f64 {
        self.both + self.first + self.second + self.neither
    }

    /// The table as [`Joint`] takes it, yes before no.
    #[must_use]
    pub fn counts(&self) -> [f64; 4] {
        [self.both, self.first, self.second, self.neither]
    }

    /// Agreement on yes: twice what both found, over all that either found. The Dice overlap.
    ///
    /// Cicchetti and Feinstein (1990), *Journal of Clinical Epidemiology* 43, 551–558.
    pub fn p_pos(&self) -> Figure {
        specific(self.both, self.first + self.second, Why::NoPositive)
    }

    /// Agreement on no.
    ///
    /// Cicchetti and Feinstein (1990), *Journal of Clinical Epidemiology* 43, 551–558.
    pub fn p_neg(&self) -> Figure {
        specific(self.neither, self.first + self.second, Why::NoNegative)
    }

    /// Prevalence- and bias-adjusted kappa: `2 p_o - 1`.
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46, 423–429.
    pub fn pabak(&self) -> Figure {
        self.per_unit(2.0 * (self.both + self.neither))
            .map(|it| it - 1.0)
    }

    /// How much more often both said yes than no, from -1 to 1.
    ///
    /// Byrt, Bishop and Carlin (1993).
    pub fn prevalence_index(&self) -> Figure {
        self.per_unit(self.both - self.neither)
    }

    /// How much more often the first said yes than the second, from -1 to 1.
    ///
    /// Byrt, Bishop and Carlin (1993).
    pub fn bias_index(&self) -> Figure {
        self.per_unit(self.first - self.second)
    }

    fn per_unit(&self, amount: f64) -> Figure {
        if self.n() > 0.0 {
            Ok(amount / self.n())
        } else {
            Err(Why::NoPairableUnits)
        }
    }
}

fn specific(agreed: f64, differing: f64, empty: Why) -> Figure {
    let all = 2.0 * agreed + differing;
    if all > 0.0 {
        Ok(2.0 * agreed / all)
    } else {
        Err(empty)
    }
}
