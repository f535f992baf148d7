//! The present text of an interview: its first text with every correction in force.
//!
//! The first text is written once. A corrected interview has a second revision that
//! follows its corrections, turns and all; it can always be made again from the first
//! one, as [`follows_from_first`] does for `check`. Carrying a correction out or taking it
//! back moves along everything that only shifts: codings, memos, turns, ties, places, what was read. None of
//! that is journalled, since it follows from the correction's row; what changes in any
//! other way is (see the module above).

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::model::seen::Change;
use crate::store::error::{Result, StoreError};
use crate::store::journal::Way;
use crate::store::{drafts, interviews, marks, memos, seen, uids};

/// Added to the positions of a coding while the text under it changes, so that it
/// stands in nobody's way: no text is that long.
pub(in crate::store) const PARKED: i64 = 1 << 40;

/// A row of `correction`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Correction {
    pub(in crate::store) interview: i64,
    /// The turn that it changes, or the one it opens.
    pub(in crate::store) turn: u32,
    /// Code point in the text before it.
    pub(in crate::store) at: u32,
    pub(in crate::store) removed: String,
    pub(in crate::store) inserted: String,
    pub(in crate::store) opens: Option<Opens>,
    /// Where the turn it opens stands among all that any copy has; `None`: as it follows from the step.
    pub(in crate::store) place: Option<String>,
}

/// A turn that a correction opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Opens {
    /// Code points of what is inserted before its first word.
    pub(in crate::store) label: u32,
    /// `speaker.seq`.
    pub(in crate::store) speaker: Option<u16>,
}

const READ: &str = "SELECT interview, turn, at, removed, inserted, opens, speaker, place
    FROM correction";

fn read(row: &rusqlite::Row) -> rusqlite::Result<Correction> {
    let speaker = row.get(6)?;
    Ok(Correction {
        interview: row.get(0)?,
        turn: row.get(1)?,
        at: row.get(2)?,
        removed: row.get(3)?,
        inserted: row.get(4)?,
        opens: row
            .get::<_, Option<u32>>(5)?
            .map(|label| Opens { label, speaker }),
        place: row.get(7)?,
    })
}

impl Correction {
    /// The correction in force with that key.
    pub(in crate::store) fn find(conn: &Connection, id: i64) -> Result<Self> {
        Ok(conn
            .prepare_cached(&format!("{READ} WHERE id = ?1"))?
            .query_row([id], read)?)
    }

    /// A correction that the log remembers.
    pub(in crate::store) fn from_json(row: &serde_json::Value) -> Option<Self> {
        let number = |name: &str| u32::try_from(row.get(name)?.as_u64()?).ok();
        let words = |name: &str| Some(row.get(name)?.as_str()?.to_owned());
        Some(Self {
            interview: row.get("interview")?.as_i64()?,
            turn: number("turn")?,
            at: number("at")?,
            removed: words("removed")?,
            inserted: words("inserted")?,
            opens: number("opens").map(|label| Opens {
                label,
                speaker: number("speaker").and_then(|seq| u16::try_from(seq).ok()),
            }),
            place: words("place"),
        })
    }

    /// The corrections of an interview that are in force, in order.
    pub(in crate::store) fn all(conn: &Connection, interview: i64) -> Result<Vec<Self>> {
        let mut statement =
            conn.prepare_cached(&format!("{READ} WHERE interview = ?1 ORDER BY id"))?;
        let all = statement
            .query_map([interview], read)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(all)
    }

