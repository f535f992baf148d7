//! The program in a real terminal, driven by keys.

#[path = "terminal/tui.rs"]
mod tui;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};
use tui::{Home, Shown, Size, Tui};

const LARGE: Size = (120, 36);
const SMALL: Size = (80, 24);

/// The sample study in a terminal, on the first interview.
fn open(home: &Home, size: Size) -> Tui {
    open_with(home, size, &[])
}

fn open_with(home: &Home, size: Size, env: &[(&str, &str)]) -> Tui {
    let tui = Tui::start(home, &["open", "demo.fangtan"], size, env);
    tui.wait_for("三十一年");
    tui
}

fn quit(tui: &mut Tui) {
    tui.press("\x11");
    assert!(tui.exit().success());
    tui.assert_restored();
}

/// Files of the study: itself and what may lie beside it.
fn beside(home: &Home) -> Vec<String> {
    let mut files = home.files();
    files.retain(|name| name.starts_with("demo.fangtan"));
    files
}

#[test]
fn who_opens_the_demonstration_for_the_first_time_is_shown_around() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.wait_for("导览 1/9");
    tui.press("j");
    tui.wait_for("导览 2/9");
    quit(&mut tui);
    let mut tui = open(&home, SMALL);
    tui.wait_for("本句");
    assert!(!tui.shown().text().contains("导览"), "once is enough");
    tui.press(":tour\r");
    tui.wait_for("导览 1/9");
    tui.press(":tour\r");
    tui.wait_for("导览已停");
    quit(&mut tui);
}

#[test]
fn keys_that_came_all_at_once_are_all_taken_in() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.wait_for("本句");
    // Much more than crossterm takes in one read.
    tui.press(&format!("{}gf", "jk".repeat(1900)));
    tui.wait_for("编码频次");
    tui.press("q");
    tui.wait_for("本句");
    assert!(
        tui.is_silent_for(Duration::from_millis(700)),
        "and then it rests"
    );
    quit(&mut tui);
}

#[test]
fn a_passage_coded_with_four_keys_is_there_after_reopening_and_can_be_undone() {
    let home = Home::with_demo();
    let before = home.codings("demo.fangtan");
    let mut tui = open(&home, SMALL);
    tui.press("jjx2");
    tui.wait_for("已编码 P1.2");
    quit(&mut tui);
    let rows = |json: &str| json.matches("\"created_at\"").count();
    assert_eq!(rows(&home.codings("demo.fangtan")), rows(&before) + 1);

    let mut tui = open(&home, SMALL);
    tui.wait_for("本句： 2 P1.2 部门壁垒与信息孤岛");
    tui.press("u");
    tui.wait_for("已撤销：编码");
    tui.wait_for("本句： 没有编码");
    quit(&mut tui);
    assert_eq!(home.codings("demo.fangtan"), before);
}

#[test]
fn a_code_renamed_in_the_codebook_has_its_new_name_after_reopening() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("gc");
    tui.wait_for("编码本  35 个编码");
    tui.press("/");
    tui.press("bmbl\r");
    tui.wait_for("P1.2 部门壁垒");
    tui.press("jj");
    tui.wait_for(">   ");
    tui.press("\x1bOQ");
    tui.wait_for("+- 改名");
    tui.press("\x15数据壁垒");
    tui.press("\r");
    tui.wait_for("已改名：部门壁垒与信息孤岛 → P1.2 数据壁垒");
    quit(&mut tui);

    let mut tui = open(&home, SMALL);
    tui.press("gc");
    tui.wait_for("P1.2 数据壁垒");
    quit(&mut tui);
}

#[test]
fn the_palette_finds_a_code_by_initials_pinyin_hanzi_number_and_english() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("jj");
    tui.wait_for("2/32 轮");
    for query in [
        "bmbl",
        "bumenbilei",
        "部门壁垒",
        "信息孤岛",
        "P1.2",
        "silos",
        "ｂｍｂｌ",
    ] {
        tui.press("c");
        tui.wait_for("编码板（");
        tui.press(query);
        tui.wait_for(&format!("| > {query}"));
        tui.wait_for("| > P1.2   部门壁垒与信息孤岛");
        tui.press("\x1b");
        tui.wait_gone("编码板（");
    }
    tui.press("c");
    tui.wait_for("编码板（");
    tui.press("bmbl\r");
    tui.wait_for("已编码 P1.2");
    quit(&mut tui);
}

