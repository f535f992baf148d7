//! Imports point down only: each layer knows what it may touch.

use std::fs;
use std::path::{Path, PathBuf};

/// A layer and the layers it may use besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("analysis", &["model", "text"]),
    ("formats", &["model", "text"]),
    ("store", &["model", "text"]),
    ("study", &["model", "text", "analysis", "formats", "store"]),
    (
        "strings",
        &["model", "text", "analysis", "formats", "store", "study"],
    ),
    // The command line opens the screen; apart from that the two edges don't know each other.
    (
        "cli",
        &[
            "model", "text", "analysis", "formats", "store", "study", "strings", "tui",
        ],
    ),
    (
        "tui",
        &[
            "model", "text", "analysis", "formats", "store", "study", "strings",
        ],
    ),
];

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
}

/// Names of layers that a source reaches by `crate::`.
fn reached(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .filter_map(|rest| {
            let name = rest
                .split(|c: char| !c.is_ascii_lowercase() && c != '_')
                .next()?;
            LAYERS
                .iter()
                .map(|(layer, _)| *layer)
                .find(|layer| *layer == name)
        })
        .collect()
}

fn upward(layer: &str, source: &str) -> Vec<String> {
    let (_, below) = LAYERS
        .iter()
        .find(|(name, _)| *name == layer)
        .expect("the layer is in the table");
    reached(source)
        .into_iter()
        .filter(|name| *name != layer && !below.contains(name))
        .map(str::to_owned)
        .collect()
}

#[test]
fn imports_point_down_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for (layer, _) in LAYERS {
        let mut files = vec![root.join(layer).with_extension("rs")];
        sources(&root.join(layer), &mut files);
        for file in files {
            seen += 1;
            let source = fs::read_to_string(&file).expect("a source is UTF-8");
            let found = upward(layer, &source);
            assert!(found.is_empty(), "{} uses {found:?}", file.display());
        }
    }
    assert!(seen > 50, "only {seen} sources were looked at");
}

#[test]
fn an_upward_import_is_found() {
    assert_eq!(upward("model", "use crate::store::Store;"), ["store"]);
    assert_eq!(upward("store", "    crate::formats::read()"), ["formats"]);
    assert_eq!(upward("tui", "use crate::cli::args;"), ["cli"]);
    assert!(upward("study", "use crate::store::Store;").is_empty());
}

#[test]
fn only_the_store_speaks_sql() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files {
        let inside = file.starts_with(root.join("store"));
        let source = fs::read_to_string(&file).expect("a source is UTF-8");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let speaks = code.contains("rusqlite") || code.contains("\"SELECT ");
        assert!(inside || !speaks, "{} speaks SQL", file.display());
    }
}
