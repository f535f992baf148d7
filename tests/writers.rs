//! What leaves the study in files: opened again by other means, and compared.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;
#[path = "writers/office.rs"]
mod office;

use desk::Desk;
use office::Rows;
use serde_json::Value;

/// A desk with the sample study, the file's name and the language of calls.
fn demo() -> Desk {
    let desk = Desk::new();
    desk.ok(&["demo", "d", "--quiet"]);
    desk
}

const DEMO: &str = "d/demo.fangtan";

fn csv_rows(bytes: &[u8]) -> Rows {
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text);
    let guarded = |cell: &str| cell.strip_prefix('\t').unwrap_or(cell).to_owned();
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(guarded).collect());
    rows.collect()
}

/// Rows of a csv of sample data without the column that says so.
fn without_notice(mut rows: Rows) -> Rows {
    for row in &mut rows {
        row.pop();
    }
    rows
}

/// The same cells, whatever stands behind the table and however empty ones are written.
#[track_caller]
fn same(what: &str, found: &Rows, expected: &Rows) {
    assert!(found.len() >= expected.len(), "{what}: rows are missing");
    for (at, row) in expected.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let there = found[at].get(column).map_or("", String::as_str);
            assert_eq!(there, cell, "{what}: row {at}, column {column}");
        }
    }
}

#[test]
fn every_cell_of_word_and_workbook_is_that_of_the_csv() {
    let desk = demo();
    let calls: [&[&str]; 9] = [
        &["freq"],
        &["crosstab", "--by", "领域"],
        &["cooccur", "--rows", "problem", "--cols", "countermeasure"],
        &["saturation"],
        &["agreement"],
        &["evidence"],
        &["matrix", "--level", "1"],
        &["quotes", "P1"],
        &["list", "respondents"],
    ];
    for (at, call) in calls.iter().enumerate() {
        let written = |ending: &str| {
            let name = format!("{at}.{ending}");
            let (verb, options) = call.split_first().unwrap();
            let mut words = vec![*verb, DEMO];
            words.extend(options);
            words.extend(["-o", name.as_str(), "--quiet", "--lang", "zh"]);
            desk.ok(&words);
            let first = desk.bytes(&name);
            words.push("--force");
            desk.ok(&words);
            assert!(first == desk.bytes(&name), "{name} is the same again");
            first
        };
        let expected = without_notice(csv_rows(&written("csv")));
        assert!(expected.len() > 2, "{call:?} has rows");
        let tables = office::word_tables(&written("docx"));
        assert_eq!(office::joined(&tables), expected, "{call:?}");
        let sheets = office::worksheets(&written("xlsx"));
        same(&format!("{call:?}"), &sheets[0].1, &expected);
    }
}

#[test]
fn an_archive_of_tables_says_what_is_in_it_and_a_workbook_holds_the_same() {
    let desk = demo();
    for name in ["a.zip", "b.zip", "a.xlsx", "b.xlsx"] {
        desk.ok(&["export", DEMO, name, "--lang", "zh", "--quiet"]);
    }
    assert!(desk.bytes("a.zip") == desk.bytes("b.zip"));
    assert!(desk.bytes("a.xlsx") == desk.bytes("b.xlsx"));

    let members = office::members(&desk.bytes("a.zip"));
    let sheets = office::worksheets(&desk.bytes("a.xlsx"));
    let list: Value =
        serde_json::from_str(&office::member(&desk.bytes("a.zip"), "manifest.json")).unwrap();
    assert_eq!(list["format"], "fangtan-tables");
    assert_eq!(list["fingerprint"].as_str().unwrap().len(), 12);
    assert!(list["notice"].as_str().unwrap().contains("非真实访谈"));
    let tables = list["tables"].as_array().unwrap();
    assert_eq!(tables.len() + 1, members.len());
    for (at, table) in tables.iter().enumerate() {
        let (name, bytes) = &members[at];
        assert_eq!(table["file"], name.as_str());
        assert_eq!(table["bytes"], bytes.len());
        let rows = csv_rows(bytes);
        assert_eq!(table["rows"], rows.len() - 1, "{name}");
        if name == "codings.csv" {
            continue;
        }
        let (title, cells) = &sheets[at + 1];
        assert!(title.chars().count() <= 31);
        same(name, cells, &without_notice(rows));
    }
    // What the verb prints is what the archive holds.
    desk.ok(&["freq", DEMO, "-o", "freq.csv", "--lang", "zh", "--quiet"]);
    let freq = members.iter().find(|(name, _)| name == "freq.csv").unwrap();
    assert!(freq.1 == desk.bytes("freq.csv"));
    let freq = tables.iter().find(|it| it["file"] == "freq.csv").unwrap();
    assert_eq!(freq["fingerprint"].as_str().unwrap().len(), 12);
    assert!(freq["notes"].as_array().unwrap().len() > 3);
}

