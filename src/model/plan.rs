//! What an import would add, before anything is added.
//!
//! Importers and the reader of study files make a [`Plan`]; applying it is one
//! operation that takes in all of it or nothing. Inside a plan things name each
//! other as outside files do: codes by public id, interviews by their key,
//! coders by name.

mod adjust;

use super::codebook::{AttributeList, DraftCode, DraftLink, FrozenCodebook, Kind};
use super::coding::{Confidence, Status, Use};
use super::guide::Guide;
use super::ids::Uid;
use super::interview::{Asked, Role, Turn};
use super::lexicon::WordList;
use super::memo::MemoKind;
use super::pos::Span;
use super::respondent::SessionFacts;
use super::review::{Ruling, Sight};
pub use adjust::Adjustment;

/// Everything one import brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// A title for a study that has none of its own.
    pub title: Option<String>,
    /// Kinds of code.
    pub kinds: Vec<Kind>,
    /// Codes, in order.
    pub codes: Vec<DraftCode>,
    /// What becomes of codes that the study has already.
    pub known_codes: KnownCodes,
    /// Links between codes.
    pub links: Vec<DraftLink>,
    /// Frozen versions of the codebook, the oldest first.
    pub codebook_versions: Vec<FrozenCodebook>,
    /// Attribute lists.
    pub attributes: Vec<AttributeList>,
    /// Coders, also those without codings: name and the id the file gives.
    pub coders: Vec<(String, String)>,
    /// Whether the contents are invented sample data.
    pub demo: bool,
    /// Interviews in order.
    pub interviews: Vec<PlannedInterview>,
    /// Respondents.
    pub respondents: Vec<PlannedRespondent>,
    /// Sessions.
    pub sessions: Vec<PlannedSession>,
    /// The guide.
    pub guide: Option<Guide>,
    /// Earlier versions of it, the oldest first.
    pub earlier_guides: Vec<Guide>,
    /// Codings.
    pub codings: Vec<PlannedCoding>,
    /// Memos.
    pub memos: Vec<PlannedMemo>,
    /// Finished codings: interview key and coder.
    pub coverage: Vec<(String, String)>,
    /// Interviews that were withdrawn for good.
    pub withdrawn: Vec<Uid>,
    /// Who is to code what.
    pub assignments: Vec<PlannedAssignment>,
    /// Verdicts of reviewers, in order.
    pub verdicts: Vec<PlannedVerdict>,
    /// Settled disagreements, in order.
    pub settlements: Vec<PlannedSettlement>,
    /// Links between codings.
    pub coding_links: Vec<PlannedCodingLink>,
    /// Bookmarks: interview key, coder and code point.
    pub bookmarks: Vec<(String, String, u32)>,
    /// Codes on digit keys.
    pub pins: Vec<PlannedPin>,
    /// The study's own words.
    pub lexicon: Vec<(WordList, String)>,
    /// What coders make of what interviews say to codes.
    pub summaries: Vec<PlannedSummary>,
}

/// A summary to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedSummary {
    /// Key of the interview.
    pub interview: String,
    /// Public id of the code.
    pub code: String,
    /// Whose; the acting coder's where there is none.
    pub coder: Option<String>,
    /// The words.
    pub text: String,
    /// When: milliseconds since 1970, UTC.
    pub written_ms: Option<i64>,
}

/// What becomes of a code of a plan that the study has already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KnownCodes {
    /// It stays as it is in the study.
    #[default]
    Keep,
    /// It says what the plan says from now on, as a new version.
    Revise,
}

/// What a file leaves to be recognised in an interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recognise {
    /// Nothing.
    #[default]
    Nothing,
    /// Who asks and who answers: it names speakers at their turns and says no more of them.
    Roles,
    /// Turns and speakers.
    Turns,
}

/// A transcript as read, before it has a name and a place in a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// The decoded text, `\n` line ends, no BOM, otherwise as it came.
    pub text: String,
    /// Turns in order, not overlapping, each beginning after its label.
    pub turns: Vec<Turn>,
    /// Voices in order of appearance.
    pub speakers: Vec<PlannedSpeaker>,
    /// Fields of the header block, key and value.
    pub header: Vec<(String, String)>,
}

/// A voice found in a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedSpeaker {
    /// The label as found, trimmed, unless a person gave it another.
    pub label: String,
    /// The label as found, where a person gave it another: it tells who this is.
    pub found: Option<String>,
    /// What it does, where the label says so.
    pub role: Option<Role>,
    /// Label of the respondent behind it.
    pub respondent: Option<String>,
}

/// An interview to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedInterview {
    /// Its name inside this plan; unique in it.
    pub key: String,
    /// Its identity, where the file or its text decides it.
    pub uid: Option<Uid>,
    /// The id an outside file gave it, where that is no uid.
    pub outside_id: Option<String>,
    /// The name to give it.
    pub name: String,
    /// ISO date.
    pub date: Option<String>,
    /// What its file leaves to be recognised.
    pub recognise: Recognise,
    /// Whether the file fixes the order of its interviews against their dates.
    pub ordered: bool,
    /// Attributes in order.
    pub attributes: Vec<(String, String)>,
    /// Text, turns, speakers.
    pub transcript: Transcript,
    /// Turns tied to questions.
    pub ties: Vec<PlannedTie>,
    /// Where it came from.
    pub provenance: Provenance,
}

/// The file an interview was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Its name, without folders.
    pub file: String,
    /// Its format (`txt`, `docx`, …).
    pub format: String,
    /// Its encoding, where the format leaves one open.
    pub encoding: String,
    /// Its bytes as they came; empty where there was no file.
    pub bytes: Vec<u8>,
}

