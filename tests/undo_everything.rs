//! Everything can be taken back and done again, next week too, and nothing else changes with it.
//!
//! States are compared as dumps: every table of the contents, row by row; every
//! twentieth also as plain JSON, which costs more.

mod wishes;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use fangtan::model::codebook::Entry;
use fangtan::model::edit::{NewCode, NewCodings};
use fangtan::model::{Edit, MemoKind, MemoTarget, Span, Status, Watch};
use fangtan::strings::{Message, Word};
use fangtan::study::{Finding, LogEntry, Merging, Mode, OpState, Severity, Study};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use wishes::{VARIANTS, Wish, edit, import, quick_folder, small_study, wish};

/// Tables that no step takes back, each for its reason.
const NOT_JOURNALLED: &[&str] = &[
    "original", // written once, redo needs them
    "revision",
    "turn",
    "corrected",  // the present ones follow from `correction`
    "status",     // the same in every study
    "tombstone",  // what was withdrawn stays so
    "place",      // no part of the research
    "seen",       // no part of the research
    "pin_choice", // no part of the research
    "query",      // neither
    "draft",      // nor what is half typed
    "op",         // the log itself
    "op_row",
    "owner",
];

fn tables(conn: &Connection) -> Vec<String> {
    conn.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
         ORDER BY name",
    )
    .unwrap()
    .query_map([], |row| row.get(0))
    .unwrap()
    .collect::<Result<_, _>>()
    .unwrap()
}

