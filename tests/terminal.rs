//! The program in a real terminal, driven by keys.

#[path = "terminal/tui.rs"]
mod tui;

use std::time::Duration;

use tui::{Home, Tui};

const LARGE: (u16, u16) = (120, 36);
const SMALL: (u16, u16) = (80, 24);

fn open(home: &Home, size: (u16, u16)) -> Tui {
    let tui = Tui::start(home, &["open", "demo.fangtan"], size, &[]);
    tui.wait_for("01-公共管理学者-北京");
    tui
}

fn quit(tui: &mut Tui) {
    tui.press("\x11");
    assert!(tui.exit().success());
    tui.assert_restored();
}

#[test]
fn a_passage_coded_with_four_keys_is_there_after_reopening_and_can_be_undone() {
    let home = Home::with_demo();
    let before = home.codings("demo.fangtan");
    let mut tui = open(&home, SMALL);
    tui.press("jjx2");
    tui.wait_for("P1.2");
    quit(&mut tui);
    let after = home.codings("demo.fangtan");
    assert_eq!(after.lines().count(), before.lines().count() + 1);

    let mut tui = open(&home, SMALL);
    tui.press("u");
    tui.wait_until("the undone step is said", |shown| {
        shown.text().contains("P1.2")
            || shown.text().contains("undone")
            || shown.text().contains("撤销")
    });
    quit(&mut tui);
    assert_eq!(home.codings("demo.fangtan"), before);
}

#[test]
fn the_palette_finds_a_code_by_its_initials() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("jj");
    tui.press("c");
    tui.press("bmbl");
    tui.wait_for("部门壁垒与信息孤岛");
    tui.press("\r");
    tui.wait_for("P1.2");
    quit(&mut tui);
    let mine = home.run(&[
        "codings",
        "demo.fangtan",
        "--only-coder",
        "RA-01",
        "--code",
        "P1.2",
    ]);
    assert!(mine.lines().count() > 1);
}

#[test]
fn a_paste_is_never_taken_as_commands() {
    let home = Home::with_demo();
    let before = home.codings("demo.fangtan");
    let mut tui = open(&home, SMALL);
    tui.paste("dddq:quit\n");
    tui.press("?");
    tui.wait_for("打开编码板");
    tui.press("\x1b");
    tui.wait_gone("打开编码板");
    quit(&mut tui);
    assert_eq!(home.codings("demo.fangtan"), before);
}

#[test]
fn any_size_is_drawn_and_the_passage_stays() {
    let home = Home::with_demo();
    let mut tui = open(&home, LARGE);
    tui.wait_for("三十一年");
    tui.resize((50, 15));
    tui.wait_gone("三十一年");
    tui.resize(SMALL);
    tui.wait_for("三十一年");
    tui.resize(LARGE);
    tui.wait_for("三十一年");
    quit(&mut tui);
}

#[test]
fn a_second_program_only_reads_and_a_killed_one_leaves_the_study_whole() {
    let home = Home::with_demo();
    let tui = open(&home, SMALL);
    let refused = home.call(&[
        "code",
        "demo.fangtan",
        "01-公共管理学者-北京",
        "300",
        "303",
        "P1.2",
    ]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(home.run(&["freq", "demo.fangtan"]).contains("P1.2"));
    tui.signal("KILL");
    drop(tui);
    home.run(&[
        "code",
        "demo.fangtan",
        "01-公共管理学者-北京",
        "300",
        "303",
        "P1.2",
    ]);
    home.run(&["check", "demo.fangtan"]);
    let beside: Vec<String> = home
        .files()
        .into_iter()
        .filter(|name| name.starts_with("demo.fangtan"))
        .collect();
    assert_eq!(beside, ["demo.fangtan"], "at rest a study is one file");
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.wait_for("三十一年");
    assert!(tui.is_silent_for(Duration::from_millis(1500)));
    quit(&mut tui);
}

#[test]
fn the_terminal_comes_back_after_a_signal() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.signal("TERM");
    tui.exit();
    tui.assert_restored();
}

#[test]
fn frequencies_lead_to_passages() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("gf");
    tui.wait_for("P1.2");
    tui.press("\r");
    tui.press("q");
    quit(&mut tui);
}

#[test]
fn escape_sequences_of_a_transcript_stay_text() {
    let home = Home::with_demo();
    std::fs::write(
        home.path("hostile.txt"),
        "访谈者：你好\u{1b}]0;evil\u{7}吗？\n受访者：好\u{1b}[31m红\u{9b}31m。\u{202e}反了\n访谈者：嗯\u{1b}[2J。\n受访者：完。\n",
    )
    .unwrap();
    home.run(&["import", "demo.fangtan", "hostile.txt"]);
    let mut tui = Tui::start(
        &home,
        &["open", "demo.fangtan", "--interview", "hostile"],
        SMALL,
        &[],
    );
    tui.wait_for("反了");
    quit(&mut tui);
    let shown = tui.shown();
    assert!(!shown.text().contains('\u{202e}'));
}
