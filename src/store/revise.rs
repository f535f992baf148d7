//! Correcting the words of interviews, and what that does to codings.
//!
//! A correction is one row of `correction`; the present text follows from those
//! rows ([`present`]). Codings behind a correction only shift, which also follows.
//! Those whose words, ends or surroundings change otherwise are written down row by
//! row: first they are parked far behind every text, then the correction is carried
//! out, then they are put where they belong. Taken back in the opposite order, no
//! two ever lie in the same place.

pub(super) mod present;
pub(super) mod typed;

use rusqlite::{Transaction, params};

use super::codings;
use super::error::{Refused, Result, StoreError};
use super::journal::{self, Way};
use super::{drafts, interviews, keys, marks, memos};
use crate::model::{CharPos, InterviewId, Span, Thing, Uid};
use crate::text::remap::replaces;
use crate::text::replace::Replacing;
use crate::text::{Fate, Mend, Replace, Text, anchor, context};
use present::{Correction, PARKED};

/// Tables that a correction touches.
pub(super) const TABLES: &[&str] = &[
    "interview",
    "correction",
    "coding",
    "coding_facet",
    "coding_link",
    "bookmark",
    "memo",
    "verdict",
    "settlement",
];

/// Replaces in one turn, in order.
struct Changed {
    turn: u32,
    replaces: Vec<Replace>,
}

/// Gives a turn other words.
pub(super) fn turn(tx: &Transaction, interview: InterviewId, turn: u32, words: &str) -> Result<()> {
    let key = keys::interview(tx, interview)?;
    let (_, text) = interviews::text_of(tx, key)?;
    let span = *turns(tx, key)?
        .get(turn as usize)
        .ok_or_else(|| no_such_turn(turn))?;
    sayable(words)?;
    if words.trim().is_empty() {
        return Err(Refused::WithoutWords(Thing::Turn).into());
    }
    let old = text.slice(span).unwrap_or_default();
    let replaces = replaces(old, words, span.start());
    if replaces.is_empty() {
        return Ok(());
    }
    correct(tx, key, &text, vec![Changed { turn, replaces }])
}

/// Replaces words in the turns of all interviews.
pub(super) fn everywhere(tx: &Transaction, find: &str, with: &str) -> Result<()> {
    sayable(with)?;
    let all: Vec<i64> = tx
        .prepare_cached("SELECT id FROM interview ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in all {
        let (_, text) = interviews::text_of(tx, key)?;
        let replacing = Replacing::new(&text, &turns(tx, key)?, find, with);
        let changed: Vec<Changed> = replacing
            .turns
            .into_iter()
            .map(|(turn, replaces)| Changed {
                turn: u32::try_from(turn).unwrap_or(u32::MAX),
                replaces,
            })
            .collect();
        if !changed.is_empty() {
            correct(tx, key, &text, changed)?;
        }
    }
    Ok(())
}

fn no_such_turn(turn: u32) -> StoreError {
    StoreError::NoSuch {
        what: Thing::Turn,
        name: (u64::from(turn) + 1).to_string(),
    }
}

/// Refuses words that a terminal would obey.
fn sayable(words: &str) -> Result<()> {
    let obeyed = |c: char| c.is_control() && c != '\n' && c != '\t';
    if words.contains(obeyed) {
        return Err(Refused::ControlCharacters.into());
    }
    Ok(())
}

fn turns(tx: &Transaction, interview: i64) -> Result<Vec<Span>> {
    let revision = tx
        .prepare_cached("SELECT revision FROM interview WHERE id = ?1")?
        .query_row([interview], |row| row.get(0))?;
    present::turns(tx, revision)?
        .into_iter()
        .map(|(start, end, _)| span(start, end))
        .collect()
}

fn span(start: i64, end: i64) -> Result<Span> {
    let position = |at: i64| u32::try_from(at).unwrap_or(u32::MAX);
    Span::within(u32::MAX, position(start), position(end))
        .map_err(|_| StoreError::Strange(format!("turn {start}..{end}")))
}

/// A coding as the text concerns it.
struct Row {
    id: i64,
    span: Span,
    /// Of what no two may lie in one place: code, coder, status.
    kind: (i64, i64, i64),
    anchor: context::Anchor,
}

