//! Interviews of a plan and their sessions: known ones found, new ones written with all that hangs on them.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Taken, TakenInterview, Taking};
use crate::model::plan::{PlannedInterview, PlannedSession, Warning};
use crate::model::{InterviewId, Role, Thing, Uid};
use crate::store::codebook::json;
use crate::store::error::{Refused, Result, StoreError};
use crate::store::withdraw::by_hash;
use crate::store::{Store, guide, interviews, keys, uids};

impl<'a> Taking<'a> {
    pub(super) fn interview(&mut self, planned: &'a PlannedInterview) -> Result<()> {
        let hash = uids::sha256(planned.transcript.text.as_bytes());
        let (id, taken, key, name) =
            if let Some((key, uid, name, taken)) = known_interview(self.tx, planned, &hash)? {
                (InterviewId(Uid(uid)), taken, key, name)
            } else {
                let (id, key, name) = self.add_interview(planned, &hash)?;
                (id, Taken::Added, key, name)
            };
        if taken == Taken::SameText {
            // These come from the call alone, so somebody wants them now.
            interviews::put_attributes(self.tx, "interview", key, &planned.attributes)?;
        }
        self.report.interviews.push(TakenInterview {
            key: planned.key.clone(),
            id,
            name: name.clone(),
            taken,
        });
        self.interviews.insert(&planned.key, (key, name));
        Ok(())
    }

    fn add_interview(
        &mut self,
        planned: &PlannedInterview,
        hash: &str,
    ) -> Result<(InterviewId, i64, String)> {
        let tx = self.tx;
        let transcript = &planned.transcript;
        let n_chars = transcript.text.chars().count();
        let uid = planned.uid.unwrap_or_else(|| match &planned.outside_id {
            Some(id) => uids::derived("interview by id", &[id]),
            None => by_hash(hash),
        });
        let name = self.free_name(&planned.name)?;
        tx.prepare_cached(
            "INSERT INTO revision (uid, text, n_chars, hash) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            uids::fresh().0,
            transcript.text,
            i64::try_from(n_chars).unwrap_or(i64::MAX),
            hash
        ])?;
        let revision = tx.last_insert_rowid();
        let mut add = tx.prepare_cached(
            "INSERT INTO turn (revision, seq, start, end, speaker, time_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (seq, turn) in transcript.turns.iter().enumerate() {
            if turn.span.end().0 as usize > n_chars {
                return Err(Refused::TurnOutside {
                    interview: name,
                    span: turn.span,
                }
                .into());
            }
            add.execute(params![
                revision,
                i64::try_from(seq).unwrap_or(i64::MAX),
                turn.span.start().0,
                turn.span.end().0,
                turn.speaker,
                turn.time_ms
            ])?;
        }
        let provenance = &planned.provenance;
        let original = if provenance.bytes.is_empty() {
            None
        } else {
            // A plain file in UTF-8 is its text: one hash serves both.
            let hash = if provenance.bytes == transcript.text.as_bytes() {
                hash.to_owned()
            } else {
                uids::sha256(&provenance.bytes)
            };
            Some(self.original(&provenance.bytes, &hash)?)
        };
        tx.prepare_cached(
            "INSERT INTO interview (uid, outside_id, name, date, sort, ordered, revision, original,
                                    file, format, encoding, header)
             VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(sort), 0) + 1 FROM interview), ?5, ?6,
                     ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            uid.0,
            planned.outside_id,
            name,
            planned.date,
            planned.ordered,
            revision,
            original,
            provenance.file,
            provenance.format,
            provenance.encoding,
            json(&transcript.header),
        ])?;
        let key = tx.last_insert_rowid();
        for (seq, speaker) in transcript.speakers.iter().enumerate() {
            let respondent = speaker
                .respondent
                .as_deref()
                .map(|label| keys::respondent_labelled(tx, label))
                .transpose()?;
            let speaker_uid = uids::derived(
                "speaker",
                &[
                    &uid.to_string(),
                    &seq.to_string(),
                    speaker.found.as_ref().unwrap_or(&speaker.label),
                ],
            );
            tx.prepare_cached(
                "INSERT INTO speaker (uid, interview, seq, label, role, respondent)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                speaker_uid.0,
                key,
                i64::try_from(seq).unwrap_or(i64::MAX),
                speaker.label,
                speaker.role.map(Role::name),
                respondent
            ])?;
        }
        interviews::put_attributes(tx, "interview", key, &planned.attributes)?;
        for tie in &planned.ties {
            guide::put_tie(tx, key, tie.turn, tie.question.as_deref(), Some(tie.how))?;
        }
        Ok((InterviewId(uid), key, name))
    }

    /// The name, or where another text has it, the name with ` (2)`.
    fn free_name(&mut self, wanted: &str) -> Result<String> {
        let mut name = wanted.to_owned();
        let mut n = 1;
        loop {
            let taken: bool = self
                .tx
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM interview WHERE name = ?1)")?
                .query_row([&name], |row| row.get(0))?;
            if !taken {
                break;
            }
            n += 1;
            name = format!("{wanted} ({n})");
        }
        if n > 1 {
            self.report.warnings.push(Warning {
                kind: "name-taken",
                line: None,
                about: name.clone(),
            });
        }
        Ok(name)
    }

    fn original(&self, bytes: &[u8], hash: &str) -> Result<i64> {
        let known = self
            .tx
            .prepare_cached("SELECT id FROM original WHERE hash = ?1")?
            .query_row([hash], |row| row.get(0))
            .optional()?;
        if let Some(key) = known {
            return Ok(key);
        }
        self.tx
            .prepare_cached("INSERT INTO original (hash, bytes) VALUES (?1, ?2)")?
            .execute(params![hash, bytes])?;
        Ok(self.tx.last_insert_rowid())
    }

    pub(super) fn session(&mut self, planned: &PlannedSession) -> Result<()> {
        let (interview, _) = self.interview_key(&planned.interview)?;
        let known: bool = self.tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM session WHERE interview = ?1)",
            [interview],
            |row| row.get(0),
        )?;
        if known {
            return Ok(());
        }
        let uid = planned
            .uid
            .unwrap_or_else(|| uids::derived("session", &[&planned.interview]));
        let facts = &planned.facts;
        self.tx.execute(
            "INSERT INTO session (uid, interview, date, place, channel, interviewer, minutes,
                                  guide_version, consent)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                uid.0,
                interview,
                facts.date,
                facts.place,
                facts.channel,
                facts.interviewer,
                facts.minutes,
                facts.guide_version,
                json(&facts.consent)
            ],
        )?;
        let session = self.tx.last_insert_rowid();
        for label in &planned.respondents {
            let respondent = keys::respondent_labelled(self.tx, label)?;
            self.tx.execute(
                "INSERT INTO session_respondent (session, respondent) VALUES (?1, ?2)
                 ON CONFLICT DO NOTHING",
                [session, respondent],
            )?;
        }
        Ok(())
    }
}

