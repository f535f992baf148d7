//! What coders put beside codes: stars, confidence, links between codings, bookmarks.

use rusqlite::{Connection, Transaction, params};

use super::error::{Refused, Result, StoreError};
use super::open::Store;
use super::{keys, uids};
use crate::model::seen::Change;
use crate::model::{
    Bookmark, CharPos, CodingId, CodingLink, CodingLinkId, Confidence, InterviewId, Mark, Span,
    Uid, Use,
};

/// The number of a confidence in the file.
pub(super) fn confidence_number(confidence: Option<Confidence>) -> Option<i64> {
    let place = Confidence::ALL
        .iter()
        .position(|it| Some(*it) == confidence)?;
    i64::try_from(place + 1).ok()
}

/// The confidence of a number in the file.
pub(super) fn confidence(number: Option<i64>) -> Result<Option<Confidence>> {
    let Some(number) = number else {
        return Ok(None);
    };
    usize::try_from(number - 1)
        .ok()
        .and_then(|place| Confidence::ALL.get(place).copied())
        .map(Some)
        .ok_or_else(|| StoreError::Strange(format!("coding.confidence = {number}")))
}

/// The number of a use in the file.
pub(super) fn use_number(use_as: Option<Use>) -> Option<i64> {
    let place = Use::ALL.iter().position(|it| Some(*it) == use_as)?;
    i64::try_from(place + 1).ok()
}

/// The use of a number in the file.
pub(super) fn use_as(number: Option<i64>) -> Result<Option<Use>> {
    let Some(number) = number else {
        return Ok(None);
    };
    usize::try_from(number - 1)
        .ok()
        .and_then(|place| Use::ALL.get(place).copied())
        .map(Some)
        .ok_or_else(|| StoreError::Strange(format!("coding.use_as = {number}")))
}

/// Marks a coding.
pub(super) fn mark(tx: &Transaction, coding: CodingId, mark: Mark) -> Result<()> {
    let key = keys::coding(tx, coding)?;
    match mark {
        Mark::Star | Mark::NoStar => {
            tx.prepare_cached("UPDATE coding SET starred = ?2 WHERE id = ?1 AND starred <> ?2")?
                .execute(params![key, i64::from(mark == Mark::Star)])?;
        }
        Mark::Confidence(confidence) => {
            tx.prepare_cached(
                "UPDATE coding SET confidence = ?2 WHERE id = ?1 AND confidence IS NOT ?2",
            )?
            .execute(params![key, confidence_number(confidence)])?;
        }
        Mark::Use(use_as) => {
            tx.prepare_cached("UPDATE coding SET use_as = ?2 WHERE id = ?1 AND use_as IS NOT ?2")?
                .execute(params![key, use_number(use_as)])?;
        }
    }
    Ok(())
}

/// Draws the coder's link between two codings of one interview; one that is there stays.
pub(super) fn link(
    tx: &Transaction,
    from: CodingId,
    to: CodingId,
    relation: &str,
    coder: &str,
) -> Result<()> {
    let coder = keys::coder(tx, coder)?;
    put_link(
        tx,
        from,
        to,
        relation,
        coder,
        uids::fresh(),
        Some(uids::now_ms()),
    )
}

pub(super) fn put_link(
    tx: &Transaction,
    from: CodingId,
    to: CodingId,
    relation: &str,
    coder: i64,
    uid: Uid,
    created_ms: Option<i64>,
) -> Result<()> {
    if relation.trim().is_empty() {
        return Err(Refused::LinkWithoutRelation.into());
    }
    let (from, to) = (keys::coding(tx, from)?, keys::coding(tx, to)?);
    if from == to || interview_of(tx, from)? != interview_of(tx, to)? {
        return Err(Refused::LinkElsewhere.into());
    }
    tx.prepare_cached(
        "INSERT INTO coding_link (uid, from_coding, to_coding, coder, relation, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (from_coding, to_coding, coder, relation) DO NOTHING",
    )?
    .execute(params![uid.0, from, to, coder, relation, created_ms])?;
    Ok(())
}

fn interview_of(conn: &Connection, coding: i64) -> Result<i64> {
    Ok(conn
        .prepare_cached("SELECT interview FROM coding WHERE id = ?1")?
        .query_row([coding], |row| row.get(0))?)
}

/// Takes a link of the coder's away.
pub(super) fn unlink(
    tx: &Transaction,
    from: CodingId,
    to: CodingId,
    relation: &str,
    coder: &str,
) -> Result<()> {
    let (from, to) = (keys::coding(tx, from)?, keys::coding(tx, to)?);
    tx.prepare_cached(
        "DELETE FROM coding_link WHERE from_coding = ?1 AND to_coding = ?2 AND relation = ?3
           AND coder = (SELECT id FROM coder WHERE name = ?4)",
    )?
    .execute(params![from, to, relation, coder])?;
    Ok(())
}

/// Takes every link from or to a coding away.
pub(super) fn unlink_all(tx: &Transaction, coding: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM coding_link WHERE from_coding = ?1 OR to_coding = ?1")?
        .execute([coding])?;
    Ok(())
}

/// Has links from and to a coding lead from and to another; those that say nothing new go. What
/// may not become of its words may then not become of those of the other, the stricter of two.
pub(super) fn relink(tx: &Transaction, from: i64, to: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE coding SET use_as = it.use_as FROM (SELECT use_as FROM coding WHERE id = ?1) AS it
         WHERE coding.id = ?2 AND it.use_as < coalesce(coding.use_as, 9)",
    )?
    .execute([from, to])?;
    for column in ["from_coding", "to_coding"] {
        tx.prepare_cached(&format!(
            "UPDATE OR IGNORE coding_link SET {column} = ?2 WHERE {column} = ?1"
        ))?
        .execute([from, to])?;
    }
    tx.prepare_cached("DELETE FROM coding_link WHERE from_coding = to_coding")?
        .execute([])?;
    unlink_all(tx, from)
}

