//! Operations: every change with what it touched, taken back and done again.
//!
//! While an operation runs, triggers write the rows it touches into `op_row`:
//! for a new row its key, for a changed row both states, for a removed row the
//! state before. Undo puts the befores back, newest first; redo the afters.
//! Each coder has a stack of steps; a step that somebody else's later step
//! touched again, or that later rows refer to, is not taken back. Rows that hold
//! positions go back only into the text they were written in ([`texts`]).

mod replay;
mod shape;
mod subject;
mod texts;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::Value;

pub use subject::Subject;

use super::error::{Result, StoreError};
use super::open::Store;
use super::revise;
use super::{Touched, uids};
use crate::model::Thing;
use replay::{do_again, put_back};
use shape::{JOURNALLED, triggers};

/// What becomes of an operation's transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// It is committed.
    Commit,
    /// It is rolled back: nothing happened.
    RollBack,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpState {
    /// In force.
    Done,
    /// Taken back; can be done again.
    Undone,
    /// Taken back, then left behind by later work. Kept for the record.
    Dropped,
}

impl OpState {
    fn from_number(number: i64) -> Result<Self> {
        match number {
            0 => Ok(Self::Done),
            1 => Ok(Self::Undone),
            2 => Ok(Self::Dropped),
            other => Err(StoreError::Strange(format!("op.state = {other}"))),
        }
    }

    /// The word used in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Dropped => "dropped",
        }
    }
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Number of the step, counted up in this file.
    pub id: i64,
    /// Who acted.
    pub coder: String,
    /// What kind of step (`Edit::name`, `undo`, `redo`).
    pub kind: String,
    /// When: milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// Where it stands.
    pub state: OpState,
    /// What was asked for.
    pub record: Value,
}

/// A step taken back or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The step.
    pub entry: LogEntry,
    /// What it touched.
    pub touched: Touched,
}

/// Steps of one coder taken back or done again at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travelled {
    /// So many were taken back.
    Back(u32),
    /// So many were done again.
    Forth(u32),
}

/// Which way along the log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Taking back.
    Back,
    /// Doing, or doing again.
    Forth,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Back => "undo",
            Self::Forth => "redo",
        }
    }

    /// That no step is left, after `taken` of those asked for.
    fn ended(self, coder: &str, taken: usize) -> StoreError {
        match (self, taken) {
            (Self::Back, 0) => StoreError::NothingToUndo(coder.to_owned()),
            (Self::Forth, 0) => StoreError::NothingToRedo(coder.to_owned()),
            (way, n) => StoreError::FewerSteps {
                way: way.name(),
                coder: coder.to_owned(),
                n,
            },
        }
    }
}

