//! What is asked before a study is made: its file, its title, its codebook.

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent};

use super::Wish;
use crate::tui::command::Command;
use crate::tui::widgets::FieldPlace;
use crate::tui::widgets::field::Field;

/// The questions, in order: keys of their words.
pub const QUESTIONS: [&str; 3] = [
    "welcome-ask-path",
    "welcome-ask-title",
    "welcome-ask-codebook",
];

/// The question that is answered by choosing.
const CODEBOOK: usize = 2;

/// The questions and their answers so far.
#[derive(Clone, Debug, PartialEq)]
pub struct NewStudy {
    /// The file and the title, as they are typed.
    pub fields: [Field; 2],
    /// The question being answered.
    pub at: usize,
    /// Codebooks that come with the program.
    codebooks: Vec<&'static str>,
    /// The one chosen: a place in the list; `None` begins without codes.
    chosen: Option<usize>,
}

/// What a command leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Something is still asked.
    Open,
    /// Nothing is made.
    Closed,
    /// The study is to be made.
    Make(Wish),
}

impl NewStudy {
    /// Asks for a study, with the first codebook unless another is chosen.
    #[must_use]
    pub fn new(codebooks: Vec<&'static str>) -> Self {
        Self {
            fields: [Field::line(""), Field::line("")],
            at: 0,
            chosen: (!codebooks.is_empty()).then_some(0),
            codebooks,
        }
    }

    /// The codebook chosen; `None` begins without codes.
    #[must_use]
    pub fn codebook(&self) -> Option<&'static str> {
        self.chosen.map(|place| self.codebooks[place])
    }

    /// Takes a key that is no command: typing, or choosing with the arrows.
    pub(super) fn key(&mut self, key: KeyEvent) {
        match (self.fields.get_mut(self.at), key.code) {
            (Some(field), _) => {
                field.key(key);
            }
            (None, KeyCode::Right | KeyCode::Char(' ')) => self.choose(Way::Forth),
            (None, KeyCode::Left) => self.choose(Way::Back),
            (None, _) => {}
        }
    }

    pub(super) fn paste(&mut self, words: &str) {
        if let Some(field) = self.fields.get_mut(self.at) {
            field.insert(words);
        }
    }

    /// Has a field take what is typed, with the caret at a byte.
    pub(super) fn put_caret(&mut self, FieldPlace { nth, byte }: FieldPlace) {
        if let Some(field) = self.fields.get_mut(nth) {
            self.at = nth;
            field.place(byte);
        }
    }

    /// Goes to the question of the codebook and chooses the next one.
    pub(super) fn next_codebook(&mut self) {
        self.at = CODEBOOK;
        self.choose(Way::Forth);
    }

    fn choose(&mut self, way: Way) {
        // One more place stands for no codebook.
        let n = self.codebooks.len() + 1;
        let at = self.chosen.map_or(n - 1, |place| place);
        let at = match way {
            Way::Forth => (at + 1) % n,
            Way::Back => (at + n - 1) % n,
        };
        self.chosen = (at + 1 < n).then_some(at);
    }

    pub(super) fn update(&mut self, command: Command) -> Choice {
        let n = QUESTIONS.len();
        match command {
            Command::OtherEnd => self.at = (self.at + 1) % n,
            Command::PreviousField => self.at = (self.at + n - 1) % n,
            Command::Accept if self.at < CODEBOOK => self.at += 1,
            Command::Accept => match self.path() {
                None => self.at = 0,
                Some(path) => {
                    return Choice::Make(Wish::Make {
                        path,
                        title: self.fields[1].text().trim().to_owned(),
                        codebook: self.codebook(),
                    });
                }
            },
            Command::Cancel => return Choice::Closed,
            _ => {}
        }
        Choice::Open
    }

    /// The file that would be made; `None` while none is named.
    ///
    /// A name without an ending gets the usual one, and `~` is the home folder.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        let typed = self.fields[0].text().trim();
        if typed.is_empty() || typed.ends_with(['/', '\\']) {
            return None;
        }
        let mut path = match typed.strip_prefix("~/") {
            Some(rest) => std::env::home_dir()?.join(rest),
            None => PathBuf::from(typed),
        };
        if path.extension().is_none() {
            path.set_extension("fangtan");
        }
        Some(path)
    }
}

enum Way {
    Forth,
    Back,
}
