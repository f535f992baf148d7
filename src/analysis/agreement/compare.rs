//! Several codes compared at once, each with its interval, and their mean.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Measure;
use super::bootstrap::{Draws, Interval};
use super::sample::{Passages, Sample, Tallied};
use super::two_coders::Joint;
use super::unitizing::Domain;
use super::yes_no::{Extent, OverSpans, OverUnits, Sums, YesNo};
use crate::analysis::progress::Progress;
use crate::analysis::undefined::{Figure, Why};

/// A figure with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value, or why there is none.
    pub value: Figure,
    /// Where it may lie in other interviews.
    pub interval: Interval,
}

/// Figures of one code, or of several taken as one.
#[derive(Clone, Debug, PartialEq)]
pub struct OfCode {
    /// The sums they follow from.
    pub sums: YesNo,
    /// For each coder, the units with the code.
    pub present: Vec<u64>,
    /// One for each measure asked for.
    pub estimates: Vec<Estimate>,
}

/// The figure for all codes together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overall {
    /// The mean of the defined values; for matched passages and boundaries the share of all of
    /// them; for cu-alpha that of the domain which the codes make.
    pub estimate: Estimate,
    /// Codes with a value.
    pub defined: usize,
}

/// Codes compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// One for each code asked for.
    pub codes: Vec<OfCode>,
    /// One for each measure asked for.
    pub overall: Vec<Overall>,
    /// For two coders: one kappa from the mean observed and the mean chance agreement of all codes.
    ///
    /// De Vries, Elliott, Kanouse and Teleki (2008), *Field Methods* 20, 272–282.
    pub pooled_kappa: Option<Estimate>,
}

/// How intervals are made.
#[derive(Clone, Copy, Debug)]
pub enum Resampling<'a> {
    /// There are none.
    NotAsked,
    /// There are none because too little was coded twice.
    TooFew,
    /// From these draws of the sample's interviews.
    Drawn(&'a Draws),
}

/// What is to be computed.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The measures.
    pub measures: &'a [Measure],
    /// What is counted of passages.
    pub passages: Passages,
    /// How intervals are made.
    pub resampling: Resampling<'a>,
}

/// Codes that one thread takes at a time; sums of replicates are added in this order, so that
/// the figures don't depend on how many threads there are.
const AT_ONCE: usize = 8;

/// Compares codes; each entry of `codes` holds the codes that are taken as one.
///
/// `None` where nobody wants it any more.
#[must_use]
pub fn compare(
    sample: &Sample,
    codes: &[Vec<u32>],
    asked: Asked,
    progress: &Progress,
) -> Option<Group> {
    let extents = Extents::new(sample, asked.resampling);
    let chunks: Vec<&[Vec<u32>]> = codes.chunks(AT_ONCE).collect();
    let parts = in_parallel(chunks.len(), |n| {
        let mut part = Part::new(asked, extents.n_replicates());
        for codes in chunks[n] {
            if !progress.goes_on() {
                return None;
            }
            part.take(sample, codes, asked, &extents);
            progress.step();
        }
        Some(part)
    });
    let mut all = Part::new(asked, extents.n_replicates());
    for part in parts {
        all.join(part?);
    }
    let mut group = all.group(asked, sample.n_coders());
    if let Some(place) = asked.measures.iter().position(|it| *it == Measure::CuAlpha) {
        of_domain(sample, codes, asked, place, &mut group, progress)?;
    }
    Some(group)
}

/// Does `n` pieces of work on as many threads as the machine has; results in order.
fn in_parallel<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    if threads.min(n) < 2 {
        return (0..n).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(n));
    thread::scope(|scope| {
        for _ in 0..threads.min(n) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    if place >= n {
                        break;
                    }
                    let result = work(place);
                    done.lock()
                        .expect("a thread that panics ends the others")
                        .push((place, result));
                }
            });
        }
    });
    let mut done = done
        .into_inner()
        .expect("a thread that panics ends the scope");
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What the sample holds, as it is and in each replicate.
struct Extents<'a> {
    own: Extent,
    replicates: Vec<Extent>,
    draws: Option<&'a Draws>,
}

impl<'a> Extents<'a> {
    fn new(sample: &Sample, resampling: Resampling<'a>) -> Self {
        let of_interviews = sample.extents();
        let sum = |times: &dyn Fn(usize) -> f64| {
            let mut sum = Extent::default();
            for (place, extent) in of_interviews.iter().enumerate() {
                sum.add(extent, times(place));
            }
            sum
        };
        let draws = match resampling {
            Resampling::Drawn(draws) => Some(draws),
            Resampling::NotAsked | Resampling::TooFew => None,
        };
        let replicates = draws.into_iter().flat_map(Draws::replicates);
        Self {
            own: sum(&|_| 1.0),
            replicates: replicates
                .map(|times| sum(&|place| f64::from(times[place])))
                .collect(),
            draws,
        }
    }

