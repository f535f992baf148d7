//! Every verb as a shell sees it: results, talk, exit status.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use desk::{CODEBOOK, Desk, P01};

/// Compares what calls say with what they said last time.
macro_rules! assert_told {
    ($name:literal, $desk:expr, $calls:expr) => {
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!($name, $desk.told($calls));
        })
    };
    ($desk:expr, $calls:expr) => {
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!($desk.told($calls));
        })
    };
}

#[test]
fn help_of_every_command() {
    fn names(help: &str) -> Vec<String> {
        help.lines()
            .skip_while(|line| *line != "Commands:")
            .skip(1)
            .take_while(|line| line.starts_with("  "))
            .filter(|line| !line.starts_with("   "))
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| *name != "help")
            .map(str::to_owned)
            .collect()
    }
    let desk = Desk::new();
    let top = desk.ok(&["--help"]);
    let mut all = vec![("fangtan".to_owned(), top.clone())];
    for verb in names(&top) {
        let help = desk.ok(&[verb.as_str(), "--help"]);
        for under in names(&help) {
            let help = desk.ok(&[verb.as_str(), &under, "--help"]);
            all.push((format!("fangtan {verb} {under}"), help));
        }
        all.push((format!("fangtan {verb}"), help));
    }
    all.sort();
    // Options that every verb has stand once, with the program itself.
    let common = top.split("Options:").nth(1).unwrap_or_default();
    let text: Vec<String> = all
        .iter()
        .map(|(call, help)| {
            let own: Vec<&str> = help
                .lines()
                .filter(|line| call == "fangtan" || line.is_empty() || !common.contains(line))
                .collect();
            format!("=== {call} ===\n{}\n\n", own.join("\n"))
        })
        .collect();
    let text = text.concat();
    let blank = regex::Regex::new("\n{3,}").expect("a constant");
    let text = blank.replace_all(text.trim_end(), "\n\n").into_owned();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(text);
    });
}

#[test]
fn words_of_a_call_that_make_no_sense() {
    let desk = Desk::with_study();
    assert_told!(
        desk,
        &[
            &["nonsense"],
            &["freq"],
            &["freq", "s.fangtan", "--format", "nonsense"],
            &["freq", "s.fangtan", "--format", "xlsx"],
            &["freq", "s.fangtan", "-o", "out.doc"],
            &["freq", "s.fangtan", "--where", "nonsense"],
            &["freq", "s.fangtan", "--status", "nonsense"],
            &["code", "s.fangtan", "P01", "a", "b", "P1"],
            &["export", "s.fangtan", "out.doc"],
            &["open", "s.fangtan"],
            &["undo", "s.fangtan", "0"],
        ]
    );
}

#[test]
fn the_home_screen_without_a_terminal() {
    let desk = Desk::new();
    assert_told!(desk, &[&[], &["--lang", "zh"]]);
}

#[test]
fn the_demonstration_study_without_a_terminal() {
    let desk = Desk::new();
    let first = desk.run(&["demo", "d", "--lang", "en"]);
    assert!(first.status.success());
    let table = String::from_utf8(first.stdout).unwrap();
    assert!(table.lines().count() > 30, "{table}");
    assert!(String::from_utf8_lossy(&first.stderr).contains("invented"));
    assert!(desk.path("d/demo.fangtan").exists());

    // The second call opens it as it is.
    desk.ok(&[
        "code",
        "d/demo.fangtan",
        "01-公共管理学者-北京",
        "300",
        "305",
        "P1.2",
    ]);
    let second = desk.run(&["demo", "d", "--lang", "en"]);
    assert_ne!(String::from_utf8(second.stdout).unwrap(), table);

    // A fresh one keeps the old.
    let third = desk.run(&["demo", "d", "--fresh", "--lang", "en"]);
    assert_eq!(String::from_utf8(third.stdout).unwrap(), table);
    let old = desk.json(&["list", "d/demo-1.fangtan", "coders"]);
    assert!(
        old.as_array()
            .unwrap()
            .iter()
            .any(|it| it["name"] == "anna")
    );

    // Without a folder it stands in the data folder.
    desk.ok(&["demo"]);
    assert!(desk.path("home/data/fangtan/demo.fangtan").exists());
}

