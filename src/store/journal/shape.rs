//! Rows of the contents as JSON, and the triggers that write them down.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::store::error::{Result, StoreError};

/// Tables that belong to the study's contents. The rest is written once
/// (`original`, first revisions), follows from it
/// (`corrected`, `revision` and `turn` of corrected texts), or is no part of the research.
pub(super) const JOURNALLED: &[&str] = &[
    CODER,
    "study_fact",
    "kind",
    "code",
    "code_version",
    "codebook_version",
    "link",
    "attribute_list",
    "interview",
    "speaker",
    "respondent",
    "session",
    "session_respondent",
    "attribute",
    "guide",
    "question",
    "tie",
    "coding",
    "coding_facet",
    "coding_link",
    "bookmark",
    "pin",
    "memo",
    "lexicon",
    "summary",
    "coverage",
    "assignment",
    "verdict",
    "settlement",
    "correction",
    "merged",
    "conflict",
];

/// Who acted once is a coder for good, since steps of others may name them; only
/// what is said about them is taken back.
const CODER: &str = "coder";

/// The columns of a journalled table, and the statements that move its rows to and from JSON.
pub(super) struct Shape {
    table: &'static str,
    columns: Vec<(String, bool)>,
}

impl Shape {
    pub(super) fn of(conn: &Connection, table: &str) -> Result<Self> {
        let table = JOURNALLED
            .iter()
            .copied()
            .find(|known| *known == table)
            .ok_or_else(|| StoreError::Strange(format!("op_row.tbl = {table}")))?;
        let columns = conn
            .prepare_cached("SELECT name, type = 'BLOB' FROM pragma_table_info(?1) ORDER BY cid")?
            .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { table, columns })
    }

    /// SQL that makes JSON of the row known as `row`.
    fn object(&self, row: &str) -> String {
        let fields: Vec<String> = self
            .columns
            .iter()
            .map(|(name, blob)| {
                if *blob {
                    format!("'{name}', hex({row}.\"{name}\")")
                } else {
                    format!("'{name}', {row}.\"{name}\"")
                }
            })
            .collect();
        format!("json_object({})", fields.join(", "))
    }

    pub(super) fn json(&self, conn: &Connection, row: i64) -> Result<Option<String>> {
        let sql = format!(
            "SELECT {} FROM {1} WHERE {1}.id = ?1",
            self.object(self.table),
            self.table
        );
        Ok(conn
            .prepare_cached(&sql)?
            .query_row([row], |row| row.get(0))
            .optional()?)
    }

    fn values(&self) -> Vec<String> {
        self.columns
            .iter()
            .map(|(name, blob)| {
                let value = format!("json_extract(?1, '$.{name}')");
                if *blob {
                    format!("unhex({value})")
                } else {
                    value
                }
            })
            .collect()
    }

    pub(super) fn insert(&self, tx: &Transaction, state: &str) -> Result<()> {
        let names: Vec<String> = self
            .columns
            .iter()
            .map(|(name, _)| format!("\"{name}\""))
            .collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.table,
            names.join(", "),
            self.values().join(", ")
        );
        tx.prepare_cached(&sql)?.execute([state])?;
        Ok(())
    }

    pub(super) fn update(&self, tx: &Transaction, row: i64, state: &str) -> Result<()> {
        let sets: Vec<String> = self
            .columns
            .iter()
            .zip(self.values())
            .map(|((name, _), value)| format!("\"{name}\" = {value}"))
            .collect();
        let sql = format!(
            "UPDATE {} SET {} WHERE id = ?2",
            self.table,
            sets.join(", ")
        );
        tx.prepare_cached(&sql)?.execute(params![state, row])?;
        Ok(())
    }

    pub(super) fn delete(&self, tx: &Transaction, row: i64) -> Result<()> {
        tx.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", self.table))?
            .execute([row])?;
        Ok(())
    }
}

/// The triggers that write a table's rows into the journal. Names come from the
/// schema only; values never become SQL.
pub(super) fn triggers(conn: &Connection, table: &str) -> Result<String> {
    let shape = Shape::of(conn, table)?;
    let (old, new) = (shape.object("OLD"), shape.object("NEW"));
    let when = "WHEN (SELECT recording FROM journal) = 1";
    let op = "(SELECT max(id) FROM op)";
    let update = format!(
        "CREATE TEMP TRIGGER journal_{table}_update AFTER UPDATE ON main.{table} {when}
         BEGIN
             INSERT INTO op_row (op, tbl, row, before, after)
             SELECT {op}, '{table}', NEW.id, old, new FROM (SELECT {old} AS old, {new} AS new)
             WHERE old <> new;
         END;"
    );
    if table == CODER {
        return Ok(update);
    }
    Ok(format!(
        "{update}
         CREATE TEMP TRIGGER journal_{table}_insert AFTER INSERT ON main.{table} {when}
         BEGIN
             INSERT INTO op_row (op, tbl, row) VALUES ({op}, '{table}', NEW.id);
         END;
         CREATE TEMP TRIGGER journal_{table}_delete AFTER DELETE ON main.{table} {when}
         BEGIN
             INSERT INTO op_row (op, tbl, row, before) VALUES ({op}, '{table}', OLD.id, {old});
         END;"
    ))
}
