//! Passages shown in the lines they stand in, and the moving of their ends there.

use ratatui::layout::Rect;

use crate::model::{CharPos, CodingId, InterviewId, Span};
use crate::study::{Around, Dispute, Excerpt};
use crate::text::{Text, Unit, units};
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::jobs::{Job, Ticket};
use crate::tui::screens::coding::End;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, row};

/// What is read beside the thing under the cursor; asked for when the cursor comes to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    ticket: Ticket,
    of: Option<Asked>,
    found: Option<Around>,
}

/// What it is read beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The codings in question.
    pub codings: [Option<CodingId>; 2],
    /// Where they are.
    pub interview: InterviewId,
    /// From the first character of either to the last.
    pub hull: Span,
    /// What is in dispute.
    pub dispute: Option<Dispute>,
}

impl Beside {
    /// What was read beside these codings, if it was.
    #[must_use]
    pub fn of(&self, codings: [Option<CodingId>; 2]) -> Option<&Around> {
        let asked = self.of.filter(|it| it.codings == codings)?;
        self.found
            .as_ref()
            .filter(|it| it.excerpt.inside(asked.hull).is_some())
    }

    /// Asks for what is not there yet.
    pub fn wants(&mut self, desk: &mut Desk, now: Option<Asked>) -> Option<Effect> {
        let now = now?;
        if self.of == Some(now) {
            return None;
        }
        let (ticket, effect) = desk.ask(Job::Around {
            interview: now.interview,
            hull: now.hull,
            dispute: now.dispute,
        });
        self.ticket = ticket;
        self.of = Some(now);
        Some(effect)
    }

    /// Has it be read anew after a change.
    pub fn changed(&mut self) {
        self.of = None;
    }

    /// Whether this is the answer that is awaited.
    #[must_use]
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        self.ticket == ticket
    }

    /// Takes in what was read.
    pub fn read(&mut self, found: Around) {
        self.found = Some(found);
    }
}

/// A passage of an excerpt with what stands before and after it.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// The passage, counted in the excerpt.
    pub span: Span,
    /// What stands before it, and after it.
    pub signs: [&'static str; 2],
}

/// Draws the lines of an excerpt with passages marked, from a row before the first of them on
/// where not all fit.
pub fn draw(ui: &Ui, buffer: &mut Canvas, area: Rect, excerpt: &Excerpt, marks: &[Mark]) {
    let pieces = pieces(&excerpt.text, marks);
    let words: String = pieces.iter().map(|(words, _)| words.as_str()).collect();
    let first = pieces
        .iter()
        .position(|(_, role)| *role != Role::Dim)
        .unwrap_or(0);
    let before: usize = pieces[..first].iter().map(|(words, _)| words.len()).sum();
    let rows = ui.rows(&words, area.width);
    let here = rows.iter().rposition(|row| row.start as usize <= before);
    let fits = usize::from(area.height);
    let lead = usize::from(fits > 2);
    let top = here
        .unwrap_or(0)
        .saturating_sub(lead)
        .min(rows.len().saturating_sub(fits));
    for (n, part) in rows.iter().skip(top).take(fits).enumerate() {
        let line = row(area, u16::try_from(n).unwrap_or(u16::MAX));
        let (from, to) = (part.start as usize, part.end as usize);
        let (mut x, mut at) = (0, 0);
        for (words, role) in &pieces {
            let (start, end) = (at.max(from), (at + words.len()).min(to));
            if start < end {
                let shown = words[start - at..end - at].trim_end_matches('\n');
                put(buffer, from_column(line, x), shown, ui.style(*role));
                x += ui.width(shown);
            }
            at += words.len();
        }
    }
}

/// The words of an excerpt cut where marks begin and end, with the marks' signs between.
fn pieces(text: &Text, marks: &[Mark]) -> Vec<(String, Role)> {
    let mut cuts: Vec<u32> = marks
        .iter()
        .flat_map(|mark| [mark.span.start().0, mark.span.end().0])
        .chain([0, text.chars()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let sign = |at: u32, end: usize| -> String {
        let here = marks.iter().filter(|mark| {
            at == if end == 0 {
                mark.span.start().0
            } else {
                mark.span.end().0
            }
        });
        let signs: Vec<&str> = here.map(|mark| mark.signs[end]).collect();
        if end == 0 {
            signs.concat()
        } else {
            signs.into_iter().rev().collect()
        }
    };
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let covered = marks
            .iter()
            .any(|mark| mark.span.start().0 <= start && end <= mark.span.end().0);
        let role = if covered { Role::Coded } else { Role::Dim };
        let words = Span::within(text.chars(), start, end).ok();
        let words = words.and_then(|span| text.slice(span)).unwrap_or_default();
        for (words, role) in [
            (sign(start, 0), Role::Key),
            (words.to_owned(), role),
            (sign(end, 1), Role::Key),
        ] {
            if !words.is_empty() {
                pieces.push((words, role));
            }
        }
    }
    pieces
}

/// A passage whose ends are being moved, counted in the excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The passage as it is now.
    pub span: Span,
    /// The end that moves.
    pub moving: End,
}

