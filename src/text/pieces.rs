//! A text as the turns it is made of, so that texts which were corrected apart can be put
//! together and passages found again.
//!
//! A [`Place`] says where a turn stands among all that any copy has, whatever copies it is in.
//! A [`Layout`] is one text, cut into pieces at its places. A [`Held`] passage carries the
//! pieces it lies in, so that [`Layout::find`] can put it into a text in which they read
//! otherwise. Nothing here knows files.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::index::{Text, to_u32};
use super::remap::{Fate, Mend, Replace, replaces};
use crate::model::{CharPos, Span};

/// Where a turn stands. Places are ordered as their turns are; between any two, and before and
/// behind any, there is room.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(Vec<(i64, String)>);

impl Place {
    /// The turn of that number in the text as it was imported.
    #[must_use]
    pub fn first(seq: i64) -> Self {
        Self(vec![(seq, String::new())])
    }

    /// What stands before all turns.
    #[must_use]
    pub fn head() -> Self {
        Self(vec![(i64::MIN, String::new())])
    }

    /// What stands behind all turns.
    #[must_use]
    pub fn tail() -> Self {
        Self(vec![(i64::MAX, String::new())])
    }

    /// Whether its turn is of the text as it was imported.
    #[must_use]
    pub fn is_first(&self) -> bool {
        matches!(self.0.as_slice(), [(_, by)] if by.is_empty())
    }

    /// A place between two neighbours, for the turn that the step `by` opened there.
    #[must_use]
    pub fn between(before: Option<&Self>, behind: Option<&Self>, by: &str) -> Self {
        let by = by.to_owned();
        let (Some(before), behind) = (before, behind) else {
            let first = behind.and_then(|it| it.0.first());
            return Self(vec![(first.map_or(0, |(n, _)| n - 1), by)]);
        };
        let below = |n: i64| {
            let mut path = before.0.clone();
            path.push((n, by.clone()));
            Self(path)
        };
        if let Some(behind) = behind
            && behind.0.len() > before.0.len()
            && behind.0.starts_with(&before.0)
        {
            return below(behind.0[before.0.len()].0 - 1);
        }
        let mut beside = before.0.clone();
        if let Some(last) = beside.last_mut() {
            *last = (last.0 + 1, by.clone());
        }
        let beside = Self(beside);
        match behind {
            Some(behind) if beside >= *behind => below(0),
            _ => beside,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, (n, by)) in self.0.iter().enumerate() {
            if depth > 0 {
                f.write_str("/")?;
            }
            write!(f, "{n}")?;
            if !by.is_empty() {
                write!(f, ":{by}")?;
            }
        }
        Ok(())
    }
}

/// Says that a text is no place.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is no place of a turn")]
pub struct NoPlace(pub String);

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let step = |step: &str| {
            let (n, by) = step.split_once(':').unwrap_or((step, ""));
            n.parse().ok().map(|n| (n, by.to_owned()))
        };
        let path: Option<Vec<_>> = text.split('/').map(step).collect();
        path.map(Self).ok_or_else(|| NoPlace(text.to_owned()))
    }
}

/// A turn with what stands between it and the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub place: Place,
    /// Label, line ends and whatever else stands before its words.
    pub gap: String,
    /// Its words.
    pub words: String,
}

impl Piece {
    fn chars(&self) -> u32 {
        count(&self.gap) + count(&self.words)
    }
}

/// A text cut into its pieces, in order. The first is its head and the last its tail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pieces: Vec<Piece>,
    /// Where each begins, in code points, and the end of the text.
    starts: Vec<u32>,
    by_place: HashMap<Place, usize>,
}

/// A passage with the pieces that it lies in: what `find` needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Held {
    /// Place, gap and words of each piece.
    pub pieces: Vec<(String, String, String)>,
    /// Where it begins, in code points of the pieces put together.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// How well a passage was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// With its very words.
    Same,
    /// With other words, or fewer.
    Changed,
    /// Not at all: it lies on all words of its turn, or of the turn before.
    Lost,
}

fn count(words: &str) -> u32 {
    to_u32(words.chars().count())
}

impl Layout {
    /// A text of these pieces.
    #[must_use]
    pub fn new(pieces: Vec<Piece>) -> Self {
        let mut starts = Vec::with_capacity(pieces.len() + 1);
        let mut at = 0;
        for piece in &pieces {
            starts.push(at);
            at += piece.chars();
        }
        starts.push(at);
        let by_place = pieces
            .iter()
            .enumerate()
            .map(|(n, piece)| (piece.place.clone(), n))
            .collect();
        Self {
            pieces,
            starts,
            by_place,
        }
    }

