//! What a step of the log was about, from the rows it touched.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::shape::Shape;
use crate::store::error::{Result, StoreError};
use crate::store::open::Store;

/// The things that a step touched, by the names that people know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Names of interviews, in the order in which the step touched them.
    pub interviews: Vec<String>,
    /// Codes, number and name.
    pub codes: Vec<String>,
    /// Labels of speakers and respondents.
    pub people: Vec<String>,
    /// Interviews touched themselves, however many are named.
    pub n_interviews: u32,
    /// Codes touched themselves.
    pub n_codes: u32,
    /// Codings touched themselves.
    pub n_codings: u32,
}

/// Rows of a step that are looked at: enough to name what it is about, however large it was.
const LOOKED_AT: u32 = 50;

impl Store {
    /// What a step was about. Things that are gone for good aren't named.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn subject(&self, op: i64) -> Result<Subject> {
        let conn = &self.conn;
        let mut counts = conn.prepare_cached(
            "SELECT tbl, count(DISTINCT row) FROM op_row WHERE op = ?1
             AND tbl IN ('interview', 'code', 'coding') GROUP BY tbl",
        )?;
        let mut subject = Subject::default();
        let mut rows = counts.query([op])?;
        while let Some(row) = rows.next()? {
            let n = row.get(1)?;
            match row.get::<_, String>(0)?.as_str() {
                "interview" => subject.n_interviews = n,
                "code" => subject.n_codes = n,
                _ => subject.n_codings = n,
            }
        }
        let mut statement = conn.prepare_cached(
            "SELECT tbl, row, coalesce(after, before) FROM op_row WHERE op = ?1 ORDER BY id LIMIT ?2",
        )?;
        let mut rows = statement.query(params![op, LOOKED_AT])?;
        let mut named = Named::default();
        while let Some(row) = rows.next()? {
            let table: String = row.get(0)?;
            let state = match row.get(2)? {
                Some(state) => Some(state),
                None => Shape::of(conn, &table)?.json(conn, row.get(1)?)?,
            };
            if let Some(state) = state {
                let row = serde_json::from_str(&state)
                    .map_err(|_| StoreError::Strange(format!("op_row of {table}")))?;
                name(conn, &table, &row, &mut named, &mut subject)?;
            }
        }
        Ok(subject)
    }
}

/// What has been named already.
#[derive(Default)]
struct Named {
    interviews: BTreeSet<i64>,
    codes: BTreeSet<i64>,
}

fn name(
    conn: &Connection,
    table: &str,
    row: &Value,
    named: &mut Named,
    subject: &mut Subject,
) -> Result<()> {
    let key = |column: &str| row.get(column).and_then(Value::as_i64);
    let own = |of: &str| key("id").filter(|_| table == of);
    // A settled disagreement is about the codings of two.
    for coding in [key("coding"), key("a"), key("b")].into_iter().flatten() {
        let of_coding = conn
            .prepare_cached("SELECT interview, code FROM coding WHERE id = ?1")?
            .query_row([coding], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((interview, code)) = of_coding {
            name_interview(conn, interview, named, subject)?;
            name_code(conn, code, named, subject)?;
        }
    }
    if let Some(interview) = own("interview").or_else(|| key("interview")) {
        name_interview(conn, interview, named, subject)?;
    }
    let codes = [own("code"), key("code"), key("from_code"), key("to_code")];
    for code in codes.into_iter().flatten() {
        name_code(conn, code, named, subject)?;
    }
    if matches!(table, "speaker" | "respondent")
        && let Some(label) = row.get("label").and_then(Value::as_str)
        && !subject.people.iter().any(|known| known == label)
    {
        subject.people.push(label.to_owned());
    }
    Ok(())
}

fn name_interview(
    conn: &Connection,
    key: i64,
    named: &mut Named,
    subject: &mut Subject,
) -> Result<()> {
    if named.interviews.insert(key) {
        let name = conn
            .prepare_cached("SELECT name FROM interview WHERE id = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        subject.interviews.extend(name);
    }
    Ok(())
}

fn name_code(conn: &Connection, key: i64, named: &mut Named, subject: &mut Subject) -> Result<()> {
    if named.codes.insert(key) {
        let name = conn
            .prepare_cached("SELECT public_id || ' ' || name FROM code WHERE id = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        subject.codes.extend(name);
    }
    Ok(())
}
