//! Passages by text, codes and people.

use std::borrow::Cow;

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::args::{Format, Search};
use super::context::Context;
use super::failure::WrongWords;
use super::{Done, output};
use crate::formats::sheet::tsv;
use crate::model::Span;
use crate::model::table::{Cell, Column, Note, Sheet, Table};
use crate::strings::Message;
use crate::study::{Ask, Corpus, Filter, HitUnit, Hits, Study, Watch, Withheld, Withholding};
use crate::text::query::{Query, QueryError};

/// Key of the table's title.
const TITLE: &str = "search";
/// Code points shown on each side of a passage.
const SIDE: usize = 20;

/// A passage with what the result says of it.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) interview: String,
    pub(super) span: Span,
    pub(super) speaker: Option<String>,
    pub(super) turn: Option<usize>,
    pub(super) before: String,
    pub(super) text: String,
    pub(super) after: String,
    pub(super) matched: Vec<Span>,
    pub(super) withheld: Option<Withheld>,
}

/// What is printed of a passage and of what stands beside it.
struct Printed<'t> {
    turn: Option<usize>,
    speaker: Option<&'t str>,
    before: Cow<'t, str>,
    words: &'t str,
    after: Cow<'t, str>,
    withheld: Option<Withheld>,
}

impl<'t> Printed<'t> {
    fn of(hits: &'t Hits, span: Span, withholding: &Withholding) -> Self {
        let shown = hits.shown(span, SIDE);
        let withheld = withholding.of(hits.interview, span);
        let (start, end) = (span.start().0, span.end().0);
        let [before, words, after] = match withheld {
            Some(_) => [""; 3],
            None => [shown.before, shown.words, shown.after],
        };
        Self {
            turn: shown.turn,
            speaker: shown.speaker,
            before: withholding.before(hits.interview, before, start),
            words,
            after: withholding.after(hits.interview, after, end),
            withheld,
        }
    }
}

impl Line {
    /// A passage with what stands beside it, as far as that may be printed.
    pub(super) fn new(
        hits: &Hits,
        span: Span,
        matched: &[Span],
        withholding: &Withholding,
    ) -> Self {
        let shown = Printed::of(hits, span, withholding);
        Self {
            interview: hits.name.to_owned(),
            span,
            speaker: shown.speaker.map(str::to_owned),
            turn: shown.turn,
            before: shown.before.into_owned(),
            text: shown.words.to_owned(),
            after: shown.after.into_owned(),
            matched: matched.to_vec(),
            withheld: shown.withheld,
        }
    }

    /// The cells that stand first in every table of passages.
    pub(super) fn cells(self) -> Vec<Cell> {
        let words = |words: String| {
            if words.is_empty() {
                Cell::Empty
            } else {
                Cell::Text(words)
            }
        };
        vec![
            words(self.interview),
            Cell::Count(self.span.start().0.into()),
            Cell::Count(self.span.end().0.into()),
            self.speaker.map_or(Cell::Empty, words),
            self.turn.map_or(Cell::Empty, |n| Cell::Count(n as u64)),
            words(self.before),
            match self.withheld {
                Some(withheld) => Cell::Key(withheld.key()),
                None => words(self.text),
            },
            words(self.after),
        ]
    }

    fn json(&self) -> Json {
        json!({
            "interview": self.interview,
            "start": self.span.start(),
            "end": self.span.end(),
            "speaker": self.speaker,
            "turn": self.turn,
            "text": self.withheld.is_none().then_some(&self.text),
            "withheld": self.withheld.map(Withheld::name),
            "before": self.before,
            "after": self.after,
            "matched": self.matched,
        })
    }
}

/// The columns of [`Line::cells`].
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::text("interview"),
        Column::number("start"),
        Column::number("end"),
        Column::text("speaker"),
        Column::number("turn"),
        Column::text("before"),
        Column::text("text"),
        Column::text("after"),
    ]
}

