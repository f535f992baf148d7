//! What a merge decided by the clock alone, for somebody to look at.

use std::collections::HashSet;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use serde_json::{Value as Json, json};

use super::Together;
use super::record::{Stamp, Val};
use super::settle::What;
use super::spec::{TABLES, TURN, number};
use super::texts;
use crate::model::conflict::{Conflict, ConflictOutcome};
use crate::model::{CodeId, ConflictId, InterviewId, Span, Uid};
use crate::store::codings::status;
use crate::store::error::{Result, StoreError};
use crate::store::open::Store;
use crate::store::{keys, uids};
use crate::text::Place;

/// A row about to be written, but for its identity.
pub(super) struct Row {
    kind: &'static str,
    tbl: &'static str,
    thing: Rc<str>,
    interview: Option<Rc<str>>,
    part: String,
    kept: Option<Json>,
    other: Option<Json>,
    stamps: [Stamp; 2],
    by: [String; 2],
}

impl Row {
    /// The order in which conflicts are listed, the same in every copy.
    fn sorted_by(&self) -> (&str, &str, &str, &str) {
        (self.tbl, &self.thing, &self.part, self.kind)
    }
}

/// What is to be looked at.
pub(super) fn found(together: &Together) -> Vec<Row> {
    let mut rows = Vec::new();
    let values = |values: &Option<Vec<Val>>| {
        let values = values.as_ref()?;
        Some(Json::Array(values.iter().map(Val::to_json).collect()))
    };
    let by = |stamps: [Stamp; 2]| stamps.map(|stamp| together.coder_of(stamp.step));
    let code = number("code");
    let codes_apart: HashSet<&str> = together
        .clashes
        .iter()
        .filter(|(n, _, clash)| Some(*n) == code && clash.part.is_some())
        .map(|(_, thing, _)| &**thing)
        .collect();
    for (n, thing, clash) in &together.clashes {
        let table = &TABLES[*n];
        let columns = table.columns.iter();
        let part: Vec<&str> = columns
            .filter(|column| clash.part == Some(column.part))
            .map(|column| column.name)
            .collect();
        let body = together.records[*n]
            .get(thing)
            .and_then(|it| it.body.as_ref());
        // A thing that went with the one it belonged to says nothing by itself.
        let belongs = matches!(
            table.name,
            "code_version" | "coding_facet" | "session_respondent"
        );
        if clash.part.is_none() && belongs {
            continue;
        }
        // The code's own conflict says it already.
        let code = (table.name == "code_version")
            .then(|| thing.split_once('/'))
            .flatten();
        if code.is_some_and(|(code, _)| codes_apart.contains(code)) {
            continue;
        }
        let stamps = [clash.kept.0, clash.other.0];
        rows.push(Row {
            kind: if clash.part.is_some() {
                "changed"
            } else {
                "deleted"
            },
            tbl: table.name,
            thing: thing.clone(),
            interview: body.and_then(|body| together.interview_of(*n, body)),
            part: part.join(","),
            kept: values(&clash.kept.1),
            other: values(&clash.other.1),
            stamps,
            by: by(stamps),
        });
    }
    for clash in &together.turn_clashes {
        let words = |turn: &texts::Turn| turn.says.as_ref().map(|says| json!([says.words]));
        let stamps = [clash.kept.stamp, clash.other.stamp];
        rows.push(Row {
            kind: "turn",
            tbl: TURN,
            thing: format!("{}/{}", clash.interview, clash.place).into(),
            interview: Some(clash.interview.clone()),
            part: "words".to_owned(),
            kept: words(&clash.kept),
            other: words(&clash.other),
            stamps,
            by: by(stamps),
        });
    }
    for decided in &together.settled.decided {
        let table = &TABLES[decided.table];
        let body = together.records[decided.table].get(&decided.thing);
        let Some(body) = body.and_then(|it| it.body.as_ref()) else {
            continue;
        };
        let (kind, part, kept, other) = match &decided.what {
            What::Renamed { column, from, to } => (
                "renamed",
                table.columns[*column].name,
                Some(json!([to.as_ref()])),
                Some(json!([from.as_ref()])),
            ),
            What::Passage { lost } => {
                let other = table
                    .column("passage")
                    .map(|at| json!([body[at].to_json()]));
                ("passage", if *lost { "lost" } else { "words" }, None, other)
            }
            What::Circle => ("circle", "parent", Some(json!([null])), None),
            What::Twin => continue,
        };
        rows.push(Row {
            kind,
            tbl: table.name,
            thing: decided.thing.clone(),
            interview: together.interview_of(decided.table, body),
            part: part.to_owned(),
            kept,
            other,
            stamps: [Stamp::default(); 2],
            by: [String::new(), String::new()],
        });
    }
    rows.sort_by(|a, b| a.sorted_by().cmp(&b.sorted_by()));
    rows
}

