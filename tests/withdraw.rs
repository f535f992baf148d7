//! Consent taken back: an interview goes for good, and nothing brings it back.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::fs;
use std::path::{Path, PathBuf};

use desk::{Desk, P01};
use fangtan::model::memo::Draft;
use fangtan::model::{CharPos, Edit, MemoKind, MemoTarget};
use fangtan::store::Store;
use fangtan::study::{Mode, Study};
use rusqlite::Connection;

const S: &str = "s.fangtan";

/// Words that only P01 and what hangs on it hold.
const WORDS: [&str; 11] = [
    "家里还好",
    "流程太长",
    "密语一",
    "密语二",
    "密语三",
    "密语访者",
    "密语批次",
    "密语草稿",
    "密语概括",
    "海淀某处",
    "W77",
];

/// P01 with everything that can hang on an interview, done and taken back.
fn desk() -> Desk {
    let desk = Desk::with_codings();
    desk.ok(&["import", S, "P01.txt"]);
    desk.ok(&["respondent", "add", S, "W77", "住处=海淀某处"]);
    desk.ok(&["speaker", S, "P01", "王", "--respondent", "W77"]);
    desk.ok(&["code", S, "P01", "70", "74", "P2", "--memo", "密语一"]);
    desk.ok(&["undo", S]);
    desk.ok(&["redo", S]);
    desk.ok(&["code", S, "P01", "71", "74", "P2", "--memo", "密语二"]);
    desk.ok(&["undo", S]);
    desk.ok(&["guide", "tie", S, "P01", "1", "A1"]);
    desk.ok(&["assign", S, "P01", "P02", "--to", "bo"]);
    desk.ok(&["done", S, "P01"]);
    let mut study = Study::open(&desk.path(S), Mode::Write).unwrap();
    for text in ["密语概括一", "密语概括二"] {
        let summarise = Edit::Summarise {
            interview: study.interview_named("P01").unwrap(),
            code: study.code_named("P2").unwrap().0,
            text: text.to_owned(),
        };
        study.apply(&summarise, "anna").unwrap();
    }
    study.undo("anna").unwrap();
    drop(study);
    let id = desk.json(&["codings", S])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.ok(&[
        "review",
        "amend",
        S,
        &id,
        "--code",
        "P2",
        "--reason",
        "密语三",
    ]);
    desk.ok(&["code", S, "P02", "20", "24", "P1", "--coder", "bo"]);
    let mut study = Study::open(&desk.path(S), Mode::Write).unwrap();
    let p01 = study.interview_named("P01").unwrap();
    for (target, text) in [
        (MemoTarget::Interview(p01), "密语一"),
        (MemoTarget::Study, "别的"),
    ] {
        let edit = Edit::WriteMemo {
            target,
            kind: MemoKind::default(),
            text: text.to_owned(),
        };
        study.apply(&edit, "anna").unwrap();
    }
    let corrected = Edit::ReviseTurn {
        interview: p01,
        turn: 1,
        words: "工作很忙，密语二。".to_owned(),
    };
    study.apply(&corrected, "anna").unwrap();
    let attributes = vec![("批次".to_owned(), "密语批次".to_owned())];
    let set = Edit::SetAttributes {
        interview: p01,
        attributes,
    };
    study.apply(&set, "anna").unwrap();
    study.remember_place(p01, CharPos(41), "anna").unwrap();
    study.look_as("anna").unwrap();
    let coding = study.load_interview(p01, "anna").unwrap().layer.all()[0].id;
    drop(study);
    let mut store = Store::open(&desk.path(S), Mode::Write).unwrap();
    for target in [MemoTarget::Interview(p01), MemoTarget::Coding(coding)] {
        let draft = Draft {
            target,
            kind: MemoKind::default(),
            text: "密语草稿".to_owned(),
        };
        store.keep_draft(&draft, "anna").unwrap();
    }
    drop(store);
    desk.ok(&["speaker", S, "P01", "访谈者", "--rename", "密语访者"]);
    desk
}

