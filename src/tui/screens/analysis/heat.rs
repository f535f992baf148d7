//! Codes by groups: a number and its shade in every cell, and the way from it to the passages.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Analysis, Ask, Of, Sort, grid, next_level, next_of};
use crate::analysis::crosstab::Counts;
use crate::model::table::{Cell, Table};
use crate::study::{
    Behind, Below, Count, Crosstab, CrosstabRequest, CrosstabRow, InGroup, ShareOf, Width,
};
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// Cells of a column.
pub(super) const CELL: u16 = 11;
/// Cells of a number.
const NUMBER: u16 = 6;

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// As the study is asked for it; without an attribute the usual one is meant.
    pub request: CrosstabRequest,
}

impl Default for Choice {
    /// Which share of a group's people name a code.
    fn default() -> Self {
        Self {
            request: CrosstabRequest {
                shares: vec![ShareOf::Column],
                ..CrosstabRequest::default()
            },
        }
    }
}

/// The rows in order.
pub(super) fn rows(found: &Crosstab, screen: &Analysis) -> Vec<usize> {
    let Some(table) = screen.found.as_ref().map(|it| &it.table) else {
        return Vec::new();
    };
    let passes = |place: &usize| {
        let it = &found.rows[*place];
        screen.words.passes([it.public_id.as_str(), &it.path])
    };
    let mut rows: Vec<usize> = (0..found.rows.len()).filter(passes).collect();
    let all = |place: &usize| {
        let counts = found.rows[*place].own.last().copied();
        counts.unwrap_or_default()
    };
    match screen.sort {
        Sort::Codebook => {}
        Sort::Most => {
            rows.retain(|place| all(place).codings > 0);
            rows.sort_by_key(|place| {
                std::cmp::Reverse((figure(found, all(place)), all(place).codings))
            });
        }
        Sort::Column(group) => {
            rows.retain(|place| all(place).codings > 0);
            let value = |place: &usize| shown(table, found, *place, group).and_then(number);
            // What isn't printed comes after what is.
            rows.sort_by(|a, b| {
                let of = |place| value(place).unwrap_or(f64::NEG_INFINITY);
                of(b).total_cmp(&of(a))
            });
        }
    }
    rows
}

fn figure(found: &Crosstab, counts: Counts) -> u64 {
    match found.counted() {
        Count::Codings => counts.codings,
        Count::Respondents => counts.respondents,
        Count::Cases | Count::Interviews => counts.interviews,
    }
}

/// The share that a cell shows, `None` where it shows the count.
pub(super) fn share(screen: &Analysis) -> Option<ShareOf> {
    match &screen.ask {
        Ask::Heat(choice) => choice.request.shares.first().copied(),
        _ => None,
    }
}

/// Columns of the table for each group.
fn per_group(table: &Table, found: &Crosstab) -> usize {
    // Two names before them, all together behind.
    (table.columns.len().saturating_sub(3)) / found.groups.len().max(1)
}

/// The cell of the table that is printed for a code in a group: its share where there is one.
pub(super) fn shown<'a>(
    table: &'a Table,
    found: &Crosstab,
    place: usize,
    group: usize,
) -> Option<&'a Cell> {
    let per = per_group(table, found);
    let count = table.rows.get(place)?.get(2 + group * per)?;
    match (count, per) {
        // A cell that is hidden says so.
        (Cell::Key(_), _) | (_, 1) => Some(count),
        _ => table.rows[place].get(2 + group * per + per - 1),
    }
}

/// The number in a cell.
fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Count(n) => Some(*n as f64),
        Cell::Share(share) => Some(*share),
        _ => None,
    }
}

/// Steps of shade, from none.
const STEPS: usize = 4;

/// The step of shade of a cell: a share goes by fifths of the whole, a count by fifths of the
/// largest in view of the table.
fn step(cell: &Cell, most: f64) -> usize {
    let share = match cell {
        Cell::Share(share) => *share,
        Cell::Count(n) if most > 0.0 => *n as f64 / most,
        _ => return 0,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it lies between 0 and 4"
    )]
    let step = (share * 100.0 / 21.0).floor().clamp(0.0, 4.0) as usize;
    step.min(STEPS)
}

