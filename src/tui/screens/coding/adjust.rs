//! Moving the ends of a coding, or of the selection.

use crate::model::{CharPos, Edit, Span};
use crate::text::{Text, Unit};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;

use super::motion::Way;
use super::{Coding, End};

/// Commands while the ends of a passage are moved.
pub(super) fn adjust(coding: &mut Coding, text: &Text, command: Command) -> Vec<Effect> {
    let Some(mut adjust) = coding.adjust else {
        return Vec::new();
    };
    let at = match adjust.moving {
        End::Start => adjust.span.start(),
        End::End => adjust.span.end(),
    };
    let to = match command {
        Command::Next => Some(text.next_boundary(at)),
        Command::Previous => Some(text.prev_boundary(at)),
        Command::NextWord | Command::PreviousWord => {
            word_edge(coding, text, at, adjust.moving, Way::of(command))
        }
        Command::OtherEnd => {
            adjust.moving = match adjust.moving {
                End::Start => End::End,
                End::End => End::Start,
            };
            None
        }
        Command::Accept => {
            coding.adjust = None;
            let Some(id) = adjust.coding else {
                coding.anchor = Some(adjust.span);
                coding.head = Some(adjust.span);
                return Vec::new();
            };
            coding.go(adjust.span);
            coding.focus = Some(id);
            let edit = Edit::MoveBoundaries {
                coding: id,
                span: adjust.span,
            };
            let said = Message::new("said-boundaries").with("n", adjust.span.chars());
            return vec![Effect::edit(edit, said)];
        }
        Command::Cancel => {
            coding.adjust = None;
            return Vec::new();
        }
        _ => None,
    };
    if let Some(to) = to {
        let (start, end) = match adjust.moving {
            End::Start => (to, adjust.span.end()),
            End::End => (adjust.span.start(), to),
        };
        if let Ok(span) = text.span(start.0, end.0) {
            adjust.span = span;
        }
    }
    coding.adjust = Some(adjust);
    Vec::new()
}

/// Moves the end that moves to a character: that one is the first or the last of the passage.
pub(in crate::tui) fn move_end(coding: &mut Coding, text: &Text, at: CharPos) {
    let Some(adjust) = &mut coding.adjust else {
        return;
    };
    let (start, end) = match adjust.moving {
        End::Start => (at, adjust.span.end()),
        End::End => (adjust.span.start(), text.next_boundary(at)),
    };
    if let Ok(span) = text.span(start.0, end.0) {
        adjust.span = span;
    }
}

/// Where the next word from `at` ends, or begins, in the direction.
fn word_edge(
    coding: &mut Coding,
    text: &Text,
    at: CharPos,
    moving: End,
    way: Way,
) -> Option<CharPos> {
    let near = match way {
        Way::Forward => at,
        Way::Back => CharPos(at.0.checked_sub(1)?),
    };
    let word = coding.unit_at(text, near, Unit::Word)?;
    let edge = |word: Span| match moving {
        End::Start => word.start(),
        End::End => word.end(),
    };
    let there = |to: CharPos| match way {
        Way::Forward => to > at,
        Way::Back => to < at,
    };
    if there(edge(word)) {
        return Some(edge(word));
    }
    let next = coding.neighbour(text, word, Unit::Word, way)?;
    there(edge(next)).then(|| edge(next))
}
