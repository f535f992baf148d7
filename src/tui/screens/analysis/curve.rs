//! New codes, interview by interview: the curve, the band of random orders, Guest's rule and
//! interviews held out.

use ratatui::layout::{Position, Rect};

use super::compute::{Counted, guest_says};
use super::{Analysis, Ask, Of, foot, next_level, next_of};
use crate::study::{Behind, Codes, Order, Saturation};
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// How much is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// All of it, with a cursor.
    Large,
    /// The curve alone.
    Small,
}

/// Cells before the first interview: the scale.
const SCALE: u16 = 7;
/// Cells between two interviews at most.
const WIDEST: u16 = 8;
/// Rows under the plot: new codes, the line, names.
const UNDER: u16 = 3;

/// Interviews of the base, to go through.
const BASES: [usize; 5] = [4, 5, 6, 8, 10];
/// Interviews of a run, to go through.
const RUNS: [usize; 3] = [2, 3, 4];

/// Interviews beside each other on a screen of that width, at the least width of each.
pub(super) fn n_wide(width: u16) -> usize {
    usize::from(width.saturating_sub(SCALE + 1) / 3).max(1)
}

/// Cells of each interview where so many are in view.
fn step(width: u16, n: usize) -> u16 {
    let n = u16::try_from(n.max(1)).unwrap_or(u16::MAX);
    (width.saturating_sub(SCALE + 1) / n).clamp(3, WIDEST)
}

/// The interview in a column of the screen.
pub(super) fn column_at(screen: &Analysis, size: ratatui::layout::Size, x: u16) -> Option<usize> {
    let n = screen.rows.len();
    let wide = n_wide(size.width);
    let step = step(size.width, n.min(wide));
    let place = usize::from(x.checked_sub(SCALE)? / step);
    screen.columns.nth(place, n, wide)
}

/// The passages of the codes that are new in the interview under the cursor.
pub(super) fn behind(found: &Saturation, screen: &Analysis) -> Option<(Behind, Message)> {
    let (id, name, new) = interview(found, screen.columns.at)?;
    if new.is_empty() {
        return None;
    }
    let what = Message::new("title-passages-new")
        .with("interview", name)
        .with("codes", new.len());
    let behind = Behind::New {
        interview: id,
        request: found.request().clone(),
    };
    Some((behind, what))
}

/// The interview of that number, those held out last: its id, name and new codes.
fn interview(
    found: &Saturation,
    at: usize,
) -> Option<(crate::model::InterviewId, &str, &[String])> {
    let rows = found
        .rows
        .iter()
        .map(|it| (it.id, it.interview.as_str(), it.new.as_slice()));
    let held = found
        .held_out
        .iter()
        .map(|it| (it.id, it.interview.as_str(), it.new.as_slice()));
    rows.chain(held).nth(at)
}

/// Changes what is counted; whether anything has to be counted anew.
pub(super) fn parameter(screen: &mut Analysis, command: Command) -> bool {
    let deepest = screen.found.as_ref().map_or(1, |found| found.deepest);
    let here = screen.found.as_ref().and_then(|found| match &found.of {
        Of::Curve(it) => interview(it, screen.columns.at).map(|(_, name, _)| name.to_owned()),
        _ => None,
    });
    let n_in_curve = screen.found.as_ref().map_or(0, |found| match &found.of {
        Of::Curve(it) => it.rows.len(),
        _ => 0,
    });
    let Ask::Curve(request) = &mut screen.ask else {
        return false;
    };
    match command {
        Command::InterviewOrder => {
            request.order = match request.order {
                Order::Study => Order::Date,
                Order::Date => Order::Import,
                Order::Import | Order::Given(_) => Order::Study,
            };
        }
        Command::Base => request.rule.base = next_of(&BASES, request.rule.base),
        Command::RunLength => request.rule.run = next_of(&RUNS, request.rule.run),
        Command::Level => request.level = next_level(request.level, deepest),
        Command::Emergent => {
            request.codes = match request.codes {
                Codes::All => Codes::Emergent,
                Codes::Emergent => Codes::All,
            };
        }
        Command::HoldOut => {
            let Some(name) = here else { return false };
            if request.held_out.contains(&name) {
                request.held_out.retain(|it| *it != name);
            } else if n_in_curve > 1 {
                request.held_out.push(name);
            } else {
                return false;
            }
        }
        _ => return false,
    }
    true
}

