//! Memos: written on everything, kept while they are typed, and all in one list.

mod list;

use std::time::Duration;

use ratatui::layout::Size;

use super::live::Live;
use crate::model::{Edit, InterviewId, MemoId, MemoKind, MemoTarget};
use crate::strings::Lang;
use crate::study::{Access, MemoPlace};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Message, Trouble};
use crate::tui::jobs::{Answer, Job};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::memo::Memo;
use crate::tui::screens::Screen;
use crate::tui::screens::memos::{Row, Stands};
use crate::tui::testing::{LARGE, SMALL, app_of, code, loaded, passage, uid, words_of};
use crate::tui::update::update;

const INTERVIEW: &str = "01-公共管理学者-北京";

fn clock(app: &mut App, now_ms: u64) -> Vec<Effect> {
    update(app, Event::Clock { now_ms })
}

/// The words of the drafts among what is wanted.
fn drafts(effects: Vec<Effect>) -> Vec<String> {
    let drafts = effects.into_iter().filter_map(|effect| match effect {
        Effect::KeepDraft(draft) => Some(draft.text),
        _ => None,
    });
    drafts.collect()
}

fn memo(app: &App) -> &Memo {
    app.overlays
        .last()
        .and_then(Overlay::as_memo)
        .expect("a memo is open")
}

/// The draft of the memo that is open arrives, or fails.
fn arrived(app: &mut App, outcome: Result<(), Trouble>) {
    let target = memo(app).target;
    update(app, Event::Drafted { target, outcome });
}

#[test]
fn what_is_typed_goes_to_the_file_at_once_and_then_once_a_second() {
    let mut app = App::sample();
    app.press("] c m");
    clock(&mut app, 10_000);
    assert_eq!(drafts(app.type_text("甲")), ["甲"]);
    // One is on its way: the next waits for it and for the second.
    assert_eq!(drafts(app.type_text("乙")), [""; 0]);
    assert_eq!(app.draft_due(10_300), None);
    assert_eq!(drafts(clock(&mut app, 11_200)), [""; 0]);
    arrived(&mut app, Ok(()));
    assert_eq!(app.draft_due(10_300), Some(Duration::from_millis(700)));
    assert_eq!(drafts(clock(&mut app, 10_999)), [""; 0]);
    assert_eq!(drafts(clock(&mut app, 11_000)), ["甲乙"]);
    arrived(&mut app, Ok(()));
    assert_eq!(app.draft_due(30_000), None, "nothing was typed since");
    // A kind is worth keeping too.
    clock(&mut app, 30_000);
    assert_eq!(drafts(app.press("tab")), ["甲乙"]);
    assert_eq!(memo(&app).kind, MemoKind::Coding);
    arrived(&mut app, Ok(()));
    // Before a program ends that nobody has quit, all of it goes.
    app.type_text("丙");
    assert_eq!(drafts(app.last_drafts()), ["甲乙丙"]);
    assert_eq!(drafts(app.last_drafts()), [""; 0]);
}

#[test]
fn a_draft_that_arrives_moves_nothing_on_the_screen() {
    let mut app = App::sample();
    app.press("] c m");
    app.type_text("正在想");
    let before = words_of(&app, Lang::Zh);
    let target = memo(&app).target;
    let outcome = Ok(());
    let seen = Event::Drafted { target, outcome }.is_seen();
    assert!(!seen && !Event::Clock { now_ms: 1 }.is_seen());
    arrived(&mut app, Ok(()));
    assert_eq!(words_of(&app, Lang::Zh), before);
}

#[test]
fn that_drafts_cannot_be_kept_is_said_once_and_the_memo_can_still_be_saved() {
    let mut app = App::sample();
    app.press("] c m");
    app.type_text("甲");
    let trouble = Trouble::unchanged(Message::new("trouble-bug"));
    let (target, outcome) = (memo(&app).target, Err(trouble.clone()));
    assert!(Event::Drafted { target, outcome }.is_seen());
    arrived(&mut app, Err(trouble));
    assert_eq!(app.desk.errors.len(), 1);
    assert_eq!(
        drafts(clock(&mut app, 60_000)),
        [""; 0],
        "not again by itself"
    );
    assert_eq!(drafts(app.type_text("乙")), ["甲乙"]);
    let trouble = Trouble::unchanged(Message::new("trouble-bug"));
    arrived(&mut app, Err(trouble));
    assert_eq!(app.desk.errors.len(), 1);
    assert!(
        matches!(app.press("esc").as_slice(), [Effect::Edit(edit, _)]
        if matches!(&**edit, Edit::WriteMemo { text, .. } if text == "甲乙"))
    );
}

#[test]
fn a_memo_that_was_only_opened_leaves_no_draft_behind() {
    let mut app = App::sample();
    app.press("] c m");
    assert_eq!(drafts(app.last_drafts()), [""; 0]);
}