/// Writes down what wasn't known before, and tells it.
pub(super) fn keep(tx: &Transaction, together: &Together, rows: Vec<Row>) -> Result<Vec<Conflict>> {
    let known = number("conflict").map(|n| &together.records[n]);
    let mut new = Vec::new();
    for row in rows {
        let text = |json: &Option<Json>| json.as_ref().map(Json::to_string);
        let (kept, other) = (text(&row.kept), text(&row.other));
        let stamps = format!("{:?}", row.stamps);
        let said = [
            kept.as_deref().unwrap_or(""),
            other.as_deref().unwrap_or(""),
        ];
        let uid = uids::derived(
            "conflict",
            &[
                row.kind, row.tbl, &row.thing, &row.part, &stamps, said[0], said[1],
            ],
        );
        let name: Rc<str> = super::hex(uid).into();
        if known.is_some_and(|known| known.contains_key(&name)) {
            continue;
        }
        let added = tx
            .prepare_cached(
                "INSERT INTO conflict (uid, kind, tbl, thing, interview, part, kept, other, kept_by,
                                       other_by, kept_ms, other_ms, outcome)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, '')
                 ON CONFLICT (uid) DO NOTHING",
            )?
            .execute(params![
                uid.0,
                row.kind,
                row.tbl,
                &*row.thing,
                row.interview.as_deref(),
                row.part,
                held(tx, row.interview.as_deref(), kept)?,
                held(tx, row.interview.as_deref(), other)?,
                row.by[0],
                row.by[1],
                row.stamps[0].clock,
                row.stamps[1].clock
            ])?;
        if added > 0 {
            new.push(uid);
        }
    }
    let mut all = conflicts(tx)?;
    all.retain(|it| new.contains(&it.id.0));
    Ok(all)
}

/// Values with passages held by their turns: no correction moves what stands in a conflict.
fn held(tx: &Transaction, interview: Option<&str>, says: Option<String>) -> Result<Option<String>> {
    let (Some(interview), Some(says)) = (interview, &says) else {
        return Ok(says);
    };
    let values: Option<Vec<Val>> = serde_json::from_str::<Vec<Json>>(says)
        .ok()
        .and_then(|all| all.iter().map(Val::from_json).collect());
    let Some(mut values) = values.filter(|all| all.iter().any(|it| matches!(it, Val::Here(..))))
    else {
        return Ok(Some(says.clone()));
    };
    let key: Option<i64> = tx
        .prepare_cached("SELECT id FROM main.interview WHERE uid = unhex(?1)")?
        .query_row([interview], |row| row.get(0))
        .optional()?;
    if let Some(key) = key {
        let layout = texts::layout(tx, &texts::whose(tx, key)?)?;
        for value in &mut values {
            if let Val::Here(start, end) = *value
                && start < end
                && end <= layout.chars()
            {
                *value = Val::Held(Rc::new(layout.hold(start, end)));
            }
        }
    }
    let values: Vec<Json> = values.iter().map(Val::to_json).collect();
    Ok(Some(Json::Array(values).to_string()))
}

