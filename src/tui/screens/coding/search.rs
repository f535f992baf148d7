//! Searching the interview in view.

use crate::model::{BytePos, CharPos, Span};
use crate::study::OpenInterview;
use crate::text::query::{Expr, Query};
use crate::tui::app::Desk;
use crate::tui::event::Message;

use super::motion::Way;
use super::{Coding, Search};

/// The next hit of the search, round the end of the interview.
pub(super) fn hit(coding: &Coding, head: Span, desk: &mut Desk, way: Way) -> Option<Span> {
    let Some(search) = &coding.search else {
        desk.say(Message::new("say-no-search"));
        return None;
    };
    let place = match way {
        Way::Forward => Some(search.hits.partition_point(|it| it.start() <= head.start())),
        Way::Back => search
            .hits
            .partition_point(|it| it.start() < head.start())
            .checked_sub(1),
    };
    show_hit(search, desk, place.unwrap_or(usize::MAX), way)
}

/// The hit at a place, or the one at the other end where there is none; says which of how many.
fn show_hit(search: &Search, desk: &mut Desk, place: usize, way: Way) -> Option<Span> {
    let len = search.hits.len();
    let (key, place) = match way {
        _ if len == 0 => ("say-not-found", 0),
        _ if place < len => ("say-hit", place),
        Way::Forward => ("say-hit-round", 0),
        Way::Back => ("say-hit-round", len - 1),
    };
    desk.say(hit_message(key, &search.query, place, len));
    search.hits.get(place).copied()
}

/// Which hit of how many it is.
pub(in crate::tui) fn hit_message(
    key: &'static str,
    query: &Query,
    place: usize,
    of: usize,
) -> Message {
    Message::new(key)
        .with("query", &query.source)
        .with("at", place + 1)
        .with("of", of)
}

/// Searches the interview and goes to the first hit from the cursor on; without
/// words it searches for the same once more.
pub(in crate::tui) fn search(
    coding: &mut Coding,
    open: &OpenInterview,
    desk: &mut Desk,
    words: &str,
) {
    let search = match Query::words(words) {
        Ok(query) => Search::of_words(open, query),
        Err(_) => coding.search.clone(),
    };
    let Some(search) = search else {
        return;
    };
    let from = coding.head.map_or(CharPos(0), Span::start);
    let place = search.hits.partition_point(|it| it.start() < from);
    let found = show_hit(&search, desk, place, Way::Forward);
    coding.search = Some(search);
    if let Some(found) = found {
        coding.leave(desk);
        coding.move_to(found, coding.unit);
    }
}

impl Search {
    /// Where words occur in the interview; `None` for a query that asks more than words.
    fn of_words(open: &OpenInterview, query: Query) -> Option<Self> {
        let Expr::Text(needle) = &query.expr else {
            return None;
        };
        let hits = needle
            .hits(open.text.as_str())
            .filter_map(|hit| {
                let at = |byte| open.text.char(BytePos(byte));
                Span::within(open.text.chars(), at(hit.start)?.0, at(hit.end)?.0).ok()
            })
            .collect();
        Some(Self { query, hits })
    }

    /// The same in a text that was corrected; what only the study can answer is given up.
    pub(super) fn again(self, open: &OpenInterview) -> Option<Self> {
        Self::of_words(open, self.query)
    }
}
