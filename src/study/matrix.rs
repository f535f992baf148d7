//! The framework matrix: interviews or respondents by codes, each cell what coders make of
//! all that is said there, and as long as nobody has, how much is said and the best of it.
//!
//! Summaries are written by interview and code, one by each coder. A row that takes in
//! several interviews, or a column that takes in several codes, shows all of them, each
//! with its name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value as Json, json};

use super::filter::Selection;
use super::fingerprint::{Fingerprint, foot, scope};
use super::quotes::{self, Quotation, best_of, united};
use super::withheld::Withheld;
use super::{Filter, Result, Study, written_time};
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::model::{CodeId, InterviewId, Summary};

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatrixRows {
    /// An interview.
    #[default]
    Interviews,
    /// A respondent, whatever interviews they took part in.
    Respondents,
}

/// What a cell without a summary shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InPlace {
    /// How many passages there are, and the best quotation.
    #[default]
    Quotation,
    /// How many passages there are.
    Count,
    /// Nothing.
    Nothing,
}

/// How to lay a matrix out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatrixForm {
    /// What a row is.
    pub rows: MatrixRows,
    /// What a cell without a summary shows.
    pub in_place: InPlace,
    /// Roll codes up to this level, from 1.
    pub level: Option<u16>,
}

/// A framework matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// How it is laid out.
    pub form: MatrixForm,
    /// Names of interviews or labels of respondents, in order.
    pub rows: Vec<String>,
    /// Codes with something in them, in codebook order.
    pub codes: Vec<MatrixCode>,
    /// By row and column; those with nothing in them aren't there.
    pub cells: BTreeMap<(usize, usize), MatrixCell>,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Codings that pass the filter.
    pub n_codings: u64,
    /// Passages of speakers who are matched to no respondent, and in no row.
    pub n_of_nobody: u64,
    /// A mark of the data.
    pub fingerprint: String,
}

/// A column of a matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixCode {
    /// Public id.
    pub public_id: String,
    /// Name.
    pub name: String,
    /// Path.
    pub path: String,
}

/// A cell of a matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixCell {
    /// What coders make of it.
    pub summaries: Vec<CellSummary>,
    /// Passages coded so.
    pub n: u64,
    /// The best of them.
    pub best: Option<Quotation>,
}

/// A summary, with what it is told apart by from others of its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellSummary {
    /// Name of the interview.
    pub interview: String,
    /// Public id of the code.
    pub code: String,
    /// Whose.
    pub coder: String,
    /// The words.
    pub text: String,
    /// When, RFC 3339, UTC.
    pub written_at: Option<String>,
}

/// Where rows and columns of a matrix are.
struct Places {
    /// Labels of the rows.
    rows: Vec<String>,
    /// Rows of an interview.
    of_interview: HashMap<InterviewId, BTreeSet<usize>>,
    /// Place in the codebook of the column that takes a code in.
    column: HashMap<CodeId, usize>,
}

impl Study {
    /// What interviews or respondents say to each code.
    ///
    /// # Errors
    /// When the file can't be read or the filter names what isn't there.
    pub fn matrix(&self, filter: &Filter, form: MatrixForm) -> Result<Matrix> {
        self.steadily(|| self.charted(filter, form))
    }

