//! The import wizard: files are chosen, looked over and agreed to; then one step takes them in.
//!
//! Nothing is written before the last step. Files are read by the worker; what was read stays in
//! memory, what a person says of it is applied to it at once, and in the end all of it is one
//! plan, the same that the command line makes.

pub mod batch;
pub mod choose;
mod draw;
pub mod look;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ratatui::layout::{Rect, Size};

use crate::model::plan::Adjustment;
use crate::model::{Edit, InterviewId, Role};
use crate::study::{Brought, FolderList, Loaded, Report, Taken};
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Job, Ticket};
use crate::tui::layout;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;

use super::Listed;
use batch::{Batch, Reading};
use choose::{Choice, Chooser};
use look::{Look, Pane, Shown};

/// The wizard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Importing {
    /// Where it is.
    pub step: Step,
    /// The choosing of files.
    pub chooser: Chooser,
    /// What was chosen and read.
    pub batch: Batch,
    /// Where the cursors stand in it.
    pub look: Look,
    /// Files that are being read.
    pub reading: Option<Awaited>,
    /// What taking it in would bring.
    pub trial: Trial,
    /// The row in view of what it would bring.
    pub list: List,
    /// Whether leaving was asked for once, so that once more leaves.
    pub is_leaving: bool,
    /// Whether it is all in the study.
    pub is_done: bool,
    /// The first interview that was added, once they are.
    pub added: Option<InterviewId>,
}

/// Where the wizard is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Files are chosen.
    #[default]
    Choose,
    /// What was read is looked over.
    Look,
    /// Everything is shown once more before it is taken in.
    Agree,
}

/// Files on their way through the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The request.
    pub ticket: Ticket,
    /// Files read, of how many; nothing of nothing at first.
    pub progress: (usize, usize),
}

/// What taking the batch in would bring.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Trial {
    /// Nobody asked.
    #[default]
    None,
    /// The request on its way, and the import.
    Asked(Ticket, Arc<Edit>),
    /// What it would bring.
    Found(Box<Report>, Arc<Edit>),
}

/// Of which interviews something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of the one under the cursor.
    This,
    /// Of all.
    All,
}

/// What a person is asked in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The name of the interview.
    Name,
    /// The label of the speaker under the cursor.
    Label(Scope),
    /// Its respondent.
    Respondent(Scope),
    /// An attribute with its value.
    Attribute(Scope),
    /// The pattern of the lines on which turns begin.
    Pattern(Scope),
}

impl Importing {
    /// The wizard in a folder.
    #[must_use]
    pub fn at(folder: &Path, desk: &mut Desk) -> (Self, Effect) {
        let mut wizard = Self::default();
        let effect = wizard.chooser.look(folder, desk);
        (wizard, effect)
    }

    /// The field that takes what is typed, where the screen has one now.
    #[must_use]
    pub fn field(&self) -> Option<&Field> {
        (self.step == Step::Choose && self.reading.is_none()).then_some(&self.chooser.field)
    }

