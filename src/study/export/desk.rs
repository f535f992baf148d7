//! Who is to code what, and who is done, in the study file.

use std::collections::HashMap;

use crate::formats::study_json::{AssignmentItem, CoverageItem, Id, StudyFile};
use crate::model::{InterviewId, Sight};
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
        for assignment in self.store.assignments()? {
            file.assignments.push(AssignmentItem {
                doc: doc(&assignment.interview),
                coder: Id(assignment.coder),
                blind: assignment.sight == Sight::Blind,
            });
        }
        Ok(())
    }
}
