//! From identities to the keys of this file, and back.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::{Result, StoreError};
use super::uids;
use crate::model::{CodeId, CodingId, InterviewId, RespondentId, SpeakerId, Thing, Uid};

/// The key of the row with that identity.
fn find(conn: &Connection, table: &str, what: Thing, uid: Uid) -> Result<i64> {
    conn.prepare_cached(&format!("SELECT id FROM {table} WHERE uid = ?1"))?
        .query_row([uid.0], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::NoSuch {
            what,
            name: uid.to_string(),
        })
}

pub(super) fn interview(conn: &Connection, id: InterviewId) -> Result<i64> {
    find(conn, "interview", Thing::Interview, id.0)
}

pub(super) fn code(conn: &Connection, id: CodeId) -> Result<i64> {
    find(conn, "code", Thing::Code, id.0)
}

pub(super) fn coding(conn: &Connection, id: CodingId) -> Result<i64> {
    find(conn, "coding", Thing::Coding, id.0)
}

/// The coding with that identity, in hexadecimal.
pub(super) fn coding_with(conn: &Connection, hex: &str) -> Result<i64> {
    let uid = hex.parse().map_err(|_| StoreError::NoSuch {
        what: Thing::Coding,
        name: hex.to_owned(),
    })?;
    find(conn, "coding", Thing::Coding, uid)
}

pub(super) fn speaker(conn: &Connection, id: SpeakerId) -> Result<i64> {
    find(conn, "speaker", Thing::Speaker, id.0)
}

pub(super) fn respondent(conn: &Connection, id: RespondentId) -> Result<i64> {
    find(conn, "respondent", Thing::Respondent, id.0)
}

pub(super) fn respondent_labelled(conn: &Connection, label: &str) -> Result<i64> {
    conn.prepare_cached("SELECT id FROM respondent WHERE label = ?1")?
        .query_row([label], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::NoSuch {
            what: Thing::Respondent,
            name: label.to_owned(),
        })
}

/// The coder of that name, made where the study has none.
pub(super) fn coder(conn: &Connection, name: &str) -> Result<i64> {
    let known = conn
        .prepare_cached("SELECT id FROM coder WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if let Some(key) = known {
        return Ok(key);
    }
    conn.execute(
        "INSERT INTO coder (uid, name) VALUES (?1, ?2)",
        params![uids::derived("coder", &[name]).0, name],
    )?;
    Ok(conn.last_insert_rowid())
}

/// Reads a `uid` column.
pub(super) fn uid(row: &rusqlite::Row, column: usize) -> rusqlite::Result<Uid> {
    row.get(column).map(Uid)
}
