//! What keys do in the coding view and the lists.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::model::{Edit, MemoTarget, Origin};
use crate::strings::Lang;
use crate::study::{Access, Owner};
use crate::text::Unit;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Message, Trouble};
use crate::tui::jobs::{Job, Ticket};
use crate::tui::overlays::{Overlay, palette};
use crate::tui::screens::Screen;
use crate::tui::screens::analysis::Kind;
use crate::tui::screens::coding::Coding;
use crate::tui::screens::interviews::Interviews;
use crate::tui::testing::{TALK, code, frequencies, interview, words_of};
use crate::tui::update::update;

fn coding(app: &App) -> &Coding {
    match app.screen() {
        Screen::Coding(coding) => coding,
        other => panic!("not the coding view: {other:?}"),
    }
}

fn edits(effects: Vec<Effect>) -> Vec<Edit> {
    effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Edit(edit, _) => Some(*edit),
            _ => None,
        })
        .collect()
}

/// After some keys the target is these words.
fn check(keys: &str, words: &str) {
    let mut app = App::sample();
    app.press(keys);
    assert_eq!(app.target_words(), words, "after {keys}");
}

#[test]
fn motions_go_by_units() {
    check("", TALK[0]);
    check("down", "最突出的还是权责不清。");
    check("j j k", "最突出的还是权责不清。");
    check("down right", "最");
    check("down left", "不清");
    check("down right right", "突出");
    check(
        "down right down",
        "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
    );
    check("down right right up", "最突出的还是权责不清。");
    check("] t", "最突出的还是权责不清。");
    check("] t ] t", TALK[2]);
    check("down down [ t", "最突出的还是权责不清。");
    check("}", "最突出的还是权责不清。");
    check(
        "G",
        "两边都要录，录完还要导出来再报一次，基层等于多了一道工序。",
    );
    check("G g g", TALK[0]);
    check("- )", "最突出的还是权责不清。");
}

#[test]
fn units_become_finer_and_coarser() {
    check("down -", "最突出的还是权责不清。");
    check("down down -", "街道把任务派下来，");
    check("down down - -", "街道");
    check("down down - - -", "街");
    check("down down - - - -", "街");
    check("down =", TALK[1]);
    let mut app = App::sample();
    app.press("= =");
    assert_eq!(coding(&app).unit, Unit::Turn);
}

#[test]
fn a_selection_grows_and_shrinks() {
    check(
        "down x",
        "最突出的还是权责不清。街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
    );
    check("down shift+down X", "最突出的还是权责不清。");
    check(
        "down down X",
        "最突出的还是权责不清。街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
    );
    check(
        "down x esc",
        "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
    );
    check(
        "down x down",
        "我们一共就九个人，要对接三十多个部门，去年报表就有一百二十多张。",
    );
    check(
        "down x down g v",
        "最突出的还是权责不清。街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
    );
    check("down shift+left", "最突出的还是权责不清");
    check("down right shift+right", "最突出");
}

#[test]
fn an_anchored_selection_follows_every_motion() {
    let mut app = App::sample();
    app.press("down v down down");
    assert!(app.target_words().starts_with("最突出") && app.target_words().ends_with("多张。"));
    app.press("o up");
    assert!(app.target_words().starts_with(TALK[0]));
    app.press("v");
    assert!(coding(&app).anchor.is_none());
}

#[test]
fn a_digit_codes_the_target_and_the_same_digit_takes_it_back() {
    let mut app = App::sample();
    let effects = app.press("down down x 1");
    let [Edit::Code(new)] = &edits(effects.clone())[..] else {
        panic!("one coding");
    };
    assert_eq!(new.codes, [code("P1.1")]);
    assert_eq!(app.desk.saved, None, "nothing is saved before the commit");
    app.grant(effects);
    assert_eq!(app.desk.saved.as_deref(), Some("14:32:07"));
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "said-coded");
    let edits = edits(app.press("1"));
    assert!(matches!(edits.as_slice(), [Edit::Uncode { codings }] if codings.len() == 1));
}

#[test]
fn the_code_of_another_passage_is_not_taken_back_by_its_digit() {
    let mut app = App::sample();
    // P1.1 already lies on the two sentences together.
    let edits = edits(app.press("down 1"));
    assert!(matches!(edits.as_slice(), [Edit::Code(_)]));
}

#[test]
fn full_width_keys_mean_the_same_outside_fields() {
    let mut app = App::sample();
    let edits = edits(app.type_text("ｊｊｘ１"));
    assert!(matches!(edits.as_slice(), [Edit::Code(_)]));
    app.type_text("：");
    assert!(matches!(app.overlays.as_slice(), [Overlay::Commands(_)]));
    app.type_text("：ｘ");
    assert_eq!(app.overlays[0].field().unwrap().text(), "：ｘ");
}