#[test]
fn every_table_of_the_demonstration_says_that_it_is_invented() {
    let desk = Desk::new();
    desk.ok(&["demo", "d"]);
    let study = "d/demo.fangtan";
    for call in [
        ["freq", study, "--lang", "zh"].as_slice(),
        &["quotes", study, "--lang", "zh"],
        &["negative", study, "--lang", "zh"],
        &["kwic", study, "数据", "--lang", "zh"],
        &["crosstab", study, "--by", "城市", "--lang", "zh"],
        &["cooccur", study, "--unit", "turn", "--lang", "zh"],
        &["saturation", study, "--lang", "zh"],
        &["words", study, "--lang", "zh"],
        &["links", study, "--lang", "zh"],
        &["evidence", study, "--lang", "zh"],
        &["evidence", study, "--contrast", "境外", "--lang", "zh"],
        &["matrix", study, "--lang", "zh"],
        &["list", study, "interviews", "--lang", "zh"],
        &["codings", study, "--interview", "01-公共管理学者-北京"],
    ] {
        for format in ["csv", "tsv"] {
            let out = desk.ok(&[call, &["--format", format]].concat());
            let rows: Vec<&str> = out.lines().skip(1).collect();
            assert!(rows.len() > 5, "{out}");
            for row in rows {
                assert!(row.contains("示例数据，非真实访谈"), "{row}");
            }
        }
        for format in ["table", "md", "html", "latex"] {
            let out = desk.ok(&[call, &["--format", format]].concat());
            let words = if call[0] == "codings" {
                "Sample data"
            } else {
                "示例数据"
            };
            assert!(out.contains(words), "{call:?} {format}");
        }
    }
    desk.ok(&["export", study, "all.csv"]);
    let csv = std::fs::read_to_string(desk.path("all.csv")).unwrap();
    assert_eq!(
        csv.lines().count() - 1,
        csv.matches("示例数据，非真实访谈").count()
    );
}

#[test]
fn making_a_study_and_importing_into_it() {
    let desk = Desk::new();
    desk.write("small.toml", CODEBOOK);
    desk.write("P01.txt", P01);
    desk.write("P02.md", desk::P02);
    assert_told!(
        desk,
        &[
            &[
                "new",
                "s.fangtan",
                "--title",
                "我的研究",
                "--codebook",
                "small.toml"
            ],
            &["new", "s.fangtan"],
            &["import", "s.fangtan", "P01.txt", "P02.md", "--dry-run"],
            &["list", "s.fangtan", "interviews"],
            &[
                "import",
                "s.fangtan",
                "P01.txt",
                "P02.md",
                "--attr",
                "批次=1"
            ],
            &["import", "s.fangtan", "P01.txt"],
            &["log", "s.fangtan"],
            &["import", "s.fangtan", "P01.txt", "--format", "json"],
            &["import", "s.fangtan", "missing.txt"],
        ]
    );
    assert_eq!(desk.ok(&["text", "s.fangtan", "P01"]), P01);
}

#[test]
fn saying_of_speakers_what_they_are_while_importing() {
    let desk = Desk::new();
    desk.write(
        "a.txt",
        "问：好吗？\n答：好。\n访谈者：真的？\n答：真的。\n",
    );
    desk.ok(&["new", "s.fangtan"]);
    assert_told!(
        desk,
        &[
            &[
                "import",
                "s.fangtan",
                "a.txt",
                "--rename",
                "访谈者=问",
                "--rename",
                "答=王先生",
                "--rename",
                "谁=某人",
                "--respondent",
                "王先生=E1",
            ],
            &["list", "s.fangtan", "speakers"],
            &["list", "s.fangtan", "respondents"],
            &["list", "s.fangtan", "turns"],
            &["undo", "s.fangtan"],
            &["list", "s.fangtan", "respondents"],
            &["import", "s.fangtan", "a.txt", "--role", "问=boss"],
            &["import", "s.fangtan", "a.txt", "--rename", "问="],
            &["import", "s.fangtan", "a.txt", "--role", "问=respondent"],
        ]
    );
}

