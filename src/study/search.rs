//! Searching the whole study for passages by words, codes and people.
//!
//! A query's names are looked up once (`known`), then one interview after the
//! other is asked. An interview whose words can't answer is passed over before
//! its turns and codings are read. A [`Corpus`] keeps texts between two searches,
//! so that one may search with each key; without one each text is looked at where
//! it lies in the file.

mod found;
mod known;

use std::cell::RefCell;
use std::sync::atomic::Ordering;

use super::{Filter, Result, Study};
use crate::analysis::passages::{self, Ground, Passage, Sentences};
use crate::model::{BytePos, CharPos, InterviewId, Span, Speaker, Turn, Watch};
use crate::text::query::{Expr, Query};
use crate::text::{Text, Unit, units};
pub use found::{Found, Group, Row, Wanted};
use known::Known;

/// Code points of all texts that are kept in memory at most; a larger study is read anew.
const KEPT_CHARS: u64 = 8_000_000;

/// Interviews read in one go: enough to be quick, few enough that who writes need not wait.
const AT_ONCE: usize = 16;

/// What to look for, and where.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The query.
    pub query: &'a Query,
    /// Passages must pass it: lie in such interviews and turns and, where it says
    /// something about codings, touch one that passes.
    pub filter: &'a Filter,
    /// What a hit is widened to.
    pub unit: HitUnit,
    /// Only this interview.
    pub interview: Option<InterviewId>,
}

/// What a hit is widened to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HitUnit {
    /// Nothing: what was found.
    #[default]
    Match,
    /// The sentences it lies in.
    Sentence,
    /// The lines it lies in.
    Paragraph,
    /// The turns it lies in; outside of turns the line.
    Turn,
}

impl HitUnit {
    /// All of them, the finest first.
    pub const ALL: [Self; 4] = [Self::Match, Self::Sentence, Self::Paragraph, Self::Turn];

    /// The word used on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Turn => "turn",
        }
    }

    /// The unit of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    fn unit(self) -> Option<Unit> {
        match self {
            Self::Match => None,
            Self::Sentence => Some(Unit::Sentence),
            Self::Paragraph => Some(Unit::Paragraph),
            Self::Turn => Some(Unit::Turn),
        }
    }
}

/// What an interview answers.
#[derive(Debug)]
pub struct Hits<'a> {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub name: &'a str,
    /// Its text.
    pub text: &'a Text,
    /// Its turns.
    pub turns: &'a [Turn],
    /// Its speakers.
    pub speakers: &'a [Speaker],
    /// The passages, by start, at least one, each span once.
    pub passages: &'a [Passage],
}

/// A passage with what a list shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown<'a> {
    /// Number of the turn it begins in, from 1; `None` outside of turns.
    pub turn: Option<usize>,
    /// Label of that turn's speaker.
    pub speaker: Option<&'a str>,
    /// What stands before it on its line, at most so many code points as asked for.
    pub before: &'a str,
    /// Its words.
    pub words: &'a str,
    /// What stands after it on its line.
    pub after: &'a str,
}

impl Hits<'_> {
    /// What a list shows of a passage, with at most `side` code points on each side.
    #[must_use]
    pub fn shown(&self, span: Span, side: usize) -> Shown<'_> {
        let turn = turn_at(self.turns, span.start());
        let byte = |at| self.text.byte(at).map_or(0, |byte| byte.0 as usize);
        let all = self.text.as_str();
        let before = &all[..byte(span.start())];
        let after = &all[byte(span.end())..];
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let from = before[line..].char_indices().rev().take(side).last();
        let line_end = after.find('\n').unwrap_or(after.len());
        let to = after[..line_end].char_indices().nth(side);
        Shown {
            turn: turn.map(|turn| turn + 1),
            speaker: turn.and_then(|turn| {
                let speaker = self.turns[turn].speaker?;
                Some(self.speakers.get(usize::from(speaker))?.label.as_str())
            }),
            before: &before[from.map_or(before.len(), |(at, _)| line + at)..],
            words: self.text.slice(span).unwrap_or_default(),
            after: &after[..to.map_or(line_end, |(at, _)| at)],
        }
    }
}

