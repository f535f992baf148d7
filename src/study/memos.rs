//! Memos with the places that they hang on, and drafts of memos that are being written.

use std::collections::HashMap;

use super::{Result, Study};
use crate::model::{CodeId, Draft, InterviewId, KeptDraft, Memo, MemoTarget, Span};
use crate::store::Store;
use crate::text::Text;

/// Code points of a passage that are kept to tell it by.
const EXCERPT: usize = 80;

/// Where a memo hangs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoPlace {
    /// The interview, where it is on one or on words of one.
    pub interview: Option<InterviewId>,
    /// The passage of the interview.
    pub span: Option<Span>,
    /// The code, where it is on one or on a coding.
    pub code: Option<CodeId>,
    /// How the passage begins.
    pub words: String,
}

/// A memo and where it hangs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedMemo {
    /// The memo.
    pub memo: Memo,
    /// Where it hangs.
    pub place: MemoPlace,
}

/// What somebody was typing when the program was cut off, and where it was to hang.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedDraft {
    /// The draft.
    pub kept: KeptDraft,
    /// Where it was to hang; `None` where that is gone.
    pub place: Option<MemoPlace>,
}

/// The memos of a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memos {
    /// Those of every coder, the latest first; those without a time last.
    pub written: Vec<PlacedMemo>,
    /// What the acting coder was typing, the latest first.
    pub drafts: Vec<PlacedDraft>,
}

/// What there is where somebody wants to read or write a memo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemosAt {
    /// On what.
    pub target: MemoTarget,
    /// Where that is.
    pub place: MemoPlace,
    /// The memos of every coder on it.
    pub memos: Vec<Memo>,
    /// What the acting coder was typing there when the program was cut off.
    pub draft: Option<KeptDraft>,
}

impl Study {
    /// The memos of the study and the drafts of a coder.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn memos(&self, coder: &str) -> Result<Memos> {
        self.steadily(|| self.memos_once(coder))
    }

    fn memos_once(&self, coder: &str) -> Result<Memos> {
        let mut places = Places::of(self);
        let mut memos = Memos::default();
        for memo in self.store.memos(None)? {
            let place = places.find(memo.target)?.unwrap_or_default();
            memos.written.push(PlacedMemo { memo, place });
        }
        memos
            .written
            .sort_by_key(|it| (std::cmp::Reverse(it.memo.written_ms), it.memo.id));
        for kept in self.store.drafts(coder)? {
            let place = places.find(kept.draft.target)?;
            memos.drafts.push(PlacedDraft { kept, place });
        }
        Ok(memos)
    }

    /// The memos on one thing and the coder's draft there.
    ///
    /// # Errors
    /// When the file can't be read, or the study doesn't have the thing.
    pub fn memos_at(&self, target: MemoTarget, coder: &str) -> Result<MemosAt> {
        self.steadily(|| {
            let memos = self.store.memos_on(target)?;
            Ok(MemosAt {
                target,
                place: Places::of(self).find(target)?.unwrap_or_default(),
                memos,
                draft: self.store.draft(target, coder)?,
            })
        })
    }

    /// What the coder was typing when the program was cut off, the latest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn drafts(&self, coder: &str) -> Result<Vec<KeptDraft>> {
        Ok(self.store.drafts(coder)?)
    }

    /// Gives up what the coder was typing. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn drop_draft(&mut self, target: MemoTarget, coder: &str) -> Result<()> {
        Ok(self.store.drop_draft(target, coder)?)
    }

    /// Where what the coder was typing on `target` can be read and written: there, or where
    /// that is gone on its interview or on the study, with what the coder has there. No step of
    /// the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn take_up_draft(&mut self, target: MemoTarget, coder: &str) -> Result<MemoTarget> {
        if self.store.has(target)? {
            return Ok(target);
        }
        let nearest = self.store.take_up_draft(target, coder)?;
        Ok(nearest.unwrap_or(target))
    }

    /// A second way into the file, for a thread that keeps drafts while this one goes on.
    ///
    /// # Errors
    /// When the study can't be written.
    pub fn draft_keeper(&self) -> Result<DraftKeeper> {
        Ok(DraftKeeper(self.store.second_writer()?))
    }
}

/// Keeps drafts, and changes nothing else of a study.
#[derive(Debug)]
pub struct DraftKeeper(Store);

impl DraftKeeper {
    /// Keeps what the coder has typed: durable when this returns. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn keep(&mut self, draft: &Draft, coder: &str) -> Result<()> {
        Ok(self.0.keep_draft(draft, coder)?)
    }
}

/// Finds where memos hang; each text is read once.
struct Places<'a> {
    study: &'a Study,
    texts: HashMap<InterviewId, Text>,
}

impl<'a> Places<'a> {
    fn of(study: &'a Study) -> Self {
        Self {
            study,
            texts: HashMap::new(),
        }
    }

    /// Where a thing is; `None` where the study doesn't have it.
    fn find(&mut self, target: MemoTarget) -> Result<Option<MemoPlace>> {
        let store = &self.study.store;
        if !store.has(target)? {
            return Ok(None);
        }
        let mut place = MemoPlace::default();
        match target {
            MemoTarget::Study => {}
            MemoTarget::Interview(id) => place.interview = Some(id),
            MemoTarget::Code(id) => place.code = Some(id),
            MemoTarget::Coding(id) => {
                let (interview, span, code) = store.coding_place(id)?;
                place.interview = Some(interview);
                place.span = Some(span);
                place.code = Some(code);
            }
            MemoTarget::Passage { interview, span } => {
                place.interview = Some(interview);
                place.span = Some(span);
            }
        }
        if let (Some(interview), Some(span)) = (place.interview, place.span) {
            place.words = self.excerpt(interview, span)?;
        }
        Ok(Some(place))
    }

    fn excerpt(&mut self, interview: InterviewId, span: Span) -> Result<String> {
        if !self.texts.contains_key(&interview) {
            let text = Text::new(self.study.store.text(interview)?);
            self.texts.insert(interview, text);
        }
        let words = self.texts[&interview].slice(span).unwrap_or_default();
        Ok(words.chars().take(EXCERPT).collect())
    }
}