/// Puts the coder's bookmark somewhere; one that is there stays.
pub(super) fn add_bookmark(
    tx: &Transaction,
    interview: InterviewId,
    at: CharPos,
    coder: &str,
) -> Result<()> {
    let key = keys::interview(tx, interview)?;
    let (name, text) = super::interviews::text_of(tx, key)?;
    text.span(at.0, at.0.saturating_add(1).max(text.next_boundary(at).0))
        .map_err(|source| StoreError::Position {
            interview: name,
            source,
        })?;
    put_bookmark(tx, key, at.0, keys::coder(tx, coder)?, uids::fresh())
}

pub(super) fn put_bookmark(
    tx: &Transaction,
    interview: i64,
    at: u32,
    coder: i64,
    uid: Uid,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO bookmark (uid, interview, coder, at)
         SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (
             SELECT 1 FROM bookmark WHERE interview = ?2 AND coder = ?3 AND at = ?4)",
    )?
    .execute(params![uid.0, interview, coder, at])?;
    Ok(())
}

/// Takes the coder's bookmark away.
pub(super) fn remove_bookmark(
    tx: &Transaction,
    interview: InterviewId,
    at: CharPos,
    coder: &str,
) -> Result<()> {
    let key = keys::interview(tx, interview)?;
    tx.prepare_cached(
        "DELETE FROM bookmark WHERE interview = ?1 AND at = ?2
           AND coder = (SELECT id FROM coder WHERE name = ?3)",
    )?
    .execute(params![key, at.0, coder])?;
    Ok(())
}

/// Puts bookmarks that stand inside words about to go where those words begin; where
/// nothing comes in their place also the one just behind them, which could not be told
/// from those afterwards.
pub(super) fn gather(
    tx: &Transaction,
    interview: i64,
    at: u32,
    n_removed: i64,
    n_inserted: i64,
) -> Result<()> {
    let behind = i64::from(at) + n_removed + i64::from(n_inserted == 0);
    tx.prepare_cached("UPDATE bookmark SET at = ?2 WHERE interview = ?1 AND at > ?2 AND at < ?3")?
        .execute(params![interview, at, behind])?;
    Ok(())
}

/// Moves bookmarks along with a change of the text; those in what goes stand where it was.
pub(super) fn follow(tx: &Transaction, interview: i64, change: Change) -> Result<()> {
    let behind = change.at + change.removed;
    tx.prepare_cached(
        "UPDATE bookmark SET at = CASE WHEN at >= ?3 THEN at - ?4 + ?5 ELSE ?2 END
         WHERE interview = ?1 AND at > ?2",
    )?
    .execute(params![
        interview,
        change.at,
        behind,
        change.removed,
        change.added
    ])?;
    Ok(())
}

impl Store {
    /// Bookmarks of every coder in an interview, in the order of the text.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn bookmarks(&self, interview: InterviewId) -> Result<Vec<Bookmark>> {
        let key = keys::interview(&self.conn, interview)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT bookmark.at, coder.name FROM bookmark JOIN coder ON coder.id = bookmark.coder
             WHERE bookmark.interview = ?1 ORDER BY bookmark.at, coder.name",
        )?;
        let bookmarks = statement
            .query_map([key], |row| {
                Ok(Bookmark {
                    at: CharPos(row.get(0)?),
                    coder: row.get(1)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(bookmarks)
    }

    /// Passages whose words may not be printed, of all codings whatever became of them, and
    /// whoever looks: by interview and start.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn uses(&self) -> Result<Vec<(InterviewId, Span, Use)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT interview.uid, coding.start, coding.end, coding.use_as FROM main.coding
             JOIN main.interview ON interview.id = coding.interview
             WHERE coding.use_as IS NOT NULL
             ORDER BY coding.interview, coding.start, coding.end, coding.use_as",
        )?;
        let mut rows = statement.query([])?;
        let mut uses = Vec::new();
        while let Some(row) = rows.next()? {
            let (start, end): (u32, u32) = (row.get(1)?, row.get(2)?);
            let span = Span::within(u32::MAX, start, end)
                .map_err(|_| StoreError::Strange(format!("the passage {start}..{end}")))?;
            if let Some(mark) = use_as(row.get(3)?)? {
                uses.push((InterviewId(keys::uid(row, 0)?), span, mark));
            }
        }
        Ok(uses)
    }

    /// Links between codings of an interview, oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn coding_links(&self, interview: InterviewId) -> Result<Vec<CodingLink>> {
        let key = keys::interview(&self.conn, interview)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT coding_link.uid, one.uid, other.uid, coding_link.relation, coder.name,
                    coding_link.created_ms
             FROM coding AS one
             JOIN coding_link ON coding_link.from_coding = one.id
             JOIN coding AS other ON other.id = coding_link.to_coding
             JOIN coder ON coder.id = coding_link.coder
             WHERE one.interview = ?1 ORDER BY coding_link.id",
        )?;
        let links = statement
            .query_map([key], |row| {
                Ok(CodingLink {
                    id: CodingLinkId(keys::uid(row, 0)?),
                    from: CodingId(keys::uid(row, 1)?),
                    to: CodingId(keys::uid(row, 2)?),
                    relation: row.get(3)?,
                    coder: row.get(4)?,
                    created_ms: row.get(5)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(links)
    }
}
