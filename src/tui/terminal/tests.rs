//! What reaches the terminal, read back by an emulator.

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::*;
use crate::text::{Ambiguous, Measure};
use crate::tui::widgets::clear_under::clear_under;
use crate::tui::widgets::{Canvas, put};

const WIDTH: u16 = 24;
const HEIGHT: u16 = 6;

#[expect(clippy::unnecessary_wraps, reason = "a real terminal can fail")]
fn small() -> io::Result<Size> {
    Ok(Size {
        width: WIDTH,
        height: HEIGHT,
    })
}

fn emulator() -> vt100::Parser {
    let rows = NonZeroU16::new(HEIGHT).unwrap();
    let cols = NonZeroU16::new(WIDTH).unwrap();
    vt100::Parser::new(rows, cols, 0)
}

/// A piece of text somewhere on the screen.
#[derive(Clone, Debug)]
struct Piece {
    x: u16,
    y: u16,
    text: String,
    style: Style,
}

fn piece() -> impl Strategy<Value = Piece> {
    let style = prop_oneof![
        Just(Style::new()),
        Just(Style::new().fg(Color::Red)),
        Just(Style::new().bg(Color::Blue).add_modifier(Modifier::BOLD)),
        Just(Style::new().add_modifier(Modifier::REVERSED)),
        Just(Style::new().add_modifier(Modifier::UNDERLINED)),
    ];
    (
        0..WIDTH,
        0..HEIGHT,
        "[中文访谈，。a-c “”…—①─│]{1,14}",
        style,
    )
        .prop_map(|(x, y, text, style)| Piece { x, y, text, style })
}

/// Rows of text, and a pop-up over them where there is one.
#[derive(Clone, Debug)]
struct Picture {
    pieces: Vec<Piece>,
    popup: Option<Rect>,
}

fn picture() -> impl Strategy<Value = Picture> {
    let popup = (0..WIDTH, 0..HEIGHT, 1..WIDTH, 1..HEIGHT)
        .prop_map(|(x, y, width, height)| Rect::new(x, y, width, height));
    (
        prop::collection::vec(piece(), 0..8),
        prop::option::weighted(0.3, popup),
    )
        .prop_map(|(pieces, popup)| Picture { pieces, popup })
}

fn paint(frame: &mut ratatui::Frame, picture: &Picture, measure: Measure) {
    let canvas = &mut Canvas::new(frame.buffer_mut(), measure);
    for Piece { x, y, text, style } in &picture.pieces {
        // A piece ends where the next one of its row begins; one that would cut a
        // glyph on its left is for a pop-up, which clears it.
        let area = Rect::new(*x, *y, WIDTH - x, 1);
        clear_under(canvas, area, Style::new());
        put(canvas, area, text, *style);
    }
    if let Some(area) = picture.popup {
        clear_under(canvas, area, Style::new().bg(Color::Blue));
        put(canvas, area, "框“内”", Style::new().bg(Color::Blue));
    }
}

/// What an emulator shows: glyphs and their looks.
fn seen(parser: &vt100::Parser) -> Vec<(String, [bool; 3], vt100::Color, vt100::Color)> {
    let screen = parser.screen();
    (0..HEIGHT)
        .flat_map(|y| (0..WIDTH).map(move |x| (y, x)))
        .map(|(y, x)| {
            let cell = screen.cell(y, x).unwrap();
            let glyph = match cell.contents() {
                "" => " ".to_owned(),
                glyph => glyph.to_owned(),
            };
            // The right half of a wide glyph has no look of its own.
            if cell.is_wide_continuation() {
                return (
                    glyph,
                    [false; 3],
                    vt100::Color::Default,
                    vt100::Color::Default,
                );
            }
            // The colour of a blank shows only where its ground or a line has it.
            let blank = glyph == " " && !cell.inverse() && !cell.underline();
            let marks = [cell.bold() && !blank, cell.inverse(), cell.underline()];
            let fg = if blank {
                vt100::Color::Default
            } else {
                cell.fgcolor()
            };
            (glyph, marks, fg, cell.bgcolor())
        })
        .collect()
}

/// What a terminal that draws ambiguous glyphs wide makes of the bytes: the
/// emulator draws them narrow, so each is stood for by a glyph that is always wide.
fn show(parser: &mut vt100::Parser, bytes: &[u8], measure: Measure) {
    let text = std::str::from_utf8(bytes).unwrap();
    let drawn: String = text
        .chars()
        .map(|c| match (measure.ambiguous, c) {
            (Ambiguous::Wide, '“') => '㈠',
            (Ambiguous::Wide, '”') => '㈡',
            (Ambiguous::Wide, '…') => '㈢',
            (Ambiguous::Wide, '—') => '㈣',
            (Ambiguous::Wide, '①') => '㈤',
            (Ambiguous::Wide, '─') => '㈥',
            (Ambiguous::Wide, '│') => '㈦',
            (_, c) => c,
        })
        .collect();
    parser.process(drawn.as_bytes());
}

