//! Pairs of codes as the table that terminal and file show.

use super::{CodeName, CodePair, CooccurUnit, Cooccurrence, GroupedCooccurrence};
use crate::analysis::cooccurrence::Coders;
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::study::filter::Filter;
use crate::study::fingerprint::{foot, scope};
use crate::study::why_key;

impl Cooccurrence {
    /// Whether it is a matrix of two kinds.
    #[must_use]
    pub fn is_matrix(&self) -> bool {
        self.request.is_matrix()
    }

    /// The table that terminal and file show: the matrix of two kinds, or the pairs, those that
    /// stand together most often first.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let (columns, rows) = if self.is_matrix() {
            self.matrix()
        } else {
            self.list()
        };
        Table {
            name: "cooccur",
            columns,
            rows,
            notes: self.notes(filter),
        }
    }

    /// Whether a count of units is hidden: where they are people, and one or two.
    #[must_use]
    pub fn hides(&self, n: u64) -> bool {
        self.unit == CooccurUnit::Respondent && self.request.small.hides(n)
    }

    fn list(&self) -> (Vec<Column>, Vec<Vec<Cell>>) {
        let mut columns = vec![
            Column::text("code_a"),
            Column::text("name_a"),
            Column::text("code_b"),
            Column::text("name_b"),
            Column::number("together"),
            Column::number("n_a"),
            Column::number("n_b"),
        ];
        let passages = self.unit.pairs_passages();
        if passages {
            columns.extend([Column::number("a_with_b"), Column::number("b_with_a")]);
        }
        columns.extend([
            Column::number("interviews_together"),
            Column::number("jaccard"),
            Column::number("c_coefficient"),
        ]);
        let mut pairs: Vec<_> = self.pairs.iter().collect();
        // Hidden ones stand last, in codebook order: their order would tell one from two.
        pairs.sort_by_key(|pair| {
            let n = pair.figures.n;
            let shown = if self.hides(n) { 0 } else { n };
            std::cmp::Reverse(shown)
        });
        let rows = pairs
            .into_iter()
            .map(|pair| {
                let figures = &pair.figures;
                // Where units are people, figures that would tell a hidden one go with it.
                let count = |n: u64| {
                    if self.hides(n) {
                        Cell::Key("fewer-than-three")
                    } else {
                        Cell::Count(n)
                    }
                };
                let together = self.hides(figures.n);
                let any = together || self.hides(figures.n_a) || self.hides(figures.n_b);
                let mut cells = vec![
                    Cell::Text(pair.a.public_id.clone()),
                    Cell::Text(pair.a.name.clone()),
                    Cell::Text(pair.b.public_id.clone()),
                    Cell::Text(pair.b.name.clone()),
                    count(figures.n),
                    count(figures.n_a),
                    count(figures.n_b),
                ];
                if passages {
                    cells.extend([Cell::Count(figures.a_with_b), Cell::Count(figures.b_with_a)]);
                }
                cells.extend([
                    if together {
                        Cell::Empty
                    } else {
                        Cell::Count(figures.interviews)
                    },
                    Cell::Figure(figures.jaccard()),
                    match figures.c_coefficient() {
                        _ if any => Cell::Empty,
                        Ok(figure) => Cell::Figure(figure),
                        Err(why) => Cell::Key(why_key(why)),
                    },
                ]);
                cells
            })
            .collect();
        (columns, rows)
    }

    fn matrix(&self) -> (Vec<Column>, Vec<Vec<Cell>>) {
        let mut columns = vec![Column::text("code"), Column::text("name")];
        columns.extend(self.cols.iter().map(CodeName::column));
        let cell =
            |row: &CodeName, column: &CodeName| self.matrix_cell(self.pair(row, Some(column)));
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![
                Cell::Text(row.public_id.clone()),
                Cell::Level(row.depth, row.name.clone()),
            ];
            cells.extend(self.cols.iter().map(|column| cell(row, column)));
            cells
        });
        (columns, rows.collect())
    }

    /// The pair of a row and a column, or the first of a row.
    fn pair(&self, row: &CodeName, column: Option<&CodeName>) -> Option<&CodePair> {
        self.pairs.iter().find(|pair| {
            pair.a.place == row.place && column.is_none_or(|it| it.place == pair.b.place)
        })
    }

    /// Units that carry both; where people or interviews name both, also in how many passages.
    fn matrix_cell(&self, pair: Option<&CodePair>) -> Cell {
        let Some(pair) = pair else {
            return Cell::Count(0);
        };
        match &pair.tie {
            _ if self.hides(pair.figures.n) => Cell::Key("fewer-than-three"),
            Some(tie) => Cell::Phrase(
                Note::new("voices-and-passages")
                    .with("n", pair.figures.n)
                    .with("passages", tie.passages)
                    .with("links", tie.links),
            ),
            None => Cell::Count(pair.figures.n),
        }
    }

    /// The counting rule.
    fn counting(&self) -> Vec<Note> {
        let mut notes = vec![match self.unit {
            CooccurUnit::Overlap => Note::new("together-overlap"),
            CooccurUnit::Near(most) => Note::new("together-near").with("most", most),
            CooccurUnit::Turn => Note::new("together-turn"),
            CooccurUnit::Answer => Note::new("together-answer"),
            CooccurUnit::Interview => Note::new("together-interview"),
            CooccurUnit::Respondent => Note::new("together-respondent"),
        }];
        let by_coder = matches!(
            self.unit,
            CooccurUnit::Overlap | CooccurUnit::Near(_) | CooccurUnit::Turn | CooccurUnit::Answer
        );
        if by_coder {
            notes.push(match self.request.coders {
                Coders::Apart => Note::new("coders-apart"),
                Coders::United => Note::new("coders-united"),
            });
            if self.is_matrix() {
                notes.push(Note::new("guide-drives"));
            }
        }
        if self.is_matrix() {
            if self.pairs.iter().any(|pair| pair.tie.is_some()) {
                notes.push(Note::new("matrix-cells"));
            }
            if self.pairs.iter().any(|pair| self.hides(pair.figures.n)) {
                notes.push(Note::new("fewer-than-three-people"));
            }
            notes.push(Note::new("matrix-columns"));
        } else {
            notes.push(Note::new("jaccard"));
            notes.push(Note::new("c-coefficient"));
            let figures = self.pairs.iter().map(|pair| &pair.figures);
            let mut all = figures.flat_map(|it| [it.n, it.n_a, it.n_b]);
            if all.any(|n| self.hides(n)) {
                notes.push(Note::new("fewer-than-three-pairs"));
            }
        }
        notes.push(match self.request.level {
            Some(level) => Note::new("level").with("level", level),
            None => Note::new("agreement-own"),
        });
        notes
    }

    fn notes(&self, filter: &Filter) -> Vec<Note> {
        let mut notes = self.counting();
        notes.push(scope(self.n_codings, self.n_interviews));
        notes.extend(foot(filter, &self.fingerprint));
        notes
    }
}