    fn charted(&self, filter: &Filter, form: MatrixForm) -> Result<Matrix> {
        let selection = self.select(filter)?;
        let book = &selection.codebook;
        let places = self.matrix_places(&selection, form)?;
        let (quoted, n_codings) = self.quoted(filter)?;
        let quoted = united(quoted, |_, _| true);
        let mut matrix = Matrix {
            form,
            n_interviews: selection.passing.len() as u64,
            n_codings,
            ..Matrix::default()
        };
        // By row and place of the column's code.
        let mut cells: BTreeMap<(usize, usize), (MatrixCell, Vec<Quotation>)> = BTreeMap::new();
        for row in &quoted {
            let Some(column) = places.column.get(&row.code) else {
                continue;
            };
            let Some(at) = places.row_of(row, form) else {
                matrix.n_of_nobody += 1;
                continue;
            };
            cells.entry((at, *column)).or_default().1.push(row.clone());
        }
        let mut print = Fingerprint::default();
        print.words(&quotes::mark(&quoted));
        let names: HashMap<InterviewId, &str> = (selection.interviews.iter())
            .map(|case| (case.id, case.name.as_str()))
            .collect();
        for summary in self.store.summaries()? {
            let (Some(rows), Some(column)) = (
                places.of_interview.get(&summary.interview),
                places.column.get(&summary.code),
            ) else {
                continue;
            };
            if filter
                .only_coder
                .as_ref()
                .is_some_and(|it| *it != summary.coder)
            {
                continue;
            }
            let interview = names.get(&summary.interview).copied().unwrap_or_default();
            let code = book.get(summary.code).map(|it| it.entry.public_id.as_str());
            let shown = cell_summary(summary, interview, code.unwrap_or_default());
            for words in [&shown.interview, &shown.code, &shown.coder, &shown.text] {
                print.words(words);
            }
            for row in rows {
                let cell = &mut cells.entry((*row, *column)).or_default().0;
                cell.summaries.push(shown.clone());
            }
        }
        let columns: BTreeSet<usize> = cells.keys().map(|(_, column)| *column).collect();
        let number: HashMap<usize, usize> = columns.iter().copied().zip(0..).collect();
        matrix.codes = columns
            .iter()
            .map(|place| {
                let entry = &book.codes()[*place].entry;
                MatrixCode {
                    public_id: entry.public_id.clone(),
                    name: entry.name.clone(),
                    path: book.path(*place),
                }
            })
            .collect();
        for ((row, column), (mut cell, quoted)) in cells {
            cell.n = quoted.len() as u64;
            cell.best = best_of(&quoted, 1).first().map(|it| (*it).clone());
            matrix.cells.insert((row, number[&column]), cell);
        }
        matrix.rows = places.rows;
        matrix.fingerprint = print.mark();
        Ok(matrix)
    }

    fn matrix_places(&self, selection: &Selection, form: MatrixForm) -> Result<Places> {
        let book = &selection.codebook;
        let mut column = HashMap::new();
        for (place, code) in book.codes().iter().enumerate() {
            let passes = selection
                .codes
                .as_ref()
                .is_none_or(|it| it.contains(&place));
            if code.retired || !passes {
                continue;
            }
            let mut at = place;
            while form.level.is_some_and(|level| book.depth(at) >= level) {
                let Some(above) = book.parent_place(at) else {
                    break;
                };
                at = above;
            }
            column.insert(code.id, at);
        }
        let cases: Vec<_> = (selection.passing.iter())
            .map(|place| &selection.interviews[*place as usize])
            .collect();
        let mut of_interview: HashMap<InterviewId, BTreeSet<usize>> = HashMap::new();
        let rows = match form.rows {
            MatrixRows::Interviews => {
                for (row, case) in cases.iter().enumerate() {
                    of_interview.entry(case.id).or_default().insert(row);
                }
                cases.iter().map(|case| case.name.clone()).collect()
            }
            MatrixRows::Respondents => {
                let passing: BTreeSet<InterviewId> = cases.iter().map(|case| case.id).collect();
                let mut speaks: HashMap<String, BTreeSet<InterviewId>> = HashMap::new();
                for voice in self.store.voices()? {
                    if let Some((_, label)) = voice.respondent
                        && passing.contains(&voice.interview)
                    {
                        speaks.entry(label).or_default().insert(voice.interview);
                    }
                }
                let labels = self.store.respondents()?.into_iter().map(|it| it.label);
                let rows: Vec<String> = labels.filter(|it| speaks.contains_key(it)).collect();
                for (row, label) in rows.iter().enumerate() {
                    for interview in &speaks[label] {
                        of_interview.entry(*interview).or_default().insert(row);
                    }
                }
                rows
            }
        };
        Ok(Places {
            rows,
            of_interview,
            column,
        })
    }
}

impl Places {
    /// The row that a passage belongs to; `None` for one of nobody known.
    fn row_of(&self, row: &Quotation, form: MatrixForm) -> Option<usize> {
        let mut rows = self.of_interview.get(&row.interview)?.iter().copied();
        match form.rows {
            MatrixRows::Interviews => rows.next(),
            MatrixRows::Respondents => {
                rows.find(|at| Some(self.rows[*at].as_str()) == row.respondent.as_deref())
            }
        }
    }
}

fn cell_summary(summary: Summary, interview: &str, code: &str) -> CellSummary {
    CellSummary {
        interview: interview.to_owned(),
        code: code.to_owned(),
        coder: summary.coder,
        text: summary.text,
        written_at: summary.written_ms.and_then(written_time),
    }
}