fn measure() -> impl Strategy<Value = Measure> {
    prop_oneof![Just(Ambiguous::Narrow), Just(Ambiguous::Wide)]
        .prop_map(|ambiguous| Measure { ambiguous })
}

proptest! {
    // Four changes of a frame each: ten thousand pairs.
    #![proptest_config(ProptestConfig::with_cases(2500))]

    #[test]
    fn frames_drawn_one_after_another_look_like_each_drawn_alone(
        pictures in prop::collection::vec(picture(), 5),
        measure in measure(),
    ) {
        let mut terminal = Terminal::new(Pen::new(Vec::new(), small)).unwrap();
        let mut followed = emulator();
        let mut n_shown = 0;
        for picture in &pictures {
            terminal.draw(|frame| paint(frame, picture, measure)).unwrap();
            let bytes = terminal.backend().writer();
            show(&mut followed, &bytes[n_shown..], measure);
            n_shown = bytes.len();

            let mut alone = Terminal::new(Pen::new(Vec::new(), small)).unwrap();
            alone.draw(|frame| paint(frame, picture, measure)).unwrap();
            let mut fresh = emulator();
            show(&mut fresh, alone.backend().writer(), measure);
            prop_assert_eq!(seen(&followed), seen(&fresh));
        }
    }

    #[test]
    fn no_row_is_longer_than_the_terminal_and_no_glyph_is_cut(
        picture in picture(),
        measure in measure(),
    ) {
        let area = Rect::new(0, 0, WIDTH, HEIGHT);
        let mut terminal = Terminal::new(Pen::new(Vec::new(), small)).unwrap();
        let frame = terminal.draw(|frame| paint(frame, &picture, measure)).unwrap();
        for y in 0..HEIGHT {
            let mut x = 0;
            while x < WIDTH {
                let cell = &frame.buffer[(x, y)];
                let width = cell.cell_width().max(1);
                prop_assert_eq!(width, measure.width(cell.symbol()).max(1));
                for half in x + 1..x + width {
                    prop_assert!(half < WIDTH, "cut by the edge in row {}", y);
                    prop_assert_eq!(frame.buffer[(half, y)].symbol(), " ");
                }
                x += width;
            }
        }
        prop_assert_eq!(frame.area, area);
    }
}

#[test]
fn a_row_of_hanzi_takes_one_move() {
    let mut pen = Pen::new(Vec::new(), small);
    let mut cell = Cell::default();
    cell.set_symbol("访");
    let cells: Vec<(u16, u16, &Cell)> = (0..10).map(|n| (n * 2, 2, &cell)).collect();
    pen.draw(cells.into_iter()).unwrap();
    pen.flush().unwrap();
    let moves = memchr::memchr_iter(b'H', pen.writer()).count();
    assert_eq!(moves, 1);
}

#[test]
fn after_a_glyph_of_uncertain_width_the_cursor_is_set_anew() {
    let mut pen = Pen::new(Vec::new(), small);
    let [mut quote, mut letter] = [Cell::default(), Cell::default()];
    quote.set_symbol("“");
    letter.set_symbol("a");
    pen.draw([(0, 0, &quote), (1, 0, &letter)].into_iter())
        .unwrap();
    pen.flush().unwrap();
    let written = String::from_utf8(pen.writer().clone()).unwrap();
    assert!(written.contains("“\x1b[1;2Ha"), "{written:?}");
}

#[test]
fn a_frame_without_changes_writes_nothing() {
    let mut terminal = Terminal::new(Pen::new(Vec::new(), small)).unwrap();
    let draw = |frame: &mut ratatui::Frame| {
        let area = frame.area();
        let mut canvas = Canvas::new(frame.buffer_mut(), Measure::default());
        put(&mut canvas, area, "访谈", Style::new());
        frame.set_cursor_position((4, 0));
    };
    terminal.draw(draw).unwrap();
    let before = terminal.backend().writer().len();
    terminal.draw(draw).unwrap();
    assert_eq!(terminal.backend().writer().len(), before);
}

#[test]
fn what_a_terminal_would_obey_is_never_written() {
    let mut pen = Pen::new(Vec::new(), small);
    for hostile in ["\x1b]0;x\x07", "\u{9b}2J", "\u{202e}", "\r", "\u{200b}"] {
        let mut cell = Cell::default();
        cell.set_symbol(hostile);
        pen.draw([(0, 0, &cell)].into_iter()).unwrap();
        pen.flush().unwrap();
    }
    let written = String::from_utf8(pen.writer().clone()).unwrap();
    for bad in ["\x1b]", "\x07", "\u{9b}", "\u{202e}", "\u{200b}", "\r"] {
        assert!(!written.contains(bad), "{written:?}");
    }
}
