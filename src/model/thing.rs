//! The kinds of things that a study holds, as errors name them.

use std::fmt;

/// A kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A name under which interviews, sessions or respondents have values.
    Attribute,
    /// A value of an attribute.
    AttributeValue,
    /// A value that raters may give.
    Category,
    /// An entry of the codebook.
    Code,
    /// A frozen version of the codebook.
    CodebookVersion,
    /// Somebody who codes.
    Coder,
    /// A passage with a code.
    Coding,
    /// What two copies of a study say differently.
    Conflict,
    /// A facet with one of its values.
    Facet,
    /// An interview.
    Interview,
    /// A kind of codes.
    Kind,
    /// The codings of one coder, or those that stand in the end.
    Layer,
    /// A note; its name is that of its writer.
    Memo,
    /// A question of the guide.
    Question,
    /// Somebody who answers.
    Respondent,
    /// A voice of an interview.
    Speaker,
    /// A step of the log.
    Step,
    /// A table of the document that a codebook was made from.
    Table,
    /// What one speaker says until the next one does.
    Turn,
}

impl Thing {
    /// The English word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Attribute => "attribute",
            Self::AttributeValue => "attribute value",
            Self::Category => "category",
            Self::Code => "code",
            Self::CodebookVersion => "codebook version",
            Self::Coder => "coder",
            Self::Coding => "coding",
            Self::Conflict => "conflict",
            Self::Facet => "facet",
            Self::Interview => "interview",
            Self::Kind => "kind",
            Self::Layer => "layer",
            Self::Memo => "memo",
            Self::Question => "question",
            Self::Respondent => "respondent",
            Self::Speaker => "speaker",
            Self::Step => "step",
            Self::Table => "table",
            Self::Turn => "turn",
        }
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
