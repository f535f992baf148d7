//! Codes for all hits of a search, shown before they are given.
//!
//! The hits can be widened to sentences, lines or turns and single ones left out.
//! What the person gave after looking at it is coded; where they did not look they can
//! have it suggested, so that it counts only once somebody accepts it. Either way it is
//! one step.

use std::collections::BTreeSet;

use ratatui::layout::Size;

use crate::model::edit::ManyCodings;
use crate::model::{CodeId, Edit, InterviewId, Span, Status};
use crate::study::{Found, HitUnit, Loaded, Wanted};
use crate::text::Query;
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::{Job, Ticket};
use crate::tui::overlays::preview;
use crate::tui::screens::coding;
use crate::tui::widgets::list::List;

/// Rows of the pop-up beside the hits: its frame, what is set, a rule, the keys.
const FRAME: u16 = 6;

/// Hits of one interview that are listed and can be left out.
const N_ROWS: usize = 500;

/// Codes and the hits that shall get them.
#[derive(Clone, Debug, PartialEq)]
pub struct Hits {
    /// The query.
    pub query: Query,
    /// Only in this interview.
    pub interview: Option<InterviewId>,
    /// The codes.
    pub codes: Vec<CodeId>,
    /// What a hit is widened to.
    pub unit: HitUnit,
    /// Where the codings will stand.
    pub status: Status,
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// The hits; `None` until they are found.
    pub found: Option<Found>,
    /// The hits that are listed, by interview and place in the answer.
    pub listed: Vec<(usize, usize)>,
    /// Hits that get nothing, in the same way.
    pub left_out: BTreeSet<(usize, usize)>,
    /// The row under the cursor.
    pub list: List,
}

/// What the pop-up decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Nothing yet; maybe hits have to be found anew.
    Open(Option<Effect>),
    /// The codes are given.
    Given(Effect),
    /// Closed without a change.
    Closed,
}

impl Hits {
    /// The pop-up, and the effect that finds the hits for it.
    #[must_use]
    pub fn new(
        query: Query,
        interview: Option<InterviewId>,
        codes: Vec<CodeId>,
        desk: &mut Desk,
    ) -> (Self, Effect) {
        let mut hits = Self {
            query,
            interview,
            codes,
            unit: HitUnit::Match,
            status: Status::Coded,
            ticket: Ticket::default(),
            found: None,
            listed: Vec::new(),
            left_out: BTreeSet::new(),
            list: List::default(),
        };
        let effect = hits.request(desk);
        (hits, effect)
    }

    fn request(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::Hits(Wanted {
            query: self.query.clone(),
            unit: self.unit,
            interview: self.interview,
            n_rows: N_ROWS,
        }));
        self.ticket = ticket;
        self.found = None;
        self.listed.clear();
        self.left_out.clear();
        self.list = List::default();
        effect
    }

    /// Takes in what was found.
    pub fn answered(&mut self, found: Found) {
        let groups = found.groups.iter().enumerate();
        self.listed = groups
            .flat_map(|(place, group)| (0..group.rows.len()).map(move |hit| (place, hit)))
            .collect();
        self.found = Some(found);
    }

    /// Hits that get the codes.
    #[must_use]
    pub fn n_taken(&self) -> usize {
        let all = self.found.as_ref().map_or(0, |found| found.n_hits);
        all - self.left_out.len().min(all)
    }

    /// Hits that are not listed; they get the codes too.
    #[must_use]
    pub fn n_unlisted(&self) -> usize {
        let all = self.found.as_ref().map_or(0, |found| found.n_hits);
        all - self.listed.len().min(all)
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        self.list.keep(self.listed.len(), n_rows(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Choice {
        let (len, height) = (self.listed.len(), n_rows(desk.size));
        if self.list.moved(command, len, height) {
            return Choice::Open(None);
        }
        match command {
            Command::Mark => {
                if let Some(hit) = self.listed.get(self.list.at).copied() {
                    if !self.left_out.remove(&hit) {
                        self.left_out.insert(hit);
                    }
                    self.list.step(1, len, height);
                }
            }
            Command::OtherEnd => {
                self.status = match self.status {
                    Status::Suggested => Status::Coded,
                    _ => Status::Suggested,
                };
            }
            Command::Finer | Command::Coarser => {
                let all = HitUnit::ALL;
                let at = all.iter().position(|unit| *unit == self.unit).unwrap_or(0);
                let to = match command {
                    Command::Finer => at.saturating_sub(1),
                    _ => (at + 1).min(all.len() - 1),
                };
                if to != at {
                    self.unit = all[to];
                    return Choice::Open(Some(self.request(desk)));
                }
            }
            Command::Accept => {
                if let Some(effect) = self.give(loaded) {
                    return Choice::Given(effect);
                }
                desk.say(Message::new("say-no-hits"));
            }
            Command::Cancel => return Choice::Closed,
            _ => {}
        }
        Choice::Open(None)
    }

    /// The effect that gives the codes; `None` while there is nothing to give them to.
    fn give(&self, loaded: &Loaded) -> Option<Effect> {
        let found = self.found.as_ref()?;
        let passages: Vec<(InterviewId, Vec<Span>)> = found
            .groups
            .iter()
            .enumerate()
            .map(|(place, group)| {
                let taken = group
                    .spans
                    .iter()
                    .enumerate()
                    .filter(|(hit, _)| !self.left_out.contains(&(place, *hit)))
                    .map(|(_, span)| *span);
                (group.interview, taken.collect())
            })
            .filter(|(_, spans): &(_, Vec<Span>)| !spans.is_empty())
            .collect();
        if passages.is_empty() {
            return None;
        }
        let key = match self.status {
            Status::Suggested => "said-suggested-hits",
            _ => "said-coded-hits",
        };
        let names: Vec<String> = self
            .codes
            .iter()
            .map(|code| coding::name(loaded, *code))
            .collect();
        let edit = Edit::CodePassages(ManyCodings {
            passages,
            codes: self.codes.clone(),
            status: self.status,
        });
        let said = Message::new(key).with("code", names.join(", "));
        Some(Effect::edit(edit, said))
    }
}

/// Rows of hits on a screen of that size.
#[must_use]
pub fn n_rows(size: Size) -> usize {
    usize::from(height(size).saturating_sub(FRAME))
}

/// Rows of the pop-up on a screen of that size.
#[must_use]
pub fn height(size: Size) -> u16 {
    preview::room(size)
}
