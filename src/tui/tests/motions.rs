//! Motions that go far, jump labels, and what counts as read.

use crate::strings::Lang;
use crate::tui::app::App;
use crate::tui::screens::Screen;
use crate::tui::screens::coding::focused;
use crate::tui::testing::{TALK, screen_in, words_of};
use crate::tui::theme::Shipped;

use super::live::Live;

/// After some keys the target is these words.
fn check(keys: &str, words: &str) {
    let mut app = App::sample();
    app.press(keys);
    assert_eq!(app.target_words(), words, "after {keys}");
}

fn remark(app: &App) -> &'static str {
    app.desk.remark.as_ref().map_or("", |remark| remark.key)
}

#[test]
fn turns_of_one_speaker_follow_each_other() {
    check("] s", TALK[2]);
    check("] s ] s [ s", TALK[2]);
    check("down ] s", "区里搞了一个权责清单，情况好一些。");
    let mut app = App::sample();
    app.press("[ s");
    assert_eq!(
        (app.target_words().as_str(), remark(&app)),
        (TALK[0], "say-no-same-speaker")
    );
}

#[test]
fn words_and_clauses_are_stepped_through() {
    check("down down W", "我们一共就九个人，");
    check("down w w", "突出");
    check("down w w b", "最");
    check("down alt+right", "最");
    check("down alt+right >", "突");
    check("down > > alt+left", "最");
    check("down down W x", "我们一共就九个人，要对接三十多个部门，");
}

#[test]
fn unread_is_what_is_neither_read_nor_coded_by_the_coder() {
    // RA-02 coded the first two sentences of the first answer, parts of the other two,
    // and the second sentence of the second; RA-01's codes and suggestions don't count.
    check("] u", "区里搞了一个权责清单，情况好一些。");
    check(
        "f8 f8",
        "居民一开始不来，后来把会放到晚上开，来的人就多了。",
    );
    check("G f7", "就是市里的网格系统和区里的民政系统。");
    let mut app = App::sample();
    app.press("] u [ u");
    assert_eq!(remark(&app), "say-no-unread");
    app.press("- ] u");
    assert_eq!(app.target_words(), "居民一开始不来，", "by clauses");
}

#[test]
fn memos_are_gone_through_in_order() {
    let mut live = Live::new("RA-01", "01-公共管理学者-北京");
    live.press("] m");
    let first = live.words().to_owned();
    assert_ne!(live.said(), "say-no-memo");
    live.press("] m [ m");
    assert_eq!(live.words(), first);
}

#[test]
fn a_label_leads_to_its_unit() {
    let mut app = App::sample();
    app.press("s");
    let Screen::Coding(screen) = app.screen() else {
        panic!("the coding view");
    };
    let labels = &screen.jump.as_ref().unwrap().labels;
    assert!(labels.iter().all(|(_, label)| label.len() == 1));
    let open = app.loaded.open.as_ref().unwrap();
    let (_, letter) = labels
        .iter()
        .find(|(unit, _)| open.text.slice(*unit) == Some(TALK[4]))
        .cloned()
        .unwrap();
    // An input method may make it a full-width letter.
    let wide = char::from_u32(u32::from(letter.chars().next().unwrap()) - 0x21 + 0xff01).unwrap();
    app.type_text(&wide.to_string());
    assert_eq!(app.target_words(), TALK[4]);
    app.press("g [");
    assert_eq!(app.target_words(), TALK[0]);
}

#[test]
fn words_have_labels_of_two_letters_where_one_does_not_go_round() {
    let mut app = App::sample();
    app.press("- - s");
    let Screen::Coding(screen) = app.screen() else {
        panic!("the coding view");
    };
    let labels = screen.jump.as_ref().unwrap().labels.clone();
    assert!(labels.len() > 100, "{}", labels.len());
    let (unit, label) = labels.iter().rfind(|(_, label)| label.len() == 2).unwrap();
    app.type_text(&label[..1]);
    assert!(matches!(app.screen(), Screen::Coding(screen) if screen.jump.is_some()));
    app.type_text(&label[1..]);
    let open = app.loaded.open.as_ref().unwrap();
    assert_eq!(app.target_words(), open.text.slice(*unit).unwrap());
}

#[test]
fn letters_of_no_label_are_said_and_esc_leaves() {
    let mut app = App::sample();
    app.press("s 9");
    assert_eq!(remark(&app), "say-no-such-label");
    app.press("esc");
    assert!(matches!(app.screen(), Screen::Coding(screen) if screen.jump.is_none()));
    assert_eq!(app.target_words(), TALK[0]);
}

#[test]
fn a_selection_reaches_to_a_label_and_to_a_hit() {
    let mut app = App::sample();
    app.press("down v s");
    let Screen::Coding(screen) = app.screen() else {
        panic!("the coding view");
    };
    let open = app.loaded.open.as_ref().unwrap();
    let labels = &screen.jump.as_ref().unwrap().labels;
    let letter = labels
        .iter()
        .find(|(unit, _)| {
            open.text
                .slice(*unit)
                .is_some_and(|it| it.starts_with("这些表"))
        })
        .map(|(_, label)| label.clone())
        .unwrap();
    app.type_text(&letter);
    let words = app.target_words();
    assert!(
        words.starts_with("最突出") && words.ends_with("五遍。"),
        "{words}"
    );

    app.press("esc [ t down v /");
    app.type_text("九个人");
    app.press("enter");
    let words = app.target_words();
    assert!(
        words.starts_with("街道") && words.ends_with("九个人"),
        "{words}"
    );
}

