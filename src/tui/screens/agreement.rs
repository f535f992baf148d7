//! How far coders agree, code by code, with bars and intervals; every row leads to the
//! passages on which they differ.
//!
//! Unit, coders and level are chosen here; each choice is computed anew by the worker
//! while the figures before it stay in view.

mod draw;

use ratatui::layout::Size;

use crate::analysis::agreement::Measure;
use crate::study::{
    Agreement as Figures, AgreementRequest, AgreementRow, AgreementUnit, Measures, Work,
};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Job, Ticket};
use crate::tui::layout;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::foot;
use crate::tui::widgets::list::List;

pub(in crate::tui) use draw::title;

/// What is compared, as chosen on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// On what.
    pub unit: AgreementUnit,
    /// Two coders; with none everybody who has gone through an interview.
    pub pair: Option<(String, String)>,
    /// Levels shown, from 1; deeper codes are counted into theirs. `None` shows all.
    pub level: Option<u16>,
    /// Whether before or after disagreements were settled.
    pub work: Work,
}

impl Choice {
    /// The comparison as the study is asked for it.
    #[must_use]
    pub fn request(&self) -> AgreementRequest {
        let pair = self.pair.iter();
        AgreementRequest {
            unit: self.unit,
            coders: pair.flat_map(|(a, b)| [a.clone(), b.clone()]).collect(),
            measures: Measures::These(MEASURES.to_vec()),
            level: self.level,
            work: self.work,
            ..AgreementRequest::default()
        }
    }
}

/// The measures of the screen; those for two coders stay empty for more.
pub(super) const MEASURES: [Measure; 6] = [
    Measure::KrippendorffAlpha,
    Measure::Percent,
    Measure::PPos,
    Measure::CohenKappa,
    Measure::FleissKappa,
    Measure::GwetAc1,
];

/// Order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As in the codebook.
    #[default]
    Codebook,
    /// The lowest alpha first, codes without one last.
    Lowest,
    /// The most units on which coders differ first.
    Differences,
}

/// The table with a cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// The request whose answer counts; `None` while nothing is awaited.
    pub awaited: Option<Ticket>,
    /// What is compared.
    pub choice: Choice,
    /// The figures; while others are awaited, those before.
    pub figures: Option<Box<Figures>>,
    /// Why there are none.
    pub why_none: Option<Message>,
    /// Codes done, and codes in all, where it takes long.
    pub progress: Option<(usize, usize)>,
    /// Everybody who can be compared.
    pub everybody: Vec<String>,
    /// Order of the rows.
    pub order: Order,
    /// Words that a row must hold.
    pub filter: Filter,
    /// The row under the cursor.
    pub list: List,
}

/// Rows above the first code: headings.
pub(super) const HEAD: u16 = 1;
/// Notes under the table: the mean, and what was compared.
const NOTES: usize = 5;

impl Agreement {
    /// Asks for the figures of what is chosen.
    pub fn ask(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::Agreement(self.choice.clone()));
        self.awaited = Some(ticket);
        self.progress = None;
        effect
    }

    /// Takes the figures in.
    pub fn answered(&mut self, outcome: Result<Figures, Trouble>) {
        self.awaited = None;
        self.progress = None;
        match outcome {
            Ok(figures) => {
                if self.choice.pair.is_none() {
                    self.everybody.clone_from(&figures.coders);
                }
                self.why_none = None;
                self.figures = Some(Box::new(figures));
            }
            Err(trouble) => {
                self.figures = None;
                self.why_none = Some(trouble.what);
            }
        }
    }

    /// The effect that stops what nobody waits for any more.
    #[must_use]
    pub fn leave(&self) -> Option<Effect> {
        self.awaited.map(Effect::Stop)
    }

    /// The rows in order.
    #[must_use]
    pub fn shown(&self) -> Vec<&AgreementRow> {
        let mut rows: Vec<&AgreementRow> = self
            .figures
            .iter()
            .flat_map(|figures| &figures.rows)
            .filter(|row| self.filter.passes([row.public_id.as_str(), &row.path]))
            .collect();
        match self.order {
            Order::Codebook => {}
            Order::Lowest => {
                let alpha = |row: &AgreementRow| {
                    let estimate = row.of.estimates.first();
                    estimate.map_or(f64::INFINITY, |it| it.value.unwrap_or(f64::INFINITY))
                };
                rows.sort_by(|a, b| alpha(a).total_cmp(&alpha(b)));
            }
            Order::Differences => {
                let differing = |row: &AgreementRow| row.of.sums.units.differing_share;
                rows.sort_by(|a, b| differing(b).total_cmp(&differing(a)));
            }
        }
        rows
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        let len = self.shown().len();
        self.list.keep(len, height(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, desk: &mut Desk, command: Command) -> Option<Effect> {
        let len = self.shown().len();
        if self.list.moved(command, len, height(desk.size)) {
            return None;
        }
        match command {
            Command::Open => {
                let code = self.shown().get(self.list.at).map(|row| row.code);
                desk.go = code.map(|code| Go::Differences {
                    code,
                    choice: Box::new(self.choice.clone()),
                });
                return None;
            }
            Command::Sort => {
                self.order = match self.order {
                    Order::Codebook => Order::Lowest,
                    Order::Lowest => Order::Differences,
                    Order::Differences => Order::Codebook,
                };
                self.list = List::default();
                return None;
            }
            Command::Unit => {
                let all = AgreementUnit::ALL;
                let place = all.iter().position(|it| *it == self.choice.unit);
                self.choice.unit = all[(place.unwrap_or(0) + 1) % all.len()];
            }
            Command::AfterSettling => {
                self.choice.work = match self.choice.work {
                    Work::AsCoded => Work::Settled,
                    Work::Settled => Work::AsCoded,
                };
            }
            Command::FirstCoder => self.next_coder(Place::First),
            Command::SecondCoder => self.next_coder(Place::Second),
            Command::Level => self.next_level(),
            _ => return None,
        }
        Some(self.ask(desk))
    }

    /// Puts the next coder in the first or the second place. After the last one the second
    /// place holds everybody again.
    fn next_coder(&mut self, place: Place) {
        let n = self.everybody.len();
        let at = |name: &String| self.everybody.iter().position(|it| it == name);
        let pair = self
            .choice
            .pair
            .as_ref()
            .and_then(|(a, b)| Some((at(a)?, at(b)?)));
        let next = match (pair, place) {
            _ if n < 2 => None,
            (None, _) => Some((0, 1)),
            (Some((a, b)), Place::First) => {
                let mut a = (a + 1) % n;
                if a == b {
                    a = (a + 1) % n;
                }
                Some((a, b))
            }
            (Some((a, b)), Place::Second) => {
                (b + 1..n).find(|other| *other != a).map(|other| (a, other))
            }
        };
        self.choice.pair =
            next.map(|(a, b)| (self.everybody[a].clone(), self.everybody[b].clone()));
    }

    fn next_level(&mut self) {
        let n_levels = self.figures.iter().map(|it| it.levels.len()).max();
        let deepest = u16::try_from(n_levels.unwrap_or(0)).unwrap_or(u16::MAX);
        self.choice.level = match self.choice.level {
            None if deepest > 1 => Some(1),
            Some(level) if level + 1 < deepest => Some(level + 1),
            _ => None,
        };
        self.list = List::default();
    }
}

/// The place of a coder in a pair.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Second,
}

/// Rows of the list in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(
        layout::frame(size)
            .body
            .height
            .saturating_sub(foot::rows(NOTES) + HEAD),
    )
}
