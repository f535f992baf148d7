//! The u-alpha family: coders who marked units of their own on a continuum.
//!
//! The continuum is the text of interviews that all coders compared have gone
//! through, laid end to end. Within one coder, units do not overlap. `l` is a
//! length, a *gap* what a coder left unmarked. A unit is one decision however
//! long it is, so squared lengths of units stand where lengths of gaps do.
//!
//! Krippendorff, Mathet, Bouvry and Widlöcher (2016), *Quality & Quantity* 50,
//! 2347–2364; Krippendorff (2019), *Content Analysis*, 4th ed., 12.6. The formulas
//! for u-alpha are confirmed by two independent programs and the printed example;
//! that of cu-alpha is the reading that gives the printed value with three coders.
//! With two coders all readings coincide.

use super::ruler::{Range, length, overlap, shared};
use crate::analysis::undefined::{Figure, Why};

/// What u-alpha of one code follows from; adds up over interviews.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Unitized {
    /// Coders times the length of the continuum.
    pub all: f64,
    /// Length of all units of all coders.
    pub marked: f64,
    /// Over ordered pairs of coders, the length that both marked, divided by the coders less one.
    pub jointly: f64,
    /// The sum of the squared lengths of units.
    pub squares: f64,
}

impl Unitized {
    /// u-alpha with a single value, unit or gap: did they find the same passages?
    ///
    /// Undefined where nothing is marked or everything is.
    pub fn u_alpha(&self) -> Figure {
        if self.all == 0.0 {
            return Err(Why::NoDocuments);
        }
        if self.marked == 0.0 || self.marked >= self.all {
            return Err(Why::NoVariation);
        }
        let gaps = self.all - self.marked;
        // What both left unmarked: all, less what either marked.
        let joint_gaps = self.all - 2.0 * self.marked + self.jointly;
        let observed = self.all - self.jointly - joint_gaps;
        let pairs = self.all * self.all - self.squares - gaps;
        let agreeing = self.marked * self.marked - self.squares + gaps * gaps - gaps;
        let expected = self.all - self.all * agreeing / pairs;
        Ok(1.0 - observed / expected)
    }
}

/// Units of one coder in one interview, in order: where, and which value.
pub type Units = Vec<(Range, usize)>;

/// What the figures of a domain of codes that exclude each other follow from; adds up over interviews.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Domain {
    /// Coders times the length of the continuum.
    pub all: f64,
    /// For each value.
    pub values: Vec<OfValue>,
}

/// The part of one value in a domain.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OfValue {
    /// Length of its units, `l_k.`.
    pub marked: f64,
    /// Squared lengths of its units, `S_k`.
    pub squares: f64,
    /// Length on which two coders agree on it, `l_kk`.
    pub agreed: f64,
    /// Pairable length of its units: what others did not leave as a gap, on average; `l*_k.`.
    pub pairable: f64,
    /// Squared pairable lengths of its units, `S*_k`.
    pub pairable_squares: f64,
}

impl Domain {
    /// The domain of one interview.
    ///
    /// # Errors
    /// [`Why::NotMutuallyExclusive`] where units of one coder overlap; [`Why::NotTwoCoders`] with fewer than two.
    pub fn of_interview(chars: u32, coders: &[Units], values: usize) -> Result<Self, Why> {
        if coders.len() < 2 {
            return Err(Why::NotTwoCoders);
        }
        let others = (coders.len() - 1) as f64;
        for units in coders {
            if units.windows(2).any(|pair| pair[0].0.1 > pair[1].0.0) {
                return Err(Why::NotMutuallyExclusive);
            }
        }
        let mut domain = Self {
            all: f64::from(chars) * coders.len() as f64,
            values: vec![OfValue::default(); values],
        };
        for (coder, units) in coders.iter().enumerate() {
            for (range, value) in units {
                let mut pairable = 0;
                let mut agreed = 0;
                for (_, theirs) in coders.iter().enumerate().filter(|(it, _)| *it != coder) {
                    let from = theirs.partition_point(|(other, _)| other.1 <= range.0);
                    for (other, other_value) in &theirs[from..] {
                        if other.0 >= range.1 {
                            break;
                        }
                        let shared = overlap(*range, *other);
                        pairable += shared;
                        if other_value == value {
                            agreed += shared;
                        }
                    }
                }
                let length = f64::from(range.1 - range.0);
                let pairable = pairable as f64 / others;
                let part = &mut domain.values[*value];
                part.marked += length;
                part.squares += length * length;
                part.agreed += agreed as f64 / others;
                part.pairable += pairable;
                part.pairable_squares += pairable * pairable;
            }
        }
        Ok(domain)
    }