#[test]
fn a_draft_that_could_not_be_kept_is_tried_again_before_the_program_ends() {
    let mut app = App::sample();
    app.press("] c m");
    app.type_text("甲");
    arrived(&mut app, Ok(()));
    app.type_text("乙");
    assert_eq!(drafts(clock(&mut app, 60_000)), ["甲乙"]);
    let trouble = Trouble::unchanged(Message::new("trouble-bug"));
    arrived(&mut app, Err(trouble));
    assert_eq!(drafts(clock(&mut app, 90_000)), [""; 0]);
    assert_eq!(drafts(app.last_drafts()), ["甲乙"]);
}

#[test]
fn a_draft_of_a_memo_already_left_says_nothing_about_the_next_one() {
    let mut app = App::sample();
    app.press("] c m");
    app.type_text("甲");
    let trouble = Trouble::unchanged(Message::new("trouble-bug"));
    let event = Event::Drafted {
        target: MemoTarget::Study,
        outcome: Err(trouble),
    };
    update(&mut app, event);
    assert!(app.desk.errors.is_empty());
    app.type_text("乙");
    assert_eq!(
        drafts(clock(&mut app, 60_000)),
        [""; 0],
        "one is on its way"
    );
    arrived(&mut app, Ok(()));
    assert_eq!(drafts(clock(&mut app, 60_000)), ["甲乙"]);
}

#[test]
fn a_memo_that_cannot_be_saved_stays_open_with_its_words() {
    let mut app = App::sample();
    app.press("] c m");
    app.type_text("甲");
    assert_eq!(app.press("esc").len(), 1);
    let trouble = Trouble::unchanged(Message::new("trouble-bug"));
    update(&mut app, Event::Failed(trouble));
    assert_eq!(memo(&app).field.text(), "甲");
    app.type_text("乙");
    let again = app.press("esc");
    assert_eq!(again.len(), 1);
    app.grant(again);
    assert!(app.overlays.is_empty());
}

#[test]
fn no_draft_comes_after_what_was_written_or_given_up() {
    let mut app = App::sample();
    for leaving in ["esc", "ctrl+q"] {
        app.press("] c m");
        clock(&mut app, 50_000);
        app.type_text("甲");
        arrived(&mut app, Ok(()));
        app.type_text("乙");
        clock(&mut app, 50_500);
        let effects = app.press(leaving);
        assert_eq!(drafts(effects.clone()), [""; 0], "{leaving}");
        assert_eq!(drafts(clock(&mut app, 90_000)), [""; 0], "{leaving}");
        app.grant(effects);
    }
    app.press("] c m");
    app.type_text("丙");
    arrived(&mut app, Ok(()));
    app.type_text("丁");
    clock(&mut app, 120_000);
    let effects = app.press("ctrl+x enter");
    assert!(matches!(effects.last(), Some(Effect::DropDraft { .. })));
    assert_eq!(drafts(clock(&mut app, 150_000)), [""; 0]);
}

#[test]
fn an_hour_of_writing_is_one_step_and_leaves_no_draft() {
    let mut live = Live::new("RA-01", INTERVIEW);
    live.press("] c m tab");
    let target = memo(&live.app).target;
    for words in ["权责不清", "是谁说的", "再问一次"] {
        live.type_text(words);
        live.rest();
    }
    live.type_text("。");
    let kept = live.world.study.drafts("RA-01").unwrap();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].draft.text.starts_with("权责不清是谁说的再问一次"));
    let n_steps = live.world.study.log().unwrap().len();
    live.press("esc");
    assert_eq!(live.said(), "said-memo");
    assert_eq!(live.world.study.log().unwrap().len(), n_steps + 1);
    assert!(live.world.study.drafts("RA-01").unwrap().is_empty());
    let at = live.world.study.memos_at(target, "RA-01").unwrap();
    assert_eq!(at.memos.last().unwrap().text, "权责不清是谁说的再问一次。");
    assert_eq!(at.memos.last().unwrap().kind, MemoKind::Coding);
    live.press("u");
    let at = live.world.study.memos_at(target, "RA-01").unwrap();
    assert!(at.memos.iter().all(|memo| memo.coder != "RA-01"));
}

