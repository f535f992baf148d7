//! The whole state of the program on screen, as plain data.
//!
//! An [`App`] is the loaded part of the study, a stack of screens, a stack of
//! overlays and the [`Desk`], which holds what every screen may use. It has no
//! connection, channel or clock: times arrive in events, wishes leave as effects.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use ratatui::layout::Size;

use crate::model::{CodeId, InterviewId, MemoTarget, Span, Status};
use crate::strings::Lang;
use crate::study::{Access, Filter, Loaded, Queue, WordPlaces};
use crate::text::Measure;

use super::command::Command;
use super::effect::Effect;
use super::event::{Message, Trouble};
use super::glyphs::Glyphs;
use super::jobs::{Job, Ticket};
use super::keymap::{Chord, Context, Keymap};
use super::overlays::Overlay;
use super::pointer::Beyond;
use super::possible::read_only;
use super::screens::Screen;
use super::screens::agreement::Choice;
use super::screens::analysis::{self, FigureOf};
use super::screens::coding::{Coding, Reading};
use super::screens::home::Home;
use super::tour::{self, Tour};
use super::update::Grip;
use super::visits::{Visited, Visits};

/// Everything on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct App {
    /// The part of the study in memory.
    pub loaded: Loaded,
    /// The screens, the one in view last; never empty.
    pub screens: Vec<Screen>,
    /// What lies over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// What every screen may use.
    pub desk: Desk,
    /// The keys.
    pub keymap: Keymap,
    /// Keys of a sequence that isn't complete.
    pub pending: Vec<Chord>,
    /// Whether what may follow those keys is on the screen.
    pub follow_up: FollowUp,
}

/// Whether what may follow the pending keys is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FollowUp {
    /// Not yet.
    #[default]
    Hidden,
    /// It is.
    Shown,
}

/// When what may follow the pending keys is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// When nothing was pressed for so long; zero is at once.
    For(Duration),
    /// Never.
    Endless,
}

impl Default for Patience {
    fn default() -> Self {
        Self::For(Duration::from_millis(350))
    }
}

/// Whose the mouse is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mouse {
    /// The program's: it selects, scrolls and runs commands.
    #[default]
    On,
    /// The terminal's, with its own selection.
    Off,
}

/// What every screen may read and change.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// Size of what the screen is drawn on: the terminal, without the rows of a tour.
    pub size: Size,
    /// Size of the terminal.
    pub terminal: Size,
    /// The tour, where one is under way.
    pub tour: Option<Tour>,
    /// How the terminal counts cells.
    pub measure: Measure,
    /// What lines and frames are drawn with.
    pub glyphs: Glyphs,
    /// Whose the mouse is.
    pub mouse: Mouse,
    /// When what may follow a key is shown.
    pub patience: Patience,
    /// Language of the interface.
    pub lang: Lang,
    /// What commands are called, in both languages, to be searched.
    pub names: Vec<CommandName>,
    /// The latest remark; the next one takes its place.
    pub remark: Option<Message>,
    /// Errors not yet dismissed, the oldest first.
    pub errors: VecDeque<Trouble>,
    /// When the latest change became durable, in local time.
    pub saved: Option<String>,
    /// The codes given last, for repeating.
    pub repeat: Vec<CodeId>,
    /// Codes given in this session, the latest first.
    pub recent: Vec<CodeId>,
    /// Places the cursor was at before it went far.
    pub visits: Visits,
    /// The latest time that an event brought, in milliseconds since the program began.
    pub now_ms: u64,
    /// What the left button of the mouse holds.
    pub grip: Option<Grip>,
    /// Past which edge of the transcript it is held; the text moves on until it comes back.
    pub pull: Option<Beyond>,
    /// Why, typed for a verdict that wasn't given yet.
    pub reason: String,
    /// Whether it was said that an input method is on.
    pub input_method: InputMethod,
    /// Where a screen wants to go.
    pub go: Option<Go>,
    /// An overlay that a screen wants to open.
    pub open: Option<Overlay>,
    tickets: u64,
}

/// What a command is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandName {
    /// The command.
    pub command: Command,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Whether it was said in this session that an input method is on: once is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputMethod {
    /// Not yet.
    Unsaid,
    /// It is being said.
    Saying,
    /// It was said.
    Said,
}

/// Another screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Go {
    /// The coding view of an interview, at a passage where one is given.
    Interview {
        /// Which.
        id: InterviewId,
        /// The passage.
        at: Option<Span>,
    },
    /// A place where the cursor was before; the way there leaves no trace.
    Visited(Visited),
    /// The passages of a code.
    Passages(CodeId),
    /// The passages behind a figure.
    Figure(Box<FigureOf>),
    /// A screen of figures.
    Analysis(analysis::Kind),
    /// The places of a word, of what a filter lets pass.
    Word(Box<WordPlaces>, Box<Filter>),
    /// The acting coder's memo on something.
    Memo(MemoTarget),
    /// The units on which coders differ about a code.
    Differences {
        /// The code.
        code: CodeId,
        /// What is compared.
        choice: Box<Choice>,
    },
    /// The codings that wait in a queue.
    Review(Queue, Option<Status>),
    /// Where two coders part.
    Disagreements,
    /// Where two coders part about a code, at a place.
    Dispute {
        /// The code.
        code: CodeId,
        /// The interview.
        interview: InterviewId,
        /// The passage.
        span: Span,
    },
    /// What merges left to decide.
    Conflicts,
    /// Looking at another copy of the study.
    Copy(PathBuf),
    /// The list of interviews.
    Interviews,
    /// The codebook, at a code.
    Codebook(CodeId),
    /// The splitting of a code.
    Split(CodeId),
    /// Versions of the codebook.
    Versions,
    /// The screen before.
    Back,
}

