//! Writing a study for other programs and for readers.

mod archive;
mod tables;

use std::io::Write as _;

use anyhow::Result;

use super::args::Export;
use super::codings::Data;
use super::context::Context;
use super::failure::WrongWords;
use super::output::{self, Draft};
use super::{Done, codings};
use crate::formats::sheet::csv;
use crate::study::{Filter, Study};

/// What is written, by the ending of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Refi,
    RefiCodebook,
    Csv,
    Xlsx,
    Zip,
}

impl Kind {
    fn of(words: &Export, context: &Context) -> Result<Self> {
        let ending = words
            .file
            .extension()
            .map(|ending| ending.to_string_lossy().to_ascii_lowercase())
            .unwrap_or_default();
        Ok(match ending.as_str() {
            "json" => Self::Json,
            "qdpx" => Self::Refi,
            "qdc" => Self::RefiCodebook,
            "csv" => Self::Csv,
            "xlsx" => Self::Xlsx,
            "zip" => Self::Zip,
            _ => {
                let args = [("ending", ending.into())];
                return Err(WrongWords(context.strings.with("cli-no-export", &args)).into());
            }
        })
    }

    /// Whether it is the study itself, whole whatever a reader may see.
    fn is_study(self) -> bool {
        matches!(self, Self::Json | Self::Refi | Self::RefiCodebook)
    }
}

pub(super) fn run(words: &Export, context: &Context) -> Result<Done> {
    let kind = Kind::of(words, context)?;
    let filter = words.filter.filter();
    if kind.is_study() && !filter.is_empty() {
        return Err(WrongWords(context.strings.get("cli-export-whole")).into());
    }
    let study = context.read(&words.study)?;
    let data = Data::of(&study)?;
    if data == Data::Invented {
        context.say("note-demo", &[]);
    }
    if !study.hidden()?.is_empty() {
        context.say("note-blind", &[]);
    }
    output::tell(&study.values_of_nobody(&filter)?, context);
    let mut draft = Draft::begin(&words.file, context)?;
    if kind.is_study() {
        draft.file.write_all(&whole(kind, &study, context)?)?;
    } else {
        codings::again(|| {
            study.in_one_state(|| write(kind, &study, &filter, data, context, &mut draft))
        })?;
    }
    draft.finish()?;
    context.say(
        "cli-written",
        &[("path", words.file.display().to_string().into())],
    );
    Ok(Done::All)
}

/// The study for another program or a colleague's copy.
fn whole(kind: Kind, study: &Study, context: &Context) -> Result<Vec<u8>> {
    match kind {
        Kind::Refi => {
            let bytes = study.to_refi()?;
            context.say("note-refi", &[]);
            Ok(bytes)
        }
        Kind::RefiCodebook => match study.to_refi_codebook()? {
            Some(bytes) => Ok(bytes),
            None => Err(WrongWords(context.strings.get("cli-no-codes")).into()),
        },
        _ => Ok(study.to_json()?),
    }
}

/// What leaves the study for readers, from the beginning of the file.
fn write(
    kind: Kind,
    study: &Study,
    filter: &Filter,
    data: Data,
    context: &Context,
    draft: &mut Draft,
) -> Result<()> {
    let mut out = draft.rewritten()?;
    match kind {
        Kind::Zip => archive::zip(study, filter, data, context, &mut out)?,
        Kind::Xlsx => out.write_all(&archive::workbook(study, filter, data, context)?)?,
        _ => {
            let form = csv::Csv {
                bom: csv::Bom::Yes,
                ..output::csv_form(context)
            };
            codings::write_csv(study, filter, form, data, &mut out)?;
        }
    }
    Ok(out.flush()?)
}
