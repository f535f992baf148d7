//! What merges decided by the clock alone: which side stands is said here.

use ratatui::layout::{Position, Rect, Size};

use crate::model::{Conflict, ConflictOutcome, Edit};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::{Job, Ticket};
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::times::day_and_time;
use crate::tui::view::Ui;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, row};

/// The conflicts, with the one under the cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conflicts {
    /// The request whose answer fills it.
    pub ticket: Ticket,
    /// All of them, those that nobody looked at first; `None` until they are read.
    pub all: Option<Vec<Conflict>>,
    /// The row under the cursor.
    pub list: List,
}

impl Conflicts {
    /// Asks for them, at first and after a change.
    pub fn ask(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::Conflicts);
        self.ticket = ticket;
        effect
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.as_ref().map_or(0, Vec::len)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many nobody has looked at.
    #[must_use]
    pub fn n_open(&self) -> usize {
        let all = self.all.iter().flatten();
        all.filter(|it| it.outcome == ConflictOutcome::Open).count()
    }

    /// What stands in the title.
    #[must_use]
    pub fn title(&self, ui: &Ui) -> String {
        let title = Message::new("title-conflicts").with("n", self.len());
        ui.tell(&title.with("open", self.n_open()))
    }

    fn at(&self) -> Option<&Conflict> {
        self.all.as_ref()?.get(self.list.at)
    }

    /// Takes them in; the cursor stays on its conflict where that isn't dealt with, and else goes
    /// to the first that is open.
    pub fn read(&mut self, all: Vec<Conflict>) {
        let was = self.at().map(|it| it.id);
        let open = |it: &Conflict| it.outcome == ConflictOutcome::Open;
        let place = all.iter().position(|it| Some(it.id) == was && open(it));
        let place = place.or_else(|| all.iter().position(open));
        let place = place.or_else(|| all.iter().position(|it| Some(it.id) == was));
        self.list.at = place.unwrap_or(0);
        self.all = Some(all);
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        self.list.keep(self.len(), height(size));
    }

    /// Why a command would do nothing.
    #[must_use]
    pub fn why_not(&self, command: Command) -> Option<Message> {
        let decides = matches!(command, Command::KeepStanding | Command::PutOther);
        match self.at() {
            _ if !decides => None,
            None => Some(Message::new("empty-conflicts")),
            Some(it) if it.outcome != ConflictOutcome::Open => {
                Some(Message::new("refused-conflict-settled"))
            }
            Some(_) => None,
        }
    }

    /// Carries a command out.
    pub fn update(&mut self, desk: &mut Desk, command: Command) -> Vec<Effect> {
        let len = self.len();
        if self.list.moved(command, len, height(desk.size)) {
            return Vec::new();
        }
        let Some(conflict) = self.at() else {
            return Vec::new();
        };
        if let Some(why) = self.why_not(command) {
            desk.say(why);
            return Vec::new();
        }
        let (outcome, said) = match command {
            Command::KeepStanding => (ConflictOutcome::Kept, "said-conflict-kept"),
            Command::PutOther => (ConflictOutcome::Other, "said-conflict-other"),
            Command::Open => {
                match (conflict.interview, conflict.code) {
                    (Some(id), _) => {
                        let at = conflict.span;
                        desk.go = Some(Go::Interview { id, at });
                    }
                    (None, Some(code)) => desk.go = Some(Go::Codebook(code)),
                    (None, None) => desk.say(Message::new("say-no-place")),
                }
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        let edit = Edit::Resolve {
            conflict: conflict.id,
            outcome,
        };
        let said = about(conflict, Message::new(said));
        vec![Effect::edit(edit, said)]
    }

    /// Draws the list and what both sides say, and returns where the cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let Some(all) = &self.all else {
            ui.paragraph(buffer, area, &ui.say("working"));
            return None;
        };
        if all.is_empty() {
            ui.paragraph(buffer, area, &ui.say("empty-conflicts"));
            return None;
        }
        let n = u16::try_from(height_of(area.height)).unwrap_or(0);
        let mut cursor = None;
        for (at, y) in self.list.view(all.len(), usize::from(n)).zip(0..n) {
            let line = row(area, y);
            let conflict = &all[at];
            let style = if at == self.list.at {
                cursor = Some(line.as_position());
                ui.mark_row(buffer, line, 0)
            } else {
                ui.style(match conflict.outcome {
                    ConflictOutcome::Open => Role::Text,
                    _ => Role::Dim,
                })
            };
            let room = from_column(line, 2);
            put(
                buffer,
                room,
                &ui.fit(&summary(conflict, ui), room.width),
                style,
            );
        }
        ui.line(buffer, row(area, n), Role::Rule);
        if let Some(conflict) = self.at() {
            let rest = Rect::new(
                area.x + 2,
                area.y + (n + 1).min(area.height),
                area.width.saturating_sub(4),
                area.height.saturating_sub(n + 1),
            );
            draw_sides(conflict, ui, buffer, rest);
        }
        cursor
    }
}

