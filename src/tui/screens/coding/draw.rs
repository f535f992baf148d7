//! Draws the transcript, its margin and the rows under it.

use ratatui::layout::{Position, Rect};

use crate::model::{CharPos, MemoTarget, Role as Speaks, Span};
use crate::study::{Loaded, OpenInterview};
use crate::text::Unit;
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::clear_under::clear_under;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

use super::margin::Margin;
use super::{Coding, Follow, Jump, ViewRow, chips, focused, here_row, panel};

/// Draws the view and returns where its cursor is.
pub fn draw(coding: &Coding, app: &App, ui: &Ui, buffer: &mut Canvas) -> Option<Position> {
    let open = app
        .loaded
        .open
        .as_ref()
        .filter(|it| it.id == coding.interview)?;
    let areas = layout::coding(app.desk.size, coding.gutter, coding.panel);
    if coding.page.paragraphs().is_empty() {
        ui.paragraph(buffer, areas.frame.body, &ui.say("empty-interview"));
        return None;
    }
    let marks = Marks::new(coding, app);
    let margin = Margin::new(coding, &app.loaded, open, ui.measure, areas.n_lanes);
    for (n, it) in coding.view.iter().enumerate() {
        let y = u16::try_from(n).unwrap_or(u16::MAX);
        fill(
            buffer,
            row(areas.edge, y),
            ui.glyphs.edge(),
            ui.style(Role::Rule),
        );
        if let ViewRow::Text { line, span } = it {
            let paragraph = coding.page.paragraphs()[line.paragraph];
            let transcript = row(areas.transcript, y);
            let mut label_ends = 0;
            if line.row == 0 && paragraph.first {
                label_ends = draw_label(
                    coding,
                    &app.loaded,
                    open,
                    paragraph.turn,
                    ui,
                    buffer,
                    transcript,
                );
            }
            let marked = open
                .bookmarks
                .iter()
                .any(|it| it.coder == app.loaded.coder && span.contains(it.at));
            let noted = open.memos.iter().any(|memo| match memo.target {
                MemoTarget::Passage { span: on, .. } => span.contains(on.start()),
                _ => false,
            });
            if marked {
                put(buffer, transcript, "#", ui.style(Role::Key));
            } else if noted {
                put(buffer, transcript, "m", ui.style(Role::Key));
            }
            let after = draw_text(open, *span, &marks, ui, buffer, row(areas.text, y));
            let edges = Edges {
                label_ends,
                text_ends: after,
                margin: areas.edge.x,
            };
            marks.draw_edges(coding.gutter, *span, edges, ui, buffer, transcript);
        }
        margin.draw(ui, buffer, row(areas.stripes, y), n);
    }
    for y in coding.view.len()..usize::from(areas.edge.height) {
        let y = u16::try_from(y).unwrap_or(u16::MAX);
        fill(
            buffer,
            row(areas.edge, y),
            ui.glyphs.edge(),
            ui.style(Role::Rule),
        );
    }
    if let Some(chips) = areas.chips {
        chips::draw(app, ui, buffer, chips);
    }
    if let Some(line) = areas.here {
        here_row::draw(coding, app, ui, buffer, line);
    }
    if let Some((line, area)) = areas.panel {
        panel::draw(coding, app, ui, buffer, line, area);
    }
    if let Some(jump) = &coding.jump {
        draw_labels(jump, coding, open, ui, buffer, areas.text);
    }
    caret(coding, app)
}

/// Writes the letters of a jump over the first cells of each unit.
fn draw_labels(
    jump: &Jump,
    coding: &Coding,
    open: &OpenInterview,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) {
    for (n, it) in coding.view.iter().enumerate() {
        let ViewRow::Text { span, .. } = it else {
            continue;
        };
        let from = jump
            .labels
            .partition_point(|(unit, _)| unit.start() < span.start());
        let here = jump.labels[from..].iter();
        for (unit, label) in here.take_while(|(unit, _)| unit.start() < span.end()) {
            let Some(rest) = jump.rest(label) else {
                continue;
            };
            let before = Span::within(open.text.chars(), span.start().0, unit.start().0)
                .ok()
                .and_then(|before| open.text.slice(before))
                .map_or(0, |before| ui.width(before));
            let line = row(area, u16::try_from(n).unwrap_or(u16::MAX));
            let place = from_column(line, before);
            let cells = Rect::new(place.x, place.y, place.width.min(ui.width(rest)), 1);
            clear_under(buffer, cells, ui.style(Role::Label));
            put(buffer, cells, rest, ui.style(Role::Label));
        }
    }
}

