//! The passages of one code, from which one goes to the transcript.

use ratatui::layout::{Position, Rect, Size};

use super::entries::{self, Entry, Shown};
use crate::model::CodeId;
use crate::study::{Behind, Loaded, Passage};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::{Job, Ticket};
use crate::tui::screens::analysis::FigureOf;
use crate::tui::screens::coding;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::Canvas;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;

/// Rows of each passage on screen: where it stands, then its words.
pub(super) const ROWS: usize = 3;

/// Whose passages they are.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// Of a code.
    Code(CodeId),
    /// Of a figure.
    Figure(Box<FigureOf>),
}

impl Of {
    /// The code, where it is one.
    #[must_use]
    pub fn code(&self) -> Option<CodeId> {
        match self {
            Self::Code(code) => Some(*code),
            Self::Figure(figure) => match figure.behind {
                Behind::Code { code, .. } => Some(code),
                Behind::Pair { .. } | Behind::New { .. } => None,
            },
        }
    }

    /// What the worker is asked for.
    fn job(&self) -> Job {
        match self {
            Self::Code(code) => Job::Passages(*code),
            Self::Figure(figure) => Job::Behind(figure.clone()),
        }
    }
}

/// A list of passages with a cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Passages {
    /// Of what.
    pub of: Of,
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// The passages; `None` until they are read.
    pub all: Option<Vec<Passage>>,
    /// Words that a passage must hold.
    pub filter: Filter,
    /// The passage under the cursor.
    pub list: List,
}

impl Passages {
    /// The passages of something, not asked for yet.
    #[must_use]
    pub fn new(of: Of) -> Self {
        Self {
            of,
            ticket: Ticket::default(),
            all: None,
            filter: Filter::default(),
            list: List::default(),
        }
    }

    /// Asks for the passages; those before stay until then.
    pub fn ask(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(self.of.job());
        self.ticket = ticket;
        effect
    }

    /// What stands in the title.
    #[must_use]
    pub fn title(&self, loaded: &Loaded, ui: &Ui) -> String {
        let words = match &self.of {
            Of::Code(code) => {
                Message::new("title-passages").with("code", coding::name(loaded, *code))
            }
            Of::Figure(figure) => figure.what.clone(),
        };
        ui.tell(&words.with("n", self.shown().len()))
    }

    /// The passages that pass the filter.
    #[must_use]
    pub fn shown(&self) -> Vec<&Passage> {
        self.all
            .iter()
            .flatten()
            .filter(|it| {
                let words = [&it.words, &it.interview_name, &it.coder];
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
            desk.go = self.shown().get(self.list.at).map(|it| Go::Interview {
                id: it.interview,
                at: Some(it.span),
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
            none: "empty-passages",
        };
        shown.draw(ui, buffer, area, |it| {
            let speaker = it.speaker.as_deref().unwrap_or("-");
            Entry {
                head: match it.codes.as_slice() {
                    [] => format!("{}  {speaker}  {}", it.interview_name, it.coder),
                    codes => {
                        let codes = codes.join(" ");
                        format!("{}  {speaker}  {}  {codes}", it.interview_name, it.coder)
                    }
                },
                said: Vec::new(),
                words: it.words.clone(),
                role: Role::Text,
            }
        })
    }
}

/// Passages in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    entries::height(size, ROWS)
}