#[test]
fn every_list() {
    let desk = Desk::with_codings();
    desk.ok(&["respondent", "add", "s.fangtan", "E1", "城市=上海"]);
    desk.ok(&["speaker", "s.fangtan", "P01", "王", "--respondent", "E1"]);
    let calls: Vec<Vec<&str>> = [
        "interviews",
        "sessions",
        "respondents",
        "codes",
        "coders",
        "speakers",
        "attributes",
        "turns",
        "memos",
        "coverage",
    ]
    .iter()
    .map(|what| vec!["list", "s.fangtan", what])
    .collect();
    let calls: Vec<&[&str]> = calls.iter().map(Vec::as_slice).collect();
    assert_told!(desk, &calls);
}

#[test]
fn searching() {
    let desk = Desk::with_codings();
    assert_told!(
        desk,
        &[
            &["search", "s.fangtan", "工作"],
            &["search", "s.fangtan", "工作", "--speaker", "王"],
            &["search", "s.fangtan", "CAFÉ", "--format", "json"],
            &["search", "s.fangtan", "re:.忙.", "--format", "csv"],
            &["search", "s.fangtan", "code:P1 and 工作", "--format", "md"],
            &["search", "s.fangtan", "code:P1", "--only-coder", "bo"],
            &[
                "search",
                "s.fangtan",
                "谁：王 且 （工作 或 家里）",
                "--lang",
                "zh"
            ],
            &["search", "s.fangtan", "没有这个词"],
            &["search", "s.fangtan", "没有这个词", "--format", "json"],
            &["search", "s.fangtan", "工作 and"],
            &["search", "s.fangtan", "re:工作[", "--lang", "zh"],
            &["search", "s.fangtan", ""],
            &["search", "s.fangtan", "code:nonsense"],
            &["search", "s.fangtan", "who:nobody"],
        ]
    );
}

#[test]
fn coding_by_search() {
    let desk = Desk::with_codings();
    assert_told!(
        desk,
        &[
            &[
                "autocode",
                "s.fangtan",
                "--find",
                "家里",
                "P2",
                "P1",
                "--dry-run"
            ],
            &["codings", "s.fangtan", "--status", "suggested"],
            &["autocode", "s.fangtan", "--find", "家里还好", "P2"],
            &[
                "autocode",
                "s.fangtan",
                "--find",
                "家里",
                "--format",
                "json",
                "P2"
            ],
            &["autocode", "s.fangtan", "--find", "家里", "P2"],
            &["log", "s.fangtan", "--format", "tsv"],
            &["freq", "s.fangtan", "--code", "P2", "--format", "csv"],
            &["undo", "s.fangtan"],
            &[
                "autocode",
                "s.fangtan",
                "--find",
                "里",
                "--speaker",
                "王",
                "--unit",
                "turn",
                "P2",
                "--accept"
            ],
            &[
                "autocode",
                "s.fangtan",
                "--find",
                "流程|工作",
                "--regex",
                "--unit",
                "sentence",
                "P1.1"
            ],
            &["autocode", "s.fangtan", "--find", "没有这个词", "P1"],
            &["autocode", "s.fangtan", "--find", "(", "--regex", "P1"],
            &["autocode", "s.fangtan", "--find", "工作", "nonsense"],
            &[
                "autocode",
                "s.fangtan",
                "--find",
                "工作",
                "--speaker",
                "nobody",
                "P1"
            ],
            &[
                "codings",
                "s.fangtan",
                "--status",
                "suggested,coded",
                "--format",
                "csv"
            ],
        ]
    );
}

