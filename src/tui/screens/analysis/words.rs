//! How often words are said, by whom, and which group says them more; every word leads to its
//! places.

use ratatui::layout::{Position, Rect};

use super::{Analysis, Ask, Counted, lines};
use crate::study::{Counting, Heard, Words};
use crate::tui::app::Go;
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// Words in the list at most.
const TOP: usize = 500;
/// Cells of a word.
const WORD: u16 = 16;
/// Cells of a figure.
const NUMBER: u16 = 9;

/// Words of respondents, function words left out.
#[must_use]
pub fn usual() -> Counting {
    Counting {
        least: 1,
        top: Some(TOP),
        ..Counting::default()
    }
}

/// The rows in the order of the verb.
pub(super) fn rows(found: &Words, screen: &Analysis) -> Vec<usize> {
    let passes = |place: &usize| screen.words.passes([found.rows[*place].word.as_str()]);
    (0..found.rows.len()).filter(passes).collect()
}

/// The places of the word under the cursor.
pub(super) fn places(found: &Words, screen: &Analysis) -> Option<Go> {
    let word = found.rows[screen.row()?].word.clone();
    let how = lines::places(word, found.how.clone());
    Some(Go::Word(Box::new(how), Box::new(screen.filter.clone())))
}

/// Changes what is counted; whether anything has to be counted anew.
pub(super) fn parameter(screen: &mut Analysis, command: Command) -> bool {
    let Ask::Words(how) = &mut screen.ask else {
        return false;
    };
    match command {
        Command::AllWords => how.all_words = !how.all_words,
        Command::Heard => {
            how.heard = match how.heard {
                Heard::Respondents => Heard::Everybody,
                Heard::Everybody => Heard::Respondents,
            };
        }
        _ => return false,
    }
    screen.list = super::List::default();
    true
}

/// Which words are left out, as the table says it.
pub(super) fn left_out(found: &Counted, ui: &Ui) -> String {
    // Whose words are counted comes first: it matters most where not all has room.
    let keys = [
        "without-interviewer",
        "with-interviewer",
        "stop-words-out",
        "stop-words-in",
    ];
    let notes = &found.table.notes;
    let notes = keys
        .iter()
        .filter_map(|key| notes.iter().find(|note| note.key == *key));
    let words: Vec<String> = notes.map(|note| ui.strings.note(note)).collect();
    words.join(" ")
}

/// What was chosen.
pub(super) fn scope(found: &Words, ui: &Ui) -> String {
    let by = match &found.how.by {
        Some(by) => ui.tell(&Message::new("analysis-by").with("by", by)),
        None => ui.say("by-nothing"),
    };
    let shown = Message::new("words-shown-of")
        .with("shown", found.rows.len())
        .with("all", found.n_shown_of);
    format!("{by}  {}", ui.tell(&shown))
}

/// Draws the rows and returns where the cursor is.
pub(super) fn draw(
    found: &Words,
    screen: &Analysis,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) -> Option<Position> {
    let dim = ui.style(Role::Dim);
    let grouped = !found.groups.is_empty();
    let mut heads = vec!["head-times", "head-interviews"];
    if found.knows_respondents {
        heads.push("head-respondents");
    }
    if grouped {
        heads.push("head-g2");
    }
    let head = row(area, 0);
    put(buffer, from_column(head, 2), &ui.say("head-word"), dim);
    let cell = |line: Rect, n: u16| {
        let at = from_column(line, 2 + WORD + n * NUMBER);
        Rect::new(at.x, at.y, at.width.min(NUMBER), at.height.min(1))
    };
    for (key, n) in heads.iter().zip(0..) {
        put_right(buffer, cell(head, n), &ui.say(key), dim);
    }
    let n_heads = u16::try_from(heads.len()).unwrap_or(0);
    let rest = 2 + WORD + n_heads * NUMBER + 2;
    let most = screen
        .rows
        .iter()
        .map(|place| found.rows[*place].tally.n)
        .max()
        .unwrap_or(0);
    let bars = area.width.saturating_sub(rest + 1);
    let per_cell = most.div_ceil(u64::from(bars.max(1))).max(1);
    if grouped {
        put(buffer, from_column(head, rest), &ui.say("head-over"), dim);
    } else {
        let scale = ui.tell(&Message::new("bar-scale-times").with("n", per_cell));
        put(buffer, from_column(head, rest), &scale, dim);
    }
    let body = Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(1),
    );
    let mut cursor = None;
    let in_view = screen
        .list
        .view(screen.rows.len(), usize::from(body.height));
    for (at, y) in in_view.zip(0..) {
        let it = &found.rows[screen.rows[at]];
        let line = row(body, y);
        let here = at == screen.list.at;
        let style = if here {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(Role::Text)
        };
        put(buffer, from_column(line, 2), &ui.pad(&it.word, WORD), style);
        let mut figures = vec![
            it.tally.n.to_string(),
            it.tally.interviews.len().to_string(),
        ];
        if found.knows_respondents {
            figures.push(it.tally.respondents.len().to_string());
        }
        if grouped {
            figures.push(
                it.keyness
                    .map_or_else(String::new, |it| format!("{:.3}", it.g2)),
            );
        }
        for (words, n) in figures.iter().zip(0..) {
            put_right(buffer, cell(line, n), words, style);
        }
        let last = from_column(line, rest);
        if grouped {
            let over = it.keyness.map(|it| found.groups[it.over].value.as_str());
            let words = ui.fit(over.unwrap_or_default(), last.width);
            put(buffer, last, &words, style);
        } else {
            let cells = u16::try_from(it.tally.n / per_cell)
                .unwrap_or(u16::MAX)
                .min(bars);
            let bar = Rect::new(last.x, last.y, cells, 1).intersection(line);
            fill(
                buffer,
                bar,
                ui.glyphs.bar(),
                if here { style } else { ui.style(Role::Bar) },
            );
        }
    }
    cursor
}