impl Hits<'_> {
    /// A passage made larger until it ends between characters as readers see them.
    ///
    /// What we find lies so already; codings of other programs need not.
    #[must_use]
    pub fn codable(&self, span: Span) -> Span {
        let outward = |at: CharPos, step: fn(&Text, CharPos) -> CharPos| {
            if self.text.is_boundary(at) {
                at
            } else {
                step(self.text, at)
            }
        };
        let start = outward(span.start(), Text::prev_boundary);
        let end = outward(span.end(), Text::next_boundary);
        Span::within(self.text.chars(), start.0, end.0).unwrap_or(span)
    }
}

/// Index of the turn whose words hold `at`.
fn turn_at(turns: &[Turn], at: CharPos) -> Option<usize> {
    let turn = turns
        .partition_point(|turn| turn.span.start() <= at)
        .checked_sub(1)?;
    turns[turn].span.contains(at).then_some(turn)
}

/// Texts kept from one search to the next.
#[derive(Debug)]
pub struct Corpus {
    version: Option<i64>,
    /// Code points of all texts that are kept at most.
    most_kept: u64,
    documents: Vec<Document>,
}

#[derive(Debug)]
struct Document {
    interview: InterviewId,
    name: String,
    hash: String,
    n_chars: u32,
    /// `None` until it is needed, and where it isn't kept.
    text: Option<Text>,
    talk: Option<(Vec<Turn>, Vec<Speaker>)>,
    sentences: Sentences,
}

/// What stays in memory after an interview was asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Texts,
    Nothing,
}

impl Corpus {
    /// For many searches: the texts stay in memory, unless there are too many.
    #[must_use]
    pub fn kept() -> Self {
        Self {
            version: None,
            most_kept: KEPT_CHARS,
            documents: Vec::new(),
        }
    }

    /// For one search: each text is looked at where it lies in the file.
    #[must_use]
    pub fn once() -> Self {
        Self {
            most_kept: 0,
            ..Self::kept()
        }
    }

    /// Brings the list of interviews up to date; texts that are the same are kept.
    fn refresh(&mut self, study: &Study) -> Result<()> {
        let version = study.store.data_version()?;
        if self.version == Some(version) {
            return Ok(());
        }
        let mut before = std::mem::take(&mut self.documents);
        before.sort_by_key(|it| it.interview);
        for row in study.store.text_rows()? {
            let known = before.binary_search_by_key(&row.interview, |it| it.interview);
            let kept = known.ok().map(|place| &mut before[place]);
            let kept = kept.filter(|it| it.hash == row.hash);
            let (text, sentences) = kept.map_or_else(Default::default, |it| {
                (it.text.take(), std::mem::take(&mut it.sentences))
            });
            self.documents.push(Document {
                interview: row.interview,
                name: row.name,
                hash: row.hash,
                n_chars: row.n_chars,
                text,
                talk: None,
                sentences,
            });
        }
        self.version = Some(version);
        Ok(())
    }

    /// Texts are kept where all of them together are few enough.
    fn keeps(&self) -> Keep {
        let chars: u64 = self.documents.iter().map(|it| u64::from(it.n_chars)).sum();
        if self.most_kept >= chars {
            Keep::Texts
        } else {
            Keep::Nothing
        }
    }
}

impl Study {
    /// Asks every interview that passes, in the study's order, and keeps what `take`
    /// makes of its hits; `None` when nobody wanted the rest.
    ///
    /// What comes out is of one state of the study: where it changed meanwhile,
    /// everything is asked again.
    ///
    /// # Errors
    /// When the file can't be read, or the query or the filter names what the study
    /// doesn't have.
    pub fn search<T>(
        &self,
        corpus: &mut Corpus,
        ask: &Ask,
        watch: Watch,
        take: impl Fn(&Hits) -> T,
    ) -> Result<Option<Vec<T>>> {
        let corpus = RefCell::new(corpus);
        self.steadily(|| self.ask_all(&mut corpus.borrow_mut(), ask, watch, &take))
    }

