//! Memos: written on everything, kept while they are typed, and all in one list.

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

/// A row of the list.
fn row(n: usize, target: MemoTarget, kind: MemoKind, coder: &str, text: &str) -> Row {
    let study = loaded();
    let open = study.open.as_ref().unwrap();
    let mut place = MemoPlace::default();
    match target {
        MemoTarget::Study => {}
        MemoTarget::Interview(id) => place.interview = Some(id),
        MemoTarget::Code(id) => place.code = Some(id),
        MemoTarget::Coding(id) => {
            let tag = open.layer.get(id).unwrap();
            place.interview = Some(open.id);
            place.span = Some(tag.span);
            place.code = Some(tag.code);
            place.words = open.text.slice(tag.span).unwrap().to_owned();
        }
        MemoTarget::Passage { interview, span } => {
            place.interview = Some(interview);
            place.span = Some(span);
            place.words = open.text.slice(span).unwrap().to_owned();
        }
    }
    Row {
        stands: Stands::Written(MemoId(uid(n))),
        target,
        place: Some(place),
        kind,
        coder: coder.to_owned(),
        text: text.to_owned(),
        at: format!("03-{:02} 14:05", 30 - n),
    }
}

/// The list of some memos, in the sample study.
fn listed(size: Size) -> App {
    let study = loaded();
    let open = study.open.as_ref().unwrap();
    let tag = open.layer.all()[0].id;
    let span = passage(open, "居民一开始不来，后来把会放到晚上开");
    let interview = open.id;
    let mut app = app_of(study, size);
    let asked = app.press("g n");
    let Some(Effect::Start { ticket, job }) = asked.last() else {
        panic!("the memos are asked for");
    };
    assert_eq!(*job, Job::Memos("RA-02".to_owned()));
    let draft = Row {
        stands: Stands::Draft,
        ..row(
            1,
            MemoTarget::Interview(InterviewId(uid(16))),
            MemoKind::Method,
            "RA-02",
            "录音断了两次，后半段",
        )
    };
    let rows = vec![
        draft,
        row(
            2,
            MemoTarget::Study,
            MemoKind::Reflexivity,
            "RA-02",
            "我在街道工作过，容易站在社区这边。\n读的时候要留意自己替他们辩护的地方。",
        ),
        row(
            3,
            MemoTarget::Coding(tag),
            MemoKind::Content,
            "RA-01",
            "兜底这个词三个人都用。",
        ),
        row(
            4,
            MemoTarget::Passage { interview, span },
            MemoKind::Question,
            "RA-02",
            "晚上开会是谁提出来的？要问社区书记。",
        ),
        row(
            5,
            MemoTarget::Code(code("P1.1")),
            MemoKind::Coding,
            "RA-02",
            "只收职责与权力不对等；单纯抱怨任务多不算。",
        ),
        row(
            6,
            MemoTarget::Interview(interview),
            MemoKind::Theory,
            "RA-01",
            "权责清单像是把协商往前推了一步，但没有改变谁来考核，所以平台的问题照旧。",
        ),
    ];
    let answer = Event::Answer {
        ticket: *ticket,
        outcome: Ok(Answer::Memos(rows)),
    };
    update(&mut app, answer);
    app
}

