//! What happened in the world, folded into the state: time, answers, changes that are durable.

use super::{
    analysing, back, comparing, corrections, importing, look_again, memos, reviewing, searching,
    taking_in, typing,
};
use crate::model::{CodeId, CodingId, Edit, Span};
use crate::study::{LogEntry, Travelled};
use crate::text;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::{Made, Message, Trouble};
use crate::tui::jobs::{Answer, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::screens::Screen;
use crate::tui::screens::codebook;
use crate::tui::screens::coding::{Coding, Keep, Reading};

/// Takes in the time before what happens at it does.
pub(super) fn tick(app: &mut App, now_ms: u64) -> Vec<Effect> {
    app.desk.now_ms = now_ms;
    // While the worker writes, nobody else does.
    if app.overlays.iter().any(Overlay::is_taking_in) {
        return Vec::new();
    }
    let Some(Screen::Coding(screen)) = app.screens.last_mut() else {
        return Vec::new();
    };
    match screen.reading.tick(screen.head, now_ms) {
        Keep::Later => Vec::new(),
        Keep::Now => {
            screen.reading.kept();
            vec![screen.remember()]
        }
    }
}

/// Finds out anew what is unread after codings came or went.
pub(super) fn recount(app: &mut App) {
    if let (Some(Screen::Coding(screen)), Some(open)) = (app.screens.last_mut(), &app.loaded.open)
        && screen.interview == open.id
    {
        screen.reading.recount(&open.layer, &app.loaded.coder);
    }
}

/// Queues an error; that there is nothing to undo is only a remark.
pub(super) fn failed(app: &mut App, trouble: Trouble) {
    memos::stay(app);
    match trouble.what.key {
        "error-nothing-to-undo" | "error-nothing-to-redo" => app.desk.say(trouble.what),
        _ => app.desk.errors.push_back(trouble),
    }
}

/// Screens that show figures count anew.
pub(super) fn changed(app: &mut App) {
    for screen in &mut app.screens {
        if let Screen::Codebook(tree) = screen {
            tree.changed();
        }
    }
}

/// Takes an answer in where it was asked for; one that nobody waits for is dropped.
pub(super) fn answered(
    app: &mut App,
    ticket: Ticket,
    outcome: Result<Answer, Trouble>,
) -> Vec<Effect> {
    if let Some(effects) = taking_in::answered(app, ticket, &outcome) {
        return effects;
    }
    if let Some(effects) = importing::answered(app, ticket, &outcome) {
        return effects;
    }
    hand_out(app, ticket, outcome);
    Vec::new()
}

fn hand_out(app: &mut App, ticket: Ticket, outcome: Result<Answer, Trouble>) {
    if corrections::waits(app, ticket) {
        corrections::answered(app, outcome);
        return;
    }
    if searching::waits(app, ticket) {
        searching::answered(app, ticket, outcome);
        return;
    }
    if comparing::answered(app, ticket, &outcome)
        || reviewing::answered(app, ticket, &outcome)
        || analysing::answered(app, ticket, &outcome)
    {
        return;
    }
    let waiting = app.screens.iter_mut().find(|screen| match screen {
        Screen::Passages(list) => list.ticket == ticket,
        Screen::Codebook(tree) => tree.waits_for(ticket),
        Screen::Split(split) => split.ticket == ticket && split.passages.is_none(),
        Screen::Versions(it) => it.ticket == ticket && it.frozen.is_none(),
        Screen::Conflicts(it) => it.ticket == ticket,
        Screen::Home(home) => home.waits_for(ticket),
        Screen::Memos(list) => list.ticket == ticket,
        Screen::History(it) => it.ticket == ticket,
        Screen::Agreement(_)
        | Screen::Overview(_)
        | Screen::Analysis(_)
        | Screen::Differences(_)
        | Screen::Review(_)
        | Screen::Disagreements(_)
        | Screen::Attributes(_)
        | Screen::Interviews(_)
        | Screen::Coding(_)
        | Screen::Importing(_)
        | Screen::Search(_) => false,
    });
    let Some(screen) = waiting else {
        return;
    };
    match (screen, outcome) {
        (Screen::Home(home), Ok(Answer::Overview(glance))) => home.glance = Some(*glance),
        (Screen::Conflicts(it), Ok(Answer::Conflicts(all))) => it.read(all),
        (Screen::Memos(list), Ok(Answer::Memos(found))) => list.read(&app.loaded, found),
        (Screen::History(it), Ok(Answer::History(past))) => it.past = Some(past),
        (Screen::Passages(list), Ok(Answer::Passages(found))) => list.all = Some(found),
        (Screen::Codebook(tree), Ok(answer)) => {
            tree.answered(&mut app.desk, &app.loaded, answer);
        }
        (Screen::Split(split), Ok(Answer::PassagesInContext(found))) => split.read(found),
        (Screen::Versions(it), Ok(Answer::Versions(frozen))) => it.read(&app.loaded, frozen),
        (Screen::Conflicts(it), Err(trouble)) => {
            it.all.get_or_insert_default();
            app.desk.errors.push_back(trouble);
        }
        (Screen::Codebook(tree), Err(trouble)) => {
            tree.failed(ticket);
            app.desk.errors.push_back(trouble);
        }
        (_, Err(trouble)) => app.desk.errors.push_back(trouble),
        (_, Ok(_)) => {}
    }
    // A preview that comes when the person is elsewhere is no longer wanted.
    let overlay = app.desk.open.take();
    if matches!(app.screen(), Screen::Codebook(_)) {
        app.overlays.extend(overlay);
    }
}

pub(super) fn edited(app: &mut App, edit: &Edit, applied: &Made, notice: Message) -> Vec<Effect> {
    recount(app);
    app.desk.say(notice);
    let App {
        loaded, screens, ..
    } = app;
    if let Some(Screen::Codebook(tree)) = screens.last_mut() {
        codebook::edited(tree, loaded, edit, applied);
    }
    match edit {
        Edit::Code(new) => {
            app.desk.gave(&new.codes);
            if applied.codings.is_empty() {
                app.desk.say(Message::new("say-coded-already"));
            }
        }
        Edit::CodeEach(each) => {
            let codes: Vec<CodeId> = each.iter().flat_map(|new| new.codes.clone()).collect();
            app.desk.gave(&codes);
            if applied.codings.is_empty() {
                app.desk.say(Message::new("say-coded-already"));
            }
        }
        Edit::ReplaceCode { codes, .. } => app.desk.gave(codes),
        Edit::CodePassages(many) => {
            app.desk.gave(&many.codes);
            let told = app.desk.remark.take().unwrap_or_default();
            let told = told.with("n", applied.codings.len());
            app.desk.say(told.with("there", applied.n_there));
        }
        Edit::CodeWithNew { .. } => app.desk.gave(&applied.codes),
        Edit::SplitCode { code, .. } => {
            if matches!(app.screen(), Screen::Split(split) if split.code == *code) {
                return back(app);
            }
        }
        Edit::Judge { .. } | Edit::Amend { .. } | Edit::Settle { .. } => {
            reviewing::ruled(app, edit);
        }
        Edit::WriteMemo { target, .. } => memos::close(app, *target),
        Edit::StartInterview(_) => return typing::started(app, applied.interview),
        _ => corrections::kept(app, edit),
    }
    Vec::new()
}

/// Says which step was undone or redone and shows its passage.
pub(super) fn stepped(app: &mut App, key: &'static str, step: &LogEntry) -> Vec<Effect> {
    typing::leave_what_is_gone(app);
    corrections::stepped(app, step);
    reviewing::stepped(app, step);
    let interview = step.record.get("interview");
    let interview = interview
        .and_then(|id| serde_json::from_value(id.clone()).ok())
        .and_then(|id| app.loaded.interviews.iter().find(|it| it.id == id));
    let span: Option<Span> = step
        .record
        .get("span")
        .and_then(|span| serde_json::from_value(span.clone()).ok());
    // A step on many interviews has no place to be named after it.
    let place = interview.map_or_else(String::new, |it| format!(" {}", it.name));
    let id = interview.map(|it| it.id);
    app.desk.say(
        Message::new(key)
            .with("step", &step.kind)
            .with("place", text::visible(&place)),
    );
    recount(app);
    let open = app.loaded.open.as_ref();
    let (Some(Screen::Coding(screen)), Some(open)) = (app.screens.last_mut(), open) else {
        return look_again(app);
    };
    // A coding lies where the study says now, not where the step had put it.
    let coding: Option<CodingId> = step
        .record
        .get("coding")
        .and_then(|id| serde_json::from_value(id.clone()).ok());
    if let Some(tag) = coding.and_then(|id| open.layer.get(id)) {
        screen.go(tag.span);
        screen.focus = Some(tag.id);
    } else if let (Some(span), true) = (span, Some(open.id) == id) {
        let span = Span::within(open.text.chars(), span.start().0, span.end().0);
        if let Ok(span) = span {
            screen.go(span);
        }
    }
    Vec::new()
}

/// Says how many steps were taken back or done again at once.
pub(super) fn travelled(app: &mut App, travelled: Travelled) -> Vec<Effect> {
    typing::leave_what_is_gone(app);
    let said = match travelled {
        Travelled::Back(n) => Message::new("said-travelled-back").with("n", n),
        Travelled::Forth(n) => Message::new("said-travelled-forth").with("n", n),
    };
    app.desk.say(said);
    corrections::follow(app);
    recount(app);
    look_again(app)
}

/// Says what a merge brought, and shows the study as it is now.
pub(super) fn merged(app: &mut App, said: Message) -> Vec<Effect> {
    typing::leave_what_is_gone(app);
    importing::arrived(app);
    app.desk.say(said);
    corrections::follow(app);
    recount(app);
    look_again(app)
}

/// Shows an interview that was loaded: again on its own screen, else on a new one.
pub(super) fn opened(app: &mut App, at: Option<Span>) {
    let Some(open) = &app.loaded.open else {
        return;
    };
    match app.screens.last_mut() {
        Some(Screen::Coding(screen)) if screen.interview == open.id => {
            screen.reopened(open, at, &app.loaded.coder);
        }
        Some(Screen::Coding(screen)) => {
            let reading = Reading::new(open, &app.loaded.coder, app.desk.now_ms);
            let mut next = Coding::new(open, None, reading);
            next.panel = screen.panel;
            next.set_unit(&open.text, screen.unit);
            if let Some(at) = at {
                next.go(at);
            }
            **screen = next;
        }
        _ => {
            let reading = Reading::new(open, &app.loaded.coder, app.desk.now_ms);
            let mut screen = Coding::new(open, at, reading);
            let said = searching::follow(app, &mut screen, at);
            app.screens.push(Screen::Coding(Box::new(screen)));
            if let Some(said) = said {
                app.desk.say(said);
            }
        }
    }
    typing::opened(app);
}

/// Shows the use of a code that was looked for in other interviews.
pub(super) fn opened_use(app: &mut App, at: Option<(Span, CodingId)>) {
    let Some((span, coding)) = at else {
        app.desk.say(Message::new("say-no-more-uses"));
        return;
    };
    opened(app, Some(span));
    if let Some(Screen::Coding(screen)) = app.screens.last_mut() {
        screen.focus = Some(coding);
    }
}
