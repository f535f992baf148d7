//! Words: how often they are said, and the study's own ones.

use anyhow::Result;

use super::args::{AddWords, Lexicon, LexiconVerb, OwnWords, Words};
use super::context::Context;
use super::{Done, output, picture};
use crate::model::WordList;
use crate::study::{Counting, Heard, WordChange, lexicon_table};

/// Prints word frequencies.
pub(super) fn words(words: &Words, context: &Context) -> Result<Done> {
    let filter = words.filter.filter();
    let study = context.read(&words.study)?;
    let found = study.words(&filter, &counting(words))?;
    let mut table = found.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    output::pictured(&table, &found.json(), &study, context, picture::words)
}

/// What is counted.
pub(super) fn counting(words: &Words) -> Counting {
    Counting {
        by: words.by.clone(),
        heard: if words.include_interviewer {
            Heard::Everybody
        } else {
            Heard::Respondents
        },
        all_words: words.all,
        least: words.least,
        top: Some(words.top).filter(|top| *top > 0),
    }
}

/// The study's own words.
pub(super) fn lexicon(words: &Lexicon, context: &Context) -> Result<Done> {
    match &words.verb {
        LexiconVerb::List(words) => {
            let study = context.read(&words.study)?;
            let lists = study.lexicon()?;
            let rows = lists
                .iter()
                .map(|(list, word)| serde_json::json!({ "list": list.name(), "word": word }));
            output::table(&lexicon_table(&lists), &rows.collect(), &study, context)
        }
        LexiconVerb::Add(AddWords { cut: true, words }) => change(
            words,
            &WordChange::add(&words.words, WordList::Cut),
            context,
        ),
        LexiconVerb::Add(AddWords { words, .. }) => change(
            words,
            &WordChange::add(&words.words, WordList::Word),
            context,
        ),
        LexiconVerb::Remove(words) => change(words, &WordChange::remove(&words.words), context),
        LexiconVerb::Stop(words) => change(
            words,
            &WordChange::add(&words.words, WordList::Stop),
            context,
        ),
        LexiconVerb::Count(words) => change(words, &WordChange::count(&words.words), context),
    }
}

/// Shows what a change does, and keeps it unless it is only to be shown.
fn change(words: &OwnWords, change: &WordChange, context: &Context) -> Result<Done> {
    let mut study = if words.dry_run {
        context.read(&words.study)?
    } else {
        context.write(&words.study)?
    };
    let found = study.recutting(change)?;
    if !words.dry_run {
        study.apply(&change.edit(), &context.coder)?;
    }
    output::table(&found.table(), &found.json(), &study, context)
}
