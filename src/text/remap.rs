//! What becomes of passages when the text under them is corrected.
//!
//! A [`Replace`] puts one stretch in place of another; [`replaces`] finds the
//! fewest that lead from old words to new ones, so that passages in what was left
//! alone don't suffer. A [`Mend`] is a text with its replaces carried out; it tells
//! the [`Fate`] of each passage. Nothing here knows codes or files.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use similar::algorithms::{Capture, diff_slices};
use similar::{Algorithm, DiffOp};
use unicode_segmentation::UnicodeSegmentation;

use super::index::{Text, to_u32};
use crate::model::{CharPos, Span};

/// Graphemes on either side up to which two wordings are compared one by one. Beyond
/// that (a turn of several pages written anew) the whole middle counts as replaced.
const COMPARED: usize = 4096;

/// One stretch of a text in place of another. Positions count in the text before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replace {
    /// Where it begins.
    pub at: CharPos,
    /// Code points that go.
    pub removed: u32,
    /// What comes.
    pub inserted: String,
}

impl Replace {
    /// The position after what goes.
    #[must_use]
    pub fn end(&self) -> CharPos {
        CharPos(self.at.0 + self.removed)
    }

    /// Code points that come.
    #[must_use]
    pub fn added(&self) -> u32 {
        to_u32(self.inserted.chars().count())
    }
}

/// Where the span lies after `edit`, or `None` when nothing of it is left.
///
/// A correction inside the span stays inside; text added at an edge, or in place of
/// text that straddled an edge, stays outside.
#[must_use]
pub fn remap(span: Span, edit: &Replace) -> Option<Span> {
    let (start, end) = (span.start().0, span.end().0);
    let (from, to, added) = (edit.at.0, edit.end().0, edit.added());
    // Only called with positions at or behind the end of what goes.
    let shifted = |at: u32| at - edit.removed + added;
    let (start, end) = if end <= from {
        (start, end)
    } else if start >= to {
        (shifted(start), shifted(end))
    } else if start <= from && to <= end {
        (start, shifted(end))
    } else if to < end {
        (from + added, shifted(end))
    } else {
        (start, from)
    };
    Span::within(u32::MAX, start, end).ok()
}

/// The fewest replaces that lead from old words to new ones, in order, apart from each
/// other, on grapheme boundaries of the old words; `at` is where these begin.
#[must_use]
pub fn replaces(old: &str, new: &str, at: CharPos) -> Vec<Replace> {
    let old: Vec<&str> = old.graphemes(true).collect();
    let new: Vec<&str> = new.graphemes(true).collect();
    let same = |(a, b): &(&&str, &&str)| a == b;
    let before = old.iter().zip(&new).take_while(same).count();
    let behind = old[before..]
        .iter()
        .rev()
        .zip(new[before..].iter().rev())
        .take_while(same)
        .count();
    let (gone, come) = (
        &old[before..old.len() - behind],
        &new[before..new.len() - behind],
    );
    let chars = |graphemes: &[&str]| to_u32(graphemes.iter().map(|it| it.chars().count()).sum());
    let replace = |from: usize, gone: &[&str], come: &[&str]| Replace {
        at: CharPos(at.0 + chars(&old[..before + from])),
        removed: chars(gone),
        inserted: come.concat(),
    };
    if gone.is_empty() && come.is_empty() {
        return Vec::new();
    }
    if gone.len() > COMPARED || come.len() > COMPARED {
        return vec![replace(0, gone, come)];
    }
    let mut ops = Capture::new();
    diff_slices(Algorithm::Myers, &mut ops, gone, come)
        .expect("keeping steps in memory can't fail");
    // What stands between two stretches that are equal is one replace. The last of these
    // is empty: a common end was taken off before.
    let equal = ops.into_ops().into_iter().filter_map(|op| match op {
        DiffOp::Equal {
            old_index,
            new_index,
            len,
        } => Some((old_index, new_index, len)),
        _ => None,
    });
    let (mut from, mut to) = (0, 0);
    let mut found = Vec::new();
    for (old_index, new_index, len) in equal.chain([(gone.len(), come.len(), 0)]) {
        if (from, to) != (old_index, new_index) {
            found.push(replace(from, &gone[from..old_index], &come[to..new_index]));
        }
        (from, to) = (old_index + len, new_index + len);
    }
    found
}

/// What becomes of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It has the same words; its place may be another.
    Same(Span),
    /// It holds the correction.
    Kept(Span),
    /// Some of its words are gone: at an edge, or with none in their place.
    Shrunk(Span),
    /// A character beside it joined with one of its own.
    Grown(Span),
    /// Another passage of the same kind lies exactly there already.
    United(Span),
    /// None of its words are left.
    Lost,
}

impl Fate {
    /// Where the passage lies now.
    #[must_use]
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Same(span)
            | Self::Kept(span)
            | Self::Shrunk(span)
            | Self::Grown(span)
            | Self::United(span) => Some(span),
            Self::Lost => None,
        }
    }
}

