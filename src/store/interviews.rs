//! Interviews: their texts, turns, speakers and attributes.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::error::{Refused, Result, StoreError};
use super::open::Store;
use super::{keys, uids};
use crate::model::interview::QuestionTie;
use crate::model::{
    CharPos, Interview, InterviewId, RespondentId, Role, Span, Speaker, SpeakerId, Thing, Turn, Uid,
};
use crate::text::Text;

/// The study's order: an order that an imported file fixed; else by date, those
/// without one last, as imported.
pub(super) const ORDER: &str = "interview.ordered DESC, \
     CASE WHEN interview.ordered = 1 THEN '' ELSE coalesce(interview.date, '9999') END, interview.sort";

/// An interview as analyses need it: nothing in it has to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its identity.
    pub id: InterviewId,
    /// The id that exports and JSON show: the imported one, else the uid.
    pub public_id: String,
    /// The name, unique in the study.
    pub name: String,
    /// ISO date, as far as known.
    pub date: Option<String>,
    /// Attributes in the order they were given.
    pub attributes: Vec<(String, String)>,
    /// Its key in this file.
    pub(super) key: i64,
}

/// Name and text of an interview.
pub(super) fn text_of(conn: &Connection, interview: i64) -> Result<(String, Text)> {
    let (name, text): (String, String) = conn
        .prepare_cached(
            "SELECT interview.name, revision.text FROM interview
             JOIN revision ON revision.id = interview.revision WHERE interview.id = ?1",
        )?
        .query_row([interview], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((name, Text::new(text)))
}

pub(super) fn set_attributes(
    tx: &Transaction,
    interview: InterviewId,
    attributes: &[(String, String)],
) -> Result<()> {
    let key = keys::interview(tx, interview)?;
    put_attributes(tx, "interview", key, attributes)
}

/// Sets attributes of an interview or a respondent; an empty value takes one away.
pub(super) fn put_attributes(
    tx: &Transaction,
    of: &'static str,
    key: i64,
    attributes: &[(String, String)],
) -> Result<()> {
    for (name, value) in attributes {
        if name.trim().is_empty() {
            return Err(Refused::AttributeWithoutName.into());
        }
        if value.is_empty() {
            tx.prepare_cached(&format!(
                "DELETE FROM attribute WHERE {of} = ?1 AND name = ?2"
            ))?
            .execute(params![key, name])?;
        } else {
            tx.prepare_cached(&format!(
                "INSERT INTO attribute ({of}, name, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT ({of}, name) DO UPDATE SET value = ?3 WHERE value <> ?3"
            ))?
            .execute(params![key, name, value])?;
        }
    }
    Ok(())
}

/// Gives an interview or a respondent the attributes it doesn't have.
pub(super) fn add_attributes(
    tx: &Transaction,
    of: &'static str,
    key: i64,
    attributes: &[(String, String)],
) -> Result<()> {
    for (name, value) in attributes {
        if !name.trim().is_empty() && !value.is_empty() {
            tx.prepare_cached(&format!(
                "INSERT INTO attribute ({of}, name, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT ({of}, name) DO NOTHING"
            ))?
            .execute(params![key, name, value])?;
        }
    }
    Ok(())
}

/// Attributes by owner's key, in the order they were given.
pub(super) fn attributes(
    conn: &Connection,
    of: &'static str,
) -> Result<Vec<(i64, (String, String))>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {of}, name, value FROM attribute WHERE {of} IS NOT NULL ORDER BY {of}, id"
    ))?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The values that belong to `key`, from a list ordered by key.
pub(super) fn belonging<T: Clone>(all: &[(i64, T)], key: i64) -> Vec<T> {
    let from = all.partition_point(|(owner, _)| *owner < key);
    all[from..]
        .iter()
        .take_while(|(owner, _)| *owner == key)
        .map(|(_, value)| value.clone())
        .collect()
}

