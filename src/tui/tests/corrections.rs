//! A turn is corrected, words are replaced, and what that does to codings is shown first.

use crate::model::coding::Bookmark;
use crate::model::edit::Voice;
use crate::model::{CharPos, Edit, InterviewId, SpeakerId};
use crate::strings::Lang;
use crate::study::{Access, LogEntry, OpState, ReplacingAll, Touching};
use crate::text::remap::replaces;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Message, Trouble};
use crate::tui::jobs::{Answer, Job};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::typing::Who;
use crate::tui::testing::{LARGE, SMALL, TALK, app_of, loaded, passage, uid, words_of};
use crate::tui::update::{run, update};

/// The words that the only effect gives a turn, and the turn.
fn revised(effects: &[Effect]) -> (u32, &str) {
    // What was read is kept first, in the text it was read in.
    let [Effect::Remember { .. }, Effect::Edit(edit, _)] = effects else {
        panic!("not one edit: {effects:?}");
    };
    match &**edit {
        Edit::ReviseTurn { turn, words, .. } => (*turn, words),
        other => panic!("no correction: {other:?}"),
    }
}

fn remark(app: &App) -> &'static str {
    app.desk.remark.as_ref().map_or("", |said| said.key)
}

/// In the second turn, the first sentence's 责 before 不清 made 则, left with F2.
fn touching(mut app: App) -> App {
    app.press("] c e");
    app.press("right right right right right right right right backspace");
    app.type_text("则");
    assert!(app.press("f2").is_empty(), "it has to be asked first");
    app
}

#[test]
fn a_correction_that_changes_no_coding_is_kept_at_once() {
    let mut app = App::sample();
    app.press("e");
    app.type_text("嗯，q");
    let effects = app.press("f2");
    let words = format!("嗯，q{}", TALK[0]);
    assert_eq!(revised(&effects), (0, words.as_str()));
    assert!(
        !app.overlays.is_empty(),
        "it stays until the change is durable"
    );
    app.grant(effects);
    assert!(app.overlays.is_empty());
    assert_eq!(app.target_words(), words);
    assert_eq!(remark(&app), "said-corrected");
}

#[test]
fn a_correction_that_could_not_be_kept_is_not_lost() {
    let mut app = App::sample();
    app.press("e");
    app.type_text("嗯，");
    app.press("f2");
    let trouble = Trouble::unchanged(Message::new("database-busy"));
    update(&mut app, Event::Failed(trouble));
    let effects = app.press("esc");
    assert!(revised(&effects).1.starts_with("嗯，"));
}

#[test]
fn codings_that_change_are_shown_before_a_correction_is_kept() {
    let mut app = touching(App::sample());
    let Some(Overlay::Revise(revise)) = app.overlays.last() else {
        panic!("no correction");
    };
    let preview = revise.preview.as_ref().unwrap();
    assert_eq!(preview.touching.codings.len(), 1);
    // Back to the words with nothing lost, and on from there.
    app.press("esc");
    app.type_text("了");
    app.press("esc");
    let effects = app.press("enter");
    assert!(revised(&effects).1.starts_with("最突出的还是权则了不清。"));
    app.grant(effects);
    assert!(app.overlays.is_empty());
    assert_eq!(app.target_words(), "最突出的还是权则了不清。");
}

#[test]
fn bookmarks_among_words_that_go_are_told_of() {
    let mut loaded = loaded();
    let open = loaded.open.as_mut().unwrap();
    open.bookmarks = vec![Bookmark {
        at: CharPos(passage(open, "社区治理").start().0),
        coder: "RA-01".to_owned(),
    }];
    let mut app = app_of(loaded, SMALL);
    app.press("e ctrl+k");
    app.type_text("您怎么看？");
    assert!(app.press("f2").is_empty(), "it has to be asked first");
    assert!(words_of(&app, Lang::Zh).contains("书签 1 个移到更正处"));
}

#[test]
fn a_correction_can_be_given_up_where_its_codings_are_shown() {
    let mut app = touching(App::sample());
    assert!(app.press("d").is_empty());
    assert!(app.overlays.is_empty());
    assert_eq!(remark(&app), "say-discarded");
}

#[test]
fn words_left_as_they_are_make_no_step_and_a_turn_needs_some() {
    let mut app = App::sample();
    assert!(app.press("e esc").is_empty());
    assert!(app.overlays.is_empty());
    app.press("e ctrl+k");
    assert!(app.press("esc").is_empty());
    assert_eq!(remark(&app), "say-turn-needs-words");
    assert!(!app.overlays.is_empty());
}

#[test]
fn a_paste_is_text_without_control_characters() {
    let mut app = App::sample();
    app.press("e");
    update(
        &mut app,
        Event::Paste("\u{1b}[31m红\r\n蓝\u{9b}".to_owned()),
    );
    let effects = app.press("f2");
    assert_eq!(revised(&effects).1, format!("[31m红\n蓝{}", TALK[0]));
}

#[test]
fn a_line_is_broken_by_its_own_key() {
    let mut app = App::sample();
    app.press("e");
    app.type_text("嗯");
    app.press("alt+enter");
    let effects = app.press("f2");
    assert_eq!(revised(&effects).1, format!("嗯\n{}", TALK[0]));
}

#[test]
fn a_study_that_is_only_read_is_not_corrected() {
    let mut loaded = loaded();
    loaded.access = Access::Reading;
    let mut app = app_of(loaded, SMALL);
    app.press("e");
    assert!(app.overlays.is_empty());
    run(&mut app, Command::ReplaceWords);
    assert!(app.overlays.is_empty());
    assert_eq!(remark(&app), "say-read-only");
}

