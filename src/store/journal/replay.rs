//! Rows of a step put back, and put in place again.

use rusqlite::{Transaction, params};

use super::shape::Shape;
use super::{CORRECTION, Way, pause};
use crate::store::error::{Result, StoreError};
use crate::store::revise::present::Correction;

/// A row of the journal.
struct OpRow {
    id: i64,
    table: String,
    row: i64,
    before: Option<String>,
    after: Option<String>,
}

fn op_rows(tx: &Transaction, op: i64) -> Result<Vec<OpRow>> {
    let mut statement =
        tx.prepare("SELECT id, tbl, row, before, after FROM op_row WHERE op = ?1 ORDER BY id")?;
    let rows = statement
        .query_map([op], |row| {
            Ok(OpRow {
                id: row.get(0)?,
                table: row.get(1)?,
                row: row.get(2)?,
                before: row.get(3)?,
                after: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Puts the rows of a step back; returns the corrections that this took back.
pub(super) fn put_back(tx: &Transaction, op: i64) -> Result<Vec<Correction>> {
    let mut corrections = Vec::new();
    pause(tx, |tx| {
        for row in op_rows(tx, op)?.into_iter().rev() {
            let shape = Shape::of(tx, &row.table)?;
            if row.table == CORRECTION && row.before.is_none() {
                let correction = Correction::find(tx, row.row)?;
                correction.put_through(tx, Way::Back)?;
                corrections.push(correction);
            }
            match row.before {
                Some(before) if row.after.is_some() => shape.update(tx, row.row, &before)?,
                Some(before) => {
                    shape.insert(tx, &before)?;
                    if row.table == CORRECTION {
                        let correction = Correction::find(tx, row.row)?;
                        correction.put_through(tx, Way::Forth)?;
                        corrections.push(correction);
                    }
                }
                None => {
                    let state = shape.json(tx, row.row)?;
                    tx.prepare_cached("UPDATE op_row SET after = ?2 WHERE id = ?1")?
                        .execute(params![row.id, state])?;
                    shape.delete(tx, row.row)?;
                }
            }
        }
        Ok(())
    })?;
    Ok(corrections)
}

/// Changes and removes only rows that are as the step found them: somebody may
/// have taken back since what it rested on. Returns the corrections that it holds.
pub(super) fn do_again(tx: &Transaction, op: i64) -> Result<Vec<Correction>> {
    let mut corrections = Vec::new();
    pause(tx, |tx| {
        for row in op_rows(tx, op)? {
            let shape = Shape::of(tx, &row.table)?;
            if row.before.is_some() && shape.json(tx, row.row)? != row.before {
                return Err(StoreError::NoLongerFits);
            }
            let is_correction = row.table == CORRECTION;
            match (row.before, row.after) {
                (Some(_), Some(after)) => shape.update(tx, row.row, &after)?,
                (None, Some(after)) => {
                    shape.insert(tx, &after)?;
                    if is_correction {
                        let correction = Correction::find(tx, row.row)?;
                        correction.put_through(tx, Way::Forth)?;
                        corrections.push(correction);
                    }
                }
                (_, None) => {
                    if is_correction {
                        let correction = Correction::find(tx, row.row)?;
                        correction.put_through(tx, Way::Back)?;
                        corrections.push(correction);
                    }
                    shape.delete(tx, row.row)?;
                }
            }
        }
        Ok(())
    })?;
    Ok(corrections)
}
