//! The program in a terminal: how long from a key to what it writes, and how much it writes.

use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

use super::measure::median;

const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

/// So long nothing more comes: the screen stands.
const QUIET: Duration = Duration::from_millis(60);

const PRESSES: usize = 60;

/// What types, and what answers a program that asks where the cursor is.
type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

/// A program asks for the place of the cursor, and a terminal with narrow quotes answers.
const WHERE: &[u8] = b"\x1b[6n";
const PLACE: &[u8] = b"\x1b[1;2R";

pub struct Terminal {
    keys: Keys,
    chunks: Receiver<(Instant, usize)>,
    child: Box<dyn Child + Send + Sync>,
    // The terminal goes when this goes.
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

/// A burst of output.
struct Burst {
    /// From its cause to its last byte.
    ms: f64,
    bytes: usize,
}

impl Terminal {
    fn open(command: CommandBuilder) -> Result<Self> {
        let pair = native_pty_system().openpty(SIZE)?;
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader()?;
        let keys: Keys = Arc::new(Mutex::new(pair.master.take_writer()?));
        let answering = Arc::clone(&keys);
        let (heard, chunks) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(n @ 1..) = output.read(&mut buffer) {
                let asked = memchr::memmem::find_iter(&buffer[..n], WHERE).count();
                if let (1.., Ok(mut keys)) = (asked, answering.lock()) {
                    // One that has ended needs no answer.
                    let _ = keys.write_all(&PLACE.repeat(asked));
                    let _ = keys.flush();
                }
                if heard.send((Instant::now(), n)).is_err() {
                    break;
                }
            }
        });
        Ok(Self {
            keys,
            chunks,
            child,
            _master: pair.master,
        })
    }

    /// What comes until nothing more comes.
    fn burst(&self, cause: Instant) -> Result<Burst> {
        let mut burst = Burst { ms: 0.0, bytes: 0 };
        let mut wait = Duration::from_secs(30);
        loop {
            match self.chunks.recv_timeout(wait) {
                Ok((at, n)) => {
                    burst.ms = (at - cause).as_secs_f64() * 1e3;
                    burst.bytes += n;
                    wait = QUIET;
                }
                Err(RecvTimeoutError::Timeout) if burst.bytes > 0 => return Ok(burst),
                Err(error) => anyhow::bail!("the program writes nothing: {error}"),
            }
        }
    }

    fn press(&mut self, key: &str) -> Result<Burst> {
        let begin = Instant::now();
        self.write(key)?;
        self.burst(begin)
    }

    /// Types, and waits for nothing.
    pub fn write(&mut self, words: &str) -> Result<()> {
        let mut keys = self
            .keys
            .lock()
            .ok()
            .context("the terminal's reader failed")?;
        keys.write_all(words.as_bytes())?;
        keys.flush()?;
        Ok(())
    }

    /// Lets go by what the program writes, until it has written nothing for so long.
    pub fn drain(&self, quiet: Duration) {
        while self.chunks.recv_timeout(quiet).is_ok() {}
    }

    /// Memory in use and at most, in MB; nothing where the system doesn't tell.
    pub fn memory(&self) -> Option<(u64, u64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id()?));
        let status = status.ok()?;
        let field = |name: &str| -> Option<u64> {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse().ok()
        };
        Some((field("VmRSS:")? >> 10, field("VmHWM:")? >> 10))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // One that has ended already can't be killed, and needn't be.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Medians of one program.
pub struct Figures {
    pub first_ms: f64,
    pub line_ms: f64,
    pub page_ms: f64,
    pub page_bytes: f64,
}

/// The program with a study, for a coder.
fn opening(program: &str, study: &Path, coder: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(["open".as_ref(), study.as_os_str()]);
    command.env("FANGTAN_CODER", coder);
    command.env("TERM", "xterm-256color");
    // What is remembered of studies opened lately goes there.
    command.env("XDG_STATE_HOME", study.with_extension("state"));
    command
}

/// Opens the study where a coder left it and waits for the first screen.
pub fn begin(program: &str, study: &Path, coder: &str) -> Result<Terminal> {
    let terminal = Terminal::open(opening(program, study, coder))?;
    terminal.burst(Instant::now())?;
    Ok(terminal)
}

/// Opens the study, goes through its first interview and prints medians.
pub fn report(program: &str, study: &Path) -> Result<Figures> {
    scroll(
        &|| {
            let mut command = opening(program, study, "anna");
            command.args(["--interview", "I0001"]);
            command
        },
        [("line", "j", "k"), ("page", "\x1b[6~", "\x1b[5~")],
    )
}

/// The same in an editor without its configuration.
pub fn report_editor(text: &Path) -> Result<Figures> {
    let command = || {
        let mut command = CommandBuilder::new("kak");
        command.args(["-n".as_ref(), text.as_os_str()]);
        command
    };
    scroll(&command, [("line", "j", "k"), ("page", "\x06", "\x02")])
}

fn scroll(
    command: &dyn Fn() -> CommandBuilder,
    motions: [(&str, &str, &str); 2],
) -> Result<Figures> {
    let start = || {
        let mut command = command();
        command.env("TERM", "xterm-256color");
        Terminal::open(command)
    };
    let mut first = Vec::new();
    for _ in 0..5 {
        let begin = Instant::now();
        first.push(start()?.burst(begin)?.ms);
    }
    let first_ms = median(&mut first);
    println!("first screen  {first_ms:8.1} ms");

    let mut terminal = start()?;
    terminal.burst(Instant::now())?;
    let mut figures = Vec::new();
    for (name, down, up) in motions {
        // A few down and as many up again, so that the interview never ends.
        let keys = [[down; 6], [up; 6]].concat();
        let mut bursts = Vec::new();
        for key in keys.iter().cycle().take(PRESSES) {
            bursts.push(terminal.press(key)?);
        }
        let mut times: Vec<f64> = bursts.iter().map(|burst| burst.ms).collect();
        let mut bytes: Vec<f64> = bursts.iter().map(|burst| burst.bytes as f64).collect();
        let (middle, bytes) = (median(&mut times), median(&mut bytes));
        println!(
            "{name:12}  {middle:8.2} ms   95 % within {:.2} ms   {bytes:.0} bytes",
            times[times.len() * 95 / 100],
        );
        figures.push((middle, bytes));
    }
    if let Some((now, most)) = terminal.memory() {
        println!("memory        {now:8} MB   at most {most} MB");
    }
    let idle = terminal.chunks.recv_timeout(Duration::from_secs(2));
    ensure!(
        idle == Err(RecvTimeoutError::Timeout),
        "the program writes while nobody does anything"
    );
    Ok(Figures {
        first_ms,
        line_ms: figures[0].0,
        page_ms: figures[1].0,
        page_bytes: figures[1].1,
    })
}
