//! What the codebook screen shows of a code besides what is in memory.

use super::{Passage, Result, Study};
use crate::model::{CharPos, CodeId, MemoTarget, Span};
use crate::store::{CodeStep, MergePreview};
use crate::text::Text;

/// A code's history, memos and overlaps with the codes it is linked to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AboutCode {
    /// Steps in force that changed it, the oldest first.
    pub steps: Vec<CodeStep>,
    /// Memos on it: whose, and the words.
    pub memos: Vec<(String, String)>,
    /// For each code it is linked with: codings of both that overlap, and interviews.
    pub overlaps: Vec<(CodeId, u32, u32)>,
}

/// A coded passage with the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageInContext {
    /// The passage.
    pub passage: Passage,
    /// The words before it.
    pub before: String,
    /// The words after it.
    pub after: String,
}

/// Code points of context on either side of a passage.
const CONTEXT: u32 = 120;

impl Study {
    /// What the study knows of a code besides its entry.
    ///
    /// # Errors
    /// When the file can't be read or has no such code.
    pub fn about_code(&self, code: CodeId) -> Result<AboutCode> {
        let mut about = AboutCode {
            steps: self.store.code_steps(code)?,
            ..AboutCode::default()
        };
        for memo in self.store.memos(None)? {
            if memo.target == MemoTarget::Code(code) {
                about.memos.push((memo.coder, memo.text));
            }
        }
        for link in &self.store.codebook()?.links {
            let other = match (link.from == code, link.to == code) {
                (true, _) => link.to,
                (_, true) => link.from,
                _ => continue,
            };
            if about.overlaps.iter().all(|(known, ..)| *known != other) {
                let (n, interviews) = self.store.overlaps(code, other)?;
                about.overlaps.push((other, n, interviews));
            }
        }
        Ok(about)
    }

    /// What merging one code into another would do.
    ///
    /// # Errors
    /// When the file can't be read or has no such codes.
    pub fn merge_preview(&self, from: CodeId, into: CodeId) -> Result<MergePreview> {
        Ok(self.store.merge_preview(from, into)?)
    }

    /// The passages of a code as [`Self::passages`], each with the words around it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn passages_in_context(&self, code: CodeId) -> Result<Vec<PassageInContext>> {
        let mut all = Vec::new();
        let mut text: Option<(crate::model::InterviewId, Text)> = None;
        for passage in self.passages(code)? {
            if text.as_ref().is_none_or(|(id, _)| *id != passage.interview) {
                text = Some((
                    passage.interview,
                    Text::new(self.store.text(passage.interview)?),
                ));
            }
            let Some((_, text)) = &text else { continue };
            let (before, after) = around(text, passage.span);
            all.push(PassageInContext {
                passage,
                before,
                after,
            });
        }
        Ok(all)
    }
}

/// The words around a passage, as many as [`CONTEXT`] code points on either side.
fn around(text: &Text, span: Span) -> (String, String) {
    let words = |from: u32, to: u32| {
        text.foreign(from, to)
            .ok()
            .and_then(|(span, _)| text.slice(span))
            .unwrap_or_default()
            .to_owned()
    };
    let start = CharPos(span.start().0.saturating_sub(CONTEXT));
    let end = CharPos((span.end().0 + CONTEXT).min(text.chars()));
    let inside = |at: CharPos| {
        if text.is_boundary(at) {
            at
        } else {
            text.prev_boundary(at)
        }
    };
    (
        words(inside(start).0, span.start().0),
        words(span.end().0, inside(end).0),
    )
}
