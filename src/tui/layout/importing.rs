//! Where the parts of the import wizard stand.

use ratatui::layout::{Rect, Size};

use super::frame;

/// From this width what was read stands beside its words.
const BESIDE_FROM: u16 = 110;
/// Width of what stands beside the words.
const LEFT: u16 = 52;

/// The choosing of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// The folder.
    pub folder: Rect,
    /// The field.
    pub field: Rect,
    /// The line under it.
    pub rule: Rect,
    /// What the folder holds.
    pub list: Rect,
    /// What is marked.
    pub marked: Rect,
}

/// The choosing of files on a screen of that size.
#[must_use]
pub fn choosing(size: Size) -> Choosing {
    let body = frame(size).body;
    let rows = |y: u16, height: u16| Rect::new(body.x, body.y + y, body.width, height);
    let list = body.height.saturating_sub(4);
    Choosing {
        folder: rows(0, 1).intersection(body),
        field: rows(1, 1).intersection(body),
        rule: rows(2, 1).intersection(body),
        list: rows(3, list).intersection(body),
        marked: rows(3 + list, 1).intersection(body),
    }
}

/// The looking over of what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Importing {
    /// The files, a row each.
    pub files: Rect,
    /// The line under them, with a heading.
    pub about_head: Rect,
    /// What is known of the one under the cursor.
    pub about: Rect,
    /// The line over its speakers, with a heading.
    pub speakers_head: Rect,
    /// Its speakers, a row each.
    pub speakers: Rect,
    /// The line over its words, with a heading.
    pub words_head: Rect,
    /// Its words.
    pub words: Rect,
    /// The line between left and right.
    pub divider: Rect,
}

/// The looking over on a screen of that size.
#[must_use]
pub fn importing(size: Size) -> Importing {
    let body = frame(size).body;
    let part = |x: u16, y: u16, width: u16, height: u16| {
        Rect::new(body.x + x, body.y + y, width, height).intersection(body)
    };
    if size.width >= BESIDE_FROM {
        let files = (body.height / 3).max(4);
        let speakers = (body.height / 4).max(4);
        let about = body.height.saturating_sub(files + speakers + 2);
        let right = body.width.saturating_sub(LEFT + 1);
        let below = files + 1 + about;
        return Importing {
            files: part(0, 0, LEFT, files),
            about_head: part(0, files, LEFT, 1),
            about: part(0, files + 1, LEFT, about),
            speakers_head: part(0, below, LEFT, 1),
            speakers: part(0, below + 1, LEFT, speakers),
            words_head: part(LEFT + 1, 0, right, 1),
            words: part(LEFT + 1, 1, right, body.height.saturating_sub(1)),
            divider: part(LEFT, 0, 1, body.height),
        };
    }
    let files = (body.height / 4).max(3);
    let middle = (body.height / 4).max(3) + 1;
    let half = body.width * 11 / 20;
    let right = body.width.saturating_sub(half + 1);
    let below = files + 1 + middle;
    Importing {
        files: part(0, 0, body.width, files),
        about_head: part(0, files, half, 1),
        about: part(0, files + 1, half, middle),
        speakers_head: part(half, files, right + 1, 1),
        speakers: part(half + 1, files + 1, right, middle),
        words_head: part(0, below, body.width, 1),
        words: part(
            0,
            below + 1,
            body.width,
            body.height.saturating_sub(below + 1),
        ),
        divider: part(half, files + 1, 1, middle),
    }
}

/// What is agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreeing {
    /// What it comes to.
    pub totals: Rect,
    /// The line under it.
    pub rule: Rect,
    /// The interviews, a row each.
    pub list: Rect,
}

/// The agreeing on a screen of that size.
#[must_use]
pub fn agreeing(size: Size) -> Agreeing {
    let body = frame(size).body;
    let rows =
        |y: u16, height: u16| Rect::new(body.x, body.y + y, body.width, height).intersection(body);
    let totals = 8.min(body.height / 2);
    Agreeing {
        totals: rows(0, totals),
        rule: rows(totals, 1),
        list: rows(totals + 1, body.height.saturating_sub(totals + 1)),
    }
}
