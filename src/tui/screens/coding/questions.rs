//! The guide in a transcript: which turn asks which question, and what an answer answers.

use crate::model::interview::{Asked, QuestionTie, Role};
use crate::study::{GuideQuestion, Loaded, OpenInterview};
use crate::tui::app::Desk;
use crate::tui::event::Message;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::questions::Questions;

use super::Coding;

/// What a turn is tied to.
pub(super) fn tie_of(open: &OpenInterview, turn: usize) -> Option<&QuestionTie> {
    let turn = u32::try_from(turn).ok();
    open.ties
        .iter()
        .find(|tie| tie.turn == turn && turn.is_some())
}

/// The number that stands beside a tied turn: the question's, `+` where the guide has none.
pub(super) fn number_of<'a>(
    loaded: &'a Loaded,
    open: &OpenInterview,
    turn: usize,
) -> Option<&'a str> {
    let tie = tie_of(open, turn)?;
    Some(match tie.question {
        Some(id) => loaded.question(id).map_or("?", |it| it.number.as_str()),
        None => "+",
    })
}

/// The question that the turn under the cursor asks or answers: that of the last tied turn up
/// to it. `None` before the first one, and after a question that the guide doesn't have.
pub(super) fn answered<'a>(
    coding: &Coding,
    loaded: &'a Loaded,
) -> Option<(&'a GuideQuestion, Asked)> {
    let open = loaded.open.as_ref()?;
    let here = u32::try_from(coding.turn()?).ok()?;
    let tie = open
        .ties
        .iter()
        .filter(|tie| tie.turn.is_some_and(|turn| turn <= here))
        .max_by_key(|tie| tie.turn)?;
    Some((loaded.question(tie.question?)?, tie.how))
}

/// Asks which question the interviewer's turn at or before the cursor asks.
pub(super) fn ask(coding: &Coding, loaded: &Loaded, desk: &mut Desk) -> Option<Overlay> {
    let open = loaded.open.as_ref()?;
    let asks = |turn: &usize| {
        let speaker = open.turns[*turn].speaker;
        let speaker = speaker.and_then(|it| open.speakers.get(usize::from(it)));
        speaker.is_some_and(|it| it.role == Some(Role::Interviewer))
    };
    let last = coding.turn()?.min(open.turns.len().checked_sub(1)?);
    let Some(turn) = (0..=last).rev().find(asks) else {
        desk.say(Message::new("say-no-interviewer"));
        return None;
    };
    let questions = Questions::new(loaded, u32::try_from(turn).ok()?);
    if questions.is_none() {
        desk.say(Message::new("say-no-guide"));
    }
    questions.map(|it| Overlay::Questions(Box::new(it)))
}
