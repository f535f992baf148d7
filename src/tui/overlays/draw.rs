//! Draws the overlays. None covers the passage it acts on.

mod corrections;
mod hits;
mod memo;
pub(in crate::tui) mod menu;
mod questions;
mod typing;
mod under;

pub(in crate::tui) use under::under;

use ratatui::layout::{Position, Rect};

use crate::model::Origin;
use crate::text::pick;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::possible::why_not;
use crate::tui::screens::{Screen, coding};
use crate::tui::theme::Role;
use crate::tui::view::{Ui, boxed};
use crate::tui::widgets::clear_under::clear_under;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

use super::Overlay;
use super::commands::{self, Commands, Scope};
use super::confirm::Confirm;
use super::form::{self, Form, PARTS};
use super::palette::{self, Palette, Row};
use super::picker::{self, Does, Label, Picker};
use super::prompt::{self, Naming, Prompt, Purpose};
use super::waiting::Waiting;

/// Width of a pop-up, and of a screen that has room for more.
const WIDTH: u16 = 74;
const ROOMY: u16 = 110;
/// Cells that a field keeps when something is said beside it.
const TYPING: u16 = 12;

/// Draws an overlay and returns where its cursor is.
pub fn draw(overlay: &Overlay, app: &App, ui: &Ui, buffer: &mut Canvas) -> Option<Position> {
    let area = area(overlay, app);
    clear_beside(app, ui, buffer, area);
    match overlay {
        Overlay::Palette(palette) => draw_palette(palette, app, ui, buffer, area),
        Overlay::Questions(it) => questions::draw(it, app, ui, buffer, area),
        Overlay::Prompt(prompt) => draw_prompt(prompt, app, ui, buffer, area),
        Overlay::Memo(it) => memo::draw(it, app, ui, buffer, area),
        Overlay::Hits(it) => hits::draw_hits(it, app, ui, buffer, area),
        Overlay::Picker(picker) => draw_picker(picker, app, ui, buffer, area),
        Overlay::Menu(it) => menu::draw(it, app, ui, buffer, area),
        Overlay::Form(form) => draw_form(form, app, ui, buffer, area),
        Overlay::Waiting(waiting) => Some(draw_waiting(waiting, ui, buffer, area)),
        Overlay::Confirm(confirm) => Some(draw_confirm(confirm, ui, buffer, area)),
        Overlay::Revise(revise) => corrections::draw_revise(revise, app, ui, buffer, area),
        Overlay::Replace(replace) => corrections::draw_replace(replace, app, ui, buffer, area),
        Overlay::Typing(it) => typing::draw_typing(it, app, ui, buffer, area),
        Overlay::Start(start) => typing::draw_start(start, app, ui, buffer, area),
        Overlay::Commands(list) => draw_commands(list, app, ui, buffer, area),
    }
}

/// Where an overlay stands: off the passage that it acts on.
fn area(overlay: &Overlay, app: &App) -> Rect {
    let size = app.desk.size;
    let Some(height) = overlay.height(size) else {
        let n_rows = u16::try_from(commands::n_rows(size)).unwrap_or(0);
        return layout::popup(size, 96, n_rows + 5, None);
    };
    let keep = app.screen().kept_rows(size);
    let width = match overlay {
        Overlay::Picker(picker) if !picker.is_wordy() => 56,
        Overlay::Form(_) => size.width.saturating_sub(4).min(100),
        Overlay::Palette(_) | Overlay::Questions(_) | Overlay::Hits(_) if size.width >= ROOMY => {
            100
        }
        _ => WIDTH,
    };
    layout::popup(size, width, height, keep)
}

/// Rows above the first of a list: a field, or tabs, and the line under it.
const HEAD: u16 = 2;

/// Clears what would stick out on the left of a pop-up: numbers and labels of turns.
fn clear_beside(app: &App, ui: &Ui, buffer: &mut Canvas, popup: Rect) {
    if matches!(app.screen(), Screen::Coding(_)) {
        let beside = Rect::new(0, popup.y, popup.x, popup.height);
        clear_under(buffer, beside, ui.style(Role::Text));
    }
}