#[test]
fn a_code_in_the_speakers_own_words_takes_the_words_for_its_name() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("/主官今年\r");
    tui.wait_for("“主官今年”第 1 / 1 处");
    // From the sentence down to its first word.
    tui.press("--");
    tui.wait_for("轮 词");
    tui.press("i");
    tui.wait_for("用原话新建编码");
    tui.wait_for("| 主官 ");
    tui.press("\r");
    tui.wait_for("已新建并编码");
    quit(&mut tui);
    let codes = home.run(&["list", "demo.fangtan", "codes", "--format", "json"]);
    let code = codes
        .split('{')
        .find(|code| code.contains(r#""name": "主官""#));
    assert!(
        code.is_some_and(|code| code.contains(r#""origin": "in-vivo""#)),
        "{codes}"
    );
}

#[test]
fn a_memo_on_a_passage_is_there_after_reopening() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("]c");
    tui.wait_for("本句： - CX 其他对策");
    tui.press("m");
    tui.wait_for("备忘录（内容）：CX 其他对策");
    tui.press("先放在这里\r再看");
    tui.wait_for("再看");
    tui.press("\x1b");
    tui.wait_for("备忘录已保存");
    quit(&mut tui);

    let mut tui = open(&home, SMALL);
    tui.wait_for("本句： - CX 其他对策");
    tui.press("m");
    tui.wait_for("先放在这里");
    tui.wait_for("再看");
    tui.press("\x1b");
    tui.wait_gone("先放在这里");
    quit(&mut tui);
}

/// What was typed of memos and is on the disk.
fn drafts(home: &Home) -> Vec<String> {
    let read = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let conn = Connection::open_with_flags(home.path("demo.fangtan"), flags)?;
        let mut statement = conn.prepare("SELECT text FROM draft ORDER BY text")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>()
    };
    // While the program writes nothing can be read.
    read().unwrap_or_default()
}

#[track_caller]
fn wait_for_draft(home: &Home, words: &str) {
    let until = Instant::now() + Duration::from_secs(30);
    while drafts(home) != [words] {
        assert!(
            Instant::now() < until,
            "no draft «{words}»: {:?}",
            drafts(home)
        );
        std::thread::yield_now();
    }
}

#[test]
fn a_memo_outlives_the_program_that_is_killed_while_it_is_typed() {
    let home = Home::with_demo();
    let steps = |home: &Home| {
        let log = home.run(&["log", "demo.fangtan", "--format", "json"]);
        log.matches(r#""edit": "write-memo""#).count()
    };
    let before = steps(&home);
    let mut tui = open(&home, SMALL);
    tui.press("gm");
    tui.wait_for("备忘录（内容）：01-公共管理学者-北京");
    tui.press("\t\t先记下来");
    tui.wait_for("备忘录（理论）");
    tui.wait_for("先记下来");
    wait_for_draft(&home, "先记下来");
    tui.press("，再往下想");
    tui.wait_for("再往下想");
    let frame = tui.shown().bytes.len();
    wait_for_draft(&home, "先记下来，再往下想");
    assert!(
        tui.shown().bytes.len() == frame && tui.is_silent_for(Duration::from_millis(700)),
        "keeping a draft draws nothing and leaves the cursor where it is"
    );
    tui.signal("KILL");
    tui.exit();

    let mut tui = open(&home, SMALL);
    tui.wait_for("1 条备忘录没写完就中断了");
    tui.press("gn");
    tui.wait_for("> 未写完");
    tui.press("\r");
    tui.wait_for("备忘录（理论）：01-公共管理学者-北京");
    tui.wait_for("先记下来，再往下想");
    tui.wait_for("中断时的文字");
    tui.press("。\x1b");
    tui.wait_for("备忘录已保存");
    tui.wait_for("> 理论");
    quit(&mut tui);
    assert_eq!(drafts(&home), [""; 0]);
    assert_eq!(steps(&home), before + 1, "all of it is one step");
    let memos = home.run(&["list", "demo.fangtan", "memos", "--kind", "theory"]);
    assert!(memos.contains("先记下来，再往下想。"), "{memos}");
    assert_eq!(beside(&home), ["demo.fangtan"]);
}

#[test]
fn a_memo_is_kept_to_the_last_character_when_the_program_is_asked_to_end() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("gm");
    tui.wait_for("备忘录（内容）：01-公共管理学者-北京");
    tui.press("一二三四五六七八九十");
    tui.wait_for("一二三四五六七八九十");
    tui.signal("TERM");
    assert!(!tui.exit().success());
    assert_eq!(drafts(&home), ["一二三四五六七八九十"]);
}

#[test]
fn frequencies_lead_down_to_a_passage_in_its_interview() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("gf");
    tui.wait_for("9 份访谈 300 处编码");
    tui.wait_for("> CX 其他对策");
    tui.press("\r");
    tui.wait_for("CX 其他对策  40 处");
    tui.press("jj");
    tui.wait_until("the third passage", |shown| {
        shown
            .text()
            .lines()
            .nth(8)
            .is_some_and(|line| line.starts_with("> 01-"))
    });
    tui.press("\r");
    tui.wait_for("考核我有个笨主意");
    tui.wait_for("本句： - CX 其他对策");
    tui.press("q");
    tui.wait_for("CX 其他对策  40 处");
    quit(&mut tui);
}

