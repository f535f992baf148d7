//! What changed between two versions of the codebook: frozen ones, or the present one.

use ratatui::layout::{Position, Rect, Size};

use crate::model::Codebook;
use crate::model::codebook::{Change, Changed, FrozenCodebook, diff};
use crate::study::Loaded;
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::jobs::Ticket;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, from_column, put, row};

/// Two versions and what changed from one to the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Versions {
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// The frozen versions, the oldest first; `None` until they are read.
    pub frozen: Option<Vec<FrozenCodebook>>,
    /// Places of the earlier and the later version; behind the last frozen one is the present.
    pub between: [usize; 2],
    /// Which of the two the arrows change.
    pub side: Side,
    /// What changed.
    pub changes: Vec<Change>,
    /// The change under the cursor.
    pub list: List,
}

/// One of the two versions compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The earlier.
    #[default]
    From,
    /// The later.
    To,
}

/// Rows above the list: the versions and a line.
pub(super) const HEAD: u16 = 2;
/// Rows besides the list and the words: the versions, two lines.
const BESIDE: u16 = 3;

impl Versions {
    /// The comparison of versions asked for under a ticket.
    #[must_use]
    pub fn new(ticket: Ticket) -> Self {
        Self {
            ticket,
            ..Self::default()
        }
    }

    /// Takes the frozen versions in and compares the last with the present.
    pub fn read(&mut self, loaded: &Loaded, frozen: Vec<FrozenCodebook>) {
        let present = frozen.len();
        self.frozen = Some(frozen);
        self.between = [present.saturating_sub(1), present];
        self.compare(loaded);
    }

    fn compare(&mut self, loaded: &Loaded) {
        let [old, new] = self.between.map(|place| self.book(loaded, place));
        self.changes = diff(&old, &new);
        self.list = List::default();
    }

    fn book(&self, loaded: &Loaded, place: usize) -> Codebook {
        let frozen = self.frozen.as_deref().unwrap_or_default();
        frozen
            .get(place)
            .map_or_else(|| loaded.codebook.clone(), |it| it.book(&loaded.codebook))
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        self.list.keep(self.changes.len(), height(size));
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) {
        let len = self.changes.len();
        if self.list.moved(command, len, height(desk.size)) {
            return;
        }
        let Some(present) = self.frozen.as_ref().map(Vec::len) else {
            return;
        };
        match command {
            Command::OtherEnd => {
                self.side = match self.side {
                    Side::From => Side::To,
                    Side::To => Side::From,
                };
            }
            Command::Earlier | Command::Later => {
                let place = &mut self.between[self.side as usize];
                *place = match command {
                    Command::Earlier => place.saturating_sub(1),
                    _ => (*place + 1).min(present),
                };
                self.compare(loaded);
            }
            _ => {}
        }
    }

    /// Draws the comparison and returns where its cursor is.
    pub fn draw(
        &self,
        loaded: &Loaded,
        ui: &Ui,
        buffer: &mut Canvas,
        area: Rect,
    ) -> Option<Position> {
        let Some(frozen) = &self.frozen else {
            ui.paragraph(buffer, area, &ui.say("working"));
            return None;
        };
        if frozen.is_empty() {
            ui.paragraph(buffer, area, &ui.say("empty-versions"));
            return None;
        }
        let mut place = from_column(row(area, 0), 1);
        for (side, at) in [Side::From, Side::To].into_iter().zip(self.between) {
            let words = match frozen.get(at) {
                Some(it) => Message::new("version-frozen")
                    .with("number", it.number)
                    .with("name", &it.name)
                    .with("coder", &it.coder),
                None => Message::new("version-present").with("number", loaded.codebook_number),
            };
            let style = ui.style(if side == self.side {
                Role::Cursor
            } else {
                Role::Heading
            });
            let after = put(buffer, place, &ui.tell(&words), style);
            let gap = if side == Side::From { "  ->  " } else { "" };
            let after = put(
                buffer,
                from_column(place, after - place.x),
                gap,
                ui.style(Role::Dim),
            );
            place = from_column(place, after - place.x);
        }
        ui.line(buffer, row(area, 1), Role::Rule);
        let n = u16::try_from(height_of(area.height)).unwrap_or(0);
        let below = HEAD + n;
        ui.line(buffer, row(area, below), Role::Rule);
        if self.changes.is_empty() {
            let line = from_column(row(area, 2), 2);
            put(buffer, line, &ui.say("empty-changes"), ui.style(Role::Text));
            return Some(Position::new(area.x, area.y));
        }
        let mut cursor = None;
        for (at, y) in self
            .list
            .view(self.changes.len(), usize::from(n))
            .zip(HEAD..below)
        {
            let line = row(area, y);
            let here = at == self.list.at;
            let style = if here {
                cursor = Some(line.as_position());
                ui.mark_row(buffer, line, 0)
            } else {
                ui.style(Role::Text)
            };
            let words = summary(&self.changes[at], ui);
            let room = from_column(line, 2);
            put(buffer, room, &ui.fit(&words, room.width), style);
        }
        if let Some(change) = self.changes.get(self.list.at) {
            let rest = Rect::new(
                area.x + 2,
                area.y + (below + 1).min(area.height),
                area.width.saturating_sub(4),
                area.height.saturating_sub(below + 1),
            );
            draw_words(change, ui, buffer, rest);
        }
        cursor
    }
}

/// `+ P1.6 表格重复  新增`
fn summary(change: &Change, ui: &Ui) -> String {
    let mark = match change.what {
        Changed::Added | Changed::Revived | Changed::Linked { .. } | Changed::KindAdded => '+',
        Changed::Retired
        | Changed::Merged { .. }
        | Changed::Gone
        | Changed::Unlinked { .. }
        | Changed::KindGone => '-',
        Changed::Moved { .. }
        | Changed::Kind { .. }
        | Changed::Words { .. }
        | Changed::LinkWords { .. }
        | Changed::KindWords { .. } => '~',
    };
    let what = match &change.what {
        Changed::Words { field, .. } => ui.say(&format!("cell-field-{}", field.name())),
        what => ui.say(&format!("cell-change-{}", what.name())),
    };
    format!("{mark} {} {}  {what}", change.public_id, change.name)
}

/// What was said before, and what is said now.
fn draw_words(change: &Change, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let (old, new) = change.what.words();
    let mut y = 0;
    for (key, words, role) in [
        ("col-old_words", old, Role::Dim),
        ("col-new_words", new, Role::Text),
    ] {
        if words.is_empty() || y >= area.height {
            continue;
        }
        let label = ui.say(key);
        let indent = ui.width(&label) + 2;
        put(buffer, row(area, y), &label, ui.style(Role::Heading));
        let rest = Rect::new(area.x, area.y + y, area.width, area.height - y);
        y += ui.wrapped(buffer, from_column(rest, indent), words, ui.style(role));
    }
}

/// Changes in view on a screen of that size.
pub(super) fn height(size: Size) -> usize {
    height_of(layout::frame(size).body.height)
}

/// Rows of the list in a body of that height: somewhat more than half.
fn height_of(body: u16) -> usize {
    usize::from(body.saturating_sub(BESIDE) * 3 / 5)
}