fn draw_palette(
    palette: &Palette,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let n_rows = palette::n_rows(app.desk.size);
    let n = app.loaded.codebook.active().count();
    let heading = ui.tell(&match palette.purpose {
        palette::Purpose::Apply(_) => Message::new("palette-title").with("n", n),
        palette::Purpose::Replace(_, id) => {
            let tag = app.loaded.open.as_ref().and_then(|open| open.layer.get(id));
            let code = tag.map_or_else(String::new, |tag| coding::name(&app.loaded, tag.code));
            Message::new("palette-replace").with("code", code)
        }
        palette::Purpose::Hits => Message::new("palette-hits").with("n", n),
        palette::Purpose::Parent => Message::new("palette-parent").with("n", n),
        palette::Purpose::Merge(code) => {
            Message::new("palette-merge").with("code", coding::name(&app.loaded, code))
        }
        palette::Purpose::Part(code) => {
            Message::new("palette-part").with("code", coding::name(&app.loaded, code))
        }
        palette::Purpose::Other(_) => Message::new("palette-other").with("n", n),
    });
    let inner = boxed(ui, buffer, area, &heading);
    let field = row(inner, 0);
    let note = ui.say("palette-note");
    let end = put_right(
        buffer,
        Rect::new(field.x, field.y, field.width.saturating_sub(1), 1),
        &note,
        ui.style(Role::Dim),
    );
    put(buffer, from_column(field, 1), ">", ui.style(Role::Key));
    let typing = Rect::new(
        field.x + 3.min(field.width),
        field.y,
        end.saturating_sub(field.x + 4),
        field.height,
    );
    let caret = palette.field.draw(buffer, typing, ui.style(Role::Text));
    ui.line(buffer, row(inner, 1), Role::Border);

    for (n, place) in palette.list.view(palette.rows.len(), n_rows).enumerate() {
        let line = row(inner, HEAD + u16::try_from(n).unwrap_or(0));
        let here = place == palette.list.at;
        draw_palette_row(palette, &palette.rows[place], here, app, ui, buffer, line);
    }
    if palette.rows.is_empty() {
        put(
            buffer,
            from_column(row(inner, 2), 3),
            &ui.say("palette-empty"),
            ui.style(Role::Dim),
        );
    }
    let below = 2 + u16::try_from(n_rows).unwrap_or(0);
    ui.line(buffer, row(inner, below), Role::Border);
    let about = palette
        .highlighted()
        .and_then(|code| app.loaded.codebook.get(code))
        .map(|code| {
            let entry = &code.entry;
            [&entry.definition, &entry.use_when]
                .into_iter()
                .find(|words| !words.is_empty())
                .cloned()
                .unwrap_or_else(|| ui.say("panel-no-definition"))
        })
        .unwrap_or_default();
    let rest = Rect::new(
        inner.x + 1,
        inner.y + (below + 1).min(inner.height),
        inner.width.saturating_sub(2),
        2.min(inner.height.saturating_sub(below + 1)),
    );
    ui.wrapped(buffer, rest, &about, ui.style(Role::Text));
    let keys = row(inner, below + 3);
    if palette.marked.is_empty() {
        let key = match palette.purpose {
            palette::Purpose::Apply(_) => "palette-keys",
            palette::Purpose::Replace(..) => "palette-replace-keys",
            palette::Purpose::Hits => "palette-hits-keys",
            _ => "palette-choose-keys",
        };
        put(
            buffer,
            from_column(keys, 1),
            &ui.say(key),
            ui.style(Role::Hint),
        );
    } else {
        let names: Vec<&str> = palette
            .marked
            .iter()
            .filter_map(|code| Some(app.loaded.codebook.get(*code)?.entry.public_id.as_str()))
            .collect();
        let words = Message::new("palette-marked")
            .with("n", names.len())
            .with("codes", names.join(", "));
        put(
            buffer,
            from_column(keys, 1),
            &ui.tell(&words),
            ui.style(Role::Notice),
        );
    }
    caret
}

