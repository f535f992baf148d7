//! What leaves the study in files: opened again by other means, and compared.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;
#[path = "writers/office.rs"]
mod office;
#[path = "writers/withheld.rs"]
mod withheld;

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

/// Verbs that print what people said.
const SPEAKING: [&[&str]; 8] = [
    &["codings"],
    &["quotes"],
    &["kwic", "re:绝.{3}"],
    &["kwic", "可以印"],
    &["search", "re:丙.{2}"],
    &["search", "code:C1"],
    &["evidence"],
    &["matrix"],
];

#[test]
fn words_that_may_not_be_quoted_are_counted_and_printed_nowhere() {
    for (mark, zh, en) in [
        ("not-quoted", "〔不引用〕", "[not to be quoted]"),
        ("background", "〔仅背景〕", "[background only]"),
    ] {
        let desk = withheld::study(mark);
        let figures = desk.ok(&["freq", "s.fangtan", "--format", "json"]);
        for call in SPEAKING
            .into_iter()
            .chain([&["negative"][..], &["list", "turns"]])
        {
            let (verb, rest) = call.split_first().unwrap();
            let call_of = |more: &[&'static str]| -> Vec<&str> {
                let mut words = vec![*verb];
                words.push("s.fangtan");
                words.extend(rest);
                words.extend(more);
                words
            };
            for format in ["table", "tsv", "csv", "json", "md", "html", "latex"] {
                for lang in ["zh", "en"] {
                    let said = desk.ok(&call_of(&["--format", format, "--lang", lang]));
                    withheld::holds_none(&format!("{call:?} {format}"), &said);
                }
            }
            for ending in ["xlsx", "docx"] {
                let name = if ending == "xlsx" { "x.xlsx" } else { "x.docx" };
                desk.ok(&call_of(&["-o", name, "--force"]));
                let words = withheld::all_words(&desk.bytes(name));
                withheld::holds_none(&format!("{call:?} {ending}"), &words);
            }
        }
        let md = desk.ok(&["quotes", "s.fangtan", "--format", "md", "--lang", "zh"]);
        assert!(md.contains(withheld::FREE) && md.contains(zh), "{md}");
        let tsv = desk.ok(&["codings", "s.fangtan", "--format", "tsv"]);
        assert!(tsv.contains(withheld::FREE) && tsv.contains(en), "{tsv}");
        // The overlapping one and the marked one; what precedes them is cut where they begin.
        let rows = desk.json(&["codings", "s.fangtan"]);
        let why: Vec<&Value> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| &row["withheld"])
            .collect();
        assert_eq!(
            why,
            [
                &Value::Null,
                &mark.into(),
                &mark.into(),
                &"no-consent".into()
            ]
        );
        assert_eq!(rows[1]["use"], mark);
        let lines = desk.json(&["kwic", "s.fangtan", "可以印"]);
        assert_eq!(lines[0]["after"], "绝…");

        for ending in EXPORTS {
            for lang in ["zh", "en"] {
                let (one, two) = (format!("{lang}1.{ending}"), format!("{lang}2.{ending}"));
                for name in [&one, &two] {
                    desk.ok(&["export", "s.fangtan", name, "--lang", lang, "--force"]);
                }
                assert!(desk.bytes(&one) == desk.bytes(&two), "{one}");
                let words = withheld::all_words(&desk.bytes(&one));
                withheld::holds_none(&one, &words);
                let in_place = if lang == "zh" { zh } else { en };
                // Markdown has a backslash before each bracket.
                let words = words.replace('\\', "");
                assert!(
                    words.contains(withheld::FREE) && words.contains(in_place),
                    "{one}"
                );
            }
        }

        // What is the study itself is complete, and brings the mark along.
        desk.ok(&["export", "s.fangtan", "whole.json"]);
        desk.ok(&["export", "s.fangtan", "whole.qdpx"]);
        for words in [
            desk.read("whole.json"),
            withheld::all_words(&desk.bytes("whole.qdpx")),
            desk.ok(&["text", "s.fangtan", "A"]) + &desk.ok(&["text", "s.fangtan", "B"]),
        ] {
            assert!(
                withheld::WITHHELD.iter().all(|it| words.contains(it)),
                "{words}"
            );
        }
        desk.ok(&["new", "t.fangtan"]);
        desk.ok(&["import", "t.fangtan", "whole.json"]);
        desk.ok(&["export", "t.fangtan", "again.json"]);
        assert!(desk.bytes("whole.json") == desk.bytes("again.json"));
        withheld::holds_none(
            "a copy",
            &desk.ok(&["quotes", "t.fangtan", "--format", "csv"]),
        );

        assert_eq!(desk.ok(&["freq", "s.fangtan", "--format", "json"]), figures);
        desk.ok(&["undo", "s.fangtan"]);
        assert_eq!(desk.ok(&["freq", "s.fangtan", "--format", "json"]), figures);
        let md = desk.ok(&["quotes", "s.fangtan", "--format", "md"]);
        assert!(md.contains("甲乙丙") && !md.contains("不许外传"), "{md}");
    }
}

/// Endings of what leaves the study for readers.
const EXPORTS: [&str; 6] = ["csv", "xlsx", "zip", "docx", "html", "md"];

#[test]
fn a_mark_outlives_what_becomes_of_its_coding() {
    let desk = withheld::study("not-quoted");
    let quoted = || desk.ok(&["quotes", "s.fangtan", "--format", "csv"]);
    // Somebody turns the coding down: its words stay what they are.
    desk.ok(&["review", "reject", "s.fangtan", "marked", "--coder", "bo"]);
    withheld::holds_none("rejected", &quoted());
    desk.ok(&["undo", "s.fangtan", "--coder", "bo"]);
    desk.ok(&["mark", "s.fangtan", "marked", "--use", "free"]);
    assert!(quoted().contains("甲乙丙"));
    desk.fails(2, &["mark", "s.fangtan", "marked"]);
    desk.fails(2, &["mark", "s.fangtan", "marked", "--use", "secret"]);
    desk.refused(&["mark", "s.fangtan", "nobody", "--use", "free"]);
}

