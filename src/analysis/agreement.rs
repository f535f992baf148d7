//! Agreement between coders, as the literature defines it.
//!
//! Each code is a yes/no variable of its own, because codes overlap freely: did
//! this coder give this code to this unit? Units are turns, sentences,
//! paragraphs, whole interviews or characters ([`ruler`]). An interview that a
//! coder hasn't gone through is *missing* for that coder, never a no; only
//! interviews that two coders or more have gone through are looked at
//! ([`sample`]). Coefficients follow from sums over interviews
//! ([`yes_no`], [`coefficient`], [`two_coders`]), so that drawing interviews again
//! ([`bootstrap`]) only adds sums up. Passages that coders marked themselves
//! have measures of their own ([`unitizing`], [`segments`]). A plain table of
//! ratings with any categories is in [`ratings`].

pub mod bootstrap;
pub mod coefficient;
pub mod compare;
pub mod label_sets;
pub mod ratings;
pub mod ruler;
pub mod sample;
pub mod segments;
pub mod two_coders;
pub mod unitizing;
pub mod yes_no;

/// A measure of agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The share of agreeing pairs, with chance and all.
    Percent,
    /// Agreement on yes; two coders.
    PPos,
    /// Agreement on no; two coders.
    PNeg,
    /// Cohen's kappa; two coders.
    CohenKappa,
    /// Scott's pi; two coders.
    ScottPi,
    /// Fleiss' kappa.
    FleissKappa,
    /// Krippendorff's alpha, nominal.
    KrippendorffAlpha,
    /// Gwet's AC1.
    GwetAc1,
    /// Brennan and Prediger's S.
    BrennanPrediger,
    /// Kappa adjusted for prevalence and bias; two coders.
    Pabak,
    /// How much more often both said yes than no; two coders.
    PrevalenceIndex,
    /// How much more often the first said yes than the second; two coders.
    BiasIndex,
    /// The mean of Cohen's kappa over all pairs of coders, for a table of ratings.
    LightKappa,
    /// Whether the same passages were found; on characters.
    UAlpha,
    /// Whether the same was said of passages that two coders found; on characters.
    CuAlpha,
    /// The share of passages that match one of the other coder.
    SegmentMatch,
    /// The share of starts and ends of passages that two coders share.
    BoundaryF1,
}

impl Measure {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 17] = [
        Self::Percent,
        Self::PPos,
        Self::PNeg,
        Self::CohenKappa,
        Self::ScottPi,
        Self::FleissKappa,
        Self::KrippendorffAlpha,
        Self::GwetAc1,
        Self::BrennanPrediger,
        Self::Pabak,
        Self::PrevalenceIndex,
        Self::BiasIndex,
        Self::LightKappa,
        Self::UAlpha,
        Self::CuAlpha,
        Self::SegmentMatch,
        Self::BoundaryF1,
    ];

    /// The word used on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::PPos => "p_pos",
            Self::PNeg => "p_neg",
            Self::CohenKappa => "cohen_kappa",
            Self::ScottPi => "scott_pi",
            Self::FleissKappa => "fleiss_kappa",
            Self::KrippendorffAlpha => "krippendorff_alpha",
            Self::GwetAc1 => "gwet_ac1",
            Self::BrennanPrediger => "brennan_prediger",
            Self::Pabak => "pabak",
            Self::PrevalenceIndex => "prevalence_index",
            Self::BiasIndex => "bias_index",
            Self::LightKappa => "light_kappa",
            Self::UAlpha => "u_alpha",
            Self::CuAlpha => "cu_alpha",
            Self::SegmentMatch => "segment_match",
            Self::BoundaryF1 => "boundary_f1",
        }
    }

    /// The measure of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }

    /// Whether it is defined for two coders only.
    #[must_use]
    pub fn needs_two_coders(self) -> bool {
        matches!(
            self,
            Self::PPos
                | Self::PNeg
                | Self::CohenKappa
                | Self::ScottPi
                | Self::Pabak
                | Self::PrevalenceIndex
                | Self::BiasIndex
        )
    }

    /// Whether it is about yes and no, so that it needs to know which of several categories is yes.
    #[must_use]
    pub fn is_binary(self) -> bool {
        self.needs_two_coders() && !matches!(self, Self::CohenKappa | Self::ScottPi)
    }

    /// Whether it has a value also where everybody always said the same.
    #[must_use]
    pub fn outlives_variation(self) -> bool {
        matches!(self, Self::GwetAc1 | Self::BrennanPrediger | Self::Pabak)
    }

    /// Whether it is about passages that coders marked themselves, whatever the unit.
    #[must_use]
    pub fn is_of_spans(self) -> bool {
        matches!(
            self,
            Self::UAlpha | Self::CuAlpha | Self::SegmentMatch | Self::BoundaryF1
        )
    }
}
