//! Whatever a file holds and whatever a call says: one clear sentence, the right exit
//! status, and a study as it was before.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::fs::{self, File};
use std::path::Path;

use desk::Desk;
use fangtan::study::{Access, Mode, Study};

/// The call fails with exit status 1 and one sentence that names these, and the study's bytes stay.
#[track_caller]
fn refused(desk: &Desk, words: &[&str], names: &[&str]) {
    let before = desk.bytes("s.fangtan");
    let files = desk.files();
    let said = desk.refused(words);
    // A hint may stand on a line of its own.
    let sentences = said
        .lines()
        .filter(|line| !line.starts_with("Hint"))
        .count();
    assert_eq!(sentences, 1, "{words:?}: {said}");
    assert!(said.starts_with("Error: "), "{said}");
    for name in names {
        assert!(said.contains(name), "{words:?}: no «{name}» in: {said}");
    }
    assert!(
        desk.bytes("s.fangtan") == before,
        "{words:?} changed the study"
    );
    assert_eq!(desk.files(), files, "{words:?} left something behind");
}

#[test]
fn files_that_hold_no_interview() {
    let desk = Desk::with_study();
    desk.write("empty.txt", "");
    desk.write("blank.txt", " \n\t\n");
    desk.write(
        "binary.txt",
        [0_u8, 159, 146, 150, 0, 1, 2, 3, 255, 254, 0, 0].repeat(50),
    );
    desk.write("nul.txt", "访谈者：你好\0\0\0吗？\n王：好。\n".repeat(3));
    desk.write("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    desk.write("zip.docx", b"PK\x03\x04 and then nothing");
    desk.write("broken.json", "{\"documents\": [");
    desk.write("list.json", "[1, 2, 3]");
    desk.write("latin.txt", b"\xff\xfe\xff\xff\x00\xd8".repeat(20));
    for file in [
        "empty.txt",
        "blank.txt",
        "binary.txt",
        "nul.txt",
        "image.txt",
        "zip.docx",
        "broken.json",
        "latin.txt",
        "missing.txt",
        "s.fangtan",
    ] {
        refused(&desk, &["import", "s.fangtan", file], &[file]);
        // With others beside it nothing is imported either.
        desk.write("good.txt", desk::P01.replace("很忙", "很闲"));
        refused(&desk, &["import", "s.fangtan", "good.txt", file], &[file]);
    }
}

#[test]
fn a_wrongly_named_file_is_read_as_what_it_is() {
    let desk = Desk::with_study();
    desk.write("text.docx", desk::P01.replace("很忙", "很闲"));
    let word = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/sessions/04-行政法学者-深圳.docx"
    );
    fs::copy(word, desk.path("word.txt")).unwrap();
    let report = desk.json(&["import", "s.fangtan", "text.docx", "word.txt"]);
    assert_eq!(report[0]["format"], "txt");
    assert_eq!(report[1]["format"], "docx");
}

#[test]
fn a_file_of_200_megabytes_is_refused_before_it_is_read() {
    let desk = Desk::with_study();
    let file = File::create(desk.path("huge.txt")).unwrap();
    file.set_len(200 << 20).unwrap();
    refused(&desk, &["import", "s.fangtan", "huge.txt"], &["huge.txt"]);
    for words in [
        &["codebook", "check", "huge.txt"][..],
        &["guide", "check", "huge.txt"],
        &["list", "huge.txt", "codes"],
    ] {
        refused(&desk, words, &["huge.txt"]);
    }
}

#[test]
fn with_keep_going_the_others_are_imported() {
    let desk = Desk::with_study();
    desk.write("bad.txt", "");
    desk.write("good.txt", desk::P01.replace("很忙", "很闲"));
    let output = desk.run(&["import", "s.fangtan", "bad.txt", "good.txt", "--keep-going"]);
    assert_eq!(
        output.status.code(),
        Some(3),
        "done, but some inputs were left out"
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("bad.txt"));
    assert!(desk.ok(&["text", "s.fangtan", "good"]).contains("很闲"));
}

