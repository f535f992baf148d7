//! The guide in the coding view: tying turns to questions, and what stands beside them.

use crate::model::Edit;
use crate::model::interview::Asked;
use crate::strings::Lang;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Message};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::questions::{Choice, Questions};
use crate::tui::testing::{LARGE, SMALL, app_of, loaded, words_of};

use super::live::Live;

const INTERVIEW: &str = "01-公共管理学者-北京";

fn questions(live: &Live) -> &Questions {
    match live.app.overlays.last() {
        Some(Overlay::Questions(questions)) => questions,
        other => panic!("no questions: {other:?}"),
    }
}

/// What the turn is tied to: the question's number and how it was asked.
fn tie(live: &Live, turn: u32) -> Option<(String, Asked)> {
    let loaded = &live.app.loaded;
    let open = loaded.open.as_ref().unwrap();
    let tie = open.ties.iter().find(|tie| tie.turn == Some(turn))?;
    let number = tie
        .question
        .map(|id| loaded.question(id).unwrap().number.clone());
    Some((number.unwrap_or_default(), tie.how))
}

#[test]
fn the_number_of_a_question_stands_beside_its_turn_and_the_panel_shows_it() {
    let mut live = Live::new("RA-09", INTERVIEW);
    live.happens(Event::Resize(LARGE));
    live.press("j k");
    let shown = words_of(&live.app, Lang::Zh);
    assert!(
        shown.lines().any(|line| line.starts_with("  1 问 A1")),
        "{shown}"
    );
    assert!(shown.contains("问题 A1"), "{shown}");
    // An answer belongs to the question before it.
    live.press("] t j");
    assert!(words_of(&live.app, Lang::Zh).contains("问题 A1"));
    live.press("] t");
    assert!(words_of(&live.app, Lang::Zh).contains("问题 A2"));
}

#[test]
fn a_turn_is_untied_and_the_likest_question_is_the_first_to_tie_it_to() {
    let mut live = Live::new("RA-09", INTERVIEW);
    let before = tie(&live, 2).unwrap();
    assert_eq!(before.0, "A2");
    live.press("] t ] t Q");
    assert_eq!(questions(&live).turn, 2);
    assert_eq!(questions(&live).rows.last(), Some(&Choice::Untie));
    let first = questions(&live).rows[0];
    let Choice::Question(place) = first else {
        panic!("a question");
    };
    assert_eq!(live.app.loaded.guide[place].number, "A2");
    live.press("up up up esc");
    live.press("Q pagedown pagedown pagedown pagedown enter");
    assert_eq!(live.said(), "said-untied");
    assert_eq!(tie(&live, 2), None);
    live.press("Q enter");
    assert_eq!(tie(&live, 2).unwrap().0, "A2");
    live.press("u u");
    assert_eq!(tie(&live, 2), Some(before));
}

#[test]
fn a_question_is_found_by_its_number_and_how_it_was_asked_can_be_said() {
    let mut live = Live::new("RA-09", INTERVIEW);
    // From an answer the question before it is meant.
    live.press("] t Q");
    assert_eq!(questions(&live).turn, 0);
    live.type_text("b2");
    let how = questions(&live).how();
    live.press("tab");
    assert_ne!(questions(&live).how(), how);
    while questions(&live).how() != Asked::Asked {
        live.press("tab");
    }
    live.press("enter");
    assert_eq!(tie(&live, 0), Some(("B2".to_owned(), Asked::Asked)));
}

#[test]
fn a_question_can_be_noted_as_skipped_or_as_not_in_the_guide() {
    let mut live = Live::new("RA-09", INTERVIEW);
    let skipped = |live: &Live| {
        let open = live.app.loaded.open.as_ref().unwrap();
        open.ties
            .iter()
            .filter(|tie| tie.how == Asked::Skipped)
            .count()
    };
    let n = skipped(&live);
    live.press("Q");
    live.type_text("D1");
    while questions(&live).how() != Asked::Skipped {
        live.press("tab");
    }
    live.press("enter");
    assert_eq!(
        (skipped(&live), live.said()),
        (n + 1, "said-question-skipped")
    );
    live.press("Q");
    live.type_text("没有这样的题");
    live.press("enter");
    assert_eq!(tie(&live, 0), Some((String::new(), Asked::Added)));
}

#[test]
fn tied_turns_are_gone_through() {
    let mut live = Live::new("RA-09", INTERVIEW);
    live.press("] q");
    assert_eq!(live.coding().turn(), Some(2));
    live.press("[ q");
    assert_eq!(live.coding().turn(), Some(0));
    live.press("[ q");
    assert_eq!(live.said(), "say-no-question");
}

#[test]
fn without_a_guide_it_says_so() {
    let mut app = App::sample();
    app.press("Q");
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-no-guide");
}

#[test]
fn long_labels_have_more_room_on_a_wide_screen_and_the_panel_shows_all_of_them() {
    let mut study = loaded();
    let open = study.open.as_mut().unwrap();
    open.speakers[1].label = "市民政局基层政权处王处长".to_owned();
    let mut app = app_of(study.clone(), LARGE);
    app.press("j");
    let wide = words_of(&app, Lang::Zh);
    assert!(wide.contains("市民政局基"), "{wide}");
    assert!(wide.contains("说话人：市民政局基层政权处王处长"), "{wide}");
    let mut app = app_of(study, SMALL);
    app.press("j");
    let narrow = words_of(&app, Lang::Zh);
    assert!(
        narrow.contains("市民政") && !narrow.contains("市民政局"),
        "{narrow}"
    );
}

#[test]
fn questions_80_zh() {
    let mut live = Live::new("RA-09", INTERVIEW);
    live.press("] q Q");
    insta::assert_snapshot!(words_of(&live.app, Lang::Zh));
}

#[test]
fn turns_are_tied_by_their_words_in_one_step_after_a_look() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    let ties = |live: &Live| live.app.loaded.open.as_ref().unwrap().ties.clone();
    let first = ties(&live);
    // What is tied already is all there is to tie in the sample interviews.
    live.press("g Q");
    assert_eq!(live.said(), "say-no-ties");
    for tie in first.iter().filter(|tie| tie.turn.is_some()) {
        let edit = Edit::TieQuestion {
            interview: live.app.loaded.open.as_ref().unwrap().id,
            turn: tie.turn,
            question: None,
            how: None,
        };
        let said = Message::new("said-untied");
        let event = live
            .world
            .perform(&mut live.app.loaded, Effect::edit(edit, said));
        live.happens(event.unwrap());
    }
    live.press("g Q");
    let Some(Overlay::Confirm(confirm)) = live.app.overlays.last() else {
        panic!("a question");
    };
    assert_eq!(confirm.title.key, "tie-title");
    live.press("esc");
    assert!(
        ties(&live).iter().all(|tie| tie.turn.is_none()),
        "nothing is tied yet"
    );
    live.press("g Q enter");
    let found = ties(&live);
    let same = found.iter().filter(|tie| {
        first
            .iter()
            .any(|it| (it.turn, it.question) == (tie.turn, tie.question))
    });
    assert!(same.count() * 2 > first.len(), "{found:?}\n{first:?}");
    live.press("u");
    assert!(ties(&live).iter().all(|tie| tie.turn.is_none()));
}