fn conflicts(conn: &Connection) -> Result<Vec<Conflict>> {
    let mut statement = conn.prepare_cached(
        "SELECT conflict.uid, kind, tbl, thing, interview.uid, interview.name, part, kept, other,
                kept_by, other_by, kept_ms, other_ms, outcome
         FROM conflict
         LEFT JOIN interview ON interview.uid = unhex(conflict.interview)
         ORDER BY outcome <> '', conflict.id",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (table, thing): (String, String) = (row.get(2)?, row.get(3)?);
        let interview: Option<[u8; 16]> = row.get(4)?;
        let part: String = row.get(6)?;
        let part: Vec<String> = part.split(',').map(str::to_owned).collect();
        let (kept, other): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
        let kind: String = row.get(1)?;
        let outcome: String = row.get(13)?;
        let when = |ms: i64| (ms > 0).then_some(ms);
        let about = about(conn, &table, &thing)?;
        let mut kept = said(conn, &table, &part, kept.as_deref(), other.as_deref());
        if kind == "passage" {
            kept = passage_words(conn, &table, &thing)?;
        }
        let raw_kept: Option<String> = row.get(7)?;
        all.push(Conflict {
            id: ConflictId(keys::uid(row, 0)?),
            about,
            interview: interview.map(|uid| InterviewId(Uid(uid))),
            interview_name: row.get(5)?,
            span: passage(conn, &table, &thing)?,
            code: code_of(&table, &thing),
            kept,
            other: said(conn, &table, &part, other.as_deref(), raw_kept.as_deref()),
            kind,
            table,
            part,
            kept_by: row.get(9)?,
            other_by: row.get(10)?,
            kept_ms: when(row.get(11)?),
            other_ms: when(row.get(12)?),
            outcome: match outcome.as_str() {
                "" => ConflictOutcome::Open,
                "kept" => ConflictOutcome::Kept,
                "other" => ConflictOutcome::Other,
                _ => return Err(StoreError::Strange(format!("conflict.outcome = {outcome}"))),
            },
        });
    }
    for conflict in &mut all {
        // What was put in place stands now.
        if conflict.outcome == ConflictOutcome::Other {
            std::mem::swap(&mut conflict.kept, &mut conflict.other);
            std::mem::swap(&mut conflict.kept_by, &mut conflict.other_by);
            std::mem::swap(&mut conflict.kept_ms, &mut conflict.other_ms);
        }
    }
    Ok(all)
}