/// What became of moving the ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// They are still being moved.
    Going(Ends),
    /// They are as they shall be.
    Done(Span),
    /// Nothing of it.
    Cancelled,
}

impl Ends {
    /// Carries a command out.
    #[must_use]
    pub fn update(mut self, text: &Text, command: Command) -> Moved {
        let at = match self.moving {
            End::Start => self.span.start(),
            End::End => self.span.end(),
        };
        let to = match command {
            Command::Next => Some(text.next_boundary(at)),
            Command::Previous => Some(text.prev_boundary(at)),
            Command::NextWord | Command::PreviousWord => self.word_edge(text, at, command),
            Command::OtherEnd => {
                self.moving = match self.moving {
                    End::Start => End::End,
                    End::End => End::Start,
                };
                None
            }
            Command::Accept => return Moved::Done(self.span),
            Command::Cancel => return Moved::Cancelled,
            _ => None,
        };
        if let Some(to) = to {
            let (start, end) = match self.moving {
                End::Start => (to, self.span.end()),
                End::End => (self.span.start(), to),
            };
            if let Ok(span) = text.span(start.0, end.0) {
                self.span = span;
            }
        }
        Moved::Going(self)
    }

    /// Where the next word ends, or begins, in the direction of the command.
    fn word_edge(self, text: &Text, at: CharPos, command: Command) -> Option<CharPos> {
        let all = text.span(0, text.chars()).ok()?;
        let words = units(text, all, Unit::Word);
        let mut edges = words.iter().map(|word| match self.moving {
            End::Start => word.start(),
            End::End => word.end(),
        });
        match command {
            Command::NextWord => edges.find(|edge| *edge > at),
            _ => edges.take_while(|edge| *edge < at).last(),
        }
    }
}

/// A line that says one thing, and how many rows it may take.
pub(super) struct Said {
    /// What it is about.
    pub label: String,
    /// What is said.
    pub words: String,
    /// How it looks.
    pub role: Role,
}

/// Draws lines with their labels in a column of their own; where rows are left, those that
/// need more get more, the first before the others.
pub(super) fn draw_said(ui: &Ui, buffer: &mut Canvas, area: Rect, said: &[Said]) {
    let labels = said.iter().map(|it| ui.width(&it.label)).max().unwrap_or(0);
    let column = labels + 2;
    let width = area.width.saturating_sub(column);
    let fits = usize::from(area.height);
    let said = &said[..said.len().min(fits)];
    let wanted: Vec<usize> = said
        .iter()
        .map(|it| ui.rows(&it.words, width).len().max(1))
        .collect();
    let mut rest = fits - said.len();
    let mut y = 0;
    for (it, wanted) in said.iter().zip(wanted) {
        let more = (wanted - 1).min(rest);
        rest -= more;
        let n = 1 + more;
        put(buffer, row(area, y), &it.label, ui.style(Role::Heading));
        let rows = ui.rows(&it.words, width);
        for (part, k) in rows.iter().take(n).zip(0..) {
            let mut words = it.words[part.start as usize..part.end as usize].to_owned();
            if usize::from(k) + 1 == n && rows.len() > n {
                words = ui.fit(&format!("{words}……"), width).into_owned();
            }
            let line = from_column(row(area, y + k), column);
            put(buffer, line, &words, ui.style(it.role));
        }
        y += u16::try_from(n).unwrap_or(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, spans: &[(u32, u32, [&'static str; 2])]) -> String {
        let text = Text::new(text.to_owned());
        let marks: Vec<Mark> = spans
            .iter()
            .map(|(start, end, signs)| Mark {
                span: text.span(*start, *end).unwrap(),
                signs: *signs,
            })
            .collect();
        let pieces = pieces(&text, &marks);
        pieces.into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn passages_are_marked_where_they_begin_and_end() {
        let (a, b) = (["[", "]"], ["{", "}"]);
        assert_eq!(marked("一二三四五", &[(1, 3, a)]), "一[二三]四五");
        assert_eq!(
            marked("一二三四五", &[(1, 3, a), (2, 5, b)]),
            "一[二{三]四五}"
        );
        assert_eq!(
            marked("一二三四五", &[(0, 5, a), (0, 5, b)]),
            "[{一二三四五}]"
        );
    }

    #[test]
    fn ends_move_by_characters_and_words_and_never_cross() {
        let text = Text::new("我们一共就九个人".to_owned());
        let mut ends = Ends {
            span: text.span(0, 2).unwrap(),
            moving: End::End,
        };
        for (command, expected) in [
            (Command::Next, (0, 3)),
            (Command::Previous, (0, 2)),
            (Command::NextWord, (0, 4)),
            (Command::OtherEnd, (0, 4)),
            (Command::Next, (1, 4)),
            (Command::PreviousWord, (0, 4)),
            (Command::Previous, (0, 4)),
        ] {
            let Moved::Going(now) = ends.update(&text, command) else {
                panic!("it goes on");
            };
            ends = now;
            assert_eq!(
                (ends.span.start().0, ends.span.end().0),
                expected,
                "{command:?}"
            );
        }
        assert_eq!(ends.update(&text, Command::Accept), Moved::Done(ends.span));
    }
}
