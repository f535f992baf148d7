//! The demonstration study: invented interviews, two coders and a reviewer, the default codebook.

mod links;
mod review;

use std::collections::HashMap;
use std::path::Path;

use super::import::{attribute_rows, codebook_plan, content};
use super::{Mode, Result, Study, StudyError, Unreadable, builtin};
use crate::formats::sessions_toml::{self, SessionEntry};
use crate::formats::transcript::{self, ReadOptions};
use crate::formats::{codebook_toml, guide_toml};
use crate::model::interview::Asked;
use crate::model::plan::{
    KnownCodes, Plan, PlannedCoding, PlannedInterview, PlannedRespondent, PlannedSession,
    PlannedTie, Provenance,
};
use crate::model::{Edit, MemoKind};
use crate::store::Store;

/// When the sample codings begin: 2026-07-06 09:00 UTC. They are a minute and a half apart.
const FIRST_CODING_MS: i64 = 1_783_328_400_000;
const BETWEEN_CODINGS_MS: i64 = 90_000;

impl Study {
    /// Builds the demonstration study at `path`, flagged as invented.
    ///
    /// # Errors
    /// When the file exists or can't be made.
    pub fn build_demo(path: &Path) -> Result<()> {
        let plan = demo_plan()?;
        build(
            path,
            "特大城市治理访谈（示例）",
            &[("demo", "1")],
            &plan,
            "fangtan",
            review::review,
        )
    }

    /// Makes a study with these codebooks; it appears whole or not at all.
    ///
    /// # Errors
    /// When the file exists, or codebooks contradict each other.
    pub fn create(path: &Path, title: &str, plan: &Plan, coder: &str) -> Result<()> {
        build(path, title, &[], plan, coder, |_| Ok(()))
    }
}

