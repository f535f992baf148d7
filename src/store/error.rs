//! Why the study file could not be read or changed.

use std::path::PathBuf;

use super::lock::Owner;
use crate::model::codebook::Refusal;
use crate::model::pos::SpanError;
use crate::model::{Span, Thing, review};

/// What can go wrong between the program and the study file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Whoever waited for it wanted it stopped.
    #[error("it was stopped")]
    Cancelled,
    /// There is no such file.
    #[error("there is no study at {0}")]
    Missing(PathBuf),
    /// A study would be written over a file that exists.
    #[error("{0} exists already")]
    Exists(PathBuf),
    /// The file is no fangtan study.
    #[error("{path} is no fangtan study: {what}")]
    NotAStudy {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        what: NotAStudy,
    },
    /// The file ends too early.
    #[error("{path} is cut off: {have} bytes of {want}")]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Its length in bytes.
        have: u64,
        /// The length its header promises, in bytes.
        want: u64,
    },
    /// A newer program wrote the file.
    #[error("{path} has format {found}; this program knows formats up to {known}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// The file's format.
        found: i32,
        /// The newest format this program knows.
        known: i32,
    },
    /// Another process has it open for writing.
    #[error("{path} is open elsewhere{}", owner.as_ref().map(|owner| format!(" ({owner})")).unwrap_or_default())]
    OpenElsewhere {
        /// The file.
        path: PathBuf,
        /// Who, where that is known.
        owner: Option<Owner>,
    },
    /// The file or its folder can't be written.
    #[error("{0} can only be read")]
    ReadOnly(PathBuf),
    /// A restored backup holds an interview that was withdrawn since, and may not be changed.
    #[error(
        "{0} holds an interview that was withdrawn; open it for writing once, and it is taken out"
    )]
    HoldsWithdrawn(PathBuf),
    /// A thing an edit names isn't there.
    #[error("the study has no {what} «{name}»")]
    NoSuch {
        /// What kind of thing.
        what: Thing,
        /// Its name or identity.
        name: String,
    },
    /// An id or name is taken by something else.
    #[error("the {what} id «{id}» is taken: here it is {here}, in the file {there}")]
    Taken {
        /// What kind of thing.
        what: Thing,
        /// The id.
        id: String,
        /// What has it here.
        here: String,
        /// What has it in the file.
        there: String,
    },
    /// A position doesn't fit the text.
    #[error("interview «{interview}»: {source}")]
    Position {
        /// The interview's name.
        interview: String,
        /// What is wrong with it.
        source: SpanError,
    },
    /// A facet or value that the code's kind doesn't have.
    #[error("code «{code}» has no facet {facet}={value}")]
    NoSuchFacet {
        /// Public id of the code.
        code: String,
        /// The facet.
        facet: String,
        /// The value.
        value: String,
    },
    /// A change that would break a rule of the codebook.
    #[error(transparent)]
    Codebook(#[from] Refusal),
    /// A verdict or a decision that can't be taken.
    #[error(transparent)]
    Review(#[from] review::Refusal),
    /// An edit that would break a rule of the study.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Nothing is left to take back.
    #[error("there is nothing to undo for {0}")]
    NothingToUndo(String),
    /// Nothing is left to do again.
    #[error("there is nothing to redo for {0}")]
    NothingToRedo(String),
    /// More steps were asked for than there are.
    #[error("{coder} has only {n} steps to {way}")]
    FewerSteps {
        /// `undo` or `redo`.
        way: &'static str,
        /// Whose.
        coder: String,
        /// How many there are.
        n: usize,
    },
    /// Somebody else's later step touched the same rows.
    #[error("{} later changed the same things (step {op}, {kind})", coder)]
    ChangedSince {
        /// Who.
        coder: String,
        /// The step.
        op: i64,
        /// Its kind.
        kind: String,
    },
    /// A later step rests on what would go away.
    #[error("later steps build on it")]
    BuiltUpon,
    /// A step taken back or done again would collide with what was done meanwhile.
    #[error("the study changed meanwhile, and the step no longer fits")]
    NoLongerFits,
    /// A copy made as a backup differs from the study.
    #[error("the backup {path} could not be verified: {what}")]
    BadBackup {
        /// The copy.
        path: PathBuf,
        /// How it differs.
        what: BadBackup,
    },
    /// Reading or writing outside the database failed.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Interviews that are the same in two copies and had other texts from the beginning.
    #[error("copies have other texts of {0} from the beginning")]
    TextsApart(String),
    /// A row holds what this program never writes: its table and column, with the value where
    /// that is no text of the study.
    #[error("the study holds in {0} what this program never writes")]
    Strange(String),
    /// `SQLite` failed.
    #[error("the database said: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// What a file is that is no study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAStudy {
    /// A folder.
    #[error("it is a folder")]
    Folder,
    /// It has no bytes.
    #[error("it is empty")]
    Empty,
    /// Not even a database.
    #[error("it is no SQLite file")]
    NoDatabase,
    /// A database of another program.
    #[error("it is another program's SQLite file")]
    OtherProgram,
}

/// How a backup differs from its study.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBackup {
    /// `SQLite` finds it damaged, in these words.
    #[error("{0}")]
    Damaged(String),
    /// Tables or their numbers of rows differ.
    #[error("it has other rows than the study")]
    OtherRows,
}

