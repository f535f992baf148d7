//! Who is to code what, who is done, verdicts and settled disagreements, in the study file.

use std::collections::HashMap;

use super::{public_coding_id, written_time};
use crate::formats::study_json::{
    AssignmentItem, CoverageItem, Id, SettlementItem, StudyFile, VerdictItem,
};
use crate::model::{CodingId, InterviewId, Sight};
use crate::study::{Result, Study};

impl Study {
    /// Adds assignments and finished codings; `ids` are those of the documents.
    pub(super) fn add_desk(
        &self,
        ids: &HashMap<InterviewId, String>,
        file: &mut StudyFile,
    ) -> Result<()> {
        let doc = |interview: &InterviewId| Id(ids.get(interview).cloned().unwrap_or_default());
        for (interview, coder) in self.store.coverage()? {
            file.coverage.push(CoverageItem {
                doc: doc(&interview),
                coder: Id(coder),
            });
        }
        for uid in self.store.tombstones()? {
            file.withdrawn.push(Id(uid.to_string()));
        }
        for assignment in self.store.assignments()? {
            file.assignments.push(AssignmentItem {
                doc: doc(&assignment.interview),
                coder: Id(assignment.coder),
                blind: assignment.sight == Sight::Blind,
            });
        }
        Ok(())
    }

    /// Adds what was said of an interview's codings; `outside` are ids that other programs gave them.
    pub(super) fn add_verdicts(
        &self,
        interview: InterviewId,
        outside: &HashMap<CodingId, String>,
        file: &mut StudyFile,
    ) -> Result<()> {
        let coding = |id: CodingId| Id(public_coding_id(outside, id));
        for verdict in self.store.verdicts(Some(interview))? {
            file.verdicts.push(VerdictItem {
                id: Some(Id(verdict.id.to_string())),
                coding: coding(verdict.coding),
                reviewer: Some(Id(verdict.reviewer)),
                verdict: verdict.ruling.name().to_owned(),
                amended: verdict.amended.map(coding),
                was: Some(verdict.was.name().to_owned()),
                reason: verdict.reason,
                codebook: verdict.codebook,
                at: verdict.at_ms.and_then(written_time),
            });
        }
        for settlement in self.store.settlements(Some(interview))? {
            file.settlements.push(SettlementItem {
                id: Some(Id(settlement.id.to_string())),
                a: settlement.pair.a.map(coding),
                b: settlement.pair.b.map(coding),
                outcome: settlement.outcome,
                other: settlement.other.map(coding),
                coder: Some(Id(settlement.coder)),
                reason: settlement.reason,
                codebook: settlement.codebook,
                at: settlement.at_ms.and_then(written_time),
            });
        }
        Ok(())
    }
}
