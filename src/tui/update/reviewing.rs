//! The reviewer's desk: its two screens, the answers they wait for, and what follows a verdict.

use super::{gone, show};
use crate::model::edit::StepKind;
use crate::model::{CodeId, CodingId, Edit, InterviewId, Span, Status};
use crate::study::{LogEntry, Queue};
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Trouble;
use crate::tui::jobs::{Answer, Ticket};
use crate::tui::screens::Screen;
use crate::tui::screens::disagreements::Disagreements;
use crate::tui::screens::review::Review;

/// Shows the codings that wait in a queue, or those that stand so.
pub(super) fn show_review(app: &mut App, queue: Queue, status: Option<Status>) -> Vec<Effect> {
    let mut review = Review::of(queue);
    review.only.status = status;
    review.reason = std::mem::take(&mut app.desk.reason);
    let effect = review.ask(&mut app.desk);
    let mut effects = show(app, Screen::Review(Box::new(review)));
    effects.push(effect);
    effects
}

/// Shows where two coders part.
pub(super) fn show_disagreements(app: &mut App) -> Vec<Effect> {
    let code = match app.screen() {
        Screen::Differences(list) => Some(list.code),
        _ => None,
    };
    let mut list = Disagreements::default();
    list.only.code = code;
    asked(app, list)
}

/// Shows those about a code, at a place.
pub(super) fn show_about(
    app: &mut App,
    code: CodeId,
    interview: InterviewId,
    span: Span,
) -> Vec<Effect> {
    asked(app, Disagreements::about(code, interview, span))
}

fn asked(app: &mut App, mut list: Disagreements) -> Vec<Effect> {
    list.reason = std::mem::take(&mut app.desk.reason);
    let effect = list.ask(&mut app.desk);
    let mut effects = show(app, Screen::Disagreements(Box::new(list)));
    effects.push(effect);
    effects
}

/// What has to be read beside what is under the cursor.
pub(super) fn wants(app: &mut App) -> Option<Effect> {
    let App { screens, desk, .. } = app;
    match screens.last_mut()? {
        Screen::Review(it) => it.wants(desk),
        Screen::Disagreements(it) => it.wants(desk),
        _ => None,
    }
}

/// Hands an answer to the screen that waits for it; false where none does.
pub(super) fn answered(app: &mut App, ticket: Ticket, outcome: &Result<Answer, Trouble>) -> bool {
    let waits = |screen: &&mut Screen| match &**screen {
        Screen::Review(it) => it.list.ticket == ticket || it.beside.waits_for(ticket),
        Screen::Disagreements(it) => it.list.ticket == ticket || it.beside.waits_for(ticket),
        _ => false,
    };
    let Some(screen) = app.screens.iter_mut().find(waits) else {
        return false;
    };
    match (screen, outcome) {
        (Screen::Review(it), Ok(Answer::Review(found))) => {
            it.list.read(found.clone());
            it.beside.changed();
        }
        (Screen::Disagreements(it), Ok(Answer::Disagreements(found))) => {
            if let Some(said) = it.read(found.clone()) {
                app.desk.say(said);
            }
        }
        (Screen::Review(it), Ok(Answer::Around(found))) => it.beside.read((**found).clone()),
        (Screen::Disagreements(it), Ok(Answer::Around(found))) => {
            it.beside.read((**found).clone());
        }
        (_, Err(trouble)) => app.desk.errors.push_back(trouble.clone()),
        (_, Ok(_)) => {}
    }
    true
}

/// Follows a verdict or a decision that is durable.
pub(super) fn ruled(app: &mut App, edit: &Edit) {
    match app.screens.last_mut() {
        Some(Screen::Review(it)) => it.ruled(edit),
        Some(Screen::Disagreements(it)) => it.ruled(edit, &app.loaded.coder),
        _ => {}
    }
}

/// After a verdict was taken back or done again: the cursor goes to what it was about.
pub(super) fn stepped(app: &mut App, step: &LogEntry) {
    let field = |key: &str| step.record.get(key);
    let id = |value: &serde_json::Value| -> Option<CodingId> {
        serde_json::from_value(value.clone()).ok()
    };
    match app.screens.last_mut() {
        Some(Screen::Review(it)) => {
            let first = field("codings").and_then(|all| all.get(0));
            if let Some(coding) = field("coding").or(first).and_then(id) {
                it.list.go_to(coding);
            }
        }
        Some(Screen::Disagreements(it)) => {
            let pair = ["a", "b"].map(|side| field(side).and_then(id));
            if step.kind == StepKind::Settle.name() {
                it.list.go_to(pair);
            }
        }
        _ => {}
    }
}

/// Takes the code that was chosen for what is under the cursor.
pub(super) fn chosen(app: &mut App, code: CodeId) -> Vec<Effect> {
    let effect = match app.screens.last() {
        Some(Screen::Review(it)) => it.amend_to(code),
        Some(Screen::Disagreements(it)) => it.other(code),
        _ => None,
    };
    effect.into_iter().collect()
}

/// Keeps a reason that was typed and not said yet, for when the desk is opened again.
pub(super) fn leave(app: &mut App) {
    let reason = match app.screens.last_mut() {
        Some(Screen::Review(it)) => std::mem::take(&mut it.reason),
        Some(Screen::Disagreements(it)) => std::mem::take(&mut it.reason),
        _ => return,
    };
    app.desk.reason = reason;
}

/// Takes the reason that was typed for the next verdict.
pub(super) fn reasoned(app: &mut App, words: &str) {
    let reason = words.trim().to_owned();
    match app.screens.last_mut() {
        Some(Screen::Review(it)) => it.reason = reason,
        Some(Screen::Disagreements(it)) => it.reason = reason,
        _ => {}
    }
}

/// Commands of the two screens that leaving, searching and dismissing don't take.
pub(super) fn run(app: &mut App, command: Command) -> Vec<Effect> {
    let App {
        loaded,
        screens,
        desk,
        ..
    } = app;
    let mut effects = match screens.last_mut() {
        Some(Screen::Review(it)) => it.update(loaded, desk, command),
        Some(Screen::Disagreements(it)) => it.update(loaded, desk, command),
        _ => Vec::new(),
    };
    if let Some(overlay) = app.desk.open.take() {
        app.overlays.push(overlay);
    }
    effects.extend(gone(app));
    effects
}
