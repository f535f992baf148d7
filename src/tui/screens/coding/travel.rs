//! Motions that go far: to what is marked somewhere, and back to where one was.
//!
//! Each leaves a trace, so that the way back is one key; steps by units leave none.

use crate::model::{CharPos, MemoTarget, Span};
use crate::study::{Loaded, OpenInterview};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::visits::Visited;

use super::motion::Way;
use super::search::hit;
use super::{Coding, focused};

/// Whether the command was a motion to something marked in this interview; if so it is done.
pub(super) fn far(
    coding: &mut Coding,
    open: &OpenInterview,
    coder: &str,
    desk: &mut Desk,
    command: Command,
) -> bool {
    let Some(head) = coding.head else {
        return false;
    };
    let text = &open.text;
    let way = Way::of(command);
    let (to, none) = match command {
        Command::First | Command::Last => (coding.edge(text, way), None),
        Command::NextCoded | Command::PreviousCoded => (
            nearest(open.layer.all().iter().map(|tag| tag.span), head, way),
            Some("say-no-coded"),
        ),
        Command::NextUnread | Command::PreviousUnread => {
            let sentence = coding.reading.neighbour(head, way);
            let to = sentence.and_then(|it| coding.unit_at(text, it.start(), coding.unit));
            (to, Some("say-no-unread"))
        }
        Command::NextSameSpeaker | Command::PreviousSameSpeaker => {
            (same_speaker(coding, open, way), Some("say-no-same-speaker"))
        }
        Command::NextMemo | Command::PreviousMemo => {
            let spans = open.memos.iter().filter_map(|memo| match memo.target {
                MemoTarget::Coding(id) => open.layer.get(id).map(|tag| tag.span),
                MemoTarget::Passage { span, .. } => Some(span),
                _ => None,
            });
            (nearest(spans, head, way), Some("say-no-memo"))
        }
        Command::NextBookmark | Command::PreviousBookmark => {
            let own = open.bookmarks.iter().filter(|it| it.coder == coder);
            let places = own.filter_map(|it| coding.unit_at(text, it.at, coding.unit));
            (nearest(places, head, way), Some("say-no-bookmark"))
        }
        Command::NextQuestion | Command::PreviousQuestion => {
            let turns = open.ties.iter().filter_map(|tie| tie.turn);
            let openings = turns.filter_map(|turn| coding.page.opening(turn as usize));
            let to = nearest(openings, head, way);
            let to = to.and_then(|it| coding.unit_at(text, it.start(), coding.unit));
            (to, Some("say-no-question"))
        }
        // These say themselves what they found.
        Command::NextHit | Command::PreviousHit => (hit(coding, head, desk, way), None),
        _ => return false,
    };
    match (to, none) {
        (Some(to), _) => {
            coding.leave(desk);
            coding.move_to(to, coding.unit);
        }
        (None, Some(key)) => desk.say(Message::new(key)),
        (None, None) => {}
    }
    true
}

/// Of passages in any order the first that begins behind the beginning of `from`, or
/// the last that begins before it.
fn nearest(spans: impl Iterator<Item = Span>, from: Span, way: Way) -> Option<Span> {
    match way {
        Way::Forward => spans.filter(|it| it.start() > from.start()).min(),
        Way::Back => spans.filter(|it| it.start() < from.start()).max(),
    }
}

/// The first unit of the next or previous turn of whoever speaks at the cursor.
fn same_speaker(coding: &mut Coding, open: &OpenInterview, way: Way) -> Option<Span> {
    let here = coding.turn()?;
    let speaker = open.turns.get(here)?.speaker;
    let of_speaker = |turn: &usize| {
        let its = open.turns.get(*turn).map(|it| it.speaker);
        its == Some(speaker) && coding.page.opening(*turn).is_some()
    };
    let turn = match way {
        Way::Forward => (here + 1..open.turns.len()).find(of_speaker),
        Way::Back => (0..here).rev().find(of_speaker),
    };
    let start = coding.page.opening(turn?)?.start();
    coding.unit_at(&open.text, start, coding.unit)
}

/// Goes to the next use of the code under the cursor, from the last one here to the next
/// interview that has one.
pub(super) fn next_use(
    coding: &mut Coding,
    loaded: &Loaded,
    desk: &mut Desk,
    way: Way,
) -> Vec<Effect> {
    let (Some((tag, code)), Some(open)) = (focused(coding, loaded), &loaded.open) else {
        desk.say(Message::new("say-no-code-here"));
        return Vec::new();
    };
    let uses: Vec<_> = open
        .layer
        .all()
        .iter()
        .filter(|it| it.code == code.id && (it.status.counts() || it.id == tag.id))
        .collect();
    let here = uses.iter().position(|it| it.id == tag.id);
    let next = here.and_then(|here| match way {
        Way::Forward => uses.get(here + 1),
        Way::Back => uses.get(here.checked_sub(1)?),
    });
    let (code, from) = (code.id, coding.interview);
    let next = next.map(|next| (next.span, next.id));
    coding.leave(desk);
    match next {
        Some((span, id)) => {
            coding.move_to(span, coding.unit);
            coding.focus = Some(id);
            Vec::new()
        }
        None => vec![coding.remember(), Effect::OpenUse { code, from, way }],
    }
}

/// Goes to where the cursor was before a far motion, or forward again.
pub(super) fn visited(coding: &mut Coding, desk: &mut Desk, way: Way) {
    let Some(span) = coding.target() else {
        return;
    };
    let now = Visited {
        interview: coding.interview,
        span,
    };
    let to = match way {
        Way::Back => desk.visits.back(now),
        Way::Forward => desk.visits.forward(now),
    };
    match to {
        Some(to) if to.interview == coding.interview => coding.go(to.span),
        Some(to) => desk.go = Some(Go::Visited(to)),
        None => desk.say(Message::new(match way {
            Way::Back => "say-no-visited-back",
            Way::Forward => "say-no-visited-forward",
        })),
    }
}

impl Coding {
    /// Leaves a trace of where the cursor is, before it goes far.
    pub(in crate::tui) fn leave(&self, desk: &mut Desk) {
        if let Some(span) = self.target() {
            desk.visits.leave(Visited {
                interview: self.interview,
                span,
            });
        }
    }

    /// The effect that keeps where the cursor is and what was read.
    #[must_use]
    pub(in crate::tui) fn remember(&self) -> Effect {
        Effect::Remember {
            interview: self.interview,
            at: self.head.map_or(CharPos(0), Span::start),
            seen: self.reading.seen().clone(),
            n_unread: self.reading.n_unread(),
        }
    }
}
