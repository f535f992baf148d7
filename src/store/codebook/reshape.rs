//! Moving, merging, splitting and retiring codes.
//!
//! A code never lies under itself, codes in use under one parent differ in name,
//! and what a coding says is never lost on the way from one kind to another.

use rusqlite::{Transaction, params};

use super::recode::{Target, give, nothing_is_lost, said_by_code, said_by_coding};
use super::{Refusal, add, from_json, json, name_is_free};
use crate::model::edit::{CodePlace, PartCode, SplitPart};
use crate::model::{CodeId, CodingId};
use crate::store::error::{Result, StoreError};
use crate::store::open::Store;
use crate::store::{keys, lexicon, memos};

/// A code and what lies under it, by key.
const SUBTREE: &str = "WITH RECURSIVE under (id) AS (
        SELECT ?1 UNION SELECT code.id FROM code JOIN under ON code.parent = under.id
    )";

/// What merging one code into another would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergePreview {
    /// Codings that go over, of every status.
    pub n_codings: u32,
    /// Those among them that the same coder gave to the same passage with the other code too.
    pub n_united: u32,
    /// Memos on the code.
    pub n_memos: u32,
    /// Links that go over.
    pub n_links: u32,
    /// Codes directly under it.
    pub n_codes: u32,
}

/// Puts a code in another place; its kind follows the code above it.
pub(in crate::store) fn move_code(tx: &Transaction, id: CodeId, to: CodePlace) -> Result<()> {
    let code = Target::of(tx, keys::code(tx, id)?)?;
    let parent = to.parent.map(|id| keys::code(tx, id)).transpose()?;
    let before = to.before.map(|id| keys::code(tx, id)).transpose()?;
    if let Some(parent) = parent {
        let parent = Target::of(tx, parent)?;
        if !code.retired {
            parent.in_use()?;
        }
    }
    put_under(tx, &code, parent, before)
}

