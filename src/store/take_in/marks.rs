//! What coders put beside codes: links between codings, bookmarks, digit keys, summaries.

use super::Taking;
use crate::model::plan::{PlannedCodingLink, PlannedPin, PlannedSummary};
use crate::store::error::Result;
use crate::store::{lexicon, marks, pins, uids};

impl Taking<'_> {
    pub(super) fn coding_link(&mut self, planned: &PlannedCodingLink) -> Result<()> {
        let coder_name = planned
            .coder
            .clone()
            .unwrap_or_else(|| self.coder.to_owned());
        let coder = self.coder_key(Some(&coder_name))?;
        let (from, to) = (
            self.coding_named(&planned.from)?,
            self.coding_named(&planned.to)?,
        );
        let uid = planned.uid.unwrap_or_else(|| {
            uids::derived(
                "coding link",
                &[
                    &from.to_string(),
                    &to.to_string(),
                    &coder_name,
                    &planned.relation,
                ],
            )
        });
        marks::put_link(
            self.tx,
            from,
            to,
            &planned.relation,
            coder,
            uid,
            planned.created_ms,
        )
    }

    pub(super) fn bookmark(&mut self, interview: &str, coder: &str, at: u32) -> Result<()> {
        let uid = uids::derived("bookmark", &[interview, coder, &at.to_string()]);
        let (interview, _) = self.interview_key(interview)?;
        let coder = self.coder_key(Some(coder))?;
        marks::put_bookmark(self.tx, interview, at, coder, uid)
    }

    pub(super) fn summary(&mut self, planned: &PlannedSummary) -> Result<()> {
        let (interview, _) = self.interview_key(&planned.interview)?;
        let (code, _) = self.code_key(&planned.code)?;
        let coder = self.coder_key(planned.coder.as_deref())?;
        let cell = (interview, code, coder);
        lexicon::put_summary(self.tx, cell, &planned.text, planned.written_ms)
    }

    /// A key on which the coder has something already stays as it is.
    pub(super) fn pin(&mut self, planned: &PlannedPin) -> Result<()> {
        let code = match &planned.code {
            Some(code) => Some(self.code_key(code)?.0),
            None => None,
        };
        let coder = self.coder_key(Some(&planned.coder))?;
        if pins::is_set(self.tx, coder, &planned.set, planned.digit)? {
            return Ok(());
        }
        pins::put(self.tx, coder, &planned.set, planned.digit, code)
    }
}
