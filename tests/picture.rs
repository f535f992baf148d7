//! The pictures of the documentation are what the program draws today.
//!
//! `FANGTAN_DRAW=1 cargo test --test picture` draws them anew.

#[path = "picture/svg.rs"]
mod svg;
#[expect(dead_code, reason = "pictures need only keys and waiting")]
#[path = "terminal/tui.rs"]
mod tui;

use std::path::Path;

use tui::{Home, Size, Tui};

/// Keys, and the words that are on the screen when they have been obeyed.
type Step<'a> = (&'a str, &'a str);

#[track_caller]
fn check(file: &str, lang: &str, size: Size, interview: &str, steps: &[Step]) {
    let home = Home::with_demo();
    let args = ["open", "demo.fangtan", "--interview", interview];
    let mut tui = Tui::start(&home, &args, size, &[("LC_ALL", lang)]);
    tui.wait_for(interview);
    for (keys, words) in steps {
        tui.press(keys);
        tui.wait_for(words);
    }
    let drawn = svg::draw(tui.shown().screen());
    tui.press("\x11");
    assert!(tui.exit().success());

    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(file);
    if std::env::var_os("FANGTAN_DRAW").is_some() {
        std::fs::write(&path, drawn).expect("writable");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "docs/{file} is out of date: FANGTAN_DRAW=1 cargo test --test picture"
    );
}

const ZH: &str = "zh_CN.UTF-8";
const EN: &str = "en_GB.UTF-8";

#[test]
fn the_coding_view_on_a_large_screen() {
    let steps = [("/主官今年\r", "“主官今年”第 1 / 1 处"), ("x", "选区")];
    check(
        "coding-view.svg",
        ZH,
        (120, 36),
        "01-公共管理学者-北京",
        &steps,
    );
}

#[test]
fn the_coding_view_on_a_small_screen() {
    let steps = [
        ("/主官今年\r", "“主官今年”第 1 / 1 处"),
        ("x", "> 关心垃圾分类"),
    ];
    check(
        "coding-view-80.svg",
        ZH,
        (80, 24),
        "01-公共管理学者-北京",
        &steps,
    );
}

#[test]
fn the_coding_view_in_english() {
    let steps = [("]c", "turn"), ("]c", "turn"), ("x", "selected")];
    check(
        "coding-view-en.svg",
        EN,
        (120, 36),
        "09-London-borough",
        &steps,
    );
}

#[test]
fn the_palette() {
    let steps = [
        ("/主官今年\r", "“主官今年”第 1 / 1 处"),
        ("c", "编码板（"),
        ("xs", "| > xs"),
    ];
    check("palette.svg", ZH, (80, 24), "01-公共管理学者-北京", &steps);
}

#[test]
fn the_frequencies() {
    let steps = [("gf", "9 份访谈 300 处编码")];
    check(
        "frequencies.svg",
        ZH,
        (100, 30),
        "01-公共管理学者-北京",
        &steps,
    );
}
