//! Memos as they are being typed.
//!
//! While somebody writes a memo its words are kept here about once a second, so that a
//! machine that stops takes no more than that. They are no step of the log: whoever writes
//! for half an hour takes all of it back at once, and the log says what became of the memo,
//! not each stage of it. (Writing the memo itself each time and stretching the last step
//! would do that too, but a step that is done would change under those who undo, read the
//! log or take another copy in, and half a sentence would count as research.) A draft goes
//! in the transaction in which its memo is written; one that is found later belongs to a
//! session that was cut off.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::{Result, StoreError};
use super::open::Store;
use super::{memos, uids};
use crate::model::{Draft, KeptDraft, MemoTarget};

/// What a draft is kept under, besides its coder.
fn key(target: MemoTarget) -> String {
    serde_json::to_string(&target).expect("plain values are JSON")
}

/// Takes the coder's draft on `target` away, where there is one.
pub(super) fn remove(conn: &Connection, target: MemoTarget, coder: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM draft WHERE coder = ?1 AND target = ?2")?
        .execute(params![coder, key(target)])?;
    Ok(())
}

fn read(row: &rusqlite::Row) -> Result<KeptDraft> {
    let target: String = row.get(0)?;
    Ok(KeptDraft {
        draft: Draft {
            target: serde_json::from_str(&target)
                .map_err(|_| StoreError::Strange(format!("a draft on {target}")))?,
            kind: memos::kind(&row.get::<_, String>(1)?)?,
            text: row.get(2)?,
        },
        at_ms: row.get(3)?,
    })
}

impl Store {
    /// Keeps what the coder has typed of a memo. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn keep_draft(&mut self, draft: &Draft, coder: &str) -> Result<()> {
        self.writable()?;
        self.conn
            .prepare_cached(
                "INSERT INTO draft (coder, target, kind, text, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (coder, target) DO UPDATE SET kind = ?3, text = ?4, at_ms = ?5",
            )?
            .execute(params![
                coder,
                key(draft.target),
                draft.kind.name(),
                draft.text,
                uids::now_ms()
            ])?;
        Ok(())
    }

    /// Gives up what the coder has typed of a memo. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn drop_draft(&mut self, target: MemoTarget, coder: &str) -> Result<()> {
        self.writable()?;
        remove(&self.conn, target, coder)
    }

    /// The coder's draft on `target`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn draft(&self, target: MemoTarget, coder: &str) -> Result<Option<KeptDraft>> {
        self.conn
            .prepare_cached(
                "SELECT target, kind, text, at_ms FROM draft WHERE coder = ?1 AND target = ?2",
            )?
            .query_row(params![coder, key(target)], |row| Ok(read(row)))
            .optional()?
            .transpose()
    }

    /// The coder's drafts, the latest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn drafts(&self, coder: &str) -> Result<Vec<KeptDraft>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT target, kind, text, at_ms FROM draft WHERE coder = ?1 ORDER BY at_ms DESC, target",
        )?;
        let mut rows = statement.query([coder])?;
        let mut drafts = Vec::new();
        while let Some(row) = rows.next()? {
            drafts.push(read(row)?);
        }
        Ok(drafts)
    }
}
