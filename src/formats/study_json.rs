//! A study as plain JSON, for other programs and for archives.
//!
//! Only `documents`, `codes` and `codings` are needed, and of them the least; see
//! the fields. Ids may be strings or whole numbers. What is written depends on the
//! study's contents alone, so the same contents give the same bytes.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Deserializer, Serialize};

use crate::model::codebook::{
    AttributeList, DraftCode, DraftLink, Entry, Kind, LinkText, Origin, Source,
};
use crate::model::guide::Guide;
use crate::model::interview::{Asked, Role, Turn};
use crate::model::plan::{
    Plan, PlannedCoding, PlannedInterview, PlannedMemo, PlannedRespondent, PlannedSession,
    PlannedSpeaker, PlannedTarget, PlannedTie, Transcript, Warning,
};
use crate::model::pos::SpanError;
use crate::model::respondent::{Consent, SessionFacts};
use crate::model::{Span, Status, Uid};

/// Why a study file can't be taken in.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no JSON, or not of this shape.
    #[error("line {line}, column {column}: {what}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser said.
        what: String,
    },
    /// A later version of the format.
    #[error("it has version {0} of the format; this program knows version 1")]
    Newer(u32),
    /// Another format.
    #[error("its format is «{0}», not «fangtan-study»")]
    OtherFormat(String),
    /// The same id twice.
    #[error("the {what} id «{id}» is used twice")]
    DoubleId {
        /// What kind of thing.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// Something names what isn't there.
    #[error("{whose} names the {what} «{id}», which the file doesn't have")]
    Dangling {
        /// Who names it.
        whose: String,
        /// What kind of thing.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A value that isn't one of the allowed ones.
    #[error("«{value}» is no {what}")]
    BadValue {
        /// What it should be.
        what: &'static str,
        /// What it is.
        value: String,
    },
    /// A code is its own ancestor.
    #[error("code «{0}» is its own ancestor: its parents form a circle")]
    Circle(String),
    /// A passage that doesn't fit its text.
    #[error("{whose} in «{doc}»: {source}")]
    Position {
        /// Whose passage.
        whose: String,
        /// The document.
        doc: String,
        /// What is wrong.
        source: SpanError,
    },
}

/// The whole file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StudyFile {
    /// `fangtan-study`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Title of the study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A sentence that has to stand with the data: sample data say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// Coders.
    pub coders: Vec<CoderItem>,
    /// Kinds of code.
    pub kinds: Vec<Kind>,
    /// Codes in codebook order.
    pub codes: Vec<CodeItem>,
    /// Links between codes.
    pub links: Vec<LinkItem>,
    /// Attribute lists.
    pub attributes: Vec<AttributeList>,
    /// The guide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guide: Option<Guide>,
    /// Respondents.
    pub respondents: Vec<RespondentItem>,
    /// Interviews.
    pub documents: Vec<DocumentItem>,
    /// Sessions.
    pub sessions: Vec<SessionItem>,
    /// Codings.
    pub codings: Vec<CodingItem>,
    /// Memos that are not on their coder's own coding.
    pub memos: Vec<MemoItem>,
    /// Finished codings.
    pub coverage: Vec<CoverageItem>,
    /// Ids of documents in interview order, where it is fixed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Id>,
}

/// An id: a string or a whole number in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(pub String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Id;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an id: a string or a whole number")
            }

            fn visit_str<E>(self, text: &str) -> Result<Id, E> {
                Ok(Id(text.to_owned()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A coder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CoderItem {
    /// Its id.
    pub id: Id,
    /// Its name; the id where there is none.
    #[serde(default)]
    pub name: Option<String>,
}

/// A code.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeItem {
    /// Public id.
    pub id: Id,
    /// Name; the id where there is none.
    #[serde(deserialize_with = "nullable")]
    pub name: String,
    /// Id of the code above.
    pub parent: Option<Id>,
    /// Id of its kind.
    pub kind: Option<String>,
    /// Palette index. Other programs' colours are not kept.
    #[serde(deserialize_with = "palette")]
    pub color: Option<u8>,
    /// Definition.
    #[serde(deserialize_with = "nullable")]
    pub definition: String,
    /// English name.
    #[serde(
        skip_serializing_if = "String::is_empty",
        deserialize_with = "nullable"
    )]
    pub name_en: String,
    /// Other names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// When to use it.
    #[serde(
        skip_serializing_if = "String::is_empty",
        deserialize_with = "nullable"
    )]
    pub use_when: String,
    /// When not.
    #[serde(
        skip_serializing_if = "String::is_empty",
        deserialize_with = "nullable"
    )]
    pub not_when: String,
    /// An example.
    #[serde(
        skip_serializing_if = "String::is_empty",
        deserialize_with = "nullable"
    )]
    pub example: String,
    /// Digit key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digit: Option<u8>,
    /// `given`, `emergent` or `in-vivo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Where its wording comes from.
    #[serde(skip_serializing_if = "Source::is_empty")]
    pub source: Source,
    /// Columns of the source's table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<(String, String)>,
    /// Takes what the codebook doesn't have.
    #[serde(skip_serializing_if = "is_false")]
    pub open: bool,
    /// Version of its definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Out of use.
    #[serde(skip_serializing_if = "is_false")]
    pub retired: bool,
}