#[test]
fn coding_and_uncoding() {
    let desk = Desk::with_study();
    let calls: &[&[&str]] = &[
        &[
            "code",
            "s.fangtan",
            "P01",
            "41",
            "46",
            "P1",
            "工作/流程",
            "--memo",
            "很忙",
            "--facet",
            "立场=同意",
        ],
        &["code", "s.fangtan", "P01", "41", "46", "上班"],
        &[
            "code",
            "s.fangtan",
            "P01",
            "41",
            "46",
            "P1",
            "P2",
            "--format",
            "json",
        ],
        &["code", "s.fangtan", "P01", "41", "46", "流程"],
        &["code", "s.fangtan", "P01", "41", "46", "工做"],
        &[
            "code",
            "s.fangtan",
            "P01",
            "41",
            "46",
            "P2.1",
            "--facet",
            "立场=也许",
        ],
        &["code", "s.fangtan", "P09", "41", "46", "P2"],
        &["codings", "s.fangtan"],
        &["codings", "s.fangtan", "--format", "table"],
        &["log", "s.fangtan"],
    ];
    assert_told!(desk, calls);
    let all = desk.json(&["codings", "s.fangtan"]);
    let id = all[0]["id"].as_str().unwrap();
    assert_told!(
        "uncoding",
        desk,
        &[
            &["uncode", "s.fangtan", id],
            &["uncode", "s.fangtan", id],
            &["undo", "s.fangtan"],
        ]
    );
    assert_eq!(
        desk.json(&["codings", "s.fangtan"]),
        all,
        "undo brings the same id back"
    );
}

#[test]
fn frequencies_in_every_format() {
    let desk = Desk::with_codings();
    let calls: Vec<Vec<&str>> = ["table", "tsv", "csv", "json", "md", "html", "latex"]
        .iter()
        .map(|format| vec!["freq", "s.fangtan", "--format", format])
        .collect();
    let mut calls: Vec<&[&str]> = calls.iter().map(Vec::as_slice).collect();
    calls.push(&["freq", "s.fangtan", "--level", "1"]);
    calls.push(&["freq", "s.fangtan", "--lang", "zh"]);
    calls.push(&["freq", "s.fangtan", "--only-coder", "bo", "--quiet"]);
    assert_told!(desk, &calls);
}

#[test]
fn tables_of_codes() {
    let desk = Desk::with_codings();
    desk.ok(&["respondent", "add", "s.fangtan", "E01", "城市=北京"]);
    desk.ok(&["speaker", "s.fangtan", "P01", "王", "--respondent", "E01"]);
    desk.ok(&["code", "s.fangtan", "P01", "48", "50", "P1"]);
    assert_told!(
        desk,
        &[
            &["crosstab", "s.fangtan", "--by", "城市", "--format", "table"],
            &[
                "crosstab",
                "s.fangtan",
                "--by",
                "城市",
                "--show-small",
                "--count",
                "codings",
                "--shares",
                "row,column,total",
                "--lang",
                "zh",
                "--format",
                "md"
            ],
            &[
                "crosstab",
                "s.fangtan",
                "--by",
                "date",
                "--test",
                "--format",
                "md"
            ],
            &["crosstab", "s.fangtan", "--by", "年龄"],
            &["crosstab", "s.fangtan", "--by", "coder", "--cross", "城市"],
            &["crosstab", "s.fangtan", "--by", "城市", "--test"],
            &["cooccur", "s.fangtan", "--format", "table"],
            &[
                "cooccur",
                "s.fangtan",
                "--unit",
                "interview",
                "--lang",
                "zh"
            ],
            &["cooccur", "s.fangtan", "--near", "20", "--format", "json"],
            &[
                "cooccur",
                "s.fangtan",
                "--rows",
                "problem",
                "--cols",
                "问题",
                "--unit",
                "turn",
                "--format",
                "md"
            ],
            &["cooccur", "s.fangtan", "--rows", "measure"],
            &["cooccur", "s.fangtan", "--near", "3", "--unit", "turn"],
            &["saturation", "s.fangtan", "--format", "table"],
            &[
                "saturation",
                "s.fangtan",
                "--base",
                "1",
                "--run",
                "1",
                "--orders",
                "0",
                "--lang",
                "zh"
            ],
            &["saturation", "s.fangtan", "--hold-out", "P99"],
            &["saturation", "s.fangtan", "--threshold", "x"],
        ]
    );
}

