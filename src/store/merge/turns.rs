//! Putting the text to come in the place of the present one: corrections taken back and carried out.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Transaction, params};

use super::record::Stamp;
use super::texts::{self, TextState, Turn};
use crate::model::CharPos;
use crate::store::error::Result;
use crate::store::journal::{self, Way};
use crate::store::revise::present::{self, Correction, Opens, PARKED};
use crate::text::remap::replaces;
use crate::text::{Layout, Place};

/// A turn that two copies corrected otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TurnClash {
    pub(super) interview: Rc<str>,
    pub(super) place: Place,
    pub(super) kept: Turn,
    pub(super) other: Turn,
}

/// Turns that two copies corrected, each without knowing of the other.
pub(super) fn clashes(
    interview: &Rc<str>,
    mine: &TextState,
    theirs: &TextState,
    knew: (&dyn Fn(Stamp) -> bool, &dyn Fn(Stamp) -> bool),
    found: &mut Vec<TurnClash>,
) {
    for (place, a) in &mine.turns {
        let Some(b) = theirs.turns.get(place) else {
            continue;
        };
        let none = Stamp::default();
        let apart = a.stamp != b.stamp && a.stamp != none && b.stamp != none;
        if a.says == b.says || !apart || knew.0(a.stamp) || knew.1(b.stamp) {
            continue;
        }
        let (kept, other) = if a > b { (a, b) } else { (b, a) };
        found.push(TurnClash {
            interview: interview.clone(),
            place: place.clone(),
            kept: kept.clone(),
            other: other.clone(),
        });
    }
}

/// Has an interview's text become another one. Everything that lies somewhere in it is
/// parked far behind it, to be put where it belongs.
pub(super) fn rewrite(
    tx: &Transaction,
    interview: i64,
    now: &Layout,
    to: &Layout,
    text: &TextState,
) -> Result<u32> {
    present::follow(tx, interview)?;
    park(tx, interview)?;
    let gone = |place: &Place| to.at(place).is_none();
    let mut now = now.clone();
    if now.pieces().iter().any(|it| gone(&it.place)) {
        take_back(tx, interview, Some(&gone))?;
        now = texts::layout(tx, &texts::whose(tx, interview)?)?;
    }
    let seqs: HashMap<Rc<str>, u16> = texts::speakers(tx, interview)?
        .into_iter()
        .map(|(seq, uid)| (uid, seq))
        .collect();
    let mut n_turns = 0;
    let (mut at, mut turn) = (0, 0);
    for piece in to.pieces() {
        let (gap, words) = (n_chars(&piece.gap), n_chars(&piece.words));
        let is_turn = piece.place != Place::head() && piece.place != Place::tail();
        match now.at(&piece.place) {
            Some(was) if was.words == piece.words => {}
            Some(was) => {
                let changes = replaces(&was.words, &piece.words, CharPos(at + gap));
                let Some((first, last)) = changes.first().zip(changes.last()) else {
                    continue;
                };
                let (from, end) = (first.at.0, last.end().0);
                let cut = |words: &str, from: u32, to: u32| -> String {
                    words
                        .chars()
                        .skip(from as usize)
                        .take((to - from) as usize)
                        .collect()
                };
                let begins = at + gap;
                let removed = cut(&was.words, from - begins, end - begins);
                let behind = n_chars(&was.words) - (end - begins);
                let inserted = cut(&piece.words, from - begins, words - behind);
                put(tx, interview, turn, from, removed, inserted, None, None)?;
                n_turns += 1;
            }
            None => {
                let speaker = text.turns.get(&piece.place).and_then(|it| it.says.as_ref());
                let speaker = speaker.and_then(|it| it.speaker.as_ref());
                let opens = Opens {
                    label: gap,
                    speaker: speaker.and_then(|uid| seqs.get(uid).copied()),
                };
                let inserted = [&*piece.gap, &*piece.words].concat();
                let place = Some(piece.place.to_string());
                put(
                    tx,
                    interview,
                    turn,
                    at,
                    String::new(),
                    inserted,
                    Some(opens),
                    place,
                )?;
                n_turns += 1;
            }
        }
        at += gap + words;
        turn += u32::from(is_turn);
    }
    Ok(n_turns)
}

#[expect(
    clippy::too_many_arguments,
    reason = "these are the columns of a correction"
)]
fn put(
    tx: &Transaction,
    interview: i64,
    turn: u32,
    at: u32,
    removed: String,
    inserted: String,
    opens: Option<Opens>,
    place: Option<String>,
) -> Result<()> {
    let correction = Correction {
        interview,
        turn,
        at,
        removed,
        inserted,
        opens,
        place,
    };
    correction.insert(tx)?;
    journal::pause(tx, |tx| correction.put_through(tx, Way::Forth))
}

/// Parks codings, memos on passages, bookmarks and ties of an interview.
fn park(tx: &Transaction, interview: i64) -> Result<()> {
    for sql in [
        "UPDATE coding SET start = start + ?2, end = end + ?2 WHERE interview = ?1 AND start < ?2",
        "UPDATE memo SET start = start + ?2, end = end + ?2 WHERE interview = ?1 AND start < ?2",
        "UPDATE bookmark SET at = at + ?2 WHERE interview = ?1 AND at < ?2",
        "UPDATE tie SET turn = turn + ?2 WHERE interview = ?1 AND turn < ?2",
    ] {
        tx.prepare_cached(sql)?
            .execute(params![interview, PARKED])?;
    }
    Ok(())
}

/// Takes every correction of an interview back.
pub(super) fn take_all_back(tx: &Transaction, interview: i64) -> Result<()> {
    let corrected: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM correction WHERE interview = ?1)")?
        .query_row([interview], |row| row.get(0))?;
    if corrected {
        park(tx, interview)?;
        take_back(tx, interview, None)?;
    }
    Ok(())
}

/// Takes corrections back, from the latest to the first that opened a turn which is to go; all of
/// them where none is named.
fn take_back(
    tx: &Transaction,
    interview: i64,
    gone: Option<&dyn Fn(&Place) -> bool>,
) -> Result<()> {
    let keys: Vec<i64> = tx
        .prepare_cached("SELECT id FROM correction WHERE interview = ?1 ORDER BY id DESC")?
        .query_map([interview], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in keys {
        if let Some(gone) = gone {
            let places = texts::places(tx, &texts::whose(tx, interview)?)?;
            if !places.iter().any(gone) {
                break;
            }
        }
        let correction = Correction::find(tx, key)?;
        journal::pause(tx, |tx| correction.put_through(tx, Way::Back))?;
        tx.prepare_cached("DELETE FROM correction WHERE id = ?1")?
            .execute([key])?;
    }
    Ok(())
}

fn n_chars(words: &str) -> u32 {
    u32::try_from(words.chars().count()).unwrap_or(u32::MAX)
}
