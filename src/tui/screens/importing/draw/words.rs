//! The words of an interview that is looked over: its turns, or its text with what is outside of
//! them.

use ratatui::layout::Rect;

use crate::model::Role as Does;
use crate::model::plan::PlannedInterview;
use crate::text::Text;
use crate::tui::screens::importing::look::{Look, Shown, bytes_in_line, lines};
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

/// Cells of a turn's number, and of a label at most.
const NUMBER: u16 = 5;
const LABEL: u16 = 12;

pub fn draw(look: &Look, interview: &PlannedInterview, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let Some(text) = &look.text else {
        return;
    };
    match look.shown {
        Shown::Turns => draw_turns(look, interview, text, ui, buffer, area),
        Shown::Whole => draw_whole(look, interview, text, ui, buffer, area),
    }
}

fn draw_turns(
    look: &Look,
    interview: &PlannedInterview,
    text: &Text,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) {
    let transcript = &interview.transcript;
    let labels = transcript.speakers.iter().map(|it| ui.width(&it.label));
    let label_width = labels.max().unwrap_or(0).min(LABEL);
    let indent = NUMBER + 1 + label_width + u16::from(label_width > 0);
    let mut y = 0;
    for (n, turn) in transcript.turns.iter().enumerate().skip(look.words.at) {
        if y >= area.height {
            break;
        }
        let speaker = turn
            .speaker
            .and_then(|it| transcript.speakers.get(usize::from(it)));
        let line = row(area, y);
        let number = Rect::new(line.x, line.y, NUMBER.min(line.width), 1);
        put_right(buffer, number, &(n + 1).to_string(), ui.style(Role::Dim));
        if let Some(speaker) = speaker {
            let label = ui.fit(&speaker.label, label_width);
            put(
                buffer,
                from_column(line, NUMBER + 1),
                &label,
                ui.style(Role::Label),
            );
        }
        let asks = speaker.is_some_and(|it| it.role == Some(Does::Interviewer));
        let style = ui.style(if asks { Role::Interviewer } else { Role::Text });
        let rest = Rect::new(
            area.x,
            area.y + y,
            area.width.saturating_sub(1),
            area.height - y,
        );
        let rest = from_column(rest, indent);
        let words = text.slice(turn.span).unwrap_or_default();
        y += ui.wrapped(buffer, rest, words, style).max(1);
    }
}

fn draw_whole(
    look: &Look,
    interview: &PlannedInterview,
    text: &Text,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
) {
    let mut y = 0;
    for (line, from, turns) in lines(text, interview).skip(look.words.at) {
        if y >= area.height {
            break;
        }
        let inside: Vec<_> = turns
            .iter()
            .map(|it| bytes_in_line(line, from, it.span))
            .collect();
        for span in ui.rows(line, area.width.saturating_sub(3)) {
            if y >= area.height {
                break;
            }
            let at = from_column(row(area, y), 2);
            let (start, end) = (span.start as usize, span.end as usize);
            let mut x = 0;
            let mut place = start;
            while place < end {
                let turn = inside.iter().find(|it| it.contains(&place));
                let until = match turn {
                    Some(turn) => turn.end,
                    None => inside
                        .iter()
                        .map(|it| it.start)
                        .find(|it| *it > place)
                        .unwrap_or(end),
                };
                let until = until.clamp(place + 1, end);
                let part = line.get(place..until).unwrap_or_default();
                let role = if turn.is_some() {
                    Role::Text
                } else {
                    Role::Label
                };
                put(buffer, from_column(at, x), part, ui.style(role));
                x += ui.width(part);
                place = until;
            }
            y += 1;
        }
    }
}
