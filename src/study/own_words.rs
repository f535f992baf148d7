//! The study's own words: which there are, and what changes with them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Value as Json, json};

use super::vocabulary::Own;
use super::{Result, Study};
use crate::analysis::vocabulary::is_function_word;
use crate::model::table::{Cell, Column, Note, Table};
use crate::model::{Edit, WordList};
use crate::text::lexicon::{Lexicon, SEGMENTER, plain};

/// Words that come on a list and words that go from one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordChange {
    /// Which come.
    pub add: Vec<(WordList, String)>,
    /// Which go.
    pub remove: Vec<(WordList, String)>,
}

/// What a change of the study's own words does to its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Words become one.
    Joined,
    /// A word becomes several.
    Parted,
    /// Words are cut elsewhere than before.
    Recut,
    /// An own word stands there and isn't put together, because that would cut others.
    Left,
    /// A word isn't counted any more.
    Hidden,
    /// A word is counted from now on.
    Shown,
}

impl Effect {
    /// The word used in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Parted => "parted",
            Self::Recut => "recut",
            Self::Left => "left",
            Self::Hidden => "hidden",
            Self::Shown => "shown",
        }
    }
}

/// Places where words are cut or counted otherwise than before, and alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recut {
    /// What changes.
    pub effect: Effect,
    /// The words before.
    pub before: Vec<String>,
    /// The words after; for what is left as it is the own word.
    pub after: Vec<String>,
    /// How many places.
    pub n: u64,
    /// In how many interviews.
    pub n_interviews: u64,
}

/// What a change of own words does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recutting {
    /// The most frequent first, by effect.
    pub rows: Vec<Recut>,
    /// Words that come or go; those that were there already, or weren't, left out.
    pub n_changed: u64,
}

/// Places by effect, words before and words after: how many, and in which interviews.
type Places = BTreeMap<(Effect, Vec<String>, Vec<String>), (u64, BTreeSet<u32>)>;

impl WordChange {
    /// Puts words into the dictionary; `cut`, so that they also cut other words.
    #[must_use]
    pub fn add(words: &[String], list: WordList) -> Self {
        let other = match list {
            WordList::Word => WordList::Cut,
            WordList::Cut => WordList::Word,
            WordList::Stop => WordList::Keep,
            WordList::Keep => WordList::Stop,
        };
        Self {
            add: words.iter().map(|word| (list, plain(word))).collect(),
            remove: words.iter().map(|word| (other, plain(word))).collect(),
        }
    }

    /// Takes words out of the dictionary.
    #[must_use]
    pub fn remove(words: &[String]) -> Self {
        let both = |word: &String| {
            let word = plain(word);
            [(WordList::Word, word.clone()), (WordList::Cut, word)]
        };
        Self {
            add: Vec::new(),
            remove: words.iter().flat_map(both).collect(),
        }
    }

    /// Has words counted again.
    #[must_use]
    pub fn count(words: &[String]) -> Self {
        let words = words.iter().map(|word| plain(word));
        let (usual, own): (Vec<String>, Vec<String>) =
            words.partition(|word| is_function_word(word));
        let off = |word: &String| (WordList::Stop, word.clone());
        Self {
            remove: usual.iter().chain(&own).map(off).collect(),
            add: usual
                .into_iter()
                .map(|word| (WordList::Keep, word))
                .collect(),
        }
    }

    /// The edit that makes it.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit::ChangeLexicon {
            add: self.add.clone(),
            remove: self.remove.clone(),
        }
    }
}

