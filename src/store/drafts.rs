//! Memos as they are being typed.
//!
//! While somebody writes a memo its words are kept here about once a second, so that a
//! machine that stops takes no more than that. They are no step of the log: whoever writes
//! for half an hour takes all of it back at once, and the log says what became of the memo,
//! not each stage of it. A draft goes in the transaction in which its memo is written; one
//! that is found later belongs to a session that was cut off.
//!
//! A draft goes where memos on its target go, when the text is corrected ([`gather`],
//! [`follow`]) or codes and codings are united ([`hang_over`]). One whose target is gone stays,
//! until somebody takes it up on the interview or the study ([`Store::take_up_draft`]).

use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params, params};

use super::error::{Result, StoreError};
use super::open::Store;
use super::{memos, uids};
use crate::model::seen::Change;
use crate::model::{
    CodeId, CodingId, Draft, InterviewId, KeptDraft, MemoKind, MemoTarget, Span, Uid,
};

/// Which drafts are about one thing.
const ABOUT: &str = "coding IS :coding AND code IS :code AND start IS :start AND end IS :end
    AND (coding IS NOT NULL OR interview IS :interview)";

/// What is read of each draft.
const READ: &str = "SELECT interview, code, coding, start, end, kind, text, at_ms FROM draft";

/// What a draft is about, as its columns say it.
#[derive(Clone, Copy, Default)]
struct About {
    interview: Option<[u8; 16]>,
    code: Option<[u8; 16]>,
    coding: Option<[u8; 16]>,
    start: Option<u32>,
    end: Option<u32>,
}

impl From<MemoTarget> for About {
    fn from(target: MemoTarget) -> Self {
        let mut about = Self::default();
        match target {
            MemoTarget::Study => {}
            MemoTarget::Interview(InterviewId(uid)) => about.interview = Some(uid.0),
            MemoTarget::Code(CodeId(uid)) => about.code = Some(uid.0),
            MemoTarget::Coding(CodingId(uid)) => about.coding = Some(uid.0),
            MemoTarget::Passage { interview, span } => {
                about.interview = Some(interview.0.0);
                about.start = Some(span.start().0);
                about.end = Some(span.end().0);
            }
        }
        about
    }
}

/// A span that the file names.
fn passage(start: u32, end: u32) -> Result<Span> {
    Span::within(u32::MAX, start, end)
        .map_err(|_| StoreError::Strange(format!("the passage {start}..{end}")))
}

fn read(row: &Row) -> Result<KeptDraft> {
    let uid = |column| Ok::<_, StoreError>(row.get::<_, Option<[u8; 16]>>(column)?.map(Uid));
    let target = match (uid(0)?, uid(1)?, uid(2)?, row.get(3)?, row.get(4)?) {
        (_, _, Some(coding), _, _) => MemoTarget::Coding(CodingId(coding)),
        (_, Some(code), _, _, _) => MemoTarget::Code(CodeId(code)),
        (Some(interview), _, _, Some(start), Some(end)) => MemoTarget::Passage {
            interview: InterviewId(interview),
            span: passage(start, end)?,
        },
        (Some(interview), _, _, _, _) => MemoTarget::Interview(InterviewId(interview)),
        _ => MemoTarget::Study,
    };
    Ok(KeptDraft {
        draft: Draft {
            target,
            kind: memos::kind(&row.get::<_, String>(5)?)?,
            text: row.get(6)?,
        },
        at_ms: row.get(7)?,
    })
}

/// Takes the coder's draft on `target` away, where there is one.
pub(super) fn remove(conn: &Connection, target: MemoTarget, coder: &str) -> Result<()> {
    let about = About::from(target);
    conn.prepare_cached(&format!(
        "DELETE FROM draft WHERE coder = :coder AND {ABOUT}"
    ))?
    .execute(named_params! {
        ":coder": coder, ":interview": about.interview, ":code": about.code,
        ":coding": about.coding, ":start": about.start, ":end": about.end,
    })?;
    Ok(())
}

