//! The list of commands, or of the keys of one screen; both can be searched and run.

use ratatui::layout::Size;

use crate::text::{self, pick};
use crate::tui::app::CommandName;
use crate::tui::command::Command;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::layout;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;

/// A searchable list of commands.
#[derive(Clone, Debug)]
pub struct Commands {
    /// Whose keys are shown.
    pub contexts: &'static [Context],
    /// What it lists.
    pub scope: Scope,
    /// What is typed.
    pub field: Field,
    /// The commands that answer to it.
    pub rows: Vec<Command>,
    /// The row under the cursor.
    pub list: List,
    picker: text::Picker,
    all: Vec<Command>,
    query: String,
}

/// Lists are equal when they show the same.
impl PartialEq for Commands {
    fn eq(&self, other: &Self) -> bool {
        (self.contexts, self.scope, &self.field) == (other.contexts, other.scope, &other.field)
            && (&self.rows, self.list) == (&other.rows, other.list)
    }
}

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every command.
    All,
    /// Those that have a key on this screen.
    Keys,
}

/// What the list decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing yet.
    Open,
    /// To run a command.
    Run(Command),
    /// Closed without a choice.
    Closed,
}

impl Commands {
    /// The list over a screen with these contexts.
    #[must_use]
    pub fn new(
        names: &[CommandName],
        keymap: &Keymap,
        contexts: &'static [Context],
        scope: Scope,
    ) -> Self {
        let listed = |command: Command| match scope {
            Scope::All => !command.is_of_overlays(),
            Scope::Keys => !keymap.keys_of(contexts, command).is_empty(),
        };
        let order = Command::in_order();
        let place = |command: Command| order.iter().position(|it| *it == command);
        let mut shown: Vec<&CommandName> = names.iter().filter(|it| listed(it.command)).collect();
        shown.sort_by_key(|it| place(it.command).unwrap_or(usize::MAX));
        let picker = text::Picker::new(shown.iter().map(|it| pick::Entry {
            number: it.command.name(),
            name: &it.zh,
            name_en: &it.en,
            aliases: &[],
            uses: 0,
        }));
        let all: Vec<Command> = shown.iter().map(|it| it.command).collect();
        Self {
            contexts,
            scope,
            field: Field::line(""),
            rows: all.clone(),
            list: List::default(),
            picker,
            all,
            query: String::new(),
        }
    }

    /// Answers anew when something was typed, and keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        if self.query != self.field.text() {
            self.query = self.field.text().to_owned();
            self.rows = self
                .picker
                .pick(&self.query)
                .iter()
                .filter_map(|it| self.all.get(it.place).copied())
                .collect();
            self.list = List::default();
        }
        self.list.keep(self.rows.len(), n_rows(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, size: Size, command: Command) -> Choice {
        let (len, height) = (self.rows.len(), n_rows(size));
        if self.list.moved(command, len, height) {
            return Choice::Open;
        }
        match command {
            Command::Accept => {
                return match self.rows.get(self.list.at) {
                    Some(command) => Choice::Run(*command),
                    None => Choice::Open,
                };
            }
            Command::Cancel => return Choice::Closed,
            _ => {}
        }
        Choice::Open
    }
}

/// Rows of commands on a screen of that size.
#[must_use]
pub fn n_rows(size: Size) -> usize {
    usize::from(layout::popup(size, 0, u16::MAX, None).height)
        .saturating_sub(5)
        .max(3)
}
