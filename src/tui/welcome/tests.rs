use std::time::Duration;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::strings::{Lang, Strings};
use crate::text::Measure;
use crate::tui::glyphs::Glyphs;
use crate::tui::pointer::Clicks;
use crate::tui::testing::{LARGE, SMALL, plane};
use crate::tui::theme::{Shipped, Theme};
use crate::tui::view::Ui;

fn recent(name: &str, title: Option<&str>) -> Recent {
    Recent {
        path: PathBuf::from(format!("/home/anna/{name}.fangtan")),
        title: title.map(str::to_owned),
        opened: Some("2026-07-06 09:00".to_owned()),
    }
}

fn welcome(size: Size) -> Welcome {
    let studies = vec![
        recent("社区", Some("社区治理")),
        recent("old", None),
        recent("demo", Some("特大城市治理访谈（示例）")),
    ];
    Welcome::new(studies, vec!["megacity-governance", "theories"], size)
}

fn press(welcome: &mut Welcome, keys: &str) -> Option<Wish> {
    let keymap = Keymap::default();
    let mut wish = None;
    for key in keys.split(' ') {
        let chord = Chord::parse(key).expect("a key");
        wish = welcome.key(&keymap, chord.press());
    }
    wish
}

fn type_text(welcome: &mut Welcome, words: &str) {
    let keymap = Keymap::default();
    for c in words.chars() {
        let wish = welcome.key(&keymap, KeyCode::Char(c).into());
        assert_eq!(wish, None, "{words}");
    }
}

fn shown(welcome: &Welcome, lang: Lang) -> String {
    let (strings, theme) = (Strings::new(lang), Theme::shipped(Shipped::Plain));
    let ui = Ui {
        strings: &strings,
        theme: &theme,
        glyphs: Glyphs::Safe,
        measure: Measure::default(),
        keys: None,
    };
    let area = Rect::new(0, 0, welcome.size.width, welcome.size.height);
    let mut buffer = Buffer::empty(area);
    draw(welcome, "RA-01", &Keymap::default(), &ui, &mut buffer);
    plane(&buffer)
}

#[test]
fn a_recent_study_is_opened() {
    let mut welcome = welcome(SMALL);
    let path = |name: &str| PathBuf::from(format!("/home/anna/{name}.fangtan"));
    assert_eq!(press(&mut welcome, "enter"), Some(Wish::Open(path("社区"))));
    assert_eq!(press(&mut welcome, "down j"), None);
    assert_eq!(press(&mut welcome, "enter"), Some(Wish::Open(path("demo"))));
    press(&mut welcome, "home");
    assert_eq!(welcome.list.at, 0);
    // An input method that is on makes letters full-width.
    assert_eq!(press(&mut welcome, "ｄ"), Some(Wish::Demo));
    assert_eq!(press(&mut welcome, "esc"), None, "Esc never quits");
    for key in ["q", "ctrl+q", "ctrl+c"] {
        assert_eq!(press(&mut welcome, key), Some(Wish::Leave), "{key}");
    }
}

#[test]
fn without_recent_studies_the_keys_to_begin_are_told() {
    let mut welcome = Welcome::new(Vec::new(), Vec::new(), SMALL);
    assert_eq!(press(&mut welcome, "enter"), None);
    assert_eq!(press(&mut welcome, "down up G"), None);
    assert!(shown(&welcome, Lang::Zh).contains("按 d 打开示例研究"));
    assert!(shown(&welcome, Lang::En).contains("Press d"));
}

#[test]
fn a_new_study_is_asked_for_field_by_field() {
    let mut welcome = welcome(SMALL);
    press(&mut welcome, "n");
    // A path is needed, whatever is said of the rest.
    assert_eq!(press(&mut welcome, "enter enter enter"), None);
    assert_eq!(welcome.asking.as_ref().map(|it| it.at), Some(0));
    type_text(&mut welcome, "q 社区");
    press(&mut welcome, "tab");
    welcome.paste("社区\n治理");
    press(&mut welcome, "tab right");
    let wish = press(&mut welcome, "enter");
    assert_eq!(
        wish,
        Some(Wish::Make {
            path: PathBuf::from("q 社区.fangtan"),
            title: "社区 治理".to_owned(),
            codebook: Some("theories"),
        })
    );
    // Round again there is no codebook, and back is the last one.
    press(&mut welcome, "right");
    let Some(Wish::Make { codebook: None, .. }) = press(&mut welcome, "enter") else {
        panic!("no codebook");
    };
    press(&mut welcome, "left left");
    assert_eq!(
        welcome.asking.as_ref().and_then(NewStudy::codebook),
        Some("megacity-governance")
    );
    assert_eq!(press(&mut welcome, "esc"), None);
    assert_eq!(welcome.asking, None);
}