#[test]
fn what_was_cut_off_is_found_again_and_written_or_given_up() {
    let mut live = Live::new("RA-01", INTERVIEW);
    live.press("] c m");
    live.type_text("写到一半");
    live.rest();
    // The program is gone before the memo is left.
    live.app.overlays.clear();
    live.press("m");
    assert_eq!(memo(&live.app).field.text(), "写到一半");
    assert!(memo(&live.app).goes_on_from.is_some());
    live.press("ctrl+x esc");
    assert_eq!(memo(&live.app).field.text(), "写到一半", "asked first");
    live.press("ctrl+x enter");
    assert_eq!(live.said(), "said-draft-dropped");
    assert!(live.app.overlays.is_empty());
    assert!(live.world.study.drafts("RA-01").unwrap().is_empty());

    // Typing and taking it back leaves nothing behind either.
    live.press("m");
    live.type_text("甲");
    live.press("backspace esc");
    assert!(live.app.overlays.is_empty());
    assert!(live.world.study.drafts("RA-01").unwrap().is_empty());
}

#[test]
fn in_a_study_that_is_only_read_nothing_can_be_typed_and_it_is_said() {
    let mut study = loaded();
    study.access = Access::Reading;
    let mut app = app_of(study, SMALL);
    app.press("] c m");
    let shown = words_of(&app, Lang::Zh);
    assert!(shown.contains("研究以只读打开，无法保存备忘录"), "{shown}");
    app.type_text("甲");
    update(&mut app, Event::Paste("乙".to_owned()));
    assert_eq!(memo(&app).field.text(), "");
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-memo-read-only");
    assert!(app.press("esc").is_empty() && app.overlays.is_empty());
}

#[test]
fn a_memo_is_on_what_the_cursor_stands_on() {
    let mut live = Live::new("RA-01", INTERVIEW);
    let target = |live: &mut Live, keys: &str| {
        live.press(keys);
        let target = memo(&live.app).target;
        live.press("esc");
        target
    };
    let interview = live.app.loaded.open.as_ref().unwrap().id;
    assert_eq!(target(&mut live, "g m"), MemoTarget::Interview(interview));
    assert!(matches!(target(&mut live, "] c m"), MemoTarget::Coding(_)));
    live.press("x");
    let span = live.coding().target().unwrap();
    let on_selection = MemoTarget::Passage { interview, span };
    assert_eq!(target(&mut live, "m"), on_selection, "a selection");
    // A code on exactly these words: the memo is on the newest coding of them.
    live.press("2");
    let (codings, count) = {
        let layer = &live.app.loaded.open.as_ref().unwrap().layer;
        let mine = layer.all().iter().filter(|it| it.span == span);
        let ids: Vec<_> = mine.map(|it| it.id).collect();
        (ids.clone(), ids.len())
    };
    assert_eq!(count, 1);
    live.press("g v");
    assert_eq!(target(&mut live, "m"), MemoTarget::Coding(codings[0]));
    live.press("u g v");
    assert_eq!(live.coding().target(), Some(span));
    live.press("m");
    live.type_text("这两句连起来看");
    live.press("esc esc home ] m");
    while live.coding().target() != Some(span) {
        let before = live.coding().head;
        live.press("] m");
        assert_ne!(live.coding().head, before, "] m comes to the passage");
    }
    assert_eq!(
        target(&mut live, "m"),
        on_selection,
        "the passage under the cursor"
    );
    assert_eq!(target(&mut live, "g h m"), MemoTarget::Study);
    let first = live.app.loaded.interviews[0].id;
    assert_eq!(
        target(&mut live, "g l home m"),
        MemoTarget::Interview(first)
    );
    assert!(matches!(target(&mut live, "g c m"), MemoTarget::Code(_)));
}

#[test]
fn a_passage_with_a_memo_is_marked_and_its_memo_stands_under_it() {
    let mut study = loaded();
    let open = study.open.as_mut().unwrap();
    let span = passage(open, "居民一开始不来，后来把会放到晚上开");
    open.memos.push(crate::model::Memo {
        id: MemoId(uid(1)),
        target: MemoTarget::Passage {
            interview: open.id,
            span,
        },
        kind: MemoKind::Question,
        coder: "RA-01".to_owned(),
        text: "谁提出来的？\n要问书记。".to_owned(),
        written_ms: None,
    });
    let mut app = app_of(study, SMALL);
    app.press("] m");
    let shown = words_of(&app, Lang::Zh);
    let marked = shown
        .lines()
        .find(|line| line.contains("居民一开始"))
        .unwrap();
    assert!(marked.starts_with('m'), "{shown}");
    assert!(shown.contains("备忘录: 谁提出来的？"), "{shown}");
}

#[test]
fn a_memo_on_a_passage_is_listed_with_the_beginning_of_its_words() {
    let mut live = Live::new("RA-01", INTERVIEW);
    live.press("x m");
    live.type_text("想不通的地方");
    live.press("esc");
    let memos = live.world.study.memos("RA-01").unwrap().written;
    let on_passage = memos.iter().find(|it| it.memo.text == "想不通的地方");
    let place = &on_passage.unwrap().place;
    let text = live.world.study.text(place.interview.unwrap()).unwrap();
    assert!(!place.words.is_empty() && text.contains(&place.words));
}
