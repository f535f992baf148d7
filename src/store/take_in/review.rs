//! Who is to code what, verdicts of reviewers and settled disagreements.

use super::Taking;
use crate::model::plan::{PlannedAssignment, PlannedSettlement, PlannedVerdict};
use crate::model::review::Pair;
use crate::model::{CodingId, InterviewId};
use crate::store::error::Result;
use crate::store::{assignments, settlements, verdicts};

impl Taking<'_> {
    /// An interview that the coder has already stays theirs as it is.
    pub(super) fn assignment(&mut self, planned: &PlannedAssignment) -> Result<()> {
        let (key, _) = self.interview_key(&planned.interview)?;
        let coder = self.coder_key(Some(&planned.coder))?;
        let there: bool = self
            .tx
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM assignment WHERE interview = ?1 AND coder = ?2)",
            )?
            .query_row([key, coder], |row| row.get(0))?;
        if there {
            return Ok(());
        }
        let interview = InterviewId(self.uid_of("interview", key)?);
        assignments::put(self.tx, interview, &planned.coder, planned.sight)
    }

    pub(super) fn verdict(&mut self, planned: &PlannedVerdict) -> Result<()> {
        let reviewer = self.coder_key(planned.reviewer.as_deref())?;
        let coding = self.coding_named(&planned.coding)?;
        let amended = self.perhaps(planned.amended.as_deref())?;
        verdicts::take_in(self.tx, planned, coding, amended, reviewer)
    }

    pub(super) fn settlement(&mut self, planned: &PlannedSettlement) -> Result<()> {
        let coder = self.coder_key(planned.coder.as_deref())?;
        let pair = Pair {
            a: self.perhaps(planned.a.as_deref())?,
            b: self.perhaps(planned.b.as_deref())?,
        };
        let other = self.perhaps(planned.other.as_deref())?;
        settlements::take_in(self.tx, planned, pair, other, coder)
    }

    fn perhaps(&self, id: Option<&str>) -> Result<Option<CodingId>> {
        id.map(|id| self.coding_named(id)).transpose()
    }
}
