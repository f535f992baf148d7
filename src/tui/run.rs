//! The loop: wait, take in what happened, update, perform, draw.
//!
//! One thread owns the terminal, the state and the connection that writes. It
//! draws only when something happened.

mod welcome;

use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{panic, thread};

use crossterm::event::{Event as Crossterm, KeyCode, KeyEvent, KeyModifiers, MouseEvent};
use ratatui::Terminal;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

use crate::model::InterviewId;
use crate::strings::{Lang, Message, Strings};
use crate::study::{Access, Study, StudyError};
use crate::text::Ambiguous;

use super::app::{App, CommandName, Desk, Mouse, Patience};
use super::command::Command;
use super::effect::{Effect, World};
use super::event::Event;
use super::glyphs::Glyphs;
use super::keymap::{Keymap, KeymapError};
use super::pointer::{self, Clicks};
use super::terminal::probe::{self, Ground, Known, Question};
use super::terminal::{self, Guard, Heard, Pen};
use super::theme::{Choice, Shipped, Theme};
use super::tour::Tour;
use super::update::{look_again, update};
use super::view::{Ui, view};
pub use welcome::welcome;

/// How long the loop waits for input, a signal or the worker's bell, and while something is
/// under way.
const IDLE: Duration = Duration::from_millis(500);
const WORKING: Duration = Duration::from_millis(30);

/// How the program starts.
#[derive(Clone, Debug)]
pub struct Start {
    /// Who codes.
    pub coder: String,
    /// Language of the interface.
    pub lang: Lang,
    /// The interview to open; else the one where the coder was last, else the list.
    pub interview: Option<InterviewId>,
    /// Colours.
    pub theme: Choice,
    /// What lines and frames are drawn with; `None` leaves it to what the terminal says.
    pub glyphs: Option<Glyphs>,
    /// How wide ambiguous glyphs are; `None` asks the terminal.
    pub ambiguous: Option<Ambiguous>,
    /// Whose the mouse is.
    pub mouse: Mouse,
    /// When what may follow a key is shown.
    pub patience: Patience,
    /// A person's own keys, merged over the default ones.
    pub keymap: Option<PathBuf>,
}

/// Why the program could not start, or ended early.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// There is no terminal to draw on.
    #[error("standard input and output are not a terminal")]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal failed")]
    Terminal(#[source] io::Error),
    /// The study failed before anything was drawn.
    #[error(transparent)]
    Study(#[from] StudyError),
    /// The file with the person's own keys can't be read.
    #[error("{path}: {source}")]
    KeymapFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The person's own keys are faulty.
    #[error("{path}: {source}")]
    Keymap {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: KeymapError,
    },
    /// A signal asked the program to end; everything done was kept.
    #[error("ended by a signal")]
    Signal,
}

impl From<&TuiError> for Message {
    fn from(error: &TuiError) -> Self {
        match error {
            TuiError::NoTerminal => Self::new("cli-no-terminal"),
            TuiError::Terminal(error) => Self::new("error-terminal").saying("what", error),
            TuiError::Study(error) => error.into(),
            TuiError::Keymap { path, source } => Self::new("error-content")
                .with("file", path.display())
                .saying("what", source),
            TuiError::KeymapFile { path, source } => Self::new("error-file")
                .with("path", path.display())
                .saying("what", source),
            TuiError::Signal => Self::new("error-signal"),
        }
    }
}

/// Runs the program on a study until the person quits.
///
/// The terminal is as before when this returns, whatever it returns, and when it
/// panics.
///
/// # Errors
/// When there is no terminal or it fails, the study can't be read, the keymap is
/// faulty, or a signal ended the program.
pub fn run(study: Study, start: &Start) -> Result<(), TuiError> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(TuiError::NoTerminal);
    }
    let keymap = keys(start.keymap.as_deref())?;
    let strings = Strings::new(start.lang);
    let mut loaded = study.load(&start.coder)?;
    let first = match start.interview {
        Some(id) => Some(id),
        None => study.last_interview(&start.coder)?,
    };
    let is_new = first.is_none() && loaded.demo && loaded.access == Access::Writing;
    // A demonstration begins where there is something to see.
    let first = first.or_else(|| {
        loaded
            .interviews
            .first()
            .filter(|_| loaded.demo)
            .map(|it| it.id)
    });
    if let Some(id) = first {
        loaded.open = Some(study.load_interview(id, &start.coder)?);
    }
    let n_drafts = study.drafts(&start.coder)?.len();
    let mut desk = Desk::new(
        terminal::size().map_err(TuiError::Terminal)?,
        start.lang,
        command_names(),
    );
    desk.mouse = start.mouse;
    desk.patience = start.patience;
    let mut app = App::new(loaded, keymap, desk);
    if is_new {
        app.desk.tour = Some(Tour::default());
        app.fit();
    }
    if n_drafts > 0 {
        app.desk.say(Message::new("say-drafts").with("n", n_drafts));
    }

    let signals = Signals::catch().map_err(TuiError::Terminal)?;
    let mut world = World::new(study, signals.bell().map_err(TuiError::Terminal)?)?;
    for effect in look_again(&mut app) {
        world.perform(&mut app.loaded, effect);
    }
    let _panics = PanicHook::install(strings.get("panic"));
    terminal::set_mouse(start.mouse).map_err(TuiError::Terminal)?;
    let _guard = Guard::enter().map_err(TuiError::Terminal)?;
    let known = ask(start).map_err(TuiError::Terminal)?;
    app.desk.measure = known.measure();
    app.desk.glyphs = glyphs(start, &known).fitting(known.measure());
    app.fit();
    let theme = theme(start.theme, &known);
    let mut screen =
        Terminal::new(Pen::new(io::stdout(), terminal::size)).map_err(TuiError::Terminal)?;
    let ui = Ui::new(&strings, &theme, &app.desk);
    for key in known.typed.iter().copied().map(as_key) {
        if follow(&mut app, &mut world, Event::Key(key)) == After::Leave {
            return Ok(());
        }
    }
    stay(&mut app, &mut world, &ui, &mut screen, &signals)
}

