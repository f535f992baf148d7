//! What a copy says: its rows as records, whatever keys they have there.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::Value as Json;

use super::Pace;
use super::log::{Log, Traced};
use super::record::{Record, Stamp, Val};
use super::spec::{Column, Holds, Known, TABLES, TURN, Table, number};
use super::texts;
use crate::store::error::{Result, StoreError};
use crate::store::uids;
use crate::text::Place;

/// Facts that are each copy's own.
const OWN_FACTS: [&str; 5] = ["uid", "created_ms", "clock", "known", "work_copy_of"];

/// What is written down beside a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) id: i64,
    /// Clock of the merge that wrote it.
    pub(super) clock: i64,
    pub(super) stamps: Vec<Stamp>,
    pub(super) gone: Stamp,
    pub(super) says: Option<Vec<Val>>,
}

/// An interview of a copy, as far as its text goes.
#[derive(Clone, Debug)]
pub(super) struct Whose {
    pub(super) key: i64,
    pub(super) revision: i64,
    /// The text as it was imported.
    pub(super) first: i64,
    /// Hash of the present text.
    pub(super) hash: String,
}

/// Everything a copy says.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) log: Log,
    /// By table: what things are known as, and what is said of them.
    pub(super) records: Vec<HashMap<Rc<str>, Record>>,
    /// By table: keys of the rows that are there.
    pub(super) keys: Vec<HashMap<Rc<str>, i64>>,
    /// By table: what is known by a key, also of rows that are gone.
    pub(super) names: Vec<HashMap<i64, Rc<str>>>,
    pub(super) told: HashMap<(Rc<str>, Rc<str>), Told>,
    /// Interviews of which a passage is written beside a row.
    pub(super) held: HashSet<Rc<str>>,
    /// What is written down of turns, by interview.
    pub(super) told_turns: HashMap<Rc<str>, Vec<(Place, Told)>>,
    pub(super) texts: HashMap<Rc<str>, Whose>,
    /// Places of the turns of interviews whose turns aren't those that were imported.
    pub(super) places: HashMap<Rc<str>, Vec<Place>>,
    pub(super) tombstones: Vec<Rc<str>>,
    /// By table and name, rows as they are, where something else is written beside them.
    pub(super) shown: HashMap<(usize, Rc<str>), Vec<Val>>,
    /// Whether something in it was withdrawn and is left out.
    pub(super) left_out: bool,
}

/// Reads a copy. Turns of ties stay numbers of the present text until [`super::texts`] names them.
pub(super) fn read(conn: &Connection, pace: &Pace) -> Result<State> {
    let (told, held) = read_told(conn)?;
    let mut state = State {
        log: Log::read(conn)?,
        told,
        held,
        texts: read_texts(conn)?,
        tombstones: conn
            .prepare("SELECT hex(uid) FROM main.tombstone")?
            .query_map([], |row| Ok(Rc::from(row.get_ref(0)?.as_str()?)))?
            .collect::<rusqlite::Result<_>>()?,
        ..State::default()
    };
    for (interview, whose) in &state.texts {
        if let Some(places) = texts::opened(conn, whose)? {
            state.places.insert(interview.clone(), places);
        }
    }
    for (n, table) in TABLES.iter().enumerate() {
        pace.step()?;
        state.records.push(HashMap::new());
        state.keys.push(HashMap::new());
        state.names.push(HashMap::new());
        if table.name == "code" {
            // Codes point to codes.
            let mut statement = conn.prepare("SELECT id, hex(uid) FROM main.code")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                state.names[n].insert(
                    row.get(0)?,
                    Rc::from(row.get_ref(1)?.as_str().unwrap_or("")),
                );
            }
        }
        read_rows(conn, n, table, &mut state)?;
        read_gone(conn, n, table, &mut state)?;
    }
    for ((tbl, thing), told) in &state.told {
        let Some(n) = number(tbl) else {
            let turn = thing.split_once('/');
            if let Some((interview, place)) = turn
                && let Ok(place) = place.parse()
            {
                let turns = state.told_turns.entry(Rc::from(interview)).or_default();
                turns.push((place, told.clone()));
            }
            continue;
        };
        if state.records[n].contains_key(thing) {
            continue;
        }
        let record = Record {
            stamps: told.stamps.clone(),
            gone: told.gone,
            body: told.says.clone(),
        };
        state.records[n].insert(thing.clone(), record);
    }
    Ok(state)
}

