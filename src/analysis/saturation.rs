//! Whether more interviews bring new codes.
//!
//! Everything here depends on the order of the interviews, on how codes were split and
//! merged, and on a codebook that grew; of a codebook that was fixed beforehand it says little.

use std::collections::HashSet;

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::agreement::bootstrap::percentile;
use super::association::shuffle;
use super::undefined::Why;

/// The seed of the random orders unless another is asked for.
pub const SEED: u64 = 20_260_101;
/// How many random orders there are unless another number is asked for.
pub const ORDERS: usize = 100;

/// One interview of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Codes that were given here for the first time.
    pub new: u64,
    /// Codes given here or before.
    pub cumulative: u64,
}

/// The curve over interviews in their order, from the codes of each. A code may stand several
/// times in one interview.
#[must_use]
pub fn curve<'a>(interviews: impl IntoIterator<Item = &'a [u32]>) -> Vec<Step> {
    let mut seen: HashSet<u32> = HashSet::new();
    interviews
        .into_iter()
        .map(|codes| {
            let before = seen.len();
            seen.extend(codes);
            Step {
                new: (seen.len() - before) as u64,
                cumulative: seen.len() as u64,
            }
        })
        .collect()
}

/// How saturation is told after Guest, Namey and Chen (2020), *PLOS ONE* 15(5), e0232076.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Interviews whose codes are the base.
    pub base: usize,
    /// Interviews looked at together after it.
    pub run: usize,
    /// The share of new codes, of those of the base, that a run may have at most.
    pub threshold: f64,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            base: 4,
            run: 2,
            threshold: 0.05,
        }
    }
}

/// A run of interviews after the base.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Interviews before it.
    pub before: usize,
    /// Codes that were new in it.
    pub new: u64,
    /// Of the codes of the base.
    pub ratio: f64,
}

/// What the rule says of a curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Saturation {
    /// Different codes in the base.
    pub base_codes: u64,
    /// Every run; each begins one interview after the one before.
    pub runs: Vec<Run>,
    /// Interviews before the first run that is at or below the threshold.
    pub reached_after: Option<usize>,
}

/// Applies the rule to new codes, interview by interview.
///
/// # Errors
/// [`Why::TooFewDocuments`] with fewer interviews than base and one run together,
/// [`Why::EmptyBase`] where the base has no code.
pub fn saturation(new: &[u64], rule: Rule) -> Result<Saturation, Why> {
    let first = rule.base.max(1);
    let length = rule.run.max(1);
    if new.len() < first + length {
        return Err(Why::TooFewDocuments);
    }
    let base_codes: u64 = new[..first].iter().sum();
    if base_codes == 0 {
        return Err(Why::EmptyBase);
    }
    let runs: Vec<Run> = new[first..]
        .windows(length)
        .enumerate()
        .map(|(at, run)| {
            let new: u64 = run.iter().sum();
            Run {
                before: first + at,
                new,
                ratio: new as f64 / base_codes as f64,
            }
        })
        .collect();
    // Counts are compared, so that a share that should equal the threshold does.
    let within = |run: &&Run| run.ratio <= rule.threshold + f64::EPSILON;
    Ok(Saturation {
        base_codes,
        reached_after: runs.iter().find(within).map(|run| run.before),
        runs,
    })
}

/// After how many interviews this share of all codes given had appeared; `None` without any.
#[must_use]
pub fn appeared(steps: &[Step], share: f64) -> Option<usize> {
    let all = steps.last()?.cumulative;
    if all == 0 {
        return None;
    }
    let wanted = share * all as f64 - f64::EPSILON;
    steps
        .iter()
        .position(|step| step.cumulative as f64 >= wanted)
        .map(|at| at + 1)
}

/// Where the curve lies in random orders of the same interviews.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// 2.5th percentile of the codes seen so far.
    pub low: f64,
    /// Their mean.
    pub mean: f64,
    /// 97.5th percentile.
    pub high: f64,
}

/// The band of `orders` random orders; the same seed gives the same band. Empty without orders.
#[must_use]
pub fn band(interviews: &[&[u32]], orders: usize, seed: u64) -> Vec<Band> {
    if orders == 0 {
        return Vec::new();
    }
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut order: Vec<usize> = (0..interviews.len()).collect();
    let mut columns: Vec<Vec<f64>> = vec![Vec::with_capacity(orders); interviews.len()];
    for _ in 0..orders {
        shuffle(&mut order, &mut random);
        let steps = curve(order.iter().map(|at| interviews[*at]));
        for (column, step) in columns.iter_mut().zip(steps) {
            column.push(step.cumulative as f64);
        }
    }
    columns
        .into_iter()
        .map(|mut column| {
            let mean = column.iter().sum::<f64>() / column.len() as f64;
            let mut at = |p| percentile(&mut column, p).unwrap_or(mean);
            Band {
                low: at(0.025),
                mean,
                high: at(0.975),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_printed_example_is_saturated_at_six_plus_two() {
        let new = [15, 10, 7, 5, 3, 4, 0, 1];
        let found = saturation(&new, Rule::default()).unwrap();
        assert_eq!(found.base_codes, 37);
        assert_eq!(found.reached_after, Some(6));
        let runs: Vec<u64> = found.runs.iter().map(|run| run.new).collect();
        assert_eq!(runs, [7, 4, 1]);
        let strict = Rule {
            threshold: 0.0,
            ..Rule::default()
        };
        assert_eq!(saturation(&new, strict).unwrap().reached_after, None);
    }

    #[test]
    fn where_there_is_nothing_to_compare_with_it_says_why() {
        let rule = Rule::default();
        assert_eq!(
            saturation(&[3, 2, 1, 0, 0], rule),
            Err(Why::TooFewDocuments)
        );
        assert_eq!(saturation(&[0, 0, 0, 0, 2, 1], rule), Err(Why::EmptyBase));
    }

    #[test]
    fn shares_of_all_codes_appear_somewhere() {
        let steps = curve([&[1, 2, 3, 4, 5, 6, 7, 8][..], &[1], &[9], &[], &[10]]);
        assert_eq!(appeared(&steps, 0.9), Some(3));
        assert_eq!(appeared(&steps, 1.0), Some(5));
        assert_eq!(appeared(&curve([&[][..], &[]]), 0.9), None);
    }

    proptest! {
        #[test]
        fn the_curve_counts_each_code_where_it_first_stands(
            interviews in proptest::collection::vec(proptest::collection::vec(0_u32..12, 0..6), 0..10)
        ) {
            let lists: Vec<&[u32]> = interviews.iter().map(Vec::as_slice).collect();
            let steps = curve(lists.iter().copied());
            for (at, step) in steps.iter().enumerate() {
                let before: HashSet<u32> = interviews[..at].iter().flatten().copied().collect();
                let here: HashSet<u32> = interviews[at].iter().copied().collect();
                prop_assert_eq!(step.new, here.difference(&before).count() as u64);
                prop_assert_eq!(step.cumulative, before.union(&here).count() as u64);
            }
            let all = steps.last().map_or(0, |step| step.cumulative) as f64;
            for (at, band) in band(&lists, 20, 7).iter().enumerate() {
                prop_assert!(band.low <= band.mean + 1e-9 && band.mean <= band.high + 1e-9);
                if at + 1 == interviews.len() {
                    prop_assert!((band.low - all).abs() < 1e-9, "every order ends with all codes");
                }
            }
            prop_assert_eq!(band(&lists, 20, 7), band(&lists, 20, 7));
        }
    }
}
