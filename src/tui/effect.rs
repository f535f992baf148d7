//! What the program wants of the world, and the one place that does it.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::model::edit::StepKind;
use crate::model::table::Table;
use crate::model::{CharPos, CodeId, Draft, Edit, InterviewId, MemoTarget, Seen, Span};
use crate::strings::Lang;
use crate::study::{Access, CodebookForm, Loaded, Study, StudyError, Touched};

use super::app::Mouse;
use super::drafts::Drafts;
use super::event::{Event, Message, Standing, Trouble};
use super::jobs::{Job, Ticket, Worker};
use super::record;
use super::screens::analysis::narrow::Choosing;
use super::screens::coding::Way;
use super::times::now;

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Change the study, then say something about it.
    Edit(Box<Edit>, Message),
    /// Take the latest step back.
    Undo,
    /// Do the latest undone step again.
    Redo,
    /// Have the study be as it was right after a step, as far as the coder's own steps go.
    Travel {
        /// The step.
        to: i64,
    },
    /// Load everything again after the worker changed the study, then say something about it.
    Reload(Message),
    /// Load an interview.
    Open {
        /// Which.
        interview: InterviewId,
        /// The passage to show in it.
        at: Option<Span>,
    },
    /// Open the next interview that has a code, at its first use there; backwards the
    /// one before, at its last use.
    OpenUse {
        /// The code.
        code: CodeId,
        /// The interview to go on from.
        from: InterviewId,
        /// Forward or back in the study's order.
        way: Way,
    },
    /// Keep where the cursor stands and what was read.
    Remember {
        /// In which interview.
        interview: InterviewId,
        /// Where.
        at: CharPos,
        /// Passages on which it rested.
        seen: Seen,
        /// Sentences that are left to read.
        n_unread: u32,
    },
    /// Keep what was searched for.
    RememberQuery(String),
    /// Have the worker do something.
    Start {
        /// Number of the request.
        ticket: Ticket,
        /// What.
        job: Job,
    },
    /// Have the worker give up what nobody waits for any more.
    Stop(Ticket),
    /// Have the digit keys carry another set of codes.
    ChoosePins(String),
    /// Read the memos on something, to show the one of a coder; `None` is the acting one.
    OpenMemo {
        /// On what.
        target: MemoTarget,
        /// Whose.
        whose: Option<String>,
    },
    /// Keep what was typed of a memo; no step of the log.
    KeepDraft(Draft),
    /// Give up what was typed of a memo, then say something about it.
    DropDraft {
        /// On what.
        target: MemoTarget,
        /// What to say.
        said: Option<Message>,
    },
    /// Put words on the clipboard; the terminal's business.
    Copy(String),
    /// Write the codebook to a new file.
    WriteCodebook {
        /// The file.
        file: PathBuf,
        /// How it is written.
        form: CodebookForm,
    },
    /// Read what there is to choose from for figures.
    Choose(Choosing),
    /// Write the table of figures to a new file.
    WriteTable {
        /// The file.
        file: PathBuf,
        /// The table.
        table: Box<Table>,
        /// In which language.
        lang: Lang,
    },
    /// Write the record of decisions to a new file.
    ExportDecisions {
        /// The file.
        path: PathBuf,
        /// In which language.
        lang: Lang,
    },
    /// Make a verified backup.
    Backup,
    /// Take the mouse, or give it back to the terminal.
    Mouse(Mouse),
    /// Stop the program until the shell calls it back.
    Suspend,
    /// Leave the program, unless an effect before this one failed.
    Quit,
}

impl Effect {
    /// Changes the study and says something about it when that is durable.
    #[must_use]
    pub fn edit(edit: Edit, said: Message) -> Self {
        Self::Edit(Box::new(edit), said)
    }
}

/// The study, and the threads that read it and keep drafts in it.
#[derive(Debug)]
pub struct World {
    /// Keeps drafts. Stands before the study, so that its connection closes first.
    pub drafts: Drafts,
    /// The worker. Stands before the study as well: it may be writing.
    pub worker: Worker,
    /// The study.
    pub study: Study,
}

