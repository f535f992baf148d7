//! The framework matrix, and the summaries in it.

use std::path::Path;

use anyhow::Result;

use super::args::{Matrix, MatrixVerb};
use super::context::Context;
use super::failure::WrongWords;
use super::{Done, output};
use crate::model::Edit;
use crate::study::MatrixForm;

pub(super) fn run(words: &Matrix, context: &Context) -> Result<Done> {
    match (&words.verb, &words.study) {
        (
            Some(MatrixVerb::Set {
                study,
                interview,
                code,
                text,
            }),
            _,
        ) => set(study, interview, code, text, context),
        (None, Some(study)) => show(study, words, context),
        // A call without either is refused before it comes here.
        (None, None) => Err(WrongWords(context.strings.get("cli-matrix-what")).into()),
    }
}

fn show(path: &Path, words: &Matrix, context: &Context) -> Result<Done> {
    let filter = words.filter.filter();
    let form = MatrixForm {
        rows: words.rows.into(),
        in_place: words.empty.into(),
        level: words.level,
    };
    let study = context.read(path)?;
    let found = study.matrix(&filter, form)?;
    let mut table = found.table(&filter);
    table.notes.extend(study.values_of_nobody(&filter)?);
    output::table(&table, &found.json(), &study, context)
}

fn set(path: &Path, interview: &str, code: &str, text: &str, context: &Context) -> Result<Done> {
    let mut study = context.write(path)?;
    let (code, public_id) = study.code_named(code)?;
    let edit = Edit::Summarise {
        interview: study.interview_named(interview)?,
        code,
        text: text.trim().to_owned(),
    };
    let applied = study.apply(&edit, &context.coder)?;
    let key = match (applied.touched.codings, text.trim().is_empty()) {
        (false, _) => "cli-summary-same",
        (true, true) => "cli-summary-gone",
        (true, false) => "cli-summary-written",
    };
    let about = [("interview", interview.into()), ("code", public_id.into())];
    context.say(key, &about);
    Ok(Done::All)
}
