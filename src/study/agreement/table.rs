//! The agreement table: figures in columns, and under them unit, sample and formulas.

use super::{Agreement, AgreementUnit, Intervals, Voices, Work};
use crate::analysis::agreement::Measure;
use crate::analysis::agreement::bootstrap::{FEWEST, Interval, LEVEL, REPLICATES, SEED};
use crate::analysis::agreement::compare::{Estimate, Group, OfCode, Overall};
use crate::analysis::agreement::ruler::Least;
use crate::analysis::undefined::Why;
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::study::Filter;

/// Columns of the measures: each with its limits, where they were asked for.
pub fn measure_columns(measures: &[Measure], intervals: Intervals) -> Vec<Column> {
    let number = |heading| Column {
        heading,
        numeric: true,
    };
    let mut columns = Vec::new();
    for measure in measures {
        columns.push(Column::number(measure.name()));
        if intervals == Intervals::Computed {
            for limit in ["low", "high"] {
                columns.push(number(Heading::Of(limit, measure.name())));
            }
        }
    }
    columns
}

/// Cells of the measures, as [`measure_columns`] heads them.
pub fn measure_cells(
    measures: &[Measure],
    estimates: &[Estimate],
    intervals: Intervals,
) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (measure, estimate) in measures.iter().zip(estimates) {
        let cell = |value: f64| match measure {
            Measure::Percent => Cell::Share(value),
            _ => Cell::Figure(value),
        };
        cells.push(match estimate.value {
            Ok(value) => cell(value),
            Err(why) => Cell::Key(why_key(why)),
        });
        if intervals == Intervals::Computed {
            let limits = estimate.interval.limits();
            cells.push(limits.map_or(Cell::Empty, |(low, _)| cell(low)));
            cells.push(limits.map_or(Cell::Empty, |(_, high)| cell(high)));
        }
    }
    cells
}

/// What the measures are, one sentence each, and how their limits were found.
pub fn measure_notes(measures: &[Measure], estimates: &[&[Estimate]], drawn: Drawn) -> Vec<Note> {
    let mut notes: Vec<Note> = measures
        .iter()
        .map(|measure| Note::new(formula_key(*measure)))
        .collect();
    let all = || estimates.iter().flat_map(|estimates| estimates.iter());
    match drawn {
        Drawn::NotAsked => {}
        Drawn::TooFew { unit } => notes.push(
            Note::new(match unit {
                Resampled::Interviews => "no-interval-interviews",
                Resampled::Units => "no-interval-units",
            })
            .with("fewest", FEWEST),
        ),
        Drawn::Again { unit } => {
            notes.push(
                Note::new(match unit {
                    Resampled::Interviews => "interval-interviews",
                    Resampled::Units => "interval-units",
                })
                .with("level", format!("{:.0}", LEVEL * 100.0))
                .with("replicates", REPLICATES)
                .with("seed", format!("{SEED}")),
            );
            let undefined = all().filter_map(|estimate| match estimate.interval {
                Interval::Between { undefined, .. } | Interval::OftenUndefined { undefined } => {
                    Some(undefined)
                }
                Interval::None(_) | Interval::NotAsked => None,
            });
            let most = undefined.max().unwrap_or(0);
            if most > 0 {
                notes.push(Note::new("replicates-undefined").with("n", most));
            }
        }
    }
    if all().any(|estimate| estimate.value.is_err()) {
        notes.push(Note::new("undefined"));
    }
    notes
}

/// What was drawn again for intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resampled {
    /// Interviews.
    Interviews,
    /// Rows of a table of ratings.
    Units,
}

/// How intervals came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Nobody asked for any.
    NotAsked,
    /// Too little was coded twice.
    TooFew {
        /// What would have been drawn.
        unit: Resampled,
    },
    /// By drawing again.
    Again {
        /// What was drawn.
        unit: Resampled,
    },
}

