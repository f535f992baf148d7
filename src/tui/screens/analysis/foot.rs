//! What stands under the figures: the cell under the cursor, how it was counted, of what.

use ratatui::layout::{Rect, Size};

use super::{
    Analysis, Counted, Kind, Look, Of, curve, frequencies, heat, lines, pairs, progress, words,
};
use crate::model::table::{Note, Table};
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::Canvas;
use crate::tui::widgets::foot::{self, with_foot};

/// Notes in two rows at the very bottom, of which every table has some.
const ENDING: [&str; 7] = [
    "n",
    "filter",
    "no-filter",
    "fingerprint",
    "demo",
    "blind",
    "value-of-nobody",
];

/// Rows of the ending.
const END: usize = 2;

/// Notes in view: as many as leave room for rows.
fn n_notes(screen: &Analysis, size: Size) -> usize {
    let own = match (screen.look, screen.ask.kind()) {
        (Look::Table | Look::Orphans, _) => 1,
        (Look::Chart, Kind::Lines) => 2,
        (Look::Chart, Kind::Frequencies | Kind::Words) => 3,
        (Look::Chart, Kind::Heat) => 4,
        (Look::Chart, Kind::Pairs | Kind::Curve) => 5,
    };
    // A small screen has the cell under the cursor and what was chosen, and no more.
    let room = usize::from(layout::frame(size).body.height / 2);
    (own + END).min(room.max(3))
}

/// Rows under the figures, with the line over them.
pub(super) fn rows(screen: &Analysis, size: Size) -> u16 {
    foot::rows(n_notes(screen, size))
}

/// Draws the notes and returns the room above them.
pub(super) fn draw(
    screen: &Analysis,
    found: &Counted,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Rect {
    let size = Size::new(
        area.width,
        area.height + (layout::SMALLEST.height - layout::frame(layout::SMALLEST).body.height),
    );
    let n = n_notes(screen, size);
    let width = area.width.saturating_sub(2);
    let mut notes: Vec<(String, Role)> = match (screen.look, &found.of) {
        (Look::Table | Look::Orphans, _) => Vec::new(),
        (Look::Chart, Of::Frequencies(it)) => vec![
            (
                first_notes(found, ui, &counting_keys(it.knows_respondents), width),
                Role::Dim,
            ),
            (frequencies::scope(screen, ui), Role::Dim),
        ],
        (Look::Chart, Of::Heat(it)) => vec![
            (heat::said(it, screen, ui), Role::Text),
            (heat::legend(it, screen, ui), Role::Dim),
            (heat::scope(it, screen, ui), Role::Dim),
        ],
        (Look::Chart, Of::Pairs(it)) => vec![
            (pairs::said(it, screen, ui), Role::Text),
            (
                pairs::orphans(it, ui, width, pairs::Side::Unanswered),
                Role::Text,
            ),
            (
                pairs::orphans(it, ui, width, pairs::Side::AnswersNothing),
                Role::Text,
            ),
            (pairs::scope(it, screen, ui), Role::Dim),
        ],
        (Look::Chart, Of::Words(it)) => vec![
            (words::left_out(found, ui), Role::Dim),
            (words::scope(it, ui), Role::Dim),
        ],
        (Look::Chart, Of::Lines(it)) => vec![(lines::scope(it, ui), Role::Dim)],
        (Look::Chart, Of::Curve(it)) => vec![
            (curve::said(it, screen, ui), Role::Text),
            (curve::guest(found, ui), Role::Text),
            (curve::held_out(it, found, ui), Role::Dim),
            (curve::scope(it, screen, ui), Role::Dim),
        ],
    };
    if let Some(scope) = notes.last_mut() {
        scope.0 = with_state(screen, ui, &scope.0);
    }
    if screen.look != Look::Chart || !matches!(found.of, Of::Frequencies(_)) {
        notes.push((rule(found.sheet(screen.look), ui), Role::Dim));
    } else {
        notes.push((ui.say("not-importance"), Role::Dim));
    }
    let mut ending = endings(found.sheet(screen.look), ui, width);
    // Where there is little room what is said of all figures gives way first, the ending never.
    let keep = n.saturating_sub(END);
    if notes.len() > keep {
        let scope = notes.len() - 2;
        if keep >= 2 && scope >= keep {
            notes.swap(keep - 1, scope);
        }
        notes.truncate(keep);
    }
    notes.append(&mut ending);
    with_foot(ui, buffer, area, notes)
}

/// What was chosen, with what is looked for and whether figures are still to come.
fn with_state(screen: &Analysis, ui: &Ui, words: &str) -> String {
    let mut words = words.to_owned();
    if !screen.words.is_empty() {
        words = format!("{words}  /{}", screen.words.words());
    }
    match (screen.awaited, screen.progress) {
        (Some(_), Some((done, of))) => format!("{}  {words}", ui.tell(&progress(done, of))),
        (Some(_), None) => format!("{}  {words}", ui.say("working")),
        (None, _) => words,
    }
}

fn counting_keys(people: bool) -> [&'static str; 1] {
    if people {
        ["counting-rule-respondents"]
    } else {
        ["counting-rule"]
    }
}

fn first_notes(_: &Counted, ui: &Ui, keys: &[&'static str; 1], width: u16) -> String {
    ui.fit(&ui.say(keys[0]), width).into_owned()
}

/// The counting rule: what stands first under the table.
fn rule(table: &Table, ui: &Ui) -> String {
    let first = table.notes.first();
    first.map_or_else(String::new, |note| ui.strings.note(note))
}

/// Range, filter, mark of the data, and that the data are invented, in as many rows as there
/// are for them.
fn endings(table: &Table, ui: &Ui, width: u16) -> Vec<(String, Role)> {
    let of = |key: &&str| -> Vec<&Note> {
        let notes = table.notes.iter();
        notes.filter(|note| *note.key == **key).collect()
    };
    let mut rows: Vec<String> = vec![String::new()];
    for note in ENDING.iter().flat_map(of) {
        let words = ui.strings.note(note);
        let last = rows.last_mut().expect("there is a row");
        let gap = if last.is_empty() { "" } else { " " };
        if ui.width(last) + ui.width(gap) + ui.width(&words) <= width || rows.len() == END {
            let last = rows.last_mut().expect("there is a row");
            last.push_str(gap);
            last.push_str(&words);
        } else {
            rows.push(words);
        }
    }
    rows.resize(END, String::new());
    rows.into_iter().map(|words| (words, Role::Dim)).collect()
}

/// A message with a level of the codebook.
pub(super) fn level(level: Option<u16>, ui: &Ui) -> String {
    match level {
        None => ui.say("level-all-short"),
        Some(level) => ui.tell(&Message::new("level-n-short").with("level", level)),
    }
}
