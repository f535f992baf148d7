//! The coding view: a transcript, a cursor that steps by units, and codes in the margin.
//!
//! The *head* is the unit under the cursor, the *anchor* the unit where a
//! selection began; what a code goes to, the *target*, is everything between
//! them, or the head alone. Positions are code points, so another unit or another
//! width changes nothing. What is on screen is computed by `settle` after every
//! event; drawing only reads it.

mod adjust;
mod chips;
mod draw;
mod give;
mod here_row;
mod jump;
mod margin;
mod marks;
mod motion;
mod names;
mod page;
mod panel;
mod questions;
mod reading;
mod search;
mod select;
mod settle;
mod travel;
mod under;
mod update;

use crate::model::{CharPos, Code, Coding as Tag, CodingId, InterviewId, Span};
use crate::study::{Loaded, OpenInterview};
use crate::text::{Query, Text, Unit};
use crate::tui::layout::{Gutter, Panel};
use crate::tui::widgets::stripes::Lanes;

pub(in crate::tui) use adjust::move_end;
pub use draw::{caret, draw, title, unit_key};
pub use give::{apply_codes, apply_with_facets};
pub(in crate::tui) use give::{replace, uncode};
pub use jump::Jump;
pub(in crate::tui) use jump::letter;
pub(in crate::tui) use marks::copy;
pub use motion::Way;
pub(in crate::tui) use names::{excerpt, facet_words, in_language, name, pinned, place, turn_of};
pub use page::{Line, Page, Paragraph};
pub use reading::{Keep, Reading, TextIs};
pub(in crate::tui) use search::{hit_message, search};
pub use settle::{height, settle, target_rows};
pub use under::{dragged, under};
pub(in crate::tui) use update::target;
pub use update::update;

/// The coding view of one interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    /// The interview.
    pub interview: InterviewId,
    /// What the cursor steps by.
    pub unit: Unit,
    /// The passage under the cursor; `None` where the interview has no text.
    pub head: Option<Span>,
    /// What the last motion went by; a selection grows by the same.
    pub step: Unit,
    /// Where a selection began.
    pub anchor: Option<Span>,
    /// What follows every motion.
    pub following: Following,
    /// The latest selection, to be taken up again: anchor and head.
    pub latest: Option<(Span, Span)>,
    /// The coding chosen among several under the cursor.
    pub focus: Option<CodingId>,
    /// Ends being moved.
    pub adjust: Option<Adjust>,
    /// What was searched for, and where it occurs.
    pub search: Option<Search>,
    /// Letters on the units in view, while one is to be chosen.
    pub jump: Option<Jump>,
    /// What was read and what is left.
    pub reading: Reading,
    /// Whether the side panel is shown where it usually isn't, or hidden where it is.
    pub panel: Panel,
    /// What the rows in view follow.
    pub follow: Follow,
    /// The first position in view.
    pub top: CharPos,
    /// The rows in view, from the top.
    pub view: Vec<ViewRow>,
    /// The margin beside them.
    pub lanes: Lanes,
    /// The interview as lines.
    pub page: Page,
    /// Room for numbers and labels.
    pub gutter: Gutter,
}

/// What of the selection follows every motion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Following {
    /// Nothing: a motion ends the selection.
    #[default]
    Not,
    /// Its end, which stays on the unit under the cursor.
    Cursor,
    /// Its end, and it always takes whole turns.
    Turns,
}

/// A passage whose ends are being moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adjust {
    /// The coding that gets the passage; `None` means the selection.
    pub coding: Option<CodingId>,
    /// The passage as it stands.
    pub span: Span,
    /// The end that moves.
    pub moving: End,
}

/// What the rows in view follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follow {
    /// The passage under the cursor is kept in view.
    #[default]
    Cursor,
    /// They stay where the mouse left them, until the next key.
    Mouse,
}

/// An end of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The first.
    Start,
    /// The last.
    End,
}

/// A search and its hits in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// What was asked.
    pub query: Query,
    /// Where it occurs.
    pub hits: Vec<Span>,
}

/// A row of the transcript on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewRow {
    /// The empty row before a turn.
    Gap,
    /// A line of text.
    Text {
        /// Which.
        line: Line,
        /// Its text.
        span: Span,
    },
}

impl Coding {
    /// The view of an interview just opened: at `at`, else where the coder was last.
    #[must_use]
    pub fn new(open: &OpenInterview, at: Option<Span>, reading: Reading) -> Self {
        let mut coding = Self {
            interview: open.id,
            unit: Unit::Sentence,
            head: None,
            step: Unit::Sentence,
            anchor: None,
            following: Following::Not,
            latest: None,
            focus: None,
            adjust: None,
            search: None,
            jump: None,
            reading,
            panel: Panel::AsFits,
            follow: Follow::default(),
            top: CharPos(0),
            view: Vec::new(),
            lanes: Lanes::default(),
            page: Page::new(open),
            gutter: Gutter::default(),
        };
        let place = open.place.unwrap_or_default();
        coding.head = coding.unit_at(&open.text, place, Unit::Sentence);
        if let Some(span) = at {
            coding.go(span);
        }
        coding
    }

