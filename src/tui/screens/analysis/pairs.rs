//! Codes that stand together: problems and countermeasures unless other kinds are chosen, and
//! what has no link.

use ratatui::layout::{Position, Rect};

use super::compute::Paired;
use super::{Analysis, Ask, Look, Of, Sort, foot, grid, next_level, next_of};
use crate::model::Codebook;
use crate::study::{
    Behind, Below, CodeName, CodePair, CooccurRequest, CooccurUnit, Cooccurrence, Orphan,
};
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// Cells of a column.
pub(super) const CELL: u16 = 9;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// As the study is asked for it, but for the kinds.
    pub request: CooccurRequest,
    /// The kinds in rows and in columns, by id; those that links of the codebook lead from and
    /// to where nothing is chosen.
    pub kinds: Option<(String, String)>,
}

/// What a cell shows, by the number of the choice.
const VALUES: [&str; 4] = [
    "pairs-value-both",
    "pairs-value-links",
    "pairs-value-interviews",
    "pairs-value-jaccard",
];

/// The units, the usual one first.
const UNITS: [CooccurUnit; 5] = [
    CooccurUnit::Respondent,
    CooccurUnit::Answer,
    CooccurUnit::Turn,
    CooccurUnit::Overlap,
    CooccurUnit::Interview,
];

/// The two kinds of code that are set against each other: those of the codebook's links, else the
/// first two; `None` where codes have no kinds.
pub(super) fn usual_kinds(book: &Codebook) -> Option<(String, String)> {
    let kind = |id| {
        let kind = book.get(id)?.entry.kind.clone();
        (!kind.is_empty()).then_some(kind)
    };
    let linked = book
        .links
        .iter()
        .find_map(|link| Some((kind(link.from)?, kind(link.to)?)));
    linked.or_else(|| {
        let first = book.kinds.first()?;
        let second = book.kinds.get(1).unwrap_or(first);
        Some((first.id.clone(), second.id.clone()))
    })
}

/// The codes in rows and in columns, by the codebook.
pub(super) fn axes(found: &Cooccurrence) -> (Vec<CodeName>, Vec<CodeName>) {
    let sorted = |codes: &mut dyn Iterator<Item = &CodeName>| -> Vec<CodeName> {
        let mut codes: Vec<CodeName> = codes.cloned().collect();
        codes.sort_by_key(|code| code.place);
        codes.dedup();
        codes
    };
    (
        sorted(&mut found.pairs.iter().map(|pair| &pair.a)),
        sorted(&mut found.pairs.iter().map(|pair| &pair.b)),
    )
}

/// The pair of a row and a column.
pub(super) fn pair(it: &Paired, row: usize, column: usize) -> Option<&CodePair> {
    let codes = (it.rows.get(row)?.place, it.cols.get(column)?.place);
    it.found.pairs.get(*it.places.get(&codes)?)
}

/// The rows in order.
pub(super) fn rows(it: &Paired, screen: &Analysis) -> Vec<usize> {
    let passes = |place: &usize| {
        let code = &it.rows[*place];
        screen.words.passes([code.public_id.as_str(), &code.name])
    };
    let mut rows: Vec<usize> = (0..it.rows.len()).filter(passes).collect();
    match screen.sort {
        Sort::Codebook => {}
        Sort::Most => {
            let of = |place: &usize| -> u64 {
                let code = it.rows[*place].place;
                let mine = it.found.pairs.iter().filter(|pair| pair.a.place == code);
                mine.map(|pair| pair.figures.n).sum()
            };
            rows.sort_by_cached_key(|place| std::cmp::Reverse(of(place)));
        }
        Sort::Column(column) => {
            let of = |place: &usize| {
                let pair = pair(it, *place, column);
                pair.map_or((0, 0), |pair| {
                    let hidden = it.found.hides(pair.figures.n);
                    (
                        if hidden { 1 } else { pair.figures.n },
                        pair.tie.as_ref().map_or(0, |tie| tie.passages),
                    )
                })
            };
            rows.sort_by_cached_key(|place| std::cmp::Reverse(of(place)));
        }
    }
    rows
}

