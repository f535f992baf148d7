//! Where two coders part: both codings side by side, what differs, what the codebook says to
//! it and how the like was settled before; each decision goes on to the next.

mod draw;

use std::collections::BTreeSet;

use ratatui::layout::Size;

use crate::model::review::{Outcome, Settlement};
use crate::model::{CodeId, CodingId, Edit, InterviewId, SettlementId, Span, Uid};
use crate::study::{Disagreement, Loaded, Side};
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

/// The disagreements with a cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Disagreements {
    /// The disagreements.
    pub list: Worklist<Disagreement>,
    /// Which of them are shown.
    pub only: Only,
    /// Their order.
    pub order: Order,
    /// What is read beside the one under the cursor.
    pub beside: Beside,
    /// Why, for the next decision.
    pub reason: String,
    /// The passage whose ends are being moved.
    pub ends: Option<Ends>,
    /// The passage that another code shall have.
    pub span: Option<Span>,
    /// The place that the cursor goes to when they are read.
    pub wanted: Option<(InterviewId, Span)>,
}

/// Which disagreements are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// Whether they are settled.
    pub standing: Standing,
    /// Those in which one of the two has this code.
    pub code: Option<CodeId>,
    /// Those of this interview.
    pub interview: Option<InterviewId>,
    /// Those between these two.
    pub coders: Option<[String; 2]>,
}

/// Whether a disagreement is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Either.
    #[default]
    All,
    /// It is not.
    Open,
    /// It is.
    Settled,
}

/// The order of disagreements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By interview, as in the text.
    #[default]
    Interview,
    /// By the codes in dispute.
    Code,
    /// By the two coders.
    Coders,
}

impl Only {
    fn shows(&self, it: &Disagreement) -> bool {
        let stands = match self.standing {
            Standing::All => true,
            Standing::Open => it.settled.is_none(),
            Standing::Settled => it.settled.is_some(),
        };
        stands && self.beside_standing(it)
    }

    /// What is shown whether settled or not.
    fn beside_standing(&self, it: &Disagreement) -> bool {
        self.code
            .is_none_or(|code| sides(it).any(|side| side.code == code))
            && self.interview.is_none_or(|id| it.interview == id)
            && self
                .coders
                .as_ref()
                .is_none_or(|coders| it.coders == *coders)
    }
}

/// The sides that have something there, the first coder's before the second's.
fn sides(it: &Disagreement) -> impl Iterator<Item = &Side> {
    it.a.iter().chain(&it.b)
}

/// From the first character that either coded to the last.
fn hull(it: &Disagreement) -> Option<Span> {
    let start = sides(it).map(|side| side.span.start().0).min()?;
    let end = sides(it).map(|side| side.span.end().0).max()?;
    Span::within(u32::MAX, start, end).ok()
}

impl Item for Disagreement {
    type Id = [Option<CodingId>; 2];

    fn id(&self) -> Self::Id {
        [&self.a, &self.b].map(|side| side.as_ref().map(|side| side.coding))
    }

    fn passes(&self, filter: &Filter) -> bool {
        let words = sides(self).flat_map(|side| [&side.words, &side.public_id, &side.name]);
        let words = words.chain([&self.interview_name]).chain(&self.coders);
        filter.passes(words.map(String::as_str))
    }

    fn is_open(&self) -> bool {
        self.settled.is_none()
    }
}

impl Disagreements {
    /// Those about a code, with the cursor at a place where it is in dispute.
    #[must_use]
    pub fn about(code: CodeId, interview: InterviewId, span: Span) -> Self {
        Self {
            only: Only {
                code: Some(code),
                ..Only::default()
            },
            wanted: Some((interview, span)),
            ..Self::default()
        }
    }

