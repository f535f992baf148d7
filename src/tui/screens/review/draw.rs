//! How the reviewer's desk looks: the queue, and under or beside it the coding in question.

use ratatui::layout::{Position, Rect};

use crate::model::review::Verdict;
use crate::study::{Queue, ReviewItem};
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::coding;
use crate::tui::screens::quoted::{self, Mark, Said};
use crate::tui::theme::Role;
use crate::tui::times::day_and_time;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

use super::Review;

/// What stands before and after the passage in question.
const SIGNS: [&str; 2] = ["[", "]"];
/// Cells of a row's status, code and coder.
const STATUS: u16 = 9;
const CODE: u16 = 22;
const CODER: u16 = 8;

/// What the title says: the queue, what of it is shown, and how far one is.
pub(in crate::tui) fn title(review: &Review, app: &App, ui: &Ui) -> String {
    let key = match review.only.queue {
        Queue::Waiting => "title-review",
        Queue::Outdated => "title-outdated",
    };
    let mut words = ui.say(key);
    if review.list.all.is_none() {
        return words;
    }
    if !review.list.is_empty() {
        let place = review.list.list.at + 1;
        words = format!("{words}  {place}/{}", review.list.len());
    }
    let (done, left) = review.progress();
    let said = Message::new("review-progress")
        .with("done", done)
        .with("left", left);
    words = format!("{words}  {}", ui.tell(&said));
    let only = &review.only;
    let interview = only
        .interview
        .and_then(|id| app.loaded.interviews.iter().find(|it| it.id == id));
    let parts = [
        only.status
            .map(|status| ui.say(&format!("cell-status-{}", status.name()))),
        only.code.map(|code| coding::name(&app.loaded, code)),
        interview.map(|it| it.name.clone()),
        only.coder.clone(),
        (!review.list.filter.is_empty()).then(|| format!("/{}", review.list.filter.words())),
    ];
    for part in parts.into_iter().flatten() {
        words = format!("{words}  {part}");
    }
    words
}

/// Draws the screen and returns where its cursor is.
pub(in crate::tui) fn draw(
    review: &Review,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
) -> Option<Position> {
    let areas = layout::review(app.desk.size);
    let Some(here) = review.list.here() else {
        let key = match (&review.list.all, review.only.queue) {
            (None, _) => "working",
            (Some(all), _) if all.is_empty() => "empty-review-none",
            (Some(_), Queue::Outdated) => "empty-outdated",
            (Some(_), Queue::Waiting) => "empty-review",
        };
        ui.paragraph(buffer, areas.frame.body, &ui.say(key));
        return None;
    };
    let mut cursor = None;
    let view = review
        .list
        .list
        .view(review.list.len(), usize::from(areas.list.height));
    for (place, n) in view.zip(0..) {
        let line = row(areas.list, n);
        let style = if place == review.list.list.at {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        if let Some(it) = review.list.get(place) {
            let aside = review.list.is_aside(it);
            draw_row(it, aside, ui, buffer, line, style);
        }
    }
    ui.divider(buffer, areas.rule);
    draw_coding(review, here, app, ui, buffer);
    cursor
}

fn draw_row(
    it: &ReviewItem,
    aside: bool,
    ui: &Ui,
    buffer: &mut Canvas,
    line: Rect,
    style: ratatui::style::Style,
) {
    let mut x = 2;
    let status = if aside {
        ui.say("review-aside")
    } else {
        ui.say(&format!("cell-status-{}", it.status.name()))
    };
    let code = format!("{} {}", it.public_id, it.name);
    for (words, width) in [(&status, STATUS), (&code, CODE), (&it.coder, CODER)] {
        let room = from_column(line, x);
        put(buffer, room, &ui.fit(words, width.min(room.width)), style);
        x += width + 1;
    }
    let room = from_column(line, x);
    let words = it.words.replace('\n', " ");
    put(
        buffer,
        room,
        &ui.fit(&words, room.width.saturating_sub(1)),
        style,
    );
}

/// The coding under the cursor: where it is, its passage, its code, what was said of it.
fn draw_coding(review: &Review, it: &ReviewItem, app: &App, ui: &Ui, buffer: &mut Canvas) {
    let areas = layout::review(app.desk.size);
    let head = areas.head;
    let turn = it.turn.map_or_else(String::new, |turn| {
        ui.tell(&Message::new("difference-turn").with("turn", turn))
    });
    let speaker = it.speaker.as_deref().unwrap_or("-");
    let words = format!("{}  {turn}  {speaker}", it.interview_name);
    let right = put_right(buffer, head, &it.coder, ui.style(Role::Dim));
    let room = right.saturating_sub(head.x + 2);
    put(buffer, head, &ui.fit(&words, room), ui.style(Role::Heading));
    let around = review.beside.of([Some(it.coding), None]);
    if let Some(around) = around {
        let span = match review.ends {
            Some(ends) => Some(ends.span),
            None => around.excerpt.inside(it.span),
        };
        let marks: Vec<Mark> = span
            .map(|span| Mark { span, signs: SIGNS })
            .into_iter()
            .collect();
        quoted::draw(ui, buffer, areas.passage, &around.excerpt, &marks);
    }
    let said = said(review, it, app, ui);
    quoted::draw_said(ui, buffer, areas.said, &said);
}

fn said(review: &Review, it: &ReviewItem, app: &App, ui: &Ui) -> Vec<Said> {
    let said = |key: &str, words: String, role: Role| Said {
        label: ui.say(key),
        words,
        role,
    };
    let mut lines = Vec::new();
    if review.ends.is_some() {
        lines.push(said(
            "review-ends",
            ui.say("review-ends-keys"),
            Role::Notice,
        ));
    }
    if !review.reason.is_empty() {
        lines.push(said("review-reason", review.reason.clone(), Role::Notice));
    }
    let mut code = format!("{} {}", it.public_id, it.name);
    if let Some(version) = it.outdated {
        let words = ui.tell(&Message::new("review-made-under").with("version", version));
        code = format!("{code}  {words}");
    }
    lines.push(said("review-code", code, Role::Text));
    if let Some(memo) = &it.memo {
        lines.push(said("review-memo", memo.replace('\n', " "), Role::Text));
    }
    // What was said last first, as far as there is room.
    for verdict in it.verdicts.iter().rev() {
        lines.push(Said {
            label: ui.say(&format!("cell-ruling-{}", verdict.ruling.name())),
            words: verdict_words(verdict),
            role: Role::Text,
        });
    }
    if let Some(code) = app.loaded.codebook.get(it.code) {
        for (key, words) in [
            ("review-definition", &code.entry.definition),
            ("review-use", &code.entry.use_when),
            ("review-use-not", &code.entry.not_when),
        ] {
            if !words.is_empty() {
                lines.push(said(key, words.replace('\n', " "), Role::Dim));
            }
        }
    }
    lines
}

/// Who said it, when, and why.
fn verdict_words(verdict: &Verdict) -> String {
    let at = verdict.at_ms.map_or_else(String::new, day_and_time);
    let words = format!(
        "{}  {at}  {}",
        verdict.reviewer,
        verdict.reason.replace('\n', " ")
    );
    words.trim_end().to_owned()
}
