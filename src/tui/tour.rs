//! The tour: a minute in the demonstration study, one thing to do at each stop.
//!
//! A strip under the screen says what to do; the tour goes on when it was done, or when a person
//! asks for the next stop. Everything else works as ever meanwhile.

use ratatui::layout::{Rect, Size};

use crate::model::Edit;
use crate::study::Access;

use super::app::{App, Go};
use super::command::Command;
use super::effect::Effect;
use super::event::Message;
use super::keymap::Context;
use super::layout;
use super::possible::{read_only, why_not};
use super::screens::Screen;
use super::theme::Role;
use super::update::gone;
use super::view::Ui;
use super::widgets::{Canvas, from_column, put, row};

/// Rows of the strip.
pub const ROWS: u16 = 2;

/// A tour under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tour {
    /// Index of the stop in [`STOPS`].
    stop: usize,
}

/// What a stop is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stop {
    /// Key of its sentence in the strings, in which the keys of `shown` stand as `$a` and `$b`.
    key: &'static str,
    /// The commands whose keys it names.
    shown: &'static [Command],
    /// What has to be done there.
    task: Task,
}

/// What has to be done at a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// One of these commands.
    Run(&'static [Command]),
    /// Give a passage a code.
    Code,
    /// Take a step back.
    Undo,
}

const STOPS: [Stop; 9] = [
    Stop {
        key: "tour-move",
        shown: &[Command::Next, Command::Previous],
        task: Task::Run(&[
            Command::Next,
            Command::Previous,
            Command::NextTurn,
            Command::NextUnread,
            Command::PageDown,
        ]),
    },
    Stop {
        key: "tour-extend",
        shown: &[Command::Extend, Command::ExtendBack],
        task: Task::Run(&[Command::Extend, Command::ExtendWord, Command::Anchor]),
    },
    Stop {
        key: "tour-palette",
        shown: &[Command::Palette],
        task: Task::Code,
    },
    Stop {
        key: "tour-digit",
        shown: &[Command::Next, Command::Digit1],
        task: Task::Code,
    },
    Stop {
        key: "tour-undo",
        shown: &[Command::Undo, Command::Redo],
        task: Task::Undo,
    },
    Stop {
        key: "tour-memo",
        shown: &[Command::Memo],
        task: Task::Run(&[Command::Memo]),
    },
    Stop {
        key: "tour-frequencies",
        shown: &[Command::Frequencies, Command::Back],
        task: Task::Run(&[Command::Frequencies]),
    },
    Stop {
        key: "tour-home",
        shown: &[Command::Home, Command::Interviews],
        task: Task::Run(&[Command::Home, Command::Interviews]),
    },
    Stop {
        key: "tour-help",
        shown: &[Command::Help, Command::Commands],
        task: Task::Run(&[Command::Help, Command::Commands]),
    },
];

/// The first stop that asks for something that can be done on every screen.
const FIRST_ELSEWHERE: usize = 6;

impl Tour {
    /// Whether this command is what the stop asks for.
    fn asks_for(self, command: Command) -> bool {
        match STOPS[self.stop].task {
            Task::Run(commands) => commands.contains(&command),
            Task::Code | Task::Undo => false,
        }
    }

    /// The next stop, or the end.
    fn next(self) -> Option<Self> {
        let stop = self.stop + 1;
        (stop < STOPS.len()).then_some(Self { stop })
    }
}

/// Begins the tour at an interview, or ends the one under way; other studies than the
/// demonstration are left alone.
pub fn toggle(app: &mut App) -> Vec<Effect> {
    if app.desk.tour.take().is_some() {
        app.desk.say(Message::new("say-tour-left"));
        return Vec::new();
    }
    if app.loaded.access != Access::Writing {
        app.desk.say(read_only(&app.loaded.access));
        return Vec::new();
    }
    let first = app.loaded.interviews.first().map(|it| it.id);
    let Some(interview) = first.filter(|_| app.loaded.demo) else {
        app.desk.say(Message::new("say-tour-elsewhere"));
        return Vec::new();
    };
    app.desk.tour = Some(Tour::default());
    if matches!(app.screen(), Screen::Coding(_)) {
        return Vec::new();
    }
    app.desk.go = Some(Go::Interview {
        id: interview,
        at: None,
    });
    gone(app)
}

