//! The reviewer's desk: codings one after the other, with what their code means and what was
//! said of them; each verdict goes on to the next.

mod draw;

use std::collections::BTreeSet;

use ratatui::layout::Size;

use crate::model::review::{Amendment, Judgement};
use crate::model::{CodeId, CodingId, Edit, InterviewId, Span, Status};
use crate::study::{Loaded, Queue, ReviewItem};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::Job;
use crate::tui::layout;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::palette::Palette;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::screens::coding::End;
use crate::tui::widgets::filter::Filter;

use super::quoted::{Asked, Beside, Ends, Moved};
use super::worklist::{Item, Worklist};

pub(in crate::tui) use draw::{draw, title};

/// The codings with a cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// The codings.
    pub list: Worklist<ReviewItem>,
    /// Which of them are shown.
    pub only: Only,
    /// What is read beside the one under the cursor.
    pub beside: Beside,
    /// Why, for the next verdict.
    pub reason: String,
    /// The passage whose ends are being moved.
    pub ends: Option<Ends>,
}

/// Which codings are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// Those that wait for a word, or those made under an older definition.
    pub queue: Queue,
    /// Those that stand so, whatever the queue.
    pub status: Option<Status>,
    /// Those of this code.
    pub code: Option<CodeId>,
    /// Those of this interview.
    pub interview: Option<InterviewId>,
    /// Those by this coder.
    pub coder: Option<String>,
}

/// Statuses that can be looked at one by one, in this order.
const STATUSES: [Status; 6] = [
    Status::Suggested,
    Status::Coded,
    Status::Asked,
    Status::Accepted,
    Status::Amended,
    Status::Rejected,
];

impl Only {
    fn shows(&self, it: &ReviewItem) -> bool {
        let of_queue = match (self.queue, self.status) {
            (_, Some(status)) => it.status == status,
            (Queue::Waiting, None) => it.is_waiting(),
            (Queue::Outdated, None) => it.outdated.is_some() && it.status != Status::Rejected,
        };
        of_queue && self.beside_queue(it)
    }

    /// What is shown of every queue.
    fn beside_queue(&self, it: &ReviewItem) -> bool {
        self.code.is_none_or(|code| it.code == code)
            && self.interview.is_none_or(|id| it.interview == id)
            && self.coder.as_ref().is_none_or(|coder| it.coder == *coder)
    }
}

impl Item for ReviewItem {
    type Id = CodingId;

    fn id(&self) -> CodingId {
        self.coding
    }

    fn passes(&self, filter: &Filter) -> bool {
        let words = [
            &self.words,
            &self.interview_name,
            &self.coder,
            &self.public_id,
            &self.name,
        ];
        filter.passes(words.map(String::as_str))
    }

    fn is_open(&self) -> bool {
        self.is_waiting() || self.outdated.is_some()
    }
}

impl Review {
    /// The codings that wait in a queue, not asked for yet.
    #[must_use]
    pub fn of(queue: Queue) -> Self {
        let only = Only {
            queue,
            ..Only::default()
        };
        Self {
            only,
            ..Self::default()
        }
    }