#[test]
fn a_search_goes_from_hit_to_hit_and_round() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("/吹哨\r");
    tui.wait_for("“吹哨”第 1 / 2 处");
    tui.press("n");
    tui.wait_for("“吹哨”第 2 / 2 处");
    tui.press("N");
    tui.wait_for("“吹哨”第 1 / 2 处");
    tui.press("N");
    tui.wait_for("“吹哨”第 2 / 2 处（已绕回）");
    // The field holds the last search; Ctrl+U empties it.
    tui.press("/\x15没有这样的话\r");
    tui.wait_for("这份访谈里没有“没有这样的话”");
    quit(&mut tui);
}

#[test]
fn all_interviews_are_searched_while_one_types_and_a_hit_is_opened() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("g/");
    tui.wait_for("搜索全部访谈");
    tui.press("信息");
    tui.wait_for("份访谈");
    tui.press("孤岛");
    tui.wait_for("1/8 处  6 份访谈");
    tui.press(" and");
    tui.wait_for("“and”后面还缺内容");
    tui.wait_for("1/8 处  6 份访谈");
    tui.press("\x15信息孤岛 who:访谈者");
    tui.wait_for("1/1 处  1 份访谈");
    tui.press("\r");
    tui.wait_for("“信息孤岛 who:访谈者”第 1 / 1 处");
    tui.press("q");
    tui.wait_for("1/1 处  1 份访谈");
    tui.press("\x1b");
    tui.wait_gone("搜索全部访谈");
    quit(&mut tui);
}

#[test]
fn interviews_are_listed_filtered_and_opened_and_keys_lead_to_the_next() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("gl");
    tui.wait_for("9 份访谈");
    tui.press("/上海\r");
    tui.wait_gone("09-London");
    tui.wait_for("> 02-城市规划学者-上海");
    tui.press("j\r");
    tui.wait_for("06-市级部门官员-上海 1/30 轮");
    tui.press("]d");
    tui.wait_for("08-社会组织座谈-广州 1/41 轮");
    tui.press("[d");
    tui.wait_for("06-市级部门官员-上海 1/30 轮");
    quit(&mut tui);
}

#[test]
fn any_size_is_drawn_and_the_passage_stays_in_view() {
    let home = Home::with_demo();
    let mut tui = open(&home, LARGE);
    tui.press("/笨主意\r");
    tui.wait_for("“笨主意”第 1 / 1 处");
    tui.resize(SMALL);
    tui.wait_until("80 columns", |shown| {
        let text = shown.text();
        text.contains("笨主意，") && text.lines().all(|line| !line.contains("| 示例数据，"))
    });
    tui.resize((50, 15));
    tui.wait_for("窗口太小（现在 50x15），至少要");
    tui.resize((1, 1));
    tui.resize(SMALL);
    tui.wait_for("笨主意，");
    tui.resize(LARGE);
    tui.wait_for("| 示例数据，非真实访谈");
    tui.wait_for("笨主意，");
    quit(&mut tui);
}

