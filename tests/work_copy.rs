//! A coder's work copy holds their interviews and nothing of anybody else.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use desk::Desk;
use fangtan::model::{Edit, MemoKind, MemoTarget};
use fangtan::study::{Mode, Study};
use rusqlite::{Connection, OpenFlags};

const S: &str = "s.fangtan";
const COPY: &str = "bo.fangtan";

/// P01 is bo's, P02 isn't; anna and PI have worked on both.
fn desk() -> Desk {
    let desk = Desk::with_codings();
    desk.write("绝密文件名.txt", "访谈者：在吗？\n赵：原件里的话。\n");
    desk.ok(&["import", S, "绝密文件名.txt"]);
    desk.ok(&["respondent", "add", S, "E77", "住处=海淀某处"]);
    desk.ok(&["speaker", S, "P01", "王", "--respondent", "E77"]);
    desk.ok(&["code", S, "P01", "70", "74", "P2", "--memo", "安娜的备忘"]);
    desk.ok(&[
        "code",
        S,
        "P02",
        "20",
        "24",
        "P2",
        "--memo",
        "波的旧备忘",
        "--coder",
        "bo",
    ]);
    desk.ok(&[
        "code",
        S,
        "P01",
        "70",
        "73",
        "P2",
        "--memo",
        "波的备忘",
        "--coder",
        "bo",
    ]);
    let all = desk.json(&["codings", S, "--only-coder", "bo", "--interview", "P01"]);
    let id = all[0]["id"].as_str().unwrap().to_owned();
    desk.ok(&[
        "review",
        "amend",
        S,
        &id,
        "--code",
        "P2",
        "--reason",
        "复核的理由",
        "--coder",
        "PI",
    ]);
    let mut study = Study::open(&desk.path(S), Mode::Write).unwrap();
    let p01 = study.interview_named("P01").unwrap();
    // A name that a correction took out of the text.
    for edit in [
        Edit::ReviseTurn {
            interview: p01,
            turn: 2,
            words: "家里呢，欧阳震华？".to_owned(),
        },
        Edit::ReviseTurn {
            interview: p01,
            turn: 2,
            words: "家里呢？".to_owned(),
        },
        Edit::WriteMemo {
            target: MemoTarget::Interview(p01),
            kind: MemoKind::default(),
            text: "安娜的备忘".to_owned(),
        },
        Edit::Summarise {
            interview: p01,
            code: study.code_named("P2").unwrap().0,
            text: "安娜的概括".to_owned(),
        },
    ] {
        study.apply(&edit, "anna").unwrap();
    }
    let own = Edit::Summarise {
        interview: p01,
        code: study.code_named("P2").unwrap().0,
        text: "波的概括".to_owned(),
    };
    study.apply(&own, "bo").unwrap();
    drop(study);
    desk.ok(&["lexicon", "add", S, "流程太长", "--quiet"]);
    desk
}

/// What a work copy of bo's must not hold.
const FOREIGN: [&str; 13] = [
    "anna",
    "PI",
    "安娜的备忘",
    "安娜的概括",
    "复核的理由",
    "海淀某处",
    "绝密文件名",
    "原件里的话",
    "城边上",
    "波的旧备忘",
    "欧阳震华",
    "P01.txt",
    "P02",
];

#[test]
fn a_work_copy_holds_nothing_of_anybody_else() {
    let desk = desk();
    desk.ok(&[
        "assign", S, "P01", "--to", "bo", "--blind", "--out", COPY, "--coder", "PI",
    ]);
    let (whole, copy) = (desk.bytes(S), desk.bytes(COPY));
    for word in FOREIGN {
        let holds = |bytes: &[u8]| memchr::memmem::find(bytes, word.as_bytes()).is_some();
        assert!(holds(&whole), "{word} is not in the study");
        assert!(!holds(&copy), "{word} is in the work copy");
    }
    for word in ["波的备忘", "波的概括", "流程太长", "E77", "bo"] {
        assert!(
            memchr::memmem::find(&copy, word.as_bytes()).is_some(),
            "{word}"
        );
    }
    // Nothing is left over in its folder, and nobody else may read it.
    assert!(!desk.files().iter().any(|file| file.contains("part")));
    let mode = fs::metadata(desk.path(COPY)).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
    desk.ok(&["check", COPY, "--coder", "bo"]);
    // bo's coding is there as bo left it.
    let all = desk.json(&["codings", COPY, "--coder", "bo"]);
    let rows: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", row["code"], row["coder"], row["status"]))
        .collect();
    assert_eq!(rows, ["\"P1\" \"bo\" \"coded\"", "\"P2\" \"bo\" \"coded\""]);
}

