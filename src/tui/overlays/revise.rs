//! A turn being corrected: its words in a field, then what that does to codings.

use ratatui::layout::Size;

use crate::model::{CharPos, Edit, InterviewId};
use crate::study::{OpenInterview, Touching};
use crate::text::remap::replaces;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::widgets::field::Field;

use super::preview::{Preview, room};

/// Rows of the pop-up besides the words: frame, keys.
const AROUND: u16 = 3;
/// Cells of a row of words, about; how high the pop-up is needs no more.
const ROW: usize = 66;

/// A turn being corrected.
#[derive(Clone, Debug, PartialEq)]
pub struct Revise {
    /// The interview.
    pub interview: InterviewId,
    /// The turn, from 0.
    pub turn: u32,
    /// Who speaks.
    pub speaker: String,
    /// The words as they shall be.
    pub field: Field,
    /// The words as they are.
    kept: String,
    /// What it would do to codings, once that was asked.
    pub preview: Option<Preview>,
}

/// What leaving the words leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Left {
    /// Nothing was changed.
    Same,
    /// No words are left; a turn needs some.
    Empty,
    /// Codings change: they are shown first.
    Ask,
    /// The correction is kept.
    Keep(Box<Effect>),
}

impl Revise {
    /// The turn that holds `at`, its words in a field with the caret at that place.
    #[must_use]
    pub fn new(open: &OpenInterview, at: CharPos) -> Option<Self> {
        let turn = open.turn_at(at)?;
        let span = open.turns[turn].span;
        let kept = open.text.slice(span)?.to_owned();
        let before = at.0.saturating_sub(span.start().0) as usize;
        let caret = kept
            .char_indices()
            .nth(before)
            .map_or(kept.len(), |(byte, _)| byte);
        let speaker = open.turns[turn]
            .speaker
            .and_then(|place| open.speakers.get(usize::from(place)))
            .map_or_else(String::new, |speaker| speaker.label.clone());
        Some(Self {
            interview: open.id,
            turn: u32::try_from(turn).ok()?,
            speaker,
            field: Field::words(&kept, caret),
            kept,
            preview: None,
        })
    }

    /// The words as they shall be. White space at the end is left out, unless it was there.
    #[must_use]
    pub fn words(&self) -> &str {
        let words = self.field.text();
        if self.kept.ends_with(char::is_whitespace) {
            words
        } else {
            words.trim_end()
        }
    }

    /// Leaves the words: keeps a correction that changes no coding, else shows what it does.
    pub fn leave(&mut self, open: &OpenInterview) -> Left {
        let words = self.words();
        if words == self.kept {
            return Left::Same;
        }
        if words.trim().is_empty() {
            return Left::Empty;
        }
        let Some(turn) = open.turns.get(self.turn as usize) else {
            return Left::Same;
        };
        let replaces = replaces(&self.kept, words, turn.span.start());
        let touching = Touching::of(open, replaces, Some(turn.span));
        if touching.changes_any() {
            self.preview = Some(Preview::new(touching));
            return Left::Ask;
        }
        Left::Keep(Box::new(self.keep(touching.n_moved)))
    }

    /// The effect that keeps the correction, after its preview was seen.
    #[must_use]
    pub fn accepted(&self) -> Effect {
        let n_moved = self.preview.as_ref().map_or(0, |it| it.touching.n_moved);
        self.keep(n_moved)
    }

    fn keep(&self, n_moved: usize) -> Effect {
        let edit = Edit::ReviseTurn {
            interview: self.interview,
            turn: self.turn,
            words: self.words().to_owned(),
        };
        let said = Message::new("said-corrected")
            .with("turn", self.turn + 1)
            .with("n", n_moved);
        Effect::edit(edit, said)
    }

    /// Rows on screen.
    #[must_use]
    pub fn height(&self, size: Size) -> u16 {
        if let Some(preview) = &self.preview {
            return preview.height(size);
        }
        let rows: usize = self
            .field
            .text()
            .split('\n')
            .map(|line| crate::text::width(line) as usize / ROW + 1)
            .sum();
        // A row to spare, so that the pop-up doesn't grow with every few words.
        let rows = u16::try_from(rows + 2).unwrap_or(u16::MAX).max(5);
        rows.saturating_add(AROUND).min(room(size))
    }
}