fn found(path: &Path) -> Vec<&'static str> {
    let bytes = fs::read(path).unwrap();
    let holds = |word: &&str| memchr::memmem::find(&bytes, word.as_bytes()).is_some();
    WORDS.into_iter().filter(holds).collect()
}

fn names(desk: &Desk, study: &str) -> Vec<String> {
    let all = desk.json(&["list", study, "interviews"]);
    let rows = all.as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

fn withdraw(desk: &Desk) {
    desk.ok(&["withdraw", S, "P01", "--for-good", "--coder", "PI"]);
}

#[test]
fn nothing_of_a_withdrawn_interview_is_left_in_the_file() {
    let desk = desk();
    assert_eq!(found(&desk.path(S)).len(), WORDS.len());
    desk.fails(2, &["withdraw", S, "P01"]);
    assert_eq!(names(&desk, S), ["P01", "P02"]);
    withdraw(&desk);
    assert_eq!(names(&desk, S), ["P02"]);
    assert_eq!(found(&desk.path(S)), [] as [&str; 0]);
    assert!(!desk.files().iter().any(|file| file.ends_with("-journal")));
    desk.ok(&["check", S]);
    // What belongs to others is as it was.
    let codings = desk.json(&["codings", S]);
    assert_eq!(codings.as_array().unwrap().len(), 1);
    let memos = desk.json(&["list", S, "memos"]);
    assert_eq!(memos.as_array().unwrap().len(), 1);
    // The log names it no more, and says that something was withdrawn.
    let log = desk.ok(&["log", S, "--format", "json"]);
    assert!(
        !log.contains("P01") && log.contains("\"withdraw\""),
        "{log}"
    );
    let conn = Connection::open(desk.path(S)).unwrap();
    let names: i64 = conn
        .query_row(
            "SELECT (SELECT count(*) FROM op WHERE edit LIKE '%P01%')
                    + (SELECT count(*) FROM op_row WHERE coalesce(before, '') || coalesce(after, '') LIKE '%P01%')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(names, 0);
}

#[test]
fn no_undo_and_no_redo_brings_a_withdrawn_interview_back() {
    let desk = desk();
    // A second import of it that was taken back lies in the log, ready to be done again.
    desk.ok(&["new", "t.fangtan", "--codebook", "small.toml"]);
    desk.ok(&["import", "t.fangtan", "P01.txt"]);
    desk.ok(&["undo", "t.fangtan"]);
    desk.ok(&["import", "t.fangtan", "P01.txt", "--coder", "bo"]);
    desk.ok(&["withdraw", "t.fangtan", "P01", "--for-good"]);
    desk.refused(&["redo", "t.fangtan"]);
    assert_eq!(names(&desk, "t.fangtan"), [] as [&str; 0]);
    assert_eq!(found(&desk.path("t.fangtan")), [] as [&str; 0]);

    withdraw(&desk);
    for coder in ["anna", "bo", "PI"] {
        while desk.run(&["undo", S, "--coder", coder]).status.success() {
            assert!(!names(&desk, S).contains(&"P01".to_owned()));
        }
        while desk.run(&["redo", S, "--coder", coder]).status.success() {
            assert!(!names(&desk, S).contains(&"P01".to_owned()));
        }
    }
    assert_eq!(found(&desk.path(S)), [] as [&str; 0]);
    desk.ok(&["check", S]);
}

#[test]
fn no_import_brings_a_withdrawn_interview_back() {
    let desk = desk();
    desk.ok(&["export", S, "before.json"]);
    withdraw(&desk);
    // The file it came from, another encoding of it, its study file; beside others that are taken in.
    let utf16 = P01.encode_utf16().flat_map(u16::to_le_bytes);
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(utf16);
    desk.write("again.txt", bytes);
    desk.write("P03.txt", "访谈者：在吗？\n赵：在的。\n");
    for files in [
        &["P01.txt"][..],
        &["again.txt", "P03.txt"],
        &["before.json"],
    ] {
        let mut words = vec!["import", S];
        words.extend(files);
        let output = desk.run(&words);
        assert!(output.status.success());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("withdrawn"), "{said}");
        assert!(!names(&desk, S).contains(&"P01".to_owned()), "{files:?}");
    }
    assert_eq!(names(&desk, S), ["P02", "P03"]);
    assert_eq!(found(&desk.path(S)), [] as [&str; 0]);
    desk.ok(&["check", S]);
    // Study files carry it on that it was withdrawn.
    desk.ok(&["export", S, "after.json"]);
    desk.ok(&["new", "t.fangtan"]);
    desk.ok(&["import", "t.fangtan", "after.json"]);
    desk.ok(&["export", "t.fangtan", "second.json"]);
    assert!(desk.bytes("after.json") == desk.bytes("second.json"));
    desk.ok(&["import", "t.fangtan", "P01.txt"]);
    assert!(!names(&desk, "t.fangtan").contains(&"P01".to_owned()));
    // Nor may rows be put in by hand.
    let conn = Connection::open(desk.path(S)).unwrap();
    let put = conn.execute(
        "INSERT INTO interview (uid, name, sort, ordered, revision, file, format, encoding, header)
         SELECT uid, 'P01', 9, 0, (SELECT max(id) FROM revision), '', '', '', '[]' FROM tombstone LIMIT 1",
        [],
    );
    assert!(put.unwrap_err().to_string().contains("withdrawn"));
}

fn backups(desk: &Desk) -> Vec<PathBuf> {
    let folder = desk.path("s.fangtan.backups");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.map(|it| it.unwrap().path()).collect())
        .unwrap_or_default();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "fangtan"));
    files.sort();
    files
}

