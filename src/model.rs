//! The nouns of an interview study and everything a person can do to one.
//!
//! Nothing here reads a file, knows the time or speaks SQL. Rows of the study
//! file become these types in `store`; importers make them in `formats`; both
//! edges of the program speak in them.

pub mod codebook;
pub mod coding;
pub mod conflict;
pub mod edit;
pub mod guide;
pub mod ids;
pub mod interview;
pub mod lexicon;
pub mod memo;
pub mod paper;
pub mod plan;
pub mod pos;
pub mod respondent;
pub mod review;
pub mod seen;
pub mod table;
pub mod thing;
pub mod watch;

pub use codebook::{Code, Codebook, Facet, FacetValue, Kind, Link, Origin, Source};
pub use coding::{Bookmark, Coding, CodingLink, Confidence, Mark, Status, Use};
pub use conflict::{Conflict, ConflictOutcome};
pub use edit::Edit;
pub use ids::{
    CodeId, CodingId, CodingLinkId, ConflictId, InterviewId, MemoId, QuestionId, RespondentId,
    SessionId, SettlementId, SpeakerId, Uid, VerdictId,
};
pub use interview::{Interview, Role, Speaker, Turn};
pub use lexicon::{Summary, WordList};
pub use memo::{Draft, KeptDraft, Memo, MemoKind, MemoTarget};
pub use pos::{BytePos, CharPos, Span};
pub use review::{
    Amendment, Assignment, Judgement, Outcome, Pair, Ruling, Settlement, Sight, Verdict,
};
pub use seen::Seen;
pub use thing::Thing;
pub use watch::Watch;
