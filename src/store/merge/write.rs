//! Writing what was settled: the rows of this study become those, and what they don't say
//! themselves is written beside them.

mod interviews;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params, params_from_iter};

use super::record::Val;
use super::spec::{Column, Holds, TABLES, Table, number};
use super::{Came, Counts, Merged, Pace, Together, conflicts, steps, told};
use crate::model::Span;
use crate::store::error::{Result, StoreError};
use crate::store::interviews::text_of;
use crate::store::revise::present::PARKED;
use crate::text::{Text, context};

/// Rows by what they are known as.
type Keys = Vec<HashMap<Rc<str>, i64>>;

struct Writing<'a> {
    tx: &'a Transaction<'a>,
    together: &'a Together,
    others: &'a [&'a Connection],
    keys: Keys,
    /// Keys of interviews whose text was written anew.
    rewritten: HashSet<Rc<str>>,
    texts: HashMap<i64, Text>,
    merged: Merged,
    counts: Counts,
}

/// Writes it, and says what that was.
pub(super) fn write(
    tx: &Transaction,
    together: &Together,
    others: &[&Connection],
    pace: &Pace,
) -> Result<(Merged, Counts)> {
    let mut writing = Writing {
        tx,
        together,
        others,
        keys: together.mine.keys.clone(),
        rewritten: HashSet::new(),
        texts: HashMap::new(),
        merged: Merged::default(),
        counts: Counts::new(),
    };
    let found = conflicts::found(together);
    writing.going_texts()?;
    for (n, table) in TABLES.iter().enumerate() {
        pace.step()?;
        if table.name == "tie" {
            writing.texts()?;
        }
        writing.table(n, table)?;
    }
    let interviews = number("interview").map(|n| writing.keys[n].clone());
    let clock = told::write(tx, together, &interviews.unwrap_or_default())?;
    writing.merged.conflicts = conflicts::keep(tx, together, found)?;
    writing.merged.n_steps = steps::take(tx, others, together, clock)?;
    Ok((writing.merged, writing.counts))
}

/// The columns of the file that a column stands for.
fn stored(column: &Column) -> Vec<&'static str> {
    match column.holds {
        Holds::Passage => vec!["start", "end"],
        _ => vec![column.name],
    }
}

/// A column set to a parameter.
fn parameter(column: &Column, n: usize) -> String {
    match column.holds {
        Holds::Uid => format!("unhex(?{n})"),
        _ => format!("?{n}"),
    }
}

