//! Where a motion leads: from one unit, line or turn to another.

use crate::model::{CharPos, Span};
use crate::text::{Text, Unit};
use crate::tui::command::Command;

use super::{Coding, Follow, Line};

/// Forward or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Back,
}

impl Way {
    /// The direction in which a command goes.
    #[must_use]
    pub fn of(command: Command) -> Self {
        match command {
            Command::First
            | Command::Previous
            | Command::PreviousWord
            | Command::PreviousCharacter
            | Command::PreviousSentence
            | Command::PreviousParagraph
            | Command::PreviousTurn
            | Command::PreviousCoded
            | Command::PreviousUnread
            | Command::PreviousSameSpeaker
            | Command::PreviousMemo
            | Command::PreviousQuestion
            | Command::PreviousBookmark
            | Command::PreviousUse
            | Command::PreviousHit
            | Command::VisitedBack
            | Command::PageUp
            | Command::HalfUp
            | Command::ExtendBack => Self::Back,
            _ => Self::Forward,
        }
    }
}

impl Coding {
    /// The unit that holds a position, else the next one, else the last of its paragraph.
    pub fn unit_at(&mut self, text: &Text, at: CharPos, unit: Unit) -> Option<Span> {
        let paragraph = self.page.paragraph_at(at)?;
        let units = self.page.units(text, paragraph, unit);
        let place = units.partition_point(|it| it.end() <= at);
        units.get(place).or(units.last()).copied()
    }

    /// The next unit that begins behind `from`, or the latest that begins before it.
    pub fn neighbour(&mut self, text: &Text, from: Span, unit: Unit, way: Way) -> Option<Span> {
        // From inside a turn the turn before is another one, not the beginning of this.
        let from = match unit {
            Unit::Turn => self.page.whole_turns(from),
            _ => from,
        };
        let count = self.page.paragraphs().len();
        let mut paragraph = match way {
            Way::Forward => self
                .page
                .paragraph_at(CharPos(from.end().0.saturating_sub(1)))?,
            Way::Back => self.page.paragraph_at(from.start())?,
        };
        loop {
            let units = self.page.units(text, paragraph, unit);
            let found = match way {
                Way::Forward => units.iter().find(|it| it.start() >= from.end()),
                Way::Back => units.iter().rfind(|it| it.start() < from.start()),
            };
            if let Some(found) = found {
                return Some(*found);
            }
            paragraph = match way {
                Way::Forward => Some(paragraph + 1).filter(|next| *next < count)?,
                Way::Back => paragraph.checked_sub(1)?,
            };
        }
    }

    /// The first or last of the `fine` units inside `from` where the last step was a larger
    /// one, else its neighbour.
    pub fn within(&mut self, text: &Text, from: Span, fine: Unit, way: Way) -> Option<Span> {
        if self.step <= fine {
            return self.neighbour(text, from, fine, way);
        }
        match way {
            Way::Forward => self.unit_at(text, from.start(), fine),
            Way::Back => self.last_inside(text, from, fine),
        }
    }

    /// The last unit that begins inside a passage.
    pub fn last_inside(&mut self, text: &Text, passage: Span, unit: Unit) -> Option<Span> {
        let paragraph = self
            .page
            .paragraph_at(CharPos(passage.end().0.saturating_sub(1)))?;
        let units = self.page.units(text, paragraph, unit);
        units.iter().rfind(|it| it.start() < passage.end()).copied()
    }

    /// The first unit of the next paragraph, or of the previous one.
    pub fn paragraph(&mut self, text: &Text, from: Span, way: Way) -> Option<Span> {
        let target = self.neighbour(text, from, Unit::Paragraph, way)?;
        self.unit_at(text, target.start(), self.unit)
    }

    /// The first unit of the next turn, or of the turn that begins before `from`.
    pub fn neighbour_turn(&mut self, text: &Text, from: Span, way: Way) -> Option<Span> {
        let here = self.page.paragraph_at(from.start())?;
        let paragraphs = self.page.paragraphs();
        let mut openings = paragraphs.iter().enumerate().filter(|(_, it)| it.first);
        let found = match way {
            Way::Forward => {
                openings.find(|(place, it)| *place > here && it.span.start() >= from.end())
            }
            Way::Back => openings.rfind(|(_, it)| it.span.start() < from.start()),
        };
        let start = found?.1.span.start();
        self.unit_at(text, start, self.unit)
    }

    /// The unit some lines further; at least the next one where there is one.
    ///
    /// The first line in view moves with it.
    pub fn page_by(&mut self, text: &Text, from: Span, n_lines: usize, way: Way) -> Option<Span> {
        let here = self.page.line_at(text, from.start())?;
        let top = self.page.line_at(text, self.top)?;
        let line = self.lines_away(text, here, n_lines, way);
        let top = self.lines_away(text, top, n_lines, way);
        self.top = self.page.span_of(text, top).start();
        let start = self.page.span_of(text, line).start();
        let unit = self.unit_at(text, start, self.unit)?;
        let moved = match way {
            Way::Forward => unit.start() >= from.end(),
            Way::Back => unit.start() < from.start(),
        };
        if moved {
            return Some(unit);
        }
        self.neighbour(text, from, self.unit, way).or(Some(unit))
    }

    /// Moves the view by some lines and leaves the cursor where it is.
    pub fn scroll(&mut self, text: &Text, by: isize) {
        let way = if by < 0 { Way::Back } else { Way::Forward };
        if let Some(top) = self.page.line_at(text, self.top) {
            let top = self.lines_away(text, top, by.unsigned_abs(), way);
            self.top = self.page.span_of(text, top).start();
            self.follow = Follow::Mouse;
        }
    }

    fn lines_away(&mut self, text: &Text, from: Line, n: usize, way: Way) -> Line {
        let mut line = from;
        for _ in 0..n {
            let next = match way {
                Way::Forward => self.page.next_line(text, line),
                Way::Back => self.page.previous_line(text, line),
            };
            match next {
                Some(next) => line = next,
                None => break,
            }
        }
        line
    }

    /// The first or the last unit of the interview.
    pub fn edge(&mut self, text: &Text, way: Way) -> Option<Span> {
        match way {
            Way::Back => self.unit_at(text, CharPos(0), self.unit),
            Way::Forward => {
                let last = self.page.paragraphs().last()?.span;
                self.unit_at(text, CharPos(last.end().0 - 1), self.unit)
            }
        }
    }
}
