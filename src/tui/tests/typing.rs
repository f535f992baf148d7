//! An interview is typed turn by turn.

use crate::model::edit::{NewInterview, Voice};
use crate::model::{Edit, InterviewId, Role, SpeakerId};
use crate::strings::Lang;
use crate::study::Access;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Made, Message};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::typing::Typing;
use crate::tui::screens::Screen;
use crate::tui::testing::{LARGE, SMALL, TALK, app_of, interview, loaded, uid, words_of};
use crate::tui::update::update;

fn only_edit(effects: &[Effect]) -> &Edit {
    let edits: Vec<&Edit> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Edit(edit, _) => Some(&**edit),
            _ => None,
        })
        .collect();
    let [edit] = edits.as_slice() else {
        panic!("not one edit: {effects:?}");
    };
    edit
}

/// Pretends that an edit is durable.
fn durable(app: &mut App, edit: Edit, applied: Made) -> Vec<Effect> {
    let event = Event::Edited {
        edit: Box::new(edit),
        applied,
        at: "14:32:07".to_owned(),
        notice: Message::new("said-typed").with("turn", 1),
    };
    update(app, event)
}

fn typing(app: &App) -> &Typing {
    match app.overlays.last() {
        Some(Overlay::Typing(typing)) => typing,
        other => panic!("nothing is typed: {other:?}"),
    }
}

/// The program after an interview without words was opened.
fn empty(size: ratatui::layout::Size) -> App {
    let mut app = app_of(loaded(), size);
    app.press("g l");
    app.loaded.open = Some(interview(&[]));
    update(&mut app, Event::Opened { at: None });
    app
}

#[test]
fn a_new_interview_is_asked_for_made_and_opened_to_be_typed() {
    let mut app = App::sample();
    app.press("g l a");
    app.press("enter enter");
    let effects = app.press("enter");
    let made = only_edit(&effects).clone();
    let expected = NewInterview {
        name: "E19".to_owned(),
        speakers: vec![
            ("访".to_owned(), Role::Interviewer),
            ("E19".to_owned(), Role::Respondent),
        ],
    };
    assert_eq!(made, Edit::StartInterview(expected));
    assert!(!app.overlays.is_empty(), "it stays until it is durable");
    let applied = Made {
        interview: Some(InterviewId(uid(19))),
        ..Made::default()
    };
    let effects = durable(&mut app, made, applied);
    assert!(matches!(
        effects.as_slice(),
        [Effect::Open { interview, at: None }] if *interview == InterviewId(uid(19))
    ));
    assert!(app.overlays.is_empty());
}

#[test]
fn a_name_that_is_taken_is_asked_again() {
    let mut app = App::sample();
    app.press("g l a");
    app.press("backspace backspace");
    app.type_text("17");
    app.press("enter enter");
    assert!(app.press("enter").is_empty());
    let Some(Overlay::Start(start)) = app.overlays.last() else {
        panic!("the questions are gone");
    };
    assert_eq!(start.at, 0);
    app.press("esc");
    assert!(app.overlays.is_empty());
}

#[test]
fn each_turn_is_a_step_and_speakers_take_turns() {
    let mut app = empty(SMALL);
    assert_eq!(typing(&app).after, None);
    app.type_text("您怎么看？");
    let effects = app.press("enter");
    let first = only_edit(&effects).clone();
    let said = |after, speaker: usize, words: &str| Edit::AddTurn {
        interview: InterviewId(uid(17)),
        after,
        speaker: Voice::Known(SpeakerId(uid(speaker))),
        words: words.to_owned(),
    };
    assert_eq!(first, said(None, 1, "您怎么看？"));
    assert_eq!(
        typing(&app).field.text(),
        "您怎么看？",
        "until it is durable"
    );
    app.loaded.open = Some(interview(&["您怎么看？"]));
    durable(&mut app, first, Made::default());
    assert_eq!(app.target_words(), "您怎么看？");
    app.type_text("权责不清");
    app.press("alt+enter");
    app.type_text("q");
    let effects = app.press("enter");
    let second = only_edit(&effects).clone();
    assert_eq!(second, said(Some(0), 2, "权责不清\nq"));
    app.loaded.open = Some(interview(&["您怎么看？", "权责不清\nq"]));
    durable(&mut app, second, Made::default());
    // The last words are kept, then typing ends.
    app.type_text("还有呢");
    let effects = app.press("esc");
    let third = only_edit(&effects).clone();
    assert_eq!(third, said(Some(1), 1, "还有呢"));
    app.loaded.open = Some(interview(&["您怎么看？", "权责不清\nq", "还有呢"]));
    durable(&mut app, third, Made::default());
    assert!(app.overlays.is_empty());
    assert_eq!(app.target_words(), "还有呢");
}

