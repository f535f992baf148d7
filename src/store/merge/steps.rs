//! What a merge takes over as it is: the steps of other copies, and what was withdrawn in them.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction, params};

use super::Together;
use crate::store::error::Result;

/// Takes the steps of other copies into the log.
pub(super) fn take(
    tx: &Transaction,
    others: &[&Connection],
    together: &Together,
    clock: i64,
) -> Result<u32> {
    let merge: i64 = tx.query_row("SELECT max(id) FROM op", [], |row| row.get(0))?;
    let mut known: HashSet<[u8; 16]> = together.mine.log.known.clone();
    let mut n_steps = 0;
    for (other, state) in others.iter().zip(&together.others) {
        let mut statement = other.prepare(
            "SELECT op.uid, op.coder, op.kind, op.edit, op.at_ms, op.state, op.clock, target.uid
             FROM main.op AS op LEFT JOIN main.op AS target ON target.id = op.target
             WHERE op.merged IS NULL
                OR 0 = (SELECT state FROM main.op AS merge WHERE merge.id = op.merged)
             ORDER BY op.id",
        )?;
        let mut rows = statement.query([])?;
        let mut add = tx.prepare_cached(
            "INSERT INTO op (uid, coder, kind, edit, at_ms, state, clock, target, merged)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT id FROM op WHERE uid = ?8), ?9)
             ON CONFLICT (uid) DO UPDATE SET merged = ?9 WHERE merged IS NOT NULL",
        )?;
        while let Some(row) = rows.next()? {
            let uid: [u8; 16] = row.get(0)?;
            if !known.insert(uid) {
                continue;
            }
            let kind: String = row.get(2)?;
            // What was withdrawn leaves no word in the log.
            let edit = if state.left_out {
                serde_json::json!({ "edit": kind }).to_string()
            } else {
                row.get(3)?
            };
            add.execute(params![
                uid,
                row.get::<_, String>(1)?,
                kind,
                edit,
                row.get::<_, i64>(4)?,
                row.get::<_, i64>(5)?,
                row.get::<_, i64>(6)?,
                row.get::<_, Option<[u8; 16]>>(7)?,
                merge
            ])?;
            n_steps += 1;
        }
    }
    // Whatever is done here from now on comes after all that was taken in.
    tx.execute(
        "UPDATE op SET clock = max(clock, ?2, 1 + (SELECT max(clock) FROM op WHERE id <> ?1))
         WHERE id = ?1",
        [merge, clock],
    )?;
    Ok(n_steps)
}
