//! A cursor in a list of rows, and which rows are in view.

use crate::tui::command::Command;

/// Where the cursor stands in a list that scrolls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The row under the cursor, from 0.
    pub at: usize,
    /// The first row in view.
    pub top: usize,
}

impl List {
    /// Moves the cursor by `by` rows within `len` and keeps it in a view of `height` rows.
    pub fn step(&mut self, by: isize, len: usize, height: usize) {
        self.at = self.at.saturating_add_signed(by);
        self.keep(len, height);
    }

    /// Moves the cursor where the command is a motion; whether it was one.
    pub fn moved(&mut self, command: Command, len: usize, height: usize) -> bool {
        let page = isize::try_from(height).unwrap_or(1).max(1);
        match command {
            Command::Next => self.step(1, len, height),
            Command::Previous => self.step(-1, len, height),
            Command::PageDown => self.step(page, len, height),
            Command::PageUp => self.step(-page, len, height),
            Command::HalfDown => self.step(page / 2, len, height),
            Command::HalfUp => self.step(-(page / 2), len, height),
            Command::First => self.go(0, len, height),
            Command::Last => self.go(usize::MAX, len, height),
            _ => return false,
        }
        true
    }

    /// Moves the view by `by` rows; the cursor comes along where it would be left behind.
    pub fn scroll(&mut self, by: isize, len: usize, height: usize) {
        let highest = len.saturating_sub(height.max(1));
        self.top = self.top.saturating_add_signed(by).min(highest);
        let last = (self.top + height.max(1) - 1).max(self.top);
        self.at = self.at.clamp(self.top, last);
        self.keep(len, height);
    }

    /// The row in view that stands `n` rows below the first, where there is one.
    #[must_use]
    pub fn nth(&self, n: usize, len: usize, height: usize) -> Option<usize> {
        self.view(len, height).nth(n)
    }

    /// Puts the cursor on a row.
    pub fn go(&mut self, to: usize, len: usize, height: usize) {
        self.at = to;
        self.keep(len, height);
    }

    /// Brings cursor and view back into `len` rows after they, or the height, changed.
    pub fn keep(&mut self, len: usize, height: usize) {
        let height = height.max(1);
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self
            .top
            .min(self.at)
            .max((self.at + 1).saturating_sub(height))
            .min(len.saturating_sub(height));
    }

    /// The rows in view.
    #[must_use]
    pub fn view(&self, len: usize, height: usize) -> std::ops::Range<usize> {
        self.top.min(len)..(self.top + height).min(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_view() {
        let mut list = List::default();
        list.step(7, 20, 5);
        assert_eq!((list.at, list.top), (7, 3));
        list.step(-2, 20, 5);
        assert_eq!((list.at, list.top), (5, 3));
        list.go(usize::MAX, 20, 5);
        assert_eq!((list.at, list.top), (19, 15));
        list.keep(4, 5);
        assert_eq!((list.at, list.top), (3, 0));
        list.keep(0, 5);
        assert_eq!(list.view(0, 5), 0..0);
    }

    #[test]
    fn the_wheel_moves_the_view_and_takes_the_cursor_along() {
        let mut list = List::default();
        list.scroll(3, 20, 5);
        assert_eq!((list.at, list.top), (3, 3));
        list.step(2, 20, 5);
        list.scroll(1, 20, 5);
        assert_eq!((list.at, list.top), (5, 4));
        list.scroll(99, 20, 5);
        assert_eq!((list.at, list.top), (15, 15));
        list.scroll(-3, 20, 5);
        assert_eq!((list.at, list.top), (15, 12));
        list.scroll(-99, 20, 5);
        assert_eq!((list.at, list.top), (4, 0));
        list.scroll(3, 2, 5);
        assert_eq!((list.at, list.top), (1, 0));
        assert_eq!(list.nth(1, 2, 5), Some(1));
        assert_eq!(list.nth(2, 2, 5), None);
    }
}
