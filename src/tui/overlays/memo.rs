//! A memo being written: many lines, kept when it is left.

use ratatui::layout::Size;

use crate::model::{CodeId, Edit, Memo as Known, MemoKind, MemoTarget};
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
    /// What sort of thinking it holds.
    pub kind: MemoKind,
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
        let known = loaded.open.iter().flat_map(|open| &open.memos);
        Self::of(
            &loaded.coder,
            target,
            known.filter(|it| it.target == target),
        )
    }

    /// The memo of a coder on a code, among those of everybody.
    #[must_use]
    pub fn on_code(coder: &str, code: CodeId, memos: &[Known]) -> Self {
        Self::of(coder, MemoTarget::Code(code), memos.iter())
    }

    /// The memo of a coder on something, among those of everybody on it.
    fn of<'a>(
        coder: &str,
        target: MemoTarget,
        memos: impl Iterator<Item = &'a Known> + Clone,
    ) -> Self {
        let own = memos.clone().find(|memo| memo.coder == coder);
        let kept = own.map_or_else(String::new, |memo| memo.text.clone());
        Self {
            target,
            kind: own.map_or_else(MemoKind::default, |memo| memo.kind),
            field: Field::memo(&kept),
            kept,
            others: memos
                .filter(|memo| memo.coder != coder)
                .map(|memo| (memo.coder.clone(), memo.text.clone()))
                .collect(),
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
            kind: self.kind,
            text: text.to_owned(),
        };
        Some(Effect::edit(edit, Message::new("said-memo")))
    }
}
