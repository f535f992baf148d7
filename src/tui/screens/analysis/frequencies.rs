//! How often each code was given, with bars; every row leads to its passages.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Analysis, Ask, Sort, next_level};
use crate::analysis::frequency::Counts;
use crate::model::table::Cell;
use crate::study::{Behind, Below, Frequencies, FrequencyRow};
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// What the bars are drawn of, and rows are ordered by.
const VALUES: [&str; 4] = [
    "head-codings",
    "head-interviews",
    "head-respondents",
    "head-chars",
];

/// The figures of a row that count at the level chosen.
pub(super) fn counts(found: &Frequencies, it: &FrequencyRow) -> Counts {
    if is_rolled(found, it) {
        it.total
    } else {
        it.own
    }
}

fn is_rolled(found: &Frequencies, it: &FrequencyRow) -> bool {
    found.request.level == Some(it.depth + 1)
}

fn value(counts: Counts, which: usize) -> u64 {
    match which {
        1 => counts.interviews,
        2 => counts.respondents,
        3 => counts.chars,
        _ => counts.codings,
    }
}

/// The values that can be chosen.
fn values(found: &Frequencies) -> Vec<usize> {
    (0..VALUES.len())
        .filter(|it| *it != 2 || found.knows_respondents)
        .collect()
}

/// Key of the heading of what bars are drawn of.
pub(super) fn value_key(which: usize) -> &'static str {
    VALUES[which.min(VALUES.len() - 1)]
}

/// The rows in order.
pub(super) fn rows(found: &Frequencies, screen: &Analysis) -> Vec<usize> {
    let passes = |place: &usize| {
        let it = &found.rows[*place];
        screen.words.passes([it.public_id.as_str(), &it.path])
    };
    let of = |place: usize| value(counts(found, &found.rows[place]), screen.value);
    let mut rows: Vec<usize> = (0..found.rows.len()).filter(passes).collect();
    if screen.sort != Sort::Codebook {
        rows.retain(|place| counts(found, &found.rows[*place]).codings > 0);
        rows.sort_by_key(|place| std::cmp::Reverse(of(*place)));
    }
    rows
}

/// The passages of the row under the cursor.
pub(super) fn behind(found: &Frequencies, screen: &Analysis) -> Option<(Behind, Message)> {
    let it = &found.rows[screen.row()?];
    let behind = Behind::Code {
        code: it.code,
        below: if is_rolled(found, it) {
            Below::Counted
        } else {
            Below::LeftOut
        },
        group: None,
    };
    let what = Message::new("title-passages");
    Some((
        behind,
        what.with("code", format!("{} {}", it.public_id, it.name)),
    ))
}

/// Changes what is counted; whether anything has to be counted anew.
pub(super) fn parameter(screen: &mut Analysis, command: Command) -> bool {
    let deepest = screen.found.as_ref().map_or(1, |found| found.deepest);
    let possible = match screen.found.as_ref().map(|found| &found.of) {
        Some(super::Of::Frequencies(found)) => values(found),
        _ => vec![0],
    };
    let Ask::Frequencies(request) = &mut screen.ask else {
        return false;
    };
    match command {
        Command::Level => {
            request.level = next_level(request.level, deepest);
            screen.list = super::List::default();
            true
        }
        Command::Value => {
            screen.value = super::next_of(&possible, screen.value);
            screen.list = super::List::default();
            false
        }
        _ => false,
    }
}

/// What was chosen: order, level, what is looked for.
pub(super) fn scope(screen: &Analysis, ui: &Ui) -> String {
    let order = ui.say(match screen.sort {
        Sort::Codebook => "order-codebook",
        _ if screen.value == 0 => "order-codings",
        _ => "order-value",
    });
    let level = match &screen.ask {
        Ask::Frequencies(request) => request.level,
        _ => None,
    };
    let level = match level {
        None => ui.say("level-all"),
        Some(level) => ui.tell(&Message::new("level-n").with("level", level)),
    };
    format!("{order}  {level}")
}

