//! What must hold at any size, with any text, for any keys.

use std::fs;
use std::path::{Path, PathBuf};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::CellWidth;
use ratatui::layout::{Position, Size};

use crate::model::coding::Layer;
use crate::strings::{Lang, Strings};
use crate::text::Ambiguous;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::glyphs::Glyphs;
use crate::tui::layout;
use crate::tui::overlays::Overlay;
use crate::tui::pointer::{self, Held, How, Pointed, Under};
use crate::tui::screens::Screen;
use crate::tui::screens::coding::Follow;
use crate::tui::terminal::Pen;
use crate::tui::testing::desk::serve;
use crate::tui::testing::{
    LARGE, SMALL, app_of, code, drawn, interview, loaded, passage, plane, tag,
};
use crate::tui::theme::{Shipped, Theme};
use crate::tui::update::update;
use crate::tui::view::{Ui, view};

/// Keys that a fuzzer presses, the common ones more often.
const KEYS: &[&str] = &[
    "down",
    "down",
    "s",
    "s",
    "V",
    "W",
    "u",
    "m",
    "up",
    "right",
    "left",
    "x",
    "X",
    "v",
    "o",
    "esc",
    "esc",
    "-",
    "=",
    "1",
    "3",
    "8",
    "c",
    "enter",
    "tab",
    "i",
    "a",
    "d",
    "B",
    "m",
    "/",
    "n",
    "N",
    "g",
    "f",
    "h",
    "]",
    "[",
    "t",
    "pagedown",
    "pageup",
    "home",
    "G",
    "}",
    "{",
    ")",
    "(",
    "S",
    "L",
    "?",
    ":",
    "p",
    "u",
    "U",
    "q",
    "backspace",
    "delete",
    "shift+down",
    "shift+left",
    "shift+right",
    "O",
    ".",
    "space",
    "A",
    "e",
    "M",
    "D",
    "R",
    "J",
    ">",
    "<",
    "f2",
    "backtab",
    "0",
    "r",
    "r",
    "b",
    ",",
    "K",
    "I",
    "C",
    "2",
];

/// A generator of numbers that is the same on every run.
struct Dice(u64);

impl Dice {
    /// A number below `n`.
    fn roll(&mut self, n: u16) -> u16 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u16::try_from((self.0 >> 33) % u64::from(n)).unwrap()
    }
}

/// What a fuzzer does with the mouse.
fn any_mouse(dice: &mut Dice) -> (How, Held) {
    let how = match dice.roll(8) {
        0 => How::Right,
        1 | 2 => How::Drag,
        3 => How::Release,
        4 => How::WheelDown,
        5 => How::WheelUp,
        _ => How::Press {
            clicks: u8::try_from(1 + dice.roll(3)).unwrap(),
        },
    };
    let held = match dice.roll(6) {
        0 => Held::Shift,
        1 => Held::Alt,
        _ => Held::Nothing,
    };
    (how, held)
}

