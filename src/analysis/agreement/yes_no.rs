//! One code as a yes/no variable: a few sums from which all its figures follow.

use super::Measure;
use super::coefficient::Tally;
use super::two_coders::{Joint, TwoByTwo};
use super::unitizing::Unitized;
use crate::analysis::undefined::{Figure, Why};

/// What the interviews of the sample hold, whatever the code; adds up over interviews.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// Units.
    pub units: f64,
    /// Units times the coders who have gone through them.
    pub values: f64,
    /// Coders times characters, of interviews that every coder compared has gone through.
    pub continuum: f64,
}

impl Extent {
    /// Adds an interview, as often as `times` says.
    pub fn add(&mut self, other: &Self, times: f64) {
        self.units += times * other.units;
        self.values += times * other.values;
        self.continuum += times * other.continuum;
    }
}

/// Sums of one code over units: what its coefficients follow from. All but the shares are
/// whole numbers as long as two coders are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OverUnits {
    /// Values yes.
    pub yes: f64,
    /// Values yes, each divided by the values of its unit.
    pub yes_share: f64,
    /// Off the diagonal of Krippendorff's coincidence matrix.
    pub differing: f64,
    /// The same, each divided by the values of its unit: units less their agreement.
    pub differing_share: f64,
    /// Values yes of the first coder.
    pub first: f64,
}

/// Sums of one code over the passages that coders marked themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OverSpans {
    /// Length of all units of all coders.
    pub marked: f64,
    /// Length that pairs of coders both marked, divided by the coders less one.
    pub jointly: f64,
    /// Squared lengths of units.
    pub squares: f64,
    /// Passages, of both coders of every pair.
    pub segments: f64,
    /// Those that match one of the other coder.
    pub matched: f64,
    /// Ends that two coders share, counted for both.
    pub near: f64,
}

/// Numbers that are added up together.
pub(super) trait Sums<const N: usize>: Copy + Default {
    fn numbers(self) -> [f64; N];
    fn from_numbers(numbers: [f64; N]) -> Self;
}

impl Sums<5> for OverUnits {
    fn numbers(self) -> [f64; 5] {
        [
            self.yes,
            self.yes_share,
            self.differing,
            self.differing_share,
            self.first,
        ]
    }

    fn from_numbers([yes, yes_share, differing, differing_share, first]: [f64; 5]) -> Self {
        Self {
            yes,
            yes_share,
            differing,
            differing_share,
            first,
        }
    }
}

impl Sums<6> for OverSpans {
    fn numbers(self) -> [f64; 6] {
        [
            self.marked,
            self.jointly,
            self.squares,
            self.segments,
            self.matched,
            self.near,
        ]
    }

    fn from_numbers([marked, jointly, squares, segments, matched, near]: [f64; 6]) -> Self {
        Self {
            marked,
            jointly,
            squares,
            segments,
            matched,
            near,
        }
    }
}

/// All sums of one code.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct YesNo {
    /// What the sample holds.
    pub extent: Extent,
    /// Over units.
    pub units: OverUnits,
    /// Over passages; nothing where no measure of passages was asked for.
    pub spans: OverSpans,
}

impl YesNo {
    /// The value of a measure. [`Measure::CuAlpha`] belongs to a domain of codes, not to one,
    /// and Light's kappa to a table of ratings.
    pub fn figure(&self, measure: Measure, n_coders: usize) -> Figure {
        if measure.needs_two_coders() && n_coders != 2 {
            return Err(Why::NotTwoCoders);
        }
        let (extent, units) = (&self.extent, &self.units);
        let tally = Tally {
            pairable: extent.units,
            agreement: extent.units - units.differing_share,
            agreeing: extent.values - units.differing,
            shares: &[extent.units - units.yes_share, units.yes_share],
            counts: &[extent.values - units.yes, units.yes],
        };
        let table = self.two_by_two();
        let cells = table.counts();
        let joint = Joint::new(&cells, 2);
        match measure {
            Measure::Percent => tally.percent(),
            Measure::FleissKappa => tally.fleiss_kappa(),
            Measure::KrippendorffAlpha => tally.krippendorff_alpha(),
            Measure::GwetAc1 => tally.gwet_ac1(),
            Measure::BrennanPrediger => tally.brennan_prediger(),
            Measure::CohenKappa => joint.cohen_kappa(),
            Measure::ScottPi => joint.scott_pi(),
            Measure::PPos => table.p_pos(),
            Measure::PNeg => table.p_neg(),
            Measure::Pabak => table.pabak(),
            Measure::PrevalenceIndex => table.prevalence_index(),
            Measure::BiasIndex => table.bias_index(),
            Measure::UAlpha => self.unitized().u_alpha(),
            Measure::SegmentMatch => share_of(self.spans.matched, self.spans.segments),
            Measure::BoundaryF1 => share_of(self.spans.near, 2.0 * self.spans.segments),
            Measure::CuAlpha | Measure::LightKappa => Err(Why::OutOfRange),
        }
    }

    /// The table of two coders.
    #[must_use]
    pub fn two_by_two(&self) -> TwoByTwo {
        // With two coders a unit on which they differ has one yes: half of its coincidences.
        let differing = self.units.differing_share;
        let both = (self.units.yes - differing) / 2.0;
        let first = self.units.first - both;
        TwoByTwo {
            both,
            first,
            second: differing - first,
            neither: self.extent.units - both - differing,
        }
    }

    /// Whether everybody always said the same: measures that have a value all the same are no
    /// evidence of reliability then.
    #[must_use]
    pub fn is_unvaried(&self) -> bool {
        self.units.yes <= 0.0 || self.units.yes >= self.extent.values
    }

    /// Adds another code's sums: the table of both codes stacked on each other.
    pub fn stack(&mut self, other: &Self) {
        self.extent.add(&other.extent, 1.0);
        let add = |a: &mut f64, b: f64| *a += b;
        add(&mut self.units.yes, other.units.yes);
        add(&mut self.units.yes_share, other.units.yes_share);
        add(&mut self.units.differing, other.units.differing);
        add(&mut self.units.differing_share, other.units.differing_share);
        add(&mut self.units.first, other.units.first);
    }

    fn unitized(&self) -> Unitized {
        Unitized {
            all: self.extent.continuum,
            marked: self.spans.marked,
            jointly: self.spans.jointly,
            squares: self.spans.squares,
        }
    }
}

fn share_of(part: f64, whole: f64) -> Figure {
    if whole > 0.0 {
        Ok(part / whole)
    } else {
        Err(Why::NoSegments)
    }
}
