//! Draws a turn being corrected, words being replaced, and what either does to codings.

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use crate::study::TouchedCoding;
use crate::text::Fate;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::overlays::preview::Preview;
use crate::tui::overlays::replace::{Asked, Found, Replace};
use crate::tui::overlays::revise::Revise;
use crate::tui::screens::coding;
use crate::tui::theme::Role;
use crate::tui::view::{Ui, boxed};
use crate::tui::widgets::{Canvas, from_column, put, row};

/// Graphemes shown before the first one that differs.
const LEAD: usize = 4;

pub fn draw_revise(
    revise: &Revise,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let heading = Message::new("revise-title")
        .with("turn", revise.turn + 1)
        .with("speaker", &revise.speaker);
    let inner = boxed(ui, buffer, area, &ui.tell(&heading));
    if let Some(preview) = &revise.preview {
        return draw_preview(preview, app, ui, buffer, inner);
    }
    let last = inner.height.saturating_sub(1);
    ui.keys(buffer, row(inner, last), "revise-keys");
    let words = Rect::new(inner.x + 1, inner.y, inner.width.saturating_sub(2), last);
    revise.field.draw(buffer, words, ui.style(Role::Text))
}

pub fn draw_replace(
    replace: &Replace,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let inner = boxed(ui, buffer, area, &ui.say("replace-title"));
    if let Some(found) = &replace.found {
        return draw_found(replace, found, app, ui, buffer, inner);
    }
    let mut caret = None;
    let questions = [
        (Asked::Find, "replace-find", &replace.find),
        (Asked::With, "replace-with", &replace.with),
    ];
    for (n, (asked, key, field)) in (0..).zip(questions) {
        let line = row(inner, n);
        let here = asked == replace.asked;
        let role = if here { Role::Key } else { Role::Dim };
        let after = put(buffer, from_column(line, 1), &ui.say(key), ui.style(role));
        let typing = Rect::new(
            after + 1,
            line.y,
            inner.right().saturating_sub(after + 2),
            line.height,
        );
        let at = field.draw(buffer, typing, ui.style(Role::Text));
        if here {
            caret = at;
        }
    }
    let note = match replace.ticket {
        Some(_) => "replace-looking",
        None => "replace-note",
    };
    put(
        buffer,
        from_column(row(inner, 2), 1),
        &ui.say(note),
        ui.style(Role::Dim),
    );
    ui.keys(buffer, row(inner, 3), "replace-keys");
    caret
}

fn draw_found(
    replace: &Replace,
    found: &Found,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    inner: Rect,
) -> Option<Position> {
    let words = Message::new("replace-found")
        .with("find", replace.find.text())
        .with("with", replace.with.text())
        .with("n", found.n_hits)
        .with("interviews", found.n_interviews);
    let mut words = ui.tell(&words);
    if found.n_left > 0 {
        words.push_str(&ui.tell(&Message::new("replace-left").with("n", found.n_left)));
    }
    let line = from_column(row(inner, 0), 1);
    let room = line.width.saturating_sub(1);
    put(buffer, line, &ui.fit(&words, room), ui.style(Role::Notice));
    let rest = Rect::new(
        inner.x,
        inner.y + 1.min(inner.height),
        inner.width,
        inner.height.saturating_sub(1),
    );
    draw_preview(&found.preview, app, ui, buffer, rest)
}

