//! Words that are counted and not printed: those of interviews whose respondents don't want to be
//! quoted, and of passages that somebody marked as not to be quoted or as background only.
//!
//! It holds for what leaves the study for readers. What is the study itself, for another program or
//! for a colleague, stays complete: it is data. A mark holds for every quotation that overlaps the
//! marked passage, whoever made it and whatever became of the coding it lies on; also for whoever
//! codes blind, who learns from it nothing but that words are missing.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::{Result, Study};
use crate::model::table::Cell;
use crate::model::{InterviewId, Span, Use};

/// Why words are not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// The consent to the interview doesn't cover quoting.
    NoConsent,
    /// Somebody marked the passage.
    Marked(Use),
}

impl Withheld {
    /// The word used in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoConsent => "no-consent",
            Self::Marked(mark) => mark.name(),
        }
    }

    /// Key of what stands in place of the words, after `cell-`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NoConsent | Self::Marked(Use::NotQuoted) => "withheld",
            Self::Marked(Use::Background) => "background",
        }
    }
}

/// What may be printed of a study's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withholding {
    refused: BTreeSet<InterviewId>,
    attribution: HashMap<InterviewId, String>,
    /// Marked passages by start.
    marked: HashMap<InterviewId, Vec<(Span, Use)>>,
}

/// A stretch of a text, in code points, with why it is not printed, if it isn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Why its words are not printed.
    pub withheld: Option<Withheld>,
}

impl Withholding {
    /// Why the words of a passage are not printed; `None` where they may be. The strictest reason
    /// where there are several.
    #[must_use]
    pub fn of(&self, interview: InterviewId, span: Span) -> Option<Withheld> {
        if self.refused.contains(&interview) {
            return Some(Withheld::NoConsent);
        }
        let marked = self.marked.get(&interview)?.iter();
        let overlapping = marked.filter(|(it, _)| it.overlaps(span));
        overlapping.map(|(_, mark)| Withheld::Marked(*mark)).min()
    }

    /// Whether anything is.
    #[must_use]
    pub fn withholds_any(&self) -> bool {
        !self.refused.is_empty() || !self.marked.is_empty()
    }

    /// Whether no word of an interview is printed.
    #[must_use]
    pub fn refuses(&self, interview: InterviewId) -> bool {
        self.refused.contains(&interview)
    }

    /// How quotations of an interview may be attributed, where its session says it.
    #[must_use]
    pub fn attribution(&self, interview: InterviewId) -> Option<&str> {
        self.attribution.get(&interview).map(String::as_str)
    }

    /// A word where a passage is withheld, else the words.
    #[must_use]
    pub fn cell(&self, interview: InterviewId, span: Span, words: &str) -> Cell {
        match self.of(interview, span) {
            Some(withheld) => Cell::Key(withheld.key()),
            None => Cell::text(words),
        }
    }

    /// What stands before code point `end`, cut behind the last passage that is withheld there.
    #[must_use]
    pub fn before<'t>(&self, interview: InterviewId, words: &'t str, end: u32) -> Cow<'t, str> {
        let n = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        let start = end.saturating_sub(n);
        let cut = self.overlapping(interview, start, end).map(|it| it.end().0);
        match cut.max() {
            None => Cow::Borrowed(words),
            Some(cut) => {
                let kept = words.chars().skip((cut.min(end) - start) as usize);
                Cow::Owned(std::iter::once('…').chain(kept).collect())
            }
        }
    }

    /// What stands from code point `start` on, cut before the first passage that is withheld there.
    #[must_use]
    pub fn after<'t>(&self, interview: InterviewId, words: &'t str, start: u32) -> Cow<'t, str> {
        let n = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        let end = start.saturating_add(n);
        let cut = self
            .overlapping(interview, start, end)
            .map(|it| it.start().0);
        match cut.min() {
            None => Cow::Borrowed(words),
            Some(cut) => {
                let kept = words.chars().take((cut.max(start) - start) as usize);
                Cow::Owned(kept.chain(std::iter::once('…')).collect())
            }
        }
    }

    /// The stretches that `[start, end)` of an interview falls into, in order; where marks overlap
    /// the strictest holds.
    #[must_use]
    pub fn stretches(&self, interview: InterviewId, start: u32, end: u32) -> Vec<Stretch> {
        if start >= end {
            return Vec::new();
        }
        if self.refuses(interview) {
            let withheld = Some(Withheld::NoConsent);
            return vec![Stretch {
                start,
                end,
                withheld,
            }];
        }
        let mut cuts = BTreeSet::from([start, end]);
        for span in self.overlapping(interview, start, end) {
            cuts.insert(span.start().0.max(start));
            cuts.insert(span.end().0.min(end));
        }
        let cuts: Vec<u32> = cuts.into_iter().collect();
        let mut stretches: Vec<Stretch> = Vec::new();
        for pair in cuts.windows(2) {
            let span = Span::within(u32::MAX, pair[0], pair[1]).ok();
            let withheld = span.and_then(|span| self.of(interview, span));
            match stretches.last_mut() {
                Some(last) if last.withheld == withheld => last.end = pair[1],
                _ => stretches.push(Stretch {
                    start: pair[0],
                    end: pair[1],
                    withheld,
                }),
            }
        }
        stretches
    }

    /// What may be printed of an interview of so many code points, in order; `None` where all may.
    #[must_use]
    pub fn free(&self, interview: InterviewId, n_chars: u32) -> Option<Vec<Range<u32>>> {
        if !self.refuses(interview) && !self.marked.contains_key(&interview) {
            return None;
        }
        let all = self.stretches(interview, 0, n_chars).into_iter();
        let free = all.filter(|it| it.withheld.is_none());
        Some(free.map(|it| it.start..it.end).collect())
    }

    fn overlapping(
        &self,
        interview: InterviewId,
        start: u32,
        end: u32,
    ) -> impl Iterator<Item = Span> + '_ {
        let marked = self.marked.get(&interview).into_iter().flatten();
        marked
            .map(|(span, _)| *span)
            .filter(move |it| it.start().0 < end && it.end().0 > start)
    }
}

