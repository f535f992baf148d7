//! Memos: one by each coder on each thing.
//!
//! A memo on a passage that is no coding keeps the passage itself. It follows corrections of
//! the text as a coding does, except that it is never lost: where all its words go it is
//! about what came in their place, and where nothing came, about the interview.

mod passages;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, params, params_from_iter};

use super::error::{Result, StoreError};
use super::open::Store;
use super::{drafts, keys, uids};
use crate::model::{
    CodeId, CodingId, InterviewId, Memo, MemoId, MemoKind, MemoTarget, Span, Thing, Uid,
};

pub(super) use passages::{follow, gather, gathered, hinder};

/// Keys of what a memo is about; all `None` is the study.
#[derive(Clone, Copy, Default)]
struct Target {
    interview: Option<i64>,
    code: Option<i64>,
    coding: Option<i64>,
    /// A passage of the interview.
    span: Option<Span>,
}

impl Target {
    /// # Errors
    /// When the study doesn't have it, or the passage doesn't fit its text.
    fn of(conn: &Connection, target: MemoTarget) -> Result<Self> {
        let mut keys = Self::default();
        match target {
            MemoTarget::Study => {}
            MemoTarget::Interview(id) => keys.interview = Some(keys::interview(conn, id)?),
            MemoTarget::Code(id) => keys.code = Some(keys::code(conn, id)?),
            MemoTarget::Coding(id) => keys.coding = Some(keys::coding(conn, id)?),
            MemoTarget::Passage { interview, span } => {
                let key = keys::interview(conn, interview)?;
                let (name, n_chars): (String, u32) = conn
                    .prepare_cached(
                        "SELECT interview.name, revision.n_chars FROM interview
                         JOIN revision ON revision.id = interview.revision
                         WHERE interview.id = ?1",
                    )?
                    .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Span::within(n_chars, span.start().0, span.end().0).map_err(|source| {
                    StoreError::Position {
                        interview: name,
                        source,
                    }
                })?;
                keys.interview = Some(key);
                keys.span = Some(span);
            }
        }
        Ok(keys)
    }

