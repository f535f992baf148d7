//! From paths to plans: finding files, reading one, what a folder holds besides.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::{FileReport, ImportOptions, Outcome, content, file_error, projects};
use crate::formats::transcript::{self, MOST_BYTES};
use crate::formats::{encoding, refi, study_json};
use crate::model::plan::{Plan, PlannedInterview, Provenance, Recognise, Warning};
use crate::store::foreign::{self, ForeignProgram};
use crate::study::{Result, Unreadable};

/// What the folder of a `QualCoder` project holds besides pictures and recordings.
const QUALCODER_FILE: &str = "data.qda";

/// Largest database of another program, in bytes.
const MOST_BYTES_OF_A_DATABASE: u64 = 1 << 30;

/// A text file in whatever encoding.
pub(super) fn read_text(path: &Path) -> Result<String> {
    let size = fs::metadata(path).map_err(file_error(path))?.len();
    let name = path.display().to_string();
    if size > MOST_BYTES as u64 {
        return Err(content(&name, Unreadable::TooLarge { bytes: size }));
    }
    let bytes = fs::read(path).map_err(file_error(path))?;
    if bytes.is_empty() {
        return Err(content(&name, Unreadable::Empty));
    }
    encoding::decode(&bytes)
        .map(|decoded| decoded.text)
        .map_err(|error| content(&name, error))
}

