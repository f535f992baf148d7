//! Rows of tables whose columns we can't rely on.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use rusqlite::types::Value;

use super::Result;

/// The tables of a file with their columns; views and virtual tables are none.
pub(super) struct Tables<'a> {
    conn: &'a Connection,
    columns: HashMap<String, HashSet<String>>,
}

impl<'a> Tables<'a> {
    /// The tables of a file.
    pub fn of(conn: &'a Connection) -> Result<Self> {
        let mut names = conn.prepare(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'",
        )?;
        let names: Vec<String> = names
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut columns = HashMap::new();
        let mut ask = conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
        for name in names {
            let found = ask
                .query_map([&name], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<_>>()?;
            columns.insert(name, found);
        }
        Ok(Self { conn, columns })
    }

    /// Whether all these tables are there.
    pub fn have(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.columns.contains_key(*name))
    }

    /// These columns of all rows of a table in the order of the file; a column that isn't there is
    /// empty, and a table that isn't there has no rows. Names are ours, never the file's.
    pub fn rows(&self, table: &'static str, columns: &[&'static str]) -> Result<Vec<Row>> {
        let Some(known) = self.columns.get(table) else {
            return Ok(Vec::new());
        };
        let wanted: Vec<&str> = columns
            .iter()
            .map(|column| {
                if known.contains(*column) {
                    *column
                } else {
                    "NULL"
                }
            })
            .collect();
        let query = format!("SELECT {} FROM {table}", wanted.join(", "));
        let mut statement = self.conn.prepare(&query)?;
        let n = columns.len();
        let rows = statement.query_map([], |row| {
            (0..n)
                .map(|at| row.get(at))
                .collect::<rusqlite::Result<_>>()
                .map(Row)
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many rows a table has.
    pub fn count(&self, table: &'static str) -> Result<u64> {
        if !self.have(&[table]) {
            return Ok(0);
        }
        let query = format!("SELECT count(*) FROM {table}");
        let n: i64 = self.conn.query_row(&query, [], |row| row.get(0))?;
        Ok(n.unsigned_abs())
    }
}

/// A row, of whatever types its cells are.
pub(super) struct Row(Vec<Value>);

impl Row {
    /// The words of a cell; empty where it has none.
    pub fn words(&self, at: usize) -> String {
        match &self.0[at] {
            Value::Null => String::new(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// The number of a cell, where it holds a whole one.
    pub fn number(&self, at: usize) -> Option<i64> {
        match &self.0[at] {
            Value::Integer(number) => Some(*number),
            Value::Text(text) => text.trim().parse().ok(),
            #[expect(clippy::cast_possible_truncation, reason = "it is within the range")]
            Value::Real(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                Some(*number as i64)
            }
            _ => None,
        }
    }
}
