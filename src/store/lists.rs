//! Small lists: coders, speakers, finished codings, ids of other programs.

use std::collections::HashMap;

use super::codings::status_number;
use super::error::Result;
use super::keys;
use super::open::Store;
use crate::model::{CodingId, InterviewId, Role, SpeakerId, Status};

/// A coder with what they did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoderRow {
    /// The id an imported file gave, else the uid; the name for somebody who has coded nothing yet.
    pub id: String,
    /// The name.
    pub name: String,
    /// Codings of theirs that count.
    pub n_codings: u32,
    /// Interviews in which they have codings.
    pub n_interviews: u32,
    /// Whether an imported study file names them.
    pub listed: bool,
    /// Whether they have codings, memos or finished interviews.
    pub present: bool,
}

/// A speaker of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRow {
    /// Identity.
    pub id: SpeakerId,
    /// The interview.
    pub interview: InterviewId,
    /// The label.
    pub label: String,
    /// What it does.
    pub role: Option<Role>,
    /// Label of the respondent behind it.
    pub respondent: Option<String>,
    /// Its turns.
    pub n_turns: u32,
    /// Code points in its turns.
    pub n_chars: u32,
}

impl Store {
    /// Everybody who coded or acted, by name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn coders(&self) -> Result<Vec<CoderRow>> {
        let mut coders = self.many(
            "SELECT coder.uid, coder.outside_id, coder.name, coder.listed,
                    count(coding.id) FILTER (WHERE coding.status IN (0, 2, 3, 5)),
                    count(DISTINCT coding.interview),
                    count(coding.id) > 0
                    OR EXISTS (SELECT 1 FROM memo WHERE memo.coder = coder.id)
                    OR EXISTS (SELECT 1 FROM coverage WHERE coverage.coder = coder.id)
                    OR EXISTS (SELECT 1 FROM assignment WHERE assignment.coder = coder.id)
             FROM coder LEFT JOIN coding ON coding.coder = coder.id
             GROUP BY coder.id",
            |row| {
                let uid = keys::uid(row, 0)?;
                Ok(CoderRow {
                    id: row
                        .get::<_, Option<String>>(1)?
                        .unwrap_or_else(|| uid.to_string()),
                    name: row.get(2)?,
                    listed: row.get(3)?,
                    n_codings: row.get(4)?,
                    n_interviews: row.get(5)?,
                    present: row.get(6)?,
                })
            },
        )?;
        let acted = self.many(
            "SELECT DISTINCT coder FROM op WHERE coder NOT IN (SELECT name FROM coder)",
            |row| Ok(row.get::<_, String>(0)?),
        )?;
        coders.extend(acted.into_iter().map(|name| CoderRow {
            id: super::uids::derived("coder", &[&name]).to_string(),
            name,
            n_codings: 0,
            n_interviews: 0,
            listed: false,
            present: false,
        }));
        coders.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(coders)
    }

    /// Speakers of all interviews, by interview and appearance.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn speaker_rows(&self) -> Result<Vec<SpeakerRow>> {
        self.many(
            &format!(
                "SELECT interview.uid, speaker.label, speaker.role, respondent.label,
                        count(turn.seq), coalesce(sum(turn.end - turn.start), 0), speaker.uid
                 FROM speaker
                 JOIN interview ON interview.id = speaker.interview
                 LEFT JOIN respondent ON respondent.id = speaker.respondent
                 LEFT JOIN turn ON turn.revision = interview.revision AND turn.speaker = speaker.seq
                 GROUP BY speaker.id
                 ORDER BY {}, speaker.seq",
                super::interviews::ORDER
            ),
            |row| {
                Ok(SpeakerRow {
                    id: SpeakerId(keys::uid(row, 6)?),
                    interview: InterviewId(keys::uid(row, 0)?),
                    label: row.get(1)?,
                    role: row
                        .get::<_, Option<String>>(2)?
                        .and_then(|role| Role::from_name(&role)),
                    respondent: row.get(3)?,
                    n_turns: row.get(4)?,
                    n_chars: row.get(5)?,
                })
            },
        )
    }

    /// Interviews that a coder has gone through to the end: interview and coder's name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn coverage(&self) -> Result<Vec<(InterviewId, String)>> {
        self.many(
            &format!(
                "SELECT interview.uid, coder.name FROM coverage
                 JOIN interview ON interview.id = coverage.interview
                 JOIN coder ON coder.id = coverage.coder
                 ORDER BY {}, coder.name",
                super::interviews::ORDER
            ),
            |row| Ok((InterviewId(keys::uid(row, 0)?), row.get(1)?)),
        )
    }

    /// Codings per interview and coder that count.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn codings_by_coder(&self) -> Result<Vec<(InterviewId, String, u32)>> {
        self.many(
            "SELECT interview.uid, coder.name, count(*) FROM coding
             JOIN interview ON interview.id = coding.interview
             JOIN coder ON coder.id = coding.coder
             WHERE coding.status IN (0, 2, 3, 5)
             GROUP BY coding.interview, coding.coder",
            |row| Ok((InterviewId(keys::uid(row, 0)?), row.get(1)?, row.get(2)?)),
        )
    }

    /// How many codings of codes in use stand in that status.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn n_codings_of_status(&self, status: Status) -> Result<u32> {
        let n = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM coding JOIN code ON code.id = coding.code
                 WHERE coding.status = ?1 AND NOT code.retired",
            )?
            .query_row([status_number(status)], |row| row.get(0))?;
        Ok(n)
    }

    /// How many codings that count or wait were made under an older definition of their code.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn n_outdated_codings(&self) -> Result<u32> {
        let n = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM coding JOIN code ON code.id = coding.code
                 WHERE coding.code_version < code.version AND NOT code.retired
                   AND coding.status IN (0, 1, 2, 3, 5)",
            )?
            .query_row([], |row| row.get(0))?;
        Ok(n)
    }

    /// For every coding with a memo where it lies, in words: interview, passage, code.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn memo_places(&self) -> Result<Vec<(CodingId, String)>> {
        self.many(
            "SELECT DISTINCT coding.uid, interview.name || ' ' || coding.start || '..'
                    || coding.end || ' ' || code.public_id
             FROM memo JOIN coding ON coding.id = memo.coding
             JOIN interview ON interview.id = coding.interview
             JOIN code ON code.id = coding.code",
            |row| Ok((CodingId(keys::uid(row, 0)?), row.get(1)?)),
        )
    }

    /// Interviews with codings of a code that count, in the study's order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn interviews_with(&self, code: crate::model::CodeId) -> Result<Vec<InterviewId>> {
        let key = keys::code(&self.conn, code)?;
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT interview.uid FROM interview WHERE EXISTS (
                 SELECT 1 FROM coding WHERE coding.code = ?1 AND coding.interview = interview.id
                   AND coding.status IN (0, 2, 3, 5))
             ORDER BY {}",
            super::interviews::ORDER
        ))?;
        let ids = statement
            .query_map([key], |row| keys::uid(row, 0).map(InterviewId))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }

    /// Ids that imported files gave to codings of an interview.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn outside_coding_ids(&self, interview: InterviewId) -> Result<HashMap<CodingId, String>> {
        let key = keys::interview(&self.conn, interview)?;
        // A study whose codings are all its own is spared the look at each.
        let mut statement = self.conn.prepare_cached(
            "SELECT uid, outside_id FROM coding
             WHERE EXISTS (SELECT 1 FROM coding WHERE outside_id IS NOT NULL)
               AND interview = ?1 AND outside_id IS NOT NULL",
        )?;
        let ids = statement
            .query_map([key], |row| Ok((CodingId(keys::uid(row, 0)?), row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }

    /// The number by which a fact names each coder, by name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn coder_numbers(&self) -> Result<Vec<(String, u32)>> {
        self.many("SELECT name, id FROM coder ORDER BY name", |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// Whether any coding says this of itself.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn has_facet(&self, facet: &str, value: &str) -> Result<bool> {
        Ok(self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM coding_facet WHERE facet = ?1 AND value = ?2)",
            [facet, value],
            |row| row.get(0),
        )?)
    }

    /// Interviews whose order an imported file fixed.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn order_is_fixed(&self) -> Result<bool> {
        Ok(self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM interview WHERE ordered = 1)",
            [],
            |row| row.get(0),
        )?)
    }
}
