//! All memos of the study, from which one goes to where each hangs.
//!
//! What somebody was typing when the program was cut off stands above them, until it is
//! written or given up.

mod draw;

use ratatui::layout::Size;

use crate::model::{Edit, MemoId, MemoKind, MemoTarget};
use crate::study::{Loaded, MemoPlace, Memos as All};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::Ticket;
use crate::tui::layout;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::overlays::picker::Picker;
use crate::tui::screens::coding;
use crate::tui::times::day_and_time;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;

pub use draw::{draw, kind_words, place_words, title};

/// Rows of each memo on screen: where it hangs, then how it begins.
pub(super) const ROWS: usize = 2;

/// The memos with a cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Memos {
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// The memos; `None` until they are read.
    pub all: Option<Vec<Row>>,
    /// Words that a memo, or what is said of it, must hold.
    pub filter: Filter,
    /// The kind that is shown; `None` shows all.
    pub kind: Option<MemoKind>,
    /// The coder whose memos are shown; `None` shows everybody's.
    pub coder: Option<String>,
    /// The row under the cursor.
    pub list: List,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whether it is a memo of the study.
    pub stands: Stands,
    /// What it is about.
    pub target: MemoTarget,
    /// Where that is; `None` where it is gone.
    pub place: Option<MemoPlace>,
    /// What sort of thinking it holds.
    pub kind: MemoKind,
    /// Whose it is.
    pub coder: String,
    /// Its words.
    pub text: String,
    /// When it was written, on this machine's clock; empty where nobody said.
    pub at: String,
}

/// Whether a row is a memo of the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is.
    Written(MemoId),
    /// It was being typed when the program was cut off.
    Draft,
}

impl Row {
    /// The rows of all memos and of the coder's drafts, which stand first.
    #[must_use]
    pub fn all(memos: All, coder: &str) -> Vec<Self> {
        let drafts = memos.drafts.into_iter().map(|it| Self {
            stands: Stands::Draft,
            target: it.kept.draft.target,
            place: it.place,
            kind: it.kept.draft.kind,
            coder: coder.to_owned(),
            text: it.kept.draft.text,
            at: day_and_time(it.kept.at_ms),
        });
        let written = memos.written.into_iter().map(|it| Self {
            stands: Stands::Written(it.memo.id),
            target: it.memo.target,
            place: Some(it.place),
            kind: it.memo.kind,
            coder: it.memo.coder,
            text: it.memo.text,
            at: it.memo.written_ms.map_or_else(String::new, day_and_time),
        });
        drafts.chain(written).collect()
    }
}

impl Memos {
    /// The memos, asked for under a ticket.
    #[must_use]
    pub fn new(ticket: Ticket) -> Self {
        Self {
            ticket,
            all: None,
            filter: Filter::default(),
            kind: None,
            coder: None,
            list: List::default(),
        }
    }

    /// Takes in what was read; the cursor stays on its memo, or goes to the only one that was
    /// not there before: written just now, or brought back.
    pub fn read(&mut self, loaded: &Loaded, all: Vec<Row>) {
        let mut now = self.under_cursor(loaded).map(Row::identity);
        if let Some(before) = &self.all {
            let was_there = |row: &&Row| before.iter().any(|it| it.identity() == row.identity());
            let mut new = all.iter().filter(|row| !was_there(row));
            if let (Some(only), None) = (new.next(), new.next()) {
                now = Some(only.identity());
            }
        }
        self.all = Some(all);
        let mut shown = self.shown(loaded).into_iter();
        if let Some(place) = shown.position(|row| Some(row.identity()) == now) {
            self.list.at = place;
        }
    }

    /// The memos that pass the filters, drafts first.
    #[must_use]
    pub fn shown(&self, loaded: &Loaded) -> Vec<&Row> {
        self.all
            .iter()
            .flatten()
            .filter(|row| self.kind.is_none_or(|kind| row.kind == kind))
            .filter(|row| self.coder.as_ref().is_none_or(|it| row.coder == *it))
            .filter(|row| passes(&self.filter, loaded, row))
            .collect()
    }

