//! A text field of one line or of many, for every place where a person types.
//!
//! The caret is a byte on a grapheme boundary; moving and deleting go by
//! grapheme. Rows come from [`text::Measure::rows`], so a memo wraps as a transcript does.
//! Where the caret stands is told to the terminal, which puts the window of an
//! input method there. An answer that a question comes with is chosen as a whole:
//! typing takes its place, moving the caret keeps it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::{Canvas, put};
use crate::text::{self, Measure};

/// Whether Enter breaks the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// One line; line ends become spaces.
    #[default]
    One,
    /// Any number.
    Many,
}

/// What the next character typed does to the text there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Given {
    /// It comes in at the caret.
    #[default]
    Kept,
    /// It takes the place of all of it.
    Chosen,
}

/// Text being typed, and where the caret stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    caret: usize,
    lines: Lines,
    given: Given,
}

impl Field {
    /// A field of one line with some text in it, the caret at its end.
    #[must_use]
    pub fn line(text: &str) -> Self {
        let mut field = Self::default();
        field.insert(text);
        field
    }

    /// A field of one line with an answer in it that what is typed takes the place of,
    /// unless another key is pressed first.
    #[must_use]
    pub fn answer(text: &str) -> Self {
        let mut field = Self::line(text);
        if !field.text.is_empty() {
            field.given = Given::Chosen;
        }
        field
    }

    /// A field of many lines with some text in it, the caret at its end.
    #[must_use]
    pub fn memo(text: &str) -> Self {
        let mut field = Self {
            lines: Lines::Many,
            ..Self::default()
        };
        field.insert(text);
        field
    }

    /// A field of many lines with text that stays as it is, control characters too (they
    /// are shown as marks); the caret at byte `caret` or the next place it can stand.
    #[must_use]
    pub fn words(text: &str, caret: usize) -> Self {
        let mut field = Self {
            text: text.to_owned(),
            caret: caret.min(text.len()),
            lines: Lines::Many,
            given: Given::Kept,
        };
        if !field.on_boundary() {
            field.caret = field.after(field.caret);
        }
        field
    }

    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the caret stands behind everything typed.
    #[must_use]
    pub fn at_end(&self) -> bool {
        self.caret == self.text.len()
    }

    /// What stands before the caret, and what behind it.
    #[must_use]
    pub fn halves(&self) -> (&str, &str) {
        self.text.split_at(self.caret)
    }

    /// Whether the caret is where its line begins.
    #[must_use]
    pub fn is_at_start_of_line(&self) -> bool {
        self.caret == self.line_start()
    }

    /// Types or pastes text at the caret. Control characters are left out; line ends
    /// of every kind are one, and in a field of one line they are spaces.
    pub fn insert(&mut self, pasted: &str) {
        let pasted = pasted.replace("\r\n", "\n").replace('\r', "\n");
        let clean: String = pasted
            .chars()
            .filter_map(|c| match (c, self.lines) {
                ('\n', Lines::Many) => Some('\n'),
                ('\n' | '\t', _) => Some(' '),
                (c, _) => (!c.is_control()).then_some(c),
            })
            .collect();
        if !clean.is_empty() && std::mem::take(&mut self.given) == Given::Chosen {
            self.text.clear();
            self.caret = 0;
        }
        self.text.insert_str(self.caret, &clean);
        self.caret += clean.len();
        // What was typed may have joined with what follows into one glyph.
        if !self.on_boundary() {
            self.caret = self.after(self.caret);
        }
    }

