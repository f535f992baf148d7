//! What a person does with a study, from either edge.
//!
//! A [`Study`] is an open study file. Changes go through [`Study::apply`] as
//! edits; figures are read from the file, computed by `analysis` and handed out
//! as numbers or as a `Table`. Files become plans through `formats` and are taken
//! in as one edit. Nothing here prints, draws or has a language.

mod agreement;
mod around;
mod behind;
mod builtin;
mod choices;
mod codebook;
mod codebook_file;
mod compared;
mod concordance;
mod cooccurrence;
mod corrections;
mod coverage;
mod crosstab;
mod demo;
mod disagreements;
mod error;
mod evidence;
mod export;
mod figures;
mod filter;
mod fingerprint;
mod groups;
mod health;
mod import;
mod layers;
mod links;
mod listing;
mod lists;
mod loaded;
mod matrix;
mod memos;
mod merge;
mod negative;
mod overview;
mod own_words;
mod pins;
mod quotes;
mod record;
mod review;
mod saturation;
mod search;
mod steady;
mod ties;
mod transcripts;
mod vocabulary;
mod withheld;
mod word_places;

use std::path::{Path, PathBuf};

pub use agreement::{
    Agreement, AgreementRequest, AgreementRow, AgreementUnit, Difference, Intervals, Measures,
    OfKind, Opinion, RatingsAgreement, RatingsRequest, Round, Rounds, Under, Voices, Work, whole,
    why_key,
};
pub use around::{Around, Excerpt};
pub use behind::{Behind, Below, InGroup};
pub use builtin::CODEBOOKS;
pub use choices::{AttributeChoice, Choices};
pub use codebook::{AboutCode, PassageInContext};
pub use codebook_file::CodebookForm;
pub use concordance::{Concordance, Concorded, Concording, Heard, looks_for_words};
pub use cooccurrence::{
    CodeName, CodePair, CooccurRequest, CooccurUnit, Cooccurrence, GroupedCooccurrence,
};
pub use corrections::{ReplacingAll, TouchedCoding, Touching};
pub use coverage::Coverage;
pub use crosstab::{
    CodeTest, Count, Crosstab, CrosstabRequest, CrosstabRow, ShareOf, Test, TestRefused, Testing,
    Tests,
};
pub use disagreements::{Decision, Disagreement, Dispute, Said, Side};
pub use error::{Result, StudyError, Unreadable};
pub use evidence::{Contrast, ContrastRow, Evidence, EvidenceRequest, EvidenceRow};
pub use export::{CodingRow, DEMO_NOTICE, written_time};
pub use figures::{Frequencies, FrequencyRequest, FrequencyRow, Passage, Spoken};
pub use filter::Filter;
pub use groups::{By, Group as CodingGroup, Small, Width};
pub use health::Backups;
pub use import::{
    About, Brought, Carry, FileReport, FolderEntry, FolderList, ImportOptions, Imported, Known,
    OnBadFile, Outcome, codebook_plan, file_error, files_at, from_home, joined, list_folder,
    parse_codebook, parse_guide, read_codebook,
};
pub use links::{Alone, Declared, LinkedPair, Links, LinksRequest, Orphan};
pub use listing::Listing;
pub use lists::{GuideCoverage, What};
pub use loaded::{GuideQuestion, Loaded, OpenInterview};
pub use matrix::{CellSummary, InPlace, Matrix, MatrixCell, MatrixCode, MatrixForm, MatrixRows};
pub use memos::{DraftKeeper, MemoPlace, Memos, MemosAt, PlacedDraft, PlacedMemo};
pub use merge::{Merger, Merging};
pub use negative::{Against, Also, Negative, NegativeCode};
pub use overview::{FileState, Overview, Progress, Share, Step, Waiting};
pub use own_words::{Effect, Recut, Recutting, WordChange, lexicon_table};
pub use pins::{DIGITS, Pins};
pub use quotes::{Choice, Quotation, Quotations};
pub use review::{Queue, ReviewItem};
pub use saturation::{Codes, HeldOut, Order, Saturation, SaturationRequest, SaturationRow};
pub use search::{Ask, Corpus, Found, Group, HitUnit, Hits, Row as FoundRow, Shown, Wanted};
pub use ties::{ProposedTie, ProposedTies};
pub use transcripts::Transcript;
pub use vocabulary::{Counting, GroupOfWords, WordRow, Words};
pub use withheld::{Stretch, Withheld, Withholding};
pub use word_places::WordPlaces;