/// Where the unit under the cursor begins on screen.
#[must_use]
pub fn caret(coding: &Coding, app: &App) -> Option<Position> {
    let open = app.loaded.open.as_ref()?;
    let areas = layout::coding(app.desk.size, coding.gutter, coding.panel);
    let at = match coding.adjust {
        Some(adjust) => match adjust.moving {
            super::End::Start => adjust.span.start(),
            super::End::End => CharPos(adjust.span.end().0 - 1),
        },
        None => coding.head?.start(),
    };
    let (from, to) = view_range(coding);
    if coding.follow == Follow::Mouse && !(from..to).contains(&at) {
        return None;
    }
    let (n, span) = coding
        .view
        .iter()
        .enumerate()
        .find_map(|(n, it)| match it {
            // A passage may begin in a label, before the words of a turn.
            ViewRow::Text { span, .. } if at < span.end() => Some((n, *span)),
            _ => None,
        })?;
    let before = Span::within(open.text.chars(), span.start().0, at.0)
        .ok()
        .and_then(|before| open.text.slice(before))
        .map_or(0, |before| app.desk.measure.width(before));
    let line = row(areas.text, u16::try_from(n).ok()?);
    Some(Position::new(
        (line.x + before).min(line.right().saturating_sub(1)),
        line.y,
    ))
}

/// What the title says of this screen.
#[must_use]
pub fn title(coding: &Coding, app: &App, ui: &Ui) -> String {
    let Some(open) = &app.loaded.open else {
        return String::new();
    };
    let roomy = app.desk.size.width >= 100;
    let mut words = ui.fit(&open.name, app.desk.size.width / 4).into_owned();
    if roomy {
        let about = app
            .loaded
            .interviews
            .iter()
            .find(|it| it.id == open.id)
            .map(|it| {
                let values: Vec<&str> = it
                    .attributes
                    .iter()
                    .map(|(_, value)| value.as_str())
                    .collect();
                values.join(" / ")
            })
            .filter(|about| !about.is_empty());
        if let Some(about) = about {
            words = format!("{words} {}", ui.fit(&about, 24));
        }
    }
    let n = open.turns.len();
    let turn = Message::new("title-turn")
        .with("at", coding.turn().map_or(0, |turn| turn + 1).min(n))
        .with("of", n);
    let unit = ui.say(unit_key(coding.unit));
    let gap = if roomy { "  " } else { " " };
    format!("{words}{gap}{}{gap}{unit}", ui.tell(&turn))
}

/// Key in the strings of a unit's name.
#[must_use]
pub fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Char => "unit-char",
        Unit::Word => "unit-word",
        Unit::Clause => "unit-clause",
        Unit::Sentence => "unit-sentence",
        Unit::Paragraph => "unit-paragraph",
        Unit::Turn => "unit-turn",
    }
}

/// What stands in a row beside the marks of the cursor and the selection.
struct Edges {
    /// The column after the speaker's label; 0 where there is none.
    label_ends: u16,
    /// The column after the text.
    text_ends: u16,
    /// The column of the line before the margin.
    margin: u16,
}

/// The passages that look different from the rest.
struct Marks {
    head: Option<Span>,
    /// What a code would go to: its rows are marked at their beginning.
    target: Option<Span>,
    selection: Option<Span>,
    coded: Option<Span>,
    hits: Vec<Span>,
}

impl Marks {
    fn new(coding: &Coding, app: &App) -> Self {
        let (head, selection) = match (coding.adjust, coding.anchor) {
            (Some(adjust), _) => (Some(adjust.span), Some(adjust.span)),
            (None, Some(_)) => (coding.head, coding.target()),
            (None, None) => (coding.head, None),
        };
        let target = match coding.adjust {
            Some(adjust) => Some(adjust.span),
            None => coding.target(),
        };
        let (from, to) = view_range(coding);
        let hits = coding.search.as_ref().map_or_else(Vec::new, |search| {
            let first = search.hits.partition_point(|hit| hit.end() <= from);
            let last = search.hits.partition_point(|hit| hit.start() < to);
            search.hits[first..last.max(first)].to_vec()
        });
        Self {
            head,
            target,
            selection,
            coded: focused(coding, &app.loaded).map(|(tag, _)| tag.span),
            hits,
        }
    }