    fn n_replicates(&self) -> usize {
        self.replicates.len()
    }

    /// The sums of a code in each replicate.
    fn resampled(&self, tallied: &Tallied) -> impl Iterator<Item = YesNo> {
        let times = self.draws.into_iter().flat_map(Draws::replicates);
        times.zip(&self.replicates).map(|(times, extent)| YesNo {
            extent: *extent,
            units: OverUnits::from_numbers(drawn(&tallied.units, times)),
            spans: OverSpans::from_numbers(drawn(&tallied.spans, times)),
        })
    }
}

fn drawn<const N: usize>(rows: &[(usize, [f64; N])], times: &[u16]) -> [f64; N] {
    let mut sums = [0.0; N];
    for (place, row) in rows {
        let times = f64::from(times[*place]);
        for (sum, number) in sums.iter_mut().zip(row) {
            *sum += times * number;
        }
    }
    sums
}

/// Two sums whose quotient is a figure for all codes.
#[derive(Clone, Copy, Default)]
struct Quotient {
    above: f64,
    below: f64,
}

impl Quotient {
    fn add(&mut self, other: Self) {
        self.above += other.above;
        self.below += other.below;
    }

    /// What a code adds to the figure for all codes: its value and 1, or what is counted.
    fn of(measure: Measure, value: Figure, sums: &YesNo) -> Self {
        let (above, below) = match measure {
            Measure::SegmentMatch => (sums.spans.matched, sums.spans.segments),
            Measure::BoundaryF1 => (sums.spans.near, 2.0 * sums.spans.segments),
            _ => value.map_or((0.0, 0.0), |value| (value, 1.0)),
        };
        Self { above, below }
    }

    fn value(self) -> Option<f64> {
        (self.below > 0.0).then(|| self.above / self.below)
    }
}

/// Sums over codes: as they are first, then in each replicate.
type OverCodes = Vec<Quotient>;

/// Some of the codes, with what they add to the figures for all.
struct Part {
    codes: Vec<OfCode>,
    overall: Vec<OverCodes>,
    /// Observed and chance agreement of two coders.
    pooled: OverCodes,
}

impl Part {
    fn new(asked: Asked, n_replicates: usize) -> Self {
        let empty = vec![Quotient::default(); n_replicates + 1];
        Self {
            codes: Vec::new(),
            overall: vec![empty.clone(); asked.measures.len()],
            pooled: empty,
        }
    }

    fn take(&mut self, sample: &Sample, codes: &[u32], asked: Asked, extents: &Extents) {
        let n_coders = sample.n_coders();
        let tallied = sample.tallied(codes, asked.passages);
        let ones = vec![1; sample.interviews().len()];
        let sums = YesNo {
            extent: extents.own,
            units: OverUnits::from_numbers(drawn(&tallied.units, &ones)),
            spans: OverSpans::from_numbers(drawn(&tallied.spans, &ones)),
        };
        let values: Vec<Figure> = asked
            .measures
            .iter()
            .map(|measure| sums.figure(*measure, n_coders))
            .collect();
        let mut replicates = vec![Vec::with_capacity(extents.n_replicates()); asked.measures.len()];
        for (n, sums) in std::iter::once(sums)
            .chain(extents.resampled(&tallied))
            .enumerate()
        {
            for (place, measure) in asked.measures.iter().enumerate() {
                let value = sums.figure(*measure, n_coders);
                self.overall[place][n].add(Quotient::of(*measure, value, &sums));
                if n > 0 {
                    replicates[place].push(value.unwrap_or(f64::NAN));
                }
            }
            if n_coders == 2
                && let Some((above, below)) = observed_and_chance(&sums)
            {
                self.pooled[n].add(Quotient { above, below });
            }
        }
        let estimates = values
            .into_iter()
            .zip(replicates)
            .map(|(value, replicates)| Estimate {
                value,
                interval: interval(value, replicates, asked.resampling),
            })
            .collect();
        self.codes.push(OfCode {
            sums,
            present: tallied.present,
            estimates,
        });
    }

    fn join(&mut self, other: Self) {
        self.codes.extend(other.codes);
        for (sums, more) in self.overall.iter_mut().zip(other.overall) {
            for (sum, more) in sums.iter_mut().zip(more) {
                sum.add(more);
            }
        }
        for (sum, more) in self.pooled.iter_mut().zip(other.pooled) {
            sum.add(more);
        }
    }

