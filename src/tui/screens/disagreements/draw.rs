//! How disagreements look: a few of the list, the passage, both codings side by side, and what
//! helps to decide.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::analysis::disagreements::Kind;
use crate::study::{Decision, Disagreement, Side};
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::coding;
use crate::tui::screens::quoted::{self, Mark, Said};
use crate::tui::screens::worklist::Item as _;
use crate::tui::theme::Role;
use crate::tui::times::day_and_time;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

use super::{Disagreements, Order, Standing, sides};

/// What stands before and after the first coder's passage, the second's, and that which moves.
const SIGNS_A: [&str; 2] = ["[", "]"];
const SIGNS_B: [&str; 2] = ["{", "}"];
const SIGNS_MOVED: [&str; 2] = ["<", ">"];
/// Cells of what differs, and of the codes.
const KIND: u16 = 15;
const OUTCOME: u16 = 14;

/// What the title says: which one it is of how many, what of them is shown, and how far one is.
pub(in crate::tui) fn title(screen: &Disagreements, app: &App, ui: &Ui) -> String {
    let mut words = ui.say("title-disagreements");
    if screen.list.all.is_none() {
        return words;
    }
    if !screen.list.is_empty() {
        words = format!("{words}  {}/{}", screen.list.list.at + 1, screen.list.len());
    }
    let (done, left) = screen.progress();
    let said = Message::new("disagreements-progress")
        .with("done", done)
        .with("left", left);
    words = format!("{words}  {}", ui.tell(&said));
    let only = &screen.only;
    let interview = only
        .interview
        .and_then(|id| app.loaded.interviews.iter().find(|it| it.id == id));
    let parts = [
        match only.standing {
            Standing::All => None,
            Standing::Open => Some(ui.say("disagreements-open")),
            Standing::Settled => Some(ui.say("disagreements-settled")),
        },
        match screen.order {
            Order::Interview => None,
            Order::Code => Some(ui.say("disagreements-by-code")),
            Order::Coders => Some(ui.say("disagreements-by-coders")),
        },
        only.code.map(|code| coding::name(&app.loaded, code)),
        interview.map(|it| it.name.clone()),
        only.coders.as_ref().map(|coders| coders.join("/")),
        (!screen.list.filter.is_empty()).then(|| format!("/{}", screen.list.filter.words())),
    ];
    for part in parts.into_iter().flatten() {
        words = format!("{words}  {part}");
    }
    words
}

