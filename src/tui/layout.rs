//! Where things stand: pure functions of the size of the screen.
//!
//! Updating asks for the height of a page, drawing for the same rectangles;
//! neither computes its own.

mod importing;

use ratatui::layout::{Rect, Size};

pub use importing::{agreeing, choosing, importing};

/// The smallest screen that anything is drawn on.
pub const SMALLEST: Size = Size {
    width: 60,
    height: 18,
};
/// From this width the side panel stands beside the transcript.
const PANEL_FROM: u16 = 90;
/// From this width there is an empty row between turns, and there are more lanes.
const FULL_FROM: u16 = 120;
/// Widest transcript: 24 hanzi, 34 on very wide screens.
const MEASURE: u16 = 48;
const WIDEST_MEASURE: u16 = 68;
/// Widest side panel on a narrow screen.
const PANEL_OVER: u16 = 36;

/// Whether anything is drawn on a screen of that size.
#[must_use]
pub fn fits(size: Size) -> bool {
    size.width >= SMALLEST.width && size.height >= SMALLEST.height
}

/// The parts that every screen has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The first row.
    pub title: Rect,
    /// The line under it.
    pub rule: Rect,
    /// What the screen is about.
    pub body: Rect,
    /// The line under the body, where messages appear.
    pub status: Rect,
    /// Two rows of keys.
    pub footer: Rect,
}

/// The frame of a screen of that size.
#[must_use]
pub fn frame(size: Size) -> Frame {
    let line = |y: u16, height: u16| Rect::new(0, y, size.width, height);
    let below = size.height.saturating_sub(3);
    Frame {
        title: line(0, 1),
        rule: line(1, 1),
        body: line(2, below.saturating_sub(2)),
        status: line(below, 1),
        footer: line(below + 1, 2),
    }
}

/// The parts of the home screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// The rows that can be chosen.
    pub choices: Rect,
    /// The latest steps.
    pub steps: Rect,
    /// What is said of the study file.
    pub file: Rect,
    /// The panels around these, where there is room for them.
    pub panels: Option<Panels>,
}

/// The panels of a large home screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panels {
    /// How far each interview is.
    pub progress: Rect,
    /// The codes given most.
    pub codebook: Rect,
    /// Around the choices.
    pub decisions: Rect,
    /// Around the steps.
    pub steps: Rect,
    /// Around what is said of the file.
    pub file: Rect,
}

/// Rows for what can be chosen: going on, and every kind of decision.
const CHOICES: u16 = 6;
/// Rows for what is said of the study file.
const FILE: u16 = 4;

/// The home screen on a screen of that size.
#[must_use]
pub fn home(size: Size) -> Home {
    let body = frame(size).body;
    let inside =
        |panel: Rect| Rect::new(panel.x + 1, panel.y + 1, panel.width - 2, panel.height - 2);
    if size.width >= FULL_FROM && body.height >= 28 {
        let half = body.width / 2;
        let (middle, low) = (CHOICES + 3, FILE + 2);
        let top = body.height - middle - low;
        let left = |y: u16, height: u16| Rect::new(body.x, body.y + y, half, height);
        let right =
            |y: u16, height: u16| Rect::new(body.x + half, body.y + y, body.width - half, height);
        let panels = Panels {
            progress: left(0, top),
            codebook: right(0, top),
            decisions: left(top, middle),
            steps: right(top, middle),
            file: Rect::new(body.x, body.y + top + middle, body.width, low),
        };
        return Home {
            choices: inside(panels.decisions),
            steps: inside(panels.steps),
            file: inside(panels.file),
            panels: Some(panels),
        };
    }
    // A line of sums and an empty one stand above, lines and a heading between.
    let rows = |y: u16, height: u16| Rect::new(body.x, y, body.width, height).intersection(body);
    let choices = rows(body.y + 2, CHOICES);
    let file = rows(body.bottom().saturating_sub(FILE), FILE);
    let from = choices.bottom() + 2;
    Home {
        choices,
        steps: rows(from, file.y.saturating_sub(from + 1)),
        file,
        panels: None,
    }
}

/// The parts of the coding view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coding {
    /// The parts that every screen has.
    pub frame: Frame,
    /// Numbers of turns, labels and the text.
    pub transcript: Rect,
    /// The column of the text in it.
    pub text: Rect,
    /// The line between text and margin.
    pub edge: Rect,
    /// The margin.
    pub stripes: Rect,
    /// Lanes in it.
    pub n_lanes: usize,
    /// The line before the side panel, and the panel, where there is one.
    pub panel: Option<(Rect, Rect)>,
    /// The row of pinned codes, where there is no panel beside the text.
    pub chips: Option<Rect>,
    /// The row of the codes on this unit.
    pub here: Option<Rect>,
    /// Empty rows before a turn.
    pub gap: u16,
}

