//! Reading codings: those of one interview, and where a code was used.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use super::status;
use crate::model::coding::Layer;
use crate::model::{CodeId, Coding, CodingId, InterviewId, Span, Thing, Uid};
use crate::store::error::{Result, StoreError};
use crate::store::open::Store;
use crate::store::{keys, marks};

/// Where a code was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The interview.
    pub interview: InterviewId,
    /// The coding.
    pub coding: CodingId,
    /// Its passage.
    pub span: Span,
}

impl Store {
    /// The first use of a code by anybody, codings that don't count left out, in the next
    /// interview that has one.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn next_use(&self, code: CodeId, from: InterviewId) -> Result<Option<Use>> {
        let cases = self.cases()?;
        let later = cases.iter().skip_while(|case| case.id != from).skip(1);
        self.first_use(code, later, "start, end DESC, uid")
    }

    /// The last use of a code in the nearest earlier interview that has one; as [`Self::next_use`].
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn previous_use(&self, code: CodeId, from: InterviewId) -> Result<Option<Use>> {
        let cases = self.cases()?;
        let earlier = cases.iter().rev().skip_while(|case| case.id != from);
        self.first_use(code, earlier.skip(1), "start DESC, end, uid DESC")
    }

    fn first_use<'a>(
        &self,
        code: CodeId,
        cases: impl Iterator<Item = &'a crate::store::interviews::Case>,
        order: &'static str,
    ) -> Result<Option<Use>> {
        let code = keys::code(&self.conn, code)?;
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT uid, start, end FROM coding
             WHERE code = ?1 AND interview = ?2 AND status IN (0, 2, 3, 5)
             ORDER BY {order} LIMIT 1"
        ))?;
        for case in cases {
            let found: Option<(Uid, u32, u32)> = statement
                .query_row(params![code, case.key], |row| {
                    Ok((keys::uid(row, 0)?, row.get(1)?, row.get(2)?))
                })
                .optional()?;
            if let Some((uid, start, end)) = found {
                return Ok(Some(Use {
                    interview: case.id,
                    coding: CodingId(uid),
                    span: Span::within(u32::MAX, start, end)
                        .map_err(|_| StoreError::Strange(format!("the passage {start}..{end}")))?,
                }));
            }
        }
        Ok(None)
    }

    /// The codings of an interview by every coder; those of retired codes are left out, and those
    /// that were amended or stand only in the final layer.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn layer(&self, interview: InterviewId) -> Result<Layer> {
        self.codings_of(
            interview,
            "AND code.retired = 0 AND coding.status NOT IN (6, 7)",
        )
    }

    /// The codings of an interview in every status, those of retired codes too.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn whole_layer(&self, interview: InterviewId) -> Result<Layer> {
        self.codings_of(interview, "")
    }

    fn codings_of(&self, interview: InterviewId, and: &'static str) -> Result<Layer> {
        let key = keys::interview(&self.conn, interview)?;
        let mut facets: HashMap<i64, Vec<(String, String)>> = HashMap::new();
        let mut statement = self.conn.prepare_cached(
            "SELECT coding_facet.coding, facet, value FROM coding
             JOIN coding_facet ON coding_facet.coding = coding.id
             WHERE coding.interview = ?1
             ORDER BY coding_facet.id",
        )?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let facet = (row.get(1)?, row.get(2)?);
            facets.entry(row.get(0)?).or_default().push(facet);
        }
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT coding.id, coding.uid, coding.start, coding.end, code.uid, coder.name,
                    coding.status, coding.code_version, coding.created_ms, coding.starred,
                    coding.confidence, coding.use_as
             FROM coding
             JOIN code ON code.id = coding.code
             JOIN coder ON coder.id = coding.coder
             WHERE coding.interview = ?1 {and}"
        ))?;
        let mut rows = statement.query([key])?;
        let mut codings = Vec::new();
        while let Some(row) = rows.next()? {
            let (start, end): (u32, u32) = (row.get(2)?, row.get(3)?);
            codings.push(Coding {
                id: CodingId(keys::uid(row, 1)?),
                span: Span::within(u32::MAX, start, end)
                    .map_err(|_| StoreError::Strange(format!("the passage {start}..{end}")))?,
                code: CodeId(keys::uid(row, 4)?),
                coder: row.get(5)?,
                status: status(row.get(6)?)?,
                facets: facets.remove(&row.get(0)?).unwrap_or_default(),
                code_version: row.get(7)?,
                created_ms: row.get(8)?,
                starred: row.get(9)?,
                confidence: marks::confidence(row.get(10)?)?,
                use_as: marks::use_as(row.get(11)?)?,
            });
        }
        Ok(Layer::new(codings))
    }

    /// The interview and the coder of a coding.
    ///
    /// # Errors
    /// When there is none.
    pub fn whereabouts(&self, coding: CodingId) -> Result<(InterviewId, String)> {
        self.conn
            .prepare_cached(
                "SELECT interview.uid, coder.name FROM coding
                 JOIN interview ON interview.id = coding.interview
                 JOIN coder ON coder.id = coding.coder WHERE coding.uid = ?1",
            )?
            .query_row([coding.0.0], |row| {
                Ok((InterviewId(keys::uid(row, 0)?), row.get(1)?))
            })
            .optional()?
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Coding,
                name: coding.to_string(),
            })
    }

    /// The identity of the coding that another program or a person names by `id`; a person may
    /// leave off the end of a uid, as long as six digits or more say which it is.
    ///
    /// # Errors
    /// When there is none.
    pub fn coding_named(&self, id: &str) -> Result<CodingId> {
        let by_uid = id
            .parse::<crate::model::Uid>()
            .map(|uid| uid.0.to_vec())
            .unwrap_or_default();
        self.conn
            .prepare_cached("SELECT uid FROM coding WHERE outside_id = ?1 OR uid = ?2")?
            .query_row(params![id, by_uid], |row| keys::uid(row, 0))
            .optional()?
            .or(self.coding_beginning(id)?)
            .map(CodingId)
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Coding,
                name: id.to_owned(),
            })
    }

    /// The only coding whose uid begins like that.
    fn coding_beginning(&self, id: &str) -> Result<Option<Uid>> {
        const FEWEST: usize = 6;
        let digits: Vec<u8> = id
            .bytes()
            .filter(|byte| *byte != b'-')
            .map(|byte| char::from(byte).to_digit(16))
            .map_while(|digit| digit.and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let n_written = id.bytes().filter(|byte| *byte != b'-').count();
        if digits.len() != n_written || !(FEWEST..32).contains(&digits.len()) {
            return Ok(None);
        }
        // The least and the greatest uid that begins so.
        let bound = |rest: u8| -> [u8; 16] {
            let digit = |place: usize| digits.get(place).copied().unwrap_or(rest);
            std::array::from_fn(|byte| digit(2 * byte) << 4 | digit(2 * byte + 1))
        };
        let found: Vec<Uid> = self
            .conn
            .prepare_cached("SELECT uid FROM coding WHERE uid BETWEEN ?1 AND ?2 LIMIT 2")?
            .query_map([bound(0), bound(0xf)], |row| keys::uid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(match found.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }
}