#[test]
fn hanzi_open_the_palette_with_them() {
    let mut app = App::sample();
    app.press("down");
    app.type_text("协商");
    let Some(Overlay::Palette(palette)) = app.overlays.last() else {
        panic!("a palette");
    };
    assert_eq!(palette.field.text(), "协商");
    assert_eq!(palette.highlighted(), Some(code("C2.3")));
    let edits = edits(app.press("enter"));
    assert!(matches!(edits.as_slice(), [Edit::Code(new)] if new.codes == [code("C2.3")]));
}

#[test]
fn the_palette_marks_several_and_gives_them_as_one_step() {
    let mut app = App::sample();
    app.press("c");
    app.type_text("ysq");
    assert!(matches!(app.overlays.last(), Some(Overlay::Palette(_))));
    app.press("backspace backspace backspace");
    app.type_text("qzbq");
    app.press("tab backspace backspace backspace backspace");
    app.type_text("data silos");
    app.press("tab");
    let edits = edits(app.press("enter"));
    let [Edit::Code(new)] = &edits[..] else {
        panic!("one step");
    };
    assert_eq!(new.codes, [code("P1.1"), code("P4.1")]);
}

#[test]
fn the_palette_ends_in_a_new_code() {
    let mut app = App::sample();
    app.press("c");
    app.type_text("夜间议事");
    let Some(Overlay::Palette(palette)) = app.overlays.last() else {
        panic!("a palette");
    };
    assert_eq!(
        palette.rows.last(),
        Some(&palette::Row::New("夜间议事".to_owned()))
    );
    let edits = edits(app.press("end pagedown enter enter"));
    assert!(matches!(
        edits.as_slice(),
        [Edit::CodeWithNew { code, .. }] if code.entry.name == "夜间议事" && code.entry.origin == Origin::Emergent
    ));
}

#[test]
fn the_codes_given_last_are_repeated() {
    let mut app = App::sample();
    app.press(".");
    assert_eq!(
        app.desk.remark.as_ref().unwrap().key,
        "say-nothing-to-repeat"
    );
    app.act("down 8 down");
    let edits = edits(app.press("."));
    assert!(matches!(edits.as_slice(), [Edit::Code(new)] if new.codes == [code("C2.3")]));
}

#[test]
fn an_in_vivo_code_is_named_by_the_words() {
    let mut app = App::sample();
    let edits = edits(app.press("down right x i enter"));
    assert!(matches!(
        edits.as_slice(),
        [Edit::CodeWithNew { code, .. }] if code.entry.name == "最突出" && code.entry.origin == Origin::InVivo
    ));
}

#[test]
fn the_code_above_a_new_one_can_be_chosen() {
    let mut app = App::sample();
    app.press("a");
    app.type_text("新词");
    app.press("tab");
    app.type_text("对策");
    let edits = edits(app.press("enter enter"));
    assert!(matches!(
        edits.as_slice(),
        [Edit::CodeWithNew { code: new, .. }] if new.parent == Some(code("C")) && new.entry.kind == "answer"
    ));
}

#[test]
fn only_ones_own_codes_are_taken_away() {
    let mut app = App::sample();
    app.press("] t ] t ] t");
    assert!(app.target_words().starts_with("区里"));
    assert!(edits(app.press("d")).is_empty());
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-codes-of-others");
    assert!(matches!(
        edits(app.press("down d")).as_slice(),
        [Edit::Uncode { .. }]
    ));
}

#[test]
fn several_codes_are_taken_away_by_choice() {
    let mut app = App::sample();
    app.act("] t 8");
    app.press("d");
    assert!(matches!(app.overlays.last(), Some(Overlay::Picker(_))));
    assert!(matches!(
        edits(app.press("2")).as_slice(),
        [Edit::Uncode { .. }]
    ));
    assert!(app.overlays.is_empty());
}

#[test]
fn the_ends_of_a_coding_are_moved() {
    let mut app = App::sample();
    app.press("] c B left left");
    let adjust = coding(&app).adjust.unwrap();
    assert!(adjust.coding.is_some());
    app.press("tab right");
    let edits = edits(app.press("enter"));
    let [Edit::MoveBoundaries { span, .. }] = &edits[..] else {
        panic!("one move");
    };
    let open = app.loaded.open.as_ref().unwrap();
    let words = open.text.slice(*span).unwrap();
    assert!(
        words.starts_with("突出") && words.ends_with("社区兜"),
        "{words}"
    );
    app.press("B left esc");
    assert_eq!(coding(&app).adjust, None);
}