#[test]
fn labels_over_the_text_80() {
    let mut app = App::sample();
    app.press("down s");
    insta::assert_snapshot!(screen_in(&app, Lang::Zh, Shipped::Plain));
}

#[test]
fn far_motions_are_taken_back_and_done_again() {
    check("down G g [", "最突出的还是权责不清。");
    check("down G g g g [ g [", "最突出的还是权责不清。");
    check(
        "down G g [ g ]",
        "两边都要录，录完还要导出来再报一次，基层等于多了一道工序。",
    );
    let mut app = App::sample();
    app.press("g [");
    assert_eq!(remark(&app), "say-no-visited-back");
}

#[test]
fn the_uses_of_a_code_are_followed_from_interview_to_interview_and_back() {
    let mut live = Live::new("RA-01", "01-公共管理学者-北京");
    live.press("] c");
    while live.said() != "say-no-more-uses" {
        live.press("[ [");
    }
    let (code, first) = {
        let (tag, code) = focused(live.coding(), &live.app.loaded).expect("a coding");
        (code.id, tag.span)
    };
    let mut seen = vec![(live.interview().to_owned(), first)];
    for _ in 0..200 {
        live.press("] ]");
        if live.said() == "say-no-more-uses" {
            break;
        }
        let (tag, here) = focused(live.coding(), &live.app.loaded).expect("a coding");
        assert_eq!(here.id, code);
        seen.push((live.interview().to_owned(), tag.span));
    }
    let interviews: std::collections::BTreeSet<_> = seen.iter().map(|(name, _)| name).collect();
    assert!(interviews.len() > 1, "{seen:?}");
    let n = live.app.loaded.n_codings[live.app.loaded.codebook.place(code).unwrap()];
    assert_eq!(seen.len(), n as usize, "each use once");
    for (interview, span) in seen.iter().rev().skip(1) {
        live.press("[ [");
        assert_eq!(
            (live.interview(), live.coding().head),
            (interview.as_str(), Some(*span))
        );
    }
    // And where one was is still known.
    live.press("g [");
    let other = seen.iter().find(|it| **it != seen[0]).unwrap();
    assert_eq!(
        (live.interview(), live.coding().head),
        (other.0.as_str(), Some(other.1))
    );
}

#[test]
fn what_was_read_is_kept_and_shown_again() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    let n = live.coding().reading.n_unread();
    live.press("] t");
    live.wait(1000);
    live.press("j");
    assert_eq!(live.coding().reading.n_unread(), n - 1);
    // Passing by is not reading; the keys come 0.3 s after each other.
    live.press("j j k");
    assert_eq!(live.coding().reading.n_unread(), n - 1);
    live.wait(1000);
    live.press("g l");
    assert_eq!(
        live.app.loaded.unread.values().copied().collect::<Vec<_>>(),
        [n - 2]
    );
    let words = words_of(&live.app, Lang::Zh);
    assert!(
        words.contains("未读句") && words.contains(&(n - 2).to_string()),
        "{words}"
    );
    live.press("enter");
    assert_eq!(live.coding().reading.n_unread(), n - 2);
    // A code given is read as well, and undone it is not.
    live.press("] u 1");
    assert_eq!(live.coding().reading.n_unread(), n - 3);
    live.press("u");
    assert_eq!(live.coding().reading.n_unread(), n - 2);
    live.quit();
    let study = &live.world.study;
    let id = live.coding().interview;
    let again = study.load_interview(id, "RA-09").unwrap();
    assert_eq!(again.seen, *live.coding().reading.seen());
    assert_eq!(study.load_interview(id, "RA-01").unwrap().seen.spans(), []);
}

#[test]
fn what_was_read_follows_a_correction_and_comes_back_with_it() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    live.press("] t");
    live.wait(1000);
    live.press("j");
    live.quit();
    let interview = live.coding().interview;
    let study = &mut live.world.study;
    let seen = |study: &crate::study::Study| {
        let open = study.load_interview(interview, "RA-09").unwrap();
        let spans = open.seen.spans();
        let words: Vec<String> = spans
            .iter()
            .map(|span| open.text.slice(*span).unwrap().to_owned())
            .collect();
        (words, spans.to_vec())
    };
    let before = seen(study);
    assert_eq!(before.0.last().unwrap(), "三十一年。");
    let edit = crate::model::Edit::ReviseTurn {
        interview,
        turn: 0,
        words: "老师，您做了多少年？".to_owned(),
    };
    study.apply(&edit, "RA-09").unwrap();
    let after = seen(study);
    assert_eq!(after.0.last().unwrap(), "三十一年。");
    assert_ne!(after.1, before.1);
    study.undo("RA-09").unwrap();
    assert_eq!(seen(study).0.last().unwrap(), "三十一年。");
}
