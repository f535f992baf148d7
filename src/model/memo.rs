//! Memos: what somebody thinks about a passage, a code, an interview or the study.
//!
//! A coder has one memo on each thing. Its [`MemoKind`] says what sort of thinking it
//! holds, so that the method chapter finds its notes without reading all of them.

use serde::{Deserialize, Serialize};

use super::ids::{CodeId, CodingId, InterviewId, MemoId};
use super::pos::Span;

/// What sort of thinking a memo holds.
///
/// Corbin and Strauss (*Basics of Qualitative Research*) tell code notes, theoretical notes
/// and operational notes apart; Birks, Chapman and Francis (2008, "Memoing in qualitative
/// research") add the researcher's own part. What was observed and what is still to be
/// asked are kept apart from all of these.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum MemoKind {
    /// What is said, and what stands out in it.
    #[default]
    Content,
    /// What a code takes in and what it doesn't; why a passage got it.
    Coding,
    /// How things hang together: concepts, conditions, a storyline.
    Theory,
    /// What was done and decided, and what is to be done.
    Method,
    /// The researcher's own part: expectations, relations in the field, doubts.
    Reflexivity,
    /// What is still to be asked or looked up.
    Question,
}

impl MemoKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Content,
        Self::Coding,
        Self::Theory,
        Self::Method,
        Self::Reflexivity,
        Self::Question,
    ];

    /// The word used in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Coding => "coding",
            Self::Theory => "theory",
            Self::Method => "method",
            Self::Reflexivity => "reflexivity",
            Self::Question => "question",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The kind offered after this one; the first comes after the last.
    #[must_use]
    pub fn after(self) -> Self {
        let place = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        Self::ALL[(place + 1) % Self::ALL.len()]
    }
}

/// What a memo is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "on", content = "id")]
pub enum MemoTarget {
    /// The study as a whole.
    Study,
    /// One interview.
    Interview(InterviewId),
    /// One code.
    Code(CodeId),
    /// One coding.
    Coding(CodingId),
    /// A passage of an interview, whatever codes it has.
    Passage {
        /// The interview.
        interview: InterviewId,
        /// The passage.
        span: Span,
    },
}

impl MemoTarget {
    /// The word used in files and lists for what sort of thing it is.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Interview(_) => "interview",
            Self::Code(_) => "code",
            Self::Coding(_) => "coding",
            Self::Passage { .. } => "passage",
        }
    }
}

/// A note by one coder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memo {
    /// Its identity.
    pub id: MemoId,
    /// What it is about.
    pub target: MemoTarget,
    /// What sort of thinking it holds.
    pub kind: MemoKind,
    /// Who wrote it.
    pub coder: String,
    /// The words.
    pub text: String,
    /// When it was last written: milliseconds since 1970, UTC; `None` where an outside file doesn't say.
    pub written_ms: Option<i64>,
}

/// A memo as its coder was typing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is about.
    pub target: MemoTarget,
    /// What sort of thinking it holds.
    pub kind: MemoKind,
    /// The words so far.
    pub text: String,
}

/// A draft that is in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// The draft.
    pub draft: Draft,
    /// When it was kept: milliseconds since 1970, UTC.
    pub at_ms: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_that_leads_back_and_all_are_passed_in_turn() {
        for kind in MemoKind::ALL {
            assert_eq!(MemoKind::from_name(kind.name()), Some(kind));
            let json = serde_json::to_value(kind).unwrap();
            assert_eq!(json, kind.name());
        }
        let mut seen = vec![MemoKind::default()];
        while seen.len() < MemoKind::ALL.len() {
            seen.push(seen[seen.len() - 1].after());
        }
        assert_eq!(seen, MemoKind::ALL);
        assert_eq!(seen[seen.len() - 1].after(), seen[0]);
    }
}