#[test]
fn a_killed_program_leaves_what_it_acknowledged_in_one_sound_file() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("jjx2");
    tui.wait_for("已保存");
    tui.signal("KILL");
    tui.exit();

    let mut tui = open(&home, SMALL);
    tui.press("]c");
    tui.wait_for("P1.2 部门壁垒与信息孤岛");
    assert!(home.codings("demo.fangtan").contains("三十一年"));
    quit(&mut tui);
    home.run(&["check", "demo.fangtan"]);
    assert_eq!(
        beside(&home),
        ["demo.fangtan"],
        "at rest a study is one file"
    );
}

#[test]
fn while_one_program_writes_others_only_read_and_say_so() {
    let home = Home::with_demo();
    let before = home.codings("demo.fangtan");
    let mut first = open(&home, SMALL);
    let mut second = open(&home, LARGE);
    second.wait_for("只读：别处已打开");
    second.press("jj2");
    second.wait_for("那边关闭后，退出并重新打开");

    let words = [
        "code",
        "demo.fangtan",
        "01-公共管理学者-北京",
        "300",
        "303",
        "P1.2",
    ];
    let refused = home.call(&words);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("正在别处打开"));
    assert_eq!(home.codings("demo.fangtan"), before);
    quit(&mut second);
    quit(&mut first);
    home.run(&words);
}

#[test]
fn the_terminal_comes_back_after_every_way_out() {
    let home = Home::with_demo();
    for name in ["TERM", "HUP", "INT"] {
        let mut tui = open(&home, SMALL);
        tui.signal(name);
        assert_eq!(tui.exit().exit_code(), 1, "SIG{name}");
        tui.assert_restored();
    }
    let mut tui = open(&home, SMALL);
    // In a pop-up first, so that a signal finds a field with the cursor in it.
    tui.press("c");
    tui.wait_for("编码板（");
    tui.signal("TERM");
    tui.exit();
    tui.assert_restored();

    let mut tui = open(&home, SMALL);
    tui.press("q");
    assert!(tui.exit().success());
    tui.assert_restored();
    assert_eq!(beside(&home), ["demo.fangtan"]);
}

/// Set for the process that holds the window which is closed.
const HOLDER: &str = "FANGTAN_TEST_HOLDER";

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the holder tells its parent where the study is"
)]
fn a_program_whose_window_is_closed_ends() {
    if std::env::var_os(HOLDER).is_some() {
        let home = Home::with_demo();
        let _tui = open(&home, SMALL);
        println!("\n{}", home.path("demo.fangtan").display());
        // Until this process is killed, and the window with it.
        let _ = std::io::stdin().read_line(&mut String::new());
        return;
    }
    let home = Home::new();
    let mut holder = Command::new(std::env::current_exe().expect("this test"))
        .args([
            "--exact",
            "a_program_whose_window_is_closed_ends",
            "--nocapture",
        ])
        .env(HOLDER, "1")
        .env("TMPDIR", home.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test starts");
    let output = BufReader::new(holder.stdout.take().expect("piped"));
    let study = output
        .lines()
        .map(|line| line.expect("UTF-8"))
        .find(|line| line.ends_with("demo.fangtan"))
        .expect("the holder says where the study is");
    holder.kill().expect("it runs");
    holder.wait().expect("it was started");

    // The study can be written as soon as the program has let it go.
    let until = Instant::now() + Duration::from_secs(30);
    let words = ["code", &study, "01-公共管理学者-北京", "300", "303", "P1.2"];
    while !home.call(&words).status.success() {
        assert!(
            Instant::now() < until,
            "the program goes on without a window"
        );
    }
}

#[test]
fn a_stopped_program_gives_the_terminal_back_and_goes_on() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.signal("TSTP");
    tui.wait_until("the usual screen", |shown| {
        !shown.screen().alternate_screen()
    });
    tui.assert_restored();
    tui.wait_stopped();
    tui.signal("CONT");
    tui.wait_for("三十一年");
    tui.press("jj");
    tui.wait_for("2/32 轮");
    quit(&mut tui);
}

