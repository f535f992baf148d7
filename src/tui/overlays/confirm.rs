//! A question with what would happen, answered with Enter or Esc.

use crate::model::MemoTarget;
use crate::tui::effect::Effect;
use crate::tui::event::Message;

/// A change that is done only when the person agrees.
#[derive(Clone, Debug, PartialEq)]
pub struct Confirm {
    /// What is asked.
    pub title: Message,
    /// What would happen.
    pub lines: Vec<Message>,
    /// What agreeing does.
    pub then: Effect,
}

impl Confirm {
    /// Rows of the pop-up.
    #[must_use]
    pub fn height(&self) -> u16 {
        u16::try_from(self.lines.len() + 4).unwrap_or(u16::MAX)
    }

    /// Asks before what was typed of a memo is given up: no undo brings that back.
    #[must_use]
    pub fn drop_draft(target: MemoTarget) -> Self {
        Self {
            title: Message::new("memo-drop-title"),
            lines: vec![Message::new("memo-drop")],
            then: Effect::DropDraft {
                target,
                said: Some(Message::new("said-draft-dropped")),
            },
        }
    }
}
