//! What a search found, as a screen keeps it.

use super::{Ask, Corpus, HitUnit, Hits, Watch};
use crate::model::{InterviewId, Span};
use crate::study::{Filter, Result, Study};
use crate::text::Query;

/// Code points kept on each side of a passage.
const SIDE: usize = 60;
/// Code points kept of a passage's words.
const LONGEST: usize = 200;

/// What a screen asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The query.
    pub query: Query,
    /// What a hit is widened to.
    pub unit: HitUnit,
    /// Only this interview.
    pub interview: Option<InterviewId>,
    /// Passages of one interview that come with their words; of the others only the place.
    pub n_rows: usize,
}

/// What a search found: every passage, and of the first of each interview its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// By interview, in the study's order; none without a passage.
    pub groups: Vec<Group>,
    /// Passages in all.
    pub n_hits: usize,
}

/// What was found in one interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub name: String,
    /// Every passage, by start.
    pub spans: Vec<Span>,
    /// What a list shows of the first of them, as many as were asked for.
    pub rows: Vec<Row>,
}

/// A passage as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Number of the turn it begins in, from 1; `None` outside of turns.
    pub turn: Option<usize>,
    /// Label of that turn's speaker.
    pub speaker: Option<String>,
    /// What stands before it on its line.
    pub before: String,
    /// Its first words.
    pub words: String,
    /// What stands after it on its line; empty where its words were cut.
    pub after: String,
}

impl Study {
    /// Searches and keeps what a screen shows; `None` when nobody wanted the rest.
    ///
    /// Passages end between characters as readers see them, so that they can be coded.
    ///
    /// # Errors
    /// When the file can't be read, or the query names what the study doesn't have.
    pub fn find(
        &self,
        corpus: &mut Corpus,
        wanted: &Wanted,
        watch: Watch,
    ) -> Result<Option<Found>> {
        let ask = Ask {
            query: &wanted.query,
            filter: &Filter::default(),
            unit: wanted.unit,
            interview: wanted.interview,
        };
        let groups = self.search(corpus, &ask, watch, |hits| group(hits, wanted.n_rows))?;
        Ok(groups.map(|groups| Found {
            n_hits: groups.iter().map(|group| group.spans.len()).sum(),
            groups,
        }))
    }
}

fn group(hits: &Hits, n_rows: usize) -> Group {
    let mut spans: Vec<Span> = hits
        .passages
        .iter()
        .map(|it| hits.codable(it.span))
        .collect();
    spans.dedup();
    Group {
        interview: hits.interview,
        name: hits.name.to_owned(),
        rows: spans
            .iter()
            .take(n_rows)
            .map(|span| row(hits, *span))
            .collect(),
        spans,
    }
}

fn row(hits: &Hits, span: Span) -> Row {
    let shown = hits.shown(span, SIDE);
    let cut = shown.words.char_indices().nth(LONGEST);
    Row {
        turn: shown.turn,
        speaker: shown.speaker.map(str::to_owned),
        before: shown.before.to_owned(),
        words: cut
            .map_or(shown.words, |(end, _)| &shown.words[..end])
            .to_owned(),
        after: cut.map_or(shown.after, |_| "").to_owned(),
    }
}