/// Everything the study says, as text.
fn dump(study: &Study) -> String {
    let conn = Connection::open_with_flags(study.path(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut text = String::new();
    for table in tables(&conn) {
        if NOT_JOURNALLED.contains(&table.as_str()) {
            continue;
        }
        // Having acted makes somebody a coder for good; what an import says about them goes.
        let sql = if table == "coder" {
            "SELECT name, outside_id FROM coder WHERE listed = 1 ORDER BY name".to_owned()
        } else {
            format!("SELECT * FROM {table} ORDER BY id")
        };
        let mut statement = conn.prepare(&sql).unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            text.push_str(&table);
            for column in 0..width {
                match row.get_ref(column).unwrap() {
                    ValueRef::Null => text.push_str(" -"),
                    ValueRef::Integer(number) => write!(text, " {number}").unwrap(),
                    ValueRef::Real(number) => write!(text, " {number}").unwrap(),
                    ValueRef::Text(words) => {
                        write!(text, " {:?}", String::from_utf8_lossy(words)).unwrap();
                    }
                    ValueRef::Blob(bytes) => write!(text, " {bytes:02x?}").unwrap(),
                }
            }
            text.push('\n');
        }
    }
    let mut statement = conn
        .prepare(
            "SELECT interview.id, revision.text, group_concat(seq || ' ' || start || '..' || end)
             FROM interview JOIN revision ON revision.id = interview.revision
             LEFT JOIN turn ON turn.revision = revision.id
             GROUP BY interview.id ORDER BY interview.id",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (id, words): (i64, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let turns: Option<String> = row.get(2).unwrap();
        writeln!(text, "{id} {words:?} {turns:?}").unwrap();
    }
    text
}

fn json(study: &Study) -> String {
    String::from_utf8(study.to_json().unwrap()).unwrap()
}

/// The first line in which two dumps differ.
fn difference(a: &str, b: &str) -> Option<String> {
    if a == b {
        return None;
    }
    let (mut a, mut b) = (a.lines(), b.lines());
    loop {
        match (a.next(), b.next()) {
            (Some(left), Some(right)) if left == right => {}
            (left, right) => return Some(format!("{left:?} became {right:?}")),
        }
    }
}

/// A state of the study: its rows, and now and then its JSON.
struct State {
    rows: String,
    json: Option<String>,
}

impl State {
    fn of(study: &Study, n: usize) -> Self {
        Self {
            rows: dump(study),
            json: n.is_multiple_of(20).then(|| json(study)),
        }
    }

    /// How the study differs from it.
    fn difference(&self, study: &Study) -> Option<String> {
        difference(&self.rows, &dump(study)).or_else(|| {
            self.json
                .as_ref()
                .and_then(|json| difference(json, &self::json(study)))
        })
    }
}

/// A step in force: its number, whose it is, the state before it.
struct Step {
    id: i64,
    coder: &'static str,
    before: State,
}

/// What `check` finds wrong. Two codes on one digit key are a matter of taste.
fn errors(study: &Study) -> Vec<Finding> {
    let mut findings = study.check().unwrap();
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

fn newest(study: &Study) -> LogEntry {
    study.log().unwrap().pop().unwrap()
}

/// Kinds of edits that did something, in all of the cases: number of the wish, name of the edit.
type Kinds = RefCell<BTreeMap<u8, &'static str>>;

/// Wishes of every kind, for those that chance left out: some need what is seldom there.
fn every_kind() -> impl Iterator<Item = Wish> {
    (0..VARIANTS).flat_map(|kind| {
        (0..200).map(move |n| Wish {
            kind,
            second_coder: n % 2 == 1,
            a: 0,
            b: n,
            c: n * 5 + 1,
            d: n * 3,
        })
    })
}

#[test]
fn every_state_comes_back_as_it_was() {
    let config = ProptestConfig {
        cases: 3,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let kinds = Kinds::default();
    let outcome = TestRunner::new(config).run(&prop::collection::vec(wish(), 500), |wishes| {
        states_come_back(&wishes, &kinds)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let kinds: BTreeSet<&str> = kinds.into_inner().into_values().collect();
    // What one kind needs may be gone by then: chance may still leave out that one.
    assert!(kinds.len() + 1 >= usize::from(VARIANTS), "{kinds:?}");
}

/// The study as somebody sees it who codes nothing blind.
fn looking(path: &Path) -> Study {
    let study = Study::open(path, Mode::Stay).unwrap();
    study.look_as("reviewer").unwrap();
    study
}

/// Has two copies say different things of some codes, and merges them.
fn quarrel(path: &Path) {
    let other = path.with_file_name("other.fangtan");
    std::fs::copy(path, &other).unwrap();
    for (path, definition) in [(path, "这样"), (other.as_path(), "那样")] {
        let mut study = Study::open(path, Mode::Write).unwrap();
        for code in study.codebook().unwrap().codes() {
            let entry = Box::new(Entry {
                definition: definition.to_owned(),
                ..code.entry.clone()
            });
            let edit = Edit::ReviseCode {
                code: code.id,
                entry,
            };
            study.apply(&edit, "PI").unwrap();
        }
    }
    let mut study = Study::open(path, Mode::Write).unwrap();
    study
        .merge(&[other], "PI", Merging::Now, Watch::nobody())
        .unwrap();
    assert_eq!(study.conflicts().unwrap().len(), 4);
}

fn states_come_back(wishes: &[Wish], kinds: &Kinds) -> Result<(), TestCaseError> {
    let folder = quick_folder();
    let path = small_study(folder.path());
    quarrel(&path);
    let mut study = looking(&path);
    let mut steps: Vec<Step> = Vec::new();
    let mut now = State::of(&study, 0);
    let mut n_refused = 0;
    for (n, wish) in wishes.iter().copied().chain(every_kind()).enumerate() {
        if n >= wishes.len() && kinds.borrow().contains_key(&wish.kind) {
            continue;
        }
        // Reopened at random moments: nothing of this rests in memory.
        if wish.a % 16 == 3 {
            drop(study);
            study = looking(&path);
        }
        let coder = if wish.second_coder { "bo" } else { "anna" };
        // Now and then the latest step is taken back and left so.
        if wish.kind > 240
            && let Some(step) = steps.pop()
        {
            let undone = study.undo(step.coder).unwrap();
            prop_assert_eq!(undone.entry.id, step.id);
            prop_assert_eq!(step.before.difference(&study), None);
            now = step.before;
            continue;
        }
        let Some(edit) = edit(&study, wish) else {
            continue;
        };
        let last = newest(&study).id;
        let outcome = study.apply(&edit, coder);
        let entry = newest(&study);
        if entry.id == last {
            n_refused += u32::from(outcome.is_err());
            prop_assert_eq!(now.difference(&study), None, "{} {:?}", n, edit);
        } else {
            prop_assert!(outcome.is_ok(), "{edit:?} failed and left a step");
            kinds.borrow_mut().insert(wish.kind % VARIANTS, edit.name());
            steps.push(Step {
                id: entry.id,
                coder,
                before: now,
            });
            now = State::of(&study, steps.len());
        }
    }
    prop_assert!(
        steps.len() > 150,
        "only {} edits did something",
        steps.len()
    );
    prop_assert!(n_refused > 10, "only {n_refused} edits were refused");
    prop_assert_eq!(errors(&study), []);

    let mut after = Vec::new();
    let mut undone_steps = Vec::new();
    for (n, step) in steps.into_iter().enumerate().rev() {
        if n % 50 == 0 {
            drop(study);
            study = looking(&path);
        }
        after.push(now);
        let undone = study.undo(step.coder);
        prop_assert!(
            undone.is_ok(),
            "{} of {}: {:?}",
            step.id,
            step.coder,
            undone
        );
        prop_assert_eq!(undone.unwrap().entry.id, step.id);
        prop_assert_eq!(step.before.difference(&study), None);
        now = step.before;
        undone_steps.push((step.id, step.coder));
    }
    prop_assert!(study.undo("anna").is_err() && study.undo("bo").is_err());
    prop_assert_eq!(errors(&study), []);

    while let (Some((id, coder)), Some(state)) = (undone_steps.pop(), after.pop()) {
        let redone = study.redo(coder);
        prop_assert!(redone.is_ok(), "{} of {}: {:?}", id, coder, redone);
        prop_assert_eq!(redone.unwrap().entry.id, id);
        prop_assert_eq!(state.difference(&study), None);
    }
    prop_assert_eq!(errors(&study), []);
    Ok(())
}

fn open(folder: &Path) -> Study {
    Study::open(&small_study(folder), Mode::Write).unwrap()
}

fn code_at(study: &Study, start: u32, code: &str) -> Edit {
    Edit::Code(NewCodings {
        interview: study.interview_named("甲").unwrap(),
        span: Span::within(u32::MAX, start, start + 2).unwrap(),
        codes: vec![study.codebook().unwrap().named(code).unwrap().id],
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    })
}

fn add_code(name: &str) -> Edit {
    Edit::AddCode(NewCode {
        parent: None,
        entry: Entry {
            name: name.to_owned(),
            ..Entry::default()
        },
    })
}

fn key<T: std::fmt::Debug>(refused: Result<T, fangtan::study::StudyError>) -> &'static str {
    Message::from(&refused.unwrap_err()).key
}

#[test]
fn steps_are_taken_back_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_study(folder.path());
    let mut states = Vec::new();
    for start in 0..5 {
        let mut study = Study::open(&path, Mode::Write).unwrap();
        states.push(dump(&study));
        let edit = code_at(&study, start, "P1.1");
        study.apply(&edit, "anna").unwrap();
    }
    for state in states.iter().rev() {
        let mut study = Study::open(&path, Mode::Write).unwrap();
        study.undo("anna").unwrap();
        assert_eq!(difference(state, &dump(&study)), None);
    }
    for n in 1..=5 {
        let mut study = Study::open(&path, Mode::Write).unwrap();
        study.redo("anna").unwrap();
        if let Some(state) = states.get(n) {
            assert_eq!(difference(state, &dump(&study)), None);
        }
    }
}

#[test]
fn a_memo_written_in_an_older_file_is_taken_back_in_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_study(folder.path());
    let mut study = Study::open(&path, Mode::Write).unwrap();
    let write = |text: &str| Edit::WriteMemo {
        target: MemoTarget::Study,
        kind: MemoKind::default(),
        text: text.to_owned(),
    };
    study.apply(&write("一"), "anna").unwrap();
    study.apply(&write("一二"), "anna").unwrap();
    study.apply(&write(""), "anna").unwrap();
    study.undo("anna").unwrap();
    drop(study);
    // The file as format 3 had it.
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(
        "DROP TABLE lexicon;
         DROP TABLE summary;
         ALTER TABLE coding DROP COLUMN use_as;
         UPDATE op_row SET before = json_remove(before, '$.use_as'), after = json_remove(after, '$.use_as')
         WHERE tbl = 'coding';
         DROP TABLE merged;
         DROP TABLE conflict;
         DROP INDEX op_by_clock;
         ALTER TABLE op DROP COLUMN clock;
         ALTER TABLE op DROP COLUMN merged;
         ALTER TABLE turn DROP COLUMN place;
         ALTER TABLE correction DROP COLUMN place;
         ALTER TABLE codebook_version DROP COLUMN kinds;
         ALTER TABLE codebook_version DROP COLUMN links;
         DROP TABLE draft;
         ALTER TABLE memo DROP COLUMN kind;
         ALTER TABLE memo DROP COLUMN start;
         ALTER TABLE memo DROP COLUMN end;
         UPDATE op_row SET before = json_remove(before, '$.kind', '$.start', '$.end'),
                           after = json_remove(after, '$.kind', '$.start', '$.end')
         WHERE tbl = 'memo';
         PRAGMA user_version = 3;",
    )
    .unwrap();
    drop(conn);

    let mut study = Study::open(&path, Mode::Write).unwrap();
    let memos = |study: &Study| -> Vec<(String, MemoKind)> {
        let memos = study.memos("anna").unwrap().written.into_iter();
        memos.map(|it| (it.memo.text, it.memo.kind)).collect()
    };
    let now = |text: &str| [(text.to_owned(), MemoKind::Content)];
    assert_eq!(memos(&study), now("一二"));
    study.redo("anna").unwrap();
    assert_eq!(memos(&study), []);
    study.undo("anna").unwrap();
    study.undo("anna").unwrap();
    assert_eq!(memos(&study), now("一"));
    study.undo("anna").unwrap();
    assert_eq!(memos(&study), []);
    study.redo("anna").unwrap();
    assert_eq!(memos(&study), now("一"));
}

#[test]
fn a_row_that_somebody_else_changed_later_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    let coding = study.apply(&edit, "anna").unwrap().codings[0];
    let moved = Edit::MoveBoundaries {
        coding,
        span: Span::within(u32::MAX, 5, 8).unwrap(),
    };
    study.apply(&moved, "bo").unwrap();
    let before = dump(&study);
    let error = study.undo("anna").unwrap_err();
    let message = Message::from(&error);
    assert_eq!(message.key, "error-changed-since");
    let coder = ("coder", Word::Data("bo".to_owned()));
    assert!(message.args.contains(&coder), "{message:?}");
    assert_eq!(difference(&before, &dump(&study)), None);
    study.undo("bo").unwrap();
    study.undo("anna").unwrap();
}

#[test]
fn what_others_built_on_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    study.apply(&add_code("甲的编码"), "anna").unwrap();
    let edit = code_at(&study, 5, "甲的编码");
    study.apply(&edit, "bo").unwrap();
    let before = dump(&study);
    assert_eq!(key(study.undo("anna")), "error-built-upon");
    assert_eq!(difference(&before, &dump(&study)), None);
    study.undo("bo").unwrap();
    study.undo("anna").unwrap();
    study.redo("anna").unwrap();
    study.redo("bo").unwrap();
    assert_eq!(difference(&before, &dump(&study)), None);
}

