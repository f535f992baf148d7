//! Versions of the codebook as a whole: its present number, and versions frozen under a name.
//!
//! The number counts the steps in force that changed what codes say or where they
//! stand; digits, colours and the order under one parent don't count. A frozen
//! version keeps its number, and counting goes on from there.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Refusal, book, json};
use crate::model::codebook::{FrozenCodebook, diff};
use crate::store::error::{Result, StoreError};
use crate::store::open::Store;
use crate::store::uids;

/// Keeps the codebook as it is; without a name it is called by its number (`v3`).
pub(in crate::store) fn freeze(tx: &Transaction, name: &str, coder: &str) -> Result<()> {
    let number = present(tx)?;
    let name = match name.trim() {
        "" => format!("v{number}"),
        name => name.to_owned(),
    };
    let version = FrozenCodebook {
        number,
        name,
        coder: coder.to_owned(),
        at_ms: Some(uids::now_ms()),
        ..FrozenCodebook::of(&book(tx)?)
    };
    if insert(tx, &version)? == 0 {
        return Err(Refusal::VersionTaken { name: version.name }.into());
    }
    Ok(())
}

/// Writes a frozen version; one of that name stays as it is. Returns how many were written.
pub(in crate::store) fn insert(tx: &Transaction, version: &FrozenCodebook) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "INSERT INTO codebook_version (uid, number, name, coder, at_ms, codes, kinds, links)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            uids::derived("codebook version", &[&version.name]).0,
            version.number,
            version.name,
            version.coder,
            version.at_ms,
            json(&version.codes),
            version.kinds.as_ref().map(json),
            version.links.as_ref().map(json),
        ])?)
}

/// Number of the codebook as it is.
pub(in crate::store) fn present(conn: &Connection) -> Result<u32> {
    let latest: Option<(i64, Option<i64>)> = conn
        .prepare_cached(
            "SELECT id, (SELECT max(op) FROM main.op_row WHERE tbl = 'codebook_version' AND row = v.id)
             FROM codebook_version AS v ORDER BY number DESC, id DESC LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((key, made)) = latest else {
        return Ok(changes_since(conn, 0)?.max(1));
    };
    let frozen = frozen(conn, key)?;
    let since = changes_since(conn, made.unwrap_or(0))?;
    // What was taken back after the freezing is a change too.
    let present = book(conn)?;
    let differs = since == 0 && !diff(&frozen.book(&present), &present).is_empty();
    Ok(frozen.number + since.max(u32::from(differs)))
}

/// Steps in force after one that changed what codes say or where they stand.
fn changes_since(conn: &Connection, op: i64) -> Result<u32> {
    // Of the tables themselves: the number is the same for everybody, also for somebody from
    // whom a step is kept that gave a passage a new code.
    Ok(conn
        .prepare_cached(
            "SELECT count(DISTINCT op.id) FROM main.op_row JOIN main.op ON op.id = op_row.op
             WHERE op_row.tbl IN ('code', 'kind', 'link') AND op.state = 0 AND op.target IS NULL AND op.id > ?1
               AND (before IS NULL OR after IS NULL
                    OR json_remove(before, '$.sort', '$.digit', '$.color')
                       <> json_remove(after, '$.sort', '$.digit', '$.color'))",
        )?
        .query_row([op], |row| row.get(0))?)
}

fn frozen(conn: &Connection, key: i64) -> Result<FrozenCodebook> {
    conn.prepare_cached(
        "SELECT number, name, coder, at_ms, codes, kinds, links FROM codebook_version WHERE id = ?1",
    )?
    .query_row([key], |row| Ok(read(row)))?
}

fn read(row: &rusqlite::Row) -> Result<FrozenCodebook> {
    Ok(FrozenCodebook {
        number: row.get(0)?,
        name: row.get(1)?,
        coder: row.get(2)?,
        at_ms: row.get(3)?,
        codes: part(row, 4)?.unwrap_or_default(),
        kinds: part(row, 5)?,
        links: part(row, 6)?,
    })
}

/// A column of JSON; `None` where it is null.
fn part<T: serde::de::DeserializeOwned>(row: &rusqlite::Row, column: usize) -> Result<Option<T>> {
    let json = row.get_ref(column)?.as_str_or_null();
    let json = json.map_err(rusqlite::Error::from)?;
    json.map(serde_json::from_str)
        .transpose()
        .map_err(|_| StoreError::Strange("codebook_version".to_owned()))
}

impl Store {
    /// Number of the codebook as it is.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn codebook_number(&self) -> Result<u32> {
        present(&self.conn)
    }

    /// Number and name of the version frozen last.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn last_frozen(&self) -> Result<Option<(u32, String)>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT number, name FROM codebook_version ORDER BY number DESC, id DESC LIMIT 1",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// The frozen versions, the oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn frozen_codebooks(&self) -> Result<Vec<FrozenCodebook>> {
        self.many(
            "SELECT number, name, coder, at_ms, codes, kinds, links FROM codebook_version
             ORDER BY number, id",
            read,
        )
    }
}
