//! The margin beside the transcript: a stripe per coding in view.

use std::collections::HashMap;

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::{CodingId, Status};
use crate::study::{Loaded, OpenInterview};
use crate::text::Measure;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::stripes::{Lanes, Mark};
use crate::tui::widgets::{Canvas, from_column, put};

use super::draw::view_range;
use super::{Coding, focused, shown_code};

/// The stripes of the codings in view.
pub(super) struct Margin<'a> {
    lanes: &'a Lanes,
    n_lanes: usize,
    stripes: HashMap<CodingId, Stripe>,
}

/// How a coding looks in the margin.
struct Stripe {
    tag: String,
    starred: bool,
    role: Role,
    color: Option<u8>,
}

impl<'a> Margin<'a> {
    /// The margin of a view with so many lanes.
    pub fn new(
        coding: &'a Coding,
        loaded: &Loaded,
        open: &OpenInterview,
        measure: Measure,
        n_lanes: usize,
    ) -> Self {
        let focus = focused(coding, loaded).map(|(tag, _)| tag.id);
        let (from, to) = view_range(coding);
        let stripes = open
            .layer
            .overlapping(from.0, to.0)
            .filter_map(|tag| {
                let code = shown_code(loaded, tag)?;
                let role = if focus == Some(tag.id) {
                    Role::StripeFocus
                } else if matches!(tag.status, Status::Suggested | Status::Rejected) {
                    Role::StripeFaint
                } else {
                    Role::Stripe
                };
                let stripe = Stripe {
                    tag: short_tag(loaded.pins.digit(code.id), &code.entry.name, measure),
                    starred: tag.starred,
                    role,
                    color: code.entry.color,
                };
                Some((tag.id, stripe))
            })
            .collect();
        Self {
            lanes: &coding.lanes,
            n_lanes,
            stripes,
        }
    }

    /// Draws one row of it.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect, line: usize) {
        let column = |lane: usize| u16::try_from(1 + 2 * lane).unwrap_or(u16::MAX);
        let mut hidden = 0;
        let mut begins = line == 0;
        for (segment, lane) in self.lanes.on(line) {
            if lane >= self.n_lanes {
                hidden += 1;
                begins |= segment.first == line;
                continue;
            }
            let Some(stripe) = self.stripes.get(&segment.id) else {
                continue;
            };
            let glyph = match segment.mark(line) {
                Mark::Tag => stripe.tag.clone(),
                Mark::Body => ui.glyphs.stripe().to_string(),
                Mark::End => ui.glyphs.stripe_end().to_string(),
            };
            let style = ui.theme.code(stripe.role, stripe.color);
            let after = put(buffer, from_column(area, column(lane)), &glyph, style);
            // A lane has two cells: beside a digit there is room for the star.
            let second = area.x + column(lane) + 1;
            if stripe.starred && segment.mark(line) == Mark::Tag && after <= second {
                put(buffer, from_column(area, second - area.x), "*", style);
            }
        }
        if hidden > 0 && begins {
            let words = if hidden > 9 {
                "++".to_owned()
            } else {
                format!("+{hidden}")
            };
            let place = from_column(area, column(self.n_lanes));
            put(buffer, place, &words, ui.style(Role::Dim));
        }
    }
}

/// The digit of a code, or the first character of its name.
fn short_tag(digit: Option<u8>, name: &str, measure: Measure) -> String {
    match digit {
        Some(digit) => digit.to_string(),
        None => name
            .trim()
            .graphemes(true)
            .next()
            .filter(|first| measure.width(first) <= 2)
            .map_or_else(|| "#".to_owned(), str::to_owned),
    }
}
