//! The list of interviews.

use ratatui::layout::{Position, Rect, Size};

use crate::model::{Interview, InterviewId, MemoTarget};
use crate::study::Loaded;
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

/// The interviews with a cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interviews {
    /// The row under the cursor.
    pub list: List,
    /// Words that a row must hold.
    pub filter: Filter,
}

/// Rows above the first interview: headings and a line.
pub(super) const HEAD: u16 = 2;

impl Interviews {
    /// The list with the cursor on the interview that is open.
    #[must_use]
    pub fn at(loaded: &Loaded) -> Self {
        Self::on(loaded, loaded.open.as_ref().map(|open| open.id))
    }

    /// The list with the cursor on an interview.
    #[must_use]
    pub fn on(loaded: &Loaded, open: Option<InterviewId>) -> Self {
        let at = loaded.interviews.iter().position(|it| Some(it.id) == open);
        let mut interviews = Self::default();
        interviews.list.at = at.unwrap_or(0);
        interviews
    }

    /// The interviews that pass the filter.
    #[must_use]
    pub fn shown<'a>(&self, loaded: &'a Loaded) -> Vec<&'a Interview> {
        loaded
            .interviews
            .iter()
            .filter(|it| {
                let words = it.attributes.iter().map(|(_, value)| value.as_str());
                let name = std::iter::once(it.name.as_str());
                self.filter
                    .passes(name.chain(it.date.as_deref()).chain(words))
            })
            .collect()
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, loaded: &Loaded, size: Size) {
        let len = self.shown(loaded).len();
        self.list.keep(len, height(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) {
        let shown = self.shown(loaded);
        if self.list.moved(command, shown.len(), height(desk.size)) {
            return;
        }
        let Some(it) = shown.get(self.list.at) else {
            return;
        };
        match command {
            Command::Open => {
                desk.go = Some(Go::Interview {
                    id: it.id,
                    at: None,
                });
            }
            Command::Memo => desk.go = Some(Go::Memo(MemoTarget::Interview(it.id))),
            _ => {}
        }
    }

    /// Draws the list and returns where its cursor is.
    pub fn draw(
        &self,
        loaded: &Loaded,
        ui: &Ui,
        buffer: &mut Canvas,
        area: Rect,
    ) -> Option<Position> {
        let shown = self.shown(loaded);
        let dim = ui.style(Role::Dim);
        if shown.is_empty() {
            let key = if loaded.interviews.is_empty() {
                "empty-interviews"
            } else {
                "empty-filter"
            };
            ui.paragraph(buffer, area, &ui.say(key));
            return None;
        }
        let columns = Columns::of(area.width);
        let head = row(area, 0);
        put(buffer, from_column(head, 2), &ui.say("col-interview"), dim);
        columns.figures(
            buffer,
            head,
            &[
                "col-date",
                "col-turns",
                "col-chars",
                "col-codings",
                "col-unread",
            ]
            .map(|key| ui.say(key)),
            dim,
        );
        ui.line(buffer, row(area, 1), Role::Rule);
        let body = Rect::new(
            area.x,
            area.y + HEAD,
            area.width,
            area.height.saturating_sub(HEAD),
        );
        let mut cursor = None;
        for (n, place) in self
            .list
            .view(shown.len(), usize::from(body.height))
            .enumerate()
        {
            let it = shown[place];
            let line = row(body, u16::try_from(n).unwrap_or(u16::MAX));
            let here = place == self.list.at;
            let style = if here {
                cursor = Some(line.as_position());
                ui.mark_row(buffer, line, 0)
            } else {
                ui.style(Role::Text)
            };
            let attributes: Vec<&str> = it
                .attributes
                .iter()
                .map(|(_, value)| value.as_str())
                .collect();
            let words = format!("{}  {}", it.name, attributes.join(" / "));
            let name = ui.fit(&words, columns.name).into_owned();
            put(buffer, from_column(line, 2), &name, style);
            columns.figures(
                buffer,
                line,
                &[
                    it.date.clone().unwrap_or_default(),
                    it.n_turns.to_string(),
                    it.n_chars.to_string(),
                    it.n_codings.to_string(),
                    loaded
                        .unread
                        .get(&it.id)
                        .map_or_else(|| "-".to_owned(), u32::to_string),
                ],
                style,
            );
        }
        cursor
    }
}

/// Where the columns of the list stand.
struct Columns {
    name: u16,
}

/// Widths of date, turns, characters, codings and unread sentences.
const FIGURES: [u16; 5] = [12, 7, 12, 9, 8];

impl Columns {
    fn of(width: u16) -> Self {
        let figures: u16 = FIGURES.iter().sum();
        Self {
            name: width.saturating_sub(figures + 4),
        }
    }

    fn figures(
        &self,
        buffer: &mut Canvas,
        line: Rect,
        words: &[String; 5],
        style: ratatui::style::Style,
    ) {
        let mut x = 2 + self.name;
        for (words, width) in words.iter().zip(FIGURES) {
            let cell = Rect::new(line.x + x, line.y, width, 1).intersection(line);
            put_right(buffer, cell, words, style);
            x += width;
        }
    }
}

/// Rows of the list in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::frame(size).body.height.saturating_sub(HEAD))
}