/// What is wrong with the database, as far as people meet it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseFault {
    /// The disk is full.
    Full,
    /// Somebody else holds it.
    Busy,
    /// It is damaged.
    Corrupt,
    /// It can't be written.
    ReadOnly,
    /// Anything else, in the words of `SQLite`.
    Other(String),
}

impl From<&rusqlite::Error> for DatabaseFault {
    fn from(error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Which rule of the study an edit would break.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// An attribute without a name.
    #[error("an attribute needs a name")]
    AttributeWithoutName,
    /// The same coding twice.
    #[error("the same coder has the same code on exactly that passage already")]
    CodedAlready,
    /// Somebody without a name.
    #[error("a coder needs a name")]
    CoderWithoutName,
    /// A conflict of which neither side can be put in the place of the other.
    #[error("this conflict can only be mended by hand")]
    ConflictByHand,
    /// It was said before which side of a conflict stands.
    #[error("it was said before which side of this conflict stands")]
    ConflictSettled,
    /// A code out of use takes no codings.
    #[error("code «{0}» is out of use")]
    CodeOutOfUse(String),
    /// Words that a terminal would obey.
    #[error("the words hold control characters")]
    ControlCharacters,
    /// Two guides with one version.
    #[error("the study has another guide with version {0}: count its version up")]
    GuideVersionTaken(u32),
    /// Two interviews with one name.
    #[error("another interview is called «{0}»")]
    InterviewTaken(String),
    /// A label that could not be told from what is said.
    #[error("a speaker's label is one line without a colon")]
    LabelWithColon,
    /// A link that leaves its interview, or comes back to its own coding.
    #[error("a link leads from one coding to another of the same interview")]
    LinkElsewhere,
    /// A link without a relation.
    #[error("a link needs a relation")]
    LinkWithoutRelation,
    /// A key that is no digit.
    #[error("there is no digit {0}")]
    NoDigit(u8),
    /// Every public id is taken.
    #[error("no public id is left")]
    NoIdLeft,
    /// A turn that doesn't say which one it follows.
    #[error("an interview with turns takes a new one behind one of them")]
    NotBehindATurn,
    /// Two speakers of an interview with one label.
    #[error("another speaker of that interview is called «{0}»")]
    SpeakerTaken(String),
    /// A turn that a file places outside its text.
    #[error("a turn of «{interview}» lies outside its text: {span}")]
    TurnOutside {
        /// Name of the interview.
        interview: String,
        /// Where the turn should lie.
        span: Span,
    },
    /// An interview, speaker or turn that says nothing.
    #[error("{0}: words are needed")]
    WithoutWords(Thing),
}

/// A result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