    /// Takes an editing key; false for one that means nothing here.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let types = matches!(key.code, KeyCode::Char(_)) && !ctrl && !alt;
        if !types {
            self.given = Given::Kept;
        }
        match key.code {
            KeyCode::Char('a') if ctrl => self.caret = self.line_start(),
            KeyCode::Char('e') if ctrl => self.caret = self.line_end(),
            KeyCode::Char('u') if ctrl => self.delete(self.line_start(), self.caret),
            KeyCode::Char('k') if ctrl => self.delete(self.caret, self.line_end()),
            KeyCode::Char('w') if ctrl => self.delete(self.word_before(), self.caret),
            KeyCode::Char('h') if ctrl => self.delete(self.before(self.caret), self.caret),
            KeyCode::Char(c) if !ctrl && !alt => self.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Enter if self.lines == Lines::Many => self.insert("\n"),
            KeyCode::Backspace => self.delete(self.before(self.caret), self.caret),
            KeyCode::Delete => self.delete(self.caret, self.after(self.caret)),
            KeyCode::Left if ctrl => self.caret = self.word_before(),
            KeyCode::Right if ctrl => self.caret = self.word_after(),
            KeyCode::Left => self.caret = self.before(self.caret),
            KeyCode::Right => self.caret = self.after(self.caret),
            KeyCode::Home => self.caret = self.line_start(),
            KeyCode::End => self.caret = self.line_end(),
            KeyCode::Up if self.lines == Lines::Many => self.step_line(Step::Up),
            KeyCode::Down if self.lines == Lines::Many => self.step_line(Step::Down),
            _ => return false,
        }
        true
    }

    /// Puts the caret at a byte, or where it can stand before it.
    pub fn place(&mut self, byte: usize) {
        self.given = Given::Kept;
        self.caret = byte.min(self.text.len());
        if !self.on_boundary() {
            self.caret = self.before(self.caret);
        }
    }

    /// Draws the field and returns the cell of the caret, if the area has any.
    ///
    /// A long line is shifted, a long memo scrolled, so that the caret is in view.
    pub fn draw(&self, buffer: &mut Canvas, area: Rect, style: Style) -> Option<Position> {
        let measure = buffer.measure();
        buffer.note_field(area, |at| self.byte_in(measure, area, at));
        if area.is_empty() {
            return None;
        }
        match self.lines {
            Lines::One => Some(self.draw_line(buffer, area, style)),
            Lines::Many => Some(self.draw_memo(buffer, area, style)),
        }
    }

    /// Draws a field that doesn't take what is typed now: from its beginning, and nothing in
    /// it looks chosen.
    pub fn draw_resting(&self, buffer: &mut Canvas, area: Rect, style: Style) {
        let resting = Self {
            given: Given::Kept,
            caret: 0,
            ..self.clone()
        };
        resting.draw(buffer, area, style);
    }

    fn draw_line(&self, buffer: &mut Canvas, area: Rect, style: Style) -> Position {
        let style = match self.given {
            Given::Kept => style,
            Given::Chosen => style.add_modifier(Modifier::REVERSED),
        };
        let (start, col) = self.shifted(buffer.measure(), area);
        put(buffer, area, &self.text[start..], style);
        Position::new(area.x + col.min(area.width - 1), area.y)
    }

    /// The first byte of a line that is in view, and the column of the caret.
    fn shifted(&self, measure: Measure, area: Rect) -> (usize, u16) {
        // The caret needs a cell of its own behind the last glyph.
        let room = area.width.saturating_sub(1);
        let mut start = 0;
        let mut col = measure.width(&self.text[..self.caret]);
        for grapheme in self.text[..self.caret].graphemes(true) {
            if col <= room {
                break;
            }
            col -= measure.width(grapheme);
            start += grapheme.len();
        }
        (start, col)
    }

    fn draw_memo(&self, buffer: &mut Canvas, area: Rect, style: Style) -> Position {
        let measure = buffer.measure();
        let Scrolled { rows, at, top } = self.scrolled(measure, area);
        let height = usize::from(area.height);
        for (n, line) in rows.iter().skip(top).take(height).enumerate() {
            let words = &self.text[line.start as usize..line.end as usize];
            put(
                buffer,
                super::row(area, u16::try_from(n).unwrap_or(u16::MAX)),
                words,
                style,
            );
        }
        let col = measure.width(&self.text[rows[at].start as usize..self.caret]);
        let down = u16::try_from(at - top).unwrap_or(0);
        Position::new(area.x + col.min(area.width - 1), area.y + down)
    }

    fn scrolled(&self, measure: Measure, area: Rect) -> Scrolled {
        let columns = area.width.saturating_sub(1).max(2);
        let rows = measure.rows(&self.text, columns);
        let at = rows
            .iter()
            .rposition(|row| row.start as usize <= self.caret)
            .unwrap_or(0);
        let top = (at + 1).saturating_sub(usize::from(area.height));
        Scrolled { rows, at, top }
    }

    /// The byte before which the caret stands after a click on a cell of the area it is drawn
    /// in: of the glyph in the cell; the end of its row where no glyph is.
    fn byte_in(&self, measure: Measure, area: Rect, at: Position) -> usize {
        let (from, to) = match self.lines {
            Lines::One => (self.shifted(measure, area).0, self.text.len()),
            Lines::Many => {
                let Scrolled { rows, top, .. } = self.scrolled(measure, area);
                let row = (top + usize::from(at.y - area.y)).min(rows.len() - 1);
                (rows[row].start as usize, rows[row].end as usize)
            }
        };
        let column = at.x - area.x;
        let mut used = 0;
        for (byte, grapheme) in self.text[from..to].grapheme_indices(true) {
            used += measure.width(grapheme);
            if used > column {
                return from + byte;
            }
        }
        to
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.caret = from;
        if !self.on_boundary() {
            self.caret = self.before(self.caret);
        }
    }

    fn on_boundary(&self) -> bool {
        self.caret == self.text.len()
            || self
                .text
                .grapheme_indices(true)
                .any(|(at, _)| at == self.caret)
    }

    fn before(&self, at: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .take_while(|start| *start < at)
            .last()
            .unwrap_or(0)
    }

    fn after(&self, at: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .find(|start| *start > at)
            .unwrap_or(self.text.len())
    }

    fn word_before(&self) -> usize {
        self.text
            .unicode_word_indices()
            .map(|(start, _)| start)
            .take_while(|start| *start < self.caret)
            .last()
            .unwrap_or(0)
    }

    fn word_after(&self) -> usize {
        self.text
            .unicode_word_indices()
            .map(|(start, word)| start + word.len())
            .find(|end| *end > self.caret)
            .unwrap_or(self.text.len())
    }

    fn line_start(&self) -> usize {
        self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.caret..]
            .find('\n')
            .map_or(self.text.len(), |at| self.caret + at)
    }

    /// Goes to the same column, counted in cells, of the line above or below.
    fn step_line(&mut self, step: Step) {
        let start = self.line_start();
        let col = text::width(&self.text[start..self.caret]);
        let target = match step {
            Step::Up if start == 0 => {
                self.caret = 0;
                return;
            }
            Step::Up => self.text[..start - 1].rfind('\n').map_or(0, |at| at + 1),
            Step::Down => match self.line_end() {
                end if end == self.text.len() => {
                    self.caret = end;
                    return;
                }
                end => end + 1,
            },
        };
        let line = self.text[target..].split('\n').next().unwrap_or_default();
        let mut used = 0;
        let mut at = target;
        for grapheme in line.graphemes(true) {
            used += text::width(grapheme);
            if used > col {
                break;
            }
            at += grapheme.len();
        }
        self.caret = at;
    }
}

