//! What comes into the program: keys, pastes, sizes, answers of the worker, results of effects.

use std::path::PathBuf;

use crossterm::event::KeyEvent;
use ratatui::layout::Size;

use crate::model::{CodingId, Edit, InterviewId, MemoTarget, Span};
pub use crate::strings::Message;
use crate::study::{Applied, Choices, LogEntry, MemosAt, StudyError, Travelled};

use super::jobs::{Answer, Ticket};
use super::pointer::Pointed;
use super::screens::analysis::narrow::Choosing;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The time at which what follows happens: milliseconds since the program began.
    Clock {
        /// The time.
        now_ms: u64,
    },
    /// A key.
    Key(KeyEvent),
    /// Text pasted in one piece, as terminals with bracketed paste say.
    Paste(String),
    /// Something done with the mouse.
    Mouse(Pointed),
    /// The screen has another size.
    Resize(Size),
    /// The keys of a sequence that isn't complete have waited for as long as the desk says.
    Waited,
    /// Something is still held past an edge of the transcript.
    Pulled,
    /// The worker is done with a job.
    Answer {
        /// Which request this answers.
        ticket: Ticket,
        /// What it found.
        outcome: Result<Answer, Trouble>,
    },
    /// A job that takes long says how far it is.
    Progress {
        /// Which request.
        ticket: Ticket,
        /// Parts done.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// A change is durable.
    Edited {
        /// The change.
        edit: Box<Edit>,
        /// What it made.
        applied: Made,
        /// When, in local time.
        at: String,
        /// What to say about it.
        notice: Message,
    },
    /// A step was taken back, durably.
    Undone {
        /// The step.
        step: LogEntry,
        /// When, in local time.
        at: String,
    },
    /// A step was done again, durably.
    Redone {
        /// The step.
        step: LogEntry,
        /// When, in local time.
        at: String,
    },
    /// Several steps were taken back or done again, durably.
    Travelled {
        /// How many, and which way.
        travelled: Travelled,
        /// When, in local time.
        at: String,
    },
    /// What another copy had was taken in, durably.
    Merged {
        /// What to say about it.
        said: Message,
        /// When, in local time.
        at: String,
    },
    /// An interview was loaded.
    Opened {
        /// The passage to show, where somebody asked for one.
        at: Option<Span>,
    },
    /// The next use of a code was looked for, and its interview loaded where there is one.
    OpenedUse {
        /// The use.
        at: Option<(Span, CodingId)>,
    },
    /// The digit keys carry another set of codes.
    PinsChosen,
    /// What there is where somebody wants to read or write a memo.
    MemoOpened {
        /// What there is.
        at: Box<MemosAt>,
        /// Whose memo is wanted; `None` is the acting coder's.
        whose: Option<String>,
    },
    /// What was typed of a memo is on the disk, or why not.
    Drafted {
        /// Of the memo on what.
        target: MemoTarget,
        /// Whether it is.
        outcome: Result<(), Trouble>,
    },
    /// What was typed of a memo was given up.
    DraftDropped {
        /// On what.
        target: MemoTarget,
        /// What to say about it.
        said: Option<Message>,
    },
    /// What there is to choose from for figures.
    Choices {
        /// What is chosen.
        what: Choosing,
        /// From this.
        choices: Box<Choices>,
    },
    /// The codebook was written.
    Written {
        /// The file.
        file: PathBuf,
        /// Whether all of it has a place there.
        all: bool,
    },
    /// A verified backup was made.
    BackedUp {
        /// Its file name.
        file: String,
        /// When, in local time.
        at: String,
    },
    /// Something could not be done.
    Failed(Trouble),
}

impl Event {
    /// Whether something on screen may differ after it. While a person types, a frame that
    /// shows nothing new would still take the cursor from under an input method.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        !matches!(
            self,
            Self::Clock { .. }
                | Self::Drafted {
                    outcome: Ok(()),
                    ..
                }
        )
    }
}

/// What a change made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Codings made.
    pub codings: Vec<CodingId>,
    /// Codes made.
    pub codes: Vec<crate::model::CodeId>,
    /// The interview made, to be typed.
    pub interview: Option<InterviewId>,
    /// Codings that were there already and were left.
    pub n_there: usize,
}

impl From<&Applied> for Made {
    fn from(applied: &Applied) -> Self {
        Self {
            codings: applied.codings.clone(),
            codes: applied.codes.clone(),
            interview: applied.interview,
            n_there: applied.there_already.len(),
        }
    }
}

/// Why something could not be done, ready to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub what: Message,
    /// How the study stands after it.
    pub study: Standing,
}

/// How the study stands after something went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As before.
    Unchanged,
    /// The change is kept; only reading it again failed.
    Changed,
}

impl Trouble {
    /// Something that left the study as it was.
    #[must_use]
    pub fn unchanged(what: Message) -> Self {
        Self {
            what,
            study: Standing::Unchanged,
        }
    }
}

impl From<StudyError> for Trouble {
    fn from(error: StudyError) -> Self {
        Self::unchanged(Message::from(&error))
    }
}
