//! The reliability sample: interviews that at least two of the coders compared have gone through.

use super::ruler::{Least, Range, Ruler, fused, length, overlap, shared};
use super::segments::{NEAR, matched, shared_boundaries};
use super::unitizing::{self, Domain, Units};
use super::yes_no::{Extent, OverSpans, OverUnits, Sums, YesNo};
use crate::analysis::frequency::Fact;
use crate::analysis::undefined::Why;

/// An interview of the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// Its units.
    pub units: Ruler,
    /// Its characters, as passages are measured.
    pub chars: Ruler,
    /// For each coder compared, whether they have gone through it. Where they haven't, their
    /// values are missing.
    pub covered: Vec<bool>,
}

/// Interviews, coders and codings to be compared.
#[derive(Clone, Debug)]
pub struct Sample {
    n_coders: usize,
    interviews: Vec<Interview>,
    /// In order of code, interview, start.
    facts: Vec<Fact>,
    least: Least,
}

/// A unit on which coders differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Place of its interview in the sample.
    pub interview: usize,
    /// Where it lies, in code points.
    pub range: Range,
    /// What each coder said; `None` where they haven't gone through the interview.
    pub said: Vec<Option<bool>>,
}

/// Sums of one code, interview by interview; interviews without the code are left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallied {
    pub(super) units: Vec<(usize, [f64; 5])>,
    pub(super) spans: Vec<(usize, [f64; 6])>,
    /// For each coder, the units with the code.
    pub(super) present: Vec<u64>,
}

/// What to count of passages beside units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Passages {
    /// Nothing.
    Ignored,
    /// All of it; passages match from this share of overlap on.
    MatchedFrom(f64),
}

impl Sample {
    /// A sample of the interviews that at least two coders cover; facts name interviews by
    /// their place in `interviews` and coders by theirs in `covered`.
    ///
    /// # Panics
    /// When an interview has another number of coders.
    #[must_use]
    pub fn new(
        n_coders: usize,
        interviews: Vec<Interview>,
        mut facts: Vec<Fact>,
        least: Least,
    ) -> Self {
        let mut places = Vec::with_capacity(interviews.len());
        let mut kept = Vec::new();
        for interview in interviews {
            assert_eq!(interview.covered.len(), n_coders, "one mark a coder");
            let covers = interview.covered.iter().filter(|it| **it).count();
            places.push((covers >= 2).then_some(kept.len()));
            if covers >= 2 {
                kept.push(interview);
            }
        }
        facts.retain_mut(|fact| {
            let Some(place) = places.get(fact.interview as usize).copied().flatten() else {
                return false;
            };
            fact.interview = u32::try_from(place).unwrap_or(u32::MAX);
            kept[place].covered.get(fact.coder as usize) == Some(&true)
        });
        let key = |fact: &Fact| (fact.code, fact.interview, fact.start);
        if !facts.is_sorted_by_key(key) {
            facts.sort_by_key(key);
        }
        Self {
            n_coders,
            interviews: kept,
            facts,
            least,
        }
    }

    /// Coders compared.
    #[must_use]
    pub fn n_coders(&self) -> usize {
        self.n_coders
    }

    /// Interviews of the sample.
    #[must_use]
    pub fn interviews(&self) -> &[Interview] {
        &self.interviews
    }

    /// What each interview holds, whatever the code.
    #[must_use]
    pub fn extents(&self) -> Vec<Extent> {
        self.interviews
            .iter()
            .map(|interview| {
                let units = f64::from(interview.units.units());
                let values = units * covering(interview) as f64;
                let continuum = if is_complete(interview) {
                    f64::from(interview.chars.units()) * self.n_coders as f64
                } else {
                    0.0
                };
                Extent {
                    units,
                    values,
                    continuum,
                }
            })
            .collect()
    }

