//! What charts are drawn on: SVG elements, with text that is always escaped.
//!
//! Lengths are pixels, written with one decimal at most.

use std::fmt::Write as _;

use super::words::{escaped, lines, shown};
use super::{Label, Size};

/// Fonts with hanzi on the usual systems, the first that is there.
pub(super) const FONTS: [&str; 6] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "SimSun",
    "sans-serif",
];

/// Fonts that go before them where the words are not Chinese: in fonts for hanzi quotes and
/// apostrophes are as wide as hanzi.
pub(super) const LATIN_FONTS: [&str; 5] = [
    "Noto Sans",
    "Helvetica Neue",
    "Helvetica",
    "Arial",
    "Liberation Sans",
];

/// Sizes of type.
pub(super) const TITLE: f64 = 17.0;
pub(super) const NAME: f64 = 13.0;
pub(super) const SMALL: f64 = 11.5;

/// From a baseline to the next, in parts of the type size.
pub(super) const LEADING: f64 = 1.36;

pub(super) const INK: &str = "#1a1a1a";
pub(super) const SOFT: &str = "#4d4d4d";
pub(super) const RULE: &str = "#b3b3b3";
/// On shades, of which some are too dark for anything less.
const BLACK: &str = "#000000";
pub(super) const PAPER: &str = "#ffffff";
/// What bars and lines are filled with.
pub(super) const MAIN: &str = "#3d5a80";
/// The fill of what is hidden.
pub(super) const HATCH: &str = "url(#hidden)";

/// Patterns that fills refer to.
pub(super) const PATTERNS: &str = concat!(
    r##"<defs><pattern id="hidden" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"##,
    r##"<rect width="6" height="6" fill="#ffffff"/><rect width="1.6" height="6" fill="#8c8c8c"/></pattern></defs>"##,
    "\n"
);

/// Where a text stands from its point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    #[default]
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// How text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) anchor: Anchor,
    pub(super) bold: bool,
    pub(super) ink: &'static str,
}

impl Type {
    /// Text of a size.
    pub(super) fn of(size: f64) -> Self {
        Self {
            size,
            anchor: Anchor::Start,
            bold: false,
            ink: INK,
        }
    }

    pub(super) fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn ink(self, ink: &'static str) -> Self {
        Self { ink, ..self }
    }
}

/// How a line looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) width: f64,
    pub(super) ink: &'static str,
    /// Lengths of dashes and gaps; empty for none.
    pub(super) dashes: &'static str,
}

impl Stroke {
    pub(super) fn of(width: f64, ink: &'static str) -> Self {
        Self {
            width,
            ink,
            dashes: "",
        }
    }

    pub(super) fn dashed(self, dashes: &'static str) -> Self {
        Self { dashes, ..self }
    }

    fn attributes(self) -> String {
        let mut words = format!(
            "stroke=\"{}\" stroke-width=\"{}\"",
            self.ink,
            px(self.width)
        );
        if !self.dashes.is_empty() {
            let _ = write!(words, " stroke-dasharray=\"{}\"", self.dashes);
        }
        words
    }
}

/// A length as it is written.
pub(super) fn px(length: f64) -> String {
    let words = format!("{length:.1}");
    let words = words.strip_suffix(".0").unwrap_or(&words);
    if words == "-0" { "0" } else { words }.to_owned()
}

/// A drawing in progress.
#[derive(Clone, Debug, Default)]
pub(super) struct Canvas {
    pub(super) body: String,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Canvas {
    /// Says how large it is.
    pub(super) fn sized(mut self, width: f64, height: f64) -> Self {
        (self.width, self.height) = (width, height);
        self
    }

    /// A rectangle, with an outline where one is given.
    pub(super) fn rect(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        fill: &str,
        outline: Option<Stroke>,
    ) {
        let outline = outline.map_or(String::new(), |it| format!(" {}", it.attributes()));
        let _ = writeln!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"{outline}/>",
            px(x),
            px(y),
            px(width),
            px(height),
        );
    }