/// Prints the passages that answer to a query.
pub(super) fn run(words: &Search, context: &Context) -> Result<Done> {
    let query = understood(Query::parse(&words.query), context)?;
    let filter = words.filter.filter();
    let study = context.read(&words.study)?;
    let ask = Ask {
        query: &query,
        filter: &filter,
        unit: HitUnit::Match,
        interview: None,
    };
    let format = output::format(context, TITLE)?;
    if format == Format::Tsv {
        return print_lines(&study, &ask, context);
    }
    let withholding = study.withholding()?;
    let found = all_hits(&study, &ask, |hits| {
        let lines = hits.passages.iter();
        lines
            .map(|it| Line::new(hits, it.span, it.marked(), &withholding))
            .collect::<Vec<Line>>()
    })?;
    let interviews = found.len();
    let lines: Vec<Line> = found.into_iter().flatten().collect();
    if format == Format::Json {
        output::tell(&study.values_of_nobody(&filter)?, context);
        let rows = lines.iter().map(Line::json).collect();
        return output::sheet_or_json(&Sheet::default(), &Json::Array(rows), TITLE, context);
    }
    let places = lines
        .iter()
        .map(|line| (line.interview.as_str(), line.span));
    let mark = study.mark_of_hits(&query.source, places)?;
    let mut table = table(&filter, lines.len(), interviews, &mark);
    table.notes.extend(study.values_of_nobody(&filter)?);
    table.rows = lines.into_iter().map(Line::cells).collect();
    output::table(&table, &Json::Null, &study, context)
}

/// The table without its rows.
fn table(filter: &Filter, hits: usize, interviews: usize, mark: &str) -> Table {
    Table {
        name: TITLE,
        columns: columns(),
        rows: Vec::new(),
        notes: vec![
            Note::new("hits")
                .with("hits", hits)
                .with("interviews", interviews),
            filter.note(),
            Note::new("fingerprint").with("fingerprint", mark),
        ],
    }
}

/// Prints lines for a pipe. A word may stand in thousands of places, so they are written
/// as they are found and not put together as a table first.
fn print_lines(study: &Study, ask: &Ask, context: &Context) -> Result<Done> {
    let withholding = study.withholding()?;
    let in_place = |withheld: Withheld| context.strings.get(&format!("cell-{}", withheld.key()));
    let found = all_hits(study, ask, |hits| {
        let mut lines = String::new();
        for passage in hits.passages {
            let span = passage.span;
            let shown = Printed::of(hits, span, &withholding);
            let in_place = shown.withheld.map(in_place).unwrap_or_default();
            let [start, end] = [span.start(), span.end()].map(|at| at.0.to_string());
            let turn = shown.turn.map_or_else(String::new, |turn| turn.to_string());
            let speaker = shown.speaker.unwrap_or_default();
            lines.push_str(&tsv::record(&[
                hits.name,
                &start,
                &end,
                speaker,
                &turn,
                &shown.before,
                if in_place.is_empty() {
                    shown.words
                } else {
                    &in_place
                },
                &shown.after,
            ]));
        }
        let spans: Vec<Span> = hits.passages.iter().map(|it| it.span).collect();
        (hits.name.to_owned(), spans, lines)
    })?;
    let n_hits = found.iter().map(|(_, spans, _)| spans.len()).sum();
    let places = found.iter().flat_map(|(name, spans, _)| {
        let spans = spans.iter().copied();
        spans.map(|span| (name.as_str(), span))
    });
    let mark = study.mark_of_hits(&ask.query.source, places)?;
    let mut table = table(ask.filter, n_hits, found.len(), &mark);
    table.notes.extend(study.values_of_nobody(ask.filter)?);
    if study.is_demo()? {
        table.notes.push(Note::new("demo"));
    }
    let sheet = context.strings.sheet(&table);
    let mut out = tsv::write(&sheet);
    out.extend(found.iter().map(|(_, _, lines)| lines.as_str()));
    output::emit(out.as_bytes(), context)?;
    if !context.options.quiet {
        for note in &sheet.notes {
            context.tell(note);
        }
    }
    Ok(Done::All)
}

/// A query, or what is wrong with these words of the call.
pub(super) fn understood(query: Result<Query, QueryError>, context: &Context) -> Result<Query> {
    query.map_err(|error| WrongWords(context.strings.tell(&Message::from(&error))).into())
}

/// What `take` makes of the hits of each interview, without keeping texts.
pub(super) fn all_hits<T>(study: &Study, ask: &Ask, take: impl Fn(&Hits) -> T) -> Result<Vec<T>> {
    let found = study.search(&mut Corpus::once(), ask, Watch::nobody(), take)?;
    Ok(found.unwrap_or_default())
}