#[test]
fn memos_80_zh() {
    let mut app = listed(SMALL);
    app.press("down");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn memos_120_en() {
    let mut app = listed(LARGE);
    app.press("end");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn memos_60_zh() {
    let app = listed(Size {
        width: 60,
        height: 18,
    });
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn a_memo_80_zh() {
    let mut app = App::sample();
    app.press("] c m tab tab");
    app.type_text("兜底：责任留在社区，\n权力在街道。");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn the_list_is_narrowed_by_kind_coder_and_words() {
    let mut app = listed(SMALL);
    let shown = |app: &App| -> Vec<String> {
        let Screen::Memos(list) = app.screen() else {
            panic!("the list of memos");
        };
        let rows = list.shown(&app.loaded).into_iter();
        rows.map(|row| row.text.chars().take(2).collect()).collect()
    };
    assert_eq!(
        shown(&app),
        ["录音", "我在", "兜底", "晚上", "只收", "权责"]
    );
    app.press("K");
    assert_eq!(shown(&app), ["兜底"], "content comes first");
    app.press("K");
    assert_eq!(shown(&app), ["只收"]);
    app.press("K K K K K");
    assert_eq!(shown(&app).len(), 6, "after the last kind all again");
    app.press("C");
    assert_eq!(shown(&app), ["兜底", "权责"]);
    app.press("C C /");
    app.type_text("居民");
    assert_eq!(shown(&app), ["晚上"], "by the words it is on");
    app.press("esc /");
    app.type_text("P1.1");
    assert_eq!(shown(&app), ["兜底", "只收"], "by its code");
    app.press("enter esc");
    assert_eq!(shown(&app).len(), 6);
}

#[test]
fn enter_goes_to_where_a_memo_hangs() {
    let mut app = listed(SMALL);
    let opened = |effects: &[Effect]| match effects.last() {
        Some(Effect::Open { at, .. }) => *at,
        other => panic!("no interview is opened: {other:?}"),
    };
    let open = app.loaded.open.clone().unwrap();
    let span = passage(&open, "居民一开始不来，后来把会放到晚上开");
    assert_eq!(opened(&app.press("down down down enter")), Some(span));
    assert_eq!(
        opened(&app.press("up enter")),
        Some(open.layer.all()[0].span)
    );
    assert_eq!(opened(&app.press("end enter")), None);
    app.press("up enter");
    assert!(matches!(app.screen(), Screen::Codebook(_)));
    // Nothing lies behind the study, nor behind what was never written.
    app.press("esc home");
    app.press("enter");
    assert_eq!(
        memo(&app).target,
        MemoTarget::Interview(InterviewId(uid(16)))
    );
    app.press("esc down enter");
    assert_eq!(memo(&app).target, MemoTarget::Study);
}

#[test]
fn memos_are_changed_in_the_list_and_undo_brings_them_back() {
    let mut live = Live::new("RA-01", INTERVIEW);
    live.press("g n a tab tab tab");
    live.type_text("第二次访谈起才录音");
    live.press("esc");
    let rows = |live: &mut Live| -> Vec<(String, MemoKind)> {
        live.answered();
        let Screen::Memos(list) = live.app.screen() else {
            panic!("the list of memos");
        };
        let rows = list.shown(&live.app.loaded).into_iter();
        rows.filter(|row| row.target == MemoTarget::Study)
            .map(|row| (row.text.clone(), row.kind))
            .collect()
    };
    let written = |kind| [("第二次访谈起才录音".to_owned(), kind)];
    assert_eq!(rows(&mut live), written(MemoKind::Method));
    live.press("t 3");
    assert_eq!(live.said(), "said-memo-kind");
    assert_eq!(rows(&mut live), written(MemoKind::Theory));
    live.press("u");
    assert_eq!(rows(&mut live), written(MemoKind::Method));
    live.press("d");
    assert_eq!(live.said(), "said-memo-removed");
    assert_eq!(rows(&mut live), []);
    live.press("u");
    assert_eq!(rows(&mut live), written(MemoKind::Method));
    live.press("e");
    live.type_text("。");
    live.press("esc");
    assert_eq!(rows(&mut live)[0].0, "第二次访谈起才录音。");
}

#[test]
fn somebody_elses_memo_is_read_and_left_as_it_is() {
    let mut app = listed(SMALL);
    app.press("down down");
    assert!(app.press("d").is_empty());
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-memo-of-others");
    assert!(app.press("t").is_empty() && app.overlays.is_empty());
    app.press("e");
    app.type_text("改");
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-memo-of-others");
    assert!(app.press("esc").is_empty());
}

#[test]
fn removing_a_memo_in_the_list_keeps_what_is_typed_of_it() {
    let mut live = Live::new("RA-01", INTERVIEW);
    live.press("g n a");
    live.type_text("写好的");
    live.press("esc a");
    live.type_text("，没存的");
    live.rest();
    // The program is gone before the memo is left.
    live.app.overlays.clear();
    live.press("g h g n");
    live.answered();
    live.press("home down d");
    assert_eq!(live.said(), "said-memo-removed");
    let kept = live.world.study.drafts("RA-01").unwrap();
    assert_eq!(kept[0].draft.text, "写好的，没存的");
    // Who empties the memo where the draft was taken over is done with both.
    live.press("u a");
    assert_eq!(memo(&live.app).field.text(), "写好的，没存的");
    live.press("backspace backspace backspace backspace backspace backspace backspace esc");
    assert!(live.app.overlays.is_empty());
    assert!(live.world.study.drafts("RA-01").unwrap().is_empty());
    let at = live
        .world
        .study
        .memos_at(MemoTarget::Study, "RA-01")
        .unwrap();
    assert!(at.memos.is_empty());
}

#[test]
fn a_draft_whose_coding_is_gone_is_taken_up_on_the_interview_with_the_memo_there() {
    let mut live = Live::new("RA-01", INTERVIEW);
    let interview = live.app.loaded.open.as_ref().unwrap().id;
    live.press("g m");
    live.type_text("整篇的");
    live.press("esc ] c m");
    let MemoTarget::Coding(coding) = memo(&live.app).target else {
        panic!("a memo on a coding");
    };
    live.type_text("半句");
    live.rest();
    live.app.overlays.clear();
    let study = &mut live.world.study;
    study
        .apply(
            &Edit::Uncode {
                codings: vec![coding],
            },
            "RA-01",
        )
        .unwrap();
    live.press("g n");
    live.answered();
    live.press("home e");
    assert_eq!(memo(&live.app).target, MemoTarget::Interview(interview));
    assert_eq!(memo(&live.app).field.text(), "整篇的\n半句");
    live.press("esc");
    assert!(live.world.study.drafts("RA-01").unwrap().is_empty());
}
