//! Whether rows that hold positions may go back: only into the text they were written in.
//!
//! What a step wrote down counts in the texts of its time. A text is told by the
//! corrections in force: those that came into force or went since, an odd number of
//! times, make it another.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{CORRECTION, Way};
use crate::store::error::{Result, StoreError};

/// Refuses where the texts that rows of `step` are about are not those of its time.
///
/// Rows that the step made are written down only when it is taken back, in the text of
/// that moment: nothing hinders that, and doing it again goes by that text.
pub(super) fn are_as_then(tx: &Transaction, step: i64, way: Way) -> Result<()> {
    let ever_corrected: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM op_row WHERE tbl = ?1)")?
        .query_row([CORRECTION], |row| row.get(0))?;
    if !ever_corrected {
        return Ok(());
    }
    let changed = changed_since(tx, step, step, "(before IS NOT NULL OR tbl = 'correction')")?;
    let changed = match (changed, way) {
        (None, Way::Forth) => {
            let taken_back: i64 = tx
                .prepare_cached(
                    "SELECT coalesce(max(id), ?1) FROM op WHERE target = ?1 AND merged IS NULL",
                )?
                .query_row([step], |row| row.get(0))?;
            changed_since(tx, step, taken_back, "before IS NULL")?
        }
        (changed, _) => changed,
    };
    match (changed, way) {
        (None, _) => Ok(()),
        (Some(changed), Way::Back) => Err(changed),
        (Some(_), Way::Forth) => Err(StoreError::NoLongerFits),
    }
}

/// A step that changed the text under rows of `step` after the step `then`, where there is one.
///
/// `which` says which rows, in SQL.
fn changed_since(
    tx: &Transaction,
    step: i64,
    then: i64,
    which: &'static str,
) -> Result<Option<StoreError>> {
    let sql = format!(
        "WITH turned (step) AS (
             SELECT coalesce(target, id) FROM op
             WHERE id > ?2 AND merged IS NULL GROUP BY 1 HAVING count(*) % 2 = 1
         ),
         other (step, interview) AS (
             SELECT op_row.op, coalesce(correction.interview, json_extract(op_row.after, '$.interview'))
             FROM turned JOIN op_row ON op_row.op = turned.step AND op_row.tbl = 'correction'
             LEFT JOIN correction ON correction.id = op_row.row
             WHERE turned.step <> ?1
         ),
         mine (interview) AS (
             SELECT coalesce(
                 json_extract(coalesce(before, after), '$.interview'),
                 CASE tbl WHEN 'coding' THEN (SELECT interview FROM coding WHERE id = op_row.row)
                          WHEN 'tie' THEN (SELECT interview FROM tie WHERE id = op_row.row)
                          WHEN 'bookmark' THEN (SELECT interview FROM bookmark WHERE id = op_row.row)
                          WHEN 'memo' THEN (SELECT interview FROM memo WHERE id = op_row.row)
                          ELSE (SELECT interview FROM correction WHERE id = op_row.row) END)
             FROM op_row
             WHERE op = ?1 AND {which}
               AND (tbl IN ('coding', 'tie', 'bookmark', 'correction')
                    -- Of memos only those on a passage hold positions.
                    OR tbl = 'memo' AND coalesce(
                        json_extract(coalesce(before, after), '$.start'),
                        (SELECT start FROM memo WHERE id = op_row.row)) IS NOT NULL)
         )
         SELECT op.id, op.coder, op.kind FROM other JOIN op ON op.id = other.step
         WHERE other.interview IN (SELECT interview FROM mine) LIMIT 1"
    );
    Ok(tx
        .prepare_cached(&sql)?
        .query_row(params![step, then], |row| {
            Ok(StoreError::ChangedSince {
                op: row.get(0)?,
                coder: row.get(1)?,
                kind: row.get(2)?,
            })
        })
        .optional()?)
}
