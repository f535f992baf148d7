//! The reviewer's desk: codings to be reviewed, and disagreements to be settled.

use ratatui::layout::Size;

use crate::model::review::{Amendment, Judgement, Outcome};
use crate::model::{CodingId, Edit, InterviewId};
use crate::strings::Lang;
use crate::study::LogEntry;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::jobs::{Answer, Job};
use crate::tui::layout;
use crate::tui::screens::Screen;
use crate::tui::testing::desk::{disputes, serve};
use crate::tui::testing::{LARGE, SMALL, app_of, code, drawn, loaded, passage, uid, words_of};
use crate::tui::theme::Shipped;
use crate::tui::update::update;

use super::live::Live;

fn at(size: Size, keys: &str) -> App {
    let mut app = app_of(loaded(), size);
    press(&mut app, keys);
    app
}

/// Presses keys one by one and answers what they ask for.
fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut all = Vec::new();
    for key in keys.split_whitespace() {
        let effects = app.press(key);
        serve(app, &effects);
        all.extend(effects);
    }
    all
}

/// Presses keys and has what they change be durable; the edits.
fn act(app: &mut App, keys: &str) -> Vec<Edit> {
    let effects = press(app, keys);
    let edits = effects.iter().filter_map(|effect| match effect {
        Effect::Edit(edit, _) => Some((**edit).clone()),
        _ => None,
    });
    let edits = edits.collect();
    app.grant(effects);
    edits
}

fn snapshots(keys: &str, name: &str) {
    for (size, width) in [(SMALL, 80), (LARGE, 120)] {
        for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let mut app = app_of(loaded(), size);
            app.desk.lang = lang;
            press(&mut app, keys);
            insta::assert_snapshot!(format!("{name}_{width}_{word}"), words_of(&app, lang));
        }
    }
}

#[test]
fn review_is_drawn() {
    snapshots("g r down down", "review");
}

#[test]
fn disagreements_are_drawn() {
    snapshots("g d down down", "disagreements");
}

#[test]
fn a_passage_whose_ends_are_moved_is_shown_as_it_will_be() {
    let app = at(SMALL, "g d B left left");
    let words = words_of(&app, Lang::Zh);
    assert!(
        words.contains("<我们一共就九个人，要对接三十多个>部门"),
        "{words}"
    );
    insta::assert_snapshot!(words);
}

fn coding(app: &App) -> CodingId {
    match app.screen() {
        Screen::Review(it) => it.list.here().unwrap().coding,
        _ => panic!("the review"),
    }
}

fn pair_ids(app: &App) -> [Option<CodingId>; 2] {
    match app.screen() {
        Screen::Disagreements(it) => {
            let it = it.list.here().unwrap();
            [it.pair.a, it.pair.b]
        }
        _ => panic!("the disagreements"),
    }
}

#[test]
fn a_verdict_is_an_edit_with_its_reason_and_goes_on_to_the_next() {
    let mut app = at(SMALL, "g r");
    assert_eq!(coding(&app), CodingId(uid(501)));
    press(&mut app, "m");
    app.type_text("太宽了");
    press(&mut app, "enter");
    assert!(words_of(&app, Lang::Zh).contains("太宽了"));
    let judge = |n: usize, judgement: Judgement, reason: &str| Edit::Judge {
        codings: vec![CodingId(uid(n))],
        judgement,
        reason: reason.to_owned(),
    };
    assert_eq!(
        act(&mut app, "d"),
        [judge(501, Judgement::Reject, "太宽了")]
    );
    // The reason went with it; the next one has its own. It was made under an older definition.
    assert_eq!(coding(&app), CodingId(uid(502)));
    assert_eq!(act(&mut app, "a"), [judge(502, Judgement::Keep, "")]);
    // One whose coder was asked back waits still.
    assert_eq!(coding(&app), CodingId(uid(503)));
    assert_eq!(act(&mut app, "b"), [judge(503, Judgement::Ask, "")]);
    assert_eq!(coding(&app), CodingId(uid(505)));
    assert_eq!(act(&mut app, "a"), [judge(505, Judgement::Accept, "")]);
}

