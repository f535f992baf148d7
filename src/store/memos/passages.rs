//! Memos on passages while the text under them is corrected.
//!
//! What only shifts moves along with a correction and back with it, unwritten ([`follow`]).
//! Ends that a correction reaches are put, and written down, before it where shifting alone
//! brings them to the right place ([`gather`]).

use rusqlite::{Transaction, params};

use super::{Target, rehang};
use crate::model::Span;
use crate::model::seen::Change;
use crate::store::error::{Result, StoreError};

/// Puts the passages of memos that words about to go belong to where a shift can follow.
///
/// Words at an edge leave a passage, and what comes in their place stays outside, as with
/// codings. A passage that goes as a whole becomes what comes in its place; where nothing
/// does, its memo is one on the interview. Two memos of one coder that come to lie on one
/// passage become one.
pub(in crate::store) fn gather(
    tx: &Transaction,
    interview: i64,
    at: u32,
    n_removed: i64,
    n_inserted: i64,
) -> Result<()> {
    if n_removed == 0 {
        return Ok(());
    }
    for memo in reached(tx, interview, at, i64::from(at) + n_removed)? {
        let span = gathered(memo.span, at, n_removed, n_inserted)?;
        if span == Some(memo.span) {
            continue;
        }
        let target = Target {
            interview: Some(interview),
            span,
            ..Target::default()
        };
        rehang(tx, memo.key, memo.coder, target)?;
    }
    Ok(())
}

/// Where the passage of a memo has to lie before words in it go, so that a shift can follow;
/// `None` where all of it goes and nothing comes.
pub(in crate::store) fn gathered(
    span: Span,
    at: u32,
    n_removed: i64,
    n_inserted: i64,
) -> Result<Option<Span>> {
    let (start, end) = (i64::from(span.start().0), i64::from(span.end().0));
    let (at, behind) = (i64::from(at), i64::from(at) + n_removed);
    let nothing_comes = n_inserted == 0;
    if start >= at && end <= behind {
        return (!nothing_comes).then(|| passage(at, behind)).transpose();
    }
    // Where nothing comes both sides of the gap become one place: an end that touches it is
    // put on its own side, or the way back would not tell them apart.
    let starts_in = start > at || (nothing_comes && start == at);
    let ends_in = end < behind || (nothing_comes && end == behind);
    let start = if start < behind && starts_in {
        behind
    } else {
        start
    };
    let end = if end > at && ends_in { at } else { end };
    passage(start, end).map(Some)
}

fn passage(start: i64, end: i64) -> Result<Span> {
    let position = |at: i64| u32::try_from(at).unwrap_or(u32::MAX);
    Span::within(u32::MAX, position(start), position(end))
        .map_err(|_| StoreError::Strange(format!("the passage {start}..{end}")))
}

/// A memo on a passage.
struct OnPassage {
    key: i64,
    coder: i64,
    span: Span,
}

/// The memos whose passage shares something with `[at, behind)`, oldest first.
fn reached(tx: &Transaction, interview: i64, at: u32, behind: i64) -> Result<Vec<OnPassage>> {
    let mut statement = tx.prepare_cached(
        "SELECT id, coder, start, end FROM memo
         WHERE interview = ?1 AND start < ?3 AND end > ?2 ORDER BY id",
    )?;
    let mut rows = statement.query(params![interview, at, behind])?;
    let mut memos = Vec::new();
    while let Some(row) = rows.next()? {
        memos.push(OnPassage {
            key: row.get(0)?,
            coder: row.get(1)?,
            span: passage(row.get(2)?, row.get(3)?)?,
        });
    }
    Ok(memos)
}

/// Whether a memo hangs on words that go with a change, so that the way back would not bring
/// it to its place: somebody wrote it meanwhile.
pub(in crate::store) fn hinder(tx: &Transaction, interview: i64, change: Change) -> Result<bool> {
    let behind = change.at + change.removed;
    Ok(tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM memo
             WHERE interview = ?1 AND start < ?3 AND end > ?2
               AND (start > ?2 OR end < ?3 OR ?4 AND (start = ?2 OR end = ?3)))",
        )?
        .query_row(
            params![interview, change.at, behind, change.added == 0],
            |row| row.get(0),
        )?)
}

/// Moves the passages of memos along with a change of the text; what comes at an edge stays
/// outside.
pub(in crate::store) fn follow(tx: &Transaction, interview: i64, change: Change) -> Result<()> {
    let behind = change.at + change.removed;
    let by = i64::from(change.added) - i64::from(change.removed);
    tx.prepare_cached(
        "UPDATE memo SET start = CASE WHEN start >= ?3 THEN start + ?4 ELSE start END,
                         end = CASE WHEN end > ?2 AND end >= ?3 THEN end + ?4 ELSE end END
         WHERE interview = ?1 AND end > ?2",
    )?
    .execute(params![interview, change.at, behind, by])?;
    Ok(())
}
