//! Respondents, sessions, and the speakers behind labels.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};

use super::codebook::from_json;
use super::error::{Refused, Result};
use super::interviews::{attributes, belonging, put_attributes};
use super::open::Store;
use super::{keys, uids};
use crate::model::respondent::{Respondent, Session, SessionFacts};
use crate::model::{InterviewId, RespondentId, Role, SessionId, SpeakerId, Uid};

/// Adds the respondent where the study has none of that label, and sets attributes.
pub(super) fn set_respondent(
    tx: &Transaction,
    label: &str,
    attributes: &[(String, String)],
) -> Result<()> {
    let key = put_respondent(tx, label, None)?;
    put_attributes(tx, "respondent", key, attributes)
}

/// The key of the respondent of that label, added where there is none.
pub(super) fn put_respondent(tx: &Transaction, label: &str, uid: Option<Uid>) -> Result<i64> {
    let known = tx
        .prepare_cached("SELECT id FROM respondent WHERE label = ?1")?
        .query_row([label], |row| row.get(0))
        .optional()?;
    if let Some(key) = known {
        return Ok(key);
    }
    let uid = uid.unwrap_or_else(|| uids::derived("respondent", &[label]));
    tx.prepare_cached(
        "INSERT INTO respondent (uid, label, sort)
         VALUES (?1, ?2, (SELECT coalesce(max(sort), 0) + 1 FROM respondent))",
    )?
    .execute(params![uid.0, label])?;
    Ok(tx.last_insert_rowid())
}

/// Mends what an import guessed; `None` leaves as it is.
pub(super) fn set_speaker(
    tx: &Transaction,
    id: SpeakerId,
    label: Option<&str>,
    role: Option<Role>,
    respondent: Option<RespondentId>,
) -> Result<()> {
    let key = keys::speaker(tx, id)?;
    let respondent = respondent.map(|id| keys::respondent(tx, id)).transpose()?;
    if let Some(label) = label {
        let taken: bool = tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM speaker AS other
             JOIN speaker AS mine ON mine.interview = other.interview
             WHERE mine.id = ?1 AND other.id <> ?1 AND other.label = ?2)",
            params![key, label],
            |row| row.get(0),
        )?;
        if taken {
            return Err(Refused::SpeakerTaken(label.to_owned()).into());
        }
    }
    tx.execute(
        "UPDATE speaker SET label = coalesce(?2, label), role = coalesce(?3, role),
                            respondent = coalesce(?4, respondent)
         WHERE id = ?1",
        params![key, label, role.map(Role::name), respondent],
    )?;
    Ok(())
}

impl Store {
    /// Respondents in the order they were added.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn respondents(&self) -> Result<Vec<Respondent>> {
        let attributes = attributes(&self.conn, "respondent")?;
        self.many(
            "SELECT id, uid, label FROM respondent ORDER BY sort",
            |row| {
                Ok(Respondent {
                    id: RespondentId(keys::uid(row, 1)?),
                    label: row.get(2)?,
                    attributes: belonging(&attributes, row.get(0)?),
                })
            },
        )
    }

    /// The label of every respondent.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn respondent_labels(&self) -> Result<HashMap<RespondentId, String>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT uid, label FROM respondent")?;
        let labels = statement
            .query_map([], |row| {
                Ok((RespondentId(keys::uid(row, 0)?), row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(labels)
    }

    /// Sessions in the order of their interviews.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn sessions(&self) -> Result<Vec<Session>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT session_respondent.session, respondent.label FROM session_respondent
             JOIN respondent ON respondent.id = session_respondent.respondent
             ORDER BY session_respondent.session, session_respondent.id",
        )?;
        let labels: Vec<(i64, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        self.many(
            &format!(
                "SELECT session.id, session.uid, interview.uid, session.date, session.place,
                        session.channel, session.interviewer, session.minutes,
                        session.guide_version, session.consent
                 FROM session JOIN interview ON interview.id = session.interview
                 ORDER BY {}",
                super::interviews::ORDER
            ),
            |row| {
                Ok(Session {
                    id: SessionId(keys::uid(row, 1)?),
                    interview: InterviewId(keys::uid(row, 2)?),
                    facts: SessionFacts {
                        date: row.get(3)?,
                        place: row.get(4)?,
                        channel: row.get(5)?,
                        interviewer: row.get(6)?,
                        minutes: row.get(7)?,
                        guide_version: row.get(8)?,
                        consent: from_json(row, 9)?,
                    },
                    respondents: belonging(&labels, row.get(0)?),
                })
            },
        )
    }
}
