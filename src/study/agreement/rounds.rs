//! How agreement came along: one comparison for each round of coding.
//!
//! A round is what was coded under one frozen version of the codebook. An interview belongs to the
//! version that was the latest when the last of its codings was made; before any was frozen, and
//! where no coding says when it was made, to none.

use super::table::{Drawn, measure_cells, measure_columns, measure_notes};
use super::{Agreement, AgreementRequest, Intervals, Work};
use crate::analysis::agreement::Measure;
use crate::analysis::agreement::compare::Estimate;
use crate::model::codebook::FrozenCodebook;
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::study::filter::Filter;
use crate::study::{Result, Study, StudyError, Watch};

/// One round.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Number and name of the frozen version; `None` before the first.
    pub frozen: Option<(u32, String)>,
    /// The comparison of its interviews.
    pub agreement: Agreement,
}

/// The rounds of a study, the earliest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounds {
    /// Those in which at least two coders went through an interview.
    pub rounds: Vec<Round>,
    /// Interviews of rounds that have nothing to compare.
    pub n_left_out: usize,
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
        let (interviews, frozen) = self.steadily(|| {
            let selection = self.select(filter)?;
            let latest = self.store.latest_codings()?;
            let passing = selection.passing.iter().map(|place| {
                let interview = &selection.interviews[*place as usize];
                (interview.name.clone(), latest.get(&interview.id).copied())
            });
            Ok((passing.collect::<Vec<_>>(), self.store.frozen_codebooks()?))
        })?;
        let mut found = Rounds {
            rounds: Vec::new(),
            n_left_out: 0,
        };
        let mut n_coders = 0;
        for version in std::iter::once(None).chain(frozen.iter().map(Some)) {
            let of_round: Vec<String> = interviews
                .iter()
                .filter(|(_, at)| same(in_force(&frozen, *at), version))
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
                Ok(agreement) => found.rounds.push(Round {
                    frozen: version.map(|it| (it.number, it.name.clone())),
                    agreement,
                }),
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

/// The version that was the latest at a time.
fn in_force(frozen: &[FrozenCodebook], at_ms: Option<i64>) -> Option<&FrozenCodebook> {
    let at_ms = at_ms?;
    let earlier = frozen
        .iter()
        .filter(|it| it.at_ms.is_some_and(|frozen| frozen <= at_ms));
    earlier.max_by_key(|it| it.at_ms)
}

/// Names are unique; a codebook frozen again as it was keeps its number.
fn same(one: Option<&FrozenCodebook>, other: Option<&FrozenCodebook>) -> bool {
    one.map(|it| &it.name) == other.map(|it| &it.name)
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
        columns.extend(measure_columns(measures, request.intervals));
        if has_kappa {
            columns.push(Column {
                heading: Heading::Key("pooled_kappa"),
                numeric: true,
            });
        }
        let rows = self.rounds.iter().map(|round| {
            let agreement = &round.agreement;
            let name = round
                .frozen
                .as_ref()
                .map_or(Cell::Key("round-first"), |(number, name)| {
                    Cell::Text(format!("{number} {name}"))
                });
            let mut cells = vec![
                name,
                Cell::Count(agreement.interviews.len() as u64),
                Cell::Text(agreement.coders.join(", ")),
                Cell::Count(agreement.n_units()),
            ];
            cells.extend(measure_cells(
                measures,
                &estimates(agreement),
                request.intervals,
            ));
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

    fn measures(&self) -> &[Measure] {
        self.rounds
            .first()
            .map_or(&[], |round| &round.agreement.measures)
    }

    fn notes(&self, filter: &Filter) -> Vec<Note> {
        let mut notes = vec![Note::new("agreement-rounds")];
        if self.n_left_out > 0 {
            notes.push(Note::new("agreement-left-out").with("interviews", self.n_left_out));
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
        notes.extend(measure_notes(self.measures(), &of_rounds, drawn));
        notes.push(Note::new("agreement-overall"));
        notes.push(filter.note());
        notes
    }
}

/// The means over all codes.
fn estimates(agreement: &Agreement) -> Vec<Estimate> {
    let overall = agreement.overall.overall.iter();
    overall.map(|it| it.estimate).collect()
}
