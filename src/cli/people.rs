//! Speakers and respondents.

use anyhow::Result;

use super::Done;
use super::args::{Respondent, RespondentVerb, Speaker};
use super::context::Context;
use super::failure::{NotDone, WrongWords};
use crate::model::{Edit, Thing};
use crate::study::{Study, StudyError};

/// Mends what the import guessed about a speaker.
pub(super) fn speaker(words: &Speaker, context: &Context) -> Result<Done> {
    if words.role.is_none() && words.rename.is_none() && words.respondent.is_none() {
        return Err(WrongWords(context.strings.get("cli-speaker-nothing")).into());
    }
    let mut study = context.write(&words.study)?;
    let interview = study.interview_named(&words.interview)?;
    let speakers = study.speakers(interview)?;
    let label = words.label.trim();
    let speaker = speakers
        .iter()
        .find(|speaker| speaker.label == label)
        .ok_or_else(|| StudyError::NoSuch {
            what: Thing::Speaker,
            name: label.to_owned(),
        })?;
    if words
        .rename
        .as_deref()
        .is_some_and(|new| new.trim().is_empty())
    {
        return Err(WrongWords(context.strings.get("cli-speaker-nothing")).into());
    }
    let respondent = words
        .respondent
        .as_deref()
        .map(|label| find_respondent(&study, label))
        .transpose()?;
    let edit = Edit::SetSpeaker {
        speaker: speaker.id,
        label: words.rename.as_deref().map(|new| new.trim().to_owned()),
        role: words.role,
        respondent,
    };
    study.apply(&edit, &context.coder)?;
    context.say("cli-speaker-set", &[("label", label.into())]);
    Ok(Done::All)
}

fn find_respondent(study: &Study, label: &str) -> Result<crate::model::RespondentId, StudyError> {
    study
        .respondents()?
        .into_iter()
        .find(|respondent| respondent.label == label)
        .map(|respondent| respondent.id)
        .ok_or_else(|| StudyError::NoSuch {
            what: Thing::Respondent,
            name: label.to_owned(),
        })
}

/// Adds a respondent, or sets attributes of one.
pub(super) fn respondent(words: &Respondent, context: &Context) -> Result<Done> {
    let (words, adds) = match &words.verb {
        RespondentVerb::Add(words) => (words, true),
        RespondentVerb::Set(words) => (words, false),
    };
    let mut study = context.write(&words.study)?;
    let label = words.label.trim().to_owned();
    let there = find_respondent(&study, &label);
    if adds && there.is_ok() {
        return Err(NotDone(
            context
                .strings
                .with("cli-respondent-there", &[("label", (&label).into())]),
        )
        .into());
    }
    if !adds {
        there?;
    }
    if label.is_empty() {
        return Err(WrongWords(context.strings.get("cli-respondent-nothing")).into());
    }
    let edit = Edit::SetRespondent {
        label: label.clone(),
        attributes: words.attributes.clone(),
    };
    study.apply(&edit, &context.coder)?;
    context.say("cli-respondent-set", &[("label", label.into())]);
    Ok(Done::All)
}
