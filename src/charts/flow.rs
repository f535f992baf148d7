//! Two lists, one on either side, joined by bands as thick as what they share.

use super::canvas::{Anchor, Canvas, INK, LEADING, NAME, SMALL, SOFT, Stroke, Type, px};
use super::words::{lines, wide};
use super::{Figure, Label, Size, largest};

/// Bands between two lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// Heading of the left list.
    pub from_heading: String,
    /// Heading of the right one.
    pub to_heading: String,
    /// The left list.
    pub from: Vec<Label>,
    /// The right one.
    pub to: Vec<Label>,
    /// What joins them.
    pub ties: Vec<FlowTie>,
    /// What the kinds of line are.
    pub legend: Vec<(Line, String)>,
}

/// A band.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowTie {
    /// Its place in the left list.
    pub from: usize,
    /// Its place in the right one.
    pub to: usize,
    /// How thick it is.
    pub figure: Figure,
    /// Its kind.
    pub line: Line,
}

/// How two are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A band as thick as its figure; a thin line where that must not be told.
    Full,
    /// A broken line.
    Dashed,
    /// A dotted line.
    Dotted,
}

const NAMES: f64 = 230.0;
const BETWEEN: f64 = 300.0;
/// Width of the bars that bands begin and end at.
const BAR: f64 = 7.0;
/// Thickest band; what each takes at least, so that its figure has room.
const THICK: f64 = 26.0;
const SLOT: f64 = 15.0;
const GAP: f64 = 9.0;

/// Where bands meet a list: for each of its entries top and height, for each band its middle.
struct Side {
    bars: Vec<(f64, f64)>,
    middles: Vec<f64>,
    bottom: f64,
}

impl Flow {
    pub(super) fn draw(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let bands = self.ties.iter().filter(|tie| tie.line == Line::Full);
        let largest = largest(bands.map(|tie| tie.figure.size));
        let thickness = |tie: &FlowTie| match tie.figure.size {
            Size::Of(_) if tie.line == Line::Full => {
                let part = tie.figure.size.number().unwrap_or(0.0) / largest;
                part * (THICK - 1.5) + 1.5
            }
            _ => 2.0,
        };
        // The widest figure, in the same place for all, lest one lies on another's band.
        let figures = self.ties.iter().map(|tie| wide(&tie.figure.words, SMALL));
        let room = figures.fold(10.0, f64::max) + 10.0;
        let (left, right) = (NAMES + 8.0, NAMES + 8.0 + BAR + room + BETWEEN);
        let mut y = self.draw_legend(&mut canvas, right + BAR + 8.0 + NAMES);
        for (x, anchor, words) in [
            (left - 8.0, Anchor::End, &self.from_heading),
            (right + BAR + 8.0, Anchor::Start, &self.to_heading),
        ] {
            let look = Type::of(SMALL).bold().at(anchor);
            canvas.block((x, y + 8.0), look, words, (NAMES, 1));
        }
        if !self.from_heading.is_empty() || !self.to_heading.is_empty() {
            y += 24.0;
        }
        let of = |end: &dyn Fn(&FlowTie) -> (usize, usize), labels: &[Label]| {
            self.side(y, labels, end, &thickness)
        };
        let from = of(&|tie| (tie.from, tie.to), &self.from);
        let to = of(&|tie| (tie.to, tie.from), &self.to);
        // Bands that are filled lie over lines.
        let mut order: Vec<(usize, &FlowTie)> = self.ties.iter().enumerate().collect();
        order.sort_by_key(|(_, tie)| tie.line == Line::Full);
        for (at, tie) in order {
            let ends = (from.middles[at], to.middles[at]);
            let band = (left + BAR + room, right);
            draw_band(&mut canvas, tie, thickness(tie), band, ends);
            let label = (left + BAR + room / 2.0, ends.0);
            let line = Stroke::of(0.8, SOFT);
            for (x1, x2) in [
                (left + BAR, left + BAR + 4.0),
                (left + BAR + room - 4.0, left + BAR + room),
            ] {
                canvas.line((x1, ends.0), (x2, ends.0), line);
            }
            let look = Type::of(SMALL).at(Anchor::Middle);
            let ends = (self.from.get(tie.from), self.to.get(tie.to));
            let name = |end: Option<&Label>| end.map(Label::words).unwrap_or_default();
            canvas.begin(&format!("{} → {}", name(ends.0), name(ends.1)));
            canvas.block(label, look, &tie.figure.words, (room + 4.0, 1));
            canvas.end();
        }
        for (side, x) in [(&from, left), (&to, right)] {
            for (top, height) in &side.bars {
                canvas.rect((x, *top), (BAR, *height), SOFT, None);
            }
        }
        for (labels, side, x, anchor) in [
            (&self.from, &from, left - 8.0, Anchor::End),
            (&self.to, &to, right + BAR + 8.0, Anchor::Start),
        ] {
            for (label, (top, height)) in labels.iter().zip(&side.bars) {
                let look = Type::of(NAME).at(anchor);
                let at = (x, top + height / 2.0);
                canvas.block(at, look, &label.words(), (NAMES, 2));
            }
        }
        let width = right + BAR + 8.0 + NAMES;
        canvas.sized(width, from.bottom.max(to.bottom))
    }

