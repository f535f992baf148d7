//! What can be done where the cursor stands, and why something cannot.
//!
//! Menus and lists show what is not possible too, with the reason, so that
//! nobody has to guess whether a command exists. Keys don't ask: a command that
//! does nothing says so itself.

use crate::study::Access;

use super::app::{App, Mouse};
use super::command::Command;
use super::event::Message;
use super::screens::coding::{self, Coding};
use super::screens::{Screen, codebook};

/// Why a command would do nothing now; `None` where it does something.
#[must_use]
pub fn why_not(app: &App, command: Command) -> Option<Message> {
    if !anywhere(command) && !app.keymap.belongs(app.screen().contexts(), command) {
        return Some(Message::new("not-on-this-screen"));
    }
    if app.loaded.access != Access::Writing && changes(command) {
        return Some(read_only(&app.loaded.access));
    }
    if let Screen::Split(split) = app.screen() {
        return split.why_not(command);
    }
    match command {
        Command::Undo if app.loaded.undo.is_none() => Some(Message::new("error-nothing-to-undo")),
        Command::Redo if app.loaded.redo.is_none() => Some(Message::new("error-nothing-to-redo")),
        Command::MouseOn if app.desk.mouse == Mouse::On => Some(Message::new("not-mouse-on")),
        Command::MouseOff if app.desk.mouse == Mouse::Off => Some(Message::new("not-mouse-off")),
        Command::Tour if !app.loaded.demo => Some(Message::new("say-tour-elsewhere")),
        Command::TourNext if app.desk.tour.is_none() => Some(Message::new("not-without-tour")),
        _ => match app.screen() {
            Screen::Coding(screen) => not_in_coding(app, screen, command),
            Screen::Codebook(tree) => codebook::why_not(tree, &app.loaded, command),
            Screen::Memos(list) => list.why_not(&app.loaded, command),
            Screen::Review(it) => it.why_not(command),
            Screen::Disagreements(it) => it.why_not(command),
            Screen::Conflicts(it) => it.why_not(command),
            Screen::Importing(it) => it.why_not(command),
            Screen::Search(search) if command == Command::CodeHits => match search.n_hits() {
                0 => Some(Message::new("say-no-hits")),
                _ => None,
            },
            _ => None,
        },
    }
}

/// Why a study can't be changed, and what lets one change it.
#[must_use]
pub fn read_only(access: &Access) -> Message {
    match access {
        Access::Elsewhere(Some(owner)) => {
            Message::new("say-read-only-elsewhere-by").with("user", &owner.user)
        }
        Access::Elsewhere(None) => Message::new("say-read-only-elsewhere"),
        Access::Protected => Message::new("say-read-only-protected"),
        Access::Reading | Access::Writing => Message::new("say-read-only"),
    }
}

/// Whether a command does the same on every screen, though only some have a key for it.
fn anywhere(command: Command) -> bool {
    matches!(
        command,
        Command::NewInterview
            | Command::Import
            | Command::Attributes
            | Command::StudyMemo
            | Command::TakeIn
    )
}

fn not_in_coding(app: &App, screen: &Coding, command: Command) -> Option<Message> {
    let loaded = &app.loaded;
    if let Some(digit) = command.digit() {
        return coding::pinned(loaded, digit)
            .is_none()
            .then(|| Message::new("say-no-pin").with("digit", digit));
    }
    let key = match command {
        Command::RemoveCode
        | Command::Facet
        | Command::Pin
        | Command::ReplaceCode
        | Command::Star
        | Command::Confidence
        | Command::Use
        | Command::Link
        | Command::Passages
        | Command::CycleCodings
        | Command::NextUse
        | Command::PreviousUse
            if coding::focused(screen, loaded).is_none() =>
        {
            "say-no-code-here"
        }
        Command::Repeat if app.desk.repeat.is_empty() => "say-nothing-to-repeat",
        Command::NextHit | Command::PreviousHit | Command::CodeHits if screen.search.is_none() => {
            "say-no-search"
        }
        Command::SwapEnds if screen.anchor.is_none() => "not-without-selection",
        Command::Reselect if screen.latest.is_none() => "say-no-selection",
        Command::NextInterview if is_at_edge(app, screen, Edge::Last) => "say-no-more-interviews",
        Command::PreviousInterview if is_at_edge(app, screen, Edge::First) => {
            "say-no-more-interviews"
        }
        _ => return None,
    };
    Some(Message::new(key))
}

enum Edge {
    First,
    Last,
}

fn is_at_edge(app: &App, screen: &Coding, edge: Edge) -> bool {
    let interviews = &app.loaded.interviews;
    let at_edge = match edge {
        Edge::First => interviews.first(),
        Edge::Last => interviews.last(),
    };
    at_edge.is_none_or(|it| it.id == screen.interview)
}

/// Whether a command does nothing but change the study.
fn changes(command: Command) -> bool {
    command.digit().is_some()
        || matches!(
            command,
            Command::Palette
                | Command::Repeat
                | Command::CodeHits
                | Command::InVivo
                | Command::NewCode
                | Command::RemoveCode
                | Command::Facet
                | Command::Pin
                | Command::Revise
                | Command::ReplaceWords
                | Command::ReplaceCode
                | Command::Star
                | Command::Confidence
                | Command::Use
                | Command::Link
                | Command::Bookmark
                | Command::TypeTurns
                | Command::NewInterview
                | Command::MemoKind
                | Command::RemoveMemo
                | Command::Question
                | Command::TieQuestions
                | Command::AddCode
                | Command::AddChild
                | Command::Rename
                | Command::EditCode
                | Command::Indent
                | Command::Outdent
                | Command::MoveDown
                | Command::MoveUp
                | Command::Merge
                | Command::Split
                | Command::Retire
                | Command::Colour
                | Command::Freeze
                | Command::KeepStanding
                | Command::PutOther
                | Command::TakeIn
                | Command::Import
                | Command::AcceptCoding
                | Command::RejectCoding
                | Command::AskBack
                | Command::TakeA
                | Command::TakeB
                | Command::TakeBoth
                | Command::TakeNeither
                | Command::OtherCode
                | Command::Undo
                | Command::Redo
        )
}