pub use crate::analysis::ties::Why;
pub use crate::model::Watch;
use crate::model::guide::Guide;
use crate::model::respondent::Respondent;
use crate::model::{CodeId, Codebook, CodingId, Edit, InterviewId, Speaker};
use crate::store::Store;
pub use crate::store::{
    Access, Applied, Came, CodeStep, Finding, LogEntry, MergePreview, Merged, Mode, OpState,
    Overwrite, Owner, Report, Severity, Subject, Taken, TakenInterview, Touched, Travelled, Undone,
    Use, Withdrawn,
};

/// An open study.
#[derive(Debug)]
pub struct Study {
    store: Store,
}

impl Study {
    /// Opens a study file.
    ///
    /// # Errors
    /// When there is none, it is no study or a newer one, or (for writing) it
    /// is open elsewhere or can't be written.
    pub fn open(path: &Path, mode: Mode) -> Result<Self> {
        Ok(Self {
            store: Store::open(path, mode)?,
        })
    }

    /// The same study on a connection of its own that only reads, for a worker thread.
    ///
    /// # Errors
    /// When the file can't be opened any more.
    pub fn reader(&self) -> Result<Self> {
        Ok(Self {
            store: self.store.reader()?,
        })
    }

    /// Shows from now on what this coder may see: of an interview that they are to code
    /// blind nobody else's work until they are done. A study of which nobody said who
    /// looks shows only what everybody may see.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn look_as(&self, coder: &str) -> Result<()> {
        Ok(self.store.look_as(coder)?)
    }

    /// Reads everything from now on, for what takes it in elsewhere and shows it to nobody.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn look_at_all(&self) -> Result<()> {
        Ok(self.store.look_at_all()?)
    }

    /// Interviews of which whoever looks sees nobody else's work.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn hidden(&self) -> Result<Vec<InterviewId>> {
        Ok(self.store.hidden()?)
    }

    /// Whether it is this coder who looks.
    pub(crate) fn is_looking(&self, coder: &str) -> bool {
        self.store.viewer().as_deref() == Some(coder)
    }

    /// What may be done with it.
    #[must_use]
    pub fn access(&self) -> &Access {
        self.store.access()
    }

    /// The study file.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// What it is called; empty where nobody gave it a title.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn title(&self) -> Result<String> {
        Ok(self.store.fact("title")?.unwrap_or_default())
    }

    /// The coder whose work copy this is; `None` where it is the study itself.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn work_copy_of(&self) -> Result<Option<String>> {
        Ok(self.store.fact("work_copy_of")?)
    }

    /// Whether its contents are invented sample data, which every output must say.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn is_demo(&self) -> Result<bool> {
        Ok(self.store.fact("demo")?.as_deref() == Some("1"))
    }

    /// Carries out an edit as one step of `coder`: durable when this returns.
    ///
    /// # Errors
    /// When it can't be done whole; the study is then as before. Also when it settles what no two
    /// coders dispute.
    pub fn apply(&mut self, edit: &Edit, coder: &str) -> Result<Applied> {
        if let Edit::Settle { pair, .. } = edit {
            self.check_settling(*pair)?;
        }
        Ok(self.store.apply(edit, coder)?)
    }

    /// Takes back the coder's latest step.
    ///
    /// # Errors
    /// When there is none, or somebody built on it since.
    pub fn undo(&mut self, coder: &str) -> Result<Undone> {
        Ok(self.store.undo(coder)?)
    }

    /// Does the coder's latest undone step again.
    ///
    /// # Errors
    /// When there is none, or it no longer fits.
    pub fn redo(&mut self, coder: &str) -> Result<Undone> {
        Ok(self.store.redo(coder)?)
    }

    /// Makes the study as it was right after a step of the log, as far as the coder's own
    /// steps go: those after it are taken back, or, where it is one that the coder took
    /// back, it and those before it are done again. All of them or none.
    ///
    /// # Errors
    /// As [`Self::undo`], of any of them, and when there is no such step.
    pub fn travel(&mut self, to: i64, coder: &str) -> Result<Travelled> {
        Ok(self.store.travel(to, coder)?)
    }

    /// Takes back the coder's latest `n` steps, newest first: all of them or none.
    ///
    /// # Errors
    /// As [`Self::undo`], of any of them.
    pub fn undo_steps(&mut self, n: u32, coder: &str) -> Result<Vec<Undone>> {
        Ok(self.store.undo_steps(n, coder)?)
    }

    /// Does the coder's latest `n` undone steps again, oldest first: all of them or none.
    ///
    /// # Errors
    /// As [`Self::redo`], of any of them.
    pub fn redo_steps(&mut self, n: u32, coder: &str) -> Result<Vec<Undone>> {
        Ok(self.store.redo_steps(n, coder)?)
    }

    /// Who did what when, oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn log(&self) -> Result<Vec<LogEntry>> {
        Ok(self.store.log()?)
    }

    /// Checks the file and everything in it.
    ///
    /// # Errors
    /// When the file can't be read far enough to look.
    pub fn check(&self) -> Result<Vec<Finding>> {
        Ok(self.store.check()?)
    }

    /// The codebook.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn codebook(&self) -> Result<Codebook> {
        Ok(self.store.codebook()?)
    }

    /// The present guide.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn guide(&self) -> Result<Option<Guide>> {
        Ok(self.store.guide()?)
    }

    /// The interview that a person names by name or id.
    ///
    /// # Errors
    /// When there is none.
    pub fn interview_named(&self, name: &str) -> Result<InterviewId> {
        Ok(self.store.interview_named(name)?)
    }

    /// The code that a person names by public id, path, name or alias, with its public id.
    ///
    /// # Errors
    /// When there is none, or several go by that name.
    pub fn code_named(&self, name: &str) -> Result<(CodeId, String)> {
        // An id is the usual way, and spares reading the codebook.
        if let Some(code) = self.store.code_with_id(name)? {
            return Ok((code, name.to_owned()));
        }
        let book = self.store.codebook()?;
        let code = book.named(name)?;
        Ok((code.id, code.entry.public_id.clone()))
    }

    /// The coding that a person names by id.
    ///
    /// # Errors
    /// When there is none.
    pub fn coding_named(&self, id: &str) -> Result<CodingId> {
        Ok(self.store.coding_named(id)?)
    }

    /// The first use of a code in the next interview that has one.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn next_use(&self, code: CodeId, from: InterviewId) -> Result<Option<Use>> {
        Ok(self.store.next_use(code, from)?)
    }

    /// The last use of a code in the nearest earlier interview that has one.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn previous_use(&self, code: CodeId, from: InterviewId) -> Result<Option<Use>> {
        Ok(self.store.previous_use(code, from)?)
    }

    /// The text of an interview, byte for byte as stored.
    ///
    /// # Errors
    /// When there is no such interview.
    pub fn text(&self, interview: InterviewId) -> Result<String> {
        Ok(self.store.text(interview)?)
    }

    /// Speakers of an interview.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn speakers(&self, interview: InterviewId) -> Result<Vec<Speaker>> {
        Ok(self.store.speakers(interview)?)
    }

    /// Respondents.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn respondents(&self) -> Result<Vec<Respondent>> {
        Ok(self.store.respondents()?)
    }

    /// Writes a coder's work copy: the interviews that are theirs to code, and nothing of anybody else.
    ///
    /// # Errors
    /// When the file exists and may not be overwritten, is the study itself, or can't be written.
    pub fn write_work_copy(&self, to: &Path, coder: &str, overwrite: Overwrite) -> Result<u32> {
        let assigned = self.assigned_to(coder)?;
        self.store
            .write_work_copy(to, coder, &assigned, overwrite)?;
        Ok(u32::try_from(assigned.len()).unwrap_or(u32::MAX))
    }

    /// Takes an interview out for good, when consent to it was taken back: no undo, import or
    /// merge brings it back.
    ///
    /// # Errors
    /// When there is no such interview or the file can't be written; the study is then as before.
    pub fn withdraw(&mut self, interview: InterviewId, coder: &str) -> Result<Withdrawn> {
        let mut withdrawn = self.store.withdraw(interview, coder)?;
        let uid = self.store.fact("uid")?;
        withdrawn.copies = health::of(self.path(), uid.as_deref()).copies;
        withdrawn
            .copies
            .retain(|copy| Store::file_holds(copy, interview));
        Ok(withdrawn)
    }

    /// Interviews that are a coder's to code, in the study's order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn assigned_to(&self, coder: &str) -> Result<Vec<InterviewId>> {
        let all = self.store.assignments()?.into_iter();
        Ok(all
            .filter(|it| it.coder == coder)
            .map(|it| it.interview)
            .collect())
    }

    /// Makes a verified copy beside the study.
    ///
    /// # Errors
    /// When the copy can't be made or doesn't equal the study.
    pub fn backup(&self) -> Result<PathBuf> {
        Ok(self.store.backup()?)
    }
}
