//! Intervals by drawing interviews (or units) again, with replacement.
//!
//! Turns of one interview are not independent, so whole interviews are drawn.
//! Every coefficient here follows from sums over interviews: a replicate is a
//! sum in which each interview counts as often as it was drawn. Limits are
//! percentiles of type 7 of Hyndman and Fan (1996), *American Statistician* 50, 361–365.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use crate::analysis::undefined::{Figure, Why};

/// How often everything is drawn again.
pub const REPLICATES: usize = 2_000;
/// The seed of the draws, printed with every interval: the same data have the same interval.
pub const SEED: u64 = 20_260_101;
/// The share of replicates between the limits.
pub const LEVEL: f64 = 0.95;
/// With fewer interviews there is no interval.
pub const FEWEST: usize = 5;
/// With a larger share of undefined replicates there is no interval.
pub const MOST_UNDEFINED: f64 = 0.05;

/// How often each row was drawn in each replicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draws {
    rows: usize,
    /// Replicate by replicate.
    times: Vec<u16>,
}

impl Draws {
    /// As many draws with replacement as there are rows, in every replicate.
    ///
    /// The generator is xoshiro256++, whose numbers are fixed by its definition (Blackman
    /// and Vigna 2021); the upper 64 bits of number times rows say which row is drawn.
    #[must_use]
    pub fn random(rows: usize, replicates: usize, seed: u64) -> Self {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut times = vec![0; rows * replicates];
        for replicate in times.chunks_exact_mut(rows.max(1)) {
            for _ in 0..rows {
                let product = u128::from(random.next_u64()) * rows as u128;
                let row = usize::try_from(product >> 64).expect("it is below the number of rows");
                replicate[row] += 1;
            }
        }
        Self { rows, times }
    }

    /// Draws that somebody else made: for each replicate the rows drawn.
    #[must_use]
    pub fn given(rows: usize, replicates: &[Vec<usize>]) -> Self {
        let mut times = vec![0; rows * replicates.len()];
        for (replicate, drawn) in times.chunks_exact_mut(rows.max(1)).zip(replicates) {
            for row in drawn {
                replicate[*row] += 1;
            }
        }
        Self { rows, times }
    }

    /// For each replicate, how often each row was drawn.
    pub fn replicates(&self) -> impl Iterator<Item = &[u16]> {
        self.times.chunks_exact(self.rows.max(1))
    }

    /// Replicates.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len() / self.rows.max(1)
    }

    /// Whether there is no replicate.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }
}

/// The limits of a figure, or why it has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Interval {
    /// Nobody asked for one.
    NotAsked,
    /// The figure itself is undefined, or too little was coded twice.
    None(Why),
    /// Too many replicates had no value.
    OftenUndefined {
        /// How many.
        undefined: usize,
    },
    /// The limits.
    Between {
        /// Lower limit.
        low: f64,
        /// Upper limit.
        high: f64,
        /// Replicates without a value, left out.
        undefined: usize,
    },
}

impl Interval {
    /// The limits, where there are any.
    #[must_use]
    pub fn limits(self) -> Option<(f64, f64)> {
        match self {
            Self::Between { low, high, .. } => Some((low, high)),
            _ => None,
        }
    }

    /// The interval of a figure from its values in all replicates, the undefined ones being NaN.
    #[must_use]
    pub fn of(figure: Figure, mut replicates: Vec<f64>) -> Self {
        if let Err(why) = figure {
            return Self::None(why);
        }
        let all = replicates.len();
        replicates.retain(|value| !value.is_nan());
        let undefined = all - replicates.len();
        if undefined as f64 > MOST_UNDEFINED * all as f64 {
            return Self::OftenUndefined { undefined };
        }
        let outside = (1.0 - LEVEL) / 2.0;
        match (
            percentile(&mut replicates, outside),
            percentile(&mut replicates, 1.0 - outside),
        ) {
            (Some(low), Some(high)) => Self::Between {
                low,
                high,
                undefined,
            },
            _ => Self::None(Why::NoUnits),
        }
    }
}

/// The percentile of type 7: between the two values around place `(n - 1) p`, in proportion.
///
/// Leaves the values in another order. `None` without values.
pub fn percentile(values: &mut [f64], p: f64) -> Option<f64> {
    let place = values.len().checked_sub(1)? as f64 * p;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place lies between 0 and the number of values"
    )]
    let below = place.floor() as usize;
    let (_, low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(low + (place - below as f64) * (high - low))
}

/// The delete-one jackknife's standard error from the values with each unit left out.
///
/// Hughes (2022), arXiv 2210.13265, recommends it for alpha in small samples.
pub fn jackknife_se(left_out: &[Figure]) -> Figure {
    if left_out.len() < 2 {
        return Err(Why::TooFewUnits);
    }
    let values: Vec<f64> = left_out.iter().copied().collect::<Result<_, _>>()?;
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Ok(((n - 1.0) / n * squares).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_draws_the_same_rows_on_every_machine_and_in_every_version() {
        let draws = Draws::random(7, 3, SEED);
        let first: Vec<&[u16]> = draws.replicates().collect();
        assert_eq!(
            first,
            [
                [1, 2, 0, 0, 1, 3, 0],
                [1, 0, 0, 1, 2, 0, 3],
                [1, 0, 1, 0, 2, 1, 2],
            ]
        );
    }

    #[test]
    fn percentiles_lie_between_the_values_around_them() {
        let check = |values: &[f64], p, expected: Option<f64>| {
            assert_eq!(percentile(&mut values.to_vec(), p), expected, "{p}");
        };
        check(&[], 0.5, None);
        check(&[3.0], 0.975, Some(3.0));
        check(&[4.0, 1.0, 3.0, 2.0], 0.5, Some(2.5));
        check(&[4.0, 1.0, 3.0, 2.0], 0.0, Some(1.0));
        check(&[4.0, 1.0, 3.0, 2.0], 1.0, Some(4.0));
        check(&[10.0, 20.0], 0.25, Some(12.5));
    }

    #[test]
    fn too_many_undefined_replicates_leave_no_interval() {
        let replicates = |undefined| {
            let mut values = vec![f64::NAN; undefined];
            values.resize(100, 0.5);
            values
        };
        let few = Interval::of(Ok(0.5), replicates(5));
        assert_eq!(
            few,
            Interval::Between {
                low: 0.5,
                high: 0.5,
                undefined: 5
            }
        );
        let many = Interval::of(Ok(0.5), replicates(6));
        assert_eq!(many, Interval::OftenUndefined { undefined: 6 });
    }
}
