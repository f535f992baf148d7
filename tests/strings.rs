//! Every key that the layers below `strings` name has its words in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fangtan::strings::{Lang, Strings};
use regex::Regex;

/// How a source names a key, and what the strings put before it.
const NAMES: [(&str, &str); 12] = [
    (r#"Column::(?:text|number|figures)\(\s*"([^"]+)""#, "col-"),
    (r#"Note::new\(\s*"([^"]+)""#, "note-"),
    (r#"Cell::Key\(\s*"([^"]+)""#, "cell-"),
    (
        r#"(?:Table \{\s*name:|Listing::new\()\s*"([^"]+)""#,
        "table-",
    ),
    (r#"found\(\s*Severity::\w+,\s*"([^"]+)""#, "finding-"),
    (r#"found\(\s*Severity::\w+,\s*"([^"]+)""#, "remedy-"),
    (r#"Warning \{\s*kind: "([^"]+)""#, "warning-"),
    (r#"\bwarning\(\s*"([^"]+)""#, "warning-"),
    (r#"\bnote\(\s*"([^"]+)""#, "warning-"),
    (r#"\bMessage::new\(\s*"([^"]+)""#, ""),
    (r#"\bstrings\s*\.(?:get|with)\(\s*"([^"]+)""#, ""),
    (r#"\bcontext\s*\.say\(\s*"([^"]+)""#, ""),
];

fn sources(folder: &Path, all: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("the sources are beside the tests")
        .map(|entry| entry.expect("readable").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, all);
        } else if !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).expect("a source is UTF-8");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            all.push(code.to_owned());
        }
    }
}

#[test]
fn every_key_that_is_named_has_its_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    for layer in ["model", "analysis", "formats", "store", "study", "cli"] {
        sources(&root.join(layer), &mut all);
        let beside = fs::read_to_string(root.join(layer).with_extension("rs"));
        all.push(beside.expect("a layer has its file"));
    }

    let mut keys = BTreeSet::new();
    for (pattern, prefix) in NAMES {
        let pattern = Regex::new(pattern).expect("written above");
        for found in all.iter().flat_map(|code| pattern.captures_iter(code)) {
            keys.insert(format!("{prefix}{}", &found[1]));
        }
    }
    // Why something could not be done: every literal there is a key, but for what files write.
    let mut reasons = Vec::new();
    sources(&root.join("strings/reasons"), &mut reasons);
    reasons.push(fs::read_to_string(root.join("strings/reasons.rs")).expect("it is there"));
    let literal = Regex::new(r#""([a-z]+(?:-[a-z]+)+)""#).expect("sound");
    let said = reasons.iter().flat_map(|code| literal.captures_iter(code));
    keys.extend(said.map(|found| found[1].to_owned()));
    assert!(keys.contains("refused-coded-already"));
    let listing = Regex::new(r#"Listing::new\(\s*"[^"]+",\s*&\[([^\]]*)\]"#).expect("sound");
    for found in all.iter().flat_map(|code| listing.captures_iter(code)) {
        for column in found[1].split('"').skip(1).step_by(2) {
            let heading = column
                .split_once(':')
                .map_or(column, |(_, heading)| heading);
            keys.insert(format!("col-{}", heading.trim_end_matches('#')));
        }
    }

    assert!(
        keys.len() > 60,
        "the patterns find what is there: {keys:#?}"
    );
    for lang in [Lang::Zh, Lang::En] {
        let strings = Strings::new(lang);
        let missing: Vec<&String> = keys.iter().filter(|key| !strings.has(key)).collect();
        assert!(missing.is_empty(), "{lang:?}: {missing:#?}");
    }
}