/// The rows of a text of many lines.
struct Scrolled {
    rows: Vec<text::Row>,
    /// The row of the caret.
    at: usize,
    /// The first row in view.
    top: usize,
}

#[derive(Clone, Copy)]
enum Step {
    Up,
    Down,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;

    use super::*;

    fn draw(field: &Field, buffer: &mut Buffer, area: Rect) -> Option<Position> {
        let mut canvas = Canvas::new(buffer, Measure::default());
        field.draw(&mut canvas, area, Style::new())
    }

    fn press(field: &mut Field, code: KeyCode) {
        field.key(KeyEvent::new(code, KeyModifiers::NONE));
    }

    #[test]
    fn a_family_is_deleted_with_one_backspace() {
        let mut field = Field::line("a👨‍👩‍👧‍👦");
        press(&mut field, KeyCode::Backspace);
        assert_eq!(field.text(), "a");
    }

    #[test]
    fn a_paste_into_one_line_has_no_line_ends_and_no_controls() {
        let mut field = Field::line("");
        field.insert("一\r\n二\x1b[2J\r三");
        assert_eq!(field.text(), "一 二[2J 三");
        let mut memo = Field::memo("");
        memo.insert("一\r\n二\r三");
        assert_eq!(memo.text(), "一\n二\n三");
    }

    #[test]
    fn what_is_typed_takes_the_place_of_an_answer_given_and_other_keys_keep_it() {
        let typed = |code, words: &str| {
            let mut field = Field::answer("权责不清");
            if let Some(code) = code {
                press(&mut field, code);
            }
            field.insert(words);
            field.insert("!");
            field.text().to_owned()
        };
        assert_eq!(typed(None, "协商"), "协商!");
        assert_eq!(
            typed(None, "\u{7}"),
            "!",
            "nothing typed takes nothing away"
        );
        assert_eq!(typed(Some(KeyCode::End), "协商"), "权责不清协商!");
        assert_eq!(typed(Some(KeyCode::Left), "很"), "权责不很!清");
        assert_eq!(typed(Some(KeyCode::Backspace), "明"), "权责不明!");
    }

