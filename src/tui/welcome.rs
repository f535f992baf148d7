//! The screen before any study is open: recent studies, a new one, the demonstration.
//!
//! It has a state, an update and a picture of its own, because everything else on
//! screen needs an open study. What a person wishes comes out as data; the command
//! line makes it true, or says why it can't be.

mod draw;
mod new_study;
mod pointer;

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

use super::command::Command;
use super::event::Message;
use super::keymap::{Chord, Context, Keymap, Lookup};
use super::layout;
use super::widgets::list::List;

pub use draw::draw;
pub use new_study::{NewStudy, QUESTIONS};

/// Where a key is looked up while the studies are listed.
pub const CONTEXTS: &[Context] = &[Context::Welcome];
/// Where it is looked up while a new study is asked for.
const ASKING: &[Context] = &[Context::Start];

/// Rows that a study takes in the list.
const ROWS: usize = 2;

/// A study that was open before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// The file.
    pub path: PathBuf,
    /// What the study says it is called; `None` where the file is gone or is no study any more.
    pub title: Option<String>,
    /// When it was opened last, in local time; `None` where nobody wrote that down.
    pub opened: Option<String>,
}

/// What a person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To open a study.
    Open(PathBuf),
    /// To make one.
    Make {
        /// The file.
        path: PathBuf,
        /// Its title; empty for the file's name.
        title: String,
        /// A codebook that comes with the program, by name.
        codebook: Option<&'static str>,
    },
    /// To open the demonstration study.
    Demo,
    /// To leave.
    Leave,
}

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Welcome {
    /// Studies opened lately, the latest first.
    pub recent: Vec<Recent>,
    /// The study under the cursor, and the first in view.
    pub list: List,
    /// The new study that is being asked for.
    pub asking: Option<NewStudy>,
    /// Why the latest wish did not come true.
    pub said: Option<Message>,
    /// Keys of a sequence that isn't complete.
    pub pending: Vec<Chord>,
    /// The screen.
    pub size: Size,
    /// Names of the codebooks that come with the program.
    codebooks: Vec<&'static str>,
}

impl Welcome {
    /// The screen for these studies; `codebooks` may be chosen for a new one.
    #[must_use]
    pub fn new(recent: Vec<Recent>, codebooks: Vec<&'static str>, size: Size) -> Self {
        Self {
            recent,
            list: List::default(),
            asking: None,
            said: None,
            pending: Vec::new(),
            size,
            codebooks,
        }
    }

    /// Where a key pressed now is looked up.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        if self.asking.is_some() {
            ASKING
        } else {
            CONTEXTS
        }
    }

    /// Takes a key.
    pub fn key(&mut self, keymap: &Keymap, key: KeyEvent) -> Option<Wish> {
        self.said = None;
        if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
            return Some(Wish::Leave);
        }
        let contexts = self.contexts();
        self.pending.push(Chord::of(key));
        let mut found = keymap.lookup(contexts, &self.pending);
        if found == Lookup::Unbound && self.asking.is_none() {
            // An input method may have made the key full-width.
            let folded: Vec<Chord> = self.pending.iter().map(|it| it.folded()).collect();
            found = keymap.lookup(contexts, &folded);
        }
        match found {
            Lookup::Pending => return None,
            Lookup::Run(command) => {
                self.pending.clear();
                return self.run(command);
            }
            Lookup::Unbound => self.pending.clear(),
        }
        if let Some(asking) = &mut self.asking {
            asking.key(key);
        }
        None
    }

    /// Takes pasted text, which only a field does.
    pub fn paste(&mut self, words: &str) {
        if let Some(asking) = &mut self.asking {
            asking.paste(words);
        }
    }

    fn run(&mut self, command: Command) -> Option<Wish> {
        if command == Command::Quit {
            return Some(Wish::Leave);
        }
        if let Some(asking) = &mut self.asking {
            return match asking.update(command) {
                new_study::Choice::Open => None,
                new_study::Choice::Closed => {
                    self.asking = None;
                    None
                }
                new_study::Choice::Make(wish) => Some(wish),
            };
        }
        let (len, height) = (self.recent.len(), self.height());
        match command {
            Command::Open => {
                let chosen = self.recent.get(self.list.at)?;
                return Some(Wish::Open(chosen.path.clone()));
            }
            Command::NewStudy => self.asking = Some(NewStudy::new(self.codebooks.clone())),
            Command::OpenDemo => return Some(Wish::Demo),
            _ => {
                self.list.moved(command, len, height);
            }
        }
        None
    }

    /// Takes another size of the screen.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.list.keep(self.recent.len(), self.height());
    }

    /// Studies in view at once.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(layout::frame(self.size).body.height.saturating_sub(2)) / ROWS
    }
}

#[cfg(test)]
mod tests;
