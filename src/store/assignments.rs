//! Who is to code which interview, and who has gone through it to the end.

use rusqlite::{Transaction, params};

use super::error::{Refused, Result};
use super::open::Store;
use super::{keys, uids};
use crate::model::{Assignment, InterviewId, Sight};

/// Gives interviews to a coder; one that they have already is theirs in the new way.
pub(super) fn assign(
    tx: &Transaction,
    interviews: &[InterviewId],
    coder: &str,
    sight: Sight,
) -> Result<()> {
    if coder.trim().is_empty() {
        return Err(Refused::CoderWithoutName.into());
    }
    for interview in interviews {
        put(tx, *interview, coder, sight)?;
    }
    Ok(())
}

/// Writes an assignment. Two copies that give the same interview to the same coder agree on its identity.
pub(super) fn put(
    tx: &Transaction,
    interview: InterviewId,
    coder: &str,
    sight: Sight,
) -> Result<()> {
    let key = keys::interview(tx, interview)?;
    let uid = uids::derived("assignment", &[&interview.to_string(), coder]);
    tx.prepare_cached(
        "INSERT INTO assignment (uid, interview, coder, blind) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (interview, coder) DO UPDATE SET blind = ?4 WHERE blind <> ?4",
    )?
    .execute(params![
        uid.0,
        key,
        keys::coder(tx, coder)?,
        sight == Sight::Blind
    ])?;
    Ok(())
}

/// Takes interviews back from a coder.
pub(super) fn unassign(tx: &Transaction, interviews: &[InterviewId], coder: &str) -> Result<()> {
    for interview in interviews {
        let key = keys::interview(tx, *interview)?;
        tx.prepare_cached(
            "DELETE FROM assignment
             WHERE interview = ?1 AND coder = (SELECT id FROM coder WHERE name = ?2)",
        )?
        .execute(params![key, coder])?;
    }
    Ok(())
}

/// Says that a coder has gone through interviews to the end.
pub(super) fn mark_done(tx: &Transaction, interviews: &[InterviewId], coder: &str) -> Result<()> {
    let coder = keys::coder(tx, coder)?;
    for interview in interviews {
        put_done(tx, keys::interview(tx, *interview)?, coder)?;
    }
    Ok(())
}

pub(super) fn put_done(tx: &Transaction, interview: i64, coder: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO coverage (interview, coder) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?
    .execute([interview, coder])?;
    Ok(())
}

/// Says that a coder has not gone through interviews to the end.
pub(super) fn mark_not_done(
    tx: &Transaction,
    interviews: &[InterviewId],
    coder: &str,
) -> Result<()> {
    for interview in interviews {
        let key = keys::interview(tx, *interview)?;
        tx.prepare_cached(
            "DELETE FROM coverage
             WHERE interview = ?1 AND coder = (SELECT id FROM coder WHERE name = ?2)",
        )?
        .execute(params![key, coder])?;
    }
    Ok(())
}

impl Store {
    /// Who is to code what, in the study's order and by coder.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn assignments(&self) -> Result<Vec<Assignment>> {
        self.many(
            &format!(
                "SELECT interview.uid, coder.name, assignment.blind FROM assignment
                 JOIN interview ON interview.id = assignment.interview
                 JOIN coder ON coder.id = assignment.coder
                 ORDER BY {}, coder.name",
                super::interviews::ORDER
            ),
            |row| {
                Ok(Assignment {
                    interview: InterviewId(keys::uid(row, 0)?),
                    coder: row.get(1)?,
                    sight: if row.get(2)? {
                        Sight::Blind
                    } else {
                        Sight::Open
                    },
                })
            },
        )
    }
}
