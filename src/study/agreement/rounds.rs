//! How agreement came along: one comparison for each round of coding.
//!
//! A round is what was coded under one frozen version of the codebook. An interview belongs to the
//! version that was the latest when the last coding was made there by one of those compared.

use std::collections::{HashMap, HashSet};

use super::table::{Drawn, measure_cells, measure_columns, measure_notes};
use super::{Agreement, AgreementRequest, Intervals, Work};
use crate::analysis::agreement::Measure;
use crate::analysis::agreement::compare::Estimate;
use crate::model::InterviewId;
use crate::model::codebook::FrozenCodebook;
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::study::filter::Filter;
use crate::study::{Result, Study, StudyError, Watch};

/// Under what a round was coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Under {
    /// The codebook before anybody froze it.
    NoneFrozen,
    /// A frozen version.
    Frozen {
        /// Its number.
        number: u32,
        /// Its name.
        name: String,
    },
    /// Nobody knows: no coding says when it was made.
    Unknown,
}

/// One round.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Under what it was coded.
    pub under: Under,
    /// The comparison of its interviews.
    pub agreement: Agreement,
}

/// The rounds of a study, the earliest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounds {
    /// Those in which at least two coders went through an interview.
    pub rounds: Vec<Round>,
    /// Interviews that fewer than two of the coders went through.
    pub n_left_out: usize,
    /// Interviews of which whoever looks may see nobody else's work yet.
    pub n_hidden: usize,
}

impl Study {
    /// Compares coders round by round.
    ///
    /// # Errors
    /// As [`Study::agreement`]; also when no round has two coders.
    pub fn agreement_rounds(
        &self,
        filter: &Filter,
        request: &AgreementRequest,
        watch: Watch,
    ) -> Result<Rounds> {
        let (interviews, frozen, n_hidden) = self.steadily(|| {
            let selection = self.select(filter)?;
            let hidden: HashSet<InterviewId> = self.hidden()?.into_iter().collect();
            let mut latest: HashMap<InterviewId, i64> = HashMap::new();
            for (interview, coder, at_ms) in self.store.latest_codings()? {
                if request.coders.is_empty() || request.coders.contains(&coder) {
                    let known = latest.entry(interview).or_insert(at_ms);
                    *known = at_ms.max(*known);
                }
            }
            let frozen = self.store.frozen_codebooks()?;
            let passing = selection.passing.iter();
            let passing = passing.map(|place| &selection.interviews[*place as usize]);
            let (kept, blind): (Vec<_>, Vec<_>) =
                passing.partition(|interview| !hidden.contains(&interview.id));
            let kept = kept.into_iter().map(|interview| {
                let at_ms = latest.get(&interview.id).copied();
                (interview.name.clone(), under(&frozen, at_ms))
            });
            Ok((kept.collect::<Vec<_>>(), frozen, blind.len()))
        })?;
        let mut found = Rounds {
            rounds: Vec::new(),
            n_left_out: 0,
            n_hidden,
        };
        let mut n_coders = 0;
        let versions = frozen.iter().map(|it| Under::Frozen {
            number: it.number,
            name: it.name.clone(),
        });
        let unders = std::iter::once(Under::NoneFrozen)
            .chain(versions)
            .chain([Under::Unknown]);
        for under in unders {
            let of_round: Vec<String> = interviews
                .iter()
                .filter(|(_, it)| *it == under)
                .map(|(name, _)| name.clone())
                .collect();
            if of_round.is_empty() {
                continue;
            }
            let n = of_round.len();
            let filter = Filter {
                interviews: of_round,
                ..filter.clone()
            };
            match self.agreement(&filter, request, watch) {
                Ok(agreement) if agreement.interviews.is_empty() => found.n_left_out += n,
                Ok(agreement) => {
                    found.n_left_out += agreement.n_left_out;
                    found.rounds.push(Round { under, agreement });
                }
                Err(StudyError::TooFewCoders { n: few }) => {
                    n_coders = n_coders.max(few);
                    found.n_left_out += n;
                }
                Err(error) => return Err(error),
            }
        }
        if found.rounds.is_empty() {
            return Err(StudyError::TooFewCoders { n: n_coders });
        }
        Ok(found)
    }
}

/// The version that was the latest at a time. Names are unique; a codebook frozen again as it was
/// keeps its number.
fn under(frozen: &[FrozenCodebook], at_ms: Option<i64>) -> Under {
    let Some(at_ms) = at_ms else {
        return Under::Unknown;
    };
    let earlier = frozen
        .iter()
        .filter(|it| it.at_ms.is_some_and(|frozen| frozen <= at_ms));
    earlier
        .max_by_key(|it| it.at_ms)
        .map_or(Under::NoneFrozen, |it| Under::Frozen {
            number: it.number,
            name: it.name.clone(),
        })
}

