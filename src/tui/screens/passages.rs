//! The passages of one code, from which one goes to the transcript.

use ratatui::layout::{Position, Rect, Size};

use crate::model::CodeId;
use crate::study::Passage;
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::jobs::Ticket;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, row};

/// Rows of each passage on screen: where it stands, then its words.
pub(super) const ROWS: usize = 3;

/// The passages of a code with a cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Passages {
    /// The code.
    pub code: CodeId,
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// The passages; `None` until they are read.
    pub all: Option<Vec<Passage>>,
    /// Words that a passage must hold.
    pub filter: Filter,
    /// The passage under the cursor.
    pub list: List,
}

impl Passages {
    /// The passages of a code, asked for under a ticket.
    #[must_use]
    pub fn new(code: CodeId, ticket: Ticket) -> Self {
        Self {
            code,
            ticket,
            all: None,
            filter: Filter::default(),
            list: List::default(),
        }
    }

    /// The passages that pass the filter.
    #[must_use]
    pub fn shown(&self) -> Vec<&Passage> {
        self.all
            .iter()
            .flatten()
            .filter(|it| {
                let words = [&it.words, &it.interview_name, &it.coder];
                self.filter.passes(words.map(String::as_str))
            })
            .collect()
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        let len = self.shown().len();
        self.list.keep(len, height(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, desk: &mut Desk, command: Command) {
        let len = self.shown().len();
        if self.list.moved(command, len, height(desk.size)) {
            return;
        }
        if command == Command::Open {
            desk.go = self.shown().get(self.list.at).map(|it| Go::Interview {
                id: it.interview,
                at: Some(it.span),
            });
        }
    }

    /// Draws the list and returns where its cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        if self.all.is_none() {
            ui.paragraph(buffer, area, &ui.say("working"));
            return None;
        }
        let shown = self.shown();
        if shown.is_empty() {
            let key = if self.filter.is_empty() {
                "empty-passages"
            } else {
                "empty-filter"
            };
            ui.paragraph(buffer, area, &ui.say(key));
            return None;
        }
        let mut cursor = None;
        let fits = usize::from(area.height) / ROWS;
        for (n, place) in self.list.view(shown.len(), fits).enumerate() {
            let it = shown[place];
            let here = place == self.list.at;
            let top = u16::try_from(n * ROWS).unwrap_or(u16::MAX);
            let head = row(area, top);
            let style = if here {
                cursor = Some(head.as_position());
                ui.mark_row(buffer, head, 0)
            } else {
                ui.style(Role::Heading)
            };
            let speaker = it.speaker.as_deref().unwrap_or("-");
            let words = format!("{}  {speaker}  {}", it.interview_name, it.coder);
            let words = ui.fit(&words, area.width.saturating_sub(3)).into_owned();
            put(buffer, from_column(head, 2), &words, style);
            let measure = area.width.saturating_sub(4).min(MEASURE);
            let flat = it.words.replace('\n', " ");
            let rows = ui.rows(&flat, measure);
            for (line, span) in rows.iter().take(ROWS - 1).enumerate() {
                let mut part = flat[span.start as usize..span.end as usize].to_owned();
                if line == ROWS - 2 && rows.len() > ROWS - 1 {
                    part = ui.fit(&format!("{part}……"), measure).into_owned();
                }
                let line = row(area, top + 1 + u16::try_from(line).unwrap_or(0));
                put(buffer, from_column(line, 4), &part, ui.style(Role::Text));
            }
        }
        cursor
    }
}

/// Widest passage, in cells.
const MEASURE: u16 = 96;

/// Passages in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    usize::from(layout::frame(size).body.height) / ROWS
}