impl Store {
    /// Runs `work` as one operation: all of it is durable when this returns, or nothing of it.
    ///
    /// Returns what `work` returned, and what it touched. Where it touched
    /// nothing there is no step.
    pub(super) fn operate<T>(
        &mut self,
        kind: &str,
        record: &Value,
        coder: &str,
        tables: &[&'static str],
        ending: Ending,
        work: impl FnOnce(&Transaction) -> Result<T>,
    ) -> Result<(T, Touched)> {
        self.writable()?;
        self.on_the_tables(|store| store.run(kind, record, coder, tables, ending, work))
    }

    /// Runs a step on the tables themselves; what comes of it is said as whoever looks may read it.
    pub(super) fn on_the_tables<T>(
        &mut self,
        step: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        self.lift_veil()?;
        let outcome = step(self);
        self.draw_veil()?;
        outcome.map_err(|error| self.veil_error(error))
    }

    fn run<T>(
        &mut self,
        kind: &str,
        record: &Value,
        coder: &str,
        tables: &[&'static str],
        ending: Ending,
        work: impl FnOnce(&Transaction) -> Result<T>,
    ) -> Result<(T, Touched)> {
        self.arm(tables)?;
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let op = begin(&tx, kind, record, coder, None)?;
        let done = work(&tx)?;
        let touched = touched(&tx, op)?;
        if touched == Touched::default() || ending == Ending::RollBack {
            return Ok((done, touched));
        }
        tx.prepare_cached(
            "UPDATE op SET state = 2 WHERE coder = ?1 AND state = 1 AND merged IS NULL",
        )?
        .execute([coder])?;
        commit(tx)?;
        Ok((done, touched))
    }

    /// Takes back the coder's latest step that is in force.
    ///
    /// # Errors
    /// When there is none, or others built on it since; the study is then as before.
    pub fn undo(&mut self, coder: &str) -> Result<Undone> {
        self.one_step(coder, Way::Back)
    }

    /// Does the coder's latest undone step again.
    ///
    /// # Errors
    /// When there is none, or the study changed so that it no longer fits.
    pub fn redo(&mut self, coder: &str) -> Result<Undone> {
        self.one_step(coder, Way::Forth)
    }

    /// Takes back the coder's latest `n` steps, newest first: all of them or none.
    ///
    /// # Errors
    /// As [`Self::undo`], of any of them.
    pub fn undo_steps(&mut self, n: u32, coder: &str) -> Result<Vec<Undone>> {
        self.steps(n, coder, Way::Back)
    }

    /// Does the coder's latest `n` undone steps again, oldest first: all of them or none.
    ///
    /// # Errors
    /// As [`Self::redo`], of any of them.
    pub fn redo_steps(&mut self, n: u32, coder: &str) -> Result<Vec<Undone>> {
        self.steps(n, coder, Way::Forth)
    }

    /// Takes back the coder's steps after the step `to`; where that is one that the coder took
    /// back, does it and those before it again. All of them or none.
    ///
    /// # Errors
    /// As [`Self::undo`], of any of them, and when the log has no such step.
    pub fn travel(&mut self, to: i64, coder: &str) -> Result<Travelled> {
        let is_taken_back = self
            .conn
            .query_row(
                "SELECT state = 1 AND coder = ?2 AND target IS NULL FROM op
                 WHERE id = ?1 AND merged IS NULL",
                params![to, coder],
                |row| row.get(0),
            )
            .optional()?
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Step,
                name: to.to_string(),
            })?;
        let (count, way) = if is_taken_back {
            ("state = 1 AND id <= ?1", Way::Forth)
        } else {
            ("state = 0 AND id > ?1", Way::Back)
        };
        let n = self.conn.query_row(
            &format!(
                "SELECT count(*) FROM op
                 WHERE {count} AND coder = ?2 AND target IS NULL AND merged IS NULL"
            ),
            params![to, coder],
            |row| row.get(0),
        )?;
        self.steps(n, coder, way)?;
        Ok(match way {
            Way::Back => Travelled::Back(n),
            Way::Forth => Travelled::Forth(n),
        })
    }

    fn one_step(&mut self, coder: &str, way: Way) -> Result<Undone> {
        let mut steps = self.steps(1, coder, way)?;
        Ok(steps.pop().expect("one step was asked for and taken"))
    }

    fn steps(&mut self, n: u32, coder: &str, way: Way) -> Result<Vec<Undone>> {
        self.writable()?;
        self.on_the_tables(|store| store.take_steps(n, coder, way))
    }

    fn take_steps(&mut self, n: u32, coder: &str, way: Way) -> Result<Vec<Undone>> {
        self.arm(&[])?;
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut taken = Vec::new();
        for _ in 0..n {
            let next = match way {
                Way::Back => next_undo(&tx, coder)?,
                Way::Forth => next_redo(&tx, coder)?,
            };
            let Some(entry) = next else {
                return Err(way.ended(coder, taken.len()));
            };
            not_changed_since(&tx, entry.id)?;
            texts::are_as_then(&tx, entry.id, way)?;
            let corrections = match way {
                Way::Back => put_back(&tx, entry.id),
                Way::Forth => do_again(&tx, entry.id),
            }
            .map_err(place_taken)?;
            revise::concerns_no_others(&tx, entry.id, &corrections, way)?;
            tx.execute(
                "UPDATE op SET state = ?2 WHERE id = ?1",
                params![entry.id, i64::from(way == Way::Back)],
            )?;
            let record = serde_json::json!({ "edit": way.name(), "step": entry.id });
            begin(&tx, way.name(), &record, coder, Some(entry.id))?;
            let touched = touched(&tx, entry.id)?;
            taken.push(Undone { entry, touched });
        }
        commit(tx).map_err(|error| match error {
            StoreError::BuiltUpon if way == Way::Forth => StoreError::NoLongerFits,
            other => other,
        })?;
        Ok(taken)
    }