/// Draws the rows and returns where the cursor is.
pub(super) fn draw(
    found: &Frequencies,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let name = if area.width >= 110 { 44 } else { 26 };
    let of = |place: usize| value(counts(found, &found.rows[place]), screen.value);
    let most = screen
        .rows
        .iter()
        .map(|place| of(*place))
        .max()
        .unwrap_or(0);
    let groups = found.groups.len();
    let room = area.width.saturating_sub(name + NUMBERS + 5);
    let bars = if groups == 0 { room } else { 0 };
    let per_cell = most.div_ceil(u64::from(bars.max(1))).max(1);

    let head = row(area, 0);
    let dim = ui.style(Role::Dim);
    put(buffer, from_column(head, 2), &ui.say("head-code"), dim);
    let share = if found.knows_respondents {
        "head-respondents"
    } else {
        "head-share"
    };
    numbers(
        buffer,
        head,
        name,
        &["head-codings", "head-interviews", share].map(|key| ui.say(key)),
        dim,
    );
    if groups == 0 {
        let key = if screen.value == 0 {
            "bar-scale"
        } else {
            "bar-scale-value"
        };
        let scale = Message::new(key)
            .with("n", per_cell)
            .saying("value", Message::new(value_key(screen.value)));
        put(
            buffer,
            from_column(head, name + NUMBERS + 4),
            &ui.tell(&scale),
            dim,
        );
    } else {
        let heads = screen
            .found
            .iter()
            .flat_map(|it| group_columns(&it.table, groups));
        for (column, x) in heads.zip(group_cells(room)) {
            let cell = from_column(head, name + NUMBERS + 3 + x);
            let words = ui.strings.heading(column);
            let cell = Rect::new(cell.x, cell.y, cell.width.min(GROUP), 1);
            let words = ui.fit(&words, GROUP - 1).into_owned();
            put_right(buffer, cell, &words, dim);
        }
    }

    let body = Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(1),
    );
    let mut cursor = None;
    let in_view = screen
        .list
        .view(screen.rows.len(), usize::from(body.height));
    for (at, n) in in_view.zip(0..) {
        let place = screen.rows[at];
        let it = &found.rows[place];
        let counts = counts(found, it);
        let line = row(body, n);
        let here = at == screen.list.at;
        let style = if here {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        let indent = match screen.sort {
            Sort::Codebook => "  ".repeat(usize::from(it.depth)),
            Sort::Most | Sort::Column(_) => String::new(),
        };
        let words = format!("{indent}{} {}", it.public_id, it.name);
        put(buffer, from_column(line, 2), &ui.pad(&words, name), style);
        let last = if found.knows_respondents {
            respondents(found, ui, counts.respondents)
        } else {
            share_of(counts.interviews, found.n_interviews)
        };
        let figures = [
            counts.codings.to_string(),
            counts.interviews.to_string(),
            last,
        ];
        numbers(buffer, line, name, &figures, style);
        if groups > 0 {
            if let Some(table) = screen.found.as_ref().map(|it| &it.table) {
                draw_groups(
                    &table.rows[place],
                    groups,
                    ui,
                    buffer,
                    from_column(line, name + NUMBERS + 3),
                    style,
                );
            }
            continue;
        }
        let cells = u16::try_from(of(place) / per_cell)
            .unwrap_or(u16::MAX)
            .min(bars);
        let bar = Rect::new(line.x + name + NUMBERS + 4, line.y, cells, 1);
        let look = if here { style } else { ui.style(Role::Bar) };
        fill(buffer, bar.intersection(line), ui.glyphs.bar(), look);
    }
    cursor
}

/// People as the table prints them.
fn respondents(found: &Frequencies, ui: &Ui, n: u64) -> String {
    match found.request.small.people(n) {
        Cell::Count(n) => n.to_string(),
        other => ui.strings.cell(&other),
    }
}

/// Cells of a group's column.
const GROUP: u16 = 9;

/// Where columns of groups begin in so much room.
fn group_cells(room: u16) -> impl Iterator<Item = u16> {
    (0..room / GROUP).map(|n| n * GROUP)
}

/// The columns of the groups' counts, which stand last, each with its share.
fn group_columns(
    table: &crate::model::table::Table,
    groups: usize,
) -> impl Iterator<Item = &crate::model::table::Column> {
    let from = table.columns.len().saturating_sub(2 * groups);
    table.columns[from..].iter().step_by(2)
}

fn draw_groups(
    cells: &[Cell],
    groups: usize,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
    style: Style,
) {
    let from = cells.len().saturating_sub(2 * groups);
    for (cell, x) in cells[from..].iter().step_by(2).zip(group_cells(area.width)) {
        let at = from_column(area, x);
        let at = Rect::new(at.x, at.y, at.width.min(GROUP), 1);
        put_right(buffer, at, &ui.strings.cell(cell), style);
    }
}

/// Width of the three columns of figures.
const NUMBERS: u16 = 3 * NUMBER;
const NUMBER: u16 = 10;

fn numbers(buffer: &mut Canvas, line: Rect, name: u16, words: &[String; 3], style: Style) {
    for (words, n) in words.iter().zip(0..) {
        let cell = Rect::new(line.x + 2 + name + n * NUMBER, line.y, NUMBER, 1).intersection(line);
        put_right(buffer, cell, words, style);
    }
}

/// A share of the interviews as per cent without decimals.
fn share_of(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:.0}%", part as f64 / whole as f64 * 100.0)
}

/// Draws the most frequent codes with bars into a panel.
pub(super) fn draw_small(
    found: &Frequencies,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) {
    let name = (area.width / 2).clamp(10, 34);
    let of = |place: usize| counts(found, &found.rows[place]).codings;
    let most = screen
        .rows
        .iter()
        .map(|place| of(*place))
        .max()
        .unwrap_or(0);
    let bars = area.width.saturating_sub(name + 6);
    let per_cell = most.div_ceil(u64::from(bars.max(1))).max(1);
    for (place, n) in screen.rows.iter().zip(0..area.height) {
        let it = &found.rows[*place];
        let line = row(area, n);
        let words = format!("{} {}", it.public_id, it.name);
        put(buffer, line, &ui.pad(&words, name), ui.style(Role::Text));
        let number = Rect::new(line.x + name, line.y, 5, 1).intersection(line);
        put_right(
            buffer,
            number,
            &of(*place).to_string(),
            ui.style(Role::Text),
        );
        let cells = u16::try_from(of(*place) / per_cell)
            .unwrap_or(u16::MAX)
            .min(bars);
        let bar = Rect::new(line.x + name + 6, line.y, cells, 1);
        fill(
            buffer,
            bar.intersection(line),
            ui.glyphs.bar(),
            ui.style(Role::Bar),
        );
    }
}
