//! A code on every hit of a search, as one step.

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::args::{Autocode, UnitWord};
use super::context::Context;
use super::search::{Line, all_hits, columns, understood};
use super::{Done, output};
use crate::model::edit::ManyCodings;
use crate::model::table::{Cell, Column, Table};
use crate::model::{CodeId, CodingId, Edit, InterviewId, Span, Status};
use crate::study::{Ask, Filter, Study, Withholding};
use crate::text::Query;

/// A code on a passage: there already, or to be given.
struct Given {
    line: usize,
    code: String,
    there: Option<CodingId>,
    new: Option<CodingId>,
}

/// Gives codes to every hit, or shows what it would give.
pub(super) fn run(words: &Autocode, context: &Context) -> Result<Done> {
    let query = match &words.find {
        Some(find) if words.regex => Query::pattern(find),
        Some(find) => Query::words(find),
        // Whatever is said.
        None => Query::pattern(".+"),
    };
    let unit = match (words.unit, &words.find) {
        (Some(unit), _) => unit,
        (None, Some(_)) => UnitWord::Match,
        (None, None) => UnitWord::Turn,
    };
    let query = understood(query, context)?;
    let mut study = if words.dry_run {
        context.read(&words.study)?
    } else {
        context.write(&words.study)?
    };
    let mut codes: Vec<(CodeId, String)> = Vec::new();
    for name in &words.codes {
        let code = study.code_named(name)?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let status = if words.accept {
        Status::Coded
    } else {
        Status::Suggested
    };
    let filter = Filter {
        speakers: words.speaker.clone(),
        interviews: words.interview.clone(),
        questions: words.question.clone(),
        ..Filter::default()
    };
    let ask = Ask {
        query: &query,
        filter: &filter,
        unit: unit.into(),
        interview: None,
    };
    // Whoever is about to code it reads it first, whatever may be printed of it.
    let everything = Withholding::default();
    let found = all_hits(&study, &ask, |hits| {
        let spans: Vec<Span> = hits.passages.iter().map(|it| it.span).collect();
        let lines = hits.passages.iter();
        let lines = lines.map(|it| Line::new(hits, it.span, it.marked(), &everything));
        ((hits.interview, spans), lines.collect::<Vec<Line>>())
    })?;
    let (passages, lines): (Vec<(InterviewId, Vec<Span>)>, Vec<Vec<Line>>) =
        found.into_iter().unzip();
    let lines: Vec<Line> = lines.into_iter().flatten().collect();
    let mut given = compare(&study, &passages, &codes, context)?;
    let n_new = given.iter().filter(|it| it.there.is_none()).count();
    if !words.dry_run && n_new > 0 {
        let edit = Edit::CodePassages(ManyCodings {
            passages,
            codes: codes.iter().map(|(code, _)| *code).collect(),
            status,
        });
        let applied = study.apply(&edit, &context.coder)?;
        let fresh = given.iter_mut().filter(|it| it.there.is_none());
        for (it, id) in fresh.zip(applied.codings) {
            it.new = Some(id);
        }
    }
    let key = match (words.dry_run, words.accept) {
        (true, _) => "cli-autocode-dry",
        (false, true) => "cli-autocoded",
        (false, false) => "cli-autosuggested",
    };
    context.say(
        key,
        &[
            ("hits", lines.len().into()),
            ("n", n_new.into()),
            ("there", (given.len() - n_new).into()),
        ],
    );
    print(&study, &lines, &given, status, &filter, context)
}

/// What of it is there already.
fn compare(
    study: &Study,
    passages: &[(InterviewId, Vec<Span>)],
    codes: &[(CodeId, String)],
    context: &Context,
) -> Result<Vec<Given>> {
    let ids: Vec<CodeId> = codes.iter().map(|(code, _)| *code).collect();
    let mut all = Vec::new();
    let mut line = 0;
    for (interview, spans) in passages {
        let there = study.given(*interview, &ids, &context.coder)?;
        for span in spans {
            for (code, name) in codes {
                all.push(Given {
                    line,
                    code: name.clone(),
                    there: there.get(&(*code, *span)).copied(),
                    new: None,
                });
            }
            line += 1;
        }
    }
    Ok(all)
}

fn print(
    study: &Study,
    lines: &[Line],
    given: &[Given],
    status: Status,
    filter: &Filter,
    context: &Context,
) -> Result<Done> {
    let mut all_columns = columns();
    all_columns.extend([Column::text("code"), Column::text("new")]);
    let rows = given.iter().map(|it| {
        let mut cells = lines[it.line].clone().cells();
        cells.push(Cell::text(&it.code));
        cells.push(Cell::Key(if it.there.is_none() { "yes" } else { "no" }));
        cells
    });
    let table = Table {
        name: "autocode",
        columns: all_columns,
        rows: rows.collect(),
        notes: Vec::from_iter((!filter.is_empty()).then(|| filter.note())),
    };
    let items = given.iter().map(|it| {
        let line = &lines[it.line];
        let id = it.there.or(it.new);
        json!({
            "id": id.map(|id| id.to_string()),
            "interview": line.interview,
            "start": line.span.start(),
            "end": line.span.end(),
            "speaker": line.speaker,
            "turn": line.turn,
            "text": line.text,
            "code": it.code,
            // What is there keeps the status it has.
            "status": it.there.is_none().then(|| status.name()),
            "new": it.there.is_none(),
        })
    });
    output::table(&table, &Json::Array(items.collect()), study, context)
}