/// Waits and acts until the person quits; on every other way out what was typed and where the
/// cursor stands are kept.
fn stay<W: Write>(
    app: &mut App,
    world: &mut World,
    ui: &Ui,
    screen: &mut Terminal<Pen<W>>,
    signals: &Signals,
) -> Result<(), TuiError> {
    let outcome = match run_loop(app, world, ui, screen, signals) {
        Ok(End::Quit) => return Ok(()),
        Ok(End::Signal) => Err(TuiError::Signal),
        Err(error) => Err(TuiError::Terminal(error)),
    };
    // Drafts on their way say first whether they have arrived.
    world.drafts.finish();
    for answer in world.drafts.answers() {
        follow(app, world, answer);
    }
    for effect in app.last_drafts() {
        world.perform(&mut app.loaded, effect);
    }
    if let Some(place) = app.remember() {
        world.perform(&mut app.loaded, place);
    }
    outcome
}

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The person quit.
    Quit,
    /// A signal asked for it, or the terminal is gone.
    Signal,
}

/// What the terminal says about itself, as far as nobody has said it for it.
fn ask(start: &Start) -> io::Result<Known> {
    let mut known = match (start.theme, start.ambiguous) {
        (Choice::Ask, _) => probe::ask(Question::WidthAndGround)?,
        (Choice::Shipped(_), None) => probe::ask(Question::Width)?,
        (Choice::Shipped(_), Some(_)) => Known::default(),
    };
    known.ambiguous = start.ambiguous.or(known.ambiguous);
    Ok(known)
}

/// The glyphs that are wanted, else box drawing where the terminal draws it narrow;
/// a terminal that says nothing gets ASCII.
fn glyphs(start: &Start, known: &Known) -> Glyphs {
    start.glyphs.unwrap_or(match known.ambiguous {
        Some(Ambiguous::Narrow) => Glyphs::Rich,
        Some(Ambiguous::Wide) => Glyphs::Safe,
        None => Glyphs::Ascii,
    })
}

fn theme(choice: Choice, known: &Known) -> Theme {
    Theme::shipped(match (choice, known.ground) {
        (Choice::Shipped(which), _) => which,
        (Choice::Ask, Some(Ground::Dark)) => Shipped::Dark,
        (Choice::Ask, Some(Ground::Light)) => Shipped::Light,
        (Choice::Ask, None) => Shipped::default(),
    })
}

/// The key that sends a character.
fn as_key(c: char) -> KeyEvent {
    match c {
        '\r' => KeyCode::Enter.into(),
        '\t' => KeyCode::Tab.into(),
        '\x7f' => KeyCode::Backspace.into(),
        '\x01'..='\x1a' => {
            let letter = char::from(u8::try_from(c).unwrap_or_default() + b'a' - 1);
            KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)
        }
        c => KeyCode::Char(c).into(),
    }
}