    /// The step that [`Self::undo`] would take back.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn next_undo(&self, coder: &str) -> Result<Option<LogEntry>> {
        next_undo(&self.conn, coder)
    }

    /// The step that [`Self::redo`] would do again.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn next_redo(&self, coder: &str) -> Result<Option<LogEntry>> {
        next_redo(&self.conn, coder)
    }

    /// The log, oldest first, with the steps that merges in force took in from other copies.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn log(&self) -> Result<Vec<LogEntry>> {
        let mut statement = self
            .conn
            .prepare(&format!("{ENTRY} WHERE {IN_FORCE_HERE} ORDER BY clock, id"))?;
        let mut rows = statement.query([])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(entry(row)?);
        }
        Ok(entries)
    }

    /// The latest `n` steps of everybody, newest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn latest_steps(&self, n: u32) -> Result<Vec<LogEntry>> {
        let mut statement = self.conn.prepare_cached(&format!(
            "{ENTRY} WHERE {IN_FORCE_HERE} ORDER BY clock DESC, id DESC LIMIT ?1"
        ))?;
        let mut rows = statement.query([n])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(entry(row)?);
        }
        Ok(entries)
    }

    /// Makes the triggers for `tables` in this connection, and switches recording on.
    pub(super) fn arm(&mut self, tables: &[&'static str]) -> Result<()> {
        if self.armed.is_empty() {
            self.conn.execute_batch(
                "CREATE TEMP TABLE IF NOT EXISTS journal (recording INTEGER NOT NULL);
                 INSERT INTO temp.journal SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM temp.journal);",
            )?;
        }
        for table in tables {
            debug_assert!(JOURNALLED.contains(table), "{table} is not journalled");
            if !self.armed.contains(table) {
                self.conn.execute_batch(&triggers(&self.conn, table)?)?;
                self.armed.push(table);
            }
        }
        Ok(())
    }
}

/// The table whose rows the texts follow.
const CORRECTION: &str = "correction";

/// All tables that a plan may touch.
pub(super) fn all_tables() -> &'static [&'static str] {
    JOURNALLED
}

fn begin(
    tx: &Transaction,
    kind: &str,
    record: &Value,
    coder: &str,
    target: Option<i64>,
) -> Result<i64> {
    let now_ms = uids::now_ms();
    let clock = now_ms.max(clock(tx)? + 1);
    tx.prepare_cached(
        "INSERT INTO op (uid, coder, kind, edit, at_ms, state, target, clock)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        uids::fresh().0,
        coder,
        kind,
        record.to_string(),
        now_ms,
        0,
        target,
        clock
    ])?;
    Ok(tx.last_insert_rowid())
}

/// The clock of the latest step, done here or elsewhere; of a work copy that of the study when it
/// was written.
pub(super) fn clock(conn: &Connection) -> Result<i64> {
    Ok(conn
        .prepare_cached(
            "SELECT max(coalesce((SELECT max(clock) FROM main.op), 0),
                        coalesce((SELECT CAST(value AS INTEGER) FROM main.study_fact
                                  WHERE key = 'clock'), 0))",
        )?
        .query_row([], |row| row.get(0))?)
}

/// Writes a step into the log that nothing takes back.
pub(super) fn note(tx: &Transaction, kind: &str, record: &Value, coder: &str) -> Result<()> {
    begin(tx, kind, record, coder, None).map(|_| ())
}

/// Commits; a reference that would dangle turns into a refusal.
pub(super) fn commit(tx: Transaction) -> Result<()> {
    tx.commit().map_err(|error| match error.sqlite_error() {
        Some(code) if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
            StoreError::BuiltUpon
        }
        _ => StoreError::Sqlite(error),
    })
}

