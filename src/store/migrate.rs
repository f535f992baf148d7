//! From an older file format to the present one, with a verified copy first.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::backup;
use super::error::{Result, StoreError};

/// Marks a `SQLite` file as a fangtan study: "`FTan`".
pub(super) const APPLICATION_ID: i32 = 0x4654_616e;

/// The steps, each from format `n` to `n + 1`. Applied in order, never edited.
pub(super) const STEPS: &[&str] = &[
    include_str!("schema/0001_start.sql"),
    include_str!("schema/0002_working_day.sql"),
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

    #[test]
    fn an_older_study_is_copied_before_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.fangtan");
        let mut conn = Connection::open(&path).unwrap();
        let old: &[&str] = &["CREATE TABLE coding (id INTEGER PRIMARY KEY, words TEXT) STRICT;"];
        run(&mut conn, 0, old).unwrap();
        conn.execute("INSERT INTO coding (words) VALUES ('权责不清')", [])
            .unwrap();
        let new: &[&str] = &[old[0], "ALTER TABLE coding ADD COLUMN status TEXT;"];
        let copy = bring_up_to_date(&mut conn, &path, new).unwrap().unwrap();
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
        assert!(bring_up_to_date(&mut conn, &path, new).unwrap().is_none());
        assert!(matches!(
            bring_up_to_date(&mut conn, &path, old),
            Err(StoreError::Newer { found: 2, .. })
        ));
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