/// What the numbers and labels of an interview need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gutter {
    /// Digits of the last turn's number.
    pub number: u16,
    /// Cells of the longest label, within reason.
    pub label: u16,
}

impl Gutter {
    /// Column where the text begins.
    #[must_use]
    pub fn width(self) -> u16 {
        1 + self.number + 1 + self.label + 1
    }
}

/// Whether the side panel is shown, as far as the person decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Where there is room.
    #[default]
    AsFits,
    /// The other way round.
    Flipped,
}

/// The parts of the codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codebook {
    /// The parts that every screen has.
    pub frame: Frame,
    /// The heads of the columns.
    pub head: Rect,
    /// The rows of the tree; no width where the code under the cursor takes all of the screen.
    pub tree: Rect,
    /// The line between tree and code.
    pub line: Option<Rect>,
    /// The code under the cursor.
    pub detail: Option<Rect>,
}

/// From this width a code is described beside the tree.
const DETAIL_FROM: u16 = 70;

/// The codebook on a screen of that size. The tree is as high in either case.
#[must_use]
pub fn codebook(size: Size, panel: Panel) -> Codebook {
    let frame = frame(size);
    let body = frame.body;
    let rows = |x: u16, width: u16, from: u16| {
        let from = from.min(body.height);
        Rect::new(body.x + x, body.y + from, width, body.height - from)
    };
    let part = |x: u16| rows(x, body.width.saturating_sub(x), 0);
    let edge = if size.width >= FULL_FROM - 10 {
        size.width * 17 / 30
    } else {
        size.width * 5 / 8 - 1
    };
    let (width, line, detail) = match panel {
        Panel::Flipped => (0, None, Some(part(1))),
        Panel::AsFits if size.width < DETAIL_FROM => (body.width, None, None),
        Panel::AsFits => (edge, Some(rows(edge, 1, 0)), Some(part(edge + 2))),
    };
    Codebook {
        frame,
        head: rows(0, width, 0).intersection(Rect::new(0, body.y, width, 1)),
        tree: rows(0, width, 1),
        line,
        detail,
    }
}

/// The parts of the list of memos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memos {
    /// The parts that every screen has.
    pub frame: Frame,
    /// The rows of the list.
    pub list: Rect,
    /// The line between the list and the memo under the cursor.
    pub rule: Rect,
    /// The words of that memo.
    pub text: Rect,
}

/// Rows for the words of a memo under the list, where they have no room beside it.
const MEMO_ROWS: u16 = 6;

/// The list of memos on a screen of that size.
#[must_use]
pub fn memos(size: Size) -> Memos {
    let frame = frame(size);
    let body = frame.body;
    if size.width >= FULL_FROM - 10 {
        let width = body.width * 3 / 5;
        let beside = |x: u16, width: u16| Rect::new(body.x + x, body.y, width, body.height);
        return Memos {
            frame,
            list: beside(0, width - 1),
            rule: beside(width, 1),
            text: beside(width + 2, body.width.saturating_sub(width + 3)),
        };
    }
    let text = MEMO_ROWS.min(body.height / 3);
    let list = body.height.saturating_sub(text + 1);
    let rows = |y: u16, height: u16| Rect::new(body.x, body.y + y, body.width, height);
    let text = rows((list + 1).min(body.height), text);
    Memos {
        frame,
        list: rows(0, list),
        rule: rows(list, 1).intersection(body),
        text: Rect::new(
            text.x + 2,
            text.y,
            text.width.saturating_sub(4),
            text.height,
        )
        .intersection(body),
    }
}

/// The parts of the reviewer's desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// The parts that every screen has.
    pub frame: Frame,
    /// The codings, a row each.
    pub list: Rect,
    /// The line between them and the one under the cursor.
    pub rule: Rect,
    /// Where the one under the cursor is, in a row.
    pub head: Rect,
    /// Its passage.
    pub passage: Rect,
    /// What is said of it.
    pub said: Rect,
}

/// Rows for the passage of a coding under review: at least, and at most.
const REVIEWED: (u16, u16) = (3, 8);

