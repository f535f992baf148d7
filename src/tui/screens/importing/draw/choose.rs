//! The list of files to choose from.

use ratatui::layout::{Position, Rect};

use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::importing::choose::{Chooser, Place};
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

pub fn draw(chooser: &Chooser, ui: &Ui, buffer: &mut Canvas, body: Rect) -> Option<Position> {
    let areas = layout::choosing(super::size_of(body));
    let folder = chooser.folder.as_ref();
    let folder = folder.map_or_else(String::new, |it| it.folder.display().to_string());
    let words = ui.tell(&Message::new("import-folder").with("folder", folder));
    let room = from_column(areas.folder, 1);
    put(
        buffer,
        room,
        &ui.fit(&words, room.width),
        ui.style(Role::Heading),
    );
    put(
        buffer,
        from_column(areas.field, 1),
        ">",
        ui.style(Role::Key),
    );
    let right = Rect::new(
        areas.field.x,
        areas.field.y,
        areas.field.width.saturating_sub(1),
        1,
    );
    let help = ui.say("import-field");
    let field_room = areas.field.width.saturating_sub(5);
    let field = if chooser.field.text().is_empty() && ui.width(&help) + 12 < field_room {
        let start = put_right(buffer, right, &help, ui.style(Role::Dim));
        Rect::new(
            areas.field.x + 3,
            areas.field.y,
            start.saturating_sub(areas.field.x + 4),
            1,
        )
    } else {
        from_column(right, 3)
    };
    let caret = chooser.field.draw(buffer, field, ui.style(Role::Text));
    ui.line(buffer, areas.rule, Role::Rule);
    draw_rows(chooser, ui, buffer, areas.list);
    let marked = match chooser.marked.len() {
        0 => Message::new("import-none-marked"),
        n => Message::new("import-marked")
            .with("n", n)
            .with("names", names(chooser)),
    };
    let room = from_column(areas.marked, 1);
    let role = if chooser.marked.is_empty() {
        Role::Dim
    } else {
        Role::Notice
    };
    put(
        buffer,
        room,
        &ui.fit(&ui.tell(&marked), room.width),
        ui.style(role),
    );
    caret
}

/// Names of what is marked.
fn names(chooser: &Chooser) -> String {
    let names = chooser.marked.iter().map(|path| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    });
    names.collect::<Vec<_>>().join("  ")
}

fn draw_rows(chooser: &Chooser, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let rows = chooser.rows();
    if rows.is_empty() {
        let key = match &chooser.folder {
            None => "working",
            Some(list) if list.entries.is_empty() => "import-empty-folder",
            Some(_) => "import-no-such-file",
        };
        let room = from_column(area, 3);
        put(buffer, room, &ui.say(key), ui.style(Role::Dim));
        return;
    }
    let height = usize::from(area.height);
    for (n, place) in (0..).zip(chooser.list.view(rows.len(), height)) {
        let line = row(area, n);
        let is_here = place == chooser.list.at;
        let style = if is_here {
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        let it = match rows[place] {
            Place::Up => {
                put(buffer, from_column(line, 4), &ui.say("import-up"), style);
                continue;
            }
            Place::Entry(it) => it,
        };
        if chooser.marked.contains(&it.path) {
            put(buffer, from_column(line, 2), "*", style);
        }
        let style = if it.is_likely || is_here {
            style
        } else {
            ui.style(Role::Dim)
        };
        let right = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
        let size = it.bytes.map_or_else(String::new, super::size_words);
        let end = put_right(buffer, right, &size, style);
        let name = match it.bytes {
            None => format!("{}/", it.name),
            Some(_) => it.name.clone(),
        };
        let room = end.saturating_sub(line.x + 6);
        put(buffer, from_column(line, 4), &ui.fit(&name, room), style);
    }
}
