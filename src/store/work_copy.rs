//! A coder's work copy: the study with what they need for the interviews they are to code, and
//! nothing of anybody else.
//!
//! It has the study's identity and everything in it keeps its own, so that a merge takes
//! the work back. It is put together in memory: what doesn't belong in it never
//! comes to lie on the disk, not even in a page set free.

use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags, params};

use super::backup::restrict;
use super::error::{BadBackup, Result, StoreError};
use super::open::Store;
use super::{journal, keys, merge};
use crate::model::InterviewId;

/// What may take the place of a file that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Nothing.
    No,
    /// The new one.
    Yes,
}

/// Rows that go into a work copy, by table; of a table that isn't named none goes.
///
/// `kept` holds the interviews, `me` the coder. A table stands after those that its
/// condition asks.
const KEPT: &[(&str, &str)] = &[
    ("study_fact", "TRUE"),
    ("status", "TRUE"),
    ("tombstone", "TRUE"),
    // The codebook and the guide belong to everybody.
    ("kind", "TRUE"),
    ("code", "TRUE"),
    ("code_version", "TRUE"),
    ("link", "TRUE"),
    ("attribute_list", "TRUE"),
    ("guide", "TRUE"),
    ("question", "TRUE"),
    ("lexicon", "TRUE"),
    ("coder", "id IN (SELECT id FROM me)"),
    // The interviews.
    ("interview", "id IN (SELECT id FROM kept)"),
    ("speaker", "interview IN (SELECT id FROM kept)"),
    ("tie", "interview IN (SELECT id FROM kept)"),
    // A respondent is a label: what is known about the person stays behind.
    ("respondent", "id IN (SELECT respondent FROM speaker)"),
    ("attribute", "interview IN (SELECT id FROM kept)"),
    // The text as it is now: what corrections took out, names above all, stays behind.
    ("revision", "id IN (SELECT revision FROM interview)"),
    ("turn", "revision IN (SELECT id FROM revision)"),
    // The coder's own.
    (
        "assignment",
        "interview IN (SELECT id FROM kept) AND coder IN (SELECT id FROM me)",
    ),
    (
        "coverage",
        "interview IN (SELECT id FROM kept) AND coder IN (SELECT id FROM me)",
    ),
    (
        "coding",
        "interview IN (SELECT id FROM kept) AND coder IN (SELECT id FROM me)
         AND status NOT IN (3, 7)",
    ),
    ("coding_facet", "coding IN (SELECT id FROM coding)"),
    (
        "coding_link",
        "coder IN (SELECT id FROM me) AND from_coding IN (SELECT id FROM coding)
         AND to_coding IN (SELECT id FROM coding)",
    ),
    (
        "memo",
        "coder IN (SELECT id FROM me)
         AND (interview IS NULL OR interview IN (SELECT id FROM kept))
         AND (coding IS NULL OR coding IN (SELECT id FROM coding))",
    ),
    (
        "summary",
        "interview IN (SELECT id FROM kept) AND coder IN (SELECT id FROM me)",
    ),
    (
        "bookmark",
        "interview IN (SELECT id FROM kept) AND coder IN (SELECT id FROM me)",
    ),
    ("pin", "coder IN (SELECT id FROM me)"),
    ("pin_choice", "coder IN (SELECT name FROM me)"),
    (
        "place",
        "interview IN (SELECT id FROM kept) AND coder IN (SELECT name FROM me)",
    ),
    (
        "seen",
        "interview IN (SELECT id FROM kept) AND coder IN (SELECT name FROM me)",
    ),
];

impl Store {
    /// Writes a work copy of these interviews for a coder, whole or not at all.
    ///
    /// # Errors
    /// When the file exists and may not be overwritten, is the study itself, or can't be written.
    pub fn write_work_copy(
        &self,
        to: &Path,
        coder: &str,
        interviews: &[InterviewId],
        overwrite: Overwrite,
    ) -> Result<()> {
        may_be_written(to, self.path(), overwrite)?;
        let copy = self.unveiled(|conn| {
            let mut copy = Connection::open_in_memory()?;
            Backup::new(conn, &mut copy)?.run_to_completion(1_000, Duration::ZERO, None)?;
            Ok(copy)
        })?;
        cut(&copy, coder, interviews)?;
        let folder = match to.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let draft = tempfile::Builder::new()
            .prefix(".work-")
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(StoreError::io(folder))?;
        copy.execute("VACUUM INTO ?1", [draft.path().to_string_lossy()])?;
        verify(draft.path())?;
        draft
            .as_file()
            .sync_all()
            .map_err(StoreError::io(draft.path()))?;
        let kept = match overwrite {
            Overwrite::Yes => draft.persist(to),
            Overwrite::No => draft.persist_noclobber(to),
        };
        kept.map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists(to.to_owned()),
            _ => StoreError::Io {
                path: to.to_owned(),
                source: error.error,
            },
        })?;
        restrict(to, 0o600)
    }
}