    #[test]
    fn the_caret_stands_behind_what_was_typed() {
        let area = Rect::new(3, 1, 10, 1);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
        let mut field = Field::line("协商");
        assert_eq!(draw(&field, &mut buffer, area), Some(Position::new(7, 1)));
        press(&mut field, KeyCode::Left);
        assert_eq!(draw(&field, &mut buffer, area), Some(Position::new(5, 1)));
        press(&mut field, KeyCode::End);
        field.insert("议事一个月一次");
        let at = draw(&field, &mut buffer, area).unwrap();
        assert!(at.x < area.right(), "{at}");
    }

    #[test]
    fn up_and_down_keep_the_column_in_cells() {
        let mut memo = Field::memo("ab\n中文\nabcdef");
        press(&mut memo, KeyCode::Up);
        press(&mut memo, KeyCode::Home);
        press(&mut memo, KeyCode::Right);
        press(&mut memo, KeyCode::Down);
        memo.insert("|");
        assert_eq!(memo.text(), "ab\n中文\nab|cdef");
        press(&mut memo, KeyCode::Up);
        press(&mut memo, KeyCode::Up);
        press(&mut memo, KeyCode::Up);
        memo.insert("^");
        assert!(memo.text().starts_with("^ab"));
    }

    /// The caret after a click on a cell, as `before|after`.
    fn clicked(field: &Field, area: Rect, at: (u16, u16)) -> String {
        let screen = Rect::new(0, 0, 20, 5);
        let place = Canvas::field_at(screen, Measure::default(), at.into(), |canvas| {
            field.draw(canvas, area, Style::new());
        });
        let mut field = field.clone();
        field.place(place.expect("a field is there").byte);
        let (before, after) = field.halves();
        format!("{before}|{after}")
    }

    #[test]
    fn a_click_puts_the_caret_before_the_glyph_under_it() {
        let area = Rect::new(3, 1, 9, 1);
        let field = Field::line("a权责b");
        assert_eq!(clicked(&field, area, (3, 1)), "|a权责b");
        assert_eq!(clicked(&field, area, (5, 1)), "a|权责b", "its second cell");
        assert_eq!(clicked(&field, area, (6, 1)), "a权|责b");
        assert_eq!(clicked(&field, area, (11, 1)), "a权责b|", "behind it all");
        // A line that is longer than its place is shifted.
        let long = Field::line("一二三四五六七");
        assert_eq!(clicked(&long, area, (3, 1)), "一二三|四五六七");
        let memo = Field::memo("权责不清条块分割\nab\nc");
        let area = Rect::new(1, 1, 9, 3);
        assert_eq!(clicked(&memo, area, (1, 2)), "权责不清条块分割\n|ab\nc");
        assert_eq!(clicked(&memo, area, (9, 2)), "权责不清条块分割\nab|\nc");
        assert_eq!(clicked(&memo, area, (4, 1)), "权责不清条|块分割\nab\nc");
        let answer = Field::answer("权责");
        let mut kept = answer.clone();
        kept.place(3);
        kept.insert("不");
        assert_eq!(kept.text(), "权不责", "a click keeps an answer");
    }

    #[test]
    fn the_caret_of_a_wrapped_memo_is_on_its_row() {
        let area = Rect::new(0, 0, 9, 2);
        let mut buffer = Buffer::empty(area);
        let memo = Field::memo("权责不清条块分割人员");
        let at = draw(&memo, &mut buffer, area).unwrap();
        assert_eq!(at, Position::new(4, 1));
    }

    proptest! {
        #[test]
        fn no_key_leaves_the_caret_inside_a_glyph(
            start in "[a中👨‍👩‍👧e\u{301}\n ]{0,12}",
            keys in prop::collection::vec(0..12usize, 0..40),
        ) {
            let mut field = Field::memo(&start);
            for key in keys {
                match key {
                    0 => press(&mut field, KeyCode::Left),
                    1 => press(&mut field, KeyCode::Right),
                    2 => press(&mut field, KeyCode::Backspace),
                    3 => press(&mut field, KeyCode::Delete),
                    4 => press(&mut field, KeyCode::Up),
                    5 => press(&mut field, KeyCode::Down),
                    6 => press(&mut field, KeyCode::Home),
                    7 => field.insert("\u{301}"),
                    8 => field.insert("\u{200d}👩"),
                    9 => { field.key(KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL)); }
                    10 => press(&mut field, KeyCode::Enter),
                    _ => field.insert("访"),
                }
                prop_assert!(field.on_boundary());
            }
            let area = Rect::new(1, 1, 7, 3);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 5));
            let at = draw(&field, &mut buffer, area).unwrap();
            prop_assert!(area.contains(at));
        }
    }
}
