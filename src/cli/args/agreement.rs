//! The words of a call that compares coders.

use std::path::PathBuf;

use clap::ValueEnum;

use super::FilterWords;
use super::words::{BadWord, level};
use crate::analysis::agreement::Measure;
use crate::analysis::agreement::ruler::Least;
use crate::study::{
    AgreementRequest, AgreementUnit, Intervals, Measures, RatingsRequest, Voices, Work,
};

/// Inter-coder agreement with intervals
///
/// Each code is a yes/no question to every unit. Interviews that fewer than two of the coders
/// have gone through are left out; a coder who has not gone through one is missing there. The
/// interviewer's words are left out. What is undefined says why.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Agreement {
    /// The study file
    pub(in crate::cli) study: Option<PathBuf>,
    /// Compare the columns of a plain table instead: a head row of coders, one row a unit
    #[arg(long, value_name = "FILE.csv", conflicts_with = "study")]
    pub(in crate::cli) ratings: Option<PathBuf>,
    /// Values that could have been used in the table; otherwise those that were
    #[arg(
        long,
        value_name = "A,B,…",
        value_delimiter = ',',
        requires = "ratings"
    )]
    categories: Vec<String>,
    /// The value of the table that means yes; otherwise the second of two
    #[arg(long, value_name = "VALUE", requires = "ratings")]
    positive: Option<String>,
    /// What is compared
    #[arg(long, value_name = "UNIT", default_value = "turn")]
    unit: UnitWord,
    /// These coders; otherwise all who have gone through an interview
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    coders: Vec<String>,
    /// These measures, or all; otherwise `krippendorff_alpha` with percent and `p_pos`
    #[arg(long, value_name = "MEASURE", value_delimiter = ',', value_parser = measure)]
    measure: Vec<MeasureWord>,
    /// Count the interviewer's turns too
    #[arg(long)]
    include_interviewer: bool,
    /// Roll codes up to this level of the tree, 1 being the roots
    #[arg(long, value_name = "N", value_parser = level)]
    level: Option<u16>,
    /// Share of a unit that must be marked, from 0 to 1; otherwise one character is enough
    #[arg(long, value_name = "SHARE", value_parser = share)]
    least: Option<f64>,
    /// Share of overlap from which two passages match, for `segment_match`
    #[arg(long, value_name = "SHARE", value_parser = share, default_value = "0.9")]
    overlap: f64,
    /// Leave the intervals out
    #[arg(long)]
    no_intervals: bool,
    /// Compare what coders have after disagreements were settled, which is no independent work
    #[arg(long, conflicts_with = "ratings")]
    settled: bool,
    /// One row for each round of coding: the interviews coded under one frozen codebook
    #[arg(long, conflicts_with = "ratings")]
    pub(in crate::cli) rounds: bool,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

/// A measure, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MeasureWord {
    All,
    One(Measure),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum UnitWord {
    /// Each code point
    Character,
    /// A sentence of a turn
    Sentence,
    /// A line of a turn
    Paragraph,
    /// Everything said in one turn
    Turn,
    /// A whole interview
    Interview,
}

impl From<UnitWord> for AgreementUnit {
    fn from(word: UnitWord) -> Self {
        match word {
            UnitWord::Character => Self::Character,
            UnitWord::Sentence => Self::Sentence,
            UnitWord::Paragraph => Self::Paragraph,
            UnitWord::Turn => Self::Turn,
            UnitWord::Interview => Self::Interview,
        }
    }
}

impl Agreement {
    /// The measures named one by one.
    pub(in crate::cli) fn measures_named(&self) -> Vec<&Measure> {
        self.measure
            .iter()
            .filter_map(|word| match word {
                MeasureWord::One(measure) => Some(measure),
                MeasureWord::All => None,
            })
            .collect()
    }

    fn measures(&self) -> Measures {
        if self.measure.contains(&MeasureWord::All) {
            return Measures::All;
        }
        let mut named: Vec<Measure> = Vec::new();
        for measure in self.measures_named() {
            if !named.contains(measure) {
                named.push(*measure);
            }
        }
        if named.is_empty() {
            Measures::Usual
        } else {
            Measures::These(named)
        }
    }

    fn intervals(&self) -> Intervals {
        if self.no_intervals {
            Intervals::LeftOut
        } else {
            Intervals::Computed
        }
    }

    /// The comparison of a study that is meant.
    pub(in crate::cli) fn request(&self) -> AgreementRequest {
        AgreementRequest {
            unit: self.unit.into(),
            coders: self.coders.clone(),
            measures: self.measures(),
            level: self.level,
            voices: if self.include_interviewer {
                Voices::Everybody
            } else {
                Voices::Respondents
            },
            least: self.least.map_or(Least::Character, Least::Share),
            enough: self.overlap,
            intervals: self.intervals(),
            work: if self.settled {
                Work::Settled
            } else {
                Work::AsCoded
            },
        }
    }

    /// The comparison of a table of ratings that is meant.
    pub(in crate::cli) fn ratings_request(&self) -> RatingsRequest {
        RatingsRequest {
            categories: self.categories.clone(),
            positive: self.positive.clone(),
            coders: self.coders.clone(),
            measures: self.measures(),
            intervals: self.intervals(),
        }
    }
}

fn measure(text: &str) -> Result<MeasureWord, BadWord> {
    if text == "all" {
        return Ok(MeasureWord::All);
    }
    Measure::from_name(text)
        .map(MeasureWord::One)
        .ok_or_else(|| {
            let names = Measure::ALL.iter().map(|measure| measure.name());
            BadWord::Choice(["all"].into_iter().chain(names).collect())
        })
}

fn share(text: &str) -> Result<f64, BadWord> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err(BadWord::Share),
    }
}
