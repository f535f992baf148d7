//! Draws the screen before any study is open.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{CONTEXTS, NewStudy, QUESTIONS, ROWS, Recent, Welcome};
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::footer::Hint;
use crate::tui::keymap::Keymap;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::{Keys, Ui, boxed};
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

/// Commands of the footer, in order.
const HINTS: [Command; 4] = [
    Command::Open,
    Command::NewStudy,
    Command::OpenDemo,
    Command::Quit,
];

/// Rows of the questions for a new study with their frame.
const ASKING: u16 = 8;

/// Draws into a buffer of the size in the state and returns where the cursor is.
pub fn draw(
    welcome: &Welcome,
    coder: &str,
    keymap: &Keymap,
    ui: &Ui,
    buffer: &mut Buffer,
) -> Option<Position> {
    let ui = &ui.with_keys(Keys {
        keymap,
        here: welcome.contexts(),
        below: CONTEXTS,
    });
    let buffer = &mut Canvas::new(buffer, ui.measure);
    let all = buffer.area;
    buffer.set_style(all, ui.style(Role::Text));
    let size = welcome.size;
    if !layout::fits(size) {
        let words = Message::new("too-small")
            .with("width", layout::SMALLEST.width)
            .with("height", layout::SMALLEST.height)
            .with("now", format!("{}x{}", size.width, size.height));
        ui.wrapped(buffer, all, &ui.tell(&words), ui.style(Role::Text));
        return None;
    }
    let areas = layout::frame(size);
    let title = from_column(areas.title, 1);
    put(
        buffer,
        title,
        &ui.say("welcome-title"),
        ui.style(Role::Title),
    );
    let right = Rect {
        width: areas.title.width.saturating_sub(1),
        ..areas.title
    };
    put_right(buffer, right, coder, ui.style(Role::Dim));
    ui.line(buffer, areas.rule, Role::Rule);
    draw_list(welcome, ui, buffer, areas.body);
    for hint in hints(keymap, ui, areas.footer) {
        let after = put(buffer, hint.area, &hint.keys, ui.style(Role::Key));
        let word = from_column(hint.area, after + 1 - hint.area.x);
        put(buffer, word, &hint.word, ui.style(Role::Hint));
    }
    let caret = welcome
        .asking
        .as_ref()
        .and_then(|asking| draw_asking(asking, ui, buffer, areas.body));
    if let Some(said) = &welcome.said {
        let line = from_column(areas.status, 1);
        let words = ui.tell(said);
        put(
            buffer,
            line,
            &ui.fit(&words, line.width),
            ui.style(Role::Error),
        );
    }
    caret
}

/// The keys in the footer and where they stand.
pub(super) fn hints(keymap: &Keymap, ui: &Ui, footer: Rect) -> Vec<Hint> {
    let mut hints = Vec::new();
    let mut x = 1;
    for command in HINTS {
        let Some(keys) = keymap.keys_of(CONTEXTS, command).into_iter().next() else {
            continue;
        };
        let word = ui.say(command.hint_key());
        let width = ui.width(&keys) + 1 + ui.width(&word);
        let area = from_column(row(footer, 0), x);
        hints.push(Hint {
            area: Rect {
                width: width.min(area.width),
                ..area
            },
            keys,
            word,
            command,
        });
        x += width + 2;
    }
    hints
}

fn draw_list(welcome: &Welcome, ui: &Ui, buffer: &mut Canvas, body: Rect) {
    if welcome.recent.is_empty() {
        ui.paragraph(buffer, body, &ui.say("welcome-none"));
        return;
    }
    put(
        buffer,
        from_column(row(body, 0), 1),
        &ui.say("welcome-recent"),
        ui.style(Role::Heading),
    );
    let view = welcome.list.view(welcome.recent.len(), welcome.height());
    for (place, n) in view.zip((2..).step_by(ROWS)) {
        let here = place == welcome.list.at;
        draw_study(
            &welcome.recent[place],
            here,
            ui,
            buffer,
            (row(body, n), row(body, n + 1)),
        );
    }
}

fn draw_study(study: &Recent, here: bool, ui: &Ui, buffer: &mut Canvas, rows: (Rect, Rect)) {
    let (first, second) = rows;
    if here {
        ui.mark_row(buffer, first, 0);
    }
    let (name, when) = if let Some(title) = &study.title {
        (title.clone(), study.opened.clone().unwrap_or_default())
    } else {
        let stem = study.path.file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy().into_owned();
        (stem, ui.say("welcome-missing"))
    };
    let style = match (&study.title, here) {
        (_, true) => ui.style(Role::Cursor),
        (Some(_), false) => ui.style(Role::Text),
        (None, false) => ui.style(Role::Dim),
    };
    let right = Rect {
        width: first.width.saturating_sub(1),
        ..first
    };
    let start = put_right(buffer, right, &when, style);
    let room = start.saturating_sub(first.x + 4);
    put(buffer, from_column(first, 2), &ui.fit(&name, room), style);
    let path = study.path.display().to_string();
    let line = from_column(second, 4);
    put(
        buffer,
        line,
        &ui.fit(&path, line.width.saturating_sub(1)),
        ui.style(Role::Dim),
    );
}

/// Where a new study is asked for.
pub(super) fn asking_area(body: Rect) -> Rect {
    let width = body.width.min(76);
    Rect::new(
        body.x + (body.width - width) / 2,
        body.y + body.height.saturating_sub(ASKING) / 2,
        width,
        ASKING.min(body.height),
    )
}

/// The row of the last question: which codebook the study begins with.
pub(super) fn line_of_codebook(area: Rect) -> Rect {
    row(area, u16::try_from(QUESTIONS.len()).unwrap_or(u16::MAX))
}

/// Draws the questions for a new study and returns where the caret is.
pub(super) fn draw_asking(
    asking: &NewStudy,
    ui: &Ui,
    buffer: &mut Canvas,
    body: Rect,
) -> Option<Position> {
    let area = asking_area(body);
    let inner = boxed(ui, buffer, area, &ui.say("welcome-new-title"));
    let questions = QUESTIONS.map(|key| ui.say(key));
    let widest = questions.iter().map(|words| ui.width(words)).max();
    let column = widest.unwrap_or(0) + 2;
    let mut caret = None;
    for ((place, n), words) in (0..).zip(0..).zip(&questions) {
        let line = row(inner, n);
        let here = place == asking.at;
        let role = if here { Role::Key } else { Role::Dim };
        put(buffer, from_column(line, 1), words, ui.style(role));
        let mut answer = from_column(line, column);
        answer.width = answer.width.saturating_sub(1);
        if let Some(field) = asking.fields.get(place) {
            let at = field.draw(buffer, answer, ui.style(Role::Text));
            caret = caret.or(at.filter(|_| here));
        } else {
            let chosen = match asking.codebook() {
                Some(name) => name.to_owned(),
                None => ui.say("welcome-no-codebook"),
            };
            put(buffer, answer, &chosen, ui.style(Role::Text));
        }
    }
    let note = match asking.path() {
        None => ui.say("welcome-path-needed"),
        Some(path) => {
            let shown = path.display().to_string();
            ui.tell(&Message::new("welcome-makes").with("path", shown))
        }
    };
    let line = from_column(row(inner, 3), 1);
    put(
        buffer,
        line,
        &ui.fit(&note, line.width),
        ui.style(Role::Dim),
    );
    ui.keys(buffer, row(inner, 5), "welcome-keys");
    caret
}
