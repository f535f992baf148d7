//! The guide in a transcript: which turn asks which question, and what an answer answers.

use crate::model::interview::{Asked, QuestionTie, Role};
use crate::study::{GuideQuestion, Loaded, OpenInterview, ProposedTie, Why};
use crate::tui::app::Desk;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirm::Confirm;
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

/// Ties that are shown before they are kept.
const SHOWN: usize = 9;

/// Shows which turns of the interview ask which questions, as far as their words tell, and asks
/// whether they shall be tied.
pub(super) fn tie_all(loaded: &Loaded, desk: &mut Desk) -> Option<Overlay> {
    let open = loaded.open.as_ref()?;
    if loaded.guide.is_empty() {
        desk.say(Message::new("say-no-guide"));
        return None;
    }
    let ties = open.proposed_ties(&loaded.guide);
    let Some(edit) = ProposedTie::edit(&ties) else {
        desk.say(Message::new("say-no-ties"));
        return None;
    };
    let line = |it: &ProposedTie| {
        let why = match it.why {
            Why::Number => Message::new("tie-by-number"),
            Why::Likeness(likeness) => {
                Message::new("tie-by-likeness").with("likeness", format!("{likeness:.2}"))
            }
        };
        let line = Message::new("tie-line").with("turn", it.turn + 1);
        line.with("question", &it.question)
            .saying("why", why)
            .with("words", &it.words)
    };
    let mut lines: Vec<Message> = ties.iter().take(SHOWN).map(line).collect();
    if ties.len() > SHOWN {
        lines.push(Message::new("tie-more").with("n", ties.len() - SHOWN));
    }
    lines.push(Message::new("tie-undo"));
    let said = Message::new("said-tied-all").with("n", ties.len());
    Some(Overlay::Confirm(Box::new(Confirm {
        title: Message::new("tie-title").with("n", ties.len()),
        lines,
        then: Effect::edit(edit, said),
    })))
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
