//! What a correction does to codings, told before it is made.

use super::{OpenInterview, Result, Study};
use crate::model::{CodeId, Coding, MemoTarget, Span};
use crate::text::replace::Replacing;
use crate::text::{Fate, Mend, Replace};

/// A coding that a correction touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchedCoding {
    /// Name of its interview.
    pub interview: String,
    /// Its code.
    pub code: CodeId,
    /// Its coder.
    pub coder: String,
    /// Whether anybody wrote a memo on it.
    pub has_memo: bool,
    /// What becomes of it.
    pub fate: Fate,
    /// Its words.
    pub before: String,
    /// Its words afterwards; empty where it is lost.
    pub after: String,
}

/// What a correction does to codings. Those of codes out of use follow unnamed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touching {
    /// Codings that change, the worst first, then those of the corrected turn that only move.
    pub codings: Vec<TouchedCoding>,
    /// Codings elsewhere that keep their words and only move along.
    pub n_moved: usize,
    /// Bookmarks among the words that go; they come to stand where these began.
    pub n_bookmarks: usize,
}

/// What replacing words in all interviews does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplacingAll {
    /// Hits.
    pub n_hits: u32,
    /// Interviews that have any.
    pub n_interviews: u32,
    /// Turns that would have no words left, and stay as they are.
    pub n_left: u32,
    /// What it does to codings.
    pub touching: Touching,
}

impl Touching {
    /// What replaces in one interview do; moved codings that overlap `turn` are named too.
    #[must_use]
    pub fn of(open: &OpenInterview, replaces: Vec<Replace>, turn: Option<Span>) -> Self {
        let mut touching = Self::default();
        let replaced = replaces.clone();
        let Some(mend) = Mend::new(&open.text, replaces) else {
            return touching;
        };
        if turn.is_some() {
            touching.n_bookmarks = bookmarks_in(open, &replaced);
        }
        let all = open.layer.all();
        let kind = |coding: &Coding| (coding.code, coding.coder.clone(), coding.status);
        let fates = mend.fates(all.iter().map(|coding| (kind(coding), coding.span)));
        for (coding, fate) in all.iter().zip(fates) {
            if fate == Fate::Same(coding.span) {
                continue;
            }
            let named = !matches!(fate, Fate::Same(_))
                || turn.is_some_and(|turn| turn.overlaps(coding.span));
            if !named {
                touching.n_moved += 1;
                continue;
            }
            let after = fate.span().and_then(|span| mend.text().slice(span));
            touching.codings.push(TouchedCoding {
                interview: open.name.clone(),
                code: coding.code,
                coder: coding.coder.clone(),
                has_memo: open
                    .memos
                    .iter()
                    .any(|memo| memo.target == MemoTarget::Coding(coding.id)),
                fate,
                before: open.text.slice(coding.span).unwrap_or_default().to_owned(),
                after: after.unwrap_or_default().to_owned(),
            });
        }
        touching.sort();
        touching
    }

    /// Whether any coding or bookmark changes in another way than by moving along.
    #[must_use]
    pub fn changes_any(&self) -> bool {
        let changes = |coding: &TouchedCoding| !matches!(coding.fate, Fate::Same(_));
        self.n_bookmarks > 0 || self.codings.iter().any(changes)
    }

    /// The worst first; otherwise in the order of the texts.
    fn sort(&mut self) {
        self.codings.sort_by_key(|coding| match coding.fate {
            Fate::Lost => 0,
            Fate::United(_) => 1,
            Fate::Shrunk(_) => 2,
            Fate::Grown(_) => 3,
            Fate::Kept(_) => 4,
            Fate::Same(_) => 5,
        });
    }
}

/// Bookmarks between the first and the last of the replaces in one turn.
fn bookmarks_in(open: &OpenInterview, replaces: &[Replace]) -> usize {
    let (Some(first), Some(last)) = (replaces.first(), replaces.last()) else {
        return 0;
    };
    let inside = |at| first.at < at && at < last.end();
    open.bookmarks.iter().filter(|it| inside(it.at)).count()
}

impl Study {
    /// What replacing words in the turns of all interviews would do.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn replacing(&self, find: &str, with: &str) -> Result<ReplacingAll> {
        let mut all = ReplacingAll::default();
        for interview in self.store.interviews()? {
            let open = self.load_interview(interview.id, "")?;
            let turns: Vec<Span> = open.turns.iter().map(|turn| turn.span).collect();
            let replacing = Replacing::new(&open.text, &turns, find, with);
            all.n_left += replacing.n_left;
            if replacing.turns.is_empty() {
                continue;
            }
            all.n_hits += replacing.n_hits();
            all.n_interviews += 1;
            let here = Touching::of(&open, replacing.replaces(), None);
            all.touching.codings.extend(here.codings);
            all.touching.n_moved += here.n_moved;
            let of_turns = replacing.turns.iter();
            all.touching.n_bookmarks += of_turns
                .map(|(_, replaces)| bookmarks_in(&open, replaces))
                .sum::<usize>();
        }
        all.touching.sort();
        Ok(all)
    }
}
