//! Slow work: a thread that answers with events. Its connection only reads; copies of the study it
//! takes in by a second one.
//!
//! Every request has a [`Ticket`]; whoever asked keeps the latest and drops the
//! answers to others. A newer search stops the older one, begun or not. A job that
//! panics or is stopped ends in an answer like any other.

mod importing;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::event::{Event, Message, Trouble};
use super::screens::agreement::Choice;
use super::screens::analysis::{Ask, Counted, FigureOf};
use super::screens::history::Past;
use super::screens::home::Glance;
use super::screens::importing::batch::Reading;
use super::screens::memos;
use crate::model::codebook::FrozenCodebook;
use crate::model::{CodeId, Conflict, Edit, InterviewId, Span};
use crate::study::{
    AboutCode, Agreement, Around, Brought, Corpus, Difference, Disagreement, Dispute, Filter,
    FolderList, Found, Frequencies, MergePreview, Merged, Merger, Passage, PassageInContext,
    ReplacingAll, Report, ReviewItem, Study, StudyError, Wanted, Watch, list_folder,
};

/// How long a job runs before it says how far it is, and then between two times.
const PATIENCE: Duration = Duration::from_millis(200);

/// Number of a request, counted up in one run of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Work for the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// How often each code was given.
    Frequencies,
    /// Figures with their table.
    Analyse {
        /// What is counted.
        ask: Box<Ask>,
        /// In what.
        filter: Box<Filter>,
    },
    /// The passages behind a figure.
    Behind(Box<FigureOf>),
    /// How far coders agree.
    Agreement(Choice),
    /// The units on which coders differ about a code.
    Differences {
        /// The code.
        code: CodeId,
        /// What is compared.
        choice: Choice,
    },
    /// The codings that a reviewer looks at.
    Review,
    /// Where two coders part.
    Disagreements,
    /// The lines around a passage, and how the same dispute was settled before.
    Around {
        /// The interview.
        interview: InterviewId,
        /// The passage.
        hull: Span,
        /// What is in dispute.
        dispute: Option<Dispute>,
    },
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
    /// What another copy of the study would bring.
    Merging {
        /// The copy.
        file: PathBuf,
        /// Who takes it in.
        coder: String,
    },
    /// Takes another copy of the study in: it writes.
    TakeIn {
        /// The copy.
        file: PathBuf,
        /// Who takes it in.
        coder: String,
        /// How many interviews it takes out for good, since they were withdrawn there.
        n_withdrawn: usize,
    },
    /// What a folder holds.
    Folder(PathBuf),
    /// The files that paths lead to.
    FindFiles(Vec<PathBuf>),
    /// What files would bring: each with its place among all, and how it is read.
    ReadFiles(Vec<(usize, PathBuf, Reading)>),
    /// What an import would bring.
    WouldImport {
        /// The import.
        import: Arc<Edit>,
        /// Who imports.
        coder: String,
    },
    /// Carries an import out: it writes.
    Import {
        /// The import.
        import: Arc<Edit>,
        /// Who imports.
        coder: String,
    },
    /// What merges left to decide.
    Conflicts,
    /// What replacing words in all interviews would do.
    Replacing {
        /// What goes.
        find: String,
        /// What comes.
        with: String,
    },
    /// The study at a glance, as this coder sees it.
    Overview(String),
    /// Its memos, and the drafts of this coder.
    Memos(String),
    /// The latest steps of everybody, so many at most.
    History(u32),
    /// Texts into memory, before anything is searched for.
    Prepare,
    /// The passages that answer to a query, in all interviews.
    Search(Wanted),
    /// The passages that shall get a code.
    Hits(Wanted),
}