#[test]
fn a_value_that_nothing_has_is_said() {
    let desk = Desk::with_codings();
    desk.ok(&["respondent", "add", "s.fangtan", "E01", "城市=北京"]);
    let told = |words: &[&str]| {
        let output = desk.run(words);
        assert!(output.status.success(), "{words:?} {output:?}");
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    };
    let note = "has 城市 = 北平.";
    for verb in [
        &["freq"][..],
        &["crosstab", "--by", "城市"],
        &["cooccur"],
        &["saturation"],
        &["links"],
        &["evidence"],
        &["codings"],
        &["quotes"],
        &["negative"],
        &["kwic"],
        &["words"],
        &["matrix"],
        &["search"],
        &["review", "list"],
        &["review", "disagreements"],
    ] {
        for format in ["table", "tsv", "csv", "json", "md"] {
            let mut words = verb.to_vec();
            words.push("s.fangtan");
            if matches!(verb[0], "search" | "kwic") {
                words.push("we");
            }
            words.extend([
                "--where",
                "城市=北京,北平",
                "--format",
                format,
                "--lang",
                "en",
            ]);
            let (_, err) = told(&words);
            assert_eq!(err.matches(note).count(), 1, "{words:?}: {err}");
            words.push("--quiet");
            assert_eq!(told(&words).1, "", "{words:?}");
        }
    }
    let call = [
        "freq",
        "s.fangtan",
        "--where",
        "城市=北平",
        "--format",
        "md",
        "--lang",
        "zh",
    ];
    let (out, err) = told(&call);
    assert!(out.contains("城市是“北平”") && err.contains("城市是“北平”"));
}

#[test]
fn a_workbook_opens_and_holds_text_only() {
    let desk = Desk::with_codings();
    desk.ok(&["code", "s.fangtan", "P02", "34", "47", "P2"]);
    desk.ok(&["codings", "s.fangtan", "-o", "out.xlsx"]);
    let file = std::fs::File::open(desk.path("out.xlsx")).unwrap();
    let mut book = zip::ZipArchive::new(file).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        book.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    };
    let strings = part("xl/sharedStrings.xml");
    assert!(
        strings.contains("流程太长") && strings.contains("<t>=HYPERLINK(1)</t>"),
        "{strings}"
    );
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<row") && !sheet.contains("<f>"), "{sheet}");
}

#[test]
fn files_are_written_whole_and_never_over_others() {
    let desk = Desk::with_codings();
    assert_told!(
        desk,
        &[
            &["freq", "s.fangtan", "-o", "out.csv"],
            &["freq", "s.fangtan", "-o", "out.csv"],
            &["freq", "s.fangtan", "-o", "out.csv", "--force", "--quiet"],
            &["export", "s.fangtan", "out.csv"],
            &["freq", "s.fangtan", "-o", "none/out.csv"],
        ]
    );
    assert!(
        desk.bytes("out.csv").starts_with(b"\xef\xbb\xbf"),
        "csv files begin with a mark"
    );
    assert!(
        !desk
            .ok(&["freq", "s.fangtan", "--format", "csv"])
            .starts_with('\u{feff}')
    );
    let rest = [
        "P01.txt",
        "P02.md",
        "guide.toml",
        "out.csv",
        "s.fangtan",
        "small.toml",
    ];
    assert_eq!(desk.files(), rest, "nothing is left behind");
}

