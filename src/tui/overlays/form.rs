//! What an author writes about a code, in several fields.

use ratatui::layout::Size;

use crate::model::codebook::{Entry, Field as Part};
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

/// The parts of a code's entry in the order of the form; its name has a question of its own.
pub const PARTS: [Part; 6] = [
    Part::Definition,
    Part::UseWhen,
    Part::NotWhen,
    Part::Example,
    Part::NameEn,
    Part::Aliases,
];

/// Key of the label of a part.
#[must_use]
pub fn label(part: Part) -> &'static str {
    match part {
        Part::Name => "field-name",
        Part::Definition => "about-definition",
        Part::UseWhen => "about-use-when",
        Part::NotWhen => "about-not-when",
        Part::Example => "about-example",
        Part::NameEn => "about-name-en",
        Part::Aliases => "about-aliases",
    }
}

/// Rows of a part on a screen of that size.
#[must_use]
pub fn rows(part: Part, size: Size) -> u16 {
    // One row more each on a usual screen, two on a high one.
    let more = u16::from(size.height >= 24) + u16::from(size.height >= 30);
    match part {
        Part::Definition => 2 + more,
        Part::UseWhen | Part::NotWhen | Part::Example => 1 + more,
        Part::Name | Part::NameEn | Part::Aliases => 1,
    }
}

fn read(part: Part, entry: &Entry) -> Field {
    let words = part.of(entry);
    match part {
        Part::Name | Part::NameEn | Part::Aliases => Field::line(&words),
        Part::Definition | Part::UseWhen | Part::NotWhen | Part::Example => Field::memo(&words),
    }
}

impl Form {
    /// The form with what the code says now.
    #[must_use]
    pub fn new(code: &Code) -> Self {
        Self {
            code: code.id,
            fields: PARTS.iter().map(|part| read(*part, &code.entry)).collect(),
            at: 0,
        }
    }

    /// Rows of the pop-up: the fields, a line of keys, the frame.
    #[must_use]
    pub fn height(&self, size: Size) -> u16 {
        PARTS.iter().map(|part| rows(*part, size)).sum::<u16>() + 3
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
            if *field.text() != *read(*part, &code.entry).text() {
                part.set(&mut entry, field.text());
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