/// The codings of an interview, in the order that decides which of two stays.
fn rows(tx: &Transaction, interview: i64) -> Result<Vec<Row>> {
    let mut statement = tx.prepare_cached(
        "SELECT id, start, end, code, coder, status, hash, before, after, uid FROM coding
         WHERE interview = ?1",
    )?;
    let mut found = statement.query([interview])?;
    let mut rows: Vec<(Uid, Row)> = Vec::new();
    while let Some(row) = found.next()? {
        let of_coding = Row {
            id: row.get(0)?,
            span: span(row.get(1)?, row.get(2)?)?,
            kind: (row.get(3)?, row.get(4)?, row.get(5)?),
            anchor: context::Anchor {
                hash: row.get(6)?,
                before: row.get(7)?,
                after: row.get(8)?,
            },
        };
        rows.push((keys::uid(row, 9)?, of_coding));
    }
    rows.sort_by_key(|(uid, row)| (row.span.start(), std::cmp::Reverse(row.span.end()), *uid));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Carries out corrections of one interview, in order of their turns.
fn correct(tx: &Transaction, interview: i64, text: &Text, changed: Vec<Changed>) -> Result<()> {
    let corrections: Vec<Correction> = changed
        .iter()
        .map(|it| correction(interview, text, it))
        .collect();
    let replaces = changed.into_iter().flat_map(|it| it.replaces).collect();
    let mend =
        Mend::new(text, replaces).ok_or_else(|| StoreError::Strange("correction".to_owned()))?;
    carry_out(tx, interview, &mend, &corrections)
}

/// One correction from the first replace to the last.
fn correction(interview: i64, text: &Text, changed: &Changed) -> Correction {
    let words = |start: CharPos, end: CharPos| {
        Span::within(text.chars(), start.0, end.0)
            .ok()
            .and_then(|span| text.slice(span))
            .unwrap_or_default()
    };
    let at = changed.replaces.first().map_or(CharPos(0), |it| it.at);
    let end = changed.replaces.last().map_or(at, Replace::end);
    let mut inserted = String::new();
    let mut from = at;
    for replace in &changed.replaces {
        inserted.push_str(words(from, replace.at));
        inserted.push_str(&replace.inserted);
        from = replace.end();
    }
    Correction {
        interview,
        turn: changed.turn,
        at: at.0,
        removed: words(at, end).to_owned(),
        inserted,
        opens: None,
        place: None,
    }
}

fn carry_out(
    tx: &Transaction,
    interview: i64,
    mend: &Mend,
    corrections: &[Correction],
) -> Result<()> {
    present::follow(tx, interview)?;
    let rows = rows(tx, interview)?;
    let fates = mend.fates(rows.iter().map(|row| (row.kind, row.span)));
    // Codings to be written down, each with where it lies now.
    let mut changed: Vec<(&Row, Span)> = Vec::new();
    for (row, fate) in rows.iter().zip(&fates) {
        match *fate {
            Fate::Lost => codings::remove_key(tx, row.id)?,
            Fate::United(now) => {
                let stays = rows.iter().zip(&fates).find(|(other, fate)| {
                    other.kind == row.kind
                        && fate.span() == Some(now)
                        && !matches!(fate, Fate::United(_))
                });
                if let Some((stays, _)) = stays {
                    memos::move_to(tx, memos::On::Coding, row.id, stays.id)?;
                    marks::relink(tx, row.id, stays.id)?;
                }
                codings::remove_key(tx, row.id)?;
            }
            Fate::Same(now) | Fate::Kept(now) | Fate::Shrunk(now) | Fate::Grown(now) => {
                let shifted = shifted(row.span, corrections);
                if (i64::from(now.start().0), i64::from(now.end().0)) != shifted {
                    park(tx, row.id)?;
                    changed.push((row, now));
                } else if corrections.iter().any(|it| near(row.span, it))
                    && anchor(mend.text(), now) != row.anchor
                {
                    changed.push((row, now));
                }
            }
        }
    }
    // From the last to the first, so that each is met where it was found.
    for correction in corrections.iter().rev() {
        // Where a bookmark or a memo in words that go stood is written down; the others only shift.
        let (n_removed, n_inserted) = (
            correction.n_after(Way::Back),
            correction.n_after(Way::Forth),
        );
        marks::gather(tx, interview, correction.at, n_removed, n_inserted)?;
        drafts::gather(tx, interview, correction.at, n_removed, n_inserted)?;
        memos::gather(tx, interview, correction.at, n_removed, n_inserted)?;
        correction.insert(tx)?;
        journal::pause(tx, |tx| correction.put_through(tx, Way::Forth))?;
    }
    for (row, now) in changed {
        let anchor = anchor(mend.text(), now);
        tx.prepare_cached(
            "UPDATE coding SET start = ?2, end = ?3, hash = ?4, before = ?5, after = ?6
             WHERE id = ?1",
        )?
        .execute(params![
            row.id,
            now.start().0,
            now.end().0,
            anchor.hash,
            anchor.before,
            anchor.after
        ])?;
    }
    Ok(())
}

/// Where a coding comes to lie by shifting alone.
fn shifted(span: Span, corrections: &[Correction]) -> (i64, i64) {
    let by: i64 = corrections
        .iter()
        .map(|it| (it, it.n_after(Way::Back)))
        .filter(|(it, n_removed)| i64::from(it.at) + n_removed <= i64::from(span.start().0))
        .map(|(it, n_removed)| it.n_after(Way::Forth) - n_removed)
        .sum();
    (i64::from(span.start().0) + by, i64::from(span.end().0) + by)
}

/// Whether a correction may change a coding's words or what is kept of its surroundings.
fn near(span: Span, correction: &Correction) -> bool {
    let side = i64::try_from(context::SIDE).unwrap_or(i64::MAX);
    let at = i64::from(correction.at);
    let end = at + correction.n_after(Way::Back);
    i64::from(span.start().0) <= end + side && i64::from(span.end().0) >= at - side
}

fn park(tx: &Transaction, coding: i64) -> Result<()> {
    tx.prepare_cached("UPDATE coding SET start = start + ?2, end = end + ?2 WHERE id = ?1")?
        .execute([coding, PARKED])?;
    Ok(())
}

/// Refuses where corrections that were just put through by `step` concern codings that
/// the step knows nothing of: others made them meanwhile.
pub(super) fn concerns_no_others(
    tx: &Transaction,
    step: i64,
    corrections: &[Correction],
    way: Way,
) -> Result<()> {
    let side = i64::try_from(context::SIDE).unwrap_or(i64::MAX);
    let mut interviews: Vec<i64> = corrections.iter().map(|it| it.interview).collect();
    interviews.sort_unstable();
    interviews.dedup();
    for interview in interviews {
        let of_interview = || corrections.iter().filter(|it| it.interview == interview);
        // Each position counts in a text with some of the others; now it may lie this much further.
        let further: i64 = of_interview().map(|it| it.n_after(way)).sum();
        let first = of_interview().map(|it| i64::from(it.at)).min().unwrap_or(0) - side;
        let last = of_interview()
            .map(|it| i64::from(it.at) + it.n_after(way))
            .max()
            .unwrap_or(0)
            + further
            + side;
        let is_there: bool = tx
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM interview WHERE id = ?1)")?
            .query_row([interview], |row| row.get(0))?;
        if !is_there {
            // The step that brought the interview brought its corrections.
            continue;
        }
        let (_, text) = interviews::text_of(tx, interview)?;
        let mut statement = tx.prepare_cached(
            "SELECT start, end, hash, before, after FROM coding
             WHERE interview = ?1 AND start <= ?3 AND end >= ?2
               AND NOT EXISTS (SELECT 1 FROM op_row
                               WHERE op = ?4 AND tbl = 'coding' AND row = coding.id)",
        )?;
        let mut rows = statement.query([interview, first, last, step])?;
        while let Some(row) = rows.next()? {
            let kept = context::Anchor {
                hash: row.get(2)?,
                before: row.get(3)?,
                after: row.get(4)?,
            };
            if anchor(&text, span(row.get(0)?, row.get(1)?)?) != kept {
                return Err(match way {
                    Way::Back => StoreError::BuiltUpon,
                    Way::Forth => StoreError::NoLongerFits,
                });
            }
        }
    }
    Ok(())
}
