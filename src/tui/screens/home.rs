//! The home screen: how far the study is, and what needs a decision.

mod draw;

use std::path::PathBuf;

use ratatui::layout::{Position, Rect, Size};

use crate::model::{CodeId, InterviewId, Status};
use crate::study::{Loaded, Overview, Queue};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::jobs::Ticket;
use crate::tui::layout;
use crate::tui::screens::history;
use crate::tui::view::Ui;
use crate::tui::widgets::Canvas;
use crate::tui::widgets::list::List;

/// The home screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    /// The request whose answer fills it.
    pub ticket: Ticket,
    /// The study at a glance; `None` until it has been looked over.
    pub glance: Option<Glance>,
    /// The row under the cursor.
    pub list: List,
}

/// An overview with what only the clock of this machine knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Glance {
    /// The study.
    pub overview: Overview,
    /// When each of its steps was done, in local time.
    pub times: Vec<String>,
}

impl Glance {
    /// The overview with its steps' times on this machine's clock.
    #[must_use]
    pub fn of(overview: Overview) -> Self {
        let times = history::times(&overview.steps);
        Self { overview, times }
    }
}

/// A row that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Goes on where the coder was last.
    Continue {
        /// The interview.
        interview: InterviewId,
        /// Number of the turn there, from 1.
        turn: Option<u32>,
    },
    /// Disagreements that nobody settled.
    Disagreements {
        /// How many.
        n: usize,
    },
    /// Suggestions, and codings whose coder was asked back.
    Review {
        /// Suggestions.
        suggested: u32,
        /// Codings whose coder was asked back.
        asked: u32,
    },
    /// Codings made under an older definition.
    Outdated {
        /// How many.
        n: u32,
    },
    /// Interviews that the coder hasn't begun.
    NotBegun {
        /// How many.
        n: usize,
        /// The first of them.
        first: InterviewId,
    },
    /// Interviews in which nobody is known as the interviewer.
    NoInterviewer {
        /// How many.
        n: usize,
        /// The first of them.
        first: InterviewId,
    },
    /// Codes that are used and not defined.
    Undefined {
        /// How many.
        n: usize,
        /// The first of them.
        first: CodeId,
    },
    /// What copies said differently that were merged.
    Conflicts {
        /// How many.
        n: u32,
    },
    /// Another copy of the study in its folder.
    Copy {
        /// The file.
        file: PathBuf,
    },
    /// What looking the study over found.
    Findings {
        /// How many.
        n: usize,
        /// Key of the first.
        first: &'static str,
        /// Where it is.
        place: String,
    },
}

impl Home {
    /// What can be chosen: going on first, then what needs a decision.
    #[must_use]
    pub fn rows(&self, loaded: &Loaded) -> Vec<Row> {
        let Some(Glance { overview, .. }) = &self.glance else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        if let Some(interview) = overview.latest {
            let turn = overview
                .interviews
                .iter()
                .find(|it| it.interview == interview)
                .and_then(|it| it.turn);
            rows.push(Row::Continue { interview, turn });
        }
        let desk = overview.desk;
        if desk.disagreements > 0 {
            rows.push(Row::Disagreements {
                n: desk.disagreements,
            });
        }
        if desk.suggested + desk.asked > 0 {
            rows.push(Row::Review {
                suggested: desk.suggested,
                asked: desk.asked,
            });
        }
        if desk.outdated > 0 {
            rows.push(Row::Outdated { n: desk.outdated });
        }
        let not_begun: Vec<_> = overview
            .interviews
            .iter()
            .filter(|it| it.is_untouched())
            .collect();
        if let Some(first) = not_begun.first() {
            rows.push(Row::NotBegun {
                n: not_begun.len(),
                first: first.interview,
            });
        }
        let unknown: Vec<_> = overview
            .interviews
            .iter()
            .filter(|it| !it.has_interviewer)
            .collect();
        if let Some(first) = unknown.first() {
            rows.push(Row::NoInterviewer {
                n: unknown.len(),
                first: first.interview,
            });
        }
        let undefined = undefined(loaded);
        if let Some(first) = undefined.first() {
            rows.push(Row::Undefined {
                n: undefined.len(),
                first: *first,
            });
        }
        if overview.n_conflicts > 0 {
            rows.push(Row::Conflicts {
                n: overview.n_conflicts,
            });
        }
        if let Some(first) = overview.findings.first() {
            rows.push(Row::Findings {
                n: overview.findings.len(),
                first: first.key,
                place: first.place.clone(),
            });
        }
        let copies = overview.file.copies.iter().cloned();
        rows.extend(copies.map(|file| Row::Copy { file }));
        rows
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, loaded: &Loaded, size: Size) {
        let len = self.rows(loaded).len();
        self.list.keep(len, height(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) {
        let rows = self.rows(loaded);
        if self.list.moved(command, rows.len(), height(desk.size)) {
            return;
        }
        if command == Command::Open {
            match rows.get(self.list.at) {
                Some(row) => choose(row, desk),
                None => desk.go = Some(Go::Interviews),
            }
        }
    }

    /// Does what stands on the row with that number, from 1; going on has none.
    pub fn on_digit(&mut self, loaded: &Loaded, desk: &mut Desk, digit: usize) {
        let rows = self.rows(loaded);
        let goes_on = usize::from(matches!(rows.first(), Some(Row::Continue { .. })));
        let Some(place) = (digit + goes_on).checked_sub(1) else {
            return;
        };
        if let Some(row) = rows.get(place) {
            self.list.at = place;
            choose(row, desk);
        }
    }

    /// Whether an answer is for this screen.
    #[must_use]
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        self.ticket == ticket
    }

    /// Draws the screen of that size and returns where its cursor is.
    pub fn draw(
        &self,
        loaded: &Loaded,
        ui: &Ui,
        buffer: &mut Canvas,
        area: Rect,
        size: Size,
    ) -> Option<Position> {
        draw::draw(self, loaded, ui, buffer, area, size)
    }
}

/// Goes where a row leads.
fn choose(row: &Row, desk: &mut Desk) {
    match row {
        Row::Disagreements { .. } => desk.go = Some(Go::Disagreements),
        Row::Review { suggested, .. } => {
            // The kind that the row counts, the first of them.
            let status = match suggested {
                0 => Status::Asked,
                _ => Status::Suggested,
            };
            desk.go = Some(Go::Review(Queue::Waiting, Some(status)));
        }
        Row::Outdated { .. } => desk.go = Some(Go::Review(Queue::Outdated, None)),
        // An interview opens where the coder was last.
        Row::Continue {
            interview: first, ..
        }
        | Row::NotBegun { first, .. }
        | Row::NoInterviewer { first, .. } => {
            desk.go = Some(Go::Interview {
                id: *first,
                at: None,
            });
        }
        Row::Undefined { first, .. } => desk.go = Some(Go::Codebook(*first)),
        Row::Copy { file } => desk.go = Some(Go::Copy(file.clone())),
        Row::Conflicts { .. } => desk.go = Some(Go::Conflicts),
        Row::Findings { .. } => desk.say(Message::new("say-findings")),
    }
}

/// Codes in use that have codings and no definition.
fn undefined(loaded: &Loaded) -> Vec<CodeId> {
    loaded
        .codebook
        .codes()
        .iter()
        .zip(&loaded.n_codings)
        .filter(|(code, n)| !code.retired && **n > 0 && code.entry.definition.trim().is_empty())
        .map(|(code, _)| code.id)
        .collect()
}

/// Rows to choose from that are in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::home(size).choices.height)
}