    /// Asks for the codings; those before stay in view meanwhile.
    pub fn ask(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::Review);
        self.list.ticket = ticket;
        effect
    }

    /// What has to be read beside the coding under the cursor.
    pub fn wants(&mut self, desk: &mut Desk) -> Option<Effect> {
        let asked = self.list.here().map(|it| Asked {
            codings: [Some(it.coding), None],
            interview: it.interview,
            hull: it.span,
            dispute: None,
        });
        self.beside.wants(desk, asked)
    }

    /// How many of those that pass the filters have had a last word, and how many wait.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let all = self.list.all.iter().flatten();
        let passing = all.filter(|it| self.only.beside_queue(it));
        let (waiting, done): (Vec<_>, Vec<_>) = passing.partition(|it| it.is_waiting());
        (done.len(), waiting.len())
    }

    /// Keeps the cursor on its coding and in view.
    pub fn settle(&mut self, size: Size) {
        let only = self.only.clone();
        // As they were read: by interview and text.
        self.list.settle(height(size), |it| only.shows(it), |_| ());
        if self.ends.is_some() && self.list.is_empty() {
            self.ends = None;
        }
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Vec<Effect> {
        if self.ends.is_some() {
            return self.move_ends(command).into_iter().collect();
        }
        if self.list.moved(command, height(desk.size)) {
            return Vec::new();
        }
        match command {
            Command::Outdated => {
                self.only.queue = match self.only.queue {
                    Queue::Waiting => Queue::Outdated,
                    Queue::Outdated => Queue::Waiting,
                };
                self.only.status = None;
                self.list.look_again();
            }
            Command::FilterStatus => {
                let place = STATUSES.iter().position(|it| Some(*it) == self.only.status);
                self.only.status = STATUSES.get(place.map_or(0, |place| place + 1)).copied();
                self.list.look_again();
            }
            Command::FilterCoder => self.next_coder(),
            Command::FilterCode if self.only.code.is_some() => {
                self.only.code = None;
                self.list.look_again();
            }
            Command::FilterInterview if self.only.interview.is_some() => {
                self.only.interview = None;
                self.list.look_again();
            }
            _ => return self.on_coding(loaded, desk, command).into_iter().collect(),
        }
        Vec::new()
    }

    /// A command about the coding under the cursor.
    fn on_coding(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Option<Effect> {
        let Some(it) = self.list.here() else {
            desk.remark = self.why_not(command);
            return None;
        };
        match command {
            Command::Open => {
                desk.go = Some(Go::Interview {
                    id: it.interview,
                    at: Some(it.span),
                });
            }
            Command::FilterCode => {
                self.only.code = Some(it.code);
                self.list.look_again();
            }
            Command::FilterInterview => {
                self.only.interview = Some(it.interview);
                self.list.look_again();
            }
            Command::Reason => {
                desk.open = Some(Overlay::Prompt(Prompt::reason(&self.reason)));
            }
            Command::PutAside => self.list.put_aside(),
            Command::OtherCode => {
                desk.open = Some(Overlay::Palette(Palette::other(loaded, Some(it.code))));
            }
            Command::Boundaries => {
                let around = self.beside.of([Some(it.coding), None])?;
                self.ends = around.excerpt.inside(it.span).map(|span| Ends {
                    span,
                    moving: End::End,
                });
            }
            Command::AcceptCoding if it.outdated.is_some() && it.status != Status::Suggested => {
                return Some(self.judge(it, Judgement::Keep, "said-kept"));
            }
            Command::AcceptCoding => {
                return Some(self.judge(it, Judgement::Accept, "said-accepted"));
            }
            Command::RejectCoding => {
                return Some(self.judge(it, Judgement::Reject, "said-rejected"));
            }
            Command::AskBack => return Some(self.judge(it, Judgement::Ask, "said-asked")),
            _ => {}
        }
        None
    }

    fn judge(&self, it: &ReviewItem, judgement: Judgement, said: &'static str) -> Effect {
        let edit = Edit::Judge {
            codings: vec![it.coding],
            judgement,
            reason: self.reason.trim().to_owned(),
        };
        let said = Message::new(said)
            .with("code", format!("{} {}", it.public_id, it.name))
            .with("coder", &it.coder);
        Effect::edit(edit, said)
    }

    /// The effect that gives the coding under the cursor another code.
    #[must_use]
    pub fn amend_to(&self, code: CodeId) -> Option<Effect> {
        let it = self.list.here()?;
        Some(self.amend(it, Some(code), None))
    }

    fn amend(&self, it: &ReviewItem, code: Option<CodeId>, span: Option<Span>) -> Effect {
        let edit = Edit::Amend {
            coding: it.coding,
            to: Amendment { code, span },
            reason: self.reason.trim().to_owned(),
        };
        let said = Message::new("said-amended").with("coder", &it.coder);
        Effect::edit(edit, said)
    }

    fn move_ends(&mut self, command: Command) -> Option<Effect> {
        let ends = self.ends.take()?;
        let it = self.list.here()?;
        let excerpt = &self.beside.of([Some(it.coding), None])?.excerpt;
        match ends.update(&excerpt.text, command) {
            Moved::Going(now) => self.ends = Some(now),
            Moved::Cancelled => {}
            Moved::Done(span) => {
                let span = excerpt.outside(span)?;
                return (span != it.span).then(|| self.amend(it, None, Some(span)));
            }
        }
        None
    }

    /// Follows a verdict that is durable: the coding stands as it says, the cursor goes on.
    pub fn ruled(&mut self, edit: &Edit) {
        let here = self.list.here().map(|it| it.coding);
        let (coding, ruling) = match edit {
            Edit::Judge {
                codings, judgement, ..
            } => (codings.first().copied(), Some(judgement.ruling())),
            Edit::Amend { coding, .. } => (Some(*coding), None),
            _ => return,
        };
        self.reason.clear();
        if coding != here {
            return;
        }
        self.list.decided();
        if let (Some(it), Some(ruling)) = (self.list.here_mut(), ruling) {
            it.status = ruling.leaves(it.status);
            it.outdated = None;
        }
    }

    /// Shows codings by the next coder who has some, then everybody's again.
    fn next_coder(&mut self) {
        let all = self.list.all.iter().flatten();
        let coders: BTreeSet<&String> = all.map(|it| &it.coder).collect();
        let next = match &self.only.coder {
            None => coders.iter().next(),
            Some(now) => coders.iter().find(|coder| **coder > now),
        };
        self.only.coder = next.map(|coder| (*coder).clone());
        self.list.look_again();
    }

    /// Why a command would do nothing now; `None` where it does something.
    #[must_use]
    pub fn why_not(&self, command: Command) -> Option<Message> {
        let of_coding = [
            Command::AcceptCoding,
            Command::RejectCoding,
            Command::AskBack,
            Command::OtherCode,
            Command::Boundaries,
            Command::Reason,
            Command::PutAside,
            Command::NextOpen,
            Command::PreviousOpen,
            Command::Open,
        ];
        let none_here = of_coding.contains(&command) && self.list.here().is_none();
        none_here.then(|| Message::new("say-nothing-to-review"))
    }
}

/// Codings in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::review(size).list.height)
}
