//! What the mouse does: the same things as keys, on what lies under it.

use ratatui::layout::Size;

use super::overlay::run_in_overlay;
use super::{menu, run};
use crate::model::{CharPos, CodeId, CodingId, Span};
use crate::study::{Loaded, OpenInterview};
use crate::text::Unit;
use crate::tui::app::App;
use crate::tui::command::{Command, Group};
use crate::tui::effect::Effect;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::menu::Tab;
use crate::tui::pointer::{Beyond, Held, How, Pointed, Under};
use crate::tui::screens::Screen;
use crate::tui::screens::coding::{self, Adjust, Coding, End, Follow, ViewRow};

/// What the left button holds while it is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// The beginning of a selection, which grows by a unit.
    Text {
        /// Where it begins.
        from: Span,
        /// What it grows by.
        unit: Unit,
    },
    /// The selection, to be let go on a code.
    Selection,
    /// An end of a coding, which follows the pointer once it moves.
    End {
        /// The coding.
        coding: CodingId,
        /// Which end.
        end: End,
        /// Where the coding lay.
        from: Span,
        /// What it moves by.
        unit: Unit,
    },
}

/// Rows that a notch of the wheel moves.
const NOTCH: isize = 3;

/// Folds in something done with the mouse.
pub(super) fn pointed(app: &mut App, it: Pointed) -> Vec<Effect> {
    app.pending.clear();
    app.desk.pull = None;
    // Whoever takes the mouse needs no labels.
    if let (Some(Screen::Coding(screen)), How::Press { .. } | How::Right) =
        (app.screens.last_mut(), it.how)
    {
        screen.jump = None;
    }
    match it.how {
        How::WheelDown | How::WheelUp => {
            let by = if it.how == How::WheelDown {
                NOTCH
            } else {
                -NOTCH
            };
            scroll(app, by);
            Vec::new()
        }
        _ if !app.overlays.is_empty() => on_overlay(app, it),
        How::Press { clicks } => press(app, it, clicks),
        How::Drag => {
            match it.on {
                Under::Beyond(edge) => {
                    app.desk.pull = app.desk.grip.is_some().then_some(edge);
                    pulled(app);
                }
                on => drag(app, on),
            }
            Vec::new()
        }
        How::Release => release(app, it.on),
        How::Right => {
            go_under(app, it.on);
            menu::open(app, Tab::Here);
            Vec::new()
        }
    }
}

/// Moves what is under the pointer; a transcript without its cursor.
fn scroll(app: &mut App, by: isize) {
    let App {
        loaded,
        screens,
        overlays,
        desk,
        ..
    } = app;
    let size = desk.size;
    if let Some(overlay) = overlays.last_mut() {
        if let Some((list, len, height)) = overlay.list(size) {
            list.scroll(by, len, height);
        }
        return;
    }
    match (screens.last_mut(), &loaded.open) {
        (Some(Screen::Coding(screen)), Some(open)) => {
            screen.scroll(&open.text, by);
        }
        (Some(screen), _) => {
            if let Some(mut it) = screen.listed(loaded, size) {
                it.list.scroll(by, it.len, it.height);
                screen.set_list(it.list);
            }
        }
        (None, _) => {}
    }
}

/// A click on an overlay, or beside it.
fn on_overlay(app: &mut App, it: Pointed) -> Vec<Effect> {
    let size = app.desk.size;
    let Some(overlay) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let is_menu = matches!(overlay, Overlay::Menu(_) | Overlay::Picker(_));
    match (it.how, it.on) {
        (How::Press { clicks }, Under::Row(row)) => {
            if let Some((list, len, height)) = overlay.list(size) {
                list.go(row, len, height);
            }
            // A menu is chosen from at once; a list first shows what it has.
            if is_menu || clicks == 2 {
                return run_in_overlay(app, Command::Accept);
            }
        }
        (How::Press { .. }, Under::Field(place)) => overlay.put_caret(place),
        (How::Press { .. }, Under::Tab(tab)) => {
            if let Overlay::Menu(menu) = overlay {
                menu.turn_to(tab);
            }
        }
        // What is typed in a field is not lost to a click.
        (How::Press { .. } | How::Right, Under::Beside)
            if is_menu || matches!(overlay, Overlay::Commands(_)) =>
        {
            return run_in_overlay(app, Command::Cancel);
        }
        _ => {}
    }
    Vec::new()
}