#[test]
fn a_program_suspended_by_its_own_command_goes_on_where_it_was() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("jj");
    tui.wait_for("2/32 轮");
    tui.press(":suspend\r");
    tui.wait_until("the usual screen", |shown| {
        !shown.screen().alternate_screen()
    });
    tui.assert_restored();
    tui.wait_stopped();
    tui.signal("CONT");
    tui.wait_for("2/32 轮");
    quit(&mut tui);
}

#[test]
fn what_may_follow_a_key_appears_by_itself_and_goes_with_escape() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    tui.press("g");
    tui.wait_for("编码频次");
    tui.wait_for("写访谈的备忘录");
    assert!(tui.is_silent_for(Duration::from_millis(700)), "shown once");
    tui.press("\x1b");
    tui.wait_gone("写访谈的备忘录");
    assert!(
        tui.is_silent_for(Duration::from_millis(700)),
        "nothing runs on"
    );
    quit(&mut tui);
}

/// Tells the program that a button went down or up, or the wheel turned, in a cell.
fn mouse(tui: &mut Tui, button: u8, (row, column): (u16, u16), end: char) {
    tui.press(&format!("\x1b[<{button};{};{}{end}", column + 1, row + 1));
}

#[test]
fn the_mouse_selects_codes_and_scrolls_and_is_given_back() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    let mode = |tui: &Tui| tui.shown().screen().mouse_protocol_mode();
    assert_eq!(mode(&tui), vt100::MouseProtocolMode::ButtonMotion);
    let place = |tui: &Tui, words: &str| tui.shown().end_of(words).expect(words);
    let (row, after) = place(&tui, "三十一年");
    mouse(&mut tui, 0, (row, after - 1), 'M');
    mouse(&mut tui, 0, (row, after - 1), 'm');
    tui.wait_for("2/32 轮");
    let (row, after) = place(&tui, " 2部门");
    mouse(&mut tui, 0, (row, after - 1), 'M');
    mouse(&mut tui, 0, (row, after - 1), 'm');
    tui.wait_for("已编码 P1.2");
    for _ in 0..8 {
        mouse(&mut tui, 65, (8, 20), 'M');
    }
    tui.wait_gone("您自己说起");

    tui.press(":mouse off\r");
    tui.wait_for("鼠标已交还终端");
    tui.wait_until("the mouse is the terminal's", |shown| {
        shown.screen().mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
    tui.press(":mouse-on\r");
    tui.wait_for("鼠标已启用");
    // A stopped program leaves no mouse behind, and takes it again.
    tui.signal("TSTP");
    tui.wait_until("the usual screen", |shown| {
        !shown.screen().alternate_screen()
    });
    tui.assert_restored();
    tui.wait_stopped();
    tui.signal("CONT");
    tui.wait_until("the mouse again", |shown| {
        shown.screen().mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
    });
    tui.signal("HUP");
    tui.exit();
    tui.assert_restored();

    let mut tui = Tui::start(&home, &["open", "demo.fangtan", "--no-mouse"], SMALL, &[]);
    tui.wait_for("RA-01");
    assert_eq!(mode(&tui), vt100::MouseProtocolMode::None);
    quit(&mut tui);
}

#[test]
fn a_terminal_that_says_how_wide_it_draws_gets_frames_that_fit() {
    for (answer, edge) in [("\x1b[1;2R", "│"), ("\x1b[1;3R", "╎")] {
        let home = Home::with_demo();
        let mut tui = Tui::start(&home, &["open", "demo.fangtan"], SMALL, &[]);
        tui.press(&answer.repeat(3));
        // What is typed before the first screen is not lost.
        tui.press("jj");
        tui.wait_for("2/32 轮");
        tui.wait_for(edge);
        quit(&mut tui);
    }
}

#[test]
fn a_terminal_that_tells_its_ground_gets_the_theme_for_it() {
    for (ground, expected) in [
        ("rgb:1111/1111/1111", vt100::Color::Rgb(0x1c, 0x1c, 0x1c)),
        ("rgb:ffff/ffff/eeee", vt100::Color::Rgb(0xfc, 0xfc, 0xf7)),
    ] {
        let home = Home::with_demo();
        let args = ["open", "demo.fangtan", "--theme", "auto"];
        let mut tui = Tui::start(&home, &args, SMALL, &[]);
        tui.press(&"\x1b[1;2R".repeat(3));
        tui.press(&format!("\x1b]11;{ground}\x1b\\\x1b[1;1R"));
        tui.wait_for("三十一年");
        let cell = tui.shown().screen().cell(10, 60).map(vt100::Cell::bgcolor);
        assert_eq!(cell, Some(expected));
        quit(&mut tui);
    }
}

#[test]
fn the_configuration_says_how_the_screen_looks() {
    let home = Home::with_demo();
    let folder = home.path("home/config/fangtan");
    std::fs::create_dir_all(&folder).expect("writable");
    let write = |words: &str| std::fs::write(folder.join("config.toml"), words).expect("writable");
    write(
        "theme = \"light\"\nglyphs = \"rich\"\nambiguous = \"narrow\"\nmouse = false\npopup_ms = 0\n",
    );
    let mut tui = Tui::start(&home, &["open", "demo.fangtan"], SMALL, &[]);
    tui.wait_for("│");
    {
        let shown = tui.shown();
        assert_eq!(
            shown.screen().mouse_protocol_mode(),
            vt100::MouseProtocolMode::None
        );
        assert!(
            !shown.bytes.windows(4).any(|it| it == b"\x1b[6n"),
            "nothing is asked"
        );
    }
    tui.press("g");
    tui.wait_for("─ g ─");
    tui.press("\x1b");
    tui.wait_gone("─ g ─");
    quit(&mut tui);

    for wrong in [
        "theme = \"pink\"",
        "glyphs = \"x\"",
        "popup_ms = \"now\"",
        "ambiguous = \"2\"",
    ] {
        write(wrong);
        let mut tui = Tui::start(&home, &["open", "demo.fangtan"], LARGE, &[]);
        assert_eq!(tui.exit().exit_code(), 1, "{wrong}");
        tui.assert_restored();
    }
}

#[test]
fn a_paste_is_never_taken_for_commands() {
    let home = Home::with_demo();
    let before = home.codings("demo.fangtan");
    let mut tui = open(&home, SMALL);
    tui.press("]c");
    tui.wait_for("本句： - CX 其他对策");
    tui.paste("dddq:quit\n");
    tui.wait_for("粘贴的文字没有当作命令");
    // What an input method commits arrives as a paste in some terminals.
    tui.paste("部门壁垒");
    tui.wait_for("| > 部门壁垒");
    tui.wait_for("| > P1.2   部门壁垒与信息孤岛");
    tui.paste("q\n\x1b[A");
    tui.wait_for("部门壁垒q");
    tui.press("\x1b");
    tui.wait_gone("编码板（");
    quit(&mut tui);
    assert_eq!(home.codings("demo.fangtan"), before);
}

#[test]
fn the_terminals_cursor_stands_at_the_caret() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    let at_end_of = |tui: &Tui, words: &str| {
        tui.wait_until(&format!("the cursor after «{words}»"), |shown: &Shown| {
            !shown.screen().hide_cursor()
                && shown.end_of(words) == Some(shown.screen().cursor_position())
        });
    };
    tui.press("/");
    tui.wait_for("搜索这份访谈");
    tui.press("街道“吹哨”abc");
    at_end_of(&tui, "| 街道“吹哨”abc");
    tui.press("\x1b[D\x1b[D\x1b[D\x1b[D");
    at_end_of(&tui, "| 街道“吹哨");
    tui.press("\x7f");
    at_end_of(&tui, "| 街道“吹");
    tui.press("\x1b");
    tui.wait_gone("搜索这份访谈");

    tui.press("c");
    tui.wait_for("编码板（");
    tui.press("协商x");
    at_end_of(&tui, "| > 协商x");
    tui.press("\x1b");
    tui.wait_gone("编码板（");

    // A memo wraps: the caret goes on below.
    tui.press("gm");
    tui.wait_for("备忘录（内容）：01-公共管理学者-北京");
    tui.press(&"记".repeat(50));
    tui.press("末尾");
    at_end_of(&tui, "记末尾");
    tui.press("\x1b");
    tui.wait_for("备忘录已保存");
    quit(&mut tui);
}

