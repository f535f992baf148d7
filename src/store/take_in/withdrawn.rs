//! Interviews that were withdrawn: no plan brings them back.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rusqlite::{OptionalExtension as _, Transaction};

use crate::model::Uid;
use crate::model::plan::{Plan, PlannedCoding, PlannedInterview, PlannedTarget, Warning};
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
    let before = people(plan);
    let mut plan = plan.clone();
    let stays = |key: &String| !gone.contains(key);
    let codings: BTreeSet<String> = plan
        .codings
        .iter()
        .filter(|coding| gone.contains(&coding.interview))
        .flat_map(ids)
        .collect();
    let kept = |id: &String| !codings.contains(id);
    plan.interviews.retain(|it| stays(&it.key));
    plan.sessions.retain(|it| stays(&it.interview));
    plan.codings.retain(|it| stays(&it.interview));
    plan.coverage.retain(|(key, _)| stays(key));
    plan.assignments.retain(|it| stays(&it.interview));
    plan.summaries.retain(|it| stays(&it.interview));
    plan.bookmarks.retain(|(key, _, _)| stays(key));
    plan.memos.retain(|memo| match &memo.target {
        PlannedTarget::Interview(key) | PlannedTarget::Passage(key, _) => stays(key),
        PlannedTarget::Coding(id) => kept(id),
        PlannedTarget::Study | PlannedTarget::Code(_) => true,
    });
    plan.coding_links
        .retain(|it| kept(&it.from) && kept(&it.to));
    plan.verdicts.retain(|it| kept(&it.coding));
    plan.settlements
        .retain(|it| it.a.iter().chain(&it.b).all(kept));
    // People whom only withdrawn interviews name stay out as well.
    let left = people(&plan);
    plan.respondents
        .retain(|it| left.contains(&it.label) || !before.contains(&it.label));
    Ok((Cow::Owned(plan), withdrawn))
}

/// Labels of those who take part in the plan's interviews.
fn people(plan: &Plan) -> BTreeSet<String> {
    let speakers = plan
        .interviews
        .iter()
        .flat_map(|it| &it.transcript.speakers);
    let named = speakers.filter_map(|speaker| speaker.respondent.clone());
    let in_sessions = plan.sessions.iter().flat_map(|it| it.respondents.clone());
    named.chain(in_sessions).collect()
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

/// The ids by which a file may name a coding.
fn ids(coding: &PlannedCoding) -> impl Iterator<Item = String> {
    let uid = coding.uid.map(|uid| uid.to_string());
    uid.into_iter().chain(coding.outside_id.clone())
}

fn warning(kind: &'static str, name: String) -> Warning {
    Warning {
        kind,
        line: None,
        about: name,
    }
}
