//! What the log of a copy says of its rows: which step changed each part of them last.
//!
//! A step that was taken back, or done again, changed its rows when that was done. Steps that
//! took in what other copies have say nothing here: what they brought is written down beside the
//! rows, with the steps that it came from.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use serde_json::Value as Json;

use super::record::Stamp;
use super::spec::{TABLES, number};
use crate::store::error::{Result, StoreError};

/// A step of a copy.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) stamp: Stamp,
    /// Whether it took in other copies.
    pub(super) is_merge: bool,
    pub(super) is_done: bool,
    /// When it was done, taken back or done again last.
    pub(super) turned: Stamp,
    /// The steps that did so, after itself.
    pub(super) turns: Vec<(i64, Stamp)>,
}

/// What the log says of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Traced {
    /// By part, the step that changed it last.
    pub(super) stamps: Vec<Stamp>,
    /// The step that took it away.
    pub(super) gone: Stamp,
    /// Its last state, where it is gone.
    pub(super) state: Option<String>,
    /// When that was written.
    state_at: i64,
    /// Whether a merge made it that was taken back: then it never was.
    pub(super) is_nothing: bool,
}

/// The log of a copy.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// Steps done there, by key.
    pub(super) steps: HashMap<i64, Step>,
    /// Steps that the copy knows of, wherever they were done.
    pub(super) known: HashSet<[u8; 16]>,
    /// Who did them.
    pub(super) coders: HashMap<[u8; 16], String>,
    /// By table and key.
    rows: HashMap<(usize, i64), Traced>,
    /// Steps that the copy knew of without having their records: those of the study from which it
    /// was written as a work copy.
    beside: HashSet<[u8; 16]>,
    /// A work copy that has no list of them knew of all that was done until then, so far as it can say.
    floor: i64,
}

impl Log {
    pub(super) fn read(conn: &Connection) -> Result<Self> {
        let beside = known_beside(conn)?;
        let mut log = Self {
            floor: if beside.is_some() { 0 } else { floor(conn)? },
            beside: beside.unwrap_or_default(),
            ..Self::default()
        };
        log.read_steps(conn)?;
        log.read_rows(conn)?;
        Ok(log)
    }

    fn read_steps(&mut self, conn: &Connection) -> Result<()> {
        let mut statement = conn.prepare(
            "SELECT id, uid, coder, kind, state, target, clock,
                    merged IS NULL,
                    merged IS NULL OR 0 = (SELECT state FROM main.op AS merge WHERE merge.id = op.merged)
             FROM main.op AS op ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, step): (i64, [u8; 16]) = (row.get(0)?, row.get(1)?);
            let (is_own, counts): (bool, bool) = (row.get(7)?, row.get(8)?);
            if !counts {
                continue;
            }
            self.known.insert(step);
            self.coders.insert(step, row.get(2)?);
            if !is_own {
                continue;
            }
            let stamp = Stamp {
                clock: row.get(6)?,
                step,
            };
            if let Some(target) = row.get::<_, Option<i64>>(5)? {
                if let Some(turned) = self.steps.get_mut(&target) {
                    turned.turned = stamp;
                    turned.turns.push((id, stamp));
                }
                continue;
            }
            let is_merge = row.get_ref(3)?.as_str().is_ok_and(|kind| kind == "merge");
            let step = Step {
                stamp,
                is_merge,
                is_done: row.get::<_, i64>(4)? == 0,
                turned: stamp,
                turns: Vec::new(),
            };
            self.steps.insert(id, step);
        }
        Ok(())
    }

    fn read_rows(&mut self, conn: &Connection) -> Result<()> {
        let mut statement =
            conn.prepare("SELECT op, tbl, row, before, after FROM main.op_row ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(step) = self.steps.get(&row.get(0)?) else {
                continue;
            };
            let tbl = row.get_ref(1)?.as_str().unwrap_or_default();
            let Some(table) = number(tbl) else { continue };
            let before = row.get_ref(3)?.as_str_or_null().map_err(strange)?;
            let after = row.get_ref(4)?.as_str_or_null().map_err(strange)?;
            let parts = TABLES[table].parts();
            let traced = self.rows.entry((table, row.get(2)?)).or_default();
            if traced.stamps.is_empty() {
                traced.stamps = vec![Stamp::default(); parts];
            }
            traced.take(table, step, before, after)?;
        }
        Ok(())
    }

    /// What it says of a row; nothing of most rows that came with an older file.
    pub(super) fn of(&self, table: usize, key: i64) -> Option<&Traced> {
        self.rows.get(&(table, key))
    }

    /// Rows of a table of which the log knows, by key.
    pub(super) fn rows(&self, table: usize) -> impl Iterator<Item = (i64, &Traced)> {
        let all = self.rows.iter();
        all.filter(move |((of, _), _)| *of == table)
            .map(|((_, key), traced)| (*key, traced))
    }

    /// Whether the copy knew of a step.
    pub(super) fn knew(&self, stamp: Stamp) -> bool {
        stamp.clock <= self.floor
            || self.known.contains(&stamp.step)
            || self.beside.contains(&stamp.step)
    }
}

