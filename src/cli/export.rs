//! Writing a study for other programs.

use std::io::Write as _;

use anyhow::Result;

use super::args::Export;
use super::codings::Data;
use super::context::Context;
use super::failure::WrongWords;
use super::output::{self, Draft};
use super::{Done, codings};
use crate::formats::sheet::csv;
use crate::study::Filter;

pub(super) fn run(words: &Export, context: &Context) -> Result<Done> {
    let ending = words
        .file
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    if !matches!(ending.as_str(), "json" | "csv" | "qdpx" | "qdc") {
        let sentence = context
            .strings
            .with("cli-no-export", &[("ending", ending.into())]);
        return Err(WrongWords(sentence).into());
    }
    let study = context.read(&words.study)?;
    let data = Data::of(&study)?;
    if data == Data::Invented {
        context.say("note-demo", &[]);
    }
    if !study.hidden()?.is_empty() {
        context.say("note-blind", &[]);
    }
    let mut draft = Draft::begin(&words.file, context)?;
    if ending == "json" {
        draft.file.write_all(&study.to_json()?)?;
    } else if ending == "qdpx" {
        draft.file.write_all(&study.to_refi()?)?;
        context.say("note-refi", &[]);
    } else if ending == "qdc" {
        let Some(bytes) = study.to_refi_codebook()? else {
            return Err(WrongWords(context.strings.get("cli-no-codes")).into());
        };
        draft.file.write_all(&bytes)?;
    } else {
        let form = csv::Csv {
            bom: csv::Bom::Yes,
            ..output::csv_form(context)
        };
        codings::again(|| {
            let mut out = draft.rewritten()?;
            codings::write_csv(&study, &Filter::default(), form, data, &mut out)?;
            Ok(out.flush()?)
        })?;
    }
    draft.finish()?;
    context.say(
        "cli-written",
        &[("path", words.file.display().to_string().into())],
    );
    Ok(Done::All)
}
