//! Memos: one by each coder on each thing.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::error::Result;
use super::open::Store;
use super::{keys, uids};
use crate::model::{CodeId, CodingId, InterviewId, Memo, MemoId, MemoTarget, Uid};

/// Keys of what a memo is about; all `None` is the study.
#[derive(Clone, Copy, Default)]
struct Target {
    interview: Option<i64>,
    code: Option<i64>,
    coding: Option<i64>,
}

impl Target {
    fn of(conn: &Connection, target: MemoTarget) -> Result<Self> {
        let mut keys = Self::default();
        match target {
            MemoTarget::Study => {}
            MemoTarget::Interview(id) => keys.interview = Some(keys::interview(conn, id)?),
            MemoTarget::Code(id) => keys.code = Some(keys::code(conn, id)?),
            MemoTarget::Coding(id) => keys.coding = Some(keys::coding(conn, id)?),
        }
        Ok(keys)
    }
}

/// Writes the coder's memo on `target`; empty words take it away.
pub(super) fn write(tx: &Transaction, target: MemoTarget, text: &str, coder: &str) -> Result<()> {
    let target = Target::of(tx, target)?;
    let coder = keys::coder(tx, coder)?;
    put(tx, target, coder, text, Some(uids::now_ms()), uids::fresh())
}

/// Writes a memo on a coding.
pub(super) fn on_coding(
    tx: &Transaction,
    coding: i64,
    coder: i64,
    text: &str,
    written_ms: Option<i64>,
    uid: Uid,
) -> Result<()> {
    let target = Target {
        coding: Some(coding),
        ..Target::default()
    };
    put(tx, target, coder, text, written_ms, uid)
}

/// Writes a memo that an outside file brings.
pub(super) fn take_in(
    tx: &Transaction,
    target: MemoTarget,
    coder: i64,
    text: &str,
    written_ms: Option<i64>,
    uid: Uid,
) -> Result<()> {
    put(tx, Target::of(tx, target)?, coder, text, written_ms, uid)
}

fn put(
    tx: &Transaction,
    target: Target,
    coder: i64,
    text: &str,
    written_ms: Option<i64>,
    uid: Uid,
) -> Result<()> {
    let there = mine(tx, target, coder)?;
    match there {
        Some((key, _)) if text.trim().is_empty() => {
            tx.execute("DELETE FROM memo WHERE id = ?1", [key])?;
        }
        Some((key, old)) if old != text => {
            tx.execute(
                "UPDATE memo SET text = ?2, written_ms = ?3 WHERE id = ?1",
                params![key, text, written_ms],
            )?;
        }
        Some(_) => {}
        None if text.trim().is_empty() => {}
        None => {
            tx.prepare_cached(
                "INSERT INTO memo (uid, coder, interview, code, coding, text, written_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                uid.0,
                coder,
                target.interview,
                target.code,
                target.coding,
                text,
                written_ms
            ])?;
        }
    }
    Ok(())
}

/// What memos lie on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Code,
    Coding,
}

/// Moves the memos on one thing to another; a coder who has one on both keeps one, with both texts.
pub(super) fn move_to(tx: &Transaction, on: On, from: i64, to: i64) -> Result<()> {
    let (column, target) = match on {
        On::Code => (
            "code",
            Target {
                code: Some(to),
                ..Target::default()
            },
        ),
        On::Coding => (
            "coding",
            Target {
                coding: Some(to),
                ..Target::default()
            },
        ),
    };
    let memos: Vec<(i64, i64, String)> = tx
        .prepare_cached(&format!(
            "SELECT id, coder, text FROM memo WHERE {column} = ?1 ORDER BY id"
        ))?
        .query_map([from], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (key, coder, text) in memos {
        match mine(tx, target, coder)? {
            None => {
                tx.execute(
                    &format!("UPDATE memo SET {column} = ?2 WHERE id = ?1"),
                    [key, to],
                )?;
            }
            Some((there, words)) => {
                if words != text {
                    tx.execute(
                        "UPDATE memo SET text = ?2 WHERE id = ?1",
                        params![there, format!("{words}\n{text}")],
                    )?;
                }
                tx.execute("DELETE FROM memo WHERE id = ?1", [key])?;
            }
        }
    }
    Ok(())
}

/// Key and words of the coder's memo on `target`.
fn mine(tx: &Transaction, target: Target, coder: i64) -> Result<Option<(i64, String)>> {
    // Each form is its own query so that the index of that column serves it.
    let (on, key) = match (target.coding, target.interview, target.code) {
        (Some(key), _, _) => ("coding = ?2", Some(key)),
        (_, Some(key), _) => ("interview = ?2", Some(key)),
        (_, _, Some(key)) => ("code = ?2", Some(key)),
        _ => (
            "?2 IS NULL AND coding IS NULL AND interview IS NULL AND code IS NULL",
            None,
        ),
    };
    Ok(tx
        .prepare_cached(&format!(
            "SELECT id, text FROM memo WHERE coder = ?1 AND {on}"
        ))?
        .query_row(params![coder, key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

impl Store {
    /// Memos, oldest first: those on one interview and its codings, or all of them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn memos(&self, interview: Option<InterviewId>) -> Result<Vec<Memo>> {
        let key = interview
            .map(|id| keys::interview(&self.conn, id))
            .transpose()?;
        // Two selections, so that each is served by its index.
        let those = match key {
            None => "",
            Some(_) => {
                "WHERE memo.id IN (
                     SELECT id FROM memo WHERE interview = ?1
                     UNION ALL
                     SELECT memo.id FROM coding JOIN memo ON memo.coding = coding.id
                     WHERE coding.interview = ?1)"
            }
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT memo.uid, interview.uid, code.uid, coding.uid, coder.name, memo.text,
                    memo.written_ms
             FROM memo
             JOIN coder ON coder.id = memo.coder
             LEFT JOIN interview ON interview.id = memo.interview
             LEFT JOIN code ON code.id = memo.code
             LEFT JOIN coding ON coding.id = memo.coding
             {those}
             ORDER BY memo.id"
        ))?;
        let memos = statement
            .query_map(rusqlite::params_from_iter(key), |row| {
                let about = |column| row.get::<_, Option<[u8; 16]>>(column);
                let target = match (about(1)?, about(2)?, about(3)?) {
                    (Some(uid), _, _) => MemoTarget::Interview(InterviewId(Uid(uid))),
                    (_, Some(uid), _) => MemoTarget::Code(CodeId(Uid(uid))),
                    (_, _, Some(uid)) => MemoTarget::Coding(CodingId(Uid(uid))),
                    _ => MemoTarget::Study,
                };
                Ok(Memo {
                    id: MemoId(keys::uid(row, 0)?),
                    target,
                    coder: row.get(4)?,
                    text: row.get(5)?,
                    written_ms: row.get(6)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(memos)
    }
}