/// The loop.
///
/// # Errors
/// When the terminal fails.
fn run_loop<W: Write>(
    app: &mut App,
    world: &mut World,
    ui: &Ui,
    screen: &mut Terminal<Pen<W>>,
    signals: &Signals,
) -> io::Result<End> {
    let mut happened = true;
    let began = Instant::now();
    let mut latest = began;
    let mut clicks = Clicks::default();
    let mut pulled = began;
    let mut has_more = false;
    loop {
        if happened {
            let size = terminal::size()?;
            if size != app.desk.terminal {
                update(app, Event::Resize(size));
            }
            screen.draw(|frame| view(app, ui, frame))?;
        }
        let now_ms = || u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let patience = app.awaits();
        let wait = match patience {
            Some(time) => time.saturating_sub(latest.elapsed()),
            None if world.is_busy() => WORKING,
            None => IDLE,
        };
        let wait = app.draft_due(now_ms()).map_or(wait, |due| due.min(wait));
        let pulls = app.pulls();
        let wait = pulls.map_or(wait, |pull| wait.min(pull.saturating_sub(pulled.elapsed())));
        let wait = if has_more { Duration::ZERO } else { wait };
        let heard = terminal::listen(wait, &signals.wake)?;
        // A signal may say that the screen has another size, before crossterm knows.
        happened = signals.calm();
        let (inputs, heard) = terminal::take_in(heard, &signals.wake)?;
        has_more = inputs.len() == terminal::MOST_AT_ONCE;
        let mut inputs: Vec<Input> = inputs.into_iter().filter_map(understood).collect();
        if !inputs.is_empty() {
            latest = Instant::now();
        } else if patience.is_some_and(|time| latest.elapsed() >= time) {
            inputs.push(Input::Event(Event::Waited));
        } else if pulls.is_some_and(|pull| pulled.elapsed() >= pull) {
            pulled = Instant::now();
            inputs.push(Input::Event(Event::Pulled));
        }
        inputs.extend(world.answers().into_iter().map(Input::Event));
        let now_ms = now_ms();
        if !inputs.is_empty() || app.draft_due(now_ms) == Some(Duration::ZERO) {
            inputs.insert(0, Input::Event(Event::Clock { now_ms }));
        }
        for input in inputs {
            // What the mouse is on is asked when its turn comes: what came before
            // it may have changed the screen.
            let event = match input {
                Input::Event(event) => Some(event),
                Input::Mouse(event) => {
                    pointer::meant(app, ui, event, &mut clicks, began.elapsed()).map(Event::Mouse)
                }
            };
            let Some(event) = event else {
                continue;
            };
            happened |= event.is_seen();
            match follow(app, world, event) {
                After::GoOn => {}
                After::Stop => signals.stop.store(true, Ordering::Relaxed),
                After::Leave => return Ok(End::Quit),
            }
        }
        if signals.stop.swap(false, Ordering::Relaxed) {
            pause(screen)?;
            happened = true;
        }
        if heard == Heard::Gone || signals.end.load(Ordering::Relaxed) {
            return Ok(End::Signal);
        }
    }
}

/// Whether the loop goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    GoOn,
    /// Once the process was stopped and called back.
    Stop,
    Leave,
}

/// Updates with an event and whatever follows from it.
fn follow(app: &mut App, world: &mut World, event: Event) -> After {
    let mut after = After::GoOn;
    let mut events = vec![event];
    while let Some(event) = events.pop() {
        for effect in update(app, event) {
            match effect {
                Effect::Quit => return After::Leave,
                Effect::Suspend => after = After::Stop,
                Effect::Copy(ref words) => terminal::copy(words),
                // A terminal that can't be told keeps its mouse; the next frame fails.
                Effect::Mouse(mouse) => drop(terminal::set_mouse(mouse)),
                _ => {}
            }
            let outcome = world.perform(&mut app.loaded, effect);
            let failed = matches!(outcome, Some(Event::Failed(_)));
            events.extend(outcome);
            if failed {
                // What was to follow, quitting above all, rests on what failed.
                break;
            }
        }
    }
    after
}

/// What came in, before it is known what the mouse is on.
enum Input {
    Event(Event),
    Mouse(MouseEvent),
}

fn understood(heard: Crossterm) -> Option<Input> {
    match heard {
        Crossterm::Key(key) => Some(Input::Event(Event::Key(key))),
        Crossterm::Paste(words) => Some(Input::Event(Event::Paste(words))),
        Crossterm::Resize(width, height) => {
            let size = ratatui::layout::Size { width, height };
            Some(Input::Event(Event::Resize(size)))
        }
        Crossterm::Mouse(event) => Some(Input::Mouse(event)),
        Crossterm::FocusGained | Crossterm::FocusLost => None,
    }
}

/// Gives the terminal back while the process is stopped, and takes it again after.
fn pause<W: Write>(screen: &mut Terminal<Pen<W>>) -> io::Result<()> {
    terminal::restore();
    signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
    terminal::take()?;
    screen.backend_mut().forget();
    screen.clear()
}

