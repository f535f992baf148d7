//! Splitting a code: its codings one by one, each with its words and context.
//!
//! The codes it is split into stand on digit keys. What is decided is kept when the
//! screen is left, as one step; codings not decided stay where they are and come
//! up again the next time.

mod draw;

use crate::model::codebook::Entry;
use crate::model::edit::{NewCode, PartCode, SplitPart};
use crate::model::{CodeId, Edit, Origin};
use crate::study::{Loaded, PassageInContext};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::jobs::Ticket;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::palette::Palette;
use crate::tui::overlays::prompt::{Naming, Prompt};
use crate::tui::screens::coding;

pub use draw::{draw, title};

/// Codes that a code can be split into at once: as many as there are digits besides 0.
pub const MOST_PARTS: usize = 9;

/// A code being split.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The code.
    pub code: CodeId,
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// Its codings; `None` until they are read.
    pub passages: Option<Vec<PassageInContext>>,
    /// What was decided about each.
    pub decided: Vec<Option<Decision>>,
    /// The codes it is split into, on the digits from 1.
    pub parts: Vec<PartCode>,
    /// The coding shown.
    pub at: usize,
}

/// What becomes of a coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It goes to the part at this place.
    Goes(usize),
    /// It stays.
    Stays,
}

impl Split {
    /// The splitting of a code whose codings are asked for under a ticket. Codes in use
    /// directly under it are offered.
    #[must_use]
    pub fn new(loaded: &Loaded, code: CodeId, ticket: Ticket) -> Self {
        let book = &loaded.codebook;
        let place = book.place(code);
        let below = book.codes().iter().enumerate().filter(|(at, below)| {
            !below.retired && place.is_some() && book.parent_place(*at) == place
        });
        Self {
            code,
            ticket,
            passages: None,
            decided: Vec::new(),
            parts: below
                .map(|(_, below)| PartCode::Known(below.id))
                .take(MOST_PARTS)
                .collect(),
            at: 0,
        }
    }

    /// Takes the codings in.
    pub fn read(&mut self, passages: Vec<PassageInContext>) {
        self.decided = vec![None; passages.len()];
        self.passages = Some(passages);
    }

    /// How many codings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.decided.len()
    }

    /// Whether there is nothing to decide.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.decided.is_empty()
    }

    /// Keeps the place among the codings.
    pub fn settle(&mut self) {
        self.at = self.at.min(self.len().saturating_sub(1));
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Vec<Effect> {
        if let Some(why) = self.why_not(command) {
            desk.say(why);
            return Vec::new();
        }
        if let Some(digit) = command.digit() {
            self.decide(digit);
            return Vec::new();
        }
        let last = self.len().saturating_sub(1);
        match command {
            Command::Next => self.at = (self.at + 1).min(last),
            Command::Previous => self.at = self.at.saturating_sub(1),
            Command::First => self.at = 0,
            Command::Last => self.at = last,
            Command::Undo => self.undecide(),
            Command::AddCode => {
                desk.open = Some(Overlay::Prompt(Prompt::naming("", Naming::Part)));
            }
            Command::Palette => {
                desk.open = Some(Overlay::Palette(Palette::part(loaded, self.code)));
            }
            Command::Back | Command::Cancel | Command::Accept => return self.leave(loaded, desk),
            _ => {}
        }
        Vec::new()
    }

    /// Why a command would do nothing now; `None` where it does something.
    #[must_use]
    pub fn why_not(&self, command: Command) -> Option<Message> {
        match (command, command.digit()) {
            (Command::AddCode | Command::Palette, _) if self.parts.len() >= MOST_PARTS => {
                Some(Message::new("say-no-more-parts"))
            }
            (_, Some(digit)) if usize::from(digit) > self.parts.len() => {
                Some(Message::new("say-no-part").with("digit", digit))
            }
            _ => None,
        }
    }

    /// Decides about the coding shown and goes to the next.
    fn decide(&mut self, digit: u8) {
        let decision = match usize::from(digit).checked_sub(1) {
            Some(part) => Decision::Goes(part),
            None => Decision::Stays,
        };
        if let Some(decided) = self.decided.get_mut(self.at) {
            *decided = Some(decision);
            self.at = (self.at + 1).min(self.len() - 1);
        }
    }

    /// Takes the decision about the coding shown back, else the one before it.
    fn undecide(&mut self) {
        if self.decided.get(self.at).is_some_and(Option::is_none) {
            self.at = self.at.saturating_sub(1);
        }
        if let Some(decided) = self.decided.get_mut(self.at) {
            *decided = None;
        }
    }

    /// Offers a code there is; one that is offered already stays where it is.
    pub fn offer(&mut self, code: CodeId) {
        let part = PartCode::Known(code);
        if code != self.code && !self.parts.contains(&part) && self.parts.len() < MOST_PARTS {
            self.parts.push(part);
        }
    }

    /// Offers a code to be made, beside the one being split.
    pub fn offer_new(&mut self, loaded: &Loaded, name: &str) {
        let Some(code) = loaded.codebook.get(self.code) else {
            return;
        };
        let place = loaded.codebook.place(self.code);
        let parent = place.and_then(|place| loaded.codebook.parent_place(place));
        let entry = Entry {
            name: name.to_owned(),
            kind: code.entry.kind.clone(),
            origin: Origin::Emergent,
            ..Entry::default()
        };
        self.parts.push(PartCode::New(NewCode {
            parent: parent.map(|place| loaded.codebook.codes()[place].id),
            entry,
        }));
    }

    /// The name of a part.
    #[must_use]
    pub fn part_name(&self, loaded: &Loaded, part: usize) -> String {
        match self.parts.get(part) {
            Some(PartCode::Known(code)) => coding::name(loaded, *code),
            Some(PartCode::New(new)) => format!("+ {}", new.entry.name),
            None => String::new(),
        }
    }

    /// How many codings were given to a part.
    #[must_use]
    pub fn n_given(&self, part: usize) -> usize {
        let goes = Some(Decision::Goes(part));
        self.decided.iter().filter(|it| **it == goes).count()
    }

    /// The effect that does what was decided; where nothing was, goes back at once.
    ///
    /// The screen is left when the step is done, so that a refusal costs no decision.
    pub fn leave(&self, loaded: &Loaded, desk: &mut Desk) -> Vec<Effect> {
        let passages = self.passages.as_deref().unwrap_or_default();
        let mut parts: Vec<SplitPart> = self
            .parts
            .iter()
            .map(|code| SplitPart {
                code: code.clone(),
                codings: Vec::new(),
            })
            .collect();
        let mut n = 0;
        for (it, decision) in passages.iter().zip(&self.decided) {
            if let Some(Decision::Goes(part)) = decision
                && let Some(part) = parts.get_mut(*part)
            {
                part.codings.push(it.passage.coding);
                n += 1;
            }
        }
        parts.retain(|part| match part.code {
            PartCode::Known(_) => !part.codings.is_empty(),
            PartCode::New(_) => true,
        });
        if parts.is_empty() {
            desk.go = Some(Go::Back);
            return Vec::new();
        }
        let said = Message::new("said-split")
            .with("code", coding::name(loaded, self.code))
            .with("n", n)
            .with("codes", parts.len());
        let edit = Edit::SplitCode {
            code: self.code,
            parts,
        };
        vec![Effect::edit(edit, said)]
    }
}
