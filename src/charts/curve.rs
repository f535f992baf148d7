//! What has come together so far as a line, with its band, over bars of what each step adds.

use std::fmt::Write as _;

use super::canvas::{
    Anchor, Canvas, HATCH, INK, LEADING, MAIN, PAPER, RULE, SMALL, SOFT, Stroke, Type, px,
};
use super::words::wide;

/// A curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// What the bars are.
    pub bars: String,
    /// What the line is.
    pub line: String,
    /// What the band is.
    pub band: String,
    /// What stands along the horizontal axis.
    pub axis: String,
    /// The steps, in order.
    pub points: Vec<CurvePoint>,
    /// The step at which something is reached, counted from 0, and what.
    pub reached: Option<(usize, String)>,
}

/// A step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurvePoint {
    /// Its name.
    pub name: String,
    /// What it adds.
    pub new: u64,
    /// What has come together.
    pub total: u64,
    /// Lower and upper end of the band.
    pub band: Option<(f64, f64)>,
}

const HEIGHT: f64 = 240.0;
const LEFT: f64 = 44.0;
const PLOT: f64 = 600.0;
/// A figure at each point needs so much room; where there is less, some are left out.
const ROOM: f64 = 26.0;
/// So many names are listed under the curve.
const MOST_NAMES: usize = 40;
/// Light fill of the band, and its dashes.
const BAND: &str = "#e6eaf0";
const DASHES: &str = "5 3";

impl Curve {
    pub(super) fn draw(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let n = self.points.len().max(1);
        let step = (PLOT / n as f64).clamp(0.5, 66.0);
        let width = LEFT + (step * n as f64).max(420.0) + 16.0;
        let top = self.legend(&mut canvas, width) + 12.0;
        let most = self.points.iter().map(|point| {
            let high = point.band.map_or(0.0, |(_, high)| high);
            high.max(point.total as f64)
        });
        let scale = nice(most.filter(|it| it.is_finite()).fold(1.0, f64::max));
        let y = |value: f64| top + HEIGHT - value / scale * HEIGHT;
        let x = |at: usize| LEFT + step * (at as f64 + 0.5);
        let soft = Type::of(SMALL).ink(SOFT);
        for part in 0..=4 {
            let value = scale * f64::from(part) / 4.0;
            let at = y(value);
            canvas.line((LEFT, at), (width, at), Stroke::of(0.7, RULE));
            canvas.block(
                (LEFT - 6.0, at),
                soft.at(Anchor::End),
                &px(value),
                (LEFT, 1),
            );
        }
        self.band_of(&mut canvas, &x, &y);
        let every = (1..=n)
            .find(|every| *every as f64 * step >= ROOM)
            .unwrap_or(n);
        // Counted from the end: what has come together there is always told.
        let told = |at: usize| (n - 1 - at).is_multiple_of(every);
        self.draw_reached(&mut canvas, (&x, top), width);
        for (at, point) in self.points.iter().enumerate() {
            let bar = (step * 0.5).min(18.0);
            let place = (x(at) - bar / 2.0, y(point.new as f64));
            let size = (bar, y(0.0) - place.1);
            if bar >= 4.0 {
                canvas.rect(place, size, HATCH, Some(Stroke::of(0.8, SOFT)));
            } else {
                canvas.rect(place, size, SOFT, None);
            }
        }
        let mut d = String::new();
        for (at, point) in self.points.iter().enumerate() {
            let letter = if at == 0 { 'M' } else { 'L' };
            let _ = write!(d, "{letter}{} {}", px(x(at)), px(y(point.total as f64)));
        }
        if !d.is_empty() {
            canvas.path(&d, "none", Some(Stroke::of(2.0, MAIN)));
        }
        for (at, point) in self.points.iter().enumerate() {
            let middle = (x(at), y(point.total as f64));
            if step >= 12.0 {
                canvas.circle(middle, 3.0, MAIN, Stroke::of(1.0, PAPER));
            }
            if told(at) {
                canvas.begin(&point.name);
                let over = y(point.new as f64) - 8.0;
                let is_clear = over - middle.1 > 14.0;
                // Where bar and line end together, the bar's figure stands in the bar.
                let over = if is_clear {
                    over
                } else {
                    f64::midpoint(over + 8.0, y(0.0))
                };
                figure(&mut canvas, (middle.0, over), &point.new.to_string());
                figure(
                    &mut canvas,
                    (middle.0, middle.1 - 13.0),
                    &point.total.to_string(),
                );
                canvas.end();
                let number = (at + 1).to_string();
                let place = (middle.0, top + HEIGHT + 12.0);
                canvas.block(place, soft.at(Anchor::Middle), &number, (ROOM * 2.0, 1));
            }
        }
        let foot = top + HEIGHT + 30.0;
        canvas.block((LEFT, foot), soft, &self.axis, (width - LEFT, 1));
        let bottom = self.names(&mut canvas, foot + 16.0, width);
        canvas.sized(width, bottom)
    }

