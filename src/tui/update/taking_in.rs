//! Taking in another copy of the study: looked at first, then on a word taken in, both by the
//! worker while the person waits and may stop it.

use std::path::PathBuf;

use crate::study::{Access, Merged};
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::overlays::waiting::{Stage, Waiting, name};
use crate::tui::possible::read_only;

use super::importing;

/// Asks which file is to be taken in.
pub(super) fn ask(app: &mut App) {
    if refused(app) {
        return;
    }
    let prompt = Prompt::copy_file();
    app.overlays.push(Overlay::Prompt(prompt));
}

/// Has the worker say what a copy would bring.
pub(super) fn look(app: &mut App, file: PathBuf) -> Vec<Effect> {
    if refused(app) {
        return Vec::new();
    }
    let job = Job::Merging {
        file: file.clone(),
        coder: app.loaded.coder.clone(),
    };
    let (ticket, effect) = app.desk.ask(job);
    let waiting = Waiting::new(ticket, file, Stage::Looking);
    app.overlays.push(Overlay::Waiting(waiting));
    vec![effect]
}

/// Says why, where the study can't be changed.
fn refused(app: &mut App) -> bool {
    let can_write = app.loaded.access == Access::Writing;
    if !can_write {
        let why = read_only(&app.loaded.access);
        app.desk.say(why);
    }
    !can_write
}

/// Waits for what was agreed to, where that is the taking in of a copy.
pub(super) fn agreed(app: &mut App, then: &Effect) {
    if let Effect::Start {
        ticket,
        job: Job::TakeIn {
            file, n_withdrawn, ..
        },
    } = then
    {
        app.overlays.push(Overlay::Waiting(Waiting {
            n_withdrawn: *n_withdrawn,
            ..Waiting::new(*ticket, file.clone(), Stage::TakingIn)
        }));
    }
}

fn waiting(app: &mut App, ticket: Ticket) -> Option<&mut Waiting> {
    app.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Waiting(it) if it.ticket == ticket => Some(it),
        _ => None,
    })
}

/// A command while somebody waits: only stopping means something.
pub(super) fn while_waiting(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(Overlay::Waiting(it)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if command != Command::Cancel {
        return Vec::new();
    }
    it.is_stopping = true;
    let (ticket, stage) = (it.ticket, it.stage);
    // What is only looked at may end whenever it likes; a study that is written is waited for.
    if stage == Stage::Looking {
        app.overlays.pop();
    }
    vec![Effect::Stop(ticket)]
}

/// Shows how far it is.
pub(super) fn progressed(app: &mut App, ticket: Ticket, done: usize, of: usize) {
    if let Some(it) = waiting(app, ticket) {
        it.progress = (done, of);
    }
}

/// Takes an answer in that somebody waits for; `None` where it is for somebody else.
pub(super) fn answered(
    app: &mut App,
    ticket: Ticket,
    outcome: &Result<Answer, Trouble>,
) -> Option<Vec<Effect>> {
    let Waiting {
        file,
        stage,
        n_withdrawn,
        ..
    } = waiting(app, ticket)?.clone();
    let other = |overlay: &Overlay| !matches!(overlay, Overlay::Waiting(_));
    app.overlays.retain(other);
    if let Err(trouble) = outcome {
        app.desk.errors.push_back(trouble.clone());
    }
    Some(match (stage, outcome) {
        (Stage::Looking, Ok(Answer::Merging(merged))) => {
            if merged.is_nothing() && !merged.is_partial {
                app.desk.say(Message::new("said-copy-same"));
                return Some(Vec::new());
            }
            let (_, then) = app.desk.ask(Job::TakeIn {
                file: file.clone(),
                coder: app.loaded.coder.clone(),
                n_withdrawn: merged.withdrawn.len(),
            });
            let confirm = would_bring(merged, &name(&file), then);
            app.overlays.push(Overlay::Confirm(Box::new(confirm)));
            Vec::new()
        }
        (Stage::Looking, _) | (Stage::Importing, Err(_)) => Vec::new(),
        (Stage::Importing, Ok(Answer::Imported(report))) => importing::took_in(app, report),
        (Stage::Importing, Ok(_)) => {
            app.desk.say(Message::new("said-import-stopped"));
            Vec::new()
        }
        (Stage::TakingIn, Ok(Answer::TookIn(merged))) => vec![Effect::Reload(took_in(merged))],
        // What was withdrawn in the copy may be gone here even where the rest can't come.
        (Stage::TakingIn, _) => vec![Effect::Reload(match n_withdrawn {
            0 => Message::new("said-taking-in-stopped"),
            n => Message::new("said-taking-in-stopped-withdrawn").with("n", n),
        })],
    })
}

/// Asks whether what a copy would bring shall be taken in.
fn would_bring(merged: &Merged, file: &str, then: Effect) -> Confirm {
    let mut lines = Vec::new();
    for came in merged.by_kind() {
        let line = Message::new("copy-line")
            .with("added", came.added)
            .with("changed", came.changed)
            .with("removed", came.removed);
        lines.push(line.saying("what", Message::new(brought(came.table))));
    }
    if merged.n_turns > 0 {
        lines.push(Message::new("copy-turns").with("n", merged.n_turns));
    }
    if !merged.conflicts.is_empty() {
        lines.push(Message::new("copy-conflicts").with("n", merged.conflicts.len()));
    }
    for name in &merged.withdrawn {
        lines.push(Message::new("copy-withdraws").with("interview", name));
    }
    if merged.is_partial {
        lines.push(Message::new("copy-blind"));
    }
    lines.push(Message::new(if merged.withdrawn.is_empty() {
        "copy-undo"
    } else {
        "copy-undo-but-withdrawn"
    }));
    Confirm {
        title: Message::new("copy-title").with("file", file),
        lines,
        then,
    }
}

/// What is said of a copy that was taken in.
fn took_in(merged: &Merged) -> Message {
    match merged.conflicts.len() {
        _ if merged.is_nothing() => Message::new("said-copy-same"),
        0 if merged.is_partial => Message::new("said-took-in-blind"),
        0 => Message::new("said-took-in"),
        n => Message::new("said-took-in-conflicts").with("n", n),
    }
}

/// The word for what a merge brings.
fn brought(kind: &str) -> &'static str {
    match kind {
        "interviews" => "cell-brought-interviews",
        "people" => "cell-brought-people",
        "attributes" => "cell-brought-attributes",
        "guide" => "cell-brought-guide",
        "codes" => "cell-brought-codes",
        "codings" => "cell-brought-codings",
        "marks" => "cell-brought-marks",
        "memos" => "cell-brought-memos",
        "review" => "cell-brought-review",
        "assignments" => "cell-brought-assignments",
        _ => "cell-brought-facts",
    }
}
