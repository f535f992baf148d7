//! A cross-tab as the table that terminal and file show.

use super::testing::FEWEST;
use super::{Count, Crosstab, CrosstabRow, ShareOf};
use crate::analysis::crosstab::Counts;
use crate::analysis::undefined::Figure;
use crate::model::table::{Cell, Column, Note, Table};
use crate::study::filter::Filter;
use crate::study::fingerprint::{foot, scope};
use crate::study::groups::{By, Group};
use crate::study::why_key;

impl Crosstab {
    /// What the cells count.
    #[must_use]
    pub fn counted(&self) -> Count {
        match self.request.count {
            Count::Cases if self.knows_respondents && self.tests.is_none() => Count::Respondents,
            Count::Cases => Count::Interviews,
            count => count,
        }
    }

    fn figure(&self, counts: &Counts) -> u64 {
        match self.counted() {
            Count::Codings => counts.codings,
            Count::Respondents => counts.respondents,
            Count::Cases | Count::Interviews => counts.interviews,
        }
    }

    /// The whole of a group that its cells are parts of.
    fn whole(&self, at: usize) -> u64 {
        let group = &self.groups[at];
        match self.counted() {
            Count::Codings => self.any[at].codings,
            Count::Respondents => group.n_respondents,
            Count::Cases | Count::Interviews => group.n_interviews,
        }
    }

    fn shows_denied(&self) -> bool {
        self.rows.iter().any(|row| row.denied.is_some())
    }

