//! Which thing of the screen lies in a cell.

use ratatui::layout::{Position, Rect};

use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::footer;
use crate::tui::layout;
use crate::tui::overlays;
use crate::tui::screens::{Screen, coding};
use crate::tui::view::{Ui, under_title};
use crate::tui::widgets::{Canvas, FieldPlace};

use super::Under;

/// The thing under the pointer, on the topmost overlay where there is one.
#[must_use]
pub fn under(app: &App, ui: &Ui, at: Position) -> Under {
    if !layout::fits(app.desk.size) {
        return Under::Nothing;
    }
    if let Some(overlay) = app.overlays.last() {
        return overlays::draw::under(overlay, app, ui, at);
    }
    if at.y >= app.desk.size.height {
        return Under::Command(Command::TourNext);
    }
    let frame = match app.screen() {
        Screen::Coding(screen) => layout::coding(app.desk.size, screen.gutter, screen.panel).frame,
        _ => layout::frame(app.desk.size),
    };
    if frame.title.contains(at) {
        return match app.screen() {
            Screen::Coding(screen) if unit_in_title(screen, app, ui, frame.title).contains(at) => {
                Under::Unit
            }
            _ => under_title(app, ui, frame.title, at.x),
        };
    }
    if frame.footer.contains(at) {
        return footer::hints(app, ui, frame.footer)
            .into_iter()
            .find(|hint| hint.area.contains(at))
            .map_or(Under::Nothing, |hint| Under::Command(hint.command));
    }
    match app.screen() {
        Screen::Coding(screen) => coding::under(screen, app, ui, at),
        screen if frame.body.contains(at) => field_in(screen, ui, frame.body, at)
            .map(Under::Field)
            .or_else(|| {
                let size = app.desk.size;
                let row = screen.row_at(&app.loaded, size, at)?;
                Some(match screen.column_at(size, at) {
                    Some(column) => Under::Cell(row, column),
                    None => Under::Row(row),
                })
            })
            .unwrap_or(Under::Nothing),
        _ => Under::Nothing,
    }
}

/// The thing under the pointer while the left button is down: in the coding view the text of
/// its row, wherever in the row it is.
#[must_use]
pub fn dragged(app: &App, ui: &Ui, at: Position) -> Under {
    match app.screen() {
        Screen::Coding(screen) if app.overlays.is_empty() && layout::fits(app.desk.size) => {
            coding::dragged(screen, app, ui, at)
        }
        _ => under(app, ui, at),
    }
}

/// The field of a screen in a cell.
fn field_in(screen: &Screen, ui: &Ui, body: Rect, at: Position) -> Option<FieldPlace> {
    let Screen::Search(search) = screen else {
        return None;
    };
    Canvas::field_at(body, ui.measure, at, |canvas| {
        search.draw(ui, canvas, body);
    })
}

/// The cells of the unit's name, which ends what the title says on the left.
fn unit_in_title(screen: &coding::Coding, app: &App, ui: &Ui, title: Rect) -> Rect {
    let words = coding::title(screen, app, ui);
    let unit = ui.width(&ui.say(coding::unit_key(screen.unit)));
    let end = 1 + ui.width(&words);
    if end > title.width {
        return Rect::ZERO;
    }
    Rect::new(title.x + end - unit, title.y, unit, 1)
}