impl Study {
    /// The study's own words, by list.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn lexicon(&self) -> Result<Vec<(WordList, String)>> {
        Ok(self.store.lexicon()?)
    }

    /// What a change of own words would do to the words of all turns, whoever speaks.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn recutting(&self, change: &WordChange) -> Result<Recutting> {
        self.steadily(|| self.recut(change))
    }

    fn recut(&self, change: &WordChange) -> Result<Recutting> {
        let lists = self.store.lexicon()?;
        let there: BTreeSet<&(WordList, String)> = lists.iter().collect();
        let mut after: BTreeSet<(WordList, String)> = lists.iter().cloned().collect();
        for word in &change.remove {
            after.remove(word);
        }
        after.extend(
            change
                .add
                .iter()
                .filter(|(_, word)| !word.is_empty())
                .cloned(),
        );
        let n_changed = after.iter().filter(|word| !there.contains(word)).count()
            + lists.iter().filter(|word| !after.contains(*word)).count();
        let after: Vec<(WordList, String)> = after.into_iter().collect();
        let (old, new) = (Own::of(&lists), Own::of(&after));
        let named: BTreeSet<&str> = change
            .add
            .iter()
            .chain(&change.remove)
            .map(|(_, word)| word.as_str())
            .collect();
        let mut places = Places::new();
        for (case, place) in self.store.cases()?.iter().zip(0_u32..) {
            let text = self.store.text(case.id)?;
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            let byte = |at: u32| chars.get(at as usize).map_or(text.len(), |(byte, _)| *byte);
            for turn in self.store.turns(case.id)? {
                let said = &text[byte(turn.span.start().0)..byte(turn.span.end().0)];
                // A word that is nowhere in a turn changes nothing in it.
                let folded = plain(said);
                if !named.iter().any(|word| folded.contains(*word)) {
                    continue;
                }
                for line in said.lines() {
                    changes(line, &old, &new, &named, &mut |effect, before, after| {
                        let known = places.entry((effect, before, after)).or_default();
                        known.0 += 1;
                        known.1.insert(place);
                    });
                }
            }
        }
        let mut rows: Vec<Recut> = places
            .into_iter()
            .map(|((effect, before, after), (n, interviews))| Recut {
                effect,
                before,
                after,
                n,
                n_interviews: interviews.len() as u64,
            })
            .collect();
        rows.sort_by(|a, b| a.effect.cmp(&b.effect).then(b.n.cmp(&a.n)));
        Ok(Recutting {
            rows,
            n_changed: n_changed as u64,
        })
    }
}

/// Tells what changes in a line.
fn changes(
    line: &str,
    old: &Own,
    new: &Own,
    named: &BTreeSet<&str>,
    tell: &mut impl FnMut(Effect, Vec<String>, Vec<String>),
) {
    let [before, after] = [&old.lexicon, &new.lexicon].map(|lexicon| lexicon.words(line));
    let words = |ranges: &[Range<usize>]| -> Vec<String> {
        ranges
            .iter()
            .map(|it| line[it.clone()].to_owned())
            .collect()
    };
    for (before, after) in differing(&before, &after) {
        let holds = |outer: &[Range<usize>], inner: &[Range<usize>]| {
            let held = |it: &Range<usize>| {
                outer
                    .iter()
                    .any(|by| by.start <= it.start && it.end <= by.end)
            };
            inner.iter().all(held)
        };
        let effect = if holds(after, before) {
            Effect::Joined
        } else if holds(before, after) {
            Effect::Parted
        } else {
            Effect::Recut
        };
        tell(effect, words(before), words(after));
    }
    tell_left(line, &new.lexicon, named, tell);
    for word in &after {
        let word = plain(&line[word.clone()]);
        match (old.leaves_out(&word), new.leaves_out(&word)) {
            (false, true) => tell(Effect::Hidden, vec![word], Vec::new()),
            (true, false) => tell(Effect::Shown, Vec::new(), vec![word]),
            _ => {}
        }
    }
}

