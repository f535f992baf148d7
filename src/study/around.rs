//! A passage with the lines around it, and what was decided in the like of it before.

use super::disagreements::{Decision, Dispute};
use super::{Result, Study};
use crate::model::{CharPos, InterviewId, Span};
use crate::text::Text;

/// What a reviewer reads beside a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// The lines that the passage touches, and the one before them.
    pub excerpt: Excerpt,
    /// How the same was decided before, the latest first.
    pub precedents: Vec<Decision>,
}

/// Whole lines of an interview.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// Where they begin, in code points of the interview.
    pub start: u32,
    /// Their words.
    pub text: Text,
}

/// Excerpts are equal when they say the same at the same place.
impl PartialEq for Excerpt {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.text.as_str()) == (other.start, other.text.as_str())
    }
}

impl Excerpt {
    /// The lines that a passage of a text touches, and the one before.
    #[must_use]
    pub fn of(text: &Text, span: Span) -> Self {
        let all = text.as_str();
        let byte =
            |at: CharPos, otherwise: usize| text.byte(at).map_or(otherwise, |byte| byte.0 as usize);
        let line = |end: usize| all[..end].rfind('\n').map_or(0, |newline| newline + 1);
        let first = line(byte(span.start(), 0));
        let before = line(first.saturating_sub(1));
        let last = byte(span.end(), all.len());
        let end = all[last..]
            .find('\n')
            .map_or(all.len(), |newline| last + newline);
        let start = all[..before].chars().count();
        Self {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            text: Text::new(all[before..end].to_owned()),
        }
    }

    /// A passage of the interview as one of these lines; `None` where it lies beside them.
    #[must_use]
    pub fn inside(&self, span: Span) -> Option<Span> {
        let start = span.start().0.checked_sub(self.start)?;
        let end = span.end().0.checked_sub(self.start)?;
        Span::within(self.text.chars(), start, end).ok()
    }

    /// A passage of these lines as one of the interview.
    #[must_use]
    pub fn outside(&self, span: Span) -> Option<Span> {
        let (start, end) = (span.start().0 + self.start, span.end().0 + self.start);
        Span::within(u32::MAX, start, end).ok()
    }
}

impl Study {
    /// The lines around a passage, and how a dispute was settled before.
    ///
    /// # Errors
    /// When there is no such interview, or the file can't be read.
    pub fn around(
        &self,
        interview: InterviewId,
        span: Span,
        dispute: Option<Dispute>,
    ) -> Result<Around> {
        self.steadily(|| {
            let text = Text::new(self.store.text(interview)?);
            let precedents = match dispute {
                Some(dispute) => self.precedents(dispute)?,
                None => Vec::new(),
            };
            Ok(Around {
                excerpt: Excerpt::of(&text, span),
                precedents,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_whole_lines_and_counts_as_the_interview_does() {
        let text = Text::new("访：问。\n甲：一二三四。\n乙：五六。\n丙：七。\n".to_owned());
        let span = Span::within(text.chars(), 8, 16).unwrap();
        let excerpt = Excerpt::of(&text, span);
        assert_eq!(
            excerpt.text.as_str(),
            "访：问。\n甲：一二三四。\n乙：五六。"
        );
        let later = Span::within(text.chars(), 21, 23).unwrap();
        let excerpt = Excerpt::of(&text, later);
        assert_eq!(excerpt.text.as_str(), "乙：五六。\n丙：七。");
        let inside = excerpt.inside(later).unwrap();
        assert_eq!(excerpt.text.slice(inside), text.slice(later));
        assert_eq!(excerpt.outside(inside), Some(later));
        assert_eq!(excerpt.inside(span), None);
    }
}