/// The largest count of the table.
fn most(found: &Crosstab, screen: &Analysis) -> f64 {
    let Some(table) = screen.found.as_ref().map(|it| &it.table) else {
        return 0.0;
    };
    let groups = 0..found.groups.len();
    let cells = screen.rows.iter().flat_map(|place| {
        let of = |group| shown(table, found, *place, group).and_then(number);
        groups.clone().filter_map(of)
    });
    cells.fold(0.0, f64::max)
}

/// The passages of the cell under the cursor.
pub(super) fn behind(found: &Crosstab, screen: &Analysis) -> Option<(Behind, Message)> {
    let it = &found.rows[screen.row()?];
    let group = found.groups.get(screen.columns.at)?;
    let (request, level) = match &screen.ask {
        Ask::Heat(choice) => (&choice.request, choice.request.level),
        _ => return None,
    };
    let behind = Behind::Code {
        code: it.code,
        below: if level == Some(it.depth + 1) {
            Below::Counted
        } else {
            Below::LeftOut
        },
        group: Some(InGroup {
            by: found.by.name().to_owned(),
            width: request.width,
            value: group.value.clone(),
        }),
    };
    let what = Message::new("title-passages-group")
        .with("code", format!("{} {}", it.public_id, it.name))
        .with("group", group.value.as_deref().unwrap_or("–"));
    Some((behind, what))
}

/// Changes what is counted; whether anything has to be counted anew.
pub(super) fn parameter(screen: &mut Analysis, command: Command) -> bool {
    let (deepest, people) = match &screen.found {
        Some(found) => (
            found.deepest,
            matches!(&found.of, Of::Heat(it) if it.knows_respondents),
        ),
        None => (1, false),
    };
    let Ask::Heat(choice) = &mut screen.ask else {
        return false;
    };
    let request = &mut choice.request;
    match command {
        Command::Value => {
            let possible: &[Count] = if people {
                &[Count::Cases, Count::Interviews, Count::Codings]
            } else {
                &[Count::Cases, Count::Codings]
            };
            request.count = next_of(possible, request.count);
        }
        Command::Normalise => {
            request.shares = match request.shares.first() {
                Some(ShareOf::Column) => vec![ShareOf::Row],
                Some(_) => Vec::new(),
                None => vec![ShareOf::Column],
            };
        }
        Command::Wider => {
            request.width = match request.width {
                Width::Own => Width::Wider,
                Width::Wider => Width::Own,
            };
        }
        Command::Level => {
            request.level = next_level(request.level, deepest);
            screen.list = super::List::default();
        }
        _ => return false,
    }
    true
}

/// What the cell under the cursor says in words.
pub(super) fn said(found: &Crosstab, screen: &Analysis, ui: &Ui) -> String {
    let here = || {
        let it = found.rows.get(screen.row()?)?;
        let group = found.groups.get(screen.columns.at)?;
        let counts = it.own.get(screen.columns.at)?;
        Some((it, group, counts))
    };
    let Some((it, group, counts)) = here() else {
        return String::new();
    };
    let table = screen.found.as_ref().map(|found| &found.table);
    let hidden = table.is_some_and(|table| {
        let cell = shown(table, found, screen.row().unwrap_or(0), screen.columns.at);
        matches!(cell, Some(Cell::Key(_)))
    });
    let value = group
        .value
        .clone()
        .unwrap_or_else(|| ui.say("group-without-value"));
    let key = match (hidden, found.counted()) {
        (true, _) => "heat-cell-hidden",
        (false, Count::Respondents) => "heat-cell-respondents",
        (false, _) => "heat-cell-interviews",
    };
    let whole = match found.counted() {
        Count::Respondents => group.n_respondents,
        _ => group.n_interviews,
    };
    let part = match found.counted() {
        Count::Respondents => counts.respondents,
        _ => counts.interviews,
    };
    ui.tell(
        &Message::new(key)
            .with("code", format!("{} {}", it.public_id, it.name))
            .with("group", value)
            .with("part", part)
            .with("whole", whole)
            .with("codings", counts.codings),
    )
}