/// The reviewer's desk on a screen of that size.
#[must_use]
pub fn review(size: Size) -> Review {
    let frame = frame(size);
    let body = frame.body;
    let wide = size.width >= FULL_FROM - 10;
    let (list, rule, detail) = if wide {
        let width = body.width / 2;
        let beside = |x: u16, width: u16| Rect::new(body.x + x, body.y, width, body.height);
        (
            beside(0, width.saturating_sub(1)),
            beside(width, 1),
            beside(width + 2, body.width.saturating_sub(width + 3)),
        )
    } else {
        let height = (body.height / 3).min(10);
        let rows = |x: u16, y: u16, height: u16| {
            let width = body.width.saturating_sub(2 * x);
            Rect::new(body.x + x, body.y + y, width, height).intersection(body)
        };
        let rest = body.height.saturating_sub(height + 1);
        (
            rows(0, 0, height),
            rows(0, height, 1),
            rows(1, height + 1, rest),
        )
    };
    let (fewest, most) = REVIEWED;
    let n_rows = (detail.height / 3).clamp(fewest, most);
    let n_rows = n_rows.min(detail.height.saturating_sub(2));
    let rows = |y: u16, height: u16| {
        Rect::new(detail.x, detail.y + y, detail.width, height).intersection(detail)
    };
    Review {
        frame,
        list,
        rule,
        head: rows(0, 1),
        passage: rows(1, n_rows),
        said: rows(n_rows + 1, detail.height.saturating_sub(n_rows + 1)),
    }
}

/// The parts of the screen on which disagreements are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disagreements {
    /// The parts that every screen has.
    pub frame: Frame,
    /// A few of the disagreements, a row each.
    pub list: Rect,
    /// The passage under the cursor.
    pub passage: Rect,
    /// The first coder's side, and the second's.
    pub sides: [Rect; 2],
    /// What helps to decide.
    pub info: Rect,
    /// The lines between them.
    pub rules: [Rect; 3],
}

/// The disagreements on a screen of that size.
#[must_use]
pub fn disagreements(size: Size) -> Disagreements {
    let frame = frame(size);
    let body = frame.body;
    let list = match body.height {
        0..17 => 1,
        17..28 => 3,
        _ => 6,
    };
    let rest = body.height.saturating_sub(list + 3);
    let passage = (rest / 3).min(8);
    let info = (rest - passage).div_ceil(2);
    let sides = rest - passage - info;
    let rows = |x: u16, width: u16, y: u16, height: u16| {
        Rect::new(body.x + x, body.y + y, width, height).intersection(body)
    };
    let within = body.width.saturating_sub(2);
    let half = within / 2;
    let first = list + 1;
    let second = first + passage + 1;
    let third = second + sides + 1;
    Disagreements {
        frame,
        list: rows(0, body.width, 0, list),
        passage: rows(1, within, first, passage),
        sides: [
            rows(1, half.saturating_sub(2), second, sides),
            rows(1 + half, within - half, second, sides),
        ],
        info: rows(1, within, third, info),
        rules: [first, second, third].map(|y| rows(0, body.width, y - 1, 1)),
    }
}

/// The coding view on a screen of that size.
#[must_use]
pub fn coding(size: Size, gutter: Gutter, panel: Panel) -> Coding {
    let mut frame = frame(size);
    let roomy = size.width >= PANEL_FROM;
    let full = size.width >= FULL_FROM;
    let n_lanes = if full { 6 } else { 4 };
    // A lane has two cells; two more hold the number of those that didn't fit.
    let margin = 2 * n_lanes + 3;
    if !roomy {
        frame.body.height = frame.body.height.saturating_sub(2);
        frame.status.y = frame.body.bottom();
    }
    let body = frame.body;
    let chips = (!roomy).then(|| Rect::new(0, frame.status.bottom(), size.width, 1));
    let here = (!roomy).then(|| Rect::new(0, frame.status.bottom() + 1, size.width, 1));

    let start = gutter.width();
    // On a narrow screen the panel takes the place of the margin and some of the
    // text's; the text wraps beside it, so that no passage is covered.
    let over = (!roomy && panel == Panel::Flipped)
        .then(|| body.width - PANEL_OVER.min(body.width / 20 * 9));
    let room = match over {
        Some(line) => line.saturating_sub(start + 1),
        None => body.width.saturating_sub(start + 1 + margin),
    };
    let measure = (MEASURE + size.width.saturating_sub(FULL_FROM) / 2)
        .min(WIDEST_MEASURE)
        .min(room);
    let beside = roomy && panel == Panel::AsFits;
    let edge = match over {
        Some(line) => line,
        None if beside => start + measure + u16::from(full),
        None => body.width.saturating_sub(margin + 1),
    };
    let margin = if over.is_some() { 0 } else { margin };
    let panel = match (roomy, panel) {
        (true, Panel::AsFits) => {
            let line = edge + 1 + margin;
            Some((
                Rect::new(line, body.y, 1, body.height),
                Rect::new(
                    line + 2,
                    body.y,
                    body.width.saturating_sub(line + 2),
                    body.height,
                ),
            ))
        }
        (false, Panel::Flipped) => Some((
            Rect::new(edge, body.y, 1, body.height),
            Rect::new(
                edge + 2,
                body.y,
                body.width.saturating_sub(edge + 2),
                body.height,
            ),
        )),
        _ => None,
    };
    Coding {
        frame,
        transcript: Rect::new(0, body.y, start + measure, body.height),
        text: Rect::new(start, body.y, measure, body.height),
        edge: Rect::new(edge, body.y, 1, body.height),
        stripes: Rect::new(
            edge + 1,
            body.y,
            margin.min(body.width.saturating_sub(edge + 1)),
            body.height,
        ),
        n_lanes: if margin == 0 { 0 } else { usize::from(n_lanes) },
        panel,
        chips,
        here,
        gap: u16::from(full),
    }
}