/// A link between codes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LinkItem {
    /// From this code.
    pub from: Id,
    /// To this code.
    pub to: Id,
    /// What it says.
    #[serde(flatten)]
    pub text: LinkText,
}

/// A respondent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RespondentItem {
    /// Its id; the label where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The label; the name or the id where there is none.
    #[serde(alias = "name")]
    pub label: Option<Id>,
    /// Attributes.
    #[serde(with = "pairs")]
    pub attributes: Vec<(String, String)>,
}

/// An interview.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentItem {
    /// Its id.
    pub id: Id,
    /// Its name; the id where there is none.
    pub name: Option<String>,
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The text.
    pub text: String,
    /// Attributes.
    #[serde(with = "pairs")]
    pub attributes: Vec<(String, String)>,
    /// Turns; without them they are recognised in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turns: Option<Vec<TurnItem>>,
    /// Speakers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<SpeakerItem>,
    /// Fields of the header block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<(String, String)>,
    /// Turns tied to questions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<TieItem>,
}

/// A turn.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TurnItem {
    /// First code point.
    pub start: u32,
    /// After the last.
    pub end: u32,
    /// Name of its speaker.
    #[serde(default)]
    pub speaker: Option<Id>,
    /// Milliseconds from the start of the recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_ms: Option<u32>,
}

/// A speaker.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SpeakerItem {
    /// Its label.
    pub name: Id,
    /// `interviewer` or `respondent`.
    #[serde(default)]
    pub role: Option<String>,
    /// Label of the respondent.
    #[serde(default)]
    pub respondent: Option<Id>,
}

/// A turn tied to a question.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TieItem {
    /// The turn, from 1; absent for a skipped question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u32>,
    /// Number of the question; absent for an added one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Id>,
    /// `asked`, `reworded`, `skipped` or `added`.
    #[serde(default)]
    pub how: Option<String>,
}

/// A session.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionItem {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Id of its document.
    pub doc: Id,
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// In person, by telephone, on line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interviewer: Option<String>,
    /// How long, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Version of the guide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guide_version: Option<u32>,
    /// What was agreed.
    pub consent: Consent,
    /// Labels of those who took part.
    pub respondents: Vec<Id>,
}

/// A coding.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CodingItem {
    /// Its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Id of its document.
    pub doc: Id,
    /// First code point.
    pub start: u32,
    /// After the last.
    pub end: u32,
    /// Id of its code.
    pub code: Id,
    /// Name or id of its coder; the acting coder where there is none.
    #[serde(default)]
    pub coder: Option<Id>,
    /// Its coder's memo on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// `coded` where there is none.
    #[serde(default)]
    pub status: Option<String>,
    /// Facets.
    #[serde(default, with = "pairs", skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<(String, String)>,
    /// Version of the code's definition it was made under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_version: Option<u32>,
    /// RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
}

/// A memo.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MemoItem {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Id of the document it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<Id>,
    /// Id of the code it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Id>,
    /// Id of the coding it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coding: Option<Id>,
    /// Who wrote it.
    pub coder: Option<Id>,
    /// The words.
    pub text: String,
    /// RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written_at: Option<String>,
}

/// A finished coding.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CoverageItem {
    /// Id of the document.
    pub doc: Id,
    /// Name or id of the coder.
    pub coder: Id,
}

/// Whether a file looks like a study in JSON: an object with `documents` or `codes`.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let has = |key: &[u8]| memchr::memmem::find(head, key).is_some();
    object && (has(b"\"documents\"") || has(b"\"codes\"") || has(b"\"fangtan-study\""))
}