    /// `None` where the study doesn't have it, or the passage doesn't fit its text.
    fn find(conn: &Connection, target: MemoTarget) -> Result<Option<Self>> {
        match Self::of(conn, target) {
            Ok(keys) => Ok(Some(keys)),
            Err(StoreError::NoSuch { .. } | StoreError::Position { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Which memos are about it, in SQL, and the values that this asks for. Each form is its
    /// own, so that the index of that column serves it.
    fn condition(self) -> (&'static str, Vec<i64>) {
        match (self.coding, self.interview, self.span, self.code) {
            (Some(key), _, _, _) => ("memo.coding = ?", vec![key]),
            (_, Some(key), Some(span), _) => (
                "memo.interview = ? AND memo.start = ? AND memo.end = ?",
                vec![key, span.start().0.into(), span.end().0.into()],
            ),
            (_, Some(key), None, _) => ("memo.interview = ? AND memo.start IS NULL", vec![key]),
            (_, _, _, Some(key)) => ("memo.code = ?", vec![key]),
            _ => (
                "memo.coding IS NULL AND memo.interview IS NULL AND memo.code IS NULL",
                Vec::new(),
            ),
        }
    }
}

/// What a memo says.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) kind: MemoKind,
    pub(super) text: &'a str,
    pub(super) written_ms: Option<i64>,
}

impl<'a> Words<'a> {
    /// Words written at this moment.
    pub(super) fn now(kind: MemoKind, text: &'a str) -> Self {
        Self {
            kind,
            text,
            written_ms: Some(uids::now_ms()),
        }
    }
}

/// Writes the coder's memo on `target`; the draft of it, where there is one, has done its
/// service. Empty words take the memo away and leave the draft, which the log couldn't bring
/// back.
pub(super) fn write(
    tx: &Transaction,
    target: MemoTarget,
    kind: MemoKind,
    text: &str,
    coder: &str,
) -> Result<()> {
    if !text.trim().is_empty() {
        drafts::remove(tx, target, coder)?;
    }
    let target = Target::of(tx, target)?;
    let coder = keys::coder(tx, coder)?;
    put(tx, target, coder, Words::now(kind, text), uids::fresh())
}

/// Says of the coder's memo on `target` that it is of another kind.
///
/// # Errors
/// When the coder has none there.
pub(super) fn set_kind(
    tx: &Transaction,
    target: MemoTarget,
    kind: MemoKind,
    coder: &str,
) -> Result<()> {
    let keys = Target::of(tx, target)?;
    let coder_key = keys::coder(tx, coder)?;
    let Some(there) = mine(tx, keys, coder_key)? else {
        return Err(StoreError::NoSuch {
            what: Thing::Memo,
            name: coder.to_owned(),
        });
    };
    tx.prepare_cached("UPDATE memo SET kind = ?2 WHERE id = ?1 AND kind <> ?2")?
        .execute(params![there.key, kind.name()])?;
    Ok(())
}

/// Writes a memo on a coding.
pub(super) fn on_coding(
    tx: &Transaction,
    coding: i64,
    coder: i64,
    words: Words,
    uid: Uid,
) -> Result<()> {
    let target = Target {
        coding: Some(coding),
        ..Target::default()
    };
    put(tx, target, coder, words, uid)
}

/// Writes a memo that an outside file brings.
pub(super) fn take_in(
    tx: &Transaction,
    target: MemoTarget,
    coder: i64,
    words: Words,
    uid: Uid,
) -> Result<()> {
    put(tx, Target::of(tx, target)?, coder, words, uid)
}

fn put(tx: &Transaction, target: Target, coder: i64, words: Words, uid: Uid) -> Result<()> {
    let empty = words.text.trim().is_empty();
    match mine(tx, target, coder)? {
        Some(there) if empty => {
            tx.execute("DELETE FROM memo WHERE id = ?1", [there.key])?;
        }
        Some(there) if there.text != words.text => {
            tx.execute(
                "UPDATE memo SET kind = ?2, text = ?3, written_ms = ?4 WHERE id = ?1",
                params![there.key, words.kind.name(), words.text, words.written_ms],
            )?;
        }
        Some(there) => {
            tx.execute(
                "UPDATE memo SET kind = ?2 WHERE id = ?1 AND kind <> ?2",
                params![there.key, words.kind.name()],
            )?;
        }
        None if empty => {}
        None => {
            tx.prepare_cached(
                "INSERT INTO memo (uid, coder, interview, code, coding, start, end, kind, text,
                                   written_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                uid.0,
                coder,
                target.interview,
                target.code,
                target.coding,
                target.span.map(|span| span.start().0),
                target.span.map(|span| span.end().0),
                words.kind.name(),
                words.text,
                words.written_ms
            ])?;
        }
    }
    Ok(())
}

/// Kind and words of the memo that a coder of that name has on `target`.
pub(super) fn words_of(
    conn: &Connection,
    target: MemoTarget,
    coder: &str,
) -> Result<Option<(MemoKind, String)>> {
    let Some(target) = Target::find(conn, target)? else {
        return Ok(None);
    };
    let (on, keys) = target.condition();
    let keys = keys.into_iter().map(Value::from);
    let there: Option<(String, String)> = conn
        .prepare_cached(&format!(
            "SELECT memo.kind, memo.text FROM memo
             JOIN coder ON coder.id = memo.coder WHERE coder.name = ? AND {on}"
        ))?
        .query_row(
            params_from_iter([Value::from(coder.to_owned())].into_iter().chain(keys)),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    there
        .map(|(name, text)| Ok((kind(&name)?, text)))
        .transpose()
}

/// What memos lie on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Code,
    Coding,
}

/// Moves the memos on one thing to another, and drafts of them; a coder who has one on both
/// keeps one, with both texts.
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
    let named = |key: i64| -> Result<MemoTarget> {
        let uid = tx
            .prepare_cached(&format!("SELECT uid FROM {column} WHERE id = ?1"))?
            .query_row([key], |row| keys::uid(row, 0))?;
        Ok(match on {
            On::Code => MemoTarget::Code(CodeId(uid)),
            On::Coding => MemoTarget::Coding(CodingId(uid)),
        })
    };
    drafts::hang_over(tx, named(from)?, named(to)?)?;
    let memos: Vec<(i64, i64)> = tx
        .prepare_cached(&format!(
            "SELECT id, coder FROM memo WHERE {column} = ?1 ORDER BY id"
        ))?
        .query_map([from], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (key, coder) in memos {
        rehang(tx, key, coder, target)?;
    }
    Ok(())
}

/// Hangs a memo on something else; where its coder has one there that one takes in its
/// words, and keeps its kind.
fn rehang(tx: &Transaction, key: i64, coder: i64, target: Target) -> Result<()> {
    let there = mine(tx, target, coder)?.filter(|there| there.key != key);
    let Some(there) = there else {
        tx.prepare_cached(
            "UPDATE memo SET interview = ?2, code = ?3, coding = ?4, start = ?5, end = ?6
             WHERE id = ?1",
        )?
        .execute(params![
            key,
            target.interview,
            target.code,
            target.coding,
            target.span.map(|span| span.start().0),
            target.span.map(|span| span.end().0),
        ])?;
        return Ok(());
    };
    let text: String = tx
        .prepare_cached("SELECT text FROM memo WHERE id = ?1")?
        .query_row([key], |row| row.get(0))?;
    if there.text != text {
        tx.execute(
            "UPDATE memo SET text = ?2 WHERE id = ?1",
            params![there.key, format!("{}\n{text}", there.text)],
        )?;
    }
    tx.execute("DELETE FROM memo WHERE id = ?1", [key])?;
    Ok(())
}

/// A memo that a coder has on something.
struct There {
    key: i64,
    text: String,
}

/// The coder's memo on `target`.
fn mine(tx: &Transaction, target: Target, coder: i64) -> Result<Option<There>> {
    let (on, keys) = target.condition();
    let mut statement = tx.prepare_cached(&format!(
        "SELECT id, text FROM memo WHERE coder = ? AND {on}"
    ))?;
    let there = statement
        .query_row(params_from_iter([coder].into_iter().chain(keys)), |row| {
            Ok(There {
                key: row.get(0)?,
                text: row.get(1)?,
            })
        })
        .optional()?;
    Ok(there)
}

/// The kind of that name in the file.
pub(super) fn kind(name: &str) -> Result<MemoKind> {
    MemoKind::from_name(name).ok_or_else(|| StoreError::Strange(format!("the memo kind {name}")))
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
        self.memos_where(those, params_from_iter(key))
    }

    /// The memos of every coder on one thing, oldest first.
    ///
    /// # Errors
    /// When the file can't be read, or the study doesn't have the thing.
    pub fn memos_on(&self, target: MemoTarget) -> Result<Vec<Memo>> {
        let (on, keys) = Target::of(&self.conn, target)?.condition();
        self.memos_where(&format!("WHERE {on}"), params_from_iter(keys))
    }

    /// Where a coding that a memo is about lies, and its code.
    ///
    /// # Errors
    /// When the file can't be read or has no such coding.
    pub fn coding_place(&self, coding: CodingId) -> Result<(InterviewId, Span, CodeId)> {
        let key = keys::coding(&self.conn, coding)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT interview.uid, code.uid, coding.start, coding.end FROM coding
             JOIN interview ON interview.id = coding.interview
             JOIN code ON code.id = coding.code WHERE coding.id = ?1",
        )?;
        let (interview, code, start, end) = statement.query_row([key], |row| {
            Ok((
                keys::uid(row, 0)?,
                keys::uid(row, 1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        })?;
        let span = Span::within(u32::MAX, start, end)
            .map_err(|_| StoreError::Strange(format!("the passage {start}..{end}")))?;
        Ok((InterviewId(interview), span, CodeId(code)))
    }

    /// Whether the study has what a memo is to be about.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn has(&self, target: MemoTarget) -> Result<bool> {
        Ok(Target::find(&self.conn, target)?.is_some())
    }

    fn memos_where(&self, those: &str, values: impl rusqlite::Params) -> Result<Vec<Memo>> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT memo.uid, interview.uid, code.uid, coding.uid, coder.name, memo.text,
                    memo.written_ms, memo.kind, memo.start, memo.end
             FROM memo
             JOIN coder ON coder.id = memo.coder
             LEFT JOIN interview ON interview.id = memo.interview
             LEFT JOIN code ON code.id = memo.code
             LEFT JOIN coding ON coding.id = memo.coding
             {those}
             ORDER BY memo.id"
        ))?;
        let mut rows = statement.query(values)?;
        let mut memos = Vec::new();
        while let Some(row) = rows.next()? {
            memos.push(read(row)?);
        }
        Ok(memos)
    }
}

fn read(row: &rusqlite::Row) -> Result<Memo> {
    let about = |column| row.get::<_, Option<[u8; 16]>>(column);
    let ends = (row.get::<_, Option<u32>>(8)?, row.get::<_, Option<u32>>(9)?);
    let target = match (about(1)?, about(2)?, about(3)?, ends) {
        (Some(uid), _, _, (Some(start), Some(end))) => MemoTarget::Passage {
            interview: InterviewId(Uid(uid)),
            span: Span::within(u32::MAX, start, end)
                .map_err(|_| StoreError::Strange(format!("the passage {start}..{end}")))?,
        },
        (Some(uid), _, _, _) => MemoTarget::Interview(InterviewId(Uid(uid))),
        (_, Some(uid), _, _) => MemoTarget::Code(CodeId(Uid(uid))),
        (_, _, Some(uid), _) => MemoTarget::Coding(CodingId(Uid(uid))),
        _ => MemoTarget::Study,
    };
    Ok(Memo {
        id: MemoId(keys::uid(row, 0)?),
        target,
        kind: kind(&row.get::<_, String>(7)?)?,
        coder: row.get(4)?,
        text: row.get(5)?,
        written_ms: row.get(6)?,
    })
}