#[test]
fn codebooks_go_out_and_come_back() {
    let desk = Desk::with_study();
    assert_told!(
        desk,
        &[
            &["codebook", "show", "s.fangtan"],
            &["codebook", "check", "small.toml"],
            &["codebook", "check", "megacity-governance"],
            &["codebook", "import", "s.fangtan", "small.toml"],
            &["codebook", "export", "s.fangtan", "out.doc"],
            &["log", "s.fangtan"],
        ]
    );
    let before = desk.json(&["codebook", "show", "s.fangtan"]);
    for ending in ["toml", "csv", "md"] {
        let (file, study) = (format!("out.{ending}"), format!("{ending}.fangtan"));
        desk.ok(&["codebook", "export", "s.fangtan", &file]);
        desk.ok(&["codebook", "check", &file]);
        desk.ok(&["new", &study, "--codebook", &file]);
        let after = desk.json(&["codebook", "show", &study]);
        assert_eq!(after, before, "{ending}");
    }
    desk.write(
        "bad.toml",
        CODEBOOK.replace("parent = \"P1\"", "parent = \"P9\""),
    );
    assert_told!(
        "a_codebook_with_a_fault",
        desk,
        &[
            &["codebook", "check", "bad.toml"],
            &["codebook", "import", "s.fangtan", "bad.toml"],
            &["new", "bad.fangtan", "--codebook", "bad.toml"],
        ]
    );
    assert!(!desk.path("bad.fangtan").exists());
}

#[test]
fn versions_of_the_codebook() {
    let desk = Desk::with_study();
    assert_told!(
        desk,
        &[
            &["codebook", "diff", "s.fangtan"],
            &["codebook", "freeze", "s.fangtan", "双编前"],
            &["codebook", "freeze", "s.fangtan", "双编前"],
        ]
    );
    // The same code says something else from now on, and there is one more.
    let definition = "definition = \"";
    assert!(CODEBOOK.contains(definition), "a code has a definition");
    let revised = CODEBOOK.replacen(definition, "definition = \"现在说：", 1)
        + "\n[[code]]\nid = \"P9\"\nname = \"新的\"\n";
    desk.write("revised.toml", revised);
    desk.ok(&["codebook", "import", "s.fangtan", "revised.toml"]);
    assert_told!(
        "versions_of_the_codebook_that_differ",
        desk,
        &[
            &["codebook", "versions", "s.fangtan"],
            &["codebook", "diff", "s.fangtan", "--lang", "zh"],
            &["codebook", "diff", "s.fangtan", "v1", "双编前"],
            &["codebook", "diff", "s.fangtan", "9"],
        ]
    );
    let changes = desk.json(&["codebook", "diff", "s.fangtan"]);
    assert_eq!(changes[0]["change"], "words");
    assert_eq!(changes[1]["change"], "added");
    assert_eq!(changes[1]["code"], "P9");
}

#[test]
fn the_guide() {
    let desk = Desk::with_study();
    desk.write("guide2.toml", desk::GUIDE.replace("家里呢", "家呢"));
    assert_told!(
        desk,
        &[
            &["guide", "show", "s.fangtan"],
            &["guide", "tie", "s.fangtan", "P01", "1", "A1"],
            &[
                "guide",
                "tie",
                "s.fangtan",
                "P01",
                "3",
                "A2",
                "--how",
                "reworded"
            ],
            &["guide", "tie", "s.fangtan", "P01", "9", "A2"],
            &[
                "guide",
                "tie",
                "s.fangtan",
                "P02",
                "0",
                "A2",
                "--how",
                "skipped"
            ],
            &["guide", "coverage", "s.fangtan"],
            &["guide", "coverage", "s.fangtan", "--format", "json"],
            &["guide", "check", "guide.toml"],
            &["guide", "import", "s.fangtan", "guide.toml"],
            &["guide", "import", "s.fangtan", "guide2.toml"],
            &["freq", "s.fangtan", "--question", "A1"],
        ]
    );
}

