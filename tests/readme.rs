//! What both READMEs say is so: keys, commands, files, versions.
//!
//! `FANGTAN_DRAW=1 cargo test --test readme` writes the tables of keys anew.

#[expect(dead_code, reason = "a README needs only a start and an end")]
#[path = "terminal/tui.rs"]
mod tui;

use std::fs;
use std::path::{Path, PathBuf};

use fangtan::strings::{Lang, Strings};
use fangtan::tui::command::Command;
use fangtan::tui::keymap::{Context, Keymap};
use regex::Regex;

use tui::{Home, Tui};

const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)];

/// Commands in the tables of keys; those of one row belong together, and the rows
/// stand in the order of the program's help.
const ROWS: &[&[&str]] = &[
    &["next", "previous"],
    &["next-word", "previous-word"],
    &["next-turn", "previous-turn"],
    &["next-coded", "previous-coded"],
    &["next-unread", "previous-unread"],
    &["next-interview", "previous-interview"],
    &["finer", "coarser"],
    &["extend", "extend-back"],
    &["jump"],
    &["anchor"],
    &["boundaries"],
    &["code-1", "code-0"],
    &["palette"],
    &["repeat"],
    &["in-vivo"],
    &["new-code"],
    &["code-hits"],
    &["remove-code"],
    &["replace-code"],
    &["star"],
    &["link"],
    &["facet"],
    &["memo"],
    &["interview-memo"],
    &["memos"],
    &["pin"],
    &["side-panel"],
    &["search"],
    &["next-hit", "previous-hit"],
    &["search-everywhere"],
    &["undo", "redo"],
    &["analysis"],
    &["frequencies"],
    &["words"],
    &["agreement"],
    &["review"],
    &["disagreements"],
    &["conflicts"],
    &["codebook"],
    &["interviews"],
    &["import"],
    &["home"],
    &["save"],
    &["menu"],
    &["help"],
    &["commands"],
    &["back"],
    &["quit"],
];

const BEFORE_KEYS: &str = "<!-- keys: written by tests/readme.rs -->\n";
const AFTER_KEYS: &str = "<!-- end of keys -->\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).expect("it is in the repository")
}

fn table_of_keys(lang: Lang) -> String {
    let strings = Strings::new(lang);
    let keymap = Keymap::default();
    let contexts = [Context::Coding, Context::Move, Context::Global];
    let mut table = match lang {
        Lang::Zh => "| 按键 | 作用 |\n| --- | --- |\n",
        Lang::En => "| keys | what they do |\n| --- | --- |\n",
    }
    .to_owned();
    let order = Command::in_order();
    let place = |row: &[&str]| {
        let first = Command::from_name(row[0]);
        order.iter().position(|command| Some(*command) == first)
    };
    let mut rows = ROWS.to_vec();
    rows.sort_by_key(|row| place(row));
    for row in rows {
        let commands = row
            .iter()
            .map(|name| Command::from_name(name).unwrap_or_else(|| panic!("no command {name}")));
        let keys: Vec<String> = commands
            .clone()
            .map(|command| {
                let keys = keymap.keys_of(&contexts, command);
                assert!(!keys.is_empty(), "{command:?} has no key");
                let keys: Vec<String> = keys.iter().map(|keys| format!("`{keys}`")).collect();
                keys.join(" ")
            })
            .collect();
        let words: Vec<String> = commands
            .map(|command| strings.get(command.title_key()))
            .collect();
        let between = if row[0].starts_with("code-") {
            " … "
        } else {
            " / "
        };
        table += &format!("| {} | {} |\n", keys.join(between), words.join(between));
    }
    table
}

#[test]
fn the_keys_are_those_of_the_program() {
    for (file, lang) in READMES {
        let kept = read(file);
        let (before, rest) = kept
            .split_once(BEFORE_KEYS)
            .expect("the mark before the keys");
        let (_, after) = rest
            .split_once(AFTER_KEYS)
            .expect("the mark after the keys");
        let table = table_of_keys(lang);
        let now = format!("{before}{BEFORE_KEYS}\n{table}\n{AFTER_KEYS}{after}");
        if std::env::var_os("FANGTAN_DRAW").is_some() {
            fs::write(root().join(file), now).expect("writable");
        } else {
            assert!(
                kept == now,
                "{file}: FANGTAN_DRAW=1 cargo test --test readme"
            );
        }
    }
}

