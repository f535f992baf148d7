//! What became of a code, as far as the log tells.

use rusqlite::params;
use serde_json::Value;

use crate::model::CodeId;
use crate::store::error::{Result, StoreError};
use crate::store::keys;
use crate::store::open::Store;

/// A step in force that changed a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeStep {
    /// Who acted.
    pub coder: String,
    /// What kind of step (`Edit::name`).
    pub kind: String,
    /// When: milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// Columns of the code that it changed; empty for a step that made the code.
    pub changed: Vec<String>,
    /// Version of the code after it, where it made a new one.
    pub version: Option<u32>,
    /// The code that was merged with this one, or split.
    pub other: Option<CodeId>,
}

impl Store {
    /// The steps in force that changed a code, the oldest first.
    ///
    /// # Errors
    /// When the file can't be read or has no such code.
    pub fn code_steps(&self, code: CodeId) -> Result<Vec<CodeStep>> {
        let key = keys::code(&self.conn, code)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT op.id, op.coder, op.kind, op.at_ms, op.edit, op_row.before, op_row.after
             FROM op_row JOIN op ON op.id = op_row.op
             WHERE op_row.tbl = 'code' AND op_row.row = ?1 AND op.state = 0 AND op.target IS NULL
             ORDER BY op_row.id",
        )?;
        let mut rows = statement.query(params![key])?;
        let mut steps: Vec<(i64, CodeStep)> = Vec::new();
        while let Some(row) = rows.next()? {
            let op: i64 = row.get(0)?;
            let before = state(row, 5)?;
            let after = state(row, 6)?;
            let changed = differences(before.as_ref(), after.as_ref());
            let version = new_version(before.as_ref(), after.as_ref());
            match steps.last_mut() {
                // One step may change the row several times.
                Some((last, step)) if *last == op => {
                    for column in changed {
                        if !step.changed.contains(&column) {
                            step.changed.push(column);
                        }
                    }
                    step.version = version.or(step.version);
                }
                _ => {
                    let record = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
                    let step = CodeStep {
                        coder: row.get(1)?,
                        kind: row.get(2)?,
                        at_ms: row.get(3)?,
                        changed,
                        version,
                        other: other_code(record, code),
                    };
                    steps.push((op, step));
                }
            }
        }
        Ok(steps.into_iter().map(|(_, step)| step).collect())
    }

    /// How many codings of the two codes overlap, by the same coder, and in how many interviews.
    /// Codings that don't count are left out.
    ///
    /// # Errors
    /// When the file can't be read or has no such codes.
    pub fn overlaps(&self, a: CodeId, b: CodeId) -> Result<(u32, u32)> {
        let (a, b) = (keys::code(&self.conn, a)?, keys::code(&self.conn, b)?);
        Ok(self
            .conn
            .prepare_cached(
                "SELECT count(*), count(DISTINCT a.interview) FROM coding AS a
                 JOIN coding AS b ON b.code = ?2 AND b.interview = a.interview
                  AND b.coder = a.coder AND a.start < b.end AND b.start < a.end
                 WHERE a.code = ?1 AND a.status IN (0, 2, 3, 5) AND b.status IN (0, 2, 3, 5)",
            )?
            .query_row([a, b], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}

fn state(row: &rusqlite::Row, column: usize) -> Result<Option<Value>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|_| StoreError::Strange("op_row".to_owned()))
}

/// Columns that differ between two states of a row.
fn differences(before: Option<&Value>, after: Option<&Value>) -> Vec<String> {
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (before, after) else {
        return Vec::new();
    };
    after
        .iter()
        .filter(|(column, value)| before.get(*column) != Some(*value))
        .map(|(column, _)| column.clone())
        .collect()
}

/// The version after a step that made one.
fn new_version(before: Option<&Value>, after: Option<&Value>) -> Option<u32> {
    let version = |state: Option<&Value>| state?.get("version")?.as_u64();
    match (version(before), version(after)) {
        // A row that a step made stands in the log without a state.
        (None, None) => Some(1),
        (Some(before), Some(after)) if after > before => u32::try_from(after).ok(),
        _ => None,
    }
}

/// The code that a merge or a split names besides this one.
fn other_code(record: &str, code: CodeId) -> Option<CodeId> {
    let record: Value = serde_json::from_str(record).ok()?;
    let named: &[&str] = match record.get("edit")?.as_str()? {
        "merge-codes" => &["from", "into"],
        "split-code" => &["code"],
        _ => return None,
    };
    named
        .iter()
        .filter_map(|key| serde_json::from_value(record.get(key)?.clone()).ok())
        .find(|other| *other != code)
}
