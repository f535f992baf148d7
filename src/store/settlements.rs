//! What became of passages that two coders coded differently.

use rusqlite::{OptionalExtension, Transaction, params};

use super::codebook::codebook_number;
use super::codings::{self, same, status_number, usable};
use super::error::{Result, StoreError};
use super::open::Store;
use super::{interviews, keys, uids};
use crate::model::plan::PlannedSettlement;
use crate::model::review::{Outcome, Pair, Refusal, Settlement};
use crate::model::{CodeId, CodingId, InterviewId, SettlementId, Span, Status, Thing, Uid};
use crate::text::context;

/// Keys of a pair's codings, and their interview.
struct Keys {
    a: Option<i64>,
    b: Option<i64>,
    interview: i64,
}

impl Keys {
    fn of(tx: &Transaction, pair: Pair) -> Result<Self> {
        let one = |id: Option<CodingId>| -> Result<Option<(i64, i64, i64)>> {
            let Some(id) = id else { return Ok(None) };
            let found = tx
                .prepare_cached("SELECT id, interview, coder FROM coding WHERE uid = ?1")?
                .query_row([id.0.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            found.map(Some).ok_or_else(|| StoreError::NoSuch {
                what: Thing::Coding,
                name: id.to_string(),
            })
        };
        let (a, b) = (one(pair.a)?, one(pair.b)?);
        let interview = match (a, b) {
            (Some((_, here, one)), Some((_, there, other))) if here == there && one != other => {
                here
            }
            (Some((_, interview, _)), None) | (None, Some((_, interview, _))) => interview,
            _ => {
                return Err(Refusal::NoPair.into());
            }
        };
        Ok(Self {
            a: a.map(|(key, _, _)| key),
            b: b.map(|(key, _, _)| key),
            interview,
        })
    }
}

/// Says what becomes of a pair of codings; what was said of it before goes, whichever of the two
/// was named first.
pub(super) fn settle(
    tx: &Transaction,
    pair: Pair,
    outcome: Outcome,
    reason: &str,
    coder: &str,
) -> Result<Option<CodingId>> {
    let keys = Keys::of(tx, pair)?;
    let coder = keys::coder(tx, coder)?;
    let other = match outcome {
        Outcome::Other { code, span } => Some(standing(tx, keys.interview, code, span, coder)?),
        _ => None,
    };
    let row = Row {
        uid: uids::fresh(),
        keys,
        outcome: outcome.name(),
        other: other.map(|(key, _)| key),
        coder,
        reason: reason.trim(),
        codebook: codebook_number(tx)?,
        at_ms: Some(uids::now_ms()),
    };
    let before: Option<(i64, Option<i64>, String, String, i64, bool)> = tx
        .prepare_cached(
            "SELECT id, final, outcome, reason, coder, a IS ?1 AND b IS ?2 AS named FROM settlement
             WHERE named OR a IS ?2 AND b IS ?1 ORDER BY named DESC LIMIT 1",
        )?
        .query_row([row.keys.a, row.keys.b], |row| row.try_into())
        .optional()?;
    match before {
        None => row.insert(tx)?,
        Some((_, was, said, why, who, named))
            if named
                && (was, said.as_str(), why.as_str(), who)
                    == (row.other, row.outcome, row.reason, row.coder) => {}
        Some((key, was, ..)) => {
            tx.prepare_cached(
                "UPDATE settlement SET outcome = ?2, final = ?3, coder = ?4, reason = ?5,
                        codebook = ?6, at_ms = ?7, a = ?8, b = ?9 WHERE id = ?1",
            )?
            .execute(params![
                key,
                row.outcome,
                row.other,
                row.coder,
                row.reason,
                row.codebook,
                row.at_ms,
                row.keys.a,
                row.keys.b
            ])?;
            drop_unused(tx, was)?;
        }
    }
    Ok(other.map(|(_, id)| id))
}

/// A row about to be written.
struct Row<'a> {
    uid: Uid,
    keys: Keys,
    outcome: &'a str,
    other: Option<i64>,
    coder: i64,
    reason: &'a str,
    codebook: u32,
    at_ms: Option<i64>,
}

impl Row<'_> {
    fn insert(&self, tx: &Transaction) -> Result<()> {
        tx.prepare_cached(
            "INSERT INTO settlement (uid, interview, a, b, outcome, final, coder, reason, codebook, at_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (uid) DO NOTHING",
        )?
        .execute(params![
            self.uid.0,
            self.keys.interview,
            self.keys.a,
            self.keys.b,
            self.outcome,
            self.other,
            self.coder,
            self.reason,
            self.codebook,
            self.at_ms
        ])?;
        Ok(())
    }
}

