//! Looking over everything in a study.

use std::collections::HashMap;

use super::error::Result;
use super::open::Store;
use super::revise::present::follows_from_first;
use super::{keys, uids};
use crate::model::{CodingId, InterviewId, MemoTarget, Span};
use crate::text::{Text, context};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something is wrong.
    Error,
    /// Something deserves a look.
    Warning,
}

impl Severity {
    /// The word used in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something that `check` found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// Key of the sentence that says what (`finding-KEY`) and of the remedy (`remedy-KEY`).
    pub key: &'static str,
    /// Where.
    pub place: String,
}

impl Store {
    /// Checks the database, its references, every text, turn and quotation, and the codebook.
    ///
    /// # Errors
    /// When the file can't be read far enough to look.
    pub fn check(&self) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        let mut found = |severity, key, place: String| {
            findings.push(Finding {
                severity,
                key,
                place,
            });
        };
        let verdicts = match self.many("PRAGMA integrity_check(20)", |row| {
            Ok(row.get::<_, String>(0)?)
        }) {
            Ok(verdicts) => verdicts,
            Err(error) => vec![error.to_string()],
        };
        if verdicts != ["ok"] {
            for verdict in verdicts {
                found(Severity::Error, "database", verdict);
            }
            // What rests on a broken database says nothing more.
            return Ok(findings);
        }
        for place in self.many("PRAGMA foreign_key_check", |row| {
            Ok(format!(
                "{} {}",
                row.get::<_, String>(0)?,
                row.get::<_, Option<i64>>(1)?.unwrap_or_default()
            ))
        })? {
            found(Severity::Error, "reference", place);
        }
        for place in self.circles()? {
            found(Severity::Error, "code-circle", place);
        }
        for place in self.many(
            "SELECT group_concat(public_id, ', ') FROM code
             WHERE digit IS NOT NULL AND retired = 0 GROUP BY digit HAVING count(*) > 1",
            |row| Ok(row.get::<_, String>(0)?),
        )? {
            found(Severity::Warning, "double-digit", place);
        }
        for interview in self.interviews()? {
            self.check_interview(interview.id, &interview.name, &mut found)?;
        }
        Ok(findings)
    }

    /// Codes that are their own ancestors.
    fn circles(&self) -> Result<Vec<String>> {
        let parents: HashMap<i64, (Option<i64>, String)> = self
            .many("SELECT id, parent, public_id FROM code", |row| {
                Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
            })?
            .into_iter()
            .collect();
        let mut circles: Vec<String> = parents
            .iter()
            .filter(|(start, _)| {
                let mut at = **start;
                for _ in 0..=parents.len() {
                    match parents.get(&at).and_then(|(parent, _)| *parent) {
                        Some(parent) if parent == **start => return true,
                        Some(parent) => at = parent,
                        None => return false,
                    }
                }
                false
            })
            .map(|(_, (_, public_id))| public_id.clone())
            .collect();
        circles.sort();
        Ok(circles)
    }

    fn check_interview(
        &self,
        id: InterviewId,
        name: &str,
        found: &mut impl FnMut(Severity, &'static str, String),
    ) -> Result<()> {
        let (string, n_chars, hash): (String, u32, String) = self.conn.query_row(
            "SELECT revision.text, revision.n_chars, revision.hash FROM interview
             JOIN revision ON revision.id = interview.revision WHERE interview.uid = ?1",
            [id.0.0],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        if uids::sha256(string.as_bytes()) != hash {
            found(Severity::Error, "text-changed", name.to_owned());
        }
        if !follows_from_first(&self.conn, keys::interview(&self.conn, id)?)? {
            found(Severity::Error, "corrections", name.to_owned());
        }
        let text = Text::new(string);
        if text.chars() != n_chars {
            found(Severity::Error, "text-length", name.to_owned());
        }
        let mut end = 0;
        for (turn, seq) in self.turns(id)?.iter().zip(1..) {
            if turn.span.start().0 < end || turn.span.end().0 > text.chars() {
                found(Severity::Error, "turn", format!("{name} {seq}"));
            }
            end = turn.span.end().0;
        }
        for memo in self.memos(Some(id))? {
            if let MemoTarget::Passage { span, .. } = memo.target
                && span.end().0 > text.chars()
            {
                found(Severity::Error, "memo-outside", format!("{name} {span}"));
            }
        }
        let mut statement = self.conn.prepare_cached(
            "SELECT coding.uid, coding.start, coding.end, coding.hash FROM coding
             JOIN interview ON interview.id = coding.interview
             WHERE interview.uid = ?1 ORDER BY coding.start, coding.id",
        )?;
        let mut rows = statement.query([id.0.0])?;
        while let Some(row) = rows.next()? {
            let coding = CodingId(keys::uid(row, 0)?);
            let (start, end, hash): (u32, u32, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let place = format!("{name} {start}..{end} {coding}");
            match Span::within(text.chars(), start, end) {
                Err(_) => found(Severity::Error, "outside", place),
                Ok(span) if context::anchor(&text, span).hash != hash => {
                    found(Severity::Error, "quotation", place);
                }
                Ok(_) if text.span(start, end).is_err() => {
                    found(Severity::Warning, "inside-grapheme", place);
                }
                Ok(_) => {}
            }
        }
        Ok(())
    }
}
