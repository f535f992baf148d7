//! Memos, where they concern more than the overlay in which one is written: opening and
//! leaving them, and drafts on their way to the file.

use crate::model::MemoTarget;
use crate::study::MemosAt;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::overlays::memo::{Left, Memo};

/// The effect that opens the acting coder's memo on something.
pub(super) fn open(target: MemoTarget) -> Effect {
    Effect::OpenMemo {
        target,
        whose: None,
    }
}

/// Shows a memo that was read.
pub(super) fn opened(app: &mut App, at: MemosAt, whose: Option<String>) {
    let memo = Memo::new(&app.loaded, at, whose);
    app.overlays.push(Overlay::Memo(Box::new(memo)));
}

/// Runs a command in the memo on top.
pub(super) fn in_memo(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(memo) = app.overlays.last_mut().and_then(Overlay::as_memo_mut) else {
        return Vec::new();
    };
    match command {
        Command::MemoKind => match memo.why_not() {
            None => memo.kind = memo.kind.after(),
            Some(why) => app.desk.say(why),
        },
        Command::Discard if memo.is_changed() || memo.has_draft() => {
            let confirm = Confirm::drop_draft(memo.target);
            app.overlays.push(Overlay::Confirm(Box::new(confirm)));
        }
        Command::Discard => {
            app.overlays.pop();
        }
        _ => match memo.leave() {
            // It goes when it is durable, so that nothing is lost where it can't be written.
            Left::Changed(effects) => return effects,
            Left::OnlyDraft(effect) => {
                app.overlays.pop();
                return vec![effect];
            }
            Left::Nothing => {
                app.overlays.pop();
            }
        },
    }
    Vec::new()
}

/// Leaves every memo that is open, before the program is left.
pub(super) fn leave_all(app: &mut App) -> Vec<Effect> {
    let memos = app.overlays.iter_mut().filter_map(Overlay::as_memo_mut);
    memos
        .flat_map(|memo| match memo.leave() {
            Left::Changed(effects) => effects,
            Left::OnlyDraft(effect) => vec![effect],
            Left::Nothing => Vec::new(),
        })
        .collect()
}

/// Closes the memo on something: it is written, or given up.
pub(super) fn close(app: &mut App, target: MemoTarget) {
    app.overlays
        .retain(|overlay| overlay.as_memo().is_none_or(|memo| memo.target != target));
}

/// Lets no draft go any more: a memo is about to be given up.
pub(super) fn hold(app: &mut App) {
    let memos = app.overlays.iter_mut().filter_map(Overlay::as_memo_mut);
    memos.for_each(Memo::hold);
}

/// Has whoever writes a memo go on where it could not be written.
pub(super) fn stay(app: &mut App) {
    let memos = app.overlays.iter_mut().filter_map(Overlay::as_memo_mut);
    memos.for_each(Memo::stay);
}

/// The draft that has to go to the file now.
pub(super) fn draft(app: &mut App) -> Option<Effect> {
    let now_ms = app.desk.now_ms;
    let mut memos = app.overlays.iter_mut().filter_map(Overlay::as_memo_mut);
    memos
        .find_map(|memo| memo.draft(now_ms))
        .map(Effect::KeepDraft)
}

/// Takes in that a draft arrived, or why it did not.
pub(super) fn drafted(app: &mut App, target: MemoTarget, outcome: Result<(), Trouble>) {
    // One that was left meanwhile has nobody waiting for it.
    let mut memos = app.overlays.iter_mut().filter_map(Overlay::as_memo_mut);
    let memo = memos.find(|memo| memo.target == target);
    let trouble = memo.and_then(|memo| memo.drafted(outcome));
    app.desk.errors.extend(trouble);
}

/// Closes the memo whose draft was given up, and says so.
pub(super) fn dropped(app: &mut App, target: MemoTarget, said: Option<Message>) {
    close(app, target);
    if let Some(said) = said {
        app.desk.say(said);
    }
}