#[test]
fn why_a_wish_did_not_come_true_is_said_until_the_next_key() {
    let mut welcome = welcome(SMALL);
    welcome.said = Some(Message::new("error-exists").with("path", "x.fangtan"));
    assert!(shown(&welcome, Lang::Zh).contains("文件已经存在：x.fangtan"));
    press(&mut welcome, "down");
    assert_eq!(welcome.said, None);
}

#[test]
fn the_list_scrolls_with_its_cursor_and_survives_every_size() {
    let studies: Vec<Recent> = (0..20)
        .map(|n| recent(&format!("s{n}"), Some("甲")))
        .collect();
    let mut welcome = Welcome::new(studies, Vec::new(), SMALL);
    press(&mut welcome, "end");
    assert!(shown(&welcome, Lang::Zh).contains("s19.fangtan"));
    press(&mut welcome, "n");
    for width in [0, 1, 20, 59, 60, 80, 300] {
        for height in [0, 1, 17, 18, 24, 90] {
            welcome.resize(Size { width, height });
            shown(&welcome, Lang::Zh);
        }
    }
}

#[test]
fn it_looks_like_this() {
    let mut small = welcome(SMALL);
    insta::assert_snapshot!("welcome_small", shown(&small, Lang::Zh));
    press(&mut small, "n");
    type_text(&mut small, "研究");
    insta::assert_snapshot!("welcome_new_study", shown(&small, Lang::En));
    insta::assert_snapshot!("welcome_large", shown(&welcome(LARGE), Lang::En));
}

#[test]
fn the_mouse_chooses_and_opens_and_puts_the_caret() {
    let (strings, theme) = (Strings::new(Lang::En), Theme::shipped(Shipped::Plain));
    let ui = Ui {
        strings: &strings,
        theme: &theme,
        glyphs: Glyphs::Safe,
        measure: Measure::default(),
        keys: None,
    };
    let keymap = Keymap::default();
    let mut clicks = Clicks::default();
    let mut now = 0;
    let mut point = |welcome: &mut Welcome, kind, (column, row): (u16, u16)| {
        now += 100;
        let event = MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        };
        let when = Duration::from_millis(now);
        welcome.pointed(&keymap, &ui, event, &mut clicks, when)
    };
    let press = MouseEventKind::Down(MouseButton::Left);
    let find = |welcome: &Welcome, words: &str| {
        let screen = shown(welcome, Lang::En);
        let rows = screen.lines().enumerate();
        let mut found = rows.filter_map(|(y, line)| {
            let before = &line[..line.find(words)?];
            let width = Measure::default().width(before);
            Some((width, u16::try_from(y).unwrap()))
        });
        found.next().expect("it is on the screen")
    };
    let mut welcome = welcome(SMALL);
    let demo = find(&welcome, "demo.fangtan");
    assert_eq!(point(&mut welcome, press, demo), None);
    let open = point(&mut welcome, press, demo);
    assert_eq!(
        open,
        Some(Wish::Open(PathBuf::from("/home/anna/demo.fangtan")))
    );
    let at = welcome.list.at;
    point(&mut welcome, MouseEventKind::ScrollUp, (3, 5));
    assert!(welcome.list.at <= at);
    let new = find(&welcome, "new study");
    assert_eq!(point(&mut welcome, press, new), None);
    assert!(welcome.asking.is_some());
    type_text(&mut welcome, "社区访谈");
    // Before the second hanzi, then in the line of the title.
    let (x, y) = find(&welcome, "社区访谈");
    point(&mut welcome, press, (x + 2, y));
    type_text(&mut welcome, "X");
    let asking = welcome.asking.as_ref().unwrap();
    assert_eq!(asking.fields[0].text(), "社X区访谈");
    let first = asking.codebook();
    point(&mut welcome, press, (x, y + 1));
    type_text(&mut welcome, "Y");
    assert_eq!(welcome.asking.as_ref().unwrap().fields[1].text(), "Y");
    point(&mut welcome, press, (x, y + 2));
    assert_ne!(welcome.asking.as_ref().unwrap().codebook(), first);
}
