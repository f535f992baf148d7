//! A memo being written: many lines, kept about once a second while it is typed, and as one
//! step when it is left.
//!
//! What is typed goes to the file as a draft, which is no step of the log ([`Memo::draft`]).
//! Leaving the memo writes it, as one step, in whose transaction the draft goes. A memo of
//! somebody else, or of a study that is only read, can be read here and not changed.

use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Size;

use crate::model::{Draft, Edit, MemoKind, MemoTarget};
use crate::study::{Access, Loaded, MemoPlace, MemosAt};
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::layout;
use crate::tui::times::day_and_time;
use crate::tui::widgets::field::Field;

/// Most rows of the pop-up.
const HEIGHT: u16 = 12;

/// Milliseconds between two drafts of one memo: what a machine that stops may take.
const AUTOSAVE_MS: u64 = 1_000;

/// Rows of the pop-up on a screen of that size; the passage keeps at least three.
#[must_use]
pub fn height(size: Size) -> u16 {
    let room = layout::popup(size, 0, u16::MAX, None).height;
    HEIGHT.min(room.saturating_sub(3))
}

/// A coder's memo on something.
#[derive(Clone, Debug, PartialEq)]
pub struct Memo {
    /// On what.
    pub target: MemoTarget,
    /// Where that is.
    pub place: MemoPlace,
    /// What sort of thinking it holds.
    pub kind: MemoKind,
    /// What is typed.
    pub field: Field,
    /// Memos of other coders on the same, with their names.
    pub others: Vec<(String, String)>,
    /// Whether it can be changed.
    pub pen: Pen,
    /// When the draft that it goes on from was kept, on this machine's clock.
    pub goes_on_from: Option<String>,
    /// Words and kind as they stand in the study.
    kept: (String, MemoKind),
    /// Words and kind of the draft in the file.
    drafted: Option<(String, MemoKind)>,
    /// Words and kind that were handed over last; they may not have arrived.
    handed_over: Option<(String, MemoKind)>,
    /// When that was, in the program's time.
    handed_over_at: Option<u64>,
    /// Where drafts stand.
    line: Line,
    /// What became of the latest one.
    latest: Latest,
}

/// Whether a memo can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pen {
    /// It can.
    Writing,
    /// The study is only read.
    ReadOnly,
    /// It is another coder's.
    Of(String),
}

/// How it stands with drafts of a memo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// The next one may go.
    Free,
    /// One is on its way.
    Busy,
    /// The memo itself is being written or given up: none goes any more.
    Closed,
}

/// What became of the latest draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Latest {
    /// It arrived, or there was none.
    Arrived,
    /// It could not be kept.
    Failed,
}

/// What was there to be left.
#[derive(Clone, Debug, PartialEq)]
pub enum Left {
    /// Nothing changed and no draft is in the file.
    Nothing,
    /// Nothing changed; the draft is to go.
    OnlyDraft(Effect),
    /// The memo is to be written, or taken away and the draft with it.
    Changed(Vec<Effect>),
}

impl Memo {
    /// The memo of the acting coder, or that of `whose`, with the draft that there may be of it.
    #[must_use]
    pub fn new(loaded: &Loaded, at: MemosAt, whose: Option<String>) -> Self {
        let pen = match whose {
            Some(whose) if whose != loaded.coder => Pen::Of(whose),
            _ if loaded.access != Access::Writing => Pen::ReadOnly,
            _ => Pen::Writing,
        };
        let coder = match &pen {
            Pen::Of(whose) => whose.clone(),
            Pen::Writing | Pen::ReadOnly => loaded.coder.clone(),
        };
        let own = at.memos.iter().find(|memo| memo.coder == coder);
        let kept = own.map_or_else(
            || (String::new(), MemoKind::default()),
            |memo| (memo.text.clone(), memo.kind),
        );
        let draft = at.draft.filter(|_| !matches!(pen, Pen::Of(_)));
        let goes_on_from = draft.as_ref().map(|kept| day_and_time(kept.at_ms));
        let drafted = draft.map(|kept| (kept.draft.text, kept.draft.kind));
        let (text, kind) = drafted.as_ref().unwrap_or(&kept);
        Self {
            target: at.target,
            place: at.place,
            kind: *kind,
            field: Field::memo(text),
            others: at
                .memos
                .iter()
                .filter(|memo| memo.coder != coder)
                .map(|memo| (memo.coder.clone(), memo.text.clone()))
                .collect(),
            pen,
            goes_on_from,
            kept,
            drafted,
            handed_over: None,
            handed_over_at: None,
            line: Line::Free,
            latest: Latest::Arrived,
        }
    }

    /// The field that takes what is typed, where the memo can be changed.
    pub fn field(&mut self) -> Option<&mut Field> {
        (self.pen == Pen::Writing).then_some(&mut self.field)
    }

    /// Gives a key to the field; in a memo that can't be changed only those that move the
    /// caret. Whether it meant something.
    pub fn typed(&mut self, key: KeyEvent) -> bool {
        let before = (self.pen != Pen::Writing).then(|| self.field.clone());
        let meant = self.field.key(key);
        match before {
            Some(before) if before.text() != self.field.text() => {
                self.field = before;
                false
            }
            _ => meant,
        }
    }