/// The keys of the program, with a person's own file over them where there is one.
///
/// # Errors
/// When the file can't be read or is faulty.
pub fn keys(own: Option<&Path>) -> Result<Keymap, TuiError> {
    let default = Keymap::default();
    let Some(path) = own else {
        return Ok(default);
    };
    match std::fs::read_to_string(path) {
        Ok(file) => default.merged(&file).map_err(|source| TuiError::Keymap {
            path: path.to_owned(),
            source,
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(default),
        Err(source) => Err(TuiError::KeymapFile {
            path: path.to_owned(),
            source,
        }),
    }
}

/// What every command is called in both languages.
#[must_use]
pub fn command_names() -> Vec<CommandName> {
    let [zh, en] = [Lang::Zh, Lang::En].map(Strings::new);
    Command::ALL
        .iter()
        .map(|command| CommandName {
            command: *command,
            zh: zh.get(command.title_key()),
            en: en.get(command.title_key()),
        })
        .collect()
}

/// Flags that signals set, and a line that ends the waiting when they, or the worker, ring.
struct Signals {
    end: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    wake: UnixStream,
    ring: UnixStream,
}

impl Signals {
    fn catch() -> io::Result<Self> {
        let (wake, ring) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        ring.set_nonblocking(true)?;
        let signals = Self {
            end: Arc::default(),
            stop: Arc::default(),
            wake,
            ring,
        };
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            // Who asks twice is not kept waiting.
            signal_hook::flag::register_conditional_shutdown(signal, 1, Arc::clone(&signals.end))?;
            signal_hook::flag::register(signal, Arc::clone(&signals.end))?;
        }
        signal_hook::flag::register(SIGTSTP, Arc::clone(&signals.stop))?;
        for signal in [SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGWINCH] {
            signal_hook::low_level::pipe::register(signal, signals.ring.try_clone()?)?;
        }
        Ok(signals)
    }

    /// What the worker rings, so that an answer is shown when it is there.
    fn bell(&self) -> io::Result<impl Fn() + Send + Sync + 'static> {
        let ring = self.ring.try_clone()?;
        // A line too full to take more ends the waiting as it is.
        Ok(move || drop((&ring).write(&[0])))
    }

    /// Reads off what was written; whether there was anything.
    fn calm(&self) -> bool {
        let mut bytes = [0; 64];
        let mut any = false;
        while matches!((&self.wake).read(&mut bytes), Ok(n) if n > 0) {
            any = true;
        }
        any
    }
}

type Hook = Box<dyn Fn(&panic::PanicHookInfo<'_>) + Send + Sync>;

/// While this lives a panic of this thread gives the terminal back before it is told.
///
/// What is told is where it happened, not its message, which may quote a
/// transcript. A panic of the worker is answered as a failed job.
struct PanicHook {
    before: Arc<Hook>,
}

impl PanicHook {
    fn install(words: String) -> Self {
        let before: Arc<Hook> = Arc::new(panic::take_hook());
        let me = thread::current().id();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() != me {
                return;
            }
            terminal::restore();
            let place = info
                .location()
                .map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
            // Nobody is left to tell when this fails.
            let _ = writeln!(io::stderr(), "{words} ({place})");
        }));
        Self { before }
    }
}

impl Drop for PanicHook {
    fn drop(&mut self) {
        if !thread::panicking() {
            let before = Arc::clone(&self.before);
            panic::set_hook(Box::new(move |info| before(info)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Mode;
    use crate::tui::testing::SMALL;

    /// A terminal that is gone.
    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn what_was_typed_is_kept_where_the_terminal_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.fangtan");
        Study::build_demo(&path).unwrap();
        let study = Study::open(&path, Mode::Stay).unwrap();
        let desk = Desk::new(SMALL, Lang::Zh, command_names());
        let mut app = App::new(study.load("RA-01").unwrap(), Keymap::default(), desk);
        let mut world = World::new(study, || {}).unwrap();
        // The first character goes at once, the next would after a second.
        for key in ['g', 'n', 'a', '1', '2'].map(KeyCode::Char) {
            follow(&mut app, &mut world, Event::Key(key.into()));
        }
        let strings = Strings::new(Lang::Zh);
        let theme = Theme::shipped(Shipped::default());
        let ui = Ui::new(&strings, &theme, &app.desk);
        let mut screen = Terminal::new(Pen::new(Gone, || Ok(SMALL))).unwrap();
        let signals = Signals::catch().unwrap();
        let outcome = stay(&mut app, &mut world, &ui, &mut screen, &signals);
        assert!(matches!(outcome, Err(TuiError::Terminal(_))), "{outcome:?}");
        world.drafts.finish();
        let drafts = world.study.drafts("RA-01").unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].draft.text, "12");
    }

    #[test]
    fn a_file_of_keys_that_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = keys(Some(folder.path())).unwrap_err();
        assert!(matches!(&error, TuiError::KeymapFile { path, .. } if path == folder.path()));
    }
}
