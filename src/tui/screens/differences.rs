//! Units on which coders differ about a code, with what each of them said there; each leads
//! to where the disagreement is settled.

use ratatui::layout::{Position, Rect, Size};

use super::agreement::Choice;
use super::entries::{self, Entry, Shown};
use crate::model::CodeId;
use crate::study::{Difference, Opinion};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::{Job, Ticket};
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::Canvas;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;

/// Rows of each unit on screen: where it is, what each coder said, its words.
pub(super) const ROWS: usize = 4;

/// The units with a cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// The code.
    pub code: CodeId,
    /// What is compared.
    pub choice: Choice,
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// The units; `None` until they are found.
    pub all: Option<Vec<Difference>>,
    /// Words that a unit must hold.
    pub filter: Filter,
    /// The unit under the cursor.
    pub list: List,
}

impl Differences {
    /// The units on which coders differ about a code, not asked for yet.
    #[must_use]
    pub fn new(code: CodeId, choice: Choice) -> Self {
        Self {
            code,
            choice,
            ticket: Ticket::default(),
            all: None,
            filter: Filter::default(),
            list: List::default(),
        }
    }

    /// Asks for the units; those before stay in view meanwhile.
    pub fn ask(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::Differences {
            code: self.code,
            choice: self.choice.clone(),
        });
        self.ticket = ticket;
        effect
    }

    /// The units that pass the filter.
    #[must_use]
    pub fn shown(&self) -> Vec<&Difference> {
        self.all
            .iter()
            .flatten()
            .filter(|it| {
                let words = [&it.words, &it.interview_name];
                self.filter.passes(words.map(String::as_str))
            })
            .collect()
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        let len = self.shown().len();
        self.list.keep(len, height(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, desk: &mut Desk, command: Command) {
        let len = self.shown().len();
        if self.list.moved(command, len, height(desk.size)) {
            return;
        }
        if command == Command::Open {
            // Settled where all disagreements are.
            desk.go = self.shown().get(self.list.at).map(|it| Go::Dispute {
                code: self.code,
                interview: it.interview,
                span: it.span,
            });
        }
    }

    /// Draws the list and returns where its cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let passing = self.shown();
        let shown = Shown {
            passing: self.all.as_ref().map(|_| passing.as_slice()),
            filter: &self.filter,
            list: self.list,
            rows: ROWS,
            none: "empty-differences",
        };
        shown.draw(ui, buffer, area, |it| {
            let speaker = it.speaker.as_deref().unwrap_or("-");
            let turn = it.turn.map_or(String::new(), |turn| {
                ui.tell(&Message::new("difference-turn").with("turn", turn))
            });
            let sides: Vec<String> = it.sides.iter().map(|side| side_words(side, ui)).collect();
            Entry {
                head: format!("{}  {turn}  {speaker}", it.interview_name),
                said: vec![sides.join("  ")],
                words: it.words.clone(),
                role: Role::Dim,
            }
        })
    }
}

/// A coder, whether they gave the code, and all codes that they gave there.
fn side_words(side: &Opinion, ui: &Ui) -> String {
    let key = if side.marked {
        "difference-with"
    } else {
        "difference-without"
    };
    let said = ui.tell(&Message::new(key).with("coder", &side.coder));
    if side.codes.is_empty() {
        said
    } else {
        format!("{said} ({})", side.codes.join(" "))
    }
}

/// Units in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    entries::height(size, ROWS)
}