/// What the interview under the cursor brought.
pub(super) fn said(found: &Saturation, screen: &Analysis, ui: &Ui) -> String {
    let at = screen.columns.at;
    let Some((_, name, new)) = interview(found, at) else {
        return String::new();
    };
    let key = match (found.rows.get(at), new.is_empty()) {
        (Some(_), false) => "curve-cell",
        (Some(_), true) => "curve-cell-nothing",
        (None, false) => "curve-cell-held",
        (None, true) => "curve-cell-held-nothing",
    };
    let date = match found.rows.get(at) {
        Some(row) => row.date.clone(),
        None => found
            .held_out
            .get(at - found.rows.len())
            .and_then(|it| it.date.clone()),
    };
    let cumulative = found.rows.get(at).map_or(0, |row| row.step.cumulative);
    let words = match date {
        Some(date) => format!("{name} {date}"),
        None => name.to_owned(),
    };
    ui.tell(
        &Message::new(key)
            .with("interview", words)
            .with("codes", new.len())
            .with("cumulative", cumulative)
            .with("ids", new.join(" ")),
    )
}

/// Guest's rule, as the table says it.
pub(super) fn guest(found: &Counted, ui: &Ui) -> String {
    let note = found
        .table
        .notes
        .iter()
        .find(|note| note.key.starts_with("guest-"));
    note.map_or_else(String::new, |note| ui.strings.note(note))
}

/// What was held out, and whether it brought anything; else how much had appeared when.
pub(super) fn held_out(found: &Saturation, counted: &Counted, ui: &Ui) -> String {
    let key = if found.held_out.is_empty() {
        "saturation-appeared"
    } else {
        "saturation-held-out"
    };
    let note = counted.table.notes.iter().find(|note| note.key == key);
    note.map_or_else(|| ui.say("curve-no-held-out"), |note| ui.strings.note(note))
}

/// What was chosen.
pub(super) fn scope(found: &Saturation, _: &Analysis, ui: &Ui) -> String {
    let request = found.request();
    let order = ui.say(match request.order {
        Order::Study => "curve-order-study",
        Order::Date => "curve-order-date",
        Order::Import => "curve-order-import",
        Order::Given(_) => "curve-order-given",
    });
    let codes = ui.say(match request.codes {
        Codes::All => "curve-codes-all",
        Codes::Emergent => "curve-codes-emergent",
    });
    let rule = Message::new("curve-rule")
        .with("base", request.rule.base)
        .with("run", request.rule.run);
    let band = Message::new("curve-band")
        .with("glyph", BAND)
        .with("orders", request.orders);
    let level = foot::level(request.level, ui);
    format!(
        "{order}  {level}  {codes}  {}  {}",
        ui.tell(&rule),
        ui.tell(&band)
    )
}

/// A point of the curve.
const POINT: char = '*';
/// A cell of the band of random orders.
const BAND: char = '.';

/// Draws the curve and returns where the cursor is.
pub(super) fn draw(
    found: &Saturation,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
    size: Size,
) -> Option<Position> {
    let n = found.rows.len() + found.held_out.len();
    let wide = n_wide(area.width);
    let in_view = match size {
        Size::Large => screen.columns.view(n, wide),
        // What came last says whether anything still comes.
        Size::Small => n.saturating_sub(wide)..n,
    };
    let step = step(area.width, in_view.len());
    let under = if size == Size::Large { UNDER } else { 1 };
    let plot = Rect::new(
        area.x,
        area.y,
        area.width,
        area.height.saturating_sub(under),
    );
    if plot.height < 2 {
        return None;
    }
    let highest = found.rows.last().map_or(0, |row| row.step.cumulative);
    let highest = found
        .rows
        .iter()
        .filter_map(|row| row.band)
        .fold(highest as f64, |most, band| most.max(band.high))
        .max(1.0);
    draw_scale(ui, buffer, plot, highest);
    let at_height = |value: f64| -> u16 {
        let rows = f64::from(plot.height - 1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it lies between 0 and the height of a screen"
        )]
        let up = (value / highest * rows).round().clamp(0.0, rows) as u16;
        plot.bottom() - 1 - up
    };
    let mut cursor = None;
    for (at, place) in in_view.clone().zip(0..) {
        let x = area.x + SCALE + place * step;
        let column = Rect::new(x, plot.y, step, plot.height).intersection(plot);
        let here = size == Size::Large && at == screen.columns.at;
        let Some(it) = found.rows.get(at) else {
            if size == Size::Large {
                draw_under(ui, buffer, area, column, &Under::held(found, at), here);
                if here {
                    cursor = Some(Position::new(column.x, plot.bottom()));
                }
            }
            continue;
        };
        let y = at_height(it.step.cumulative as f64);
        if let Some(band) = it.band {
            for y in at_height(band.high)..=at_height(band.low) {
                put_char(buffer, Position::new(x + 1, y), BAND, ui.style(Role::Dim));
            }
        }
        let style = ui.style(if here { Role::Cursor } else { Role::Bar });
        put_char(buffer, Position::new(x + 1, y), POINT, style);
        if size == Size::Large {
            draw_under(ui, buffer, area, column, &Under::row(found, at), here);
        }
        if here {
            cursor = Some(Position::new(x + 1, y));
        }
    }
    if size == Size::Small {
        let last = row(area, area.height - 1);
        let after = match (&found.guest, guest_says(found)) {
            (Ok(guest), _) => match guest.reached_after {
                Some(after) => Message::new("curve-reached").with("after", after),
                None => Message::new("curve-not-reached"),
            },
            (Err(_), _) => Message::new("curve-too-few"),
        };
        let after = after
            .with("base", found.request().rule.base)
            .with("run", found.request().rule.run)
            .with(
                "codes",
                found.rows.last().map_or(0, |row| row.step.cumulative),
            );
        let words = ui.tell(&after);
        put(
            buffer,
            last,
            &ui.fit(&words, last.width),
            ui.style(Role::Dim),
        );
    }
    cursor
}

