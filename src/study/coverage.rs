//! Who is to code what, and how far they are.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::json;

use super::{Listing, Result, Study};
use crate::model::table::Note;
use crate::model::{Assignment, InterviewId, Sight};

/// How far one coder is with one interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The interview.
    pub interview: InterviewId,
    /// The coder.
    pub coder: String,
    /// What they are shown of the others' work, where the interview is theirs to code.
    pub assigned: Option<Sight>,
    /// Whether they said that they went through all of it.
    pub done: bool,
    /// Codings of theirs that count; `None` where the one who looks may not know.
    pub codings: Option<u32>,
}

impl Coverage {
    /// Whether it counts as coded by them: without a mark, having a coding there counts.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.done || self.codings.is_some_and(|n| n > 0)
    }

    /// Whether it counts without anybody having said so.
    #[must_use]
    pub fn is_inferred(&self) -> bool {
        !self.done && self.counts()
    }
}

impl Study {
    /// How far everybody is with every interview that is theirs to code, or in which they
    /// have codings or are done, in the study's order and by coder.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn coverage(&self) -> Result<Vec<Coverage>> {
        self.steadily(|| self.look_at_coverage())
    }

    fn look_at_coverage(&self) -> Result<Vec<Coverage>> {
        let store = &self.store;
        let done: HashSet<(InterviewId, String)> = store.coverage()?.into_iter().collect();
        let codings: HashMap<(InterviewId, String), u32> = store
            .codings_by_coder()?
            .into_iter()
            .map(|(interview, coder, n)| ((interview, coder), n))
            .collect();
        let assigned: HashMap<(InterviewId, String), Sight> = store
            .assignments()?
            .into_iter()
            .map(
                |Assignment {
                     interview,
                     coder,
                     sight,
                 }| ((interview, coder), sight),
            )
            .collect();
        let hidden = self.hidden()?;
        let coders: BTreeSet<String> = (done.iter().map(|(_, coder)| coder))
            .chain(codings.keys().map(|(_, coder)| coder))
            .chain(assigned.keys().map(|(_, coder)| coder))
            .cloned()
            .collect();
        let mut rows = Vec::new();
        for case in store.cases()? {
            for coder in &coders {
                let key = (case.id, coder.clone());
                let may_know = !hidden.contains(&case.id) || self.is_looking(coder);
                let row = Coverage {
                    interview: case.id,
                    coder: coder.clone(),
                    assigned: assigned.get(&key).copied(),
                    done: done.contains(&key),
                    codings: may_know.then(|| codings.get(&key).copied().unwrap_or(0)),
                };
                if row.assigned.is_some() || row.counts() {
                    rows.push(row);
                }
            }
        }
        Ok(rows)
    }

    pub(super) fn list_coverage(&self) -> Result<Listing> {
        let ids: HashMap<InterviewId, (String, String)> = self
            .store
            .cases()?
            .into_iter()
            .map(|case| (case.id, (case.public_id, case.name)))
            .collect();
        let mut list = Listing::new(
            "coverage",
            &[
                "interview",
                "coder",
                "assigned",
                "blind",
                "codings#",
                "done",
                "coded",
            ],
        );
        let rows = self.look_at_coverage()?;
        for row in &rows {
            let (id, name) = ids.get(&row.interview).cloned().unwrap_or_default();
            list.push(json!({
                "id": id,
                "name": name,
                "interview": name,
                "coder": row.coder,
                "assigned": row.assigned.is_some(),
                "blind": row.assigned == Some(Sight::Blind),
                "codings": row.codings,
                "done": row.done,
                "coded": row.counts(),
            }));
        }
        if rows.iter().any(Coverage::is_inferred) {
            list.notes.push(Note::new("coverage-inferred"));
        }
        if rows.iter().any(|row| row.codings.is_none()) {
            list.notes.push(Note::new("blind"));
        }
        Ok(list)
    }
}
