//! Sentences for what the study file refuses.

use super::no_such;
use crate::model::Thing;
use crate::model::codebook::Refusal;
use crate::model::review;
use crate::store::foreign::ForeignError;
use crate::store::{BadBackup, DatabaseFault, NotAStudy, Refused, StoreError};
use crate::strings::Message;

impl From<&ForeignError> for Message {
    fn from(error: &ForeignError) -> Self {
        match error {
            ForeignError::Several(names) => {
                Self::new("read-several-projects").with("names", names.join(", "))
            }
            ForeignError::Damaged(detail) => {
                Self::new("read-damaged-project").saying("detail", DatabaseFault::from(detail))
            }
        }
    }
}

impl From<&StoreError> for Message {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Cancelled => Self::new("error-cancelled"),
            StoreError::Missing(path) => Self::new("error-missing").with("path", path.display()),
            StoreError::HoldsWithdrawn(path) => {
                Self::new("error-holds-withdrawn").with("path", path.display())
            }
            StoreError::Exists(path) => Self::new("error-exists").with("path", path.display()),
            StoreError::NotAStudy { path, what } => Self::new("error-not-a-study")
                .with("path", path.display())
                .saying("what", *what),
            StoreError::Truncated { path, have, want } => Self::new("error-truncated")
                .with("path", path.display())
                .with("have", have)
                .with("want", want),
            StoreError::Newer { path, found, known } => Self::new("error-newer")
                .with("path", path.display())
                .with("found", found)
                .with("known", known),
            StoreError::OpenElsewhere { path, owner } => match owner {
                None => Self::new("error-open-elsewhere"),
                Some(owner) => Self::new("error-open-elsewhere-by")
                    .with("user", &owner.user)
                    .with("host", &owner.host)
                    .with("pid", owner.pid),
            }
            .with("path", path.display()),
            StoreError::ReadOnly(path) => Self::new("error-read-only").with("path", path.display()),
            StoreError::NoSuch { what, name } => no_such(*what, name),
            StoreError::Taken {
                what,
                id,
                here,
                there,
            } => match what {
                Thing::Interview => Self::new("error-taken-interview"),
                other => Self::new("error-taken").saying("thing", *other),
            }
            .with("id", id)
            .with("here", here)
            .with("there", there),
            StoreError::Position { interview, source } => Self::new("error-position")
                .with("interview", interview)
                .saying("what", source),
            StoreError::NoSuchFacet { code, facet, value } => Self::new("error-no-such-facet")
                .with("code", code)
                .with("facet", facet)
                .with("value", value),
            StoreError::Codebook(refusal) => refusal.into(),
            StoreError::Review(refusal) => refusal.into(),
            StoreError::Refused(refused) => refused.into(),
            StoreError::NothingToUndo(_) => Self::new("error-nothing-to-undo"),
            StoreError::NothingToRedo(_) => Self::new("error-nothing-to-redo"),
            StoreError::FewerSteps { n, .. } => Self::new("error-fewer-steps").with("n", n),
            StoreError::ChangedSince { coder, op, .. } => Self::new("error-changed-since")
                .with("coder", coder)
                .with("step", op),
            StoreError::BuiltUpon => Self::new("error-built-upon"),
            StoreError::TextsApart(interviews) => {
                Self::new("error-texts-apart").with("interviews", interviews)
            }
            StoreError::NoLongerFits => Self::new("error-no-longer-fits"),
            StoreError::BadBackup { path, what } => Self::new("error-bad-backup")
                .with("path", path.display())
                .saying(
                    "what",
                    match what {
                        BadBackup::Damaged(detail) => {
                            Self::new("backup-damaged").with("detail", detail)
                        }
                        BadBackup::OtherRows => Self::new("backup-other-rows"),
                    },
                ),
            StoreError::Io { path, source } => Self::new("error-file")
                .with("path", path.display())
                .saying("what", source),
            StoreError::Strange(place) => Self::new("error-strange").with("place", place),
            StoreError::Sqlite(error) => DatabaseFault::from(error).into(),
        }
    }
}

impl From<NotAStudy> for Message {
    fn from(what: NotAStudy) -> Self {
        Self::new(match what {
            NotAStudy::Folder => "io-folder",
            NotAStudy::Empty => "read-empty",
            NotAStudy::NoDatabase => "not-a-study-no-database",
            NotAStudy::OtherProgram => "not-a-study-other-program",
        })
    }
}

