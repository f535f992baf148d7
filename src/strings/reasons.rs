//! Why something could not be done, from the errors of the layers below to sentences.
//!
//! Errors carry what they are about and no prose for people; here each of their
//! variants has its sentence. What another library said, in its own words and
//! language, stands in them as `detail`, and the sentences mark it as quoted.

mod files;
mod store;

use std::io::ErrorKind;

use super::Message;
use crate::model::Thing;
use crate::model::codebook::{FaultKind, NameError};
use crate::model::pos::SpanError;
use crate::study::{StudyError, TestRefused, Unreadable};
use crate::text::PatternFault;
use crate::text::query::{Fault, QueryError};

impl From<&StudyError> for Message {
    fn from(error: &StudyError) -> Self {
        match error {
            StudyError::Store(error) => error.into(),
            StudyError::Name(error) => error.into(),
            StudyError::Query(error) => error.into(),
            StudyError::File { path, source } => Self::new("error-file")
                .with("path", path.display())
                .saying("what", source),
            StudyError::Content { file, what } => Self::new("error-content")
                .with("file", file)
                .saying("what", what),
            StudyError::Codebook { file, faults } => {
                let said = match faults.len() {
                    0 | 1 => Self::new("error-codebook"),
                    n => Self::new("error-codebook-faults").with("n", n - 1),
                };
                faults
                    .iter()
                    .take(1)
                    .fold(said.with("file", file), |said, fault| {
                        said.with("line", fault.line).saying("what", &fault.what)
                    })
            }
            StudyError::TooFewCoders { n } => Self::new("error-too-few-coders").with("n", n),
            StudyError::CrossesNoAttribute(by) => {
                Self::new("error-crosses-no-attribute").with("by", by)
            }
            StudyError::NoTest(TestRefused::Unit) => Self::new("error-no-test-unit"),
            StudyError::NoTest(TestRefused::Groups) => Self::new("error-no-test-groups"),
            StudyError::Cancelled => Self::new("error-cancelled"),
            StudyError::OtherStudy(path) => {
                Self::new("error-other-study").with("path", path.display())
            }
            StudyError::Itself(path) => Self::new("error-itself").with("path", path.display()),
            StudyError::Restless => Self::new("error-restless"),
            StudyError::NoSuch { what, name } => no_such(*what, name),
        }
    }
}

fn no_such(what: Thing, name: &str) -> Message {
    Message::new("error-no-such")
        .saying("thing", what)
        .with("name", name)
}

impl From<Thing> for Message {
    fn from(thing: Thing) -> Self {
        Self::new(match thing {
            Thing::Attribute => "thing-attribute",
            Thing::AttributeValue => "thing-attribute-value",
            Thing::Category => "thing-category",
            Thing::Code => "thing-code",
            Thing::CodebookVersion => "thing-codebook-version",
            Thing::Coder => "thing-coder",
            Thing::Coding => "thing-coding",
            Thing::Conflict => "thing-conflict",
            Thing::Facet => "thing-facet",
            Thing::Interview => "thing-interview",
            Thing::Kind => "thing-kind",
            Thing::Layer => "thing-layer",
            Thing::Memo => "thing-memo",
            Thing::Question => "thing-question",
            Thing::Respondent => "thing-respondent",
            Thing::Speaker => "thing-speaker",
            Thing::Step => "thing-step",
            Thing::Table => "thing-table",
            Thing::Turn => "thing-turn",
        })
    }
}

impl From<&NameError> for Message {
    fn from(error: &NameError) -> Self {
        match error {
            NameError::Unknown { name, .. } => Self::new("error-unknown-code").with("name", name),
            NameError::Ambiguous { name, candidates } => Self::new("error-ambiguous-code")
                .with("name", name)
                .with("candidates", candidates.join("; ")),
        }
    }
}

impl From<&QueryError> for Message {
    fn from(error: &QueryError) -> Self {
        let said = match &error.fault {
            Fault::Empty => Self::new("error-query-empty"),
            Fault::OpenQuote => Self::new("error-query-open-quote"),
            Fault::OpenBracket => Self::new("error-query-open-bracket"),
            Fault::NothingAfter(operator) => {
                Self::new("error-query-nothing-after").with("word", operator)
            }
            Fault::NoValue(filter) => Self::new("error-query-no-value").with("word", filter),
            Fault::BadDistance(word) => Self::new("error-query-bad-distance").with("word", word),
            Fault::BadPattern(fault) => (*fault).into(),
            Fault::TooDeep => Self::new("error-query-too-deep"),
        };
        said.with("at", error.at + 1)
    }
}

