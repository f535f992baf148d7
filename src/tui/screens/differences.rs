//! Units on which coders differ about a code, with what each of them said there.

use ratatui::layout::{Position, Rect, Size};

use super::agreement::Choice;
use crate::model::CodeId;
use crate::study::{Difference, Opinion};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::{Job, Ticket};
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, row};

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
            desk.go = self.shown().get(self.list.at).map(|it| Go::Interview {
                id: it.interview,
                at: Some(it.span),
            });
        }
    }

    /// Draws the list and returns where its cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        if self.all.is_none() {
            ui.paragraph(buffer, area, &ui.say("working"));
            return None;
        }
        let shown = self.shown();
        if shown.is_empty() {
            let key = if self.filter.is_empty() {
                "empty-differences"
            } else {
                "empty-filter"
            };
            ui.paragraph(buffer, area, &ui.say(key));
            return None;
        }
        let mut cursor = None;
        let fits = usize::from(area.height) / ROWS;
        for (place, n) in self.list.view(shown.len(), fits).zip(0..) {
            let it = shown[place];
            let here = place == self.list.at;
            let top = n * u16::try_from(ROWS).unwrap_or(1);
            let head = row(area, top);
            let style = if here {
                cursor = Some(head.as_position());
                ui.mark_row(buffer, head, 0)
            } else {
                ui.style(Role::Heading)
            };
            let speaker = it.speaker.as_deref().unwrap_or("-");
            let turn = it.turn.map_or(String::new(), |turn| {
                ui.tell(&Message::new("difference-turn").with("turn", turn))
            });
            let words = format!("{}  {turn}  {speaker}", it.interview_name);
            let width = area.width.saturating_sub(3);
            put(buffer, from_column(head, 2), &ui.fit(&words, width), style);
            let sides: Vec<String> = it.sides.iter().map(|side| side_words(side, ui)).collect();
            let line = from_column(row(area, top + 1), 4);
            let words = sides.join("  ");
            put(
                buffer,
                line,
                &ui.fit(&words, line.width),
                ui.style(Role::Text),
            );
            let measure = area.width.saturating_sub(4).min(MEASURE);
            let flat = it.words.replace('\n', " ");
            let rows = ui.rows(&flat, measure);
            for (span, n) in rows.iter().take(2).zip(0..) {
                let mut part = flat[span.start as usize..span.end as usize].to_owned();
                if n == 1 && rows.len() > 2 {
                    part = ui.fit(&format!("{part}……"), measure).into_owned();
                }
                let line = from_column(row(area, top + 2 + n), 4);
                put(buffer, line, &part, ui.style(Role::Dim));
            }
        }
        cursor
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

/// Widest words, in cells.
const MEASURE: u16 = 96;

/// Units in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::frame(size).body.height) / ROWS
}
