//! The blind rule, in one place.
//!
//! While a blind assignment of a coder is open, nothing that reads a study sees what others
//! did with that interview. Queries name tables without their schema; for somebody who may
//! not see everything, temporary views of the same names stand before the tables, so that
//! every query reads through them, also one that is written tomorrow. Steps are carried
//! out and taken back on the tables themselves: the views are lifted meanwhile.
//!
//! A connection that doesn't know who looks through it shows only what everybody may see.
//! What reads another copy in order to take it in, and shows nobody what it reads, says so
//! with [`Store::look_at_all`].
//! This is a rule that the program keeps, not a lock: the file holds everything.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::error::{Result, StoreError};
use super::keys;
use super::open::Store;
use crate::model::{InterviewId, Thing};

/// Who looks through a connection.
#[derive(Clone, Debug, Default)]
enum Viewer {
    /// Nobody said.
    #[default]
    Unnamed,
    /// A coder.
    Coder(String),
    /// The program itself.
    Program,
}

/// Who looks through a connection, and whether something is kept from them now.
#[derive(Debug, Default)]
pub(super) struct Sight {
    viewer: RefCell<Viewer>,
    veiled: Cell<bool>,
    /// The state of the file when this was last looked into.
    looked_at: Cell<Option<i64>>,
}

impl Sight {
    /// The same for another connection.
    pub(super) fn of_another(&self) -> Self {
        Self {
            viewer: self.viewer.clone(),
            ..Self::default()
        }
    }
}

/// The views. `hidden` holds the interviews of which the viewer sees nobody else's work.
const VEIL: &str = "
CREATE TEMP VIEW coding_facet AS
SELECT * FROM main.coding_facet AS facet
WHERE EXISTS (SELECT 1 FROM temp.coding WHERE coding.id = facet.coding);

CREATE TEMP VIEW coding_link AS
SELECT * FROM main.coding_link AS link
WHERE coder = (SELECT coder FROM viewer)
   OR (SELECT coding.interview FROM main.coding WHERE coding.id = link.from_coding)
      NOT IN (SELECT interview FROM hidden);

CREATE TEMP VIEW memo AS
SELECT * FROM main.memo AS note
WHERE coder = (SELECT coder FROM viewer)
   OR (coalesce(interview, 0) NOT IN (SELECT interview FROM hidden)
       AND coalesce((SELECT coding.interview FROM main.coding WHERE coding.id = note.coding), 0)
           NOT IN (SELECT interview FROM hidden));

CREATE TEMP VIEW summary AS
SELECT * FROM main.summary
WHERE coder = (SELECT coder FROM viewer) OR interview NOT IN (SELECT interview FROM hidden);

CREATE TEMP VIEW bookmark AS
SELECT * FROM main.bookmark
WHERE coder = (SELECT coder FROM viewer) OR interview NOT IN (SELECT interview FROM hidden);

CREATE TEMP VIEW verdict AS
SELECT * FROM main.verdict AS word
WHERE (SELECT coding.interview FROM main.coding WHERE coding.id = word.coding)
      NOT IN (SELECT interview FROM hidden);

CREATE TEMP VIEW settlement AS
SELECT * FROM main.settlement WHERE interview NOT IN (SELECT interview FROM hidden);

-- Of the log no step of others that touched codings or memos, wherever they lie.
CREATE TEMP VIEW op AS
SELECT * FROM main.op AS step
WHERE coder = (SELECT name FROM viewer)
   OR merged IS NULL
      AND NOT EXISTS (SELECT 1 FROM main.op_row
                  WHERE op_row.op = coalesce(step.target, step.id)
                    AND op_row.tbl IN ('coding', 'coding_facet', 'coding_link', 'memo', 'summary', 'bookmark',
                                       'verdict', 'settlement', 'conflict', 'merged'));

CREATE TEMP VIEW op_row AS
SELECT * FROM main.op_row AS touched
WHERE EXISTS (SELECT 1 FROM temp.op WHERE op.id = touched.op AND op.kind <> 'merge');