impl From<PatternFault> for Message {
    fn from(fault: PatternFault) -> Self {
        Self::new(match fault {
            PatternFault::OpenGroup => "error-pattern-open-group",
            PatternFault::OpenClass => "error-pattern-open-class",
            PatternFault::BadClass => "error-pattern-bad-class",
            PatternFault::UnknownClass => "error-pattern-unknown-class",
            PatternFault::NothingToRepeat => "error-pattern-nothing-to-repeat",
            PatternFault::BadCount => "error-pattern-bad-count",
            PatternFault::BadEscape => "error-pattern-bad-escape",
            PatternFault::BadGroup => "error-pattern-bad-group",
            PatternFault::Unsupported => "error-pattern-unsupported",
            PatternFault::TooLarge => "error-pattern-too-large",
        })
    }
}

impl From<&SpanError> for Message {
    fn from(error: &SpanError) -> Self {
        match error {
            SpanError::Empty { start, end } => Self::new("span-empty")
                .with("start", start)
                .with("end", end),
            SpanError::Outside { start, end, len } => Self::new("span-outside")
                .with("start", start)
                .with("end", end)
                .with("len", len),
            SpanError::InsideGrapheme { at } => Self::new("span-inside").with("at", at),
        }
    }
}

/// What the system said about a file; the usual things in words of our own.
impl From<&std::io::Error> for Message {
    fn from(error: &std::io::Error) -> Self {
        Self::new(match error.kind() {
            ErrorKind::NotFound => "io-not-found",
            ErrorKind::PermissionDenied => "io-denied",
            ErrorKind::AlreadyExists => "io-exists",
            ErrorKind::IsADirectory => "io-folder",
            ErrorKind::NotADirectory => "io-not-folder",
            ErrorKind::StorageFull => "io-full",
            ErrorKind::ReadOnlyFilesystem => "io-read-only",
            ErrorKind::InvalidFilename => "io-name",
            ErrorKind::InvalidData => "io-no-text",
            ErrorKind::InvalidInput => "io-path",
            _ => return Self::new("io-other").with("detail", error),
        })
    }
}

impl From<&Unreadable> for Message {
    fn from(why: &Unreadable) -> Self {
        match why {
            Unreadable::Empty => Self::new("read-empty"),
            Unreadable::TooLarge { bytes } => Self::new("read-too-large").with("bytes", bytes),
            Unreadable::Endless => Self::new("read-endless"),
            Unreadable::NoProject => Self::new("read-no-project"),
            Unreadable::Project(error) => error.into(),
            Unreadable::NoCodebook(ending) => Self::new("read-no-codebook").with("ending", ending),
            Unreadable::Encoding(error) => error.into(),
            Unreadable::Transcript(error) => error.into(),
            Unreadable::StudyJson(error) => error.into(),
            Unreadable::Toml(error) => error.into(),
            Unreadable::CodebookCsv(error) => error.into(),
            Unreadable::CodebookMd(error) => error.into(),
            Unreadable::Ratings(error) => error.into(),
            Unreadable::NoCategory { row, value } => Self::new("ratings-no-category")
                .with("row", row)
                .with("value", value),
            Unreadable::Guide(fault) => at_line(fault.line, &fault.what),
            Unreadable::Csv(error) => error.into(),
            Unreadable::Sample(detail) => Self::new("read-sample").with("detail", detail),
        }
    }
}

/// What is wrong on a line of a file.
fn at_line(line: u32, what: impl Into<Message>) -> Message {
    Message::new("read-at-line")
        .with("line", line)
        .saying("what", what)
}

impl From<&FaultKind> for Message {
    fn from(fault: &FaultKind) -> Self {
        match fault {
            FaultKind::NoId => Self::new("fault-no-id"),
            FaultKind::NoName(code) => Self::new("fault-no-name").with("code", code),
            FaultKind::DoubleId(code) => Self::new("fault-double-id").with("code", code),
            FaultKind::UnknownParent(code, parent) => Self::new("fault-unknown-parent")
                .with("code", code)
                .with("parent", parent),
            FaultKind::Circle(code) => Self::new("fault-circle").with("code", code),
            FaultKind::UnknownKind(code, kind) => Self::new("fault-unknown-kind")
                .with("code", code)
                .with("kind", kind),
            FaultKind::LinkToNowhere(code) => Self::new("fault-link-to-nowhere").with("code", code),
            FaultKind::DoubleDigit(digit, one, other) => Self::new("fault-double-digit")
                .with("digit", digit)
                .with("one", one)
                .with("other", other),
            FaultKind::NoSuchDigit(code, digit) => Self::new("fault-no-such-digit")
                .with("code", code)
                .with("digit", digit),
            FaultKind::SiblingsWithOneName(name, one, other) => Self::new("fault-one-name")
                .with("name", name)
                .with("one", one)
                .with("other", other),
        }
    }
}
