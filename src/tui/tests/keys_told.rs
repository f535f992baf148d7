//! Sentences that say what to press take the key from the keymap.

use regex::Regex;

use crate::strings::{Lang, Strings};
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::testing::{LARGE, SMALL};
use crate::tui::testing::{app_of, loaded, words_of};

const EN: &str = include_str!("../../strings/en.ftl");
const ZH: &str = include_str!("../../strings/zh.ftl");

/// What no keymap changes: how text is edited, kinds of keys, the terminal's mouse.
const FIXED: [&str; 5] = [
    "help-mouse",
    "ime-note",
    "memo-keys",
    "memo-keys-reading",
    "welcome-keys",
];

/// Names of keys as they are printed; letters are keys where a Chinese sentence has one alone.
const NAMED: &str = "^(Enter|Esc|Tab|Space|Backspace|Delete|Up|Down|Left|Right|PgUp|PgDn|Home|End\
    |F[0-9]+|(Ctrl|Alt|Shift)\\+.*|空格|回车|左右|上下|[↑↓])$";

/// Messages of the full-screen program with their lines.
fn messages(source: &str) -> Vec<(&str, String)> {
    let area = source.rsplit("\n## ").next().unwrap_or_default();
    let mut messages: Vec<(&str, String)> = Vec::new();
    for line in area.lines().skip(1) {
        match line.split_once(" =") {
            Some((key, words)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                messages.push((key, words.to_owned()));
            }
            _ => {
                if let Some((_, words)) = messages.last_mut() {
                    words.push('\n');
                    words.push_str(line);
                }
            }
        }
    }
    messages
}

#[test]
fn no_sentence_has_a_key_of_its_own() {
    let named = Regex::new(NAMED).unwrap();
    let letter = Regex::new(r"^(g ?[A-Za-z/]|[\]\[][a-z]|[a-zA-Z?])$").unwrap();
    let placeable = Regex::new(r"\{[^{}]*\}").unwrap();
    for (lang, source) in [(Lang::Zh, ZH), (Lang::En, EN)] {
        let mut n = 0;
        for (key, words) in messages(source) {
            n += 1;
            let of_a_command = key.starts_with("cmd-") || key.starts_with("head-");
            if of_a_command || FIXED.contains(&key) {
                continue;
            }
            let words = placeable.replace_all(&words, "0");
            let pieces =
                words.split(|c: char| c.is_whitespace() || "（）()，。；：、,.;:…“”".contains(c));
            for piece in pieces {
                assert!(!named.is_match(piece), "{lang:?}: {key}: {piece}");
                // English has words of one letter.
                if lang == Lang::Zh {
                    assert!(!letter.is_match(piece), "{key}: {piece}");
                }
            }
        }
        assert!(n > 500, "{n} messages");
    }
}

#[test]
fn a_key_that_is_told_is_a_commands() {
    let argument = Regex::new(r"\$key-([a-z0-9-]+)").unwrap();
    let area = EN.rsplit("\n## ").next().unwrap();
    let before = EN.len() - area.len();
    let mut n = 0;
    for found in argument.captures_iter(EN) {
        assert!(Command::from_name(&found[1]).is_some(), "{}", &found[1]);
        let at = found.get(0).unwrap().start();
        assert!(
            at > before,
            "only sentences on screen tell keys: {}",
            &found[0]
        );
        n += 1;
    }
    assert!(n > 100, "{n}");
    let open = Command::name(Command::Open);
    let told = Strings::new(Lang::En).with_keys("search-more", Vec::new(), &str::to_uppercase);
    assert!(told.contains(&open.to_uppercase()), "{told}");
}

fn with_keys(file: &str) -> App {
    let mut app = app_of(loaded(), SMALL);
    app.keymap = Keymap::default().merged(file).unwrap();
    app
}

#[test]
fn a_sentence_follows_the_key_that_a_person_chose() {
    let keys = |file: &str, pressed: &str| {
        let mut app = with_keys(file);
        app.desk.terminal = LARGE;
        app.press(pressed);
        words_of(&app, Lang::En)
    };
    assert!(keys("", "/").contains("(g/ searches all)"));
    // A key that only the screen below has, one of the field, and one that is nowhere.
    let file = "[global]\n\"g /\" = \"none\"\nf9 = \"search-everywhere\"\n\
                [prompt]\nf2 = \"accept\"\nenter = \"none\"\n\
                [coding]\nn = \"none\"\nf4 = \"next-hit\"\n";
    let words = keys(file, "/");
    assert!(words.contains("(F9 searches all)"), "{words}");
    assert!(
        words.contains("F2 finds   F4/N next/previous   Esc cancels"),
        "{words}"
    );
    let nowhere = "[global]\n\"g /\" = \"none\"\n";
    assert!(keys(nowhere, "/").contains("(:search-everywhere searches all)"));
    // In a remark, and in a sentence of a screen that has nothing else to show.
    let file = "[coding]\np = \"none\"\nf6 = \"none\"\nZ = \"pin\"\n";
    assert!(keys(file, "9").contains("No code is on key 9 (Z puts one there)"));
    let file = "[list]\nx = \"back\"\n[global]\nq = \"none\"\n";
    assert!(keys(file, "g u").contains("x back"));
}
