//! The file that says what is known about each session of a folder of transcripts.
//!
//! An entry names its transcript by file, its interviewer's turns by the words
//! they begin with, its respondents by label and its questions by number. Whoever
//! has the transcripts, the respondents and the guide finds them.

use crate::model::interview::{Asked, Role};
use crate::model::respondent::{Consent, SessionFacts};

pub use super::toml_table::TomlError as ReadError;
use super::toml_table::{Source, TableReader, each};
use super::toml_write::{InlineTable, TomlWriter};

/// What `format` says in a file of sessions.
pub const FORMAT: &str = "fangtan-sessions";
const VERSION: u32 = 1;

/// Sessions in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionFile {
    /// The sessions.
    pub sessions: Vec<SessionEntry>,
}

/// One session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionEntry {
    /// Line of the file where it begins, from 1; 0 where it came from none.
    pub line: u32,
    /// The transcript's file, beside this one.
    pub file: String,
    /// Name of the interview; empty means the file's stem.
    pub interview: String,
    /// What is known about the meeting.
    pub facts: SessionFacts,
    /// Labels of those who took part.
    pub respondents: Vec<String>,
    /// Voices of the transcript.
    pub speakers: Vec<SpeakerEntry>,
    /// Attributes of the interview, in order.
    pub attributes: Vec<(String, String)>,
    /// Turns tied to questions, in order.
    pub asked: Vec<AskedEntry>,
}

/// A voice of a session's transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerEntry {
    /// The label as the transcript has it.
    pub label: String,
    /// What the voice does.
    pub role: Option<Role>,
    /// Label of the respondent behind it.
    pub respondent: Option<String>,
}

/// How a question of the guide was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedEntry {
    /// Line of the file, from 1; 0 where it came from none.
    pub line: u32,
    /// Number of the question; `None` for one that the guide doesn't have.
    pub question: Option<String>,
    /// How it was put.
    pub how: Asked,
    /// The words with which the interviewer's turn begins; `None` for a skipped question.
    pub turn: Option<String>,
}

/// Reads a file of sessions.
pub fn read(text: &str) -> Result<SessionFile, ReadError> {
    let source = Source::new(text);
    let mut root = source.root()?;
    root.expect_format(FORMAT)?;
    root.expect_version(VERSION)?;
    let sessions = each(root.tables("session", "[[session]]")?, read_session)?;
    root.finish()?;
    Ok(SessionFile { sessions })
}

fn read_session(table: &mut TableReader<'_, '_>) -> Result<SessionEntry, ReadError> {
    Ok(SessionEntry {
        line: table.line(),
        file: table.words("file")?,
        interview: table.words("interview")?,
        facts: SessionFacts {
            date: table.text("date")?,
            place: table.text("place")?,
            channel: table.text("channel")?,
            interviewer: table.text("interviewer")?,
            minutes: table.number("minutes", u32::MAX)?,
            guide_version: table.number("guide_version", u32::MAX)?,
            consent: read_consent(table)?,
        },
        respondents: table.texts("respondents")?,
        speakers: each(table.tables("speakers", "speakers")?, |speaker| {
            Ok(SpeakerEntry {
                label: speaker.words("label")?,
                role: speaker.word("role", &["interviewer", "respondent"], Role::from_name)?,
                respondent: speaker.text("respondent")?,
            })
        })?,
        attributes: table.pairs("attributes")?,
        asked: each(table.tables("asked", "[[session.asked]]")?, |asked| {
            Ok(AskedEntry {
                line: asked.line(),
                question: asked.text("question")?,
                how: asked
                    .word(
                        "how",
                        &["asked", "reworded", "skipped", "added"],
                        Asked::from_name,
                    )?
                    .unwrap_or(Asked::Asked),
                turn: asked.text("turn")?,
            })
        })?,
    })
}

fn read_consent(table: &mut TableReader<'_, '_>) -> Result<Consent, ReadError> {
    let known = |word: &str| {
        ["name", "role", "background", "label"]
            .contains(&word)
            .then(|| word.to_owned())
    };
    let Some(mut consent) = table.table("consent", "consent")? else {
        return Ok(Consent::default());
    };
    let read = Consent {
        record: consent.flag("record")?,
        quote: consent.flag("quote")?,
        archive: consent.flag("archive")?,
        attribution: consent.word(
            "attribution",
            &["name", "role", "background", "label"],
            known,
        )?,
    };
    consent.finish()?;
    Ok(read)
}

/// Writes a file of sessions.
#[must_use]
pub fn write(file: &SessionFile) -> String {
    let mut out = TomlWriter::default();
    out.text("format", FORMAT);
    out.plain("version", VERSION);
    for session in &file.sessions {
        write_session(&mut out, session);
    }
    out.finish()
}

