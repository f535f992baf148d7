//! Draws the questions of the guide.

use ratatui::layout::{Position, Rect};

use crate::model::interview::Asked;
use crate::strings::Lang;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::overlays::palette;
use crate::tui::overlays::questions::{Choice, Questions};
use crate::tui::theme::Role;
use crate::tui::view::{Ui, boxed};
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// Key in the strings of how a question was asked.
fn how_key(how: Asked) -> &'static str {
    match how {
        Asked::Asked => "asked-as-written",
        Asked::Reworded => "asked-reworded",
        Asked::Skipped => "asked-skipped",
        Asked::Added => "asked-added",
    }
}

/// Draws the list and returns where its caret is.
pub(super) fn draw(
    questions: &Questions,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let n_rows = palette::n_rows(app.desk.size);
    let heading = ui.tell(&Message::new("questions-title").with("turn", questions.turn + 1));
    let inner = boxed(ui, buffer, area, &heading);
    let field = row(inner, 0);
    let how = ui.tell(&Message::new("questions-how").with("how", ui.say(how_key(questions.how()))));
    let right = Rect::new(field.x, field.y, field.width.saturating_sub(1), 1);
    let end = put_right(buffer, right, &how, ui.style(Role::Notice));
    put(buffer, from_column(field, 1), ">", ui.style(Role::Key));
    let typing = Rect::new(
        field.x + 3.min(field.width),
        field.y,
        end.saturating_sub(field.x + 4),
        field.height,
    );
    let caret = questions.field.draw(buffer, typing, ui.style(Role::Text));
    fill(
        buffer,
        row(inner, 1),
        ui.glyphs.line(),
        ui.style(Role::Border),
    );
    for (n, place) in questions
        .list
        .view(questions.rows.len(), n_rows)
        .enumerate()
    {
        let line = row(inner, 2 + u16::try_from(n).unwrap_or(0));
        let here = place == questions.list.at;
        let style = if here {
            ui.mark_row(buffer, line, 1)
        } else {
            ui.style(Role::Text)
        };
        let words = match questions.rows[place] {
            Choice::Added => ui.say("questions-added"),
            Choice::Untie => ui.say("questions-untie"),
            Choice::Question(at) => {
                let Some(question) = app.loaded.guide.get(at) else {
                    continue;
                };
                let percent = format!("{}%", questions.percent(at));
                let right = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
                put_right(buffer, right, &percent, style);
                if questions.tied == Some(question.id) {
                    put(buffer, from_column(line, 2), "*", style);
                }
                let text = match app.desk.lang {
                    Lang::En if !question.text_en.is_empty() => &question.text_en,
                    _ => &question.text,
                };
                format!("{} {text}", ui.pad(&question.number, 4))
            }
        };
        let room = line.width.saturating_sub(9);
        put(buffer, from_column(line, 3), &ui.fit(&words, room), style);
    }
    let keys = row(inner, inner.height.saturating_sub(1));
    ui.keys(buffer, keys, "questions-keys");
    caret
}