    /// The memo under the cursor.
    #[must_use]
    pub fn under_cursor(&self, loaded: &Loaded) -> Option<&Row> {
        self.shown(loaded).get(self.list.at).copied()
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, loaded: &Loaded, size: Size) {
        let len = self.shown(loaded).len();
        self.list.keep(len, height(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Vec<Effect> {
        let len = self.shown(loaded).len();
        if self.list.moved(command, len, height(desk.size)) {
            return Vec::new();
        }
        match command {
            Command::FilterKind => {
                self.kind = match self.kind {
                    None => Some(MemoKind::ALL[0]),
                    Some(kind) => Some(kind.after()).filter(|next| *next != MemoKind::ALL[0]),
                };
                return Vec::new();
            }
            Command::FilterCoder => {
                self.next_coder();
                return Vec::new();
            }
            _ => {}
        }
        match self.under_cursor(loaded) {
            Some(row) => row.update(loaded, desk, command),
            None => Vec::new(),
        }
    }

    /// Why a command would do nothing now; `None` where it does something.
    #[must_use]
    pub fn why_not(&self, loaded: &Loaded, command: Command) -> Option<Message> {
        let of_memo = [
            Command::Open,
            Command::EditMemo,
            Command::MemoKind,
            Command::RemoveMemo,
        ];
        if !of_memo.contains(&command) {
            return None;
        }
        match self.under_cursor(loaded) {
            None => Some(Message::new("say-no-memo-here")),
            Some(row) if matches!(command, Command::MemoKind | Command::RemoveMemo) => {
                row.of_others(loaded)
            }
            Some(_) => None,
        }
    }

    /// Shows the memos of the next coder who has some, then everybody's again.
    fn next_coder(&mut self) {
        let rows = self.all.iter().flatten();
        let mut coders: Vec<&String> = rows.map(|row| &row.coder).collect();
        coders.sort();
        coders.dedup();
        let next = match &self.coder {
            None => coders.first(),
            Some(now) => coders.iter().find(|coder| **coder > now),
        };
        self.coder = next.map(|coder| (*coder).clone());
    }
}

impl Row {
    fn identity(&self) -> (Stands, MemoTarget) {
        (self.stands, self.target)
    }

    /// Carries a command out on the memo.
    fn update(&self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Vec<Effect> {
        let target = self.target;
        match (command, self.stands) {
            (Command::Open, Stands::Written(_)) => {
                let go = self.place.as_ref().and_then(go_to);
                if go.is_none() {
                    return vec![self.opened()];
                }
                desk.go = go;
            }
            (Command::Open | Command::MemoKind, Stands::Draft) | (Command::EditMemo, _) => {
                return vec![self.opened()];
            }
            (Command::MemoKind | Command::RemoveMemo, _) if self.coder != loaded.coder => {
                desk.remark = self.of_others(loaded);
            }
            (Command::MemoKind, Stands::Written(_)) => {
                let picker = Picker::memo_kinds(target, self.kind);
                desk.open = Some(Overlay::Picker(picker));
            }
            (Command::RemoveMemo, Stands::Written(_)) => {
                let edit = Edit::WriteMemo {
                    target,
                    kind: self.kind,
                    text: String::new(),
                };
                return vec![Effect::edit(edit, Message::new("said-memo-removed"))];
            }
            (Command::RemoveMemo, Stands::Draft) => {
                let confirm = Confirm::drop_draft(target);
                desk.open = Some(Overlay::Confirm(Box::new(confirm)));
            }
            _ => {}
        }
        Vec::new()
    }

    /// That it is another coder's, where it is.
    fn of_others(&self, loaded: &Loaded) -> Option<Message> {
        (self.coder != loaded.coder)
            .then(|| Message::new("say-memo-of-others").with("coder", &self.coder))
    }

    /// The effect that opens it, to be written where it is the acting coder's.
    fn opened(&self) -> Effect {
        Effect::OpenMemo {
            target: self.target,
            whose: Some(self.coder.clone()),
        }
    }
}

/// Where a memo leads; one on the study leads nowhere.
fn go_to(place: &MemoPlace) -> Option<Go> {
    match (place.interview, place.code) {
        (Some(id), _) => Some(Go::Interview { id, at: place.span }),
        (None, Some(code)) => Some(Go::Codebook(code)),
        (None, None) => None,
    }
}

/// Whether a memo, its coder or the names and words of its place hold the words.
fn passes(filter: &Filter, loaded: &Loaded, row: &Row) -> bool {
    let place = row.place.as_ref();
    let interview = place.and_then(|place| place.interview);
    let interview = interview.and_then(|id| loaded.interviews.iter().find(|it| it.id == id));
    let code = place.and_then(|place| place.code);
    let code = code.map(|code| coding::name(loaded, code));
    let words = [row.text.as_str(), &row.coder]
        .into_iter()
        .chain(place.map(|place| place.words.as_str()))
        .chain(interview.map(|it| it.name.as_str()))
        .chain(code.as_deref());
    filter.passes(words)
}

/// Memos in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::memos(size).list.height) / ROWS
}