    /// Marks a row of the target with `>`, and puts `[` and `]` where a selection begins or
    /// ends at the edge of a row that has a cell to spare.
    fn draw_edges(
        &self,
        gutter: layout::Gutter,
        row: Span,
        edges: Edges,
        ui: &Ui,
        buffer: &mut Canvas,
        line: Rect,
    ) {
        if !self.target.is_some_and(|target| target.overlaps(row)) {
            return;
        }
        let style = ui.style(Role::Key);
        let start = line.x + gutter.width();
        let roomy = edges.label_ends < start - 1;
        let arrow = if roomy { start - 2 } else { start - 1 };
        ui.mark(buffer, from_column(line, arrow - line.x), style);
        let Some(selection) = self.selection else {
            return;
        };
        if roomy && selection.start() == row.start() {
            put(buffer, from_column(line, start - 1 - line.x), "[", style);
        }
        if selection.end() == row.end() && edges.text_ends < edges.margin {
            put(buffer, Rect::new(edges.text_ends, line.y, 1, 1), "]", style);
        }
    }

    /// The role of a position.
    fn role(&self, at: CharPos) -> Role {
        let within = |span: Option<Span>| span.is_some_and(|span| span.contains(at));
        if within(self.selection) {
            Role::Selection
        } else if within(self.head) {
            Role::Cursor
        } else if self.hits.iter().any(|hit| hit.contains(at)) {
            Role::Hit
        } else if within(self.coded) {
            Role::Coded
        } else {
            Role::Text
        }
    }

    /// Where in `row` the role may change.
    fn edges(&self, row: Span) -> Vec<u32> {
        let marked = [self.head, self.selection, self.coded];
        let mut edges: Vec<u32> = marked
            .iter()
            .flatten()
            .chain(&self.hits)
            .flat_map(|span| [span.start().0, span.end().0])
            .filter(|at| (row.start().0 + 1..row.end().0).contains(at))
            .chain([row.start().0, row.end().0])
            .collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    }
}

/// The text between the first and the last row in view.
pub(super) fn view_range(coding: &Coding) -> (CharPos, CharPos) {
    let mut spans = coding.view.iter().filter_map(|it| match it {
        ViewRow::Text { span, .. } => Some(*span),
        ViewRow::Gap => None,
    });
    let first = spans.next();
    let last = spans.next_back().or(first);
    (
        first.map_or(CharPos(0), Span::start),
        last.map_or(CharPos(0), Span::end),
    )
}

/// Writes number and speaker of a turn and returns the column after them.
fn draw_label(
    coding: &Coding,
    loaded: &Loaded,
    open: &OpenInterview,
    turn: usize,
    ui: &Ui,
    buffer: &mut Canvas,
    line: Rect,
) -> u16 {
    let number = Rect::new(line.x + 1, line.y, coding.gutter.number, 1);
    put_right(buffer, number, &(turn + 1).to_string(), ui.style(Role::Dim));
    let speaker = open
        .turns
        .get(turn)
        .and_then(|turn| open.speakers.get(usize::from(turn.speaker?)));
    if let Some(speaker) = speaker {
        let role = match speaker.role {
            Some(Speaks::Interviewer) => Role::Interviewer,
            _ => Role::Heading,
        };
        let number = super::questions::number_of(loaded, open, turn);
        let room = match number {
            Some(number) => coding.gutter.label.saturating_sub(ui.width(number) + 1),
            None => coding.gutter.label,
        };
        let label = ui.fit(&speaker.label, room);
        let place = from_column(line, coding.gutter.number + 2);
        let after = put(buffer, place, &label, ui.style(role));
        let Some(number) = number else {
            return after;
        };
        let start = coding.gutter.number + 2 + coding.gutter.label - ui.width(number);
        return put(
            buffer,
            from_column(line, start),
            number,
            ui.style(Role::Key),
        );
    }
    0
}

/// Writes a row of text and returns the column after it.
fn draw_text(
    open: &OpenInterview,
    span: Span,
    marks: &Marks,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> u16 {
    let mut area = area;
    for piece in marks.edges(span).windows(2) {
        let Ok(part) = Span::within(open.text.chars(), piece[0], piece[1]) else {
            continue;
        };
        let words = open.text.slice(part).unwrap_or_default();
        let style = ui.style(marks.role(part.start()));
        let after = put(buffer, area, words, style);
        area = from_column(area, after - area.x);
    }
    area.x
}
