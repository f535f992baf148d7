//! What is written down beside rows: which steps of other copies changed them last, and what
//! they say where they couldn't stand as they are.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use rusqlite::{Transaction, params};
use serde_json::{Value as Json, json};

use super::Together;
use super::read::Told;
use super::record::{Record, Stamp, Val};
use super::spec::{Holds, TABLES, TURN, Table};
use super::texts;
use crate::store::error::Result;
use crate::store::journal;
use crate::text::{Held, Layout};

/// What is to be written down about a thing.
struct Note<'a> {
    tbl: &'a str,
    thing: &'a str,
    interview: Option<Rc<str>>,
    stamps: Vec<Stamp>,
    gone: Stamp,
    says: Option<Vec<Val>>,
}

/// Writes it down, and takes nothing away: what is said there holds until the log says more.
/// Returns the clock of this merge.
pub(super) fn write(
    tx: &Transaction,
    together: &Together,
    interviews: &HashMap<Rc<str>, i64>,
) -> Result<i64> {
    let layouts = Layouts {
        tx,
        together,
        interviews,
        read: RefCell::default(),
    };
    let clock = clock(tx, together)?;
    for (n, table) in TABLES.iter().enumerate() {
        let mut names: Vec<&Rc<str>> = together.records[n].keys().collect();
        names.sort_unstable();
        for name in names {
            let record = &together.records[n][name];
            let told = together
                .mine
                .told
                .get(&(Rc::from(table.name), name.clone()));
            let mine = together.mine.records[n].get(name);
            let Some(note) = note(&layouts, n, name, record, mine, told)? else {
                continue;
            };
            put(tx, &note, told, clock)?;
        }
    }
    for (interview, text) in &together.texts {
        let mine = together.my_texts.get(interview).map(|(text, _)| text);
        let told: BTreeMap<_, _> = together
            .mine
            .told_turns
            .get(interview)
            .into_iter()
            .flatten()
            .map(|(place, told)| (place, told))
            .collect();
        for (place, turn) in &text.turns {
            let before = mine
                .and_then(|text| text.turns.get(place))
                .map(|it| it.stamp);
            if before.unwrap_or_default() == turn.stamp {
                continue;
            }
            let (stamps, gone) = match turn.says {
                Some(_) => (vec![turn.stamp], Stamp::default()),
                None => (vec![Stamp::default()], turn.stamp),
            };
            let note = Note {
                tbl: TURN,
                thing: &format!("{interview}/{place}"),
                interview: Some(interview.clone()),
                stamps,
                gone,
                says: None,
            };
            put(tx, &note, told.get(place).copied(), clock)?;
        }
    }
    Ok(clock)
}

/// The clock of this merge: after all that it takes in.
fn clock(tx: &Transaction, together: &Together) -> Result<i64> {
    let records = together
        .records
        .iter()
        .flat_map(|of_table| of_table.values());
    let stamps = records.flat_map(|record| record.stamps.iter().chain([&record.gone]));
    let turns = together.texts.values().flat_map(|text| text.turns.values());
    let latest = stamps
        .chain(turns.map(|turn| &turn.stamp))
        .map(|stamp| stamp.clock)
        .max();
    Ok(journal::clock(tx)?.max(latest.unwrap_or_default() + 1))
}

/// Texts as they are after the merge.
struct Layouts<'a> {
    tx: &'a Transaction<'a>,
    together: &'a Together,
    interviews: &'a HashMap<Rc<str>, i64>,
    /// Those of interviews that no copy ever corrected.
    read: RefCell<HashMap<Rc<str>, Rc<Layout>>>,
}

