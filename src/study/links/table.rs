//! Links as tables: the pairs, and what is left without one.

use super::{Alone, Declared, Links, Orphan};
use crate::model::table::{Cell, Column, Note, Table};
use crate::study::filter::Filter;
use crate::study::fingerprint::{foot, scope};
use crate::study::groups::Small;

impl Links {
    /// The pairs: declared ones with what speaks for them, and others that interviews show.
    #[must_use]
    pub fn table(&self, filter: &Filter, small: Small) -> Table {
        let columns = vec![
            Column::text("code_from"),
            Column::text("name_from"),
            Column::text("code_to"),
            Column::text("name_to"),
            Column::text("declared"),
            Column::text("shown"),
            Column::number(self.voices("respondents", "interviews")),
            Column::number("passages"),
            Column::number("links"),
            Column::text("reason"),
        ];
        let rows = self.pairs.iter().map(|pair| {
            let voices = pair.tie.both.len() as u64;
            let hidden = self.counts_people && small.hides(voices);
            vec![
                Cell::Text(pair.from.public_id.clone()),
                Cell::Text(pair.from.name.clone()),
                Cell::Text(pair.to.public_id.clone()),
                Cell::Text(pair.to.name.clone()),
                Cell::Key(match pair.declared {
                    Declared::No => "declared-no",
                    Declared::Hypothesis => "declared-hypothesis",
                    Declared::Yes => "declared-yes",
                }),
                Cell::Key(match pair.outcome() {
                    "supported" => "shown-supported",
                    "not_found" => "shown-not-found",
                    _ => "shown-undeclared",
                }),
                self.voices_cell(voices, small),
                if hidden {
                    Cell::Empty
                } else {
                    Cell::Count(pair.tie.passages)
                },
                Cell::Count(pair.tie.links),
                Cell::text(&pair.reason),
            ]
        });
        let rows = rows.collect();
        let mut notes = vec![
            self.voice_note(),
            Note::new("links-drawn").with("relation", &self.request.relation),
            Note::new("links-undeclared").with("least", self.request.least),
            Note::new("links-hypothesis"),
        ];
        let hides = |n: usize| self.counts_people && small.hides(n as u64);
        if self.pairs.iter().any(|pair| hides(pair.tie.both.len())) {
            notes.push(Note::new("fewer-than-three-people"));
        }
        notes.extend(self.foot(filter));
        Table {
            name: "links",
            columns,
            rows,
            notes,
        }
    }

    /// Codes without a supported link, those that links lead from first.
    #[must_use]
    pub fn orphans(&self, filter: &Filter, small: Small) -> Table {
        let columns = vec![
            Column::text("orphan"),
            Column::text("code"),
            Column::text("name"),
            Column::number(self.voices("respondents", "interviews")),
            Column::text("alone"),
            Column::text("linked_with"),
        ];
        let row = |what: &'static str, orphan: &Orphan| {
            let with: Vec<String> = orphan
                .with
                .iter()
                .map(|code| format!("{} {}", code.public_id, code.name))
                .collect();
            vec![
                Cell::Key(what),
                Cell::Text(orphan.code.public_id.clone()),
                Cell::Text(orphan.code.name.clone()),
                self.voices_cell(orphan.voices, small),
                Cell::Key(match orphan.why {
                    Alone::NoneDeclared => "alone-none-declared",
                    Alone::NotProposed => "alone-not-proposed",
                    Alone::OnlyEmergent => "alone-only-emergent",
                }),
                Cell::text(&with.join("; ")),
            ]
        };
        let unanswered = self.unanswered.iter().map(|it| row("unanswered", it));
        let nothing = self
            .answering_nothing
            .iter()
            .map(|it| row("answers-nothing", it));
        let rows = unanswered.chain(nothing).collect();
        let mut notes = vec![self.voice_note(), Note::new("orphans")];
        notes.extend(self.foot(filter));
        Table {
            name: "orphans",
            columns,
            rows,
            notes,
        }
    }

    fn voices(&self, people: &'static str, interviews: &'static str) -> &'static str {
        if self.counts_people {
            people
        } else {
            interviews
        }
    }

    fn voices_cell(&self, n: u64, small: Small) -> Cell {
        if self.counts_people {
            small.people(n)
        } else {
            Cell::Count(n)
        }
    }

    fn voice_note(&self) -> Note {
        if self.counts_people {
            Note::new("named-by-respondents")
        } else {
            Note::new("named-in-interviews")
        }
    }

    fn foot(&self, filter: &Filter) -> Vec<Note> {
        let mut notes = vec![scope(self.n_codings, self.n_interviews)];
        notes.extend(foot(filter, &self.fingerprint));
        notes
    }
}
