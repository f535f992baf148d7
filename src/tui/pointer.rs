//! The mouse: what it did, and on which thing of the screen.
//!
//! The loop asks [`under`] for the thing under the pointer, which goes by the
//! same layout and rows as drawing does, and sends it on in an event. So updating
//! deals with passages, codes and commands, never with cells.

mod under;

use std::time::Duration;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::model::{CharPos, CodeId, CodingId};

use super::app::App;
use super::command::Command;
use super::overlays::menu::Tab;
use super::screens::coding::End;
use super::view::Ui;
use super::widgets::FieldPlace;

pub use under::{dragged, under};

/// Something done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// What was done.
    pub how: How,
    /// The key held meanwhile.
    pub held: Held,
    /// What it was done on.
    pub on: Under,
}

/// What a mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The left button went down.
    Press {
        /// Times in a row at this place: 1, 2 or 3.
        clicks: u8,
    },
    /// It moved with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The right button went down.
    Right,
    /// The wheel turned towards the end.
    WheelDown,
    /// The wheel turned towards the beginning.
    WheelUp,
}

/// A key held while the mouse is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    /// None that means something.
    #[default]
    Nothing,
    /// Shift: extend.
    Shift,
    /// Alt: characters instead of units.
    Alt,
}

/// A thing on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// A character of the transcript, or the nearest one of its row.
    Text(CharPos),
    /// Above the rows of the transcript, or below them, while something is dragged.
    Beyond(Beyond),
    /// The first or the last cell of the stripe of one's own coding.
    EndOf(CodingId, End),
    /// A coding: its stripe in the margin, or its line in the panel.
    Coding(CodingId),
    /// A code that a click gives: pinned or given lately.
    Code(CodeId),
    /// A command with its key.
    Command(Command),
    /// The name of the unit in the title.
    Unit,
    /// The rest of the title.
    Title,
    /// A field that is typed into.
    Field(FieldPlace),
    /// A row of the topmost list.
    Row(usize),
    /// A row and a column of figures.
    Cell(usize, usize),
    /// A tab of the menu.
    Tab(Tab),
    /// Beside the topmost overlay.
    Beside,
    /// Nothing that a click does something on.
    Nothing,
}

/// Past which edge of the transcript the mouse was dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// Its first row.
    Top,
    /// Its last row.
    Bottom,
}

/// Counts clicks at one place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clicks {
    latest: Option<(Position, Duration)>,
    n: u8,
}

/// The longest time between two clicks that belong together.
const TOGETHER: Duration = Duration::from_millis(400);

impl Clicks {
    /// Counts a click at a time since some beginning: 1, 2 or 3, then 1 again.
    pub fn count(&mut self, at: Position, when: Duration) -> u8 {
        let goes_on = self
            .latest
            .is_some_and(|(place, time)| place == at && when.saturating_sub(time) <= TOGETHER);
        self.n = if goes_on { self.n % 3 + 1 } else { 1 };
        self.latest = Some((at, when));
        self.n
    }
}

/// What a mouse event means on the screen as it is; `None` for moves and other buttons.
pub fn meant(
    app: &App,
    ui: &Ui,
    event: MouseEvent,
    clicks: &mut Clicks,
    when: Duration,
) -> Option<Pointed> {
    let at = Position::new(event.column, event.row);
    let how = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => How::Press {
            clicks: clicks.count(at, when),
        },
        MouseEventKind::Down(MouseButton::Right) => How::Right,
        MouseEventKind::Drag(MouseButton::Left) => How::Drag,
        MouseEventKind::Up(MouseButton::Left) => How::Release,
        MouseEventKind::ScrollDown => How::WheelDown,
        MouseEventKind::ScrollUp => How::WheelUp,
        _ => return None,
    };
    let held = if event.modifiers.contains(KeyModifiers::SHIFT) {
        Held::Shift
    } else if event.modifiers.contains(KeyModifiers::ALT) {
        Held::Alt
    } else {
        Held::Nothing
    };
    let on = match how {
        How::Drag => dragged(app, ui, at),
        _ => under(app, ui, at),
    };
    Some(Pointed { how, held, on })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_count_at_one_place_within_a_time() {
        let mut clicks = Clicks::default();
        let here = Position::new(3, 4);
        let at = Duration::from_millis;
        assert_eq!(clicks.count(here, at(0)), 1);
        assert_eq!(clicks.count(here, at(200)), 2);
        assert_eq!(clicks.count(here, at(500)), 3);
        assert_eq!(clicks.count(here, at(600)), 1, "a fourth begins anew");
        assert_eq!(clicks.count(Position::new(4, 4), at(700)), 1);
        assert_eq!(clicks.count(Position::new(4, 4), at(1101)), 1, "too late");
    }
}
