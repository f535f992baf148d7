//! A memo being written: many lines, kept when it is left.

use ratatui::layout::Size;

use crate::model::{CodeId, Edit, MemoTarget};
use crate::study::Loaded;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::widgets::field::Field;

/// Most rows of the pop-up.
const HEIGHT: u16 = 11;

/// Rows of the pop-up on a screen of that size; the passage keeps at least three.
#[must_use]
pub fn height(size: Size) -> u16 {
    let room = layout::popup(size, 0, u16::MAX, None).height;
    HEIGHT.min(room.saturating_sub(3))
}

/// The acting coder's memo on something.
#[derive(Clone, Debug, PartialEq)]
pub struct Memo {
    /// On what.
    pub target: MemoTarget,
    /// What is typed.
    pub field: Field,
    /// What is kept in the study.
    kept: String,
    /// Memos of other coders on the same, with their names.
    pub others: Vec<(String, String)>,
}

impl Memo {
    /// The memo as it stands in the study, or an empty one.
    #[must_use]
    pub fn new(loaded: &Loaded, target: MemoTarget) -> Self {
        let on_target = loaded
            .open
            .iter()
            .flat_map(|open| &open.memos)
            .filter(|memo| memo.target == target);
        let kept = on_target
            .clone()
            .find(|memo| memo.coder == loaded.coder)
            .map_or_else(String::new, |memo| memo.text.clone());
        let others = on_target
            .filter(|memo| memo.coder != loaded.coder)
            .map(|memo| (memo.coder.clone(), memo.text.clone()))
            .collect();
        Self {
            target,
            field: Field::memo(&kept),
            kept,
            others,
        }
    }

    /// The memo of a coder on a code, among those of everybody.
    #[must_use]
    pub fn on_code(coder: &str, code: CodeId, memos: &[(String, String)]) -> Self {
        let (own, others): (Vec<_>, Vec<_>) =
            memos.iter().cloned().partition(|(whose, _)| whose == coder);
        let kept = own
            .into_iter()
            .next()
            .map_or_else(String::new, |(_, words)| words);
        Self {
            target: MemoTarget::Code(code),
            field: Field::memo(&kept),
            kept,
            others,
        }
    }

    /// The effect that keeps what was typed; `None` where nothing changed.
    #[must_use]
    pub fn keep(&self) -> Option<Effect> {
        let text = self.field.text().trim_end();
        if text == self.kept.trim_end() {
            return None;
        }
        let edit = Edit::WriteMemo {
            target: self.target,
            text: text.to_owned(),
        };
        Some(Effect::edit(edit, Message::new("said-memo")))
    }
}