fn draw_palette_row(
    palette: &Palette,
    it: &Row,
    here: bool,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    line: Rect,
) {
    let style = if here {
        ui.mark_row(buffer, line, 1)
    } else {
        ui.style(Role::Text)
    };
    let book = &app.loaded.codebook;
    let code = match it {
        Row::Code(code) => *code,
        Row::New(name) => {
            let words = ui.tell(&Message::new("palette-new").with("name", name));
            put(
                buffer,
                from_column(line, 3),
                &ui.fit(&words, line.width - 4),
                style,
            );
            return;
        }
        Row::Top => {
            put(buffer, from_column(line, 3), &ui.say("palette-top"), style);
            return;
        }
    };
    let Some(entry) = book.get(code).map(|code| &code.entry) else {
        return;
    };
    if palette.marked.contains(&code) {
        put(buffer, from_column(line, 2), "*", style);
    }
    let uses = book
        .place(code)
        .and_then(|place| app.loaded.n_codings.get(place))
        .copied()
        .unwrap_or(0);
    let number = ui.pad(&entry.public_id, 6);
    put(buffer, from_column(line, 3), &number, style);
    let mut x = 10;
    let name_width = if line.width > WIDTH { 34 } else { 22 };
    let name = ui.pad(&entry.name, name_width);
    put(buffer, from_column(line, x), &name, style);
    x += name_width + 1;
    let wide = line.width.saturating_sub(x + 6);
    let reading = if entry.name_en.is_empty() || app.desk.lang == crate::strings::Lang::Zh {
        pick::pinyin(&entry.name)
    } else {
        entry.name_en.clone()
    };
    let reading_width = wide / 2;
    let dim = if here { style } else { ui.style(Role::Dim) };
    put(
        buffer,
        from_column(line, x),
        &ui.pad(&reading, reading_width.saturating_sub(1)),
        dim,
    );
    x += reading_width;
    let before: Vec<String> = palette
        .facets
        .iter()
        .filter(|it| it.code == code)
        .filter_map(|it| {
            let facet = (it.facet.clone(), it.value.clone()?);
            let code = book.get(code)?;
            Some(coding::facet_words(
                &app.loaded,
                app.desk.lang,
                code,
                &facet,
            ))
        })
        .collect();
    let above = match before.as_slice() {
        [] => palette::above(book, code),
        facets => facets.join(" "),
    };
    put(
        buffer,
        from_column(line, x),
        &ui.fit(&above, (wide - reading_width).saturating_sub(1)),
        dim,
    );
    let figures = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
    put_right(buffer, figures, &uses.to_string(), style);
}

fn draw_commands(
    list: &Commands,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let n_rows = commands::n_rows(app.desk.size);
    let heading = ui.say(match list.scope {
        Scope::All => "commands-title",
        Scope::Keys => "help-title",
    });
    let inner = boxed(ui, buffer, area, &heading);
    let field = row(inner, 0);
    put(buffer, from_column(field, 1), ">", ui.style(Role::Key));
    let mut typing = from_column(field, 3);
    let note = ui.say("help-mouse");
    if list.scope == Scope::Keys && ui.width(&note) + TYPING < typing.width {
        let right = Rect::new(field.x, field.y, field.width.saturating_sub(1), 1);
        let start = put_right(buffer, right, &note, ui.style(Role::Dim));
        typing.width = start.saturating_sub(typing.x + 1);
    }
    let caret = list.field.draw(buffer, typing, ui.style(Role::Text));
    ui.line(buffer, row(inner, 1), Role::Border);
    for (n, place) in list.list.view(list.rows.len(), n_rows).enumerate() {
        let command = list.rows[place];
        let line = row(inner, HEAD + u16::try_from(n).unwrap_or(0));
        let here = place == list.list.at;
        let possible = why_not(app, command).is_none();
        let style = match (here, possible) {
            (true, _) => ui.mark_row(buffer, line, 0),
            (false, true) => ui.style(Role::Text),
            (false, false) => ui.style(Role::Faint),
        };
        let keys = app.keymap.keys_of(list.contexts, command);
        let key_style = if possible && !here {
            ui.style(Role::Key)
        } else {
            style
        };
        let shown = keys.iter().take(3).cloned().collect::<Vec<_>>().join("  ");
        put(buffer, from_column(line, 2), &ui.pad(&shown, 17), key_style);
        let group = ui.say(command.group().key());
        let group_at = line.width.saturating_sub(14);
        let title = ui
            .fit(&ui.say(command.title_key()), group_at.saturating_sub(21))
            .into_owned();
        put(buffer, from_column(line, 20), &title, style);
        let dim = if here { style } else { ui.style(Role::Dim) };
        put(
            buffer,
            from_column(line, group_at),
            &ui.fit(&group, 13),
            dim,
        );
    }
    if list.rows.is_empty() {
        put(
            buffer,
            from_column(row(inner, 2), 3),
            &ui.say("empty-filter"),
            ui.style(Role::Dim),
        );
    }
    let last = from_column(row(inner, inner.height.saturating_sub(1)), 1);
    let chosen = list.rows.get(list.list.at);
    let (words, role) = match (
        chosen.and_then(|command| why_not(app, *command)),
        list.scope,
    ) {
        (Some(why), _) => {
            let why = Message::new("menu-why").with("why", ui.tell(&why));
            (ui.tell(&why), Role::Notice)
        }
        (None, Scope::All) => (ui.say("commands-keys"), Role::Hint),
        (None, Scope::Keys) => (ui.say("help-keys"), Role::Hint),
    };
    put(buffer, last, &ui.fit(&words, last.width), ui.style(role));
    caret
}