/// Writes a study, indented by one space, with a newline at the end.
#[must_use]
pub fn write(study: &StudyFile) -> Vec<u8> {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    study
        .serialize(&mut serializer)
        .expect("writing plain values to memory cannot fail");
    bytes.push(b'\n');
    bytes
}

/// Reads a study as a plan. Documents without turns come with `turns: []` and their names in the second list.
///
/// # Errors
/// When it is no such file or contradicts itself.
pub fn read(bytes: &[u8]) -> Result<(Plan, Vec<Warning>), ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut unknown = BTreeSet::new();
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let syntax = |error: &serde_json::Error| ReadError::Syntax {
        line: error.line(),
        column: error.column(),
        what: error.to_string(),
    };
    let file: StudyFile = serde_ignored::deserialize(&mut deserializer, |path| {
        // Places in lists say nothing about the key.
        let key: Vec<String> = path
            .to_string()
            .split('.')
            .filter(|part| *part != "?" && part.parse::<usize>().is_err())
            .map(str::to_owned)
            .collect();
        unknown.insert(key.join("."));
    })
    .map_err(|error| syntax(&error))?;
    deserializer.end().map_err(|error| syntax(&error))?;
    if let Some(format) = file.format.as_deref()
        && format != "fangtan-study"
    {
        return Err(ReadError::OtherFormat(format.to_owned()));
    }
    if let Some(version) = file.version
        && version > 1
    {
        return Err(ReadError::Newer(version));
    }
    let mut warnings = Vec::new();
    if !unknown.is_empty() {
        warnings.push(Warning {
            kind: "unknown-keys",
            line: None,
            about: unknown.into_iter().collect::<Vec<_>>().join(", "),
        });
    }
    let plan = plan(file, &mut warnings)?;
    Ok((plan, warnings))
}

/// An id that is a uid becomes one; another stays what it is.
fn identity(id: &Id) -> (Option<Uid>, Option<String>) {
    match id.0.parse::<Uid>() {
        Ok(uid) if uid.to_string() == id.0 => (Some(uid), None),
        _ => (None, Some(id.0.clone())),
    }
}

