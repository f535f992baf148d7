//! Draws the menu: tabs, rows with their keys, and why a row is not possible.

use ratatui::layout::{Position, Rect};

use super::HEAD;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::overlays::menu::{Menu, Row, Tab};
use crate::tui::screens::coding;
use crate::tui::theme::Role;
use crate::tui::view::{Ui, boxed};
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

/// Draws it and returns where its cursor is.
pub(super) fn draw(
    menu: &Menu,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let inner = boxed(ui, buffer, area, &ui.say("menu-title"));
    for (tab, area) in tabs(ui, inner, menu.tab) {
        let words = ui.say(tab.key());
        if tab == menu.tab {
            put(buffer, area, &format!("[{words}]"), ui.style(Role::Heading));
        } else {
            put(buffer, from_column(area, 1), &words, ui.style(Role::Dim));
        }
    }
    ui.line(buffer, row(inner, 1), Role::Border);
    let mut cursor = None;
    let n_rows = menu.n_rows(app.desk.size);
    for (n, place) in menu.list.view(menu.shown().len(), n_rows).enumerate() {
        let line = row(inner, HEAD + u16::try_from(n).unwrap_or(0));
        let here = place == menu.list.at;
        draw_row(&menu.shown()[place], here, app, ui, buffer, line);
        if here {
            cursor = Some(line.as_position());
        }
    }
    let last = from_column(row(inner, inner.height.saturating_sub(1)), 1);
    let chosen = menu.shown().get(menu.list.at);
    match chosen.and_then(|row| row.why_not.as_ref()) {
        Some(why) => {
            let words = Message::new("menu-why").with("why", ui.tell(why));
            let words = ui.tell(&words);
            put(
                buffer,
                last,
                &ui.fit(&words, last.width),
                ui.style(Role::Notice),
            );
        }
        None => drop(put(
            buffer,
            last,
            &ui.say("menu-keys"),
            ui.style(Role::Hint),
        )),
    }
    cursor
}

/// The tabs that fit into the first row of a menu, and where they stand: from the first one,
/// or from a later one where the tab in front would have no room.
pub(in crate::tui) fn tabs(ui: &Ui, inner: Rect, front: Tab) -> Vec<(Tab, Rect)> {
    let from = |first: usize| {
        let mut x = 1;
        let mut tabs = Vec::new();
        for tab in &Tab::ALL[first..] {
            let width = ui.width(&ui.say(tab.key())) + 2;
            if x + width > inner.width {
                break;
            }
            tabs.push((*tab, Rect::new(inner.x + x, inner.y, width, 1)));
            x += width + 1;
        }
        tabs
    };
    (0..Tab::ALL.len())
        .map(from)
        .find(|tabs| tabs.iter().any(|(tab, _)| *tab == front))
        .unwrap_or_default()
}

fn draw_row(it: &Row, here: bool, app: &App, ui: &Ui, buffer: &mut Canvas, line: Rect) {
    let style = match (here, &it.why_not) {
        (true, _) => ui.mark_row(buffer, line, 0),
        (false, Some(_)) => ui.style(Role::Faint),
        (false, None) => ui.style(Role::Text),
    };
    let words = match it.code {
        Some(code) => {
            let code = coding::name(&app.loaded, code);
            ui.tell(&Message::new("menu-give").with("code", code))
        }
        None => ui.say(it.command.title_key()),
    };
    let keys = app
        .keymap
        .keys_of(app.screen().contexts(), it.command)
        .into_iter()
        .take(2)
        .collect::<Vec<_>>()
        .join("  ");
    let right = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
    let key_style = if !here && it.why_not.is_none() {
        ui.style(Role::Key)
    } else {
        style
    };
    let start = put_right(buffer, right, &keys, key_style);
    let room = start.saturating_sub(line.x + 4);
    put(buffer, from_column(line, 2), &ui.fit(&words, room), style);
}
