//! What lies over a screen: a stack of data, the topmost asked first.
//!
//! An overlay knows what it was opened for and makes the effect itself when it is
//! accepted; no closure is kept.

pub mod commands;
pub mod confirm;
pub(super) mod draw;
pub mod form;
pub mod hits;
pub mod memo;
pub mod menu;
pub mod palette;
pub mod picker;
pub mod preview;
pub mod prompt;
pub mod questions;
pub mod replace;
pub mod revise;
pub mod start;
pub mod typing;
pub mod waiting;

use crossterm::event::KeyEvent;
use ratatui::layout::Size;

use crate::model::{InterviewId, Span};

pub use draw::draw;

use super::keymap::Context;
use super::widgets::FieldPlace;
use super::widgets::field::Field;
use super::widgets::list::List;

/// The passage that an overlay acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its interview.
    pub interview: InterviewId,
    /// Where it lies.
    pub span: Span,
}

/// An overlay with its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// Codes to choose from.
    Palette(palette::Palette),
    /// Commands, or the keys of this screen.
    Commands(commands::Commands),
    /// A question answered in one line.
    Prompt(prompt::Prompt),
    /// A memo being written.
    Memo(Box<memo::Memo>),
    /// A few things to choose from.
    Picker(picker::Picker),
    /// What can be done, to choose from.
    Menu(menu::Menu),
    /// What is said about a code.
    Form(Box<form::Form>),
    /// A question before something is done.
    Confirm(Box<confirm::Confirm>),
    /// A copy of the study that the worker looks at or takes in.
    Waiting(waiting::Waiting),
    /// Codes for all hits of a search.
    Hits(Box<hits::Hits>),
    /// A turn being corrected.
    Revise(revise::Revise),
    /// Words being replaced in all interviews.
    Replace(replace::Replace),
    /// A turn being typed.
    Typing(typing::Typing),
    /// An interview to be typed.
    Start(start::Start),
    /// Questions of the guide to choose from.
    Questions(Box<questions::Questions>),
}

impl Overlay {
    /// The memo, where it is one.
    #[must_use]
    pub fn as_memo(&self) -> Option<&memo::Memo> {
        match self {
            Self::Memo(memo) => Some(memo),
            _ => None,
        }
    }

    /// Whether the worker writes under it.
    #[must_use]
    pub fn is_taking_in(&self) -> bool {
        matches!(self, Self::Waiting(it) if it.stage != waiting::Stage::Looking)
    }

    /// The memo, where it is one, to be changed.
    pub fn as_memo_mut(&mut self) -> Option<&mut memo::Memo> {
        match self {
            Self::Memo(memo) => Some(memo),
            _ => None,
        }
    }

