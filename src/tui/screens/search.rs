//! The search over the whole study: a field, and what answers to it with each key.
//!
//! What is typed is asked for when it is a query; where it is none the screen says
//! why and keeps the last results. Of a stream of requests only the answer to the
//! latest counts. Results stand by interview, those with most hits first or in the
//! study's order; the cursor stands on hits only.

mod draw;

use ratatui::layout::Size;

use crate::model::{InterviewId, Span};
use crate::study::{Found, HitUnit, Wanted};
use crate::text::query::Query;
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Job, Ticket};
use crate::tui::layout;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;

pub use draw::{Look, hit_line};

/// Rows over the list: the field, a line for what is wrong, a rule.
pub(super) const HEAD: u16 = 3;

/// Hits of one interview that are listed; the others are reached from the last of them.
const N_ROWS: usize = 40;

/// The search with its results.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// What is typed.
    pub field: Field,
    /// Whether keys are text or commands.
    pub focus: Focus,
    /// How results are ordered.
    pub order: Order,
    /// What was typed when it was last looked at.
    looked_at: String,
    /// The request whose answer counts, and its query.
    waiting: Option<(Ticket, Query)>,
    /// How far that is, where it takes long: interviews done, of how many.
    pub progress: Option<(usize, usize)>,
    /// What is wrong with what is typed.
    pub fault: Option<Message>,
    /// The latest answer and its query.
    pub answer: Option<(Query, Found)>,
    /// The answer as rows.
    pub items: Vec<Item>,
    /// The row under the cursor.
    pub list: List,
    /// The earlier query that is in the field, counted from the latest.
    recalled: Option<usize>,
}

/// Whether keys are text or commands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// They go into the field; arrows move in the results.
    #[default]
    Field,
    /// They are commands on the results.
    Results,
}

/// How results are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Interviews with most hits first.
    #[default]
    Best,
    /// As the study orders interviews.
    Study,
}

/// A row of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The head of an interview's hits, by its place in the answer.
    Interview(usize),
    /// A hit of it, by its place.
    Hit(usize, usize),
    /// Hits from a place on that are not listed.
    More(usize, usize),
}

impl Item {
    fn has_cursor(self) -> bool {
        !matches!(self, Self::Interview(_))
    }
}

impl Default for Search {
    fn default() -> Self {
        Self {
            field: Field::line(""),
            focus: Focus::Field,
            order: Order::Best,
            looked_at: String::new(),
            waiting: None,
            progress: None,
            fault: None,
            answer: None,
            items: Vec::new(),
            list: List::default(),
            recalled: None,
        }
    }
}

impl Search {
    /// The search with words in its field already.
    #[must_use]
    pub fn with(typed: &str) -> Self {
        Self {
            field: Field::line(typed),
            ..Self::default()
        }
    }

    /// Asks for what is typed, where that changed since; an empty field has no results.
    pub fn ask(&mut self, desk: &mut Desk) -> Option<Effect> {
        if self.looked_at == self.field.text() {
            return None;
        }
        self.looked_at = self.field.text().to_owned();
        self.waiting = None;
        self.progress = None;
        self.fault = None;
        if self.looked_at.trim().is_empty() {
            self.answer = None;
            self.list_items();
            return None;
        }
        match Query::parse(&self.looked_at) {
            Ok(query) => Some(self.request(desk, query)),
            Err(error) => {
                self.fault = Some(Message::from(&error));
                None
            }
        }
    }

    /// Asks once more, since the study may have changed: for what is typed, and where that
    /// is no query for what is shown.
    pub fn ask_again(&mut self, desk: &mut Desk) -> Option<Effect> {
        let query = match Query::parse(self.field.text()) {
            Ok(query) => {
                self.looked_at = self.field.text().to_owned();
                self.fault = None;
                query
            }
            Err(_) => self.query()?.clone(),
        };
        Some(self.request(desk, query))
    }

    fn request(&mut self, desk: &mut Desk, query: Query) -> Effect {
        let (ticket, effect) = desk.ask(Job::Search(Wanted {
            query: query.clone(),
            unit: HitUnit::Match,
            interview: None,
            n_rows: N_ROWS,
        }));
        self.waiting = Some((ticket, query));
        effect
    }

