//! The selection, its ends and the unit it grows by.

use crate::model::Span;
use crate::study::Loaded;
use crate::text::{Text, Unit};
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::event::Message;

use super::motion::Way;
use super::names::name;
use super::{Adjust, Coding, End, Following, focused, here};

/// Whether the command was about the selection or the unit; if so it is done.
pub(super) fn selected(
    coding: &mut Coding,
    loaded: &Loaded,
    desk: &mut Desk,
    command: Command,
) -> bool {
    let (Some(head), Some(open)) = (coding.head, &loaded.open) else {
        return false;
    };
    let text = &open.text;
    match command {
        Command::Extend | Command::ExtendBack => {
            let way = Way::of(command);
            let unit = match coding.following {
                Following::Turns => Unit::Turn,
                Following::Not | Following::Cursor => coding.step,
            };
            if let Some(to) = coding.neighbour(text, head, unit, way) {
                coding.anchor.get_or_insert(head);
                coding.head = Some(to);
            }
        }
        Command::ExtendWord => {
            if let Some(to) = coding.neighbour(text, head, Unit::Word, Way::Forward) {
                coding.anchor.get_or_insert(head);
                coding.head = Some(to);
                coding.step = Unit::Word;
            }
        }
        Command::ShrinkWord => shrink(coding, text),
        Command::Anchor | Command::SelectTurns => {
            let wanted = match command {
                Command::Anchor => Following::Cursor,
                _ => Following::Turns,
            };
            if coding.following == wanted {
                end(coding, text);
            } else {
                coding.anchor.get_or_insert(head);
                coding.following = wanted;
            }
        }
        Command::SwapEnds => {
            if let Some(anchor) = coding.anchor {
                coding.anchor = Some(head);
                coding.head = Some(anchor);
            }
        }
        Command::Reselect => match coding.latest {
            Some((anchor, latest)) => {
                coding.anchor = Some(anchor);
                coding.head = Some(latest);
            }
            None => desk.say(Message::new("say-no-selection")),
        },
        Command::Finer | Command::Coarser => {
            let unit = match command {
                Command::Finer => coding.unit.finer(),
                _ => coding.unit.coarser(),
            };
            coding.set_unit(text, unit);
        }
        Command::Boundaries => {
            let chosen = match coding.anchor {
                Some(_) => None,
                None => focused(coding, loaded).filter(|(tag, _)| tag.coder == loaded.coder),
            };
            let span = chosen.map(|(tag, _)| tag.span).or_else(|| coding.target());
            let id = chosen.map(|(tag, _)| tag.id);
            coding.adjust = span.map(|span| Adjust {
                coding: id,
                span,
                moving: End::End,
            });
        }
        Command::CycleCodings => {
            let here = here(coding, loaded);
            let now = focused(coding, loaded).map(|(tag, _)| tag.id);
            let place = here.iter().position(|(tag, _)| Some(tag.id) == now);
            let next = place.map_or(0, |place| (place + 1) % here.len());
            match here.get(next) {
                Some((tag, code)) => {
                    let id = tag.id;
                    desk.say(Message::new("say-focus").with("code", name(loaded, code.id)));
                    coding.focus = Some(id);
                }
                None => desk.say(Message::new("say-no-code-here")),
            }
        }
        Command::Cancel => end(coding, text),
        _ => return false,
    }
    true
}

/// Ends the selection; after one of whole turns the cursor is on a unit again.
fn end(coding: &mut Coding, text: &Text) {
    let by_turns = coding.following == Following::Turns;
    coding.drop_selection();
    if let (true, Some(head)) = (by_turns, coding.head) {
        coding.head = coding.unit_at(text, head.start(), coding.unit);
        coding.step = coding.unit;
    }
}

/// Gives up the last word of the target.
fn shrink(coding: &mut Coding, text: &Text) {
    let Some(target) = coding.target() else {
        return;
    };
    let Some(last) = coding.last_inside(text, target, Unit::Word) else {
        return;
    };
    // Marks behind the last word go first.
    let keep = if last.end() < target.end() {
        Some(last)
    } else {
        coding.neighbour(text, last, Unit::Word, Way::Back)
    };
    if let Some(keep) = keep.filter(|keep| keep.start() >= target.start()) {
        coding.anchor = Span::within(text.chars(), target.start().0, keep.end().0).ok();
        coding.head = Some(keep);
        coding.step = Unit::Word;
    }
}
