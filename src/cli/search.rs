//! Passages by text, codes and people.

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::args::Search;
use super::context::Context;
use super::failure::{self, WrongWords};
use super::{Done, output};
use crate::model::Span;
use crate::model::table::{Cell, Column, Note, Table};
use crate::study::{Ask, Corpus, Filter, HitUnit, Hits, Study, StudyError, Watch};
use crate::text::query::{Query, QueryError};

/// Code points shown on each side of a passage.
const SIDE: usize = 20;

/// A passage with what the result says of it.
pub(super) struct Line {
    pub(super) interview: String,
    pub(super) span: Span,
    pub(super) speaker: Option<String>,
    pub(super) turn: Option<usize>,
    pub(super) before: String,
    pub(super) text: String,
    pub(super) after: String,
    pub(super) matched: Vec<Span>,
}

impl Line {
    pub(super) fn new(hits: &Hits, span: Span, matched: &[Span]) -> Self {
        let shown = hits.shown(span, SIDE);
        Self {
            interview: hits.name.to_owned(),
            span,
            speaker: shown.speaker.map(str::to_owned),
            turn: shown.turn,
            before: shown.before.to_owned(),
            text: shown.words.to_owned(),
            after: shown.after.to_owned(),
            matched: matched.to_vec(),
        }
    }

    /// The cells that stand first in every table of passages.
    pub(super) fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.interview),
            Cell::Count(self.span.start().0.into()),
            Cell::Count(self.span.end().0.into()),
            Cell::text(self.speaker.as_deref().unwrap_or_default()),
            self.turn.map_or(Cell::Empty, |n| Cell::Count(n as u64)),
            Cell::text(&self.before),
            Cell::text(&self.text),
            Cell::text(&self.after),
        ]
    }

    fn json(&self) -> Json {
        json!({
            "interview": self.interview,
            "start": self.span.start(),
            "end": self.span.end(),
            "speaker": self.speaker,
            "turn": self.turn,
            "text": self.text,
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
    let found = all_hits(&study, &ask, |hits| {
        let lines = hits.passages.iter();
        lines
            .map(|it| Line::new(hits, it.span, it.marked()))
            .collect::<Vec<Line>>()
    })?;
    let interviews = found.len();
    let lines: Vec<Line> = found.into_iter().flatten().collect();
    let table = Table {
        name: "search",
        columns: columns(),
        rows: lines.iter().map(Line::cells).collect(),
        notes: vec![
            Note::new("hits")
                .with("hits", lines.len())
                .with("interviews", interviews),
            filter_note(&filter),
        ],
    };
    let rows = lines.iter().map(Line::json).collect();
    output::table(&table, &Json::Array(rows), &study, context)
}

/// A query, or what is wrong with these words of the call.
pub(super) fn understood(query: Result<Query, QueryError>, context: &Context) -> Result<Query> {
    query.map_err(|error| {
        let words = failure::say(&StudyError::from(error), &context.strings);
        WrongWords(words).into()
    })
}

/// What `take` makes of the hits of each interview, without keeping texts.
pub(super) fn all_hits<T>(study: &Study, ask: &Ask, take: impl Fn(&Hits) -> T) -> Result<Vec<T>> {
    let found = study.search(&mut Corpus::once(), ask, Watch::nobody(), take)?;
    Ok(found.unwrap_or_default())
}

/// The note that says which filter was set.
pub(super) fn filter_note(filter: &Filter) -> Note {
    if filter.is_empty() {
        Note::new("no-filter")
    } else {
        Note::new("filter").with("filter", filter.words())
    }
}