#[test]
fn files_that_are_no_study() {
    let desk = Desk::with_study();
    desk.write("empty.fangtan", "");
    desk.write("text.fangtan", "this is no study".repeat(20));
    fs::create_dir(desk.path("folder.fangtan")).unwrap();
    let study = desk.bytes("s.fangtan");
    desk.write("short.fangtan", &study[..study.len() / 2]);
    desk.write("head.fangtan", &study[..100]);
    desk.write("stub.fangtan", &study[..50]);
    let mut newer = study.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    desk.write("newer.fangtan", &newer);
    let mut other = study.clone();
    other[68..72].copy_from_slice(&[0; 4]);
    desk.write("other.fangtan", &other);
    for (file, why) in [
        ("none.fangtan", "no study"),
        ("empty.fangtan", "empty"),
        ("text.fangtan", "SQLite"),
        ("folder.fangtan", "folder"),
        ("short.fangtan", "cut off"),
        ("head.fangtan", "cut off"),
        ("stub.fangtan", "SQLite"),
        ("newer.fangtan", "99"),
        ("other.fangtan", "another program"),
    ] {
        let before = desk.path(file).is_file().then(|| desk.bytes(file));
        for words in [
            &["list", file, "interviews"][..],
            &["freq", file],
            &["check", file],
            &["log", file],
            &["import", file, "P01.txt"],
            &["undo", file],
            &["export", file, "out.json"],
        ] {
            refused(&desk, words, &[why]);
        }
        let after = desk.path(file).is_file().then(|| desk.bytes(file));
        assert!(after == before, "{file} was changed");
    }
}

/// Every verb that writes, as calls that would go well.
const WRITING: &[&[&str]] = &[
    &["code", "s.fangtan", "P01", "41", "46", "P1"],
    &["import", "s.fangtan", "P01.txt"],
    &["undo", "s.fangtan"],
    &["redo", "s.fangtan"],
    &["codebook", "import", "s.fangtan", "small.toml"],
    &["guide", "import", "s.fangtan", "guide.toml"],
    &["respondent", "add", "s.fangtan", "E9"],
    &["speaker", "s.fangtan", "P01", "王", "--role", "respondent"],
    &["guide", "tie", "s.fangtan", "P01", "1", "A1"],
];

const READING: &[&[&str]] = &[
    &["list", "s.fangtan", "interviews"],
    &["codings", "s.fangtan"],
    &["freq", "s.fangtan"],
    &["crosstab", "s.fangtan", "--by", "date"],
    &["cooccur", "s.fangtan"],
    &["saturation", "s.fangtan"],
    &["text", "s.fangtan", "P01"],
    &["log", "s.fangtan"],
    &["check", "s.fangtan"],
    &["codebook", "show", "s.fangtan"],
    &["guide", "show", "s.fangtan"],
    &["export", "s.fangtan", "out.json", "--force"],
];

#[test]
fn a_study_open_elsewhere_is_read_and_not_written() {
    let desk = Desk::with_codings();
    let study = Study::open(&desk.path("s.fangtan"), Mode::Stay).unwrap();
    assert_eq!(*study.access(), Access::Writing);
    let process = std::process::id().to_string();
    for words in WRITING {
        refused(&desk, words, &["s.fangtan", "open elsewhere", &process]);
    }
    for words in READING {
        desk.ok(words);
    }
    // A second that stays only reads, and says who writes.
    let second = Study::open(&desk.path("s.fangtan"), Mode::Stay).unwrap();
    assert!(matches!(second.access(), Access::Elsewhere(Some(_))));
    drop(second);
    drop(study);
    desk.ok(WRITING[0]);
}

/// Whether this process may write whatever the permissions say, as the superuser may.
fn permissions_mean_nothing(path: &Path) -> bool {
    File::options().append(true).open(path).is_ok()
}

#[test]
#[cfg(unix)]
fn a_study_that_can_only_be_read_is_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with_codings();
    let path = desk.path("s.fangtan");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    for words in WRITING {
        refused(&desk, words, &["s.fangtan", "read"]);
    }
    for words in READING {
        desk.ok(words);
    }
    let study = Study::open(&path, Mode::Stay).unwrap();
    assert_eq!(*study.access(), Access::Protected);
    if !permissions_mean_nothing(&path) {
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        let said = desk.refused(&["list", "s.fangtan", "codes"]);
        assert!(said.contains("s.fangtan"), "{said}");
    }
}

