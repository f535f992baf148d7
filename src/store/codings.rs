//! Codings: adding, moving and taking them away.

mod read;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::error::{Refused, Result, StoreError};
use super::{interviews, keys, marks, memos, uids, verdicts};
use crate::model::edit::{ManyCodings, NewCodings};
use crate::model::{CodeId, CodingId, Confidence, Facet, InterviewId, MemoKind, Span, Status, Uid};
use crate::text::context;

pub use read::Use;

/// Codings that came of a request.
#[derive(Default)]
pub(super) struct Made {
    pub(super) new: Vec<CodingId>,
    pub(super) there_already: Vec<(CodeId, CodingId)>,
}

/// A coding about to be written, by keys.
pub(super) struct Row<'a> {
    pub(super) id: CodingId,
    pub(super) outside_id: Option<&'a str>,
    pub(super) interview: i64,
    pub(super) code: i64,
    pub(super) coder: i64,
    pub(super) span: Span,
    pub(super) status: Status,
    pub(super) code_version: u32,
    pub(super) created_ms: Option<i64>,
    pub(super) starred: bool,
    pub(super) confidence: Option<Confidence>,
    pub(super) use_as: Option<crate::model::Use>,
    pub(super) anchor: context::Anchor,
}

/// One coding of a code, without facets.
pub(super) fn add_one(
    tx: &Transaction,
    interview: InterviewId,
    span: Span,
    code: CodeId,
    coder: &str,
) -> Result<Made> {
    add(
        tx,
        &NewCodings {
            interview,
            span,
            codes: vec![code],
            status: Status::Coded,
            facets: Vec::new(),
            memo: None,
        },
        coder,
    )
}

pub(super) fn add(tx: &Transaction, new: &NewCodings, coder: &str) -> Result<Made> {
    let interview = keys::interview(tx, new.interview)?;
    let (name, text) = interviews::text_of(tx, interview)?;
    let span = text
        .span(new.span.start().0, new.span.end().0)
        .map_err(|source| StoreError::Position {
            interview: name,
            source,
        })?;
    let coder_key = keys::coder(tx, coder)?;
    let mut made = Made::default();
    for code in &new.codes {
        let code_key = keys::code(tx, *code)?;
        if let Some(there) = same(tx, interview, code_key, coder_key, span)? {
            made.there_already.push((*code, there));
            continue;
        }
        let version = usable(tx, *code)?.version;
        let id = CodingId(uids::fresh());
        let key = insert(
            tx,
            &Row {
                id,
                outside_id: None,
                interview,
                code: code_key,
                coder: coder_key,
                span,
                status: new.status,
                code_version: version,
                created_ms: Some(uids::now_ms()),
                starred: false,
                confidence: None,
                use_as: None,
                anchor: context::anchor(&text, span),
            },
        )?;
        for (facet, value) in &new.facets {
            put_facet(tx, key, facet, Some(value))?;
        }
        if let Some(memo) = new.memo.as_deref().filter(|memo| !memo.trim().is_empty()) {
            let words = memos::Words::now(MemoKind::default(), memo);
            memos::on_coding(tx, key, coder_key, words, uids::fresh())?;
        }
        made.new.push(id);
    }
    Ok(made)
}

/// Codings of every code on every passage; each text is read once.
pub(super) fn add_many(tx: &Transaction, many: &ManyCodings, coder: &str) -> Result<Made> {
    let coder_key = keys::coder(tx, coder)?;
    let codes = many
        .codes
        .iter()
        .map(|code| usable(tx, *code))
        .collect::<Result<Vec<Usable>>>()?;
    let mut made = Made::default();
    for (interview, spans) in &many.passages {
        let interview = keys::interview(tx, *interview)?;
        let (name, text) = interviews::text_of(tx, interview)?;
        for span in spans {
            let span =
                text.span(span.start().0, span.end().0)
                    .map_err(|source| StoreError::Position {
                        interview: name.clone(),
                        source,
                    })?;
            for code in &codes {
                if let Some(there) = same(tx, interview, code.key, coder_key, span)? {
                    made.there_already.push((code.id, there));
                    continue;
                }
                let id = CodingId(uids::fresh());
                insert(
                    tx,
                    &Row {
                        id,
                        outside_id: None,
                        interview,
                        code: code.key,
                        coder: coder_key,
                        span,
                        status: many.status,
                        code_version: code.version,
                        created_ms: Some(uids::now_ms()),
                        starred: false,
                        confidence: None,
                        use_as: None,
                        anchor: context::anchor(&text, span),
                    },
                )?;
                made.new.push(id);
            }
        }
    }
    Ok(made)
}

