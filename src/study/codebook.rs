//! What the codebook screen shows of a code besides what is in memory.

use super::{Passage, Result, Study, StudyError, written_time};
use crate::formats::study_json::VersionItem;
use crate::model::codebook::{FrozenCodebook, Refusal};
use crate::model::{CharPos, CodeId, Codebook, Memo, MemoTarget, Span, Thing};
use crate::store::{CodeStep, MergePreview, StoreError};
use crate::text::Text;

/// A code's history, memos and overlaps with the codes it is linked to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AboutCode {
    /// Steps in force that changed it, the oldest first.
    pub steps: Vec<CodeStep>,
    /// Memos on it, by every coder.
    pub memos: Vec<Memo>,
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
        about.memos = self.store.memos_on(MemoTarget::Code(code))?;
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

    /// The frozen versions of the codebook, the oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn frozen_codebooks(&self) -> Result<Vec<FrozenCodebook>> {
        Ok(self.store.frozen_codebooks()?)
    }

    /// Name of the version frozen last.
    ///
    /// # Errors
    /// When none is frozen.
    pub fn last_frozen(&self) -> Result<String> {
        match self.store.last_frozen()? {
            Some((_, name)) => Ok(name),
            None => Err(StoreError::Codebook(Refusal::NothingFrozen).into()),
        }
    }

    /// Number of the codebook as it is: the steps in force that changed what codes say
    /// or where they stand.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn codebook_number(&self) -> Result<u32> {
        Ok(self.store.codebook_number()?)
    }

    /// The codebook that a person means by the name or number of a frozen version, with its number;
    /// `None` is the present one.
    ///
    /// # Errors
    /// When no frozen version has that name or number.
    pub fn codebook_version(&self, name: Option<&str>) -> Result<(u32, Codebook)> {
        let Some(name) = name else {
            return Ok((self.codebook_number()?, self.codebook()?));
        };
        let frozen = self.frozen_codebooks()?;
        let number = name.strip_prefix('v').unwrap_or(name).parse::<u32>().ok();
        let found = frozen
            .iter()
            .find(|version| version.name == name)
            .or_else(|| frozen.iter().find(|it| Some(it.number) == number));
        match found {
            Some(version) => Ok((version.number, version.book(&self.codebook()?))),
            None => Err(StudyError::NoSuch {
                what: Thing::CodebookVersion,
                name: name.to_owned(),
            }),
        }
    }

    pub(super) fn version_items(&self) -> Result<Vec<VersionItem>> {
        let versions = self.frozen_codebooks()?.into_iter();
        Ok(versions
            .map(|version| VersionItem {
                number: version.number,
                name: version.name,
                coder: version.coder,
                frozen_at: version.at_ms.and_then(written_time),
                codes: version.codes,
                kinds: version.kinds,
                links: version.links,
            })
            .collect())
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
