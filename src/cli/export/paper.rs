//! A study as a document: codebook, tables, quotations by code, coded transcripts.

use std::collections::HashMap;

use anyhow::Result;

use super::{archive, tables, transcript};
use crate::cli::codings::Data;
use crate::cli::context::Context;
use crate::cli::output::Place;
use crate::model::paper::{Block, Kind, Piece};
use crate::model::table::{Sheet, Value};
use crate::strings::Strings;
use crate::study::{Choice, Filter, FrequencyRequest, Quotation, Study};

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Codebook,
    Tables,
    Quotes,
    Transcripts,
}

impl Part {
    pub(super) const ALL: [Self; 4] = [
        Self::Codebook,
        Self::Tables,
        Self::Quotes,
        Self::Transcripts,
    ];
}

/// Tables that a document has as parts of their own, or that say nothing in print.
const ELSEWHERE: [&str; 3] = ["codebook", "quotes", "memos"];

/// Hands the document out block by block, one interview in memory at a time.
pub(super) fn compose(
    study: &Study,
    filter: &Filter,
    parts: &[Part],
    data: Data,
    context: &Context,
    put: &mut dyn FnMut(&Block) -> Result<()>,
) -> Result<()> {
    let words = &context.strings;
    put(&Block::Title(title(study)?))?;
    let about = archive::about(study, filter, data, context)?;
    for row in about.rows.iter().take(about.rows.len() - 1) {
        if let [Value::Text(key), Value::Text(value)] = row.as_slice() {
            let args = [("key", key.into()), ("value", value.into())];
            put(&Block::words(Kind::Note, words.with("paper-fact", &args)))?;
        }
    }
    if study.withholding()?.withholds_any() {
        put(&Block::words(Kind::Note, words.get("paper-withheld")))?;
    }
    for part in Part::ALL.into_iter().filter(|part| parts.contains(part)) {
        put(&Block::NewPage)?;
        match part {
            Part::Codebook => codebook(study, filter, words, put)?,
            Part::Tables => all_tables(study, filter, context, put)?,
            Part::Quotes => quotes(study, filter, words, put)?,
            Part::Transcripts => transcripts(study, filter, words, put)?,
        }
    }
    Ok(())
}

/// What the study is called: its title, else the name of its file.
pub(super) fn title(study: &Study) -> Result<String> {
    let title = study.title()?;
    if !title.is_empty() {
        return Ok(title);
    }
    let stem = study.path().file_stem().unwrap_or_default();
    Ok(stem.to_string_lossy().into_owned())
}

fn codebook(
    study: &Study,
    filter: &Filter,
    words: &Strings,
    put: &mut dyn FnMut(&Block) -> Result<()>,
) -> Result<()> {
    put(&Block::heading(1, words.get("paper-codebook")))?;
    let figures = study.frequencies_of(filter, &FrequencyRequest::default())?;
    let counts: HashMap<&str, (u64, u64)> = figures
        .rows
        .iter()
        .map(|row| {
            (
                row.public_id.as_str(),
                (row.own.codings, row.own.interviews),
            )
        })
        .collect();
    let book = study.codebook()?;
    for (place, code) in book.codes().iter().enumerate() {
        if code.retired {
            continue;
        }
        let entry = &code.entry;
        put(&Block::Heading {
            level: if book.depth(place) == 0 { 2 } else { 3 },
            text: format!("{} {}", entry.public_id, entry.name),
            anchor: Some(transcript::anchor(place)),
        })?;
        for (key, text) in [
            ("paper-definition", &entry.definition),
            ("paper-use-when", &entry.use_when),
            ("paper-not-when", &entry.not_when),
            ("paper-example", &entry.example),
        ] {
            if !text.is_empty() {
                let pieces = vec![Piece::Strong(words.get(key)), Piece::Text(text.clone())];
                let kind = Kind::Plain;
                put(&Block::Paragraph { kind, pieces })?;
            }
        }
        if let Some((codings, interviews)) = counts.get(entry.public_id.as_str()) {
            let args = [
                ("codings", (*codings).into()),
                ("interviews", (*interviews).into()),
            ];
            put(&Block::words(Kind::Note, words.with("paper-counts", &args)))?;
        }
    }
    Ok(())
}

fn all_tables(
    study: &Study,
    filter: &Filter,
    context: &Context,
    put: &mut dyn FnMut(&Block) -> Result<()>,
) -> Result<()> {
    put(&Block::heading(1, context.strings.get("paper-tables")))?;
    let mut number = 0_u32;
    tables::each(study, filter, |named| {
        if ELSEWHERE.contains(&named.name.as_str()) {
            return Ok(());
        }
        let sheet = named.sheet(study, Place::WithNotes, context)?;
        if sheet.rows.is_empty() {
            return Ok(());
        }
        number += 1;
        let args = [("n", number.into()), ("title", sheet.title.into())];
        put(&Block::Table(Sheet {
            title: context.strings.with("paper-table", &args),
            ..sheet
        }))
    })
}

fn quotes(
    study: &Study,
    filter: &Filter,
    words: &Strings,
    put: &mut dyn FnMut(&Block) -> Result<()>,
) -> Result<()> {
    put(&Block::heading(1, words.get("paper-quotes")))?;
    let book = study.codebook()?;
    let found = study.quotations(filter, Choice::default())?;
    for of_code in found.rows.chunk_by(|a, b| a.code == b.code) {
        let first = &of_code[0];
        let place = book.place(first.code);
        put(&Block::Heading {
            level: 2,
            text: format!("{} {}", first.public_id, first.name),
            anchor: place.map(|place| format!("quotes-{}", place + 1)),
        })?;
        for quotation in of_code {
            let text = match (&quotation.text, quotation.withheld) {
                (Some(text), None) => text.clone(),
                (_, Some(withheld)) => words.get(&format!("cell-{}", withheld.key())),
                (None, None) => String::new(),
            };
            put(&Block::words(Kind::Quote, text))?;
            put(&Block::words(Kind::Source, source(quotation, words)))?;
        }
    }
    Ok(())
}

/// Where a quotation is from: who, in which interview and turn, and who coded it.
fn source(quotation: &Quotation, words: &Strings) -> String {
    let who = quotation
        .respondent
        .as_deref()
        .or(quotation.speaker.as_deref());
    let turn = quotation
        .turn
        .map(|turn| words.with("paper-turn", &[("turn", turn.into())]));
    let from: Vec<String> = [who, Some(&quotation.interview_name)]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .chain(turn)
        .collect();
    let args = [
        ("from", from.join(&words.get("paper-comma")).into()),
        (
            "coders",
            quotation.coders.join(&words.get("paper-comma")).into(),
        ),
    ];
    words.with("paper-source", &args)
}

fn transcripts(
    study: &Study,
    filter: &Filter,
    words: &Strings,
    put: &mut dyn FnMut(&Block) -> Result<()>,
) -> Result<()> {
    put(&Block::heading(1, words.get("paper-transcripts")))?;
    let mut next = 0;
    study.each_transcript(filter, |it| {
        put(&Block::heading(2, it.name))?;
        if let Some(date) = it.date {
            put(&Block::words(Kind::Note, date))?;
        }
        transcript::blocks(it, &mut next, words, &mut *put)
    })
}