    /// Writes its row.
    pub(in crate::store) fn insert(&self, tx: &Transaction) -> Result<()> {
        tx.prepare_cached(
            "INSERT INTO correction (interview, turn, at, removed, inserted, opens, speaker, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            self.interview,
            self.turn,
            self.at,
            self.removed,
            self.inserted,
            self.opens.map(|it| it.label),
            self.opens.and_then(|it| it.speaker),
            self.place,
        ])?;
        Ok(())
    }

    /// What goes and what comes when it is carried out, or the other way round.
    fn pieces(&self, way: Way) -> (&str, &str) {
        match way {
            Way::Forth => (&self.removed, &self.inserted),
            Way::Back => (&self.inserted, &self.removed),
        }
    }

    /// Code points that it occupies once it was put through that way.
    pub(in crate::store) fn n_after(&self, way: Way) -> i64 {
        n_chars(self.pieces(way).1)
    }

    /// Carries it out on the present text or takes it back, with everything that only shifts.
    ///
    /// The journal must not record meanwhile.
    pub(in crate::store) fn put_through(&self, tx: &Transaction, way: Way) -> Result<()> {
        let (gone, come) = self.pieces(way);
        let revision: i64 = tx
            .prepare_cached("SELECT revision FROM interview WHERE id = ?1")?
            .query_row([self.interview], |row| row.get(0))?;
        let (_, text) = interviews::text_of(tx, self.interview)?;
        let fits = |byte: usize| text.as_str()[byte..].starts_with(gone);
        let byte = text
            .byte(crate::model::CharPos(self.at))
            .map(|byte| byte.0 as usize)
            .filter(|byte| fits(*byte))
            .ok_or(StoreError::NoLongerFits)?;
        let delta = n_chars(come) - n_chars(gone);
        let n_after = i64::from(text.chars()) + delta;
        let before = text.as_str();
        let after = [&before[..byte], come, &before[byte + gone.len()..]].concat();
        tx.prepare_cached("UPDATE revision SET n_chars = ?2, hash = ?3, text = ?4 WHERE id = ?1")?
            .execute(params![
                revision,
                n_after,
                uids::sha256(after.as_bytes()),
                after
            ])?;
        self.move_turns(tx, revision, delta, way)?;
        let from = i64::from(self.at) + n_chars(gone);
        shift_codings(tx, self.interview, from, delta)?;
        tx.prepare_cached("UPDATE place SET at = at + ?3 WHERE interview = ?1 AND at >= ?2")?
            .execute(params![self.interview, from, delta])?;
        let count = |words: &str| u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        let change = Change {
            at: self.at,
            removed: count(gone),
            added: count(come),
        };
        if memos::hinder(tx, self.interview, change)? {
            return Err(match way {
                Way::Back => StoreError::BuiltUpon,
                Way::Forth => StoreError::NoLongerFits,
            });
        }
        marks::follow(tx, self.interview, change)?;
        drafts::follow(tx, self.interview, change)?;
        memos::follow(tx, self.interview, change)?;
        seen::follow(tx, self.interview, change)
    }

    fn move_turns(&self, tx: &Transaction, revision: i64, delta: i64, way: Way) -> Result<()> {
        let Some(opens) = self.opens else {
            tx.prepare_cached("UPDATE turn SET end = end + ?3 WHERE revision = ?1 AND seq = ?2")?
                .execute(params![revision, self.turn, delta])?;
            return shift_turns(tx, revision, i64::from(self.turn) + 1, delta);
        };
        let turn = i64::from(self.turn);
        let end_of = |seq: i64| -> Result<Option<i64>> {
            Ok(tx
                .prepare_cached("SELECT end FROM turn WHERE revision = ?1 AND seq = ?2")?
                .query_row([revision, seq], |row| row.get(0))
                .optional()?)
        };
        let set_end = |seq: i64, end: i64| -> Result<()> {
            tx.prepare_cached("UPDATE turn SET end = ?3 WHERE revision = ?1 AND seq = ?2")?
                .execute([revision, seq, end])?;
            Ok(())
        };
        match way {
            Way::Forth => {
                shift_turns(tx, revision, turn, delta)?;
                number_turns(tx, self.interview, revision, turn, 1)?;
                // The first turn of a text has none before it whose end it could take.
                let end = end_of(turn - 1)?.unwrap_or_else(|| i64::from(self.at)) + delta;
                tx.prepare_cached(
                    "INSERT INTO turn (revision, seq, start, end, speaker) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    revision,
                    turn,
                    i64::from(self.at) + i64::from(opens.label),
                    end,
                    opens.speaker
                ])?;
                set_end(turn - 1, i64::from(self.at))
            }
            Way::Back => {
                let end = end_of(turn)?.ok_or(StoreError::NoLongerFits)?;
                let tied: bool = tx
                    .prepare_cached(
                        "SELECT EXISTS (SELECT 1 FROM tie WHERE interview = ?1 AND turn = ?2)",
                    )?
                    .query_row([self.interview, turn], |row| row.get(0))?;
                if tied {
                    return Err(StoreError::BuiltUpon);
                }
                tx.prepare_cached("DELETE FROM turn WHERE revision = ?1 AND seq = ?2")?
                    .execute([revision, turn])?;
                number_turns(tx, self.interview, revision, turn + 1, -1)?;
                // `delta` is negative on the way back.
                set_end(turn - 1, end + delta)?;
                shift_turns(tx, revision, turn, delta)
            }
        }
    }
}