#[test]
fn a_document_holds_codebook_tables_quotations_and_transcripts() {
    let desk = demo();
    let export = |name: &str, more: &[&str]| {
        let mut words = vec!["export", DEMO, name, "--lang", "zh", "--quiet", "--force"];
        words.extend(more);
        desk.ok(&words);
        desk.bytes(name)
    };
    let docx = export("a.docx", &[]);
    assert!(docx == export("b.docx", &[]), "the same bytes again");
    let xml = office::member(&docx, "word/document.xml");
    let comments = office::member(&docx, "word/comments.xml");
    let rows = desk.json(&["codings", DEMO]);
    let rows = rows.as_array().unwrap();
    assert_eq!(comments.matches("<w:comment ").count(), rows.len());
    for tag in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
        assert_eq!(
            xml.matches(&format!("<w:{tag} ")).count(),
            rows.len(),
            "{tag}"
        );
    }
    // Each comment lies on exactly the words that were coded.
    let spans = office::commented(&xml);
    for (id, row) in rows.iter().enumerate() {
        let letters = |text: &str| text.replace('\n', "");
        assert_eq!(spans[&id], letters(row["text"].as_str().unwrap()), "{row}");
    }
    let authors = office::authors(&comments);
    for (id, row) in rows.iter().enumerate() {
        let (author, words) = &authors[id];
        assert_eq!(author, row["coder"].as_str().unwrap());
        let line = format!(
            "{} {}",
            row["code"].as_str().unwrap(),
            row["name"].as_str().unwrap()
        );
        assert!(words.starts_with(&line), "{words}");
    }
    // Its tables are those of the archive.
    let zip = export("t.zip", &[]);
    let freq = without_notice(csv_rows(office::member(&zip, "freq.csv").as_bytes()));
    let tables = office::word_tables(&docx);
    assert!(tables.contains(&freq), "the frequency table stands in it");
    let html = String::from_utf8(export("a.html", &[])).unwrap();
    assert!(html.as_bytes() == export("b.html", &[]));
    let in_page = office::page_tables(&html);
    assert!(in_page.contains(&freq));
    assert_eq!(in_page.len(), {
        let list: Value = serde_json::from_str(&office::member(&zip, "manifest.json")).unwrap();
        let listed = list["tables"].as_array().unwrap().iter();
        let elsewhere = ["codebook.csv", "quotes.csv", "memos.csv", "codings.csv"];
        listed
            .filter(|it| {
                it["rows"].as_u64() > Some(0) && !elsewhere.contains(&it["file"].as_str().unwrap())
            })
            .count()
    });
    for outside in [
        "http:", "https:", "src=", "url(", "<script", "@import", "<link",
    ] {
        assert!(!html.contains(outside), "{outside}");
    }
    // Every link leads somewhere.
    for to in html.split("href=\"#").skip(1) {
        let to = to.split('"').next().unwrap();
        assert!(html.contains(&format!("id=\"{to}\"")), "{to}");
    }
    let md = String::from_utf8(export("a.md", &[])).unwrap();
    for heading in ["## 编码本", "## 表格", "## 引文", "## 带编码的转写稿"] {
        assert!(md.contains(&format!("\n{heading}\n")), "{heading}");
    }
    // Parts and filters.
    let md = String::from_utf8(export(
        "c.md",
        &["--what", "quotes,codebook", "--code", "P1.2"],
    ))
    .unwrap();
    assert!(md.contains("## 编码本") && !md.contains("## 表格"));
    let few = String::from_utf8(export(
        "d.md",
        &[
            "--what",
            "transcripts",
            "--interview",
            first_interview(&desk).as_str(),
        ],
    ))
    .unwrap();
    assert_eq!(few.matches("\n### ").count(), 1);
    desk.fails(2, &["export", DEMO, "x.zip", "--what", "quotes"]);
    desk.fails(2, &["export", DEMO, "x.docx", "--what", "nonsense"]);
}

fn first_interview(desk: &Desk) -> String {
    desk.json(&["list", DEMO, "interviews"])
        .get(0)
        .and_then(|it| it["name"].as_str().map(str::to_owned))
        .expect("an interview")
}

#[test]
fn hostile_names_stay_text_in_every_document() {
    let desk = hostile_study();
    for ending in ["docx", "html", "md"] {
        let [one, two] = ["1", "2"].map(|name| format!("{name}.{ending}"));
        for name in [&one, &two] {
            desk.ok(&["export", "h.fangtan", name]);
        }
        assert!(desk.bytes(&one) == desk.bytes(&two));
    }
    for (name, bytes) in office::members(&desk.bytes("1.docx")) {
        office::walk(&String::from_utf8(bytes).unwrap(), |_, _| {});
        assert!(name.is_ascii());
    }
    let html = desk.read("1.html");
    assert!(!html.contains("<b>,") && html.contains("&lt;b&gt;") && !html.contains('\u{1b}'));
    assert!(desk.read("1.md").contains("\\<b\\>"));
    // What Word shows is what was said.
    let spans = office::commented(&office::member(&desk.bytes("1.docx"), "word/document.xml"));
    assert_eq!(spans[&0], HOSTILE[0]);
    assert_eq!(spans[&4], HOSTILE[4]);
}
