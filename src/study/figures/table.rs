//! The code frequency table as terminal and file show it.

use super::{Frequencies, FrequencyRow, Spoken};
use crate::model::table::{Cell, Column, Note, Table};
use crate::study::filter::Filter;
use crate::study::fingerprint::{foot, scope};
use crate::study::groups::{By, Group};

impl Frequencies {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let shown = Shown::of(self);
        let mut columns = vec![
            Column::text("code"),
            Column::text("name"),
            Column::number("codings"),
            Column::number("interviews"),
            Column::number("share"),
        ];
        if self.knows_respondents {
            columns.push(Column::number("respondents"));
            columns.push(Column::number("share_of_respondents"));
        }
        if shown.spoken {
            columns.push(Column::number("speakers"));
        }
        columns.push(Column::number("chars"));
        if shown.spoken {
            columns.push(Column::number("share_of_text"));
        }
        if shown.denied {
            columns.push(Column::number("denied"));
        }
        columns.push(Column::number("codings-total"));
        columns.push(Column::number("interviews-total"));
        if shown.prompting {
            columns.push(Column::number("unprompted"));
            columns.push(Column::number("asked"));
            columns.push(Column::number("asked_share"));
        }
        for group in &self.groups {
            columns.push(group.column(self.by.as_ref(), self.whole(group)));
            columns.push(group.share_column(self.by.as_ref()));
        }
        let rows = self.rows.iter().map(|row| self.row(row, shown)).collect();
        Table {
            name: "freq",
            columns,
            rows,
            notes: self.notes(filter, shown),
        }
    }

    fn row(&self, row: &FrequencyRow, shown: Shown) -> Vec<Cell> {
        let people = |n: u64| self.request.small.people(n);
        let mut cells = vec![
            Cell::Text(row.public_id.clone()),
            Cell::Level(row.depth, row.name.clone()),
            Cell::Count(row.own.codings),
            Cell::Count(row.own.interviews),
            share(row.own.interviews, self.n_interviews),
        ];
        if self.knows_respondents {
            cells.push(people(row.own.respondents));
            cells.push(self.people_share(row.own.respondents, self.n_respondents));
        }
        if shown.spoken {
            cells.push(Cell::Count(row.own.speakers));
        }
        cells.push(Cell::Count(row.own.chars));
        if shown.spoken {
            cells.push(share(row.own.said, self.said));
        }
        if shown.denied {
            cells.push(Cell::Count(row.denied.unwrap_or_default().codings));
        }
        cells.push(Cell::Count(row.total.codings));
        cells.push(Cell::Count(row.total.interviews));
        if shown.prompting {
            let prompting = row.prompting.unwrap_or_default();
            cells.push(people(prompting.unprompted));
            cells.push(people(prompting.asked));
            cells.push(self.people_share(prompting.asked, prompting.asked_of));
        }
        for (group, counts) in self.groups.iter().zip(&row.groups) {
            let n = if self.counts_people() {
                counts.respondents
            } else {
                counts.interviews
            };
            let small = self.knows_respondents && self.request.small.hides(counts.respondents);
            cells.push(if small {
                Cell::Key("fewer-than-three")
            } else {
                Cell::Count(n)
            });
            cells.push(if small {
                Cell::Empty
            } else {
                share(n, self.whole(group))
            });
        }
        cells
    }

    /// Whether groups are counted in people. Coders and layers are not: there the interview is.
    fn counts_people(&self) -> bool {
        let of_talk = !matches!(self.by, Some(By::Coder | By::Layer));
        self.knows_respondents && of_talk
    }

    fn whole(&self, group: &Group) -> u64 {
        if self.counts_people() {
            group.n_respondents
        } else {
            group.n_interviews
        }
    }

    /// A share of people, where it doesn't say that they are one or two.
    fn people_share(&self, part: u64, whole: u64) -> Cell {
        if self.request.small.hides(part) {
            Cell::Empty
        } else {
            share(part, whole)
        }
    }

    fn notes(&self, filter: &Filter, shown: Shown) -> Vec<Note> {
        let mut notes = vec![
            Note::new("counting-codings"),
            Note::new("counting-interviews").with("interviews", self.n_interviews),
        ];
        if self.knows_respondents {
            notes.push(Note::new("counting-respondents"));
            notes.push(Note::new("share-of-respondents").with("n", self.n_respondents));
        }
        if shown.spoken {
            notes.push(Note::new("counting-speakers"));
        }
        notes.push(Note::new("counting-chars"));
        if shown.spoken {
            notes.push(Note::new("share-of-text").with("chars", self.said));
        }
        if shown.denied {
            notes.push(Note::new("denied"));
        }
        notes.push(scope(self.n_codings, self.n_interviews));
        if shown.prompting {
            notes.push(Note::new("prompting"));
            notes.push(Note::new("asked-share"));
        }
        if let Some(by) = &self.by {
            notes.push(
                match by {
                    By::Coder => Note::new("freq-by-coder"),
                    By::Layer => Note::new("freq-by-layer"),
                    _ if self.counts_people() => Note::new("freq-by-people"),
                    _ => Note::new("freq-by-interviews"),
                }
                .with("by", by.name()),
            );
            notes.push(Note::new("share-of-column"));
        }
        if self.hides_any(shown) {
            notes.push(Note::new("fewer-than-three-people"));
        }
        notes.extend(foot(filter, &self.fingerprint));
        notes.push(Note::new("frequency-is-not-importance"));
        notes
    }

    fn hides_any(&self, shown: Shown) -> bool {
        let hides = |n: u64| self.knows_respondents && self.request.small.hides(n);
        self.rows.iter().any(|row| {
            let prompting = row
                .prompting
                .filter(|_| shown.prompting)
                .unwrap_or_default();
            hides(row.own.respondents)
                || hides(prompting.unprompted)
                || hides(prompting.asked)
                || row.groups.iter().any(|counts| hides(counts.respondents))
        })
    }
}

/// Which columns stand in the table.
#[derive(Clone, Copy)]
struct Shown {
    spoken: bool,
    denied: bool,
    prompting: bool,
}

impl Shown {
    fn of(found: &Frequencies) -> Self {
        Self {
            spoken: found.request.spoken == Spoken::Counted,
            denied: found.rows.iter().any(|row| row.denied.is_some()),
            prompting: found.rows.iter().any(|row| row.prompting.is_some()),
        }
    }
}

fn share(part: u64, whole: u64) -> Cell {
    if whole == 0 {
        Cell::Empty
    } else {
        Cell::Share(part as f64 / whole as f64)
    }
}