CREATE TEMP VIEW merged AS
SELECT * FROM main.merged
WHERE interview IS NULL
   OR interview NOT IN (SELECT hex(uid) FROM main.interview WHERE id IN (SELECT interview FROM hidden));

CREATE TEMP VIEW conflict AS
SELECT * FROM main.conflict
WHERE interview IS NULL
   OR interview NOT IN (SELECT hex(uid) FROM main.interview WHERE id IN (SELECT interview FROM hidden));
";

/// The view of codings over these columns, `status` first among them. Verdicts are others'
/// work: a coding of the viewer's own looks as they left it.
fn coding_view(others: &str) -> String {
    format!(
        "CREATE TEMP VIEW coding AS
         SELECT CASE WHEN interview IN (SELECT interview FROM hidden)
                THEN coalesce((SELECT verdict.was FROM main.verdict WHERE verdict.coding = own.id
                               ORDER BY coalesce(verdict.at_ms, 0), verdict.uid LIMIT 1), status)
                ELSE status END AS status, {others}
         FROM main.coding AS own
         WHERE interview NOT IN (SELECT interview FROM hidden)
            OR (coder = (SELECT coder FROM viewer) AND status NOT IN (3, 7));"
    )
}

/// Takes the views away, last first.
const LIFT: &str = "
DROP VIEW IF EXISTS temp.conflict;
DROP VIEW IF EXISTS temp.merged;
DROP VIEW IF EXISTS temp.op_row;
DROP VIEW IF EXISTS temp.op;
DROP VIEW IF EXISTS temp.settlement;
DROP VIEW IF EXISTS temp.verdict;
DROP VIEW IF EXISTS temp.bookmark;
DROP VIEW IF EXISTS temp.summary;
DROP VIEW IF EXISTS temp.memo;
DROP VIEW IF EXISTS temp.coding_link;
DROP VIEW IF EXISTS temp.coding_facet;
DROP VIEW IF EXISTS temp.coding;
DROP TABLE IF EXISTS temp.viewer;
DROP TABLE IF EXISTS temp.hidden;
";

/// Interviews with an open blind assignment of the viewer; of anybody where none is known.
const OPEN_BLIND: &str = "FROM main.assignment
    JOIN main.coder ON coder.id = assignment.coder
    WHERE assignment.blind = 1 AND (?1 IS NULL OR coder.name = ?1)
      AND NOT EXISTS (SELECT 1 FROM main.coverage
                      WHERE coverage.interview = assignment.interview
                        AND coverage.coder = assignment.coder)";

