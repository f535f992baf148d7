//! How a code being split is drawn: the coding with its context, the codes on digits.

use ratatui::layout::{Position, Rect};

use crate::study::PassageInContext;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::coding;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

use super::{Decision, Split};

/// Widest text, in cells.
const MEASURE: u16 = 76;

/// What the title says of the code being split.
#[must_use]
pub fn title(split: &Split, app: &App, ui: &Ui) -> String {
    let decided = split.decided.iter().flatten().count();
    ui.tell(
        &Message::new("title-split")
            .with("code", coding::name(&app.loaded, split.code))
            .with("decided", decided)
            .with("all", split.len()),
    )
}

/// Draws the screen and returns where its cursor is.
pub fn draw(split: &Split, app: &App, ui: &Ui, buffer: &mut Canvas) -> Option<Position> {
    let body = layout::frame(app.desk.size).body;
    let Some(passages) = &split.passages else {
        ui.paragraph(buffer, body, &ui.say("working"));
        return None;
    };
    let Some(it) = passages.get(split.at) else {
        ui.paragraph(buffer, body, &ui.say("empty-passages"));
        return None;
    };
    // One row each, or a note; one for what stays, one for the line above.
    let n_parts = u16::try_from(split.parts.len().max(1)).unwrap_or(u16::MAX);
    let below = (n_parts + 2).min(body.height.saturating_sub(5));
    let above = Rect::new(body.x, body.y, body.width, body.height - below);
    draw_passage(split, it, ui, buffer, above);
    let parts = Rect::new(body.x, above.bottom(), body.width, below);
    draw_parts(split, app, ui, buffer, parts)
}

fn draw_passage(split: &Split, it: &PassageInContext, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let passage = &it.passage;
    let speaker = passage.speaker.as_deref().unwrap_or("-");
    let words = format!(
        "{}/{}  {}  {speaker}  {}",
        split.at + 1,
        split.len(),
        passage.interview_name,
        passage.coder
    );
    let head = from_column(row(area, 0), 2);
    put(
        buffer,
        head,
        &ui.fit(&words, head.width),
        ui.style(Role::Heading),
    );
    // What comes before is cut from its start, so that the passage itself is in view.
    let room = usize::from(area.height.saturating_sub(2));
    let width = area.width.saturating_sub(6).min(MEASURE);
    let before = one_line(&it.before);
    let words = one_line(&passage.words);
    let full = format!("{before}{words}{}", one_line(&it.after));
    let coded = before.len()..before.len() + words.len();
    let rows = ui.rows(&full, width);
    let first = rows
        .iter()
        .position(|row| row.end as usize > coded.start)
        .unwrap_or(0);
    let last = rows
        .iter()
        .rposition(|row| (row.start as usize) < coded.end)
        .unwrap_or(first);
    let spare = room.saturating_sub(last + 1 - first);
    let top = first.saturating_sub(spare / 2 + spare % 2);
    for (line, n) in rows.iter().skip(top).take(room).zip(2..) {
        let mut place = from_column(row(area, n), 4);
        let (start, end) = (line.start as usize, line.end as usize);
        let inside = |at: usize| at.clamp(start, end);
        let pieces = [
            (start, inside(coded.start), Role::Dim),
            (inside(coded.start), inside(coded.end), Role::Coded),
            (inside(coded.end), end, Role::Dim),
        ];
        for (from, to, role) in pieces {
            let after = put(buffer, place, &full[from..to], ui.style(role));
            place = from_column(place, after.saturating_sub(place.x));
        }
    }
}

fn one_line(words: &str) -> String {
    words.replace('\n', " ")
}

/// The codes on their digits, and which of them the coding goes to; the cursor stands on that.
fn draw_parts(
    split: &Split,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    ui.line(buffer, row(area, 0), Role::Rule);
    let decision = split.decided.get(split.at).copied().flatten();
    let stays = split
        .decided
        .iter()
        .filter(|it| **it == Some(Decision::Stays))
        .count();
    let mut lines: Vec<(String, String, usize, Decision)> = (0..split.parts.len())
        .map(|part| {
            let name = split.part_name(&app.loaded, part);
            let digit = (part + 1).to_string();
            (digit, name, split.n_given(part), Decision::Goes(part))
        })
        .collect();
    let name = Message::new("split-stays").with("code", coding::name(&app.loaded, split.code));
    lines.push(("0".to_owned(), ui.tell(&name), stays, Decision::Stays));
    if split.parts.is_empty() {
        let note = from_column(row(area, 2), 4);
        put(
            buffer,
            note,
            &ui.fit(&ui.say("split-no-parts"), note.width),
            ui.style(Role::Dim),
        );
    }
    let mut cursor = None;
    for ((digit, name, n, means), y) in lines.into_iter().zip(1..area.height) {
        let line = row(area, y);
        let chosen = decision == Some(means);
        let style = if chosen {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        let key = if chosen { style } else { ui.style(Role::Key) };
        put(buffer, from_column(line, 2), &digit, key);
        let room = line.width.saturating_sub(14);
        put(buffer, from_column(line, 4), &ui.fit(&name, room), style);
        let figures = Rect::new(line.x, line.y, line.width.saturating_sub(2), 1);
        put_right(buffer, figures, &n.to_string(), style);
    }
    cursor.or(Some(Position::new(area.x, area.y.saturating_sub(1))))
}