    /// Sums of the codes at `codes` taken as one: a unit is marked where it has any of them.
    #[must_use]
    pub fn yes_no(&self, codes: &[u32], passages: Passages) -> YesNo {
        let tallied = self.tallied(codes, passages);
        let mut extent = Extent::default();
        for of_interview in self.extents() {
            extent.add(&of_interview, 1.0);
        }
        YesNo {
            extent,
            units: OverUnits::from_numbers(total(&tallied.units)),
            spans: OverSpans::from_numbers(total(&tallied.spans)),
        }
    }

    pub(super) fn tallied(&self, codes: &[u32], passages: Passages) -> Tallied {
        let mut tallied = Tallied {
            present: vec![0; self.n_coders],
            ..Tallied::default()
        };
        let mut lists: Vec<Vec<Range>> = vec![Vec::new(); self.n_coders];
        for mine in self
            .of_codes(codes)
            .chunk_by(|a, b| a.interview == b.interview)
        {
            let place = mine[0].interview as usize;
            let interview = &self.interviews[place];
            for list in &mut lists {
                list.clear();
            }
            for fact in mine {
                lists[fact.coder as usize].push((fact.start, fact.end));
            }
            let marked: Vec<Vec<Range>> = lists
                .iter()
                .map(|list| interview.units.marked(list, self.least))
                .collect();
            for (sum, units) in tallied.present.iter_mut().zip(&marked) {
                *sum += length(units);
            }
            let over_units = over_units(&marked, covering(interview));
            tallied.units.push((place, over_units.numbers()));
            if let Passages::MatchedFrom(enough) = passages {
                let over_spans = over_spans(interview, &lists, enough);
                tallied.spans.push((place, over_spans.numbers()));
            }
        }
        tallied
    }

    /// The units on which coders differ about these codes, taken as one, in order; only of
    /// interviews whose units are pieces of the text.
    #[must_use]
    pub fn differing(&self, codes: &[u32]) -> Vec<Differing> {
        let mut found = Vec::new();
        for mine in self
            .of_codes(codes)
            .chunk_by(|a, b| a.interview == b.interview)
        {
            let place = mine[0].interview as usize;
            let interview = &self.interviews[place];
            let Ruler::Pieces(pieces) = &interview.units else {
                continue;
            };
            let marked: Vec<Vec<Range>> = (0..self.n_coders)
                .map(|coder| {
                    let passages: Vec<Range> = mine
                        .iter()
                        .filter(|fact| fact.coder as usize == coder)
                        .map(|fact| (fact.start, fact.end))
                        .collect();
                    interview.units.marked(&passages, self.least)
                })
                .collect();
            for (unit, range) in (0..).zip(pieces) {
                let said: Vec<Option<bool>> = marked
                    .iter()
                    .zip(&interview.covered)
                    .map(|(units, covered)| {
                        let holds = |units: &Range| (units.0..units.1).contains(&unit);
                        covered.then(|| units.iter().any(holds))
                    })
                    .collect();
                if said.contains(&Some(true)) && said.contains(&Some(false)) {
                    found.push(Differing {
                        interview: place,
                        range: *range,
                        said,
                    });
                }
            }
        }
        found
    }

    /// The codes that a coder gave to some of a stretch of text, each once.
    #[must_use]
    pub fn given(&self, interview: usize, range: Range, coder: u32) -> Vec<u32> {
        let mut codes: Vec<u32> = self
            .facts
            .iter()
            .filter(|fact| fact.interview as usize == interview && fact.coder == coder)
            .filter(|fact| overlap((fact.start, fact.end), range) > 0)
            .map(|fact| fact.code)
            .collect();
        codes.dedup();
        codes
    }

