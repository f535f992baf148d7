//! A turn being corrected: its words in a field, then what that does to codings. It can be
//! ended earlier, and the next one begun.

use ratatui::layout::Size;

use crate::model::edit::Voice;
use crate::model::{CharPos, Edit, InterviewId, SpeakerId};
use crate::study::{OpenInterview, Touching};
use crate::text::remap::replaces;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::widgets::field::Field;

use super::preview::{Preview, room};
use super::typing::next_speaker;

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
    /// What comes when it is durable.
    pub ending: Ending,
    /// Whose turn it is behind this one.
    next: Option<SpeakerId>,
}

/// What comes when a correction is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing.
    Leave,
    /// A new turn behind this one.
    NextTurn,
    /// The turn made of the rest of this one.
    Split {
        /// What this one shall say.
        words: String,
        /// The rest.
        rest: String,
    },
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
        let words = open.text.slice(span)?;
        let before = at.0.saturating_sub(span.start().0) as usize;
        let caret = words
            .char_indices()
            .nth(before)
            .map_or(words.len(), |(byte, _)| byte);
        Self::turn(open, turn, caret)
    }

    /// A turn by its index, the caret at that byte of its words.
    #[must_use]
    pub fn turn(open: &OpenInterview, turn: usize, caret: usize) -> Option<Self> {
        let it = open.turns.get(turn)?;
        let kept = open.text.slice(it.span)?.to_owned();
        let speaker = it
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
            ending: Ending::Leave,
            next: None,
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
        self.end(open, Ending::Leave)
    }

    /// Ends the turn at the caret: what stands behind it becomes a turn of the next speaker.
    pub fn end_turn(&mut self, open: &OpenInterview) -> Left {
        let (before, behind) = self.field.halves();
        if behind.trim().is_empty() {
            return self.end(open, Ending::NextTurn);
        }
        if before.trim().is_empty() {
            return Left::Empty;
        }
        let ending = Ending::Split {
            words: before.trim_end().to_owned(),
            rest: behind.trim_start().to_owned(),
        };
        self.end(open, ending)
    }

    fn end(&mut self, open: &OpenInterview, ending: Ending) -> Left {
        let Some(turn) = open.turns.get(self.turn as usize) else {
            return Left::Same;
        };
        let next = next_speaker(open, Some(self.turn));
        self.next = open.speakers.get(next).map(|it| it.id);
        let whole = match &ending {
            Ending::Split { words, rest } => {
                let label = open.speakers.get(next).map_or("", |it| &it.label);
                format!("{words}\n{label}：{rest}")
            }
            Ending::Leave | Ending::NextTurn => self.words().to_owned(),
        };
        self.ending = ending;
        if whole == self.kept {
            return Left::Same;
        }
        if whole.trim().is_empty() {
            return Left::Empty;
        }
        let replaces = replaces(&self.kept, &whole, turn.span.start());
        let touching = Touching::of(open, replaces, Some(turn.span));
        if touching.changes_any() {
            self.preview = Some(Preview::new(touching));
            return Left::Ask;
        }
        self.keep(touching.n_moved)
            .map_or(Left::Same, |effect| Left::Keep(Box::new(effect)))
    }

    /// The effect that keeps the correction, after its preview was seen.
    #[must_use]
    pub fn accepted(&self) -> Option<Effect> {
        let n_moved = self.preview.as_ref().map_or(0, |it| it.touching.n_moved);
        self.keep(n_moved)
    }

    fn keep(&self, n_moved: usize) -> Option<Effect> {
        let (interview, turn) = (self.interview, self.turn);
        let (edit, said) = match &self.ending {
            Ending::Split { words, rest } => (
                Edit::SplitTurn {
                    interview,
                    turn,
                    words: words.clone(),
                    speaker: Voice::Known(self.next?),
                    rest: rest.clone(),
                },
                "said-split-turn",
            ),
            Ending::Leave | Ending::NextTurn => (
                Edit::ReviseTurn {
                    interview,
                    turn,
                    words: self.words().to_owned(),
                },
                "said-corrected",
            ),
        };
        let said = Message::new(said).with("turn", turn + 1).with("n", n_moved);
        Some(Effect::edit(edit, said))
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
