//! Figures that may have no value, and why they have none.
//!
//! A figure that is undefined is a result like any other: it is never 0, 1,
//! NaN or infinite. What is undefined is decided on exact counts.

/// A value, or the reason why there is none.
pub type Figure = Result<f64, Why>;

macro_rules! reasons {
    ($($(#[doc = $words:literal])* $reason:ident $name:literal,)*) => {
        /// Why a figure has no value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Why {
            $($(#[doc = $words])* $reason,)*
        }

        impl Why {
            /// All reasons.
            pub const ALL: &'static [Self] = &[$(Self::$reason,)*];

            /// The word used in JSON.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$reason => $name,)*
                }
            }
        }
    };
}

reasons! {
    /// No unit has two values.
    NoPairableUnits "no_pairable_units",
    /// Everybody used the same single value: there is nothing to be reliable about.
    NoVariation "no_variation",
    /// Fewer than two categories could have been used.
    SingleCategory "single_category",
    /// One of two coders used one value only, so that kappa has no standard error.
    ConstantCoder "constant_coder",
    /// Defined for two coders only.
    NotTwoCoders "not_two_coders",
    /// Defined only where every coder compared has gone through the same interviews.
    IncompleteData "incomplete_data",
    /// Too few units for an interval or an error.
    TooFewUnits "too_few_units",
    /// Nobody said yes.
    NoPositive "no_positive",
    /// Nobody said no.
    NoNegative "no_negative",
    /// No passage was marked.
    NoSegments "no_segments",
    /// Nothing was coded.
    NoCodings "no_codings",
    /// No text was coded by two coders.
    NoJointlyCodedMatter "no_jointly_coded_matter",
    /// One coder gave two codes of a domain to the same text.
    NotMutuallyExclusive "not_mutually_exclusive",
    /// The counts don't fit the formula.
    OutOfRange "out_of_range",
    /// A cell that is divided by is 0.
    ZeroCell "zero_cell",
    /// The base that shares are taken of holds nothing.
    EmptyBase "empty_base",
    /// Too few interviews.
    TooFewDocuments "too_few_documents",
    /// No units.
    NoUnits "no_units",
    /// No interviews.
    NoDocuments "no_documents",
}