    /// Whether an answer is for it.
    #[must_use]
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        let trial = matches!(self.trial, Trial::Asked(asked, _) if asked == ticket);
        let reading = self.reading.is_some_and(|it| it.ticket == ticket);
        trial || reading || self.chooser.ticket == ticket
    }

    /// Takes in how far the reading is.
    pub fn progressed(&mut self, ticket: Ticket, done: usize, of: usize) {
        if let Some(it) = self.reading.as_mut().filter(|it| it.ticket == ticket) {
            it.progress = (done, of);
        }
    }

    /// Takes in what a folder holds.
    pub fn listed_folder(&mut self, outcome: Result<FolderList, Trouble>, desk: &mut Desk) {
        self.chooser.answered(outcome, desk);
    }

    /// Has the worker read the files that paths lead to.
    fn start(&mut self, paths: Vec<PathBuf>, desk: &mut Desk) -> Vec<Effect> {
        let (ticket, effect) = desk.ask(Job::FindFiles(paths));
        self.reading = Some(Awaited {
            ticket,
            progress: (0, 0),
        });
        vec![effect]
    }

    /// Takes in which files the paths lead to, and has them read.
    pub fn found_files(&mut self, files: Vec<PathBuf>, desk: &mut Desk) -> Vec<Effect> {
        self.reading = None;
        if files.is_empty() {
            desk.say(Message::new("say-no-files-there"));
            return Vec::new();
        }
        // What was read already and is chosen again keeps what was said of it.
        if self.batch.sources.iter().map(|it| &it.path).eq(&files) {
            self.step = Step::Look;
            return Vec::new();
        }
        self.batch = Batch::new(files);
        self.look = Look::default();
        let all: Vec<usize> = (0..self.batch.sources.len()).collect();
        self.read_again(&all, desk)
    }

    /// Has files read with what is now said of how they are read.
    fn read_again(&mut self, sources: &[usize], desk: &mut Desk) -> Vec<Effect> {
        let files = sources.iter().filter_map(|n| {
            let source = self.batch.sources.get(*n)?;
            Some((*n, source.path.clone(), source.reading.clone()))
        });
        let (ticket, effect) = desk.ask(Job::ReadFiles(files.collect()));
        let mut effects: Vec<Effect> = Vec::new();
        effects.extend(self.reading.map(|it| Effect::Stop(it.ticket)));
        effects.push(effect);
        self.reading = Some(Awaited {
            ticket,
            progress: (0, sources.len()),
        });
        effects
    }

    /// Takes in what was read.
    pub fn read(&mut self, found: Vec<(usize, Result<Arc<Brought>, Message>)>, loaded: &Loaded) {
        self.reading = None;
        self.batch.read(found, &names(loaded));
        self.look.show(&self.batch);
        self.trial = Trial::None;
        if self.step == Step::Choose {
            self.step = Step::Look;
        }
    }

    /// Takes in that reading was stopped or failed: what was read before stays.
    pub fn stopped(&mut self) {
        self.reading = None;
        if self.step == Step::Choose {
            self.batch = Batch::default();
        }
    }

    /// Takes in what taking it in would bring; a failure leads back.
    pub fn tried(&mut self, outcome: Result<Report, Trouble>, desk: &mut Desk) {
        let Trial::Asked(_, import) = std::mem::take(&mut self.trial) else {
            return;
        };
        match outcome {
            Ok(report) => self.trial = Trial::Found(Box::new(report), import),
            Err(trouble) => {
                self.step = Step::Look;
                desk.errors.push_back(trouble);
            }
        }
    }

    /// Keeps the first interview that was added.
    pub fn took_in(&mut self, report: &Report) {
        self.is_done = true;
        let mut all = report.interviews.iter();
        let first = all.find(|it| it.taken == Taken::Added);
        self.added = first.or(report.interviews.first()).map(|it| it.id);
    }

    /// Rows of files, speakers and words in view.
    fn heights(&self, size: Size) -> [usize; 3] {
        let areas = layout::importing(size);
        [areas.files, areas.speakers, areas.words].map(|area| usize::from(area.height))
    }

    /// Keeps the cursors in view.
    pub fn settle(&mut self, size: Size) {
        self.chooser.settle(choose_height(size));
        let heights = self.heights(size);
        self.look.settle(&self.batch, heights);
        self.list.keep(self.n_agreed(), agree_height(size));
    }

    /// Rows of what it would bring.
    fn n_agreed(&self) -> usize {
        match &self.trial {
            Trial::Found(report, _) => report.interviews.len() + report.withdrawn.len(),
            _ => 0,
        }
    }

    /// The list in which the arrows move.
    #[must_use]
    pub fn listed(&self, size: Size) -> Listed {
        let heights = self.heights(size);
        let (list, len, height) = match self.step {
            Step::Choose => {
                let len = self.chooser.rows().len();
                (self.chooser.list, len, choose_height(size))
            }
            Step::Look => (self.look.files, self.batch.rows.len(), heights[0]),
            Step::Agree => (self.list, self.n_agreed(), agree_height(size)),
        };
        Listed { list, len, height }
    }

    /// Where that list stands.
    #[must_use]
    pub fn list_area(&self, size: Size) -> Rect {
        match self.step {
            Step::Choose => layout::choosing(size).list,
            Step::Look => layout::importing(size).files,
            Step::Agree => layout::agreeing(size).list,
        }
    }

    /// Moves that list.
    pub fn set_list(&mut self, list: List) {
        match self.step {
            Step::Choose => self.chooser.list = list,
            Step::Agree => self.list = list,
            Step::Look => {
                let before = self.look.files.at;
                self.look.files = list;
                if list.at != before {
                    self.look.show(&self.batch);
                }
            }
        }
    }

    /// The study's respondents, and those whom a person named here.
    #[must_use]
    pub fn known_respondents(&self, known: &[String]) -> Vec<String> {
        let mut all = known.to_vec();
        for row in &self.batch.rows {
            let interview = self.batch.interview(row);
            let speakers = interview.iter().flat_map(|it| &it.transcript.speakers);
            for who in speakers.filter_map(|it| it.respondent.as_ref()) {
                if !all.contains(who) {
                    all.push(who.clone());
                }
            }
        }
        all
    }

    /// What the speaker under the cursor is called.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        self.look.voice(&self.batch).map(|voice| voice.label)
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Vec<Effect> {
        let was_leaving = std::mem::take(&mut self.is_leaving);
        if command == Command::Cancel || command == Command::Back {
            return self.leave(was_leaving, desk);
        }
        if self.reading.is_some() {
            return Vec::new();
        }
        let size = desk.size;
        match self.step {
            Step::Choose => match self.chooser.update(desk, command, choose_height(size)) {
                Choice::Open(effects) => effects,
                Choice::Files(paths) => self.start(paths, desk),
            },
            Step::Look => self.look_over(loaded, desk, command),
            Step::Agree => {
                let len = self.n_agreed();
                if self.list.moved(command, len, agree_height(size)) {
                    return Vec::new();
                }
                match (command, &self.trial) {
                    (Command::ImportBack, _) => self.step = Step::Look,
                    (Command::ImportNow, Trial::Found(_, import)) => {
                        let (_, effect) = desk.ask(Job::Import {
                            import: Arc::clone(import),
                            coder: loaded.coder.clone(),
                        });
                        return vec![effect];
                    }
                    _ => {}
                }
                Vec::new()
            }
        }
    }

    /// Stops what is under way, or leaves; where anything was read only when asked twice.
    fn leave(&mut self, was_leaving: bool, desk: &mut Desk) -> Vec<Effect> {
        if let Some(reading) = self.reading {
            self.stopped();
            desk.say(Message::new("said-reading-stopped"));
            return vec![Effect::Stop(reading.ticket)];
        }
        let has_work = self.step != Step::Choose || !self.chooser.marked.is_empty();
        if has_work && !was_leaving {
            self.is_leaving = true;
            desk.say(Message::new("say-leave-import"));
        } else {
            desk.go = Some(crate::tui::app::Go::Back);
        }
        Vec::new()
    }

    fn look_over(&mut self, loaded: &Loaded, desk: &mut Desk, command: Command) -> Vec<Effect> {
        let heights = self.heights(desk.size);
        if self.look.moved(&self.batch, command, heights) {
            return Vec::new();
        }
        match command {
            Command::NextPane => self.look.next_pane(),
            Command::PreviousPane => self.look.previous_pane(),
            Command::ShowWhole => {
                self.look.shown = match self.look.shown {
                    Shown::Turns => Shown::Whole,
                    Shown::Whole => Shown::Turns,
                };
                self.look.words = List::default();
            }
            Command::LeaveOut => {
                let at = self.look.files.at;
                self.batch.turn(at, &names(loaded));
                if self.look.pane == Pane::Files {
                    let len = self.batch.rows.len();
                    if at + 1 < len {
                        self.look.files.step(1, len, heights[0]);
                        self.look.show(&self.batch);
                    }
                }
            }
            Command::SpeakerRole => return self.next_role(loaded, desk, Scope::This),
            Command::SpeakerRoleAll => return self.next_role(loaded, desk, Scope::All),
            Command::ImportBack => self.step = Step::Choose,
            Command::ImportNext => return self.agree(loaded, desk),
            _ => {}
        }
        Vec::new()
    }

    /// Asks what taking it in would bring.
    fn agree(&mut self, loaded: &Loaded, desk: &mut Desk) -> Vec<Effect> {
        let comes = |row: &batch::Row| !row.is_out && self.batch.source(row).brought().is_some();
        if !self.batch.rows.iter().any(comes) {
            desk.say(Message::new("say-nothing-to-import"));
            return Vec::new();
        }
        let import = Arc::new(Edit::Import(Box::new(self.batch.plan())));
        let (ticket, effect) = desk.ask(Job::WouldImport {
            import: Arc::clone(&import),
            coder: loaded.coder.clone(),
        });
        self.step = Step::Agree;
        self.list = List::default();
        self.trial = Trial::Asked(ticket, import);
        vec![effect]
    }

    /// Has the speaker under the cursor ask, then answer, then do what nobody said.
    fn next_role(&mut self, loaded: &Loaded, desk: &mut Desk, scope: Scope) -> Vec<Effect> {
        let Some(voice) = self.look.voice(&self.batch) else {
            desk.say(Message::new("say-no-speaker"));
            return Vec::new();
        };
        let role = match voice.role {
            None => Some(Role::Interviewer),
            Some(Role::Interviewer) => Some(Role::Respondent),
            Some(Role::Respondent) => None,
        };
        let label = voice.label;
        self.say(&Adjustment::Role { label, role }, scope, loaded, desk);
        Vec::new()
    }

    /// Says something of the interview under the cursor or of all.
    pub fn say(&mut self, said: &Adjustment, scope: Scope, loaded: &Loaded, desk: &mut Desk) {
        let rows: Vec<usize> = match scope {
            Scope::This => vec![self.look.files.at],
            Scope::All => (0..self.batch.rows.len()).collect(),
        };
        let n = self.batch.say(&rows, said, &names(loaded));
        if scope == Scope::All {
            desk.say(Message::new("said-of-interviews").with("n", n));
        }
        self.trial = Trial::None;
        // Two speakers may have become one, under the label that was said.
        if let Adjustment::Rename { new, .. } = said
            && let Some(row) = self.batch.rows.get(self.look.files.at)
            && let Some(interview) = self.batch.interview(row)
        {
            let mut speakers = interview.transcript.speakers.iter();
            let place = speakers.position(|it| it.label == *new);
            self.look.speakers.at = place.unwrap_or(self.look.speakers.at);
        }
    }

    /// Has the file under the cursor, or all, read in another way.
    pub fn read_as(
        &mut self,
        scope: Scope,
        change: impl Fn(&mut Reading),
        desk: &mut Desk,
    ) -> Vec<Effect> {
        let sources: Vec<usize> = match scope {
            Scope::This => {
                let row = self.batch.rows.get(self.look.files.at);
                row.map(|row| row.source).into_iter().collect()
            }
            Scope::All => (0..self.batch.sources.len()).collect(),
        };
        for source in &sources {
            change(&mut self.batch.sources[*source].reading);
        }
        self.read_again(&sources, desk)
    }

    /// Why a command would do nothing.
    #[must_use]
    pub fn why_not(&self, command: Command) -> Option<Message> {
        let of_speaker = matches!(
            command,
            Command::SpeakerRole
                | Command::SpeakerRoleAll
                | Command::RenameSpeaker
                | Command::RenameSpeakerAll
                | Command::TieRespondent
                | Command::TieRespondentAll
        );
        (of_speaker && self.label().is_none()).then(|| Message::new("say-no-speaker"))
    }
}

/// Names of the study's interviews.
fn names(loaded: &Loaded) -> HashSet<&str> {
    loaded
        .interviews
        .iter()
        .map(|it| it.name.as_str())
        .collect()
}

/// Rows of a folder that are in view.
fn choose_height(size: Size) -> usize {
    usize::from(layout::choosing(size).list.height)
}

/// Rows of what it would bring that are in view.
fn agree_height(size: Size) -> usize {
    usize::from(layout::agreeing(size).list.height)
}