impl Writing<'_> {
    fn table(&mut self, n: usize, table: &Table) -> Result<()> {
        let together = self.together;
        let (wanted, mine) = (&together.settled.rows[n], &together.mine);
        let mut gone: Vec<(i64, Rc<str>)> = mine.keys[n]
            .iter()
            .filter(|(name, _)| !wanted.contains_key(*name))
            .map(|(name, key)| (*key, name.clone()))
            .collect();
        gone.sort_unstable();
        for (key, name) in gone {
            // Who acted once is a coder for good.
            if table.name == "coder" {
                continue;
            }
            self.tx
                .prepare_cached(&format!("DELETE FROM main.{} WHERE id = ?1", table.name))?
                .execute([key])?;
            self.keys[n].remove(&name);
            self.came(n, &name).removed += 1;
        }
        let mut names: Vec<&Rc<str>> = wanted.keys().collect();
        names.sort_unstable();
        let mut new = Vec::new();
        let mut changed = Vec::new();
        for name in names {
            let row = &wanted[name];
            let Some(key) = mine.keys[n].get(name) else {
                new.push((name, row));
                continue;
            };
            let shown = mine.shown.get(&(n, name.clone()));
            let shown = shown.or_else(|| mine.records[n].get(name)?.body.as_ref());
            let columns = self.differing(table, row, shown);
            if !columns.is_empty() {
                changed.push((*key, row, columns));
            }
            let differs = |record: &super::Record| {
                together.records[n]
                    .get(name)
                    .is_some_and(|it| it.body != record.body)
            };
            if mine.records[n].get(name).is_some_and(differs) {
                self.came(n, name).changed += 1;
            }
        }
        for (key, row, columns) in &changed {
            self.clear(table, *key, row, columns)?;
        }
        // What is in order of making there is so here, too.
        new.sort_by_key(|(name, row)| (Self::order(table, row), (*name).clone()));
        // Codes point to codes; and whoever acted is a coder for good, but what is said about
        // them can be taken back.
        let later: &[&str] = match table.name {
            "code" => &["parent", "merged_into"],
            "coder" => &["outside_id", "listed"],
            _ => &[],
        };
        for (name, row) in &new {
            let key = self.insert(table, row, later)?;
            self.keys[n].insert((*name).clone(), key);
            self.came(n, name).added += 1;
        }
        for (name, row) in &new {
            let columns: Vec<usize> = later
                .iter()
                .filter_map(|column| table.column(column))
                .filter(|at| !matches!(row[*at], Val::Null | Val::Int(0)))
                .collect();
            if !columns.is_empty() {
                self.update(table, self.keys[n][*name], row, &columns)?;
            }
        }
        for (key, row, columns) in &changed {
            self.update(table, *key, row, columns)?;
        }
        Ok(())
    }

    /// The count of a thing's table and interview.
    fn came(&mut self, n: usize, name: &Rc<str>) -> &mut Came {
        let record = self.together.records[n].get(name);
        let body = record.and_then(|it| it.body.as_ref());
        let interview = body.and_then(|body| self.together.interview_of(n, body));
        let key = (n, interview.map(|it| it.to_string()));
        self.counts.entry(key).or_insert(Came {
            table: TABLES[n].name,
            ..Came::default()
        })
    }

    fn order(table: &Table, row: &[Val]) -> Val {
        let at = ["sort", "seq", "created_ms", "written_ms", "version"]
            .iter()
            .find_map(|column| table.column(column));
        at.map_or(Val::Null, |at| row[at].clone())
    }

    /// Columns that are to say something else.
    fn differing(&self, table: &Table, row: &[Val], shown: Option<&Vec<Val>>) -> Vec<usize> {
        let Some(shown) = shown else {
            return Vec::new();
        };
        let interview = table.column("interview").and_then(|at| row[at].text());
        let moved = interview.is_some_and(|interview| self.rewritten.contains(interview));
        (0..row.len())
            .filter(|at| {
                let holds = table.columns[*at].holds;
                let lies = matches!(holds, Holds::Passage | Holds::Point | Holds::Turn);
                holds != Holds::Number
                    && (row[*at] != shown[*at] || (moved && lies && row[*at] != Val::Null))
            })
            .collect()
    }

    /// Makes room: what may be in a study once goes out of the way before others come.
    fn clear(&self, table: &Table, key: i64, row: &[Val], columns: &[usize]) -> Result<()> {
        if table.name == "coding" {
            self.tx
                .prepare_cached(
                    "UPDATE coding SET start = start + ?2, end = end + ?2
                     WHERE id = ?1 AND start < ?2",
                )?
                .execute([key, PARKED])?;
        }
        if table.name == "codebook_version" && columns.contains(&0) {
            self.tx
                .prepare_cached("UPDATE codebook_version SET uid = randomblob(16) WHERE id = ?1")?
                .execute([key])?;
        }
        for column in ["public_id", "name", "label", "outside_id"] {
            let Some(at) = table.column(column).filter(|at| columns.contains(at)) else {
                continue;
            };
            let is_named = [
                "code",
                "interview",
                "respondent",
                "codebook_version",
                "coder",
            ];
            if is_named.contains(&table.name) && row[at] != Val::Null {
                self.tx
                    .prepare_cached(&format!(
                        "UPDATE main.{} SET {column} = ?2 WHERE id = ?1",
                        table.name
                    ))?
                    .execute(params![key, format!("\u{1}{key}")])?;
            }
        }
        Ok(())
    }

    /// Values of a column as the file has them.
    fn values(&self, table: &Table, at: usize, row: &[Val]) -> Result<Vec<Value>> {
        let column = &table.columns[at];
        Ok(match (column.holds, &row[at]) {
            (Holds::Passage, Val::Here(start, end)) => {
                vec![Value::from(*start), Value::from(*end)]
            }
            (Holds::Passage, _) => vec![Value::Null, Value::Null],
            (_, Val::Null | Val::Held(_)) => vec![Value::Null],
            (Holds::Key(of), Val::Text(name)) => {
                let key = number(of).and_then(|n| self.keys[n].get(name));
                let key = key.ok_or_else(|| StoreError::Strange(format!("a key of {of}")))?;
                vec![Value::from(*key)]
            }
            (Holds::Original, Val::Text(hash)) => vec![self.original(hash)?],
            (Holds::Turn, Val::Text(place)) => vec![self.turn(table, row, place)?],
            (_, Val::Int(number)) => vec![Value::from(*number)],
            (_, Val::Text(text)) => vec![Value::from(text.to_string())],
            (_, Val::Here(start, _)) => vec![Value::from(*start)],
        })
    }

    /// The number of the turn at a place.
    fn turn(&self, table: &Table, row: &[Val], place: &Rc<str>) -> Result<Value> {
        let interview = table.column("interview").and_then(|at| row[at].text());
        let layout = interview.and_then(|interview| self.together.layouts.get(interview));
        let seq = match (layout, place.parse::<crate::text::Place>()) {
            (Some(layout), Ok(place)) => {
                // The first piece is the head of the text.
                layout
                    .pieces()
                    .iter()
                    .position(|it| it.place == place)
                    .map(|at| at - 1)
            }
            _ => place.parse::<usize>().ok(),
        };
        let seq = seq.and_then(|seq| i64::try_from(seq).ok());
        seq.map(Value::from)
            .ok_or_else(|| StoreError::Strange("tie.turn".to_owned()))
    }

    /// The key of an original, taken from the copy that has it.
    fn original(&self, hash: &str) -> Result<Value> {
        let here: Option<i64> = self
            .tx
            .prepare_cached("SELECT id FROM original WHERE hash = ?1")?
            .query_row([hash], |row| row.get(0))
            .optional()?;
        if let Some(key) = here {
            return Ok(Value::from(key));
        }
        for other in self.others {
            let bytes: Option<Vec<u8>> = other
                .prepare_cached("SELECT bytes FROM main.original WHERE hash = ?1")?
                .query_row([hash], |row| row.get(0))
                .optional()?;
            if let Some(bytes) = bytes {
                self.tx
                    .prepare_cached("INSERT INTO original (hash, bytes) VALUES (?1, ?2)")?
                    .execute(params![hash, bytes])?;
                return Ok(Value::from(self.tx.last_insert_rowid()));
            }
        }
        Ok(Value::Null)
    }

    fn insert(&mut self, table: &Table, row: &[Val], later: &[&str]) -> Result<i64> {
        let mut names = Vec::new();
        let mut places = Vec::new();
        let mut values = Vec::new();
        for (at, column) in table.columns.iter().enumerate() {
            let mut of_column = if column.name == "listed" {
                vec![Value::from(0)]
            } else if later.contains(&column.name) {
                vec![Value::Null]
            } else if column.holds == Holds::Number {
                vec![self.free_number(row)?]
            } else {
                self.values(table, at, row)?
            };
            for name in stored(column) {
                names.push(format!("\"{name}\""));
                places.push(parameter(column, names.len()));
            }
            values.append(&mut of_column);
        }
        for (name, value) in self.beside(table, row)? {
            names.push(format!("\"{name}\""));
            places.push(format!("?{}", names.len()));
            values.push(value);
        }
        let sql = format!(
            "INSERT INTO main.{} ({}) VALUES ({})",
            table.name,
            names.join(", "),
            places.join(", ")
        );
        self.tx
            .prepare_cached(&sql)?
            .execute(params_from_iter(values))?;
        Ok(self.tx.last_insert_rowid())
    }

    fn update(&mut self, table: &Table, key: i64, row: &[Val], columns: &[usize]) -> Result<()> {
        let mut sets = Vec::new();
        let mut values = Vec::new();
        let mut columns = columns.to_vec();
        // A coding that was moved out of the way comes back.
        if table.name == "coding"
            && let Some(at) = table.column("passage").filter(|at| !columns.contains(at))
        {
            columns.push(at);
        }
        for at in columns {
            let column = &table.columns[at];
            for name in stored(column) {
                sets.push(format!(
                    "\"{name}\" = {}",
                    parameter(column, sets.len() + 1)
                ));
            }
            values.extend(self.values(table, at, row)?);
        }
        for (name, value) in self.beside(table, row)? {
            if name != "revision" {
                sets.push(format!("\"{name}\" = ?{}", sets.len() + 1));
                values.push(value);
            }
        }
        let sql = format!(
            "UPDATE main.{} SET {} WHERE id = ?{}",
            table.name,
            sets.join(", "),
            sets.len() + 1
        );
        values.push(Value::from(key));
        self.tx
            .prepare_cached(&sql)?
            .execute(params_from_iter(values))?;
        Ok(())
    }

    /// Columns that follow from others: a coding's anchor, an interview's text.
    fn beside(&mut self, table: &Table, row: &[Val]) -> Result<Vec<(&'static str, Value)>> {
        match (table.name, &row[5.min(row.len() - 1)]) {
            ("coding", Val::Here(start, end)) => {
                let interview = self.values(table, 2, row)?;
                let Some(Value::Integer(key)) = interview.first() else {
                    return Ok(Vec::new());
                };
                if !self.texts.contains_key(key) {
                    let (_, text) = text_of(self.tx, *key)?;
                    self.texts.insert(*key, text);
                }
                let span = Span::within(u32::MAX, *start, *end)
                    .map_err(|_| StoreError::Strange(format!("the passage {start}..{end}")))?;
                let anchor = context::anchor(&self.texts[key], span);
                Ok(vec![
                    ("hash", Value::from(anchor.hash)),
                    ("before", Value::from(anchor.before)),
                    ("after", Value::from(anchor.after)),
                ])
            }
            ("interview", _) => match row[0].text() {
                Some(uid) if !self.together.mine.texts.contains_key(uid) => {
                    Ok(vec![("revision", Value::from(self.revision(uid)?))])
                }
                _ => Ok(Vec::new()),
            },
            _ => Ok(Vec::new()),
        }
    }

    /// The number of a new speaker: as in the copy that it comes from, if that is free.
    fn free_number(&self, row: &[Val]) -> Result<Value> {
        let interview = number("interview").zip(row[1].text());
        let key = interview
            .and_then(|(n, name)| self.keys[n].get(name))
            .copied();
        let free: i64 = self
            .tx
            .prepare_cached(
                "SELECT CASE WHEN EXISTS (SELECT 1 FROM speaker WHERE interview = ?1 AND seq = ?2)
                 THEN (SELECT max(seq) + 1 FROM speaker WHERE interview = ?1) ELSE ?2 END",
            )?
            .query_row(params![key, row[2].int()], |row| row.get(0))?;
        Ok(Value::from(free))
    }
}