#[test]
fn ten_thousand_sizes_keys_clicks_and_pastes_do_no_harm_and_keep_the_passage_in_view() {
    let mut dice = Dice(7);
    let mut app = App::sample();
    let strings = Strings::new(Lang::Zh);
    let theme = Theme::shipped(Shipped::Dark);
    for round in 0..10_000 {
        match dice.roll(12) {
            0..3 => {
                let before = passage_under_cursor(&app);
                let size = Size {
                    width: 1 + dice.roll(300),
                    height: 1 + dice.roll(100),
                };
                update(&mut app, Event::Resize(size));
                assert_eq!(passage_under_cursor(&app), before);
            }
            3..6 => {
                let ui = Ui::new(&strings, &theme, &app.desk);
                let Size { width, height } = app.desk.size;
                let at = Position::new(dice.roll(width), dice.roll(height));
                let on = pointer::under(&app, &ui, at);
                let (how, held) = any_mouse(&mut dice);
                let effects = update(&mut app, Event::Mouse(Pointed { how, held, on }));
                app.grant(effects);
            }
            6 => {
                let words = ["", "权责", "dddq:quit\n", "\u{1b}[2J\u{202e}"];
                let words = words[usize::from(dice.roll(4))].to_owned();
                let effects = update(&mut app, Event::Paste(words));
                assert!(effects.iter().all(is_draft), "{effects:?}");
            }
            7 => {
                update(&mut app, Event::Waited);
            }
            _ => {
                let key = KEYS[usize::from(dice.roll(u16::try_from(KEYS.len()).unwrap()))];
                let effects = app.press(key);
                serve(&mut app, &effects);
                app.grant(effects);
            }
        }
        match app.screen() {
            Screen::Coding(coding) if layout::fits(app.desk.size) => {
                let at = crate::tui::screens::coding::caret(coding, &app);
                let by_mouse = coding.follow == Follow::Mouse;
                assert!(
                    coding.adjust.is_some() || by_mouse || at.is_some(),
                    "out of view in round {round}: {:?} {:?} {:?}",
                    coding.head,
                    coding.view,
                    app.desk.size
                );
            }
            _ => {}
        }
        // Drawing is the slower part; every size still comes by often.
        if dice.roll(3) == 0 {
            drawn(&app, Lang::Zh, Shipped::Dark);
        }
        if dice.roll(200) == 0 {
            app.overlays.clear();
            app.screens.truncate(1);
            app.desk.measure.ambiguous = match dice.roll(2) {
                0 => Ambiguous::Narrow,
                _ => Ambiguous::Wide,
            };
            let glyphs = Glyphs::ALL[usize::from(dice.roll(3))];
            app.desk.glyphs = glyphs.fitting(app.desk.measure);
            app.settle();
        }
    }
}

#[test]
fn every_screen_is_drawn_from_the_smallest_size_up_and_no_row_is_too_long() {
    for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
        for (width, height) in [(60, 18), (61, 19), (79, 23), (80, 24), (89, 30), (120, 36)] {
            for keys in [
                "", "c", "i", "a", "p", "B", "tab", "?", ":", "space", "f10", "/", "g m", "g h",
                "g f", "g r", "g d",
            ] {
                let mut app = app_of(loaded(), Size { width, height });
                app.desk.measure.ambiguous = ambiguous;
                app.settle();
                app.press("down down");
                let effects = app.press(keys);
                serve(&mut app, &effects);
                let (buffer, _) = drawn(&app, Lang::Zh, Shipped::Sixteen);
                for y in 0..height {
                    let mut x = 0;
                    while x < width {
                        x += buffer[(x, y)].cell_width().max(1);
                    }
                    assert_eq!(x, width, "{keys} at {width}x{height}: row {y}");
                }
                let body = plane(&buffer);
                let words = body.lines().skip(2).filter(|row| row.len() > 8).count();
                assert!(words > 2, "{keys} at {width}x{height}:\n{body}");
            }
        }
    }
}

#[test]
fn a_pop_up_never_covers_the_passage_it_acts_on() {
    for size in [SMALL, LARGE, layout::SMALLEST] {
        for place in [
            "",
            "down",
            "down down down",
            "G",
            "G up",
            "] t ] t",
            "= = ] t",
        ] {
            for keys in ["c", "i", "a", "m", "p", "space", "g", "/"] {
                let mut app = app_of(loaded(), size);
                app.press(place);
                app.press(keys);
                update(&mut app, Event::Waited);
                let Screen::Coding(coding) = app.screen() else {
                    panic!("the coding view");
                };
                let rows = crate::tui::screens::coding::target_rows(coding, size);
                let (first, last) = rows.expect("the passage is in view");
                let strings = Strings::new(Lang::Zh);
                let theme = Theme::shipped(Shipped::Plain);
                let ui = Ui::new(&strings, &theme, &app.desk);
                let Some(overlay) = app.overlays.last() else {
                    continue;
                };
                let beside = |y: u16| {
                    let at = Position::new(size.width / 2, y);
                    crate::tui::overlays::draw::under(overlay, &app, &ui, at) == Under::Beside
                };
                // Of a passage too long for what a pop-up leaves, the first two rows
                // stay free, on the smallest screen the first.
                let more = u16::from(size != layout::SMALLEST);
                let seen = last.min(first + more);
                assert!(
                    (first..=seen).all(beside) || (first..=last).all(beside),
                    "{place} {keys} at {size:?} {first}..={last}\n{}",
                    plane(&drawn(&app, Lang::Zh, Shipped::Plain).0)
                );
            }
        }
    }
}

