//! What the operators of a query mean for passages of one interview.
//!
//! A passage is either *words* (a hit of a text search) or a *stretch* (a coding, a
//! turn, an interview). Words count together with the sentence they stand in, since
//! two words never lie on one another; a stretch counts as it is.
//!
//! | | is |
//! |---|---|
//! | words and words | for each sentence that holds both: from the first of them to the last |
//! | words and stretch | the words that share a character with it |
//! | stretch and stretch | what the two share |
//! | a and not b | the a that share no character with a b, nor, both words, a sentence |
//! | a or b | all of them |
//! | a near b | the a from which a b is at most so far |
//! | a within b | the a that lie wholly inside one b |
//! | not b alone | the turns that share no character with a b |
//!
//! Lists are ordered by start and end, without the same passage twice. What a
//! passage was found by travels along as its *marks*.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::model::{Span, Turn};
use crate::text::query::Distance;
use crate::text::{Text, Unit, units};

/// A passage that answers to a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it lies.
    pub span: Span,
    /// What of it, or near it, was found; empty means all of it.
    pub marks: Vec<Span>,
    /// Whether it is words or a stretch.
    pub sort: Sort,
}

/// What a passage is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Words found in the text.
    Words,
    /// A coding, a turn, an interview.
    Stretch,
}

impl Passage {
    /// Words found in the text.
    #[must_use]
    pub fn words(span: Span) -> Self {
        Self {
            span,
            marks: Vec::new(),
            sort: Sort::Words,
        }
    }

    /// A coding, a turn, an interview.
    #[must_use]
    pub fn stretch(span: Span) -> Self {
        Self {
            span,
            marks: Vec::new(),
            sort: Sort::Stretch,
        }
    }

    /// What was found, the passage itself where nothing else is said.
    #[must_use]
    pub fn marked(&self) -> &[Span] {
        if self.marks.is_empty() {
            std::slice::from_ref(&self.span)
        } else {
            &self.marks
        }
    }
}

/// The sentences of an interview, cut when they are first asked for.
#[derive(Clone, Debug, Default)]
pub struct Sentences {
    starts: OnceCell<Vec<u32>>,
}

impl Sentences {
    /// Cuts them now, so that nobody waits for it later.
    pub fn cut(&self, text: &Text, turns: &[Turn]) {
        self.starts(text, turns);
    }

    /// The numbers of the sentences that hold the first and the last character of a passage.
    ///
    /// What stands outside the turns counts with the sentence before it, what
    /// stands before the first with the first.
    fn of(&self, ground: &Ground, span: Span) -> (usize, usize) {
        let starts = self.starts(ground.text, ground.turns);
        let number = |at: u32| {
            starts
                .partition_point(|start| *start <= at)
                .saturating_sub(1)
        };
        (number(span.start().0), number(span.end().0 - 1))
    }

    /// The passage with so many sentences on each side of it.
    fn around(&self, ground: &Ground, span: Span, by: u32) -> (u32, u32) {
        let starts = self.starts(ground.text, ground.turns);
        let (first, last) = self.of(ground, span);
        let by = by as usize;
        let start = match first.saturating_sub(by) {
            0 => 0,
            first => starts[first],
        };
        let end = starts.get(last.saturating_add(by).saturating_add(1));
        (start, end.copied().unwrap_or(ground.text.chars()))
    }

    fn starts(&self, text: &Text, turns: &[Turn]) -> &[u32] {
        self.starts.get_or_init(|| {
            turns
                .iter()
                .flat_map(|turn| units(text, turn.span, Unit::Sentence))
                .map(|sentence| sentence.start().0)
                .collect()
        })
    }
}

/// The interview that passages lie in.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Its text.
    pub text: &'a Text,
    /// Its turns, in order.
    pub turns: &'a [Turn],
    /// Its sentences.
    pub sentences: &'a Sentences,
}

/// What holds both.
#[must_use]
pub fn and(ground: Ground, one: &[Passage], other: &[Passage]) -> Vec<Passage> {
    let mut found = in_one_sentence(ground, one, other);
    let (one, other) = (Overlaps::new(one), Overlaps::new(other));
    for (a, b) in one.pairs(&other) {
        match (a.sort, b.sort) {
            (Sort::Words, Sort::Words) => {}
            (Sort::Words, Sort::Stretch) => found.push(a.clone()),
            (Sort::Stretch, Sort::Words) => found.push(b.clone()),
            (Sort::Stretch, Sort::Stretch) => {
                let start = a.span.start().max(b.span.start());
                let end = a.span.end().min(b.span.end());
                found.extend(
                    Span::within(end.0, start.0, end.0)
                        .ok()
                        .map(Passage::stretch),
                );
            }
        }
    }
    settled(found)
}

/// For each sentence that holds words of both, from the first of them to the last.
fn in_one_sentence(ground: Ground, one: &[Passage], other: &[Passage]) -> Vec<Passage> {
    let is_words = |it: &&Passage| it.sort == Sort::Words;
    if !(one.iter().any(|it| is_words(&it)) && other.iter().any(|it| is_words(&it))) {
        return Vec::new();
    }
    let mut sentences: BTreeMap<usize, [Vec<&Passage>; 2]> = BTreeMap::new();
    for (side, passages) in [one, other].into_iter().enumerate() {
        for passage in passages.iter().filter(is_words) {
            let (first, _) = ground.sentences.of(&ground, passage.span);
            sentences.entry(first).or_default()[side].push(passage);
        }
    }
    sentences
        .into_values()
        .filter(|sides| sides.iter().all(|side| !side.is_empty()))
        .filter_map(|sides| {
            let all = sides.iter().flatten();
            let span = all.clone().map(|it| it.span).reduce(Span::hull)?;
            let mut marks: Vec<Span> = all.flat_map(|it| it.marked()).copied().collect();
            marks.sort_unstable();
            marks.dedup();
            Some(Passage {
                span,
                marks,
                sort: Sort::Words,
            })
        })
        .collect()
}