fn n_chars(words: &str) -> i64 {
    i64::try_from(words.chars().count()).unwrap_or(i64::MAX)
}

/// Moves turns from `seq` on.
fn shift_turns(tx: &Transaction, revision: i64, seq: i64, delta: i64) -> Result<()> {
    if delta != 0 {
        tx.prepare_cached(
            "UPDATE turn SET start = start + ?3, end = end + ?3 WHERE revision = ?1 AND seq >= ?2",
        )?
        .execute([revision, seq, delta])?;
    }
    Ok(())
}

/// Counts turns from `seq` on up or down by one, and the ties to them.
fn number_turns(tx: &Transaction, interview: i64, revision: i64, seq: i64, by: i64) -> Result<()> {
    // By way of negative numbers: no two turns may have one number at any moment.
    tx.prepare_cached("UPDATE turn SET seq = -1 - (seq + ?3) WHERE revision = ?1 AND seq >= ?2")?
        .execute([revision, seq, by])?;
    tx.prepare_cached("UPDATE turn SET seq = -1 - seq WHERE revision = ?1 AND seq < 0")?
        .execute([revision])?;
    tx.prepare_cached("UPDATE tie SET turn = turn + ?3 WHERE interview = ?1 AND turn >= ?2")?
        .execute([interview, seq, by])?;
    Ok(())
}

/// Moves the codings that begin at `from` or behind it.
fn shift_codings(tx: &Transaction, interview: i64, from: i64, delta: i64) -> Result<()> {
    if delta == 0 {
        return Ok(());
    }
    // In the order in which none comes to lie where another still is.
    let order = if delta > 0 { "DESC" } else { "ASC" };
    let keys: Vec<i64> = tx
        .prepare_cached(&format!(
            "SELECT id FROM coding WHERE interview = ?1 AND start >= ?2 AND start < ?3
             ORDER BY start {order}, end {order}"
        ))?
        .query_map([interview, from, PARKED], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut shift =
        tx.prepare_cached("UPDATE coding SET start = start + ?2, end = end + ?2 WHERE id = ?1")?;
    for key in keys {
        shift.execute([key, delta])?;
    }
    Ok(())
}

/// Has the interview's text follow corrections from now on.
pub(in crate::store) fn follow(tx: &Transaction, interview: i64) -> Result<()> {
    let now: i64 = tx
        .prepare_cached("SELECT revision FROM interview WHERE id = ?1")?
        .query_row([interview], |row| row.get(0))?;
    let follows: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM corrected WHERE revision = ?1)")?
        .query_row([now], |row| row.get(0))?;
    if follows {
        return Ok(());
    }
    // Where all corrections were taken back there is one, and it says what the first says.
    let there = tx
        .prepare_cached("SELECT revision FROM corrected WHERE first = ?1")?
        .query_row([now], |row| row.get(0))
        .optional()?;
    let revision = match there {
        Some(revision) => revision,
        None => copy(tx, now)?,
    };
    tx.prepare_cached("UPDATE interview SET revision = ?2 WHERE id = ?1")?
        .execute([interview, revision])?;
    Ok(())
}