/// What the shades mean.
pub(super) fn legend(found: &Crosstab, screen: &Analysis, ui: &Ui) -> String {
    let shade = |step: usize| ui.glyphs.shade(step).to_string().repeat(3);
    let key = match share(screen) {
        Some(ShareOf::Row) => "heat-legend-row",
        Some(_) => "heat-legend-column",
        None => "heat-legend-count",
    };
    let mut message = Message::new(key)
        .with("one", shade(1))
        .with("two", shade(2))
        .with("three", shade(3))
        .with("four", shade(4));
    if share(screen).is_none() {
        message = message.with("most", format!("{:.0}", most(found, screen)));
    }
    ui.tell(&message)
}

/// What was chosen.
pub(super) fn scope(found: &Crosstab, screen: &Analysis, ui: &Ui) -> String {
    let value = ui.say(match found.counted() {
        Count::Codings => "value-codings",
        Count::Respondents => "value-respondents",
        Count::Cases | Count::Interviews => "value-interviews",
    });
    let share = ui.say(match share(screen) {
        None => "share-none",
        Some(ShareOf::Row) => "share-row",
        Some(_) => "share-column",
    });
    let level = match &screen.ask {
        Ask::Heat(choice) => choice.request.level,
        _ => None,
    };
    let level = match level {
        None => ui.say("level-all-short"),
        Some(level) => ui.tell(&Message::new("level-n-short").with("level", level)),
    };
    let sort = ui.say(match screen.sort {
        Sort::Most => "sort-most",
        Sort::Codebook => "sort-codebook",
        Sort::Column(_) => "sort-column",
    });
    let by = ui.tell(&Message::new("analysis-by").with("by", by_words(found, ui)));
    format!("{by}  {value}  {share}  {level}  {sort}")
}

/// What groups are by.
fn by_words(found: &Crosstab, ui: &Ui) -> String {
    use crate::study::By;
    match &found.by {
        By::Attribute(name) => name.clone(),
        By::Coder => ui.say("by-coder"),
        By::Role => ui.say("by-role"),
        By::Question => ui.say("by-question"),
        By::Layer => ui.say("by-layer"),
    }
}

/// How a grid is drawn: on the whole screen with a cursor, or into a panel without.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Grid {
    name: u16,
    cell: u16,
    wide: usize,
    from: usize,
    cursor: bool,
}

/// Draws the grid and returns where the cursor is.
pub(super) fn draw(
    found: &Crosstab,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let wide = grid::n_wide(area.width, CELL);
    let grid = Grid {
        name: grid::name_width(area.width),
        cell: CELL,
        wide,
        from: screen.columns.view(found.groups.len(), wide).start,
        cursor: true,
    };
    let after = grid.from + wide < found.groups.len();
    grid::draw_more(ui, buffer, row(area, 0), grid.from > 0, after);
    draw_grid(found, screen, ui, buffer, area, grid)
}

/// Draws the first rows and groups into a panel.
pub(super) fn draw_small(
    found: &Crosstab,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) {
    let name = (area.width / 3).clamp(10, 20);
    let cell = 9;
    let grid = Grid {
        name,
        cell,
        wide: usize::from(area.width.saturating_sub(name + 2) / cell).max(1),
        from: 0,
        cursor: false,
    };
    draw_grid(found, screen, ui, buffer, area, grid);
}