    fn is_small(&self, counts: &Counts) -> bool {
        self.knows_respondents && self.request.small.hides(counts.respondents)
    }

    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let mut columns = vec![Column::text("code"), Column::text("name")];
        for (at, group) in self.groups.iter().enumerate() {
            columns.push(group.column(Some(&self.by), self.whole(at)));
            for share in &self.request.shares {
                columns.push(self.share_column(*share, group));
            }
        }
        columns.push(Column::number("all"));
        if self.shows_denied() {
            columns.push(Column::number("denied-all"));
        }
        if let Some(tests) = &self.tests {
            for (at, group) in self.groups.iter().enumerate() {
                let is_tested = tests.rows.iter().any(|test| test.expected[at].is_some());
                if is_tested {
                    let of = group.label();
                    columns.push(Column::figures("expected", &[("group", &of)]));
                }
            }
            columns.extend([
                Column::text("test"),
                Column::number("p"),
                Column::number("p_holm"),
                Column::number("cramers_v"),
                Column::number("cramers_v_corrected"),
            ]);
        }
        let rows = (0..self.rows.len()).map(|at| self.row(at)).collect();
        Table {
            name: "crosstab",
            columns,
            rows,
            notes: self.notes(filter),
        }
    }

    fn row(&self, at: usize) -> Vec<Cell> {
        let row = &self.rows[at];
        let mut cells = vec![
            Cell::Text(row.public_id.clone()),
            Cell::Level(row.depth, row.name.clone()),
        ];
        let (groups, all) = row.own.split_at(self.groups.len());
        let all = all.first().copied().unwrap_or_default();
        let hides = groups.iter().any(|counts| self.is_small(counts));
        for (at, counts) in groups.iter().enumerate() {
            let small = self.is_small(counts);
            cells.push(if small {
                Cell::Key("fewer-than-three")
            } else {
                Cell::Count(self.figure(counts))
            });
            for share in &self.request.shares {
                let whole = match share {
                    // What the shares of a row are of would tell the cell that is hidden.
                    ShareOf::Row if hides => 0,
                    ShareOf::Row => self.figure(&all),
                    ShareOf::Column => self.whole(at),
                    ShareOf::Total => self.everything(),
                };
                cells.push(if small || whole == 0 {
                    Cell::Empty
                } else {
                    Cell::Share(self.figure(counts) as f64 / whole as f64)
                });
            }
        }
        cells.push(self.all_cell(row, &all, hides));
        if self.shows_denied() {
            // Nothing adds up to it: what denies is in the cells of all groups.
            let denied = row.denied.as_ref().and_then(|denied| denied.last());
            let denied = denied.copied().unwrap_or_default();
            cells.push(if self.is_small(&denied) {
                Cell::Key("fewer-than-three")
            } else {
                Cell::Count(self.figure(&denied))
            });
        }
        if let Some(test) = self.tests.as_ref().and_then(|tests| tests.rows.get(at)) {
            let expected = test.expected.iter().flatten();
            cells.extend(expected.map(|expected| {
                // Those of a row add up to all with the code.
                if hides {
                    Cell::Empty
                } else {
                    Cell::Figure(*expected)
                }
            }));
            cells.push(match test.p {
                Ok(_) => Cell::Key(test.test.key()),
                Err(_) => Cell::Empty,
            });
            cells.extend([
                figure(test.p),
                figure(test.p_holm),
                figure(test.cramers_v),
                figure(test.cramers_v_corrected),
            ]);
        }
        cells
    }

    /// A code in all groups together. Where a cell of the row is hidden, the whole would give it
    /// away: then only what the shown ones come to at least is said.
    fn all_cell(&self, row: &CrosstabRow, all: &Counts, hides: bool) -> Cell {
        if self.is_small(all) {
            return Cell::Key("fewer-than-three");
        }
        if !hides {
            return Cell::Count(self.figure(all));
        }
        let shown = row.own[..self.groups.len()]
            .iter()
            .filter(|counts| !self.is_small(counts))
            .map(|counts| self.figure(counts));
        // Groups can share members: the largest one is in the whole for certain.
        let least = if self.groups_are_apart() {
            shown.sum::<u64>()
        } else {
            shown.max().unwrap_or(0)
        };
        Cell::Phrase(Note::new("at-least").with("n", least.max(1)))
    }

    /// Whether the groups' figures add up to the whole.
    fn groups_are_apart(&self) -> bool {
        let sums = |of: &dyn Fn(&Group) -> u64| self.groups.iter().map(of).sum::<u64>();
        match self.counted() {
            Count::Codings => self.n_shared == 0,
            Count::Respondents => sums(&|group| group.n_respondents) == self.n_respondents,
            Count::Cases | Count::Interviews => {
                sums(&|group| group.n_interviews) == self.n_interviews
            }
        }
    }

    fn everything(&self) -> u64 {
        match self.counted() {
            Count::Codings => self.n_codings,
            Count::Respondents => self.n_respondents,
            Count::Cases | Count::Interviews => self.n_interviews,
        }
    }

    /// A share, named after its group where the study names that; it stands beside its count.
    fn share_column(&self, share: ShareOf, group: &Group) -> Column {
        if group.own_key(Some(&self.by)).is_some() {
            return match share {
                ShareOf::Row => Column::number("share-row-alone"),
                ShareOf::Column => Column::number("share-column-alone"),
                ShareOf::Total => Column::number("share-total-alone"),
            };
        }
        let group = group.label();
        let of: &[(_, &dyn ToString)] = &[("group", &group)];
        match share {
            ShareOf::Row => Column::figures("share-row", of),
            ShareOf::Column => Column::figures("share-column", of),
            ShareOf::Total => Column::figures("share-total", of),
        }
    }

    fn notes(&self, filter: &Filter) -> Vec<Note> {
        let mut notes = vec![
            match self.counted() {
                Count::Codings => Note::new("crosstab-codings"),
                Count::Respondents => Note::new("crosstab-respondents"),
                Count::Cases | Count::Interviews => Note::new("crosstab-interviews"),
            },
            match &self.by {
                By::Attribute(_) => Note::new("crosstab-attribute"),
                By::Coder => Note::new("crosstab-coder"),
                By::Role => Note::new("crosstab-role"),
                By::Question => Note::new("crosstab-question"),
                By::Layer => Note::new("freq-by-layer"),
            }
            .with("by", self.title()),
        ];
        for share in &self.request.shares {
            notes.push(match share {
                ShareOf::Row => Note::new("share-of-row"),
                ShareOf::Column => Note::new("share-of-column"),
                ShareOf::Total => Note::new("share-of-total"),
            });
        }
        if self.n_shared > 0 {
            notes.push(Note::new("crosstab-shared").with("n", self.n_shared));
        }
        if let Some(level) = self.request.level {
            notes.push(Note::new("level").with("level", level));
        } else {
            notes.push(Note::new("agreement-own"));
        }
        if self.rows.iter().any(|row| {
            let denied = row.denied.as_ref().and_then(|denied| denied.last());
            row.own
                .iter()
                .chain(denied)
                .any(|counts| self.is_small(counts))
        }) {
            notes.push(Note::new("fewer-than-three"));
        }
        if self.shows_denied() {
            notes.push(Note::new("denied-all"));
        }
        self.notes_on_tests(&mut notes);
        notes.push(scope(self.n_codings, self.n_interviews));
        notes.extend(foot(filter, &self.fingerprint));
        notes.push(Note::new("frequency-is-not-importance"));
        notes
    }

    fn notes_on_tests(&self, notes: &mut Vec<Note>) {
        let Some(tests) = &self.tests else { return };
        notes.push(Note::new("tests").with("n", tests.n_tests));
        let small = tests.rows.iter().filter(|test| test.n_small > 0).count();
        notes.push(Note::new("tests-expected").with("n", small));
        if tests.too_few {
            notes.push(Note::new("tests-too-few").with("fewest", FEWEST));
        }
        notes.push(Note::new("tests-caution"));
    }

    /// What the table is by, both attributes where two are crossed.
    fn title(&self) -> String {
        match &self.cross {
            None => self.by.name().to_owned(),
            Some(cross) => format!("{} × {}", self.by.name(), cross.name()),
        }
    }
}

fn figure(figure: Figure) -> Cell {
    match figure {
        Ok(figure) => Cell::Figure(figure),
        Err(why) => Cell::Key(why_key(why)),
    }
}
