//! How far a study is: what the home screen shows.

use std::collections::HashSet;
use std::path::PathBuf;

use super::health::{self, Backups};
use super::{Finding, LogEntry, Result, Study, Subject};
use crate::model::{InterviewId, Role, Status};

/// A study at a glance, for one coder.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// Interviews in the study's order.
    pub interviews: Vec<Progress>,
    /// Where the coder worked last.
    pub latest: Option<InterviewId>,
    /// Everybody who coded or acted, by name.
    pub coders: Vec<Share>,
    /// What waits for a reviewer.
    pub desk: Waiting,
    /// The latest steps of everybody, newest first.
    pub steps: Vec<Step>,
    /// The study file.
    pub file: FileState,
    /// What looking everything over found.
    pub findings: Vec<Finding>,
    /// Conflicts of merged copies at which nobody has looked.
    pub n_conflicts: u32,
}

/// What waits for a reviewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Disagreements that nobody settled.
    pub disagreements: usize,
    /// Suggestions that nobody took or refused.
    pub suggested: u32,
    /// Codings whose coder was asked back.
    pub asked: u32,
    /// Codings made under an older definition of their code.
    pub outdated: u32,
}

/// How far one coder is with an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The interview.
    pub interview: InterviewId,
    /// Codings of the coder that count.
    pub codings: u32,
    /// Whether the coder said that all of it is coded.
    pub done: bool,
    /// The turn where the cursor stood last, from 1.
    pub turn: Option<u32>,
    /// Whether one of its speakers is known as the interviewer.
    pub has_interviewer: bool,
}

impl Progress {
    /// Whether the coder has neither opened nor coded it, nor called it done.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.codings == 0 && self.turn.is_none() && !self.done
    }
}

/// What somebody did in the study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub name: String,
    /// Codings that count.
    pub codings: u32,
    /// Interviews with such codings.
    pub interviews: u32,
    /// Interviews that they have gone through to the end.
    pub done: u32,
}

/// A step of the log with what it was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The step.
    pub entry: LogEntry,
    /// What it was about.
    pub subject: Subject,
}

impl Step {
    /// Whether it took another step back, or did it again.
    #[must_use]
    pub fn is_turn(&self) -> bool {
        matches!(self.entry.kind.as_str(), "undo" | "redo")
    }
}

/// The study file and what lies beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileState {
    /// Its length in bytes.
    pub bytes: u64,
    /// Whether nobody but its owner may read it; `None` where that can't be found out.
    pub is_private: Option<bool>,
    /// Backups beside it.
    pub backups: Backups,
    /// Other copies of the same study in its folder.
    pub copies: Vec<PathBuf>,
    /// The service that keeps its folder in step with other machines, as far as its path tells.
    pub synced_by: Option<&'static str>,
}

/// Steps that the overview shows at most.
const STEPS: u32 = 20;

impl Study {
    /// The study at a glance, as `coder` sees it.
    ///
    /// Everything is looked over, so this takes as long as [`Study::check`].
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn overview(&self, coder: &str) -> Result<Overview> {
        self.steadily(|| self.look(coder))
    }

    fn look(&self, coder: &str) -> Result<Overview> {
        let store = &self.store;
        let coverage = store.coverage()?;
        let done: HashSet<InterviewId> = coverage
            .iter()
            .filter(|(_, who)| who == coder)
            .map(|(interview, _)| *interview)
            .collect();
        let codings = store.n_codings_by(coder)?;
        let places = store.places(coder)?;
        let interviewed: HashSet<InterviewId> = store
            .speaker_rows()?
            .iter()
            .filter(|speaker| speaker.role == Some(Role::Interviewer))
            .map(|speaker| speaker.interview)
            .collect();
        let interviews = store
            .cases()?
            .iter()
            .map(|case| {
                let place = places.iter().find(|(interview, _)| *interview == case.id);
                let turn = match place {
                    Some((interview, at)) => store.turn_number(*interview, *at)?,
                    None => None,
                };
                Ok(Progress {
                    interview: case.id,
                    codings: codings.get(&case.id).copied().unwrap_or(0),
                    done: done.contains(&case.id),
                    turn,
                    has_interviewer: interviewed.contains(&case.id),
                })
            })
            .collect::<Result<_>>()?;
        let coders = store
            .coders()?
            .into_iter()
            .map(|row| Share {
                done: u32::try_from(coverage.iter().filter(|(_, who)| *who == row.name).count())
                    .unwrap_or(u32::MAX),
                name: row.name,
                codings: row.n_codings,
                interviews: row.n_interviews,
            })
            .collect();
        Ok(Overview {
            interviews,
            latest: places.first().map(|(interview, _)| *interview),
            coders,
            desk: self.waiting()?,
            steps: self.latest_steps(STEPS)?,
            file: health::of(self.path(), store.fact("uid")?.as_deref()),
            findings: store.check()?,
            n_conflicts: store.n_conflicts()?,
        })
    }

    fn waiting(&self) -> Result<Waiting> {
        Ok(Waiting {
            disagreements: self.n_open_disagreements()?,
            suggested: self.store.n_codings_of_status(Status::Suggested)?,
            asked: self.store.n_codings_of_status(Status::Asked)?,
            outdated: self.store.n_outdated_codings()?,
        })
    }

    /// The latest `n` steps of everybody with what they were about, newest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn latest_steps(&self, n: u32) -> Result<Vec<Step>> {
        self.steadily(|| {
            let steps = self.store.latest_steps(n)?.into_iter();
            steps
                .map(|entry| {
                    let subject = self.store.subject(entry.id)?;
                    Ok(Step { entry, subject })
                })
                .collect()
        })
    }

    /// What a step of the log was about.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn subject(&self, step: i64) -> Result<Subject> {
        Ok(self.store.subject(step)?)
    }
}
