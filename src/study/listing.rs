//! Small tables that go out both as JSON and as rows: one source for both.

use serde_json::{Map, Value};

use crate::model::table::{Cell, Column, Note, Table};

/// Rows of a list: JSON objects with the same keys, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// Key of the title (`interviews`).
    pub name: &'static str,
    /// Columns of the table.
    pub columns: Vec<Column>,
    /// The key of the rows that each column shows; JSON may hold more.
    keys: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Map<String, Value>>,
    /// What stands under the table.
    pub notes: Vec<Note>,
}

impl Listing {
    /// A list with these columns; keys that end in `#` hold figures, and in `KEY:HEADING` the
    /// heading has another name than the key.
    #[must_use]
    pub fn new(name: &'static str, columns: &[&'static str]) -> Self {
        let mut list = Self {
            name,
            ..Self::default()
        };
        for column in columns {
            let (key, column) = match (column.strip_suffix('#'), column.split_once(':')) {
                (Some(key), _) => (key, Column::number(key)),
                (None, Some((key, heading))) => (key, Column::text(heading)),
                (None, None) => (*column, Column::text(column)),
            };
            list.keys.push(key);
            list.columns.push(column);
        }
        list
    }

    /// Adds a row; anything but an object is no row.
    pub fn push(&mut self, row: Value) {
        if let Value::Object(row) = row {
            self.rows.push(row);
        }
    }

    /// The rows as a JSON array.
    #[must_use]
    pub fn json(&self) -> Value {
        Value::Array(self.rows.iter().cloned().map(Value::Object).collect())
    }

    /// The rows as a table.
    #[must_use]
    pub fn table(&self) -> Table {
        let rows = self
            .rows
            .iter()
            .map(|row| {
                self.keys
                    .iter()
                    .map(|key| row.get(*key).map_or(Cell::Empty, cell))
                    .collect()
            })
            .collect();
        Table {
            name: self.name,
            columns: self.columns.clone(),
            rows,
            notes: self.notes.clone(),
        }
    }
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(true) => Cell::Key("yes"),
        Value::Bool(false) => Cell::Key("no"),
        Value::Number(number) => number
            .as_u64()
            .map_or_else(|| Cell::Text(number.to_string()), Cell::Count),
        Value::String(text) => Cell::text(text),
        Value::Array(values) => Cell::text(
            &values
                .iter()
                .map(|value| {
                    value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned)
                })
                .collect::<Vec<_>>()
                .join("; "),
        ),
        Value::Object(fields) => Cell::text(
            &fields
                .iter()
                .map(|(key, value)| match value.as_str() {
                    Some(text) => format!("{key}={text}"),
                    None => format!("{key}={value}"),
                })
                .collect::<Vec<_>>()
                .join("; "),
        ),
    }
}
