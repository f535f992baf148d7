//! How often each code was given, with bars; every row leads to its passages.

use ratatui::layout::{Position, Rect, Size};

use crate::analysis::frequency::Counts;
use crate::study::{Frequencies, FrequencyRow};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::jobs::Ticket;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::foot::{self, with_foot};
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// The table with a cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frequency {
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// The figures; `None` until they are counted.
    pub figures: Option<Frequencies>,
    /// Order of the rows.
    pub order: Order,
    /// Levels shown, from 1; deeper codes are counted into theirs. `None` shows all.
    pub level: Option<u16>,
    /// Words that a row must hold.
    pub filter: Filter,
    /// The row under the cursor.
    pub list: List,
}

/// Order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The most codings first.
    #[default]
    Codings,
    /// As in the codebook.
    Codebook,
}

/// Rows above the first code: headings.
pub(super) const HEAD: u16 = 1;
/// Notes under the table: the counting rule, the order, what to keep in mind.
const NOTES: usize = 3;

impl Frequency {
    /// The table asked for under a ticket.
    #[must_use]
    pub fn new(ticket: Ticket) -> Self {
        Self {
            ticket,
            ..Self::default()
        }
    }

    /// The rows in order, with the figures that count at the level chosen.
    #[must_use]
    pub fn shown(&self) -> Vec<(&FrequencyRow, Counts)> {
        let mut rows: Vec<(&FrequencyRow, Counts)> = self
            .figures
            .iter()
            .flat_map(|figures| &figures.rows)
            .filter(|row| self.level.is_none_or(|level| row.depth < level))
            .filter(|row| self.filter.passes([row.public_id.as_str(), &row.path]))
            .map(|row| {
                let rolled = self.level.is_some_and(|level| row.depth + 1 == level);
                (row, if rolled { row.total } else { row.own })
            })
            .collect();
        if self.order == Order::Codings {
            rows.retain(|(_, counts)| counts.codings > 0);
            rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.codings));
        }
        rows
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
        match command {
            Command::Open => {
                let code = self.shown().get(self.list.at).map(|(row, _)| row.code);
                desk.go = code.map(Go::Passages);
            }
            Command::Sort => {
                self.order = match self.order {
                    Order::Codings => Order::Codebook,
                    Order::Codebook => Order::Codings,
                };
                self.list = List::default();
            }
            Command::Level => {
                let deepest = self
                    .figures
                    .iter()
                    .flat_map(|figures| &figures.rows)
                    .map(|row| row.depth + 1)
                    .max()
                    .unwrap_or(1);
                self.level = match self.level {
                    None => Some(1),
                    Some(level) if level + 1 < deepest => Some(level + 1),
                    Some(_) => None,
                };
                self.list = List::default();
            }
            _ => {}
        }
    }

    /// Draws the table and returns where its cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let Some(figures) = &self.figures else {
            ui.paragraph(buffer, area, &ui.say("working"));
            return None;
        };
        let order = ui.say(match self.order {
            Order::Codings => "order-codings",
            Order::Codebook => "order-codebook",
        });
        let level = match self.level {
            None => ui.say("level-all"),
            Some(level) => ui.tell(&Message::new("level-n").with("level", level)),
        };
        let mut scope = format!("{order}  {level}");
        if !self.filter.is_empty() {
            scope = format!("{scope}  /{}", self.filter.words());
        }
        let rule = ui.say(if figures.knows_respondents {
            "counting-rule-respondents"
        } else {
            "counting-rule"
        });
        let notes: [_; NOTES] = [rule, scope, ui.say("not-importance")];
        let notes = notes.map(|words| (words, Role::Dim));
        let table = with_foot(ui, buffer, area, notes);
        self.draw_rows(figures, ui, buffer, table)
    }

    fn draw_rows(
        &self,
        figures: &Frequencies,
        ui: &Ui,
        buffer: &mut Canvas,
        area: Rect,
    ) -> Option<Position> {
        let shown = self.shown();
        if shown.is_empty() {
            let key = if self.filter.is_empty() {
                "empty-frequencies"
            } else {
                "empty-filter"
            };
            ui.paragraph(buffer, area, &ui.say(key));
            return None;
        }
        let name = if area.width >= 110 { 44 } else { 26 };
        let most = shown.iter().map(|(_, it)| it.codings).max().unwrap_or(0);
        let bars = area.width.saturating_sub(name + NUMBERS + 5);
        let per_cell = most.div_ceil(u64::from(bars.max(1))).max(1);

        let head = row(area, 0);
        let dim = ui.style(Role::Dim);
        put(buffer, from_column(head, 2), &ui.say("head-code"), dim);
        let share = if figures.knows_respondents {
            "head-respondents"
        } else {
            "head-share"
        };
        numbers(
            buffer,
            head,
            name,
            &["head-codings", "head-interviews", share].map(|key| ui.say(key)),
            dim,
        );
        let scale = ui.tell(&Message::new("bar-scale").with("n", per_cell));
        put(buffer, from_column(head, name + NUMBERS + 4), &scale, dim);

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
            let (it, counts) = shown[place];
            let line = row(body, u16::try_from(n).unwrap_or(u16::MAX));
            let here = place == self.list.at;
            let style = if here {
                cursor = Some(line.as_position());
                ui.mark_row(buffer, line, 0)
            } else {
                ui.style(Role::Text)
            };
            let indent = match self.order {
                Order::Codebook => "  ".repeat(usize::from(it.depth)),
                Order::Codings => String::new(),
            };
            let words = format!("{indent}{} {}", it.public_id, it.name);
            put(buffer, from_column(line, 2), &ui.pad(&words, name), style);
            let last = if figures.knows_respondents {
                counts.respondents.to_string()
            } else {
                share_of(counts.interviews, figures.n_interviews)
            };
            numbers(
                buffer,
                line,
                name,
                &[
                    counts.codings.to_string(),
                    counts.interviews.to_string(),
                    last,
                ],
                style,
            );
            let cells = u16::try_from(counts.codings / per_cell)
                .unwrap_or(u16::MAX)
                .min(bars);
            let bar = Rect::new(line.x + name + NUMBERS + 4, line.y, cells, 1);
            let look = if here { style } else { ui.style(Role::Bar) };
            fill(buffer, bar.intersection(line), ui.glyphs.bar(), look);
        }
        cursor
    }
}

/// Width of the three columns of figures.
const NUMBERS: u16 = 3 * NUMBER;
const NUMBER: u16 = 10;

fn numbers(
    buffer: &mut Canvas,
    line: Rect,
    name: u16,
    words: &[String; 3],
    style: ratatui::style::Style,
) {
    for (words, n) in words.iter().zip(0..) {
        let cell = Rect::new(line.x + 2 + name + n * NUMBER, line.y, NUMBER, 1).intersection(line);
        put_right(buffer, cell, words, style);
    }
}

/// A share of the interviews as per cent without decimals.
fn share_of(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:.0}%", part as f64 / whole as f64 * 100.0)
}

/// Rows of the list in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(
        layout::frame(size)
            .body
            .height
            .saturating_sub(foot::rows(NOTES) + HEAD),
    )
}