#[test]
fn filters_reach_every_table_and_the_study_itself_takes_none() {
    let desk = Desk::with_codings();
    desk.ok(&["export", "s.fangtan", "all.zip"]);
    desk.ok(&[
        "export",
        "s.fangtan",
        "few.zip",
        "--code",
        "P1",
        "--only-coder",
        "anna",
    ]);
    let n =
        |name: &str| csv_rows(office::member(&desk.bytes(name), "codings.csv").as_bytes()).len();
    assert_eq!((n("all.zip"), n("few.zip")), (5, 3));
    let list = |name: &str| -> Value {
        serde_json::from_str(&office::member(&desk.bytes(name), "manifest.json")).unwrap()
    };
    assert!(list("few.zip")["filter"].as_str().unwrap().contains("P1"));
    assert_ne!(
        list("all.zip")["fingerprint"],
        list("few.zip")["fingerprint"]
    );
    for name in ["x.json", "x.qdpx", "x.qdc"] {
        desk.fails(2, &["export", "s.fangtan", name, "--code", "P1"]);
    }
    desk.fails(2, &["export", "s.fangtan", "x.odt"]);
    desk.fails(2, &["freq", "s.fangtan", "--format", "docx"]);
}

/// Names and words that spreadsheets, XML, terminals and archives take for something else.
const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "－1",
    "]]></w:t><w:r>&amp;<b>",
    "../../etc/passwd",
    "'[a]:*?/\\",
    "\u{202e}gnp.exe\u{2066}",
    "a\u{1b}[31mb\u{7}\u{9b}2J",
    "\u{fffe}\u{ffff}\u{b}",
];

fn hostile_study() -> Desk {
    let desk = Desk::new();
    let long = "很长的名称".repeat(60);
    let names: Vec<&str> = HOSTILE.iter().copied().chain([long.as_str()]).collect();
    let codes: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(at, name)| serde_json::json!({ "id": format!("C{at}"), "name": name, "definition": name }))
        .collect();
    let documents: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            serde_json::json!({ "id": format!("D{at}"), "name": name, "text": format!("王：{name}，又说{name}。\n"),
                "attributes": { *name: name, "组": format!("{}", at % 2) } })
        })
        .collect();
    let codings: Vec<Value> = (0..names.len())
        .map(|at| {
            let end = 2 + names[at].chars().count();
            serde_json::json!({ "doc": format!("D{at}"), "start": 2, "end": end, "code": format!("C{at}"),
                "coder": names[at], "memo": names[at] })
        })
        .collect();
    let study = serde_json::json!({ "title": HOSTILE[0], "documents": documents, "codes": codes, "codings": codings });
    desk.write("h.json", serde_json::to_string(&study).unwrap());
    desk.ok(&["new", "h.fangtan", "--title", HOSTILE[4]]);
    desk.ok(&["import", "h.fangtan", "h.json"]);
    desk
}

#[test]
fn hostile_names_stay_text_in_every_table() {
    let desk = hostile_study();
    for name in ["a.zip", "b.zip", "a.xlsx", "b.xlsx"] {
        desk.ok(&["export", "h.fangtan", name]);
    }
    assert!(desk.bytes("a.zip") == desk.bytes("b.zip"));
    assert!(desk.bytes("a.xlsx") == desk.bytes("b.xlsx"));
    for (name, bytes) in office::members(&desk.bytes("a.zip")) {
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
            "{name}"
        );
        let text = String::from_utf8(bytes).unwrap();
        for line in text.trim_start_matches('\u{feff}').lines() {
            for cell in line.split(',') {
                assert!(
                    !cell.starts_with(['=', '+', '@', '＝', '－']),
                    "{name}: {cell}"
                );
            }
        }
    }
    // Reading them fails on any formula, and on names that are taken or too long.
    let sheets = office::worksheets(&desk.bytes("a.xlsx"));
    let mut names: Vec<String> = sheets.iter().map(|(name, _)| name.to_lowercase()).collect();
    let n = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), n);
    for (name, _) in &sheets {
        assert!(
            name.encode_utf16().count() <= 31
                && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
        );
    }
    for (at, verb) in [
        vec!["freq"],
        vec!["quotes"],
        vec!["list", "interviews"],
        vec!["matrix"],
        vec!["codings"],
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("{at}.docx");
        let (verb, rest) = verb.split_first().unwrap();
        let mut words = vec![*verb, "h.fangtan"];
        words.extend(rest);
        words.extend(["-o", &name]);
        desk.ok(&words);
        let tables = office::word_tables(&desk.bytes(&name));
        let cells = tables.concat().concat();
        let kept = |it: &str| cells.iter().any(|cell| cell.contains(it));
        assert!(
            kept("=HYPERLINK(\"http://x\")") && kept("]]></w:t><w:r>&amp;<b>"),
            "{name}"
        );
        for (_, bytes) in office::members(&desk.bytes(&name)) {
            assert!(!bytes.contains(&0x1b) && !bytes.contains(&0x7));
        }
    }
}
