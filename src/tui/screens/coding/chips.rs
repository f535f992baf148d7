//! The row of pinned codes under a narrow transcript.

use ratatui::layout::Rect;

use crate::model::Code;
use crate::text::Measure;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::overlays::picker::DIGITS;
use crate::tui::pointer::Under;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put};

/// A pinned code and where it stands.
struct Chip<'a> {
    area: Rect,
    digit: u8,
    code: &'a Code,
    name: String,
}

/// Draws the row.
pub(super) fn draw(app: &App, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let chips = laid_out(app, ui, area);
    if chips.is_empty() {
        let none = from_column(area, 1);
        put(buffer, none, &ui.say("empty-pins"), ui.style(Role::Dim));
        return;
    }
    for chip in &chips {
        let style = ui.theme.code(Role::Key, chip.code.entry.color);
        put(buffer, chip.area, &chip.digit.to_string(), style);
        let name = from_column(chip.area, 1);
        put(buffer, name, &chip.name, ui.style(Role::Hint));
    }
    let (area, words) = repeat(app, &chips, area);
    put(buffer, area, &words, ui.style(Role::Dim));
}

/// The codes of the row and what repeats them, and where each stands.
pub(super) fn chips(app: &App, ui: &Ui, area: Rect) -> Vec<(Rect, Under)> {
    let chips = laid_out(app, ui, area);
    let mut things: Vec<(Rect, Under)> = chips
        .iter()
        .map(|chip| (chip.area, Under::Code(chip.code.id)))
        .collect();
    if !chips.is_empty() {
        let (area, _) = repeat(app, &chips, area);
        things.push((area, Under::Command(Command::Repeat)));
    }
    things
}

fn laid_out<'a>(app: &'a App, ui: &Ui, area: Rect) -> Vec<Chip<'a>> {
    let pins: Vec<(u8, &Code)> = DIGITS
        .iter()
        .filter_map(|digit| {
            let code = super::pinned(&app.loaded, *digit)?;
            Some((*digit, app.loaded.codebook.get(code)?))
        })
        .collect();
    let room = area.width.saturating_sub(2 + ui.width(&repeat_mark(app)));
    let mut x = 1;
    let shares = shares(&pins, room, ui.measure);
    pins.iter()
        .zip(shares)
        .map(|((digit, code), cells)| {
            let told = telling(&pins, code, cells, ui.measure);
            let name = short_name(told, cells, ui.measure);
            let width = (1 + ui.width(&name)).min(area.width.saturating_sub(x));
            let chip = Chip {
                area: Rect::new(area.x + x.min(area.width), area.y, width, 1),
                digit: *digit,
                code,
                name,
            };
            x += width + 1;
            chip
        })
        .collect()
}

/// What says that `.` repeats, behind the pinned codes.
fn repeat(app: &App, chips: &[Chip], area: Rect) -> (Rect, String) {
    let start = chips
        .last()
        .map_or(area.x + 1, |chip| chip.area.right() + 1);
    let words = repeat_mark(app);
    let width = area.right().saturating_sub(start);
    (Rect::new(start.min(area.right()), area.y, width, 1), words)
}

/// `.=P1.2`, or nothing where nothing can be repeated.
fn repeat_mark(app: &App) -> String {
    match repeat_words(app) {
        words if words.is_empty() => words,
        words => format!(".={words}"),
    }
}

/// Cells for the name of each pin: the same for all, and what is left to the first.
fn shares(pins: &[(u8, &Code)], room: u16, measure: Measure) -> Vec<u16> {
    let n = u16::try_from(pins.len()).unwrap_or(u16::MAX).max(1);
    let each = (room / n).saturating_sub(2);
    let mut left = room.saturating_sub(2 * n);
    let mut shares: Vec<u16> = pins
        .iter()
        .map(|(_, code)| measure.width(&code.entry.name).min(each))
        .collect();
    left = left.saturating_sub(shares.iter().sum());
    for ((_, code), share) in pins.iter().zip(&mut shares) {
        let more = measure
            .width(&code.entry.name)
            .saturating_sub(*share)
            .min(left);
        *share += more;
        left -= more;
    }
    shares
}

/// The part of a name that tells its code from the other pins: names that would
/// be cut to the same beginning go without it.
fn telling<'a>(pins: &[(u8, &Code)], code: &'a Code, cells: u16, measure: Measure) -> &'a str {
    let name = code.entry.name.as_str();
    let short = short_name(name, cells, measure);
    let common = pins
        .iter()
        .map(|(_, other)| other)
        .filter(|other| {
            other.id != code.id && short_name(&other.entry.name, cells, measure) == short
        })
        .map(|other| {
            name.char_indices()
                .zip(other.entry.name.chars())
                .find(|((_, a), b)| a != b)
                .map_or(0, |((byte, _), _)| byte)
        })
        .max()
        .unwrap_or(0);
    &name[common..]
}

/// As much of a name as has room, without the mark of a cut.
fn short_name(name: &str, cells: u16, measure: Measure) -> String {
    if measure.width(name) <= cells {
        return name.to_owned();
    }
    // As much as `fit` keeps where its mark would have the cells behind.
    let room = cells + measure.cells("…");
    measure.fit(name, room).trim_end_matches('…').to_owned()
}

/// Numbers of the codes that repeating would give.
pub(super) fn repeat_words(app: &App) -> String {
    let numbers: Vec<&str> = app
        .desk
        .repeat
        .iter()
        .filter_map(|code| Some(app.loaded.codebook.get(*code)?.entry.public_id.as_str()))
        .collect();
    numbers.join("+")
}