fn plan(file: StudyFile, warnings: &mut Vec<Warning>) -> Result<Plan, ReadError> {
    unique("coder", file.coders.iter().map(|coder| &coder.id))?;
    unique("code", file.codes.iter().map(|code| &code.id))?;
    unique(
        "document",
        file.documents.iter().map(|document| &document.id),
    )?;
    let code_ids: BTreeSet<&Id> = file.codes.iter().map(|code| &code.id).collect();
    no_circles(&file.codes, &code_ids)?;
    let coders: HashMap<String, String> = file
        .coders
        .iter()
        .map(|coder| {
            (
                coder.id.0.clone(),
                coder.name.clone().unwrap_or_else(|| coder.id.0.clone()),
            )
        })
        .collect();
    let coder_named = |id: &Id| coders.get(&id.0).cloned().unwrap_or_else(|| id.0.clone());
    let order: HashMap<&Id, usize> = file.order.iter().zip(0..).collect();

    let mut interviews = Vec::with_capacity(file.documents.len());
    for document in file.documents {
        let place = order.get(&document.id).copied();
        interviews.push((place, interview(document, place.is_some())?));
    }
    // Documents that `order` leaves out stand after the others, as they come.
    interviews.sort_by_key(|(place, _)| place.unwrap_or(usize::MAX));
    let interviews: Vec<PlannedInterview> = interviews
        .into_iter()
        .map(|(_, interview)| interview)
        .collect();
    let lengths: HashMap<&str, u32> = interviews
        .iter()
        .map(|interview| {
            let chars = interview.transcript.text.chars().count();
            (
                interview.key.as_str(),
                u32::try_from(chars).unwrap_or(u32::MAX),
            )
        })
        .collect();

    let mut codings = Vec::with_capacity(file.codings.len());
    let mut seen = std::collections::HashSet::new();
    for (item, n) in file.codings.into_iter().zip(1_u32..) {
        let whose = format!("coding {n}");
        let Some(chars) = lengths.get(item.doc.0.as_str()) else {
            return Err(ReadError::Dangling {
                whose,
                what: "document",
                id: item.doc.0,
            });
        };
        Span::within(*chars, item.start, item.end).map_err(|source| ReadError::Position {
            whose: whose.clone(),
            doc: item.doc.0.clone(),
            source,
        })?;
        if !code_ids.contains(&item.code) {
            return Err(ReadError::Dangling {
                whose,
                what: "code",
                id: item.code.0,
            });
        }
        let coder = item.coder.as_ref().map(coder_named);
        let exact = (
            item.doc.0.clone(),
            item.start,
            item.end,
            item.code.0.clone(),
            coder.clone(),
        );
        if !seen.insert(exact) {
            continue;
        }
        let (uid, outside_id) = item.id.as_ref().map_or((None, None), identity);
        codings.push(PlannedCoding {
            uid,
            outside_id,
            interview: item.doc.0,
            start: item.start,
            end: item.end,
            code: item.code.0,
            coder,
            status: status(item.status.as_deref())?,
            facets: item.facets,
            memo: item.memo.filter(|memo| !memo.is_empty()),
            code_version: item.code_version,
            created_ms: item.created_at.as_deref().and_then(|at| time(at, warnings)),
        });
    }
    unique_codings(&codings)?;
    let mut memos = Vec::with_capacity(file.memos.len());
    for item in file.memos {
        let target = match (item.doc, item.code, item.coding) {
            (Some(doc), _, _) => PlannedTarget::Interview(doc.0),
            (_, Some(code), _) => PlannedTarget::Code(code.0),
            (_, _, Some(coding)) => PlannedTarget::Coding(coding.0),
            _ => PlannedTarget::Study,
        };
        memos.push(PlannedMemo {
            uid: item.id.as_ref().and_then(|id| identity(id).0),
            target,
            coder: item.coder.as_ref().map(coder_named),
            text: item.text,
            written_ms: item.written_at.as_deref().and_then(|at| time(at, warnings)),
        });
    }
    Ok(Plan {
        title: file.title,
        demo: file.notice.is_some(),
        kinds: file.kinds,
        codes: file.codes.into_iter().map(code).collect(),
        links: file
            .links
            .into_iter()
            .map(|link| DraftLink {
                from: link.from.0,
                to: link.to.0,
                text: link.text,
                line: 0,
            })
            .collect(),
        attributes: file.attributes,
        coders: file
            .coders
            .into_iter()
            .map(|coder| {
                (
                    coder.name.clone().unwrap_or_else(|| coder.id.0.clone()),
                    coder.id.0,
                )
            })
            .collect(),
        interviews,
        respondents: file
            .respondents
            .into_iter()
            .filter_map(respondent)
            .collect(),
        sessions: file.sessions.into_iter().map(session).collect(),
        guide: file.guide,
        codings,
        memos,
        coverage: file
            .coverage
            .iter()
            .map(|item| (item.doc.0.clone(), coder_named(&item.coder)))
            .collect(),
        ..Plan::default()
    })
}

fn unique<'a>(what: &'static str, ids: impl Iterator<Item = &'a Id>) -> Result<(), ReadError> {
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(ReadError::DoubleId {
                what,
                id: id.0.clone(),
            });
        }
    }
    Ok(())
}

fn unique_codings(codings: &[PlannedCoding]) -> Result<(), ReadError> {
    let mut seen = std::collections::HashSet::new();
    for coding in codings {
        let id = coding
            .uid
            .map(|uid| uid.to_string())
            .or_else(|| coding.outside_id.clone());
        if let Some(id) = id
            && !seen.insert(id.clone())
        {
            return Err(ReadError::DoubleId { what: "coding", id });
        }
    }
    Ok(())
}

fn no_circles(codes: &[CodeItem], known: &BTreeSet<&Id>) -> Result<(), ReadError> {
    let parents: HashMap<&Id, &Id> = codes
        .iter()
        .filter_map(|code| Some((&code.id, code.parent.as_ref()?)))
        .collect();
    for code in codes {
        let mut at = &code.id;
        for _ in 0..=codes.len() {
            let Some(parent) = parents.get(at).copied() else {
                break;
            };
            if !known.contains(parent) {
                return Err(ReadError::Dangling {
                    whose: format!("code «{}»", at.0),
                    what: "code",
                    id: parent.0.clone(),
                });
            }
            if *parent == code.id {
                return Err(ReadError::Circle(code.id.0.clone()));
            }
            at = parent;
        }
    }
    Ok(())
}