#[test]
fn a_facet_is_set_by_digit() {
    let mut app = App::sample();
    app.press("] c f");
    let edits = edits(app.press("2"));
    assert!(matches!(
        edits.as_slice(),
        [Edit::SetFacet { facet, value: Some(value), .. }] if facet == "立场" && value == "不存在"
    ));
}

#[test]
fn leaving_a_memo_keeps_it() {
    let mut app = App::sample();
    app.press("] c m");
    app.type_text("重点在q");
    app.press("enter");
    app.type_text("后半句");
    let left = app.press("esc");
    app.grant(left.clone());
    assert!(app.overlays.is_empty());
    let edits = edits(left);
    assert!(matches!(
        edits.as_slice(),
        [Edit::WriteMemo { target: MemoTarget::Coding(_), text, .. }] if text == "重点在q\n后半句"
    ));
    assert!(
        app.press("g m esc").is_empty(),
        "an untouched memo is no step"
    );
}

#[test]
fn quitting_keeps_an_open_memo_first() {
    let mut app = App::sample();
    app.press("g m");
    app.type_text("草稿");
    let effects = app.press("ctrl+q");
    assert!(matches!(
        effects.as_slice(),
        [Effect::Edit(edit, _), Effect::Remember { .. }, Effect::Quit]
            if matches!(**edit, Edit::WriteMemo { .. })
    ));
}

#[test]
fn a_search_without_words_is_the_last_one_again() {
    let mut app = App::sample();
    app.press("/ 社 区 enter");
    let first = coding(&app).search.clone();
    assert!(first.is_some());
    app.press("/");
    let field = app
        .overlays
        .last_mut()
        .and_then(|it| it.field().map(|it| it.text().to_owned()));
    assert_eq!(
        field.as_deref(),
        Some(""),
        "the old words are not in the way"
    );
    app.press("enter");
    assert_eq!(coding(&app).search, first);
}

#[test]
fn a_search_goes_round() {
    let mut app = App::sample();
    app.press("/");
    app.type_text("社区");
    app.press("enter");
    assert_eq!(app.target_words(), "社区");
    let first = coding(&app).target();
    let n = coding(&app).search.as_ref().unwrap().hits.len();
    assert!(n >= 4);
    for _ in 0..n {
        app.press("n");
    }
    assert_eq!(coding(&app).target(), first);
    app.press("N n");
    assert_eq!(coding(&app).target(), first);
    assert!(app.desk.remark.as_ref().unwrap().key.starts_with("say-hit"));
}

#[test]
fn a_paste_is_never_taken_for_commands() {
    let mut app = App::sample();
    let before = app.clone();
    assert!(update(&mut app, Event::Paste("dddq:quit\n".to_owned())).is_empty());
    assert_eq!(app.desk.remark, Some(Message::new("say-paste-ignored")));
    app.desk.remark = None;
    assert_eq!(app, before);

    update(&mut app, Event::Paste("协商议事".to_owned()));
    let Some(Overlay::Palette(palette)) = app.overlays.last() else {
        panic!("a palette");
    };
    assert_eq!(palette.field.text(), "协商议事");

    app.press("esc g m");
    update(&mut app, Event::Paste("第一行\r\nq\r".to_owned()));
    assert_eq!(app.overlays[0].field().unwrap().text(), "第一行\nq\n");
}

#[test]
fn a_released_key_means_nothing() {
    let mut app = App::sample();
    let before = app.clone();
    let key = KeyEvent::new_with_kind(
        KeyCode::Char('d'),
        KeyModifiers::NONE,
        KeyEventKind::Release,
    );
    assert!(update(&mut app, Event::Key(key)).is_empty());
    assert_eq!(app, before);
}

#[test]
fn esc_never_quits_and_q_quits_from_the_first_screen_only() {
    let mut app = App::sample();
    assert!(app.press("esc esc esc").is_empty());
    app.press("g f");
    assert!(matches!(app.screen(), Screen::Analysis(_)));
    app.press("q");
    assert!(matches!(app.screen(), Screen::Coding(_)));
    assert_eq!(app.press("q").last(), Some(&Effect::Quit));
    app.press("g l");
    assert!(matches!(app.screen(), Screen::Interviews(_)));
    app.press("esc");
    assert!(
        matches!(app.screen(), Screen::Coding(_)),
        "Esc leaves a list"
    );
    app.press("ctrl+c");
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-how-to-quit");
}

#[test]
fn esc_cancels_a_pending_key_alone() {
    let mut app = App::sample();
    app.press("down x g");
    assert_eq!(app.pending.len(), 1);
    let before = app.target_words();
    app.press("esc");
    assert!(app.pending.is_empty());
    assert_eq!(app.target_words(), before);
}

