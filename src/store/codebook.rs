//! Codes, kinds, links and attribute lists.

mod history;
mod recode;
mod reshape;
mod versions;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::de::DeserializeOwned;

use super::error::{Refused, Result, StoreError};
use super::open::Store;
use super::{keys, uids};
use crate::model::codebook::{
    AttributeList, Code, Codebook, Entry, Kind, Link, LinkText, Origin, Refusal,
};
use crate::model::edit::NewCode;
use crate::model::{CodeId, Thing, Uid};

pub use history::CodeStep;
pub use reshape::MergePreview;
pub(super) use reshape::{merge, move_code, retire, revive, split};
pub(super) use versions::{freeze, insert as insert_version, present as codebook_number};

/// Whether a code is in use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Active,
    Retired,
}

/// Adds a code; gives it the next free public id under its parent where it has none.
pub(super) fn add(tx: &Transaction, new: &NewCode) -> Result<CodeId> {
    let parent = new.parent.map(|id| keys::code(tx, id)).transpose()?;
    let mut entry = new.entry.clone();
    if entry.name.trim().is_empty() {
        return Err(Refusal::NoName.into());
    }
    if entry.public_id.is_empty() {
        entry.public_id = free_public_id(tx, parent)?;
    }
    if entry.kind.is_empty()
        && let Some(parent) = parent
    {
        entry.kind = tx.query_row("SELECT kind FROM code WHERE id = ?1", [parent], |row| {
            row.get(0)
        })?;
    }
    name_is_free(tx, parent, &entry.name, None)?;
    if let Some(name) = name_of(tx, &entry.public_id)? {
        return Err(StoreError::Taken {
            what: Thing::Code,
            id: entry.public_id,
            here: name,
            there: entry.name,
        });
    }
    let uid = uids::fresh();
    insert(tx, uid, parent, &entry, 1, Use::Active)?;
    Ok(CodeId(uid))
}

/// Refuses a name that another code in use under the same parent has.
fn name_is_free(tx: &Transaction, parent: Option<i64>, name: &str, own: Option<i64>) -> Result<()> {
    let twin: Option<String> = tx
        .prepare_cached(
            "SELECT public_id FROM code
             WHERE parent IS ?1 AND name = ?2 AND retired = 0 AND id IS NOT ?3",
        )?
        .query_row(params![parent, name, own], |row| row.get(0))
        .optional()?;
    match twin {
        None => Ok(()),
        Some(there) => Err(Refusal::NameTaken {
            name: name.to_owned(),
            there,
        }
        .into()),
    }
}

fn name_of(conn: &Connection, public_id: &str) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT name FROM code WHERE public_id = ?1")?
        .query_row([public_id], |row| row.get(0))
        .optional()?)
}

/// `P1.1`, `P1.2`, … under `P1`; `N1`, `N2`, … at the top.
fn free_public_id(tx: &Transaction, parent: Option<i64>) -> Result<String> {
    let stem = match parent {
        Some(parent) => {
            let above: String = tx.query_row(
                "SELECT public_id FROM code WHERE id = ?1",
                [parent],
                |row| row.get(0),
            )?;
            if above.ends_with(|last: char| last.is_ascii_digit()) {
                format!("{above}.")
            } else {
                above
            }
        }
        None => "N".to_owned(),
    };
    for n in 1_u32.. {
        let id = format!("{stem}{n}");
        if name_of(tx, &id)?.is_none() {
            return Ok(id);
        }
    }
    Err(Refused::NoIdLeft.into())
}