/// What a job found.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// How often each code was given.
    Frequencies(Frequencies),
    /// Figures with their table.
    Analysed(Box<Counted>),
    /// How far coders agree.
    Agreement(Box<Agreement>),
    /// The units on which coders differ about a code.
    Differences(Vec<Difference>),
    /// The codings that a reviewer looks at.
    Review(Vec<ReviewItem>),
    /// Where two coders part.
    Disagreements(Vec<Disagreement>),
    /// What is read beside a passage.
    Around(Box<Around>),
    /// The passages of a code.
    Passages(Vec<Passage>),
    /// The passages of a code with the words around them.
    PassagesInContext(Vec<PassageInContext>),
    /// History, memos and overlaps of a code.
    AboutCode(Box<AboutCode>),
    /// What a merge would do.
    MergePreview(MergePreview),
    /// What another copy of the study would bring.
    Merging(Box<Merged>),
    /// What another copy of the study brought.
    TookIn(Box<Merged>),
    /// What a folder holds.
    Folder(FolderList),
    /// Files that paths lead to.
    Files(Vec<PathBuf>),
    /// What files would bring, or why they can't be read, each with its place among all.
    ReadFiles(Vec<(usize, Result<Arc<Brought>, Message>)>),
    /// What an import would bring.
    WouldImport(Box<Report>),
    /// What an import brought.
    Imported(Box<Report>),
    /// What merges left to decide, what nobody looked at first.
    Conflicts(Vec<Conflict>),
    /// What replacing words would do.
    Replacing(ReplacingAll),
    /// Frozen versions of the codebook, the oldest first.
    Versions(Vec<FrozenCodebook>),
    /// The study at a glance.
    Overview(Box<Glance>),
    /// Rows of the list of memos.
    Memos(Vec<memos::Row>),
    /// The latest steps of everybody.
    History(Past),
    /// The passages that answer to a query.
    Search(Found),
    /// Nothing: a newer search came in between, or nobody asked for anything yet.
    Stopped,
}

impl Job {
    fn name(&self) -> &'static str {
        match self {
            Self::Frequencies => "frequencies",
            Self::Analyse { ask, .. } => ask.kind().name(),
            Self::Behind(_) => "behind",
            Self::Agreement(_) => "agreement",
            Self::Differences { .. } => "differences",
            Self::Review => "review",
            Self::Disagreements => "disagreements",
            Self::Around { .. } => "around",
            Self::Passages(_) => "passages",
            Self::PassagesInContext(_) => "passages-in-context",
            Self::AboutCode(_) => "about-code",
            Self::MergePreview { .. } => "merge-preview",
            Self::Merging { .. } => "merging",
            Self::TakeIn { .. } => "take-in",
            Self::Folder(_) => "folder",
            Self::FindFiles(_) => "find-files",
            Self::ReadFiles(_) => "read-files",
            Self::WouldImport { .. } => "would-import",
            Self::Import { .. } => "import",
            Self::Conflicts => "conflicts",
            Self::Replacing { .. } => "replacing",
            Self::Versions => "versions",
            Self::Overview(_) => "overview",
            Self::Memos(_) => "memos",
            Self::History(_) => "history",
            Self::Prepare => "prepare",
            Self::Search(_) => "search",
            Self::Hits(_) => "hits",
        }
    }

    /// Whether one asks anew while an answer is still to come, so that a newer job of this
    /// kind stops the older. Others may be asked for by two screens, and both get answers.
    fn is_superseded(&self) -> bool {
        matches!(
            self,
            Self::Search(_)
                | Self::Hits(_)
                | Self::Agreement(_)
                | Self::Analyse { .. }
                | Self::Behind(_)
                | Self::Differences { .. }
                | Self::Around { .. }
                | Self::Merging { .. }
                | Self::TakeIn { .. }
                | Self::ReadFiles(_)
                | Self::Import { .. }
        )
    }

    /// Whether it writes to the study.
    #[must_use]
    pub fn writes(&self) -> bool {
        matches!(self, Self::TakeIn { .. } | Self::Import { .. })
    }

    fn run(&self, study: &Study, desk: &mut Desk, watch: Watch) -> Result<Answer, Trouble> {
        match self {
            Self::Frequencies => study
                .frequencies(&Filter::default(), None)
                .map(Answer::Frequencies),
            Self::Analyse { ask, filter } => {
                return match ask.run(study, filter, watch) {
                    Ok(counted) => Ok(Answer::Analysed(Box::new(counted))),
                    Err(_) if watch.is_stopped() => Ok(Answer::Stopped),
                    Err(trouble) => Err(trouble),
                };
            }
            Self::Behind(figure) => study
                .passages_behind(&figure.filter, &figure.behind)
                .map(Answer::Passages),
            Self::Agreement(choice) => {
                let found = study.agreement(&Filter::default(), &choice.request(), watch);
                unless_stopped(found.map(|found| Answer::Agreement(Box::new(found))))
            }
            Self::Differences { code, choice } => study
                .differences(&Filter::default(), &choice.request(), *code)
                .map(Answer::Differences),
            Self::Review => study.reviewed_and_waiting().map(Answer::Review),
            Self::Disagreements => study
                .disagreements(&Filter::default(), None)
                .map(Answer::Disagreements),
            Self::Around {
                interview,
                hull,
                dispute,
            } => study
                .around(*interview, *hull, *dispute)
                .map(|around| Answer::Around(Box::new(around))),
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
            Self::Merging { file, coder } => {
                let merged = study.would_merge(std::slice::from_ref(file), coder, watch);
                unless_stopped(merged.map(|merged| Answer::Merging(Box::new(merged))))
            }
            Self::TakeIn { file, coder, .. } => {
                let Some(merger) = &mut desk.merger else {
                    return Err(Trouble::unchanged(Message::new("say-read-only")));
                };
                let merged = merger.merge(std::slice::from_ref(file), coder, watch);
                unless_stopped(merged.map(|merged| Answer::TookIn(Box::new(merged))))
            }
            Self::Folder(folder) => list_folder(folder).map(Answer::Folder),
            Self::FindFiles(paths) => Ok(Answer::Files(importing::find_files(paths))),
            Self::ReadFiles(files) => importing::read_files(study, files, watch),
            Self::WouldImport { import, coder } => study
                .would_import(import, coder)
                .map(|report| Answer::WouldImport(Box::new(report))),
            Self::Import { import, coder } => {
                let Some(merger) = &mut desk.merger else {
                    return Err(Trouble::unchanged(Message::new("say-read-only")));
                };
                let report = merger.import(import, coder, watch);
                unless_stopped(report.map(|report| Answer::Imported(Box::new(report))))
            }
            Self::Conflicts => study.conflicts().map(Answer::Conflicts),
            Self::Replacing { find, with } => study.replacing(find, with).map(Answer::Replacing),
            Self::Overview(coder) => study
                .overview(coder)
                .map(|overview| Answer::Overview(Box::new(Glance::of(overview)))),
            Self::Memos(coder) => study
                .memos(coder)
                .map(|found| Answer::Memos(memos::Row::all(found, coder))),
            Self::History(n) => study
                .latest_steps(*n)
                .map(|steps| Answer::History(Past::of(steps))),
            Self::Prepare => study
                .prepare(&mut desk.corpus, watch)
                .map(|()| Answer::Stopped),
            Self::Search(wanted) | Self::Hits(wanted) => {
                study.find(&mut desk.corpus, wanted, watch).map(found)
            }
        }
        .map_err(Trouble::from)
    }
}

