//! Codebooks: showing, taking in, writing, looking for faults.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::args::{Codebook, CodebookVerb};
use super::context::Context;
use super::failure::WrongWords;
use super::{Done, output, picture};
use crate::formats::codebook_md;
use crate::formats::sheet::csv;
use crate::model::Edit;
use crate::model::codebook::{Changed, Draft, check, diff};
use crate::strings::{Lang, Message};
use crate::study::{CodebookForm, Listing, Study, parse_codebook, read_codebook, written_time};

pub(super) fn run(words: &Codebook, context: &Context) -> Result<Done> {
    match &words.verb {
        CodebookVerb::Show(words) => {
            let study = context.read(&words.study)?;
            let book = study.codebook_draft()?;
            let list = listing(&book);
            output::pictured(&list.table(), &list.json(), &study, context, |given| {
                picture::tree(&book, given.strings)
            })
        }
        CodebookVerb::Import { study, file } => {
            let draft = read_codebook(file)?;
            let mut study = context.write(study)?;
            let report = study.import_codebook(draft, &context.coder)?;
            context.say(
                "cli-codebook-imported",
                &[
                    ("added", report.n_codes.into()),
                    ("revised", report.n_revised.into()),
                ],
            );
            Ok(Done::All)
        }
        CodebookVerb::Export { study, file } => {
            let study = context.read(study)?;
            write(&study.codebook_draft()?, file, context)
        }
        CodebookVerb::Check { file } => faults(file, context),
        CodebookVerb::Versions(words) => {
            let study = context.read(&words.study)?;
            output::listing(&versions(&study)?, &study, context)
        }
        CodebookVerb::Diff { study, from, to } => {
            let study = context.read(study)?;
            let list = changes(&study, from.as_deref(), to.as_deref())?;
            output::listing(&list, &study, context)
        }
        CodebookVerb::Freeze { study, name } => {
            let mut study = context.write(study)?;
            let name = name.clone().unwrap_or_default();
            study.apply(&Edit::FreezeCodebook { name }, &context.coder)?;
            if let Some(version) = study.frozen_codebooks()?.pop() {
                context.say(
                    "cli-codebook-frozen",
                    &[
                        ("name", version.name.into()),
                        ("number", version.number.into()),
                    ],
                );
            }
            Ok(Done::All)
        }
    }
}

/// The frozen versions and, last, the codebook as it is.
fn versions(study: &Study) -> Result<Listing> {
    let mut list = Listing::new(
        "codebook-versions",
        &["version#", "name", "coder", "frozen_at", "n_codes#"],
    );
    for version in study.frozen_codebooks()? {
        list.push(json!({
            "version": version.number,
            "name": version.name,
            "coder": version.coder,
            "frozen_at": version.at_ms.and_then(written_time),
            "n_codes": version.codes.iter().filter(|code| !code.retired).count(),
        }));
    }
    let (number, book) = study.codebook_version(None)?;
    list.push(json!({
        "version": number,
        "name": null,
        "coder": null,
        "frozen_at": null,
        "n_codes": book.active().count(),
    }));
    Ok(list)
}

/// What changed between two versions; without a first one, since the one frozen last.
fn changes(study: &Study, from: Option<&str>, to: Option<&str>) -> Result<Listing> {
    let from = match from {
        Some(name) => name.to_owned(),
        None => study.last_frozen()?,
    };
    let (_, old) = study.codebook_version(Some(&from))?;
    let (_, new) = study.codebook_version(to)?;
    let mut list = Listing::new(
        "codebook-changes",
        &["change", "code", "name", "field", "old_words", "new_words"],
    );
    for change in diff(&old, &new) {
        let field = match &change.what {
            Changed::Words { field, .. } => Some(field.name()),
            _ => None,
        };
        let (old, new) = change.what.words();
        list.push(json!({
            "change": change.what.name(),
            "code": change.public_id,
            "name": change.name,
            "field": field,
            "old_words": old,
            "new_words": new,
        }));
    }
    Ok(list)
}

fn faults(file: &str, context: &Context) -> Result<Done> {
    let draft = parse_codebook(file)?;
    let faults = check(&draft);
    if faults.is_empty() {
        context.say(
            "cli-codebook-ok",
            &[
                ("codes", draft.codes.len().into()),
                ("links", draft.links.len().into()),
            ],
        );
        return Ok(Done::All);
    }
    for fault in &faults {
        let message = Message::new("cli-fault-line")
            .with("file", file)
            .with("line", fault.line)
            .saying("what", &fault.what);
        context.tell(&context.strings.tell(&message));
    }
    context.say("cli-faults", &[("n", faults.len().into())]);
    Ok(Done::NotOk)
}

fn write(draft: &Draft, file: &Path, context: &Context) -> Result<Done> {
    let ending = file
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    let words = match context.strings.lang() {
        Lang::Zh => codebook_md::Words::Chinese,
        Lang::En => codebook_md::Words::English,
    };
    let form = CodebookForm::of(file, words).map(|form| match form {
        CodebookForm::Csv(csv) => CodebookForm::Csv(csv::Csv {
            formulas: output::csv_form(context).formulas,
            ..csv
        }),
        other => other,
    });
    let bytes = match (form, ending.as_str()) {
        (Some(form), _) => {
            if form.leaves_out(draft) {
                context.say("cli-csv-leaves-out", &[]);
            }
            form.bytes(draft)
        }
        (None, "xlsx") => {
            let sheet = context.strings.sheet(&listing(draft).table());
            output::workbook(&[sheet], context)?
        }
        (None, other) => {
            return Err(WrongWords(context.strings.with(
                "cli-no-format",
                &[("verb", "codebook export".into()), ("format", other.into())],
            ))
            .into());
        }
    };
    output::save(file, &bytes, context)?;
    context.say(
        "cli-written",
        &[("path", file.display().to_string().into())],
    );
    Ok(Done::All)
}

/// The codebook as rows.
pub(super) fn listing(draft: &Draft) -> Listing {
    let mut list = Listing::new(
        "codebook",
        &[
            "code",
            "name",
            "name_en",
            "definition",
            "use_when",
            "not_when",
            "digit",
            "origin",
        ],
    );
    for code in draft.codes.iter().filter(|code| !code.retired) {
        let entry = &code.entry;
        list.push(json!({
            "code": entry.public_id,
            "name": entry.name,
            "name_en": entry.name_en,
            "parent": code.parent,
            "kind": entry.kind,
            "aliases": entry.aliases,
            "definition": entry.definition,
            "use_when": entry.use_when,
            "not_when": entry.not_when,
            "example": entry.example,
            "color": entry.color,
            "digit": entry.digit,
            "origin": entry.origin,
            "source": entry.source,
            "columns": entry.columns.iter()
                .map(|(head, cell)| (head.clone(), json!(cell)))
                .collect::<serde_json::Map<_, _>>(),
            "version": code.version,
            "links": draft.links.iter()
                .filter(|link| link.from == entry.public_id)
                .map(|link| json!({
                    "to": link.to,
                    "relation": link.text.relation,
                    "hypothesis": link.text.hypothesis,
                    "reason": link.text.reason,
                }))
                .collect::<Vec<_>>(),
        }));
    }
    list
}
