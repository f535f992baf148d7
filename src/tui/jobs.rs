//! Slow work: a thread with its own read-only connection that answers with events.
//!
//! Every request has a [`Ticket`]; whoever asked keeps the latest and drops the
//! answers to others. A job that panics ends in an answer like any other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::model::CodeId;
use crate::study::{Filter, Frequencies, Passage, Study};

use super::event::{Event, Message, Trouble};

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
}

/// What a job found.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// How often each code was given.
    Frequencies(Frequencies),
    /// The passages of a code.
    Passages(Vec<Passage>),
}

impl Job {
    fn name(&self) -> &'static str {
        match self {
            Self::Frequencies => "frequencies",
            Self::Passages(_) => "passages",
        }
    }

    fn run(&self, study: &Study) -> Result<Answer, Trouble> {
        match self {
            Self::Frequencies => study
                .frequencies(&Filter::default(), None)
                .map(Answer::Frequencies),
            Self::Passages(code) => study.passages(*code).map(Answer::Passages),
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