#[test]
fn a_coding_is_amended_by_another_code_or_other_ends() {
    let mut app = at(SMALL, "g r");
    press(&mut app, "r");
    app.type_text("数据");
    let edits = act(&mut app, "enter");
    let amended = |n: usize, to: Amendment| Edit::Amend {
        coding: CodingId(uid(n)),
        to,
        reason: String::new(),
    };
    let other = Amendment {
        code: Some(code("P4.1")),
        span: None,
    };
    assert_eq!(edits, [amended(501, other)]);
    assert_eq!(coding(&app), CodingId(uid(502)));
    let open = loaded().open.unwrap();
    let edits = act(&mut app, "B tab right right enter");
    let span = passage(&open, "没有执法权，但出了问题要社区兜底。");
    let shorter = Amendment {
        code: None,
        span: Some(span),
    };
    assert_eq!(edits, [amended(502, shorter)]);
    // Ends that were not moved, or given up, amend nothing.
    assert_eq!(act(&mut app, "B enter"), []);
    assert_eq!(act(&mut app, "B left esc"), []);
}

#[test]
fn the_queue_is_filtered_and_says_how_far_one_is() {
    let mut app = at(LARGE, "g r");
    let shown = |app: &App| match app.screen() {
        Screen::Review(it) => it.list.len(),
        _ => 0,
    };
    assert_eq!(shown(&app), 4, "those that wait");
    assert!(words_of(&app, Lang::Zh).contains("已复核 2  剩余 4"));
    press(&mut app, "O");
    assert_eq!((shown(&app), coding(&app)), (1, CodingId(uid(502))));
    press(&mut app, "O K");
    assert_eq!(shown(&app), 2, "of the code of the coding that was in view");
    press(&mut app, "K C");
    assert_eq!(shown(&app), 3, "by RA-01");
    press(&mut app, "C");
    assert_eq!(shown(&app), 1, "by RA-02");
    press(&mut app, "C S");
    assert_eq!((shown(&app), coding(&app)), (1, CodingId(uid(505))));
    press(&mut app, "S S S");
    assert_eq!((shown(&app), coding(&app)), (1, CodingId(uid(504))));
    press(&mut app, "S S S I");
    assert_eq!(shown(&app), 4);
    press(&mut app, "/");
    app.type_text("居民");
    press(&mut app, "enter");
    assert_eq!((shown(&app), coding(&app)), (1, CodingId(uid(505))));
    press(&mut app, "/");
    app.type_text("没有这样的词");
    press(&mut app, "enter");
    assert_eq!(shown(&app), 0);
    assert_eq!(act(&mut app, "a d b r B m , ] r"), []);
}

#[test]
fn what_is_put_aside_is_passed_over() {
    let mut app = at(SMALL, "g r ,");
    assert_eq!(coding(&app), CodingId(uid(502)));
    press(&mut app, "] r ] r ] r");
    assert_eq!(coding(&app), CodingId(uid(502)), "round, past the first");
    press(&mut app, "[ r");
    assert_eq!(coding(&app), CodingId(uid(505)));
}

#[test]
fn taking_a_side_settles_the_pair_and_goes_on() {
    let mut app = at(SMALL, "g d");
    let [first, second, third, _] = disputes().try_into().expect("four");
    let settle = |it: &crate::study::Disagreement, outcome: Outcome, reason: &str| Edit::Settle {
        pair: it.pair,
        outcome,
        reason: reason.to_owned(),
    };
    press(&mut app, "m");
    app.type_text("取全句");
    press(&mut app, "enter");
    assert_eq!(act(&mut app, "2"), [settle(&first, Outcome::B, "取全句")]);
    assert_eq!(pair_ids(&app), [second.pair.a, second.pair.b]);
    // The first coder has nothing there: their side is that nothing stands.
    assert_eq!(press(&mut app, "1").len(), 1);
    assert_eq!(act(&mut app, "1"), [settle(&second, Outcome::Neither, "")]);
    assert_eq!(pair_ids(&app), [third.pair.a, third.pair.b]);
    assert_eq!(act(&mut app, "3"), [settle(&third, Outcome::Both, "")]);
    // Nothing else is open; what is settled can be settled again.
    assert_eq!(pair_ids(&app), [third.pair.a, third.pair.b]);
    assert_eq!(act(&mut app, "0"), [settle(&third, Outcome::Neither, "")]);
}

