//! Texts and codings.

use std::borrow::Cow;
use std::io::Write as _;

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::Done;
use super::args::{Code, Filtered, Format, Mark, OneInterview, Uncode, UseWord};
use super::context::Context;
use super::output::{self, Draft};
use crate::formats::json_text::escape_controls;
use crate::formats::sheet::{csv, tsv};
use crate::model::edit::NewCodings;
use crate::model::table::{Cell, Column, Table};
use crate::model::{self, Confidence, Edit, Span, Status, Use};
use crate::strings::Strings;
use crate::study::{CodingRow, DEMO_NOTICE, Filter, Study, StudyError, Withheld};
use crate::text::visible;

/// Prints the text of an interview, byte for byte; on a terminal control characters are shown as marks.
pub(super) fn text(words: &OneInterview, context: &Context) -> Result<Done> {
    let study = context.read(&words.study)?;
    let text = study.text(study.interview_named(&words.interview)?)?;
    if context.on_terminal() {
        output::emit(visible(&text).as_bytes(), context)?;
    } else {
        output::emit(text.as_bytes(), context)?;
    }
    Ok(Done::All)
}

/// Gives codes to a passage.
pub(super) fn code(words: &Code, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let interview = study.interview_named(&words.interview)?;
    let mut codes = Vec::new();
    for name in &words.codes {
        let code = study.code_named(name)?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let span = Span::within(u32::MAX, words.start, words.end).map_err(|source| {
        StudyError::from(crate::store::StoreError::Position {
            interview: words.interview.clone(),
            source,
        })
    })?;
    let applied = study.apply(
        &Edit::Code(NewCodings {
            interview,
            span,
            codes: codes.iter().map(|(code, _)| *code).collect(),
            status: Status::Coded,
            facets: words.facet.clone(),
            memo: words.memo.clone(),
        }),
        &context.coder,
    )?;
    // What was made and what was there keep the order of the codes asked for.
    let mut made = applied.codings.iter();
    let mut there = applied.there_already.iter().peekable();
    let mut rows = Vec::new();
    for (code, name) in &codes {
        let known = there.next_if(|(of, _)| of == code).map(|(_, id)| id);
        let new = known.is_none();
        let Some(id) = known.or_else(|| made.next()) else {
            continue;
        };
        let id = id.to_string();
        let key = if new {
            "cli-coded"
        } else {
            "cli-there-already"
        };
        context.say(
            key,
            &[
                ("code", name.into()),
                ("start", words.start.to_string().into()),
                ("end", words.end.to_string().into()),
                ("id", id.clone().into()),
            ],
        );
        rows.push(
            json!({ "id": id, "code": name, "start": words.start, "end": words.end, "new": new }),
        );
    }
    if context.options.format == Some(Format::Json) {
        output::emit(output::json_text(&Json::Array(rows)).as_bytes(), context)?;
    }
    Ok(Done::All)
}

/// Takes codings away.
pub(super) fn uncode(words: &Uncode, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let mut codings = Vec::new();
    for id in &words.codings {
        let coding = study.coding_named(id)?;
        if !codings.contains(&coding) {
            codings.push(coding);
        }
    }
    let n = codings.len();
    study.apply(&Edit::Uncode { codings }, &context.coder)?;
    context.say("cli-uncoded", &[("n", n.into())]);
    Ok(Done::All)
}

/// Says what may not become of the words of codings.
pub(super) fn mark(words: &Mark, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let use_as = match words.use_as {
        UseWord::NotQuoted => Some(Use::NotQuoted),
        UseWord::Background => Some(Use::Background),
        UseWord::Free => None,
    };
    let mut codings = Vec::new();
    for id in &words.codings {
        let coding = study.coding_named(id)?;
        if !codings.contains(&coding) {
            codings.push(coding);
        }
    }
    for coding in &codings {
        let mark = model::Mark::Use(use_as);
        let coding = *coding;
        study.apply(&Edit::MarkCoding { coding, mark }, &context.coder)?;
    }
    let args = [
        ("n", codings.len().into()),
        ("use", use_as.map_or("free", Use::name).into()),
    ];
    context.say("cli-marked", &args);
    Ok(Done::All)
}

/// Prints every coding with its quotation.
pub(super) fn list(words: &Filtered, context: &Context) -> Result<Done> {
    let study = context.read(&words.study)?;
    let filter = words.filter.filter();
    match output::format(context, "codings")? {
        Format::Tsv => stream(&study, &filter, context, Flat::Tsv),
        Format::Csv => stream(&study, &filter, context, Flat::Csv),
        Format::Json => stream(&study, &filter, context, Flat::Json),
        _ => {
            let table = again(|| table(&study, &filter))?;
            output::table(&table, &Json::Null, &study, context)
        }
    }
}

/// A format that is written row by row, without holding all rows in memory.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flat {
    Tsv,
    Csv,
    Json,
}