/// A code that is in use.
pub(super) struct Usable {
    pub(super) id: CodeId,
    pub(super) key: i64,
    pub(super) version: u32,
}

/// The code, which must be in use.
pub(super) fn usable(tx: &Transaction, code: CodeId) -> Result<Usable> {
    usable_key(tx, keys::code(tx, code)?)
}

/// The code of that key, which must be in use.
pub(super) fn usable_key(tx: &Transaction, key: i64) -> Result<Usable> {
    let (uid, public_id, version, retired): (Uid, String, u32, bool) = tx
        .prepare_cached("SELECT uid, public_id, version, retired FROM code WHERE id = ?1")?
        .query_row([key], |row| {
            Ok((keys::uid(row, 0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    if retired {
        return Err(Refused::CodeOutOfUse(public_id).into());
    }
    Ok(Usable {
        id: CodeId(uid),
        key,
        version,
    })
}

/// The coding of the same passage with the same code by the same coder.
pub(super) fn same(
    conn: &Connection,
    interview: i64,
    code: i64,
    coder: i64,
    span: Span,
) -> Result<Option<CodingId>> {
    Ok(conn
        .prepare_cached(
            "SELECT uid FROM coding
             WHERE code = ?1 AND interview = ?2 AND start = ?3 AND end = ?4 AND coder = ?5",
        )?
        .query_row(
            params![code, interview, span.start().0, span.end().0, coder],
            |row| keys::uid(row, 0),
        )
        .optional()?
        .map(CodingId))
}

/// Writes a coding; returns its key.
pub(super) fn insert(tx: &Transaction, row: &Row) -> Result<i64> {
    tx.prepare_cached(
        "INSERT INTO coding (uid, outside_id, interview, code, coder, start, end, status,
                             code_version, created_ms, hash, before, after, starred, confidence,
                             use_as)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        row.id.0.0,
        row.outside_id,
        row.interview,
        row.code,
        row.coder,
        row.span.start().0,
        row.span.end().0,
        status_number(row.status),
        row.code_version,
        row.created_ms,
        row.anchor.hash,
        row.anchor.before,
        row.anchor.after,
        row.starred,
        marks::confidence_number(row.confidence),
        marks::use_number(row.use_as),
    ])?;
    Ok(tx.last_insert_rowid())
}

pub(super) fn remove(tx: &Transaction, codings: &[CodingId]) -> Result<()> {
    for id in codings {
        remove_key(tx, keys::coding(tx, *id)?)?;
    }
    Ok(())
}

/// Takes a coding away with all that hangs on it.
pub(super) fn remove_key(tx: &Transaction, key: i64) -> Result<()> {
    marks::unlink_all(tx, key)?;
    verdicts::forget(tx, key)?;
    for sql in [
        "DELETE FROM coding_facet WHERE coding = ?1",
        "DELETE FROM memo WHERE coding = ?1",
        "DELETE FROM coding WHERE id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([key])?;
    }
    Ok(())
}

/// Gives a coding the first of `codes` in place of its own, and its passage the others.
///
/// Facets that the new code's kind doesn't have go; what was suggested is the coder's own now.
pub(super) fn replace_code(
    tx: &Transaction,
    id: CodingId,
    codes: &[CodeId],
    coder: &str,
) -> Result<Made> {
    let Some((first, others)) = codes.split_first() else {
        return Ok(Made::default());
    };
    let key = keys::coding(tx, id)?;
    let (interview, holder, start, end): (i64, i64, u32, u32) = tx
        .prepare_cached("SELECT interview, coder, start, end FROM coding WHERE id = ?1")?
        .query_row([key], |row| row.try_into())?;
    let span = Span::within(u32::MAX, start, end)
        .map_err(|_| StoreError::Strange(format!("coding {start}..{end}")))?;
    let code = keys::code(tx, *first)?;
    if same(tx, interview, code, holder, span)?.is_some_and(|there| there != id) {
        return Err(Refused::CodedAlready.into());
    }
    let version = usable_key(tx, code)?.version;
    tx.prepare_cached(
        "UPDATE coding SET code = ?2, code_version = ?3, status = CASE status WHEN ?4 THEN ?5 ELSE status END
         WHERE id = ?1 AND code <> ?2",
    )?
    .execute(params![
        key,
        code,
        version,
        status_number(Status::Suggested),
        status_number(Status::Coded)
    ])?;
    drop_strange_facets(tx, key)?;
    let interview: Uid = tx
        .prepare_cached("SELECT uid FROM interview WHERE id = ?1")?
        .query_row([interview], |row| keys::uid(row, 0))?;
    add(
        tx,
        &NewCodings {
            interview: InterviewId(interview),
            span,
            codes: others.to_vec(),
            status: Status::Coded,
            facets: Vec::new(),
            memo: None,
        },
        coder,
    )
}

/// Takes away the facets of a coding that its code's kind doesn't have.
pub(super) fn drop_strange_facets(tx: &Transaction, coding: i64) -> Result<()> {
    let known: Option<String> = tx
        .prepare_cached(
            "SELECT kind.facets FROM coding JOIN code ON code.id = coding.code
             JOIN kind ON kind.kind = code.kind WHERE coding.id = ?1",
        )?
        .query_row([coding], |row| row.get(0))
        .optional()?;
    let known: Vec<Facet> = known
        .map(|json| serde_json::from_str(&json))
        .transpose()
        .map_err(|_| StoreError::Strange("facets that are no JSON".to_owned()))?
        .unwrap_or_default();
    let names: Vec<String> = tx
        .prepare_cached("SELECT facet FROM coding_facet WHERE coding = ?1")?
        .query_map([coding], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names
        .iter()
        .filter(|name| !known.iter().any(|it| it.name == **name))
    {
        put_facet(tx, coding, name, None)?;
    }
    Ok(())
}

pub(super) fn move_boundaries(tx: &Transaction, id: CodingId, span: Span) -> Result<()> {
    let key = keys::coding(tx, id)?;
    let (interview, code, coder): (i64, i64, i64) = tx
        .prepare_cached("SELECT interview, code, coder FROM coding WHERE id = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let (name, text) = interviews::text_of(tx, interview)?;
    let span = text
        .span(span.start().0, span.end().0)
        .map_err(|source| StoreError::Position {
            interview: name,
            source,
        })?;
    if same(tx, interview, code, coder, span)?.is_some_and(|there| there != id) {
        return Err(Refused::CodedAlready.into());
    }
    let anchor = context::anchor(&text, span);
    tx.prepare_cached(
        "UPDATE coding SET start = ?2, end = ?3, hash = ?4, before = ?5, after = ?6 WHERE id = ?1",
    )?
    .execute(params![
        key,
        span.start().0,
        span.end().0,
        anchor.hash,
        anchor.before,
        anchor.after
    ])?;
    Ok(())
}

pub(super) fn set_facet(
    tx: &Transaction,
    coding: CodingId,
    facet: &str,
    value: Option<&str>,
) -> Result<()> {
    put_facet(tx, keys::coding(tx, coding)?, facet, value)
}

/// Sets, changes or clears a facet; the code's kind must have it.
pub(super) fn put_facet(
    tx: &Transaction,
    coding: i64,
    facet: &str,
    value: Option<&str>,
) -> Result<()> {
    let Some(value) = value else {
        tx.prepare_cached("DELETE FROM coding_facet WHERE coding = ?1 AND facet = ?2")?
            .execute(params![coding, facet])?;
        return Ok(());
    };
    let (code, facets): (String, Option<String>) = tx
        .prepare_cached(
            "SELECT code.public_id, kind.facets FROM coding
             JOIN code ON code.id = coding.code
             LEFT JOIN kind ON kind.kind = code.kind
             WHERE coding.id = ?1",
        )?
        .query_row([coding], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let facets: Vec<Facet> = facets
        .map(|json| serde_json::from_str(&json))
        .transpose()
        .map_err(|_| StoreError::Strange("kind.facets".to_owned()))?
        .unwrap_or_default();
    let known = facets.iter().any(|known| {
        known.name == facet && known.values.iter().any(|possible| possible.name == value)
    });
    if !known {
        return Err(StoreError::NoSuchFacet {
            code,
            facet: facet.to_owned(),
            value: value.to_owned(),
        });
    }
    tx.prepare_cached(
        "INSERT INTO coding_facet (coding, facet, value) VALUES (?1, ?2, ?3)
         ON CONFLICT (coding, facet) DO UPDATE SET value = ?3 WHERE value <> ?3",
    )?
    .execute(params![coding, facet, value])?;
    Ok(())
}

pub(super) fn status_number(status: Status) -> i64 {
    Status::ALL
        .iter()
        .position(|known| *known == status)
        .map_or(0, |place| i64::try_from(place).expect("statuses are few"))
}

pub(super) fn status(number: i64) -> Result<Status> {
    usize::try_from(number)
        .ok()
        .and_then(|place| Status::ALL.get(place).copied())
        .ok_or_else(|| StoreError::Strange(format!("coding.status = {number}")))
}