impl MatrixCell {
    /// The summaries as one text; what several of them differ in stands before each.
    fn summary(&self, code: &MatrixCode) -> String {
        let several = |what: fn(&CellSummary) -> &str| {
            let all: BTreeSet<&str> = self.summaries.iter().map(what).collect();
            all.len() > 1
        };
        let (interviews, coders) = (several(|it| &it.interview), several(|it| &it.coder));
        let lines = self.summaries.iter().map(|it| {
            let apart = [
                Some(&it.interview).filter(|_| interviews),
                Some(&it.code).filter(|code_of| **code_of != code.public_id),
                Some(&it.coder).filter(|_| coders),
            ];
            let apart: Vec<&str> = apart.into_iter().flatten().map(String::as_str).collect();
            if apart.is_empty() {
                it.text.clone()
            } else {
                format!("{}: {}", apart.join(" · "), it.text)
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn shown(&self, code: &MatrixCode, in_place: InPlace) -> Cell {
        if !self.summaries.is_empty() {
            return Cell::text(&self.summary(code));
        }
        match (in_place, &self.best) {
            (InPlace::Nothing, _) | (_, None) => Cell::Empty,
            (InPlace::Count, _) => Cell::Count(self.n),
            (InPlace::Quotation, Some(best)) => {
                let note = match (&best.text, best.withheld.map(Withheld::key)) {
                    (Some(text), _) => Note::new("cell-quotation").with("text", text),
                    (None, Some("background")) => Note::new("cell-background"),
                    (None, _) => Note::new("cell-withheld"),
                };
                Cell::Phrase(note.with("n", self.n))
            }
        }
    }
}

impl Matrix {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let mut columns = vec![Column::text(match self.form.rows {
            MatrixRows::Interviews => "interview",
            MatrixRows::Respondents => "respondent",
        })];
        columns.extend(self.codes.iter().map(|code| Column {
            heading: Heading::Data(format!("{} {}", code.public_id, code.name)),
            numeric: false,
        }));
        let rows = self.rows.iter().enumerate().map(|(row, label)| {
            let cells = self.codes.iter().enumerate().map(|(column, code)| {
                let cell = self.cells.get(&(row, column));
                cell.map_or(Cell::Empty, |cell| cell.shown(code, self.form.in_place))
            });
            std::iter::once(Cell::text(label)).chain(cells).collect()
        });
        let summarised = self.cells.values().filter(|it| !it.summaries.is_empty());
        let mut notes = vec![
            Note::new("matrix")
                .with("filled", self.cells.len())
                .with("summarised", summarised.count()),
            Note::new(match self.form.in_place {
                InPlace::Quotation => "matrix-quotations",
                InPlace::Count => "matrix-counts",
                InPlace::Nothing => "matrix-nothing",
            }),
            Note::new("counting-quotations"),
        ];
        if let Some(level) = self.form.level {
            notes.push(Note::new("level").with("level", level));
        }
        if self.form.rows == MatrixRows::Respondents && self.n_of_nobody > 0 {
            notes.push(Note::new("matrix-of-nobody").with("n", self.n_of_nobody));
        }
        notes.push(scope(self.n_codings, self.n_interviews));
        notes.extend(foot(filter, &self.fingerprint));
        Table {
            name: "matrix",
            columns,
            rows: rows.collect(),
            notes,
        }
    }

    /// What JSON says of it.
    #[must_use]
    pub fn json(&self) -> Json {
        let rows = match self.form.rows {
            MatrixRows::Interviews => "interview",
            MatrixRows::Respondents => "respondent",
        };
        let codes = self.codes.iter();
        let codes =
            codes.map(|it| json!({ "code": it.public_id, "name": it.name, "path": it.path }));
        let cells = self.cells.iter().map(|((row, column), cell)| {
            let summaries = cell.summaries.iter().map(|it| {
                json!({
                    "interview": it.interview,
                    "code": it.code,
                    "coder": it.coder,
                    "text": it.text,
                    "written_at": it.written_at,
                })
            });
            json!({
                rows: self.rows[*row],
                "code": self.codes[*column].public_id,
                "passages": cell.n,
                "quotation": cell.best.as_ref().map(Quotation::json),
                "summaries": summaries.collect::<Json>(),
            })
        });
        json!({
            "rows": rows,
            rows.to_owned() + "s": self.rows,
            "codes": codes.collect::<Json>(),
            "cells": cells.collect::<Json>(),
        })
    }
}