    /// Why typing did nothing, where it doesn't.
    #[must_use]
    pub fn why_not(&self) -> Option<Message> {
        match &self.pen {
            Pen::Writing => None,
            Pen::ReadOnly => Some(Message::new("say-memo-read-only")),
            Pen::Of(coder) => Some(Message::new("say-memo-of-others").with("coder", coder)),
        }
    }

    fn now(&self) -> (&str, MemoKind) {
        (self.field.text().trim_end(), self.kind)
    }

    /// Whether words or kind differ from the study's. The kind of a memo without words
    /// is nothing that could be kept.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let ((text, kind), (kept, kept_kind)) = (self.now(), &self.kept);
        text != kept.trim_end() || (!text.is_empty() && kind != *kept_kind)
    }

    /// Whether a draft of it is in the file, or on its way there.
    #[must_use]
    pub fn has_draft(&self) -> bool {
        self.drafted.is_some() || self.handed_over.is_some()
    }

    /// What leaving it asks for; from then on no more drafts go.
    #[must_use]
    pub fn leave(&mut self) -> Left {
        if self.pen != Pen::Writing {
            return Left::Nothing;
        }
        self.line = Line::Closed;
        if !self.is_changed() {
            if !self.has_draft() {
                return Left::Nothing;
            }
            return Left::OnlyDraft(Effect::DropDraft {
                target: self.target,
                said: None,
            });
        }
        let (text, kind) = self.now();
        let edit = Edit::WriteMemo {
            target: self.target,
            kind,
            text: text.to_owned(),
        };
        let said = if text.is_empty() {
            "said-memo-removed"
        } else {
            "said-memo"
        };
        let mut effects = vec![Effect::edit(edit, Message::new(said))];
        if self.field.text().trim().is_empty() && self.has_draft() {
            // Taking a memo away leaves a draft of it; this one was taken over here.
            effects.push(Effect::DropDraft {
                target: self.target,
                said: None,
            });
        }
        Left::Changed(effects)
    }

    /// Lets no draft go any more.
    pub fn hold(&mut self) {
        self.line = Line::Closed;
    }

    /// Goes on after leaving it failed.
    pub fn stay(&mut self) {
        self.line = Line::Free;
    }

    /// A draft on its way has arrived, or could not be kept: then the next one is tried when
    /// more is typed. Returns what went wrong, where that is news.
    pub fn drafted(&mut self, outcome: Result<(), Trouble>) -> Option<Trouble> {
        if self.line == Line::Busy {
            self.line = Line::Free;
        }
        let now = match outcome {
            Ok(()) => {
                self.drafted.clone_from(&self.handed_over);
                Latest::Arrived
            }
            Err(_) => Latest::Failed,
        };
        let before = std::mem::replace(&mut self.latest, now);
        outcome.err().filter(|_| before == Latest::Arrived)
    }

    /// Whether what is typed differs from words and kind that stand somewhere.
    fn differs(&self, from: &(String, MemoKind)) -> bool {
        self.now() != (from.0.trim_end(), from.1)
    }

    fn waits_to_be_drafted(&self) -> bool {
        let tried = self.handed_over.as_ref().or(self.drafted.as_ref());
        self.pen == Pen::Writing
            && self.line == Line::Free
            && self.differs(tried.unwrap_or(&self.kept))
    }

    /// How long after `now_ms` a draft has to go, where one has to.
    #[must_use]
    pub fn draft_due(&self, now_ms: u64) -> Option<Duration> {
        if !self.waits_to_be_drafted() {
            return None;
        }
        let due = self.handed_over_at.map_or(now_ms, |at| at + AUTOSAVE_MS);
        Some(Duration::from_millis(due.saturating_sub(now_ms)))
    }

    /// The draft that has to go now, where one has to: what was typed since the last one, once
    /// that is a second old and has arrived.
    #[must_use]
    pub fn draft(&mut self, now_ms: u64) -> Option<Draft> {
        (self.draft_due(now_ms)? == Duration::ZERO).then(|| self.hand_over(now_ms))
    }

    /// What was typed and is not in the file yet, whenever the last draft went and whether or
    /// not it could be kept.
    #[must_use]
    pub fn last_draft(&mut self, now_ms: u64) -> Option<Draft> {
        let there = match self.line {
            Line::Busy => self.handed_over.as_ref(),
            Line::Free | Line::Closed => self.drafted.as_ref(),
        };
        let is_wanted = self.pen == Pen::Writing && self.differs(there.unwrap_or(&self.kept));
        is_wanted.then(|| self.hand_over(now_ms))
    }

    fn hand_over(&mut self, now_ms: u64) -> Draft {
        let (text, kind) = self.now();
        let text = text.to_owned();
        self.handed_over = Some((text.clone(), kind));
        self.handed_over_at = Some(now_ms);
        self.line = Line::Busy;
        Draft {
            target: self.target,
            kind,
            text,
        }
    }
}