/// What was stopped is no failure.
fn unless_stopped(outcome: Result<Answer, StudyError>) -> Result<Answer, StudyError> {
    match outcome {
        Err(StudyError::Cancelled) => Ok(Answer::Stopped),
        outcome => outcome,
    }
}

/// What the thread keeps from one job to the next.
struct Desk {
    /// Texts, for searching.
    corpus: Corpus,
    /// Takes copies in, where the study can be written.
    merger: Option<Merger>,
}

fn found(found: Option<Found>) -> Answer {
    found.map_or(Answer::Stopped, Answer::Search)
}

/// A job on its way to the thread.
struct Request {
    ticket: Ticket,
    job: Job,
    stop: Arc<AtomicBool>,
}

/// The worker's end of the line: jobs go in, answers come out.
#[derive(Debug)]
pub struct Worker {
    /// `None` only while it ends.
    jobs: Option<Sender<Request>>,
    answers: Receiver<Event>,
    /// What stops the latest job of each kind that can be stopped.
    stops: HashMap<&'static str, (Ticket, Arc<AtomicBool>)>,
    /// Jobs that have not been answered yet.
    pub running: usize,
    /// The request that writes to the study, until it is answered.
    writing: Option<Ticket>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Worker {
    /// Whoever writes is stopped and waited for: the study is left at rest. Who only reads is not.
    fn drop(&mut self) {
        for (_, stop) in self.stops.values() {
            stop.store(true, Ordering::Relaxed);
        }
        self.jobs = None;
        if let (Some(_), Some(thread)) = (self.writing, self.thread.take()) {
            // Where it panicked there is nothing to wait for.
            let _ = thread.join();
        }
    }
}

impl Worker {
    /// Starts the thread, which reads from `study`, takes copies in by `merger`, and calls `ring` when
    /// it said something.
    #[must_use]
    pub fn start(
        study: Study,
        merger: Option<Merger>,
        ring: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let (jobs, inbox) = channel::<Request>();
        let (answer, answers) = channel();
        let thread = thread::spawn(move || {
            // Texts stay in memory from one search to the next.
            let mut desk = Desk {
                corpus: Corpus::kept(),
                merger,
            };
            let told = |event: Event| {
                let heard = answer.send(event).is_ok();
                ring();
                heard
            };
            for request in inbox {
                let ticket = request.ticket;
                let outcome = if request.stop.load(Ordering::Relaxed) {
                    Ok(Answer::Stopped)
                } else {
                    // Who no longer listens needs no progress.
                    let tell = |event| {
                        told(event);
                    };
                    serve(&request, &study, &mut desk, &tell)
                };
                if !told(Event::Answer { ticket, outcome }) {
                    break;
                }
            }
        });
        Self {
            jobs: Some(jobs),
            answers,
            stops: HashMap::new(),
            running: 0,
            writing: None,
            thread: Some(thread),
        }
    }

