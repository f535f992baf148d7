//! A study as plain JSON, for other programs and for archives.
//!
//! Only `documents`, `codes` and `codings` are needed, and of them the least; see
//! the fields. Ids may be strings or whole numbers. What is written depends on the
//! study's contents alone, so the same contents give the same bytes.

mod read;
mod review;
mod words;

use serde::{Deserialize, Deserializer, Serialize};

pub use read::{ReadError, Whose, read};
pub use review::{AssignmentItem, SettlementItem, VerdictItem};
pub use words::{SummaryItem, WordItem};

use crate::formats::json_text::escape_controls;
use crate::model::codebook::{
    AttributeList, FrozenCode, FrozenLink, Kind, LinkText, Origin, Source,
};
use crate::model::guide::Guide;
use crate::model::respondent::Consent;

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
    /// Frozen versions of the codebook, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codebook_versions: Vec<VersionItem>,
    /// Attribute lists.
    pub attributes: Vec<AttributeList>,
    /// The guide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guide: Option<Guide>,
    /// Earlier versions of the guide, whose questions turns may be tied to, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier_guides: Vec<Guide>,
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
    /// Ids of documents that were withdrawn for good: they are not taken in again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<Id>,
    /// Who is to code which document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assignments: Vec<AssignmentItem>,
    /// What reviewers said of codings, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verdicts: Vec<VerdictItem>,
    /// What became of passages that two coders coded differently, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settlements: Vec<SettlementItem>,
    /// Links between codings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coding_links: Vec<CodingLinkItem>,
    /// Bookmarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bookmarks: Vec<BookmarkItem>,
    /// Codes that coders put on digit keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<PinItem>,
    /// Words that the study wants cut or counted in its own way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lexicon: Vec<WordItem>,
    /// What coders make of what documents say to codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summaries: Vec<SummaryItem>,
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
    /// Id of the code that took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<Id>,
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

/// A frozen version of the codebook.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VersionItem {
    /// Number of the version.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// Name of who froze it.
    pub coder: String,
    /// When, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen_at: Option<String>,
    /// Its codes, depth first.
    pub codes: Vec<FrozenCode>,
    /// Its kinds, where it keeps them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<Kind>>,
    /// Its links, where it keeps them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<FrozenLink>>,
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
    /// What sort of thinking the memo holds, as in `memos`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memo_kind: Option<String>,
    /// When the memo was written, RFC 3339, UTC; with the coding where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memo_written_at: Option<String>,
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
    /// Worth quoting.
    #[serde(default, skip_serializing_if = "is_false")]
    pub starred: bool,
    /// `high`, `middle` or `low`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<String>,
    /// `not-quoted` or `background`.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub use_as: Option<String>,
}

/// A link between two codings of one document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CodingLinkItem {
    /// Its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Id of the coding it leads from.
    pub from: Id,
    /// Id of the coding it leads to.
    pub to: Id,
    /// `answered-by`, `caused-by`, `depends-on`, `contradicted-by` or another word.
    pub relation: String,
    /// Name or id of who drew it; the acting coder where there is none.
    #[serde(default)]
    pub coder: Option<Id>,
    /// RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
}

/// A place to which a coder wants to come back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct BookmarkItem {
    /// Id of the document.
    pub doc: Id,
    /// Code point.
    pub at: u32,
    /// Name or id of the coder.
    pub coder: Id,
}

/// A code on a digit key of a coder's.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PinItem {
    /// Name or id of the coder.
    pub coder: Id,
    /// Id of a kind of code, or empty for the set that starts with the codebook's digits.
    #[serde(default)]
    pub set: String,
    /// 0 to 9.
    pub digit: u8,
    /// Id of the code; nothing where the key was emptied.
    #[serde(default)]
    pub code: Option<Id>,
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
    /// First code point of the passage of the document, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// After the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// Id of the code it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Id>,
    /// Id of the coding it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coding: Option<Id>,
    /// `content`, `coding`, `theory`, `method`, `reflexivity` or `question`; `content` where
    /// there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
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

/// Writes a study, indented by one space, with a newline at the end; what a terminal
/// would act on is escaped.
#[must_use]
pub fn write(study: &StudyFile) -> Vec<u8> {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    study
        .serialize(&mut serializer)
        .expect("writing plain values to memory cannot fail");
    bytes.push(b'\n');
    let text = String::from_utf8(bytes).expect("JSON is written in UTF-8");
    escape_controls(text).into_bytes()
}

/// A time as it is written: RFC 3339, UTC, with milliseconds.
#[must_use]
pub fn written_time(ms: i64) -> Option<String> {
    chrono::DateTime::from_timestamp_millis(ms)
        .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
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
    use crate::model::plan::Recognise;

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
        assert_eq!(plan.interviews[0].recognise, Recognise::Turns);
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