fn draw_prompt(
    prompt: &Prompt,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let (heading, keys) = match prompt.purpose {
        Purpose::Search => ("prompt-search", "prompt-search-keys"),
        Purpose::Filter => ("prompt-filter", "prompt-filter-keys"),
        Purpose::Attribute(_) => ("prompt-attribute", "prompt-attribute-keys"),
        Purpose::Reason => ("prompt-reason", "prompt-reason-keys"),
        Purpose::Decisions => ("prompt-decisions", "prompt-decisions-keys"),
        Purpose::NewAttribute => ("prompt-new-attribute", "prompt-attribute-keys"),
        Purpose::NewCode(new) => match new.origin {
            Origin::InVivo => ("prompt-in-vivo", "prompt-code-keys"),
            _ => ("prompt-new-code", "prompt-code-keys"),
        },
        Purpose::CopyFile => ("prompt-copy-file", "prompt-name-keys"),
        Purpose::CodebookFile => ("prompt-codebook-file", "prompt-name-keys"),
        Purpose::Import(question) => prompt::import_keys(question),
        Purpose::TableFile => ("prompt-table-file", "prompt-table-keys"),
        Purpose::Name(Naming::Rename(_)) => ("prompt-rename", "prompt-name-keys"),
        Purpose::Name(Naming::Freeze) => ("prompt-freeze", "prompt-name-keys"),
        Purpose::Name(Naming::Part) => ("prompt-part", "prompt-name-keys"),
        Purpose::Name(Naming::Add { .. }) => ("prompt-new-code", "prompt-name-keys"),
    };
    let inner = boxed(ui, buffer, area, &ui.say(heading));
    let field = Rect::new(inner.x + 1, inner.y, inner.width.saturating_sub(2), 1);
    let caret = prompt.field.draw(buffer, field, ui.style(Role::Text));
    if let Purpose::NewCode(new) = prompt.purpose {
        let parent = new.parent.map_or_else(
            || ui.say("palette-top"),
            |code| coding::name(&app.loaded, code),
        );
        let words = ui.tell(&Message::new("prompt-parent").with("parent", parent));
        put(
            buffer,
            from_column(row(inner, 1), 1),
            &words,
            ui.style(Role::Text),
        );
        if prompt.field.text().trim().is_empty() {
            let words = ui.say("say-name-needed");
            put(
                buffer,
                from_column(row(inner, 2), 1),
                &words,
                ui.style(Role::Dim),
            );
        }
    }
    let line = row(inner, inner.height.saturating_sub(1));
    put(
        buffer,
        from_column(line, 1),
        &ui.say(keys),
        ui.style(Role::Hint),
    );
    caret
}

