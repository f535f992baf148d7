//! Corrections: their overlays, and screens that follow a text.

use super::typing;
use crate::model::Edit;
use crate::model::edit::StepKind;
use crate::study::{Access, LogEntry};
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::preview::Choice;
use crate::tui::overlays::replace::{Asked, Replace};
use crate::tui::overlays::revise::{Ending, Left, Revise};
use crate::tui::overlays::typing::Typing;
use crate::tui::possible::read_only;
use crate::tui::screens::Screen;
use crate::tui::visits::Visits;

/// A command while a turn is being corrected.
///
/// The overlay stays until the correction is durable: nothing typed is lost where it fails.
pub(super) fn revise(app: &mut App, command: Command) -> Vec<Effect> {
    let size = app.desk.size;
    let (Some(Overlay::Revise(revise)), Some(open)) = (app.overlays.last_mut(), &app.loaded.open)
    else {
        return Vec::new();
    };
    if let Some(preview) = &mut revise.preview {
        match preview.update(size, command) {
            Choice::Open => {}
            Choice::Keep => return revise.accepted().into_iter().collect(),
            Choice::Edit => revise.preview = None,
            Choice::Discard => {
                app.overlays.pop();
                app.desk.say(Message::new("say-discarded"));
            }
        }
        return Vec::new();
    }
    match command {
        Command::LineBreak => revise.field.insert("\n"),
        Command::Accept | Command::EndTurn => {
            let left = match command {
                Command::Accept => revise.leave(open),
                _ => revise.end_turn(open),
            };
            match left {
                Left::Same => close_revise(app),
                Left::Empty => app.desk.say(Message::new("say-turn-needs-words")),
                Left::Ask => {}
                Left::Keep(effect) => return vec![*effect],
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Closes the correction of a turn and opens what comes behind it.
fn close_revise(app: &mut App) {
    let (Some(Overlay::Revise(revise)), Some(open)) = (app.overlays.pop(), &app.loaded.open) else {
        return;
    };
    match revise.ending {
        Ending::Leave => {}
        Ending::NextTurn => {
            let typing = Typing::new(open, Some(revise.turn));
            app.overlays.push(Overlay::Typing(typing));
        }
        Ending::Split { .. } => {
            let rest = Revise::turn(open, revise.turn as usize + 1, 0);
            app.overlays.extend(rest.map(Overlay::Revise));
        }
    }
}

/// A command while words are being replaced.
pub(super) fn replace(app: &mut App, command: Command) -> Vec<Effect> {
    let size = app.desk.size;
    let Some(Overlay::Replace(replace)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if let Some(mut found) = replace.found.take() {
        match found.preview.update(size, command) {
            Choice::Edit => return Vec::new(),
            Choice::Discard => {
                app.overlays.pop();
                return Vec::new();
            }
            Choice::Open => {
                replace.found = Some(found);
                return Vec::new();
            }
            Choice::Keep => {
                let effect = replace.accepted(&found);
                replace.found = Some(found);
                return vec![effect];
            }
        }
    }
    match command {
        Command::OtherEnd => replace.other(),
        Command::Accept if replace.find.text().is_empty() => replace.asked = Asked::Find,
        Command::Accept if replace.asked == Asked::Find => replace.other(),
        Command::Accept if replace.ticket.is_none() => {
            let find = replace.find.text().to_owned();
            let with = replace.with.text().to_owned();
            let (ticket, effect) = app.desk.ask(Job::Replacing { find, with });
            replace.ticket = Some(ticket);
            return vec![effect];
        }
        Command::Cancel => {
            app.overlays.pop();
        }
        _ => {}
    }
    Vec::new()
}

/// Whether the overlay for replacing words waits for the answer to a ticket.
pub(super) fn waits(app: &App, ticket: Ticket) -> bool {
    matches!(app.overlays.last(), Some(Overlay::Replace(replace)) if replace.ticket == Some(ticket))
}

/// Shows what replacing would do; where that could not be found out it can be asked again.
pub(super) fn answered(app: &mut App, outcome: Result<Answer, Trouble>) {
    let Some(Overlay::Replace(replace)) = app.overlays.last_mut() else {
        return;
    };
    replace.ticket = None;
    match outcome {
        Ok(Answer::Replacing(all)) if all.n_hits == 0 => {
            let said = Message::new("say-nothing-to-replace").with("find", replace.find.text());
            app.desk.say(said);
        }
        Ok(Answer::Replacing(all)) => replace.show(all),
        Ok(_) => {}
        Err(trouble) => app.desk.errors.push_back(trouble),
    }
}

/// After a correction became durable: its overlay closes or goes on with the next turn, and
/// the text on screen is the new one.
pub(super) fn kept(app: &mut App, edit: &Edit) {
    if !edit.kind().moves_text() {
        return;
    }
    follow(app);
    match edit {
        Edit::AddTurn { after, .. } => {
            show_turn(app, after.map_or(0, |after| after as usize + 1));
            typing::kept(app);
        }
        Edit::SplitTurn { turn, .. } => {
            show_turn(app, *turn as usize + 1);
            close_revise(app);
        }
        Edit::ReviseTurn { .. } => close_revise(app),
        _ => {
            if matches!(app.overlays.last(), Some(Overlay::Replace(_))) {
                app.overlays.pop();
            }
        }
    }
}

/// Puts the cursor where a turn of the open interview begins; the last one where it has no such.
pub(super) fn show_turn(app: &mut App, turn: usize) {
    if let (Some(Screen::Coding(screen)), Some(open)) = (app.screens.last_mut(), &app.loaded.open)
        && screen.interview == open.id
        && let Some(turn) = open.turns.get(turn).or(open.turns.last())
    {
        screen.go_to(&open.text, turn.span.start());
    }
}

/// After a correction was taken back or done again: the cursor goes to its turn, unless
/// it is there already.
pub(super) fn stepped(app: &mut App, step: &LogEntry) {
    let is_merge = step.kind == "merge";
    if !is_merge && !StepKind::from_name(&step.kind).is_some_and(StepKind::moves_text) {
        return;
    }
    follow(app);
    let (Some(Screen::Coding(screen)), Some(open)) = (app.screens.last(), &app.loaded.open) else {
        return;
    };
    let field = |key: &str| step.record.get(key);
    let interview = field("interview").and_then(|id| serde_json::from_value(id.clone()).ok());
    let turn = field("turn")
        .and_then(serde_json::Value::as_u64)
        .and_then(|turn| usize::try_from(turn).ok());
    if let (Some(turn), true) = (turn, interview == Some(open.id))
        && screen.turn() != Some(turn)
    {
        show_turn(app, turn);
    }
}

/// Has the coding view of the open interview show its text as it is now. Places left
/// before counted in another text.
pub(super) fn follow(app: &mut App) {
    app.desk.visits = Visits::default();
    let Some(open) = &app.loaded.open else {
        return;
    };
    for screen in &mut app.screens {
        if let Screen::Coding(screen) = screen
            && screen.interview == open.id
        {
            screen.corrected(open, &app.loaded.coder);
        }
    }
}

/// A correction that changes codings is being written: whether it is kept has to be said first.
pub(super) struct Undecided;

/// What has to be done for a correction being written before the program is left.
pub(super) fn kept_on_leaving(app: &mut App) -> Result<Option<Effect>, Undecided> {
    let Some(open) = &app.loaded.open else {
        return Ok(None);
    };
    let revise = match app.overlays.last_mut() {
        Some(Overlay::Typing(typing)) => return Ok(typing.keep(open)),
        Some(Overlay::Revise(revise)) => revise,
        _ => return Ok(None),
    };
    let left = match revise.preview {
        Some(_) => Left::Ask,
        None => revise.leave(open),
    };
    match left {
        Left::Same | Left::Empty => Ok(None),
        Left::Keep(effect) => Ok(Some(*effect)),
        Left::Ask => {
            app.desk.say(Message::new("say-decide-first"));
            Err(Undecided)
        }
    }
}

/// Asks what to replace in all interviews; a selection is what goes.
pub(super) fn ask(app: &mut App) {
    if app.loaded.access != Access::Writing {
        let why = read_only(&app.loaded.access);
        app.desk.say(why);
        return;
    }
    let selected = match (app.screen(), &app.loaded.open) {
        (Screen::Coding(screen), Some(open)) if screen.anchor.is_some() => {
            screen.target().and_then(|span| open.text.slice(span))
        }
        _ => None,
    };
    let replace = Replace::new(selected.unwrap_or_default());
    app.overlays.push(Overlay::Replace(replace));
}
