//! Writing a study for other programs and for readers.

mod archive;
mod paper;
mod tables;
mod transcript;

use std::io::Write as _;

use anyhow::Result;

use paper::Part;

use super::args::{Export, PartWord};
use super::codings::Data;
use super::context::Context;
use super::failure::WrongWords;
use super::output::{self, Draft};
use super::{Done, codings};
use crate::formats::docx::{self, Docx};
use crate::formats::html_page::HtmlPage;
use crate::formats::md_page::MdPage;
use crate::formats::paper::Paper as _;
use crate::formats::sheet::csv;
use crate::model::paper::Block;
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
    Docx,
    Html,
    Md,
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
            "docx" => Self::Docx,
            "html" | "htm" => Self::Html,
            "md" => Self::Md,
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

    /// Whether it is a document of several parts.
    fn is_document(self) -> bool {
        matches!(self, Self::Docx | Self::Html | Self::Md)
    }
}

pub(super) fn run(words: &Export, context: &Context) -> Result<Done> {
    let kind = Kind::of(words, context)?;
    let filter = words.filter.filter();
    if kind.is_study() && !filter.is_empty() {
        return Err(WrongWords(context.strings.get("cli-export-whole")).into());
    }
    if !words.what.is_empty() && !kind.is_document() {
        return Err(WrongWords(context.strings.get("cli-export-what")).into());
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
        if kind != Kind::RefiCodebook && study.withholding()?.withholds_any() {
            context.say("cli-export-complete", &[]);
        }
    } else {
        codings::again(|| {
            study.in_one_state(|| write(kind, &study, &filter, words, context, &mut draft))
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
    words: &Export,
    context: &Context,
    draft: &mut Draft,
) -> Result<()> {
    let data = Data::of(study)?;
    let mut out = draft.rewritten()?;
    let parts = parts(&words.what);
    let compose = |put: &mut dyn FnMut(&Block) -> Result<()>| {
        paper::compose(study, filter, &parts, data, context, put)
    };
    match kind {
        Kind::Zip => archive::zip(study, filter, data, context, &mut out)?,
        Kind::Xlsx => out.write_all(&archive::workbook(study, filter, data, context)?)?,
        Kind::Docx => {
            let form = docx::Form {
                title: paper::title(study)?,
                remarks: docx::Remarks::Written,
                ..output::docx_form(context)
            };
            let mut file = Docx::new(&mut out, form)?;
            compose(&mut |block| Ok(file.put(block)?))?;
            file.finish()?;
        }
        Kind::Html => {
            let lang = context.strings.get("paper-lang");
            let mut page = HtmlPage::new(&mut out, &paper::title(study)?, &lang)?;
            compose(&mut |block| Ok(page.put(block)?))?;
            page.finish()?;
        }
        Kind::Md => {
            let mut page = MdPage::new(&mut out);
            compose(&mut |block| Ok(page.put(block)?))?;
            page.finish()?;
        }
        _ => {
            let form = csv::Csv {
                bom: csv::Bom::Yes,
                ..output::csv_form(context)
            };
            codings::write_csv(study, filter, (form, data), &context.strings, &mut out)?;
        }
    }
    Ok(out.flush()?)
}

/// The parts that are asked for; nothing asked for is all of them.
fn parts(words: &[PartWord]) -> Vec<Part> {
    let part = |word: &PartWord| match word {
        PartWord::Codebook => Part::Codebook,
        PartWord::Tables => Part::Tables,
        PartWord::Quotes => Part::Quotes,
        PartWord::Transcripts => Part::Transcripts,
    };
    if words.is_empty() {
        return Part::ALL.to_vec();
    }
    words.iter().map(part).collect()
}
