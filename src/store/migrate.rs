//! From an older file format to the present one, with a verified copy first.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::backup;
use super::error::{Result, StoreError};

/// Marks a `SQLite` file as a fangtan study: "`FTan`".
pub(super) const APPLICATION_ID: i32 = 0x4654_616e;

/// The steps, each from format `n` to `n + 1`. Applied in order, never edited.
pub(super) const STEPS: &[&str] = &[
    include_str!("schema/0001_start.sql"),
    include_str!("schema/0002_working_day.sql"),
    include_str!("schema/0003_two_coders.sql"),
    include_str!("schema/0004_memos.sql"),
    include_str!("schema/0005_merge.sql"),
    include_str!("schema/0006_frozen.sql"),
    include_str!("schema/0007_words.sql"),
    include_str!("schema/0008_use.sql"),
];

/// The format that `steps` lead to.
pub(super) fn newest(steps: &[&str]) -> i32 {
    i32::try_from(steps.len()).expect("formats are few")
}

/// Brings an existing study up to date; returns the copy made before, where one was needed.
pub(super) fn bring_up_to_date(
    conn: &mut Connection,
    path: &Path,
    steps: &[&str],
) -> Result<Option<PathBuf>> {
    let found: i32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = newest(steps);
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    if found == known {
        return Ok(None);
    }
    let copy = backup::make(conn, path)?;
    run(conn, found, steps)?;
    Ok(Some(copy))
}

/// An older study in the present format, for somebody who may not write it: a copy
/// in memory, brought up to date there. `None` where the study is of this format.
pub(super) fn present_copy(conn: &Connection, steps: &[&str]) -> Result<Option<Connection>> {
    let found: i32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found >= newest(steps) {
        return Ok(None);
    }
    let mut copy = Connection::open_in_memory()?;
    Backup::new(conn, &mut copy)?.run_to_completion(1_000, Duration::ZERO, None)?;
    run(&mut copy, found, steps)?;
    Ok(Some(copy))
}

/// Applies the steps after `from` in one transaction.
pub(super) fn run(conn: &mut Connection, from: i32, steps: &[&str]) -> Result<()> {
    let tx = conn.transaction()?;
    let done = usize::try_from(from).unwrap_or(0);
    for step in &steps[done..] {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", newest(steps))?;
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &[&str] = &["CREATE TABLE coding (id INTEGER PRIMARY KEY, words TEXT) STRICT;"];
    const NEW: &[&str] = &[OLD[0], "ALTER TABLE coding ADD COLUMN status TEXT;"];

    /// A study of the old format with one coding.
    fn old_study(path: &Path) -> Connection {
        let mut conn = Connection::open(path).unwrap();
        run(&mut conn, 0, OLD).unwrap();
        conn.execute("INSERT INTO coding (words) VALUES ('权责不清')", [])
            .unwrap();
        conn
    }

    #[test]
    fn an_older_study_is_copied_before_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.fangtan");
        let mut conn = old_study(&path);
        let copy = bring_up_to_date(&mut conn, &path, NEW).unwrap().unwrap();
        let version = |conn: &Connection| -> i32 {
            conn.pragma_query_value(None, "user_version", |row| row.get(0))
                .unwrap()
        };
        assert_eq!(version(&conn), 2);
        let kept = Connection::open(copy).unwrap();
        assert_eq!(version(&kept), 1);
        let words: String = kept
            .query_row("SELECT words FROM coding", [], |row| row.get(0))
            .unwrap();
        assert_eq!(words, "权责不清");
        assert!(bring_up_to_date(&mut conn, &path, NEW).unwrap().is_none());
        assert!(matches!(
            bring_up_to_date(&mut conn, &path, OLD),
            Err(StoreError::Newer { found: 2, .. })
        ));
    }

    #[test]
    fn whoever_only_reads_sees_the_present_format_and_the_file_stays_old() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.fangtan");
        let conn = old_study(&path);
        let before = std::fs::read(&path).unwrap();
        let copy = present_copy(&conn, NEW).unwrap().unwrap();
        let (words, status): (String, Option<String>) = copy
            .query_row("SELECT words, status FROM coding", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!((words.as_str(), status), ("权责不清", None));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn what_merges_said_of_codings_gets_the_part_that_came_later() {
        let mut conn = Connection::open_in_memory().unwrap();
        run(&mut conn, 0, &STEPS[..7]).unwrap();
        let stamp = |n: i64| format!("[{n},\"0{n}\"]");
        let list = |ns: &[i64]| {
            let all: Vec<String> = ns.iter().map(|n| stamp(*n)).collect();
            format!("[{}]", all.join(","))
        };
        for (tbl, thing, ns) in [
            ("coding", "kept", &[1, 2, 3, 4, 5, 6, 7][..]),
            ("coding", "gone", &[1, 2, 3, 4, 5, 6, 7, 8]),
            ("coding", "one for all", &[1]),
            ("memo", "a memo", &[1, 2, 3, 4, 5, 6, 7]),
        ] {
            conn.execute(
                "INSERT INTO merged (tbl, thing, clock, stamps, says) VALUES (?1, ?2, 1, ?3, '[1,null]')",
                [tbl, thing, &list(ns)],
            )
            .unwrap();
        }
        run(&mut conn, 7, STEPS).unwrap();
        let of = |thing: &str| -> (String, String) {
            conn.query_row(
                "SELECT stamps, says FROM merged WHERE thing = ?1",
                [thing],
                |row| row.try_into(),
            )
            .unwrap()
        };
        let said = |ns: &[i64], says: &str| (list(ns), says.to_owned());
        assert_eq!(of("kept"), said(&[1, 2, 3, 4, 5, 6, 1, 7], "[1,null,null]"));
        assert_eq!(
            of("gone"),
            said(&[1, 2, 3, 4, 5, 6, 1, 7, 8], "[1,null,null]")
        );
        assert_eq!(of("one for all"), said(&[1], "[1,null,null]"));
        assert_eq!(of("a memo"), said(&[1, 2, 3, 4, 5, 6, 7], "[1,null]"));
    }

    #[test]
    fn a_step_that_fails_leaves_the_study_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.fangtan");
        let mut conn = Connection::open(&path).unwrap();
        let old: &[&str] = &["CREATE TABLE coding (id INTEGER PRIMARY KEY) STRICT;"];
        run(&mut conn, 0, old).unwrap();
        let broken: &[&str] = &[old[0], "CREATE TABLE a (b INTEGER); CREATE NONSENSE;"];
        assert!(bring_up_to_date(&mut conn, &path, broken).is_err());
        let tables: i64 = conn
            .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 1);
    }
}
