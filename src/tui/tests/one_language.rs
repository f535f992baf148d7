//! Every screen and overlay in one language: what is in another is data.

use std::collections::BTreeSet;

use regex::Regex;

use crate::strings::Lang;
use crate::text::is_hanzi;
use crate::tui::testing::desk::{disputes, serve, to_review};
use crate::tui::testing::{LARGE, SMALL, app_of, drawn, loaded, plane};
use crate::tui::theme::Shipped;

/// Ways to every screen and overlay from the transcript of the sample study.
const WAYS: &[&str] = &[
    "",
    "c",
    "c tab",
    "?",
    ":",
    "space",
    "f10",
    "/",
    "a",
    "i",
    "m",
    "f",
    "p",
    "B",
    "R",
    "L",
    "t",
    "E",
    "e",
    "d",
    "z",
    "x",
    "v",
    "s",
    "g",
    "]",
    "g h",
    "g l",
    "g l t",
    "g l t a",
    "g l a",
    "g c",
    "g c a",
    "g c A",
    "g c e",
    "g c r",
    "g c v",
    "g c f",
    "g c D",
    "g c S",
    "g c M",
    "g c tab",
    "g c p",
    "g f",
    "g f enter",
    "g f /",
    "g /",
    "tab",
    "ctrl+c",
    "n",
    "u",
    "U",
    "] b",
    "] m",
    "] q",
    "] u",
    "0",
    "9",
    "g r",
    "g r down down",
    "g r m",
    "g r r",
    "g r B",
    "g r O",
    "g r S S S",
    "g d",
    "g d down",
    "g d down down",
    "g d B",
    "g d o",
    "g d S S",
];

/// The hanzi of the sample study.
fn data() -> BTreeSet<char> {
    let loaded = loaded();
    let desk = format!("{:?} {:?}", to_review(), disputes());
    let words = format!("{desk} {:?} {:?}", loaded, crate::tui::testing::TALK);
    words.chars().filter(|c| is_hanzi(*c)).collect()
}

#[test]
fn in_english_hanzi_are_data() {
    let data = data();
    let mut seen = BTreeSet::new();
    for size in [SMALL, LARGE] {
        for keys in WAYS {
            let mut app = app_of(loaded(), size);
            app.desk.lang = Lang::En;
            app.act("down");
            if !keys.is_empty() {
                for key in keys.split_whitespace() {
                    let effects = app.press(key);
                    serve(&mut app, &effects);
                }
            }
            let words = plane(&drawn(&app, Lang::En, Shipped::Plain).0);
            let strange: String = words
                .chars()
                .filter(|c| is_hanzi(*c) && !data.contains(c))
                .collect();
            assert_eq!(strange, "", "{keys}:\n{words}");
            seen.insert(words);
        }
    }
    assert!(seen.len() > 60, "the ways lead somewhere: {}", seen.len());
}

/// What the sample codebook says in English, and how the palette spells its names.
const LATIN_DATA: &[&str] = &[
    "Unclear responsibilities",
    "Too few people",
    "List of responsibilities",
    "Deliberation on line",
    "quan ze bu qing",
    "ren yuan bu zu",
    "shu ju bi lei",
    "quan ze qing dan",
    "xie shang yi shi",
    "xian shang yi shi",
];

#[test]
fn in_chinese_no_three_english_words_follow_each_other() {
    let run = Regex::new(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}").unwrap();
    for size in [SMALL, LARGE] {
        for keys in WAYS {
            let mut app = app_of(loaded(), size);
            app.act("down");
            if !keys.is_empty() {
                for key in keys.split_whitespace() {
                    let effects = app.press(key);
                    serve(&mut app, &effects);
                }
            }
            let words = plane(&drawn(&app, Lang::Zh, Shipped::Plain).0);
            let found: Vec<&str> = run
                .find_iter(&words)
                .map(|it| it.as_str())
                .filter(|it| !LATIN_DATA.iter().any(|data| data.contains(it)))
                .collect();
            assert_eq!(found, [] as [&str; 0], "{keys}:\n{words}");
        }
    }
}

#[test]
fn every_message_is_in_one_language() {
    let run = Regex::new(r"[a-z]{2,}(?: [a-z]{2,}){2,}").unwrap();
    let command = Regex::new(r"fangtan [a-z]+( [a-z]+)?").unwrap();
    let zh = include_str!("../../strings/zh.ftl");
    for line in zh.lines().filter(|line| !line.starts_with('#')) {
        let Some((key, words)) = line.split_once(" = ") else {
            continue;
        };
        let words = command.replace_all(words, "");
        assert!(!run.is_match(&words), "{key}: {words}");
    }
    let en = include_str!("../../strings/en.ftl");
    for line in en.lines().filter(|line| !line.starts_with('#')) {
        let hanzi: String = line.chars().filter(|c| is_hanzi(*c)).collect();
        assert_eq!(hanzi, "", "{line}");
    }
}