/// The coding that stands where neither coder's does; one there already serves again.
fn standing(
    tx: &Transaction,
    interview: i64,
    code: CodeId,
    span: Span,
    coder: i64,
) -> Result<(i64, CodingId)> {
    let (name, text) = interviews::text_of(tx, interview)?;
    let span = text
        .span(span.start().0, span.end().0)
        .map_err(|source| StoreError::Position {
            interview: name,
            source,
        })?;
    let code = usable(tx, code)?;
    if let Some(there) = same(tx, interview, code.key, coder, span)? {
        let key = keys::coding(tx, there)?;
        let settled: bool = tx
            .prepare_cached("SELECT status = ?2 FROM coding WHERE id = ?1")?
            .query_row([key, status_number(Status::Settled)], |row| row.get(0))?;
        if settled {
            return Ok((key, there));
        }
        return Err(Refusal::YourOwn(there).into());
    }
    let id = CodingId(uids::fresh());
    let key = codings::insert(
        tx,
        &codings::Row {
            id,
            outside_id: None,
            interview,
            code: code.key,
            coder,
            span,
            status: Status::Settled,
            code_version: code.version,
            created_ms: Some(uids::now_ms()),
            starred: false,
            confidence: None,
            use_as: None,
            anchor: context::anchor(&text, span),
        },
    )?;
    Ok((key, id))
}

/// Takes away a coding that settled something and settles nothing any more.
fn drop_unused(tx: &Transaction, coding: Option<i64>) -> Result<()> {
    let Some(coding) = coding else { return Ok(()) };
    let used: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM settlement WHERE final = ?1)")?
        .query_row([coding], |row| row.get(0))?;
    if used {
        return Ok(());
    }
    codings::remove_key(tx, coding)
}

/// Has the disagreements go that a coding was part of, or settled.
pub(super) fn forget(tx: &Transaction, coding: i64) -> Result<()> {
    let finals: Vec<Option<i64>> = tx
        .prepare_cached("SELECT final FROM settlement WHERE a = ?1 OR b = ?1")?
        .query_map([coding], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    tx.prepare_cached("DELETE FROM settlement WHERE a = ?1 OR b = ?1 OR final = ?1")?
        .execute([coding])?;
    for settled in finals {
        if settled != Some(coding) {
            drop_unused(tx, settled)?;
        }
    }
    Ok(())
}

/// Has disagreements be about another coding, with which one of them is united.
pub(super) fn go_over(tx: &Transaction, from: i64, to: i64) -> Result<()> {
    for column in ["a", "b", "final"] {
        tx.prepare_cached(&format!(
            "UPDATE settlement SET {column} = ?2 WHERE {column} = ?1"
        ))?
        .execute([from, to])?;
    }
    Ok(())
}

/// Writes a settled disagreement that an outside file brings; one of that identity, or of
/// that pair, stays as it is.
pub(super) fn take_in(
    tx: &Transaction,
    planned: &PlannedSettlement,
    pair: Pair,
    other: Option<CodingId>,
    coder: i64,
) -> Result<()> {
    let keys = Keys::of(tx, pair)?;
    let there: bool = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM settlement
                 WHERE a IS ?1 AND b IS ?2 OR a IS ?2 AND b IS ?1)",
        )?
        .query_row([keys.a, keys.b], |row| row.get(0))?;
    if there {
        return Ok(());
    }
    let name = |id: Option<CodingId>| id.map_or_else(String::new, |id| id.to_string());
    Row {
        uid: planned
            .uid
            .unwrap_or_else(|| uids::derived("settlement", &[&name(pair.a), &name(pair.b)])),
        keys,
        outcome: &planned.outcome,
        other: other.map(|id| keys::coding(tx, id)).transpose()?,
        coder,
        reason: &planned.reason,
        codebook: planned.codebook,
        at_ms: planned.at_ms,
    }
    .insert(tx)
}

impl Store {
    /// Settled disagreements, oldest first: those of one interview, or all of them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn settlements(&self, interview: Option<InterviewId>) -> Result<Vec<Settlement>> {
        let those = match interview {
            None => "",
            Some(_) => "WHERE settlement.interview = ?1",
        };
        let key = interview
            .map(|id| keys::interview(&self.conn, id))
            .transpose()?;
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT settlement.uid, interview.uid, a.uid, b.uid, settlement.outcome, final.uid,
                    coder.name, settlement.reason, settlement.codebook, settlement.at_ms
             FROM settlement
             JOIN interview ON interview.id = settlement.interview
             JOIN coder ON coder.id = settlement.coder
             LEFT JOIN coding AS a ON a.id = settlement.a
             LEFT JOIN coding AS b ON b.id = settlement.b
             LEFT JOIN coding AS final ON final.id = settlement.final
             {those} ORDER BY coalesce(settlement.at_ms, 0), settlement.uid"
        ))?;
        let settlements = statement
            .query_map(rusqlite::params_from_iter(key), |row| {
                let coding = |column| -> rusqlite::Result<Option<CodingId>> {
                    let uid: Option<[u8; 16]> = row.get(column)?;
                    Ok(uid.map(|uid| CodingId(Uid(uid))))
                };
                Ok(Settlement {
                    id: SettlementId(keys::uid(row, 0)?),
                    interview: InterviewId(keys::uid(row, 1)?),
                    pair: Pair {
                        a: coding(2)?,
                        b: coding(3)?,
                    },
                    outcome: row.get(4)?,
                    other: coding(5)?,
                    coder: row.get(6)?,
                    reason: row.get(7)?,
                    codebook: row.get(8)?,
                    at_ms: row.get(9)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(settlements)
    }
}
