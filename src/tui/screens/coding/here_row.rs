//! The row under a narrow transcript that names the codes of the passage.

use ratatui::layout::Rect;

use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::keymap::Context;
use crate::tui::pointer::Under;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put};

use super::names::facet_words;
use super::{Coding, focused, here, panel};

/// Words of the row and where they stand.
struct Piece {
    area: Rect,
    words: String,
    role: Role,
    color: Option<u8>,
    thing: Under,
}

/// Draws the row.
pub(super) fn draw(coding: &Coding, app: &App, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    for piece in pieces(coding, app, ui, area) {
        let style = ui.theme.code(piece.role, piece.color);
        let words = ui.fit(&piece.words, piece.area.width).into_owned();
        put(buffer, piece.area, &words, style);
    }
}

/// The codings and the command of the row, and where each stands.
pub(super) fn items(coding: &Coding, app: &App, ui: &Ui, area: Rect) -> Vec<(Rect, Under)> {
    let pieces = pieces(coding, app, ui, area).into_iter();
    pieces.map(|piece| (piece.area, piece.thing)).collect()
}

fn pieces(coding: &Coding, app: &App, ui: &Ui, area: Rect) -> Vec<Piece> {
    let plain = |area: Rect, words: String, thing: Under| Piece {
        area,
        words,
        role: Role::Dim,
        color: None,
        thing,
    };
    let panel_key = app
        .keymap
        .keys_of(&[Context::Coding], Command::SidePanel)
        .into_iter()
        .next()
        .unwrap_or_default();
    let words = format!("{panel_key} {}", ui.say("hint-side-panel"));
    let width = ui.width(&words);
    let start = area.width.saturating_sub(width + 1);
    let right = Rect::new(area.x + start, area.y, width.min(area.width), 1);
    let mut pieces = vec![plain(right, words, Under::Command(Command::SidePanel))];

    let mut line = Rect::new(area.x, area.y, start.saturating_sub(2), 1);
    let label = ui.say("here");
    let width = ui.width(&label);
    let place = from_column(line, 1);
    let place = Rect {
        width: width.min(place.width),
        ..place
    };
    pieces.push(plain(place, label, Under::Nothing));
    line = from_column(line, width + 2);
    let codings = here(coding, &app.loaded);
    if codings.is_empty() {
        let words = ui.say("here-none");
        let width = ui.width(&words);
        pieces.push(plain(line, words, Under::Nothing));
        line = from_column(line, width + 2);
    }
    let focus = focused(coding, &app.loaded).map(|(tag, _)| tag.id);
    for (tag, code) in codings {
        let mut words = panel::coding_words(tag, code, &app.loaded, ui);
        for facet in &tag.facets {
            let facet = facet_words(&app.loaded, app.desk.lang, code, facet);
            words = format!("{words} {facet}");
        }
        let width = ui.width(&words).min(line.width);
        if width == 0 {
            break;
        }
        pieces.push(Piece {
            area: Rect { width, ..line },
            words,
            role: if focus == Some(tag.id) {
                Role::Coded
            } else {
                Role::Text
            },
            color: code.entry.color,
            thing: Under::Coding(tag.id),
        });
        line = from_column(line, width + 2);
    }
    if let Some(memo) = panel::passage_memos(coding, &app.loaded).next() {
        let words = panel::memo_words(memo, ui);
        pieces.push(plain(line, words, Under::Nothing));
    }
    pieces
}
