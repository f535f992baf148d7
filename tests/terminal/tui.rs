//! A program in a terminal of its own.
//!
//! [`Home`] is a temporary home folder with studies in it; [`Tui`] is the program
//! running in a pseudo terminal there. A thread reads what the program writes into
//! an emulated screen; tests wait for that screen with a deadline and never sleep.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// The coder of every test, whose codings the sample study holds.
pub const CODER: &str = "RA-01";

const PROGRAM: &str = env!("CARGO_BIN_EXE_fangtan");
const PATIENCE: Duration = Duration::from_secs(30);

/// A home folder with nothing of the developer's in it.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A home with the sample study.
    pub fn with_demo() -> Self {
        static DEMO: OnceLock<Vec<u8>> = OnceLock::new();
        let home = Self::new();
        let demo = DEMO.get_or_init(|| {
            home.run(&["demo", "."]);
            std::fs::read(home.path("demo.fangtan")).expect("the study was built")
        });
        std::fs::write(home.path("demo.fangtan"), demo).expect("writable");
        home
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Names of the files in it, hidden ones too.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("readable");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry
                .expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        };
        entries.map(name).collect()
    }

    fn variables(&self) -> Vec<(&str, String)> {
        let folder = |name| self.path(name).to_string_lossy().into_owned();
        vec![
            ("HOME", folder("home")),
            ("XDG_CONFIG_HOME", folder("home/config")),
            ("XDG_DATA_HOME", folder("home/data")),
            ("XDG_STATE_HOME", folder("home/state")),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("TERM", "xterm-256color".to_owned()),
            ("LC_ALL", "zh_CN.UTF-8".to_owned()),
            ("USER", "tester".to_owned()),
            ("FANGTAN_CODER", CODER.to_owned()),
        ]
    }

    /// Runs the program without a terminal.
    pub fn call(&self, args: &[&str]) -> Output {
        Command::new(PROGRAM)
            .args(args)
            .env_clear()
            .envs(self.variables())
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .output()
            .expect("the program starts")
    }

    /// What the program prints without a terminal when it succeeds.
    pub fn run(&self, args: &[&str]) -> String {
        let output = self.call(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Every coding of a study with its quotation.
    pub fn codings(&self, study: &str) -> String {
        self.run(&["codings", study, "--format", "json"])
    }
}

/// Columns and rows.
pub type Size = (u16, u16);

/// The program in a terminal.
pub struct Tui {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    heard: Arc<Heard>,
    reader: Option<JoinHandle<()>>,
    before: String,
}

#[derive(Default)]
struct Heard {
    output: Mutex<Shown>,
    more: Condvar,
}

/// What the program has written.
#[derive(Default)]
pub struct Shown {
    parser: vt100::Parser,
    /// Every byte since the start.
    pub bytes: Vec<u8>,
    ended: bool,
}

impl Shown {
    /// The screen.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// The words on the screen.
    pub fn text(&self) -> String {
        let screen = self.screen().contents();
        let rows: Vec<&str> = screen.lines().map(str::trim_end).collect();
        rows.join("\n")
    }

    /// Row and column after the first place where the words stand, in cells.
    pub fn end_of(&self, words: &str) -> Option<(u16, u16)> {
        let screen = self.screen();
        let (rows, columns) = screen.size();
        (0..rows.get()).find_map(|row| {
            let cells = (0..columns.get()).filter_map(|column| screen.cell(row, column));
            let mut text = String::new();
            cells.zip(1..).find_map(|(cell, after)| {
                // The second half of a wide glyph is a cell without contents.
                match cell.is_wide_continuation() {
                    true => {}
                    false if cell.has_contents() => text.push_str(cell.contents()),
                    false => text.push(' '),
                }
                let wide = u16::from(cell.is_wide());
                text.ends_with(words).then_some((row, after + wide))
            })
        })
    }

    /// Whether the last frame that was begun is complete.
    fn is_whole(&self) -> bool {
        let last = |mark: &[u8]| self.bytes.windows(8).rposition(|bytes| bytes == mark);
        last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
    }
}

impl Tui {
    /// Starts the program in a home, with variables besides those of the home.
    pub fn start(home: &Home, args: &[&str], size: Size, env: &[(&str, &str)]) -> Self {
        let pair = native_pty_system()
            .openpty(pty_size(size))
            .expect("a pseudo terminal");
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(args);
        command.cwd(home.0.path());
        command.env_clear();
        for (name, value) in home.variables() {
            command.env(name, value);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        let before = attributes(&*pair.master);
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        let mut output = pair.master.try_clone_reader().expect("readable");
        let heard = Arc::new(Heard::default());
        heard.lock().resize(size);
        let hearing = Arc::clone(&heard);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Linux reports the end of a pseudo terminal as an error.
            while let Ok(n @ 1..) = output.read(&mut bytes) {
                let mut shown = hearing.lock();
                shown.parser.process(&bytes[..n]);
                shown.bytes.extend_from_slice(&bytes[..n]);
                hearing.more.notify_all();
            }
            hearing.lock().ended = true;
            hearing.more.notify_all();
        });
        Self {
            keys: pair.master.take_writer().expect("writable"),
            master: pair.master,
            child,
            heard,
            reader: Some(reader),
            before,
        }
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        self.keys
            .write_all(keys.as_bytes())
            .expect("the program reads");
        self.keys.flush().expect("the program reads");
    }

    /// Pastes, as a terminal does that was asked to mark pastes.
    pub fn paste(&mut self, words: &str) {
        self.press(&format!("\x1b[200~{words}\x1b[201~"));
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, size: Size) {
        self.heard.lock().resize(size);
        self.master.resize(pty_size(size)).expect("resizable");
    }

    /// Sends a signal by its short name.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("it runs");
        let status = Command::new("sh")
            .args(["-c", &format!("kill -{name} {id}")])
            .status();
        assert!(status.expect("a shell").success(), "kill -{name}");
    }

    /// Waits until the process is stopped: a signal to go on that comes before is lost.
    #[track_caller]
    pub fn wait_stopped(&self) {
        let id = self.child.process_id().expect("it runs");
        let until = Instant::now() + PATIENCE;
        let is_stopped = || {
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("it runs");
            let state = stat.rsplit(')').next().unwrap_or_default();
            state.trim_start().starts_with('T')
        };
        while !is_stopped() {
            assert!(Instant::now() < until, "it doesn't stop");
            std::thread::yield_now();
        }
    }

    /// What has been written so far.
    pub fn shown(&self) -> MutexGuard<'_, Shown> {
        self.heard.lock()
    }

    /// Waits until the words are on the screen.
    #[track_caller]
    pub fn wait_for(&self, words: &str) {
        self.wait_until(&format!("«{words}»"), |shown| {
            shown.text().contains(words)
        });
    }

    /// Waits until the words are off the screen.
    #[track_caller]
    pub fn wait_gone(&self, words: &str) {
        self.wait_until(&format!("no «{words}»"), |shown| {
            !shown.text().contains(words)
        });
    }

    /// Waits for a whole frame that fits.
    #[track_caller]
    pub fn wait_until(&self, what: &str, fits: impl Fn(&Shown) -> bool) {
        let fits = |shown: &Shown| shown.is_whole() && fits(shown);
        // The lock is let go before the panic, so that the reader goes on.
        let in_vain = self.wait(PATIENCE, fits).err().map(|shown| shown.text());
        if let Some(screen) = in_vain {
            panic!("waited in vain for {what}; the screen is:\n{screen}");
        }
    }

    /// Whether nothing is written for that long.
    pub fn is_silent_for(&self, time: Duration) -> bool {
        let before = self.shown().bytes.len();
        self.wait(time, |shown| shown.bytes.len() > before).is_err()
    }

    fn wait(
        &self,
        patience: Duration,
        fits: impl Fn(&Shown) -> bool,
    ) -> Result<(), MutexGuard<'_, Shown>> {
        let until = Instant::now() + patience;
        let mut shown = self.heard.lock();
        while !fits(&shown) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || shown.ended {
                return Err(shown);
            }
            (shown, _) = self
                .heard
                .more
                .wait_timeout(shown, left)
                .expect("the reader lives");
        }
        Ok(())
    }

    /// Waits for the end of the program and of what it wrote.
    #[track_caller]
    pub fn exit(&mut self) -> ExitStatus {
        let ended = self.wait(PATIENCE, |shown| shown.ended);
        let screen = ended
            .err()
            .filter(|shown| !shown.ended)
            .map(|shown| shown.text());
        assert!(
            screen.is_none(),
            "it doesn't end:\n{}",
            screen.unwrap_or_default()
        );
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader only reads");
        }
        self.child.wait().expect("it was started")
    }

    /// Fails unless the terminal is as it was before the program.
    #[track_caller]
    pub fn assert_restored(&self) {
        assert_eq!(
            attributes(&*self.master),
            self.before,
            "attributes of the terminal"
        );
        let (screen, text) = {
            let shown = self.shown();
            (shown.screen().clone(), shown.text())
        };
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is visible");
        assert!(!screen.bracketed_paste(), "pastes are not marked");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert!(!text.contains("panicked"), "{text}");
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        // A failed test leaves the program running.
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

impl Heard {
    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.output.lock().expect("nobody panics while holding it")
    }
}

impl Shown {
    fn resize(&mut self, (width, height): Size) {
        let cells = |n| NonZeroU16::new(n).expect("a size that a window can have");
        self.parser.set_size(cells(height), cells(width));
    }
}

fn pty_size((cols, rows): Size) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn attributes(master: &dyn MasterPty) -> String {
    format!(
        "{:?}",
        master.get_termios().expect("a terminal has attributes")
    )
}