    /// The domain of these codes in each interview that every coder has gone through; where
    /// several codes stand for one value, their passages are united.
    ///
    /// # Errors
    /// [`Why::NotMutuallyExclusive`] where passages of one coder with different values overlap;
    /// [`Why::IncompleteData`] where no interview was gone through by all.
    pub fn domain(&self, values: &[Vec<u32>]) -> Result<Vec<(usize, Domain)>, Why> {
        let mut units: Vec<Vec<Units>> =
            vec![vec![Units::new(); self.n_coders]; self.interviews.len()];
        for (value, codes) in values.iter().enumerate() {
            let facts = self.of_codes(codes);
            for mine in facts.chunk_by(|a, b| a.interview == b.interview) {
                let place = mine[0].interview as usize;
                let interview = &self.interviews[place];
                for (coder, units) in units[place].iter_mut().enumerate() {
                    let passages = mine
                        .iter()
                        .filter(|fact| fact.coder as usize == coder)
                        .map(|fact| interview.chars.touched((fact.start, fact.end)));
                    units.extend(fused(passages).into_iter().map(|range| (range, value)));
                }
            }
        }
        let mut found = Vec::new();
        for (place, mut units) in units.into_iter().enumerate() {
            let interview = &self.interviews[place];
            if !is_complete(interview) {
                continue;
            }
            for list in &mut units {
                list.sort_unstable();
            }
            let domain = Domain::of_interview(interview.chars.units(), &units, values.len())?;
            found.push((place, domain));
        }
        if found.is_empty() {
            return Err(Why::IncompleteData);
        }
        Ok(found)
    }

    /// Codings of these codes in order of interview and start.
    fn of_codes(&self, codes: &[u32]) -> Vec<Fact> {
        let mut facts: Vec<Fact> = codes
            .iter()
            .flat_map(|code| {
                let from = self.facts.partition_point(|fact| fact.code < *code);
                let to = self.facts.partition_point(|fact| fact.code <= *code);
                &self.facts[from..to]
            })
            .copied()
            .collect();
        if codes.len() > 1 {
            facts.sort_by_key(|fact| (fact.interview, fact.start));
        }
        facts
    }
}

/// Coders who have gone through an interview.
fn covering(interview: &Interview) -> usize {
    interview.covered.iter().filter(|it| **it).count()
}

fn is_complete(interview: &Interview) -> bool {
    interview.covered.iter().all(|it| *it)
}

fn total<const N: usize>(rows: &[(usize, [f64; N])]) -> [f64; N] {
    let mut sums = [0.0; N];
    for (_, row) in rows {
        for (sum, number) in sums.iter_mut().zip(row) {
            *sum += number;
        }
    }
    sums
}

/// Sums of one interview from the units that each coder marked; `r` coders have gone through it.
///
/// With `k` of `r` coders saying yes a unit has `k (r - k)` pairs that differ; their sum follows
/// from the values yes and from what each pair of coders shares.
fn over_units(marked: &[Vec<Range>], r: usize) -> OverUnits {
    let yes: u64 = marked.iter().map(|units| length(units)).sum();
    let mut jointly = 0;
    for (place, units) in marked.iter().enumerate() {
        for others in &marked[place + 1..] {
            jointly += 2 * shared(units, others);
        }
    }
    let r = r as f64;
    let squares = (yes + jointly) as f64;
    let yes = yes as f64;
    let differing = 2.0 * (r * yes - squares) / (r - 1.0);
    OverUnits {
        yes,
        yes_share: yes / r,
        differing,
        differing_share: differing / r,
        first: marked.first().map_or(0, |units| length(units)) as f64,
    }
}

fn over_spans(interview: &Interview, lists: &[Vec<Range>], enough: f64) -> OverSpans {
    let fused: Vec<Vec<Range>> = lists
        .iter()
        .map(|list| fused(list.iter().map(|range| interview.chars.touched(*range))))
        .collect();
    let mut sums = OverSpans::default();
    for first in 0..fused.len() {
        for second in first + 1..fused.len() {
            if !(interview.covered[first] && interview.covered[second]) {
                continue;
            }
            let (one, other) = (&fused[first], &fused[second]);
            let there = matched(one, other, enough);
            let back = matched(other, one, enough);
            sums.segments += (there.segments + back.segments) as f64;
            sums.matched += (there.matched + back.matched) as f64;
            sums.near += 2.0 * shared_boundaries(one, other, NEAR) as f64;
        }
    }
    if is_complete(interview) {
        let unitized = unitizing::of_interview(interview.chars.units(), &fused);
        sums.marked = unitized.marked;
        sums.jointly = unitized.jointly;
        sums.squares = unitized.squares;
    }
    sums
}
