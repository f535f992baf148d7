//! What can be counted on the whole screen, and what it is called.

use super::{heat, lines, pairs, words};
use crate::study::{Counting, FrequencyRequest, SaturationRequest, WordPlaces};

/// What is counted, with everything chosen on the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// How often each code was given.
    Frequencies(FrequencyRequest),
    /// Codes by groups.
    Heat(heat::Choice),
    /// Codes that stand together.
    Pairs(pairs::Choice),
    /// New codes, interview by interview.
    Curve(SaturationRequest),
    /// How often words are said.
    Words(Counting),
    /// The places of a word.
    Lines(WordPlaces),
}

/// What a screen of figures is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How often each code was given.
    Frequencies,
    /// Codes by groups.
    Heat,
    /// Codes that stand together.
    Pairs,
    /// New codes, interview by interview.
    Curve,
    /// How often words are said.
    Words,
    /// The places of a word.
    Lines,
}

impl Kind {
    /// What is counted unless somebody asks for something else.
    #[must_use]
    pub fn usual(self) -> Ask {
        match self {
            Self::Frequencies => Ask::Frequencies(FrequencyRequest::default()),
            Self::Heat => Ask::Heat(heat::Choice::default()),
            Self::Pairs => Ask::Pairs(pairs::Choice::default()),
            Self::Curve => Ask::Curve(SaturationRequest::default()),
            Self::Words => Ask::Words(words::usual()),
            Self::Lines => Ask::Lines(lines::places(String::new(), words::usual())),
        }
    }

    /// Its name in files and among jobs: that of the verb.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Frequencies => "freq",
            Self::Heat => "crosstab",
            Self::Pairs => "cooccur",
            Self::Curve => "saturation",
            Self::Words => "words",
            Self::Lines => "kwic",
        }
    }

    /// Key of its title in the strings.
    pub(super) fn title_key(self) -> &'static str {
        match self {
            Self::Frequencies => "title-frequencies",
            Self::Heat => "title-heat",
            Self::Pairs => "title-pairs",
            Self::Curve => "title-curve",
            Self::Words => "title-words",
            Self::Lines => "title-lines",
        }
    }
}

impl Ask {
    /// What it is about.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Frequencies(_) => Kind::Frequencies,
            Self::Heat(_) => Kind::Heat,
            Self::Pairs(_) => Kind::Pairs,
            Self::Curve(_) => Kind::Curve,
            Self::Words(_) => Kind::Words,
            Self::Lines(_) => Kind::Lines,
        }
    }
}