fn code(item: CodeItem) -> DraftCode {
    let name = if item.name.is_empty() {
        item.id.0.clone()
    } else {
        item.name
    };
    DraftCode {
        parent: item.parent.map(|parent| parent.0),
        retired: item.retired,
        version: item.version.unwrap_or(1),
        line: 0,
        entry: Entry {
            public_id: item.id.0,
            kind: item.kind.unwrap_or_default(),
            name,
            name_en: item.name_en,
            aliases: item.aliases,
            definition: item.definition,
            use_when: item.use_when,
            not_when: item.not_when,
            example: item.example,
            color: item.color,
            digit: item.digit.filter(|digit| *digit <= 9),
            origin: item.origin.unwrap_or_default(),
            source: item.source,
            columns: item.columns,
            open: item.open,
        },
    }
}

fn interview(item: DocumentItem, ordered: bool) -> Result<PlannedInterview, ReadError> {
    let doc = item.id.0.clone();
    let chars = u32::try_from(item.text.chars().count()).unwrap_or(u32::MAX);
    let mut speakers: Vec<PlannedSpeaker> = Vec::new();
    for speaker in item.speakers {
        let role = speaker
            .role
            .as_deref()
            .map(|role| {
                Role::from_name(role).ok_or_else(|| ReadError::BadValue {
                    what: "role (interviewer or respondent)",
                    value: role.to_owned(),
                })
            })
            .transpose()?;
        speakers.push(PlannedSpeaker {
            label: speaker.name.0,
            role,
            respondent: speaker.respondent.map(|label| label.0),
        });
    }
    let recognise = item.turns.is_none();
    let mut turns = Vec::new();
    for turn in item.turns.unwrap_or_default() {
        let span =
            Span::within(chars, turn.start, turn.end).map_err(|source| ReadError::Position {
                whose: "a turn".to_owned(),
                doc: doc.clone(),
                source,
            })?;
        let speaker = turn.speaker.map(|label| {
            let place = speakers.iter().position(|known| known.label == label.0);
            place.unwrap_or_else(|| {
                speakers.push(PlannedSpeaker {
                    label: label.0,
                    ..PlannedSpeaker::default()
                });
                speakers.len() - 1
            })
        });
        turns.push(Turn {
            span,
            speaker: speaker.and_then(|place| u16::try_from(place).ok()),
            time_ms: turn.time_ms,
        });
    }
    turns.sort_by_key(|turn| turn.span.start());
    let mut ties = Vec::new();
    for tie in item.ties {
        let how = tie.how.as_deref().unwrap_or("asked");
        ties.push(PlannedTie {
            turn: tie.turn.and_then(|turn| turn.checked_sub(1)),
            question: tie.question.map(|number| number.0),
            how: Asked::from_name(how).ok_or_else(|| ReadError::BadValue {
                what: "way of asking (asked, reworded, skipped or added)",
                value: how.to_owned(),
            })?,
        });
    }
    let (uid, outside_id) = identity(&item.id);
    Ok(PlannedInterview {
        uid,
        outside_id,
        name: item
            .name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| doc.clone()),
        key: doc,
        date: item.date,
        ordered,
        recognise,
        attributes: item.attributes,
        transcript: Transcript {
            text: item.text,
            turns,
            speakers,
            header: item.header,
        },
        ties,
        ..PlannedInterview::default()
    })
}

fn respondent(item: RespondentItem) -> Option<PlannedRespondent> {
    let label = item.label.or_else(|| item.id.clone())?.0;
    Some(PlannedRespondent {
        uid: item.id.as_ref().and_then(|id| identity(id).0),
        label,
        attributes: item.attributes,
    })
}

fn session(item: SessionItem) -> PlannedSession {
    PlannedSession {
        uid: item.id.as_ref().and_then(|id| identity(id).0),
        interview: item.doc.0,
        facts: SessionFacts {
            date: item.date,
            place: item.place,
            channel: item.channel,
            interviewer: item.interviewer,
            minutes: item.minutes,
            guide_version: item.guide_version,
            consent: item.consent,
        },
        respondents: item.respondents.into_iter().map(|label| label.0).collect(),
    }
}

fn status(name: Option<&str>) -> Result<Status, ReadError> {
    match name {
        None => Ok(Status::Coded),
        Some(name) => Status::from_name(name).ok_or_else(|| ReadError::BadValue {
            what: "status (coded, suggested, accepted, amended, rejected or asked)",
            value: name.to_owned(),
        }),
    }
}

/// Milliseconds since 1970, UTC, of an RFC 3339 time.
fn time(text: &str, warnings: &mut Vec<Warning>) -> Option<i64> {
    let parsed = chrono::DateTime::parse_from_rfc3339(text);
    if parsed.is_err() {
        warnings.push(Warning {
            kind: "no-time",
            line: None,
            about: text.to_owned(),
        });
    }
    parsed.ok().map(|time| time.timestamp_millis())
}