/// How many codings meet which fate, the codings, and the keys.
fn draw_preview(
    preview: &Preview,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let counts: [(&'static str, fn(Fate) -> bool); 6] = [
        ("preview-n-lost", |it| it == Fate::Lost),
        ("preview-n-united", |it| matches!(it, Fate::United(_))),
        ("preview-n-shrunk", |it| matches!(it, Fate::Shrunk(_))),
        ("preview-n-grown", |it| matches!(it, Fate::Grown(_))),
        ("preview-n-kept", |it| matches!(it, Fate::Kept(_))),
        ("preview-n-moved", |it| matches!(it, Fate::Same(_))),
    ];
    let mut said: Vec<String> = counts
        .into_iter()
        .map(|(key, is)| (key, preview.count(is)))
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| ui.tell(&Message::new(key).with("n", n)))
        .collect();
    if preview.touching.n_bookmarks > 0 {
        let n = preview.touching.n_bookmarks;
        said.push(ui.tell(&Message::new("preview-n-bookmarks").with("n", n)));
    }
    if preview.touching.n_moved > 0 {
        let n = preview.touching.n_moved;
        said.push(ui.tell(&Message::new("preview-n-elsewhere").with("n", n)));
    }
    if said.is_empty() {
        said.push(ui.say("preview-none"));
    }
    let line = from_column(row(area, 0), 1);
    let words = said.join("  ");
    let room = line.width.saturating_sub(1);
    put(buffer, line, &ui.fit(&words, room), ui.style(Role::Text));
    ui.line(buffer, row(area, 1), Role::Border);

    let n_rows = usize::from(area.height.saturating_sub(6));
    let mut cursor = None;
    let all = &preview.touching.codings;
    for (n, place) in (2..).zip(preview.list.view(all.len(), n_rows)) {
        let line = row(area, n);
        let here = place == preview.list.at;
        if here {
            cursor = Some(line.as_position());
        }
        draw_coding(&all[place], here, app, ui, buffer, line);
    }
    let below = area.height.saturating_sub(4);
    ui.line(buffer, row(area, below), Role::Border);
    if let Some(coding) = all.get(preview.list.at) {
        let lines = Rect::new(
            area.x + 1,
            row(area, below + 1).y,
            area.width.saturating_sub(2),
            2.min(area.height),
        );
        draw_words(coding, ui, buffer, lines);
    }
    ui.keys(buffer, row(area, below + 3), "preview-keys");
    cursor
}

/// The words of the coding under the cursor, as they are and as they shall be.
fn draw_words(coding: &TouchedCoding, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let (before, after) = difference(&coding.before, &coding.after);
    let after = match coding.fate {
        Fate::Lost => ui.say("preview-no-words"),
        _ => after,
    };
    for (n, (key, words)) in (0..).zip([("preview-before", before), ("preview-after", after)]) {
        let line = row(area, n);
        let from = put(buffer, line, &ui.say(key), ui.style(Role::Dim));
        let room = area.right().saturating_sub(from + 1);
        let line = from_column(line, from + 1 - line.x);
        put(buffer, line, &ui.fit(&words, room), ui.style(Role::Text));
    }
}

fn draw_coding(
    coding: &TouchedCoding,
    here: bool,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    line: Rect,
) {
    let style = if here {
        ui.mark_row(buffer, line, 0)
    } else {
        ui.style(Role::Text)
    };
    let fate = ui.say(match coding.fate {
        Fate::Lost => "preview-lost",
        Fate::United(_) => "preview-united",
        Fate::Shrunk(_) => "preview-shrunk",
        Fate::Grown(_) => "preview-grown",
        Fate::Kept(_) => "preview-kept",
        Fate::Same(_) => "preview-moved",
    });
    let mut x = 2;
    let name = coding::name(&app.loaded, coding.code);
    let memo = if coding.has_memo { "m" } else { "" };
    for (words, width) in [
        (fate.as_str(), 6),
        (name.as_str(), 17),
        (coding.coder.as_str(), 7),
        (memo, 1),
    ] {
        put(
            buffer,
            from_column(line, x),
            &ui.pad(&crate::text::visible(words), width),
            style,
        );
        x += width + 1;
    }
    let room = line.width.saturating_sub(x + 1);
    let words = on_a_line(&coding.before);
    put(buffer, from_column(line, x), &ui.fit(&words, room), style);
}

fn on_a_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words as they are and as they shall be, on one line each, from a little before
/// the first difference.
fn difference(before: &str, after: &str) -> (String, String) {
    let (before, after) = (on_a_line(before), on_a_line(after));
    let same = before
        .graphemes(true)
        .zip(after.graphemes(true))
        .take_while(|(a, b)| a == b)
        .count();
    if before == after || after.is_empty() || same <= LEAD + 1 {
        return (before, after);
    }
    let from = |words: &str| {
        let rest: String = words.graphemes(true).skip(same - LEAD).collect();
        format!("…{rest}")
    };
    (from(&before), from(&after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_passage_is_shown_from_where_it_changes() {
        let check = |before: &str, after: &str, shown: (&str, &str)| {
            let (a, b) = difference(before, after);
            assert_eq!((a.as_str(), b.as_str()), shown);
        };
        check("信任", "信赖", ("信任", "信赖"));
        check("我很\n信任", "", ("我很 信任", ""));
        check(
            "最突出的还是全责不清",
            "最突出的还是权责不清",
            ("…出的还是全责不清", "…出的还是权责不清"),
        );
    }
}