impl Store {
    /// Shows from now on what this coder may see.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn look_as(&self, coder: &str) -> Result<()> {
        self.sight.viewer.replace(Viewer::Coder(coder.to_owned()));
        self.draw_veil()
    }

    /// Reads everything from now on, for what takes it in elsewhere and shows it to nobody.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn look_at_all(&self) -> Result<()> {
        self.sight.viewer.replace(Viewer::Program);
        self.draw_veil()
    }

    /// The coder who looks; `None` where nobody said, or it is the program itself.
    #[must_use]
    pub fn viewer(&self) -> Option<String> {
        match &*self.sight.viewer.borrow() {
            Viewer::Coder(coder) => Some(coder.clone()),
            Viewer::Unnamed | Viewer::Program => None,
        }
    }

    /// Interviews of which whoever looks sees nobody else's work.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn hidden(&self) -> Result<Vec<InterviewId>> {
        if !self.sight.veiled.get() {
            return Ok(Vec::new());
        }
        self.many(
            "SELECT interview.uid FROM interview
             WHERE interview.id IN (SELECT interview FROM temp.hidden)",
            |row| Ok(InterviewId(keys::uid(row, 0)?)),
        )
    }

    /// Interviews, by identity in hexadecimal, of which whoever looks sees nobody else's work in
    /// the study as this transaction leaves it.
    pub(super) fn hidden_in(conn: &Connection, viewer: Option<&str>) -> Result<HashSet<String>> {
        let mut statement = conn.prepare(&format!(
            "SELECT hex(interview.uid) FROM main.interview
             WHERE interview.id IN (SELECT assignment.interview {OPEN_BLIND})"
        ))?;
        let hidden = statement.query_map([viewer], |row| row.get(0))?;
        Ok(hidden.collect::<rusqlite::Result<_>>()?)
    }

    /// Looks again who may see what, where another connection changed the file since.
    pub(super) fn refresh_sight(&self, version: i64) -> Result<()> {
        if self.sight.looked_at.get() == Some(version) {
            return Ok(());
        }
        self.draw_veil()?;
        self.sight.looked_at.set(Some(version));
        Ok(())
    }

    /// Runs `work` on the tables themselves.
    pub(super) fn unveiled<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.lift_veil()?;
        let outcome = work(&self.conn);
        self.draw_veil()?;
        outcome
    }

    /// Takes the views away. Whoever does so draws them again with [`Self::draw_veil`].
    pub(super) fn lift_veil(&self) -> Result<()> {
        if self.sight.veiled.get() {
            self.temporarily_writing(|conn| Ok(conn.execute_batch(LIFT)?))?;
            self.sight.veiled.set(false);
        }
        Ok(())
    }

    /// Puts the views before the tables where something is to be kept from whoever looks.
    pub(super) fn draw_veil(&self) -> Result<()> {
        self.lift_veil()?;
        if matches!(*self.sight.viewer.borrow(), Viewer::Program) {
            return Ok(());
        }
        let viewer = self.viewer();
        let any: bool = self
            .conn
            .prepare_cached(&format!("SELECT EXISTS (SELECT 1 {OPEN_BLIND})"))?
            .query_row([&viewer], |row| row.get(0))?;
        if !any {
            return Ok(());
        }
        self.temporarily_writing(|conn| {
            conn.execute_batch(
                "CREATE TEMP TABLE hidden (interview INTEGER PRIMARY KEY);
                 CREATE TEMP TABLE viewer (name TEXT, coder INTEGER);",
            )?;
            conn.execute(
                &format!(
                    "INSERT INTO temp.hidden SELECT DISTINCT assignment.interview {OPEN_BLIND}"
                ),
                [&viewer],
            )?;
            conn.execute(
                "INSERT INTO temp.viewer
                 SELECT ?1, (SELECT id FROM main.coder WHERE name = ?1)",
                params![viewer],
            )?;
            let others: String = conn.query_row(
                "SELECT group_concat('\"' || name || '\"', ', ')
                 FROM pragma_table_info('coding', 'main') WHERE name <> 'status'",
                [],
                |row| row.get(0),
            )?;
            conn.execute_batch(&coding_view(&others))?;
            Ok(conn.execute_batch(VEIL)?)
        })?;
        self.sight.veiled.set(true);
        Ok(())
    }

    /// Runs `work`, which writes temporary things, also on a connection that only reads.
    fn temporarily_writing(&self, work: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
        let reads_only: bool = self
            .conn
            .pragma_query_value(None, "query_only", |row| row.get(0))?;
        if reads_only {
            self.conn.pragma_update(None, "query_only", false)?;
        }
        let outcome = work(&self.conn);
        if reads_only {
            self.conn.pragma_update(None, "query_only", true)?;
        }
        outcome
    }

    /// An error as whoever looks may read it: names and places of others' work are left out.
    pub(super) fn veil_error(&self, error: StoreError) -> StoreError {
        if !self.sight.veiled.get() {
            return error;
        }
        match error {
            StoreError::ChangedSince { ref coder, .. } if Some(coder) != self.viewer().as_ref() => {
                StoreError::BuiltUpon
            }
            StoreError::Taken {
                what: Thing::Coding,
                id,
                there,
                ..
            } => StoreError::Taken {
                what: Thing::Coding,
                id,
                here: "…".to_owned(),
                there,
            },
            other => other,
        }
    }
}