#[test]
fn positions_that_fit_no_text() {
    let desk = Desk::with_study();
    let code = |start: &str, end: &str, names: &[&str]| {
        refused(
            &desk,
            &["code", "s.fangtan", "P01", start, end, "P1"],
            names,
        );
    };
    code("41", "79", &["P01", "41..79", "78"]);
    code("78", "79", &["78..79"]);
    code("4294967294", "4294967295", &["4294967295"]);
    code("46", "41", &["46..41", "reversed"]);
    code("41", "41", &["41..41", "empty"]);
    // 75 lies between e and its accent.
    code("73", "75", &["75"]);
    code("75", "76", &["75"]);
    let said = desk.fails(2, &["code", "s.fangtan", "P01", "-1", "5", "P1"]);
    assert!(said.contains("-1"), "{said}");
    let said = desk.fails(2, &["code", "s.fangtan", "P01", "1", "99999999999", "P1"]);
    assert!(said.contains("99999999999"), "{said}");
    desk.ok(&["code", "s.fangtan", "P01", "0", "78", "P1"]);
}

#[test]
fn names_that_mean_nothing_or_too_much() {
    let desk = Desk::with_codings();
    let study = "s.fangtan";
    refused(
        &desk,
        &["code", study, "P01", "1", "3", "流程"],
        &["P1.1", "P2.1"],
    );
    refused(
        &desk,
        &["code", study, "P01", "1", "3", "工作x"],
        &["工作x"],
    );
    refused(&desk, &["code", study, "P01", "1", "3", ""], &[]);
    refused(
        &desk,
        &["code", study, "P01", "1", "3", "工作/家庭"],
        &["工作/家庭"],
    );
    refused(&desk, &["code", study, "none", "1", "3", "P1"], &["none"]);
    refused(&desk, &["text", study, "none"], &["none"]);
    refused(&desk, &["text", study, ""], &[]);
    refused(&desk, &["uncode", study, "none"], &["none"]);
    refused(
        &desk,
        &["speaker", study, "P01", "李", "--role", "respondent"],
        &["李"],
    );
    refused(
        &desk,
        &["speaker", study, "P01", "王", "--respondent", "E9"],
        &["E9"],
    );
    refused(&desk, &["guide", "tie", study, "P01", "1", "Z1"], &["Z1"]);
    refused(&desk, &["guide", "tie", study, "P01", "99", "A1"], &["99"]);
    for filter in [
        ["--code", "none"],
        ["--interview", "none"],
        ["--speaker", "nobody"],
        ["--respondent", "E9"],
        ["--question", "Z9"],
        ["--only-coder", "nobody"],
        ["--kind", "none"],
        ["--where", "none=1"],
        ["--facet", "none=1"],
    ] {
        let words = [&["freq", study][..], &filter].concat();
        let output = desk.run(&words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            // Nothing passes, and the figures say so.
            Some(0) => assert!(said.contains(filter[1]), "{words:?}: {said}"),
            Some(1) => {
                let (name, _) = filter[1].split_once('=').unwrap_or((filter[1], ""));
                assert!(said.contains(name), "{words:?}: {said}");
            }
            other => panic!("{words:?}: {other:?} {said}"),
        }
    }
}

#[test]
fn a_code_tree_with_a_circle() {
    let desk = Desk::with_study();
    let circle =
        desk::CODEBOOK.replace("id = \"P1\"\nkind", "id = \"P1\"\nparent = \"P1.1\"\nkind");
    assert_ne!(circle, desk::CODEBOOK);
    desk.write("circle.toml", circle);
    refused(
        &desk,
        &["codebook", "import", "s.fangtan", "circle.toml"],
        &["circle.toml", "P1"],
    );
    desk.write("circle.csv", "id,parent,name\nA,B,a\nB,A,b\n");
    refused(
        &desk,
        &["codebook", "import", "s.fangtan", "circle.csv"],
        &["circle.csv"],
    );
    desk.write(
        "circle.json",
        r#"{"documents": [], "codes": [{"id": "A", "name": "a", "parent": "B"}, {"id": "B", "name": "b", "parent": "A"}], "codings": []}"#,
    );
    refused(
        &desk,
        &["import", "s.fangtan", "circle.json"],
        &["circle.json", "circle"],
    );
    // A circle of the file's and the study's parents together.
    desk.write(
        "later.json",
        r#"{"documents": [], "codes": [{"id": "P1.1", "name": "流程"}, {"id": "P1", "name": "工作", "parent": "P1.1"}], "codings": []}"#,
    );
    desk.ok(&["import", "s.fangtan", "later.json"]);
    assert_eq!(desk.json(&["check", "s.fangtan"])["ok"], true);
}

