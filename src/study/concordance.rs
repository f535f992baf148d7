//! A concordance: every place of a word with what stands around it.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::fingerprint::foot;
use super::withheld::{Withheld, Withholding};
use super::{Ask, Corpus, Filter, HitUnit, Hits, Result, Study, Watch};
use crate::analysis::concordance::{Line, Order, ordered};
use crate::model::table::{Cell, Column, Note, Table};
use crate::model::{InterviewId, Role, Span};
use crate::text::Query;
use crate::text::query::Expr;

/// Whose words are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heard {
    /// Everybody's but interviewers'.
    #[default]
    Respondents,
    /// Everybody's.
    Everybody,
}

/// What to look for, and how to show it.
#[derive(Clone, Copy, Debug)]
pub struct Concording<'a> {
    /// What to look for.
    pub query: &'a Query,
    /// Where.
    pub filter: &'a Filter,
    /// Whose words.
    pub heard: Heard,
    /// By what lines are ordered.
    pub order: Order,
    /// Code points on each side at most.
    pub side: usize,
}

/// Lines of a concordance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concordance {
    /// In the order asked for.
    pub lines: Vec<Concorded>,
    /// By what they are ordered.
    pub order: Order,
    /// Whose words were looked at.
    pub heard: Heard,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Interviews with a line.
    pub n_with: u64,
    /// Lines whose words are withheld.
    pub n_withheld: u64,
    /// A mark of the data.
    pub fingerprint: String,
}

/// A line of a concordance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concorded {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub interview_name: String,
    /// Label of who says it.
    pub speaker: Option<String>,
    /// The turn, from 1; `None` outside of turns.
    pub turn: Option<usize>,
    /// Where the word lies.
    pub span: Span,
    /// What stands before it on its line.
    pub before: String,
    /// The word.
    pub word: String,
    /// What stands after it on its line.
    pub after: String,
    /// Why its words are not printed; there are none then.
    pub withheld: Option<Withheld>,
}

impl Concorded {
    /// Takes away what may not be printed.
    fn withhold(&mut self, withholding: &Withholding) {
        self.withheld = withholding.of(self.interview, self.span);
        if self.withheld.is_some() {
            for words in [&mut self.before, &mut self.word, &mut self.after] {
                words.clear();
            }
            return;
        }
        let (start, end) = (self.span.start().0, self.span.end().0);
        self.before = withholding
            .before(self.interview, &self.before, start)
            .into_owned();
        self.after = withholding
            .after(self.interview, &self.after, end)
            .into_owned();
    }
}

/// Whether a query looks for words, which alone have a concordance; codings and turns have none.
#[must_use]
pub fn looks_for_words(expr: &Expr) -> bool {
    match expr {
        Expr::Text(_) => true,
        Expr::And(all) => all.iter().any(looks_for_words),
        Expr::Or(any) => any.iter().all(looks_for_words),
        Expr::Near(one, ..) | Expr::Within(one, _) => looks_for_words(one),
        Expr::Who(_) | Expr::Code(_) | Expr::Group(_) | Expr::Memo(_) | Expr::Not(_) => false,
    }
}

impl Study {
    /// Every place of a word with what stands around it.
    ///
    /// # Errors
    /// When the file can't be read, or query or filter name what isn't there.
    pub fn concordance(&self, how: &Concording) -> Result<Concordance> {
        self.steadily(|| self.concorded(how))
    }

    fn concorded(&self, how: &Concording) -> Result<Concordance> {
        let selection = self.select(how.filter)?;
        let ask = Ask {
            query: how.query,
            filter: how.filter,
            unit: HitUnit::Match,
            interview: None,
        };
        let found = self.search(&mut Corpus::once(), &ask, Watch::nobody(), |hits| {
            lines_of(hits, how)
        })?;
        Ok(Concordance {
            order: how.order,
            heard: how.heard,
            n_interviews: selection.passing.len() as u64,
            ..self.put_in_order(
                found.into_iter().flatten().flatten().collect(),
                &how.query.source,
                how.order,
            )?
        })
    }

    /// Lines in the order asked for, without what may not be printed; `asked` is what they answer to.
    pub(super) fn put_in_order(
        &self,
        mut all: Vec<Concorded>,
        asked: &str,
        order: Order,
    ) -> Result<Concordance> {
        let places = all
            .iter()
            .map(|line| (line.interview_name.as_str(), line.span));
        let fingerprint = self.mark_of_hits(asked, places)?;
        let withholding = self.withholding()?;
        for line in &mut all {
            line.withhold(&withholding);
        }
        let n_withheld = all.iter().filter(|it| it.withheld.is_some()).count() as u64;
        let with: BTreeSet<InterviewId> = all.iter().map(|line| line.interview).collect();
        let lines: Vec<Line> = all
            .iter()
            .map(|line| Line {
                before: &line.before,
                word: &line.word,
                after: &line.after,
            })
            .collect();
        Ok(Concordance {
            lines: ordered(&lines, order)
                .into_iter()
                .map(|index| all[index].clone())
                .collect(),
            n_with: with.len() as u64,
            n_withheld,
            fingerprint,
            ..Concordance::default()
        })
    }
}