fn find(conn: &Connection, target: MemoTarget, coder: &str) -> Result<Option<KeptDraft>> {
    let about = About::from(target);
    conn.prepare_cached(&format!("{READ} WHERE coder = :coder AND {ABOUT}"))?
        .query_row(
            named_params! {
                ":coder": coder, ":interview": about.interview, ":code": about.code,
                ":coding": about.coding, ":start": about.start, ":end": about.end,
            },
            |row| Ok(read(row)),
        )
        .optional()?
        .transpose()
}

/// Keeps a draft in the place of the one that the coder has on its target. One on a coding
/// knows the interview too, in which it is taken up where the coding goes.
fn put(conn: &Connection, kept: &KeptDraft, coder: &str) -> Result<()> {
    let draft = &kept.draft;
    let mut about = About::from(draft.target);
    if let Some(coding) = about.coding {
        about.interview = conn
            .prepare_cached(
                "SELECT interview.uid FROM coding
                 JOIN interview ON interview.id = coding.interview WHERE coding.uid = ?1",
            )?
            .query_row([coding], |row| row.get(0))
            .optional()?;
    }
    remove(conn, draft.target, coder)?;
    conn.prepare_cached(
        "INSERT INTO draft (coder, interview, code, coding, start, end, kind, text, at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        coder,
        about.interview,
        about.code,
        about.coding,
        about.start,
        about.end,
        draft.kind.name(),
        draft.text,
        kept.at_ms
    ])?;
    Ok(())
}

/// Has drafts follow where everything on one thing goes to another, before its memos do: a
/// coder who was typing on either has one draft, with what was typed or written on both.
pub(super) fn hang_over(conn: &Connection, from: MemoTarget, to: MemoTarget) -> Result<()> {
    let coders: Vec<String> = conn
        .prepare_cached("SELECT DISTINCT coder FROM draft ORDER BY coder")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for coder in coders {
        hang_over_of(conn, &coder, from, to)?;
    }
    Ok(())
}

fn hang_over_of(conn: &Connection, coder: &str, from: MemoTarget, to: MemoTarget) -> Result<()> {
    let (leaves, stays) = (find(conn, from, coder)?, find(conn, to, coder)?);
    let Some(at_ms) = [&leaves, &stays]
        .into_iter()
        .flatten()
        .map(|it| it.at_ms)
        .max()
    else {
        return Ok(());
    };
    let words = |kept: Option<KeptDraft>, on: MemoTarget| -> Result<Option<(MemoKind, String)>> {
        match kept {
            Some(kept) => Ok(Some((kept.draft.kind, kept.draft.text))),
            None => memos::words_of(conn, on, coder),
        }
    };
    let (kind, text) = match (words(stays, to)?, words(leaves, from)?) {
        (Some((kind, text)), Some((_, more))) if text != more => (kind, format!("{text}\n{more}")),
        (Some(there), _) => there,
        (None, Some(comes)) => comes,
        (None, None) => return Ok(()),
    };
    remove(conn, from, coder)?;
    let draft = Draft {
        target: to,
        kind,
        text,
    };
    put(conn, &KeptDraft { draft, at_ms }, coder)
}

