//! Slow work: a thread with its own read-only connection that answers with events.
//!
//! Every request has a [`Ticket`]; whoever asked keeps the latest and drops the
//! answers to others. A job that panics ends in an answer like any other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::model::CodeId;
use crate::model::codebook::FrozenCodebook;
use crate::study::{
    AboutCode, Filter, Frequencies, MergePreview, Passage, PassageInContext, ReplacingAll, Study,
};

use super::event::{Event, Message, Trouble};
use super::screens::home::Glance;

/// Number of a request, counted up in one run of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Work for the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// How often each code was given.
    Frequencies,
    /// The passages of a code.
    Passages(CodeId),
    /// The passages of a code with the words around them.
    PassagesInContext(CodeId),
    /// History, memos and overlaps of a code.
    AboutCode(CodeId),
    /// Frozen versions of the codebook.
    Versions,
    /// What a merge would do.
    MergePreview {
        /// The code that goes.
        from: CodeId,
        /// The code that takes its place.
        into: CodeId,
    },
    /// What replacing words in all interviews would do.
    Replacing {
        /// What goes.
        find: String,
        /// What comes.
        with: String,
    },
    /// The study at a glance, as this coder sees it.
    Overview(String),
}

/// What a job found.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// How often each code was given.
    Frequencies(Frequencies),
    /// The passages of a code.
    Passages(Vec<Passage>),
    /// The passages of a code with the words around them.
    PassagesInContext(Vec<PassageInContext>),
    /// History, memos and overlaps of a code.
    AboutCode(Box<AboutCode>),
    /// What a merge would do.
    MergePreview(MergePreview),
    /// What replacing words would do.
    Replacing(ReplacingAll),
    /// Frozen versions of the codebook, the oldest first.
    Versions(Vec<FrozenCodebook>),
    /// The study at a glance.
    Overview(Box<Glance>),
}

impl Job {
    fn name(&self) -> &'static str {
        match self {
            Self::Frequencies => "frequencies",
            Self::Passages(_) => "passages",
            Self::PassagesInContext(_) => "passages-in-context",
            Self::AboutCode(_) => "about-code",
            Self::MergePreview { .. } => "merge-preview",
            Self::Replacing { .. } => "replacing",
            Self::Versions => "versions",
            Self::Overview(_) => "overview",
        }
    }

    fn run(&self, study: &Study) -> Result<Answer, Trouble> {
        match self {
            Self::Frequencies => study
                .frequencies(&Filter::default(), None)
                .map(Answer::Frequencies),
            Self::Passages(code) => study.passages(*code).map(Answer::Passages),
            Self::PassagesInContext(code) => study
                .passages_in_context(*code)
                .map(Answer::PassagesInContext),
            Self::AboutCode(code) => study
                .about_code(*code)
                .map(|about| Answer::AboutCode(Box::new(about))),
            Self::Versions => study.frozen_codebooks().map(Answer::Versions),
            Self::MergePreview { from, into } => {
                study.merge_preview(*from, *into).map(Answer::MergePreview)
            }
            Self::Replacing { find, with } => study.replacing(find, with).map(Answer::Replacing),
            Self::Overview(coder) => study
                .overview(coder)
                .map(|overview| Answer::Overview(Box::new(Glance::of(overview)))),
        }
        .map_err(Trouble::from)
    }
}

/// The worker's end of the line: jobs go in, answers come out.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<(Ticket, Job)>,
    answers: Receiver<Event>,
    /// Jobs that have not been answered yet.
    pub running: usize,
}

impl Worker {
    /// Starts the thread, which reads from `study`.
    #[must_use]
    pub fn start(study: Study) -> Self {
        let (jobs, inbox) = channel::<(Ticket, Job)>();
        let (answer, answers) = channel();
        thread::spawn(move || {
            for (ticket, job) in inbox {
                let outcome = catch_unwind(AssertUnwindSafe(|| job.run(&study)))
                    .unwrap_or_else(|_| Err(bug(job.name())));
                if answer.send(Event::Answer { ticket, outcome }).is_err() {
                    break;
                }
            }
        });
        Self {
            jobs,
            answers,
            running: 0,
        }
    }

    /// Hands a job over; where the thread is gone that is the answer.
    pub fn ask(&mut self, ticket: Ticket, job: Job) -> Option<Event> {
        let name = job.name();
        if self.jobs.send((ticket, job)).is_ok() {
            self.running += 1;
            return None;
        }
        let outcome = Err(bug(name));
        Some(Event::Answer { ticket, outcome })
    }

    /// The answers that have come in.
    pub fn answers(&mut self) -> Vec<Event> {
        let events: Vec<Event> = self.answers.try_iter().collect();
        self.running -= events.len().min(self.running);
        events
    }
}

fn bug(job: &'static str) -> Trouble {
    Trouble::unchanged(Message::new("trouble-bug").with("job", job))
}
