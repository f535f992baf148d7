//! Going from screen to screen, back, and out of the program.

use super::outcome::recount;
use super::{analysing, comparing, corrections, memos, reviewing, searching, taking_in};
use crate::model::{InterviewId, Span};
use crate::tui::app::{App, Go};
use crate::tui::effect::Effect;
use crate::tui::jobs::Job;
use crate::tui::overlays::Overlay;
use crate::tui::screens::Screen;
use crate::tui::screens::codebook::Tree;
use crate::tui::screens::conflicts::Conflicts;
use crate::tui::screens::interviews::Interviews;
use crate::tui::screens::passages::{Of, Passages};
use crate::tui::screens::split::Split;
use crate::tui::screens::versions::Versions;

/// Goes where a screen wants to go, if it does.
pub fn gone(app: &mut App) -> Vec<Effect> {
    match app.desk.go.take() {
        Some(go) => go_to(app, go),
        None => Vec::new(),
    }
}

fn go_to(app: &mut App, go: Go) -> Vec<Effect> {
    match go {
        Go::Interview { id, at } => {
            if let Some(screen) = app.screens.iter().rev().find_map(Screen::as_coding) {
                screen.leave(&mut app.desk);
            }
            open(app, id, at)
        }
        Go::Visited(place) => open(app, place.interview, Some(place.span)),
        Go::Passages(code) => show_passages(app, Of::Code(code)),
        Go::Figure(figure) => show_passages(app, Of::Figure(figure)),
        Go::Analysis(kind) => analysing::show_figures(app, kind),
        Go::Word(how, filter) => analysing::show_word(app, *how, *filter),
        Go::Memo(target) => vec![memos::open(target)],
        Go::Differences { code, choice } => comparing::show_differences(app, code, *choice),
        Go::Review(queue, status) => reviewing::show_review(app, queue, status),
        Go::Disagreements => reviewing::show_disagreements(app),
        Go::Dispute {
            code,
            interview,
            span,
        } => reviewing::show_about(app, code, interview, span),
        Go::Copy(file) => taking_in::look(app, file),
        Go::Conflicts => show_conflicts(app),
        Go::Interviews => {
            let list = Interviews::at(&app.loaded);
            show(app, Screen::Interviews(list))
        }
        Go::Codebook(code) => show(app, Screen::Codebook(Box::new(Tree::at(Some(code))))),
        Go::Split(code) => {
            let (ticket, effect) = app.desk.ask(Job::PassagesInContext(code));
            let split = Split::new(&app.loaded, code, ticket);
            let mut effects = show(app, Screen::Split(Box::new(split)));
            effects.push(effect);
            effects
        }
        Go::Versions => {
            let (ticket, effect) = app.desk.ask(Job::Versions);
            let mut effects = show(app, Screen::Versions(Box::new(Versions::new(ticket))));
            effects.push(effect);
            effects
        }
        Go::Back => back(app),
    }
}

/// Shows a list of passages.
fn show_passages(app: &mut App, of: Of) -> Vec<Effect> {
    let mut list = Passages::new(of);
    let effect = list.ask(&mut app.desk);
    let mut effects = show(app, Screen::Passages(list));
    effects.push(effect);
    effects
}

/// Shows what merges left to decide.
pub(super) fn show_conflicts(app: &mut App) -> Vec<Effect> {
    let mut list = Conflicts::default();
    let effect = list.ask(&mut app.desk);
    let mut effects = show(app, Screen::Conflicts(list));
    effects.push(effect);
    effects
}

/// Keeps where the cursor is and opens an interview.
fn open(app: &App, interview: InterviewId, at: Option<Span>) -> Vec<Effect> {
    let mut effects: Vec<Effect> = app.remember().into_iter().collect();
    effects.extend(searching::keep_query(app));
    effects.push(Effect::Open { interview, at });
    effects
}

/// Puts a screen over the others; one of the same sort further down is left for it.
pub(super) fn show(app: &mut App, screen: Screen) -> Vec<Effect> {
    let effects = app.remember().into_iter().collect();
    if let Some(place) = app.screens.iter().position(|it| it.is_like(&screen)) {
        app.screens.truncate(place);
    }
    app.screens.push(screen);
    effects
}

/// What the screen in view has to ask for when it is shown, and again after a change.
pub fn look_again(app: &mut App) -> Vec<Effect> {
    if let Some(Screen::Overview(it)) = app.screens.last_mut() {
        return it.ask(&mut app.desk);
    }
    look_once_more(app).into_iter().collect()
}

fn look_once_more(app: &mut App) -> Option<Effect> {
    let App {
        screens,
        desk,
        loaded,
        ..
    } = app;
    match screens.last_mut()? {
        Screen::Home(home) => {
            let (ticket, effect) = desk.ask(Job::Overview(loaded.coder.clone()));
            home.ticket = ticket;
            Some(effect)
        }
        Screen::Memos(list) => {
            let (ticket, effect) = desk.ask(Job::Memos(loaded.coder.clone()));
            list.ticket = ticket;
            Some(effect)
        }
        Screen::History(history) => Some(history.ask(desk)),
        Screen::Search(search) => search.ask_again(desk),
        Screen::Agreement(table) => Some(table.ask(desk)),
        Screen::Analysis(it) => Some(it.ask(desk)),
        Screen::Passages(list) => Some(list.ask(desk)),
        Screen::Differences(list) => Some(list.ask(desk)),
        Screen::Review(it) => Some(it.ask(desk)),
        Screen::Disagreements(it) => Some(it.ask(desk)),
        Screen::Conflicts(it) => Some(it.ask(desk)),
        _ => None,
    }
}

/// Leaves the screen; the first one leads out.
pub(super) fn back(app: &mut App) -> Vec<Effect> {
    if app.screens.len() == 1 {
        return quit(app);
    }
    let mut effects: Vec<Effect> = app.remember().into_iter().collect();
    effects.extend(searching::keep_query(app));
    effects.extend(match app.screen() {
        Screen::Agreement(table) => table.leave().into_iter().collect(),
        Screen::Analysis(it) => it.leave().into_iter().collect(),
        Screen::Overview(it) => it.leave(),
        _ => Vec::new(),
    });
    reviewing::leave(app);
    app.screens.pop();
    recount(app);
    if let Screen::Coding(screen) = app.screen() {
        let open = app.loaded.open.as_ref().map(|open| open.id);
        if open != Some(screen.interview) {
            effects.push(Effect::Open {
                interview: screen.interview,
                at: screen.head,
            });
        }
    }
    effects.extend(look_again(app));
    effects
}

/// Keeps a memo or a correction that is being written and the cursor's place, then leaves.
pub(super) fn quit(app: &mut App) -> Vec<Effect> {
    let mut effects = memos::leave_all(app);
    effects.extend(app.overlays.iter().filter_map(|overlay| match overlay {
        Overlay::Waiting(it) => Some(Effect::Stop(it.ticket)),
        _ => None,
    }));
    effects.extend(app.overlays.iter().filter_map(|overlay| match overlay {
        Overlay::Form(form) => form.keep(&app.loaded),
        _ => None,
    }));
    if let Some(Screen::Split(split)) = app.screens.last() {
        effects.extend(split.leave(&app.loaded, &mut app.desk));
    }
    match corrections::kept_on_leaving(app) {
        Ok(kept) => effects.extend(kept),
        Err(corrections::Undecided) => return Vec::new(),
    }
    effects.extend(app.remember());
    effects.push(Effect::Quit);
    effects
}
