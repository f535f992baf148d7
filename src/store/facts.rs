//! What analyses are computed from: columns of figures, read in one go.
//!
//! Codes and interviews are given by their place in the lists the caller holds,
//! so that an analysis needs neither keys nor SQL. Reading takes one short
//! transaction and copies into memory.

use std::collections::{HashMap, HashSet};

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::codings::status_number;
use super::error::Result;
use super::interviews::Case;
use super::keys;
use super::open::Store;
use crate::model::{CodeId, Codebook, InterviewId, Role, Status};

/// A coding as figures see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodingFact {
    /// Place of its code in the codebook.
    pub code: u32,
    /// Place of its interview in the study's order.
    pub interview: u32,
    /// Its coder, by a number that means nothing else.
    pub coder: u32,
    /// First code point.
    pub start: u32,
    /// After the last code point.
    pub end: u32,
}

/// A turn as figures see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnFact {
    /// Place of its interview in the study's order.
    pub interview: u32,
    /// First code point.
    pub start: u32,
    /// After the last code point.
    pub end: u32,
    /// Index of its speaker in the interview.
    pub speaker: Option<u16>,
    /// What the speaker does.
    pub role: Option<Role>,
    /// The person, by a number that means nothing else.
    pub respondent: Option<u32>,
}

/// Whose word on a coding that was reviewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// The reviewer's: an amended coding stands in place of the one it amends.
    #[default]
    Reviewed,
    /// The coder's, as it was before anybody amended it.
    AsCoded,
}

/// Which codings to read; everything empty or `None` lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactFilter {
    /// Only these codes.
    pub codes: Option<Vec<CodeId>>,
    /// Only these interviews.
    pub interviews: Option<Vec<InterviewId>>,
    /// Only this coder's.
    pub coder: Option<String>,
    /// Only these statuses; `None` means those that count.
    pub statuses: Option<Vec<Status>>,
    /// Which version counts, where no statuses are named.
    pub version: Version,
    /// Only codings with each of these facets.
    pub facets: Vec<(String, String)>,
}