#[test]
fn something_else_may_stand_with_another_code_and_other_ends() {
    let mut app = at(SMALL, "g d");
    let open = loaded().open.unwrap();
    let settle = |place: usize, number: &str, words: &str| Edit::Settle {
        pair: disputes()[place].pair,
        outcome: Outcome::Other {
            code: code(number),
            span: passage(&open, words),
        },
        reason: String::new(),
    };
    // Of one code with other ends nothing has to be asked.
    let edits = act(&mut app, "B left left enter");
    let words = "我们一共就九个人，要对接三十多个";
    assert_eq!(edits, [settle(0, "P2.1", words)]);
    press(&mut app, "] r");
    let edits = act(&mut app, "B left enter");
    assert_eq!(edits, [], "which code has to be said");
    app.type_text("数据");
    let edits = act(&mut app, "enter");
    assert_eq!(
        edits,
        [settle(2, "P4.1", "区里搞了一个权责清单，情况好一些")]
    );
}

#[test]
fn disagreements_are_filtered_and_ordered() {
    let mut app = at(LARGE, "g d");
    let shown = |app: &App| match app.screen() {
        Screen::Disagreements(it) => {
            let all = (0..it.list.len()).filter_map(|place| it.list.get(place));
            all.map(|it| it.pair.b.unwrap()).collect()
        }
        _ => Vec::new(),
    };
    let ids =
        |those: &[usize]| -> Vec<CodingId> { those.iter().map(|n| CodingId(uid(*n))).collect() };
    assert_eq!(shown(&app), ids(&[604, 605, 602, 607]));
    press(&mut app, "G");
    assert_eq!(
        shown(&app),
        ids(&[602, 607, 604, 605]),
        "by the codes in dispute"
    );
    press(&mut app, "G G S");
    assert_eq!(shown(&app), ids(&[604, 605, 602]), "open");
    press(&mut app, "S");
    assert_eq!(shown(&app), ids(&[607]), "settled");
    press(&mut app, "S home K");
    assert_eq!(shown(&app).len(), 2, "in which one has the code");
    press(&mut app, "K C");
    assert_eq!(shown(&app).len(), 4, "one pair of coders");
}

#[test]
fn undo_puts_the_cursor_on_what_was_undone() {
    let mut app = at(SMALL, "g d");
    act(&mut app, "2");
    let step = |kind: &str, record: serde_json::Value| LogEntry {
        id: 1,
        coder: "RA-02".to_owned(),
        kind: kind.to_owned(),
        at_ms: 0,
        state: crate::study::OpState::Undone,
        record,
    };
    let first = disputes()[0].pair;
    let record = serde_json::json!({ "a": first.a, "b": first.b });
    let at = "14:32:07".to_owned();
    let undone = Event::Undone {
        step: step("settle", record),
        at: at.clone(),
    };
    let effects = update(&mut app, undone);
    serve(&mut app, &effects);
    assert_eq!(pair_ids(&app), [first.a, first.b]);
    press(&mut app, "g r end");
    let record = serde_json::json!({ "codings": [CodingId(uid(502))] });
    let undone = Event::Undone {
        step: step("judge", record),
        at,
    };
    let effects = update(&mut app, undone);
    serve(&mut app, &effects);
    assert_eq!(coding(&app), CodingId(uid(502)));
}

#[test]
fn the_passage_is_shown_in_its_transcript() {
    for keys in ["g d g s", "g d enter", "g r g s", "g r enter"] {
        let mut app = app_of(loaded(), SMALL);
        let effects = press(&mut app, keys);
        let opened = effects.iter().any(|it| {
            matches!(it, Effect::Open { interview, at: Some(_) } if *interview == InterviewId(uid(17)))
        });
        assert!(opened, "{keys}");
    }
}

#[test]
fn the_record_is_written_where_the_person_says() {
    let mut app = at(SMALL, "g d o");
    assert!(words_of(&app, Lang::Zh).contains("study-decisions.xlsx"));
    app.type_text("x");
    let effects = press(&mut app, "enter");
    let path = effects.iter().find_map(|it| match it {
        Effect::ExportDecisions { path, .. } => Some(path.clone()),
        _ => None,
    });
    assert_eq!(path.unwrap().to_string_lossy(), "study-decisions.xlsxx");
}

