//! What reviewers said of codings, and the codings that count in place of amended ones.

use rusqlite::{OptionalExtension, Transaction, params};

use super::codebook::codebook_number;
use super::codings::{self, same, status, status_number, usable};
use super::error::{Result, StoreError};
use super::open::Store;
use super::{interviews, keys, settlements, uids};
use crate::model::plan::PlannedVerdict;
use crate::model::review::{Amendment, Judgement, Refusal, Ruling, Verdict};
use crate::model::{CodingId, InterviewId, Span, Status, Uid, VerdictId};
use crate::text::context;

/// A coding under review, by keys.
struct Reviewed {
    key: i64,
    interview: i64,
    code: i64,
    coder: i64,
    start: u32,
    end: u32,
    status: Status,
}

impl Reviewed {
    fn of(tx: &Transaction, coding: CodingId) -> Result<Self> {
        let key = keys::coding(tx, coding)?;
        let (interview, code, coder, start, end, number) = tx
            .prepare_cached(
                "SELECT interview, code, coder, start, end, status FROM coding WHERE id = ?1",
            )?
            .query_row([key], |row| row.try_into())?;
        let reviewed = Self {
            key,
            interview,
            code,
            coder,
            start,
            end,
            status: status(number)?,
        };
        match reviewed.status {
            Status::Superseded => Err(Refusal::Amended(coding).into()),
            Status::Settled => Err(Refusal::Settled(coding).into()),
            _ => Ok(reviewed),
        }
    }

    fn put_status(&self, tx: &Transaction, status: Status) -> Result<()> {
        tx.prepare_cached("UPDATE coding SET status = ?2 WHERE id = ?1 AND status <> ?2")?
            .execute([self.key, status_number(status)])?;
        Ok(())
    }
}

/// Says of codings that they are right, wrong, doubtful, or right by the code's present words.
pub(super) fn judge(
    tx: &Transaction,
    codings: &[CodingId],
    judgement: Judgement,
    reason: &str,
    reviewer: &str,
) -> Result<()> {
    let reviewer = keys::coder(tx, reviewer)?;
    for coding in codings {
        let reviewed = Reviewed::of(tx, *coding)?;
        let ruling = judgement.ruling();
        if said_already(tx, reviewed.key, reviewer, ruling, reason)? {
            continue;
        }
        if ruling == Ruling::Kept {
            tx.prepare_cached(
                "UPDATE coding SET code_version = (SELECT version FROM code WHERE id = ?2)
                 WHERE id = ?1",
            )?
            .execute([reviewed.key, reviewed.code])?;
        }
        reviewed.put_status(tx, ruling.leaves(reviewed.status))?;
        put(tx, &reviewed, reviewer, ruling, None, reason)?;
    }
    Ok(())
}

/// Whether the latest word on a coding is this reviewer's and says just that. A coding kept under
/// an older version of its code may be kept again.
fn said_already(
    tx: &Transaction,
    coding: i64,
    reviewer: i64,
    ruling: Ruling,
    reason: &str,
) -> Result<bool> {
    let latest: Option<(i64, String, String, bool)> = tx
        .prepare_cached(
            "SELECT verdict.reviewer, verdict.verdict, verdict.reason,
                    coding.code_version = code.version
             FROM verdict JOIN coding ON coding.id = verdict.coding
             JOIN code ON code.id = coding.code
             WHERE verdict.coding = ?1
             ORDER BY coalesce(verdict.at_ms, 0) DESC, verdict.uid DESC LIMIT 1",
        )?
        .query_row([coding], |row| row.try_into())
        .optional()?;
    Ok(latest.is_some_and(|(who, what, why, is_present)| {
        who == reviewer
            && what == ruling.name()
            && why == reason
            && (is_present || ruling != Ruling::Kept)
    }))
}

/// Puts a coding with another code or other boundaries in the place of one, which is kept.
pub(super) fn amend(
    tx: &Transaction,
    coding: CodingId,
    to: Amendment,
    reason: &str,
    reviewer: &str,
) -> Result<CodingId> {
    let reviewed = Reviewed::of(tx, coding)?;
    let (name, text) = interviews::text_of(tx, reviewed.interview)?;
    let span = match to.span {
        Some(span) => {
            text.span(span.start().0, span.end().0)
                .map_err(|source| StoreError::Position {
                    interview: name,
                    source,
                })?
        }
        None => Span::within(text.chars(), reviewed.start, reviewed.end).map_err(|source| {
            StoreError::Position {
                interview: name,
                source,
            }
        })?,
    };
    let code = match to.code {
        Some(code) => usable(tx, code)?,
        None => codings::usable_key(tx, reviewed.code)?,
    };
    if code.key == reviewed.code && (span.start().0, span.end().0) == (reviewed.start, reviewed.end)
    {
        return Err(Refusal::SameAgain.into());
    }
    if let Some(there) = same(tx, reviewed.interview, code.key, reviewed.coder, span)? {
        return Err(Refusal::ThereAlready(there).into());
    }
    let id = CodingId(uids::fresh());
    let amended = codings::insert(
        tx,
        &codings::Row {
            id,
            outside_id: None,
            interview: reviewed.interview,
            code: code.key,
            coder: reviewed.coder,
            span,
            status: Status::Amended,
            code_version: code.version,
            created_ms: Some(uids::now_ms()),
            starred: false,
            confidence: None,
            use_as: None,
            anchor: context::anchor(&text, span),
        },
    )?;
    tx.prepare_cached(
        "INSERT INTO coding_facet (coding, facet, value)
         SELECT ?2, facet, value FROM coding_facet WHERE coding = ?1 ORDER BY id",
    )?
    .execute([reviewed.key, amended])?;
    codings::drop_strange_facets(tx, amended)?;
    reviewed.put_status(tx, Status::Superseded)?;
    let reviewer = keys::coder(tx, reviewer)?;
    put(
        tx,
        &reviewed,
        reviewer,
        Ruling::Amended,
        Some(amended),
        reason,
    )?;
    Ok(id)
}