fn passage_under_cursor(app: &App) -> Option<crate::model::Span> {
    match app.screen() {
        Screen::Coding(coding) => coding.head,
        _ => None,
    }
}

#[test]
fn the_cursor_of_the_terminal_is_the_caret_of_every_field() {
    for size in [SMALL, LARGE, layout::SMALLEST] {
        for (keys, typed) in [
            ("c", "协商x"),
            (":", "撤"),
            ("?", "ab"),
            ("/", "社区治理"),
            (
                "a",
                "一个很长的编码名称一个很长的编码名称一个很长的编码名称一个很长的编码名称",
            ),
            ("i", "末"),
            (
                "g m",
                "第一行中文字很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多，折行",
            ),
            ("g c a", "新的编码"),
            ("g c f2", "改"),
            (
                "g c e tab",
                "什么时候用很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长",
            ),
            ("g c e backtab", "又名"),
            ("g c M", "xz"),
            ("g c /", "bm"),
        ] {
            let mut app = app_of(loaded(), size);
            app.press("down");
            app.press(keys);
            app.type_text(typed);
            let (buffer, cursor) = drawn(&app, Lang::Zh, Shipped::Plain);
            let Position { x, y } = cursor.expect("a field has a caret");
            // What was typed last stands in the cell before the caret.
            let last = typed.chars().next_back().unwrap().to_string();
            let width = crate::text::width(&last);
            assert_eq!(buffer[(x - width, y)].symbol(), last, "{keys} at {size:?}");
        }
    }
}

#[test]
fn hostile_text_reaches_the_terminal_as_text_alone() {
    const HOSTILE: &str =
        "甲\u{1b}]0;title\u{7}乙\u{9b}2J丙\u{202e}丁\u{200b}戊\u{1b}[31m己\r庚\u{2066}";
    let mut loaded = loaded();
    let mut open = interview(&[HOSTILE, HOSTILE]);
    open.name = HOSTILE.to_owned();
    open.speakers[0].label = HOSTILE.to_owned();
    let span = passage(&open, "甲");
    open.layer = Layer::new(vec![tag(
        1,
        span,
        code("P1.1"),
        HOSTILE,
        crate::model::Status::Coded,
    )]);
    loaded.interviews[1].name = HOSTILE.to_owned();
    loaded.interviews[1].attributes[0].1 = HOSTILE.to_owned();
    loaded.open = Some(open);
    loaded.title = HOSTILE.to_owned();
    loaded.coder = HOSTILE.to_owned();
    for keys in [
        "", "c", "g m", "d", "p", "i", "1", "g h", "g l", "g l t", "g c", "/",
    ] {
        let mut app = app_of(loaded.clone(), SMALL);
        let effects = app.press(keys);
        app.grant(effects);
        let strings = Strings::new(Lang::Zh);
        let theme = Theme::shipped(Shipped::Dark);
        let ui = Ui::new(&strings, &theme, &app.desk);
        let mut terminal = Terminal::new(Pen::new(Vec::new(), || Ok(SMALL))).unwrap();
        terminal.draw(|frame| view(&app, &ui, frame)).unwrap();
        let bytes = String::from_utf8(terminal.backend().writer().clone()).unwrap();
        for bad in [
            "\u{1b}]",
            "\u{7}",
            "\u{9b}",
            "\u{202e}",
            "\u{200b}",
            "\u{2066}",
            "\u{1b}[31m己",
        ] {
            assert!(!bytes.contains(bad), "{bad:?} after {keys:?}");
        }
        // The rows that end in CR LF are our own moves.
        assert!(!bytes.replace("\r\n", "").contains('\r'));
    }
}