impl Layouts<'_> {
    /// A passage of an interview with the turns that it lies in.
    fn hold(&self, interview: &Rc<str>, start: u32, end: u32) -> Result<Option<Held>> {
        let hold = |layout: &Layout| (end <= layout.chars()).then(|| layout.hold(start, end));
        if let Some(layout) = self.together.layouts.get(interview) {
            return Ok(hold(layout));
        }
        let Some(key) = self.interviews.get(interview) else {
            return Ok(None);
        };
        if !self.read.borrow().contains_key(interview) {
            let layout = texts::layout(self.tx, &texts::whose(self.tx, *key)?)?;
            self.read
                .borrow_mut()
                .insert(interview.clone(), Rc::new(layout));
        }
        Ok(self
            .read
            .borrow()
            .get(interview)
            .and_then(|layout| hold(layout)))
    }

    /// What is said with its passages held by their turns: beside a row no correction follows them.
    fn held(&self, table: &Table, mut says: Vec<Val>) -> Result<Vec<Val>> {
        let interview = table
            .column("interview")
            .and_then(|at| says[at].text().cloned());
        let Some(interview) = interview else {
            return Ok(says);
        };
        for (at, column) in table.columns.iter().enumerate() {
            if let Val::Here(start, end) = says[at]
                && matches!(column.holds, Holds::Passage | Holds::Point)
                && let Some(held) = self.hold(&interview, start, end)?
            {
                says[at] = Val::Held(Rc::new(held));
            }
        }
        Ok(says)
    }
}

fn note<'a>(
    layouts: &Layouts<'a>,
    n: usize,
    name: &'a Rc<str>,
    record: &Record,
    mine: Option<&Record>,
    told: Option<&Told>,
) -> Result<Option<Note<'a>>> {
    let (together, table) = (layouts.together, &TABLES[n]);
    let row = together.settled.rows[n].get(name);
    let is_there = record.is_there(table);
    let as_it_says = match (row, &record.body) {
        (Some(row), Some(body)) if is_there => {
            let says = table.columns.iter().zip(row.iter().zip(body));
            says.into_iter()
                .all(|(column, (row, body))| column.holds == Holds::Number || row == body)
        }
        (None, _) => !is_there,
        _ => false,
    };
    let is_known = mine == Some(record);
    if told.is_none() && as_it_says {
        let is_plain = record.gone == Stamp::default()
            && record.stamps.iter().all(|stamp| *stamp == Stamp::default());
        if is_known || is_plain {
            return Ok(None);
        }
    }
    let says = if as_it_says && is_there {
        None
    } else {
        record.body.clone()
    };
    let says = says.map(|says| layouts.held(table, says)).transpose()?;
    // What is written there of parts that were changed here since says nothing any more.
    if is_known && told.is_some_and(|told| told.says == says || says.is_none()) {
        return Ok(None);
    }
    let body = record.body.as_deref().unwrap_or_default();
    let interview = if body.is_empty() {
        None
    } else {
        together.interview_of(n, body)
    };
    Ok(Some(Note {
        tbl: table.name,
        thing: name,
        interview,
        stamps: record.stamps.clone(),
        gone: record.gone,
        says,
    }))
}

fn put(tx: &Transaction, note: &Note, told: Option<&Told>, clock: i64) -> Result<()> {
    let one = |stamp: &Stamp| {
        let step = match stamp.step {
            [0, ..] if *stamp == Stamp::default() => String::new(),
            step => format!("{:032x}", u128::from_be_bytes(step)),
        };
        json!([stamp.clock, step])
    };
    let mut stamps: Vec<Json> = note.stamps.iter().map(one).collect();
    let is_gone = note.gone != Stamp::default();
    if !is_gone && note.stamps.iter().all(|it| *it == note.stamps[0]) {
        stamps.truncate(1);
    }
    if is_gone {
        stamps.push(one(&note.gone));
    }
    let says = note
        .says
        .as_ref()
        .map(|says| Json::Array(says.iter().map(Val::to_json).collect()).to_string());
    match told {
        Some(told) => tx
            .prepare_cached(
                "UPDATE merged SET interview = ?2, clock = ?3, stamps = ?4, says = ?5 WHERE id = ?1",
            )?
            .execute(params![
                told.id,
                note.interview.as_deref(),
                clock,
                Json::Array(stamps).to_string(),
                says
            ])?,
        None => tx
            .prepare_cached(
                "INSERT INTO merged (tbl, thing, interview, clock, stamps, says)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                note.tbl,
                note.thing,
                note.interview.as_deref(),
                clock,
                Json::Array(stamps).to_string(),
                says
            ])?,
    };
    Ok(())
}
