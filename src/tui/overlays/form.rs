//! What an author writes about a code, in several fields.

use ratatui::layout::Size;

use crate::model::codebook::Entry;
use crate::model::{Code, CodeId, Edit};
use crate::study::Loaded;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::widgets::field::Field;

/// The form of a code.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The code.
    pub code: CodeId,
    /// The fields, in the order of [`PARTS`].
    pub fields: Vec<Field>,
    /// The field that takes what is typed.
    pub at: usize,
}

/// A part of a code's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What it means.
    Definition,
    /// When to use it.
    UseWhen,
    /// When not.
    NotWhen,
    /// An utterance it fits.
    Example,
    /// The name in English.
    NameEn,
    /// Other names.
    Aliases,
}

/// The parts in the order of the form.
pub const PARTS: [Part; 6] = [
    Part::Definition,
    Part::UseWhen,
    Part::NotWhen,
    Part::Example,
    Part::NameEn,
    Part::Aliases,
];

/// What stands between aliases in their field, besides the full-width semicolon.
const BETWEEN: char = ';';

impl Part {
    /// Key of its label.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Definition => "about-definition",
            Self::UseWhen => "about-use-when",
            Self::NotWhen => "about-not-when",
            Self::Example => "about-example",
            Self::NameEn => "about-name-en",
            Self::Aliases => "about-aliases",
        }
    }

    /// Rows on a screen of that size.
    #[must_use]
    pub fn rows(self, size: Size) -> u16 {
        // One row more each on a usual screen, two on a high one.
        let more = u16::from(size.height >= 24) + u16::from(size.height >= 30);
        match self {
            Self::Definition => 2 + more,
            Self::UseWhen | Self::NotWhen | Self::Example => 1 + more,
            Self::NameEn | Self::Aliases => 1,
        }
    }

    fn read(self, entry: &Entry) -> Field {
        match self {
            Self::Definition => Field::memo(&entry.definition),
            Self::UseWhen => Field::memo(&entry.use_when),
            Self::NotWhen => Field::memo(&entry.not_when),
            Self::Example => Field::memo(&entry.example),
            Self::NameEn => Field::line(&entry.name_en),
            Self::Aliases => Field::line(&entry.aliases.join("; ")),
        }
    }

    fn write(self, entry: &mut Entry, words: &str) {
        let words = words.trim();
        match self {
            Self::Definition => words.clone_into(&mut entry.definition),
            Self::UseWhen => words.clone_into(&mut entry.use_when),
            Self::NotWhen => words.clone_into(&mut entry.not_when),
            Self::Example => words.clone_into(&mut entry.example),
            Self::NameEn => words.clone_into(&mut entry.name_en),
            Self::Aliases => {
                entry.aliases = words
                    .split([BETWEEN, '；'])
                    .map(str::trim)
                    .filter(|alias| !alias.is_empty())
                    .map(str::to_owned)
                    .collect();
            }
        }
    }
}

impl Form {
    /// The form with what the code says now.
    #[must_use]
    pub fn new(code: &Code) -> Self {
        Self {
            code: code.id,
            fields: PARTS.iter().map(|part| part.read(&code.entry)).collect(),
            at: 0,
        }
    }

    /// Rows of the pop-up: the fields, a line of keys, the frame.
    #[must_use]
    pub fn height(&self, size: Size) -> u16 {
        PARTS.iter().map(|part| part.rows(size)).sum::<u16>() + 3
    }

    /// Goes to another field.
    pub fn update(&mut self, command: Command) {
        let n = self.fields.len();
        match command {
            Command::OtherEnd => self.at = (self.at + 1) % n,
            Command::PreviousField => self.at = (self.at + n - 1) % n,
            _ => {}
        }
    }

    /// The effect that keeps what was typed; `None` where nothing changed.
    #[must_use]
    pub fn keep(&self, loaded: &Loaded) -> Option<Effect> {
        let code = loaded.codebook.get(self.code)?;
        let mut entry = code.entry.clone();
        for (part, field) in PARTS.iter().zip(&self.fields) {
            // A field that nobody touched says what it said, to the last space.
            if *field.text() != *part.read(&code.entry).text() {
                part.write(&mut entry, field.text());
            }
        }
        if entry == code.entry {
            return None;
        }
        let said = Message::new("said-revised")
            .with("code", format!("{} {}", entry.public_id, entry.name));
        let edit = Edit::ReviseCode {
            code: self.code,
            entry: Box::new(entry),
        };
        Some(Effect::edit(edit, said))
    }
}