#[test]
fn a_page_costs_little_in_bytes() {
    let line = "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。".repeat(5);
    let turns: Vec<&str> = (0..200).map(|_| line.as_str()).collect();
    let mut loaded = loaded();
    loaded.open = Some(interview(&turns));
    let size = Size {
        width: 120,
        height: 40,
    };
    let mut app = app_of(loaded, size);
    let strings = Strings::new(Lang::Zh);
    let theme = Theme::shipped(Shipped::Dark);
    let ui = Ui::new(&strings, &theme, &app.desk);
    let mut terminal = Terminal::new(Pen::new(Vec::new(), || {
        Ok(Size {
            width: 120,
            height: 40,
        })
    }))
    .unwrap();
    terminal.draw(|frame| view(&app, &ui, frame)).unwrap();
    let before = terminal.backend().writer().len();
    app.press("pagedown");
    terminal.draw(|frame| view(&app, &ui, frame)).unwrap();
    let written = terminal.backend().writer().len() - before;
    assert!(written < 7_800, "{written} bytes");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_text_can_be_walked_through(
        turns in prop::collection::vec("[a-z中文，。！“”\u{1b}\u{9b}\u{202e}👩\u{200d}e\u{301} \t\n……]{0,80}", 0..6),
        keys in prop::collection::vec(0..KEYS.len(), 0..60),
        width in 60u16..160,
        height in 18u16..50,
    ) {
        let turns: Vec<&str> = turns.iter().map(String::as_str).collect();
        let mut study = loaded();
        study.open = Some(interview(&turns));
        let mut app = app_of(study, Size { width, height });
        for key in keys {
            app.press(KEYS[key]);
            drawn(&app, Lang::En, Shipped::Plain);
        }
    }
}

/// Whether an effect only keeps what is typed.
fn is_draft(effect: &Effect) -> bool {
    matches!(effect, Effect::KeepDraft(_))
}

#[test]
fn typing_in_a_field_never_runs_a_command() {
    for keys in ["c", "/", "a", "g m", ":"] {
        let mut app = App::sample();
        app.press(keys);
        let n = app.overlays.len();
        for c in ' '..='~' {
            let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
            let effects = update(&mut app, Event::Key(key));
            assert!(effects.iter().all(is_draft), "{effects:?}");
        }
        assert_eq!(app.overlays.len(), n);
        let typed: String = (' '..='~').collect();
        let field = app.overlays.last_mut().and_then(Overlay::field).unwrap();
        assert_eq!(field.text(), typed);
    }
}

/// Sources of a folder that draw.
fn drawing(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            drawing(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let source = fs::read_to_string(&path).unwrap_or_default();
            // In a field, up and down count columns without a terminal.
            if source.contains("buffer: &mut Canvas") && !path.ends_with("widgets/field.rs") {
                found.push((path, source));
            }
        }
    }
}

#[test]
fn whatever_draws_counts_cells_as_the_terminal_does() {
    let mut sources = Vec::new();
    drawing(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui"),
        &mut sources,
    );
    assert!(sources.len() > 8, "{}", sources.len());
    for (path, source) in sources {
        for narrow in ["text::width(", "text::rows(", "text::fit(", "text::pad("] {
            let path = path.display();
            assert!(!source.contains(narrow), "{path}: ask `ui`, not {narrow}…)");
        }
    }
}
