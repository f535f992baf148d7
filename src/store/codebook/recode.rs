//! Codings that go over from one code to another, as when codes are merged or split.
//!
//! A coding of the same coder on exactly the same passage is united with the one
//! there: facets and memos of both are kept, and one that counts wins over one
//! that doesn't.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{Refusal, from_json};
use crate::model::Facet;
use crate::store::codings::status;
use crate::store::error::Result;
use crate::store::{marks, memos, verdicts};

/// A code as codings need it.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) key: i64,
    pub(super) public_id: String,
    pub(super) kind: String,
    pub(super) version: u32,
    pub(super) retired: bool,
}

impl Target {
    pub(super) fn of(tx: &Transaction, key: i64) -> Result<Self> {
        Ok(tx
            .prepare_cached("SELECT public_id, kind, version, retired FROM code WHERE id = ?1")?
            .query_row([key], |row| {
                Ok(Self {
                    key,
                    public_id: row.get(0)?,
                    kind: row.get(1)?,
                    version: row.get(2)?,
                    retired: row.get(3)?,
                })
            })?)
    }

    pub(super) fn in_use(self) -> Result<Self> {
        if self.retired {
            return Err(Refusal::OutOfUse {
                code: self.public_id,
            }
            .into());
        }
        Ok(self)
    }
}

/// A coding, as far as uniting it with another needs.
struct Row {
    key: i64,
    interview: i64,
    coder: i64,
    start: u32,
    end: u32,
    status: i64,
}

/// Gives a coding to another code, or unites it with the one that is there.
pub(super) fn give(tx: &Transaction, coding: i64, to: &Target) -> Result<()> {
    let row = tx
        .prepare_cached(
            "SELECT id, interview, coder, start, end, status FROM coding WHERE id = ?1",
        )?
        .query_row([coding], |row| {
            Ok(Row {
                key: row.get(0)?,
                interview: row.get(1)?,
                coder: row.get(2)?,
                start: row.get(3)?,
                end: row.get(4)?,
                status: row.get(5)?,
            })
        })?;
    if let Some((twin, its_status)) = twin(tx, &row, to.key)? {
        return unite(tx, &row, twin, its_status);
    }
    tx.prepare_cached("UPDATE coding SET code = ?2, code_version = ?3 WHERE id = ?1")?
        .execute(params![row.key, to.key, to.version])?;
    Ok(())
}

/// The coding of `code` by the same coder on the same passage: key and status.
/// Where an import brought several, one that counts.
fn twin(tx: &Transaction, row: &Row, code: i64) -> Result<Option<(i64, i64)>> {
    Ok(tx
        .prepare_cached(
            "SELECT id, status FROM coding
             WHERE code = ?1 AND interview = ?2 AND start = ?3 AND end = ?4 AND coder = ?5
             ORDER BY status NOT IN (0, 2, 3, 5), id LIMIT 1",
        )?
        .query_row(
            params![code, row.interview, row.start, row.end, row.coder],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?)
}

fn unite(tx: &Transaction, row: &Row, twin: i64, its_status: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE coding_facet SET coding = ?2 WHERE coding = ?1
           AND facet NOT IN (SELECT facet FROM coding_facet WHERE coding = ?2)",
    )?
    .execute([row.key, twin])?;
    tx.prepare_cached("DELETE FROM coding_facet WHERE coding = ?1")?
        .execute([row.key])?;
    memos::move_to(tx, memos::On::Coding, row.key, twin)?;
    marks::relink(tx, row.key, twin)?;
    verdicts::go_over(tx, row.key, twin)?;
    tx.prepare_cached("DELETE FROM coding WHERE id = ?1")?
        .execute([row.key])?;
    if status(row.status)?.counts() && !status(its_status)?.counts() {
        tx.prepare_cached("UPDATE coding SET status = ?2 WHERE id = ?1")?
            .execute([twin, row.status])?;
    }
    Ok(())
}

/// What codings say besides their code: facet, value, how many say so.
pub(super) type Said = (String, String, u32);

/// What all codings of a code say.
pub(super) fn said_by_code(tx: &Transaction, code: i64) -> Result<Vec<Said>> {
    said(
        tx,
        "SELECT facet, value, count(*) FROM coding_facet
         JOIN coding ON coding.id = coding_facet.coding
         WHERE coding.code = ?1 GROUP BY facet, value ORDER BY facet, value",
        code,
    )
}

/// What one coding says.
pub(super) fn said_by_coding(tx: &Transaction, coding: i64) -> Result<Vec<Said>> {
    said(
        tx,
        "SELECT facet, value, 1 FROM coding_facet WHERE coding = ?1 ORDER BY facet",
        coding,
    )
}

fn said(tx: &Transaction, sql: &'static str, key: i64) -> Result<Vec<Said>> {
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Refuses where codings say what their kind has and the other kind hasn't.
///
/// What an import brought that their own kind doesn't have either goes along.
pub(super) fn nothing_is_lost(
    tx: &Transaction,
    code: &Target,
    kind: &str,
    said: &[Said],
) -> Result<()> {
    if code.kind == kind || said.is_empty() {
        return Ok(());
    }
    let (own, _) = facets(tx, &code.kind)?;
    let (others, name) = facets(tx, kind)?;
    let known = |facets: &[Facet], facet: &str, value: &str| {
        facets
            .iter()
            .any(|it| it.name == facet && it.values.iter().any(|possible| possible.name == value))
    };
    let lost = said
        .iter()
        .find(|(facet, value, _)| known(&own, facet, value) && !known(&others, facet, value));
    match lost {
        None => Ok(()),
        Some((facet, value, n)) => Err(Refusal::FacetLost {
            code: code.public_id.clone(),
            n: *n,
            facet: facet.clone(),
            value: value.clone(),
            kind: name,
        }
        .into()),
    }
}

/// The facets of a kind, and its name; one that nobody declared has none.
fn facets(tx: &Transaction, kind: &str) -> Result<(Vec<Facet>, String)> {
    let found = tx
        .prepare_cached("SELECT facets, name FROM kind WHERE kind = ?1")?
        .query_row([kind], |row| Ok((from_json(row, 0), row.get(1)?)))
        .optional()?;
    Ok(match found {
        None => (Vec::new(), kind.to_owned()),
        Some((facets, name)) => (facets?, name),
    })
}