/// A text with its replaces carried out.
#[derive(Clone, Debug)]
pub struct Mend<'a> {
    old: &'a Text,
    new: Text,
    replaces: Vec<Replace>,
    /// Code points of the old text from which on everything only shifts.
    settled: u32,
}

impl<'a> Mend<'a> {
    /// Carries out replaces that are in order and apart from each other.
    ///
    /// `None` where one lies outside the text or reaches into the next.
    #[must_use]
    pub fn new(old: &'a Text, replaces: Vec<Replace>) -> Option<Self> {
        let mut string = String::with_capacity(old.as_str().len());
        let mut from = 0;
        for replace in &replaces {
            let start = old.byte(replace.at)?.0 as usize;
            let end = old.byte(replace.end())?.0 as usize;
            string.push_str(old.as_str().get(from..start)?);
            string.push_str(&replace.inserted);
            from = end;
        }
        string.push_str(&old.as_str()[from..]);
        let mut mend = Self {
            old,
            new: Text::new(string),
            replaces,
            settled: 0,
        };
        mend.settled = mend.settle();
        Some(mend)
    }

    /// The text after it.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.new
    }

    /// The first position from which on both texts have the same graphemes: behind the
    /// last replace, unless what came joins with what stands behind it.
    fn settle(&self) -> u32 {
        let Some(last) = self.replaces.last() else {
            return 0;
        };
        let mut at = last.end();
        loop {
            let now = CharPos(self.shifted(at.0));
            let agree = self.old.is_boundary(at) && self.new.is_boundary(now);
            if agree || at.0 >= self.old.chars() {
                return at.0;
            }
            at = self.old.next_boundary(at);
        }
    }

    /// Where a position behind all replaces lies now.
    fn shifted(&self, at: u32) -> u32 {
        at + self.new.chars() - self.old.chars()
    }

    /// What becomes of a passage of the old text.
    #[must_use]
    pub fn fate(&self, span: Span) -> Fate {
        let moved = |start: u32, end: u32| {
            let span = Span::within(self.new.chars(), start, end);
            span.map_or(Fate::Lost, Fate::Same)
        };
        if span.start().0 >= self.settled {
            return moved(self.shifted(span.start().0), self.shifted(span.end().0));
        }
        if self.replaces.first().is_none_or(|it| span.end() < it.at) {
            return Fate::Same(span);
        }
        // From the last to the first, so that each is met where it was found.
        let ends = self.replaces.iter().rev().try_fold(span, remap);
        let Some(ends) = ends else {
            return Fate::Lost;
        };
        let whole = self.whole_graphemes(span, ends);
        if self.old.slice(span) == self.new.slice(whole) {
            return Fate::Same(whole);
        }
        if whole != ends {
            return Fate::Grown(whole);
        }
        let (start, end) = (span.start(), span.end());
        let cut = |at: CharPos| self.replaces.iter().any(|it| it.at < at && at < it.end());
        let came = self.replaces.iter().any(|it| {
            let inside = start <= it.at && it.end() <= end;
            let at_edge = it.removed == 0 && (it.at == start || it.at == end);
            inside && !at_edge && !it.inserted.is_empty()
        });
        if came && !cut(start) && !cut(end) {
            Fate::Kept(whole)
        } else {
            Fate::Shrunk(whole)
        }
    }

    /// The passage with its ends moved out of graphemes that the correction joined.
    ///
    /// An end that lay inside a grapheme before was put there by another program and stays.
    fn whole_graphemes(&self, before: Span, after: Span) -> Span {
        let broken =
            |was: CharPos, is: CharPos| self.old.is_boundary(was) && !self.new.is_boundary(is);
        let (mut start, mut end) = (after.start(), after.end());
        if broken(before.start(), start) {
            start = self.new.prev_boundary(start);
        }
        if broken(before.end(), end) {
            end = self.new.next_boundary(end);
        }
        Span::within(self.new.chars(), start.0, end.0).unwrap_or(after)
    }

    /// What becomes of passages that must not lie twice in the same place: each with what
    /// makes it one of a kind, in an order that decides which of two stays.
    ///
    /// One whose words changed gives way to one whose words didn't.
    #[must_use]
    pub fn fates<K: Hash + Eq>(&self, passages: impl IntoIterator<Item = (K, Span)>) -> Vec<Fate> {
        let mut fates = Vec::new();
        let mut first: HashMap<(K, Span), usize> = HashMap::new();
        for (kind, span) in passages {
            let fate = self.fate(span);
            let place = fates.len();
            fates.push(fate);
            let Some(now) = fate.span() else { continue };
            match first.entry((kind, now)) {
                Entry::Vacant(free) => {
                    free.insert(place);
                }
                Entry::Occupied(mut taken) => {
                    let there = *taken.get();
                    let has_changed = |fate: Fate| !matches!(fate, Fate::Same(_));
                    if has_changed(fates[there]) && !has_changed(fate) {
                        fates[there] = Fate::United(now);
                        taken.insert(place);
                    } else {
                        fates[place] = Fate::United(now);
                    }
                }
            }
        }
        fates
    }
}

#[cfg(test)]
mod tests;