#[test]
fn backups_that_hold_it_are_named_and_a_restored_one_loses_it() {
    let desk = desk();
    let backup = Study::open(&desk.path(S), Mode::Write)
        .unwrap()
        .backup()
        .unwrap();
    let output = desk.run(&["withdraw", S, "P01", "--for-good"]);
    let said = String::from_utf8(output.stderr).unwrap();
    let name = backup.file_name().unwrap().to_string_lossy().into_owned();
    assert!(said.contains(&name), "{said}");
    assert!(!found(&backup).is_empty());
    // Restored in the study's place.
    fs::copy(&backup, desk.path(S)).unwrap();
    desk.refused(&["list", S, "interviews"]);
    desk.ok(&["code", S, "P02", "21", "24", "P1"]);
    assert_eq!(names(&desk, S), ["P02"]);
    assert_eq!(found(&desk.path(S)), [] as [&str; 0]);
    // Opened where it lies.
    let lying = format!("s.fangtan.backups/{name}");
    desk.refused(&["codings", &lying]);
    desk.ok(&["code", &lying, "P02", "21", "24", "P1"]);
    assert_eq!(found(&backup), [] as [&str; 0]);
}

#[test]
fn backups_that_hold_it_are_removed_where_that_is_asked() {
    let desk = desk();
    Study::open(&desk.path(S), Mode::Write)
        .unwrap()
        .backup()
        .unwrap();
    assert_eq!(backups(&desk).len(), 1);
    desk.ok(&["withdraw", S, "P01", "--for-good", "--remove-backups"]);
    assert_eq!(backups(&desk), [] as [PathBuf; 0]);
    // A later backup holds nothing of it and stays.
    let later = Study::open(&desk.path(S), Mode::Write)
        .unwrap()
        .backup()
        .unwrap();
    assert_eq!(found(&later), [] as [&str; 0]);
    desk.ok(&["withdraw", S, "P02", "--for-good"]);
    assert_eq!(backups(&desk), [later]);
}

/// Whether the file of a study holds a word.
fn holds(desk: &Desk, file: &str, word: &str) -> bool {
    memchr::memmem::find(&desk.bytes(file), word.as_bytes()).is_some()
}

