//! Files read to be looked at before anything is imported.
//!
//! What a file would bring is a plan with what is known of each of its interviews. A person
//! says what is to be otherwise by [`Adjustment`](crate::model::plan::Adjustment)s; the plans
//! of all files become one, which is tried, and taken in as one edit.

use std::path::{Path, PathBuf};

use super::files::{find_files, read_file};
use super::{ImportOptions, Imported, merge};
use crate::formats::encoding::{Proof, prove};
use crate::formats::transcript::ReadOptions;
use crate::model::plan::{Plan, PlannedInterview, Warning};
use crate::model::{Edit, Watch};
use crate::store::{Report, Taken};
use crate::study::{Result, Study};

/// What a file would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// All of it.
    pub plan: Plan,
    /// What is known of each interview of the plan, in its order.
    pub about: Vec<About>,
}

/// What is known of an interview that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The format of its file.
    pub format: String,
    /// The encoding; empty where the format leaves none open.
    pub encoding: String,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// The interview of the study that it is: it would not be added again.
    pub known: Option<Known>,
    /// How the text stands to the bytes, where the file is nothing but text.
    pub proof: Option<Proof>,
}

/// An interview that the study has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its name there.
    pub name: String,
    /// By what it is known.
    pub by: Taken,
}

/// The files that paths lead to, folders with all they hold, and those in folders that are no
/// transcripts by their ending.
///
/// # Errors
/// When a path leads nowhere.
pub fn files_at(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let mut passed_over = Vec::new();
    let files = find_files(paths, &mut passed_over)?;
    Ok((files, passed_over))
}

impl Study {
    /// Reads a file and says what it would bring; `n` tells it from the same file named twice.
    ///
    /// # Errors
    /// When it can't be read, or an id in it means something else here.
    pub fn read_to_import(&self, path: &Path, n: usize, options: &ReadOptions) -> Result<Brought> {
        let options = ImportOptions {
            read: options.clone(),
            ..ImportOptions::default()
        };
        let (plan, reports) = read_file(path, n, &options)?;
        let mut about = Vec::new();
        for (interview, report) in plan.interviews.iter().zip(reports) {
            about.push(About {
                format: report.format,
                encoding: report.encoding,
                warnings: report.warnings,
                known: self
                    .store
                    .known_as(interview)?
                    .map(|(name, by)| Known { name, by }),
                proof: proof(interview),
            });
        }
        Ok(Brought { plan, about })
    }

    /// Says what an import would bring, without writing to the file, not even for a moment.
    ///
    /// # Errors
    /// When it could not be carried out.
    pub fn would_import(&self, import: &Edit, coder: &str) -> Result<Report> {
        let mut copy = self.store.in_memory()?;
        let applied = copy.rehearse(import, coder)?;
        Ok(applied.report.unwrap_or_default())
    }

    /// Carries an import out as one step; `watch` is told how many interviews are in, and may
    /// stop it.
    ///
    /// # Errors
    /// When it can't be carried out or was stopped; the study is then as before.
    pub fn import_watched(&mut self, import: &Edit, coder: &str, watch: Watch) -> Result<Report> {
        let applied = self.store.apply_watched(import, coder, watch)?;
        Ok(applied.report.unwrap_or_default())
    }
}

/// The plans of several files as one.
#[must_use]
pub fn joined(plans: impl IntoIterator<Item = Plan>) -> Plan {
    let mut all = Plan::default();
    for plan in plans {
        merge(&mut all, plan);
    }
    all
}

/// How a text stands to its file, where it is all of it.
fn proof(interview: &PlannedInterview) -> Option<Proof> {
    let provenance = &interview.provenance;
    let plain = matches!(provenance.format.as_str(), "txt" | "md");
    if !plain || provenance.bytes.is_empty() {
        return None;
    }
    let text = &interview.transcript.text;
    prove(&provenance.bytes, text, &provenance.encoding)
}

impl Imported {
    /// Applies what a person says of interviews to all of a plan, and says which sayings had
    /// nothing to speak of.
    pub(super) fn adjust(&mut self, plan: &mut Plan, options: &ImportOptions) {
        for adjustment in &options.adjustments {
            let mut said = false;
            for interview in &mut plan.interviews {
                said |= interview.adjust(adjustment);
            }
            if let (false, Some(label)) = (said, adjustment.speaker()) {
                self.warnings.push(Warning {
                    kind: "speaker-of-nobody",
                    line: None,
                    about: label.to_owned(),
                });
            }
        }
        plan.add_respondents();
        for file in &mut self.files {
            let planned = plan.interviews.iter().find(|it| it.key == file.interview);
            if let Some(planned) = planned {
                file.speakers = super::files::speakers(planned);
            }
        }
    }
}