#[test]
fn quitting_keeps_a_correction_unless_it_has_to_be_decided() {
    let mut app = App::sample();
    app.press("e");
    app.type_text("嗯，");
    let effects = app.press("ctrl+q");
    assert!(matches!(
        effects.as_slice(),
        [
            Effect::Remember { .. },
            Effect::Edit(..),
            Effect::Remember { .. },
            Effect::Quit
        ]
    ));
    let mut app = touching(App::sample());
    assert!(app.press("ctrl+q").is_empty());
    assert_eq!(remark(&app), "say-decide-first");
    let mut app = touching(App::sample());
    app.press("esc");
    assert!(app.press("ctrl+q").is_empty(), "it changes codings");
    assert!(!app.overlays.is_empty());
}

#[test]
fn a_correction_taken_back_elsewhere_is_gone_to() {
    let mut app = App::sample();
    let step = LogEntry {
        id: 7,
        coder: "RA-02".to_owned(),
        kind: "revise-turn".to_owned(),
        at_ms: 0,
        state: OpState::Undone,
        record: Edit::ReviseTurn {
            interview: InterviewId(uid(17)),
            turn: 4,
            words: TALK[4].to_owned(),
        }
        .record(),
    };
    let at = "14:32:07".to_owned();
    update(
        &mut app,
        Event::Undone {
            step: step.clone(),
            at: at.clone(),
        },
    );
    assert_eq!(app.target_words(), TALK[4]);
    app.press("] t down");
    let here = app.target_words();
    let step = LogEntry {
        record: Edit::ReviseTurn {
            interview: InterviewId(uid(17)),
            turn: 5,
            words: TALK[5].to_owned(),
        }
        .record(),
        ..step
    };
    update(&mut app, Event::Redone { step, at });
    assert_eq!(
        app.target_words(),
        here,
        "the cursor is in that turn already"
    );
}

#[test]
fn enter_ends_the_turn_and_begins_the_next() {
    // Behind the last word: a turn of the next speaker is typed.
    let mut app = App::sample();
    app.press("e end enter");
    let Some(Overlay::Typing(typing)) = app.overlays.last() else {
        panic!("nothing is typed");
    };
    assert_eq!((typing.after, &typing.speaker), (Some(0), &Who::Known(1)));
    // Among the words: the rest becomes a turn, after it was said what that does.
    let mut app = App::sample();
    app.press("] c e");
    app.press(&"right ".repeat("最突出的还是权责不清。".chars().count()));
    assert!(app.press("enter").is_empty(), "a coding lies across");
    let effects = app.press("enter");
    let [Effect::Remember { .. }, Effect::Edit(edit, _)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let Edit::SplitTurn {
        turn,
        words,
        speaker,
        rest,
        ..
    } = &**edit
    else {
        panic!("no split: {edit:?}");
    };
    assert_eq!((*turn, words.as_str()), (1, "最突出的还是权责不清。"));
    assert_eq!(*speaker, Voice::Known(SpeakerId(uid(1))));
    assert!(rest.starts_with("街道把任务派下来"));
}

/// The questions of replacing answered, and what was found.
fn replacing(mut app: App) -> App {
    run(&mut app, Command::ReplaceWords);
    app.type_text("平台");
    app.press("enter");
    app.type_text("网格系统");
    let effects = app.press("enter");
    let [Effect::Start { ticket, job }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let asked = Job::Replacing {
        find: "平台".to_owned(),
        with: "网格系统".to_owned(),
    };
    assert_eq!(*job, asked);
    let open = app.loaded.open.as_ref().unwrap();
    let turn = open.turns[3].span;
    let old = open.text.slice(turn).unwrap();
    let new = old.replace("平台", "网格系统").replace("清单之外的", "");
    let touching = Touching::of(open, replaces(old, &new, turn.start()), None);
    let all = ReplacingAll {
        n_hits: 3,
        n_interviews: 2,
        n_left: 1,
        touching,
    };
    let outcome = Ok(Answer::Replacing(all));
    let ticket = *ticket;
    update(&mut app, Event::Answer { ticket, outcome });
    app
}

#[test]
fn words_are_replaced_in_all_interviews_after_what_that_does_was_shown() {
    let mut app = replacing(App::sample());
    assert!(app.press("esc").is_empty(), "back to the questions");
    let Some(Overlay::Replace(replace)) = app.overlays.last() else {
        panic!("the questions are gone");
    };
    assert_eq!(replace.with.text(), "网格系统");
    let mut app = replacing(App::sample());
    let effects = app.press("enter");
    let [Effect::Remember { .. }, Effect::Edit(edit, _)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert!(
        matches!(&**edit, Edit::ReplaceWords { find, with } if find == "平台" && with == "网格系统")
    );
    app.grant(effects);
    assert!(app.overlays.is_empty());
}

#[test]
fn a_selection_is_what_shall_be_replaced() {
    let mut app = App::sample();
    app.press("down - - x");
    run(&mut app, Command::ReplaceWords);
    let Some(Overlay::Replace(replace)) = app.overlays.last() else {
        panic!("nothing is asked");
    };
    assert_eq!(replace.find.text(), "最突出");
}

#[test]
fn revise_80_zh() {
    let mut app = App::sample();
    app.press("] c e");
    app.type_text("其实");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn preview_of_a_correction_80_zh() {
    insta::assert_snapshot!(words_of(&touching(App::sample()), Lang::Zh));
}

#[test]
fn preview_of_a_correction_120_en() {
    let app = app_of(loaded(), LARGE);
    insta::assert_snapshot!(words_of(&touching(app), Lang::En));
}

#[test]
fn replace_80_en() {
    let mut app = App::sample();
    run(&mut app, Command::ReplaceWords);
    app.type_text("平台");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn preview_of_replacing_80_zh() {
    insta::assert_snapshot!(words_of(&replacing(App::sample()), Lang::Zh));
}