impl Agreement {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let mut columns = vec![
            Column::text("code"),
            Column::text("name"),
            Column::number("units"),
        ];
        columns.extend(self.coders.iter().map(|coder| Column {
            heading: Heading::Data(coder.clone()),
            numeric: true,
        }));
        if self.coders.len() == 2 {
            columns.push(Column::number("both"));
        }
        columns.extend(measure_columns(&self.measures, self.request.intervals));
        let mut rows: Vec<Vec<Cell>> = self
            .rows
            .iter()
            .map(|row| {
                let name = Cell::Level(row.depth, row.name.clone());
                self.row(Cell::Text(row.public_id.clone()), name, &row.of)
            })
            .collect();
        if rows.len() > 1 {
            self.add_summary(
                &mut rows,
                &Note::new("mean-of-codes"),
                &self.overall,
                self.rows.len(),
            );
        }
        for (level, group) in (1..).zip(&self.levels) {
            let name = Note::new("mean-of-level").with("level", level);
            self.add_means(&mut rows, &name, &group.overall);
        }
        for kind in &self.kinds {
            let any = Note::new("any-of-kind").with("kind", &kind.name);
            rows.push(self.row(Cell::Text(kind.id.clone()), Cell::Phrase(any), &kind.any));
            let each = Note::new("mean-of-kind").with("kind", &kind.name);
            self.add_means(&mut rows, &each, &kind.each.overall);
        }
        Table {
            name: "agreement",
            columns,
            rows,
            notes: self.notes(filter),
        }
    }

    fn row(&self, code: Cell, name: Cell, of: &OfCode) -> Vec<Cell> {
        let mut cells = vec![code, name, Cell::Count(whole(of.sums.extent.units))];
        cells.extend(of.present.iter().map(|n| Cell::Count(*n)));
        if self.coders.len() == 2 {
            cells.push(Cell::Count(whole(of.sums.two_by_two().both)));
        }
        cells.extend(measure_cells(
            &self.measures,
            &of.estimates,
            self.request.intervals,
        ));
        cells
    }

    /// Means of all codes, how many of them have a value, and the pooled kappa.
    fn add_summary(&self, rows: &mut Vec<Vec<Cell>>, name: &Note, group: &Group, n: usize) {
        self.add_means(rows, name, &group.overall);
        let mut defined = self.empty_row(Cell::Key("codes-defined"));
        let step = self.columns_of_a_measure();
        let first = defined.len() - step * self.measures.len();
        for (place, overall) in group.overall.iter().enumerate() {
            defined[first + place * step] = Cell::Text(format!("{}/{n}", overall.defined));
        }
        rows.push(defined);
        let place = self
            .measures
            .iter()
            .position(|it| *it == Measure::CohenKappa);
        if let (Some(place), Some(pooled)) = (place, group.pooled_kappa) {
            let mut row = self.empty_row(Cell::Key("pooled-kappa"));
            let cells = measure_cells(&[Measure::CohenKappa], &[pooled], self.request.intervals);
            row.splice(first + place * step..first + (place + 1) * step, cells);
            rows.push(row);
        }
    }

    fn add_means(&self, rows: &mut Vec<Vec<Cell>>, name: &Note, overall: &[Overall]) {
        let mut row = self.empty_row(Cell::Phrase(name.clone()));
        let estimates: Vec<Estimate> = overall.iter().map(|it| it.estimate).collect();
        let cells = measure_cells(&self.measures, &estimates, self.request.intervals);
        let first = row.len() - cells.len();
        row.splice(first.., cells);
        rows.push(row);
    }

    fn empty_row(&self, name: Cell) -> Vec<Cell> {
        let of_coders = self.coders.len() + usize::from(self.coders.len() == 2);
        let of_measures = self.columns_of_a_measure() * self.measures.len();
        let mut row = vec![Cell::Empty; 3 + of_coders + of_measures];
        row[1] = name;
        row
    }

    fn columns_of_a_measure(&self) -> usize {
        match self.request.intervals {
            Intervals::Computed => 3,
            Intervals::LeftOut => 1,
        }
    }

    /// What was compared and how, to stand under every table of it.
    #[must_use]
    pub fn notes(&self, filter: &Filter) -> Vec<Note> {
        let sample = Note::new("agreement-sample")
            .with("interviews", self.interviews.len())
            .with("units", self.n_units())
            .with("coders", self.coders.join(", "));
        let mut notes = self.unit_notes();
        notes.insert(1, sample);
        if self.n_left_out > 0 {
            notes.push(Note::new("agreement-left-out").with("interviews", self.n_left_out));
        }
        if self.n_hidden > 0 {
            notes.push(Note::new("agreement-hidden").with("interviews", self.n_hidden));
        }
        notes.push(self.work_note());
        if self.n_inferred > 0 {
            notes.push(Note::new("agreement-inferred").with("n", self.n_inferred));
        }
        notes.extend(self.words_notes());
        let estimates: Vec<&[Estimate]> =
            self.rows.iter().map(|row| &row.of.estimates[..]).collect();
        notes.extend(measure_notes(&self.measures, &estimates, self.drawn()));
        let outlives = self.measures.iter().any(|it| it.outlives_variation());
        if outlives && self.rows.iter().any(|row| row.of.sums.is_unvaried()) {
            notes.push(Note::new("no-variation-no-evidence"));
        }
        notes.push(Note::new("agreement-overall"));
        if !self.kinds.is_empty() {
            notes.push(Note::new("agreement-kinds"));
        }
        notes.push(filter.note());
        notes.push(Note::new("fingerprint").with("fingerprint", &self.fingerprint));
        notes
    }

    /// Units compared.
    pub(super) fn n_units(&self) -> u64 {
        let first = self.rows.first();
        first.map_or(0, |row| whole(row.of.sums.extent.units))
    }

    /// What a unit is, and when it counts as coded.
    pub(super) fn unit_notes(&self) -> Vec<Note> {
        let mut notes = vec![Note::new(unit_key(self.request.unit))];
        if let Least::Share(share) = self.request.least {
            let percent = format!("{:.0}", share * 100.0);
            notes.push(Note::new("agreement-least").with("percent", percent));
        }
        notes
    }

    /// Whether it is what coders did on their own.
    pub(super) fn work_note(&self) -> Note {
        match self.request.work {
            Work::AsCoded => Note::new("agreement-as-coded"),
            Work::Settled => Note::new("agreement-settled").with("n", self.n_settled),
        }
    }

    /// Whose words were looked at, and how codes were rolled up.
    pub(super) fn words_notes(&self) -> [Note; 2] {
        [
            Note::new(match self.request.voices {
                Voices::Respondents => "agreement-without-interviewer",
                Voices::Everybody => "agreement-with-interviewer",
            }),
            match self.request.level {
                None => Note::new("agreement-own"),
                Some(level) => Note::new("level").with("level", level),
            },
        ]
    }

    pub(super) fn drawn(&self) -> Drawn {
        let unit = Resampled::Interviews;
        match self.request.intervals {
            Intervals::LeftOut => Drawn::NotAsked,
            Intervals::Computed if self.has_intervals => Drawn::Again { unit },
            Intervals::Computed => Drawn::TooFew { unit },
        }
    }
}