impl Store {
    /// The interview that the study would take a planned one for, and by what; `None` for a new one.
    ///
    /// # Errors
    /// When the file can't be read, or the id means another text here.
    pub fn known_as(&self, planned: &PlannedInterview) -> Result<Option<(String, Taken)>> {
        let hash = uids::sha256(planned.transcript.text.as_bytes());
        let found = known_interview(&self.conn, planned, &hash)?;
        Ok(found.map(|(_, _, name, taken)| (name, taken)))
    }
}

/// The study's interview with the planned one's id, or (where it has none) its text, the
/// present one or the one before corrections.
fn known_interview(
    conn: &Connection,
    planned: &PlannedInterview,
    hash: &str,
) -> Result<Option<(i64, [u8; 16], String, Taken)>> {
    const FOUND: &str = "SELECT interview.id, interview.uid, interview.name, revision.hash
         FROM interview JOIN revision ON revision.id = interview.revision";
    let by_id = planned.uid.is_some() || planned.outside_id.is_some();
    let read = |row: &rusqlite::Row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, [u8; 16]>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
        ))
    };
    if !by_id && planned.transcript.text.is_empty() {
        // Empty texts are no more the same than blank sheets are.
        return Ok(None);
    }
    if !by_id {
        let found = conn
            .prepare_cached(&format!(
                "{FOUND} WHERE interview.revision IN (
                     SELECT id FROM revision WHERE hash = ?1
                     UNION ALL
                     SELECT corrected.revision FROM corrected
                     JOIN revision AS first ON first.id = corrected.first WHERE first.hash = ?1
                 ) LIMIT 1"
            ))?
            .query_row([hash], read)
            .optional()?;
        return Ok(found.map(|(key, uid, name, _)| (key, uid, name, Taken::SameText)));
    }
    let found = conn
        .prepare_cached(&format!(
            "{FOUND} WHERE interview.uid = ?1 OR interview.outside_id = ?2"
        ))?
        .query_row(
            params![planned.uid.map(|uid| uid.0), planned.outside_id],
            read,
        )
        .optional()?;
    match found {
        Some((_, _, name, known)) if known != hash => Err(StoreError::Taken {
            what: Thing::Interview,
            id: planned.key.clone(),
            here: name,
            there: planned.name.clone(),
        }),
        Some((key, uid, name, _)) => Ok(Some((key, uid, name, Taken::SameId))),
        None => Ok(None),
    }
}
