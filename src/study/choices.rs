//! What a filter can be about and what codings can be grouped by in this study, to choose from.

use std::collections::BTreeSet;

use super::filter::SESSION_FACTS;
use super::groups::Width;
use super::{Result, Study, StudyError};

/// Names and values to choose from, each in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Attributes of interviews, sessions and respondents with their values: those that the
    /// codebook lists first, in its order.
    pub attributes: Vec<AttributeChoice>,
    /// Coders.
    pub coders: Vec<String>,
    /// Labels of speakers.
    pub speakers: Vec<String>,
    /// Labels of respondents.
    pub respondents: Vec<String>,
    /// Questions of the guide, by number.
    pub questions: Vec<String>,
}

/// An attribute to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeChoice {
    /// Its name.
    pub name: String,
    /// Its values in their order, each with how many interviews have it, or respondents where
    /// those are more.
    pub values: Vec<(String, u64)>,
}

/// Most groups that codes are set against unasked.
const MOST_GROUPS: usize = 12;
/// From how many interviews or respondents on a group says something.
const FEWEST: u64 = 3;

impl Choices {
    /// The attribute that codes are set against unless somebody asks for another: of those with
    /// several values, and no more than fit beside each other, the first that makes the most
    /// groups of three or more.
    #[must_use]
    pub fn usual_attribute(&self) -> Option<&str> {
        let fitting = self.attributes.iter().filter(|it| {
            !SESSION_FACTS.contains(&it.name.as_str())
                && (2..=MOST_GROUPS).contains(&it.values.len())
        });
        let telling = |it: &AttributeChoice| {
            let values = it.values.iter();
            values.filter(|(_, n)| *n >= FEWEST).count()
        };
        let best = fitting.rev().max_by_key(|it| telling(it));
        best.map(|it| it.name.as_str())
    }
}

impl Study {
    /// What there is to choose from for filters and groups.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn choices(&self) -> Result<Choices> {
        self.steadily(|| {
            let cases = self.store.cases()?;
            let respondents = self.store.respondents()?;
            let mut names: BTreeSet<String> = cases
                .iter()
                .map(|it| &it.attributes)
                .chain(respondents.iter().map(|it| &it.attributes))
                .flatten()
                .map(|(name, _)| name.clone())
                .collect();
            let mut in_order = Vec::new();
            for list in &self.store.codebook()?.attributes {
                in_order.extend(names.take(&list.name));
            }
            in_order.extend(names);
            let of_sessions = SESSION_FACTS.iter().map(|name| (*name).to_owned());
            in_order.extend(of_sessions);
            let mut attributes: Vec<AttributeChoice> = Vec::new();
            for name in in_order {
                if attributes.iter().any(|it| it.name == name) {
                    continue;
                }
                // A fact of sessions that no session has is no attribute.
                let known = match self.values(&name, &cases) {
                    Ok(known) => known,
                    Err(StudyError::NoSuch { .. }) => continue,
                    Err(error) => return Err(error),
                };
                let values = self.slices(&name, Width::Own)?;
                let carriers = |value: &String| {
                    let own = known.own.iter().filter(|own| own.contains(value)).count();
                    let people = known.of_people.values().filter(|it| *it == value).count();
                    own.max(people) as u64
                };
                let values: Vec<(String, u64)> = values
                    .into_iter()
                    .map(|(value, _)| {
                        let n = carriers(&value);
                        (value, n)
                    })
                    .collect();
                if !values.is_empty() {
                    attributes.push(AttributeChoice { name, values });
                }
            }
            let mut speakers: Vec<String> = Vec::new();
            for row in self.store.speaker_rows()? {
                if !speakers.contains(&row.label) {
                    speakers.push(row.label);
                }
            }
            Ok(Choices {
                attributes,
                speakers,
                coders: (self.store.coders()?.into_iter())
                    .map(|coder| coder.name)
                    .collect(),
                respondents: respondents.into_iter().map(|it| it.label).collect(),
                questions: (self.store.questions()?.into_iter())
                    .map(|question| question.number)
                    .collect(),
            })
        })
    }
}