    /// A line from one point to another.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let _ = writeln!(
            self.body,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>",
            px(from.0),
            px(from.1),
            px(to.0),
            px(to.1),
            stroke.attributes(),
        );
    }

    /// A path of numbers and letters that this crate wrote.
    pub(super) fn path(&mut self, d: &str, fill: &str, stroke: Option<Stroke>) {
        let stroke = stroke.map_or(String::new(), |it| format!(" {}", it.attributes()));
        let _ = writeln!(self.body, "<path d=\"{d}\" fill=\"{fill}\"{stroke}/>");
    }

    /// A closed path through which what lies under it is seen, with a thin edge.
    pub(super) fn glass(&mut self, d: &str) {
        let edge = Stroke::of(0.7, INK).attributes();
        let _ = writeln!(
            self.body,
            "<path d=\"{d}\" fill=\"{MAIN}\" fill-opacity=\"0.42\" {edge}/>"
        );
    }

    /// A circle.
    pub(super) fn circle(&mut self, (x, y): (f64, f64), radius: f64, fill: &str, stroke: Stroke) {
        let _ = writeln!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\" {}/>",
            px(x),
            px(y),
            px(radius),
            stroke.attributes(),
        );
    }

    /// One line of text on its baseline.
    pub(super) fn text(&mut self, at: (f64, f64), look: Type, words: &str) {
        self.text_of(at, look, words, None);
    }

    /// One line of text, with the whole of what it was cut from as its title.
    fn text_of(&mut self, (x, y): (f64, f64), look: Type, words: &str, whole: Option<&str>) {
        let anchor = match look.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let bold = if look.bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let title = whole.map_or(String::new(), |whole| {
            format!("<title>{}</title>", escaped(whole))
        });
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{anchor}{bold}>{title}{}</text>",
            px(x),
            px(y),
            px(look.size),
            look.ink,
            escaped(words),
        );
    }

    /// Begins a part of the drawing that has a name, for screen readers.
    pub(super) fn begin(&mut self, name: &str) {
        let _ = writeln!(self.body, "<g aria-label=\"{}\">", escaped(name));
    }

    /// Ends it.
    pub(super) fn end(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// Words in lines of a width, at most so many, the middle of all of them at `middle`.
    ///
    /// Where they were cut or broken, every line has the whole as its title.
    pub(super) fn block(
        &mut self,
        at: (f64, f64),
        look: Type,
        words: &str,
        (width, most): (f64, usize),
    ) {
        let lines = lines(words, width, look.size, most);
        self.lines(at, look, &lines, words);
    }

    /// Lines of text, the middle of all of them at `middle`, made of `words`.
    pub(super) fn lines(
        &mut self,
        (x, middle): (f64, f64),
        look: Type,
        lines: &[String],
        words: &str,
    ) {
        let whole = shown(words);
        let step = look.size * LEADING;
        // The middle of a hanzi is about 0.36 em over its baseline.
        let first = middle - step * (lines.len() as f64 - 1.0) / 2.0 + look.size * 0.36;
        for (at, line) in lines.iter().enumerate() {
            let title = (*line != whole).then_some(words);
            self.text_of((x, first + step * at as f64), look, line, title);
        }
    }

    /// The name of a row, set in by its level.
    pub(super) fn label(&mut self, label: &Label, middle: f64, width: f64) {
        let indent = indent(label);
        let look = Type::of(NAME);
        self.block((indent, middle), look, &label.words(), (width - indent, 2));
    }

    /// Takes in another drawing at a place.
    pub(super) fn take(&mut self, other: &Self, (x, y): (f64, f64)) {
        let _ = writeln!(
            self.body,
            "<g transform=\"translate({} {})\">",
            px(x),
            px(y)
        );
        self.body.push_str(&other.body);
        self.body.push_str("</g>\n");
    }
}

/// Widest column of names.
const WIDEST_NAMES: f64 = 270.0;

/// How far a name is set in.
fn indent(label: &Label) -> f64 {
    f64::from(label.level.min(6)) * 12.0
}

/// How wide the column of these names is.
pub(super) fn names_width<'a>(labels: impl Iterator<Item = &'a Label>) -> f64 {
    let wide = |label: &Label| indent(label) + super::words::wide(&label.words(), NAME) + 6.0;
    labels.map(wide).fold(60.0, f64::max).min(WIDEST_NAMES)
}

/// How high the row of a name is.
pub(super) fn row_height(label: &Label, width: f64) -> f64 {
    let n = lines(&label.words(), width - indent(label), NAME, 2).len();
    8.0 + NAME * LEADING * n as f64
}

/// How many lines these words take at most, of a width.
pub(super) fn most_lines<'a>(
    words: impl Iterator<Item = &'a str>,
    (width, most): (f64, usize),
) -> usize {
    words
        .map(|words| lines(words, width, SMALL, most).len())
        .max()
        .unwrap_or(1)
}

/// Fill and ink for a part of the largest: from nearly white to dark, told apart in grey.
pub(super) fn shade(part: f64) -> (String, &'static str) {
    const LIGHT: [f64; 3] = [247.0, 249.0, 252.0];
    const DARK: [f64; 3] = [38.0, 62.0, 98.0];
    let part = part.clamp(0.0, 1.0);
    // Evenly in what the eye calls lightness rather than in amounts of light.
    let mix = |from: f64, to: f64| (from + (to - from) * part).round();
    let [red, green, blue] = [0, 1, 2].map(|at| mix(LIGHT[at], DARK[at]));
    let ink = if part > 0.695 { PAPER } else { BLACK };
    (format!("rgb({red},{green},{blue})"), ink)
}

/// Fill and ink of a figure's place, `largest` being drawn darkest.
pub(super) fn fill(size: Size, largest: f64) -> (String, &'static str) {
    match size {
        Size::Hidden => (HATCH.to_owned(), INK),
        Size::Unsized => (PAPER.to_owned(), INK),
        Size::Of(_) => shade(size.number().unwrap_or(0.0) / largest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_can_be_read_on_every_shade() {
        let luminance = |rgb: [f64; 3]| {
            let part = |value: f64| {
                let value = value / 255.0;
                if value <= 0.04045 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2])
        };
        let mut last = f64::MAX;
        for step in 0..=100 {
            let (fill, ink) = shade(f64::from(step) / 100.0);
            let numbers: Vec<f64> = fill[4..fill.len() - 1]
                .split(',')
                .map(|number| number.parse().unwrap())
                .collect();
            let ground = luminance([numbers[0], numbers[1], numbers[2]]);
            let ink = if ink == PAPER { 1.0 } else { 0.0 };
            let (high, low) = (ground.max(ink), ground.min(ink));
            assert!((high + 0.05) / (low + 0.05) >= 4.5, "{step}: {fill}");
            assert!(ground <= last, "{step} is lighter than what is smaller");
            last = ground;
        }
    }

    #[test]
    fn lengths_are_short() {
        for (length, words) in [(1.0, "1"), (-0.02, "0"), (2.25, "2.2"), (10.0, "10")] {
            assert_eq!(px(length), words);
        }
    }
}