/// What the database said; the usual things in words of our own.
impl From<DatabaseFault> for Message {
    fn from(fault: DatabaseFault) -> Self {
        match fault {
            DatabaseFault::Full => Self::new("io-full"),
            DatabaseFault::Busy => Self::new("database-busy"),
            DatabaseFault::Corrupt => Self::new("database-corrupt"),
            DatabaseFault::ReadOnly => Self::new("database-read-only"),
            DatabaseFault::Other(detail) => Self::new("database-other").with("detail", detail),
        }
    }
}

impl From<&Refused> for Message {
    fn from(refused: &Refused) -> Self {
        match refused {
            Refused::AttributeWithoutName => Self::new("refused-attribute-name"),
            Refused::CodedAlready => Self::new("refused-coded-already"),
            Refused::CodeOutOfUse(code) => Self::new("refused-out-of-use").with("code", code),
            Refused::CoderWithoutName => Self::new("cli-no-coder"),
            Refused::ConflictByHand => Self::new("refused-conflict-by-hand"),
            Refused::ConflictSettled => Self::new("refused-conflict-settled"),
            Refused::ControlCharacters => Self::new("refused-control-characters"),
            Refused::GuideVersionTaken(version) => {
                Self::new("refused-guide-version").with("version", version)
            }
            Refused::InterviewTaken(name) => {
                Self::new("refused-interview-taken").with("name", name)
            }
            Refused::LabelWithColon => Self::new("refused-label"),
            Refused::LinkElsewhere => Self::new("refused-link-elsewhere"),
            Refused::LinkWithoutRelation => Self::new("refused-link-relation"),
            Refused::NoDigit(digit) => Self::new("refused-no-digit").with("digit", digit),
            Refused::NoIdLeft => Self::new("refused-no-id"),
            Refused::NotBehindATurn => Self::new("refused-not-behind"),
            Refused::SpeakerTaken(name) => Self::new("refused-speaker-taken").with("name", name),
            Refused::TurnOutside { interview, span } => Self::new("refused-turn-outside")
                .with("interview", interview)
                .with("start", span.start().0)
                .with("end", span.end().0),
            Refused::WithoutWords(thing) => {
                Self::new("refused-without-words").saying("thing", *thing)
            }
        }
    }
}

impl From<&Refusal> for Message {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NoName => Self::new("refused-no-name"),
            Refusal::NameTaken { name, there } => Self::new("refused-name-taken")
                .with("name", name)
                .with("there", there),
            Refusal::UnderItself { code } => Self::new("refused-under-itself").with("code", code),
            Refusal::NoNeighbour { before } => {
                Self::new("refused-no-neighbour").with("before", before)
            }
            Refusal::Same { code } => Self::new("refused-same").with("code", code),
            Refusal::OutOfUse { code } => Self::new("refused-out-of-use").with("code", code),
            Refusal::InUseBelow { code, n } => Self::new("refused-in-use-below")
                .with("code", code)
                .with("n", n),
            Refusal::FacetLost {
                code,
                n,
                facet,
                value,
                kind,
            } => Self::new("refused-facet-lost")
                .with("code", code)
                .with("n", n)
                .with("facet", facet)
                .with("value", value)
                .with("kind", kind),
            Refusal::NotItsCoding { code } => {
                Self::new("refused-not-its-coding").with("code", code)
            }
            Refusal::NothingFrozen => Self::new("refused-nothing-frozen"),
            Refusal::VersionTaken { name } => Self::new("refused-version-taken").with("name", name),
        }
    }
}

impl From<&review::Refusal> for Message {
    fn from(refusal: &review::Refusal) -> Self {
        use review::Refusal;
        match refusal {
            Refusal::Amended(id) => Self::new("refused-amended").with("id", id),
            Refusal::Settled(id) => Self::new("refused-settled").with("id", id),
            Refusal::SameAgain => Self::new("refused-same-again"),
            Refusal::ThereAlready(id) => Self::new("refused-there-already").with("id", id),
            Refusal::YourOwn(id) => Self::new("refused-your-own").with("id", id),
            Refusal::NoPair => Self::new("refused-no-pair"),
            Refusal::NoDisagreement => Self::new("refused-no-disagreement"),
        }
    }
}