    /// Whether the answer to this request counts.
    #[must_use]
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        matches!(&self.waiting, Some((waiting, _)) if *waiting == ticket)
    }

    /// Whether an answer is still to come.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Takes the answer in. What the study doesn't have is said under the field.
    pub fn answered(&mut self, outcome: Result<Found, Trouble>) {
        let Some((_, query)) = self.waiting.take() else {
            return;
        };
        self.progress = None;
        match outcome {
            Ok(found) => {
                let same = self.answer.as_ref().is_some_and(|(old, _)| *old == query);
                let at = self.list;
                self.answer = Some((query, found));
                self.list_items();
                if same {
                    self.list = at;
                }
            }
            Err(trouble) => self.fault = Some(trouble.what),
        }
    }

    /// Makes rows of the answer; the cursor goes to the first hit.
    fn list_items(&mut self) {
        self.list = List::default();
        self.items = Vec::new();
        let Some((_, found)) = &self.answer else {
            return;
        };
        let mut order: Vec<usize> = (0..found.groups.len()).collect();
        if self.order == Order::Best {
            order.sort_by_key(|place| std::cmp::Reverse(found.groups[*place].spans.len()));
        }
        for place in order {
            let group = &found.groups[place];
            self.items.push(Item::Interview(place));
            let hits = 0..group.rows.len();
            self.items.extend(hits.map(|hit| Item::Hit(place, hit)));
            if group.spans.len() > group.rows.len() {
                self.items.push(Item::More(place, group.rows.len()));
            }
        }
    }

    /// The query whose results are shown.
    #[must_use]
    pub fn query(&self) -> Option<&Query> {
        self.answer.as_ref().map(|(query, _)| query)
    }

    /// Hits of the results shown.
    #[must_use]
    pub fn n_hits(&self) -> usize {
        self.answer.as_ref().map_or(0, |(_, found)| found.n_hits)
    }

    /// What is worth remembering: a query that found something.
    #[must_use]
    pub fn worth_keeping(&self) -> Option<String> {
        let (query, found) = self.answer.as_ref()?;
        (found.n_hits > 0).then(|| query.source.clone())
    }

    /// The query and where it answers in an interview.
    #[must_use]
    pub fn hits_in(&self, interview: InterviewId) -> Option<(&str, &[Span])> {
        let (query, found) = self.answer.as_ref()?;
        let group = found.groups.iter().find(|it| it.interview == interview)?;
        Some((&query.source, &group.spans))
    }

    /// Number of the hit under the cursor, from 1, in the order of the list.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        let found = self.answer.as_ref().map(|(_, found)| found)?;
        let (group, hit) = match self.items.get(self.list.at)? {
            Item::Interview(_) => return None,
            Item::Hit(group, hit) | Item::More(group, hit) => (*group, *hit),
        };
        let mut before = 0;
        for item in &self.items {
            match item {
                Item::Interview(place) if *place == group => break,
                Item::Interview(place) => before += found.groups[*place].spans.len(),
                Item::Hit(..) | Item::More(..) => {}
            }
        }
        Some(before + hit + 1)
    }

    /// Keeps the cursor on a hit and in view.
    pub fn settle(&mut self, size: Size) {
        let height = height(size);
        self.list.keep(self.items.len(), height);
        self.off_heads(Step::Down, height);
    }

    /// Moves the cursor from the head of an interview to a hit.
    fn off_heads(&mut self, step: Step, height: usize) {
        let len = self.items.len();
        let on_head = |at: usize| self.items.get(at).is_some_and(|it| !it.has_cursor());
        let at = self.list.at;
        if !on_head(at) {
            return;
        }
        let to = match step {
            Step::Up if at > 0 => at - 1,
            Step::Up | Step::Down => at + 1,
        };
        self.list.go(to, len, height);
        // The head stays in sight above its first hit.
        if to == at + 1 && self.list.top == to {
            self.list.top = at;
        }
    }

    /// Takes text from a key or a paste.
    pub fn typed(&mut self, type_it: impl FnOnce(&mut Field)) {
        self.focus = Focus::Field;
        type_it(&mut self.field);
        if self.looked_at != self.field.text() {
            self.recalled = None;
        }
    }

    /// Has the field take what is typed, with the caret at a byte.
    pub fn put_caret(&mut self, byte: usize) {
        self.focus = Focus::Field;
        self.field.place(byte);
    }

    /// Carries a command out. Leaving the screen is its caller's business.
    pub fn update(&mut self, earlier: &[String], desk: &mut Desk, command: Command) {
        if self.focus == Focus::Field && self.recall(earlier, command) {
            return;
        }
        let (len, height) = (self.items.len(), height(desk.size));
        let command = match command {
            Command::NextHit => Command::Next,
            Command::PreviousHit => Command::Previous,
            command => command,
        };
        if self.list.moved(command, len, height) {
            let up = matches!(
                command,
                Command::Previous | Command::PageUp | Command::HalfUp
            );
            self.off_heads(if up { Step::Up } else { Step::Down }, height);
            if command == Command::First || self.list.at == 1 {
                self.list.top = 0;
            }
            return;
        }
        match command {
            Command::Open => {
                desk.go = self
                    .place()
                    .map(|(id, at)| Go::Interview { id, at: Some(at) });
            }
            Command::SwitchPane => {
                self.focus = match self.focus {
                    Focus::Field if !self.items.is_empty() => Focus::Results,
                    _ => Focus::Field,
                };
            }
            Command::Search => self.focus = Focus::Field,
            Command::Sort => {
                self.order = match self.order {
                    Order::Best => Order::Study,
                    Order::Study => Order::Best,
                };
                self.list_items();
            }
            _ => {}
        }
    }

    /// Puts earlier queries into an empty field, and goes on through them until something
    /// is typed or the way down leads past the latest, into the results; whether the
    /// command meant that.
    fn recall(&mut self, earlier: &[String], command: Command) -> bool {
        if self.recalled.is_none() && !self.field.text().is_empty() {
            return false;
        }
        let to = match (command, self.recalled) {
            (Command::Previous, None) => 0,
            (Command::Previous, Some(at)) => at + 1,
            (Command::Next, Some(at)) if at > 0 => at - 1,
            _ => {
                self.recalled = None;
                return false;
            }
        };
        if let Some(words) = earlier.get(to) {
            self.recalled = Some(to);
            self.field = Field::line(words);
        }
        true
    }

    /// The passage under the cursor.
    fn place(&self) -> Option<(InterviewId, Span)> {
        let (_, found) = self.answer.as_ref()?;
        let (group, hit) = match self.items.get(self.list.at)? {
            Item::Interview(_) => return None,
            Item::Hit(group, hit) | Item::More(group, hit) => (*group, *hit),
        };
        let group = found.groups.get(group)?;
        Some((group.interview, *group.spans.get(hit)?))
    }
}

#[derive(Clone, Copy)]
enum Step {
    Up,
    Down,
}

/// Rows of results in view.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::frame(size).body.height.saturating_sub(HEAD))
}