    /// Adds an interview, as often as `times` says.
    pub fn add(&mut self, other: &Self, times: f64) {
        self.all += times * other.all;
        self.values.resize(other.values.len(), OfValue::default());
        for (sum, part) in self.values.iter_mut().zip(&other.values) {
            sum.marked += times * part.marked;
            sum.squares += times * part.squares;
            sum.agreed += times * part.agreed;
            sum.pairable += times * part.pairable;
            sum.pairable_squares += times * part.pairable_squares;
        }
    }

    /// u-alpha: did they find the same passages, and say the same of them?
    pub fn u_alpha(&self) -> Figure {
        let marked: f64 = self.sum(|it| it.marked);
        let used = self.values.iter().filter(|it| it.marked > 0.0).count();
        let gaps = self.all - marked;
        if self.all == 0.0 {
            return Err(Why::NoDocuments);
        }
        if used == 0 || (used == 1 && gaps <= 0.0) {
            return Err(Why::NoVariation);
        }
        let joint_gaps = self.all - 2.0 * marked + self.sum(|it| it.pairable);
        let observed = self.all - self.sum(|it| it.agreed) - joint_gaps;
        let pairs = self.all * self.all - self.sum(|it| it.squares) - gaps;
        let agreeing = self.sum(|it| it.marked * it.marked - it.squares) + gaps * gaps - gaps;
        Ok(1.0 - observed / (self.all - self.all * agreeing / pairs))
    }

    /// |u-alpha: did they find the same passages, whatever they said of them?
    pub fn u_alpha_binary(&self) -> Figure {
        Unitized {
            all: self.all,
            marked: self.sum(|it| it.marked),
            jointly: self.sum(|it| it.pairable),
            squares: self.sum(|it| it.squares),
        }
        .u_alpha()
    }

    /// cu-alpha: where two coders marked the same text, did they say the same of it?
    pub fn cu_alpha(&self) -> Figure {
        let joint = self.joint()?;
        if self.values.iter().filter(|it| it.pairable > 0.0).count() < 2 {
            return Err(Why::NoVariation);
        }
        let expected: f64 = self
            .values
            .iter()
            .map(|it| joint.expected(it.pairable, it.pairable, it.pairable_squares))
            .sum();
        let agreed = self.sum(|it| it.agreed);
        Ok(1.0 - (joint.all - agreed) / (joint.all - expected))
    }

    /// (k)u-alpha: where one of two coders who both marked a text gave it this value, did the other?
    pub fn ku_alpha(&self, value: usize) -> Figure {
        let of = self.values[value];
        if of.pairable == 0.0 {
            return Err(Why::NoJointlyCodedMatter);
        }
        let joint = self.joint()?;
        let with_any = joint.expected(joint.all, of.pairable, of.pairable_squares);
        let with_same = joint.expected(of.pairable, of.pairable, of.pairable_squares);
        if with_any <= with_same {
            return Err(Why::NoVariation);
        }
        let observed = (of.pairable - of.agreed) / of.pairable;
        Ok(1.0 - observed * with_any / (with_any - with_same))
    }

    /// The share of a value's units that others marked too, with whatever value.
    pub fn coverage(&self, value: usize) -> Figure {
        let of = self.values[value];
        if of.marked > 0.0 {
            Ok(of.pairable / of.marked)
        } else {
            Err(Why::NoCodings)
        }
    }

    fn joint(&self) -> Result<Joint, Why> {
        let all = self.sum(|it| it.pairable);
        if all == 0.0 {
            return Err(Why::NoJointlyCodedMatter);
        }
        Ok(Joint {
            all,
            squares: self.sum(|it| it.pairable_squares),
        })
    }

    fn sum(&self, of: impl Fn(&OfValue) -> f64) -> f64 {
        self.values.iter().map(of).sum()
    }
}

/// Text that two coders marked.
struct Joint {
    all: f64,
    squares: f64,
}

impl Joint {
    /// The length that two values, or all values and one, would share by chance; `own` is what
    /// units would share with themselves.
    fn expected(&self, one: f64, other: f64, own: f64) -> f64 {
        self.all * (one * other - own) / (self.all * self.all - self.squares)
    }
}

/// What u-alpha of one code follows from in one interview; each coder's units are fused.
#[must_use]
pub fn of_interview(chars: u32, coders: &[Vec<Range>]) -> Unitized {
    let others = coders.len().saturating_sub(1).max(1) as f64;
    let mut jointly = 0;
    for (place, units) in coders.iter().enumerate() {
        for theirs in &coders[place + 1..] {
            jointly += 2 * shared(units, theirs);
        }
    }
    Unitized {
        all: f64::from(chars) * coders.len() as f64,
        marked: coders.iter().map(|units| length(units)).sum::<u64>() as f64,
        jointly: jointly as f64 / others,
        squares: coders
            .iter()
            .flatten()
            .map(|(start, end)| f64::from(end - start).powi(2))
            .sum(),
    }
}