/// A time as it is written: RFC 3339, UTC, with milliseconds.
#[must_use]
pub fn written_time(ms: i64) -> Option<String> {
    chrono::DateTime::from_timestamp_millis(ms)
        .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
}

fn is_false(value: &bool) -> bool {
    !*value
}

fn nullable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<Id>::deserialize(deserializer)?
        .unwrap_or_default()
        .0)
}

/// A palette index; anything else another program writes as a colour is none.
fn palette<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    Ok(
        match Option::<serde_json::Value>::deserialize(deserializer)? {
            Some(serde_json::Value::Number(number)) => {
                number.as_u64().and_then(|number| u8::try_from(number).ok())
            }
            _ => None,
        },
    )
}

/// Pairs that stand as an object in the file, in their order; values may be numbers or truth values.
mod pairs {
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        pairs: &[(String, String)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, String)>, D::Error> {
        use serde::Deserialize as _;
        let object = serde_json::Map::deserialize(deserializer)?;
        Ok(object
            .into_iter()
            .filter_map(|(key, value)| match value {
                serde_json::Value::String(text) => Some((key, text)),
                serde_json::Value::Null => None,
                other => Some((key, other.to_string())),
            })
            .filter(|(_, value)| !value.is_empty())
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#"{
        "documents": [{"id": 7, "text": "I: 你好吗？\nB: 工作很忙 😀"}],
        "codes": [{"id": "work", "name": "Work"}, {"id": 2, "name": "Mood", "parent": null}],
        "codings": [{"doc": 7, "start": 11, "end": 15, "code": "work"},
                    {"doc": "7", "start": 11, "end": 15, "code": "work"},
                    {"doc": 7, "start": 11, "end": 15, "code": 2, "coder": "c1"}],
        "coders": [{"id": "c1", "name": "anna"}],
        "colour": "blue"
    }"#;

    #[test]
    fn the_least_file_is_enough() {
        let (plan, warnings) = read(LEAST.as_bytes()).unwrap();
        assert_eq!(plan.interviews[0].name, "7");
        assert!(plan.interviews[0].recognise);
        assert_eq!(plan.codings.len(), 2, "an exact duplicate is taken once");
        assert_eq!(plan.codings[0].coder, None);
        assert_eq!(plan.codings[1].coder.as_deref(), Some("anna"));
        assert_eq!(plan.codings[1].code, "2");
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0].about, "colour");
    }

    #[test]
    fn faults_are_named() {
        let fault = |from: &str, to: &str| {
            let text = LEAST.replacen(from, to, 1);
            assert_ne!(text, LEAST, "{from}");
            read(text.as_bytes()).expect_err(to).to_string()
        };
        assert_eq!(
            fault("\"end\": 15", "\"end\": 99"),
            "coding 1 in «7»: the passage 11..99 ends outside the text, which has 17 characters"
        );
        assert_eq!(
            fault("\"end\": 15", "\"end\": 3"),
            "coding 1 in «7»: the passage 11..3 is empty or reversed"
        );
        assert_eq!(
            fault("\"code\": \"work\"", "\"code\": \"wrok\""),
            "coding 1 names the code «wrok», which the file doesn't have"
        );
        assert_eq!(
            fault("\"name\": \"Work\"", "\"parent\": \"work\""),
            "code «work» is its own ancestor: its parents form a circle"
        );
        assert_eq!(
            fault("{\"id\": 2,", "{\"id\": \"work\","),
            "the code id «work» is used twice"
        );
        assert!(fault("\"codes\": [", "\"codes\": ").starts_with("line 3, column"));
    }

    #[test]
    fn what_was_written_is_read_again() {
        let (plan, _) = read(LEAST.as_bytes()).unwrap();
        let file = StudyFile {
            documents: vec![DocumentItem {
                id: Id("a".to_owned()),
                text: plan.interviews[0].transcript.text.clone(),
                attributes: vec![
                    ("城市".to_owned(), "上海".to_owned()),
                    ("a".to_owned(), "b".to_owned()),
                ],
                ..DocumentItem::default()
            }],
            ..StudyFile::default()
        };
        let (again, warnings) = read(&write(&file)).unwrap();
        assert!(warnings.is_empty());
        assert_eq!(again.interviews[0].attributes, file.documents[0].attributes);
    }
}