fn stream(study: &Study, filter: &Filter, context: &Context, flat: Flat) -> Result<Done> {
    let data = Data::of(study)?;
    if data == Data::Invented {
        context.say("note-demo", &[]);
    }
    if !study.hidden()?.is_empty() {
        context.say("note-blind", &[]);
    }
    output::tell(&study.values_of_nobody(filter)?, context);
    if let Some(path) = &context.options.output {
        let mut draft = Draft::begin(path, context)?;
        again(|| {
            let mut out = draft.rewritten()?;
            write_rows(study, filter, context, (flat, data), &mut out)?;
            Ok(out.flush()?)
        })?;
        draft.finish()?;
        context.say(
            "cli-written",
            &[("path", path.display().to_string().into())],
        );
    } else if context.on_terminal() {
        let rows = again(|| {
            let mut rows = Vec::new();
            write_rows(study, filter, context, (flat, data), &mut rows)?;
            Ok(rows)
        })?;
        output::emit(&rows, context)?;
    } else {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        write_rows(study, filter, context, (flat, data), &mut out)?;
        out.flush()?;
    }
    Ok(Done::All)
}

/// Begins again where the study changed under a reading whose result nobody has seen yet.
pub(super) fn again<T>(mut attempt: impl FnMut() -> Result<T>) -> Result<T> {
    for _ in 1..ATTEMPTS {
        match attempt() {
            Err(error) if is_restless(&error) => {}
            outcome => return outcome,
        }
    }
    attempt()
}

/// How often a reading is tried.
const ATTEMPTS: usize = 10;

fn is_restless(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<StudyError>(),
        Some(StudyError::Restless)
    )
}