#[test]
fn patterns_and_encodings_that_make_no_sense() {
    let desk = Desk::with_study();
    for words in [
        &["import", "s.fangtan", "P01.txt", "--speakers", "("][..],
        &[
            "import",
            "s.fangtan",
            "P01.txt",
            "--speakers",
            "(a{1000}){1000}",
        ],
        &["import", "s.fangtan", "P01.txt", "--encoding", "klingon"],
        &["import", "s.fangtan", "P01.txt", "--attr", "=x"],
        &["new", "s2.fangtan", "--codebook"],
        &["list", "s.fangtan", "everything"],
    ] {
        desk.fails(2, words);
    }
    desk.write("a.csv", "name,city\nP01\n");
    refused(
        &desk,
        &["import", "s.fangtan", "P01.txt", "--attributes", "a.csv"],
        &["a.csv"],
    );
    refused(&desk, &["new", "none/s.fangtan"], &["none"]);
    refused(
        &desk,
        &["new", "x.fangtan", "--codebook", "none.toml"],
        &["none.toml"],
    );
}

/// What damage does to a study file, told apart by a number.
fn damaged(study: &[u8], n: usize) -> Vec<u8> {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(n as u64 + 1);
    let mut below = |most: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % most as u64).unwrap()
    };
    let mut bytes = study.to_vec();
    let page = 4096;
    let pages = bytes.len() / page;
    match n % 5 {
        0 => bytes.truncate(below(study.len())),
        1 => {
            let at = below(pages) * page;
            bytes[at..at + page].fill(0);
        }
        2 => {
            let (from, to) = (below(pages) * page, below(pages) * page);
            let copy = bytes[from..from + page].to_vec();
            bytes[to..to + page].copy_from_slice(&copy);
        }
        3 => {
            // Heads of pages say where everything is.
            for _ in 0..3 {
                let at = below(pages) * page + below(12);
                bytes[at] ^= 1 << below(8);
            }
        }
        _ => {
            for _ in 0..20 {
                let at = below(study.len());
                bytes[at] ^= 1 << below(8);
            }
        }
    }
    bytes
}

#[test]
fn a_damaged_study_makes_no_verb_panic() {
    let desk = Desk::with_codings();
    let study = desk.bytes("s.fangtan");
    let mut n_refused = 0;
    for n in 0..200 {
        let bytes = damaged(&study, n);
        desk.write("d.fangtan", &bytes);
        // Three of the reading verbs each time; over all rounds each gets its turn.
        let calls: [&[&str]; 11] = [
            &["check", "d.fangtan"],
            &["export", "d.fangtan", "d.json", "--force"],
            &["codings", "d.fangtan"],
            &["freq", "d.fangtan"],
            &["crosstab", "d.fangtan", "--by", "date"],
            &["cooccur", "d.fangtan", "--unit", "answer"],
            &["saturation", "d.fangtan"],
            &["list", "d.fangtan", "turns"],
            &["log", "d.fangtan"],
            &["text", "d.fangtan", "P01"],
            &["codebook", "show", "d.fangtan", "--format", "json"],
        ];
        for k in [0, 1 + n % 10, 1 + (n / 10 + 3) % 10] {
            let output = desk.run(calls[k]);
            let said = String::from_utf8_lossy(&output.stderr);
            let status = output.status.code();
            assert!(
                matches!(status, Some(0 | 1)),
                "damage {n}: {:?}: {status:?}: {said}",
                calls[k]
            );
            assert!(!said.contains("panicked"), "damage {n}: {said}");
            if status == Some(1) {
                n_refused += 1;
                let found = calls[k][0] == "check" && !output.stdout.is_empty();
                assert!(
                    found || said.contains("Error: "),
                    "damage {n}: {:?}: {said}",
                    calls[k]
                );
            }
        }
        assert!(
            desk.bytes("d.fangtan") == bytes,
            "reading changed damage {n}"
        );
        if n % 4 == 0 {
            let output = desk.run(&["code", "d.fangtan", "P01", "41", "44", "P1"]);
            let status = output.status.code();
            assert!(matches!(status, Some(0 | 1)), "damage {n}: {status:?}");
        }
    }
    assert!(n_refused > 100, "only {n_refused} calls noticed anything");
}

