//! What reaches the terminal, read back by an emulator.

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::*;

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
    (0..WIDTH, 0..HEIGHT, "[中文访谈，。a-c “”…]{1,14}", style)
        .prop_map(|(x, y, text, style)| Piece { x, y, text, style })
}

fn paint(frame: &mut ratatui::Frame, pieces: &[Piece]) {
    let mut taken = [false; HEIGHT as usize];
    for piece in pieces {
        // One piece a row: what may overlap is the business of `clear_under`.
        if std::mem::replace(&mut taken[usize::from(piece.y)], true) {
            continue;
        }
        crate::tui::widgets::put(
            frame.buffer_mut(),
            Rect::new(piece.x, piece.y, WIDTH - piece.x, 1),
            &piece.text,
            piece.style,
        );
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn frames_drawn_one_after_another_look_like_the_last_one_drawn_alone(
        frames in prop::collection::vec(prop::collection::vec(piece(), 0..8), 1..5),
    ) {
        let mut terminal = Terminal::new(Pen::new(Vec::new(), small)).unwrap();
        for pieces in &frames {
            terminal.draw(|frame| paint(frame, pieces)).unwrap();
        }
        let mut followed = emulator();
        followed.process(terminal.backend().writer());

        let mut alone = Terminal::new(Pen::new(Vec::new(), small)).unwrap();
        alone.draw(|frame| paint(frame, frames.last().unwrap())).unwrap();
        let mut fresh = emulator();
        fresh.process(alone.backend().writer());

        prop_assert_eq!(seen(&followed), seen(&fresh));
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
        crate::tui::widgets::put(frame.buffer_mut(), area, "访谈", Style::new());
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