impl GroupedCooccurrence {
    /// A row for each code that stands together with another, in each group.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let Some((_, first)) = self.groups.first() else {
            return Table::default();
        };
        let all = || self.groups.iter().map(|(_, found)| found);
        let mut cols: Vec<&CodeName> = all().flat_map(|found| &found.cols).collect();
        cols.sort_by_key(|code| code.place);
        cols.dedup();
        let mut columns = vec![
            Column::text("code"),
            Column::text("name"),
            Column {
                heading: Heading::Data(self.by.clone()),
                numeric: false,
            },
        ];
        columns.extend(cols.iter().map(|code| code.column()));
        let mut rows = Vec::new();
        for row in &first.rows {
            let stands = |found: &Cooccurrence| found.pair(row, None).is_some();
            if !all().any(stands) {
                continue;
            }
            for (value, found) in &self.groups {
                let mut cells = vec![
                    Cell::Text(row.public_id.clone()),
                    Cell::Level(row.depth, row.name.clone()),
                    Cell::Text(value.clone()),
                ];
                let cell = |column: &&CodeName| found.matrix_cell(found.pair(row, Some(*column)));
                cells.extend(cols.iter().map(cell));
                rows.push(cells);
            }
        }
        let mut notes = vec![Note::new("matrix-by").with("by", &self.by)];
        for (_, found) in &self.groups {
            for note in found.counting() {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        }
        for (value, found) in &self.groups {
            notes.push(
                Note::new("group-based-on")
                    .with("group", value)
                    .with("codings", found.n_codings)
                    .with("interviews", found.n_interviews)
                    .with("fingerprint", &found.fingerprint),
            );
        }
        notes.push(filter.note());
        Table {
            name: "cooccur",
            columns,
            rows,
            notes,
        }
    }
}

impl CodeName {
    /// The column of a code.
    fn column(&self) -> Column {
        Column {
            heading: Heading::Data(format!("{} {}", self.public_id, self.name)),
            numeric: true,
        }
    }
}
