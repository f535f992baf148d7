//! Lists of passages: each a heading, what is said of it, and the first of its words.

use ratatui::layout::{Position, Rect, Size};

use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, row};

/// Widest words, in cells.
const MEASURE: u16 = 96;
/// Rows of the words of each.
const WORDS: usize = 2;

/// A passage as it stands in a list.
pub(super) struct Entry {
    /// Where it is.
    pub head: String,
    /// What is said of it, a row each.
    pub said: Vec<String>,
    /// Its words.
    pub words: String,
    /// How they look.
    pub role: Role,
}

/// Entries of `rows` rows in view on a screen of that size.
pub(super) fn height(size: Size, rows: usize) -> usize {
    usize::from(layout::frame(size).body.height) / rows
}

/// Which passages there are to be shown.
pub(super) struct Shown<'a, T> {
    /// Those that pass; `None` until they are read.
    pub passing: Option<&'a [&'a T]>,
    /// What they had to hold.
    pub filter: &'a Filter,
    /// The cursor among them.
    pub list: List,
    /// Rows of each.
    pub rows: usize,
    /// Key of what is said where there is none at all.
    pub none: &'static str,
}

impl<T> Shown<'_, T> {
    /// Draws them, or says why there is nothing, and returns where the cursor is.
    pub(super) fn draw(
        &self,
        ui: &Ui,
        buffer: &mut Canvas,
        area: Rect,
        entry: impl Fn(&T) -> Entry,
    ) -> Option<Position> {
        let passing = self.passing.unwrap_or_default();
        if passing.is_empty() {
            let key = match (self.passing, self.filter.is_empty()) {
                (None, _) => "working",
                (Some(_), true) => self.none,
                (Some(_), false) => "empty-filter",
            };
            ui.paragraph(buffer, area, &ui.say(key));
            return None;
        }
        let mut cursor = None;
        let fits = usize::from(area.height) / self.rows;
        for (place, n) in self.list.view(passing.len(), fits).zip(0..) {
            let top = n * u16::try_from(self.rows).unwrap_or(1);
            let head = row(area, top);
            let style = if place == self.list.at {
                cursor = Some(head.as_position());
                ui.mark_row(buffer, head, 0)
            } else {
                ui.style(Role::Heading)
            };
            let it = entry(passing[place]);
            let width = area.width.saturating_sub(3);
            put(
                buffer,
                from_column(head, 2),
                &ui.fit(&it.head, width),
                style,
            );
            let mut y = top + 1;
            for words in &it.said {
                let line = from_column(row(area, y), 4);
                put(
                    buffer,
                    line,
                    &ui.fit(words, line.width),
                    ui.style(Role::Text),
                );
                y += 1;
            }
            let measure = area.width.saturating_sub(4).min(MEASURE);
            let flat = it.words.replace('\n', " ");
            let rows = ui.rows(&flat, measure);
            for (span, n) in rows.iter().take(WORDS).zip(0..) {
                let mut part = flat[span.start as usize..span.end as usize].to_owned();
                if usize::from(n) + 1 == WORDS && rows.len() > WORDS {
                    part = ui.fit(&format!("{part}……"), measure).into_owned();
                }
                put(
                    buffer,
                    from_column(row(area, y + n), 4),
                    &part,
                    ui.style(it.role),
                );
            }
        }
        cursor
    }
}