/// The numbers on the left: the highest, the middle, and nothing.
fn draw_scale(ui: &Ui, buffer: &mut Canvas, plot: Rect, highest: f64) {
    let dim = ui.style(Role::Dim);
    for y in 0..plot.height {
        let cell = Rect::new(plot.x + SCALE - 1, plot.y + y, 1, 1).intersection(plot);
        fill(buffer, cell, ui.glyphs.edge(), dim);
    }
    let mut number = |y: u16, value: f64| {
        let cell = Rect::new(plot.x, plot.y + y, SCALE - 2, 1).intersection(plot);
        put_right(buffer, cell, &format!("{value:.0}"), dim);
    };
    number(0, highest);
    number(plot.height - 1, 0.0);
    let middle = plot.height / 2;
    if plot.height > 4 {
        number(
            middle,
            highest * f64::from(plot.height - 1 - middle) / f64::from(plot.height - 1),
        );
    }
}

/// What stands under an interview.
struct Under {
    new: String,
    name: String,
    reaches: bool,
}

impl Under {
    fn row(found: &Saturation, at: usize) -> Self {
        let it = &found.rows[at];
        Self {
            new: it.step.new.to_string(),
            name: it.interview.clone(),
            reaches: it.reaches,
        }
    }

    fn held(found: &Saturation, at: usize) -> Self {
        let it = &found.held_out[at - found.rows.len()];
        Self {
            new: format!("({})", it.new.len()),
            name: it.interview.clone(),
            reaches: false,
        }
    }
}

/// Draws new codes, the axis and the name of an interview.
fn draw_under(ui: &Ui, buffer: &mut Canvas, area: Rect, column: Rect, it: &Under, here: bool) {
    let top = area.height.saturating_sub(UNDER);
    let dim = ui.style(Role::Dim);
    put(
        buffer,
        row(area, top),
        &ui.fit(&ui.say("curve-new"), SCALE - 1),
        dim,
    );
    let at = |y: u16| {
        let line = row(area, top + y);
        Rect::new(column.x, line.y, column.width, line.height)
    };
    let style = if here {
        ui.style(Role::Cursor)
    } else {
        ui.style(Role::Text)
    };
    put(buffer, from_column(at(0), 1), &it.new, style);
    ui.line(buffer, at(1), Role::Rule);
    if it.reaches {
        put_char(
            buffer,
            Position::new(column.x + 1, at(1).y),
            '^',
            ui.style(Role::Notice),
        );
    }
    let room = column.width.saturating_sub(1);
    // A name that is cut begins with what tells interviews apart.
    put(
        buffer,
        at(2),
        &ui.fit(&it.name, room),
        if here { style } else { dim },
    );
}

fn put_char(buffer: &mut Canvas, at: Position, with: char, style: ratatui::style::Style) {
    let cell = Rect::new(at.x, at.y, 1, 1);
    let cell = cell.intersection(buffer.area);
    fill(buffer, cell, with, style);
}