    /// Reads texts, turns and sentences into a corpus that keeps them, so that the first search is
    /// as quick as the others; one that keeps nothing stays empty.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn prepare(&self, corpus: &mut Corpus, watch: Watch) -> Result<()> {
        corpus.refresh(self)?;
        if corpus.keeps() == Keep::Nothing {
            return Ok(());
        }
        for some in corpus.documents.chunks_mut(AT_ONCE) {
            if watch.stop.load(Ordering::Relaxed) {
                break;
            }
            self.store.in_one_go(|| -> Result<()> {
                for document in some.iter_mut().filter(|it| it.text.is_none()) {
                    let index = |text: &str| Text::new(text.to_owned());
                    let text = self.store.with_text(document.interview, index)?;
                    let turns = self.store.turns(document.interview)?;
                    document.sentences.cut(&text, &turns);
                    document.text = Some(text);
                    document.talk = Some((turns, self.store.speakers(document.interview)?));
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn ask_all<T>(
        &self,
        corpus: &mut Corpus,
        ask: &Ask,
        watch: Watch,
        take: &impl Fn(&Hits) -> T,
    ) -> Result<Option<Vec<T>>> {
        corpus.refresh(self)?;
        let known = Known::look_up(self, ask)?;
        let keep = corpus.keeps();
        let n_all = corpus.documents.len();
        let mut done = 0;
        let mut taken = Vec::new();
        for some in corpus.documents.chunks_mut(AT_ONCE) {
            (watch.tell)(done, n_all);
            done += some.len();
            self.store.in_one_go(|| -> Result<()> {
                for document in some {
                    if watch.stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let wanted = ask.interview.is_none_or(|it| it == document.interview);
                    if wanted && known.passes(document.interview) {
                        taken.extend(self.ask_one(document, ask, &known, keep, take)?);
                    }
                }
                Ok(())
            })?;
            if watch.stop.load(Ordering::Relaxed) {
                break;
            }
        }
        let stopped = watch.stop.load(Ordering::Relaxed);
        Ok((!stopped).then_some(taken))
    }

    fn ask_one<T>(
        &self,
        document: &mut Document,
        ask: &Ask,
        known: &Known,
        keep: Keep,
        take: &impl Fn(&Hits) -> T,
    ) -> Result<Option<T>> {
        let expr = &ask.query.expr;
        if document.text.is_none() {
            let look = |text: &str| {
                (keep == Keep::Texts || expr.may_be_in(text)).then(|| Text::new(text.to_owned()))
            };
            document.text = self.store.with_text(document.interview, look)?;
        }
        let answer = self.answer(document, ask, known, take);
        if keep == Keep::Nothing {
            document.text = None;
            document.talk = None;
            document.sentences = Sentences::default();
        }
        answer
    }

    fn answer<T>(
        &self,
        document: &mut Document,
        ask: &Ask,
        known: &Known,
        take: &impl Fn(&Hits) -> T,
    ) -> Result<Option<T>> {
        let expr = &ask.query.expr;
        let Some(text) = document
            .text
            .as_ref()
            .filter(|text| expr.may_be_in(text.as_str()))
        else {
            return Ok(None);
        };
        let (turns, speakers) = match &mut document.talk {
            Some(talk) => talk,
            none => none.insert((
                self.store.turns(document.interview)?,
                self.store.speakers(document.interview)?,
            )),
        };
        let place = Place {
            interview: document.interview,
            ground: Ground {
                text,
                turns,
                sentences: &document.sentences,
            },
            known,
        };
        let mut passages = place.passages(expr);
        passages.retain(|it| known.keeps(document.interview, it.span));
        if let Some(unit) = ask.unit.unit() {
            widen(&place.ground, &mut passages, unit);
        }
        passages = passages::settled(passages);
        passages.dedup_by_key(|it| it.span);
        Ok((!passages.is_empty()).then(|| {
            take(&Hits {
                interview: document.interview,
                name: &document.name,
                text,
                turns,
                speakers,
                passages: &passages,
            })
        }))
    }
}

/// An interview being asked.
struct Place<'a> {
    interview: InterviewId,
    ground: Ground<'a>,
    known: &'a Known,
}

impl Place<'_> {
    /// The passages that answer to a part of the query.
    fn passages(&self, expr: &Expr) -> Vec<Passage> {
        let ground = self.ground;
        match expr {
            Expr::Text(needle) => {
                let text = ground.text;
                let at = |byte| text.char(BytePos(byte)).map(|at| at.0);
                needle
                    .hits(text.as_str())
                    .filter_map(|hit| Span::within(text.chars(), at(hit.start)?, at(hit.end)?).ok())
                    .map(Passage::words)
                    .collect()
            }
            Expr::Who(label) => self.known.spoken(label, self.interview, ground.turns),
            Expr::Group(value) => self.known.grouped(value, self.interview, &ground),
            Expr::Code(name) => self.known.coded(name, self.interview, ground.text),
            Expr::Memo(needle) => self.known.noted(needle, self.interview, ground.text),
            Expr::Not(one) => passages::not(ground, &self.passages(one)),
            Expr::And(all) => self.all(all),
            Expr::Or(any) => {
                let found = any.iter().flat_map(|it| self.passages(it)).collect();
                passages::settled(found)
            }
            Expr::Near(one, far, other) => {
                let (one, other) = (self.passages(one), self.passages(other));
                passages::near(ground, &one, *far, &other)
            }
            Expr::Within(one, other) => {
                passages::within(&self.passages(one), &self.passages(other))
            }
        }
    }

    /// What is wanted comes first, then what is not is taken away.
    fn all(&self, all: &[Expr]) -> Vec<Passage> {
        let (unwanted, wanted): (Vec<&Expr>, Vec<&Expr>) =
            all.iter().partition(|it| matches!(it, Expr::Not(_)));
        let found = wanted
            .into_iter()
            .map(|it| self.passages(it))
            .reduce(|one, other| passages::and(self.ground, &one, &other));
        let mut unwanted = unwanted.into_iter();
        let found = found.or_else(|| unwanted.next().map(|it| self.passages(it)));
        unwanted.fold(found.unwrap_or_default(), |found, expr| match expr {
            Expr::Not(one) => passages::and_not(self.ground, &found, &self.passages(one)),
            _ => found,
        })
    }
}

/// Widens passages to whole units of the turns they touch; outside of turns to the line.
fn widen(ground: &Ground, passages: &mut [Passage], unit: Unit) {
    let mut latest: Option<(Span, Vec<Span>)> = None;
    for passage in passages {
        let marks = passage.marked().to_vec();
        let whole = passage.span;
        let mut wide: Option<Span> = None;
        for (stretch, unit) in stretches(ground, whole, unit) {
            if latest.as_ref().is_none_or(|(of, _)| *of != stretch) {
                latest = Some((stretch, units(ground.text, stretch, unit)));
            }
            let touched = latest.iter().flat_map(|(_, all)| {
                let from = all.partition_point(|it| it.end() <= whole.start());
                all[from..]
                    .iter()
                    .take_while(|it| it.start() < whole.end())
                    .copied()
            });
            wide = touched.chain(wide).reduce(Span::hull);
        }
        if let Some(wide) = wide {
            passage.span = wide;
            passage.marks = marks;
        }
    }
}

/// The turns that a passage touches, or what lies between turns where it touches none.
fn stretches(ground: &Ground, span: Span, unit: Unit) -> Vec<(Span, Unit)> {
    let turns = ground.turns;
    let from = turns.partition_point(|turn| turn.span.end() <= span.start());
    let touched: Vec<(Span, Unit)> = turns[from..]
        .iter()
        .take_while(|turn| turn.span.start() < span.end())
        .map(|turn| (turn.span, unit))
        .collect();
    if !touched.is_empty() {
        return touched;
    }
    let before = from
        .checked_sub(1)
        .map_or(0, |before| turns[before].span.end().0);
    let after = turns
        .get(from)
        .map_or(ground.text.chars(), |turn| turn.span.start().0);
    Span::within(ground.text.chars(), before, after)
        .map(|gap| (gap, Unit::Paragraph))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests;
