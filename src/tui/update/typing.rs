//! Interviews that are typed: the questions before, and turn after turn.

use super::corrections;
use crate::model::InterviewId;
use crate::study::Access;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::start::{Choice, Start};
use crate::tui::overlays::typing::{Then, Typing};
use crate::tui::possible::read_only;
use crate::tui::screens::Screen;
use crate::tui::screens::interviews::Interviews;

/// Asks for a new interview.
pub(super) fn ask(app: &mut App) {
    if may_write(app) {
        let start = Start::new(&app.loaded, app.desk.lang);
        app.overlays.push(Overlay::Start(start));
    }
}

/// A command while a new interview is asked for.
///
/// The questions stay until it is durable.
pub(super) fn start(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(Overlay::Start(start)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match start.update(&app.loaded, command) {
        Choice::Open => Vec::new(),
        Choice::Closed => {
            app.overlays.pop();
            Vec::new()
        }
        Choice::Make(effect) => vec![*effect],
    }
}

/// A new interview is durable: it is opened.
pub(super) fn started(app: &mut App, interview: Option<InterviewId>) -> Vec<Effect> {
    if matches!(app.overlays.last(), Some(Overlay::Start(_))) {
        app.overlays.pop();
    }
    let open = |interview| Effect::Open {
        interview,
        at: None,
    };
    interview.map(open).into_iter().collect()
}

/// An interview without words is opened to be typed.
pub(super) fn opened(app: &mut App) {
    let empty = app
        .loaded
        .open
        .as_ref()
        .is_some_and(|it| it.text.chars() == 0);
    if empty && app.loaded.access == Access::Writing {
        at_the_end(app);
    }
}

/// Types on behind the last turn.
pub(super) fn at_the_end(app: &mut App) {
    if !may_write(app) {
        return;
    }
    corrections::show_turn(app, usize::MAX);
    if let Some(open) = &app.loaded.open {
        let typing = Typing::at_the_end(open);
        app.overlays.push(Overlay::Typing(typing));
    }
}

fn may_write(app: &mut App) -> bool {
    let may = app.loaded.access == Access::Writing;
    if !may {
        let why = read_only(&app.loaded.access);
        app.desk.say(why);
    }
    may
}

/// A command while a turn is typed.
///
/// The words stay until they are durable.
pub(super) fn typing(app: &mut App, command: Command) -> Vec<Effect> {
    let (Some(Overlay::Typing(typing)), Some(open)) = (app.overlays.last_mut(), &app.loaded.open)
    else {
        return Vec::new();
    };
    if typing.choose(open, command) {
        return Vec::new();
    }
    typing.then = match command {
        Command::Accept => Then::Next,
        Command::Cancel => Then::Leave,
        Command::LineBreak => {
            typing.field.insert("\n");
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    match (typing.keep(open), typing.then) {
        (Some(effect), _) => return vec![effect],
        (None, Then::Next) => app.desk.say(Message::new("say-turn-needs-words")),
        (None, Then::Leave) => {
            app.overlays.pop();
        }
    }
    Vec::new()
}

/// A turn is durable: the next one begins, or typing ends.
pub(super) fn kept(app: &mut App) {
    let (Some(Overlay::Typing(typing)), Some(open)) = (app.overlays.pop(), &app.loaded.open) else {
        return;
    };
    if typing.then == Then::Next {
        let after = typing.after.map_or(0, |after| after + 1);
        let next = Typing::new(open, Some(after));
        app.overlays.push(Overlay::Typing(next));
    }
}

/// Leaves the screens of interviews that a step took away.
pub(super) fn leave_what_is_gone(app: &mut App) {
    let known = |id: InterviewId| app.loaded.interviews.iter().any(|it| it.id == id);
    let gone = |screen: &Screen| matches!(screen, Screen::Coding(it) if !known(it.interview));
    if app.screens.iter().any(gone) {
        app.screens = app.screens.iter().filter(|it| !gone(it)).cloned().collect();
        if app.screens.is_empty() {
            let list = Interviews::at(&app.loaded);
            app.screens.push(Screen::Interviews(list));
        }
    }
}