fn put(
    tx: &Transaction,
    reviewed: &Reviewed,
    reviewer: i64,
    ruling: Ruling,
    amended: Option<i64>,
    reason: &str,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO verdict (uid, coding, reviewer, verdict, amended, was, reason, codebook, at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        uids::fresh().0,
        reviewed.key,
        reviewer,
        ruling.name(),
        amended,
        status_number(reviewed.status),
        reason.trim(),
        codebook_number(tx)?,
        uids::now_ms(),
    ])?;
    Ok(())
}

/// Writes a verdict that an outside file brings; one of that identity stays as it is.
pub(super) fn take_in(
    tx: &Transaction,
    planned: &PlannedVerdict,
    coding: CodingId,
    amended: Option<CodingId>,
    reviewer: i64,
) -> Result<()> {
    let coding_key = keys::coding(tx, coding)?;
    let amended = amended.map(|id| keys::coding(tx, id)).transpose()?;
    let uid = planned.uid.unwrap_or_else(|| {
        let at = planned.at_ms.unwrap_or_default().to_string();
        uids::derived(
            "verdict",
            &[&coding.to_string(), planned.ruling.name(), &at],
        )
    });
    tx.prepare_cached(
        "INSERT INTO verdict (uid, coding, reviewer, verdict, amended, was, reason, codebook, at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (uid) DO NOTHING",
    )?
    .execute(params![
        uid.0,
        coding_key,
        reviewer,
        planned.ruling.name(),
        amended,
        status_number(planned.was),
        planned.reason,
        planned.codebook,
        planned.at_ms,
    ])?;
    Ok(())
}

/// Has everything said about a coding go with it: verdicts on it, the coding that counted
/// in its place, disagreements it was part of. A coding that it counted in place of stands again.
pub(super) fn forget(tx: &Transaction, coding: i64) -> Result<()> {
    let amended: Vec<i64> = tx
        .prepare_cached(
            "SELECT amended FROM verdict WHERE coding = ?1 AND amended IS NOT NULL ORDER BY id",
        )?
        .query_map([coding], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    tx.prepare_cached(
        "UPDATE coding SET status = (SELECT was FROM verdict WHERE amended = ?1)
         WHERE id = (SELECT coding FROM verdict WHERE amended = ?1)",
    )?
    .execute([coding])?;
    tx.prepare_cached("DELETE FROM verdict WHERE coding = ?1 OR amended = ?1")?
        .execute([coding])?;
    settlements::forget(tx, coding)?;
    for key in amended {
        codings::remove_key(tx, key)?;
    }
    Ok(())
}

/// Has what was said about one coding be about another, with which it is united.
pub(super) fn go_over(tx: &Transaction, from: i64, to: i64) -> Result<()> {
    for sql in [
        "UPDATE verdict SET coding = ?2 WHERE coding = ?1",
        "UPDATE verdict SET amended = ?2 WHERE amended = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([from, to])?;
    }
    // What amended the other is one with it now.
    tx.prepare_cached("DELETE FROM verdict WHERE coding = amended")?
        .execute([])?;
    settlements::go_over(tx, from, to)
}

impl Store {
    /// Verdicts, oldest first: those on codings of one interview, or all of them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn verdicts(&self, interview: Option<InterviewId>) -> Result<Vec<Verdict>> {
        let those = match interview {
            None => "",
            Some(_) => "WHERE coding.interview = ?1",
        };
        let key = interview
            .map(|id| keys::interview(&self.conn, id))
            .transpose()?;
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT verdict.uid, coding.uid, coder.name, verdict.verdict, amended.uid,
                    verdict.was, verdict.reason, verdict.codebook, verdict.at_ms
             FROM verdict
             JOIN coding ON coding.id = verdict.coding
             JOIN coder ON coder.id = verdict.reviewer
             LEFT JOIN coding AS amended ON amended.id = verdict.amended
             {those} ORDER BY coalesce(verdict.at_ms, 0), verdict.uid"
        ))?;
        let mut rows = statement.query(rusqlite::params_from_iter(key))?;
        let mut verdicts = Vec::new();
        while let Some(row) = rows.next()? {
            let word: String = row.get(3)?;
            verdicts.push(Verdict {
                id: VerdictId(keys::uid(row, 0)?),
                coding: CodingId(keys::uid(row, 1)?),
                reviewer: row.get(2)?,
                ruling: Ruling::from_name(&word)
                    .ok_or_else(|| StoreError::Strange(format!("the verdict {word}")))?,
                amended: row
                    .get::<_, Option<[u8; 16]>>(4)?
                    .map(|uid| CodingId(Uid(uid))),
                was: status(row.get(5)?)?,
                reason: row.get(6)?,
                codebook: row.get(7)?,
                at_ms: row.get(8)?,
            });
        }
        Ok(verdicts)
    }
}
