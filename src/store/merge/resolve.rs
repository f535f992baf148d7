//! Saying of a conflict which side stands, and putting the other in its place.

use rusqlite::{OptionalExtension as _, Transaction, params};
use serde_json::Value as Json;

use super::conflicts::turn_number;
use super::pace::Pace;
use super::record::Val;
use super::spec::{Holds, TABLES, number};
use super::{read, texts};
use crate::model::conflict::ConflictOutcome;
use crate::model::{CodeId, ConflictId, InterviewId, Span, Thing, Uid, Watch};
use crate::store::error::{Refused, Result, StoreError};
use crate::store::{codebook, codings, keys, revise};

/// Says of a conflict that it was looked at; what doesn't stand takes the place of what does
/// where that is asked. One that was dealt with is left to undo.
pub(in crate::store) fn resolve(
    tx: &Transaction,
    id: ConflictId,
    outcome: ConflictOutcome,
) -> Result<()> {
    let found: Option<(i64, String, String, String, String, Option<String>, String)> = tx
        .prepare_cached(
            "SELECT id, kind, tbl, thing, part, other, outcome FROM conflict WHERE uid = ?1",
        )?
        .query_row([id.0.0], |row| row.try_into())
        .optional()?;
    let Some((key, kind, table, thing, part, other, said)) = found else {
        return Err(StoreError::NoSuch {
            what: Thing::Conflict,
            name: id.to_string(),
        });
    };
    let word = match outcome {
        ConflictOutcome::Open => "",
        other => other.name(),
    };
    if said == word {
        return Ok(());
    }
    if !said.is_empty() {
        return Err(Refused::ConflictSettled.into());
    }
    if outcome == ConflictOutcome::Other {
        let values: Option<Vec<Val>> = other.as_deref().and_then(|other| {
            let values: Vec<Json> = serde_json::from_str(other).ok()?;
            values.iter().map(Val::from_json).collect()
        });
        match (kind.as_str(), values) {
            ("turn", Some(values)) => put_turn(tx, &thing, &values)?,
            ("changed", Some(values)) => put_part(tx, &table, &thing, &part, &values)?,
            ("deleted", None) if table == "coding" => {
                let coding = keys::coding_with(tx, &thing)?;
                codings::remove_key(tx, coding)?;
            }
            _ => return Err(Refused::ConflictByHand.into()),
        }
    }
    tx.prepare_cached("UPDATE conflict SET outcome = ?2 WHERE id = ?1 AND outcome <> ?2")?
        .execute(params![key, word])?;
    Ok(())
}

fn put_turn(tx: &Transaction, thing: &str, values: &[Val]) -> Result<()> {
    let by_hand = || StoreError::from(Refused::ConflictByHand);
    let (interview, place) = thing.split_once('/').ok_or_else(by_hand)?;
    let turn = turn_number(tx, interview, place)?.ok_or_else(by_hand)?;
    let words = values.first().and_then(Val::text).ok_or_else(by_hand)?;
    let uid: Uid = interview.parse().map_err(|_| by_hand())?;
    let turn = u32::try_from(turn - 1).map_err(|_| by_hand())?;
    revise::turn(tx, InterviewId(uid), turn, words)
}

fn put_part(tx: &Transaction, table: &str, thing: &str, part: &str, values: &[Val]) -> Result<()> {
    let by_hand = || StoreError::from(Refused::ConflictByHand);
    let n = number(table).ok_or_else(by_hand)?;
    let state = read::read(tx, &Pace::of(1, Watch::nobody()))?;
    let key = *state.keys[n].get(thing).ok_or_else(by_hand)?;
    if table == "code" {
        match part {
            "name,definition,use_when,not_when,version" => return put_words(tx, thing, values),
            "public_id" | "parent" | "retired,merged_into" => return Err(by_hand()),
            _ => {}
        }
    }
    for (name, value) in part.split(',').zip(values) {
        let column = TABLES[n].column(name).ok_or_else(by_hand)?;
        let value = match (TABLES[n].columns[column].holds, value) {
            // Held by its turns, so that corrections since then don't put it on other words.
            (Holds::Passage, Val::Held(held)) if table == "coding" => {
                let uid: Uid = thing.parse().map_err(|_| by_hand())?;
                let interview = tx.query_row(
                    "SELECT interview FROM coding WHERE uid = ?1",
                    [uid.0],
                    |row| row.get(0),
                )?;
                let layout = texts::layout(tx, &texts::whose(tx, interview)?)?;
                let (start, end) = layout.fits(held).ok_or_else(by_hand)?;
                let span = Span::within(layout.chars(), start, end).map_err(|_| by_hand())?;
                codings::move_boundaries(tx, crate::model::CodingId(uid), span)?;
                continue;
            }
            (Holds::Key(of), Val::Text(name)) => {
                let of = number(of).ok_or_else(by_hand)?;
                rusqlite::types::Value::from(*state.keys[of].get(name).ok_or_else(by_hand)?)
            }
            (_, Val::Null) => rusqlite::types::Value::Null,
            (Holds::Value, Val::Int(number)) => rusqlite::types::Value::from(*number),
            (Holds::Value, Val::Text(text)) => rusqlite::types::Value::from(text.to_string()),
            _ => return Err(by_hand()),
        };
        tx.prepare_cached(&format!(
            "UPDATE main.{table} SET \"{name}\" = ?2 WHERE id = ?1"
        ))?
        .execute(params![key, value])?;
    }
    Ok(())
}

/// What a coder goes by is put in place as an edit does it: under a version of its own.
fn put_words(tx: &Transaction, thing: &str, values: &[Val]) -> Result<()> {
    let by_hand = || StoreError::from(Refused::ConflictByHand);
    let uid: Uid = thing.parse().map_err(|_| by_hand())?;
    let [name, definition, use_when, not_when, _] = values else {
        return Err(by_hand());
    };
    let text = |value: &Val| value.text().map(ToString::to_string).ok_or_else(by_hand);
    let mut entry = codebook::entry_of(tx, CodeId(uid))?;
    entry.name = text(name)?;
    entry.definition = text(definition)?;
    entry.use_when = text(use_when)?;
    entry.not_when = text(not_when)?;
    codebook::revise(tx, CodeId(uid), &entry)
}
