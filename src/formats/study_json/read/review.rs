//! Who is to code what, verdicts of reviewers and settled disagreements.

use std::collections::HashMap;

use super::{ReadError, identity, status, time};
use crate::formats::study_json::{AssignmentItem, Id, SettlementItem, VerdictItem};
use crate::model::plan::{PlannedAssignment, PlannedSettlement, PlannedVerdict, Warning};
use crate::model::{Ruling, Sight};

/// Who is to code what.
pub(super) fn assignments(
    items: &[AssignmentItem],
    coder_named: impl Fn(&Id) -> String,
) -> Vec<PlannedAssignment> {
    items
        .iter()
        .map(|item| PlannedAssignment {
            interview: item.doc.0.clone(),
            coder: coder_named(&item.coder),
            sight: if item.blind {
                Sight::Blind
            } else {
                Sight::Open
            },
        })
        .collect()
}

/// The verdicts; `aliases` leads from codings that were united to those that stand for them.
pub(super) fn verdicts(
    items: Vec<VerdictItem>,
    aliases: &HashMap<String, String>,
    coder_named: impl Fn(&Id) -> String,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<PlannedVerdict>, ReadError> {
    let coding = |id: Id| aliases.get(&id.0).cloned().unwrap_or(id.0);
    items
        .into_iter()
        .map(|item| {
            let ruling = Ruling::from_name(&item.verdict).ok_or_else(|| ReadError::BadValue {
                key: "verdict",
                value: item.verdict.clone(),
                known: Ruling::ALL.map(Ruling::name).to_vec(),
            })?;
            Ok(PlannedVerdict {
                uid: item.id.as_ref().and_then(|id| identity(id).0),
                coding: coding(item.coding),
                reviewer: item.reviewer.as_ref().map(&coder_named),
                ruling,
                amended: item.amended.map(coding),
                was: status(item.was.as_deref())?,
                reason: item.reason,
                codebook: item.codebook,
                at_ms: item.at.as_deref().and_then(|at| time(at, warnings)),
            })
        })
        .collect()
}

/// What may become of a disagreement; the last goes with a coding.
const OUTCOMES: [&str; 5] = ["a", "b", "both", "neither", "other"];

/// The settled disagreements.
pub(super) fn settlements(
    items: Vec<SettlementItem>,
    aliases: &HashMap<String, String>,
    coder_named: impl Fn(&Id) -> String,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<PlannedSettlement>, ReadError> {
    let coding = |id: Id| aliases.get(&id.0).cloned().unwrap_or(id.0);
    items
        .into_iter()
        .map(|item| {
            if !OUTCOMES.contains(&item.outcome.as_str())
                || (item.outcome == "other") != item.other.is_some()
            {
                return Err(ReadError::BadValue {
                    key: "outcome",
                    value: item.outcome,
                    known: OUTCOMES.to_vec(),
                });
            }
            Ok(PlannedSettlement {
                uid: item.id.as_ref().and_then(|id| identity(id).0),
                a: item.a.map(coding),
                b: item.b.map(coding),
                outcome: item.outcome,
                other: item.other.map(coding),
                coder: item.coder.as_ref().map(&coder_named),
                reason: item.reason,
                codebook: item.codebook,
                at_ms: item.at.as_deref().and_then(|at| time(at, warnings)),
            })
        })
        .collect()
}
