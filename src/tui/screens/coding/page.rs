//! An interview as lines of paragraphs: what scrolling and moving go by.
//!
//! A *paragraph* is a line of the transcript inside one turn, without the white
//! space around it; blank ones are left out. A *line* is a row of a paragraph at
//! the width in use. Both the lines and the units of a paragraph are made when it
//! is first looked at, so that nothing costs what lies out of sight.

use std::collections::HashMap;

use crate::model::{BytePos, CharPos, Span};
use crate::study::OpenInterview;
use crate::text::{self, Measure, Text, Unit};

/// A line of the transcript inside one turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Index of its turn; 0 where the interview has none.
    pub turn: usize,
    /// Its text.
    pub span: Span,
    /// Whether the turn begins with it.
    pub first: bool,
}

/// A line by paragraph and number of the row in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// The row in it, from 0.
    pub row: usize,
}

/// The paragraphs of an interview, wrapped as far as they were looked at.
#[derive(Clone, Debug, Default)]
pub struct Page {
    paragraphs: Vec<Paragraph>,
    width: u16,
    measure: Measure,
    rows: HashMap<usize, Vec<Span>>,
    units: HashMap<(usize, Unit), Vec<Span>>,
}

/// Pages are equal when they show the same; what is already wrapped doesn't matter.
impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        self.paragraphs == other.paragraphs
            && (self.width, self.measure) == (other.width, other.measure)
    }
}

/// Paragraphs whose units are kept; the next one forgets them all.
const KEPT: usize = 256;

impl Page {
    /// The paragraphs of an interview; the whole text where it has no turns.
    #[must_use]
    pub fn new(open: &OpenInterview) -> Self {
        let mut paragraphs = Vec::new();
        let all = Span::within(open.text.chars(), 0, open.text.chars());
        if let (true, Ok(all)) = (open.turns.is_empty(), all) {
            split(&open.text, all, 0, &mut paragraphs);
        }
        for (turn, it) in open.turns.iter().enumerate() {
            split(&open.text, it.span, turn, &mut paragraphs);
        }
        Self {
            paragraphs,
            ..Self::default()
        }
    }

    /// All paragraphs.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Wraps at another width, or for another terminal, from now on.
    pub fn set_width(&mut self, width: u16, measure: Measure) {
        if (self.width, self.measure) != (width, measure) {
            self.width = width;
            self.measure = measure;
            self.rows.clear();
        }
    }

    /// The paragraph that holds a position, else the one after it, else the last.
    #[must_use]
    pub fn paragraph_at(&self, at: CharPos) -> Option<usize> {
        let place = self
            .paragraphs
            .partition_point(|paragraph| paragraph.span.end() <= at);
        Some(place.min(self.paragraphs.len().checked_sub(1)?))
    }

    /// The lines of a paragraph.
    pub fn lines(&mut self, text: &Text, paragraph: usize) -> &[Span] {
        let span = self.paragraphs[paragraph].span;
        let (width, measure) = (self.width, self.measure);
        self.rows
            .entry(paragraph)
            .or_insert_with(|| wrap(text, span, width, measure))
    }

    /// The units of a paragraph; of the whole turn when turns are asked for.
    pub fn units(&mut self, text: &Text, paragraph: usize, unit: Unit) -> &[Span] {
        if self.units.len() > KEPT {
            self.units.clear();
        }
        let here = self.paragraphs[paragraph];
        let whole = match unit {
            Unit::Turn => self.turn_span(here.turn),
            _ => here.span,
        };
        self.units
            .entry((paragraph, unit))
            .or_insert_with(|| match unit {
                Unit::Turn | Unit::Paragraph => vec![whole],
                _ => match text::units(text, whole, unit) {
                    // A paragraph of marks alone has no words; it can be reached all the same.
                    units if units.is_empty() => vec![whole],
                    units => units,
                },
            })
    }

