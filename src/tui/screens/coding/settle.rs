//! What is in view: computed after every event, from what lies near the cursor.

use ratatui::layout::Size;

use crate::model::{CharPos, Span};
use crate::study::{Loaded, OpenInterview};
use crate::text::{Measure, Text};
use crate::tui::layout::{self, Gutter};
use crate::tui::widgets::stripes::Segment;

use super::{Coding, Follow, Line, ViewRow, questions, shown_code};

/// From this width long labels have more room.
const ROOMY: u16 = 100;
/// Rows kept between the cursor and the edge, where there are that many.
const MARGIN: usize = 2;

/// Rows of transcript on a screen of that size.
#[must_use]
pub fn height(coding: &Coding, size: Size) -> usize {
    usize::from(
        layout::coding(size, coding.gutter, coding.panel)
            .text
            .height,
    )
}

/// Brings the passage under the cursor into view and lays out the rows and the margin.
///
/// Where a pop-up of `cover` rows fits neither below nor above the passage, the
/// passage moves up to make room.
pub fn settle(
    coding: &mut Coding,
    loaded: &Loaded,
    size: Size,
    measure: Measure,
    cover: Option<u16>,
) {
    let Some(open) = loaded.open.as_ref().filter(|it| it.id == coding.interview) else {
        return;
    };
    coding.gutter = gutter(loaded, open, measure, size.width);
    let areas = layout::coding(size, coding.gutter, coding.panel);
    let height = usize::from(areas.text.height);
    coding.page.set_width(areas.text.width, measure);
    coding.view.clear();
    if height == 0 {
        return;
    }
    let shown = coding.adjust.map(|adjust| adjust.span).or(coding.head);
    let top = match coding.follow {
        Follow::Cursor => {
            shown.and_then(|span| first_line(coding, &open.text, span, height, areas.gap))
        }
        Follow::Mouse => coding
            .page
            .line_at(&open.text, coding.top)
            .and_then(|top| full(coding, &open.text, top, height, areas.gap)),
    };
    let Some(top) = top else {
        return;
    };
    lay_out(coding, &open.text, top, height, areas.gap);
    let covered = cover.is_some_and(|rows| {
        let popup = layout::popup(size, size.width, rows, target_rows(coding, size));
        target_rows(coding, size)
            .is_some_and(|(first, last)| first < popup.bottom() && popup.y <= last)
    });
    if let (true, Some(rows), Some(target)) = (covered, cover, coding.target()) {
        let free = height.saturating_sub(usize::from(rows)).max(1);
        // Of a selection longer than the screen the end that moves stays in view.
        for shown in std::iter::once(target).chain(coding.head) {
            if let Some(top) = first_line(coding, &open.text, shown, free, areas.gap) {
                lay_out(coding, &open.text, top, height, areas.gap);
            }
            if in_view(coding, coding.head) {
                break;
            }
        }
    }
    mark_margin(coding, loaded, open);
}

/// Whether any of a passage is on screen.
fn in_view(coding: &Coding, passage: Option<Span>) -> bool {
    coding.view.iter().any(|row| match (row, passage) {
        (ViewRow::Text { span, .. }, Some(passage)) => span.overlaps(passage),
        _ => false,
    })
}

/// The first line in view: the present one, moved as little as the cursor asks.
fn first_line(
    coding: &mut Coding,
    text: &Text,
    shown: Span,
    height: usize,
    gap: u16,
) -> Option<Line> {
    let first = coding.page.line_at(text, shown.start())?;
    let last = coding.page.line_at(text, CharPos(shown.end().0 - 1))?;
    let margin = MARGIN.min(height.saturating_sub(1) / 2);
    let mut top = coding.page.line_at(text, coding.top)?;

    // From above: the cursor's first line with the margin before it.
    let highest = back(coding, text, first, margin, gap);
    top = top.min(highest);
    // From below: its last line with the margin after it, unless that hides its first.
    let mut below = last;
    for _ in 0..margin {
        match coding.page.next_line(text, below) {
            Some(next) => below = next,
            None => break,
        }
    }
    let lowest = back(coding, text, below, height - 1, gap);
    top = top.max(lowest.min(highest));
    full(coding, text, top, height, gap)
}

