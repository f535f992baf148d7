//! How the list of memos looks.

use ratatui::layout::Position;

use crate::model::{InterviewId, MemoKind, MemoTarget};
use crate::study::{Loaded, MemoPlace};
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::coding;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

use super::{Memos, ROWS, Stands};

/// Cells of the kind, and of coder and time together.
const KIND: u16 = 12;
const SIGNED: u16 = 28;

/// What the title says: how many there are, and which of them are shown.
#[must_use]
pub fn title(memos: &Memos, loaded: &Loaded, ui: &Ui) -> String {
    if memos.all.is_none() {
        return ui.say("title-memos-plain");
    }
    let mut words = ui.tell(&Message::new("title-memos").with("n", memos.shown(loaded).len()));
    if let Some(kind) = memos.kind {
        words = format!("{words}  {}", kind_words(ui, kind));
    }
    if let Some(coder) = &memos.coder {
        words = format!("{words}  {coder}");
    }
    if !memos.filter.is_empty() {
        words = format!("{words}  /{}", memos.filter.words());
    }
    words
}

/// Draws the list and returns where its cursor is.
pub fn draw(memos: &Memos, app: &App, ui: &Ui, buffer: &mut Canvas) -> Option<Position> {
    let areas = layout::memos(app.desk.size);
    let body = areas.frame.body;
    let shown = memos.shown(&app.loaded);
    if shown.is_empty() {
        let key = match &memos.all {
            None => "working",
            Some(all) if all.is_empty() => "empty-memos",
            Some(_) => "empty-filter",
        };
        ui.paragraph(buffer, body, &ui.say(key));
        return None;
    }
    let mut cursor = None;
    let fits = usize::from(areas.list.height) / ROWS;
    for (n, place) in memos.list.view(shown.len(), fits).enumerate() {
        let it = shown[place];
        let top = u16::try_from(n * ROWS).unwrap_or(u16::MAX);
        let head = row(areas.list, top);
        let style = if place == memos.list.at {
            cursor = Some(head.as_position());
            ui.mark_row(buffer, head, 0)
        } else {
            ui.style(Role::Heading)
        };
        let kind = match it.stands {
            Stands::Written(_) => kind_words(ui, it.kind),
            Stands::Draft => ui.say("memo-draft"),
        };
        put(buffer, from_column(head, 2), &ui.fit(&kind, KIND), style);
        let signed = format!("{}  {}", it.coder, it.at).trim_end().to_owned();
        let signed_width = SIGNED.min(ui.width(&signed));
        put_right(buffer, head, &ui.fit(&signed, SIGNED), style);
        let room = head.width.saturating_sub(KIND + signed_width + 4);
        let words = place_words(ui, &app.loaded, it.target, it.place.as_ref(), None);
        put(
            buffer,
            from_column(head, KIND + 3),
            &ui.fit(&words, room),
            style,
        );
        let line = row(areas.list, top + 1);
        let room = line.width.saturating_sub(5);
        let begins = it.text.replace('\n', " ");
        put(
            buffer,
            from_column(line, 4),
            &ui.fit(&begins, room),
            ui.style(Role::Text),
        );
    }
    draw_text(memos, app, ui, buffer);
    cursor
}

/// The words of the memo under the cursor, as far as there is room.
fn draw_text(memos: &Memos, app: &App, ui: &Ui, buffer: &mut Canvas) {
    let areas = layout::memos(app.desk.size);
    ui.divider(buffer, areas.rule);
    let Some(it) = memos.under_cursor(&app.loaded) else {
        return;
    };
    let area = areas.text;
    let rows = ui.rows(&it.text, area.width);
    let fits = usize::from(area.height);
    for (n, span) in rows.iter().take(fits).enumerate() {
        let mut part = it.text[span.start as usize..span.end as usize].to_owned();
        if n + 1 == fits && rows.len() > fits {
            part = ui.fit(&format!("{part}……"), area.width).into_owned();
        }
        let line = row(area, u16::try_from(n).unwrap_or(u16::MAX));
        put(buffer, line, &part, ui.style(Role::Text));
    }
}

/// What a kind is called.
#[must_use]
pub fn kind_words(ui: &Ui, kind: MemoKind) -> String {
    ui.say(&format!("cell-memo_kind-{}", kind.name()))
}

/// Where a memo hangs, in words: the names of interview and code, and how the passage begins;
/// the name of the interview `in_view` is left out where there is more to say.
#[must_use]
pub fn place_words(
    ui: &Ui,
    loaded: &Loaded,
    target: MemoTarget,
    place: Option<&MemoPlace>,
    in_view: Option<InterviewId>,
) -> String {
    let Some(place) = place else {
        return ui.say("memo-place-gone");
    };
    if target == MemoTarget::Study {
        return ui.say("cell-on-study");
    }
    let interview = place
        .interview
        .filter(|id| place.span.is_none() || Some(*id) != in_view)
        .and_then(|id| loaded.interviews.iter().find(|it| it.id == id));
    let mut parts: Vec<String> = interview.iter().map(|it| it.name.clone()).collect();
    parts.extend(place.code.map(|code| coding::name(loaded, code)));
    if !place.words.is_empty() {
        parts.push(format!("“{}”", place.words.replace('\n', " ")));
    }
    parts.join("  ")
}