impl World {
    /// Carries an effect out, loads again what it touched, and says what happened.
    ///
    /// Quitting and the terminal are the loop's business.
    pub fn perform(&mut self, loaded: &mut Loaded, effect: Effect) -> Option<Event> {
        let outcome = match effect {
            Effect::Edit(edit, notice) => self.edit(loaded, *edit, notice),
            Effect::Undo => self.undo(loaded),
            Effect::Redo => self.redo(loaded),
            Effect::Travel { to } => self.travel(loaded, to),
            Effect::Reload(said) => self.read_again(loaded, said),
            Effect::Open { interview, at } => self.open(loaded, interview, at),
            Effect::OpenUse { code, from, way } => self.open_use(loaded, code, from, way),
            Effect::Remember {
                interview,
                at,
                seen,
                n_unread,
            } => {
                self.remember(loaded, interview, at, &seen, n_unread);
                return None;
            }
            Effect::RememberQuery(query) => {
                self.remember_query(loaded, &query);
                return None;
            }
            Effect::OpenMemo { target, whose } => self.open_memo(loaded, target, whose),
            Effect::KeepDraft(draft) => {
                self.drafts.keep(draft, &loaded.coder);
                return None;
            }
            Effect::DropDraft { target, said } => self.drop_draft(loaded, target, said),
            Effect::WriteCodebook { file, form } => self.write_codebook(file, form),
            Effect::Start { ticket, job } => {
                if job.writes() {
                    self.drafts.finish();
                }
                return self.worker.ask(ticket, job);
            }
            Effect::Stop(ticket) => {
                self.worker.stop(ticket);
                return None;
            }
            Effect::ChoosePins(set) => self.choose_pins(loaded, &set),
            Effect::Choose(what) => self.choices(what),
            Effect::WriteTable { file, table, lang } => written(file, &table, lang),
            Effect::ExportDecisions { path, lang } => self.export_decisions(path, lang),
            Effect::Backup => self.back_up(),
            Effect::Copy(_) | Effect::Mouse(_) | Effect::Suspend | Effect::Quit => return None,
        };
        Some(outcome.unwrap_or_else(Event::Failed))
    }

    /// A world of a study, with its threads; the worker calls `ring` when it said something.
    ///
    /// # Errors
    /// When the file can't be opened once more.
    pub fn new(study: Study, ring: impl Fn() + Send + Sync + 'static) -> Result<Self, StudyError> {
        let (keeper, merger) = match study.access() {
            Access::Writing => (Some(study.draft_keeper()?), Some(study.merger()?)),
            Access::Reading | Access::Protected | Access::Elsewhere(_) => (None, None),
        };
        Ok(Self {
            drafts: Drafts::start(keeper),
            worker: Worker::start(study.reader()?, merger, ring),
            study,
        })
    }

    /// Answers of the worker, and about drafts.
    pub fn answers(&mut self) -> Vec<Event> {
        let mut events = self.drafts.answers();
        events.extend(self.worker.answers());
        events
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.worker.running > 0 || self.drafts.on_their_way > 0
    }

    fn open_memo(
        &mut self,
        loaded: &Loaded,
        target: MemoTarget,
        whose: Option<String>,
    ) -> Result<Event, Trouble> {
        self.drafts.finish();
        let target = match loaded.access {
            Access::Writing => self.study.take_up_draft(target, &loaded.coder)?,
            Access::Reading | Access::Protected | Access::Elsewhere(_) => target,
        };
        let at = self.study.memos_at(target, &loaded.coder)?;
        Ok(Event::MemoOpened {
            at: Box::new(at),
            whose,
        })
    }

    fn drop_draft(
        &mut self,
        loaded: &Loaded,
        target: MemoTarget,
        said: Option<Message>,
    ) -> Result<Event, Trouble> {
        self.drafts.finish();
        self.study.drop_draft(target, &loaded.coder)?;
        Ok(Event::DraftDropped { target, said })
    }

    fn edit(&mut self, loaded: &mut Loaded, edit: Edit, notice: Message) -> Result<Event, Trouble> {
        // A draft that came after its memo would pass for one that was cut off.
        self.drafts.finish();
        let applied = self.study.apply(&edit, &loaded.coder)?;
        let at = now();
        let touched = widely(Some(edit.kind()), applied.touched);
        self.reload(loaded, touched).map_err(kept)?;
        Ok(Event::Edited {
            edit: Box::new(edit),
            applied: (&applied).into(),
            at,
            notice,
        })
    }

