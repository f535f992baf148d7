//! What can be wrong in a person's regular expression.
//!
//! The library that reads patterns tells some forty faults apart, in English. A person
//! has to know what to mend, in their language, so these are fewer.

use regex_syntax::{ast, hir};

/// Why a pattern is no regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: {fault}")]
pub struct BadPattern {
    /// Where, in code points of the pattern, from 0; 0 where the whole of it is too large.
    pub at: usize,
    /// What is wrong.
    pub fault: PatternFault,
}

/// What is wrong in a regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternFault {
    /// A bracket without its partner.
    #[error("a bracket has no partner")]
    OpenGroup,
    /// `[` without `]`.
    #[error("a square bracket has no partner")]
    OpenClass,
    /// No class of characters, such as `[z-a]`.
    #[error("what stands in square brackets is no class of characters")]
    BadClass,
    /// A class that Unicode doesn't have, such as `\p{Nobody}`.
    #[error("there is no such class of characters")]
    UnknownClass,
    /// `*`, `+` or `?` with nothing before it.
    #[error("there is nothing to repeat")]
    NothingToRepeat,
    /// No number of times, such as `{5,2}`.
    #[error("that is no number of times")]
    BadCount,
    /// Something after `\` that means nothing.
    #[error("what stands after the backslash means nothing")]
    BadEscape,
    /// Something after `(?` that means nothing.
    #[error("what stands after «(?» means nothing")]
    BadGroup,
    /// Looking ahead or back, or what a group found before; such patterns can take for ever.
    #[error("looking around and referring back are not supported")]
    Unsupported,
    /// Too large, or groups in groups in groups.
    #[error("the pattern is too large or nested too deeply")]
    TooLarge,
}

impl PatternFault {
    fn of_reader(kind: &ast::ErrorKind) -> Self {
        use ast::ErrorKind as Kind;
        match kind {
            Kind::GroupUnclosed | Kind::GroupUnopened => Self::OpenGroup,
            Kind::ClassUnclosed => Self::OpenClass,
            Kind::ClassEscapeInvalid | Kind::ClassRangeInvalid | Kind::ClassRangeLiteral => {
                Self::BadClass
            }
            Kind::UnicodeClassInvalid => Self::UnknownClass,
            Kind::RepetitionMissing => Self::NothingToRepeat,
            Kind::DecimalEmpty
            | Kind::DecimalInvalid
            | Kind::RepetitionCountInvalid
            | Kind::RepetitionCountDecimalEmpty
            | Kind::RepetitionCountUnclosed => Self::BadCount,
            Kind::FlagDanglingNegation
            | Kind::FlagDuplicate { .. }
            | Kind::FlagRepeatedNegation { .. }
            | Kind::FlagUnexpectedEof
            | Kind::FlagUnrecognized
            | Kind::GroupNameDuplicate { .. }
            | Kind::GroupNameEmpty
            | Kind::GroupNameInvalid
            | Kind::GroupNameUnexpectedEof => Self::BadGroup,
            Kind::UnsupportedBackreference | Kind::UnsupportedLookAround => Self::Unsupported,
            Kind::NestLimitExceeded(_) | Kind::CaptureLimitExceeded => Self::TooLarge,
            // The others are all about what stands after a backslash.
            _ => Self::BadEscape,
        }
    }
}

/// What the reader of patterns found wrong, and where.
pub(super) fn bad(pattern: &str, error: &regex_syntax::Error) -> BadPattern {
    let (byte, fault) = match error {
        regex_syntax::Error::Parse(error) => (
            error.span().start.offset,
            PatternFault::of_reader(error.kind()),
        ),
        regex_syntax::Error::Translate(error) => (
            error.span().start.offset,
            match error.kind() {
                hir::ErrorKind::UnicodePropertyNotFound
                | hir::ErrorKind::UnicodePropertyValueNotFound
                | hir::ErrorKind::UnicodePerlClassNotFound => PatternFault::UnknownClass,
                _ => PatternFault::BadEscape,
            },
        ),
        _ => (0, PatternFault::TooLarge),
    };
    BadPattern {
        at: pattern
            .char_indices()
            .take_while(|(at, _)| *at < byte)
            .count(),
        fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Needle;

    #[test]
    fn a_fault_is_told_with_its_place() {
        use PatternFault as Fault;
        for (pattern, at, fault) in [
            ("信(任", 1, Fault::OpenGroup),
            ("信任)", 2, Fault::OpenGroup),
            ("[信任", 0, Fault::OpenClass),
            ("[z-a]", 1, Fault::BadClass),
            (r"\p{Nobody}", 0, Fault::UnknownClass),
            ("*", 0, Fault::NothingToRepeat),
            ("信{5,2}", 1, Fault::BadCount),
            ("信{x}", 2, Fault::BadCount),
            (r"信\", 1, Fault::BadEscape),
            (r"\y", 0, Fault::BadEscape),
            ("(?y)", 2, Fault::BadGroup),
            ("信(?=任)", 1, Fault::Unsupported),
            (r"(信)\1", 3, Fault::Unsupported),
            ("(?:信{1000}){1000}", 0, Fault::TooLarge),
        ] {
            let bad = Needle::pattern(pattern).unwrap_err();
            assert_eq!(bad, BadPattern { at, fault }, "{pattern}");
        }
        let deep = format!("{}信{}", "(".repeat(200), ")".repeat(200));
        assert_eq!(Needle::pattern(&deep).unwrap_err().fault, Fault::TooLarge);
    }
}