/// Draws the screen and returns where its cursor is.
pub(in crate::tui) fn draw(
    screen: &Disagreements,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
) -> Option<Position> {
    let areas = layout::disagreements(app.desk.size);
    let Some(it) = screen.list.here() else {
        let key = match &screen.list.all {
            None => "working",
            Some(all) if all.is_empty() => "empty-disagreements",
            Some(_) => "empty-filter",
        };
        ui.paragraph(buffer, areas.frame.body, &ui.say(key));
        return None;
    };
    let mut cursor = None;
    let view = screen
        .list
        .list
        .view(screen.list.len(), usize::from(areas.list.height));
    for (place, n) in view.zip(0..) {
        let line = row(areas.list, n);
        let style = if place == screen.list.list.at {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        if let Some(it) = screen.list.get(place) {
            draw_row(it, screen.list.is_aside(it), ui, buffer, line, style);
        }
    }
    for rule in areas.rules {
        ui.line(buffer, rule, Role::Rule);
    }
    if let Some(around) = screen.beside.of(it.id()) {
        let moved = screen.ends.map(|ends| ends.span);
        let moved = moved.or_else(|| around.excerpt.inside(screen.span?));
        let mark = |side: &Option<Side>, signs: [&'static str; 2]| {
            let span = around.excerpt.inside(side.as_ref()?.span)?;
            Some(Mark { span, signs })
        };
        let signs = SIGNS_MOVED;
        let marks = match moved {
            Some(span) => [Some(Mark { span, signs }), None],
            None => [mark(&it.a, SIGNS_A), mark(&it.b, SIGNS_B)],
        };
        let marks: Vec<Mark> = marks.into_iter().flatten().collect();
        quoted::draw(ui, buffer, areas.passage, &around.excerpt, &marks);
    }
    let [left, right] = areas.sides;
    for y in 0..left.height {
        let edge = Rect::new(right.x.saturating_sub(2), left.y + y, 1, 1);
        fill(buffer, edge, ui.glyphs.edge(), ui.style(Role::Rule));
    }
    draw_side(Place::A, it, ui, buffer, left);
    draw_side(Place::B, it, ui, buffer, right);
    quoted::draw_said(ui, buffer, areas.info, &said(screen, it, ui));
    cursor
}

fn draw_row(
    it: &Disagreement,
    aside: bool,
    ui: &Ui,
    buffer: &mut Canvas,
    line: Rect,
    style: Style,
) {
    let kind = ui.say(&format!("cell-dispute-{}", it.kind.name()));
    put(buffer, from_column(line, 2), &ui.fit(&kind, KIND), style);
    let outcome = match &it.settled {
        _ if aside => ui.say("review-aside"),
        Some(settled) => ui.say(&format!("cell-outcome-{}", settled.outcome)),
        None => ui.say("disagreements-open"),
    };
    put_right(buffer, line, &ui.fit(&outcome, OUTCOME), style);
    let code = |side: &Option<Side>| {
        side.as_ref()
            .map_or_else(|| "-".to_owned(), |side| side.public_id.clone())
    };
    let words = sides(it).next().map_or("", |side| side.words.as_str());
    let words = format!(
        "{}  {} : {}  {}",
        it.interview_name,
        code(&it.a),
        code(&it.b),
        words.replace('\n', " ")
    );
    let room = from_column(line, KIND + 3);
    let width = room.width.saturating_sub(OUTCOME + 1);
    put(buffer, room, &ui.fit(&words, width), style);
}

/// Whose side it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    A,
    B,
}

/// One coder's side: passage, code, memo, how sure.
fn draw_side(place: Place, it: &Disagreement, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let (letter, signs, coder, side, other) = match place {
        Place::A => ("A", SIGNS_A, &it.coders[0], &it.a, &it.b),
        Place::B => ("B", SIGNS_B, &it.coders[1], &it.b, &it.a),
    };
    let head = row(area, 0);
    let at = side
        .as_ref()
        .and_then(|side| side.created_ms)
        .map(day_and_time);
    let end = put_right(buffer, head, &at.unwrap_or_default(), ui.style(Role::Dim));
    let words = format!("{letter} {}{}  {coder}", signs[0], signs[1]);
    let room = end.saturating_sub(head.x + 1);
    put(buffer, head, &ui.fit(&words, room), ui.style(Role::Heading));
    let Some(side) = side else {
        put(
            buffer,
            row(area, 1),
            &ui.say("side-nothing"),
            ui.style(Role::Dim),
        );
        return;
    };
    let differs = other.as_ref().is_none_or(|other| other.code != side.code);
    let star = if differs { "* " } else { "  " };
    let code = format!("{star}{} {}", side.public_id, side.name);
    put(
        buffer,
        row(area, 1),
        &ui.fit(&code, area.width),
        ui.style(Role::Text),
    );
    let mut lines = vec![Said {
        label: ui.tell(&Message::new("side-chars").with("n", side.span.chars())),
        words: side.words.replace('\n', " "),
        role: Role::Text,
    }];
    if let Some(memo) = &side.memo {
        lines.push(Said {
            label: ui.say("review-memo"),
            words: memo.replace('\n', " "),
            role: Role::Text,
        });
    }
    if let Some(sure) = side.confidence {
        lines.push(Said {
            label: ui.say("side-sure"),
            words: ui.say(&format!("confidence-{}", sure.name())),
            role: Role::Text,
        });
    }
    let below = Rect::new(
        area.x,
        area.y + 2,
        area.width,
        area.height.saturating_sub(2),
    );
    quoted::draw_said(ui, buffer, below, &lines);
}