/// The passages of the cell under the cursor.
pub(super) fn behind(it: &Paired, screen: &Analysis) -> Option<(Behind, Message)> {
    if screen.look == Look::Orphans {
        let mut all = it
            .links
            .unanswered
            .iter()
            .chain(&it.links.answering_nothing);
        let code = &all.nth(screen.list.at)?.code;
        let behind = Behind::Code {
            code: code.id,
            below: Below::LeftOut,
            group: None,
        };
        let what = Message::new("title-passages");
        let name = format!("{} {}", code.public_id, code.name);
        return Some((behind, what.with("code", name)));
    }
    let pair = pair(it, screen.row()?, screen.columns.at)?;
    let Ask::Pairs(choice) = &screen.ask else {
        return None;
    };
    let mut request = choice.request.clone();
    request.rows = it.kinds.as_ref().map(|(rows, _)| rows.clone());
    request.cols = it.kinds.as_ref().map(|(_, cols)| cols.clone());
    let behind = Behind::Pair {
        a: pair.a.id,
        b: pair.b.id,
        request,
    };
    let what = Message::new("title-passages-pair")
        .with("a", format!("{} {}", pair.a.public_id, pair.a.name))
        .with("b", format!("{} {}", pair.b.public_id, pair.b.name));
    Some((behind, what))
}

/// Changes what is looked for; whether anything has to be counted anew.
pub(super) fn parameter(screen: &mut Analysis, command: Command) -> bool {
    let (deepest, unit, kinds) = match &screen.found {
        Some(found) => match &found.of {
            Of::Pairs(it) => (found.deepest, Some(it.found.unit), it.kinds.clone()),
            _ => return false,
        },
        None => (1, None, None),
    };
    let n_links = VALUES.len();
    let Ask::Pairs(choice) = &mut screen.ask else {
        return false;
    };
    match command {
        Command::Unit => {
            let now = unit.or(choice.request.unit).unwrap_or(UNITS[0]);
            let mut next = next_of(&UNITS, now);
            // Where no respondents are known their unit means the interview, which has its turn.
            if next == CooccurUnit::Respondent
                && now == CooccurUnit::Interview
                && choice.request.unit == Some(CooccurUnit::Respondent)
            {
                next = CooccurUnit::Answer;
            }
            choice.request.unit = Some(next);
        }
        Command::Level => choice.request.level = next_level(choice.request.level, deepest),
        Command::Kinds => {
            let Some((rows, cols)) = kinds else {
                return false;
            };
            let both = (rows.clone(), cols.clone());
            choice.kinds = if rows == cols {
                match &screen.pair_of_kinds {
                    Some((first, second)) if rows == *first && first != second => {
                        Some((second.clone(), second.clone()))
                    }
                    other => other.clone(),
                }
            } else {
                // Rows against rows, then columns against columns, then the two again.
                Some((rows.clone(), rows))
            };
            if both.0 != both.1 {
                screen.pair_of_kinds = Some(both);
            }
        }
        Command::Value => {
            screen.value = (screen.value + 1) % n_links;
            return false;
        }
        _ => return false,
    }
    screen.list = super::List::default();
    screen.columns = super::List::default();
    true
}

/// The words in a cell.
fn words(it: &Paired, pair: Option<&CodePair>, value: usize, ui: &Ui) -> String {
    let Some(pair) = pair else {
        return ".".to_owned();
    };
    if it.found.hides(pair.figures.n) {
        return ui.say("cell-fewer-than-three");
    }
    match (value, &pair.tie) {
        (1, Some(tie)) => tie.links.to_string(),
        (1, None) => "–".to_owned(),
        (2, _) => pair.figures.interviews.to_string(),
        (3, _) => format!("{:.3}", pair.figures.jaccard()),
        (_, Some(tie)) => format!("{}({})", pair.figures.n, tie.passages),
        (_, None) => pair.figures.n.to_string(),
    }
}