/// Writes a code at the end of the codebook, and its first version.
pub(super) fn insert(
    tx: &Transaction,
    uid: Uid,
    parent: Option<i64>,
    entry: &Entry,
    version: u32,
    usage: Use,
) -> Result<i64> {
    tx.prepare_cached(
        "INSERT INTO code (uid, public_id, parent, sort, kind, name, name_en, aliases, definition,
                           use_when, not_when, example, color, digit, origin, source, columns,
                           open, version, retired)
         VALUES (?1, ?2, ?3, (SELECT coalesce(max(sort), 0) + 1 FROM code), ?4, ?5, ?6, ?7, ?8,
                 ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?
    .execute(params![
        uid.0,
        entry.public_id,
        parent,
        entry.kind,
        entry.name,
        entry.name_en,
        json(&entry.aliases),
        entry.definition,
        entry.use_when,
        entry.not_when,
        entry.example,
        entry.color,
        entry.digit,
        entry.origin.name(),
        json(&entry.source),
        json(&entry.columns),
        entry.open,
        version,
        usage == Use::Retired,
    ])?;
    let key = tx.last_insert_rowid();
    keep_version(tx, key, version, entry)?;
    Ok(key)
}

fn keep_version(tx: &Transaction, code: i64, version: u32, entry: &Entry) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO code_version (code, version, name, definition, use_when, not_when, at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        code,
        version,
        entry.name,
        entry.definition,
        entry.use_when,
        entry.not_when,
        uids::now_ms()
    ])?;
    Ok(())
}

/// What is said about a code.
pub(super) fn entry_of(tx: &Transaction, id: CodeId) -> Result<Entry> {
    let key = keys::code(tx, id)?;
    let code = tx
        .prepare_cached(&format!("{CODE} WHERE code.id = ?1"))?
        .query_row([key], |row| Ok(read(row)))??;
    Ok(code.entry)
}

/// Changes what is said about a code. What a coder goes by makes a new version.
pub(super) fn revise(tx: &Transaction, id: CodeId, entry: &Entry) -> Result<()> {
    let key = keys::code(tx, id)?;
    let old = tx
        .prepare_cached(&format!("{CODE} WHERE code.id = ?1"))?
        .query_row([key], |row| Ok(read(row)))??;
    let mut entry = entry.clone();
    entry.public_id.clone_from(&old.entry.public_id);
    if entry == old.entry {
        return Ok(());
    }
    if entry.name.trim().is_empty() {
        return Err(Refusal::NoName.into());
    }
    if entry.name != old.entry.name && !old.retired {
        let parent: Option<i64> =
            tx.query_row("SELECT parent FROM code WHERE id = ?1", [key], |row| {
                row.get(0)
            })?;
        name_is_free(tx, parent, &entry.name, Some(key))?;
    }
    let says = |entry: &Entry| {
        (
            entry.name.clone(),
            entry.definition.clone(),
            entry.use_when.clone(),
            entry.not_when.clone(),
        )
    };
    let version = old.version + u32::from(says(&entry) != says(&old.entry));
    tx.prepare_cached(
        "UPDATE code SET kind = ?2, name = ?3, name_en = ?4, aliases = ?5, definition = ?6,
                         use_when = ?7, not_when = ?8, example = ?9, color = ?10, digit = ?11,
                         origin = ?12, source = ?13, columns = ?14, open = ?15, version = ?16
         WHERE id = ?1",
    )?
    .execute(params![
        key,
        entry.kind,
        entry.name,
        entry.name_en,
        json(&entry.aliases),
        entry.definition,
        entry.use_when,
        entry.not_when,
        entry.example,
        entry.color,
        entry.digit,
        entry.origin.name(),
        json(&entry.source),
        json(&entry.columns),
        entry.open,
        version,
    ])?;
    if version > old.version {
        keep_version(tx, key, version, &entry)?;
    }
    Ok(())
}

const CODE: &str = "SELECT code.uid, above.uid, code.public_id, code.kind, code.name, code.name_en,
        code.aliases, code.definition, code.use_when, code.not_when, code.example, code.color,
        code.digit, code.origin, code.source, code.columns, code.open, code.version, code.retired,
        heir.uid
    FROM code LEFT JOIN code AS above ON above.id = code.parent
              LEFT JOIN code AS heir ON heir.id = code.merged_into";

