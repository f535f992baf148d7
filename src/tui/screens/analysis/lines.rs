//! The places of a word with what stands around it; every line leads to its passage.

use ratatui::layout::{Position, Rect};

use super::{Analysis, Ask};
use crate::analysis::concordance::Order;
use crate::study::{Concordance, Counting, WordPlaces};
use crate::tui::app::Go;
use crate::tui::command::Command;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

/// Code points on each side of the word at most.
const SIDE: u32 = 60;

/// The orders, to go through.
const ORDERS: [Order; 3] = [Order::Text, Order::Left, Order::Right];

/// The places of a word of a list that was counted so.
#[must_use]
pub fn places(word: String, counting: Counting) -> WordPlaces {
    WordPlaces {
        word,
        counting,
        order: Order::Text,
        side: SIDE,
    }
}

/// The lines in the order asked for.
pub(super) fn rows(found: &Concordance, screen: &Analysis) -> Vec<usize> {
    let passes = |place: &usize| {
        let it = &found.lines[*place];
        let words = [it.before.as_str(), &it.after, &it.interview_name];
        screen.words.passes(words)
    };
    (0..found.lines.len()).filter(passes).collect()
}

/// Where the line under the cursor stands.
pub(super) fn place(found: &Concordance, screen: &Analysis) -> Option<Go> {
    let it = &found.lines[screen.row()?];
    Some(Go::Interview {
        id: it.interview,
        at: Some(it.span),
    })
}

/// Changes the order; whether anything has to be counted anew.
pub(super) fn parameter(screen: &mut Analysis, command: Command) -> bool {
    let Ask::Lines(how) = &mut screen.ask else {
        return false;
    };
    if command != Command::Sort {
        return false;
    }
    how.order = super::next_of(&ORDERS, how.order);
    screen.list = super::List::default();
    true
}

/// What was chosen.
pub(super) fn scope(found: &Concordance, ui: &Ui) -> String {
    ui.say(match found.order {
        Order::Text => "lines-order-text",
        Order::Left => "lines-order-left",
        Order::Right => "lines-order-right",
        Order::Word => "lines-order-word",
    })
}

/// Draws the lines and returns where the cursor is.
pub(super) fn draw(
    found: &Concordance,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let from = (area.width / 4).clamp(12, 30);
    let room = area.width.saturating_sub(from + 3);
    let dim = ui.style(Role::Dim);
    let head = row(area, 0);
    put(buffer, from_column(head, 2), &ui.say("head-interview"), dim);
    let body = Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(1),
    );
    let mut cursor = None;
    let in_view = screen
        .list
        .view(screen.rows.len(), usize::from(body.height));
    for (at, y) in in_view.zip(0..) {
        let it = &found.lines[screen.rows[at]];
        let line = row(body, y);
        let here = at == screen.list.at;
        let style = if here {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        let place = match &it.speaker {
            Some(speaker) => format!("{} {speaker}", it.interview_name),
            None => it.interview_name.clone(),
        };
        let look = if here { style } else { dim };
        put(
            buffer,
            from_column(line, 2),
            &ui.pad(&place, from - 1),
            look,
        );
        // The words stand under each other, a little left of the middle.
        let said = match it.withheld {
            Some(why) => ui.say(&format!("cell-{}", why.key())),
            None => it.word.clone(),
        };
        let word = ui.width(&said);
        let left = room.saturating_sub(word) / 2;
        let before = tail(ui, &it.before, left.saturating_sub(1));
        let side = from_column(line, 2 + from);
        let side = Rect::new(side.x, side.y, side.width.min(left.saturating_sub(1)), 1);
        put_right(buffer, side, before, style);
        let at_word = from_column(line, 2 + from + left);
        let hit = if here { style } else { ui.style(Role::Hit) };
        put(buffer, at_word, &said, hit);
        let after = from_column(line, 2 + from + left + word + 1);
        put(buffer, after, &ui.fit(&it.after, after.width), style);
    }
    cursor
}

/// The end of a text in at most so many cells.
fn tail<'a>(ui: &Ui, words: &'a str, columns: u16) -> &'a str {
    let mut at = 0;
    for (start, _) in words.char_indices() {
        at = start;
        if ui.width(&words[start..]) <= columns {
            return &words[start..];
        }
    }
    &words[words
        .len()
        .min(at + words[at..].chars().next().map_or(0, char::len_utf8))..]
}