/// The same first line, or one further up where the page would not be full at the end of the text.
fn full(coding: &mut Coding, text: &Text, top: Line, height: usize, gap: u16) -> Option<Line> {
    let end = coding.page.paragraphs().len().checked_sub(1)?;
    if end - top.paragraph.min(end) >= height {
        return Some(top);
    }
    let row = coding.page.lines(text, end).len() - 1;
    let end = Line {
        paragraph: end,
        row,
    };
    Some(top.min(back(coding, text, end, height - 1, gap)))
}

/// The line that has at most `rows` rows between its own and that of `from`.
fn back(coding: &mut Coding, text: &Text, from: Line, rows: usize, gap: u16) -> Line {
    let mut line = from;
    let mut used = 0;
    loop {
        used += 1;
        if coding.page.opens_turn(line) {
            used += usize::from(gap);
        }
        match coding.page.previous_line(text, line) {
            Some(previous) if used <= rows => line = previous,
            _ => return line,
        }
    }
}

/// The rows on screen that the target takes, as far as it is in view.
#[must_use]
pub fn target_rows(coding: &Coding, size: Size) -> Option<(u16, u16)> {
    let target = coding.target()?;
    let area = layout::coding(size, coding.gutter, coding.panel).text;
    let mut rows = coding
        .view
        .iter()
        .zip(area.y..)
        .filter_map(|(it, y)| match it {
            ViewRow::Text { span, .. } if span.overlaps(target) => Some(y),
            _ => None,
        });
    let first = rows.next()?;
    Some((first, rows.last().unwrap_or(first)))
}

fn lay_out(coding: &mut Coding, text: &Text, top: Line, height: usize, gap: u16) {
    coding.top = coding.page.span_of(text, top).start();
    coding.view.clear();
    let mut line = Some(top);
    while let Some(here) = line {
        if coding.page.opens_turn(here) && here != top {
            for _ in 0..gap {
                coding.view.push(ViewRow::Gap);
            }
        }
        if coding.view.len() >= height {
            break;
        }
        let span = coding.page.span_of(text, here);
        coding.view.push(ViewRow::Text { line: here, span });
        line = coding.page.next_line(text, here);
    }
    coding.view.truncate(height);
}

/// Room for the numbers and labels of an interview, and for the questions of tied turns.
fn gutter(loaded: &Loaded, open: &OpenInterview, measure: Measure, width: u16) -> Gutter {
    let label_of = |turn: usize| {
        let speaker = open.turns.get(turn)?.speaker?;
        Some(measure.width(&open.speakers.get(usize::from(speaker))?.label))
    };
    let longest = open
        .speakers
        .iter()
        .map(|speaker| measure.width(&speaker.label))
        .max()
        .unwrap_or(0);
    let asking = open
        .ties
        .iter()
        .filter_map(|tie| {
            let turn = tie.turn? as usize;
            let number = measure.width(questions::number_of(loaded, open, turn)?);
            Some(label_of(turn).unwrap_or(0) + 1 + number)
        })
        .max()
        .unwrap_or(0);
    let digits = open.turns.len().max(1).ilog10() + 1;
    let most = if width >= ROOMY { 12 } else { 8 };
    Gutter {
        number: u16::try_from(digits).unwrap_or(u16::MAX).max(2),
        label: longest.max(asking).clamp(3, most),
    }
}

fn mark_margin(coding: &mut Coding, loaded: &Loaded, open: &OpenInterview) {
    let lines: Vec<(usize, Span)> = coding
        .view
        .iter()
        .enumerate()
        .filter_map(|(row, it)| match it {
            ViewRow::Text { span, .. } => Some((row, *span)),
            ViewRow::Gap => None,
        })
        .collect();
    let (Some((_, first)), Some((_, last))) = (lines.first(), lines.last()) else {
        return;
    };
    let segments: Vec<Segment> = open
        .layer
        .overlapping(first.start().0, last.end().0)
        .filter(|tag| shown_code(loaded, tag).is_some())
        .filter_map(|tag| {
            let from = lines.partition_point(|(_, line)| line.end() <= tag.span.start());
            let to = lines.partition_point(|(_, line)| line.start() < tag.span.end());
            let (first_row, _) = lines.get(from)?;
            let (last_row, _) = lines.get(to.checked_sub(1)?)?;
            Some(Segment {
                id: tag.id,
                first: *first_row,
                last: (*last_row).max(*first_row),
                begins: tag.span.start() >= first.start(),
                ends: tag.span.end() <= last.end(),
            })
        })
        .collect();
    coding.lanes = coding.lanes.followed_by(&segments);
}