    fn group(self, asked: Asked, n_coders: usize) -> Group {
        let overall = self
            .overall
            .iter()
            .enumerate()
            .map(|(place, sums)| {
                let of_codes = self.codes.iter().map(|code| code.estimates[place].value);
                let defined = of_codes.clone().flatten().count();
                let why = of_codes.clone().find_map(Result::err);
                let why = why.unwrap_or(Why::NoCodings);
                Overall {
                    estimate: estimate(sums, Quotient::value, why, asked.resampling),
                    defined,
                }
            })
            .collect();
        let n_codes = self.codes.len() as f64;
        let kappa = |sums: Quotient| {
            let (observed, chance) = (sums.above / n_codes, sums.below / n_codes);
            (chance < 1.0 && chance > 0.0).then(|| (observed - chance) / (1.0 - chance))
        };
        let why = if self.codes.iter().any(|code| code.sums.extent.units > 0.0) {
            Why::NoVariation
        } else {
            Why::NoPairableUnits
        };
        Group {
            overall,
            pooled_kappa: (n_coders == 2 && !self.codes.is_empty())
                .then(|| estimate(&self.pooled, kappa, why, asked.resampling)),
            codes: self.codes,
        }
    }
}

fn observed_and_chance(sums: &YesNo) -> Option<(f64, f64)> {
    Joint::new(&sums.two_by_two().counts(), 2).observed_and_chance()
}

/// The figure of sums as they are, with the interval from their replicates.
fn estimate(
    sums: &OverCodes,
    value: impl Fn(Quotient) -> Option<f64>,
    why: Why,
    resampling: Resampling,
) -> Estimate {
    let figure = value(sums[0]).ok_or(why);
    let replicates = sums[1..]
        .iter()
        .map(|sums| value(*sums).unwrap_or(f64::NAN))
        .collect();
    Estimate {
        value: figure,
        interval: interval(figure, replicates, resampling),
    }
}

fn interval(value: Figure, replicates: Vec<f64>, resampling: Resampling) -> Interval {
    match (resampling, value) {
        (Resampling::NotAsked, _) => Interval::NotAsked,
        (_, Err(why)) => Interval::None(why),
        (Resampling::TooFew, _) => Interval::None(Why::TooFewDocuments),
        (Resampling::Drawn(_), _) => Interval::of(value, replicates),
    }
}

/// Fills in cu-alpha: that of the domain which the codes make for all, (k)u-alpha for each.
fn of_domain(
    sample: &Sample,
    codes: &[Vec<u32>],
    asked: Asked,
    place: usize,
    group: &mut Group,
    progress: &Progress,
) -> Option<()> {
    let whole = |parts: &[(usize, Domain)], times: &dyn Fn(usize) -> f64| {
        let mut sum = Domain::default();
        for (interview, domain) in parts {
            let times = times(*interview);
            if times > 0.0 {
                sum.add(domain, times);
            }
        }
        sum
    };
    let figures = |domain: &Domain| -> Vec<Figure> {
        (0..codes.len())
            .map(|value| domain.ku_alpha(value))
            .chain([domain.cu_alpha()])
            .collect()
    };
    let mut values = vec![Err(Why::NoCodings); codes.len() + 1];
    let mut replicates = vec![Vec::new(); values.len()];
    match sample.domain(codes) {
        Err(why) => values.fill(Err(why)),
        Ok(parts) => {
            values = figures(&whole(&parts, &|_| 1.0));
            if let Resampling::Drawn(draws) = asked.resampling {
                for times in draws.replicates() {
                    if !progress.goes_on() {
                        return None;
                    }
                    let domain = whole(&parts, &|interview| f64::from(times[interview]));
                    // A replicate in which nothing was marked has no values at all.
                    let drawn = if domain.values.is_empty() {
                        vec![Err(Why::NoCodings); values.len()]
                    } else {
                        figures(&domain)
                    };
                    for (list, value) in replicates.iter_mut().zip(drawn) {
                        list.push(value.unwrap_or(f64::NAN));
                    }
                }
            }
        }
    }
    let mut estimates = values
        .into_iter()
        .zip(replicates)
        .map(|(value, replicates)| Estimate {
            value,
            interval: interval(value, replicates, asked.resampling),
        });
    let mut defined = 0;
    for code in &mut group.codes {
        if let Some(estimate) = estimates.next() {
            defined += usize::from(estimate.value.is_ok());
            code.estimates[place] = estimate;
        }
    }
    if let Some(estimate) = estimates.next() {
        group.overall[place] = Overall { estimate, defined };
    }
    Some(())
}
