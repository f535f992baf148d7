//! Draws the questions before a new interview, and a turn being typed.

use ratatui::layout::{Position, Rect};

use crate::text;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::overlays::start::{QUESTIONS, Start};
use crate::tui::overlays::typing::{Stage, Typing, rows};
use crate::tui::theme::Role;
use crate::tui::view::{Ui, boxed};
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, row};

pub fn draw_start(
    start: &Start,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let inner = boxed(ui, buffer, area, &ui.say("start-title"));
    let questions: Vec<String> = QUESTIONS.iter().map(|key| ui.say(key)).collect();
    let widest = questions.iter().map(|words| ui.width(words)).max();
    let column = widest.unwrap_or(0) + 2;
    let mut caret = None;
    for ((n, words), field) in (0..).zip(&questions).zip(&start.fields) {
        let line = row(inner, n);
        let here = usize::from(n) == start.at;
        let role = if here { Role::Key } else { Role::Dim };
        put(buffer, from_column(line, 1), words, ui.style(role));
        let mut typing = from_column(line, column);
        typing.width = typing.width.saturating_sub(1);
        if here {
            caret = field.draw(buffer, typing, ui.style(Role::Text));
        } else {
            field.draw_resting(buffer, typing, ui.style(Role::Text));
        }
    }
    if let Some((_, wrong)) = start.wrong(&app.loaded) {
        put(
            buffer,
            from_column(row(inner, 3), 1),
            &ui.say(wrong),
            ui.style(Role::Dim),
        );
    }
    ui.keys(buffer, row(inner, 4), "start-keys");
    caret
}

pub fn draw_typing(
    typing: &Typing,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let open = app.loaded.open.as_ref()?;
    let heading = Message::new("typing-title")
        .with("turn", typing.after.map_or(1, |after| after + 2))
        .with("speaker", typing.label(open));
    let inner = boxed(ui, buffer, area, &ui.tell(&heading));
    let last = inner.height.saturating_sub(1);
    let keys = match typing.stage {
        Stage::Words => "typing-keys",
        Stage::Choosing(_) => "typing-choosing-keys",
        Stage::Naming(_) => "typing-naming-keys",
    };
    put(
        buffer,
        from_column(row(inner, last), 1),
        &ui.say(keys),
        ui.style(Role::Hint),
    );
    let room = Rect::new(inner.x + 1, inner.y, inner.width.saturating_sub(2), last);
    match &typing.stage {
        Stage::Words => {
            let label = format!("{} ", text::visible(typing.label(open)));
            let after = put(buffer, room, &label, ui.style(Role::Key));
            let words = from_column(room, after - room.x);
            typing.field.draw(buffer, words, ui.style(Role::Text))
        }
        Stage::Choosing(list) => {
            let mut labels: Vec<String> = open.speakers.iter().map(|it| it.label.clone()).collect();
            labels.push(ui.say("typing-somebody-new"));
            draw_speakers(*list, &labels, ui, buffer, room)
        }
        Stage::Naming(label) => {
            let words = ui.say("typing-name");
            let after = put(buffer, row(room, 0), &words, ui.style(Role::Key));
            let typing = from_column(row(room, 0), after + 1 - room.x);
            label.draw(buffer, typing, ui.style(Role::Text))
        }
    }
}

fn draw_speakers(
    list: List,
    labels: &[String],
    ui: &Ui,
    buffer: &mut Canvas,
    room: Rect,
) -> Option<Position> {
    let mut cursor = None;
    let height = rows(labels.len() - 1);
    for (n, place) in (0..).zip(list.view(labels.len(), height)) {
        let line = row(room, n);
        let here = place == list.at;
        let style = if here {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        put(buffer, from_column(line, 2), &labels[place], style);
    }
    cursor
}
