//! Small tables that go out both as JSON and as rows: one source for both.

use serde_json::{Map, Value};

use crate::model::table::{Cell, Column, Note, Table};

/// Rows of a list: JSON objects with the same keys, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// Key of the title (`interviews`).
    pub name: &'static str,
    /// Columns of the table, each a key of the rows; JSON may hold more.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Map<String, Value>>,
    /// What stands under the table.
    pub notes: Vec<Note>,
}

impl Listing {
    /// A list with these columns; keys that end in `#` hold figures.
    #[must_use]
    pub fn new(name: &'static str, columns: &[&'static str]) -> Self {
        Self {
            name,
            columns: columns
                .iter()
                .map(|key| match key.strip_suffix('#') {
                    Some(key) => Column::number(key),
                    None => Column::text(key),
                })
                .collect(),
            ..Self::default()
        }
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
        use crate::model::table::Heading;
        let rows = self
            .rows
            .iter()
            .map(|row| {
                self.columns
                    .iter()
                    .map(|column| match &column.heading {
                        Heading::Key(key) => row.get(*key).map_or(Cell::Empty, cell),
                        Heading::Data(key) => row.get(key).map_or(Cell::Empty, cell),
                    })
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
