//! All memos in one list: narrowed, opened, changed and taken away there.

use super::*;

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