/// Files as given, and all that folders hold, sorted; hidden ones are left alone.
pub(super) fn find_files(
    paths: &[PathBuf],
    passed_over: &mut Vec<PathBuf>,
) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let meta = fs::metadata(path).map_err(file_error(path))?;
        let project = path.join(QUALCODER_FILE);
        if project.is_file() {
            files.push(project);
        } else if meta.is_dir() {
            walk(path, &mut files, passed_over)?;
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, passed_over: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries = fs::read_dir(folder)
        .and_then(std::iter::Iterator::collect::<std::io::Result<Vec<_>>>)
        .map_err(file_error(folder))?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // A link to a folder may lead round in a circle; a device or a pipe may never end.
        let kind = entry.file_type().map_err(file_error(&path))?;
        let project = path.join(QUALCODER_FILE);
        if kind.is_dir() && project.is_file() {
            files.push(project);
        } else if kind.is_dir() {
            walk(&path, files, passed_over)?;
        } else if !path.is_file() || is_never_a_transcript(&path) {
            passed_over.push(path);
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Endings of files that lie beside transcripts and are none.
pub(super) fn is_never_a_transcript(path: &Path) -> bool {
    const ENDINGS: &[&str] = &[
        "csv", "tsv", "toml", "fangtan", "png", "jpg", "jpeg", "mp3", "m4a", "wav", "ogg", "flac",
        "mp4", "mov", "xlsx", "ods",
    ];
    path.extension().is_some_and(|ending| {
        ENDINGS.contains(&ending.to_string_lossy().to_ascii_lowercase().as_str())
    })
}

/// Reads one file; `n` tells it from the same file named twice.
pub(super) fn read_file(
    path: &Path,
    n: usize,
    options: &ImportOptions,
) -> Result<(Plan, Vec<FileReport>)> {
    let shown = path.display().to_string();
    let meta = fs::metadata(path).map_err(file_error(path))?;
    if !meta.is_file() {
        return Err(content(&shown, Unreadable::Endless));
    }
    let head = head(path)?;
    if foreign::is_database(&head) {
        return read_project(path, meta.len(), options);
    }
    if meta.len() > MOST_BYTES as u64 && !study_json::looks_like(&head) {
        let error = transcript::ReadError::TooBig {
            bytes: usize::try_from(meta.len()).unwrap_or(usize::MAX),
            most: MOST_BYTES,
        };
        return Err(content(&shown, error));
    }
    let bytes = fs::read(path).map_err(file_error(path))?;
    if study_json::looks_like(&bytes) {
        return read_study(&shown, &bytes, options);
    }
    if refi::looks_like(&bytes) {
        let read = refi::read(&bytes).map_err(|error| content(&shown, error))?;
        return Ok(planned(&shown, "refi-qda", read, options));
    }
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let file_name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let files = transcript::read(&file_name, &bytes, &options.read)
        .map_err(|error| content(&shown, error))?;
    let mut plan = Plan::default();
    let mut reports = Vec::new();
    // An original is kept where it is one interview's alone: whoever withdraws takes it along.
    let alone = files.len() == 1 && options.read.survey.is_none();
    let mut original = if alone { bytes } else { Vec::new() };
    for (place, read) in files.into_iter().enumerate() {
        let interview = PlannedInterview {
            key: format!("{n}.{place} {shown}"),
            name: match read.name.as_str() {
                "" => stem.clone(),
                // Respondents of a survey have names of their own.
                name if options.read.survey.is_some() => name.to_owned(),
                name => format!("{stem} {name}"),
            },
            attributes: read.attributes,
            date: date_in(&read.transcript.header),
            transcript: read.transcript,
            provenance: Provenance {
                file: file_name.clone(),
                format: read.format.to_owned(),
                encoding: read.encoding,
                bytes: std::mem::take(&mut original),
            },
            ..PlannedInterview::default()
        };
        reports.push(report(&shown, &interview, read.warnings));
        plan.interviews.push(interview);
    }
    Ok((plan, reports))
}

/// The first bytes of a file, which tell what may be larger than a text.
fn head(path: &Path) -> Result<Vec<u8>> {
    use std::io::Read as _;
    let mut head = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(64 * 1024).read_to_end(&mut head))
        .map_err(file_error(path))?;
    Ok(head)
}

/// Reads a project of a program that keeps its work in a database.
fn read_project(
    path: &Path,
    bytes: u64,
    options: &ImportOptions,
) -> Result<(Plan, Vec<FileReport>)> {
    let shown = path.display().to_string();
    if bytes > MOST_BYTES_OF_A_DATABASE {
        return Err(content(&shown, Unreadable::TooLarge { bytes }));
    }
    let project = foreign::read(path)
        .map_err(|error| content(&shown, error))?
        .ok_or_else(|| content(&shown, Unreadable::NoProject))?;
    let format = project.program.name();
    // The folder has the name; the file in it is always called the same.
    let named = match (project.program, path.parent()) {
        (ForeignProgram::QualCoder, Some(folder)) if path.ends_with(QUALCODER_FILE) => folder,
        _ => path,
    };
    let file_name = (named.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(planned(
        &shown,
        format,
        projects::plan(project, &file_name),
        options,
    ))
}

fn read_study(
    shown: &str,
    bytes: &[u8],
    options: &ImportOptions,
) -> Result<(Plan, Vec<FileReport>)> {
    let read = study_json::read(bytes).map_err(|error| content(shown, error))?;
    Ok(planned(shown, "json", read, options))
}

/// Recognises what a file leaves open, and reports on each of its interviews.
fn planned(
    shown: &str,
    format: &str,
    (mut plan, warnings): (Plan, Vec<Warning>),
    options: &ImportOptions,
) -> (Plan, Vec<FileReport>) {
    let mut reports = Vec::new();
    for interview in &mut plan.interviews {
        let mut own = Vec::new();
        if interview.recognise == Recognise::Roles {
            transcript::assign_roles(
                &mut interview.transcript.speakers,
                &options.read.interviewers,
            );
        }
        if interview.recognise == Recognise::Turns {
            let text = std::mem::take(&mut interview.transcript.text);
            let (mut found, noticed) = transcript::recognise(text, &options.read);
            for speaker in &mut found.speakers {
                let said = interview
                    .transcript
                    .speakers
                    .iter()
                    .find(|known| known.label == speaker.label);
                if let Some(said) = said {
                    speaker.role = said.role.or(speaker.role);
                    speaker.respondent.clone_from(&said.respondent);
                }
            }
            interview.transcript = found;
            own = noticed;
        }
        let mut report = report(shown, interview, own);
        format.clone_into(&mut report.format);
        reports.push(report);
    }
    if let Some(first) = reports.first_mut() {
        first.warnings.extend(warnings);
    }
    (plan, reports)
}

fn report(shown: &str, interview: &PlannedInterview, warnings: Vec<Warning>) -> FileReport {
    let transcript = &interview.transcript;
    FileReport {
        file: shown.to_owned(),
        interview: interview.key.clone(),
        format: interview.provenance.format.clone(),
        encoding: interview.provenance.encoding.clone(),
        chars: u32::try_from(transcript.text.chars().count()).unwrap_or(u32::MAX),
        turns: u32::try_from(transcript.turns.len()).unwrap_or(u32::MAX),
        speakers: speakers(interview),
        warnings,
        outcome: Outcome::Added,
    }
}

/// Labels and roles of who speaks in an interview.
pub(super) fn speakers(interview: &PlannedInterview) -> Vec<(String, Option<&'static str>)> {
    let speakers = interview.transcript.speakers.iter();
    let speakers = speakers.map(|it| (it.label.clone(), it.role.map(crate::model::Role::name)));
    speakers.collect()
}

/// An ISO date in a header field that is called a time or date.
fn date_in(header: &[(String, String)]) -> Option<String> {
    const KEYS: &[&str] = &["时间", "日期", "访谈时间", "访谈日期", "date", "time"];
    static DATE: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
            .expect("the pattern is a constant")
    });
    let (_, value) = header
        .iter()
        .find(|(key, _)| KEYS.contains(&key.to_lowercase().as_str()))?;
    let found = DATE.captures(value)?;
    let (month, day): (u8, u8) = (found[2].parse().ok()?, found[3].parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| format!("{}-{month:02}-{day:02}", &found[1]))
}
/// Rows of an attribute csv: name of the interview or file, then attributes; empty cells say nothing.
pub(in crate::study) fn attribute_rows(
    file: &str,
    text: &str,
) -> Result<Vec<(String, Vec<(String, String)>)>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(false)
        .from_reader(text.as_bytes());
    let heads = reader
        .headers()
        .map_err(|error| content(file, error))?
        .clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| content(file, error))?;
        let mut cells = record.iter();
        let name = cells.next().unwrap_or_default().trim().to_owned();
        let attributes = heads
            .iter()
            .skip(1)
            .zip(cells)
            .map(|(head, value)| (head.trim().to_owned(), value.trim().to_owned()))
            .filter(|(head, value)| !head.is_empty() && !value.is_empty())
            .collect();
        if !name.is_empty() {
            rows.push((name, attributes));
        }
    }
    Ok(rows)
}

pub(super) fn read_attributes(path: &Path) -> Result<Vec<(String, Vec<(String, String)>)>> {
    attribute_rows(&path.display().to_string(), &read_text(path)?)
}
