//! The study file: the only place where SQL stands.
//!
//! One `SQLite` file is one study. Every change is an operation: one transaction,
//! one row in `op`, and the rows it touched in `op_row`, written by triggers;
//! undo and redo put rows back. Rows become model types at this border, and
//! integer keys never leave it. `store` reads no transcript formats and counts
//! nothing: `study` asks it for facts and hands them to `analysis`.

mod apply;
mod assignments;
mod backup;
mod check;
mod codebook;
mod codings;
mod drafts;
mod error;
mod facts;
pub mod foreign;
mod guide;
mod interviews;
mod journal;
mod keys;
mod lexicon;
mod lists;
mod lock;
mod marks;
mod memos;
mod merge;
mod migrate;
mod open;
mod people;
mod pins;
mod revise;
mod search;
mod seen;
mod settlements;
mod sight;
mod take_in;
mod uids;
mod verdicts;
mod withdraw;
mod work_copy;

pub use apply::{Applied, Touched};
pub use check::{Finding, Severity};
pub use codebook::{CodeStep, MergePreview};
pub use codings::Use;
pub use error::{BadBackup, DatabaseFault, NotAStudy, Refused, StoreError};
pub use facts::{CodingFact, FactFilter, TurnFact, Version};
pub use interviews::Case;
pub use journal::{LogEntry, OpState, Subject, Travelled, Undone};
pub use lists::{CoderRow, SpeakerRow};
pub use lock::Owner;
pub use merge::{Came, Merged};
pub use open::{Access, Mode, Store};
pub use pins::PinRow;
pub use search::{PlacedMemo, TextRow, Voice};
pub use take_in::{Report, Taken, TakenInterview};
pub(crate) use uids::derived as derived_uid;
pub use withdraw::Withdrawn;
pub use work_copy::Overwrite;
