//! The interview guide and the turns tied to its questions.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::codebook::{from_json, json};
use super::error::{Refused, Result, StoreError};
use super::open::Store;
use super::{keys, uids};
use crate::model::edit::NewTie;
use crate::model::guide::{Guide, Question};
use crate::model::interview::{Asked, QuestionTie};
use crate::model::{InterviewId, QuestionId, Thing, Uid};

/// Takes a guide in: a version the study doesn't have is added, one it has must say the same.
pub(super) fn put(tx: &Transaction, guide: &Guide) -> Result<()> {
    let body = json(guide);
    let known: Option<String> = tx
        .query_row(
            "SELECT body FROM guide WHERE version = ?1",
            [guide.version],
            |row| row.get(0),
        )
        .optional()?;
    match known {
        Some(known) if known == body => return Ok(()),
        Some(_) => {
            return Err(Refused::GuideVersionTaken(guide.version).into());
        }
        None => {
            tx.execute(
                "INSERT INTO guide (version, body) VALUES (?1, ?2)",
                params![guide.version, body],
            )?;
        }
    }
    let newest: u32 = tx.query_row("SELECT max(version) FROM guide", [], |row| row.get(0))?;
    for (place, question) in guide.questions().enumerate() {
        put_question(tx, question, place, newest == guide.version)?;
    }
    Ok(())
}

fn put_question(tx: &Transaction, question: &Question, place: usize, newest: bool) -> Result<()> {
    let uid = uids::derived("question", &[&question.number]);
    let sort = i64::try_from(place).unwrap_or(i64::MAX);
    let added = tx.execute(
        "INSERT INTO question (uid, number, text, codes, sort) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (number) DO NOTHING",
        params![
            uid.0,
            question.number,
            question.text,
            json(&question.codes),
            sort
        ],
    )?;
    if added == 0 && newest {
        tx.execute(
            "UPDATE question SET text = ?2, codes = ?3, sort = ?4 WHERE number = ?1",
            params![question.number, question.text, json(&question.codes), sort],
        )?;
    }
    Ok(())
}

/// Ties a turn to a question, or notes a skipped one; `how: None` takes the tie away.
pub(super) fn tie(
    tx: &Transaction,
    interview: InterviewId,
    turn: Option<u32>,
    question: Option<&str>,
    how: Option<Asked>,
) -> Result<()> {
    put_tie(tx, keys::interview(tx, interview)?, turn, question, how)
}

/// Ties several turns to questions.
pub(super) fn tie_all(tx: &Transaction, ties: &[NewTie]) -> Result<()> {
    for it in ties {
        let question = Some(it.question.as_str());
        tie(tx, it.interview, Some(it.turn), question, Some(it.how))?;
    }
    Ok(())
}

pub(super) fn put_tie(
    tx: &Transaction,
    interview: i64,
    turn: Option<u32>,
    number: Option<&str>,
    how: Option<Asked>,
) -> Result<()> {
    let question = number
        .map(|number| {
            tx.prepare_cached("SELECT id FROM question WHERE number = ?1")?
                .query_row([number], |row| row.get::<_, i64>(0))
                .optional()?
                .ok_or_else(|| StoreError::NoSuch {
                    what: Thing::Question,
                    name: number.to_owned(),
                })
        })
        .transpose()?;
    if let Some(turn) = turn {
        let there: bool = tx
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM interview
                 JOIN turn ON turn.revision = interview.revision
                 WHERE interview.id = ?1 AND turn.seq = ?2)",
            )?
            .query_row(params![interview, turn], |row| row.get(0))?;
        if !there {
            return Err(StoreError::NoSuch {
                what: Thing::Turn,
                name: (u64::from(turn) + 1).to_string(),
            });
        }
    }
    // A turn asks one question; a question is skipped once.
    tx.prepare_cached(
        "DELETE FROM tie WHERE interview = ?1 AND turn IS ?2
           AND (?2 IS NOT NULL OR question IS ?3)
           AND (?4 IS NULL OR question IS NOT ?3 OR how <> ?4)",
    )?
    .execute(params![interview, turn, question, how.map(Asked::name)])?;
    if let Some(how) = how {
        tx.prepare_cached(
            "INSERT INTO tie (interview, turn, question, how)
             SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (
                 SELECT 1 FROM tie WHERE interview = ?1 AND turn IS ?2 AND question IS ?3 AND how = ?4)",
        )?
        .execute(params![interview, turn, question, how.name()])?;
    }
    Ok(())
}

pub(super) fn ties(conn: &Connection, interview: i64) -> Result<Vec<QuestionTie>> {
    let mut statement = conn.prepare_cached(
        "SELECT tie.turn, question.uid, tie.how FROM tie
         LEFT JOIN question ON question.id = tie.question
         WHERE tie.interview = ?1
         ORDER BY tie.turn IS NULL, tie.turn, question.sort",
    )?;
    let mut rows = statement.query([interview])?;
    let mut ties = Vec::new();
    while let Some(row) = rows.next()? {
        let how: String = row.get(2)?;
        ties.push(QuestionTie {
            turn: row.get(0)?,
            question: row
                .get::<_, Option<[u8; 16]>>(1)?
                .map(|uid| QuestionId(Uid(uid))),
            how: Asked::from_name(&how)
                .ok_or_else(|| StoreError::Strange(format!("tie.how = {how}")))?,
        });
    }
    Ok(ties)
}

/// A question as analyses need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownQuestion {
    /// Identity.
    pub id: QuestionId,
    /// Its number in the guide.
    pub number: String,
    /// Public ids of codes it names.
    pub codes: Vec<String>,
}

impl Store {
    /// Every version of the guide, the present one last.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn guides(&self) -> Result<Vec<Guide>> {
        self.many("SELECT body FROM guide ORDER BY version", |row| {
            from_json(row, 0)
        })
    }

    /// The present guide: the highest version taken in.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn guide(&self) -> Result<Option<Guide>> {
        Ok(self
            .many(
                "SELECT body FROM guide ORDER BY version DESC LIMIT 1",
                |row| from_json(row, 0),
            )?
            .pop())
    }

    /// Questions of every guide the study has had, in order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn questions(&self) -> Result<Vec<KnownQuestion>> {
        self.many(
            "SELECT uid, number, codes FROM question ORDER BY sort, number",
            |row| {
                Ok(KnownQuestion {
                    id: QuestionId(keys::uid(row, 0)?),
                    number: row.get(1)?,
                    codes: from_json(row, 2)?,
                })
            },
        )
    }
}