    fn undo(&mut self, loaded: &mut Loaded) -> Result<Event, Trouble> {
        let undone = self.study.undo(&loaded.coder)?;
        let at = now();
        let touched = widely(StepKind::from_name(&undone.entry.kind), undone.touched);
        self.reload_anywhere(loaded, touched).map_err(kept)?;
        Ok(Event::Undone {
            step: undone.entry,
            at,
        })
    }

    fn redo(&mut self, loaded: &mut Loaded) -> Result<Event, Trouble> {
        let redone = self.study.redo(&loaded.coder)?;
        let at = now();
        let touched = widely(StepKind::from_name(&redone.entry.kind), redone.touched);
        self.reload_anywhere(loaded, touched).map_err(kept)?;
        Ok(Event::Redone {
            step: redone.entry,
            at,
        })
    }

    fn travel(&mut self, loaded: &mut Loaded, to: i64) -> Result<Event, Trouble> {
        let travelled = self.study.travel(to, &loaded.coder)?;
        let at = now();
        self.reload(loaded, EVERYTHING).map_err(kept)?;
        Ok(Event::Travelled { travelled, at })
    }

    fn read_again(&mut self, loaded: &mut Loaded, said: Message) -> Result<Event, Trouble> {
        // What came may say who is to see less, or more.
        self.study.look_as(&loaded.coder).map_err(kept)?;
        self.reload(loaded, EVERYTHING).map_err(kept)?;
        Ok(Event::Merged { said, at: now() })
    }

    fn open(
        &mut self,
        loaded: &mut Loaded,
        interview: InterviewId,
        at: Option<Span>,
    ) -> Result<Event, Trouble> {
        loaded.open = Some(self.study.load_interview(interview, &loaded.coder)?);
        Ok(Event::Opened { at })
    }

    fn open_use(
        &mut self,
        loaded: &mut Loaded,
        code: CodeId,
        from: InterviewId,
        way: Way,
    ) -> Result<Event, Trouble> {
        let found = match way {
            Way::Forward => self.study.next_use(code, from)?,
            Way::Back => self.study.previous_use(code, from)?,
        };
        if let Some(found) = &found {
            loaded.open = Some(self.study.load_interview(found.interview, &loaded.coder)?);
        }
        Ok(Event::OpenedUse {
            at: found.map(|found| (found.span, found.coding)),
        })
    }

    /// A place that can't be kept costs nobody anything but a scroll.
    fn remember(
        &mut self,
        loaded: &mut Loaded,
        interview: InterviewId,
        at: CharPos,
        seen: &Seen,
        n_unread: u32,
    ) {
        if let Some(open) = loaded.open.as_mut().filter(|open| open.id == interview) {
            open.place = Some(at);
            open.seen = seen.clone();
        }
        loaded.unread.insert(interview, n_unread);
        if matches!(loaded.access, Access::Writing) {
            let coder = &loaded.coder;
            let _ = self.study.remember_place(interview, at, coder);
            let _ = self.study.remember_seen(interview, seen, n_unread, coder);
        }
    }

    fn choose_pins(&mut self, loaded: &mut Loaded, set: &str) -> Result<Event, Trouble> {
        if matches!(loaded.access, Access::Writing) {
            self.study.choose_pins(set, &loaded.coder)?;
        }
        loaded.pins = self.study.pins(&loaded.codebook, set, &loaded.coder)?;
        Ok(Event::PinsChosen)
    }

    /// A query that can't be kept is only typed again.
    fn remember_query(&mut self, loaded: &mut Loaded, query: &str) {
        loaded.queries.retain(|known| known != query);
        loaded.queries.insert(0, query.to_owned());
        if matches!(loaded.access, Access::Writing) {
            let _ = self.study.remember_query(query, &loaded.coder);
        }
    }

    fn write_codebook(&self, file: PathBuf, form: CodebookForm) -> Result<Event, Trouble> {
        let all = !self.study.write_codebook(&file, form)?;
        Ok(Event::Written { file, all })
    }

    fn back_up(&mut self) -> Result<Event, Trouble> {
        let path = self.study.backup()?;
        let file = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        Ok(Event::BackedUp { file, at: now() })
    }

