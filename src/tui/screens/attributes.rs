//! Attributes of interviews in a table whose cells can be changed.

use ratatui::layout::{Position, Rect, Size};

use crate::model::{Edit, Interview};
use crate::study::Loaded;
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, row};

/// The table with a cursor on a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes {
    /// The row under the cursor.
    pub list: List,
    /// The column under the cursor, from 0.
    pub column: usize,
    /// Words that an interview's name must hold.
    pub filter: Filter,
    /// Names of columns that no interview has a value for yet.
    pub added: Vec<String>,
}

/// Cells of the column of names, and the widest of a column of values.
const NAME: u16 = 26;
const WIDEST: u16 = 18;
const NARROWEST: u16 = 8;

impl Attributes {
    /// Names of the attributes: those with values in the order in which interviews have them,
    /// then those that were added here.
    #[must_use]
    pub fn names(&self, loaded: &Loaded) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let given = loaded.interviews.iter().flat_map(|it| &it.attributes);
        for name in given.map(|(name, _)| name).chain(&self.added) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The interviews that pass the filter.
    #[must_use]
    pub fn shown<'a>(&self, loaded: &'a Loaded) -> Vec<&'a Interview> {
        loaded
            .interviews
            .iter()
            .filter(|it| self.filter.passes([it.name.as_str()]))
            .collect()
    }

    /// Keeps the cursor in the table.
    pub fn settle(&mut self, loaded: &Loaded, size: Size) {
        let len = self.shown(loaded).len();
        self.list.keep(len, height(size));
        self.column = self.column.min(self.names(loaded).len().saturating_sub(1));
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) {
        let shown = self.shown(loaded);
        if self.list.moved(command, shown.len(), height(desk.size)) {
            return;
        }
        match command {
            Command::NextColumn => self.column += 1,
            Command::PreviousColumn => self.column = self.column.saturating_sub(1),
            Command::NewAttribute => desk.open = Some(Overlay::Prompt(Prompt::new_attribute())),
            Command::Open => {
                let names = self.names(loaded);
                let name = names.get(self.column);
                match (shown.get(self.list.at), name) {
                    (Some(interview), Some(name)) => {
                        let value = value_of(interview, name).unwrap_or_default();
                        desk.open = Some(Overlay::Prompt(Prompt::attribute(interview.id, value)));
                    }
                    _ => desk.say(Message::new("say-no-attribute")),
                }
            }
            _ => {}
        }
    }

    /// Adds a column and puts the cursor there.
    pub fn add(&mut self, loaded: &Loaded, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        if !self.names(loaded).iter().any(|known| known == name) {
            self.added.push(name.to_owned());
        }
        let names = self.names(loaded);
        self.column = names.iter().position(|known| known == name).unwrap_or(0);
    }

    /// The effect that gives the interview under the cursor a value in the column under it.
    #[must_use]
    pub fn set(&self, loaded: &Loaded, value: &str) -> Option<Effect> {
        let interview = *self.shown(loaded).get(self.list.at)?;
        let name = self.names(loaded).get(self.column)?.clone();
        let value = value.trim().to_owned();
        if value_of(interview, &name).unwrap_or_default() == value {
            return None;
        }
        let said = Message::new("said-attribute")
            .with("interview", &interview.name)
            .with("name", &name)
            .with("value", if value.is_empty() { "-" } else { &value });
        let edit = Edit::SetAttributes {
            interview: interview.id,
            attributes: vec![(name, value)],
        };
        Some(Effect::edit(edit, said))
    }

    /// Draws the table and returns where its cursor is.
    pub fn draw(
        &self,
        loaded: &Loaded,
        ui: &Ui,
        buffer: &mut Canvas,
        area: Rect,
    ) -> Option<Position> {
        let shown = self.shown(loaded);
        if shown.is_empty() {
            let key = if loaded.interviews.is_empty() {
                "empty-interviews"
            } else {
                "empty-filter"
            };
            ui.paragraph(buffer, area, &ui.say(key));
            return None;
        }
        let names = self.names(loaded);
        let rows = self
            .list
            .view(shown.len(), usize::from(area.height.saturating_sub(2)));
        let in_view = &shown[rows.clone()];
        let widths: Vec<u16> = names
            .iter()
            .map(|name| width_of(ui, name, in_view))
            .collect();
        let first = first_column(&widths, self.column, area.width.saturating_sub(NAME + 3));
        let dim = ui.style(Role::Dim);
        let head = row(area, 0);
        put(buffer, from_column(head, 2), &ui.say("col-interview"), dim);
        if names.is_empty() {
            put(
                buffer,
                from_column(head, NAME + 3),
                &ui.say("attributes-none"),
                dim,
            );
        }
        let mut x = NAME + 3;
        for (name, width) in names.iter().zip(&widths).skip(first) {
            put(buffer, from_column(head, x), &ui.fit(name, *width), dim);
            x = x.saturating_add(width + 2);
        }
        ui.line(buffer, row(area, 1), Role::Rule);
        let mut cursor = None;
        for (place, y) in rows.zip(2..) {
            let interview = shown[place];
            let line = row(area, y);
            let here = place == self.list.at;
            let style = ui.style(Role::Text);
            if here {
                ui.mark(buffer, line, style);
            }
            let words = ui.fit(&interview.name, NAME).into_owned();
            put(buffer, from_column(line, 2), &words, style);
            let mut x = NAME + 3;
            for ((name, width), column) in names.iter().zip(&widths).zip(0..).skip(first) {
                let cell = Rect::new(line.x + x, line.y, *width, 1).intersection(line);
                let under = here && column == self.column;
                let style = ui.style(if under { Role::Cursor } else { Role::Text });
                if under {
                    buffer.set_style(cell, style);
                    cursor = Some(Position::new(cell.x, cell.y));
                }
                let value = value_of(interview, name).unwrap_or_default();
                put(buffer, cell, &ui.fit(value, *width), style);
                x = x.saturating_add(width + 2);
            }
            if here && cursor.is_none() {
                cursor = Some(Position::new(line.x, line.y));
            }
        }
        cursor
    }
}

fn value_of<'a>(interview: &'a Interview, name: &str) -> Option<&'a str> {
    let mut attributes = interview.attributes.iter();
    attributes
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.as_str())
}

/// Cells that a column needs for what is in view.
fn width_of(ui: &Ui, name: &str, interviews: &[&Interview]) -> u16 {
    interviews
        .iter()
        .filter_map(|it| value_of(it, name))
        .chain([name])
        .map(|words| ui.width(words))
        .max()
        .unwrap_or(0)
        .clamp(NARROWEST, WIDEST)
}

/// The first column in view, so that the one under the cursor is in view too.
fn first_column(widths: &[u16], at: usize, room: u16) -> usize {
    let mut used = 0;
    let mut first = at.min(widths.len());
    for (place, width) in widths.iter().enumerate().take(at + 1).rev() {
        used += width + 2;
        if used > room.saturating_add(2) {
            break;
        }
        first = place;
    }
    first
}

/// Rows over the table: names of columns, a line.
pub const HEAD: u16 = 2;

/// Rows of the table in view.
#[must_use]
pub fn height(size: Size) -> usize {
    usize::from(layout::frame(size).body.height.saturating_sub(HEAD))
}