    /// Takes a fresh copy of the same interview.
    pub fn reopened(&mut self, open: &OpenInterview, at: Option<Span>, coder: &str) {
        let before = std::mem::replace(&mut self.page, Page::new(open));
        let text = if before.paragraphs() == self.page.paragraphs() {
            TextIs::AsBefore
        } else {
            TextIs::Another
        };
        self.reading.reopened(open, coder, text);
        if let Some(span) = at {
            self.go(span);
        }
    }

    /// Shows the same interview after its words were corrected. The cursor stays in its
    /// turn, as far from its beginning as it was; what pointed into the old text is dropped.
    pub fn corrected(&mut self, open: &OpenInterview, coder: &str) {
        let first = |page: &Page, turn: usize| {
            let paragraphs = page.paragraphs();
            let place = paragraphs.partition_point(|it| it.turn < turn);
            paragraphs
                .get(place)
                .map_or(CharPos(0), |it| it.span.start())
        };
        let place = self.head.zip(self.turn()).map(|(head, turn)| {
            let behind = head.start().0 - first(&self.page, turn).0.min(head.start().0);
            (turn, behind)
        });
        self.page = Page::new(open);
        self.reading.reopened(open, coder, TextIs::Another);
        self.anchor = None;
        self.following = Following::Not;
        self.jump = None;
        self.latest = None;
        self.focus = None;
        self.adjust = None;
        self.head = None;
        if let Some((turn, behind)) = place {
            let start = first(&self.page, turn).0;
            let end = open
                .turns
                .get(turn)
                .map_or(open.text.chars(), |turn| turn.span.end().0);
            let at = (start + behind).min(end.saturating_sub(1)).max(start);
            self.go_to(&open.text, CharPos(at));
        }
        self.search = self.search.take().and_then(|it| it.again(open));
    }

    /// Puts the cursor on the unit at a position.
    pub fn go_to(&mut self, text: &Text, at: CharPos) {
        if let Some(span) = self.unit_at(text, at, self.unit) {
            self.go(span);
        }
    }

    /// Steps by another unit from now on; the cursor takes the one it stands in.
    pub fn set_unit(&mut self, text: &Text, unit: Unit) {
        self.unit = unit;
        self.step = unit;
        if let Some(head) = self.head {
            self.head = self.unit_at(text, head.start(), unit);
        }
    }

    /// Shows exactly this passage under the cursor.
    pub fn go(&mut self, span: Span) {
        self.follow = Follow::Cursor;
        self.drop_selection();
        self.head = Some(span);
        self.step = self.unit;
        self.focus = None;
    }

    /// Goes to a passage; a selection that follows the cursor goes along, any other ends.
    pub fn move_to(&mut self, to: Span, step: Unit) {
        if self.following == Following::Not {
            self.drop_selection();
        }
        self.head = Some(to);
        self.step = step;
        self.focus = None;
    }

    /// What a code would go to.
    #[must_use]
    pub fn target(&self) -> Option<Span> {
        let head = self.head?;
        let span = self.anchor.map_or(head, |anchor| anchor.hull(head));
        Some(match self.following {
            Following::Turns => self.page.whole_turns(span),
            Following::Not | Following::Cursor => span,
        })
    }

    /// Ends the selection and keeps it for being taken up again.
    pub fn drop_selection(&mut self) {
        if let (Some(anchor), Some(head)) = (self.anchor.take(), self.head) {
            self.latest = Some(match self.following {
                Following::Turns => (self.page.whole_turns(anchor), self.page.whole_turns(head)),
                Following::Not | Following::Cursor => (anchor, head),
            });
        }
        self.following = Following::Not;
    }

    /// Index of the turn under the cursor.
    #[must_use]
    pub fn turn(&self) -> Option<usize> {
        let paragraph = self.page.paragraph_at(self.head?.start())?;
        Some(self.page.paragraphs()[paragraph].turn)
    }
}

/// The codings that overlap the target, retired codes left out, by start.
#[must_use]
pub fn here<'a>(coding: &Coding, loaded: &'a Loaded) -> Vec<(&'a Tag, &'a Code)> {
    let (Some(target), Some(open)) = (coding.target(), &loaded.open) else {
        return Vec::new();
    };
    open.layer
        .overlapping(target.start().0, target.end().0)
        .filter_map(|tag| Some((tag, shown_code(loaded, tag)?)))
        .collect()
}

/// The coding that commands mean: the chosen one, else one exactly on the target
/// (the person's own first), else the shortest.
#[must_use]
pub fn focused<'a>(coding: &Coding, loaded: &'a Loaded) -> Option<(&'a Tag, &'a Code)> {
    let here = here(coding, loaded);
    let target = coding.target()?;
    here.iter()
        .find(|(tag, _)| Some(tag.id) == coding.focus)
        .or_else(|| {
            here.iter().min_by_key(|(tag, _)| {
                let exact = tag.span == target;
                (!exact, tag.coder != loaded.coder, tag.span.chars())
            })
        })
        .copied()
}

/// The code of a coding, unless it is out of use.
#[must_use]
pub fn shown_code<'a>(loaded: &'a Loaded, tag: &Tag) -> Option<&'a Code> {
    loaded.codebook.get(tag.code).filter(|code| !code.retired)
}