/// `待处理  两边都改了  P1.2 表格重复  E17`
fn summary(conflict: &Conflict, ui: &Ui) -> String {
    let outcome = ui.say(&format!("cell-resolution-{}", conflict.outcome.name()));
    let kind = ui.say(&format!("cell-conflict-{}", conflict.kind));
    let interview = conflict.interview_name.as_deref().unwrap_or_default();
    let is_said = conflict.about.split(" · ").any(|part| part == interview);
    let interview = if is_said { "" } else { interview };
    let named = ui.tell(&about(conflict, Message::new("conflict-about")));
    let parts = [&*outcome, &*kind, &*named, interview];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join("  ")
}

/// Adds to a sentence what a conflict is about: a name, or the number of a turn.
fn about(conflict: &Conflict, sentence: Message) -> Message {
    let is_turn = conflict.table == "turn";
    sentence
        .with("what", if is_turn { "turn" } else { "other" })
        .with("about", &conflict.about)
}

/// What stands and what doesn't, each with who said it and when.
fn draw_sides(conflict: &Conflict, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let mut y = 0;
    let sides = [
        (
            "conflict-standing",
            &conflict.kept,
            &conflict.kept_by,
            conflict.kept_ms,
        ),
        (
            "conflict-other",
            &conflict.other,
            &conflict.other_by,
            conflict.other_ms,
        ),
    ];
    for (key, words, by, at_ms) in sides {
        if y >= area.height {
            break;
        }
        let heading = Message::new(key)
            .with("by", by)
            .with("at", at_ms.map(day_and_time).unwrap_or_default());
        put(
            buffer,
            row(area, y),
            &ui.fit(&ui.tell(&heading), area.width),
            ui.style(Role::Heading),
        );
        y += 1;
        let rest = Rect::new(
            area.x + 2,
            area.y + y.min(area.height),
            area.width.saturating_sub(2),
            area.height.saturating_sub(y),
        );
        // Half of the room for each.
        let room = Rect {
            height: rest.height.min((area.height / 2).saturating_sub(1)),
            ..rest
        };
        let words = side(conflict, words.as_deref(), ui);
        y += ui
            .wrapped(buffer, room, &words, ui.style(Role::Text))
            .max(1);
    }
}

/// What a side says, in words.
fn side(conflict: &Conflict, words: Option<&str>, ui: &Ui) -> String {
    match words {
        Some(status) if conflict.part == ["status"] => ui.say(&format!("cell-status-{status}")),
        Some(words) => words.to_owned(),
        None => ui.say("cli-conflict-nothing"),
    }
}

/// Conflicts in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    height_of(layout::frame(size).body.height)
}

/// Rows of the list in a body of that height: half of it, the rest for what both sides say.
fn height_of(body: u16) -> usize {
    usize::from(body.saturating_sub(1) / 2)
}