#[test]
fn a_passage_on_which_coders_differ_leads_to_where_it_is_settled() {
    let mut app = app_of(loaded(), SMALL);
    let span = passage(&loaded().open.unwrap(), "区里搞了一个权责清单");
    app.desk.go = Some(crate::tui::app::Go::Dispute {
        code: code("C1.1"),
        interview: InterviewId(uid(17)),
        span,
    });
    let effects = app.press("down");
    serve(&mut app, &effects);
    assert_eq!(pair_ids(&app)[0], Some(CodingId(uid(601))));
}

#[test]
fn a_stale_answer_is_dropped_and_the_study_may_have_nothing() {
    let mut app = app_of(loaded(), SMALL);
    let effects = app.press("g r");
    let Some(Effect::Start {
        ticket,
        job: Job::Review,
    }) = effects.last()
    else {
        panic!("{effects:?}");
    };
    let older = *ticket;
    let effects = app.press("g d g r");
    let outcome = Ok(Answer::Review(Vec::new()));
    update(
        &mut app,
        Event::Answer {
            ticket: older,
            outcome,
        },
    );
    assert!(matches!(app.screen(), Screen::Review(it) if it.list.all.is_none()));
    let Some(Effect::Start { ticket, .. }) = effects.last() else {
        panic!("{effects:?}");
    };
    let outcome = Ok(Answer::Review(Vec::new()));
    update(
        &mut app,
        Event::Answer {
            ticket: *ticket,
            outcome,
        },
    );
    assert!(words_of(&app, Lang::Zh).contains("还没有任何编码"));
    assert_eq!(act(&mut app, "a"), []);
}

#[test]
fn a_question_does_not_cover_the_passage_it_is_about() {
    // The palette of codes has no room beside the passage on a small screen.
    let asked = [
        (SMALL, "g r m"),
        (SMALL, "g d m"),
        (LARGE, "g r m"),
        (LARGE, "g d m"),
        (LARGE, "g r r"),
        (LARGE, "g d r"),
    ];
    for (size, keys) in asked {
        let words = words_of(&at(size, keys), Lang::Zh);
        let passage = if keys.starts_with("g r") {
            "[最突出的还是权责不清。]"
        } else {
            "九个人，"
        };
        assert!(words.contains(passage), "{keys}:\n{words}");
    }
}

#[test]
fn both_screens_are_drawn_from_the_smallest_size_up() {
    for (width, height) in [(60, 18), (79, 23), (90, 30), (120, 36), (200, 60)] {
        for keys in [
            "g r",
            "g d",
            "g d B",
            "g r B",
            "g d down down",
            "g d r",
            "g r m",
        ] {
            let mut app = at(Size { width, height }, keys);
            let words = words_of(&app, Lang::Zh);
            let rows = words.lines().filter(|row| row.len() > 8).count();
            assert!(rows > 8, "{keys} at {width}x{height}:\n{words}");
            // The terminal's cursor is on the row, or in the field.
            assert!(drawn(&app, Lang::En, Shipped::Plain).1.is_some(), "{keys}");
            app.desk.size = layout::SMALLEST;
            app.settle();
            drawn(&app, Lang::Zh, Shipped::Plain);
        }
    }
}

#[test]
fn a_verdict_taken_back_puts_the_cursor_back_on_its_coding_in_the_study_itself() {
    let mut live = Live::new("PI", "01-公共管理学者-北京");
    live.press("g r");
    live.answered();
    let first = coding(&live.app);
    live.press("a");
    live.answered();
    assert_ne!(coding(&live.app), first, "on to the next");
    live.press("u");
    live.answered();
    assert_eq!(coding(&live.app), first);
    // The cursor is free again.
    live.press("j");
    assert_ne!(coding(&live.app), first);
}

#[test]
fn a_reason_that_was_typed_and_not_said_is_there_when_the_desk_is_opened_again() {
    let mut live = Live::new("PI", "01-公共管理学者-北京");
    live.press("g r");
    live.answered();
    live.press("m");
    live.type_text("不够具体");
    live.press("enter q g r");
    live.answered();
    let reason = |app: &App| match app.screen() {
        Screen::Review(it) => it.reason.clone(),
        _ => panic!("the review"),
    };
    assert_eq!(reason(&live.app), "不够具体");
    live.press("d");
    live.answered();
    assert_eq!(reason(&live.app), "", "it was said");
}