fn read_texts(conn: &Connection) -> Result<HashMap<Rc<str>, Whose>> {
    let mut statement = conn.prepare(
        "SELECT hex(interview.uid), interview.id, interview.revision,
                coalesce(corrected.first, interview.revision), revision.hash
         FROM main.interview JOIN main.revision ON revision.id = interview.revision
         LEFT JOIN main.corrected ON corrected.revision = interview.revision",
    )?;
    let texts = statement
        .query_map([], |row| {
            Ok((
                Rc::from(row.get_ref(0)?.as_str()?),
                Whose {
                    key: row.get(1)?,
                    revision: row.get(2)?,
                    first: row.get(3)?,
                    hash: row.get(4)?,
                },
            ))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(texts)
}

/// Everything that is written beside rows.
type AllTold = HashMap<(Rc<str>, Rc<str>), Told>;

/// Returns also the interviews of which a passage is written there.
fn read_told(conn: &Connection) -> Result<(AllTold, HashSet<Rc<str>>)> {
    let mut all = HashMap::new();
    let mut held = HashSet::new();
    let mut statement =
        conn.prepare("SELECT id, tbl, thing, clock, stamps, says, interview FROM main.merged")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let strange = || StoreError::Strange("merged.stamps".to_owned());
        let tbl = Rc::from(row.get_ref(1)?.as_str().map_err(|_| strange())?);
        let thing = Rc::from(row.get_ref(2)?.as_str().map_err(|_| strange())?);
        let stamps: Json = serde_json::from_str(row.get_ref(4)?.as_str().map_err(|_| strange())?)
            .map_err(|_| strange())?;
        let mut stamps: Vec<Stamp> = stamps
            .as_array()
            .and_then(|all| all.iter().map(stamp).collect())
            .ok_or_else(strange)?;
        let parts = match number(&tbl) {
            Some(n) => TABLES[n].parts(),
            None if &*tbl == TURN => 1,
            None => continue,
        };
        let gone = (stamps.len() > parts).then(|| stamps.pop()).flatten();
        // One stands for all parts.
        if stamps.len() == 1 {
            stamps = vec![stamps[0]; parts];
        }
        let says = row.get::<_, Option<String>>(5)?;
        let says = says
            .map(|says| {
                let says: Json = serde_json::from_str(&says).map_err(|_| strange())?;
                let vals = says
                    .as_array()
                    .and_then(|all| all.iter().map(Val::from_json).collect());
                vals.ok_or_else(strange)
            })
            .transpose()?;
        let says: Option<Vec<Val>> = says;
        // As many as the table has parts and columns, whoever wrote the file.
        let n_columns = number(&tbl).map(|n| TABLES[n].columns.len());
        let n_said = says.as_ref().map(Vec::len);
        if stamps.len() != parts
            || (n_said.is_some() && n_columns.is_some_and(|n| n_said != Some(n)))
        {
            return Err(strange());
        }
        let holds = |says: &Vec<Val>| says.iter().any(|val| matches!(val, Val::Held(_)));
        if says.as_ref().is_some_and(holds)
            && let Some(interview) = row.get_ref(6)?.as_str_or_null().unwrap_or_default()
        {
            held.insert(Rc::from(interview));
        }
        let told = Told {
            id: row.get(0)?,
            clock: row.get(3)?,
            stamps,
            gone: gone.unwrap_or_default(),
            says,
        };
        all.insert((tbl, thing), told);
    }
    Ok((all, held))
}

fn stamp(json: &Json) -> Option<Stamp> {
    let step = match json.get(1)?.as_str()? {
        "" => [0; 16],
        hex => u128::from_str_radix(hex, 16).ok()?.to_be_bytes(),
    };
    Some(Stamp {
        clock: json.get(0)?.as_i64()?,
        step,
    })
}

/// SQL for a column.
fn expression(column: &Column) -> String {
    let name = column.name;
    match column.holds {
        Holds::Uid => format!("hex(\"{name}\")"),
        Holds::Original => {
            format!("(SELECT hash FROM main.original AS it WHERE it.id = \"{name}\")")
        }
        Holds::Passage => "\"start\", \"end\"".to_owned(),
        _ => format!("\"{name}\""),
    }
}

fn read_rows(conn: &Connection, n: usize, table: &Table, state: &mut State) -> Result<()> {
    let columns: Vec<String> = table.columns.iter().map(expression).collect();
    let sql = format!(
        "SELECT id, {} FROM main.{} ORDER BY id",
        columns.join(", "),
        table.name
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let body = body(table, row, state)?;
        if table.name == "study_fact" && OWN_FACTS.iter().any(|own| is(&body[0], own)) {
            continue;
        }
        let name = name(table, &body);
        let told = state.told.get(&(Rc::from(table.name), name.clone()));
        let shown = told
            .and_then(|told| told.says.as_ref())
            .map(|_| body.clone());
        let record = current(table, body, state.log.of(n, key), told);
        if let Some(shown) = shown {
            state.shown.insert((n, name.clone()), shown);
        }
        state.names[n].insert(key, name.clone());
        state.keys[n].insert(name.clone(), key);
        state.records[n].insert(name, record);
    }
    Ok(())
}

fn is(val: &Val, word: &str) -> bool {
    val.text().is_some_and(|text| &**text == word)
}

/// The columns of a row.
fn body(table: &Table, row: &Row, state: &State) -> Result<Vec<Val>> {
    let mut at = 1;
    let mut body = Vec::with_capacity(table.columns.len());
    for column in table.columns {
        let value = row.get_ref(at)?;
        at += 1;
        let number_at = |value: ValueRef| match value {
            ValueRef::Integer(number) => u32::try_from(number).ok(),
            _ => None,
        };
        body.push(match (column.holds, value) {
            (Holds::Passage, start) => {
                let end = row.get_ref(at)?;
                at += 1;
                match (number_at(start), number_at(end)) {
                    (Some(start), Some(end)) => Val::Here(start, end),
                    _ => Val::Null,
                }
            }
            (_, ValueRef::Null) => Val::Null,
            (Holds::Point, value) => {
                number_at(value).map_or(Val::Null, |at| Val::Here(at, at.saturating_add(1)))
            }
            (Holds::Key(of), ValueRef::Integer(key)) => named(state, of, key)?,
            (Holds::Turn, ValueRef::Integer(seq)) => {
                turn(state, &body, seq).ok_or_else(|| StoreError::Strange("tie.turn".to_owned()))?
            }
            (_, ValueRef::Integer(number)) => Val::Int(number),
            (_, value) => {
                let text = value.as_str().map_err(rusqlite::Error::from)?;
                Val::Text(Rc::from(text))
            }
        });
    }
    Ok(body)
}

/// Where a turn of a tie's interview stands.
fn turn(state: &State, body: &[Val], seq: i64) -> Option<Val> {
    let place = match state.places.get(body[0].text()?) {
        Some(places) => places.get(usize::try_from(seq).ok()?)?.clone(),
        None => Place::first(seq),
    };
    Some(Val::Text(place.to_string().into()))
}

/// What the row of that key is known as.
fn named(state: &State, of: &str, key: i64) -> Result<Val> {
    number(of)
        .and_then(|n| state.names[n].get(&key))
        .map(|name| Val::Text(name.clone()))
        .ok_or_else(|| StoreError::Strange(format!("a key of {of}")))
}

/// What a row is known as in every copy.
pub(super) fn name(table: &Table, body: &[Val]) -> Rc<str> {
    let one = |n: &usize| match &body[*n] {
        Val::Null => "-".to_owned(),
        Val::Int(number) => number.to_string(),
        Val::Text(text) => text.as_ref().to_owned(),
        Val::Here(start, end) => format!("{start}..{end}"),
        Val::Held(held) => format!("{held:?}"),
    };
    let all = |columns: &[usize]| -> Vec<String> { columns.iter().map(one).collect() };
    match table.known {
        Known::ByUid => body[0].text().cloned().unwrap_or_else(|| "".into()),
        Known::By([column]) if body[*column].text().is_some() => {
            body[*column].text().cloned().unwrap_or_else(|| "".into())
        }
        Known::By(columns) => all(columns).join("/").into(),
        Known::ByHash(columns) => uids::sha256(all(columns).join("\0").as_bytes()).into(),
        Known::AsTie => match &body[1] {
            Val::Null => format!("{}/-/{}", one(&0), one(&2)).into(),
            _ => format!("{}/{}", one(&0), one(&1)).into(),
        },
    }
}

/// What is said of a row that is there: by itself, or by what is written beside it.
fn current(
    table: &Table,
    mut body: Vec<Val>,
    traced: Option<&Traced>,
    told: Option<&Told>,
) -> Record {
    let mut stamps = traced.map_or_else(
        || vec![Stamp::default(); table.parts()],
        |traced| traced.stamps.clone(),
    );
    stamps.resize(table.parts(), Stamp::default());
    let mut gone = Stamp::default();
    if let Some(told) = told {
        gone = told.gone;
        for (part, (stamp, told_at)) in stamps.iter_mut().zip(&told.stamps).enumerate() {
            if stamp.clock >= told.clock {
                continue;
            }
            *stamp = *told_at;
            if let Some(says) = &told.says {
                for n in table.of_part(part) {
                    body[n] = says[n].clone();
                }
            }
        }
    }
    Record {
        stamps,
        gone,
        body: Some(body),
    }
}

/// Rows that steps of this copy took away.
fn read_gone(conn: &Connection, n: usize, table: &Table, state: &mut State) -> Result<()> {
    let mut found = Vec::new();
    let there: HashSet<i64> = state.keys[n].values().copied().collect();
    for (key, traced) in state.log.rows(n) {
        if there.contains(&key) {
            continue;
        }
        if let Some(left) = &traced.state
            && !traced.is_nothing
        {
            let mut stamps = traced.stamps.clone();
            if let Some(part) = table.moving() {
                // Where it lay counts in a text that nobody knows any more: whoever still has it
                // says where it lies.
                stamps[part] = Stamp::default();
            }
            found.push((key, left.clone(), stamps, traced.gone));
        }
    }
    found.sort_by_key(|(key, ..)| *key);
    if table.name == "code" {
        for (key, left, ..) in &found {
            let json: Json = serde_json::from_str(left)
                .map_err(|_| StoreError::Strange("op_row of code".to_owned()))?;
            let uid = json.get("uid").and_then(Json::as_str).unwrap_or_default();
            state.names[n].insert(*key, Rc::from(uid));
        }
    }
    for (key, left, stamps, gone) in found {
        let json: Json = serde_json::from_str(&left)
            .map_err(|_| StoreError::Strange(format!("op_row of {}", table.name)))?;
        // What pointed to something that is nowhere any more says nothing.
        let Some(body) = body_of(conn, table, &json, state)? else {
            continue;
        };
        let name = name(table, &body);
        state.names[n].insert(key, name.clone());
        if state.keys[n].contains_key(&name) {
            // The same thing was made again.
            continue;
        }
        let told = state.told.get(&(Rc::from(table.name), name.clone()));
        let mut record = Record {
            stamps,
            gone,
            body: Some(body),
        };
        if let Some(told) = told
            && gone.clock < told.clock
        {
            record.stamps.clone_from(&told.stamps);
            record.gone = told.gone;
            if told.says.is_some() {
                record.body.clone_from(&told.says);
            }
        }
        match state.records[n].get_mut(&name) {
            Some(earlier) => earlier.join(&record, table),
            None => {
                state.records[n].insert(name, record);
            }
        }
    }
    Ok(())
}

/// The columns of a row that the log remembers.
fn body_of(
    conn: &Connection,
    table: &Table,
    json: &Json,
    state: &State,
) -> Result<Option<Vec<Val>>> {
    let mut body: Vec<Val> = Vec::with_capacity(table.columns.len());
    for column in table.columns {
        let value = json.get(column.name).unwrap_or(&Json::Null);
        body.push(match (column.holds, value) {
            (Holds::Passage | Holds::Point, _) | (_, Json::Null) => Val::Null,
            (Holds::Key(of), value) => {
                let key = value.as_i64().unwrap_or_default();
                match named(state, of, key) {
                    Ok(name) => name,
                    Err(_) => return Ok(None),
                }
            }
            // Which turn that was can't be told once others were opened.
            (Holds::Turn, value) => {
                let opened = body[0].text().and_then(|of| state.places.get(of));
                match value.as_i64() {
                    Some(seq) if opened.is_none() => {
                        Val::Text(Place::first(seq).to_string().into())
                    }
                    _ => return Ok(None),
                }
            }
            (Holds::Original, value) => conn
                .prepare_cached("SELECT hash FROM main.original WHERE id = ?1")?
                .query_map([value.as_i64()], |row| row.get::<_, String>(0))?
                .next()
                .transpose()?
                .map_or(Val::Null, |hash| Val::Text(hash.into())),
            (_, value) => Val::from_json(value).unwrap_or(Val::Null),
        });
    }
    Ok(Some(body))
}
