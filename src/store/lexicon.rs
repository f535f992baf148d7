//! The study's own words, and summaries of what interviews say to codes.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::error::{Result, StoreError};
use super::open::Store;
use super::{keys, uids};
use crate::model::{CodeId, InterviewId, Summary, WordList};
use crate::text::lexicon::plain;

/// Puts words on lists and takes others off; what is there already, or isn't there, stays so.
pub(super) fn change(
    tx: &Transaction,
    add: &[(WordList, String)],
    remove: &[(WordList, String)],
) -> Result<()> {
    for (list, word) in remove {
        tx.prepare_cached("DELETE FROM lexicon WHERE list = ?1 AND word = ?2")?
            .execute([list.name(), &plain(word)])?;
    }
    for (list, word) in add {
        let word = plain(word);
        if !word.is_empty() {
            tx.prepare_cached(
                "INSERT INTO lexicon (list, word) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            )?
            .execute([list.name(), &word])?;
        }
    }
    Ok(())
}

/// Writes the coder's summary of what an interview says to a code.
pub(super) fn summarise(
    tx: &Transaction,
    interview: InterviewId,
    code: CodeId,
    text: &str,
    coder: &str,
) -> Result<()> {
    let interview = keys::interview(tx, interview)?;
    let code = keys::code(tx, code)?;
    let coder = keys::coder(tx, coder)?;
    if text.trim().is_empty() {
        tx.prepare_cached("DELETE FROM summary WHERE interview = ?1 AND code = ?2 AND coder = ?3")?
            .execute([interview, code, coder])?;
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO summary (interview, code, coder, text, written_ms)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (interview, code, coder)
         DO UPDATE SET text = ?4, written_ms = ?5 WHERE text <> ?4",
    )?
    .execute(params![interview, code, coder, text, uids::now_ms()])?;
    Ok(())
}

/// Takes in a summary from elsewhere; one that the coder has in the cell already stays.
pub(super) fn put_summary(
    tx: &Transaction,
    (interview, code, coder): (i64, i64, i64),
    text: &str,
    written_ms: Option<i64>,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO summary (interview, code, coder, text, written_ms)
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
    )?
    .execute(params![interview, code, coder, text, written_ms])?;
    Ok(())
}

/// Moves the summaries of one code to another; a coder who has one of both for an interview
/// keeps one, with both texts.
pub(super) fn move_summaries(tx: &Transaction, from: i64, to: i64) -> Result<()> {
    let summaries: Vec<(i64, i64, i64, String)> = tx
        .prepare_cached(
            "SELECT id, interview, coder, text FROM summary WHERE code = ?1 ORDER BY id",
        )?
        .query_map([from], |row| row.try_into())?
        .collect::<rusqlite::Result<_>>()?;
    for (key, interview, coder, text) in summaries {
        let there: Option<(i64, String)> = tx
            .prepare_cached(
                "SELECT id, text FROM summary WHERE interview = ?1 AND coder = ?2 AND code = ?3",
            )?
            .query_row([interview, coder, to], |row| row.try_into())
            .optional()?;
        match there {
            None => {
                tx.prepare_cached("UPDATE summary SET code = ?2 WHERE id = ?1")?
                    .execute([key, to])?;
            }
            Some((other, words)) => {
                tx.prepare_cached("DELETE FROM summary WHERE id = ?1")?
                    .execute([key])?;
                tx.prepare_cached("UPDATE summary SET text = ?2 WHERE id = ?1")?
                    .execute(params![other, format!("{words}\n{text}")])?;
            }
        }
    }
    Ok(())
}

impl Store {
    /// The study's own words, by list and word.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn lexicon(&self) -> Result<Vec<(WordList, String)>> {
        let rows: Vec<(String, String)> = self.many(
            "SELECT list, word FROM lexicon ORDER BY list, word",
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        rows.into_iter()
            .map(|(list, word)| {
                let list = WordList::from_name(&list)
                    .ok_or_else(|| StoreError::Strange(format!("lexicon.list = {list}")))?;
                Ok((list, word))
            })
            .collect()
    }

    /// Summaries of what interviews say to codes in use and retired, by interview, code and coder.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn summaries(&self) -> Result<Vec<Summary>> {
        self.many(
            &format!(
                "SELECT interview.uid, code.uid, coder.name, summary.text, summary.written_ms
                 FROM summary
                 JOIN interview ON interview.id = summary.interview
                 JOIN code ON code.id = summary.code
                 JOIN coder ON coder.id = summary.coder
                 ORDER BY {}, code.sort, code.public_id, coder.name",
                super::interviews::ORDER
            ),
            |row| {
                Ok(Summary {
                    interview: InterviewId(keys::uid(row, 0)?),
                    code: CodeId(keys::uid(row, 1)?),
                    coder: row.get(2)?,
                    text: row.get(3)?,
                    written_ms: row.get(4)?,
                })
            },
        )
    }
}