    /// The pieces, in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = self.pieces.iter().flat_map(|it| [&*it.gap, &*it.words]);
        parts.collect()
    }

    /// The piece at a place.
    #[must_use]
    pub fn at(&self, place: &Place) -> Option<&Piece> {
        self.by_place.get(place).map(|n| &self.pieces[*n])
    }

    /// Numbers of the pieces that `[start, end)` lies in.
    fn touched(&self, start: u32, end: u32) -> std::ops::Range<usize> {
        let first = self.starts.partition_point(|it| *it <= start);
        let behind = self.starts.partition_point(|it| *it < end);
        let first = first.saturating_sub(1).min(self.pieces.len());
        first..behind.clamp(first, self.pieces.len())
    }

    /// The places that `[start, end)` lies in.
    pub fn places(&self, start: u32, end: u32) -> impl Iterator<Item = &Place> {
        let touched = self.touched(start, end);
        self.pieces[touched].iter().map(|it| &it.place)
    }

    /// The passage `[start, end)` with the pieces that it lies in.
    #[must_use]
    pub fn hold(&self, start: u32, end: u32) -> Held {
        let touched = self.touched(start, end);
        let from = self.starts[touched.start];
        let held = |it: &Piece| (it.place.to_string(), it.gap.clone(), it.words.clone());
        Held {
            pieces: self.pieces[touched].iter().map(held).collect(),
            start: start.saturating_sub(from),
            end: end.saturating_sub(from),
        }
    }

    /// Where a passage of another text lies in this one, if all its pieces read the same here.
    #[must_use]
    pub fn same(&self, other: &Self, start: u32, end: u32) -> Option<(u32, u32)> {
        let touched = other.touched(start, end);
        let here = |n: usize| {
            let piece = other.pieces.get(n)?;
            let here = *self.by_place.get(&piece.place)?;
            let same = self.pieces[here].gap == piece.gap && self.pieces[here].words == piece.words;
            same.then_some(here)
        };
        let (first, last) = (touched.start, touched.end.checked_sub(1)?);
        for n in touched {
            here(n)?;
        }
        let start = self.starts[here(first)?] + (start - other.starts[first]);
        let end = self.starts[here(last)?] + (end - other.starts[last]);
        (start < end).then_some((start, end))
    }

    /// Code points of the text.
    #[must_use]
    pub fn chars(&self) -> u32 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Where a passage lies in this text, if all its pieces read the same here.
    #[must_use]
    pub fn fits(&self, held: &Held) -> Option<(u32, u32)> {
        let mut begins = Vec::new();
        let mut at = 0;
        for (place, gap, words) in &held.pieces {
            let here = *self.by_place.get(&place.parse().ok()?)?;
            let piece = &self.pieces[here];
            if piece.gap != *gap || piece.words != *words {
                return None;
            }
            begins.push((at, self.starts[here]));
            at += piece.chars();
        }
        let place = |at: u32| {
            let n = begins.partition_point(|(begins, _)| *begins <= at);
            let (begins, here) = begins.get(n.checked_sub(1)?)?;
            Some(here + (at - begins))
        };
        let span = (place(held.start)?, place(held.end.checked_sub(1)?)? + 1);
        (span.0 < span.1 && held.end <= at).then_some(span)
    }

    /// Where a passage lies in this text, by its pieces and its words; `None` where this text has
    /// no words at all.
    #[must_use]
    pub fn find(&self, held: &Held) -> Option<(u32, u32, Found)> {
        let old: String = held
            .pieces
            .iter()
            .flat_map(|(_, gap, words)| [&**gap, &**words])
            .collect();
        let old = Text::new(old);
        // The pieces that are here as well, each with where it begins in what the old ones become.
        let mut here = Vec::new();
        let mut changes = Vec::new();
        let (mut at, mut now) = (0, 0);
        for (place, gap, words) in &held.pieces {
            let (n_gap, n_words) = (count(gap), count(words));
            let place = place.parse().ok();
            let known = place.and_then(|place| self.by_place.get(&place));
            let (new_gap, new_words) = match known {
                Some(n) => {
                    here.push((now, *n));
                    (&*self.pieces[*n].gap, &*self.pieces[*n].words)
                }
                None => ("", ""),
            };
            if new_gap != gap {
                changes.push(Replace {
                    at: CharPos(at),
                    removed: n_gap,
                    inserted: new_gap.to_owned(),
                });
            }
            if known.is_none() {
                changes.push(Replace {
                    at: CharPos(at + n_gap),
                    removed: n_words,
                    inserted: String::new(),
                });
            } else if new_words != words {
                changes.extend(replaces(words, new_words, CharPos(at + n_gap)));
            }
            at += n_gap + n_words;
            now += count(new_gap) + count(new_words);
        }
        changes.retain(|it| it.removed > 0 || !it.inserted.is_empty());
        let fate = Span::within(old.chars(), held.start, held.end)
            .ok()
            .and_then(|span| Some((span, Mend::new(&old, changes)?.fate(span))));
        let Some((span, fate)) = fate else {
            return self.turn_of(held);
        };
        let whole = |span: Span| {
            let place = |at: u32| {
                let n = here.partition_point(|(begins, _)| *begins <= at);
                let (begins, piece) = here.get(n.checked_sub(1)?)?;
                Some(self.starts[*piece] + (at - begins))
            };
            let start = place(span.start().0)?;
            let end = place(span.end().0.checked_sub(1)?)? + 1;
            (start < end).then_some((start, end))
        };
        if let Fate::Same(now) = fate {
            return whole(now).map(|(start, end)| (start, end, Found::Same));
        }
        let words = old.slice(span).unwrap_or_default();
        if let Some((start, end)) = self.quoted(words, here.iter().map(|(_, n)| *n)) {
            return Some((start, end, Found::Same));
        }
        match fate.span().and_then(whole) {
            Some((start, end)) => Some((start, end, Found::Changed)),
            None => self.turn_of(held),
        }
    }

    /// The one place where a quotation stands in these pieces.
    fn quoted(&self, words: &str, pieces: impl Iterator<Item = usize>) -> Option<(u32, u32)> {
        if words.is_empty() {
            return None;
        }
        let mut found = None;
        for n in pieces {
            let piece = &self.pieces[n];
            for (byte, _) in piece.words.match_indices(words) {
                if found.is_some() {
                    return None;
                }
                let before = count(&piece.gap) + count(&piece.words[..byte]);
                found = Some(self.starts[n] + before);
            }
        }
        found.map(|start| (start, start + count(words)))
    }

    /// All words of the turn that a passage lay in; where it is gone, of the one before, or of
    /// any.
    fn turn_of(&self, held: &Held) -> Option<(u32, u32, Found)> {
        let span = |n: usize| {
            let start = self.starts[n] + count(&self.pieces[n].gap);
            (start < self.starts[n + 1]).then_some((start, self.starts[n + 1], Found::Lost))
        };
        let place = held.pieces.first()?.0.parse::<Place>().ok()?;
        let last = self.pieces.partition_point(|it| it.place <= place);
        let before = (0..last).rev().find_map(span);
        before.or_else(|| (last..self.pieces.len()).find_map(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(turns: &[(&str, &str, &str)]) -> Layout {
        let piece = |place: Place, gap: &str, words: &str| Piece {
            place,
            gap: gap.to_owned(),
            words: words.to_owned(),
        };
        let mut pieces = vec![piece(Place::head(), "", "")];
        let turns = turns.iter();
        pieces.extend(turns.map(|(place, gap, words)| piece(place.parse().unwrap(), gap, words)));
        pieces.push(piece(Place::tail(), "", "\n"));
        Layout::new(pieces)
    }

    #[test]
    fn between_any_two_places_there_is_another() {
        let mut places: Vec<Place> = (0..3).map(Place::first).collect();
        let mut seed = 7_usize;
        for n in 0..400 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = (seed >> 33) % (places.len() + 1);
            let before = at.checked_sub(1).map(|at| places[at].clone());
            let new = Place::between(before.as_ref(), places.get(at), &format!("{n:x}"));
            assert_eq!(new.to_string().parse(), Ok(new.clone()));
            places.insert(at, new);
        }
        assert!(places.is_sorted_by(|a, b| a < b));
        // What is added at the end, turn after turn, doesn't go deeper and deeper.
        let mut last = None;
        for n in 0..50 {
            last = Some(Place::between(last.as_ref(), None, &n.to_string()));
        }
        assert_eq!(last.unwrap().to_string(), "49:49");
        assert!(Place::head() < Place::first(0) && Place::first(9) < Place::tail());
        assert_eq!("x".parse::<Place>(), Err(NoPlace("x".to_owned())));
    }

    fn check(from: &Layout, to: &Layout, start: u32, end: u32, words: &str, how: Found) {
        let (start, end, found) = to.find(&from.hold(start, end)).unwrap();
        let text: String = to.text().chars().collect();
        let there: String = text
            .chars()
            .skip(start as usize)
            .take((end - start) as usize)
            .collect();
        assert_eq!((&*there, found), (words, how));
    }

    #[test]
    fn a_passage_is_found_again_by_its_turn_and_its_words() {
        let old = layout(&[("0", "甲：", "你好吗"), ("1", "\n乙：", "我很信任他")]);
        let moved = layout(&[
            ("0", "甲：", "你今天好吗"),
            ("0/0:a", "\n丙：", "好"),
            ("1", "\n乙：", "我很信任他们"),
        ]);
        check(&old, &moved, 10, 12, "信任", Found::Same);
        check(&old, &moved, 2, 5, "你今天好吗", Found::Changed);
        check(&old, &moved, 3, 5, "好吗", Found::Same);
        let other = layout(&[("0", "甲：", "你好吗"), ("1", "\n乙：", "天气不错")]);
        check(&old, &other, 10, 12, "天气不错", Found::Lost);
        let gone = layout(&[("0", "甲：", "你好吗")]);
        check(&old, &gone, 10, 12, "你好吗", Found::Lost);
        assert_eq!(
            layout(&[]).find(&old.hold(10, 12)),
            Some((0, 1, Found::Lost))
        );
        assert_eq!(moved.same(&old, 5, 8), None);
        assert_eq!(other.same(&old, 2, 4), Some((2, 4)));
    }
}