    /// Where the bands meet one of the lists, whose place `end` tells, and in the order of
    /// where they lead.
    fn side(
        &self,
        top: f64,
        labels: &[Label],
        end: &dyn Fn(&FlowTie) -> (usize, usize),
        thickness: &dyn Fn(&FlowTie) -> f64,
    ) -> Side {
        let mut y = top;
        let mut bars = Vec::new();
        let mut middles = vec![top; self.ties.len()];
        for (place, label) in labels.iter().enumerate() {
            let mut mine: Vec<(usize, &FlowTie)> = self
                .ties
                .iter()
                .enumerate()
                .filter(|(_, tie)| end(tie).0 == place)
                .collect();
            mine.sort_by_key(|(_, tie)| end(tie).1);
            let slot = |tie: &FlowTie| thickness(tie).max(SLOT) + 1.0;
            let taken: f64 = mine.iter().map(|(_, tie)| slot(tie)).sum();
            let n_lines = lines(&label.words(), NAMES, NAME, 2).len();
            let height = taken.max(NAME * LEADING * n_lines as f64);
            let mut at = y + (height - taken) / 2.0;
            for (tie_at, tie) in mine {
                middles[tie_at] = at + slot(tie) / 2.0;
                at += slot(tie);
            }
            bars.push((y, height));
            y += height + GAP;
        }
        Side {
            bars,
            middles,
            bottom: y - GAP,
        }
    }

    /// What the kinds of line are; returns where it ends.
    fn draw_legend(&self, canvas: &mut Canvas, width: f64) -> f64 {
        let mut y = 0.0;
        for (line, words) in &self.legend {
            let tie = FlowTie {
                from: 0,
                to: 0,
                figure: Figure {
                    words: String::new(),
                    size: if *line == Line::Dotted {
                        Size::Unsized
                    } else {
                        Size::Of(1.0)
                    },
                },
                line: *line,
            };
            draw_band(canvas, &tie, 8.0, (0.0, 34.0), (y + 9.0, y + 9.0));
            canvas.block((42.0, y + 9.0), Type::of(SMALL), words, (width - 42.0, 1));
            y += 18.0;
        }
        if y > 0.0 { y + 8.0 } else { y }
    }
}

fn draw_band(
    canvas: &mut Canvas,
    tie: &FlowTie,
    thick: f64,
    (x1, x2): (f64, f64),
    (y1, y2): (f64, f64),
) {
    let bend = f64::midpoint(x1, x2);
    let curve = |y1: f64, y2: f64, x: f64| {
        let [x, bend, y1, y2] = [x, bend, y1, y2].map(px);
        format!("C{bend} {y1} {bend} {y2} {x} {y2}")
    };
    let begin = |y: f64| format!("M{} {}", px(x1), px(y));
    if tie.figure.size.number().is_none() || tie.line != Line::Full {
        let d = format!("{}{}", begin(y1), curve(y1, y2, x2));
        let (ink, dashes) = match tie.line {
            Line::Full => (INK, ""),
            Line::Dashed => (SOFT, "7 4"),
            Line::Dotted => (INK, "1.5 4"),
        };
        canvas.path(&d, "none", Some(Stroke::of(1.4, ink).dashed(dashes)));
        return;
    }
    let half = thick / 2.0;
    let d = format!(
        "{}{}L{} {}{}Z",
        begin(y1 - half),
        curve(y1 - half, y2 - half, x2),
        px(x2),
        px(y2 + half),
        curve(y2 + half, y1 + half, x1),
    );
    // A light ground and a dark edge: bands that cross stay apart, in grey as well.
    canvas.glass(&d);
}