#[test]
fn what_somebody_else_does_meanwhile_hinders_no_redo() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    let hers = study.apply(&edit, "anna").unwrap().codings[0];
    study.undo("anna").unwrap();
    let edit = code_at(&study, 9, "P1.2");
    let his = study.apply(&edit, "bo").unwrap().codings[0];
    study.redo("anna").unwrap();
    let interview = study.interview_named("甲").unwrap();
    let layer = study.load_interview(interview, "").unwrap().layer;
    assert!(layer.get(hers).is_some() && layer.get(his).is_some());
}

#[test]
fn a_step_is_not_done_again_on_what_somebody_took_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    let codings = study.apply(&edit, "bo").unwrap().codings;
    study.apply(&Edit::Uncode { codings }, "anna").unwrap();
    study.undo("anna").unwrap();
    study.undo("bo").unwrap();
    let before = dump(&study);
    assert_eq!(key(study.redo("anna")), "error-no-longer-fits");
    assert_eq!(difference(&before, &dump(&study)), None);
    study.redo("bo").unwrap();
    study.redo("anna").unwrap();
}

#[test]
fn rows_made_later_are_not_taken_for_rows_that_went() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    let coding = study.apply(&edit, "anna").unwrap().codings[0];
    study
        .apply(
            &Edit::Uncode {
                codings: vec![coding],
            },
            "bo",
        )
        .unwrap();
    let edit = code_at(&study, 9, "P1.2");
    study.apply(&edit, "anna").unwrap();
    study.undo("bo").unwrap();
    assert!(study.coding_named(&coding.to_string()).is_ok());
}