    /// Asks for the disagreements; those before stay in view meanwhile.
    pub fn ask(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::Disagreements);
        self.list.ticket = ticket;
        effect
    }

    /// Takes in what was read; says where nothing is in dispute at the place that was wanted.
    pub fn read(&mut self, all: Vec<Disagreement>) -> Option<Message> {
        let open = all.iter().find(|it| it.is_open()).map(Item::id);
        let begins = self.list.all.is_none();
        let place = self.wanted.take();
        let wanted = place.and_then(|(interview, span)| {
            let there = |it: &&Disagreement| {
                it.interview == interview
                    && self.only.beside_standing(it)
                    && hull(it)
                        .is_some_and(|hull| hull.start() < span.end() && span.start() < hull.end())
            };
            all.iter().find(there).map(Item::id)
        });
        self.list.read(all);
        let nothing_there = place.is_some() && wanted.is_none();
        if let Some(id) = wanted.or(open.filter(|_| begins)) {
            self.list.go_to(id);
        }
        self.beside.changed();
        nothing_there.then(|| Message::new("say-no-dispute-there"))
    }

    /// What has to be read beside the disagreement under the cursor.
    pub fn wants(&mut self, desk: &mut Desk) -> Option<Effect> {
        let asked = self.list.here().and_then(|it| {
            Some(Asked {
                codings: it.id(),
                interview: it.interview,
                hull: hull(it)?,
                dispute: Some(it.dispute()),
            })
        });
        self.beside.wants(desk, asked)
    }

    /// How many of those that pass the filters are settled, and how many are not.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let all = self.list.all.iter().flatten();
        let passing = all.filter(|it| self.only.beside_standing(it));
        let (open, settled): (Vec<_>, Vec<_>) = passing.partition(|it| it.is_open());
        (settled.len(), open.len())
    }

    /// Keeps the cursor on its disagreement and in view.
    pub fn settle(&mut self, size: Size) {
        let (only, order) = (self.only.clone(), self.order);
        let key = |it: &Disagreement| match order {
            Order::Interview => (Vec::new(), Vec::new()),
            Order::Code => (
                sides(it).map(|side| side.public_id.clone()).collect(),
                Vec::new(),
            ),
            Order::Coders => (Vec::new(), it.coders.to_vec()),
        };
        self.list.settle(height(size), |it| only.shows(it), key);
        if self.list.is_empty() {
            self.ends = None;
        }
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Vec<Effect> {
        if self.ends.is_some() {
            return self.move_ends(loaded, desk, command).into_iter().collect();
        }
        if self.list.moved(command, height(desk.size)) {
            self.span = None;
            return Vec::new();
        }
        match command {
            Command::FilterStatus => {
                self.only.standing = match self.only.standing {
                    Standing::All => Standing::Open,
                    Standing::Open => Standing::Settled,
                    Standing::Settled => Standing::All,
                };
            }
            Command::FilterCoder => self.next_coders(),
            Command::GroupRows => {
                self.order = match self.order {
                    Order::Interview => Order::Code,
                    Order::Code => Order::Coders,
                    Order::Coders => Order::Interview,
                };
            }
            Command::FilterCode if self.only.code.is_some() => self.only.code = None,
            Command::FilterInterview if self.only.interview.is_some() => {
                self.only.interview = None;
            }
            Command::FilterCode => {
                let mut codes = self.list.here().into_iter().flat_map(sides);
                self.only.code = codes.next().map(|side| side.code);
            }
            Command::FilterInterview => {
                self.only.interview = self.list.here().map(|it| it.interview);
            }
            Command::ExportDecisions => {
                desk.open = Some(Overlay::Prompt(Prompt::decisions(loaded)));
                return Vec::new();
            }
            _ => return self.on_it(loaded, desk, command).into_iter().collect(),
        }
        self.list.look_again();
        Vec::new()
    }

    /// A command about the disagreement under the cursor.
    fn on_it(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Option<Effect> {
        let Some(it) = self.list.here() else {
            desk.remark = self.why_not(command);
            return None;
        };
        match command {
            Command::Open => {
                let at = sides(it).next().map(|side| side.span);
                desk.go = Some(Go::Interview {
                    id: it.interview,
                    at,
                });
                None
            }
            Command::Reason => {
                desk.open = Some(Overlay::Prompt(Prompt::reason(&self.reason)));
                None
            }
            Command::PutAside => {
                self.list.put_aside();
                self.span = None;
                None
            }
            Command::OtherCode => {
                desk.open = Some(Overlay::Palette(Palette::other(loaded, None)));
                None
            }
            Command::Boundaries => {
                let around = self.beside.of(it.id())?;
                let span = self.span.or(hull(it))?;
                self.ends = around.excerpt.inside(span).map(|span| Ends {
                    span,
                    moving: End::End,
                });
                None
            }
            Command::TakeA => Some(self.take(it, Outcome::A)),
            Command::TakeB => Some(self.take(it, Outcome::B)),
            Command::TakeBoth => Some(self.take(it, both(it))),
            Command::TakeNeither => Some(self.take(it, Outcome::Neither)),
            _ => None,
        }
    }

    fn take(&self, it: &Disagreement, outcome: Outcome) -> Effect {
        // What a coder doesn't have can't stand: taking their side is that nothing stands.
        let outcome = match (outcome, &it.a, &it.b) {
            (Outcome::A, None, _) | (Outcome::B, _, None) => Outcome::Neither,
            (outcome, ..) => outcome,
        };
        let edit = Edit::Settle {
            pair: it.pair,
            outcome,
            reason: self.reason.trim().to_owned(),
        };
        let said = Message::new("said-settled").with("outcome", outcome.name());
        Effect::edit(edit, said)
    }

    /// The effect that has another code stand, on the passage that was chosen, else on the
    /// first coder's, else on the second's.
    #[must_use]
    pub fn other(&self, code: CodeId) -> Option<Effect> {
        let it = self.list.here()?;
        let span = self
            .span
            .or_else(|| sides(it).next().map(|side| side.span))?;
        Some(self.take(it, Outcome::Other { code, span }))
    }

    fn move_ends(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Option<Effect> {
        let ends = self.ends.take()?;
        let it = self.list.here()?;
        let excerpt = &self.beside.of(it.id())?.excerpt;
        match ends.update(&excerpt.text, command) {
            Moved::Going(now) => self.ends = Some(now),
            Moved::Cancelled => self.span = None,
            Moved::Done(span) => {
                self.span = excerpt.outside(span);
                let codes: BTreeSet<CodeId> = sides(it).map(|side| side.code).collect();
                match codes.first().filter(|_| codes.len() == 1) {
                    Some(code) => return self.other(*code),
                    // Which of the two, or which other, has to be said.
                    None => desk.open = Some(Overlay::Palette(Palette::other(loaded, None))),
                }
            }
        }
        None
    }

    /// Follows a decision that is durable: it is shown as settled, the cursor goes on.
    pub fn ruled(&mut self, edit: &Edit, coder: &str) {
        let Edit::Settle {
            pair,
            outcome,
            reason,
        } = edit
        else {
            return;
        };
        self.reason.clear();
        self.span = None;
        if self.list.here().is_none_or(|it| it.pair != *pair) {
            return;
        }
        self.list.decided();
        if let Some(it) = self.list.here_mut() {
            it.settled = Some(Settlement {
                id: SettlementId(Uid([0; 16])),
                interview: it.interview,
                pair: *pair,
                outcome: outcome.name().to_owned(),
                other: None,
                coder: coder.to_owned(),
                reason: reason.clone(),
                codebook: 0,
                at_ms: None,
            });
        }
    }

    /// Shows those between the next two coders who part, then everybody's again.
    fn next_coders(&mut self) {
        let all = self.list.all.iter().flatten();
        let pairs: BTreeSet<&[String; 2]> = all.map(|it| &it.coders).collect();
        let next = match &self.only.coders {
            None => pairs.iter().next(),
            Some(now) => pairs.iter().find(|pair| **pair > now),
        };
        self.only.coders = next.map(|pair| (*pair).clone());
    }

    /// Why a command would do nothing now; `None` where it does something.
    #[must_use]
    pub fn why_not(&self, command: Command) -> Option<Message> {
        let of_one = [
            Command::TakeA,
            Command::TakeB,
            Command::TakeBoth,
            Command::TakeNeither,
            Command::OtherCode,
            Command::Boundaries,
            Command::Reason,
            Command::PutAside,
            Command::NextOpen,
            Command::PreviousOpen,
            Command::Open,
        ];
        let none_here = of_one.contains(&command) && self.list.here().is_none();
        none_here.then(|| Message::new("say-nothing-to-settle"))
    }
}

/// That everything there is stands.
fn both(it: &Disagreement) -> Outcome {
    match (&it.a, &it.b) {
        (Some(_), None) => Outcome::A,
        (None, Some(_)) => Outcome::B,
        _ => Outcome::Both,
    }
}

/// Disagreements in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::disagreements(size).list.height)
}