/// A turn tied to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTie {
    /// The turn, from 0; `None` for a skipped question.
    pub turn: Option<u32>,
    /// Number of the question; `None` for an added one.
    pub question: Option<String>,
    /// How it was asked.
    pub how: Asked,
}

/// A respondent to be added, or to be given attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedRespondent {
    /// Its identity, where the file gives one.
    pub uid: Option<Uid>,
    /// The label.
    pub label: String,
    /// Attributes in order.
    pub attributes: Vec<(String, String)>,
}

/// A session to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedSession {
    /// Its identity, where the file gives one.
    pub uid: Option<Uid>,
    /// Key of its interview.
    pub interview: String,
    /// What is known about it.
    pub facts: SessionFacts,
    /// Labels of those who took part.
    pub respondents: Vec<String>,
}

/// A coding to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedCoding {
    /// Its identity, where the file gives one.
    pub uid: Option<Uid>,
    /// The id an outside file gave it, where that is no uid.
    pub outside_id: Option<String>,
    /// Key of its interview.
    pub interview: String,
    /// First code point.
    pub start: u32,
    /// After the last code point.
    pub end: u32,
    /// Public id of its code.
    pub code: String,
    /// Name of its coder; `None` means whoever imports.
    pub coder: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// Facet name and value.
    pub facets: Vec<(String, String)>,
    /// Its coder's memo on it.
    pub memo: Option<String>,
    /// What sort of thinking the memo holds.
    pub memo_kind: MemoKind,
    /// When the memo was written: milliseconds since 1970, UTC; `None` means with the coding.
    pub memo_written_ms: Option<i64>,
    /// Version of the code it was made under; `None` means the present one.
    pub code_version: Option<u32>,
    /// When it was made: milliseconds since 1970, UTC.
    pub created_ms: Option<i64>,
    /// Whether its coder finds it worth quoting.
    pub starred: bool,
    /// How sure its coder is.
    pub confidence: Option<Confidence>,
    /// What may not become of its words.
    pub use_as: Option<Use>,
}

/// That somebody is to code an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedAssignment {
    /// Key of the interview.
    pub interview: String,
    /// Who.
    pub coder: String,
    /// What they are shown of the others' work.
    pub sight: Sight,
}

/// A reviewer's verdict to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedVerdict {
    /// Its identity, where the file gives one.
    pub uid: Option<Uid>,
    /// The id the file gives the coding.
    pub coding: String,
    /// Who said it; `None` means whoever imports.
    pub reviewer: Option<String>,
    /// What was said.
    pub ruling: Ruling,
    /// The id of the coding that counts in place of an amended one.
    pub amended: Option<String>,
    /// Where the coding stood before.
    pub was: Status,
    /// Why.
    pub reason: String,
    /// Number of the codebook then.
    pub codebook: u32,
    /// When: milliseconds since 1970, UTC.
    pub at_ms: Option<i64>,
}

/// A settled disagreement to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedSettlement {
    /// Its identity, where the file gives one.
    pub uid: Option<Uid>,
    /// The id of the first coder's coding.
    pub a: Option<String>,
    /// The id of the second coder's.
    pub b: Option<String>,
    /// The name of an outcome.
    pub outcome: String,
    /// The id of the coding that stands in place of both.
    pub other: Option<String>,
    /// Who settled it; `None` means whoever imports.
    pub coder: Option<String>,
    /// Why.
    pub reason: String,
    /// Number of the codebook then.
    pub codebook: u32,
    /// When: milliseconds since 1970, UTC.
    pub at_ms: Option<i64>,
}

/// A link between two codings to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedCodingLink {
    /// Its identity, where the file gives one.
    pub uid: Option<Uid>,
    /// From the coding that the file gives this id.
    pub from: String,
    /// To the coding that the file gives this id.
    pub to: String,
    /// What it says.
    pub relation: String,
    /// Who drew it; `None` means whoever imports.
    pub coder: Option<String>,
    /// When: milliseconds since 1970, UTC.
    pub created_ms: Option<i64>,
}

/// A code on a digit key of a coder's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedPin {
    /// Whose.
    pub coder: String,
    /// The set: empty, or a kind of code.
    pub set: String,
    /// The digit, 0 to 9.
    pub digit: u8,
    /// Public id of the code; `None` where the key was emptied.
    pub code: Option<String>,
}

/// What a planned memo is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlannedTarget {
    /// The study.
    Study,
    /// An interview, by key.
    Interview(String),
    /// A passage: the interview, by key, and its ends in code points.
    Passage(String, Span),
    /// A code, by public id.
    Code(String),
    /// A coding, by the id the file gives it.
    Coding(String),
}

/// A memo to be added. A coder's memo on an own coding stands with the coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMemo {
    /// Its identity, where the file gives one.
    pub uid: Option<Uid>,
    /// What it is about.
    pub target: PlannedTarget,
    /// What sort of thinking it holds.
    pub kind: MemoKind,
    /// Who wrote it; `None` means whoever imports.
    pub coder: Option<String>,
    /// The words.
    pub text: String,
    /// When: milliseconds since 1970, UTC.
    pub written_ms: Option<i64>,
}

/// Something an importer noticed and a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A kebab-case name that stays (`label-seen-once`).
    pub kind: &'static str,
    /// Line of the decoded text, from 1, where there is one.
    pub line: Option<u32>,
    /// What it is about: a label, a number, a name.
    pub about: String,
}

/// A name as said, or with the first number behind it, from 2, under which `free` takes it.
///
/// Other programs let siblings, coders or texts have one name; here a number tells them apart.
pub fn numbered(said: &str, mut free: impl FnMut(&str) -> bool) -> String {
    let mut name = said.to_owned();
    let mut n = 2;
    while !free(&name) {
        name = format!("{said} ({n})");
        n += 1;
    }
    name
}
