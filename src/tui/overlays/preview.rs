//! What a correction would do to codings, shown before it is kept.

use ratatui::layout::Size;

use crate::study::Touching;
use crate::text::Fate;
use crate::tui::command::Command;
use crate::tui::layout;
use crate::tui::widgets::list::List;

/// Rows of the pop-up besides those of codings: frame, counts, rules, the words of one, keys.
const AROUND: u16 = 8;

/// The codings a correction touches, to be looked through.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// What it does to them.
    pub touching: Touching,
    /// The row under the cursor.
    pub list: List,
}

/// What a command means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing is decided.
    Open,
    /// The correction is kept.
    Keep,
    /// It is worked on further.
    Edit,
    /// It is given up.
    Discard,
}

impl Preview {
    /// A preview with the cursor on the first coding.
    #[must_use]
    pub fn new(touching: Touching) -> Self {
        Self {
            touching,
            list: List::default(),
        }
    }

    /// Rows on screen.
    #[must_use]
    pub fn height(&self, size: Size) -> u16 {
        let rows = u16::try_from(self.touching.codings.len().max(1)).unwrap_or(u16::MAX);
        rows.saturating_add(AROUND).min(room(size))
    }

    /// Rows of codings in view.
    #[must_use]
    pub fn n_rows(&self, size: Size) -> usize {
        usize::from(self.height(size).saturating_sub(AROUND).max(1))
    }

    /// The list, how many rows it has and how many of them are in view.
    pub fn list(&mut self, size: Size) -> (&mut List, usize, usize) {
        let (len, n_rows) = (self.touching.codings.len(), self.n_rows(size));
        (&mut self.list, len, n_rows)
    }

    /// How many codings meet a fate.
    #[must_use]
    pub fn count(&self, is: fn(Fate) -> bool) -> usize {
        let codings = self.touching.codings.iter();
        codings.filter(|coding| is(coding.fate)).count()
    }

    /// Carries a command out.
    pub fn update(&mut self, size: Size, command: Command) -> Choice {
        let (len, height) = (self.touching.codings.len(), self.n_rows(size));
        if self.list.moved(command, len, height) {
            return Choice::Open;
        }
        match command {
            Command::Accept => return Choice::Keep,
            Command::Cancel => return Choice::Edit,
            Command::Discard => return Choice::Discard,
            _ => {}
        }
        Choice::Open
    }

    /// Brings the cursor back into view.
    pub fn settle(&mut self, size: Size) {
        let (len, height) = (self.touching.codings.len(), self.n_rows(size));
        self.list.keep(len, height);
    }
}

/// Rows that a pop-up of a correction may take.
#[must_use]
pub fn room(size: Size) -> u16 {
    layout::frame(size).body.height.saturating_sub(4)
}
