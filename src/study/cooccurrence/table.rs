//! Pairs of codes as the table that terminal and file show.

use super::{CodeName, CooccurUnit, Cooccurrence};
use crate::analysis::cooccurrence::Coders;
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::study::filter::Filter;
use crate::study::why_key;

impl Cooccurrence {
    /// Whether it is a matrix of two kinds.
    #[must_use]
    pub fn is_matrix(&self) -> bool {
        self.request.rows.is_some() && self.request.cols.is_some()
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
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.figures.n));
        let rows = pairs
            .into_iter()
            .map(|pair| {
                let figures = &pair.figures;
                let mut cells = vec![
                    Cell::Text(pair.a.public_id.clone()),
                    Cell::Text(pair.a.name.clone()),
                    Cell::Text(pair.b.public_id.clone()),
                    Cell::Text(pair.b.name.clone()),
                    Cell::Count(figures.n),
                    Cell::Count(figures.n_a),
                    Cell::Count(figures.n_b),
                ];
                if passages {
                    cells.extend([Cell::Count(figures.a_with_b), Cell::Count(figures.b_with_a)]);
                }
                cells.extend([
                    Cell::Count(figures.interviews),
                    Cell::Figure(figures.jaccard()),
                    match figures.c_coefficient() {
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
        columns.extend(self.cols.iter().map(|code| Column {
            heading: Heading::Data(format!("{} {}", code.public_id, code.name)),
            numeric: true,
        }));
        let cell = |row: &CodeName, column: &CodeName| {
            let mut pairs = self.pairs.iter();
            let pair = pairs.find(|pair| pair.a.place == row.place && pair.b.place == column.place);
            Cell::Count(pair.map_or(0, |pair| pair.figures.n))
        };
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

    fn notes(&self, filter: &Filter) -> Vec<Note> {
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
            notes.push(Note::new("matrix-columns"));
        } else {
            notes.push(Note::new("jaccard"));
            notes.push(Note::new("c-coefficient"));
        }
        notes.push(match self.request.level {
            Some(level) => Note::new("level").with("level", level),
            None => Note::new("agreement-own"),
        });
        notes.push(
            Note::new("n")
                .with("codings", self.n_codings)
                .with("interviews", self.n_interviews),
        );
        notes.push(filter.note());
        if filter.layer.as_deref() == Some("final") {
            notes.push(Note::new("layer-final"));
        }
        notes.push(Note::new("fingerprint").with("fingerprint", &self.fingerprint));
        notes
    }
}
