//! The queries of `docs/file-format.md` work on a study as it is.

use std::fs;
use std::path::{Path, PathBuf};

use fangtan::model::codebook::Entry;
use fangtan::model::edit::NewCodings;
use fangtan::model::{Edit, Judgement, Outcome, Sight, Span, Status, Watch};
use fangtan::study::{Filter, Merging, Mode, Study, StudyError};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// The sample study after a coding was made and taken back.
fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("sample.fangtan");
    Study::build_demo(&path).unwrap();
    let mut study = Study::open(&path, Mode::Write).unwrap();
    let loaded = study.load("anna").unwrap();
    let code = loaded.codebook.codes().last().unwrap().id;
    let edit = Edit::Code(NewCodings {
        interview: loaded.interviews[0].id,
        span: Span::within(u32::MAX, 1, 3).unwrap(),
        codes: vec![code],
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    });
    study.apply(&edit, "anna").unwrap();
    study.undo("anna").unwrap();
    let corrected = Edit::ReviseTurn {
        interview: loaded.interviews[0].id,
        turn: 0,
        words: "我们开始吧。".to_owned(),
    };
    study.apply(&corrected, "anna").unwrap();
    let disputes = study.disagreements(&Filter::default(), None).unwrap();
    let pair = disputes[0].pair;
    let interviews = vec![loaded.interviews[0].id];
    for edit in [
        Edit::Judge {
            codings: pair.a.into_iter().chain(pair.b).collect(),
            judgement: Judgement::Ask,
            reason: "哪一句？".to_owned(),
        },
        Edit::Settle {
            pair,
            outcome: Outcome::Both,
            reason: String::new(),
        },
        Edit::Assign {
            interviews,
            coder: "anna".to_owned(),
            sight: Sight::Open,
        },
    ] {
        study.apply(&edit, "PI").unwrap();
    }
    drop(study);
    // Two copies that say different things of a code.
    let other = folder.join("other.fangtan");
    fs::copy(&path, &other).unwrap();
    for (path, definition) in [(&path, "一种说法"), (&other, "另一种说法")] {
        let mut study = Study::open(path, Mode::Write).unwrap();
        let book = study.codebook().unwrap();
        let code = book.codes().last().unwrap();
        let entry = Box::new(Entry {
            definition: definition.to_owned(),
            ..code.entry.clone()
        });
        let edit = Edit::ReviseCode {
            code: code.id,
            entry,
        };
        study.apply(&edit, "anna").unwrap();
    }
    let mut study = Study::open(&path, Mode::Write).unwrap();
    study
        .merge(&[other], "anna", Merging::Now, Watch::nobody())
        .unwrap();
    path
}

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/file-format.md");
    fs::read_to_string(path).unwrap()
}

/// The SQL of the document, each with the line before it.
fn queries() -> Vec<(String, String)> {
    let document = document();
    let mut above = "";
    let mut queries = Vec::new();
    let mut blocks = document.split("```");
    while let Some(prose) = blocks.next() {
        above = prose.trim().lines().last().unwrap_or(above);
        let Some(block) = blocks.next() else { break };
        let sql = block
            .strip_prefix("sql\n")
            .expect("only SQL stands in blocks");
        queries.push((above.to_owned(), sql.to_owned()));
    }
    queries
}

fn read_only(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

fn rows(conn: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = conn.prepare(sql).unwrap();
    let n_columns = statement.column_count();
    let rows = statement
        .query_map([], |row| {
            (0..n_columns).map(|column| row.get(column)).collect()
        })
        .unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_query_of_the_document_finds_something_in_the_sample_study() {
    let folder = tempfile::tempdir().unwrap();
    let conn = read_only(&sample(folder.path()));
    let queries = queries();
    assert!(queries.len() > 10);
    for (above, sql) in queries {
        assert!(!rows(&conn, &sql).is_empty(), "{above}");
    }
}

#[test]
fn codings_by_sql_are_the_codings_the_program_gives_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let mut ours = Vec::new();
    Study::open(&path, Mode::Read)
        .unwrap()
        .each_coding(&Filter::default(), |row| -> Result<(), StudyError> {
            ours.push(format!(
                "{} {}..{} {} {} {}",
                row.interview, row.start, row.end, row.text, row.code, row.coder
            ));
            Ok(())
        })
        .unwrap();
    let (_, sql) = queries()
        .into_iter()
        .find(|(above, _)| above.contains("retired codes"))
        .unwrap();
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        other => panic!("neither text nor number: {other:?}"),
    };
    let mut theirs: Vec<String> = rows(&read_only(&path), &sql)
        .iter()
        .map(|row| {
            let cell = |column: usize| text(&row[column]);
            format!(
                "{} {}..{} {} {} {}",
                cell(0),
                cell(1),
                cell(2),
                cell(3),
                cell(4),
                cell(6)
            )
        })
        .collect();
    ours.sort();
    theirs.sort();
    assert!(!ours.is_empty());
    assert_eq!(ours, theirs);
}

#[test]
fn every_table_of_the_file_stands_in_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let conn = read_only(&sample(folder.path()));
    let document = document();
    for row in rows(
        &conn,
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'",
    ) {
        let [Value::Text(name)] = row.as_slice() else {
            panic!("a table has one name");
        };
        assert!(document.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn the_file_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let conn = read_only(&sample(folder.path()));
    assert_eq!(
        rows(&conn, "PRAGMA application_id"),
        [[Value::Integer(1_179_935_086)]]
    );
    assert_eq!(rows(&conn, "PRAGMA user_version"), [[Value::Integer(8)]]);
    assert!(document().contains("**format 8**"));
}