    /// The step at which something is reached.
    fn draw_reached(
        &self,
        canvas: &mut Canvas,
        (x, top): (&dyn Fn(usize) -> f64, f64),
        width: f64,
    ) {
        let Some((at, words)) = &self.reached else {
            return;
        };
        if *at >= self.points.len() {
            return;
        }
        let place = x(*at);
        let line = Stroke::of(1.2, INK).dashed("2 3");
        canvas.line((place, top), (place, top + HEIGHT), line);
        let (anchor, place) = if *at * 2 > self.points.len() {
            (Anchor::End, place - 5.0)
        } else {
            (Anchor::Start, place + 5.0)
        };
        let look = Type::of(SMALL).at(anchor);
        let middle = top + HEIGHT * 0.62;
        canvas.block((place, middle), look, words, (width * 0.4, 2));
    }

    fn band_of(&self, canvas: &mut Canvas, x: &dyn Fn(usize) -> f64, y: &dyn Fn(f64) -> f64) {
        let points: Vec<(usize, f64, f64)> = self
            .points
            .iter()
            .enumerate()
            .filter_map(|(at, point)| point.band.map(|(low, high)| (at, low, high)))
            .filter(|(_, low, high)| low.is_finite() && high.is_finite())
            .collect();
        if points.is_empty() {
            return;
        }
        let edge = |of: &dyn Fn(&(usize, f64, f64)) -> f64| -> Vec<String> {
            let place = |it: &(usize, f64, f64)| format!("{} {}", px(x(it.0)), px(y(of(it))));
            points.iter().map(place).collect()
        };
        let (low, high) = (edge(&|it| it.1), edge(&|it| it.2));
        let back: Vec<String> = low.iter().rev().cloned().collect();
        let area = format!("M{}L{}Z", high.join("L"), back.join("L"));
        canvas.path(&area, BAND, None);
        for edge in [low, high] {
            let line = Stroke::of(1.0, SOFT).dashed(DASHES);
            canvas.path(&format!("M{}", edge.join("L")), "none", Some(line));
        }
    }

    /// What line, bars and band are; returns where it ends.
    fn legend(&self, canvas: &mut Canvas, width: f64) -> f64 {
        let mut at = (LEFT, 8.0);
        let with_band = self.points.iter().any(|point| point.band.is_some());
        let entries = [(&self.line, 0), (&self.bars, 1), (&self.band, 2)];
        for (words, kind) in entries {
            if kind == 2 && !with_band {
                continue;
            }
            let room = 30.0 + wide(words, SMALL) + 14.0;
            if at.0 > LEFT && at.0 + room > width {
                at = (LEFT, at.1 + SMALL * LEADING + 2.0);
            }
            let (x, y) = at;
            match kind {
                0 => {
                    canvas.line((x, y), (x + 22.0, y), Stroke::of(2.0, MAIN));
                    canvas.circle((x + 11.0, y), 3.0, MAIN, Stroke::of(1.0, PAPER));
                }
                1 => {
                    let outline = Some(Stroke::of(0.8, SOFT));
                    canvas.rect((x + 4.0, y - 6.0), (14.0, 12.0), HATCH, outline);
                }
                _ => {
                    canvas.rect((x, y - 6.0), (22.0, 12.0), BAND, None);
                    for edge in [y - 6.0, y + 6.0] {
                        let line = Stroke::of(1.0, SOFT).dashed(DASHES);
                        canvas.line((x, edge), (x + 22.0, edge), line);
                    }
                }
            }
            canvas.block((x + 28.0, y), Type::of(SMALL), words, (width, 1));
            at.0 += room;
        }
        at.1 + SMALL
    }

    /// The names of the steps, in columns; returns where they end.
    fn names(&self, canvas: &mut Canvas, top: f64, width: f64) -> f64 {
        if self.points.len() > MOST_NAMES {
            return top;
        }
        let numbered = |at: usize, name: &str| format!("{}. {name}", at + 1);
        let names: Vec<String> = self
            .points
            .iter()
            .enumerate()
            .map(|(at, point)| numbered(at, &point.name))
            .collect();
        let widest = names.iter().map(|name| wide(name, SMALL) + 16.0);
        let column = widest.fold(80.0, f64::max).min(width - LEFT);
        let n_columns = ((width - LEFT) / column).floor().max(1.0);
        let rows = (names.len() as f64 / n_columns).ceil();
        let step = SMALL * LEADING;
        for (at, name) in names.iter().enumerate() {
            let (column_at, row) = ((at as f64 / rows).floor(), at as f64 % rows);
            let place = (LEFT + column * column_at, top + step * (row + 0.5));
            canvas.block(place, Type::of(SMALL), name, (column - 10.0, 1));
        }
        top + step * rows
    }
}

/// A figure on a clear place.
fn figure(canvas: &mut Canvas, (x, middle): (f64, f64), words: &str) {
    let room = wide(words, SMALL) + 2.0;
    canvas.rect((x - room / 2.0, middle - 7.0), (room, 13.0), PAPER, None);
    let look = Type::of(SMALL).at(Anchor::Middle);
    canvas.block((x, middle), look, words, (room + 20.0, 1));
}

/// A round number from `most` on whose quarters are whole or halves.
fn nice(most: f64) -> f64 {
    let mut unit = 1.0;
    loop {
        for step in [4.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0, 24.0, 32.0] {
            if step * unit >= most {
                return step * unit;
            }
        }
        unit *= 10.0;
    }
}