fn draw_picker(
    picker: &Picker,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let n_rows = picker::n_rows(app.desk.size).min(picker.items.len());
    let inner = boxed(ui, buffer, area, &ui.tell(&picker.title));
    let mut cursor = None;
    for (n, place) in picker.list.view(picker.items.len(), n_rows).enumerate() {
        let item = &picker.items[place];
        let line = row(inner, u16::try_from(n).unwrap_or(0));
        let here = place == picker.list.at;
        let style = if here {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        let key = picker::KEYS
            .get(place)
            .map_or_else(String::new, |key| format!("[{key}]"));
        put(buffer, from_column(line, 2), &key, style);
        if item.current {
            put(buffer, from_column(line, 6), "*", style);
        }
        // The number says which; the colour itself is shown where the theme has any.
        let style = match item.does {
            Does::Recolour { color, .. } if !here => ui.theme.code(Role::Text, color),
            _ => style,
        };
        let words = match &item.label {
            Label::Words(words) => words.clone(),
            Label::Message(message) => ui.tell(message),
        };
        let room = line.width.saturating_sub(9);
        put(buffer, from_column(line, 8), &ui.fit(&words, room), style);
    }
    let keys = row(inner, inner.height.saturating_sub(1));
    ui.keys(buffer, keys, "picker-keys");
    cursor
}

fn draw_form(form: &Form, app: &App, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
    let heading = Message::new("form-title").with("code", coding::name(&app.loaded, form.code));
    let inner = boxed(ui, buffer, area, &ui.tell(&heading));
    let labels = PARTS
        .iter()
        .map(|part| ui.width(&ui.say(form::label(*part))));
    let labels = labels.max().unwrap_or(0) + 3;
    let mut caret = None;
    let mut y = 0;
    for (place, (part, field)) in PARTS.iter().zip(&form.fields).enumerate() {
        let here = place == form.at;
        let height = form::rows(*part, app.desk.size).min(inner.height.saturating_sub(y + 1));
        let line = row(inner, y);
        if here {
            ui.mark(buffer, line, ui.style(Role::Key));
        }
        let style = ui.style(if here { Role::Heading } else { Role::Dim });
        put(
            buffer,
            from_column(line, 1),
            &ui.say(form::label(*part)),
            style,
        );
        let room = Rect::new(inner.x, inner.y + y, inner.width.saturating_sub(1), height);
        let room = from_column(room, labels);
        let style = ui.style(Role::Text);
        if here {
            caret = field.draw(buffer, room, style);
        } else {
            field.draw_resting(buffer, room, style);
        }
        y += height;
    }
    let keys = row(inner, inner.height.saturating_sub(1));
    ui.keys(buffer, keys, "form-keys");
    caret
}

/// How far the worker is, and what stops it.
fn draw_waiting(waiting: &Waiting, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Position {
    let inner = boxed(ui, buffer, area, &ui.tell(&waiting.title()));
    let far = if waiting.is_stopping {
        ui.say("waiting-stopping")
    } else {
        ui.tell(&Message::new("waiting-percent").with("n", waiting.percent()))
    };
    let line = from_column(row(inner, 0), 1);
    put(
        buffer,
        line,
        &ui.fit(&far, line.width),
        ui.style(Role::Text),
    );
    let keys = from_column(row(inner, inner.height.saturating_sub(1)), 1);
    put(buffer, keys, &ui.say("waiting-keys"), ui.style(Role::Hint));
    Position::new(keys.x, keys.y)
}

/// The cursor stands before the keys that answer.
fn draw_confirm(confirm: &Confirm, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Position {
    let inner = boxed(ui, buffer, area, &ui.tell(&confirm.title));
    for (message, y) in confirm.lines.iter().zip(0..) {
        let line = from_column(row(inner, y), 1);
        put(
            buffer,
            line,
            &ui.fit(&ui.tell(message), line.width),
            ui.style(Role::Text),
        );
    }
    let keys = from_column(row(inner, inner.height.saturating_sub(1)), 1);
    put(buffer, keys, &ui.say("confirm-keys"), ui.style(Role::Hint));
    Position::new(keys.x, keys.y)
}