fn build(
    path: &Path,
    title: &str,
    facts: &[(&str, &str)],
    plan: &Plan,
    coder: &str,
    then: impl FnOnce(&mut Study) -> Result<()>,
) -> Result<()> {
    if path.exists() {
        return Err(crate::store::StoreError::Exists(path.to_owned()).into());
    }
    if *plan == Plan::default() {
        return Ok(Store::create(path, title, facts)?);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let scratch = tempfile::Builder::new()
        .prefix(".new-")
        .tempdir_in(folder)
        .map_err(super::import::file_error(folder))?;
    let draft = scratch.path().join("study");
    Store::create(&draft, title, facts)?;
    {
        let mut study = Study::open(&draft, Mode::Write)?;
        study.apply(&Edit::Import(Box::new(plan.clone())), coder)?;
        then(&mut study)?;
    }
    // A hard link refuses where somebody made the file meanwhile; a rename would not.
    std::fs::hard_link(&draft, path)
        .or_else(|_| {
            if path.exists() {
                Err(std::io::ErrorKind::AlreadyExists.into())
            } else {
                std::fs::rename(&draft, path)
            }
        })
        .map_err(super::import::file_error(path))
}

fn demo_plan() -> Result<Plan> {
    let (name, text) = builtin::CODEBOOKS[0];
    let codebook = codebook_toml::read(text).map_err(|error| content(name, error))?;
    let sessions =
        sessions_toml::read(builtin::SESSIONS).map_err(|error| content("sessions.toml", error))?;
    let guide = guide_toml::read(builtin::GUIDE).map_err(|error| content("guide.toml", error))?;
    let mut plan = codebook_plan(codebook, KnownCodes::Keep);
    plan.guide = Some(guide.guide);
    plan.demo = true;
    for (label, attributes) in attribute_rows(
        "respondents.csv",
        builtin::RESPONDENTS.trim_start_matches('\u{feff}'),
    )? {
        plan.respondents.push(PlannedRespondent {
            uid: None,
            label,
            attributes,
        });
    }
    for entry in &sessions.sessions {
        plan.interviews.push(interview(entry)?);
        plan.sessions.push(PlannedSession {
            uid: None,
            interview: entry.interview.clone(),
            facts: entry.facts.clone(),
            respondents: entry.respondents.clone(),
        });
    }
    for (coder, text) in builtin::CODINGS {
        codings(coder, text, &mut plan)?;
    }
    links::links(&mut plan)?;
    Ok(plan)
}

fn interview(entry: &SessionEntry) -> Result<PlannedInterview> {
    let (_, bytes) = builtin::TRANSCRIPTS
        .iter()
        .find(|(file, _)| *file == entry.file)
        .ok_or_else(|| wrong(&entry.file, "no such transcript"))?;
    let options = ReadOptions {
        interviewers: entry
            .speakers
            .iter()
            .filter(|speaker| speaker.role == Some(crate::model::Role::Interviewer))
            .map(|speaker| speaker.label.clone())
            .collect(),
        ..ReadOptions::default()
    };
    let read = transcript::read(&entry.file, bytes, &options)
        .map_err(|error| content(&entry.file, error))?
        .swap_remove(0);
    let mut transcript = read.transcript;
    for said in &entry.speakers {
        let speaker = transcript
            .speakers
            .iter_mut()
            .find(|speaker| speaker.label == said.label)
            .ok_or_else(|| wrong(&entry.file, format!("nobody is called «{}»", said.label)))?;
        speaker.role = said.role;
        speaker.respondent.clone_from(&said.respondent);
    }
    let mut ties = Vec::new();
    for asked in &entry.asked {
        let turn = asked
            .turn
            .as_deref()
            .map(|words| {
                turn_beginning(&transcript, words)
                    .ok_or_else(|| wrong(&entry.file, format!("no turn begins «{words}»")))
            })
            .transpose()?;
        debug_assert!(turn.is_some() || asked.how == Asked::Skipped);
        ties.push(PlannedTie {
            turn,
            question: asked.question.clone(),
            how: asked.how,
        });
    }
    Ok(PlannedInterview {
        key: entry.interview.clone(),
        name: entry.interview.clone(),
        date: entry.facts.date.clone(),
        attributes: entry.attributes.clone(),
        transcript,
        ties,
        provenance: Provenance {
            file: entry.file.clone(),
            format: read.format.to_owned(),
            encoding: read.encoding,
            bytes: bytes.to_vec(),
        },
        ..PlannedInterview::default()
    })
}

fn turn_beginning(transcript: &crate::model::plan::Transcript, words: &str) -> Option<u32> {
    let text = crate::text::Text::new(transcript.text.clone());
    transcript
        .turns
        .iter()
        .position(|turn| {
            text.slice(turn.span)
                .is_some_and(|said| said.starts_with(words))
        })
        .and_then(|place| u32::try_from(place).ok())
}

/// The codings of one coder: interview, quote, code, facets, memo.
fn codings(coder: &str, text: &str, plan: &mut Plan) -> Result<()> {
    let file = format!("{coder}.csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut covered: HashMap<String, u32> = HashMap::new();
    let mut at_ms = FIRST_CODING_MS;
    for record in reader.records() {
        let record = record.map_err(|error| content(&file, error))?;
        let cell = |column: usize| record.get(column).unwrap_or_default();
        let (name, quote) = (cell(0), cell(1));
        let interview = plan
            .interviews
            .iter()
            .find(|interview| interview.key == name)
            .ok_or_else(|| wrong(&file, format!("no interview «{name}»")))?;
        let all = &interview.transcript.text;
        let mut places = all.match_indices(quote).map(|(byte, _)| byte);
        let (Some(byte), None) = (places.next(), places.next()) else {
            return Err(wrong(&file, format!("not exactly one place of «{quote}»")));
        };
        let start = u32::try_from(all[..byte].chars().count()).unwrap_or(u32::MAX);
        let length = u32::try_from(quote.chars().count()).unwrap_or(u32::MAX);
        *covered.entry(name.to_owned()).or_default() += 1;
        plan.codings.push(PlannedCoding {
            interview: name.to_owned(),
            start,
            end: start + length,
            code: cell(2).to_owned(),
            coder: Some(coder.to_owned()),
            facets: cell(3)
                .split(';')
                .filter_map(|facet| facet.split_once('='))
                .map(|(facet, value)| (facet.to_owned(), value.to_owned()))
                .collect(),
            memo: Some(cell(4).to_owned()).filter(|memo| !memo.is_empty()),
            // They say why a passage got its code.
            memo_kind: MemoKind::Coding,
            created_ms: Some(at_ms),
            ..PlannedCoding::default()
        });
        at_ms += BETWEEN_CODINGS_MS;
    }
    Ok(())
}

/// The rows of a file with their cells.
fn rows<const N: usize>(file: &str, text: &str) -> Result<Vec<[String; N]>> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| content(file, error))?;
        rows.push(std::array::from_fn(|column| {
            record.get(column).unwrap_or_default().to_owned()
        }));
    }
    Ok(rows)
}

/// The sample data are part of the program; a test builds them.
fn wrong(file: &str, what: impl ToString) -> StudyError {
    content(file, Unreadable::Sample(what.to_string()))
}