/// Puts the passages of drafts that words about to go belong to where a shift can follow, as
/// [`memos::gather`] does with those of memos, and before it.
pub(super) fn gather(
    tx: &Transaction,
    interview: i64,
    at: u32,
    n_removed: i64,
    n_inserted: i64,
) -> Result<()> {
    if n_removed == 0 {
        return Ok(());
    }
    let behind = i64::from(at) + n_removed;
    let reached: Vec<([u8; 16], u32, u32)> = tx
        .prepare_cached(
            "SELECT DISTINCT draft.interview, start, end FROM draft
             JOIN interview ON interview.uid = draft.interview
             WHERE interview.id = ?1 AND start < ?3 AND end > ?2 ORDER BY start, end",
        )?
        .query_map(params![interview, at, behind], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (uid, start, end) in reached {
        let interview = InterviewId(Uid(uid));
        let span = passage(start, end)?;
        let to = match memos::gathered(span, at, n_removed, n_inserted)? {
            Some(there) if there == span => continue,
            Some(there) => MemoTarget::Passage {
                interview,
                span: there,
            },
            None => MemoTarget::Interview(interview),
        };
        hang_over(tx, MemoTarget::Passage { interview, span }, to)?;
    }
    Ok(())
}

/// Moves the passages of drafts along with a change of the text. Drafts are not in the log:
/// ends that its words reach are put aside on the way back as on the way forth.
pub(super) fn follow(tx: &Transaction, interview: i64, change: Change) -> Result<()> {
    let (removed, added) = (i64::from(change.removed), i64::from(change.added));
    gather(tx, interview, change.at, removed, added)?;
    tx.prepare_cached(
        "UPDATE draft SET start = CASE WHEN start >= ?3 THEN start + ?4 ELSE start END,
                          end = CASE WHEN end > ?2 AND end >= ?3 THEN end + ?4 ELSE end END
         WHERE interview = (SELECT uid FROM interview WHERE id = ?1) AND end > ?2",
    )?
    .execute(params![
        interview,
        change.at,
        i64::from(change.at) + removed,
        added - removed
    ])?;
    Ok(())
}

impl Store {
    /// Keeps what the coder has typed of a memo. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn keep_draft(&mut self, draft: &Draft, coder: &str) -> Result<()> {
        self.writable()?;
        let tx = self.conn.transaction()?;
        let kept = KeptDraft {
            draft: draft.clone(),
            at_ms: uids::now_ms(),
        };
        put(&tx, &kept, coder)?;
        Ok(tx.commit()?)
    }

    /// Gives up what the coder has typed of a memo. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn drop_draft(&mut self, target: MemoTarget, coder: &str) -> Result<()> {
        self.writable()?;
        remove(&self.conn, target, coder)
    }

    /// Hangs the coder's draft on something that is gone on what is nearest: the interview in
    /// which it was, else the study; with what the coder has there. Returns where it is now,
    /// `None` where there is no such draft. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn take_up_draft(&mut self, target: MemoTarget, coder: &str) -> Result<Option<MemoTarget>> {
        self.writable()?;
        let tx = self.conn.transaction()?;
        let about = About::from(target);
        let interview: Option<Option<[u8; 16]>> = tx
            .prepare_cached(&format!(
                "SELECT interview.uid FROM draft
                 LEFT JOIN interview ON interview.uid = draft.interview
                 WHERE draft.id = (SELECT id FROM draft WHERE coder = :coder AND {ABOUT})"
            ))?
            .query_row(
                named_params! {
                    ":coder": coder, ":interview": about.interview, ":code": about.code,
                    ":coding": about.coding, ":start": about.start, ":end": about.end,
                },
                |row| row.get(0),
            )
            .optional()?;
        let Some(interview) = interview else {
            return Ok(None);
        };
        let nearest = interview.map_or(MemoTarget::Study, |uid| {
            MemoTarget::Interview(InterviewId(Uid(uid)))
        });
        hang_over_of(&tx, coder, target, nearest)?;
        tx.commit()?;
        Ok(Some(nearest))
    }

    /// The coder's draft on `target`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn draft(&self, target: MemoTarget, coder: &str) -> Result<Option<KeptDraft>> {
        find(&self.conn, target, coder)
    }

    /// The coder's drafts, the latest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn drafts(&self, coder: &str) -> Result<Vec<KeptDraft>> {
        let mut statement = self
            .conn
            .prepare_cached(&format!("{READ} WHERE coder = ?1 ORDER BY at_ms DESC, id"))?;
        let mut rows = statement.query([coder])?;
        let mut drafts = Vec::new();
        while let Some(row) = rows.next()? {
            drafts.push(read(row)?);
        }
        Ok(drafts)
    }
}