    /// Hands a job over and stops an older search of its kind; where the thread is gone
    /// that is the answer.
    pub fn ask(&mut self, ticket: Ticket, job: Job) -> Option<Event> {
        let name = job.name();
        let stop = Arc::new(AtomicBool::new(false));
        if job.is_superseded()
            && let Some((_, older)) = self.stops.insert(name, (ticket, Arc::clone(&stop)))
        {
            older.store(true, Ordering::Relaxed);
        }
        let writes = job.writes();
        let request = Request { ticket, job, stop };
        if self
            .jobs
            .as_ref()
            .is_some_and(|jobs| jobs.send(request).is_ok())
        {
            self.running += 1;
            if writes {
                self.writing = Some(ticket);
            }
            return None;
        }
        let outcome = Err(bug(name));
        Some(Event::Answer { ticket, outcome })
    }

    /// Stops a job that nobody waits for any more.
    pub fn stop(&self, ticket: Ticket) {
        for (asked, stop) in self.stops.values() {
            if *asked == ticket {
                stop.store(true, Ordering::Relaxed);
            }
        }
    }

    /// The answers that have come in, and how far jobs are that take long.
    pub fn answers(&mut self) -> Vec<Event> {
        let events: Vec<Event> = self.answers.try_iter().collect();
        let is_answer = |event: &&Event| matches!(event, Event::Answer { .. });
        let n = events.iter().filter(is_answer).count();
        let written = |event: &Event| matches!(event, Event::Answer { ticket, .. } if Some(*ticket) == self.writing);
        if events.iter().any(written) {
            self.writing = None;
        }
        self.running -= n.min(self.running);
        events
    }
}

/// Runs a job; a panic is an answer, and what it may have left half done is thrown away.
fn serve(
    request: &Request,
    study: &Study,
    desk: &mut Desk,
    told: &(dyn Fn(Event) + Sync),
) -> Result<Answer, Trouble> {
    let ticket = request.ticket;
    let latest = Mutex::new(Instant::now());
    let tell = |done: usize, of: usize| {
        // Whoever finds it taken leaves the telling to the other.
        if let Ok(mut latest) = latest.try_lock()
            && latest.elapsed() >= PATIENCE
        {
            *latest = Instant::now();
            told(Event::Progress { ticket, done, of });
        }
    };
    let watch = Watch {
        stop: &request.stop,
        tell: &tell,
    };
    let run = AssertUnwindSafe(|| request.job.run(study, desk, watch));
    catch_unwind(run).unwrap_or_else(|_| {
        desk.corpus = Corpus::kept();
        Err(bug(request.job.name()))
    })
}

fn bug(job: &'static str) -> Trouble {
    Trouble::unchanged(Message::new("trouble-bug").with("job", job))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Plan;
    use crate::study::{HitUnit, Mode};
    use crate::text::Query;

    #[test]
    fn a_newer_search_stops_the_older_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.fangtan");
        Study::create(&path, "s", &Plan::default(), "anna").unwrap();
        let study = Study::open(&path, Mode::Stay).unwrap();
        let mut worker = Worker::start(study.reader().unwrap(), None, || {});
        let search = |words: &str| {
            Job::Search(Wanted {
                query: Query::words(words).unwrap(),
                unit: HitUnit::Match,
                interview: None,
                n_rows: 1,
            })
        };
        assert_eq!(worker.ask(Ticket(1), search("信")), None);
        let first = Arc::clone(&worker.stops["search"].1);
        worker.ask(Ticket(2), Job::Frequencies);
        worker.ask(Ticket(2), Job::Frequencies);
        assert!(!first.load(Ordering::Relaxed), "of another kind");
        worker.ask(Ticket(3), search("信任"));
        assert!(first.load(Ordering::Relaxed));
        assert!(!worker.stops["search"].1.load(Ordering::Relaxed));

        let mut answered = Vec::new();
        while worker.running > 0 {
            for event in worker.answers() {
                if let Event::Answer { ticket, outcome } = event {
                    answered.push((ticket, outcome.unwrap()));
                }
            }
            thread::yield_now();
        }
        let tickets: Vec<Ticket> = answered.iter().map(|(ticket, _)| *ticket).collect();
        assert_eq!(tickets, [1, 2, 2, 3].map(Ticket));
        assert!(matches!(answered[1].1, Answer::Frequencies(_)));
        assert_eq!(answered[3].1, Answer::Search(Found::default()));
    }
}
