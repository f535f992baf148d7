//! What a search over the whole study reads, and the queries a person asked before.

use rusqlite::{OptionalExtension as _, params};

use super::error::{Result, StoreError};
use super::open::Store;
use super::{keys, uids};
use crate::model::{InterviewId, RespondentId, Span, Thing, Uid};

/// Queries kept of each coder.
const KEPT_QUERIES: u32 = 100;

/// An interview and which text it has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub name: String,
    /// SHA-256 of its text: one that was corrected has another.
    pub hash: String,
    /// Its length in code points.
    pub n_chars: u32,
}

/// A speaker of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The interview.
    pub interview: InterviewId,
    /// By which turns name it.
    pub seq: u16,
    /// The label.
    pub label: String,
    /// The respondent behind it and that one's label.
    pub respondent: Option<(RespondentId, String)>,
}

/// A memo on a passage, or on an interview as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedMemo {
    /// The interview.
    pub interview: InterviewId,
    /// The passage; `None` for the interview as a whole.
    pub span: Option<Span>,
    /// The words.
    pub text: String,
}

impl Store {
    /// The texts of all interviews by name, in the study's order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn text_rows(&self) -> Result<Vec<TextRow>> {
        self.many(
            &format!(
                "SELECT interview.uid, interview.name, revision.hash, revision.n_chars
                 FROM interview JOIN revision ON revision.id = interview.revision
                 ORDER BY {}",
                super::interviews::ORDER
            ),
            |row| {
                Ok(TextRow {
                    interview: InterviewId(keys::uid(row, 0)?),
                    name: row.get(1)?,
                    hash: row.get(2)?,
                    n_chars: row.get(3)?,
                })
            },
        )
    }

    /// Reads several things of one state of the file, which takes its locks once.
    ///
    /// Nobody can write meanwhile, so it has to be short.
    ///
    /// # Errors
    /// When the file can't be read, or `read` fails.
    pub fn in_one_go<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let transaction = self.conn.unchecked_transaction();
        let transaction = transaction.map_err(|error| E::from(error.into()))?;
        let outcome = read();
        // It only read: however it ends, nothing is kept.
        drop(transaction);
        outcome
    }

    /// Looks at the text of an interview where it lies, without copying it.
    ///
    /// # Errors
    /// When there is no such interview.
    pub fn with_text<T>(&self, id: InterviewId, look: impl FnOnce(&str) -> T) -> Result<T> {
        let mut statement = self.conn.prepare_cached(
            "SELECT revision.text FROM interview
             JOIN revision ON revision.id = interview.revision WHERE interview.uid = ?1",
        )?;
        let mut rows = statement.query([id.0.0])?;
        let row = rows.next()?.ok_or_else(|| StoreError::NoSuch {
            what: Thing::Interview,
            name: id.to_string(),
        })?;
        let text = row
            .get_ref(0)?
            .as_str()
            .map_err(|_| StoreError::Strange("revision.text".to_owned()))?;
        Ok(look(text))
    }

    /// The speakers of all interviews.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn voices(&self) -> Result<Vec<Voice>> {
        self.many(
            "SELECT interview.uid, speaker.seq, speaker.label, respondent.uid, respondent.label
             FROM speaker
             JOIN interview ON interview.id = speaker.interview
             LEFT JOIN respondent ON respondent.id = speaker.respondent
             ORDER BY speaker.interview, speaker.seq",
            |row| {
                let uid: Option<[u8; 16]> = row.get(3)?;
                let label: Option<String> = row.get(4)?;
                Ok(Voice {
                    interview: InterviewId(keys::uid(row, 0)?),
                    seq: row.get(1)?,
                    label: row.get(2)?,
                    respondent: uid.map(|uid| RespondentId(Uid(uid))).zip(label),
                })
            },
        )
    }

    /// Memos on passages and on interviews; those on codes and on the study have no place.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn placed_memos(&self) -> Result<Vec<PlacedMemo>> {
        self.many(
            "SELECT interview.uid, coalesce(coding.start, memo.start),
                    coalesce(coding.end, memo.end), memo.text
             FROM memo
             LEFT JOIN coding ON coding.id = memo.coding
             LEFT JOIN code ON code.id = coding.code
             JOIN interview ON interview.id = coalesce(memo.interview, coding.interview)
             WHERE coalesce(code.retired, 0) = 0
             ORDER BY memo.id",
            |row| {
                let (start, end): (Option<u32>, Option<u32>) = (row.get(1)?, row.get(2)?);
                Ok(PlacedMemo {
                    interview: InterviewId(keys::uid(row, 0)?),
                    span: start
                        .zip(end)
                        .and_then(|(start, end)| Span::within(u32::MAX, start, end).ok()),
                    text: row.get(3)?,
                })
            },
        )
    }

    /// What the coder searched for before, the latest first.
    ///
    /// A study in an older format, opened for reading, has none.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn queries(&self, coder: &str) -> Result<Vec<String>> {
        let there = self
            .conn
            .prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'query'")?
            .query_row([], |_| Ok(()))
            .optional()?;
        if there.is_none() {
            return Ok(Vec::new());
        }
        let mut statement = self.conn.prepare_cached(
            "SELECT query FROM query WHERE coder = ?1 ORDER BY at_ms DESC, query",
        )?;
        let queries = statement
            .query_map([coder], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(queries)
    }

    /// Remembers what the coder searched for. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn remember_query(&mut self, query: &str, coder: &str) -> Result<()> {
        self.writable()?;
        let tx = self.conn.transaction()?;
        tx.prepare_cached(
            "INSERT INTO query (coder, query, at_ms) VALUES (?1, ?2, ?3)
             ON CONFLICT (coder, query) DO UPDATE SET at_ms = ?3",
        )?
        .execute(params![coder, query, uids::now_ms()])?;
        tx.prepare_cached(
            "DELETE FROM query WHERE coder = ?1 AND query NOT IN
                 (SELECT query FROM query WHERE coder = ?1 ORDER BY at_ms DESC LIMIT ?2)",
        )?
        .execute(params![coder, KEPT_QUERIES])?;
        tx.commit()?;
        Ok(())
    }
}
