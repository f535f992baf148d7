//! What is under an attribute, and which values of a filter nothing has.

use std::collections::HashSet;

use super::{Filter, has, session_fact};
use crate::model::table::Note;
use crate::study::{Result, Study};

impl Study {
    /// A note for each value of `--where` that no interview, session or respondent has: what is
    /// counted by it is nothing, and that may be a slip of the pen.
    ///
    /// # Errors
    /// When the study can't be read.
    pub fn values_of_nobody(&self, filter: &Filter) -> Result<Vec<Note>> {
        let mut notes = Vec::new();
        if filter.wheres.is_empty() {
            return Ok(notes);
        }
        let interviews = self.store.cases()?;
        let sessions = self.store.sessions()?;
        let respondents = self.store.respondents()?;
        for (name, values) in &filter.wheres {
            let attributes = interviews
                .iter()
                .map(|it| &it.attributes)
                .chain(respondents.iter().map(|it| &it.attributes))
                .filter(|attributes| has(attributes, name));
            let known: HashSet<String> = attributes
                .flatten()
                .filter(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
                .chain(sessions.iter().filter_map(|it| session_fact(it, name)))
                .chain(
                    interviews
                        .iter()
                        .filter(|_| name == "date")
                        .filter_map(|it| it.date.clone()),
                )
                .collect();
            for value in values.iter().filter(|value| !known.contains(*value)) {
                let note = Note::new("value-of-nobody");
                notes.push(note.with("name", name).with("value", value));
            }
        }
        Ok(notes)
    }
}
