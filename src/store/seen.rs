//! What each coder has read of each interview. No step of the log.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};

use super::codebook::json;
use super::error::{Result, StoreError};
use super::open::Store;
use super::{keys, uids};
use crate::model::seen::Change;
use crate::model::{InterviewId, Seen, Span, Uid};

impl Store {
    /// What the coder has read of an interview.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn seen(&self, interview: InterviewId, coder: &str) -> Result<Seen> {
        let key = keys::interview(&self.conn, interview)?;
        let spans: Option<String> = self
            .conn
            .prepare_cached("SELECT spans FROM seen WHERE interview = ?1 AND coder = ?2")?
            .query_row(params![key, coder], |row| row.get(0))
            .optional()?;
        spans.map_or_else(|| Ok(Seen::default()), |spans| read(&spans))
    }

    /// How many sentences of each interview the coder had left to read when it was last left.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn unread(&self, coder: &str) -> Result<HashMap<InterviewId, u32>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT interview.uid, seen.n_unread FROM seen
             JOIN interview ON interview.id = seen.interview WHERE seen.coder = ?1",
        )?;
        let unread = statement
            .query_map([coder], |row| {
                Ok((InterviewId(Uid(row.get(0)?)), row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(unread)
    }

    /// Remembers what the coder has read of an interview and how many sentences are left.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn remember_seen(
        &mut self,
        interview: InterviewId,
        seen: &Seen,
        n_unread: u32,
        coder: &str,
    ) -> Result<()> {
        self.writable()?;
        let key = keys::interview(&self.conn, interview)?;
        self.conn
            .prepare_cached(
                "INSERT INTO seen (interview, coder, spans, n_unread, at_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (interview, coder) DO UPDATE
                 SET spans = ?3, n_unread = ?4, at_ms = ?5",
            )?
            .execute(params![key, coder, write(seen), n_unread, uids::now_ms()])?;
        Ok(())
    }
}

/// Moves what every coder has read of an interview along with a change of its text.
pub(super) fn follow(tx: &Transaction, interview: i64, change: Change) -> Result<()> {
    let kept: Vec<(String, String)> = tx
        .prepare_cached("SELECT coder, spans FROM seen WHERE interview = ?1")?
        .query_map([interview], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (coder, spans) in kept {
        let after = read(&spans)?.after(change);
        tx.prepare_cached("UPDATE seen SET spans = ?3 WHERE interview = ?1 AND coder = ?2")?
            .execute(params![interview, coder, write(&after)])?;
    }
    Ok(())
}

fn write(seen: &Seen) -> String {
    let spans: Vec<(u32, u32)> = seen
        .spans()
        .iter()
        .map(|span| (span.start().0, span.end().0))
        .collect();
    json(&spans)
}

fn read(spans: &str) -> Result<Seen> {
    let strange = || StoreError::Strange("seen.spans".to_owned());
    let spans: Vec<(u32, u32)> = serde_json::from_str(spans).map_err(|_| strange())?;
    let mut seen = Seen::default();
    for (start, end) in spans {
        seen.add(Span::within(u32::MAX, start, end).map_err(|_| strange())?);
    }
    Ok(seen)
}