fn read(row: &rusqlite::Row) -> Result<Code> {
    let origin: String = row.get(13)?;
    let maybe = |column| -> rusqlite::Result<Option<CodeId>> {
        Ok(row
            .get::<_, Option<[u8; 16]>>(column)?
            .map(|uid| CodeId(Uid(uid))))
    };
    Ok(Code {
        id: CodeId(keys::uid(row, 0)?),
        parent: maybe(1)?,
        merged_into: maybe(19)?,
        version: row.get(17)?,
        retired: row.get(18)?,
        entry: Entry {
            public_id: row.get(2)?,
            kind: row.get(3)?,
            name: row.get(4)?,
            name_en: row.get(5)?,
            aliases: from_json(row, 6)?,
            definition: row.get(7)?,
            use_when: row.get(8)?,
            not_when: row.get(9)?,
            example: row.get(10)?,
            color: row.get(11)?,
            digit: row.get(12)?,
            origin: Origin::from_name(&origin)
                .ok_or_else(|| StoreError::Strange(format!("code.origin = {origin}")))?,
            source: from_json(row, 14)?,
            columns: from_json(row, 15)?,
            open: row.get(16)?,
        },
    })
}

/// JSON of a value whose form we made; such values can't fail.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists always have JSON")
}

/// Reads a JSON column.
pub(super) fn from_json<T: DeserializeOwned>(row: &rusqlite::Row, column: usize) -> Result<T> {
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(rusqlite::Error::from)?;
    serde_json::from_str(text).map_err(|_| {
        StoreError::Strange(row.as_ref().column_name(column).unwrap_or("?").to_owned())
    })
}

/// The codebook with kinds, links and attribute lists.
fn book(conn: &Connection) -> Result<Codebook> {
    let codes = many(conn, &format!("{CODE} ORDER BY code.sort, code.id"), read)?;
    let mut book = Codebook::new(codes);
    book.kinds = many(
        conn,
        "SELECT kind, name, name_en, facets FROM kind ORDER BY sort",
        |row| {
            Ok(Kind {
                id: row.get(0)?,
                name: row.get(1)?,
                name_en: row.get(2)?,
                facets: from_json(row, 3)?,
            })
        },
    )?;
    book.links = many(
        conn,
        "SELECT a.uid, b.uid, relation, hypothesis, reason FROM link
         JOIN code AS a ON a.id = link.from_code
         JOIN code AS b ON b.id = link.to_code
         ORDER BY relation",
        |row| {
            Ok(Link {
                from: CodeId(keys::uid(row, 0)?),
                to: CodeId(keys::uid(row, 1)?),
                text: LinkText {
                    relation: row.get(2)?,
                    hypothesis: row.get(3)?,
                    reason: row.get(4)?,
                },
            })
        },
    )?;
    // The order of the tree, which moving codes changes, not that of their making.
    let mut links = std::mem::take(&mut book.links);
    links.sort_by_key(|link| (book.place(link.from), book.place(link.to)));
    book.links = links;
    book.attributes = many(
        conn,
        "SELECT name, of, name_en, section, expected FROM attribute_list ORDER BY sort",
        |row| {
            Ok(AttributeList {
                name: row.get(0)?,
                of: row.get(1)?,
                name_en: row.get(2)?,
                section: row.get(3)?,
                values: from_json(row, 4)?,
            })
        },
    )?;
    Ok(book)
}

/// All rows of a query without arguments.
fn many<T>(
    conn: &Connection,
    sql: &str,
    read: impl Fn(&rusqlite::Row) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

impl Store {
    /// The codebook with kinds, links and attribute lists.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn codebook(&self) -> Result<Codebook> {
        book(&self.conn)
    }

    /// The code with that public id.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn code_with_id(&self, public_id: &str) -> Result<Option<CodeId>> {
        Ok(self
            .conn
            .prepare_cached("SELECT uid FROM code WHERE public_id = ?1")?
            .query_row([public_id], |row| keys::uid(row, 0).map(CodeId))
            .optional()?)
    }

    /// For each code its own codings that count, by identity.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn coding_counts(&self) -> Result<Vec<(CodeId, u32)>> {
        self.many(
            "SELECT uid, (SELECT count(*) FROM coding
                          WHERE coding.code = code.id AND coding.status IN (0, 2, 3, 5))
             FROM code",
            |row| Ok((CodeId(keys::uid(row, 0)?), row.get(1)?)),
        )
    }

    /// All rows of a query without arguments.
    pub(super) fn many<T>(
        &self,
        sql: &str,
        read: impl Fn(&rusqlite::Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        many(&self.conn, sql, read)
    }
}
