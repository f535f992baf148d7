//! The selection: whole turns, its marks on screen, and the ends of a coding.

use crate::strings::Lang;
use crate::tui::app::App;
use crate::tui::testing::{TALK, words_of};

use super::live::Live;

/// After some keys the target is these words.
fn check(keys: &str, words: &str) {
    let mut app = App::sample();
    app.press(keys);
    assert_eq!(app.target_words(), words, "after {keys}");
}

/// The row of the screen with these words.
fn row(app: &App, words: &str) -> String {
    let screen = words_of(app, Lang::Zh);
    let row = screen.lines().find(|line| line.contains(words));
    row.unwrap_or_else(|| panic!("no {words}:\n{screen}"))
        .to_owned()
}

#[test]
fn whole_turns_are_selected_from_anywhere_in_them() {
    check("down down V", TALK[1]);
    let both = format!("{}\n访：{}", TALK[1], TALK[2]);
    check("down down V down", &both);
    check("down down V x", &both);
    check("down down V down down up", &both);
    let before = format!("{}\nE17：{}", TALK[0], TALK[1]);
    check("down down V up", &before);
    check(
        "down down V down o up up",
        &format!("{before}\n访：{}", TALK[2]),
    );
}

#[test]
fn after_whole_turns_the_cursor_is_on_a_unit_again() {
    check(
        "down down V esc",
        "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
    );
    check(
        "down down V V",
        "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
    );
    check("down down V esc g v", TALK[1]);
    // The other key changes what follows, and keeps what is selected.
    check("down v V", TALK[1]);
    check("down V v", "最突出的还是权责不清。");
}

#[test]
fn every_row_of_a_selection_is_marked_and_its_ends_bracketed() {
    let mut app = App::sample();
    app.press("] t V");
    assert!(row(&app, "最突出的还是").starts_with("  2 E17>最突出"));
    assert!(row(&app, "执法权，但").starts_with("      > 执法权"));
    assert!(row(&app, "要填五遍").starts_with("      > 要填五遍。]"));
    app.press("esc G - W v");
    assert!(
        row(&app, "录完还要").starts_with("      >[录完还要"),
        "{}",
        words_of(&app, Lang::Zh)
    );
    app.press("esc");
    assert!(
        !words_of(&app, Lang::Zh).contains(">["),
        "a unit alone has no brackets"
    );
}

#[test]
fn the_length_shown_follows_the_end_that_moves() {
    let mut app = App::sample();
    app.press("] c B");
    let length = |app: &App| -> u32 {
        let screen = words_of(app, Lang::Zh);
        let after = screen.split("选区 ").nth(1).expect("a length");
        after.split(' ').next().unwrap().parse().unwrap()
    };
    let whole = length(&app);
    app.press("left");
    assert_eq!(length(&app), whole - 1);
    app.press("left tab right");
    assert_eq!(length(&app), whole - 3);
}

#[test]
fn after_undoing_moved_ends_the_old_passage_is_under_the_cursor() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    live.press("] t 1");
    let words = live.words().to_owned();
    let n = live.app.loaded.open.as_ref().unwrap().layer.all().len();
    live.press("B left left enter");
    assert_ne!(live.words(), words);
    live.press("u");
    assert_eq!(live.words(), words);
    // So the digit takes the code back instead of giving it a second time.
    live.press("1");
    let after = live.app.loaded.open.as_ref().unwrap().layer.all().len();
    assert_eq!(after, n - 1);
    live.press("u U u");
    assert_eq!(live.app.loaded.open.as_ref().unwrap().layer.all().len(), n);
}

#[test]
fn redoing_moved_ends_shows_where_they_are() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    live.press("] t 1 B left left enter");
    let words = live.words().to_owned();
    live.press("u U");
    assert_eq!(live.words(), words);
}