/// When a work copy was written, by the clock of its study.
fn floor(conn: &Connection) -> Result<i64> {
    Ok(conn
        .prepare("SELECT CAST(value AS INTEGER) FROM main.study_fact WHERE key = 'clock'")?
        .query_map([], |row| row.get(0))?
        .next()
        .transpose()?
        .unwrap_or(0))
}

/// Steps that a work copy was told of when it was written; `None` where it has no list.
fn known_beside(conn: &Connection) -> Result<Option<HashSet<[u8; 16]>>> {
    let told: Option<String> = conn
        .prepare("SELECT value FROM main.study_fact WHERE key = 'known'")?
        .query_map([], |row| row.get(0))?
        .next()
        .transpose()?;
    let Some(told) = told else { return Ok(None) };
    let steps = told.split_ascii_whitespace();
    let known: Result<HashSet<[u8; 16]>> = steps
        .map(|step| {
            let step = uuid::Uuid::try_parse(step);
            step.map(uuid::Uuid::into_bytes)
                .map_err(|_| StoreError::Strange("study_fact.known".to_owned()))
        })
        .collect();
    known.map(Some)
}

fn strange(error: rusqlite::types::FromSqlError) -> StoreError {
    StoreError::Sqlite(error.into())
}

impl Traced {
    fn take(
        &mut self,
        table: usize,
        step: &Step,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<()> {
        // A row that a step in force took away, or one that a step made which was taken back.
        let left = match (before, after) {
            (Some(before), None) if step.is_done => Some(before),
            (None, Some(after)) if !step.is_done => Some(after),
            _ => None,
        };
        if let Some(left) = left
            && step.turned.clock >= self.state_at
        {
            self.state = Some(left.to_owned());
            self.state_at = step.turned.clock;
        }
        if step.is_merge {
            self.is_nothing |= before.is_none() && !step.is_done;
            return Ok(());
        }
        let mut changed = |part: usize, by: Stamp| {
            self.stamps[part] = self.stamps[part].max(by);
        };
        match (before, after) {
            (None, _) => {
                // Who makes a row makes all of it.
                let by = if step.is_done {
                    step.turned
                } else {
                    step.stamp
                };
                for part in 0..TABLES[table].parts() {
                    changed(part, by);
                }
                if !step.is_done {
                    self.gone = self.gone.max(step.turned);
                }
            }
            (Some(_), None) if step.is_done => self.gone = self.gone.max(step.turned),
            (Some(_), None) => changed(0, step.turned),
            (Some(before), Some(after)) => {
                for part in changed_parts(table, before, after)? {
                    changed(part, step.turned);
                }
            }
        }
        Ok(())
    }
}

/// Parts of a row that differ between two of its states.
fn changed_parts(table: usize, before: &str, after: &str) -> Result<Vec<usize>> {
    let read = |state: &str| {
        serde_json::from_str::<Json>(state).map_err(|_| StoreError::Strange("op_row".to_owned()))
    };
    let (before, after) = (read(before)?, read(after)?);
    let table = &TABLES[table];
    let differs = |name: &str| before.get(name) != after.get(name);
    let mut parts: Vec<usize> = table
        .columns
        .iter()
        .filter(|column| match column.name {
            "passage" => differs("start") || differs("end"),
            name => differs(name),
        })
        .map(|column| column.part)
        .collect();
    if table.moving().is_some_and(|part| parts.contains(&part)) {
        parts.push(table.parts() - 1);
    }
    parts.sort_unstable();
    parts.dedup();
    Ok(parts)
}