#[test]
fn a_step_whose_place_was_taken_meanwhile_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    study.apply(&add_code("甲的"), "anna").unwrap();
    study.undo("anna").unwrap();
    // The next free public id is the same.
    study.apply(&add_code("乙的"), "bo").unwrap();
    let before = dump(&study);
    assert_eq!(key(study.redo("anna")), "error-no-longer-fits");
    assert_eq!(difference(&before, &dump(&study)), None);
    study.undo("bo").unwrap();
    study.redo("anna").unwrap();
}

#[test]
fn a_new_step_ends_what_could_be_done_again_and_keeps_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    study.apply(&edit, "anna").unwrap();
    study.undo("anna").unwrap();
    let edit = code_at(&study, 9, "P1.2");
    study.apply(&edit, "anna").unwrap();
    assert_eq!(key(study.redo("anna")), "error-nothing-to-redo");
    let log: Vec<(String, OpState)> = study
        .log()
        .unwrap()
        .into_iter()
        .filter(|entry| entry.coder == "anna")
        .map(|entry| (entry.kind, entry.state))
        .collect();
    assert_eq!(
        log,
        [
            ("code".to_owned(), OpState::Dropped),
            ("undo".to_owned(), OpState::Done),
            ("code".to_owned(), OpState::Done),
        ]
    );
}

