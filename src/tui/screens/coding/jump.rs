//! Jump labels: every unit in view gets one or two letters, and typing them goes there.
//!
//! The letters need no shift key. The units nearest the cursor get one letter
//! each as far as letters go round, the others two, of which the first is never a
//! label by itself.

use crate::model::{CharPos, Span};
use crate::study::OpenInterview;
use crate::text::Unit;
use crate::tui::app::Desk;
use crate::tui::event::Message;

use super::draw::view_range;
use super::{Coding, ViewRow};

/// Letters under the resting fingers first.
const LETTERS: &[u8; 26] = b"asdfghjklqwertyuiopzxcvbnm";

/// Labels on the units in view, and the letters typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jump {
    /// Each unit with its label, in order of the text.
    pub labels: Vec<(Span, String)>,
    /// Letters typed so far.
    pub typed: String,
}

impl Jump {
    /// Labels for units, the nearest to `from` with the shortest.
    ///
    /// Units beyond the 676 that two letters can name have none.
    #[must_use]
    pub fn new(mut units: Vec<Span>, from: CharPos) -> Self {
        units.sort_by_key(|unit| unit.start().0.abs_diff(from.0));
        let names = names(units.len());
        let mut labels: Vec<(Span, String)> = units.into_iter().zip(names).collect();
        labels.sort_unstable();
        Self {
            labels,
            typed: String::new(),
        }
    }

    /// What is left to type of a label; `None` where other letters were typed.
    #[must_use]
    pub fn rest<'a>(&self, label: &'a str) -> Option<&'a str> {
        label.strip_prefix(self.typed.as_str())
    }
}

/// Labels for `n` units, the shortest first; none is the beginning of another.
fn names(n: usize) -> Vec<String> {
    let letters = LETTERS.len();
    let n = n.min(letters * letters);
    // Each letter that begins two-letter labels costs one of a single letter.
    let firsts = n.saturating_sub(letters).div_ceil(letters - 1);
    let (single, first) = LETTERS.split_at(letters - firsts);
    let single = single.iter().map(|letter| char::from(*letter).to_string());
    let double = first.iter().flat_map(|first| {
        LETTERS
            .iter()
            .map(|second| String::from_iter([char::from(*first), char::from(*second)]))
    });
    single.chain(double).take(n).collect()
}

/// Puts labels on the units in view; words where the unit is a character.
pub(super) fn begin(coding: &mut Coding, open: &OpenInterview) {
    let (from, to) = view_range(coding);
    let unit = coding.unit.max(Unit::Word);
    let mut paragraphs: Vec<usize> = coding
        .view
        .iter()
        .filter_map(|row| match row {
            ViewRow::Text { line, .. } => Some(line.paragraph),
            ViewRow::Gap => None,
        })
        .collect();
    paragraphs.dedup();
    let mut units: Vec<Span> = paragraphs
        .into_iter()
        .flat_map(|paragraph| coding.page.units(&open.text, paragraph, unit).to_vec())
        .filter(|unit| from <= unit.start() && unit.start() < to)
        .collect();
    units.dedup();
    let at = coding.head.map_or(from, Span::start);
    coding.jump = Some(Jump::new(units, at));
}

/// Takes a letter of a label; the last one goes there.
pub(in crate::tui) fn letter(coding: &mut Coding, desk: &mut Desk, letter: char) {
    let Some(jump) = &mut coding.jump else {
        return;
    };
    jump.typed.push(letter.to_ascii_lowercase());
    let typed = jump.typed.clone();
    let found = jump.labels.iter().find(|(_, label)| *label == typed);
    if let Some((to, _)) = found.cloned() {
        coding.jump = None;
        coding.leave(desk);
        coding.move_to(to, coding.unit);
    } else if !jump
        .labels
        .iter()
        .any(|(_, label)| label.starts_with(&typed))
    {
        jump.typed.clear();
        desk.say(Message::new("say-no-such-label").with("label", typed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_and_none_begins_another() {
        for n in [0, 1, 26, 27, 51, 52, 200, 675, 676, 677, 900] {
            let names = names(n);
            assert_eq!(names.len(), n.min(676));
            for (place, name) in names.iter().enumerate() {
                assert!(name.len() <= 2 && name.chars().all(|c| c.is_ascii_lowercase()));
                let clash = names[..place]
                    .iter()
                    .find(|other| name.starts_with(*other) || other.starts_with(name));
                assert_eq!(clash, None, "{n} {name}");
            }
        }
        assert_eq!(names(26).iter().filter(|name| name.len() == 1).count(), 26);
        assert_eq!(names(27).iter().filter(|name| name.len() == 1).count(), 25);
    }

    #[test]
    fn the_nearest_units_have_one_letter() {
        let units: Vec<Span> = (0..40)
            .map(|n| Span::within(1000, n * 10, n * 10 + 5).unwrap())
            .collect();
        let jump = Jump::new(units, CharPos(200));
        assert!(jump.labels.is_sorted());
        for (span, label) in jump.labels {
            let near = span.start().0.abs_diff(200) <= 120;
            assert_eq!(label.len(), if near { 1 } else { 2 }, "{span}");
        }
    }
}