impl Rounds {
    /// The table that terminal and file show: a row a round, figures over all its codes.
    #[must_use]
    pub fn table(&self, request: &AgreementRequest, filter: &Filter) -> Table {
        let measures = self.measures();
        let has_kappa = measures.contains(&Measure::CohenKappa);
        let mut columns = vec![
            Column::text("round"),
            Column::number("interviews"),
            Column::text("coders"),
            Column::number("units"),
        ];
        columns.extend(measure_columns(&measures, request.intervals));
        if has_kappa {
            columns.push(Column {
                heading: Heading::Key("pooled_kappa"),
                numeric: true,
            });
        }
        let rows = self.rounds.iter().map(|round| {
            let agreement = &round.agreement;
            let mut cells = vec![
                match &round.under {
                    Under::NoneFrozen => Cell::Key("round-first"),
                    Under::Frozen { number, name } => Cell::Text(format!("{number} {name}")),
                    Under::Unknown => Cell::Key("round-unknown"),
                },
                Cell::Count(agreement.interviews.len() as u64),
                Cell::Text(agreement.coders.join(", ")),
                Cell::Count(agreement.n_units()),
            ];
            let estimates = estimates(agreement);
            for measure in &measures {
                // Rounds of two coders have measures that others lack.
                match agreement.estimate(&estimates, *measure) {
                    Some(it) => cells.extend(measure_cells(&[*measure], &[it], request.intervals)),
                    None => cells.extend(vec![Cell::Empty; cells_of_a_measure(request.intervals)]),
                }
            }
            if has_kappa {
                let pooled = agreement.overall.pooled_kappa.as_ref();
                let pooled = pooled
                    .map(|it| measure_cells(&[Measure::CohenKappa], &[*it], Intervals::LeftOut));
                cells.extend(pooled.unwrap_or_else(|| vec![Cell::Empty]));
            }
            cells
        });
        Table {
            name: "agreement-rounds",
            columns,
            rows: rows.collect(),
            notes: self.notes(filter),
        }
    }

    /// The measures of all rounds, those of the round with most of them first.
    fn measures(&self) -> Vec<Measure> {
        let of_rounds = self.rounds.iter().map(|it| &it.agreement.measures);
        let mut all = of_rounds
            .clone()
            .max_by_key(|it| it.len())
            .cloned()
            .unwrap_or_default();
        for measure in of_rounds.flatten() {
            if !all.contains(measure) {
                all.push(*measure);
            }
        }
        all
    }

    fn notes(&self, filter: &Filter) -> Vec<Note> {
        let mut notes = vec![Note::new("agreement-rounds")];
        if self.n_left_out > 0 {
            notes.push(Note::new("agreement-left-out").with("interviews", self.n_left_out));
        }
        if self.n_hidden > 0 {
            notes.push(Note::new("agreement-hidden").with("interviews", self.n_hidden));
        }
        let inferred = self
            .rounds
            .iter()
            .map(|it| it.agreement.n_inferred)
            .sum::<usize>();
        if inferred > 0 {
            notes.push(Note::new("agreement-inferred").with("n", inferred));
        }
        let Some(first) = self.rounds.first() else {
            return notes;
        };
        notes.extend(first.agreement.unit_notes());
        notes.push(match first.agreement.request.work {
            Work::AsCoded => first.agreement.work_note(),
            Work::Settled => {
                let n: usize = self.rounds.iter().map(|it| it.agreement.n_settled).sum();
                Note::new("agreement-settled").with("n", n)
            }
        });
        notes.extend(first.agreement.words_notes());
        let of_rounds: Vec<Vec<Estimate>> = self
            .rounds
            .iter()
            .map(|round| estimates(&round.agreement))
            .collect();
        let of_rounds: Vec<&[Estimate]> = of_rounds.iter().map(Vec::as_slice).collect();
        let drawn = self.rounds.iter().map(|round| round.agreement.drawn());
        // One round with intervals is enough to say how they came about.
        let drawn = drawn
            .max_by_key(|drawn| matches!(drawn, Drawn::Again { .. }))
            .unwrap_or(Drawn::NotAsked);
        notes.extend(measure_notes(&self.measures(), &of_rounds, drawn));
        notes.push(Note::new("agreement-overall"));
        notes.push(filter.note());
        notes
    }
}

/// Cells that [`measure_cells`] gives a measure.
fn cells_of_a_measure(intervals: Intervals) -> usize {
    match intervals {
        Intervals::Computed => 3,
        Intervals::LeftOut => 1,
    }
}

/// The means over all codes.
fn estimates(agreement: &Agreement) -> Vec<Estimate> {
    let overall = agreement.overall.overall.iter();
    overall.map(|it| it.estimate).collect()
}