fn press(app: &mut App, it: Pointed, clicks: u8) -> Vec<Effect> {
    app.desk.grip = None;
    match it.on {
        Under::Text(at) => press_text(app, at, it.held, clicks),
        Under::EndOf(id, end) => {
            show_coding(app, id);
            take_end(app, id, end, it.held);
        }
        Under::Coding(id) => show_coding(app, id),
        Under::Code(code) => return give(app, code),
        Under::Command(command) => return run(app, command),
        Under::Unit => next_unit(app),
        Under::Title => menu::open(app, Tab::Of(Group::ALL[0])),
        Under::Row(_) | Under::Cell(..) => {
            go_under(app, it.on);
            if clicks == 2 {
                return run(app, Command::Open);
            }
        }
        Under::Field(place) => {
            if let Some(Screen::Search(search)) = app.screens.last_mut() {
                search.put_caret(place.byte);
            }
        }
        Under::Tab(_) | Under::Beside | Under::Beyond(_) | Under::Nothing => {}
    }
    Vec::new()
}

/// The coding view and its interview, where that is the screen.
fn transcript(app: &mut App) -> Option<(&mut Coding, &OpenInterview, &Loaded)> {
    let loaded = &app.loaded;
    match (app.screens.last_mut(), &loaded.open) {
        (Some(Screen::Coding(screen)), Some(open)) if screen.interview == open.id => {
            Some((screen, open, loaded))
        }
        _ => None,
    }
}

fn press_text(app: &mut App, at: CharPos, held: Held, clicks: u8) {
    let Some((screen, open, _)) = transcript(app) else {
        return;
    };
    // The view stands still, so that the next click finds the same words.
    screen.follow = Follow::Mouse;
    if screen.adjust.is_some() {
        coding::move_end(screen, &open.text, at);
        return;
    }
    let selected = screen.anchor.is_some() && screen.target().is_some_and(|it| it.contains(at));
    if selected && clicks == 1 && held == Held::Nothing {
        app.desk.grip = Some(Grip::Selection);
        return;
    }
    let unit = match (clicks, held) {
        (2, _) => Unit::Sentence,
        (3, _) => Unit::Turn,
        (_, Held::Alt) => Unit::Char,
        _ => screen.unit,
    };
    let Some(span) = screen.unit_at(&open.text, at, unit) else {
        return;
    };
    if held == Held::Shift {
        if let Some(head) = screen.head {
            screen.anchor.get_or_insert(head);
        }
        screen.head = Some(span);
        screen.focus = None;
        return;
    }
    screen.go(span);
    screen.follow = Follow::Mouse;
    screen.step = unit;
    app.desk.grip = Some(Grip::Text { from: span, unit });
}

fn drag(app: &mut App, on: Under) {
    let grip = app.desk.grip;
    let Some((screen, open, _)) = transcript(app) else {
        return;
    };
    match (grip, on) {
        (
            Some(Grip::End {
                coding,
                end,
                from,
                unit,
            }),
            Under::Text(at),
        ) => {
            screen.follow = Follow::Mouse;
            let Some(to) = screen.unit_at(&open.text, at, unit) else {
                return;
            };
            // Past the other end it is that one which is moved: a stripe of one row has but one
            // cell to take hold of.
            let end = match end {
                End::End if to.end() <= from.start() => End::Start,
                End::Start if to.start() >= from.end() => End::End,
                end => end,
            };
            let (start, end_at) = match end {
                End::Start => (to.start(), from.end()),
                End::End => (from.start(), to.end()),
            };
            if let Ok(span) = open.text.span(start.0, end_at.0) {
                screen.adjust = Some(Adjust {
                    coding: Some(coding),
                    span,
                    moving: end,
                });
            }
        }
        (_, Under::Text(at)) if screen.adjust.is_some() => {
            coding::move_end(screen, &open.text, at);
        }
        (Some(Grip::Text { from, unit }), Under::Text(at)) => {
            if let Some(to) = screen.unit_at(&open.text, at, unit) {
                screen.anchor = Some(from);
                screen.head = Some(to);
                screen.focus = None;
            }
        }
        _ => {}
    }
}

/// What is held is past an edge of the transcript: it takes in the row at that edge, and the
/// text moves on by one.
pub(super) fn pulled(app: &mut App) {
    let Some(edge) = app.desk.pull else {
        return;
    };
    let Some((screen, open, _)) = transcript(app) else {
        return;
    };
    let text_of = |row: &ViewRow| match row {
        ViewRow::Text { span, .. } => Some(*span),
        ViewRow::Gap => None,
    };
    let mut rows = screen.view.iter().filter_map(text_of);
    let (row, by) = match edge {
        Beyond::Top => (rows.next(), -1),
        Beyond::Bottom => (rows.next_back(), 1),
    };
    let at = row.map(|row| match edge {
        Beyond::Top => row.start(),
        Beyond::Bottom => open.text.prev_boundary(row.end()),
    });
    screen.scroll(&open.text, by);
    if let Some(at) = at {
        drag(app, Under::Text(at));
    }
}