impl Store {
    /// When each coder made the latest coding of an interview that is their own work:
    /// milliseconds since 1970, UTC. Codings that don't say when are left out.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn latest_codings(&self) -> Result<Vec<(InterviewId, String, i64)>> {
        self.many(
            "SELECT interview.uid, coder.name, max(coding.created_ms) FROM coding
             JOIN interview ON interview.id = coding.interview
             JOIN coder ON coder.id = coding.coder
             WHERE coding.created_ms IS NOT NULL AND coding.status IN (0, 2, 3, 5, 6)
               AND NOT (coding.status = 3
                        AND coding.id IN (SELECT amended FROM verdict WHERE amended IS NOT NULL))
             GROUP BY interview.id, coder.id",
            |row| Ok((InterviewId(keys::uid(row, 0)?), row.get(1)?, row.get(2)?)),
        )
    }

    /// Reads the codings that pass, in the order code, interview, start, end, coder by the keys of
    /// this file; those of retired codes never pass.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn facts(
        &self,
        codebook: &Codebook,
        interviews: &[Case],
        filter: &FactFilter,
    ) -> Result<Vec<CodingFact>> {
        let mut codes = Places::new(self.code_places(codebook)?);
        let mut places = Places::new(interview_places(interviews));
        let wanted_codes: Option<HashSet<u32>> = filter.codes.as_ref().map(|codes| {
            codes
                .iter()
                .filter_map(|code| codebook.place(*code))
                .filter_map(|place| u32::try_from(place).ok())
                .collect()
        });
        let wanted_interviews: Option<HashSet<InterviewId>> = filter
            .interviews
            .as_ref()
            .map(|ids| ids.iter().copied().collect());

        let mut sql = "SELECT code, interview, start, end, coder FROM coding".to_owned();
        let mut args: Vec<Value> = Vec::new();
        match (&filter.statuses, filter.version) {
            (None, Version::Reviewed) => sql.push_str(" WHERE status IN (0, 2, 3, 5)"),
            // Imported codings may be amended without anything that they amend.
            (None, Version::AsCoded) => sql.push_str(
                " WHERE status IN (0, 2, 3, 5, 6) AND NOT (status = 3
                  AND id IN (SELECT amended FROM verdict WHERE amended IS NOT NULL))",
            ),
            (Some(statuses), _) => {
                let numbers: Vec<String> = statuses
                    .iter()
                    .map(|status| status_number(*status).to_string())
                    .collect();
                sql.push_str(&format!(" WHERE status IN ({})", numbers.join(", ")));
            }
        }
        if let Some(coder) = &filter.coder {
            args.push(coder.clone().into());
            sql.push_str(" AND coder = (SELECT id FROM coder WHERE name = ?)");
        }
        for (facet, value) in &filter.facets {
            args.push(facet.clone().into());
            args.push(value.clone().into());
            sql.push_str(
                " AND id IN (SELECT coding FROM coding_facet WHERE facet = ? AND value = ?)",
            );
        }
        sql.push_str(" ORDER BY code, interview, start, end, coder");

        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(args))?;
        let mut codings = Vec::new();
        while let Some(row) = rows.next()? {
            let (Some(code), Some(interview)) = (codes.of(row.get(0)?), places.of(row.get(1)?))
            else {
                continue;
            };
            if wanted_codes
                .as_ref()
                .is_some_and(|wanted| !wanted.contains(&code))
                || wanted_interviews
                    .as_ref()
                    .is_some_and(|wanted| !wanted.contains(&interviews[interview as usize].id))
            {
                continue;
            }
            codings.push(CodingFact {
                code,
                interview,
                coder: row.get(4)?,
                start: row.get(2)?,
                end: row.get(3)?,
            });
        }
        Ok(codings)
    }

    /// Links that coders drew between codings, with this relation; those of retired codes never
    /// pass. Several coders can have drawn the same.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn link_facts(
        &self,
        codebook: &Codebook,
        interviews: &[Case],
        relation: &str,
    ) -> Result<Vec<(CodingFact, CodingFact)>> {
        let mut codes = Places::new(self.code_places(codebook)?);
        let mut places = Places::new(interview_places(interviews));
        let mut statement = self.conn.prepare_cached(
            "SELECT a.code, a.interview, a.start, a.end, a.coder,
                    b.code, b.interview, b.start, b.end, b.coder
             FROM coding_link AS link
             JOIN coding AS a ON a.id = link.from_coding
             JOIN coding AS b ON b.id = link.to_coding
             WHERE link.relation = ?1
             ORDER BY link.id",
        )?;
        let mut rows = statement.query([relation])?;
        let mut links = Vec::new();
        while let Some(row) = rows.next()? {
            let mut end = |from: usize| -> Result<Option<CodingFact>> {
                let (code, interview) = (codes.of(row.get(from)?), places.of(row.get(from + 1)?));
                let (Some(code), Some(interview)) = (code, interview) else {
                    return Ok(None);
                };
                Ok(Some(CodingFact {
                    code,
                    interview,
                    start: row.get(from + 2)?,
                    end: row.get(from + 3)?,
                    coder: row.get(from + 4)?,
                }))
            };
            if let (Some(from), Some(to)) = (end(0)?, end(5)?) {
                links.push((from, to));
            }
        }
        Ok(links)
    }

    /// Turns of all interviews, in the order of interviews and turns.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn turn_facts(&self, interviews: &[Case]) -> Result<Vec<TurnFact>> {
        let mut places = Places::new(interview_places(interviews));
        let voices = self.speaker_facts(interviews)?;
        // Turns are many and speakers few: they are put together here, not by a join.
        let mut statement = self.conn.prepare_cached(
            "SELECT interview.id, turn.start, turn.end, turn.speaker
             FROM interview JOIN turn ON turn.revision = interview.revision
             ORDER BY interview.id, turn.seq",
        )?;
        let mut rows = statement.query([])?;
        let mut turns = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(interview) = places.of(row.get(0)?) else {
                continue;
            };
            let speaker: Option<u16> = row.get(3)?;
            let (role, respondent) = speaker
                .and_then(|speaker| voices[interview as usize].get(usize::from(speaker)))
                .copied()
                .unwrap_or_default();
            turns.push(TurnFact {
                interview,
                start: row.get(1)?,
                end: row.get(2)?,
                speaker,
                role,
                respondent,
            });
        }
        turns.sort_by_key(|turn| turn.interview);
        Ok(turns)
    }

    /// For each interview what each of its speakers does, and who it is.
    fn speaker_facts(&self, interviews: &[Case]) -> Result<Vec<Vec<(Option<Role>, Option<u32>)>>> {
        let mut places = Places::new(interview_places(interviews));
        let mut voices = vec![Vec::new(); interviews.len()];
        let mut statement = self.conn.prepare_cached(
            "SELECT interview, seq, role, respondent FROM speaker ORDER BY interview, seq",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(interview) = places.of(row.get(0)?) else {
                continue;
            };
            let of_interview = &mut voices[interview as usize];
            let role: Option<String> = row.get(2)?;
            of_interview.resize(usize::from(row.get::<_, u16>(1)?), (None, None));
            of_interview.push((role.as_deref().and_then(Role::from_name), row.get(3)?));
        }
        Ok(voices)
    }

    /// Whether any speaker stands for a respondent.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn knows_respondents(&self) -> Result<bool> {
        Ok(self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM speaker WHERE respondent IS NOT NULL)",
            [],
            |row| row.get(0),
        )?)
    }

    /// The number by which [`TurnFact::respondent`] names each respondent, by label.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn respondent_numbers(&self) -> Result<HashMap<String, u32>> {
        Ok(self
            .many("SELECT label, id FROM respondent", |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .into_iter()
            .collect())
    }

    fn code_places(&self, codebook: &Codebook) -> Result<HashMap<i64, u32>> {
        Ok(self
            .many("SELECT id, uid FROM code WHERE retired = 0", |row| {
                Ok((row.get(0)?, CodeId(keys::uid(row, 1)?)))
            })?
            .into_iter()
            .filter_map(|(key, id)| {
                let place = u32::try_from(codebook.place(id)?).ok()?;
                Some((key, place))
            })
            .collect())
    }
}

fn interview_places(interviews: &[Case]) -> HashMap<i64, u32> {
    interviews
        .iter()
        .zip(0_u32..)
        .map(|(interview, place)| (interview.key, place))
        .collect()
}

/// Places by key. Rows come ordered, so that the same key is asked for many times in a row.
struct Places {
    by_key: HashMap<i64, u32>,
    latest: Option<(i64, Option<u32>)>,
}

impl Places {
    fn new(by_key: HashMap<i64, u32>) -> Self {
        Self {
            by_key,
            latest: None,
        }
    }

    fn of(&mut self, key: i64) -> Option<u32> {
        match self.latest {
            Some((latest, place)) if latest == key => place,
            _ => {
                let place = self.by_key.get(&key).copied();
                self.latest = Some((key, place));
                place
            }
        }
    }
}
