//! The steps of everybody, the latest first, from which one goes back to an earlier state.

use ratatui::layout::{Position, Rect, Size};

use crate::model::edit::StepKind;
use crate::study::{OpState, Step};
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::{Job, Ticket};
use crate::tui::layout;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::theme::Role;
use crate::tui::times::day_and_time;
use crate::tui::view::Ui;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, row};

/// Steps that are read at first, and again as many whenever the last one is reached.
pub const CHUNK: u32 = 500;

/// Steps with when they were done on this machine's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The steps, newest first.
    pub steps: Vec<Step>,
    /// When each was done, in local time.
    pub times: Vec<String>,
}

impl Past {
    /// The steps with their times on this machine's clock.
    #[must_use]
    pub fn of(steps: Vec<Step>) -> Self {
        let times = times(&steps);
        Self { steps, times }
    }
}

/// The log on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// So many steps were asked for.
    pub wanted: u32,
    /// The steps; `None` until they are read.
    pub past: Option<Past>,
    /// The step under the cursor.
    pub list: List,
}

/// What going back to a step does to the steps of one coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// So many are taken back.
    Back(usize),
    /// So many are done again.
    Forth(usize),
}

impl History {
    /// The log, asked for under a ticket.
    #[must_use]
    pub fn new(ticket: Ticket) -> Self {
        Self {
            ticket,
            wanted: CHUNK,
            past: None,
            list: List::default(),
        }
    }

    /// Steps that have been read.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        self.past.as_ref().map_or(&[], |past| &past.steps)
    }

    /// Asks for the steps, as many as were wanted last.
    pub fn ask(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::History(self.wanted));
        self.ticket = ticket;
        effect
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        self.list.keep(self.steps().len(), height(size));
    }

    /// Carries a command out for a coder.
    pub fn update(&mut self, desk: &mut Desk, coder: &str, command: Command) -> Vec<Effect> {
        let len = self.steps().len();
        if self.list.moved(command, len, height(desk.size)) {
            let is_all = len < self.wanted as usize;
            if self.list.at + 1 < len || is_all {
                return Vec::new();
            }
            self.wanted = self.wanted.saturating_add(CHUNK);
            return vec![self.ask(desk)];
        }
        if command == Command::BackToHere {
            self.go_back_to(desk, coder);
        }
        Vec::new()
    }

    /// Asks whether the study shall be as it was right after the step under the cursor.
    fn go_back_to(&self, desk: &mut Desk, coder: &str) {
        let steps = self.steps();
        let Some(step) = steps.get(self.list.at) else {
            return;
        };
        let (title, n) = match turn(steps, self.list.at, coder) {
            Turn::Back(0) | Turn::Forth(0) => {
                desk.say(Message::new("say-is-here"));
                return;
            }
            Turn::Back(n) => ("history-back", n),
            Turn::Forth(n) => ("history-forth", n),
        };
        let time = self.past.as_ref().and_then(|it| it.times.get(self.list.at));
        desk.open = Some(Overlay::Confirm(Box::new(Confirm {
            title: Message::new("history-title").with("at", time.cloned().unwrap_or_default()),
            lines: vec![
                Message::new(title).with("n", n),
                Message::new("history-others"),
                Message::new("history-kept"),
            ],
            then: Effect::Travel { to: step.entry.id },
        })));
    }

    /// Draws the log and returns where its cursor is.
    pub fn draw(&self, coder: &str, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let Some(past) = &self.past else {
            ui.paragraph(buffer, area, &ui.say("working"));
            return None;
        };
        if past.steps.is_empty() {
            ui.paragraph(buffer, area, &ui.say("empty-history"));
            return None;
        }
        let mut cursor = None;
        let height = usize::from(area.height);
        for (at, y) in self.list.view(past.steps.len(), height).zip(0..) {
            let step = &past.steps[at];
            let line = row(area, y);
            let style = if at == self.list.at {
                cursor = Some(line.as_position());
                ui.mark_row(buffer, line, 0)
            } else if step.entry.state == OpState::Done && step.entry.coder == coder {
                ui.style(Role::Text)
            } else {
                ui.style(Role::Dim)
            };
            let coder = &step.entry.coder;
            let mut words = format!("{}  {coder}  ", past.times[at]);
            match step.entry.state {
                OpState::Done => {}
                OpState::Undone => words = words + &ui.say("history-undone") + "  ",
                OpState::Dropped => words = words + &ui.say("history-dropped") + "  ",
            }
            words += &about(ui, step);
            let room = from_column(line, 2);
            put(buffer, room, &ui.fit(&words, room.width), style);
        }
        cursor
    }
}

/// What happens to the steps of a coder where the study becomes as it was right after the
/// step at `at`, a place in steps ordered newest first: those after it are taken back, or,
/// where it is itself taken back, it and those before it are done again.
fn turn(steps: &[Step], at: usize, coder: &str) -> Turn {
    let of_coder = |state: OpState| {
        move |step: &&Step| {
            step.entry.coder == coder && step.entry.state == state && !step.is_turn()
        }
    };
    let here = &steps[at];
    if here.entry.state == OpState::Undone && here.entry.coder == coder {
        Turn::Forth(steps[at..].iter().filter(of_coder(OpState::Undone)).count())
    } else {
        Turn::Back(steps[..at].iter().filter(of_coder(OpState::Done)).count())
    }
}

/// When each step was done, in local time.
#[must_use]
pub fn times(steps: &[Step]) -> Vec<String> {
    steps
        .iter()
        .map(|step| day_and_time(step.entry.at_ms))
        .collect()
}

/// What a step did, in words: its kind, then the first code, person and interview.
#[must_use]
pub fn about(ui: &Ui, step: &Step) -> String {
    let mut words = vec![ui.say(&format!("edit-{}", step.entry.kind))];
    let subject = &step.subject;
    if StepKind::from_name(&step.entry.kind) == Some(StepKind::Import) {
        let what = Message::new("home-imported")
            .with("interviews", subject.n_interviews)
            .with("codes", subject.n_codes)
            .with("codings", subject.n_codings);
        words.push(ui.tell(&what));
        return words.join("  ");
    }
    words.extend(subject.codes.first().cloned());
    if subject.n_codings > 1 {
        words.push(format!("x{}", subject.n_codings));
    }
    words.extend(subject.people.first().cloned());
    words.extend(subject.interviews.first().cloned());
    words.join("  ")
}

/// Steps in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::frame(size).body.height)
}
