//! The layers of the sources: imports point down only, and some things stand in one place only.
//!
//! Nobody can see an absence in code, so this test reads the sources and looks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex::Regex;

/// Every module with its height. A module may name what lies lower, never what
/// lies as high: those of one height don't know each other.
const LAYERS: &[(&str, u8)] = &[
    ("model", 0),
    ("text", 1),
    ("analysis", 2),
    ("formats", 2),
    ("store", 2),
    ("study", 3),
    ("strings", 4),
    ("charts", 4),
    ("cli", 5),
    ("tui", 5),
];

/// The one exception: the command line opens the screen.
const OPENS_THE_SCREEN: (&str, &[&str]) = (
    "cli",
    &[
        "tui::run",
        "tui::welcome",
        "tui::Start",
        "tui::TuiError",
        "tui::theme",
        "tui::glyphs",
        "tui::keys",
        "tui::Mouse",
        "tui::Patience",
    ],
);

const MOST_LINES: usize = 600;

/// A source: its path under `src/`, its text, and the text before its tests.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The module at the top that it belongs to; `main` and `lib` for those two.
    fn module(&self) -> &str {
        let top = self.path.split('/').next().unwrap_or_default();
        top.strip_suffix(".rs").unwrap_or(top)
    }

    /// The text with `super::super::…` that leads to the root written as `crate::…`.
    fn rooted(&self) -> String {
        let depth = self.path.split('/').count();
        let code = self.code();
        // In the tests one `super` more leads to the same place.
        let tests = self.text.strip_prefix(code).unwrap_or_default();
        let rooted = |text: &str, depth| text.replace(&"super::".repeat(depth), "crate::");
        rooted(code, depth) + &rooted(tests, depth + 1)
    }

    /// What stands before the tests; nothing for a file of tests.
    fn code(&self) -> &str {
        if self.path.ends_with("tests.rs")
            || self.path.contains("/tests/")
            || self.path.ends_with("testing.rs")
        {
            return "";
        }
        self.text
            .split("\n#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default()
    }
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, root: &Path, into: &mut Vec<Source>) {
        let mut entries: Vec<_> = fs::read_dir(folder)
            .expect("the sources are beside the tests")
            .map(|entry| entry.expect("a folder of ours is readable").path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, root, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                into.push(Source {
                    path: path
                        .strip_prefix(root)
                        .expect("it was found under it")
                        .to_string_lossy()
                        .replace('\\', "/"),
                    text: fs::read_to_string(&path).expect("a source is UTF-8"),
                });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    walk(&root, &root, &mut all);
    assert!(all.len() > 50, "the sources were not found");
    all
}

/// Code without its comments.
fn without_comments(text: &str) -> String {
    text.split_inclusive('\n')
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect()
}

/// Every path into the crate that a source names: two segments of it, also out of groups.
fn crate_paths(text: &str) -> Vec<String> {
    let text = without_comments(text);
    let path = Regex::new(r"\b(?:crate|fangtan)::(\w+)(?:::(\w+))?").expect("a constant");
    let mut found: Vec<String> = path
        .captures_iter(&text)
        .filter(|path| {
            let end = path.get(0).expect("the whole match").end();
            !text[end..].starts_with("::{")
        })
        .map(|path| match path.get(2) {
            Some(second) => format!("{}::{}", &path[1], second.as_str()),
            None => path[1].to_owned(),
        })
        .collect();
    let group = Regex::new(r"\b(?:crate|fangtan)::((?:\w+::)?)\{").expect("a constant");
    for start in group.captures_iter(&text) {
        let open = start.get(0).expect("the whole match").end();
        for member in members(&text[open..]) {
            let whole = format!("{}{member}", &start[1]);
            let mut parts = whole.split("::").map(str::trim);
            let first = parts.next().unwrap_or_default();
            found.push(match parts.next() {
                Some(second) if !second.starts_with('{') => format!("{first}::{second}"),
                _ => first.to_owned(),
            });
        }
    }
    found
}

/// Members of a `{…}` group whose opening brace was just read, nested groups left whole.
fn members(text: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let mut all = vec![String::new()];
    for letter in text.chars() {
        match letter {
            '}' if depth == 0 => break,
            ',' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        all.last_mut().expect("there is always one").push(letter);
    }
    all.iter()
        .map(|member| member.trim().to_owned())
        .filter(|member| !member.is_empty())
        .collect()
}

/// What a source of `module` names and may not.
fn upward(module: &str, text: &str) -> Vec<String> {
    let heights: BTreeMap<&str, u8> = LAYERS.iter().copied().collect();
    let (opener, allowed) = OPENS_THE_SCREEN;
    crate_paths(text)
        .into_iter()
        .filter(|path| {
            let target = path.split("::").next().unwrap_or_default();
            let above = match (module, heights.get(target)) {
                ("main", _) => target != "cli",
                (_, None) => true,
                (_, Some(theirs)) => {
                    target != module && heights.get(module).is_none_or(|mine| theirs >= mine)
                }
            };
            above && !(module == opener && allowed.contains(&path.as_str()))
        })
        .collect()
}

#[test]
fn imports_point_down_only() {
    let mut wrong = Vec::new();
    for source in sources() {
        for path in upward(source.module(), &source.rooted()) {
            wrong.push(format!("src/{} names crate::{path}", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_upward_import_is_found_however_it_is_written() {
    let check = |module: &str, text: &str, wrong: &[&str]| {
        assert_eq!(upward(module, text), wrong, "{module}: {text}");
    };
    check("model", "use crate::store::Store;", &["store::Store"]);
    check("model", "use crate::model::ids::Uid;", &[]);
    check("text", "use crate::{model::Span, study};", &["study"]);
    check(
        "analysis",
        "use crate::{\n    model::{Span, Turn},\n    formats::sheet::csv,\n};",
        &["formats::sheet"],
    );
    check("formats", "let x = crate::analysis::y();", &["analysis::y"]);
    check("study", "use crate::strings::Lang;", &["strings::Lang"]);
    check("strings", "use crate::charts::Bars;", &["charts::Bars"]);
    check("cli", "use crate::tui::{Start, run};", &[]);
    check("cli", "crate::tui::run(study)", &[]);
    check("cli", "use crate::tui::app::App;", &["tui::app"]);
    check("tui", "use crate::cli::run;", &["cli::run"]);
    check("main", "fangtan::cli::run()", &[]);
    check("main", "fangtan::study::Study::open()", &["study::Study"]);
    check("model", "use crate::elsewhere::X;", &["elsewhere::X"]);
    check("model", "// crate::store is not known here", &[]);
}

#[test]
fn every_module_is_in_the_table_and_in_the_map() {
    let all = sources();
    let lib = all
        .iter()
        .find(|source| source.path == "lib.rs")
        .expect("the map");
    let declared = Regex::new(r"(?m)^((?:///[^\n]*\n)*)pub mod (\w+);").expect("a constant");
    let mut names = Vec::new();
    let mut last = 0;
    for module in declared.captures_iter(&lib.text) {
        let name = &module[2];
        assert!(
            module[1].trim_end().ends_with('.'),
            "lib.rs says no sentence about {name}"
        );
        let height = LAYERS
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("{name} is in no layer"))
            .1;
        assert!(height >= last, "{name} is out of reading order");
        last = height;
        names.push(name.to_owned());
    }
    for source in &all {
        let module = source.module();
        assert!(
            ["lib", "main"].contains(&module) || names.iter().any(|name| name == module),
            "lib.rs doesn't declare {module}"
        );
    }
}

/// String literals of a source, comments left out.
fn literals(text: &str) -> Vec<String> {
    let text = without_comments(text);
    let literal = Regex::new(r##"r#"[\s\S]*?"#|"(?:[^"\\]|\\[\s\S])*""##).expect("a constant");
    literal
        .find_iter(&text)
        .map(|found| found.as_str().to_owned())
        .collect()
}

#[test]
fn only_the_store_speaks_sql() {
    let sql = Regex::new(
        r"\b(SELECT .+ FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET|CREATE (TABLE|TEMP|INDEX|VIEW)|PRAGMA|VACUUM|ATTACH DATABASE)\b",
    )
    .expect("a constant");
    let mut wrong = Vec::new();
    let mut in_store = 0;
    for source in sources() {
        for literal in literals(source.code()) {
            if sql.is_match(&literal.replace('\n', " ")) {
                if source.module() == "store" {
                    in_store += 1;
                } else {
                    wrong.push(format!("src/{}: {literal}", source.path));
                }
            }
        }
        assert!(
            source.module() == "store" || !without_comments(&source.text).contains("rusqlite"),
            "src/{} knows the database",
            source.path
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(in_store > 50, "SQL is not recognised any more");
}

#[test]
fn only_the_command_line_prints() {
    let prints = Regex::new(r"\b(e?println|e?print|dbg)!").expect("a constant");
    for source in sources() {
        let code = without_comments(source.code());
        assert!(
            source.module() == "cli" || !prints.is_match(&code),
            "src/{} prints",
            source.path
        );
    }
}

#[test]
fn nothing_knows_the_network() {
    for source in sources() {
        let code = without_comments(&source.text);
        assert!(!code.contains("std::net"), "src/{}", source.path);
    }
    let manifest = include_str!("../Cargo.toml");
    for library in [
        "reqwest",
        "ureq",
        "hyper",
        "tokio",
        "curl",
        "native-tls",
        "rustls",
    ] {
        assert!(
            !manifest.contains(&format!("\n{library} ")),
            "{library} is a dependency"
        );
    }
}

#[test]
fn no_file_has_become_two_things() {
    let mut long = Vec::new();
    for source in sources() {
        let lines = source.code().lines().count();
        if lines > MOST_LINES {
            long.push(format!("src/{} has {lines} lines", source.path));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}