fn release(app: &mut App, on: Under) -> Vec<Effect> {
    match (app.desk.grip.take(), on) {
        (Some(Grip::End { coding, from, .. }), _) => return drop_end(app, coding, from),
        (Some(Grip::Selection), Under::Code(code)) => return give(app, code),
        // The button went down and up inside the selection: a click like any other.
        (Some(Grip::Selection), Under::Text(_)) => go_under(app, on),
        _ => {}
    }
    Vec::new()
}

/// Takes hold of an end of a coding's stripe.
fn take_end(app: &mut App, coding: CodingId, end: End, held: Held) {
    let Some((screen, open, _)) = transcript(app) else {
        return;
    };
    if let (Some(tag), None) = (open.layer.get(coding), screen.adjust) {
        screen.follow = Follow::Mouse;
        let unit = match held {
            Held::Alt => Unit::Char,
            _ => screen.unit,
        };
        let from = tag.span;
        app.desk.grip = Some(Grip::End {
            coding,
            end,
            from,
            unit,
        });
    }
}

/// Lets an end of a coding go: it lies there now, in one step; where it was, nothing changed.
fn drop_end(app: &mut App, coding: CodingId, from: Span) -> Vec<Effect> {
    let Some((screen, _, _)) = transcript(app) else {
        return Vec::new();
    };
    match screen.adjust {
        Some(adjust) if adjust.coding == Some(coding) && adjust.span != from => {
            run(app, Command::Accept)
        }
        Some(adjust) if adjust.coding == Some(coding) => {
            screen.adjust = None;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Puts the cursor on what is under the pointer; a click inside the selection keeps it.
fn go_under(app: &mut App, on: Under) {
    let size: Size = app.desk.size;
    match on {
        Under::Text(at) => {
            if let Some((screen, open, _)) = transcript(app)
                && screen.adjust.is_none()
                && let Some(span) = screen.unit_at(&open.text, at, screen.unit)
            {
                screen.go(span);
                screen.follow = Follow::Mouse;
            }
        }
        Under::Coding(id) | Under::EndOf(id, _) => show_coding(app, id),
        Under::Cell(row, column) => {
            if let Screen::Analysis(it) = app.screen_mut() {
                it.go(size, (row, column));
            }
        }
        Under::Row(row) => {
            if let Screen::Overview(it) = app.screen_mut() {
                it.at = row;
            }
            if let Some(mut it) = app.screen().listed(&app.loaded, size) {
                it.list.go(row, it.len, it.height);
                app.screen_mut().set_list(it.list);
            }
        }
        _ => {}
    }
}

/// Puts the cursor on a coding and chooses it among those on the same words.
fn show_coding(app: &mut App, id: CodingId) {
    let Some((screen, open, _)) = transcript(app) else {
        return;
    };
    if let (Some(tag), None) = (open.layer.get(id), screen.adjust) {
        screen.go(tag.span);
        screen.focus = Some(id);
    }
}

/// Gives a code to the passage, or takes it back where it is on a digit key, as the key does.
fn give(app: &mut App, code: CodeId) -> Vec<Effect> {
    let Some((screen, _, loaded)) = transcript(app) else {
        return Vec::new();
    };
    if screen.adjust.is_some() {
        return Vec::new();
    }
    let digit = Command::ALL.iter().copied().find(|command| {
        command
            .digit()
            .and_then(|digit| coding::pinned(loaded, digit))
            == Some(code)
    });
    match (digit, coding::target(screen)) {
        (Some(digit), _) => run(app, digit),
        (None, Some(target)) => vec![coding::apply_codes(loaded, target, vec![code])],
        (None, None) => Vec::new(),
    }
}

/// Steps by the next larger unit, and after the largest by the smallest.
fn next_unit(app: &mut App) {
    if let Some((screen, open, _)) = transcript(app)
        && screen.adjust.is_none()
    {
        let unit = match screen.unit {
            Unit::Turn => Unit::Char,
            unit => unit.coarser(),
        };
        screen.set_unit(&open.text, unit);
    }
}