fn put_under(
    tx: &Transaction,
    code: &Target,
    parent: Option<i64>,
    before: Option<i64>,
) -> Result<()> {
    let (old, name): (Option<i64>, String) = tx.query_row(
        "SELECT parent, name FROM code WHERE id = ?1",
        [code.key],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if let Some(parent) = parent {
        let circle: bool = tx.query_row(
            &format!("{SUBTREE} SELECT EXISTS (SELECT 1 FROM under WHERE id = ?2)"),
            [code.key, parent],
            |row| row.get(0),
        )?;
        if circle {
            return Err(Refusal::UnderItself {
                code: code.public_id.clone(),
            }
            .into());
        }
    }
    if old != parent {
        if !code.retired {
            name_is_free(tx, parent, &name, Some(code.key))?;
        }
        if let Some(parent) = parent {
            follow_kind(tx, code.key, &Target::of(tx, parent)?.kind)?;
        }
        tx.execute(
            "UPDATE code SET parent = ?2 WHERE id = ?1",
            params![code.key, parent],
        )?;
    }
    put_before(tx, code.key, parent, before)
}

/// Gives a code and all under it another kind.
fn follow_kind(tx: &Transaction, code: i64, kind: &str) -> Result<()> {
    let others: Vec<i64> = tx
        .prepare_cached(&format!(
            "{SUBTREE} SELECT code.id FROM under JOIN code ON code.id = under.id
             WHERE code.kind <> ?2 ORDER BY code.id"
        ))?
        .query_map(params![code, kind], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in others {
        let code = Target::of(tx, key)?;
        nothing_is_lost(tx, &code, kind, &said_by_code(tx, key)?)?;
        tx.prepare_cached("UPDATE code SET kind = ?2 WHERE id = ?1")?
            .execute(params![key, kind])?;
    }
    Ok(())
}

/// Orders a code among its siblings. The numbers they have are dealt out anew, so
/// that only those between the old and the new place change.
fn put_before(tx: &Transaction, code: i64, parent: Option<i64>, before: Option<i64>) -> Result<()> {
    let mut siblings: Vec<(i64, i64)> = tx
        .prepare_cached("SELECT id, sort FROM code WHERE parent IS ?1 ORDER BY sort, id")?
        .query_map([parent], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut numbers: Vec<i64> = siblings.iter().map(|(_, sort)| *sort).collect();
    let own = siblings.iter().position(|(id, _)| *id == code);
    let row = own
        .map(|place| siblings.remove(place))
        .ok_or_else(|| StoreError::Strange("code.sort".to_owned()))?;
    let place = match before {
        None => siblings.len(),
        Some(before) => {
            let place = siblings.iter().position(|(id, _)| *id == before);
            place.ok_or_else(|| no_neighbour(tx, before))?
        }
    };
    siblings.insert(place, row);
    for place in 1..numbers.len() {
        numbers[place] = numbers[place].max(numbers[place - 1] + 1);
    }
    for ((id, sort), number) in siblings.into_iter().zip(numbers) {
        if sort != number {
            tx.prepare_cached("UPDATE code SET sort = ?2 WHERE id = ?1")?
                .execute([id, number])?;
        }
    }
    Ok(())
}

fn no_neighbour(tx: &Transaction, before: i64) -> StoreError {
    match Target::of(tx, before) {
        Ok(code) => Refusal::NoNeighbour {
            before: code.public_id,
        }
        .into(),
        Err(error) => error,
    }
}

/// Gives everything of one code to another and retires it.
pub(in crate::store) fn merge(tx: &Transaction, from: CodeId, into: CodeId) -> Result<()> {
    let from = Target::of(tx, keys::code(tx, from)?)?.in_use()?;
    let into = Target::of(tx, keys::code(tx, into)?)?.in_use()?;
    if from.key == into.key {
        return Err(Refusal::Same {
            code: from.public_id,
        }
        .into());
    }
    nothing_is_lost(tx, &from, &into.kind, &said_by_code(tx, from.key)?)?;
    // First, so that the codes under it don't take their names from a code that goes.
    tx.execute(
        "UPDATE code SET retired = 1, merged_into = ?2 WHERE id = ?1",
        [from.key, into.key],
    )?;
    tx.execute(
        "UPDATE code SET merged_into = ?2 WHERE merged_into = ?1",
        [from.key, into.key],
    )?;
    for child in keys_of(
        tx,
        "SELECT id FROM code WHERE parent = ?1 ORDER BY sort, id",
        from.key,
    )? {
        put_under(tx, &Target::of(tx, child)?, Some(into.key), None)?;
    }
    for coding in keys_of(
        tx,
        "SELECT id FROM coding WHERE code = ?1 ORDER BY id",
        from.key,
    )? {
        give(tx, coding, &into)?;
    }
    memos::move_to(tx, memos::On::Code, from.key, into.key)?;
    lexicon::move_summaries(tx, from.key, into.key)?;
    for link in keys_of(
        tx,
        "SELECT id FROM link WHERE from_code = ?1 OR to_code = ?1 ORDER BY id",
        from.key,
    )? {
        move_link(tx, link, from.key, into.key)?;
    }
    keep_names(tx, from.key, into.key)
}

fn keys_of(tx: &Transaction, sql: &'static str, key: i64) -> Result<Vec<i64>> {
    let mut statement = tx.prepare_cached(sql)?;
    let keys = statement.query_map([key], |row| row.get(0))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// A link of the two to each other goes; two that say the same become one.
fn move_link(tx: &Transaction, link: i64, from: i64, into: i64) -> Result<()> {
    let (a, b, relation): (i64, i64, String) = tx.query_row(
        "SELECT from_code, to_code, relation FROM link WHERE id = ?1",
        [link],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let moved = |end: i64| if end == from { into } else { end };
    let (a, b) = (moved(a), moved(b));
    if a != b {
        let united = tx.execute(
            "UPDATE link SET
                 hypothesis = link.hypothesis AND other.hypothesis,
                 reason = CASE
                     WHEN instr(link.reason, other.reason) > 0 THEN link.reason
                     WHEN link.reason = '' THEN other.reason
                     ELSE link.reason || char(10) || other.reason END
             FROM (SELECT hypothesis, reason FROM link WHERE id = ?4) AS other
             WHERE from_code = ?1 AND to_code = ?2 AND relation = ?3",
            params![a, b, relation, link],
        )?;
        if united == 0 {
            tx.execute(
                "UPDATE link SET from_code = ?2, to_code = ?3 WHERE id = ?1",
                [link, a, b],
            )?;
            return Ok(());
        }
    }
    tx.execute("DELETE FROM link WHERE id = ?1", [link])?;
    Ok(())
}

/// The names of one code become aliases of another.
fn keep_names(tx: &Transaction, from: i64, into: i64) -> Result<()> {
    let names = |key: i64| -> Result<(String, Vec<String>)> {
        let (name, aliases) = tx.query_row(
            "SELECT name, aliases FROM code WHERE id = ?1",
            [key],
            |row| Ok((row.get(0)?, from_json(row, 1))),
        )?;
        Ok((name, aliases?))
    };
    let (own, mut aliases) = names(into)?;
    let (name, others) = names(from)?;
    let before = aliases.len();
    for name in std::iter::once(name).chain(others) {
        if name != own && !aliases.contains(&name) {
            aliases.push(name);
        }
    }
    if aliases.len() > before {
        tx.execute(
            "UPDATE code SET aliases = ?2 WHERE id = ?1",
            params![into, json(&aliases)],
        )?;
    }
    Ok(())
}

/// Gives codings of a code to the parts it is split into; returns the codes made.
pub(in crate::store) fn split(
    tx: &Transaction,
    id: CodeId,
    parts: &[SplitPart],
) -> Result<Vec<CodeId>> {
    let code = Target::of(tx, keys::code(tx, id)?)?;
    let mut made = Vec::new();
    for part in parts {
        let to = match &part.code {
            PartCode::Known(id) => *id,
            PartCode::New(new) => {
                let id = add(tx, new)?;
                made.push(id);
                id
            }
        };
        let to = Target::of(tx, keys::code(tx, to)?)?.in_use()?;
        if to.key == code.key {
            return Err(Refusal::Same {
                code: code.public_id,
            }
            .into());
        }
        for coding in &part.codings {
            let key = of_code(tx, *coding, &code)?;
            nothing_is_lost(tx, &code, &to.kind, &said_by_coding(tx, key)?)?;
            give(tx, key, &to)?;
        }
    }
    Ok(made)
}

/// The key of a coding of that code.
fn of_code(tx: &Transaction, coding: CodingId, code: &Target) -> Result<i64> {
    let key = keys::coding(tx, coding)?;
    let its_code: i64 = tx
        .prepare_cached("SELECT code FROM coding WHERE id = ?1")?
        .query_row([key], |row| row.get(0))?;
    if its_code == code.key {
        return Ok(key);
    }
    Err(Refusal::NotItsCoding {
        code: code.public_id.clone(),
    }
    .into())
}

/// Takes a code out of use; its codings stay and are hidden.
pub(in crate::store) fn retire(tx: &Transaction, id: CodeId) -> Result<()> {
    let code = Target::of(tx, keys::code(tx, id)?)?;
    let n: u32 = tx.query_row(
        "SELECT count(*) FROM code WHERE parent = ?1 AND retired = 0",
        [code.key],
        |row| row.get(0),
    )?;
    if n > 0 {
        return Err(Refusal::InUseBelow {
            code: code.public_id,
            n,
        }
        .into());
    }
    tx.execute("UPDATE code SET retired = 1 WHERE id = ?1", [code.key])?;
    Ok(())
}

/// Takes a retired code into use again; what a merge took away stays where it went.
pub(in crate::store) fn revive(tx: &Transaction, id: CodeId) -> Result<()> {
    let key = keys::code(tx, id)?;
    let (parent, name): (Option<i64>, String) = tx.query_row(
        "SELECT parent, name FROM code WHERE id = ?1",
        [key],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if let Some(parent) = parent {
        Target::of(tx, parent)?.in_use()?;
    }
    name_is_free(tx, parent, &name, Some(key))?;
    tx.execute(
        "UPDATE code SET retired = 0, merged_into = NULL WHERE id = ?1",
        [key],
    )?;
    Ok(())
}

impl Store {
    /// What merging `from` into `into` would do.
    ///
    /// # Errors
    /// When the file can't be read or has no such codes.
    pub fn merge_preview(&self, from: CodeId, into: CodeId) -> Result<MergePreview> {
        let (from, into) = (keys::code(&self.conn, from)?, keys::code(&self.conn, into)?);
        Ok(self.conn.query_row(
            "SELECT (SELECT count(*) FROM coding WHERE code = ?1),
                    (SELECT count(*) FROM coding AS a WHERE a.code = ?1 AND EXISTS (
                         SELECT 1 FROM coding AS b
                         WHERE b.code = ?2 AND b.interview = a.interview AND b.start = a.start
                           AND b.end = a.end AND b.coder = a.coder)),
                    (SELECT count(*) FROM memo WHERE code = ?1),
                    (SELECT count(*) FROM link WHERE from_code = ?1 OR to_code = ?1),
                    (SELECT count(*) FROM code WHERE parent = ?1)",
            [from, into],
            |row| {
                Ok(MergePreview {
                    n_codings: row.get(0)?,
                    n_united: row.get(1)?,
                    n_memos: row.get(2)?,
                    n_links: row.get(3)?,
                    n_codes: row.get(4)?,
                })
            },
        )?)
    }
}
