//! Files into a study: transcripts, studies in JSON, codebooks, guides.
//!
//! Reading makes a plan and a report; taking the plan in is one edit. A file
//! that can't be read spoils the whole import unless the caller goes on without it.

mod files;
mod folder;
mod projects;
mod reading;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub(super) use files::attribute_rows;
use files::{find_files, read_attributes, read_file, read_text};
pub use folder::{FolderEntry, FolderList, from_home, list_folder};
pub use reading::{About, Brought, Known, files_at, joined};

use super::{Result, Study, StudyError, Unreadable, builtin};
use crate::formats::transcript::ReadOptions;
use crate::formats::{codebook_csv, codebook_md, codebook_toml, guide_toml, refi};
use crate::model::Edit;
use crate::model::codebook::{Draft, check};
use crate::model::guide::Guide;
use crate::model::plan::{Adjustment, KnownCodes, Plan, Warning};
use crate::store::{Report, Taken};

/// How files are taken in.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// How transcripts are read.
    pub read: ReadOptions,
    /// Attributes every interview gets.
    pub attributes: Vec<(String, String)>,
    /// A csv of attributes: the first column is the interview's name or file.
    pub attribute_file: Option<PathBuf>,
    /// What is said of every interview read, in that order.
    pub adjustments: Vec<Adjustment>,
    /// What a file that can't be read means.
    pub on_bad_file: OnBadFile,
}

/// What a file that can't be read means for the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnBadFile {
    /// Nothing is imported.
    #[default]
    Stop,
    /// The others are imported.
    GoOn,
}

/// Whether an import is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carry {
    /// It is.
    Out,
    /// It is only tried: the study stays as it is.
    OnlyTry,
}

/// What an import did, file by file.
#[derive(Debug, Default)]
pub struct Imported {
    /// One for each interview, in order, and for each file left out.
    pub files: Vec<FileReport>,
    /// What the store says.
    pub report: Report,
    /// Files in folders that are no transcripts by their ending.
    pub passed_over: Vec<PathBuf>,
    /// Warnings that belong to no file.
    pub warnings: Vec<Warning>,
}