impl Store {
    /// All interviews in the study's order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn interviews(&self) -> Result<Vec<Interview>> {
        let attributes = attributes(&self.conn, "interview")?;
        let any_retired: bool = self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM code WHERE retired = 1)",
            [],
            |row| row.get(0),
        )?;
        // Asking this of each coding takes longer than counting them.
        let in_use = if any_retired {
            "AND coding.code NOT IN (SELECT id FROM code WHERE retired = 1)"
        } else {
            ""
        };
        self.many(
            &format!(
                "SELECT interview.id, interview.uid, interview.outside_id, interview.name,
                        interview.date, revision.n_chars,
                        (SELECT count(*) FROM turn WHERE turn.revision = interview.revision),
                        (SELECT count(*) FROM speaker WHERE speaker.interview = interview.id),
                        (SELECT count(*) FROM coding
                         WHERE coding.interview = interview.id AND coding.status IN (0, 2, 3, 5)
                           {in_use})
                 FROM interview JOIN revision ON revision.id = interview.revision
                 ORDER BY {ORDER}"
            ),
            |row| {
                Ok(Interview {
                    id: InterviewId(keys::uid(row, 1)?),
                    outside_id: row.get(2)?,
                    name: row.get(3)?,
                    date: row.get(4)?,
                    attributes: belonging(&attributes, row.get(0)?),
                    n_chars: row.get(5)?,
                    n_turns: row.get(6)?,
                    n_speakers: row.get(7)?,
                    n_codings: row.get(8)?,
                })
            },
        )
    }

    /// All interviews in the study's order, without counts.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn cases(&self) -> Result<Vec<Case>> {
        let attributes = attributes(&self.conn, "interview")?;
        self.many(
            &format!("SELECT id, uid, outside_id, name, date FROM interview ORDER BY {ORDER}"),
            |row| {
                let (key, uid) = (row.get(0)?, keys::uid(row, 1)?);
                Ok(Case {
                    id: InterviewId(uid),
                    public_id: row
                        .get::<_, Option<String>>(2)?
                        .unwrap_or_else(|| uid.to_string()),
                    name: row.get(3)?,
                    date: row.get(4)?,
                    attributes: belonging(&attributes, key),
                    key,
                })
            },
        )
    }

    /// Interviews in the order in which they were imported.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn import_order(&self) -> Result<Vec<InterviewId>> {
        self.many("SELECT uid FROM interview ORDER BY sort, id", |row| {
            Ok(InterviewId(keys::uid(row, 0)?))
        })
    }

    /// The identity of the interview that a person names by name, id or uid.
    ///
    /// # Errors
    /// When there is none.
    pub fn interview_named(&self, name: &str) -> Result<InterviewId> {
        let by_uid = name
            .parse::<Uid>()
            .map(|uid| uid.0.to_vec())
            .unwrap_or_default();
        self.conn
            .prepare_cached(
                "SELECT uid FROM interview WHERE name = ?1 OR outside_id = ?1 OR uid = ?2
                 ORDER BY name = ?1 DESC LIMIT 1",
            )?
            .query_row(params![name, by_uid], |row| keys::uid(row, 0))
            .optional()?
            .map(InterviewId)
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Interview,
                name: name.to_owned(),
            })
    }

    /// The name of an interview.
    ///
    /// # Errors
    /// When there is no such interview.
    pub fn interview_name(&self, interview: InterviewId) -> Result<String> {
        self.conn
            .prepare_cached("SELECT name FROM interview WHERE uid = ?1")?
            .query_row([interview.0.0], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Interview,
                name: interview.to_string(),
            })
    }

    /// The text of an interview as stored.
    ///
    /// # Errors
    /// When there is no such interview.
    pub fn text(&self, interview: InterviewId) -> Result<String> {
        self.conn
            .prepare_cached(
                "SELECT revision.text FROM interview
                 JOIN revision ON revision.id = interview.revision WHERE interview.uid = ?1",
            )?
            .query_row([interview.0.0], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Interview,
                name: interview.to_string(),
            })
    }

    /// Fields of the header block of an interview.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn header(&self, interview: InterviewId) -> Result<Vec<(String, String)>> {
        self.conn
            .prepare_cached("SELECT header FROM interview WHERE uid = ?1")?
            .query_row([interview.0.0], |row| {
                Ok(super::codebook::from_json(row, 0))
            })?
    }

    /// Turns of an interview in order; each names its speaker by index into [`Self::speakers`].
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn turns(&self, interview: InterviewId) -> Result<Vec<Turn>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT turn.start, turn.end, turn.speaker, turn.time_ms FROM interview
             JOIN turn ON turn.revision = interview.revision
             WHERE interview.uid = ?1 ORDER BY turn.seq",
        )?;
        let mut rows = statement.query([interview.0.0])?;
        let mut turns = Vec::new();
        while let Some(row) = rows.next()? {
            let (start, end) = (row.get(0)?, row.get(1)?);
            turns.push(Turn {
                span: Span::within(u32::MAX, start, end)
                    .map_err(|_| StoreError::Strange(format!("turn {start}..{end}")))?,
                speaker: row.get(2)?,
                time_ms: row.get(3)?,
            });
        }
        Ok(turns)
    }

    /// Speakers of an interview in order of appearance.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn speakers(&self, interview: InterviewId) -> Result<Vec<Speaker>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT speaker.uid, speaker.label, speaker.role, respondent.uid FROM speaker
             JOIN interview ON interview.id = speaker.interview
             LEFT JOIN respondent ON respondent.id = speaker.respondent
             WHERE interview.uid = ?1 ORDER BY speaker.seq",
        )?;
        let speakers = statement
            .query_map([interview.0.0], |row| {
                Ok(Speaker {
                    id: SpeakerId(keys::uid(row, 0)?),
                    label: row.get(1)?,
                    role: row
                        .get::<_, Option<String>>(2)?
                        .and_then(|role| Role::from_name(&role)),
                    respondent: row
                        .get::<_, Option<[u8; 16]>>(3)?
                        .map(|uid| RespondentId(Uid(uid))),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(speakers)
    }

    /// Turns of an interview tied to questions, and questions it skipped, in order of the turns.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn ties(&self, interview: InterviewId) -> Result<Vec<QuestionTie>> {
        super::guide::ties(&self.conn, keys::interview(&self.conn, interview)?)
    }

    /// Where the coder's cursor stood in an interview.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn place(&self, interview: InterviewId, coder: &str) -> Result<Option<CharPos>> {
        let key = keys::interview(&self.conn, interview)?;
        Ok(self
            .conn
            .prepare_cached("SELECT at FROM place WHERE interview = ?1 AND coder = ?2")?
            .query_row(params![key, coder], |row| row.get(0).map(CharPos))
            .optional()?)
    }

    /// Where the coder's cursor stood in each interview, the latest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn places(&self, coder: &str) -> Result<Vec<(InterviewId, CharPos)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT interview.uid, place.at FROM place
             JOIN interview ON interview.id = place.interview
             WHERE place.coder = ?1 ORDER BY place.at_ms DESC",
        )?;
        let places = statement
            .query_map([coder], |row| {
                Ok((InterviewId(keys::uid(row, 0)?), CharPos(row.get(1)?)))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(places)
    }

    /// Number of the turn, from 1, that holds a place or begins last before it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn turn_number(&self, interview: InterviewId, at: CharPos) -> Result<Option<u32>> {
        let seq: Option<u32> = self
            .conn
            .prepare_cached(
                "SELECT max(turn.seq) FROM interview JOIN turn ON turn.revision = interview.revision
                 WHERE interview.uid = ?1 AND turn.start <= ?2",
            )?
            .query_row(params![interview.0.0, at.0], |row| row.get(0))?;
        Ok(seq.map(|seq| seq + 1))
    }

    /// How many codings of the coder that count each interview has; those without any are left out.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn n_codings_by(&self, coder: &str) -> Result<HashMap<InterviewId, u32>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT interview.uid, count(*) FROM coding
             JOIN interview ON interview.id = coding.interview
             JOIN coder ON coder.id = coding.coder
             JOIN code ON code.id = coding.code
             WHERE coder.name = ?1 AND coding.status IN (0, 2, 3, 5) AND code.retired = 0
             GROUP BY coding.interview",
        )?;
        let counts = statement
            .query_map([coder], |row| {
                Ok((InterviewId(keys::uid(row, 0)?), row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(counts)
    }

    /// The interview where the coder was last.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn last_place(&self, coder: &str) -> Result<Option<InterviewId>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT interview.uid FROM place JOIN interview ON interview.id = place.interview
                 WHERE place.coder = ?1 ORDER BY place.at_ms DESC LIMIT 1",
            )?
            .query_row([coder], |row| keys::uid(row, 0))
            .optional()?
            .map(InterviewId))
    }

    /// Remembers where the coder's cursor stands. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn remember_place(&mut self, id: InterviewId, at: CharPos, coder: &str) -> Result<()> {
        self.writable()?;
        let key = keys::interview(&self.conn, id)?;
        self.conn
            .prepare_cached(
                "INSERT INTO place (interview, coder, at, at_ms) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (interview, coder) DO UPDATE SET at = ?3, at_ms = ?4",
            )?
            .execute(params![key, coder, at.0, uids::now_ms()])?;
        Ok(())
    }

    /// The bytes an interview was imported from, where they were kept.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn original(&self, interview: InterviewId) -> Result<Option<Vec<u8>>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT original.bytes FROM interview
                 JOIN original ON original.id = interview.original WHERE interview.uid = ?1",
            )?
            .query_row([interview.0.0], |row| row.get(0))
            .optional()?)
    }
}
