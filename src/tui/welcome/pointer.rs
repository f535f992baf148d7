//! The mouse before any study is open.

use std::time::Duration;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::draw::{asking_area, draw_asking, hints, line_of_codebook};
use super::{ROWS, Welcome, Wish};
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layout;
use crate::tui::pointer::Clicks;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, FieldPlace};

/// A thing on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    /// A study of the list, by place.
    Study(usize),
    /// A command with its key.
    Command(Command),
    /// A field of the questions for a new study.
    Field(FieldPlace),
    /// The question which codebook it begins with.
    Codebook,
    /// Nothing that a click does something on.
    Nothing,
}

impl Welcome {
    /// Takes something done with the mouse, at a time since some beginning.
    pub fn pointed(
        &mut self,
        keymap: &Keymap,
        ui: &Ui,
        event: MouseEvent,
        clicks: &mut Clicks,
        when: Duration,
    ) -> Option<Wish> {
        let at = Position::new(event.column, event.row);
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let n = clicks.count(at, when);
                self.said = None;
                self.pending.clear();
                self.click(self.under(keymap, ui, at), n)
            }
            MouseEventKind::ScrollDown => self.wheel(1),
            MouseEventKind::ScrollUp => self.wheel(-1),
            _ => None,
        }
    }

    fn wheel(&mut self, by: isize) -> Option<Wish> {
        if self.asking.is_none() {
            let (len, height) = (self.recent.len(), self.height());
            self.list.scroll(by, len, height);
        }
        None
    }

    fn click(&mut self, on: On, clicks: u8) -> Option<Wish> {
        match on {
            On::Study(place) => {
                let (len, height) = (self.recent.len(), self.height());
                self.list.go(place, len, height);
                return (clicks == 2).then(|| self.run(Command::Open)).flatten();
            }
            On::Command(command) => return self.run(command),
            On::Field(place) => {
                if let Some(asking) = &mut self.asking {
                    asking.put_caret(place);
                }
            }
            On::Codebook => {
                if let Some(asking) = &mut self.asking {
                    asking.next_codebook();
                }
            }
            On::Nothing => {}
        }
        None
    }

    fn under(&self, keymap: &Keymap, ui: &Ui, at: Position) -> On {
        if !layout::fits(self.size) {
            return On::Nothing;
        }
        let areas = layout::frame(self.size);
        if let Some(asking) = &self.asking {
            let area = asking_area(areas.body);
            let field = Canvas::field_at(area, ui.measure, at, |canvas| {
                draw_asking(asking, ui, canvas, areas.body);
            });
            return match field {
                Some(place) => On::Field(place),
                None if line_of_codebook(area).contains(at) => On::Codebook,
                None => On::Nothing,
            };
        }
        if areas.footer.contains(at) {
            let hints = hints(keymap, ui, areas.footer);
            let hint = hints.into_iter().find(|hint| hint.area.contains(at));
            return hint.map_or(On::Nothing, |hint| On::Command(hint.command));
        }
        // The studies stand under a heading and an empty row.
        let first = areas.body.y + 2;
        let row = at.y.checked_sub(first).map(|row| usize::from(row) / ROWS);
        row.filter(|_| areas.body.contains(at))
            .and_then(|row| self.list.nth(row, self.recent.len(), self.height()))
            .map_or(On::Nothing, On::Study)
    }
}