fn draw_grid(
    found: &Crosstab,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
    grid: Grid,
) -> Option<Position> {
    let table = screen.found.as_ref().map(|it| &it.table)?;
    let groups = grid.from..(grid.from + grid.wide).min(found.groups.len());
    let per = per_group(table, found);
    let dim = ui.style(Role::Dim);
    put(
        buffer,
        from_column(row(area, 0), 2),
        &ui.say("head-code"),
        dim,
    );
    let cell = |line: Rect, n: usize| {
        let x = u16::try_from(n)
            .unwrap_or(u16::MAX)
            .saturating_mul(grid.cell);
        let area = from_column(line, (2 + grid.name).saturating_add(x));
        Rect::new(
            area.x,
            area.y,
            area.width.min(grid.cell),
            area.height.min(1),
        )
    };
    for (group, n) in groups.clone().zip(0..) {
        let it = &found.groups[group];
        let words = match &it.value {
            Some(value) if !matches!(found.by, crate::study::By::Role) => value.clone(),
            _ => {
                // A group that the program names says how many it has as well.
                let heading = ui.strings.heading(&table.columns[2 + group * per]);
                heading
                    .split(['（', '('])
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned()
            }
        };
        let whole = match found.counted() {
            Count::Codings => found.any.get(group).map_or(0, |it| it.codings),
            Count::Respondents => it.n_respondents,
            Count::Cases | Count::Interviews => it.n_interviews,
        };
        let room = grid.cell - 1;
        put_right(buffer, cell(row(area, 0), n), &ui.fit(&words, room), dim);
        put_right(buffer, cell(row(area, 1), n), &format!("n={whole}"), dim);
    }
    let body = Rect::new(
        area.x,
        area.y + 2,
        area.width,
        area.height.saturating_sub(2),
    );
    let most = most(found, screen);
    let mut cursor = None;
    let height = usize::from(body.height);
    let in_view = if grid.cursor {
        screen.list.view(screen.rows.len(), height)
    } else {
        0..height.min(screen.rows.len())
    };
    for (at, y) in in_view.zip(0..) {
        let place = screen.rows[at];
        let line = row(body, y);
        let here = grid.cursor && at == screen.list.at;
        let style = if here {
            ui.mark(buffer, line, ui.style(Role::Cursor));
            ui.style(Role::Text)
        } else {
            ui.style(Role::Text)
        };
        let words = name_of(&found.rows[place], screen.sort);
        let name = from_column(line, if grid.cursor { 2 } else { 0 });
        put(buffer, name, &ui.pad(&words, grid.name - 1), style);
        for (group, n) in groups.clone().zip(0..) {
            let at_cell = cell(line, n);
            let Some(shown) = shown(table, found, place, group) else {
                continue;
            };
            let is_here = here && group == screen.columns.at;
            if is_here {
                cursor = Some(Position::new(at_cell.right().saturating_sub(1), at_cell.y));
            }
            draw_cell(ui, buffer, at_cell, shown, most, is_here);
        }
    }
    cursor
}

fn name_of(it: &CrosstabRow, sort: Sort) -> String {
    let indent = match sort {
        Sort::Codebook => " ".repeat(usize::from(it.depth)),
        Sort::Most | Sort::Column(_) => String::new(),
    };
    format!("{indent}{} {}", it.public_id, it.name)
}

/// A number with its shade before it.
fn draw_cell(ui: &Ui, buffer: &mut Canvas, area: Rect, cell: &Cell, most: f64, here: bool) {
    let style: Style = if here {
        ui.style(Role::Cursor)
    } else {
        ui.style(Role::Text)
    };
    let inner = Rect::new(
        area.x + 1.min(area.width),
        area.y,
        area.width.saturating_sub(1),
        1,
    );
    if here {
        buffer.set_style(inner, style);
    }
    let shade = Rect::new(inner.x, inner.y, inner.width.saturating_sub(NUMBER), 1);
    let look = if here { style } else { ui.style(Role::Bar) };
    fill(buffer, shade, ui.glyphs.shade(step(cell, most)), look);
    let words = match cell {
        Cell::Empty => "–".to_owned(),
        cell => ui.strings.cell(cell),
    };
    put_right(buffer, inner, &words, style);
}
