//! What commands do in the coding view.

use crate::model::edit::NewCodings;
use crate::model::{BytePos, CharPos, CodeId, Edit, MemoTarget, Origin, Span, Status};
use crate::study::{Loaded, OpenInterview};
use crate::text::{self, Needle, Text, Unit};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::layout::Panel;
use crate::tui::overlays::palette::Palette;
use crate::tui::overlays::picker::Picker;
use crate::tui::overlays::prompt::{NewCodeFor, Prompt};
use crate::tui::overlays::{Overlay, Target};

use super::adjust::adjust;
use super::motion::Way;
use super::{Adjust, Coding, End, Search, focused, height, here};

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
    if let Some(digit) = command.digit() {
        return toggle(coding, loaded, desk, digit);
    }
    if moved(coding, open, desk, command) || selected(coding, loaded, desk, command) {
        return Vec::new();
    }
    match command {
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
                name.trim_end_matches('…'),
                NewCodeFor {
                    target,
                    origin: Origin::InVivo,
                    parent: open_branch(loaded, desk),
                },
            )))
        }
        Command::Search => Some(Overlay::Prompt(Prompt::search())),
        Command::InterviewMemo => Some(Overlay::memo(
            loaded,
            MemoTarget::Interview(coding.interview),
        )),
        Command::Memo | Command::Facet | Command::Pin => {
            let Some((tag, code)) = focused(coding, loaded) else {
                desk.say(Message::new("say-no-code-here"));
                return None;
            };
            match command {
                Command::Memo => Some(Overlay::memo(loaded, MemoTarget::Coding(tag.id))),
                Command::Pin => Some(Overlay::Picker(Picker::pin(loaded, code))),
                Command::Facet if tag.coder != loaded.coder => {
                    desk.say(Message::new("say-codes-of-others").with("coder", &tag.coder));
                    None
                }
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

/// Whether the command was a motion; if so it is done.
fn moved(coding: &mut Coding, open: &OpenInterview, desk: &mut Desk, command: Command) -> bool {
    let Some(head) = coding.head else {
        return false;
    };
    let text = &open.text;
    let page = height(coding, desk.size).saturating_sub(2).max(1);
    let mut step = coding.unit;
    let to = match command {
        Command::Next => coding.neighbour(text, head, coding.unit, Way::Forward),
        Command::Previous => coding.neighbour(text, head, coding.unit, Way::Back),
        Command::NextWord | Command::PreviousWord => {
            step = coding.unit.min(Unit::Word);
            coding.word(text, head, Way::of(command))
        }
        Command::NextSentence | Command::PreviousSentence => {
            step = Unit::Sentence;
            coding.neighbour(text, head, step, Way::of(command))
        }
        Command::NextParagraph | Command::PreviousParagraph => {
            coding.paragraph(text, head, Way::of(command))
        }
        Command::NextTurn | Command::PreviousTurn => {
            coding.neighbour_turn(text, head, Way::of(command))
        }
        Command::PageDown | Command::PageUp => coding.page_by(text, head, page, Way::of(command)),
        Command::HalfDown | Command::HalfUp => {
            coding.page_by(text, head, page / 2, Way::of(command))
        }
        Command::First => coding.edge(text, Way::Back),
        Command::Last => coding.edge(text, Way::Forward),
        Command::NextCoded | Command::PreviousCoded => coded(open, head, Way::of(command)),
        Command::NextHit | Command::PreviousHit => hit(coding, head, desk, Way::of(command)),
        _ => return false,
    };
    if let Some(to) = to {
        let following = coding.following;
        let anchor = coding.anchor;
        coding.drop_selection();
        if following {
            coding.following = true;
            coding.anchor = anchor;
        }
        coding.head = Some(to);
        coding.step = step;
        coding.focus = None;
    }
    true
}

/// The next passage that carries a code, or the one before.
fn coded(open: &OpenInterview, head: Span, way: Way) -> Option<Span> {
    let all = open.layer.all();
    let found = match way {
        Way::Forward => all.iter().find(|tag| tag.span.start() > head.start()),
        Way::Back => all.iter().rfind(|tag| tag.span.start() < head.start()),
    };
    found.map(|tag| tag.span)
}

/// The next hit of the search, round the end of the interview.
fn hit(coding: &Coding, head: Span, desk: &mut Desk, way: Way) -> Option<Span> {
    let Some(search) = &coding.search else {
        desk.say(Message::new("say-no-search"));
        return None;
    };
    let place = match way {
        Way::Forward => Some(search.hits.partition_point(|it| it.start() <= head.start())),
        Way::Back => search
            .hits
            .partition_point(|it| it.start() < head.start())
            .checked_sub(1),
    };
    show_hit(search, desk, place.unwrap_or(usize::MAX), way)
}

/// The hit at a place, or the one at the other end where there is none; says which of how many.
fn show_hit(search: &Search, desk: &mut Desk, place: usize, way: Way) -> Option<Span> {
    let len = search.hits.len();
    let (key, place) = match way {
        _ if len == 0 => ("say-not-found", 0),
        _ if place < len => ("say-hit", place),
        Way::Forward => ("say-hit-round", 0),
        Way::Back => ("say-hit-round", len - 1),
    };
    desk.say(
        Message::new(key)
            .with("query", &search.query)
            .with("at", place + 1)
            .with("of", len),
    );
    search.hits.get(place).copied()
}

/// Searches the interview and goes to the first hit from the cursor on; without
/// words it searches for the same once more.
pub(in crate::tui) fn search(
    coding: &mut Coding,
    open: &OpenInterview,
    desk: &mut Desk,
    query: &str,
) {
    let query = if query.trim().is_empty() {
        coding.search.as_ref().map_or("", |search| &search.query)
    } else {
        query
    };
    let Some(needle) = Needle::new(query) else {
        return;
    };
    let hits: Vec<Span> = needle
        .hits(open.text.as_str())
        .filter_map(|hit| {
            let at = |byte| open.text.char(BytePos(byte));
            Span::within(open.text.chars(), at(hit.start)?.0, at(hit.end)?.0).ok()
        })
        .collect();
    let search = Search {
        query: query.trim().to_owned(),
        hits,
    };
    let from = coding.head.map_or(CharPos(0), Span::start);
    let place = search.hits.partition_point(|it| it.start() < from);
    let found = show_hit(&search, desk, place, Way::Forward);
    coding.search = Some(search);
    if let Some(found) = found {
        coding.go(found);
    }
}

/// Whether the command was about the selection or the unit; if so it is done.
fn selected(coding: &mut Coding, loaded: &Loaded, desk: &mut Desk, command: Command) -> bool {
    let (Some(head), Some(open)) = (coding.head, &loaded.open) else {
        return false;
    };
    let text = &open.text;
    match command {
        Command::Extend | Command::ExtendBack => {
            let way = Way::of(command);
            if let Some(to) = coding.neighbour(text, head, coding.step, way) {
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
        Command::Anchor => {
            if coding.following {
                coding.drop_selection();
            } else {
                coding.anchor.get_or_insert(head);
                coding.following = true;
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
        Command::Cancel => coding.drop_selection(),
        _ => return false,
    }
    true
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

/// Gives the code on a digit key to the target, or takes the person's own coding of exactly that back.
fn toggle(coding: &Coding, loaded: &Loaded, desk: &mut Desk, digit: u8) -> Vec<Effect> {
    let Some(target) = target(coding) else {
        return Vec::new();
    };
    let Some(code) = pinned(loaded, digit) else {
        desk.say(Message::new("say-no-pin").with("digit", digit));
        return Vec::new();
    };
    let already = here(coding, loaded).into_iter().find(|(tag, _)| {
        tag.code == code
            && tag.span == target.span
            && tag.coder == loaded.coder
            && tag.status.counts()
    });
    match already {
        Some((tag, _)) => vec![uncode(loaded, tag)],
        None => vec![apply_codes(loaded, target, vec![code])],
    }
}

fn remove(coding: &Coding, loaded: &Loaded, desk: &mut Desk) -> Vec<Effect> {
    let here = here(coding, loaded);
    let own: Vec<_> = here
        .iter()
        .filter(|(tag, _)| tag.coder == loaded.coder)
        .collect();
    match own.as_slice() {
        [] => {
            desk.say(match here.first() {
                Some((tag, _)) => Message::new("say-codes-of-others").with("coder", &tag.coder),
                None => Message::new("say-no-code-here"),
            });
            Vec::new()
        }
        [(tag, _)] => vec![uncode(loaded, tag)],
        several => {
            let codings = several.iter().map(|(tag, code)| (*tag, *code));
            desk.open = Some(Overlay::Picker(Picker::uncode(codings)));
            Vec::new()
        }
    }
}

/// The effect that takes a coding away.
pub(in crate::tui) fn uncode(loaded: &Loaded, tag: &crate::model::Coding) -> Effect {
    let edit = Edit::Uncode {
        codings: vec![tag.id],
    };
    Effect::edit(
        edit,
        Message::new("said-uncoded")
            .with("code", name(loaded, tag.code))
            .with("place", place(loaded, tag.span)),
    )
}

/// The effect that gives codes to a passage.
#[must_use]
pub fn apply_codes(loaded: &Loaded, target: Target, codes: Vec<CodeId>) -> Effect {
    let names: Vec<String> = codes.iter().map(|code| name(loaded, *code)).collect();
    let said = Message::new("said-coded")
        .with("code", names.join(", "))
        .with("place", place(loaded, target.span))
        .with("words", excerpt(loaded, target.span));
    let edit = Edit::Code(NewCodings {
        interview: target.interview,
        span: target.span,
        codes,
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    });
    Effect::edit(edit, said)
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

/// The code on a digit key.
pub(in crate::tui) fn pinned(loaded: &Loaded, digit: u8) -> Option<CodeId> {
    loaded
        .codebook
        .active()
        .find(|code| code.entry.digit == Some(digit))
        .map(|code| code.id)
}

/// Number and name of a code.
pub(in crate::tui) fn name(loaded: &Loaded, code: CodeId) -> String {
    loaded.codebook.get(code).map_or_else(String::new, |code| {
        format!("{} {}", code.entry.public_id, code.entry.name)
    })
}

/// Interview and turn of a passage in the open interview (`E17-15`).
pub(in crate::tui) fn place(loaded: &Loaded, span: Span) -> String {
    let Some(open) = &loaded.open else {
        return String::new();
    };
    match open
        .turns
        .partition_point(|turn| turn.span.start() <= span.start())
    {
        0 => open.name.clone(),
        turn => format!("{}-{turn}", open.name),
    }
}

/// The first words of a passage on one line.
pub(in crate::tui) fn excerpt(loaded: &Loaded, span: Span) -> String {
    let words = loaded.open.as_ref().and_then(|open| open.text.slice(span));
    text::fit(&one_line(words.unwrap_or_default()), 24).into_owned()
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
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
