//! The study's own words and summaries, out of a study.

use std::collections::HashMap;

use super::written_time;
use crate::formats::study_json::{Id, StudyFile, SummaryItem, WordItem};
use crate::model::{Codebook, InterviewId};
use crate::study::{Result, Study};

impl Study {
    /// Puts the study's own words and the summaries into a file.
    pub(super) fn add_words(
        &self,
        ids: &HashMap<InterviewId, String>,
        book: &Codebook,
        file: &mut StudyFile,
    ) -> Result<()> {
        for (list, word) in self.store.lexicon()? {
            file.lexicon.push(WordItem { list, word });
        }
        for summary in self.store.summaries()? {
            let code = book.get(summary.code).map(|code| &code.entry.public_id);
            file.summaries.push(SummaryItem {
                doc: Id(ids.get(&summary.interview).cloned().unwrap_or_default()),
                code: Id(code.cloned().unwrap_or_default()),
                coder: Some(Id(summary.coder)),
                text: summary.text,
                written_at: summary.written_ms.and_then(written_time),
            });
        }
        file.summaries
            .sort_by(|a, b| (&a.doc, &a.code, &a.coder).cmp(&(&b.doc, &b.code, &b.coder)));
        Ok(())
    }
}