fn write_rows(
    study: &Study,
    filter: &Filter,
    context: &Context,
    (flat, data): (Flat, Data),
    out: &mut impl std::io::Write,
) -> Result<()> {
    match flat {
        Flat::Json => {
            let mut separator = "[\n";
            study.each_coding(filter, |row| -> Result<()> {
                let item = escape_controls(serde_json::to_string(&json(row))?);
                write!(out, "{separator}{item}")?;
                separator = ",\n";
                Ok(())
            })?;
            if separator == "[\n" {
                out.write_all(b"[]\n")?;
            } else {
                out.write_all(b"\n]\n")?;
            }
        }
        Flat::Csv => {
            let form = (output::csv_form(context), data);
            write_csv(study, filter, form, &context.strings, out)?;
        }
        Flat::Tsv => {
            out.write_all(tsv::record(&data.head()).as_bytes())?;
            study.each_coding(filter, |row| -> Result<()> {
                out.write_all(tsv::record(&data.cells(row, &context.strings)).as_bytes())?;
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Writes the codings as csv, row by row; says how many there are.
pub(super) fn write_csv(
    study: &Study,
    filter: &Filter,
    (form, data): (csv::Csv, Data),
    words: &Strings,
    out: &mut impl std::io::Write,
) -> Result<u64> {
    let mut n = 0;
    let mut lines = csv::Lines::new(form);
    out.write_all(lines.record(data.head()).as_bytes())?;
    study.each_coding(filter, |row| -> Result<()> {
        let cells = data.cells(row, words);
        out.write_all(lines.record(cells.iter().map(AsRef::as_ref)).as_bytes())?;
        n += 1;
        Ok(())
    })?;
    Ok(n)
}

/// Heads of the flat table: scripts in R and Python rely on them, so they have no language.
const COLUMNS: &[&str] = &[
    "id",
    "interview",
    "start",
    "end",
    "text",
    "code",
    "name",
    "path",
    "coder",
    "status",
    "memo",
    "speaker",
    "turn",
    "facets",
    "created_at",
];

/// Whether real people said what the rows quote; a flat table has no other place to say it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    Real,
    Invented,
}

impl Data {
    pub(super) fn of(study: &Study) -> Result<Self> {
        Ok(if study.is_demo()? {
            Self::Invented
        } else {
            Self::Real
        })
    }

    fn head(self) -> Vec<&'static str> {
        let more = (self == Self::Invented).then_some("data");
        COLUMNS.iter().copied().chain(more).collect()
    }

    fn cells<'a>(self, row: &'a CodingRow, words: &'a Strings) -> Vec<Cow<'a, str>> {
        let mut cells = cells(row, words).to_vec();
        if self == Self::Invented {
            cells.push(DEMO_NOTICE.into());
        }
        cells
    }
}

fn facets(row: &CodingRow) -> String {
    row.facets
        .iter()
        .map(|(facet, value)| format!("{facet}={value}"))
        .collect::<Vec<_>>()
        .join(";")
}

fn cells<'a>(row: &'a CodingRow, words: &Strings) -> [Cow<'a, str>; 15] {
    [
        row.id.as_str().into(),
        row.interview.into(),
        row.start.to_string().into(),
        row.end.to_string().into(),
        match row.withheld {
            Some(withheld) => words.get(&format!("cell-{}", withheld.key())).into(),
            None => row.text.into(),
        },
        row.code.into(),
        row.name.into(),
        row.path.into(),
        row.coder.into(),
        row.status.name().into(),
        row.memo.unwrap_or_default().into(),
        row.speaker.unwrap_or_default().into(),
        row.turn
            .map(|turn| turn.to_string())
            .unwrap_or_default()
            .into(),
        facets(row).into(),
        row.created_at.as_deref().unwrap_or_default().into(),
    ]
}

fn json(row: &CodingRow) -> Json {
    json!({
        "id": row.id,
        "interview": row.interview,
        "start": row.start,
        "end": row.end,
        "text": row.withheld.is_none().then_some(row.text),
        "withheld": row.withheld.map(Withheld::name),
        "code": row.code,
        "name": row.name,
        "path": row.path,
        "coder": row.coder,
        "status": row.status.name(),
        "memo": row.memo,
        "speaker": row.speaker,
        "turn": row.turn,
        "starred": row.starred,
        "confidence": row.confidence.map(Confidence::name),
        "use": row.use_as.map(Use::name),
        "facets": row.facets.iter().map(|(facet, value)| (facet.clone(), json!(value)))
            .collect::<serde_json::Map<_, _>>(),
        "created_at": row.created_at,
    })
}

/// The codings as a table for readers.
pub(super) fn table(study: &Study, filter: &Filter) -> Result<Table> {
    let mut rows = Vec::new();
    study.each_coding(filter, |row| -> Result<()> {
        rows.push(vec![
            Cell::text(row.interview),
            Cell::Count(row.start.into()),
            Cell::Count(row.end.into()),
            Cell::text(row.code),
            Cell::text(row.name),
            Cell::text(row.coder),
            Cell::text(row.status.name()),
            Cell::text(row.speaker.unwrap_or_default()),
            match row.withheld {
                Some(withheld) => Cell::Key(withheld.key()),
                None => Cell::text(row.text),
            },
            Cell::text(row.memo.unwrap_or_default()),
        ]);
        Ok(())
    })?;
    let mut notes = vec![filter.note()];
    notes.extend(study.values_of_nobody(filter)?);
    Ok(Table {
        name: "codings",
        columns: vec![
            Column::text("interview"),
            Column::number("start"),
            Column::number("end"),
            Column::text("code"),
            Column::text("name"),
            Column::text("coder"),
            Column::text("status"),
            Column::text("speaker"),
            Column::text("text"),
            Column::text("memo"),
        ],
        rows,
        notes,
    })
}