#[test]
fn what_copies_said_of_a_person_goes_with_the_interview_and_comes_back_by_no_merge() {
    let desk = desk();
    fs::copy(desk.path(S), desk.path("b.fangtan")).unwrap();
    desk.ok(&["respondent", "set", S, "W77", "住处=山前甲处"]);
    desk.ok(&["respondent", "set", "b.fangtan", "W77", "住处=山后乙处"]);
    desk.ok(&["merge", S, "b.fangtan"]);
    desk.ok(&["merge", "b.fangtan", S]);
    let words = ["山前甲处", "山后乙处"];
    for file in [S, "b.fangtan"] {
        assert!(words.iter().all(|word| holds(&desk, file, word)), "{file}");
    }
    desk.ok(&["withdraw", S, "P01", "--for-good"]);
    desk.ok(&["merge", S, "b.fangtan"]);
    for word in words {
        assert!(!holds(&desk, S, word), "{word}");
    }
    assert_eq!(desk.json(&["list", S, "conflicts"]), serde_json::json!([]));
}

#[test]
fn an_interview_that_only_the_log_remembers_goes_with_its_withdrawal_elsewhere() {
    let desk = Desk::with_study();
    let words = "只在记录里的密语，谁也不该留着。";
    let study = r#"{"format": "fangtan-study", "version": 1, "codes": [],
        "respondents": [{"id": "W99", "label": "W99", "attributes": {"住处": "某湾某村"}}],
        "documents": [{"id": "密谈", "name": "密谈", "text": "TEXT", "turns": [{"start": 0, "end": 5, "speaker": "赵"}],
            "speakers": [{"name": "赵", "role": "respondent", "respondent": "W99"}]}],
        "codings": []}"#;
    desk.write("密谈.json", study.replace("TEXT", words));
    desk.ok(&["import", S, "密谈.json"]);
    fs::copy(desk.path(S), desk.path("b.fangtan")).unwrap();
    desk.ok(&["undo", S]);
    assert!(holds(&desk, S, words));
    desk.ok(&["withdraw", "b.fangtan", "密谈", "--for-good"]);
    let before = desk.bytes(S);
    let told = desk.json(&["merge", S, "b.fangtan", "--dry-run"]);
    assert_eq!(told["withdrawn"], serde_json::json!(["密谈"]));
    assert!(desk.bytes(S) == before);
    desk.ok(&["merge", S, "b.fangtan"]);
    for word in [words, "密谈", "某湾某村", "W99"] {
        assert!(!holds(&desk, S, word), "{word}");
    }
    desk.fails(1, &["redo", S]);
    let again = desk.json(&["import", S, "密谈.json"]);
    assert_eq!(
        (&again[0]["interview"], &again[0]["outcome"]),
        (&"密谈".into(), &"withdrawn".into())
    );
    let told = desk.run(&["import", S, "密谈.json"]);
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(
        told.contains("0 interviews added, 0 there already, 1 left out"),
        "{told}"
    );
    assert_eq!(
        desk.json(&["list", S, "interviews"])
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn an_interview_of_which_only_a_merge_wrote_something_down_goes_with_its_withdrawal() {
    let desk = Desk::with_study();
    fs::copy(desk.path(S), desk.path("c.fangtan")).unwrap();
    desk.write(
        "密谈.txt",
        "访谈者：开始？\n欧阳密：说的话，谁也不该留着。\n",
    );
    desk.ok(&["import", "c.fangtan", "密谈.txt", "--attr", "街道=密语街道"]);
    desk.ok(&["undo", "c.fangtan"]);
    desk.ok(&["merge", S, "c.fangtan"]);
    assert!(holds(&desk, S, "密谈"), "the merge wrote it down");
    desk.ok(&["redo", "c.fangtan"]);
    desk.ok(&["withdraw", "c.fangtan", "密谈", "--for-good"]);
    desk.ok(&["merge", S, "c.fangtan"]);
    for word in ["密谈", "欧阳密", "密语街道", "谁也不该留着"] {
        assert!(!holds(&desk, S, word), "{word}");
    }
}