fn one(conn: &Connection, sql: &str, value: &str) -> Result<Option<String>> {
    let found = conn
        .prepare_cached(sql)?
        .query_row([value], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

const CODE: &str = "SELECT public_id || ' ' || name FROM code WHERE uid = unhex(?1)";
const CODING: &str = "SELECT code.public_id || ' ' || code.name || ' · ' || coder.name
    FROM coding JOIN code ON code.id = coding.code JOIN coder ON coder.id = coding.coder
    WHERE coding.uid = unhex(?1)";

/// The passage of a coding that is there.
fn passage(conn: &Connection, table: &str, thing: &str) -> Result<Option<Span>> {
    if !matches!(table, "coding" | "coding_facet" | "settlement") {
        return Ok(None);
    }
    let coding = thing.split('/').next().unwrap_or(thing);
    let found = conn
        .prepare_cached("SELECT start, end FROM coding WHERE uid = unhex(?1)")?
        .query_row([coding], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.and_then(|(start, end)| Span::within(u32::MAX, start, end).ok()))
}

/// The code that a conflict is about.
fn code_of(table: &str, thing: &str) -> Option<CodeId> {
    let code = thing.split('/').next()?;
    let uid = uuid::Uuid::try_parse(code).ok()?;
    matches!(table, "code" | "code_version").then(|| CodeId(Uid(uid.into_bytes())))
}

/// The thing by the names that people know; what names nothing here stays out.
fn about(conn: &Connection, table: &str, thing: &str) -> Result<String> {
    let (first, rest) = thing.split_once('/').unwrap_or((thing, ""));
    let by = match table {
        "code" | "code_version" => one(conn, CODE, first)?,
        "coding" | "coding_facet" | "settlement" => one(conn, CODING, first)?,
        "memo" => one(
            conn,
            "SELECT coalesce(interview.name, code.public_id || ' ' || code.name, of.public_id, '')
             FROM memo LEFT JOIN interview ON interview.id = memo.interview
             LEFT JOIN code ON code.id = memo.code
             LEFT JOIN coding ON coding.id = memo.coding
             LEFT JOIN code AS of ON of.id = coding.code
             WHERE memo.uid = unhex(?1)",
            first,
        )?,
        "interview" | "session" | "attribute" | "tie" | "assignment" | "coverage" | "summary" => {
            one(
                conn,
                "SELECT name FROM interview WHERE uid = unhex(?1)",
                first,
            )?
        }
        "respondent" => one(
            conn,
            "SELECT label FROM respondent WHERE uid = unhex(?1)",
            first,
        )?,
        "speaker" => one(
            conn,
            "SELECT label FROM speaker WHERE uid = unhex(?1)",
            first,
        )?,
        TURN => turn_number(conn, first, rest)?.map(|turn| turn.to_string()),
        "study_fact" | "kind" | "guide" | "question" | "coder" => Some(thing.to_owned()),
        _ => None,
    };
    let rest = match table {
        "coding_facet" | "code_version" => rest,
        "attribute" => rest.rsplit('/').next().unwrap_or(rest),
        _ => "",
    };
    let parts: Vec<&str> = [by.as_deref().unwrap_or_default(), rest]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Ok(parts.join(" · "))
}

/// The number of a turn, from 1.
pub(super) fn turn_number(
    conn: &Connection,
    interview: &str,
    place: &str,
) -> Result<Option<usize>> {
    let key: Option<i64> = conn
        .prepare_cached("SELECT id FROM interview WHERE uid = unhex(?1)")?
        .query_row([interview], |row| row.get(0))
        .optional()?;
    let (Some(key), Ok(place)) = (key, place.parse::<Place>()) else {
        return Ok(None);
    };
    let places = texts::places(conn, &texts::whose(conn, key)?)?;
    Ok(places.iter().position(|it| *it == place).map(|at| at + 1))
}

/// The words that a coding or memo is on now.
fn passage_words(conn: &Connection, table: &str, thing: &str) -> Result<Option<String>> {
    if !["coding", "memo"].contains(&table) {
        return Ok(None);
    }
    one(
        conn,
        &format!(
            "SELECT substr(revision.text, it.start + 1, it.end - it.start) FROM {table} AS it
             JOIN interview ON interview.id = it.interview
             JOIN revision ON revision.id = interview.revision WHERE it.uid = unhex(?1)"
        ),
        thing,
    )
}

/// What was said, as far as it differs from what the other said.
fn said(
    conn: &Connection,
    table: &str,
    part: &[String],
    says: Option<&str>,
    other: Option<&str>,
) -> Option<String> {
    let read = |says: Option<&str>| -> Option<Vec<Json>> { serde_json::from_str(says?).ok() };
    let values = read(says)?;
    let others = read(other).unwrap_or_default();
    let columns = number(table).map(|n| TABLES[n].columns);
    // A whole row is told by its most telling columns only.
    let names: Vec<&str> = match columns {
        Some(columns) if part.len() != values.len() => columns.iter().map(|it| it.name).collect(),
        _ => part.iter().map(String::as_str).collect(),
    };
    let mut parts = Vec::new();
    for (n, (name, value)) in names.iter().zip(&values).enumerate() {
        let is_whole = part.len() != values.len();
        let tells = [
            "name",
            "label",
            "text",
            "value",
            "code",
            "passage",
            "definition",
        ];
        if (is_whole && !tells.contains(name)) || (!is_whole && others.get(n) == Some(value)) {
            continue;
        }
        let shown = match value {
            Json::Null => "–".to_owned(),
            Json::String(text) => match one(conn, CODE, text).ok().flatten() {
                Some(code) if text.len() == 32 => code,
                _ => text.clone(),
            },
            Json::Number(number) if *name == "status" => number
                .as_i64()
                .and_then(|number| status(number).ok())
                .map_or_else(|| number.to_string(), |status| status.name().to_owned()),
            Json::Object(fields) => match Val::from_json(value) {
                Some(Val::Held(held)) => held_words(&held),
                Some(Val::Here(start, end)) => format!("{start}..{end}"),
                _ => format!("{fields:?}"),
            },
            value => value.to_string(),
        };
        if *name != "version" {
            parts.push(shown);
        }
    }
    Some(parts.join("; "))
}

/// The words of a passage of another text.
fn held_words(held: &crate::text::Held) -> String {
    let all = held
        .pieces
        .iter()
        .flat_map(|(_, gap, words)| gap.chars().chain(words.chars()));
    let n = held.end.saturating_sub(held.start) as usize;
    all.skip(held.start as usize).take(n).collect()
}

impl Store {
    /// Conflicts that merges left, those that nobody looked at first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        conflicts(&self.conn)
    }

    /// How many conflicts nobody looked at.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn n_conflicts(&self) -> Result<u32> {
        Ok(self
            .conn
            .prepare_cached("SELECT count(*) FROM conflict WHERE outcome = ''")?
            .query_row([], |row| row.get(0))?)
    }
}
