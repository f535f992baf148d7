//! How the search is drawn.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Focus, HEAD, Item, Order, Search};
use crate::study::{Found, FoundRow};
use crate::tui::event::Message;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// Columns of a hit before its words: cursor, turn, speaker.
const MARGIN: u16 = 15;

impl Search {
    /// Draws the screen and returns where its cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let caret = self.draw_field(ui, buffer, row(area, 0));
        ui.line(buffer, row(area, 2), Role::Rule);
        self.draw_below_field(ui, buffer, area);
        let below = Rect::new(
            area.x,
            area.y + HEAD.min(area.height),
            area.width,
            area.height.saturating_sub(HEAD),
        );
        let at = self.draw_results(ui, buffer, below);
        match self.focus {
            Focus::Field => caret,
            Focus::Results => at.or(caret),
        }
    }

    fn draw_field(&self, ui: &Ui, buffer: &mut Canvas, line: Rect) -> Option<Position> {
        let count = match (self.progress, &self.answer) {
            (Some((done, of)), _) => Message::new("search-progress")
                .with("done", done)
                .with("of", of),
            (None, Some((_, found))) => Message::new("search-count")
                .with("at", self.number().unwrap_or(0))
                .with("hits", found.n_hits)
                .with("interviews", found.groups.len()),
            (None, None) => Message::new("search-nothing-yet"),
        };
        let right = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
        let end = put_right(buffer, right, &ui.tell(&count), ui.style(Role::Dim));
        let style = ui.style(Role::Key);
        put(buffer, from_column(line, 1), ">", style);
        let room = end.saturating_sub(line.x + 5);
        let field = Rect::new(line.x + 3.min(line.width), line.y, room, 1);
        self.field.draw(buffer, field, ui.style(Role::Text))
    }

    /// What is wrong with what is typed, else what can be typed.
    fn draw_below_field(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) {
        let line = row(area, 1);
        let Some(fault) = &self.fault else {
            let line = from_column(line, 3);
            let words = ui.say("search-help");
            let room = line.width.saturating_sub(1);
            put(buffer, line, &ui.fit(&words, room), ui.style(Role::Dim));
            return;
        };
        let words = ui.tell(fault);
        let room = Rect::new(line.x + 3, line.y, line.width.saturating_sub(4), HEAD - 1);
        let room = room.intersection(area);
        // A long sentence goes on in place of the rule.
        if ui.rows(&words, room.width).len() > 1 {
            fill(buffer, row(area, 2), ' ', ui.style(Role::Text));
        }
        ui.wrapped(buffer, room, &words, ui.style(Role::Error));
    }

    fn draw_results(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let Some((query, found)) = &self.answer else {
            let key = if self.is_waiting() {
                "search-working"
            } else {
                "search-about"
            };
            if self.fault.is_none() {
                ui.paragraph(buffer, area, &ui.say(key));
            }
            return None;
        };
        if found.n_hits == 0 {
            let words = Message::new("search-none").with("query", &query.source);
            ui.paragraph(buffer, area, &ui.tell(&words));
            return None;
        }
        let mut cursor = None;
        let height = usize::from(area.height);
        for (place, n) in self.list.view(self.items.len(), height).zip(0..) {
            let line = row(area, n);
            let look = if place == self.list.at {
                cursor = Some(line.as_position());
                ui.mark_row(buffer, line, 0);
                Look::UnderCursor
            } else {
                Look::Plain
            };
            draw_item(found, self.items[place], look, ui, buffer, line);
        }
        cursor
    }

    /// What the title says of the order.
    #[must_use]
    pub fn order_key(&self) -> &'static str {
        match self.order {
            Order::Best => "order-best",
            Order::Study => "order-study",
        }
    }
}

/// Whether a row is the one under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It is not.
    Plain,
    /// It is, and is marked already.
    UnderCursor,
}

impl Look {
    fn or(self, ui: &Ui, role: Role) -> Style {
        ui.style(match self {
            Self::Plain => role,
            Self::UnderCursor => Role::Cursor,
        })
    }
}

fn draw_item(found: &Found, item: Item, look: Look, ui: &Ui, buffer: &mut Canvas, line: Rect) {
    match item {
        Item::Interview(place) => {
            let group = &found.groups[place];
            let style = ui.style(Role::Heading);
            let n = Message::new("search-group").with("n", group.spans.len());
            let words = format!("{}  {}", group.name, ui.tell(&n));
            let room = line.width.saturating_sub(2);
            put(buffer, from_column(line, 1), &ui.fit(&words, room), style);
        }
        Item::Hit(place, hit) => {
            hit_line(&found.groups[place].rows[hit], look, ui, buffer, line);
        }
        Item::More(place, listed) => {
            let n = found.groups[place].spans.len() - listed;
            let words = ui.tell(&Message::new("search-more").with("n", n));
            let style = look.or(ui, Role::Dim);
            put(buffer, from_column(line, MARGIN), &words, style);
        }
    }
}

/// Draws a hit on one line: turn, speaker, and its words with what stands around them.
pub fn hit_line(hit: &FoundRow, look: Look, ui: &Ui, buffer: &mut Canvas, line: Rect) {
    let plain = look.or(ui, Role::Text);
    let dim = look.or(ui, Role::Dim);
    let turn = hit.turn.map_or_else(String::new, |turn| turn.to_string());
    put_right(buffer, Rect::new(line.x + 1, line.y, 4, 1), &turn, dim);
    let speaker = hit.speaker.as_deref().unwrap_or("-");
    let label = ui.fit(speaker, MARGIN - 7).into_owned();
    put(buffer, from_column(line, 6), &label, dim);
    let marked = plain.patch(ui.style(Role::Hit));
    words(hit, ui, (plain, marked), buffer, from_column(line, MARGIN));
}

/// The hit in the middle of its line, as far as there is room.
fn words(hit: &FoundRow, ui: &Ui, styles: (Style, Style), buffer: &mut Canvas, at: Rect) {
    let (plain, marked) = styles;
    let room = at.width.saturating_sub(1);
    let flat = |words: &str| words.replace('\n', " ");
    let (before, found, after) = (flat(&hit.before), flat(&hit.words), flat(&hit.after));
    let found = ui.fit(&found, room).into_owned();
    let left = room.saturating_sub(ui.width(&found));
    let lead = left.saturating_sub(ui.width(&after).min(left * 2 / 3));
    let before = last(&before, lead, ui);
    let mut x = 0;
    for (words, style) in [(before.as_str(), plain), (&found, marked)] {
        put(buffer, from_column(at, x), words, style);
        x += ui.width(words);
    }
    let after = ui.fit(&after, room.saturating_sub(x)).into_owned();
    put(buffer, from_column(at, x), &after, plain);
}

/// The end of a text that has so many cells at most, with an ellipsis where it was cut.
fn last(words: &str, room: u16, ui: &Ui) -> String {
    use unicode_segmentation::UnicodeSegmentation as _;
    if ui.width(words) <= room {
        return words.to_owned();
    }
    let mut used = 1;
    let mut from = words.len();
    for (at, grapheme) in words.grapheme_indices(true).rev() {
        used += ui.width(grapheme);
        if used > room {
            break;
        }
        from = at;
    }
    if room == 0 {
        return String::new();
    }
    format!("…{}", &words[from..])
}