/// A pop-up of at most that size over the body.
///
/// It stands below the rows `keep`, first and last, else above them, else at the
/// bottom; in the middle where there are none to keep free.
#[must_use]
pub fn popup(size: Size, width: u16, height: u16, keep: Option<(u16, u16)>) -> Rect {
    let mut body = frame(size).body;
    if size.width < PANEL_FROM {
        body.height = body.height.saturating_sub(2);
    }
    let width = width.min(body.width.saturating_sub(4));
    let height = height.min(body.height);
    let lowest = body.bottom() - height;
    let y = match keep {
        None => body.y + (body.height - height) / 2,
        Some((first, last)) if last >= lowest && first >= body.y + height => body.y,
        Some(_) => lowest,
    };
    Rect::new((body.width - width) / 2, y, width, height)
}

/// A pop-up of at most that size in the lower right corner of the body, or in the
/// upper one where the lower would cover the rows `keep`, first and last.
#[must_use]
pub fn corner(size: Size, width: u16, height: u16, keep: Option<(u16, u16)>) -> Rect {
    let all = popup(size, size.width, height, None);
    let width = width.min(size.width);
    let body = frame(size).body;
    let lowest = popup(size, width, height, Some((body.y, body.y))).y;
    let y = match keep {
        Some((_, last)) if last >= lowest => body.y,
        _ => lowest,
    };
    Rect::new(size.width - width, y, width, all.height)
}

/// Rows that such a pop-up has room for inside its frame.
#[must_use]
pub fn corner_rows(size: Size) -> u16 {
    corner(size, size.width, u16::MAX, None)
        .height
        .saturating_sub(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUTTER: Gutter = Gutter {
        number: 2,
        label: 3,
    };

    fn at(width: u16, height: u16) -> Coding {
        coding(Size { width, height }, GUTTER, Panel::AsFits)
    }

    #[test]
    fn the_two_sizes_are_laid_out_as_drawn() {
        let small = at(80, 24);
        assert_eq!(small.text, Rect::new(8, 2, 48, 17));
        assert_eq!(small.frame.status.y, 19);
        assert_eq!(small.chips, Some(Rect::new(0, 20, 80, 1)));
        assert_eq!(small.here, Some(Rect::new(0, 21, 80, 1)));
        assert_eq!(small.frame.footer.y, 22);
        assert_eq!((small.n_lanes, small.panel), (4, None));

        let large = at(120, 36);
        assert_eq!(large.text, Rect::new(8, 2, 48, 31));
        assert_eq!(large.n_lanes, 6);
        assert_eq!(large.chips, None);
        let (_, panel) = large.panel.unwrap();
        assert!(panel.width >= 28 && panel.right() == 120, "{panel}");
    }

    #[test]
    fn nothing_reaches_outside_at_any_size() {
        for width in 1..=300 {
            for height in [1, 2, 5, 17, 18, 24, 36, 100] {
                for panel in [Panel::AsFits, Panel::Flipped] {
                    let size = Size { width, height };
                    let parts = coding(size, GUTTER, panel);
                    if !fits(size) {
                        continue;
                    }
                    let screen = Rect::new(0, 0, width, height);
                    let within = |part: Rect| part.intersection(screen) == part;
                    assert!(
                        within(parts.text) && within(parts.stripes) && within(parts.frame.footer)
                    );
                    assert!(parts.text.right() <= parts.edge.x && parts.text.width >= 20);
                    if let Some((line, panel)) = parts.panel {
                        assert!(within(line) && within(panel));
                        assert!(!panel.intersects(parts.text), "{size:?} {panel}");
                    }
                    let popup = popup(size, 74, 16, Some((height / 2, height / 2)));
                    assert!(within(popup));
                    assert!(within(corner(size, 44, 9, Some((height / 2, height / 2)))));
                }
            }
        }
    }
}