#[test]
fn tying_turns_to_the_guide_by_their_words() {
    let desk = Desk::with_study();
    desk.write(
        "P03.txt",
        "访谈者：A2. 您家人怎么样？\n李：都好。\n访谈者：那工作怎么样呢？\n李：忙。\n访谈者：多忙？\n李：很忙。\n",
    );
    desk.write(
        "P04.txt",
        "甲：工作怎么样？\n乙：好。\n甲：家里呢？\n乙：好。\n",
    );
    desk.ok(&["import", "s.fangtan", "P03.txt", "P04.txt"]);
    desk.ok(&["guide", "tie", "s.fangtan", "P01", "3", "--how", "added"]);
    assert_told!(
        desk,
        &[
            &["guide", "tie", "s.fangtan", "--dry-run"],
            &[
                "guide",
                "tie",
                "s.fangtan",
                "P03",
                "--dry-run",
                "--format",
                "json"
            ],
            &["guide", "coverage", "s.fangtan"],
            &["guide", "tie", "s.fangtan"],
            &["guide", "coverage", "s.fangtan"],
            &["guide", "tie", "s.fangtan"],
            &["freq", "s.fangtan", "--by", "question"],
            &[
                "autocode",
                "s.fangtan",
                "--question",
                "A1",
                "P2",
                "--accept"
            ],
            &[
                "autocode",
                "s.fangtan",
                "--question",
                "A2",
                "--find",
                "好",
                "P1",
                "--dry-run"
            ],
            &["freq", "s.fangtan", "--question", "A1"],
            &["freq", "s.fangtan", "--by", "question"],
            &["autocode", "s.fangtan", "--question", "Z9", "P2"],
            &["autocode", "s.fangtan", "P2"],
            &["guide", "tie", "s.fangtan", "P03", "P01", "--how", "asked"],
            &["guide", "tie", "s.fangtan", "P99"],
            &["undo", "s.fangtan", "2"],
            &["guide", "coverage", "s.fangtan"],
        ]
    );
}

#[test]
fn people() {
    let desk = Desk::with_study();
    assert_told!(
        desk,
        &[
            &[
                "respondent",
                "add",
                "s.fangtan",
                "E1",
                "城市=上海",
                "年龄=52"
            ],
            &["respondent", "add", "s.fangtan", "E1"],
            &["respondent", "set", "s.fangtan", "E1", "年龄="],
            &["respondent", "set", "s.fangtan", "E9", "年龄=1"],
            &["list", "s.fangtan", "respondents"],
            &[
                "speaker",
                "s.fangtan",
                "P01",
                "王",
                "--role",
                "respondent",
                "--rename",
                "王先生",
                "--respondent",
                "E1"
            ],
            &["speaker", "s.fangtan", "P01", "王", "--role", "respondent"],
            &["speaker", "s.fangtan", "P01", "王先生"],
            &["list", "s.fangtan", "speakers"],
            &["undo", "s.fangtan"],
            &["list", "s.fangtan", "speakers"],
        ]
    );
}

#[test]
fn the_log_and_taking_back() {
    let desk = Desk::with_codings();
    assert_told!(
        desk,
        &[
            &["undo", "s.fangtan", "2"],
            &["log", "s.fangtan"],
            &["redo", "s.fangtan"],
            &["redo", "s.fangtan", "5"],
            &["redo", "s.fangtan", "--coder", "bo"],
            &["undo", "s.fangtan", "--coder", "cleo"],
            &["check", "s.fangtan"],
            &["check", "s.fangtan", "--format", "json"],
        ]
    );
}

#[test]
fn chinese_and_english() {
    let desk = Desk::with_codings();
    assert_told!(
        desk,
        &[
            &["freq", "s.fangtan", "--lang", "zh", "--format", "table"],
            &["list", "s.fangtan", "codes", "--lang", "zh"],
            &["freq", "nothing.fangtan", "--lang", "zh"],
            &["freq", "nothing.fangtan", "--lang", "en"],
        ]
    );
    let zh = desk
        .command(&["list", "s.fangtan", "coders"])
        .env("LANG", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&zh.stdout),
        desk.ok(&["list", "s.fangtan", "coders", "--lang", "zh"])
    );
    let other = desk
        .command(&["list", "s.fangtan", "coders"])
        .env("LANG", "fr_FR.UTF-8")
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&other.stdout),
        desk.ok(&["list", "s.fangtan", "coders", "--lang", "en"])
    );
}