/// What helps to decide: what differs, what the codebook says, how the like was settled, and
/// what was said of this one.
fn said(screen: &Disagreements, it: &Disagreement, ui: &Ui) -> Vec<Said> {
    let said = |key: &str, words: String, role: Role| Said {
        label: ui.say(key),
        words,
        role,
    };
    let mut lines = Vec::new();
    if screen.ends.is_some() {
        lines.push(said(
            "review-ends",
            ui.say("review-ends-keys"),
            Role::Notice,
        ));
    }
    if !screen.reason.is_empty() {
        lines.push(said("review-reason", screen.reason.clone(), Role::Notice));
    }
    if let Some(settled) = &it.settled {
        let at = settled.at_ms.map_or_else(String::new, day_and_time);
        let outcome = ui.say(&format!("cell-outcome-{}", settled.outcome));
        let words = format!("{outcome}  {}  {at}  {}", settled.coder, settled.reason);
        lines.push(said(
            "disagreements-settled",
            words.trim_end().to_owned(),
            Role::Text,
        ));
    }
    lines.push(said("disagreements-differ", differs(it, ui), Role::Text));
    let mut named: Vec<&Side> = sides(it).collect();
    named.dedup_by_key(|side| side.code);
    // What each code is not for decides most often.
    for (key, part) in [
        ("review-use-not", 2),
        ("review-use", 1),
        ("review-definition", 0),
    ] {
        for side in &named {
            let words = &side.definition[part];
            if !words.is_empty() {
                lines.push(Said {
                    label: format!("{} {}", side.public_id, ui.say(key)),
                    words: words.replace('\n', " "),
                    role: Role::Dim,
                });
            }
        }
    }
    if let Some(around) = screen.beside.of(it.id()) {
        let others = around.precedents.iter();
        let others: Vec<&Decision> = others
            .filter(|decision| decision.settlement.pair != it.pair)
            .collect();
        let words = precedents(&others, ui);
        // Before the definitions, which may be long.
        let place = lines.iter().take_while(|it| it.role != Role::Dim).count();
        lines.insert(place, said("disagreements-precedents", words, Role::Text));
    }
    lines
}

/// In what the two part, in words.
fn differs(it: &Disagreement, ui: &Ui) -> String {
    let kind = ui.say(&format!("cell-dispute-{}", it.kind.name()));
    if matches!(it.kind, Kind::Missed | Kind::Same) || it.hull == 0 {
        return kind;
    }
    let overlap = Message::new("disagreements-overlap")
        .with("shared", it.shared)
        .with("hull", it.hull)
        .with(
            "percent",
            (u64::from(it.shared) * 200 + u64::from(it.hull)) / (u64::from(it.hull) * 2),
        );
    format!("{kind}  {}", ui.tell(&overlap))
}

/// How often the like was settled in which way, and the latest reason.
fn precedents(decisions: &[&Decision], ui: &Ui) -> String {
    if decisions.is_empty() {
        return ui.say("disagreements-no-precedents");
    }
    let mut counts: Vec<(String, usize)> = Vec::new();
    for it in decisions {
        // Whose side was whose differs from one to the other: what stood tells.
        let stood: Vec<&str> = it
            .standing
            .iter()
            .map(|said| said.public_id.as_str())
            .collect();
        let words = if stood.is_empty() {
            ui.say("cell-outcome-neither")
        } else {
            stood.join("+")
        };
        match counts.iter_mut().find(|(known, _)| *known == words) {
            Some((_, n)) => *n += 1,
            None => counts.push((words, 1)),
        }
    }
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let counts: Vec<String> = counts
        .iter()
        .map(|(words, n)| format!("{words} × {n}"))
        .collect();
    let mut words = counts.join("  ");
    if let Some(latest) = decisions.first() {
        words = format!("{words}  ({})", latest.interview_name);
        if !latest.settlement.reason.is_empty() {
            words = format!("{words} {}", latest.settlement.reason);
        }
    }
    words
}
