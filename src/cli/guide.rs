//! The interview guide.

mod ties;

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::args::{Guide, GuideVerb};
use super::context::Context;
use super::{Done, output};
use crate::formats::guide_toml;
use crate::model::interview::Asked;
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::strings::Message;
use crate::study::{Listing, Study, StudyError, Unreadable, parse_guide};
use ties::tie;

pub(super) fn run(words: &Guide, context: &Context) -> Result<Done> {
    match &words.verb {
        GuideVerb::Show(words) => {
            let study = context.read(&words.study)?;
            show(&study, context)
        }
        GuideVerb::Coverage(words) => {
            let study = context.read(&words.study)?;
            coverage(&study, context)
        }
        GuideVerb::Import { study, file } => take_in(study, file, context),
        GuideVerb::Check { file } => check(file, context),
        GuideVerb::Tie {
            study,
            words,
            how,
            dry_run,
        } => tie(study, words, *how, *dry_run, context),
    }
}

fn show(study: &Study, context: &Context) -> Result<Done> {
    let guide = study.guide()?.unwrap_or_default();
    let mut list = Listing::new("guide", &["number", "section", "text", "groups", "codes"]);
    for section in &guide.sections {
        for question in &section.questions {
            list.push(json!({
                "id": question.number,
                "name": question.text,
                "number": question.number,
                "section": section.title,
                "text": question.text,
                "text_en": question.text_en,
                "probes": question.probes,
                "groups": question.groups,
                "codes": question.codes,
                "version": guide.version,
            }));
        }
    }
    if list.rows.is_empty() {
        context.say("cli-no-guide", &[]);
    }
    output::listing(&list, study, context)
}

fn coverage(study: &Study, context: &Context) -> Result<Done> {
    let coverage = study.guide_coverage()?;
    if coverage.rows.is_empty() {
        context.say("cli-no-guide", &[]);
    }
    let mut columns = vec![Column::text("number"), Column::text("question")];
    columns.extend(coverage.interviews.iter().map(|interview| Column {
        heading: Heading::Data(interview.name.clone()),
        numeric: false,
    }));
    let rows = coverage
        .rows
        .iter()
        .map(|(number, text, cells)| {
            let mut row = vec![Cell::text(number), Cell::text(text)];
            row.extend(
                cells
                    .iter()
                    .map(|how| how.map_or(Cell::Empty, |how| Cell::Key(asked_key(how)))),
            );
            row
        })
        .collect();
    let added: Vec<String> = coverage
        .interviews
        .iter()
        .zip(&coverage.added)
        .filter(|(_, n)| **n > 0)
        .map(|(interview, n)| format!("{} {n}", interview.name))
        .collect();
    let mut table = Table {
        name: "guide-coverage",
        columns,
        rows,
        notes: Vec::new(),
    };
    if !added.is_empty() {
        table
            .notes
            .push(Note::new("added-questions").with("list", added.join("; ")));
    }
    let json = coverage
        .rows
        .iter()
        .map(|(number, text, cells)| {
            let asked: serde_json::Map<_, _> = coverage
                .interviews
                .iter()
                .zip(cells)
                .map(|(interview, how)| (interview.name.clone(), json!(how.map(Asked::name))))
                .collect();
            json!({ "question": number, "text": text, "interviews": asked })
        })
        .collect();
    output::table(&table, &json, study, context)
}

/// Key of the word for how a question was put.
fn asked_key(how: Asked) -> &'static str {
    match how {
        Asked::Asked => "asked-asked",
        Asked::Reworded => "asked-reworded",
        Asked::Skipped => "asked-skipped",
        Asked::Added => "asked-added",
    }
}

fn take_in(study: &Path, file: &Path, context: &Context) -> Result<Done> {
    let read = parse_guide(file)?;
    if let Some(fault) = guide_toml::check(&read).first() {
        return Err(StudyError::Content {
            file: file.display().to_string(),
            what: Unreadable::Guide(fault.clone()),
        }
        .into());
    }
    let version = read.guide.version;
    let mut study = context.write(study)?;
    study.import_guide(read.guide, &context.coder)?;
    context.say("cli-guide-imported", &[("version", version.into())]);
    Ok(Done::All)
}

fn check(file: &Path, context: &Context) -> Result<Done> {
    let read = parse_guide(file)?;
    let faults = guide_toml::check(&read);
    if faults.is_empty() {
        context.say(
            "cli-guide-ok",
            &[("questions", read.guide.questions().count().into())],
        );
        return Ok(Done::All);
    }
    for fault in &faults {
        let message = Message::new("cli-fault-line")
            .with("file", file.display())
            .with("line", fault.line)
            .saying("what", &fault.what);
        context.tell(&context.strings.tell(&message));
    }
    context.say("cli-faults", &[("n", faults.len().into())]);
    Ok(Done::NotOk)
}
