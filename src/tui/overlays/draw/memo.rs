//! A memo being written or read.

use ratatui::layout::{Position, Rect};

use super::boxed;
use crate::model::InterviewId;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::overlays::memo::{Memo, Pen};
use crate::tui::screens::Screen;
use crate::tui::screens::memos::{kind_words, place_words};
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, row};

/// Memos of others that are shown, a line each.
const OTHERS: usize = 2;

/// Draws it and returns where its cursor is.
pub(super) fn draw(
    memo: &Memo,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let about = place_words(
        ui,
        &app.loaded,
        memo.target,
        Some(&memo.place),
        in_view(app),
    );
    let heading = Message::new("memo-title")
        .with("kind", kind_words(ui, memo.kind))
        .with("about", about);
    let inner = boxed(ui, buffer, area, &ui.tell(&heading));
    let mut below = inner.height.saturating_sub(1);
    let keys = match memo.pen {
        Pen::Writing => "memo-keys",
        Pen::ReadOnly | Pen::Of(_) => "memo-keys-reading",
    };
    ui.keys(buffer, row(inner, below), keys);
    let mut line = |words: &str, role: Role| {
        below = below.saturating_sub(1);
        let room = inner.width.saturating_sub(2);
        let place = from_column(row(inner, below), 1);
        put(buffer, place, &ui.fit(words, room), ui.style(role));
    };
    if let Some(why) = memo.why_not() {
        line(&ui.tell(&why), Role::Notice);
    } else if let Some(at) = &memo.goes_on_from {
        let words = Message::new("memo-goes-on").with("at", at);
        line(&ui.tell(&words), Role::Notice);
    }
    for (coder, words) in memo.others.iter().take(OTHERS) {
        line(&format!("{coder}: {}", words.replace('\n', " ")), Role::Dim);
    }
    let field = Rect::new(inner.x + 1, inner.y, inner.width.saturating_sub(2), below);
    memo.field.draw(buffer, field, ui.style(Role::Text))
}

/// The interview on screen, whose name says nothing new.
fn in_view(app: &App) -> Option<InterviewId> {
    match app.screen() {
        Screen::Coding(coding) => Some(coding.interview),
        _ => None,
    }
}