/// Ends the stop that the tour is at.
pub fn go_on(app: &mut App) {
    let Some(tour) = app.desk.tour else {
        return;
    };
    app.desk.tour = tour.next();
    if app.desk.tour.is_none() {
        app.desk.say(Message::new("say-tour-over"));
    }
}

/// Goes on where a command is what the stop asks for.
pub fn ran(app: &mut App, command: Command) {
    let asked = app.desk.tour.is_some_and(|tour| tour.asks_for(command));
    if asked && why_not(app, command).is_none() {
        go_on(app);
    }
}

/// Goes on where a change is what the stop asks for.
pub fn edited(app: &mut App, edit: &Edit) {
    let codes = matches!(
        edit,
        Edit::Code(_) | Edit::CodeEach(_) | Edit::CodeWithNew { .. }
    );
    if codes && is_at(app, Task::Code) {
        go_on(app);
    }
}

/// Goes on where a step taken back is what the stop asks for.
pub fn undone(app: &mut App) {
    if is_at(app, Task::Undo) {
        go_on(app);
    }
}

fn is_at(app: &App, task: Task) -> bool {
    app.desk
        .tour
        .is_some_and(|tour| STOPS[tour.stop].task == task)
}

/// What of the terminal is left for the screen: all of it where there is no room for the strip.
#[must_use]
pub fn room(terminal: Size, tour: Option<Tour>) -> Size {
    let rest = Size {
        height: terminal.height.saturating_sub(ROWS),
        ..terminal
    };
    match tour {
        Some(_) if layout::fits(rest) => rest,
        _ => terminal,
    }
}

/// Draws the strip under the screen, where it has room.
pub fn draw(app: &App, ui: &Ui, buffer: &mut Canvas) {
    let Some(tour) = app.desk.tour else {
        return;
    };
    let (size, terminal) = (app.desk.size, app.desk.terminal);
    let area = Rect::new(0, size.height, size.width, terminal.height - size.height);
    if area.height < ROWS {
        return;
    }
    buffer.set_style(area, ui.style(Role::Popup));
    let place = Message::new("tour-place")
        .with("n", tour.stop + 1)
        .with("of", STOPS.len());
    let head = ui.tell(&place);
    put(
        buffer,
        from_column(row(area, 0), 1),
        &head,
        ui.style(Role::Heading),
    );
    let key = key_of(app, Command::TourNext);
    // An overlay takes every key.
    let skip = ui.tell(&Message::new("tour-skip").with("key", key));
    if app.overlays.is_empty() {
        let line = from_column(row(area, 1), 1);
        put(buffer, line, &skip, ui.style(Role::Hint));
    }
    let left = ui.width(&head).max(ui.width(&skip)) + 3;
    let words = Rect::new(
        left,
        area.y,
        area.width.saturating_sub(left + 1),
        area.height,
    );
    ui.wrapped(
        buffer,
        words,
        &sentence(app, ui, tour),
        ui.style(Role::Popup),
    );
}

/// What the stop says; on another screen than it is about, how to get back.
fn sentence(app: &App, ui: &Ui, tour: Tour) -> String {
    let stop = STOPS[tour.stop];
    let is_of_text = tour.stop < FIRST_ELSEWHERE;
    if is_of_text && !matches!(app.screen(), Screen::Coding(_)) {
        let key = key_of(app, Command::Back);
        return ui.tell(&Message::new("tour-back").with("key", key));
    }
    let keys = ["a", "b"].into_iter().zip(stop.shown);
    let message = keys.fold(Message::new(stop.key), |message, (name, command)| {
        message.with(name, key_of(app, *command))
    });
    ui.tell(&message)
}

/// The first key of a command where a transcript is coded, else its name to be typed.
fn key_of(app: &App, command: Command) -> String {
    let contexts = [Context::Coding, Context::Move, Context::Global];
    let keys = app.keymap.keys_of(&contexts, command);
    keys.into_iter()
        .next()
        .unwrap_or_else(|| format!(":{}", command.name()))
}