fn copy(tx: &Transaction, first: i64) -> Result<i64> {
    tx.execute(
        "INSERT INTO revision (uid, n_chars, hash, text)
         SELECT ?2, n_chars, hash, text FROM revision WHERE id = ?1",
        params![first, uids::fresh().0],
    )?;
    let revision = tx.last_insert_rowid();
    tx.execute(
        "INSERT INTO turn (revision, seq, start, end, speaker, time_ms)
         SELECT ?2, seq, start, end, speaker, time_ms FROM turn WHERE revision = ?1 ORDER BY seq",
        [first, revision],
    )?;
    tx.execute(
        "INSERT INTO corrected (revision, first) VALUES (?1, ?2)",
        [revision, first],
    )?;
    Ok(revision)
}

/// A turn: start, end, speaker.
type TurnRow = (i64, i64, Option<u16>);

/// A text and its turns, made again from the first text and the corrections in force.
#[derive(Debug, PartialEq, Eq)]
struct Rebuilt {
    text: String,
    turns: Vec<TurnRow>,
}

/// Whether the present text and turns of an interview are those that follow from its first
/// text and its corrections, and the first text is as it was written.
pub(in crate::store) fn follows_from_first(conn: &Connection, interview: i64) -> Result<bool> {
    let corrections = Correction::all(conn, interview)?;
    let corrected: Option<(i64, i64)> = conn
        .prepare_cached(
            "SELECT corrected.first, corrected.revision FROM interview
             JOIN corrected ON corrected.revision = interview.revision
             WHERE interview.id = ?1",
        )?
        .query_row([interview], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((first, present)) = corrected else {
        return Ok(corrections.is_empty());
    };
    let read = |revision: i64| -> Result<(Rebuilt, String)> {
        let (text, hash) = conn
            .prepare_cached("SELECT text, hash FROM revision WHERE id = ?1")?
            .query_row([revision], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let turns = turns(conn, revision)?;
        Ok((Rebuilt { text, turns }, hash))
    };
    let (mut rebuilt, hash) = read(first)?;
    let as_written = uids::sha256(rebuilt.text.as_bytes()) == hash;
    let fit = corrections
        .iter()
        .all(|correction| rebuilt.add(correction).is_some());
    Ok(as_written && fit && rebuilt == read(present)?.0)
}

impl Rebuilt {
    /// Carries a correction out; `None` where it doesn't fit.
    fn add(&mut self, correction: &Correction) -> Option<()> {
        let byte = self
            .text
            .char_indices()
            .map(|(byte, _)| byte)
            .chain([self.text.len()])
            .nth(correction.at as usize)?;
        let end = byte + correction.removed.len();
        if self.text.get(byte..end)? != correction.removed {
            return None;
        }
        self.text.replace_range(byte..end, &correction.inserted);
        let delta = n_chars(&correction.inserted) - n_chars(&correction.removed);
        let turn = correction.turn as usize;
        let at = i64::from(correction.at);
        let behind = match correction.opens {
            None => {
                self.turns.get_mut(turn)?.1 += delta;
                turn + 1
            }
            Some(opens) => {
                let before = turn.checked_sub(1).map(|it| self.turns.get_mut(it));
                let end = match before {
                    Some(before) => std::mem::replace(&mut before?.1, at),
                    None => at,
                };
                let new = (at + i64::from(opens.label), end + delta, opens.speaker);
                if turn > self.turns.len() {
                    return None;
                }
                self.turns.insert(turn, new);
                turn + 1
            }
        };
        for later in &mut self.turns[behind..] {
            later.0 += delta;
            later.1 += delta;
        }
        Some(())
    }
}

/// The turns of a revision.
pub(in crate::store) fn turns(conn: &Connection, revision: i64) -> Result<Vec<TurnRow>> {
    let mut statement = conn
        .prepare_cached("SELECT start, end, speaker FROM turn WHERE revision = ?1 ORDER BY seq")?;
    let turns = statement
        .query_map([revision], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(turns)
}