fn write_session(out: &mut TomlWriter, session: &SessionEntry) {
    let facts = &session.facts;
    out.table("[[session]]");
    out.text("file", &session.file);
    out.text_if_any("interview", &session.interview);
    for (key, value) in [
        ("date", &facts.date),
        ("place", &facts.place),
        ("channel", &facts.channel),
        ("interviewer", &facts.interviewer),
    ] {
        if let Some(value) = value {
            out.text(key, value);
        }
    }
    for (key, value) in [
        ("minutes", facts.minutes),
        ("guide_version", facts.guide_version),
    ] {
        if let Some(value) = value {
            out.plain(key, value);
        }
    }
    write_consent(out, &facts.consent);
    out.texts("respondents", &session.respondents);
    let speakers: Vec<InlineTable> = session.speakers.iter().map(speaker_table).collect();
    out.inline_tables("speakers", &speakers);
    let attributes = session
        .attributes
        .iter()
        .fold(InlineTable::default(), |table, (key, value)| {
            table.text(key, value)
        });
    out.inline_table("attributes", &attributes);
    for asked in &session.asked {
        out.table("[[session.asked]]");
        if let Some(question) = &asked.question {
            out.text("question", question);
        }
        out.text("how", asked.how.name());
        if let Some(turn) = &asked.turn {
            out.text("turn", turn);
        }
    }
}

fn speaker_table(speaker: &SpeakerEntry) -> InlineTable {
    let mut table = InlineTable::default().text("label", &speaker.label);
    if let Some(role) = speaker.role {
        table = table.text("role", role.name());
    }
    if let Some(respondent) = &speaker.respondent {
        table = table.text("respondent", respondent);
    }
    table
}

fn write_consent(out: &mut TomlWriter, consent: &Consent) {
    let mut table = InlineTable::default();
    for (key, value) in [
        ("record", consent.record),
        ("quote", consent.quote),
        ("archive", consent.archive),
    ] {
        if let Some(value) = value {
            table = table.plain(key, value);
        }
    }
    if let Some(attribution) = &consent.attribution {
        table = table.text("attribution", attribution);
    }
    if !table.is_empty() {
        out.inline_table("consent", &table);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"format = "fangtan-sessions"
version = 1

[[session]]
file = "01-公共管理学者-北京.txt"
interview = "01-公共管理学者-北京"
date = "2026-03-12"
place = "北京，受访者办公室"
channel = "面谈"
interviewer = "访谈员甲"
minutes = 52
guide_version = 1
consent = { record = true, quote = true, archive = false, attribution = "label" }
respondents = ["E01"]
speakers = [
  { label = "问", role = "interviewer" },
  { label = "答", role = "respondent", respondent = "E01" },
]
attributes = { "城市" = "北京", "地域" = "境内" }

[[session.asked]]
question = "A1"
how = "reworded"
turn = "老师，咱们就从您自己说起"

[[session.asked]]
question = "B4"
how = "skipped"

[[session.asked]]
how = "added"
turn = "您刚才几次提到领导。"

[[session]]
file = "02.md"
respondents = []
speakers = []
attributes = {}
"#;

    #[test]
    fn a_file_in_our_style_comes_back_byte_for_byte() {
        let file = read(SAMPLE).expect("sound");
        assert_eq!(write(&file), SAMPLE);
    }

    #[test]
    fn the_sessions_that_come_with_the_program_come_back_byte_for_byte() {
        let text = include_str!("../../sessions/sessions.toml");
        let file = read(text).expect("sound");
        assert!(!file.sessions.is_empty());
        assert_eq!(write(&file), text);
    }

    #[test]
    fn everything_said_about_a_session_is_read() {
        let file = read(SAMPLE).expect("sound");
        let session = &file.sessions[0];
        assert_eq!(session.line, 4);
        assert_eq!(session.facts.minutes, Some(52));
        assert_eq!(session.facts.consent.archive, Some(false));
        assert_eq!(session.speakers[0].role, Some(Role::Interviewer));
        assert_eq!(session.speakers[1].respondent.as_deref(), Some("E01"));
        assert_eq!(
            session.attributes[1],
            ("地域".to_owned(), "境内".to_owned())
        );
        assert_eq!(session.asked[1].line, 26);
        assert_eq!(session.asked[1].how, Asked::Skipped);
        assert_eq!(session.asked[2].question, None);
        assert_eq!(file.sessions[1].facts, SessionFacts::default());
    }

    #[test]
    fn every_fault_is_a_sentence_with_its_line() {
        let check = |text: &str, sentence: &str| {
            let fault = read(text).expect_err(text);
            assert_eq!(fault.to_string(), sentence);
        };
        check(
            "[[session]]\nfiel = \"x\"\n",
            "line 2: [[session]] has no key «fiel»",
        );
        check(
            "[[session]]\nminutes = \"52\"\n",
            "line 2: «minutes» has to be a whole number",
        );
        check(
            "[[session]]\nconsent = { quote = true, quotes = false }\n",
            "line 2: consent has no key «quotes»",
        );
        check(
            "[[session]]\nconsent = { attribution = \"full\" }\n",
            "line 2: «attribution» is «full»; it may be name, role, background, label",
        );
        check(
            "[[session]]\nspeakers = [\n  { label = \"问\", role = \"asks\" },\n]\n",
            "line 3: «role» is «asks»; it may be interviewer, respondent",
        );
        check(
            "[[session]]\n[[session.asked]]\nhow = \"never\"\n",
            "line 3: «how» is «never»; it may be asked, reworded, skipped, added",
        );
    }
}
