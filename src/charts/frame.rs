//! The words around a chart: its title above, and below what has to stand under its figures.

use std::fmt::Write as _;

use super::canvas::{
    Canvas, FONTS, INK, LATIN_FONTS, LEADING, NAME, PAPER, PATTERNS, SMALL, TITLE, Type, px,
};
use super::words::{escaped, lines};
use super::{Chart, Picture};

const MARGIN: f64 = 24.0;
/// A picture is at least so wide, so that the words under it don't become a column.
const NARROWEST: f64 = 640.0;

/// The whole document.
pub(super) fn document(picture: &Picture) -> String {
    let chart = match &picture.chart {
        Chart::Bars(it) => it.draw(),
        Chart::Heat(it) => it.draw(),
        Chart::Network(it) => it.draw(),
        Chart::Flow(it) => it.draw(),
        Chart::Curve(it) => it.draw(),
        Chart::Tree(it) => it.draw(),
        Chart::Dots(it) => it.draw(),
    };
    let room = chart.width.max(NARROWEST);
    let mut page = Canvas::default();
    let mut y = MARGIN;
    let write = |page: &mut Canvas, y: &mut f64, look: Type, words: &str| {
        for line in lines(words, room, look.size, usize::MAX) {
            *y += look.size * LEADING;
            page.text((MARGIN, *y - look.size * 0.3), look, &line);
        }
    };
    write(&mut page, &mut y, Type::of(TITLE).bold(), &picture.title);
    y += 14.0;
    page.take(&chart, (MARGIN, y));
    y += chart.height + 14.0;
    if let Some(warning) = &picture.warning {
        write(&mut page, &mut y, Type::of(NAME).bold(), warning);
    }
    for note in &picture.notes {
        write(
            &mut page,
            &mut y,
            Type::of(SMALL).ink(super::canvas::SOFT),
            note,
        );
    }
    let (width, height) = (room + 2.0 * MARGIN, y + MARGIN);
    let latin = if picture.lang.starts_with("zh") {
        &[][..]
    } else {
        &LATIN_FONTS
    };
    let fonts: Vec<String> = latin
        .iter()
        .chain(&FONTS)
        .map(|font| {
            if font.contains(' ') {
                format!("'{font}'")
            } else {
                (*font).to_owned()
            }
        })
        .collect();
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" \
         role=\"img\" xml:lang=\"{2}\" font-family=\"{3}\" fill=\"{INK}\">\n<title>{4}</title>",
        px(width.ceil()),
        px(height.ceil()),
        picture.lang,
        fonts.join(", "),
        escaped(&picture.title),
    );
    svg.push_str(PATTERNS);
    let _ = writeln!(
        svg,
        "<rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>"
    );
    svg.push_str(&page.body);
    svg.push_str("</svg>\n");
    svg
}
