//! Agreement in a plain table of ratings, without a study.

use std::collections::BTreeSet;

use super::table::{Drawn, Resampled, measure_cells, measure_columns, measure_notes};
use super::{Intervals, Measures};
use crate::analysis::agreement::Measure;
use crate::analysis::agreement::bootstrap::{Draws, FEWEST, Interval, REPLICATES, SEED};
use crate::analysis::agreement::compare::Estimate;
use crate::analysis::agreement::ratings::Ratings;
use crate::analysis::agreement::two_coders::Joint;
use crate::analysis::undefined::{Figure, Why};
use crate::formats::ratings_csv;
use crate::model::Thing;
use crate::model::table::{Column, Note, Table};
use crate::study::{Result, StudyError, Unreadable};

/// A comparison of the columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatingsRequest {
    /// Values that could have been used; with none those that were.
    pub categories: Vec<String>,
    /// The value that is yes for measures of yes and no; with two categories the second, unless
    /// another is named.
    pub positive: Option<String>,
    /// Columns to compare; with none all.
    pub coders: Vec<String>,
    /// The measures.
    pub measures: Measures,
    /// Whether there are intervals.
    pub intervals: Intervals,
}

/// How far the columns of a table agree.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingsAgreement {
    /// The columns compared.
    pub coders: Vec<String>,
    /// Values that could have been used.
    pub categories: Vec<String>,
    /// The value that is yes, where that is known.
    pub positive: Option<String>,
    /// The measures.
    pub measures: Vec<Measure>,
    /// The figure of each.
    pub estimates: Vec<Estimate>,
    /// Standard errors that take rows as the sample, where there is a formula.
    pub errors: Vec<Option<Figure>>,
    /// Rows.
    pub n_units: usize,
    /// Rows with two values or more.
    pub n_pairable: usize,
    /// Whether everybody always said the same.
    pub is_unvaried: bool,
    /// Whether there are intervals.
    pub intervals: Intervals,
}

impl RatingsAgreement {
    /// Compares the columns of a table; `file` names it in errors.
    ///
    /// # Errors
    /// When it is no such table, holds a value that is no category, or lacks a column asked for.
    pub fn of(file: &str, bytes: &[u8], request: &RatingsRequest) -> Result<Self> {
        let content = |what| StudyError::Content {
            file: file.to_owned(),
            what,
        };
        let table = ratings_csv::read(bytes).map_err(|error| content(error.into()))?;
        let columns = columns(&table.coders, &request.coders)?;
        let coders: Vec<String> = columns.iter().map(|it| table.coders[*it].clone()).collect();
        let units: Vec<Vec<Option<&String>>> = table
            .units
            .iter()
            .map(|unit| columns.iter().map(|it| unit[*it].as_ref()).collect())
            .collect();
        let used: BTreeSet<&String> = units.iter().flatten().copied().flatten().collect();
        let categories = if request.categories.is_empty() {
            used.into_iter().cloned().collect()
        } else {
            request.categories.clone()
        };
        let place = |value: &String| categories.iter().position(|known| known == value);
        let mut numbered = Vec::with_capacity(units.len());
        for (row, unit) in units.iter().enumerate() {
            let mut values = Vec::with_capacity(unit.len());
            for value in unit {
                values.push(match value {
                    None => None,
                    Some(value) => Some(place(value).ok_or_else(|| {
                        content(Unreadable::NoCategory {
                            row: row + 1,
                            value: (*value).clone(),
                        })
                    })?),
                });
            }
            numbered.push(values);
        }
        let positive = match &request.positive {
            Some(value) => Some(place(value).ok_or_else(|| StudyError::NoSuch {
                what: Thing::Category,
                name: value.clone(),
            })?),
            None => (categories.len() == 2).then_some(1),
        };
        let ratings = Ratings::new(categories.len(), coders.len(), numbered);
        let measures = request
            .measures
            .of_ratings(coders.len(), positive.is_some());
        let estimates = estimates(&ratings, positive, &measures, request.intervals);
        Ok(Self {
            errors: measures
                .iter()
                .map(|it| standard_error(&ratings, *it))
                .collect(),
            is_unvaried: ratings.sums(|_| 1.0).tally().krippendorff_alpha()
                == Err(Why::NoVariation),
            n_units: ratings.n_units(),
            n_pairable: ratings.n_pairable(),
            positive: positive.map(|place| categories[place].clone()),
            coders,
            categories,
            measures,
            estimates,
            intervals: request.intervals,
        })
    }

    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut columns = vec![Column::number("units")];
        columns.extend(measure_columns(&self.measures, self.intervals));
        let mut row = vec![crate::model::table::Cell::Count(self.n_pairable as u64)];
        row.extend(measure_cells(
            &self.measures,
            &self.estimates,
            self.intervals,
        ));
        let mut notes = vec![
            Note::new("ratings-sample")
                .with("units", self.n_units)
                .with("pairable", self.n_pairable)
                .with("coders", self.coders.join(", "))
                .with("categories", self.categories.join(", ")),
        ];
        if let Some(positive) = &self.positive
            && self.measures.iter().any(|measure| measure.is_binary())
        {
            notes.push(Note::new("ratings-positive").with("category", positive));
        }
        let outlives = self.measures.iter().any(|it| it.outlives_variation());
        if outlives && self.is_unvaried {
            notes.push(Note::new("no-variation-no-evidence"));
        }
        let unit = Resampled::Units;
        let drawn = match self.intervals {
            Intervals::LeftOut => Drawn::NotAsked,
            Intervals::Computed if self.n_units < FEWEST => Drawn::TooFew { unit },
            Intervals::Computed => Drawn::Again { unit },
        };
        notes.extend(measure_notes(&self.measures, &[&self.estimates], drawn));
        Table {
            name: "agreement",
            columns,
            rows: vec![row],
            notes,
        }
    }
}