/// Refuses to write over a file that exists, and over the study whatever is asked.
fn may_be_written(to: &Path, study: &Path, overwrite: Overwrite) -> Result<()> {
    if !to.exists() {
        return Ok(());
    }
    let same = to.canonicalize().ok() == study.canonicalize().ok();
    if same || overwrite == Overwrite::No {
        return Err(StoreError::Exists(to.to_owned()));
    }
    Ok(())
}

/// Takes everything out of a copy that isn't the coder's business.
fn cut(copy: &Connection, coder: &str, interviews: &[InterviewId]) -> Result<()> {
    // Rows go table by table; in the end nothing may dangle.
    copy.execute_batch(
        "PRAGMA foreign_keys = OFF;
         CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE me (id INTEGER, name TEXT);",
    )?;
    copy.execute(
        "INSERT INTO temp.me SELECT id, name FROM coder WHERE name = ?1",
        [coder],
    )?;
    for interview in interviews {
        copy.execute(
            "INSERT OR IGNORE INTO temp.kept VALUES (?1)",
            [keys::interview(copy, *interview)?],
        )?;
    }
    copy.execute(
        "INSERT OR REPLACE INTO study_fact (key, value) VALUES ('work_copy_of', ?1)",
        [coder],
    )?;
    let clock = journal::clock(copy)?;
    // The log stays behind, and with it what a merge would ask: which steps this copy knew of.
    copy.execute(
        "INSERT OR REPLACE INTO study_fact (key, value)
         SELECT 'known', trim(
             coalesce((SELECT value FROM study_fact WHERE key = 'known'), '') || ' '
             || coalesce(group_concat(lower(hex(uid)), ' '), ''))
         FROM op
         WHERE merged IS NULL
            OR 0 = (SELECT state FROM op AS merge WHERE merge.id = op.merged)",
        [],
    )?;
    merge::keep_places(copy)?;
    // What a reviewer said goes, and with it what that made of the coder's codings.
    copy.execute(
        "UPDATE coding SET status = (SELECT was FROM verdict WHERE verdict.coding = coding.id
                                     ORDER BY coalesce(at_ms, 0), uid LIMIT 1)
         WHERE id IN (SELECT coding FROM verdict)",
        [],
    )?;
    let tables: Vec<String> = copy
        .prepare(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for table in &tables {
        if !KEPT.iter().any(|(kept, _)| kept == table) {
            copy.execute(
                &format!("DELETE FROM \"{}\"", table.replace('"', "\"\"")),
                [],
            )?;
        }
    }
    for (table, kept) in KEPT {
        copy.execute(
            &format!("DELETE FROM {table} WHERE NOT coalesce(({kept}), FALSE)"),
            [],
        )?;
    }
    // Whatever is done in it comes after what the study had then.
    copy.execute(
        "INSERT INTO study_fact (key, value) VALUES ('clock', ?1)
         ON CONFLICT (key) DO UPDATE SET value = ?1",
        [clock.to_string()],
    )?;
    // Names of files may be names of people.
    copy.execute("UPDATE interview SET original = NULL, file = ''", [])?;
    let dangling: Option<String> = copy
        .prepare("PRAGMA foreign_key_check")?
        .query_map([], |row| row.get(0))?
        .next()
        .transpose()?;
    match dangling {
        None => Ok(()),
        Some(table) => Err(StoreError::Strange(format!(
            "rows of {table} that point to what a work copy doesn't hold"
        ))),
    }
}

/// Looks the written file over before it gets its name.
fn verify(path: &Path) -> Result<()> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let verdict: String = conn.query_row("PRAGMA quick_check", params![], |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    Err(StoreError::BadBackup {
        path: path.to_owned(),
        what: BadBackup::Damaged(verdict),
    })
}
