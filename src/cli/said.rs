//! What was said: quotations, negative cases, concordances.

use anyhow::Result;

use super::args::{Kwic, Negative, Quotes};
use super::context::Context;
use super::failure::WrongWords;
use super::search::understood;
use super::{Done, output};
use crate::study::{Against, Choice, Concording, Heard, looks_for_words};
use crate::text::query::Query;

/// Prints quotations by code.
pub(super) fn quotes(words: &Quotes, context: &Context) -> Result<Done> {
    let mut filter = words.filter.filter();
    filter.codes.extend(words.codes.iter().cloned());
    let choice = Choice {
        best: words.best,
        only_starred: words.starred,
    };
    let study = context.read(&words.study)?;
    let found = study.quotations(&filter, choice)?;
    let mut table = found.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    output::table(&table, &found.json(), &study, context)
}

/// Prints who contradicts.
pub(super) fn negative(words: &Negative, context: &Context) -> Result<Done> {
    let mut filter = words.filter.filter();
    filter.codes.extend(words.codes.iter().cloned());
    let against = Against {
        denials: words.denial.clone(),
        affirming: Some(words.affirming),
    };
    let study = context.read(&words.study)?;
    let found = study.negative_cases(&filter, &against)?;
    let mut table = found.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    output::table(&table, &found.json(), &study, context)
}

/// Prints a concordance.
pub(super) fn kwic(words: &Kwic, context: &Context) -> Result<Done> {
    let query = understood(Query::parse(&words.pattern), context)?;
    if !looks_for_words(&query.expr) {
        return Err(WrongWords(context.strings.get("cli-kwic-no-words")).into());
    }
    let filter = words.filter.filter();
    let study = context.read(&words.study)?;
    let found = study.concordance(&Concording {
        query: &query,
        filter: &filter,
        heard: if words.include_interviewer {
            Heard::Everybody
        } else {
            Heard::Respondents
        },
        order: words.sort.into(),
        side: words.width,
    })?;
    let mut table = found.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    output::table(&table, &found.json(), &study, context)
}