/// Tells of own words among `named` that aren't put together.
fn tell_left(
    line: &str,
    lexicon: &Lexicon,
    named: &BTreeSet<&str>,
    tell: &mut impl FnMut(Effect, Vec<String>, Vec<String>),
) {
    for place in lexicon.straddled(line) {
        let own = plain(&line[place.word.clone()]);
        if named.contains(own.as_str()) {
            let whole = place.whole;
            let cut = lexicon.words(line).into_iter();
            let cut = cut.filter(|it| whole.start <= it.start && it.end <= whole.end);
            tell(
                Effect::Left,
                cut.map(|it| line[it].to_owned()).collect(),
                vec![own],
            );
        }
    }
}

/// Stretches that two ways of cutting cut differently: the words of the one and of the other.
fn differing<'a>(
    one: &'a [Range<usize>],
    other: &'a [Range<usize>],
) -> Vec<(&'a [Range<usize>], &'a [Range<usize>])> {
    let mut stretches = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < one.len() || j < other.len() {
        let (from_i, from_j) = (i, j);
        loop {
            let a = (i > from_i).then(|| one[i - 1].end);
            let b = (j > from_j).then(|| other[j - 1].end);
            if a.is_some() && a == b {
                break;
            }
            if i < one.len() && (a <= b || j == other.len()) {
                i += 1;
            } else if j < other.len() {
                j += 1;
            } else {
                break;
            }
        }
        if one[from_i..i] != other[from_j..j] {
            stretches.push((&one[from_i..i], &other[from_j..j]));
        }
    }
    stretches
}

impl Recutting {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            vec![
                Cell::text(row.effect.name()),
                Cell::text(&row.before.join(" | ")),
                Cell::text(&row.after.join(" | ")),
                Cell::Count(row.n),
                Cell::Count(row.n_interviews),
            ]
        });
        let mut notes = vec![Note::new("recut").with("n", self.n_changed)];
        if self.rows.iter().any(|row| row.effect == Effect::Left) {
            notes.push(Note::new("recut-left"));
        }
        Table {
            name: "recut",
            columns: vec![
                Column::text("effect"),
                Column::text("old_words"),
                Column::text("new_words"),
                Column::number("times"),
                Column::number("interviews"),
            ],
            rows: rows.collect(),
            notes,
        }
    }

    /// What JSON says of it.
    #[must_use]
    pub fn json(&self) -> Json {
        let rows = self.rows.iter().map(|row| {
            json!({
                "effect": row.effect.name(),
                "before": row.before,
                "after": row.after,
                "n": row.n,
                "interviews": row.n_interviews,
            })
        });
        rows.collect()
    }
}

/// The study's own words as a table.
#[must_use]
pub fn lexicon_table(lists: &[(WordList, String)]) -> Table {
    let row = |(list, word): &(WordList, String)| vec![Cell::text(list.name()), Cell::text(word)];
    Table {
        name: "lexicon",
        columns: vec![Column::text("list"), Column::text("word")],
        rows: lists.iter().map(row).collect(),
        notes: vec![Note::new("lexicon").with("segmenter", SEGMENTER)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_are_cut_differently_are_found_and_no_larger_than_need_be() {
        let check = |one: &[(usize, usize)], other: &[(usize, usize)], n: usize| {
            let ranges = |of: &[(usize, usize)]| -> Vec<Range<usize>> {
                of.iter().map(|(start, end)| *start..*end).collect()
            };
            let (one, other) = (ranges(one), ranges(other));
            let found = differing(&one, &other);
            assert_eq!(found.len(), n, "{found:?}");
        };
        check(&[(0, 2), (2, 4)], &[(0, 2), (2, 4)], 0);
        check(&[(0, 2), (2, 4), (4, 5)], &[(0, 4), (4, 5)], 1);
        check(&[(0, 2), (2, 3)], &[(0, 1), (1, 3)], 1);
        check(&[(0, 2), (3, 5), (6, 7)], &[(0, 5), (6, 7)], 1);
        check(&[(0, 2), (2, 4), (4, 6), (6, 8)], &[(0, 4), (4, 8)], 2);
        check(&[], &[], 0);
    }
}