/// The lines of one interview, by place.
fn lines_of(hits: &Hits, how: &Concording) -> Vec<Concorded> {
    let words: BTreeSet<Span> = hits
        .passages
        .iter()
        .flat_map(|passage| {
            let inside = |mark: &&Span| {
                passage.span.start() <= mark.start() && mark.end() <= passage.span.end()
            };
            passage.marked().iter().filter(inside).copied()
        })
        .collect();
    words
        .into_iter()
        .filter_map(|span| {
            let shown = hits.shown(span, how.side);
            let asks = |turn: usize| {
                let speaker = hits.turns[turn - 1].speaker;
                let speaker = speaker.and_then(|it| hits.speakers.get(usize::from(it)));
                speaker.is_some_and(|it| it.role == Some(Role::Interviewer))
            };
            let is_heard = match shown.turn {
                Some(turn) => how.heard == Heard::Everybody || !asks(turn),
                // What stands outside of turns is a header, unless there are no turns.
                None => hits.turns.is_empty(),
            };
            // What a turn says begins after its label, which may stand on the same line.
            let [mut before, mut after] = [shown.before, shown.after];
            if let Some(turn) = shown.turn {
                let turn = hits.turns[turn - 1].span;
                before = last(before, span.start().0.saturating_sub(turn.start().0));
                after = first(after, turn.end().0.saturating_sub(span.end().0));
            }
            is_heard.then(|| Concorded {
                interview: hits.interview,
                interview_name: hits.name.to_owned(),
                speaker: shown.speaker.map(str::to_owned),
                turn: shown.turn,
                span,
                before: before.to_owned(),
                word: shown.words.to_owned(),
                after: after.to_owned(),
                withheld: None,
            })
        })
        .collect()
}

/// The first code points of a text.
fn first(text: &str, n: u32) -> &str {
    let end = text.char_indices().nth(n as usize);
    end.map_or(text, |(end, _)| &text[..end])
}

/// The last code points of a text.
fn last(text: &str, n: u32) -> &str {
    let before = text.chars().count().saturating_sub(n as usize);
    let start = text.char_indices().nth(before);
    start.map_or("", |(start, _)| &text[start..])
}

impl Concordance {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let rows = self.lines.iter().map(|line| {
            vec![
                Cell::text(&line.before),
                match line.withheld {
                    Some(withheld) => Cell::Key(withheld.key()),
                    None => Cell::text(&line.word),
                },
                Cell::text(&line.after),
                Cell::text(&line.interview_name),
                Cell::text(line.speaker.as_deref().unwrap_or_default()),
                line.turn
                    .map_or(Cell::Empty, |turn| Cell::Count(turn as u64)),
                Cell::Count(line.span.start().0.into()),
                Cell::Count(line.span.end().0.into()),
            ]
        });
        let mut notes = vec![
            Note::new("concordance")
                .with("lines", self.lines.len())
                .with("with", self.n_with)
                .with("interviews", self.n_interviews),
            Note::new(match self.heard {
                Heard::Respondents => "without-interviewer",
                Heard::Everybody => "with-interviewer",
            }),
        ];
        match self.order {
            Order::Text => {}
            Order::Left => notes.push(Note::new("ordered-left")),
            Order::Right => notes.push(Note::new("ordered-right")),
            Order::Word => notes.push(Note::new("ordered-word")),
        }
        if self.n_withheld > 0 {
            notes.push(Note::new("lines-withheld").with("n", self.n_withheld));
        }
        notes.extend(foot(filter, &self.fingerprint));
        Table {
            name: "kwic",
            columns: vec![
                // To the right, so that the words stand under each other.
                Column::number("before"),
                Column::text("word"),
                Column::text("after"),
                Column::text("interview"),
                Column::text("speaker"),
                Column::number("turn"),
                Column::number("start"),
                Column::number("end"),
            ],
            rows: rows.collect(),
            notes,
        }
    }

    /// What JSON says of it.
    #[must_use]
    pub fn json(&self) -> Json {
        let lines = self.lines.iter().map(|line| {
            json!({
                "interview": line.interview_name,
                "start": line.span.start(),
                "end": line.span.end(),
                "speaker": line.speaker,
                "turn": line.turn,
                "before": line.before,
                "text": line.withheld.is_none().then_some(&line.word),
                "withheld": line.withheld.map(Withheld::name),
                "after": line.after,
            })
        });
        lines.collect()
    }
}