/// Text that a terminal would obey, in every place of a study that takes text.
fn hostile_study() -> String {
    let canary = |name: &str| format!("{name}\\u001b]0;x\\u0007\\u001b[31m\\u009b31m\\u202e{name}");
    let text = canary("正文");
    format!(
        r#"{{"documents": [{{"id": "d", "name": "{}", "text": "{}：{text}\n{}：{text}\n",
            "attributes": {{"{}": "{}"}}}}],
          "codes": [{{"id": "K", "name": "{}", "definition": "{}", "color": 1}}],
          "coders": [{{"id": "RA-01", "name": "RA-01"}}, {{"id": "r", "name": "{}"}}],
          "codings": [
            {{"doc": "d", "start": 0, "end": 9, "code": "K", "coder": "r", "memo": "{}"}},
            {{"doc": "d", "start": 0, "end": 9, "code": "K", "coder": "RA-01"}}]}}"#,
        canary("访谈"),
        canary("问"),
        canary("答"),
        canary("属性"),
        canary("取值"),
        canary("编码名"),
        canary("定义"),
        canary("编码员"),
        canary("备忘"),
    )
}

#[track_caller]
fn assert_obeys_nothing(tui: &Tui, what: &str) {
    let shown = tui.shown();
    // BEL, an operating system command, red, C1 CSI in UTF-8, right-to-left override.
    let orders: [&[u8]; 5] = [b"\x07", b"\x1b]", b"\x1b[31m", b"\xc2\x9b", b"\xe2\x80\xae"];
    for order in orders {
        let found = shown.bytes.windows(order.len()).any(|bytes| bytes == order);
        assert!(!found, "{what}: {order:?}\n{}", shown.text());
    }
}

