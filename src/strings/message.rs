//! A sentence to be said: its key and what it names, without a language yet.
//!
//! What a sentence names is words as they are, or another sentence: a file's
//! fault stands inside the sentence about the file. [`Strings::tell`] says it.

use std::fmt;

use super::{Arg, Strings, counted};

/// A sentence of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Key in the strings.
    pub key: &'static str,
    /// Named arguments.
    pub args: Vec<(&'static str, Word)>,
}

/// What a sentence names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Words that have no language, or one of their own: names, numbers, what others said.
    Data(String),
    /// A sentence or word of the program.
    Said(Message),
}

impl Message {
    /// A sentence without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }

    /// Adds words as they are.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, Word::Data(format!("{value}"))));
        self
    }

    /// Adds a sentence or word of the program.
    #[must_use]
    pub fn saying(mut self, name: &'static str, message: impl Into<Message>) -> Self {
        self.args.push((name, Word::Said(message.into())));
        self
    }
}

impl Strings {
    /// Says a sentence. Data that reads as a number chooses the plural.
    #[must_use]
    pub fn tell(&self, message: &Message) -> String {
        self.tell_with(message, &|_, data| counted(data), &|command| {
            format!(":{command}")
        })
    }

    /// Says a sentence whose data, given with its name, is turned into arguments by `arg`,
    /// and names of commands into the keys it tells by `key_of`.
    pub fn tell_with<'m>(
        &self,
        message: &'m Message,
        arg: &dyn Fn(&'static str, &'m str) -> Arg<'m>,
        key_of: &dyn Fn(&str) -> String,
    ) -> String {
        let args = message.args.iter().map(|(name, word)| {
            let arg = match word {
                Word::Data(data) => arg(name, data),
                Word::Said(message) => Arg::from(self.tell_with(message, arg, key_of)),
            };
            (*name, arg)
        });
        self.with_keys(message.key, args.collect(), key_of)
    }
}
