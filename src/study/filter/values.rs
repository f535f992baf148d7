//! What a filter is about, and which of its values nothing has.

use std::collections::{HashMap, HashSet};

use super::{Filter, SESSION_FACTS, has, session_fact};
use crate::model::Thing;
use crate::model::table::Note;
use crate::store::Case;
use crate::study::{Result, Study, StudyError};

/// The values of one attribute. An interview's own value, or its session's, goes for all of
/// its turns; where it has none, each respondent's value goes for theirs.
pub(in crate::study) struct Values {
    /// For each interview, in order, its own values and its session's.
    pub(in crate::study) own: Vec<Vec<String>>,
    /// Values of respondents by their numbers.
    pub(in crate::study) of_people: HashMap<u32, String>,
    /// Whether it is an attribute of respondents, too.
    pub(in crate::study) is_of_people: bool,
}

impl Filter {
    /// Whether it says something about codings, and not only about interviews and who speaks.
    #[must_use]
    pub fn is_about_codings(&self) -> bool {
        !(self.codes.is_empty()
            && self.only_coder.is_none()
            && self.statuses.is_empty()
            && self.facets.is_empty()
            && self.kinds.is_empty()
            && self.layer.is_none())
    }
}

impl Study {
    /// Looks an attribute up.
    pub(in crate::study) fn values(&self, name: &str, interviews: &[Case]) -> Result<Values> {
        let sessions = self.store.sessions()?;
        let numbers = self.store.respondent_numbers()?;
        let respondents = self.store.respondents()?;
        let is_of_people = respondents.iter().any(|it| has(&it.attributes, name));
        let is_of_interviews =
            SESSION_FACTS.contains(&name) || interviews.iter().any(|it| has(&it.attributes, name));
        if !is_of_interviews && !is_of_people {
            return Err(StudyError::NoSuch {
                what: Thing::Attribute,
                name: name.to_owned(),
            });
        }
        let own = |interview: &Case| -> Vec<String> {
            let of_session = sessions
                .iter()
                .filter(|session| session.interview == interview.id)
                .filter_map(|session| session_fact(session, name));
            let attributes = interview.attributes.iter();
            let mut values: Vec<String> = attributes
                .filter(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
                .chain(interview.date.clone().filter(|_| name == "date"))
                .chain(of_session)
                .collect();
            values.sort();
            values.dedup();
            values
        };
        let of_people = respondents.iter().filter_map(|it| {
            let (_, value) = it.attributes.iter().find(|(known, _)| known == name)?;
            Some((numbers.get(&it.label).copied()?, value.clone()))
        });
        Ok(Values {
            own: interviews.iter().map(own).collect(),
            of_people: of_people.collect(),
            is_of_people,
        })
    }

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