#[test]
fn no_text_of_a_study_gives_orders_to_the_terminal() {
    let home = Home::new();
    std::fs::write(home.path("hostile.json"), hostile_study()).expect("writable");
    let strange = "x\u{1b}]0;x\u{7}\u{202e}.fangtan";
    home.run(&["new", strange]);
    home.run(&["import", strange, "hostile.json"]);

    let mut tui = Tui::start(&home, &["open", strange], LARGE, &[]);
    tui.wait_for("没有标明采访者的访谈");
    tui.press("\r");
    tui.wait_for("本句");
    for (key, heading) in [("m", "- 备忘录（"), ("c", "- 编码板（"), (":", "- 命令")] {
        tui.press(key);
        tui.wait_for(heading);
        tui.press("\x1b");
        tui.wait_gone(heading);
    }
    for (keys, words) in [
        ("d", "已去掉 K"),
        ("u", "已撤销"),
        ("gf", "1 份访谈 2 处编码"),
        ("\r", "> 访谈"),
        ("gn", "备忘录  1 条"),
        ("gl", "话轮数"),
    ] {
        tui.press(keys);
        tui.wait_for(words);
    }
    quit(&mut tui);
    assert_obeys_nothing(&tui, "the terminal interface");

    for what in [
        "interviews",
        "codes",
        "coders",
        "speakers",
        "attributes",
        "turns",
        "memos",
    ] {
        let mut list = Tui::start(&home, &["list", strange, what], LARGE, &[]);
        assert!(list.exit().success());
        assert_obeys_nothing(&list, what);
    }
    for verb in ["codings", "freq", "log", "check", "undo", "redo"] {
        let mut call = Tui::start(&home, &[verb, strange], LARGE, &[]);
        call.exit();
        assert_obeys_nothing(&call, verb);
    }
    for args in [
        ["text", strange, "d"].as_slice(),
        &["codebook", "show", strange],
        &["open", "no\u{1b}]0;x\u{7}\u{202e}.fangtan"],
        &["text", strange, "no\u{1b}]0;x\u{7}"],
        &["freq", strange, "--code", "no\u{1b}[31m"],
        &["import", strange, "hostile.json"],
    ] {
        let mut call = Tui::start(&home, args, LARGE, &[]);
        call.exit();
        assert_obeys_nothing(&call, &format!("{args:?}"));
    }
    let mut welcome = Tui::start(&home, &[], LARGE, &[]);
    welcome.wait_for("最近的研究");
    welcome.press("q");
    assert!(welcome.exit().success());
    assert_obeys_nothing(&welcome, "recent studies");
}

