//! What commands do in the coding view.

use crate::model::{CodeId, MemoTarget, Origin};
use crate::study::{Access, Loaded, OpenInterview};
use crate::text::{self, Unit};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::layout::Panel;
use crate::tui::overlays::palette::Palette;
use crate::tui::overlays::picker::Picker;
use crate::tui::overlays::prompt::{NewCodeFor, Prompt};
use crate::tui::overlays::revise::Revise;
use crate::tui::overlays::{Overlay, Target};
use crate::tui::possible::read_only;

use super::adjust::adjust;
use super::give::{apply_codes, remove, toggle};
use super::motion::Way;
use super::names::{bare, name, one_line};
use super::select::selected;
use super::{Coding, Following, focused, height, jump, marks, questions, shown_code, travel};

/// Hanzi of a passage that become the name of an in-vivo code.
const IN_VIVO_CELLS: u16 = 40;

/// Carries a command out.
pub fn update(
    coding: &mut Coding,
    loaded: &Loaded,
    desk: &mut Desk,
    command: Command,
) -> Vec<Effect> {
    let Some(open) = &loaded.open else {
        return Vec::new();
    };
    if coding.adjust.is_some() {
        return adjust(coding, &open.text, command);
    }
    if coding.jump.is_some() {
        coding.jump = None;
        return Vec::new();
    }
    if let Some(digit) = command.digit() {
        return toggle(coding, loaded, desk, digit);
    }
    if moved(coding, open, desk, command)
        || travel::far(coding, open, &loaded.coder, desk, command)
        || selected(coding, loaded, desk, command)
    {
        return Vec::new();
    }
    match command {
        Command::NextUse | Command::PreviousUse => {
            return travel::next_use(coding, loaded, desk, Way::of(command));
        }
        Command::VisitedBack | Command::VisitedForward => {
            travel::visited(coding, desk, Way::of(command));
        }
        Command::Jump => {
            jump::begin(coding, open);
            desk.say(Message::new("say-jump"));
        }
        Command::NextInterview | Command::PreviousInterview => {
            go_to_neighbour(coding, loaded, desk, command);
        }
        Command::SidePanel => {
            coding.panel = match coding.panel {
                Panel::AsFits => Panel::Flipped,
                Panel::Flipped => Panel::AsFits,
            };
        }
        Command::Repeat => {
            let mut codes = desk.repeat.clone();
            codes.retain(|code| {
                let code = loaded.codebook.get(*code);
                code.is_some_and(|code| !code.retired)
            });
            if codes.is_empty() {
                desk.say(Message::new("say-nothing-to-repeat"));
            } else if let Some(target) = target(coding) {
                return vec![apply_codes(loaded, target, codes)];
            }
        }
        Command::RemoveCode => return remove(coding, loaded, desk),
        Command::Star | Command::Confidence | Command::Use => {
            return marks::mark(coding, loaded, desk, command);
        }
        Command::Memo => desk.go = memo_target(coding, loaded).map(Go::Memo),
        Command::InterviewMemo => {
            desk.go = Some(Go::Memo(MemoTarget::Interview(coding.interview)));
        }
        Command::Bookmark => return marks::bookmark(coding, loaded, desk),
        Command::Copy => return marks::copy(coding, loaded, desk),
        Command::Passages => match focused(coding, loaded) {
            Some((_, code)) => desk.go = Some(Go::Passages(code.id)),
            None => desk.say(Message::new("say-no-code-here")),
        },
        _ => desk.open = overlay(coding, loaded, desk, command),
    }
    Vec::new()
}

/// The overlay that a command opens.
fn overlay(coding: &Coding, loaded: &Loaded, desk: &mut Desk, command: Command) -> Option<Overlay> {
    let target = target(coding);
    match command {
        Command::Palette => Some(Overlay::Palette(Palette::new(loaded, target?, ""))),
        Command::NewCode => Some(Overlay::Prompt(Prompt::new_code(
            loaded,
            "",
            NewCodeFor {
                target: target?,
                origin: Origin::Emergent,
                parent: parent_of_latest(loaded, desk),
            },
        ))),
        Command::InVivo => {
            let target = target?;
            let words = loaded.open.as_ref()?.text.slice(target.span)?;
            let name = text::fit(&one_line(words), IN_VIVO_CELLS).into_owned();
            Some(Overlay::Prompt(Prompt::new_code(
                loaded,
                bare(&name),
                NewCodeFor {
                    target,
                    origin: Origin::InVivo,
                    parent: open_branch(loaded, desk),
                },
            )))
        }
        Command::Search => Some(Overlay::Prompt(Prompt::search())),
        Command::Revise if loaded.access != Access::Writing => {
            desk.say(read_only(&loaded.access));
            None
        }
        Command::Revise => {
            let revise = loaded
                .open
                .as_ref()
                .zip(coding.head)
                .and_then(|(open, head)| Revise::new(open, head.start()));
            if revise.is_none() {
                desk.say(Message::new("say-no-turn-here"));
            }
            revise.map(Overlay::Revise)
        }
        Command::Question => questions::ask(coding, loaded, desk),
        Command::TieQuestions => questions::tie_all(loaded, desk),
        Command::Pins => Some(Overlay::Picker(Picker::pin_sets(loaded, desk.lang))),
        Command::Facet | Command::Pin | Command::ReplaceCode | Command::Link => {
            let Some((tag, code)) = focused(coding, loaded) else {
                desk.say(Message::new("say-no-code-here"));
                return None;
            };
            match command {
                Command::Pin => Some(Overlay::Picker(Picker::pin(loaded, code))),
                Command::Link => marks::link(loaded, desk, tag),
                Command::Facet | Command::ReplaceCode if tag.coder != loaded.coder => {
                    desk.say(Message::new("say-codes-of-others").with("coder", &tag.coder));
                    None
                }
                Command::ReplaceCode => Some(Overlay::Palette(Palette::replace(loaded, tag))),
                _ => {
                    let picker = Picker::facets(loaded, desk.lang, tag, code);
                    if picker.is_none() {
                        desk.say(Message::new("say-no-facets").with("code", name(loaded, code.id)));
                    }
                    picker.map(Overlay::Picker)
                }
            }
        }
        _ => None,
    }
}