    /// Where keys are looked up in this overlay.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match self {
            Self::Palette(_) => &[Context::Palette],
            Self::Questions(_) => &[Context::Questions],
            Self::Commands(_) => &[Context::Commands],
            Self::Prompt(_) => &[Context::Prompt],
            Self::Memo(_) => &[Context::Memo],
            Self::Hits(_) => &[Context::Hits],
            Self::Picker(_) => &[Context::Picker],
            Self::Menu(_) => &[Context::Menu],
            Self::Form(_) => &[Context::Form],
            Self::Confirm(_) => &[Context::Confirm],
            Self::Waiting(_) => &[Context::Waiting],
            Self::Revise(revise) if revise.preview.is_some() => &[Context::Preview],
            Self::Revise(_) => &[Context::Revise],
            Self::Replace(replace) if replace.found.is_some() => &[Context::Preview],
            Self::Replace(_) => &[Context::Replace],
            Self::Typing(typing) => match typing.stage {
                typing::Stage::Words => &[Context::Typing],
                typing::Stage::Choosing(_) => &[Context::Picker],
                typing::Stage::Naming(_) => &[Context::Prompt],
            },
            Self::Start(_) => &[Context::Start],
        }
    }

    /// The field that takes what is typed, where there is one.
    pub fn field(&mut self) -> Option<&mut Field> {
        match self {
            Self::Palette(palette) => Some(&mut palette.field),
            Self::Questions(questions) => Some(&mut questions.field),
            Self::Commands(commands) => Some(&mut commands.field),
            Self::Prompt(prompt) => Some(&mut prompt.field),
            Self::Memo(memo) => memo.field(),
            Self::Form(form) => form.fields.get_mut(form.at),
            Self::Revise(revise) if revise.preview.is_none() => Some(&mut revise.field),
            Self::Replace(replace) if replace.found.is_none() => Some(replace.field()),
            Self::Typing(typing) => typing.field(),
            Self::Start(start) => start.fields.get_mut(start.at),
            Self::Picker(_)
            | Self::Hits(_)
            | Self::Menu(_)
            | Self::Confirm(_)
            | Self::Waiting(_)
            | Self::Revise(_)
            | Self::Replace(_) => None,
        }
    }

    /// Has the `nth` of its fields take what is typed, with the caret at a byte.
    pub fn put_caret(&mut self, FieldPlace { nth, byte }: FieldPlace) {
        match self {
            Self::Form(form) => form.at = nth.min(form.fields.len() - 1),
            Self::Start(start) => start.at = nth.min(start.fields.len() - 1),
            Self::Replace(replace) if replace.found.is_none() => replace.ask(nth),
            _ => {}
        }
        if let Some(field) = self.field() {
            field.place(byte);
        }
    }

    /// Rows on screen of a pop-up that acts on a passage.
    #[must_use]
    pub fn height(&self, size: Size) -> Option<u16> {
        match self {
            Self::Palette(_) | Self::Questions(_) => Some(palette::height(size)),
            Self::Prompt(prompt) => Some(prompt.height()),
            Self::Memo(_) => Some(memo::height(size)),
            Self::Hits(_) => Some(hits::height(size)),
            Self::Picker(picker) => Some(picker.height(size)),
            Self::Menu(menu) => Some(menu.height(size)),
            Self::Form(form) => Some(form.height(size)),
            Self::Confirm(confirm) => Some(confirm.height()),
            Self::Waiting(_) => Some(waiting::HEIGHT),
            Self::Revise(revise) => Some(revise.height(size)),
            Self::Replace(replace) => Some(replace.height(size)),
            Self::Typing(typing) => Some(typing.height(size)),
            Self::Start(_) => Some(start::HEIGHT),
            Self::Commands(_) => None,
        }
    }

    /// The list of an overlay, how many rows it has and how many of them are in view.
    pub fn list(&mut self, size: Size) -> Option<(&mut List, usize, usize)> {
        match self {
            Self::Palette(it) => Some((&mut it.list, it.rows.len(), palette::n_rows(size))),
            Self::Questions(it) => Some((&mut it.list, it.rows.len(), palette::n_rows(size))),
            Self::Commands(it) => Some((&mut it.list, it.rows.len(), commands::n_rows(size))),
            Self::Picker(it) => Some((&mut it.list, it.items.len(), picker::n_rows(size))),
            Self::Hits(it) => Some((&mut it.list, it.listed.len(), hits::n_rows(size))),
            Self::Menu(it) => {
                let (len, n_rows) = (it.shown().len(), it.n_rows(size));
                Some((&mut it.list, len, n_rows))
            }
            Self::Revise(it) => it.preview.as_mut().map(|it| it.list(size)),
            Self::Replace(it) => it.found.as_mut().map(|it| it.preview.list(size)),
            Self::Prompt(_)
            | Self::Memo(_)
            | Self::Form(_)
            | Self::Confirm(_)
            | Self::Waiting(_)
            | Self::Typing(_)
            | Self::Start(_) => None,
        }
    }

    /// Gives a key that is no command to the field; whether it meant something there.
    pub fn typed(&mut self, key: KeyEvent) -> bool {
        match self {
            Self::Memo(memo) => memo.typed(key),
            _ => self.field().is_some_and(|field| field.key(key)),
        }
    }

    /// Brings the cursor back into view after anything changed.
    pub fn settle(&mut self, size: Size) {
        match self {
            Self::Palette(palette) => palette.settle(size),
            Self::Questions(questions) => questions.settle(size),
            Self::Commands(commands) => commands.settle(size),
            Self::Picker(picker) => picker.settle(size),
            Self::Menu(menu) => menu.settle(size),
            Self::Hits(hits) => hits.settle(size),
            Self::Prompt(_)
            | Self::Memo(_)
            | Self::Form(_)
            | Self::Confirm(_)
            | Self::Waiting(_)
            | Self::Typing(_)
            | Self::Start(_) => {}
            Self::Revise(revise) => {
                if let Some(preview) = &mut revise.preview {
                    preview.settle(size);
                }
            }
            Self::Replace(replace) => {
                if let Some(found) = &mut replace.found {
                    found.preview.settle(size);
                }
            }
        }
    }
}