/// What a terminal would obey: a title, a colour, a colour in 8 bits, reversed text.
const CANARIES: [&str; 4] = ["\u{1b}]0;x\u{7}", "\u{1b}[31m", "\u{9b}31m", "\u{202e}"];

#[track_caller]
fn tame(words: &[&str], text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    for bad in ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}'] {
        assert!(
            !text.contains(bad),
            "{words:?} lets {bad:?} through: {text:?}"
        );
    }
}

#[test]
fn nothing_that_a_terminal_obeys_reaches_standard_error_json_or_a_table() {
    let desk = Desk::new();
    let canary = CANARIES.concat();
    let file = format!("f{canary}.txt");
    let in_toml: Vec<String> = canary
        .chars()
        .map(|c| format!("\\U{:08x}", u32::from(c)))
        .collect();
    let in_toml = in_toml.concat();
    desk.write(
        "b.toml",
        format!(
            "format = \"fangtan-codebook\"\nversion = 1\nname = \"b\"\ntitle = \"b\"\n[[code]]\nid = \"C\"\nname = \"code{in_toml}\"\n"
        ),
    );
    let text = format!(
        "访谈者：你{canary}好吗？\n王{canary}：工作{canary}很忙。\n访谈者：还有呢？\n王{canary}：没有了。\n"
    );
    desk.write(&file, &text);
    let study = format!("s{canary}.fangtan");
    let study = study.as_str();
    let name = format!("f{canary}");
    let attribute = format!("城市{canary}=上海{canary}");
    let memo = format!("memo{canary}");
    let bad = format!("bad{canary}");
    let calls: Vec<Vec<&str>> = vec![
        vec!["new", study, "--codebook", "b.toml", "--title", &canary],
        vec!["new", study],
        vec!["new", "x.fangtan", "--codebook", &bad],
        vec!["codebook", "check", &bad],
        vec!["import", study, &file, "--attr", &attribute],
        vec!["import", study, &file],
        vec!["import", study, &file, "--format", "json"],
        vec!["import", study, &file, "--dry-run", "--format", "table"],
        vec!["import", study, &bad],
        vec!["import", study, "b.toml", "--attributes", &bad],
        vec!["import", study, &file, "--encoding", &bad],
        vec!["import", study, &file, "--speakers", &bad],
        vec!["import", study, &file, "--attr", &bad],
        vec!["respondent", "add", study, &bad, &attribute],
        vec!["respondent", "add", study, &bad],
        vec!["respondent", "set", study, &name],
        vec!["speaker", study, &name, &bad, "--role", "respondent"],
        vec!["speaker", study, &name, "访谈者", "--rename", &bad],
        vec!["code", study, &name, "0", "3", "C", "--memo", &memo],
        vec!["code", study, &name, "0", "3", &bad],
        vec!["code", study, &bad, "0", "3", "C"],
        vec!["code", study, &name, "0", "3", "C", "--facet", &attribute],
        vec!["code", study, &name, "9", "9999", "C"],
        vec!["code", study, &name, &bad, "9999", "C"],
        vec!["code", study, &name, "1", "4", "C", "--coder", &bad],
        vec!["undo", study, "--coder", &bad],
        vec!["redo", study, "5", "--coder", &bad],
        vec!["uncode", study, &bad],
        vec!["text", study, &bad],
        vec!["freq", study, "--format", "table"],
        vec!["freq", study, "--code", &bad],
        vec!["freq", study, "--where", &attribute, "--format", "tsv"],
        vec!["freq", &bad],
        vec!["freq", study, "-o", &bad],
        vec!["freq", study, "--format", &bad],
        vec!["codings", study, "--format", "table"],
        vec!["codings", study, "--format", "json"],
        vec!["codings", study, "--where", &attribute, "--format", "json"],
        vec!["codebook", "show", study, "--format", "json"],
        vec!["codebook", "show", study, "--format", "table"],
        vec!["codebook", "export", study, &bad],
        vec!["list", study, "interviews", "--format", "json"],
        vec!["list", study, "turns", "--format", "json"],
        vec!["list", study, "turns", "--format", "table"],
        vec!["list", study, "speakers", "--format", "table"],
        vec!["list", study, "memos", "--format", "table"],
        vec!["list", study, "attributes", "--format", "table"],
        vec!["list", study, "coders", "--format", "table"],
        vec!["list", study, &bad],
        vec!["log", study, "--format", "table"],
        vec!["log", study, "--format", "json"],
        vec!["check", study],
        vec!["export", study, &bad],
        vec!["guide", "check", &bad],
        vec!["guide", "import", study, &bad],
        vec!["guide", "tie", study, &name, "1", &bad],
        vec!["open", &bad],
        vec![&bad],
        vec!["freq", study, "--lang", &bad],
        vec!["undo", study, &bad],
        vec!["completions", &bad],
    ];
    for words in &calls {
        let output = desk.run(words);
        assert!(
            matches!(output.status.code(), Some(0..=3)),
            "{words:?}: {:?} {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        tame(words, &output.stderr);
        let shown = ["json", "table"]
            .iter()
            .any(|format| words.contains(format));
        if shown {
            tame(words, &output.stdout);
        }
    }
    desk.ok(&["export", study, "out.json"]);
    tame(&["export"], &desk.bytes("out.json"));
    // A pipe carries the text unchanged.
    assert_eq!(desk.ok(&["text", study, &name]), text);
    assert!(desk.ok(&["codings", study]).contains('\u{202e}'));
}

#[test]
fn names_that_would_be_sql_are_names() {
    let desk = Desk::with_study();
    let evil = "'; DROP TABLE coding; --";
    let attribute = format!("{evil}={evil}");
    desk.ok(&["respondent", "add", "s.fangtan", evil, &attribute]);
    desk.ok(&[
        "code",
        "s.fangtan",
        "P01",
        "41",
        "46",
        "P1",
        "--memo",
        evil,
        "--coder",
        evil,
    ]);
    desk.ok(&[
        "speaker",
        "s.fangtan",
        "P01",
        "王",
        "--rename",
        evil,
        "--respondent",
        evil,
    ]);
    desk.ok(&["undo", "s.fangtan"]);
    desk.ok(&["undo", "s.fangtan", "--coder", evil]);
    desk.ok(&["redo", "s.fangtan", "--coder", evil]);
    let codings = desk.json(&["codings", "s.fangtan", "--only-coder", evil]);
    assert_eq!(codings[0]["memo"], evil);
    assert_eq!(desk.json(&["check", "s.fangtan"])["ok"], true);
}

#[test]
fn no_result_takes_the_place_of_a_study() {
    let desk = Desk::with_study();
    let before = desk.bytes("s.fangtan");
    for words in [
        [
            "codings",
            "s.fangtan",
            "--format",
            "csv",
            "-o",
            "s.fangtan",
            "--force",
        ],
        [
            "freq",
            "s.fangtan",
            "--format",
            "tsv",
            "-o",
            "s.fangtan",
            "--force",
        ],
    ] {
        let said = desk.refused(&words);
        assert!(said.contains("s.fangtan"), "{said}");
        assert!(desk.bytes("s.fangtan") == before);
    }
}

#[test]
fn two_speakers_of_an_interview_never_get_one_label() {
    let desk = Desk::with_study();
    let list = desk.json(&["list", "s.fangtan", "speakers"]);
    let of_first = |n: usize| {
        let speaker = &list[n];
        assert_eq!(speaker["interview"], list[0]["interview"]);
        speaker["name"].as_str().expect("a label").to_owned()
    };
    let interview = list[0]["interview"].as_str().expect("a name").to_owned();
    let said = desk.refused(&[
        "speaker",
        "s.fangtan",
        &interview,
        &of_first(0),
        "--rename",
        &of_first(1),
    ]);
    assert!(said.contains(&of_first(1)), "{said}");
}
