//! Interviews that were withdrawn: no plan brings them back.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rusqlite::{OptionalExtension as _, Transaction};

use crate::model::Uid;
use crate::model::plan::{Plan, PlannedInterview, Warning};
use crate::store::error::Result;
use crate::store::uids;
use crate::store::withdraw::{by_hash, is_withdrawn};

/// Takes over from a study file what was withdrawn elsewhere. Where the interview is here, that is
/// said: taking it out is for a person to do.
pub(super) fn bury(tx: &Transaction, withdrawn: &[Uid], warnings: &mut Vec<Warning>) -> Result<()> {
    for uid in withdrawn {
        let here: Option<String> = tx
            .prepare_cached("SELECT name FROM interview WHERE uid = ?1")?
            .query_row([uid.0], |row| row.get(0))
            .optional()?;
        match here {
            Some(name) => warnings.push(warning("withdrawn-elsewhere", name)),
            None => {
                tx.prepare_cached("INSERT OR IGNORE INTO tombstone (uid) VALUES (?1)")?
                    .execute([uid.0])?;
            }
        }
    }
    Ok(())
}

/// The plan without withdrawn interviews and everything that belongs to them; what is left out is
/// said, with key and name.
pub(super) fn spared<'a>(
    tx: &Transaction,
    plan: &'a Plan,
    warnings: &mut Vec<Warning>,
) -> Result<(Cow<'a, Plan>, Vec<(String, String)>)> {
    let any: bool = tx.query_row("SELECT EXISTS (SELECT 1 FROM tombstone)", [], |row| {
        row.get(0)
    })?;
    let mut withdrawn = Vec::new();
    if !any {
        return Ok((Cow::Borrowed(plan), withdrawn));
    }
    let mut gone = BTreeSet::new();
    for interview in &plan.interviews {
        if was_withdrawn(tx, interview)? {
            warnings.push(warning("withdrawn", interview.name.clone()));
            withdrawn.push((interview.key.clone(), interview.name.clone()));
            gone.insert(interview.key.clone());
        }
    }
    if gone.is_empty() {
        return Ok((Cow::Borrowed(plan), withdrawn));
    }
    let mut plan = plan.clone();
    plan.leave_out(&gone);
    Ok((Cow::Owned(plan), withdrawn))
}

fn was_withdrawn(tx: &Transaction, interview: &PlannedInterview) -> Result<bool> {
    let by_id = interview.outside_id.as_ref();
    let hash = uids::sha256(interview.transcript.text.as_bytes());
    let possible = [
        interview.uid,
        by_id.map(|id| uids::derived("interview by id", &[id])),
        // Blank sheets are no more the same than empty texts are.
        Some(by_hash(&hash)).filter(|_| !interview.transcript.text.is_empty()),
    ];
    for uid in possible.into_iter().flatten() {
        if is_withdrawn(tx, uid)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn warning(kind: &'static str, name: String) -> Warning {
    Warning {
        kind,
        line: None,
        about: name,
    }
}
