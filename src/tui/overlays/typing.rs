//! A turn being typed, behind another one or as the first of an interview.
//!
//! Each turn that is ended is a step of its own, durable before the next begins.

use ratatui::layout::Size;

use crate::model::edit::Voice;
use crate::model::{Edit, InterviewId};
use crate::study::OpenInterview;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;

/// Rows of the pop-up while words are typed, and the most while a speaker is chosen.
const HEIGHT: u16 = 8;

/// A turn being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Typing {
    /// The interview.
    pub interview: InterviewId,
    /// The turn it stands behind; `None` where there is none.
    pub after: Option<u32>,
    /// Who speaks.
    pub speaker: Who,
    /// What is said.
    pub field: Field,
    /// What the keys are for.
    pub stage: Stage,
    /// What comes when the turn is durable.
    pub then: Then,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A speaker of the interview, by index.
    Known(usize),
    /// Somebody who speaks for the first time, by label.
    New(String),
}

/// What the keys are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Words are typed.
    Words,
    /// A speaker is chosen; the row behind the last one is for somebody new.
    Choosing(List),
    /// Somebody new is named.
    Naming(Field),
}

/// What comes when a turn is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The next turn.
    Next,
    /// The end of typing.
    Leave,
}

impl Typing {
    /// The next turn behind `after`, by the speaker whose turn it is.
    #[must_use]
    pub fn new(open: &OpenInterview, after: Option<u32>) -> Self {
        Self {
            interview: open.id,
            after,
            speaker: Who::Known(next_speaker(open, after)),
            field: Field::memo(""),
            stage: Stage::Words,
            then: Then::Next,
        }
    }

    /// The next turn behind the last one.
    #[must_use]
    pub fn at_the_end(open: &OpenInterview) -> Self {
        let last = open.turns.len().checked_sub(1);
        Self::new(open, last.and_then(|last| u32::try_from(last).ok()))
    }

    /// The label of who speaks.
    #[must_use]
    pub fn label<'a>(&'a self, open: &'a OpenInterview) -> &'a str {
        match &self.speaker {
            Who::Known(place) => open.speakers.get(*place).map_or("", |it| &it.label),
            Who::New(label) => label,
        }
    }

    /// The field that takes what is typed, where there is one.
    pub fn field(&mut self) -> Option<&mut Field> {
        match &mut self.stage {
            Stage::Words => Some(&mut self.field),
            Stage::Naming(label) => Some(label),
            Stage::Choosing(_) => None,
        }
    }

    /// The effect that keeps the turn; `None` where nothing is said.
    #[must_use]
    pub fn keep(&self, open: &OpenInterview) -> Option<Effect> {
        let words = self.field.text().trim();
        if words.is_empty() {
            return None;
        }
        let speaker = match &self.speaker {
            Who::Known(place) => Voice::Known(open.speakers.get(*place)?.id),
            Who::New(label) => Voice::New(label.clone()),
        };
        let edit = Edit::AddTurn {
            interview: self.interview,
            after: self.after,
            speaker,
            words: words.to_owned(),
        };
        let turn = self.after.map_or(1, |after| after + 2);
        let said = Message::new("said-typed").with("turn", turn);
        Some(Effect::edit(edit, said))
    }

    /// Carries out a command that chooses or names a speaker; whether it was one.
    pub fn choose(&mut self, open: &OpenInterview, command: Command) -> bool {
        let n_speakers = open.speakers.len();
        match &mut self.stage {
            Stage::Words => {
                if command == Command::OtherEnd && self.field.is_at_start_of_line() {
                    let mut list = List::default();
                    if let Who::Known(place) = self.speaker {
                        list.go(place, n_speakers + 1, rows(n_speakers));
                    }
                    self.stage = Stage::Choosing(list);
                    return true;
                }
                false
            }
            Stage::Choosing(list) => {
                let (len, height) = (n_speakers + 1, rows(n_speakers));
                if list.moved(command, len, height) {
                    return true;
                }
                match command {
                    Command::Accept if list.at < n_speakers => {
                        self.speaker = Who::Known(list.at);
                        self.stage = Stage::Words;
                    }
                    Command::Accept => self.stage = Stage::Naming(Field::line("")),
                    _ => self.stage = Stage::Words,
                }
                true
            }
            Stage::Naming(label) => {
                let name = label.text().trim().to_owned();
                if command == Command::Accept && !name.is_empty() {
                    let known = open.speakers.iter().position(|it| it.label == name);
                    self.speaker = known.map_or(Who::New(name), Who::Known);
                }
                self.stage = Stage::Words;
                true
            }
        }
    }

    /// Rows on screen.
    #[must_use]
    pub fn height(&self, _size: Size) -> u16 {
        HEIGHT
    }
}

/// Rows of speakers in view.
#[must_use]
pub fn rows(n_speakers: usize) -> usize {
    (n_speakers + 1).min(usize::from(HEIGHT - 3))
}

/// Whose turn it is behind `after`: who spoke last before somebody else did, or whoever
/// has not spoken yet; the first speaker begins.
#[must_use]
pub fn next_speaker(open: &OpenInterview, after: Option<u32>) -> usize {
    let before = after
        .map_or(0, |after| after as usize + 1)
        .min(open.turns.len());
    let mut spoke = open.turns[..before]
        .iter()
        .rev()
        .filter_map(|turn| turn.speaker.map(usize::from));
    let Some(last) = spoke.next() else {
        return 0;
    };
    let other = spoke.find(|speaker| *speaker != last);
    other.unwrap_or_else(|| {
        (0..open.speakers.len())
            .find(|speaker| *speaker != last)
            .unwrap_or(last)
    })
}
