//! Bringing copies together, and what that leaves to look at.

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::args::{Merge, Resolved, SideWord};
use super::context::Context;
use super::failure::NotDone;
use super::{Done, output};
use crate::model::{Conflict, ConflictId, ConflictOutcome, Edit, Thing};
use crate::strings::Arg;
use crate::study::{Listing, Merged, Merging, StudyError, Watch};

pub(super) fn run(words: &Merge, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let merging = if words.dry_run {
        Merging::Rehearsal
    } else {
        Merging::Now
    };
    let bar = context.bar("cli-merging");
    let show = |done: usize, of: usize| {
        if let Some(bar) = &bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    };
    let watch = Watch {
        tell: &show,
        ..Watch::nobody()
    };
    let merged = study.merge(&words.others, &context.coder, merging, watch);
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let merged = merged?;
    let mut list = Listing::new("merge", &["brought", "added#", "changed#", "removed#"]);
    for came in merged.by_kind() {
        list.push(json!({
            "brought": came.table,
            "added": came.added,
            "changed": came.changed,
            "removed": came.removed,
        }));
    }
    tell(&merged, merging, context);
    let conflicts: Vec<Json> = merged.conflicts.iter().map(Conflict::to_json).collect();
    let unless_partial = |n: u32| (!merged.is_partial).then_some(n);
    let all = json!({
        "dry_run": words.dry_run,
        "changes": list.json(),
        "turns": unless_partial(merged.n_turns),
        "steps": unless_partial(merged.n_steps),
        "withdrawn": merged.withdrawn,
        "conflicts": conflicts,
    });
    output::table(&list.table(), &all, &study, context)
}

fn tell(merged: &Merged, merging: Merging, context: &Context) {
    for name in &merged.withdrawn {
        let said = match merging {
            Merging::Now => "cli-merge-withdrew",
            Merging::Rehearsal => "cli-merge-withdraws",
        };
        context.say(said, &[("interview", name.as_str().into())]);
    }
    for conflict in &merged.conflicts {
        context.say("cli-conflict", &conflict_args(conflict, context));
    }
    let said = match merging {
        _ if merged.is_partial => "cli-merged-blind",
        _ if merged.is_nothing() => "cli-merge-nothing",
        Merging::Now => "cli-merged",
        Merging::Rehearsal => "cli-merge-would",
    };
    context.say(
        said,
        &[
            ("steps", merged.n_steps.into()),
            ("turns", merged.n_turns.into()),
            ("n", merged.conflicts.len().into()),
        ],
    );
}

fn conflict_args(conflict: &Conflict, context: &Context) -> [(&'static str, Arg<'static>); 4] {
    let is_status = conflict.part == ["status"];
    let or_nothing = |words: &Option<String>| match words {
        Some(word) if is_status => context.strings.get(&format!("cell-status-{word}")),
        Some(words) => words.clone(),
        None => context.strings.get("cli-conflict-nothing"),
    };
    let places = [
        conflict.interview_name.as_deref(),
        Some(conflict.about.as_str()),
    ];
    let place: Vec<&str> = places
        .into_iter()
        .flatten()
        .filter(|it| !it.is_empty())
        .collect();
    let kind = context
        .strings
        .get(&format!("cell-conflict-{}", conflict.kind));
    [
        ("kind", kind.into()),
        ("place", place.join(" · ").into()),
        ("kept", or_nothing(&conflict.kept).into()),
        ("other", or_nothing(&conflict.other).into()),
    ]
}

/// Says of conflicts which side stands.
pub(super) fn resolve(words: &Resolved, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let outcome = match words.take {
        SideWord::Kept => ConflictOutcome::Kept,
        SideWord::Other => ConflictOutcome::Other,
    };
    let all = study.conflicts()?;
    let mut found: Vec<ConflictId> = Vec::new();
    for id in &words.conflicts {
        let named: Vec<&Conflict> = all
            .iter()
            .filter(|it| it.id.to_string().starts_with(&id.to_lowercase()))
            .collect();
        match named.as_slice() {
            [one] => found.push(one.id),
            [] => {
                let name = id.clone();
                let what = Thing::Conflict;
                return Err(StudyError::NoSuch { what, name }.into());
            }
            _ => {
                let args = [("id", id.as_str().into())];
                return Err(NotDone(context.strings.with("cli-conflict-several", &args)).into());
            }
        }
    }
    for conflict in &found {
        let edit = Edit::Resolve {
            conflict: *conflict,
            outcome,
        };
        study.apply(&edit, &context.coder)?;
    }
    context.say("cli-resolved", &[("n", found.len().into())]);
    Ok(Done::All)
}