impl Study {
    /// What may be printed of the study's words now. Where an interview has several sessions, one
    /// that refuses is enough.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn withholding(&self) -> Result<Withholding> {
        let mut all = Withholding::default();
        for session in self.store.sessions()? {
            let consent = session.facts.consent;
            if consent.quote == Some(false) {
                all.refused.insert(session.interview);
            }
            if let Some(attribution) = consent.attribution {
                all.attribution.insert(session.interview, attribution);
            }
        }
        for (interview, span, mark) in self.store.uses()? {
            all.marked.entry(interview).or_default().push((span, mark));
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Uid;

    const HERE: InterviewId = InterviewId(Uid([1; 16]));
    const THERE: InterviewId = InterviewId(Uid([2; 16]));

    fn span(start: u32, end: u32) -> Span {
        Span::within(u32::MAX, start, end).unwrap()
    }

    fn withholding() -> Withholding {
        Withholding {
            refused: BTreeSet::from([THERE]),
            marked: HashMap::from([(
                HERE,
                vec![(span(4, 8), Use::Background), (span(6, 10), Use::NotQuoted)],
            )]),
            ..Withholding::default()
        }
    }

    #[test]
    fn whatever_overlaps_a_marked_passage_is_withheld_by_the_strictest_mark() {
        let all = withholding();
        let of = |start, end| all.of(HERE, span(start, end));
        assert_eq!(of(0, 4), None);
        assert_eq!(of(0, 5), Some(Withheld::Marked(Use::Background)));
        assert_eq!(of(7, 8), Some(Withheld::Marked(Use::NotQuoted)));
        assert_eq!(of(9, 20), Some(Withheld::Marked(Use::NotQuoted)));
        assert_eq!(of(10, 20), None);
        assert_eq!(all.of(THERE, span(0, 1)), Some(Withheld::NoConsent));
    }

    #[test]
    fn what_stands_around_a_word_ends_where_words_are_withheld() {
        let all = withholding();
        assert_eq!(all.before(HERE, "八九十甲乙", 13), "…十甲乙");
        assert_eq!(all.before(HERE, "十甲乙", 13), "十甲乙");
        assert_eq!(all.before(HERE, "四五", 6), "…");
        assert_eq!(all.after(HERE, "二三四五", 2), "二三…");
        assert_eq!(all.after(HERE, "零一二三", 0), "零一二三");
        assert_eq!(all.after(HERE, "七", 7), "…");
    }

    #[test]
    fn stretches_cover_everything_once() {
        let all = withholding();
        let seen = |stretches: Vec<Stretch>| -> Vec<(u32, u32, Option<&'static str>)> {
            let of = |it: &Stretch| (it.start, it.end, it.withheld.map(Withheld::name));
            stretches.iter().map(of).collect()
        };
        assert_eq!(
            seen(all.stretches(HERE, 0, 12)),
            [
                (0, 4, None),
                (4, 6, Some("background")),
                (6, 10, Some("not-quoted")),
                (10, 12, None)
            ]
        );
        assert_eq!(seen(all.stretches(HERE, 5, 5)), []);
        assert_eq!(
            seen(all.stretches(THERE, 3, 9)),
            [(3, 9, Some("no-consent"))]
        );
    }
}
