//! What an import comes to, before it is carried out.

use ratatui::layout::{Position, Rect};

use crate::model::Edit;
use crate::study::Taken;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::importing::{Importing, Trial};
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

pub fn draw(wizard: &Importing, ui: &Ui, buffer: &mut Canvas, body: Rect) -> Option<Position> {
    let areas = layout::agreeing(super::size_of(body));
    let Trial::Found(report, import) = &wizard.trial else {
        ui.paragraph(buffer, body, &ui.say("working"));
        return None;
    };
    let totals = wizard.batch.totals();
    let added = report
        .interviews
        .iter()
        .filter(|it| it.taken == Taken::Added)
        .count();
    let mut lines = vec![(
        Message::new("import-total")
            .with("n", added)
            .with("chars", totals.chars)
            .with("turns", totals.turns)
            .with("speakers", totals.speakers),
        Role::Heading,
    )];
    let memos = match &**import {
        Edit::Import(plan) => plan.memos.len(),
        _ => 0,
    };
    let codings = report.n_codings;
    if report.n_codes > 0 || codings > 0 || memos > 0 {
        let words = Message::new("import-brings").with("codes", report.n_codes);
        let words = words.with("codings", codings).with("memos", memos);
        lines.push((words, Role::Text));
    }
    let known = report.interviews.len() - added;
    for (key, n, role) in [
        ("import-total-known", known, Role::Text),
        (
            "import-total-withdrawn",
            report.withdrawn.len(),
            Role::Notice,
        ),
        ("import-total-out", totals.out, Role::Text),
        ("import-total-failed", totals.failed, Role::Error),
        ("import-total-warned", warned(wizard), Role::Notice),
    ] {
        if n > 0 {
            lines.push((Message::new(key).with("n", n), role));
        }
    }
    let last = areas.totals.height.saturating_sub(1);
    for (y, (words, role)) in (0..last).zip(&lines) {
        let room = from_column(row(areas.totals, y), 2);
        put(
            buffer,
            room,
            &ui.fit(&ui.tell(words), room.width),
            ui.style(*role),
        );
    }
    let room = from_column(row(areas.totals, last), 2);
    let words = ui.say("import-agree");
    put(
        buffer,
        room,
        &ui.fit(&words, room.width),
        ui.style(Role::Key),
    );
    ui.line(buffer, areas.rule, Role::Rule);
    draw_rows(wizard, ui, buffer, areas.list)
}

/// Interviews that come with warnings.
fn warned(wizard: &Importing) -> usize {
    let batch = &wizard.batch;
    let warned = |row: &&super::super::batch::Row| {
        !row.is_out && batch.about(row).is_some_and(|it| !it.warnings.is_empty())
    };
    batch.rows.iter().filter(warned).count()
}

/// The interviews with the names that they will have.
fn draw_rows(wizard: &Importing, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
    let Trial::Found(report, _) = &wizard.trial else {
        return None;
    };
    let came = report.interviews.iter().map(|it| {
        let key = match it.taken {
            Taken::Added => "import-ready",
            Taken::SameText | Taken::SameId => "import-known",
        };
        (it.name.as_str(), key)
    });
    let gone = report.withdrawn.iter();
    let gone = gone.map(|(_, name)| (name.as_str(), "import-withdrawn"));
    let rows: Vec<(&str, &str)> = came.chain(gone).collect();
    let mut cursor = None;
    let height = usize::from(area.height);
    for (n, place) in (0..).zip(wizard.list.view(rows.len(), height)) {
        let (name, key) = rows[place];
        let line = row(area, n);
        let style = if place == wizard.list.at {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        let right = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
        let end = put_right(buffer, right, &ui.say(key), style);
        let room = end.saturating_sub(line.x + 3);
        put(buffer, from_column(line, 2), &ui.fit(name, room), style);
    }
    cursor
}