    fn choices(&self, what: Choosing) -> Result<Event, Trouble> {
        let choices = Box::new(self.study.choices()?);
        Ok(Event::Choices { what, choices })
    }

    fn export_decisions(&self, file: PathBuf, lang: Lang) -> Result<Event, Trouble> {
        record::write(&self.study, &file, lang)?;
        Ok(Event::Written { file, all: true })
    }

    /// Loads again what a step touched that may lie in another interview.
    fn reload_anywhere(&mut self, loaded: &mut Loaded, touched: Touched) -> Result<(), StudyError> {
        let here = |loaded: &Loaded| loaded.open.as_ref().map(|open| open.layer.clone());
        let before = here(loaded);
        self.reload(loaded, touched)?;
        if touched.codings && here(loaded) == before {
            let everything = Touched {
                codebook: true,
                ..touched
            };
            self.reload(loaded, everything)?;
        }
        Ok(())
    }

    /// Loads again what a step touched; after a coding that is one interview's codings.
    fn reload(&mut self, loaded: &mut Loaded, touched: Touched) -> Result<(), StudyError> {
        if touched.codebook || touched.interviews {
            let open = loaded.open.take();
            *loaded = self.study.load(&loaded.coder)?;
            loaded.open = match open {
                // A step taken back may have made it.
                Some(open) if !loaded.interviews.iter().any(|it| it.id == open.id) => None,
                Some(open) if touched.interviews => {
                    Some(self.study.load_interview(open.id, &loaded.coder)?)
                }
                open => open,
            };
        } else {
            self.study.reload_steps(loaded)?;
        }
        if let (true, Some(open)) = (touched.codings, &mut loaded.open) {
            let before = counts(open.layer.all());
            self.study.reload_layer(open)?;
            if !(touched.codebook || touched.interviews) {
                let after = counts(open.layer.all());
                adjust(loaded, &before, &after);
            }
        }
        Ok(())
    }
}

fn written(file: PathBuf, table: &Table, lang: Lang) -> Result<Event, Trouble> {
    record::write_table(&file, table, lang)?;
    Ok(Event::Written { file, all: true })
}

/// All parts of a study.
const EVERYTHING: Touched = Touched {
    codings: true,
    codebook: true,
    interviews: true,
};

/// Steps that touch codings of interviews that aren't open.
const WIDE: [StepKind; 3] = [StepKind::CodePassages, StepKind::Judge, StepKind::Amend];

/// What has to be loaded again after a step; one on many interviews changes the
/// counts of all of them.
fn widely(kind: Option<StepKind>, touched: Touched) -> Touched {
    Touched {
        codebook: touched.codebook
            || (touched.codings && kind.is_some_and(|kind| WIDE.contains(&kind))),
        ..touched
    }
}

/// An error of reading again what was changed: the change itself is kept.
fn kept(error: StudyError) -> Trouble {
    Trouble {
        study: Standing::Changed,
        ..Trouble::from(error)
    }
}

fn counts(codings: &[crate::model::Coding]) -> HashMap<CodeId, i64> {
    let mut counts = HashMap::new();
    for coding in codings.iter().filter(|coding| coding.status.counts()) {
        *counts.entry(coding.code).or_default() += 1;
    }
    counts
}

/// Brings the counts per code up to date from one interview's codings before and after.
fn adjust(loaded: &mut Loaded, before: &HashMap<CodeId, i64>, after: &HashMap<CodeId, i64>) {
    let mut total = 0;
    for (place, code) in loaded.codebook.codes().iter().enumerate() {
        let of = |counts: &HashMap<CodeId, i64>| counts.get(&code.id).copied().unwrap_or(0);
        let by = of(after) - of(before);
        total += by;
        if let Some(n) = loaded.n_codings.get_mut(place) {
            *n = u32::try_from(i64::from(*n) + by).unwrap_or(0);
        }
    }
    let id = loaded.open.as_ref().map(|open| open.id);
    if let Some(interview) = loaded.interviews.iter_mut().find(|it| Some(it.id) == id) {
        interview.n_codings = u32::try_from(i64::from(interview.n_codings) + total).unwrap_or(0);
    }
}
