//! Every word that the program can say is in the strings.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::strings::{Lang, Strings};
use crate::tui::command::{Command, Group};
use crate::tui::screens::Screen;
use crate::tui::testing::{LARGE, app_of, drawn, loaded};
use crate::tui::theme::Shipped;

/// Keys that stand in the sources as literals.
fn keys_in(folder: &Path, keys: &mut BTreeSet<String>) {
    let literal =
        Regex::new(r#""((?:say|said|title|pick|prompt|palette|panel|memo|empty|size|unit|trouble|hint|order|level|counting-rule|commands|help|here|ime|picker|too)(?:-[a-z]+)*)""#)
            .unwrap();
    let said = Regex::new(r#"(?:say|Message::new)\(\s*"([a-z0-9-]+)"\s*\)"#).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            keys_in(&path, keys);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            keys.extend(said.captures_iter(&source).map(|it| it[1].to_owned()));
            let messages = literal.captures_iter(&source).map(|it| it[1].to_owned());
            keys.extend(messages.filter(|key| key.contains('-')));
        }
    }
}

#[test]
fn every_key_in_the_sources_has_words_in_both_languages() {
    let mut keys = BTreeSet::new();
    keys_in(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui"),
        &mut keys,
    );
    assert!(keys.len() > 90, "{}", keys.len());
    let names: BTreeSet<&str> = Command::ALL.iter().map(|it| it.name()).collect();
    for lang in [Lang::Zh, Lang::En] {
        let strings = Strings::new(lang);
        let missing: Vec<&String> = keys
            .iter()
            .filter(|key| !names.contains(key.as_str()) && strings.get(key) == **key)
            .collect();
        assert_eq!(missing, [] as [&String; 0], "{lang:?}");
    }
}

#[test]
fn every_command_and_group_has_words_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let strings = Strings::new(lang);
        for command in Command::ALL {
            let key = command.title_key();
            assert_ne!(strings.get(key), key, "{lang:?}");
        }
        for group in Group::ALL {
            assert_ne!(strings.get(group.key()), group.key());
        }
    }
}

#[test]
fn no_screen_shows_a_key_instead_of_words() {
    let key = Regex::new(
        r"\b(about|attributes|cmd|empty|group|hint|home|menu|palette|panel|pick|prompt|said|say|size|title|unit)-[a-z]",
    )
    .unwrap();
    for (lang, keys) in [Lang::Zh, Lang::En].into_iter().flat_map(|lang| {
        [
            "",
            "c",
            "?",
            ":",
            "/",
            "a",
            "i",
            "down x down m",
            "g",
            "g h",
            "g l",
            "g l t a",
            "g c",
            "g f",
            "f",
            "B",
            "p",
        ]
        .map(|keys| (lang, keys))
    }) {
        let mut app = app_of(loaded(), LARGE);
        app.desk.lang = lang;
        app.act("down");
        app.press(keys);
        let words = crate::tui::testing::plane(&drawn(&app, lang, Shipped::Plain).0);
        assert!(!key.is_match(&words), "{keys}:\n{words}");
        assert!(matches!(app.screens[0], Screen::Coding(_)));
    }
}
