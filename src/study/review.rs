//! The reviewer's desk: codings that wait for a word, and what was said of them.

use std::collections::HashMap;

use super::filter::Filter;
use super::{CodingRow, Result, Study, StudyError};
use crate::model::review::Verdict;
use crate::model::{CodeId, CodingId, InterviewId, Span, Status, Thing};

/// Which codings a reviewer wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Queue {
    /// Those nobody has said a last word on: coded, suggested, asked.
    #[default]
    Waiting,
    /// Those made under an older definition of their code.
    Outdated,
}

/// A coding as a reviewer looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewItem {
    /// The coding.
    pub coding: CodingId,
    /// The id that people see.
    pub id: String,
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub interview_name: String,
    /// The passage.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// The code.
    pub code: CodeId,
    /// Its public id.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// Who coded it.
    pub coder: String,
    /// Where it stands.
    pub status: Status,
    /// Its coder's memo.
    pub memo: Option<String>,
    /// Label of the speaker.
    pub speaker: Option<String>,
    /// The turn it begins in, from 1.
    pub turn: Option<u32>,
    /// Version of the code it was made or confirmed under, where that is not the present one.
    pub outdated: Option<u32>,
    /// What was said of it, oldest first.
    pub verdicts: Vec<Verdict>,
}

/// Statuses on which nobody has said a last word.
const WAITING: [Status; 3] = [Status::Coded, Status::Suggested, Status::Asked];

/// Statuses that are somebody's last word.
const LAST_WORD: [Status; 3] = [Status::Accepted, Status::Amended, Status::Rejected];

impl Study {
    /// The codings that a reviewer is to look at, in the order of interviews and text.
    ///
    /// Statuses that the filter names are taken instead of the queue's own.
    ///
    /// # Errors
    /// When the file can't be read or the filter names what isn't there.
    pub fn review_queue(&self, filter: &Filter, queue: Queue) -> Result<Vec<ReviewItem>> {
        self.steadily(|| self.queue(filter, queue))
    }

    /// Every coding that somebody reviewed or may, in the order of interviews and text, the
    /// outdated ones named.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn reviewed_and_waiting(&self) -> Result<Vec<ReviewItem>> {
        let mut filter = Filter::default();
        filter.statuses.extend(WAITING);
        filter.statuses.extend(LAST_WORD);
        self.review_queue(&filter, Queue::Waiting)
    }

    /// Where a coding lies.
    ///
    /// # Errors
    /// When there is no such coding.
    pub fn span_of(&self, coding: CodingId) -> Result<Span> {
        let (interview, _) = self.store.whereabouts(coding)?;
        let layer = self.store.whole_layer(interview)?;
        let found = layer.get(coding).map(|coding| coding.span);
        found.ok_or_else(|| StudyError::NoSuch {
            what: Thing::Coding,
            name: coding.to_string(),
        })
    }

    fn queue(&self, filter: &Filter, queue: Queue) -> Result<Vec<ReviewItem>> {
        let mut filter = filter.clone();
        if filter.statuses.is_empty() && queue == Queue::Waiting {
            filter.statuses = WAITING.to_vec();
        }
        let book = self.store.codebook()?;
        let mut said: HashMap<CodingId, Vec<Verdict>> = HashMap::new();
        for verdict in self.store.verdicts(None)? {
            // An amended coding shows under which words it took the other's place.
            for coding in std::iter::once(verdict.coding).chain(verdict.amended) {
                said.entry(coding).or_default().push(verdict.clone());
            }
        }
        let mut items = Vec::new();
        self.each_coding(&filter, |row| -> Result<()> {
            let present = book
                .get(row.code_id)
                .map_or(row.code_version, |code| code.version);
            let outdated = (row.code_version < present).then_some(row.code_version);
            if queue == Queue::Outdated && outdated.is_none() {
                return Ok(());
            }
            items.push(ReviewItem::of(
                row,
                outdated,
                said.remove(&row.coding).unwrap_or_default(),
            ));
            Ok(())
        })?;
        Ok(items)
    }
}

impl ReviewItem {
    /// Whether nobody has said a last word on it.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        WAITING.contains(&self.status)
    }

    fn of(row: &CodingRow, outdated: Option<u32>, verdicts: Vec<Verdict>) -> Self {
        Self {
            coding: row.coding,
            id: row.id.clone(),
            interview: row.interview_id,
            interview_name: row.interview.to_owned(),
            span: row.span,
            words: row.text.to_owned(),
            code: row.code_id,
            public_id: row.code.to_owned(),
            name: row.name.to_owned(),
            coder: row.coder.to_owned(),
            status: row.status,
            memo: row.memo.map(str::to_owned),
            speaker: row.speaker.map(str::to_owned),
            turn: row.turn,
            outdated,
            verdicts,
        }
    }
}
