//! How the hits are drawn that shall get codes.

use ratatui::layout::{Position, Rect};

use crate::model::Status;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::overlays::hits::{Hits, n_rows};
use crate::tui::screens::coding;
use crate::tui::screens::search::{Look, hit_line};
use crate::tui::theme::Role;
use crate::tui::view::{Ui, boxed};
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

/// Draws the pop-up and returns where its cursor is.
pub(super) fn draw_hits(
    hits: &Hits,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let names: Vec<String> = hits
        .codes
        .iter()
        .map(|code| coding::name(&app.loaded, *code))
        .collect();
    let heading = Message::new("hits-title")
        .with("n", hits.n_taken())
        .with("code", names.join(", "));
    let inner = boxed(ui, buffer, area, &ui.tell(&heading));
    draw_settings(hits, ui, buffer, row(inner, 0));
    ui.line(buffer, row(inner, 1), Role::Border);
    let height = n_rows(app.desk.size);
    let keys = row(inner, inner.height.saturating_sub(1));
    ui.keys(buffer, keys, "hits-keys");
    let above = row(inner, inner.height.saturating_sub(2));
    ui.line(buffer, above, Role::Border);
    if hits.n_unlisted() > 0 {
        let words = ui.tell(&Message::new("hits-unlisted").with("n", hits.n_unlisted()));
        let words = format!(" {words} ");
        put(
            buffer,
            from_column(above, 2),
            &words,
            ui.style(Role::Notice),
        );
    }
    let instead = match &hits.found {
        None => Some("search-working"),
        Some(found) if found.n_hits == 0 => Some("say-no-hits"),
        Some(_) => None,
    };
    if let Some(key) = instead {
        let line = from_column(row(inner, 2), 2);
        put(buffer, line, &ui.say(key), ui.style(Role::Dim));
    }
    let found = hits.found.as_ref()?;
    let mut cursor = None;
    for (at, n) in hits.list.view(hits.listed.len(), height).zip(2..) {
        let (place, hit) = hits.listed[at];
        let line = row(inner, n);
        let (style, look) = if at == hits.list.at {
            cursor = Some(line.as_position());
            (ui.mark_row(buffer, line, 0), Look::UnderCursor)
        } else {
            (ui.style(Role::Text), Look::Plain)
        };
        let group = &found.groups[place];
        let left_out = hits.left_out.contains(&(place, hit));
        let mark = if left_out { "[ ]" } else { "[x]" };
        put(buffer, from_column(line, 2), mark, style);
        let name = ui.fit(&group.name, NAME).into_owned();
        put(buffer, from_column(line, 6), &name, style);
        let beside = from_column(line, 6 + NAME);
        hit_line(&group.rows[hit], look, ui, buffer, beside);
    }
    cursor
}

/// Cells for the name of an interview.
const NAME: u16 = 14;

/// What hits are widened to, and how the codings will stand.
fn draw_settings(hits: &Hits, ui: &Ui, buffer: &mut Canvas, line: Rect) {
    let unit = ui.say(match hits.unit {
        crate::study::HitUnit::Match => "hits-unit-match",
        crate::study::HitUnit::Sentence => "unit-sentence",
        crate::study::HitUnit::Paragraph => "unit-paragraph",
        crate::study::HitUnit::Turn => "unit-turn",
    });
    let words = ui.tell(&Message::new("hits-unit").with("unit", unit));
    put(buffer, from_column(line, 1), &words, ui.style(Role::Text));
    let status = ui.say(match hits.status {
        Status::Suggested => "hits-as-suggested",
        _ => "hits-as-coded",
    });
    let right = Rect::new(line.x, line.y, line.width.saturating_sub(1), line.height);
    put_right(buffer, right, &status, ui.style(Role::Text));
}