/// Places of the columns asked for.
fn columns(known: &[String], wanted: &[String]) -> Result<Vec<usize>> {
    if wanted.is_empty() {
        return Ok((0..known.len()).collect());
    }
    let mut places = Vec::new();
    for name in wanted {
        let place = known.iter().position(|it| it == name);
        let place = place.ok_or_else(|| StudyError::NoSuch {
            what: Thing::Coder,
            name: name.clone(),
        })?;
        if !places.contains(&place) {
            places.push(place);
        }
    }
    if places.len() < 2 {
        return Err(StudyError::TooFewCoders { n: places.len() });
    }
    Ok(places)
}

fn estimates(
    ratings: &Ratings,
    positive: Option<usize>,
    measures: &[Measure],
    intervals: Intervals,
) -> Vec<Estimate> {
    let values = figures(ratings, positive, measures, &|_| 1.0);
    let mut replicates = vec![Vec::new(); measures.len()];
    let enough = ratings.n_units() >= FEWEST;
    if intervals == Intervals::Computed && enough {
        let draws = Draws::random(ratings.n_units(), REPLICATES, SEED);
        for times in draws.replicates() {
            let drawn = figures(ratings, positive, measures, &|unit| f64::from(times[unit]));
            for (list, value) in replicates.iter_mut().zip(drawn) {
                list.push(value.unwrap_or(f64::NAN));
            }
        }
    }
    values
        .into_iter()
        .zip(replicates)
        .map(|(value, replicates)| Estimate {
            value,
            interval: match (intervals, value) {
                (Intervals::LeftOut, _) => Interval::NotAsked,
                (_, Err(why)) => Interval::None(why),
                (_, Ok(_)) if !enough => Interval::None(Why::TooFewUnits),
                (_, Ok(_)) => Interval::of(value, replicates),
            },
        })
        .collect()
}

fn figures(
    ratings: &Ratings,
    positive: Option<usize>,
    measures: &[Measure],
    times: &dyn Fn(usize) -> f64,
) -> Vec<Figure> {
    let sums = ratings.sums(times);
    let tally = sums.tally();
    let counts = match ratings.n_coders() {
        2 => ratings.joint(0, 1, times),
        _ => Vec::new(),
    };
    let joint = || -> std::result::Result<Joint, Why> {
        if ratings.n_coders() == 2 {
            Ok(Joint::new(&counts, ratings.n_categories()))
        } else {
            Err(Why::NotTwoCoders)
        }
    };
    let table = || {
        let positive = positive.ok_or(Why::OutOfRange)?;
        ratings.two_by_two(positive, times).ok_or(Why::NotTwoCoders)
    };
    measures
        .iter()
        .map(|measure| match measure {
            Measure::Percent => tally.percent(),
            Measure::FleissKappa => tally.fleiss_kappa(),
            Measure::KrippendorffAlpha => tally.krippendorff_alpha(),
            Measure::GwetAc1 => tally.gwet_ac1(),
            Measure::BrennanPrediger => tally.brennan_prediger(),
            Measure::CohenKappa => joint()?.cohen_kappa(),
            Measure::ScottPi => joint()?.scott_pi(),
            Measure::PPos => table()?.p_pos(),
            Measure::PNeg => table()?.p_neg(),
            Measure::Pabak => table()?.pabak(),
            Measure::PrevalenceIndex => table()?.prevalence_index(),
            Measure::BiasIndex => table()?.bias_index(),
            Measure::LightKappa => ratings.light_kappa(times).0,
            // A table of ratings has no passages.
            Measure::UAlpha | Measure::CuAlpha | Measure::SegmentMatch | Measure::BoundaryF1 => {
                Err(Why::NoSegments)
            }
        })
        .collect()
}

fn standard_error(ratings: &Ratings, measure: Measure) -> Option<Figure> {
    match measure {
        Measure::Percent => Some(ratings.percent_se()),
        Measure::FleissKappa => Some(ratings.fleiss_kappa_se()),
        Measure::KrippendorffAlpha => Some(ratings.krippendorff_alpha_se()),
        Measure::GwetAc1 => Some(ratings.gwet_ac1_se()),
        Measure::BrennanPrediger => Some(ratings.brennan_prediger_se()),
        Measure::CohenKappa if ratings.n_coders() == 2 => {
            let counts = ratings.joint(0, 1, |_| 1.0);
            Some(Joint::new(&counts, ratings.n_categories()).cohen_kappa_se())
        }
        _ => None,
    }
}