/// What the cell under the cursor says in words.
pub(super) fn said(it: &Paired, screen: &Analysis, ui: &Ui) -> String {
    let here = || {
        let a = it.rows.get(screen.row()?)?;
        let b = it.cols.get(screen.columns.at)?;
        Some((a, b, pair(it, screen.row()?, screen.columns.at)))
    };
    let Some((a, b, pair)) = here() else {
        return String::new();
    };
    let key = match pair {
        None => "pairs-cell-none",
        Some(pair) if it.found.hides(pair.figures.n) => "pairs-cell-hidden",
        Some(pair) if pair.tie.is_none() => "pairs-cell-units",
        Some(_) => match it.found.unit {
            CooccurUnit::Respondent => "pairs-cell-respondents",
            _ => "pairs-cell-interviews",
        },
    };
    let mut message = Message::new(key)
        .with("a", format!("{} {}", a.public_id, a.name))
        .with("b", format!("{} {}", b.public_id, b.name));
    if let Some(pair) = pair.filter(|pair| !it.found.hides(pair.figures.n)) {
        let tie = pair.tie.clone().unwrap_or_default();
        message = message
            .with("together", pair.figures.n)
            .with("passages", tie.passages)
            .with("links", tie.links)
            .with("interviews", pair.figures.interviews)
            .with("jaccard", format!("{:.3}", pair.figures.jaccard()));
    }
    ui.tell(&message)
}

/// Which codes without a supported link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Problems that nobody answers.
    Unanswered,
    /// Countermeasures that answer nothing.
    AnswersNothing,
}

/// Codes without a supported link, as many as have room, with who names them.
pub(super) fn orphans(it: &Paired, ui: &Ui, width: u16, side: Side) -> String {
    let (key, all) = match side {
        Side::Unanswered => ("pairs-unanswered", &it.links.unanswered),
        Side::AnswersNothing => ("pairs-answers-nothing", &it.links.answering_nothing),
    };
    let mut words = ui.tell(&Message::new(key).with("n", all.len()));
    for (orphan, n) in all.iter().zip(1..) {
        let one = one_orphan(orphan, it.links.counts_people, ui, width);
        let rest = all.len() - n;
        let more = if rest > 0 { 3 } else { 0 };
        if ui.width(&words) + 2 + ui.width(&one) + more > width {
            words.push_str(" …");
            break;
        }
        words.push_str("  ");
        words.push_str(&one);
    }
    words
}

/// From so many cells on codes without a link have their names.
const ROOMY: u16 = 100;

fn one_orphan(orphan: &Orphan, people: bool, ui: &Ui, width: u16) -> String {
    let small = crate::study::Small::default();
    let voices = match small.people(orphan.voices) {
        cell if people => ui.strings.cell(&cell),
        _ => orphan.voices.to_string(),
    };
    // Where there is little room the number of the code has to do.
    if width < ROOMY {
        return format!("{}({voices})", orphan.code.public_id);
    }
    format!("{} {}({voices})", orphan.code.public_id, orphan.code.name)
}

/// What was chosen.
pub(super) fn scope(it: &Paired, screen: &Analysis, ui: &Ui) -> String {
    let unit = ui.say(match it.found.unit {
        CooccurUnit::Overlap => "pairs-unit-overlap",
        CooccurUnit::Near(_) => "pairs-unit-near",
        CooccurUnit::Turn => "pairs-unit-turn",
        CooccurUnit::Answer => "pairs-unit-answer",
        CooccurUnit::Interview => "pairs-unit-interview",
        CooccurUnit::Respondent => "pairs-unit-respondent",
    });
    let value = ui.say(VALUES[screen.value.min(VALUES.len() - 1)]);
    let level = match &screen.ask {
        Ask::Pairs(choice) => foot::level(choice.request.level, ui),
        _ => String::new(),
    };
    let sort = ui.say(match screen.sort {
        Sort::Most => "sort-most",
        Sort::Codebook => "sort-codebook",
        Sort::Column(_) => "sort-column",
    });
    format!("{unit}  {value}  {level}  {sort}")
}

