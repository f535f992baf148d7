//! A cursor in a list of rows, and which rows are in view.

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
}