/// Whether the command was a motion by steps; if so it is done.
fn moved(coding: &mut Coding, open: &OpenInterview, desk: &mut Desk, command: Command) -> bool {
    let Some(head) = coding.head else {
        return false;
    };
    let text = &open.text;
    let page = height(coding, desk.size).saturating_sub(2).max(1);
    let unit = match coding.following {
        Following::Turns => Unit::Turn,
        Following::Not | Following::Cursor => coding.unit,
    };
    let way = Way::of(command);
    let mut step = unit;
    let to = match command {
        Command::Next | Command::Previous => coding.neighbour(text, head, unit, way),
        Command::NextWord | Command::PreviousWord => {
            step = coding.unit.min(Unit::Word);
            coding.within(text, head, step, way)
        }
        Command::NextCharacter | Command::PreviousCharacter => {
            step = Unit::Char;
            coding.within(text, head, step, way)
        }
        Command::NextClause => {
            step = Unit::Clause;
            coding.neighbour(text, head, step, way)
        }
        Command::NextSentence | Command::PreviousSentence => {
            step = Unit::Sentence;
            coding.neighbour(text, head, step, way)
        }
        Command::NextParagraph | Command::PreviousParagraph => coding.paragraph(text, head, way),
        Command::NextTurn | Command::PreviousTurn => coding.neighbour_turn(text, head, way),
        Command::PageDown | Command::PageUp => coding.page_by(text, head, page, way),
        Command::HalfDown | Command::HalfUp => coding.page_by(text, head, page / 2, way),
        _ => return false,
    };
    if let Some(to) = to {
        coding.move_to(to, step);
    }
    true
}

fn go_to_neighbour(coding: &Coding, loaded: &Loaded, desk: &mut Desk, command: Command) {
    let all = &loaded.interviews;
    let here = all.iter().position(|it| it.id == coding.interview);
    let next = here.and_then(|here| match command {
        Command::NextInterview => all.get(here + 1),
        _ => all.get(here.checked_sub(1)?),
    });
    match next {
        Some(next) => {
            desk.go = Some(Go::Interview {
                id: next.id,
                at: None,
            });
        }
        None => desk.say(Message::new("say-no-more-interviews")),
    }
}

/// The passage that an overlay opened now acts on.
pub(in crate::tui) fn target(coding: &Coding) -> Option<Target> {
    Some(Target {
        interview: coding.interview,
        span: coding.target()?,
    })
}

/// What a memo written now is about: a coding of exactly the selection, the newest one that is
/// the coder's own; else the selection; else what the cursor came to, a coding
/// or a passage that has a memo; else the unit under the cursor.
fn memo_target(coding: &Coding, loaded: &Loaded) -> Option<MemoTarget> {
    let target = coding.target()?;
    let interview = coding.interview;
    let on = |span| MemoTarget::Passage { interview, span };
    let passages = || {
        let memos = loaded.open.iter().flat_map(|open| &open.memos);
        memos.filter_map(|memo| match memo.target {
            MemoTarget::Passage { span, .. } => Some((span, memo.coder == loaded.coder)),
            _ => None,
        })
    };
    if passages().any(|(span, _)| span == target) {
        return Some(on(target));
    }
    if coding.anchor.is_some() {
        let codings = loaded.open.iter().flat_map(|open| open.layer.all());
        let newest = codings
            .filter(|it| it.span == target && it.coder == loaded.coder)
            .filter(|it| shown_code(loaded, it).is_some())
            .max_by_key(|it| it.id);
        return Some(newest.map_or(on(target), |it| MemoTarget::Coding(it.id)));
    }
    if let Some((tag, _)) = focused(coding, loaded) {
        return Some(MemoTarget::Coding(tag.id));
    }
    let own = passages().filter(|(span, own)| *own && span.overlaps(target));
    let own = own.map(|(span, _)| span).min_by_key(|span| span.chars());
    Some(on(own.unwrap_or(target)))
}

/// The code above the one given last, for a new one beside it.
fn parent_of_latest(loaded: &Loaded, desk: &Desk) -> Option<CodeId> {
    loaded.codebook.get(*desk.recent.first()?)?.parent
}

/// The branch that takes what the codebook doesn't have: of the kind given last, else the first.
fn open_branch(loaded: &Loaded, desk: &Desk) -> Option<CodeId> {
    let kind = desk
        .recent
        .first()
        .and_then(|code| loaded.codebook.get(*code))
        .map(|code| code.entry.kind.as_str());
    let open = || loaded.codebook.active().filter(|code| code.entry.open);
    open()
        .find(|code| Some(code.entry.kind.as_str()) == kind)
        .or_else(|| open().next())
        .map(|code| code.id)
}