    /// The turns that a passage lies in, from the first to the last of them.
    #[must_use]
    pub fn whole_turns(&self, passage: Span) -> Span {
        let turn = |at| {
            let paragraph = self.paragraph_at(at)?;
            Some(self.turn_span(self.paragraphs[paragraph].turn))
        };
        let last = CharPos(passage.end().0 - 1);
        [turn(passage.start()), turn(last)]
            .into_iter()
            .flatten()
            .reduce(Span::hull)
            .unwrap_or(passage)
    }

    /// The first paragraph of a turn; `None` where the turn has no words.
    #[must_use]
    pub fn opening(&self, turn: usize) -> Option<Span> {
        let place = self.paragraphs.partition_point(|it| it.turn < turn);
        let first = self.paragraphs.get(place)?;
        (first.turn == turn).then_some(first.span)
    }

    /// From the first to the last paragraph of a turn.
    fn turn_span(&self, turn: usize) -> Span {
        let from = self.paragraphs.partition_point(|it| it.turn < turn);
        let to = self.paragraphs.partition_point(|it| it.turn <= turn);
        let of_turn = &self.paragraphs[from..to];
        of_turn
            .iter()
            .map(|it| it.span)
            .reduce(Span::hull)
            .expect("a turn is asked for by one of its paragraphs")
    }

    /// The line that holds a position.
    pub fn line_at(&mut self, text: &Text, at: CharPos) -> Option<Line> {
        let paragraph = self.paragraph_at(at)?;
        let rows = self.lines(text, paragraph);
        let row = rows
            .partition_point(|row| row.end() <= at)
            .min(rows.len().saturating_sub(1));
        Some(Line { paragraph, row })
    }

    /// The text of a line.
    pub fn span_of(&mut self, text: &Text, line: Line) -> Span {
        self.lines(text, line.paragraph)[line.row]
    }

    /// The line after.
    pub fn next_line(&mut self, text: &Text, line: Line) -> Option<Line> {
        if line.row + 1 < self.lines(text, line.paragraph).len() {
            return Some(Line {
                row: line.row + 1,
                ..line
            });
        }
        (line.paragraph + 1 < self.paragraphs.len()).then_some(Line {
            paragraph: line.paragraph + 1,
            row: 0,
        })
    }

    /// The line before.
    pub fn previous_line(&mut self, text: &Text, line: Line) -> Option<Line> {
        if line.row > 0 {
            return Some(Line {
                row: line.row - 1,
                ..line
            });
        }
        let paragraph = line.paragraph.checked_sub(1)?;
        Some(Line {
            paragraph,
            row: self.lines(text, paragraph).len() - 1,
        })
    }

    /// Whether an empty row stands before a line, where turns are set apart.
    #[must_use]
    pub fn opens_turn(&self, line: Line) -> bool {
        line.row == 0 && line.paragraph > 0 && self.paragraphs[line.paragraph].first
    }
}

/// Appends the paragraphs of one turn.
fn split(text: &Text, turn: Span, index: usize, into: &mut Vec<Paragraph>) {
    let Some(words) = text.slice(turn) else {
        return;
    };
    let mut start = turn.start().0;
    let mut first = true;
    for line in words.split('\n') {
        let chars = |words: &str| u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        let n_chars = chars(line);
        let trimmed = line.trim_start();
        let from = start + n_chars - chars(trimmed);
        let to = from + chars(trimmed.trim_end());
        if let Ok(span) = Span::within(text.chars(), from, to) {
            into.push(Paragraph {
                turn: index,
                span,
                first,
            });
            first = false;
        }
        start += n_chars + 1;
    }
}

fn wrap(text: &Text, span: Span, width: u16, measure: Measure) -> Vec<Span> {
    let (Some(words), Some(base)) = (text.slice(span), text.byte(span.start())) else {
        return vec![span];
    };
    let rows: Vec<Span> = measure
        .rows(words, width)
        .into_iter()
        .filter_map(|row| {
            let start = text.char(BytePos(base.0 + row.start))?;
            let end = text.char(BytePos(base.0 + row.end))?;
            Span::within(text.chars(), start.0, end.0).ok()
        })
        .collect();
    if rows.is_empty() { vec![span] } else { rows }
}