/// A row that can't stand beside one made meanwhile turns into a refusal.
fn place_taken(error: StoreError) -> StoreError {
    match error {
        StoreError::Sqlite(error)
            if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
        {
            StoreError::NoLongerFits
        }
        other => other,
    }
}

fn touched(tx: &Transaction, op: i64) -> Result<Touched> {
    let mut touched = Touched::default();
    let mut statement = tx.prepare_cached("SELECT DISTINCT tbl FROM op_row WHERE op = ?1")?;
    let mut rows = statement.query([op])?;
    while let Some(row) = rows.next()? {
        match row.get_ref(0)?.as_str().unwrap_or_default() {
            "coding" | "coding_facet" | "coding_link" | "bookmark" | "memo" | "verdict"
            | "settlement" | "summary" => {
                touched.codings = true;
            }
            // Codings behind it shift, of which the log says nothing.
            "correction" => {
                touched.interviews = true;
                touched.codings = true;
            }
            "kind" | "code" | "pin" | "code_version" | "codebook_version" | "link"
            | "attribute_list" => {
                touched.codebook = true;
            }
            _ => touched.interviews = true,
        }
    }
    Ok(touched)
}

/// Steps done here, and those taken in by a merge that wasn't taken back.
const IN_FORCE_HERE: &str =
    "(merged IS NULL OR 0 = (SELECT state FROM main.op AS merge WHERE merge.id = op.merged))";

const ENTRY: &str = "SELECT id, coder, kind, at_ms, state, edit FROM op";

fn entry(row: &rusqlite::Row) -> Result<LogEntry> {
    let record: String = row.get(5)?;
    Ok(LogEntry {
        id: row.get(0)?,
        coder: row.get(1)?,
        kind: row.get(2)?,
        at_ms: row.get(3)?,
        state: OpState::from_number(row.get(4)?)?,
        record: serde_json::from_str(&record)
            .map_err(|_| StoreError::Strange("op.edit".to_owned()))?,
    })
}

fn next_undo(conn: &Connection, coder: &str) -> Result<Option<LogEntry>> {
    one(
        conn,
        "WHERE coder = ?1 AND state = 0 AND target IS NULL AND kind <> 'withdraw' AND merged IS NULL
         ORDER BY id DESC LIMIT 1",
        coder,
    )
}

fn next_redo(conn: &Connection, coder: &str) -> Result<Option<LogEntry>> {
    one(
        conn,
        "WHERE coder = ?1 AND state = 1 AND target IS NULL AND merged IS NULL ORDER BY id LIMIT 1",
        coder,
    )
}

fn one(conn: &Connection, which: &str, coder: &str) -> Result<Option<LogEntry>> {
    conn.prepare_cached(&format!("{ENTRY} {which}"))?
        .query_row([coder], |row| Ok(entry(row)))
        .optional()?
        .transpose()
}

/// Refuses where a later step in force touched a row of `op`.
fn not_changed_since(tx: &Transaction, op: i64) -> Result<()> {
    let later = tx
        .query_row(
            "SELECT later.id, later.coder, later.kind
             FROM op_row AS mine
             JOIN op_row AS theirs ON theirs.tbl = mine.tbl AND theirs.row = mine.row
             JOIN op AS later ON later.id = theirs.op
             WHERE mine.op = ?1 AND theirs.op > ?1 AND later.state = 0
             LIMIT 1",
            [op],
            |row| {
                Ok(StoreError::ChangedSince {
                    op: row.get(0)?,
                    coder: row.get(1)?,
                    kind: row.get(2)?,
                })
            },
        )
        .optional()?;
    later.map_or(Ok(()), Err)
}

/// Runs `work` with recording off.
pub(super) fn pause(tx: &Transaction, work: impl FnOnce(&Transaction) -> Result<()>) -> Result<()> {
    tx.execute("UPDATE temp.journal SET recording = 0", [])?;
    work(tx)?;
    tx.execute("UPDATE temp.journal SET recording = 1", [])?;
    Ok(())
}
