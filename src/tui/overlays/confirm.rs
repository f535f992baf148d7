//! A question with what would happen, answered with Enter or Esc.

use crate::model::Edit;
use crate::tui::effect::Effect;
use crate::tui::event::Message;

/// A change that is done only when the person agrees.
#[derive(Clone, Debug, PartialEq)]
pub struct Confirm {
    /// What is asked.
    pub title: Message,
    /// What would happen.
    pub lines: Vec<Message>,
    /// The change.
    pub then: Edit,
    /// What is said when it is done.
    pub said: Message,
}

impl Confirm {
    /// Rows of the pop-up.
    #[must_use]
    pub fn height(&self) -> u16 {
        u16::try_from(self.lines.len() + 4).unwrap_or(u16::MAX)
    }

    /// The effect of agreeing.
    #[must_use]
    pub fn accept(self) -> Effect {
        Effect::edit(self.then, self.said)
    }
}
