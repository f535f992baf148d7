//! Words to be replaced in all interviews: what goes, what comes, then what that does.

use ratatui::layout::Size;

use crate::model::Edit;
use crate::study::ReplacingAll;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::Ticket;
use crate::tui::widgets::field::Field;

use super::preview::Preview;

/// Rows of the two questions.
const QUESTIONS: u16 = 6;

/// The two questions and what is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Replace {
    /// What goes.
    pub find: Field,
    /// What comes.
    pub with: Field,
    /// The question that takes what is typed.
    pub asked: Asked,
    /// The request whose answer is waited for.
    pub ticket: Option<Ticket>,
    /// What it would do, once that was found out.
    pub found: Option<Found>,
}

/// One of the two questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// What goes.
    Find,
    /// What comes.
    With,
}

/// What replacing would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Hits.
    pub n_hits: u32,
    /// Interviews that have any.
    pub n_interviews: u32,
    /// Turns that stay because they would have no words left.
    pub n_left: u32,
    /// What it does to codings.
    pub preview: Preview,
}

impl Replace {
    /// Asks what to replace; `find` may be there already.
    #[must_use]
    pub fn new(find: &str) -> Self {
        Self {
            find: Field::line(find),
            with: Field::line(""),
            asked: if find.is_empty() {
                Asked::Find
            } else {
                Asked::With
            },
            ticket: None,
            found: None,
        }
    }

    /// The field that takes what is typed.
    pub fn field(&mut self) -> &mut Field {
        match self.asked {
            Asked::Find => &mut self.find,
            Asked::With => &mut self.with,
        }
    }

    /// Goes to the first question or the second.
    pub fn ask(&mut self, nth: usize) {
        self.asked = match nth {
            0 => Asked::Find,
            _ => Asked::With,
        };
    }

    /// Goes to the other question.
    pub fn other(&mut self) {
        self.asked = match self.asked {
            Asked::Find => Asked::With,
            Asked::With => Asked::Find,
        };
    }

    /// Shows what was found, where there is anything to replace.
    pub fn show(&mut self, all: ReplacingAll) {
        self.found = Some(Found {
            n_hits: all.n_hits,
            n_interviews: all.n_interviews,
            n_left: all.n_left,
            preview: Preview::new(all.touching),
        });
    }

    /// The effect that replaces what was found.
    #[must_use]
    pub fn accepted(&self, found: &Found) -> Effect {
        let edit = Edit::ReplaceWords {
            find: self.find.text().to_owned(),
            with: self.with.text().to_owned(),
        };
        let said = Message::new("said-replaced")
            .with("n", found.n_hits)
            .with("interviews", found.n_interviews);
        Effect::edit(edit, said)
    }

    /// Rows on screen.
    #[must_use]
    pub fn height(&self, size: Size) -> u16 {
        match &self.found {
            Some(found) => found.preview.height(size) + 1,
            None => QUESTIONS,
        }
    }
}