#[test]
fn who_acts_is_said_in_the_call_the_environment_or_the_configuration() {
    let desk = Desk::with_study();
    std::fs::create_dir_all(desk.path("home/config/fangtan")).unwrap();
    desk.write("home/config/fangtan/config.toml", "coder = \"conf\"\n");
    let code = ["code", "s.fangtan", "P01", "41", "46", "P1"];
    desk.ok(&[&code[..], &["--coder", "call"]].concat());
    desk.ok(&code);
    let from_file = desk
        .command(&code)
        .env_remove("FANGTAN_CODER")
        .output()
        .unwrap();
    assert!(from_file.status.success());
    let coders: Vec<String> = desk
        .json(&["codings", "s.fangtan"])
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["coder"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(coders, ["call", "anna", "conf"]);
    desk.write("home/config/fangtan/config.toml", "color = 1\n");
    let said = desk.refused(&["list", "s.fangtan", "coders"]);
    assert!(
        said.contains("config.toml") && said.contains("color"),
        "{said}"
    );
}

#[test]
fn quiet_says_nothing_but_results_and_errors() {
    let desk = Desk::with_codings();
    for words in [
        &["freq", "s.fangtan", "-q"][..],
        &["code", "s.fangtan", "P01", "41", "46", "P1", "-q"],
        &["import", "s.fangtan", "P01.txt", "-q"],
        &["undo", "s.fangtan", "-q"],
        &["check", "s.fangtan", "-q"],
    ] {
        let output = desk.run(words);
        assert!(output.status.success());
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
    }
    assert!(!desk.fails(1, &["freq", "none.fangtan", "-q"]).is_empty());
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::new();
    desk.ok(&["demo", "."]);
    for words in [
        &["codings", "demo.fangtan", "--format", "csv"][..],
        &["codings", "demo.fangtan", "--format", "json"],
        &["list", "demo.fangtan", "turns"],
        &["text", "demo.fangtan", "01-公共管理学者-北京"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let mut child = desk
            .command(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::with_capacity(16, child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{words:?}: {:?}", output.status);
        let said = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert!(
            !said.contains("pipe") && !said.contains("error"),
            "{words:?}: {said}"
        );
    }
}

#[test]
fn completions_and_the_manual() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            desk.ok(&["completions", shell]).contains("codebook"),
            "{shell}"
        );
    }
    let page = desk.ok(&["man"]);
    assert!(
        page.contains(".TH fangtan") && page.contains("freq"),
        "{page}"
    );
    let page = desk.ok(&["man", "--lang", "zh"]);
    for words in [".TH fangtan", ".SH 选项", "编码频次表"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(".SH OPTIONS"), "{page}");
}

/// One after the other, a swap of labels would make two people one.
#[test]
fn labels_that_are_swapped_are_refused_and_nobody_becomes_another() {
    let desk = Desk::new();
    desk.write("t.txt", "问：难吗？\n答：难。\n");
    desk.ok(&["new", "s.fangtan"]);
    let swap = [
        "import",
        "s.fangtan",
        "t.txt",
        "--rename",
        "问=答",
        "--rename",
        "答=问",
    ];
    let said = desk.fails(2, &swap);
    assert!(
        said.contains('答') && said.contains("fangtan speaker"),
        "{said}"
    );
    let same = [
        "import",
        "s.fangtan",
        "t.txt",
        "--rename",
        "问=访",
        "--rename",
        "答=答",
    ];
    desk.ok(&same);
    let speakers = desk.json(&["list", "s.fangtan", "speakers"]);
    assert_eq!(speakers.as_array().map(Vec::len), Some(2), "{speakers}");
}