#[test]
fn a_locale_that_is_not_chinese_is_answered_in_english() {
    let home = Home::with_demo();
    let mut tui = open_with(&home, LARGE, &[("LC_ALL", "en_US.UTF-8")]);
    tui.wait_for("invented sample data");
    tui.press("jjx2");
    tui.wait_for("Coded P1.2");
    tui.wait_for("saved");
    tui.press("u");
    tui.wait_for("Undone: code");
    quit(&mut tui);
}

#[test]
fn without_colours_the_passage_is_still_marked() {
    let home = Home::with_demo();
    let tui = open_with(&home, SMALL, &[("NO_COLOR", "1")]);
    let shown = tui.shown();
    let screen = shown.screen();
    let cells =
        || (0..24).flat_map(|row| (0..80).filter_map(move |column| screen.cell(row, column)));
    let plain = vt100::Color::Default;
    assert!(cells().all(|cell| cell.fgcolor() == plain && cell.bgcolor() == plain));
    let marked: String = cells()
        .filter(|cell| cell.inverse())
        .map(vt100::Cell::contents)
        .collect();
    assert!(
        marked.starts_with("老师，咱们就从您自己说起吧。"),
        "{marked}"
    );
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let home = Home::with_demo();
    let mut tui = open(&home, SMALL);
    assert!(tui.is_silent_for(Duration::from_millis(1500)));
    tui.press("c");
    tui.wait_for("编码板（");
    assert!(
        tui.is_silent_for(Duration::from_millis(1500)),
        "a field has the cursor"
    );
    tui.press("\x1b");
    tui.wait_gone("编码板（");
    quit(&mut tui);
}

#[test]
fn without_a_verb_a_study_is_made_opened_and_found_again() {
    let home = Home::new();
    let mut tui = Tui::start(&home, &[], SMALL, &[]);
    tui.wait_for("还没有打开过研究。按 d 打开示例研究看看");
    tui.press("q");
    assert!(tui.exit().success());
    tui.assert_restored();

    let mut tui = Tui::start(&home, &[], SMALL, &[]);
    tui.wait_for("还没有打开过研究");
    tui.press("n");
    tui.wait_for("新建研究");
    tui.press("甲\t甲的研究\t");
    tui.wait_for("将新建 甲.fangtan");
    tui.press("\r");
    tui.wait_for("还没有访谈");
    quit(&mut tui);
    let codes = home.run(&["list", "甲.fangtan", "codes"]);
    assert!(codes.contains("P1.2"), "the first codebook is in it");

    // The same name again is refused on the spot, and what is gone says so.
    std::fs::copy(home.path("甲.fangtan"), home.path("乙.fangtan")).expect("copied");
    let mut tui = Tui::start(&home, &["open", "乙.fangtan"], SMALL, &[]);
    tui.wait_for("还没有访谈");
    quit(&mut tui);
    std::fs::remove_file(home.path("乙.fangtan")).expect("removed");
    let mut tui = Tui::start(&home, &[], SMALL, &[]);
    tui.wait_for("找不到了");
    tui.press("\r");
    tui.wait_for("没有这个研究文件");
    tui.press("n");
    tui.wait_for("请写文件名");
    tui.press("甲\r\r\r");
    tui.wait_for("文件已经存在：甲.fangtan");
    tui.press("\x1b");
    tui.wait_gone("将新建");
    tui.press("j\r");
    tui.wait_for("还没有访谈");
    quit(&mut tui);
}
