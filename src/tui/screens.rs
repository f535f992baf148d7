//! The screens. Each has its state, what commands do to it, and how it is drawn.

pub mod codebook;
pub mod coding;
pub mod frequencies;
pub mod interviews;
pub mod passages;
pub mod split;
pub mod versions;

use ratatui::layout::Size;

use crate::study::Loaded;
use crate::text::Measure;

use super::keymap::Context;

/// A screen with its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// The list of interviews.
    Interviews(interviews::Interviews),
    /// The transcript of one, with its codes.
    Coding(Box<coding::Coding>),
    /// How often each code was given.
    Frequencies(frequencies::Frequency),
    /// The passages of a code.
    Passages(passages::Passages),
    /// The codebook.
    Codebook(Box<codebook::Tree>),
    /// A code being split.
    Split(Box<split::Split>),
    /// Two versions of the codebook.
    Versions(Box<versions::Versions>),
}

impl Screen {
    /// Where keys are looked up on this screen, the innermost first.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match self {
            Self::Coding(coding) if coding.adjust.is_some() => &[Context::Boundaries],
            Self::Coding(coding) if coding.jump.is_some() => &[Context::Labels],
            Self::Coding(_) => &[Context::Coding, Context::Move, Context::Global],
            Self::Frequencies(_) => &[
                Context::Frequencies,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Codebook(_) => &[Context::Codebook, Context::Move, Context::Global],
            Self::Versions(_) => &[Context::Versions, Context::Move, Context::Global],
            Self::Split(_) => &[Context::Split, Context::Move, Context::Global],
            Self::Interviews(_) | Self::Passages(_) => {
                &[Context::List, Context::Move, Context::Global]
            }
        }
    }

    /// The coding view, where it is one.
    #[must_use]
    pub fn as_coding(&self) -> Option<&coding::Coding> {
        match self {
            Self::Coding(coding) => Some(coding),
            _ => None,
        }
    }

    /// Brings the cursor back into view after anything changed.
    ///
    /// `cover` is the height of a pop-up that must not lie on the passage it acts on.
    pub fn settle(&mut self, loaded: &Loaded, size: Size, measure: Measure, cover: Option<u16>) {
        match self {
            Self::Interviews(list) => list.settle(loaded, size),
            Self::Coding(coding) => coding::settle(coding, loaded, size, measure, cover),
            Self::Frequencies(table) => table.settle(size),
            Self::Passages(list) => list.settle(size),
            Self::Codebook(tree) => tree.settle(loaded, size),
            Self::Split(split) => split.settle(),
            Self::Versions(it) => it.settle(size),
        }
    }
}

/// Moves the cursor of a list; whether the command was a motion.
fn rows_of(
    list: &mut super::widgets::list::List,
    len: usize,
    height: usize,
    command: super::command::Command,
) -> bool {
    use super::command::Command;
    let page = isize::try_from(height).unwrap_or(1).max(1);
    match command {
        Command::Next => list.step(1, len, height),
        Command::Previous => list.step(-1, len, height),
        Command::PageDown => list.step(page, len, height),
        Command::PageUp => list.step(-page, len, height),
        Command::HalfDown => list.step(page / 2, len, height),
        Command::HalfUp => list.step(-(page / 2), len, height),
        Command::First => list.go(0, len, height),
        Command::Last => list.go(usize::MAX, len, height),
        _ => return false,
    }
    true
}