/// Draws the matrix and returns where the cursor is.
pub(super) fn draw(
    it: &Paired,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let wide = grid::n_wide(area.width, CELL);
    let in_view = screen.columns.view(it.cols.len(), wide);
    let dim = ui.style(Role::Dim);
    put(
        buffer,
        from_column(row(area, 0), 2),
        &ui.say("head-code"),
        dim,
    );
    for (column, n) in in_view.clone().zip(0..) {
        let code = &it.cols[column];
        let at = |y: u16| grid::cell_of(row(area, y), area.width, CELL, n);
        put_right(buffer, at(0), &ui.fit(&code.public_id, CELL - 1), dim);
        put_right(buffer, at(1), &ui.fit(&code.name, CELL - 1), dim);
    }
    let more = in_view.end < it.cols.len();
    grid::draw_more(ui, buffer, row(area, 0), in_view.start > 0, more);
    let body = Rect::new(
        area.x,
        area.y + 2,
        area.width,
        area.height.saturating_sub(2),
    );
    let mut cursor = None;
    let rows = screen
        .list
        .view(screen.rows.len(), usize::from(body.height));
    for (at, y) in rows.zip(0..) {
        let place = screen.rows[at];
        let line = row(body, y);
        let here = at == screen.list.at;
        if here {
            ui.mark(buffer, line, ui.style(Role::Cursor));
        }
        let code = &it.rows[place];
        let name = format!("{} {}", code.public_id, code.name);
        grid::draw_name(ui, buffer, line, &name, ui.style(Role::Text));
        for (column, n) in in_view.clone().zip(0..) {
            let cell = grid::cell_of(line, area.width, CELL, n);
            let is_here = here && column == screen.columns.at;
            let pair = pair(it, place, column);
            let style = match (is_here, pair) {
                (true, _) => ui.style(Role::Cursor),
                (false, None) => ui.style(Role::Faint),
                (false, Some(_)) => ui.style(Role::Text),
            };
            if is_here {
                buffer.set_style(from_column(cell, 1), style);
                cursor = Some(Position::new(cell.right().saturating_sub(1), cell.y));
            }
            put_right(buffer, cell, &words(it, pair, screen.value, ui), style);
        }
    }
    cursor
}

/// Draws the strongest pairs with bars, and what nobody answers, into a panel.
pub(super) fn draw_small(it: &Paired, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let mut pairs: Vec<&CodePair> = it
        .found
        .pairs
        .iter()
        .filter(|pair| !it.found.hides(pair.figures.n))
        .collect();
    pairs.sort_by_key(|pair| {
        std::cmp::Reverse((
            pair.figures.n,
            pair.tie.as_ref().map_or(0, |tie| tie.passages),
        ))
    });
    let rows = area.height.saturating_sub(1);
    let most = pairs.first().map_or(0, |pair| pair.figures.n);
    let ids = pairs
        .iter()
        .take(usize::from(rows))
        .map(|pair| ui.width(&pair.a.public_id) + ui.width(&pair.b.public_id) + 4);
    let ids = ids.max().unwrap_or(0);
    let name = area
        .width
        .saturating_sub(6)
        .min(if area.width >= 56 { 44 } else { 28 })
        .max(ids);
    let bars = u64::from(area.width.saturating_sub(name + 6));
    let per_cell = most.div_ceil(bars.max(1)).max(1);
    let text = ui.style(Role::Text);
    for (pair, y) in pairs.iter().zip(0..rows) {
        let line = row(area, y);
        let room = name.saturating_sub(4) / 2;
        let one = |code: &CodeName| ui.pad(&format!("{} {}", code.public_id, code.name), room);
        let words = format!("{} > {}", one(&pair.a), one(&pair.b));
        put(buffer, line, &ui.pad(&words, name), text);
        let number = Rect::new(line.x + name, line.y, 4, 1).intersection(line);
        put_right(buffer, number, &pair.figures.n.to_string(), text);
        let cells = u16::try_from(pair.figures.n / per_cell).unwrap_or(u16::MAX);
        let bar = from_column(line, name + 5);
        let bar = Rect::new(bar.x, bar.y, bar.width.min(cells), 1);
        fill(buffer, bar, ui.glyphs.bar(), ui.style(Role::Bar));
    }
    if pairs.is_empty() {
        let key = if it.found.pairs.is_empty() {
            "empty-pairs"
        } else {
            "pairs-all-hidden"
        };
        ui.wrapped(
            buffer,
            Rect::new(area.x, area.y, area.width, rows),
            &ui.say(key),
            ui.style(Role::Dim),
        );
    }
    let last = row(area, area.height.saturating_sub(1));
    let words = orphans(it, ui, area.width, Side::Unanswered);
    put(
        buffer,
        last,
        &ui.fit(&words, last.width),
        ui.style(Role::Dim),
    );
}