/// What holds the one and nothing of the other.
#[must_use]
pub fn and_not(ground: Ground, one: &[Passage], other: &[Passage]) -> Vec<Passage> {
    let touched = Overlaps::new(other);
    let words = other.iter().filter(|it| it.sort == Sort::Words);
    let any_words = one.iter().any(|it| it.sort == Sort::Words);
    let sentences: Vec<usize> = if any_words {
        words
            .map(|it| ground.sentences.of(&ground, it.span).0)
            .collect()
    } else {
        Vec::new()
    };
    one.iter()
        .filter(|it| {
            touched
                .touching(it.span.start().0, it.span.end().0)
                .next()
                .is_none()
        })
        .filter(|it| {
            it.sort == Sort::Stretch
                || sentences.is_empty()
                || sentences
                    .binary_search(&ground.sentences.of(&ground, it.span).0)
                    .is_err()
        })
        .cloned()
        .collect()
}

/// What holds either.
#[must_use]
pub fn or(one: Vec<Passage>, other: Vec<Passage>) -> Vec<Passage> {
    let mut all = one;
    all.extend(other);
    settled(all)
}

/// The one where the other is near; what is nearest is marked too.
#[must_use]
pub fn near(ground: Ground, one: &[Passage], far: Distance, other: &[Passage]) -> Vec<Passage> {
    let others = Overlaps::new(other);
    one.iter()
        .filter_map(|it| {
            let (from, to) = match far {
                // A neighbour that begins right after the last of so many characters counts.
                Distance::Chars(n) => (
                    it.span.start().0.saturating_sub(n.saturating_add(1)),
                    it.span.end().0.saturating_add(n).saturating_add(1),
                ),
                Distance::Sentences(n) => ground.sentences.around(&ground, it.span, n),
            };
            let nearest = others
                .touching(from, to)
                .filter(|other| other.span != it.span || other.sort != it.sort)
                .min_by_key(|other| between(it.span, other.span))?;
            let mut marks = it.marked().to_vec();
            marks.extend(nearest.marked());
            marks.sort_unstable();
            marks.dedup();
            Some(Passage {
                marks,
                ..it.clone()
            })
        })
        .collect()
}

/// Code points between two passages; 0 where they touch or overlap.
fn between(one: Span, other: Span) -> u32 {
    let after = other.start().0.saturating_sub(one.end().0);
    let before = one.start().0.saturating_sub(other.end().0);
    after.max(before)
}

/// The one that lies wholly inside an other.
#[must_use]
pub fn within(one: &[Passage], other: &[Passage]) -> Vec<Passage> {
    let others = Overlaps::new(other);
    one.iter()
        .filter(|it| {
            others
                .touching(it.span.start().0, it.span.end().0)
                .any(|other| {
                    other.span.start() <= it.span.start() && it.span.end() <= other.span.end()
                })
        })
        .cloned()
        .collect()
}

/// The turns that hold nothing of it.
#[must_use]
pub fn not(ground: Ground, one: &[Passage]) -> Vec<Passage> {
    let touched = Overlaps::new(one);
    ground
        .turns
        .iter()
        .map(|turn| turn.span)
        .filter(|span| {
            touched
                .touching(span.start().0, span.end().0)
                .next()
                .is_none()
        })
        .map(Passage::stretch)
        .collect()
}

/// Passages in order of start and end, each once, the marks of equal ones together.
#[must_use]
pub fn settled(mut passages: Vec<Passage>) -> Vec<Passage> {
    passages.sort_by_key(|it| (it.span, it.sort));
    passages.dedup_by(|later, kept| {
        let same = later.span == kept.span && later.sort == kept.sort;
        if same && later.marks != kept.marks {
            let mut marks = kept.marked().to_vec();
            marks.extend(later.marked());
            marks.sort_unstable();
            marks.dedup();
            kept.marks = marks;
        }
        same
    });
    passages
}

/// Passages ordered by start, with quick access to those that touch a stretch.
struct Overlaps<'a> {
    passages: &'a [Passage],
    /// The furthest end among the passages up to each place.
    reach: Vec<u32>,
}

impl<'a> Overlaps<'a> {
    fn new(passages: &'a [Passage]) -> Self {
        let mut furthest = 0;
        let reach = passages
            .iter()
            .map(|it| {
                furthest = furthest.max(it.span.end().0);
                furthest
            })
            .collect();
        Self { passages, reach }
    }

    /// Those that share a code point with `[start, end)`.
    fn touching(&self, start: u32, end: u32) -> impl Iterator<Item = &'a Passage> {
        let from = self.reach.partition_point(|reach| *reach <= start);
        let to = self
            .passages
            .partition_point(|it| it.span.start().0 < end)
            .max(from);
        self.passages[from..to]
            .iter()
            .filter(move |it| it.span.end().0 > start)
    }

    /// Pairs that share a code point.
    fn pairs(&self, other: &'a Self) -> impl Iterator<Item = (&'a Passage, &'a Passage)> {
        self.passages.iter().flat_map(move |it| {
            other
                .touching(it.span.start().0, it.span.end().0)
                .map(move |other| (it, other))
        })
    }
}

#[cfg(test)]
mod tests;
