//! Draws a terminal screen as a picture.
//!
//! Every run of glyphs of one look and one width is a `<text>` at its own column,
//! so that fonts of the reader's machine can't shift what follows.

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

/// Width and height of a cell, sizes of narrow and of wide type, in pixels.
const WIDTH: u16 = 9;
const HEIGHT: u16 = 20;
const TYPE: u16 = 15;
const WIDE: u16 = 16;
/// From the top of a cell to the base line.
const BASE: u16 = 15;
/// The window's bar and its margin around the screen.
const BAR: u16 = 30;
const MARGIN: u16 = 12;

const GROUND: &str = "#14171c";
const INK: &str = "#d5dae2";
/// The terminal's sixteen colours.
const COLOURS: [&str; 16] = [
    "#14171c", "#d05f5f", "#7fb069", "#d0a657", "#5f8fd0", "#b07fc4", "#57b0b0", "#b4bac4",
    "#6f7885", "#f08a80", "#a3d68c", "#f2cc79", "#8ab8f5", "#d8a5e8", "#82d8d8", "#ffffff",
];

/// How a glyph looks.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    ink: &'static str,
    ground: &'static str,
    bold: bool,
    dim: bool,
    underlined: bool,
}

/// Neighbouring glyphs of one row that look alike and are equally wide.
struct Run {
    look: Look,
    column: u16,
    text: String,
    n: u16,
    wide: bool,
}

/// The screen in a window.
pub fn draw(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (columns * WIDTH + 2 * MARGIN, rows * HEIGHT + BAR + MARGIN);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<style>
text {{ font: {TYPE}px "DejaVu Sans Mono", Menlo, "Liberation Mono", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", monospace; white-space: pre; fill: {INK} }}
.w {{ font-size: {WIDE}px; letter-spacing: {}px }}
.b {{ font-weight: bold }}
.d {{ fill-opacity: .7 }}
</style>
<rect width="{width}" height="{height}" rx="9" fill="{GROUND}"/>
<g fill="#3a414c"><circle cx="18" cy="15" r="5"/><circle cx="36" cy="15" r="5"/><circle cx="54" cy="15" r="5"/></g>
"##,
        2 * WIDTH - WIDE,
    );
    for row in 0..rows {
        let cells = (0..columns).filter_map(|column| Some((column, screen.cell(row, column)?)));
        let runs = runs(cells);
        let top = BAR + row * HEIGHT;
        for run in &runs {
            draw_ground(&mut svg, run, top);
        }
        for run in runs.iter().filter(|run| !run.text.trim().is_empty()) {
            draw_text(&mut svg, run, top + BASE);
        }
    }
    if !screen.hide_cursor() {
        let (row, column) = screen.cursor_position();
        let (x, y) = (MARGIN + column * WIDTH, BAR + row * HEIGHT);
        let _ = writeln!(
            svg,
            r##"<rect x="{x}" y="{y}" width="2" height="{HEIGHT}" fill="#ffffff"/>"##
        );
    }
    svg + "</svg>\n"
}

fn runs<'a>(cells: impl Iterator<Item = (u16, &'a Cell)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let halves = |cell: &Cell| !cell.is_wide_continuation();
    for (column, cell) in cells.filter(|(_, cell)| halves(cell)) {
        let glyph = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        let (look, wide) = (look(cell), cell.is_wide());
        let blank = glyph == " ";
        match runs.last_mut() {
            // A gap ends a run, so that it takes no room in the picture.
            Some(run)
                if (run.look, run.wide) == (look, wide) && blank == run.text.ends_with(' ') =>
            {
                run.text.push_str(glyph);
                run.n += 1;
            }
            _ => runs.push(Run {
                look,
                column,
                text: glyph.to_owned(),
                n: 1,
                wide,
            }),
        }
    }
    runs
}

fn draw_ground(svg: &mut String, run: &Run, top: u16) {
    let x = MARGIN + run.column * WIDTH;
    let width = run.n * WIDTH * if run.wide { 2 } else { 1 };
    let Look { ink, ground, .. } = run.look;
    let mut block = |y: u16, height: u16, fill: &str| {
        let _ = writeln!(
            svg,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#
        );
    };
    if ground != GROUND {
        block(top, HEIGHT, ground);
    }
    if run.look.underlined {
        block(top + BASE + 3, 1, ink);
    }
}

fn draw_text(svg: &mut String, run: &Run, y: u16) {
    let Look { ink, bold, dim, .. } = run.look;
    let classes: Vec<&str> = [(run.wide, "w"), (bold, "b"), (dim, "d")]
        .iter()
        .filter(|(it, _)| *it)
        .map(|(_, class)| *class)
        .collect();
    let mut attributes = String::new();
    if !classes.is_empty() {
        let _ = write!(attributes, r#" class="{}""#, classes.join(" "));
    }
    if ink != INK {
        let _ = write!(attributes, r#" style="fill:{ink}""#);
    }
    // Wide glyphs are as wide as the type is large; narrow ones depend on the font.
    let x = MARGIN + run.column * WIDTH + if run.wide { WIDTH - WIDE / 2 } else { 0 };
    if !run.wide {
        let _ = write!(attributes, r#" textLength="{}""#, run.n * WIDTH);
    }
    let text = run.text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(svg, r#"<text x="{x}" y="{y}"{attributes}>{text}</text>"#);
}

fn look(cell: &Cell) -> Look {
    let (ink, ground) = (colour(cell.fgcolor(), INK), colour(cell.bgcolor(), GROUND));
    let (ink, ground) = if cell.inverse() {
        (ground, ink)
    } else {
        (ink, ground)
    };
    Look {
        ink,
        ground,
        bold: cell.bold(),
        dim: cell.dim(),
        underlined: cell.underline(),
    }
}

fn colour(colour: Color, default: &'static str) -> &'static str {
    match colour {
        Color::Idx(n) => COLOURS.get(usize::from(n)).copied().unwrap_or(default),
        Color::Default | Color::Rgb(..) => default,
    }
}