#[test]
fn a_coder_takes_back_own_steps_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    study.apply(&edit, "anna").unwrap();
    assert_eq!(key(study.undo("bo")), "error-nothing-to-undo");
    assert_eq!(key(study.redo("anna")), "error-nothing-to-redo");
}

#[test]
fn what_a_study_holds_shows_nothing_of_an_import_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let before = study.to_json().unwrap();
    let plan = import(1, 1, 1);
    study.apply(&Edit::Import(Box::new(plan)), "anna").unwrap();
    let with = study.to_json().unwrap();
    assert_ne!(with, before);
    study.undo("anna").unwrap();
    assert!(study.to_json().unwrap() == before);
    study.redo("anna").unwrap();
    assert!(study.to_json().unwrap() == with);
}

#[test]
fn every_table_is_taken_back_or_named_as_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_study(folder.path());
    let mut study = Study::open(&path, Mode::Write).unwrap();
    let conn = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let rows = |table: &str| -> i64 {
        conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get(0)
        })
        .unwrap()
    };
    // The study was made by one import; taking that back leaves nothing but facts about the file.
    let made: Vec<String> = tables(&conn);
    study
        .apply(&Edit::Import(Box::new(import(1, 1, 1))), "fangtan")
        .unwrap();
    study.undo("fangtan").unwrap();
    study.undo("fangtan").unwrap();
    for table in &made {
        let left = match table.as_str() {
            "coder" | "study_fact" => continue,
            table if NOT_JOURNALLED.contains(&table) => continue,
            table => rows(table),
        };
        assert_eq!(left, 0, "{table} is neither taken back nor named as not");
    }
    for table in NOT_JOURNALLED {
        assert!(made.iter().any(|name| name == table), "there is no {table}");
    }
}