/// The commands in the shell examples, without their comments.
fn commands(readme: &str) -> Vec<Vec<String>> {
    let blocks = readme.split("```sh\n").skip(1);
    blocks
        .flat_map(|block| block.split("```").next().unwrap_or_default().lines())
        .map(|line| line.split(" #").next().unwrap_or_default())
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .filter(|words: &Vec<String>| !words.is_empty())
        .collect()
}

/// One of the interviews below, by name.
const INTERVIEW: &str = "01-公共管理学者-北京";

/// What somebody would have who follows the examples.
fn own_material(home: &Home) {
    fs::create_dir(home.path("transcripts")).expect("a new folder");
    let mut rows = String::from("访谈,城市\n");
    for entry in fs::read_dir(root().join("sessions")).expect("the samples are there") {
        let path = entry.expect("readable").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            fs::copy(&path, home.path("transcripts").join(&name)).expect("writable");
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let city = stem.rsplit('-').next().unwrap_or_default();
            rows += &format!("{stem},{city}\n");
        }
    }
    fs::write(home.path("interviews.csv"), rows).expect("writable");
    let answers = "编号,性别,您怎么看网格员？\nR01,女,他们很辛苦，跑得很勤，也很耐心。\nR02,男,任务太多，一个人管三百户。\n";
    fs::write(home.path("answers.csv"), answers).expect("writable");
}

#[test]
fn every_command_that_is_shown_works() {
    for (file, _) in READMES {
        let home = Home::new();
        own_material(&home);
        let commands = commands(&read(file));
        assert!(commands.len() > 8, "{file}: the examples are found");
        for words in commands {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            match words.as_slice() {
                ["cargo", "test"] => {}
                ["cargo", "run", "--release", "--", args @ ..] => {
                    assert!(home.run(args).contains("P1.2"));
                }
                ["fangtan", "open", ..] => {
                    let mut tui = Tui::start(&home, &words[1..], (80, 24), &[]);
                    tui.wait_for("9 份访谈");
                    tui.press("q");
                    assert!(tui.exit().success(), "{words:?}");
                }
                ["fangtan", "agreement", ..] => {
                    for coder in ["甲", "乙"] {
                        let code = ["code", "study.fangtan", INTERVIEW, "300", "320", "P1.2"];
                        home.run(&[&code[..], &["--coder", coder]].concat());
                    }
                    home.run(&words[1..]);
                }
                ["fangtan", args @ ..] => drop(home.run(args)),
                _ => panic!("{file} shows what no test runs: {words:?}"),
            }
        }
        for made in ["freq.xlsx", "codings.csv", "study.json", "study.fangtan"] {
            assert!(home.path(made).exists(), "{made}");
        }
    }
}

#[test]
fn every_file_that_is_named_is_there() {
    let named = Regex::new(r"\]\(([^)#:]+)\)|`((?:tests|src|docs|sessions|codebooks)/[^` ]*)`")
        .expect("written above");
    for (file, _) in READMES {
        let text = read(file);
        let mut n = 0;
        for found in named.captures_iter(&text) {
            let path = found.get(1).or(found.get(2)).expect("one of them").as_str();
            assert!(root().join(path).exists(), "{file} names {path}");
            n += 1;
        }
        assert!(n > 15, "{file}: {n} found");
    }
}

#[test]
fn the_toolchain_is_the_one_of_the_package() {
    let manifest = read("Cargo.toml");
    let version = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .expect("the package says which Rust it needs")
        .trim_matches('"');
    for (file, _) in READMES {
        assert!(read(file).contains(version), "{file}: Rust {version}");
    }
}

#[test]
fn both_languages_say_the_same() {
    let shape = |file: &str| {
        let text = read(file);
        let count = |mark: &str| text.lines().filter(|line| line.starts_with(mark)).count();
        let commands: Vec<Vec<String>> = commands(&text);
        (["## ", "| ", "- ", "1. ", "5. ", "!["].map(count), commands)
    };
    assert_eq!(shape("README.md"), shape("README.zh-CN.md"));
}