/// How many recent codes are kept.
const RECENT: usize = 5;

impl App {
    /// The program on its first screen: an interview that is already open, else the home screen.
    #[must_use]
    pub fn new(loaded: Loaded, keymap: Keymap, desk: Desk) -> Self {
        let first = match &loaded.open {
            Some(open) => {
                let reading = Reading::new(open, &loaded.coder, desk.now_ms);
                Screen::Coding(Box::new(Coding::new(open, None, reading)))
            }
            None => Screen::Home(Home::default()),
        };
        let mut app = Self {
            loaded,
            screens: vec![first],
            overlays: Vec::new(),
            desk,
            keymap,
            pending: Vec::new(),
            follow_up: FollowUp::default(),
        };
        // Not asked for, so it is said before somebody types in vain.
        if let Access::Elsewhere(_) = app.loaded.access {
            app.desk.say(read_only(&app.loaded.access));
        }
        app.settle();
        app
    }

    /// The screen in view.
    ///
    /// # Panics
    /// Never: the first screen is never taken away.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.screens.last().expect("there is always a screen")
    }

    /// The screen in view, to be changed.
    ///
    /// # Panics
    /// Never: the first screen is never taken away.
    pub fn screen_mut(&mut self) -> &mut Screen {
        self.screens.last_mut().expect("there is always a screen")
    }

    /// Where a key pressed now is looked up, the innermost first.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match self.overlays.last() {
            Some(overlay) => overlay.contexts(),
            None => self.screen().contexts(),
        }
    }

    /// How long after the last key [`Event::Waited`](super::event::Event::Waited) is
    /// awaited; `None` while nothing is.
    #[must_use]
    pub fn awaits(&self) -> Option<Duration> {
        match (self.desk.patience, self.follow_up) {
            (Patience::For(time), FollowUp::Hidden) if !self.pending.is_empty() => Some(time),
            _ => None,
        }
    }

    /// How long after the last one [`Event::Pulled`](super::event::Event::Pulled) is awaited:
    /// only while something is dragged past an edge.
    #[must_use]
    pub fn pulls(&self) -> Option<Duration> {
        self.desk.pull.map(|_| Duration::from_millis(60))
    }

    /// How long after `now_ms` something typed has to go to the file as a draft, where it has to.
    #[must_use]
    pub fn draft_due(&self, now_ms: u64) -> Option<Duration> {
        let memos = self.overlays.iter().filter_map(Overlay::as_memo);
        memos.filter_map(|memo| memo.draft_due(now_ms)).min()
    }

    /// The effects that keep what is typed of a memo and is in no draft yet, before a program ends
    /// that nobody has quit.
    pub fn last_drafts(&mut self) -> Vec<Effect> {
        let now_ms = self.desk.now_ms;
        let memos = self.overlays.iter_mut().filter_map(Overlay::as_memo_mut);
        let drafts = memos.filter_map(|memo| memo.last_draft(now_ms));
        drafts.map(Effect::KeepDraft).collect()
    }

    /// Gives the screen its part of the terminal and brings cursors back into view.
    pub fn fit(&mut self) {
        self.desk.size = tour::room(self.desk.terminal, self.desk.tour);
        self.settle();
    }

    /// Brings cursors back into view after anything changed.
    pub fn settle(&mut self) {
        let Self {
            loaded,
            screens,
            overlays,
            desk,
            ..
        } = self;
        for overlay in overlays.iter_mut() {
            overlay.settle(desk.size);
        }
        let cover = overlays.last().and_then(|it| it.height(desk.size));
        if let Some(screen) = screens.last_mut() {
            screen.settle(loaded, desk.size, desk.measure, cover);
        }
    }

    /// The effect that keeps the cursor's place and what was read of the interview in view, if it is one.
    #[must_use]
    pub fn remember(&self) -> Option<Effect> {
        let Screen::Coding(coding) = self.screen() else {
            return None;
        };
        Some(coding.remember())
    }
}

impl Desk {
    /// An empty desk.
    #[must_use]
    pub fn new(size: Size, lang: Lang, names: Vec<CommandName>) -> Self {
        Self {
            size,
            terminal: size,
            tour: None,
            measure: Measure::default(),
            glyphs: Glyphs::default(),
            mouse: Mouse::default(),
            patience: Patience::default(),
            lang,
            names,
            remark: None,
            errors: VecDeque::new(),
            saved: None,
            repeat: Vec::new(),
            recent: Vec::new(),
            visits: Visits::default(),
            reason: String::new(),
            now_ms: 0,
            input_method: InputMethod::Unsaid,
            grip: None,
            pull: None,
            go: None,
            open: None,
            tickets: 0,
        }
    }

    /// Says something in the status line.
    pub fn say(&mut self, message: Message) {
        self.remark = Some(message);
    }

    /// Asks the worker for something; only the answer to the latest ticket of a screen counts.
    pub fn ask(&mut self, job: Job) -> (Ticket, Effect) {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        (ticket, Effect::Start { ticket, job })
    }

    /// Remembers codes as given last.
    pub fn gave(&mut self, codes: &[CodeId]) {
        if codes.is_empty() {
            return;
        }
        self.repeat = codes.to_vec();
        self.recent.retain(|code| !codes.contains(code));
        self.recent.splice(0..0, codes.iter().copied());
        self.recent.truncate(RECENT);
    }
}