/// What became of one file, or of one interview of a study file.
#[derive(Debug, Default)]
pub struct FileReport {
    /// The file as given.
    pub file: String,
    /// Name of the interview in the study.
    pub interview: String,
    /// Its format.
    pub format: String,
    /// Its encoding.
    pub encoding: String,
    /// Length in code points.
    pub chars: u32,
    /// Turns.
    pub turns: u32,
    /// Labels and roles of its speakers.
    pub speakers: Vec<(String, Option<&'static str>)>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file.
#[derive(Debug, Default)]
pub enum Outcome {
    /// Added.
    #[default]
    Added,
    /// The study had the same text under this name.
    Known(String),
    /// It was withdrawn once, and stays out.
    Withdrawn,
    /// It could not be read, and was left out.
    LeftOut(Box<StudyError>),
}

impl Imported {
    /// Whether files were left out.
    #[must_use]
    pub fn left_out(&self) -> bool {
        self.files
            .iter()
            .any(|file| matches!(file.outcome, Outcome::LeftOut(_)))
    }
}

impl Study {
    /// Imports files and folders as one step; `progress` is told how many files are read.
    ///
    /// # Errors
    /// When a file can't be read (and the others are not to go on), or an id is
    /// taken by something else; the study is then as before.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        options: &ImportOptions,
        coder: &str,
        carry: Carry,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Imported> {
        let mut imported = Imported::default();
        let files = find_files(paths, &mut imported.passed_over)?;
        let mut plan = Plan::default();
        for (n, path) in files.iter().enumerate() {
            progress(n, files.len());
            match read_file(path, n, options) {
                Ok((more, mut reports)) => {
                    merge(&mut plan, more);
                    imported.files.append(&mut reports);
                }
                Err(error) if options.on_bad_file == OnBadFile::GoOn => {
                    imported.files.push(FileReport {
                        file: path.display().to_string(),
                        outcome: Outcome::LeftOut(Box::new(error)),
                        ..FileReport::default()
                    });
                }
                Err(error) => return Err(error),
            }
        }
        progress(files.len(), files.len());
        self.add_attributes(&mut plan, options, &mut imported)?;
        imported.adjust(&mut plan, options);
        let edit = Edit::Import(Box::new(plan));
        let applied = match carry {
            Carry::Out => self.store.apply(&edit, coder)?,
            Carry::OnlyTry => self.store.rehearse(&edit, coder)?,
        };
        imported.report = applied.report.unwrap_or_default();
        imported.settle();
        Ok(imported)
    }

    fn add_attributes(
        &self,
        plan: &mut Plan,
        options: &ImportOptions,
        imported: &mut Imported,
    ) -> Result<()> {
        for interview in &mut plan.interviews {
            interview
                .attributes
                .extend(options.attributes.iter().cloned());
        }
        let Some(path) = &options.attribute_file else {
            return Ok(());
        };
        for (name, attributes) in read_attributes(path)? {
            let mut found = false;
            for interview in &mut plan.interviews {
                if interview.name == name || interview.provenance.file == name {
                    found = true;
                    interview.attributes.extend(attributes.iter().cloned());
                }
            }
            if !found {
                imported.warnings.push(Warning {
                    kind: "attributes-of-nobody",
                    line: None,
                    about: name,
                });
            }
        }
        Ok(())
    }

    /// Takes a codebook into the study: new codes are added, known ones say what the file says.
    ///
    /// # Errors
    /// When the codebook has faults, or an id is taken by another code.
    pub fn import_codebook(&mut self, draft: Draft, coder: &str) -> Result<Report> {
        let plan = codebook_plan(draft, KnownCodes::Revise);
        let applied = self.apply(&Edit::Import(Box::new(plan)), coder)?;
        Ok(applied.report.unwrap_or_default())
    }

    /// Takes a guide into the study.
    ///
    /// # Errors
    /// When the study has another guide with the same version.
    pub fn import_guide(&mut self, guide: Guide, coder: &str) -> Result<()> {
        let plan = Plan {
            guide: Some(guide),
            ..Plan::default()
        };
        self.apply(&Edit::Import(Box::new(plan)), coder)?;
        Ok(())
    }
}

impl Imported {
    /// Carries what the store said over to the files.
    fn settle(&mut self) {
        let taken: HashMap<&str, _> = self
            .report
            .interviews
            .iter()
            .map(|taken| (taken.key.as_str(), taken))
            .collect();
        let withdrawn: HashMap<&str, &String> = self
            .report
            .withdrawn
            .iter()
            .map(|(key, name)| (key.as_str(), name))
            .collect();
        for file in &mut self.files {
            if let Some(name) = withdrawn.get(file.interview.as_str()) {
                file.interview = (*name).clone();
                file.outcome = Outcome::Withdrawn;
                continue;
            }
            let Some(taken) = taken.get(file.interview.as_str()) else {
                continue;
            };
            file.interview.clone_from(&taken.name);
            if taken.taken != Taken::Added {
                file.outcome = Outcome::Known(taken.name.clone());
            }
            if let Some(warning) = self
                .report
                .warnings
                .iter()
                .find(|warning| warning.kind == "name-taken" && warning.about == taken.name)
            {
                file.warnings.push(warning.clone());
            }
        }
        let others = self
            .report
            .warnings
            .iter()
            .filter(|warning| warning.kind != "name-taken");
        self.warnings.extend(others.cloned());
    }
}

/// The plan that a codebook makes.
#[must_use]
pub fn codebook_plan(draft: Draft, known_codes: KnownCodes) -> Plan {
    Plan {
        kinds: draft.kinds,
        codes: draft.codes,
        links: draft.links,
        attributes: draft.attributes,
        known_codes,
        ..Plan::default()
    }
}

/// Reads a codebook file (`.toml`, `.csv`, `.md`, `.qdc`) or one that comes with the program, by name.
///
/// # Errors
/// When it can't be read, or has faults.
pub fn read_codebook(name: &str) -> Result<Draft> {
    let draft = parse_codebook(name)?;
    let faults = check(&draft);
    if faults.is_empty() {
        Ok(draft)
    } else {
        Err(StudyError::Codebook {
            file: name.to_owned(),
            faults,
        })
    }
}

/// Reads a codebook without asking whether it is sound.
///
/// # Errors
/// When it can't be read.
pub fn parse_codebook(name: &str) -> Result<Draft> {
    let path = Path::new(name);
    if !path.exists()
        && let Some(text) = builtin::codebook(name)
    {
        return codebook_toml::read(text).map_err(|error| content(name, error));
    }
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    if matches!(ending.as_str(), "qdc" | "qde" | "qdpx") {
        let bytes = std::fs::read(path).map_err(file_error(path))?;
        return refi::read_codebook(&bytes).map_err(|error| content(name, error));
    }
    let text = read_text(path)?;
    match ending.as_str() {
        "csv" => codebook_csv::read(&text).map_err(|error| content(name, error)),
        "md" => codebook_md::read(&text).map_err(|error| content(name, error)),
        "toml" => codebook_toml::read(&text).map_err(|error| content(name, error)),
        other => Err(content(name, Unreadable::NoCodebook(other.to_owned()))),
    }
}

/// Reads a guide file.
///
/// # Errors
/// When it can't be read.
pub fn parse_guide(path: &Path) -> Result<guide_toml::GuideFile> {
    let text = read_text(path)?;
    guide_toml::read(&text).map_err(|error| content(&path.display().to_string(), error))
}

/// Makes the error of a file that was read and is not taken in.
pub(super) fn content(file: &str, error: impl Into<Unreadable>) -> StudyError {
    StudyError::Content {
        file: file.to_owned(),
        what: error.into(),
    }
}

/// Makes the error of a file that can't be read or written.
pub fn file_error(path: &Path) -> impl FnOnce(std::io::Error) -> StudyError {
    let path = path.to_owned();
    move |source| StudyError::File { path, source }
}

/// Adds what another file brings. Taken apart field by field, so that none can be forgotten.
fn merge(plan: &mut Plan, more: Plan) {
    let Plan {
        title,
        kinds,
        codes,
        known_codes: _, // the same for all files of an import
        links,
        codebook_versions,
        attributes,
        coders,
        demo,
        interviews,
        respondents,
        sessions,
        guide,
        earlier_guides,
        codings,
        memos,
        coverage,
        withdrawn,
        assignments,
        verdicts,
        settlements,
        coding_links,
        bookmarks,
        pins,
        lexicon,
        summaries,
    } = more;
    plan.title = plan.title.take().or(title);
    plan.demo |= demo;
    plan.guide = plan.guide.take().or(guide);
    plan.codebook_versions.extend(codebook_versions);
    plan.earlier_guides.extend(earlier_guides);
    plan.kinds.extend(kinds);
    plan.codes.extend(codes);
    plan.links.extend(links);
    plan.attributes.extend(attributes);
    plan.coders.extend(coders);
    plan.interviews.extend(interviews);
    plan.respondents.extend(respondents);
    plan.sessions.extend(sessions);
    plan.codings.extend(codings);
    plan.memos.extend(memos);
    plan.coverage.extend(coverage);
    plan.withdrawn.extend(withdrawn);
    plan.assignments.extend(assignments);
    plan.verdicts.extend(verdicts);
    plan.settlements.extend(settlements);
    plan.coding_links.extend(coding_links);
    plan.bookmarks.extend(bookmarks);
    plan.pins.extend(pins);
    plan.lexicon.extend(lexicon);
    plan.summaries.extend(summaries);
}