#[test]
fn a_work_copy_is_the_same_study_with_the_same_identities() {
    let desk = desk();
    desk.ok(&["assign", S, "P01", "--to", "bo", "--out", COPY]);
    let uids = |name: &str, table: &str, and: &str| -> Vec<Vec<u8>> {
        let conn =
            Connection::open_with_flags(desk.path(name), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let sql = format!("SELECT uid FROM {table} WHERE {and} ORDER BY uid");
        let mut statement = conn.prepare(&sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    for (table, and) in [
        ("interview", "name = 'P01'"),
        ("code", "TRUE"),
        ("assignment", "TRUE"),
        (
            "revision",
            "id = (SELECT revision FROM interview WHERE name = 'P01')",
        ),
        ("coder", "name = 'bo'"),
        (
            "coding",
            "coder = (SELECT id FROM coder WHERE name = 'bo') AND status <> 3
             AND interview = (SELECT id FROM interview WHERE name = 'P01')",
        ),
    ] {
        assert_eq!(uids(S, table, and), uids(COPY, table, and), "{table}");
        assert!(!uids(COPY, table, and).is_empty(), "{table}");
    }
    let fact = |name: &str| -> String {
        let conn = Connection::open(desk.path(name)).unwrap();
        conn.query_row(
            "SELECT value FROM study_fact WHERE key = 'uid'",
            [],
            |row| row.get(0),
        )
        .unwrap()
    };
    assert_eq!(fact(S), fact(COPY));
    // It can be worked in: coded, corrected, called done, taken back.
    desk.ok(&["code", COPY, "P01", "28", "31", "P1", "--coder", "bo"]);
    desk.ok(&["done", COPY, "P01", "--coder", "bo"]);
    desk.ok(&["undo", COPY, "2", "--coder", "bo"]);
    desk.refused(&["undo", COPY, "--coder", "bo"]);
    desk.ok(&["check", COPY]);
}

#[test]
fn a_file_that_exists_is_written_over_only_where_that_is_asked() {
    let desk = desk();
    desk.write(COPY, "something else");
    let before = desk.bytes(S);
    desk.refused(&["assign", S, "P01", "--to", "bo", "--out", COPY]);
    assert_eq!(desk.read(COPY), "something else");
    assert!(desk.bytes(S) == before, "nothing was assigned");
    desk.ok(&["assign", S, "P01", "--to", "bo", "--out", COPY, "--force"]);
    desk.ok(&["check", COPY]);
    // The study itself is never written over.
    desk.refused(&["assign", S, "P01", "--to", "bo", "--out", S, "--force"]);
    desk.ok(&["check", S]);
    assert_eq!(
        desk.json(&["list", S, "interviews"])
            .as_array()
            .unwrap()
            .len(),
        3
    );
    desk.refused(&[
        "assign",
        S,
        "P01",
        "--to",
        "bo",
        "--out",
        "no/such/folder.fangtan",
    ]);
}

#[test]
fn who_acts_in_the_work_copy_of_another_is_told_whose_it_is() {
    let desk = desk();
    desk.ok(&[
        "assign", S, "P01", "--to", "bo", "--out", COPY, "--coder", "PI",
    ]);
    let told = |coder: &str| {
        let output = desk.run(&["done", COPY, "P01", "--coder", coder]);
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(told("root").contains("work copy of bo"));
    assert!(!told("bo").contains("work copy of"));
    // The study itself is nobody's, also after the copy came back.
    desk.ok(&["merge", S, COPY, "--coder", "PI"]);
    let study = Study::open(&desk.path(S), Mode::Read).unwrap();
    assert_eq!(study.work_copy_of().unwrap(), None);
}