/// A sum of whole numbers as one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are whole, not negative, and far below 2^53"
)]
#[must_use]
pub fn whole(count: f64) -> u64 {
    count.round() as u64
}

fn unit_key(unit: AgreementUnit) -> &'static str {
    match unit {
        AgreementUnit::Character => "agreement-unit-character",
        AgreementUnit::Sentence => "agreement-unit-sentence",
        AgreementUnit::Paragraph => "agreement-unit-paragraph",
        AgreementUnit::Turn => "agreement-unit-turn",
        AgreementUnit::Interview => "agreement-unit-interview",
    }
}

fn formula_key(measure: Measure) -> &'static str {
    match measure {
        Measure::Percent => "formula-percent",
        Measure::PPos => "formula-p_pos",
        Measure::PNeg => "formula-p_neg",
        Measure::CohenKappa => "formula-cohen_kappa",
        Measure::ScottPi => "formula-scott_pi",
        Measure::FleissKappa => "formula-fleiss_kappa",
        Measure::KrippendorffAlpha => "formula-krippendorff_alpha",
        Measure::GwetAc1 => "formula-gwet_ac1",
        Measure::BrennanPrediger => "formula-brennan_prediger",
        Measure::Pabak => "formula-pabak",
        Measure::PrevalenceIndex => "formula-prevalence_index",
        Measure::BiasIndex => "formula-bias_index",
        Measure::LightKappa => "formula-light_kappa",
        Measure::UAlpha => "formula-u_alpha",
        Measure::CuAlpha => "formula-cu_alpha",
        Measure::SegmentMatch => "formula-segment_match",
        Measure::BoundaryF1 => "formula-boundary_f1",
    }
}

/// The key of a reason's words in a cell.
#[must_use]
pub fn why_key(why: Why) -> &'static str {
    match why {
        Why::NoPairableUnits => "why-no_pairable_units",
        Why::NoVariation => "why-no_variation",
        Why::SingleCategory => "why-single_category",
        Why::ConstantCoder => "why-constant_coder",
        Why::NotTwoCoders => "why-not_two_coders",
        Why::IncompleteData => "why-incomplete_data",
        Why::TooFewUnits => "why-too_few_units",
        Why::NoPositive => "why-no_positive",
        Why::NoNegative => "why-no_negative",
        Why::NoSegments => "why-no_segments",
        Why::NoCodings => "why-no_codings",
        Why::NoJointlyCodedMatter => "why-no_jointly_coded_matter",
        Why::NotMutuallyExclusive => "why-not_mutually_exclusive",
        Why::OutOfRange => "why-out_of_range",
        Why::ZeroCell => "why-zero_cell",
        Why::EmptyBase => "why-empty_base",
        Why::TooFewDocuments => "why-too_few_documents",
        Why::NoUnits => "why-no_units",
        Why::NoDocuments => "why-no_documents",
    }
}
