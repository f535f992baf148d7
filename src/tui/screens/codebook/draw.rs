//! How the tree of codes with its figures is drawn.

use ratatui::layout::{Position, Rect};

use crate::study::Loaded;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

use super::{Branch, Retired, Row, Tree, about};

/// What the title says of the codebook.
#[must_use]
pub fn title(tree: &Tree, app: &App, ui: &Ui) -> String {
    let book = &app.loaded.codebook;
    let n = book.active().count();
    let levels = (0..book.codes().len())
        .filter(|place| !book.codes()[*place].retired)
        .map(|place| book.depth(place) + 1)
        .max()
        .unwrap_or(0);
    let mut words = ui.tell(
        &Message::new("title-codebook")
            .with("n", n)
            .with("levels", levels)
            .with("number", app.loaded.codebook_number),
    );
    if let (Some((number, name)), true) = (&app.loaded.frozen, app.desk.size.width >= 100) {
        let frozen = Message::new("title-frozen")
            .with("number", number)
            .with("name", name);
        words = format!("{words} {}", ui.tell(&frozen));
    }
    if !tree.filter.is_empty() {
        words = format!("{words}  /{}", tree.filter.words());
    }
    if tree.retired == Retired::Shown {
        words = format!("{words}  {}", ui.say("title-with-retired"));
    }
    words
}

/// Draws the screen and returns where its cursor is.
pub fn draw(tree: &Tree, app: &App, ui: &Ui, buffer: &mut Canvas) -> Option<Position> {
    let areas = layout::codebook(app.desk.size, tree.panel);
    let loaded = &app.loaded;
    if tree.rows.is_empty() {
        let key = if tree.filter.is_empty() {
            "empty-codebook"
        } else {
            "empty-filter"
        };
        ui.paragraph(buffer, areas.frame.body, &ui.say(key));
        return None;
    }
    if let Some(line) = areas.line {
        for y in 0..line.height {
            fill(buffer, row(line, y), ui.glyphs.edge(), ui.style(Role::Rule));
        }
    }
    if let (Some(area), Some(code)) = (areas.detail, tree.current(loaded)) {
        about::draw(tree, loaded, ui, code, buffer, area);
    }
    if areas.tree.width == 0 {
        return areas.detail.map(|area| Position::new(area.x, area.y));
    }
    draw_heads(ui, buffer, areas.head);
    let mut cursor = None;
    let height = usize::from(areas.tree.height);
    for (n, place) in tree.list.view(tree.rows.len(), height).enumerate() {
        let line = row(areas.tree, u16::try_from(n).unwrap_or(u16::MAX));
        let here = place == tree.list.at;
        draw_row(tree, loaded, ui, buffer, line, &tree.rows[place], here);
        if here {
            cursor = Some(line.as_position());
        }
    }
    cursor
}

/// Widths of the columns of figures; the last is left out where there is no room.
const CODINGS: u16 = 7;
const INTERVIEWS: u16 = 7;
const DEFINED: u16 = 9;
/// From this width the tree says which codes have a definition.
const DEFINED_FROM: u16 = 64;

/// The cells of the columns after the name: codings, interviews, definition.
fn columns(line: Rect) -> [Rect; 3] {
    let defined = if line.width >= DEFINED_FROM {
        DEFINED
    } else {
        0
    };
    let right = line.right().saturating_sub(1);
    let cell = |before: u16, width: u16| {
        let x = right.saturating_sub(before + width).max(line.x);
        Rect::new(x, line.y, width.min(right.saturating_sub(x)), line.height)
    };
    [
        cell(INTERVIEWS + defined, CODINGS),
        cell(defined, INTERVIEWS),
        cell(0, defined),
    ]
}

fn draw_heads(ui: &Ui, buffer: &mut Canvas, line: Rect) {
    let dim = ui.style(Role::Dim);
    put(buffer, from_column(line, 1), &ui.say("head-key"), dim);
    put(buffer, from_column(line, 5), &ui.say("head-code"), dim);
    let heads = ["head-codings", "head-interviews", "head-definition"];
    for (cell, key) in columns(line).into_iter().zip(heads) {
        put_right(buffer, cell, &ui.fit(&ui.say(key), cell.width), dim);
    }
}

fn draw_row(
    tree: &Tree,
    loaded: &Loaded,
    ui: &Ui,
    buffer: &mut Canvas,
    line: Rect,
    it: &Row,
    here: bool,
) {
    let Some(code) = loaded.codebook.get(it.code) else {
        return;
    };
    let entry = &code.entry;
    let style = match (here, code.retired) {
        (true, _) => ui.mark_row(buffer, line, 0),
        (false, true) => ui.style(Role::Dim),
        (false, false) => ui.style(Role::Text),
    };
    let cells = columns(line);
    if let Some(digit) = loaded.pins.digit(code.id) {
        let key = if here {
            style
        } else {
            ui.theme.code(Role::Key, entry.color)
        };
        put(buffer, from_column(line, 2), &digit.to_string(), key);
    }
    let mark = match it.branch {
        Branch::Leaf => " ",
        Branch::Open => "-",
        Branch::Folded => "+",
    };
    let indent = usize::from(it.depth) * 2;
    let words = format!("{:indent$}{mark} {} {}", "", entry.public_id, entry.name);
    let name = Rect::new(
        line.x + 4,
        line.y,
        cells[0].x.saturating_sub(line.x + 4),
        line.height,
    );
    put(buffer, name, &ui.fit(&words, name.width), style);
    if code.retired {
        put_right(buffer, cells[0], &ui.say("word-retired"), style);
        return;
    }
    let figures = tree.figures.as_ref().map(|figures| {
        let figures = figures.get(&code.id).copied().unwrap_or_default();
        [figures.total.codings, figures.total.interviews]
    });
    for (cell, n) in cells.iter().zip(figures.into_iter().flatten()) {
        put_right(buffer, *cell, &n.to_string(), style);
    }
    let defined = if entry.definition.is_empty() {
        ui.say("word-undefined")
    } else {
        ui.say("word-defined")
    };
    put_right(buffer, cells[2], &defined, style);
}
