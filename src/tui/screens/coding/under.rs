//! Which thing of the coding view lies in a cell: the rows and lanes that are drawn, asked the other way.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use crate::model::{CharPos, Span};
use crate::study::Access;
use crate::tui::app::App;
use crate::tui::layout;
use crate::tui::pointer::{Beyond, Under};
use crate::tui::view::Ui;
use crate::tui::widgets::Canvas;
use crate::tui::widgets::stripes::Segment;

use super::{Coding, End, ViewRow, chips, here_row, panel};

/// The thing in a cell below the title and above the footer.
#[must_use]
pub fn under(coding: &Coding, app: &App, ui: &Ui, at: Position) -> Under {
    let areas = layout::coding(app.desk.size, coding.gutter, coding.panel);
    if let Some(area) = areas.chips.filter(|area| area.contains(at)) {
        return in_row(&chips::chips(app, ui, area), at);
    }
    if let Some(area) = areas.here.filter(|area| area.contains(at)) {
        return in_row(&here_row::items(coding, app, ui, area), at);
    }
    if let Some((line, area)) = areas.panel
        && area.contains(at)
    {
        let mut scratch = Buffer::empty(Rect::new(0, 0, area.right(), area.bottom()));
        let mut canvas = Canvas::new(&mut scratch, ui.measure);
        let lines = panel::draw(coding, app, ui, &mut canvas, line, area);
        let found = lines.into_iter().find(|(y, _)| *y == at.y);
        return found.map_or(Under::Nothing, |(_, thing)| thing);
    }
    let Some(row) = at.y.checked_sub(areas.text.y).map(usize::from) else {
        return Under::Nothing;
    };
    if areas.stripes.contains(at) {
        let lane = usize::from((at.x - areas.stripes.x).saturating_sub(1) / 2);
        let mut segments = coding.lanes.on(row);
        return segments
            .find(|(_, other)| *other == lane && lane < areas.n_lanes)
            .map_or(Under::Nothing, |(segment, _)| on_stripe(app, segment, row));
    }
    match coding.view.get(row) {
        Some(ViewRow::Text { span, .. }) if at.x < areas.edge.x => {
            let column = at.x.saturating_sub(areas.text.x);
            char_at(app, ui, *span, column).map_or(Under::Nothing, Under::Text)
        }
        _ => Under::Nothing,
    }
}

/// A stripe in a row: an end of it where the coding is one's own and can be moved.
fn on_stripe(app: &App, stripe: Segment, row: usize) -> Under {
    let own = app
        .loaded
        .open
        .as_ref()
        .and_then(|open| open.layer.get(stripe.id));
    let movable = own.is_some_and(|tag| tag.coder == app.loaded.coder)
        && app.loaded.access == Access::Writing;
    match (movable, row) {
        (true, row) if row == stripe.last && stripe.ends => Under::EndOf(stripe.id, End::End),
        (true, row) if row == stripe.first && stripe.begins => Under::EndOf(stripe.id, End::Start),
        _ => Under::Coding(stripe.id),
    }
}

/// The text of the row under the pointer while something is dragged: beside the text its last
/// character, where a row is missing the nearest one.
pub fn dragged(coding: &Coding, app: &App, ui: &Ui, at: Position) -> Under {
    let areas = layout::coding(app.desk.size, coding.gutter, coding.panel);
    if at.y < areas.text.y {
        return Under::Beyond(Beyond::Top);
    }
    if at.y >= areas.text.bottom() {
        return Under::Beyond(Beyond::Bottom);
    }
    let row = usize::from(at.y - areas.text.y);
    let text_of = |row: &ViewRow| match row {
        ViewRow::Text { span, .. } => Some(*span),
        ViewRow::Gap => None,
    };
    let upto = coding.view.iter().take(row + 1).rev().find_map(text_of);
    let Some(span) = upto.or_else(|| coding.view.iter().find_map(text_of)) else {
        return Under::Nothing;
    };
    let column = at.x.saturating_sub(areas.text.x);
    char_at(app, ui, span, column).map_or(Under::Nothing, Under::Text)
}

/// The character in a column of a row; the last one where the row is shorter.
fn char_at(app: &App, ui: &Ui, row: Span, column: u16) -> Option<CharPos> {
    let words = app.loaded.open.as_ref()?.text.slice(row)?;
    let mut used = 0;
    let mut at = row.start();
    let mut here = at;
    for grapheme in words.graphemes(true) {
        here = at;
        used += ui.width(grapheme);
        if used > column {
            break;
        }
        at.0 += u32::try_from(grapheme.chars().count()).ok()?;
    }
    Some(here)
}

/// The thing of a row that a cell belongs to.
fn in_row(things: &[(Rect, Under)], at: Position) -> Under {
    things
        .iter()
        .find(|(area, _)| area.contains(at))
        .map_or(Under::Nothing, |(_, thing)| *thing)
}