#[test]
fn an_error_stays_until_it_is_dismissed() {
    let mut app = App::sample();
    for key in ["error-built-upon", "database-busy"] {
        update(
            &mut app,
            Event::Failed(Trouble::unchanged(Message::new(key))),
        );
    }
    app.press("down down x");
    assert_eq!(app.desk.errors.len(), 2);
    app.press("esc");
    assert_eq!(app.desk.errors.front().unwrap().what.key, "database-busy");
    app.press("esc");
    assert!(app.desk.errors.is_empty());
    assert!(
        coding(&app).anchor.is_some(),
        "the selection outlives the errors"
    );
}

#[test]
fn frequencies_are_asked_for_and_a_stale_answer_is_dropped() {
    let mut app = App::sample();
    let effects = app.press("g f");
    let asked = |n| Effect::Start {
        ticket: Ticket(n),
        job: Job::Analyse {
            ask: Box::new(Kind::Frequencies.usual()),
            filter: Box::default(),
        },
    };
    assert_eq!(effects.last(), Some(&asked(1)));
    assert_eq!(app.press("q g f").last(), Some(&asked(2)));
    let answer = |n| Event::Answer {
        ticket: Ticket(n),
        outcome: Ok(frequencies(crate::study::Frequencies::default())),
    };
    update(&mut app, answer(1));
    assert!(matches!(app.screen(), Screen::Analysis(it) if it.found.is_none()));
    update(&mut app, answer(2));
    assert!(matches!(app.screen(), Screen::Analysis(it) if it.found.is_some()));
}

#[test]
fn an_arrow_leaves_a_list_but_never_the_program() {
    let mut app = App::sample();
    app.press("g f");
    assert_eq!(app.press("left"), [Effect::Stop(Ticket(1))]);
    assert!(matches!(app.screen(), Screen::Coding(_)));
    app.screens = vec![Screen::Interviews(Interviews::at(&app.loaded))];
    assert!(app.press("left").is_empty());
    assert_eq!(app.screens.len(), 1);
    assert_eq!(app.press("q").last(), Some(&Effect::Quit));
}

#[test]
fn a_study_open_for_reading_is_not_changed() {
    let mut app = App::sample();
    app.loaded.access = Access::Reading;
    assert!(app.press("down 1").is_empty());
    assert!(app.press("u").is_empty());
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-read-only");
}

#[test]
fn who_can_only_read_as_somebody_else_writes_is_told_at_once_what_to_do() {
    let sample = App::sample();
    let mut loaded = sample.loaded;
    loaded.access = Access::Elsewhere(Some(Owner {
        host: "tower".to_owned(),
        pid: 7,
        user: "RA-02".to_owned(),
        since_ms: 0,
    }));
    let mut app = App::new(loaded, sample.keymap, sample.desk);
    let remark = |app: &App| app.desk.remark.clone().unwrap();
    let why = Message::new("say-read-only-elsewhere-by").with("user", "RA-02");
    assert_eq!(remark(&app), why);
    assert!(words_of(&app, Lang::En).contains("open it again to write"));
    app.press("j");
    assert!(app.press("1").is_empty());
    assert_eq!(remark(&app), why);
}

#[test]
fn another_interview_takes_the_place_of_this_one() {
    let mut app = App::sample();
    let effects = app.press("- ] d");
    assert!(matches!(
        effects.as_slice(),
        [Effect::Remember { .. }, Effect::Open { .. }]
    ));
    let mut next = interview(&["只有一句。"]);
    next.id = app.loaded.interviews[2].id;
    app.loaded.open = Some(next);
    update(&mut app, Event::Opened { at: None });
    assert_eq!(app.screens.len(), 1);
    assert_eq!(coding(&app).unit, Unit::Clause, "the unit is kept");
}

#[test]
fn every_command_can_be_run_from_the_list() {
    for command in Command::ALL {
        let mut app = App::sample();
        app.press(":");
        let Some(Overlay::Commands(list)) = app.overlays.last() else {
            panic!("a list");
        };
        let listed = list.rows.contains(command);
        assert_ne!(listed, command.is_of_overlays(), "{}", command.name());
    }
    let mut app = App::sample();
    app.press(":");
    app.type_text("quit");
    assert_eq!(app.press("enter").last(), Some(&Effect::Quit));
}

#[test]
fn an_interview_without_text_does_nothing() {
    let mut loaded = crate::tui::testing::loaded();
    loaded.open = Some(interview(&[]));
    let mut app = crate::tui::testing::app_of(loaded, crate::tui::testing::SMALL);
    for keys in [
        "down", "x", "1", "c", "B", "i", "G", "pagedown", "] c", "m", "d", "esc",
    ] {
        assert!(app.press(keys).is_empty());
    }
}