#[test]
fn a_speaker_is_chosen_at_the_start_of_the_line_or_named() {
    let mut app = empty(SMALL);
    app.press("tab down enter");
    app.type_text("我先说");
    app.press("tab");
    let effects = app.press("enter");
    assert!(matches!(
        only_edit(&effects),
        Edit::AddTurn { speaker: Voice::Known(speaker), words, .. }
            if *speaker == SpeakerId(uid(2)) && words == "我先说"
    ));
    let mut app = empty(SMALL);
    app.press("tab end enter");
    app.type_text("局长");
    app.press("enter");
    app.type_text("好");
    let effects = app.press("enter");
    assert!(matches!(
        only_edit(&effects),
        Edit::AddTurn { speaker: Voice::New(label), .. } if label == "局长"
    ));
}

#[test]
fn nothing_said_is_no_turn_and_quitting_keeps_what_was_said() {
    let mut app = empty(SMALL);
    assert!(app.press("enter").is_empty());
    assert!(app.press("esc").is_empty());
    assert!(app.overlays.is_empty());
    app.press("E");
    app.type_text("您好");
    let effects = app.press("ctrl+q");
    assert!(matches!(only_edit(&effects), Edit::AddTurn { .. }));
    assert_eq!(effects.last(), Some(&Effect::Quit));
}

#[test]
fn typing_goes_on_behind_the_last_turn() {
    let mut app = App::sample();
    app.press("E");
    app.type_text("谢谢");
    let effects = app.press("enter");
    assert!(matches!(
        only_edit(&effects),
        Edit::AddTurn { after: Some(5), speaker: Voice::Known(speaker), .. }
            if *speaker == SpeakerId(uid(1))
    ));
    assert_eq!(TALK.len(), 6);
}

#[test]
fn a_study_that_is_only_read_is_not_typed_into() {
    let mut loaded = loaded();
    loaded.access = Access::Reading;
    let mut app = app_of(loaded, SMALL);
    app.press("E");
    assert!(app.overlays.is_empty());
    app.press("g l a");
    assert!(app.overlays.is_empty());
}

#[test]
fn an_interview_that_was_taken_back_is_left() {
    let mut app = empty(SMALL);
    app.press("esc");
    assert!(matches!(app.screen(), Screen::Coding(_)));
    app.loaded.open = None;
    app.loaded
        .interviews
        .retain(|it| it.id != InterviewId(uid(17)));
    let step = crate::study::LogEntry {
        id: 7,
        coder: "RA-02".to_owned(),
        kind: "start-interview".to_owned(),
        at_ms: 0,
        state: crate::study::OpState::Undone,
        record: serde_json::json!({}),
    };
    let at = "14:32:07".to_owned();
    update(&mut app, Event::Undone { step, at });
    assert!(matches!(app.screen(), Screen::Interviews(_)));
}

#[test]
fn new_interview_80_zh() {
    let mut app = App::sample();
    app.press("g l a enter");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn typing_80_zh() {
    let mut app = App::sample();
    app.press("E");
    app.type_text("后来有没有采取什么办法");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn choosing_a_speaker_120_en() {
    let mut app = empty(LARGE);
    app.press("tab down");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}
