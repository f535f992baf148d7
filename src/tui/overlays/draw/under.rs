//! Which thing of an overlay lies in a cell.

use ratatui::layout::{Position, Rect};

use super::{HEAD, area, draw, menu};
use crate::tui::app::App;
use crate::tui::overlays::{Overlay, commands, palette, picker};
use crate::tui::pointer::Under;
use crate::tui::view::Ui;
use crate::tui::widgets::Canvas;

/// The thing of an overlay in a cell.
pub(in crate::tui) fn under(overlay: &Overlay, app: &App, ui: &Ui, at: Position) -> Under {
    let size = app.desk.size;
    let area = area(overlay, app);
    if !area.contains(at) {
        return Under::Beside;
    }
    let inner = Rect::new(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        area.height.saturating_sub(2),
    );
    if let Overlay::Menu(it) = overlay
        && let Some((tab, _)) = menu::tabs(ui, inner, it.tab)
            .into_iter()
            .find(|(_, area)| area.contains(at))
    {
        return Under::Tab(tab);
    }
    let field = Canvas::field_at(area, ui.measure, at, |canvas| {
        draw(overlay, app, ui, canvas);
    });
    if let Some(place) = field {
        return Under::Field(place);
    }
    let (head, list, len, n_rows) = match overlay {
        Overlay::Questions(it) => (HEAD, it.list, it.rows.len(), palette::n_rows(size)),
        Overlay::Palette(it) => (HEAD, it.list, it.rows.len(), palette::n_rows(size)),
        Overlay::Commands(it) => (HEAD, it.list, it.rows.len(), commands::n_rows(size)),
        Overlay::Menu(it) => (HEAD, it.list, it.shown().len(), it.n_rows(size)),
        Overlay::Picker(it) => (0, it.list, it.items.len(), picker::n_rows(size)),
        // Two clicks on a row would give its code to all of them.
        Overlay::Hits(_)
        | Overlay::Prompt(_)
        | Overlay::Memo(_)
        | Overlay::Form(_)
        | Overlay::Confirm(_)
        | Overlay::Waiting(_)
        | Overlay::Revise(_)
        | Overlay::Replace(_)
        | Overlay::Typing(_)
        | Overlay::Start(_) => return Under::Nothing,
    };
    at.y.checked_sub(inner.y + head)
        .filter(|_| inner.contains(at))
        .and_then(|n| list.nth(usize::from(n), len, n_rows))
        .map_or(Under::Nothing, Under::Row)
}
