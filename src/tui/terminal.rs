//! The terminal: one guard that owns its state, and the backend that draws on it.
//!
//! [`Guard`] puts raw mode, the alternate screen, bracketed paste and reports of the
//! mouse on and takes them off again on every way out; restoring twice does nothing. [`Pen`] is a
//! ratatui backend that writes one block of bytes per frame. It remembers where
//! the cursor stands after a wide glyph, so a row of hanzi needs one move, not one
//! per glyph, and it lets no control character through.

pub mod probe;

use std::io::{self, Write};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event::{self, Event as Input};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::termios::{self, OptionalActions};

use super::app::Mouse;

const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Reports of buttons, the wheel and moves with a button down, in decimal numbers.
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";

/// Whether the terminal is in our hands; process-wide, as the terminal is.
static HELD: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is ours while the terminal is.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Takes the mouse, or gives it back to the terminal: now where the terminal is in
/// our hands, else as soon as it is.
///
/// # Errors
/// When the terminal can't be written.
pub fn set_mouse(mouse: Mouse) -> io::Result<()> {
    let ours = mouse == Mouse::On;
    MOUSE.store(ours, Ordering::SeqCst);
    if HELD.load(Ordering::SeqCst) {
        let mut out = io::stdout();
        out.write_all(if ours { MOUSE_ON } else { MOUSE_OFF }.as_bytes())?;
        out.flush()?;
    }
    Ok(())
}

/// Holds the terminal while it lives.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When there is no terminal, or it can't be written; then it is as before.
    pub fn enter() -> io::Result<Self> {
        let guard = Self(());
        take()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal into the state that drawing needs; also after a stop.
///
/// # Errors
/// When there is no terminal, or it can't be written.
pub fn take() -> io::Result<()> {
    HELD.store(true, Ordering::SeqCst);
    crossterm::terminal::enable_raw_mode()?;
    let mut out = io::stdout();
    out.write_all(ENTER.as_bytes())?;
    if MOUSE.load(Ordering::SeqCst) {
        out.write_all(MOUSE_ON.as_bytes())?;
    }
    out.flush()
}

/// Gives the terminal back as it was; does nothing when it isn't in our hands.
pub fn restore() {
    if HELD.swap(false, Ordering::SeqCst) {
        // There is nobody left to tell when this fails: the terminal is gone. The
        // usual screen comes last: whoever sees it can rely on the rest.
        let _ = crossterm::terminal::disable_raw_mode();
        let mut out = io::stdout();
        let _ = out.write_all(LEAVE.as_bytes());
        let _ = out.flush();
    }
}

/// Whether there is something to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Input.
    Input,
    /// A signal, such as that of another size.
    Signal,
    /// Nothing in the time given.
    Nothing,
    /// The terminal is gone.
    Gone,
}

/// Puts words on the person's clipboard by OSC 52, which also reaches it through SSH.
///
/// A terminal that doesn't take it leaves the clipboard as it was; none says so.
pub fn copy(words: &str) {
    let copying = crossterm::clipboard::CopyToClipboard::to_clipboard_from(words);
    // Nothing rests on it: the words are still on screen.
    let _ = crossterm::execute!(io::stdout(), copying);
}

/// Waits for input, or for a byte in `wake`, which signals write.
///
/// Crossterm reads a terminal that was closed for ever, so nothing of its own may
/// be asked before this says that the terminal is there.
///
/// # Errors
/// When the system can't wait.
pub fn listen(timeout: Duration, wake: &UnixStream) -> io::Result<Heard> {
    let stdin = io::stdin();
    let mut sources = [
        PollFd::new(&stdin, PollFlags::IN),
        PollFd::new(wake, PollFlags::IN),
    ];
    let timeout = Timespec::try_from(timeout).map_err(io::Error::other)?;
    match rustix::event::poll(&mut sources, Some(&timeout)) {
        Ok(0) => Ok(Heard::Nothing),
        Ok(_) if sources[0].revents().intersects(GONE) => Ok(Heard::Gone),
        Ok(_) if sources[0].revents().contains(PollFlags::IN) => Ok(Heard::Input),
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(Heard::Signal),
        Err(error) => Err(error.into()),
    }
}

/// Most events taken in before they are acted on.
pub const MOST_AT_ONCE: usize = 4096;

/// Takes in what crossterm has to tell after [`listen`] heard something, [`MOST_AT_ONCE`] events
/// at most, and says whether the terminal went meanwhile. Where it was that many there may be more,
/// of which `listen` doesn't know.
///
/// # Errors
/// When the terminal can't be read.
pub fn take_in(heard: Heard, wake: &UnixStream) -> io::Result<(Vec<Input>, Heard)> {
    let (mut heard, mut inputs, mut is_stuck) = (heard, Vec::new(), false);
    while heard != Heard::Gone && inputs.len() < MOST_AT_ONCE {
        if event::poll(Duration::ZERO)? {
            inputs.push(event::read()?);
            is_stuck = false;
        } else if heard == Heard::Input && !is_stuck {
            ring_again()?;
            is_stuck = true;
        } else {
            break;
        }
        heard = listen(Duration::ZERO, wake)?;
    }
    Ok((inputs, heard))
}

/// Has the system say again that there is input.
///
/// Crossterm is told of input once and takes 1,024 bytes of it. What lies behind those, in a
/// long paste or after keys held down while a step took long, would wait for the next key.
/// Setting the modes of a terminal anew wakes whoever waits for it.
fn ring_again() -> io::Result<()> {
    let stdin = io::stdin();
    let modes = termios::tcgetattr(&stdin)?;
    Ok(termios::tcsetattr(&stdin, OptionalActions::Now, &modes)?)
}

const GONE: PollFlags = PollFlags::HUP.union(PollFlags::ERR).union(PollFlags::NVAL);

/// Where a backend learns how large the screen is.
pub type SizeSource = fn() -> io::Result<Size>;

/// The size of the terminal on standard output.
///
/// # Errors
/// When there is no terminal.
pub fn size() -> io::Result<Size> {
    crossterm::terminal::size().map(|(width, height)| Size { width, height })
}

/// A backend that collects a frame and writes it at once, and writes nothing for a frame without changes.
#[derive(Debug)]
pub struct Pen<W: Write> {
    writer: W,
    size: SizeSource,
    frame: Vec<u8>,
    /// Where the terminal's cursor stands, as far as that is certain.
    at: Option<Position>,
    look: Look,
    shown: bool,
    /// The looks of the right halves of wide glyphs on the screen, `width` cells a row.
    halves: Vec<Option<Look>>,
    width: u16,
}

/// What the next glyph will look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };
}

impl<W: Write> Pen<W> {
    /// A backend on a terminal whose cursor is hidden and whose look is plain.
    pub fn new(writer: W, size: SizeSource) -> Self {
        Self {
            writer,
            size,
            frame: Vec::new(),
            at: None,
            look: Look::PLAIN,
            shown: false,
            halves: Vec::new(),
            width: 0,
        }
    }

    /// The writer.
    #[cfg(test)]
    pub fn writer(&self) -> &W {
        &self.writer
    }

    /// Forgets what is known of the terminal, after somebody else had it.
    pub fn forget(&mut self) {
        self.at = None;
        self.shown = false;
        self.look = Look::PLAIN;
    }

    /// Remembers where the right half of a glyph stands now; returns the look of a
    /// half that the glyph left behind without its other half.
    fn note(&mut self, at: Position, glyph: u16, look: Look) -> Option<(Position, Look)> {
        let row = usize::from(at.y) * usize::from(self.width);
        let cell = |n: u16| (at.x + n < self.width).then(|| row + usize::from(at.x + n));
        for n in 0..glyph {
            if let Some(half) = cell(n).and_then(|place| self.halves.get_mut(place)) {
                *half = (n > 0).then_some(look);
            }
        }
        let orphan = self.halves.get_mut(cell(glyph)?)?.take()?;
        let after = Position {
            x: at.x + glyph,
            y: at.y,
        };
        Some((after, orphan))
    }

    /// Blanks an orphaned half; terminals differ in the look they leave there.
    fn mend(&mut self, orphan: Option<(Position, Look)>) {
        if let Some((at, look)) = orphan {
            self.go(at);
            self.look(look);
            self.put(" ");
            self.at = Some(Position {
                x: at.x + 1,
                y: at.y,
            });
        }
    }

    fn put(&mut self, bytes: &str) {
        if self.frame.is_empty() {
            self.frame.extend_from_slice(b"\x1b[?2026h");
        }
        self.frame.extend_from_slice(bytes.as_bytes());
    }

    fn go(&mut self, to: Position) {
        if self.at == Some(to) {
            return;
        }
        match self.at {
            Some(at) if at.y == to.y && to.x > at.x => match to.x - at.x {
                1 => self.put("\x1b[C"),
                n => self.put(&format!("\x1b[{n}C")),
            },
            Some(at) if at.y + 1 == to.y && to.x == 0 => self.put("\r\n"),
            _ => self.put(&format!("\x1b[{};{}H", to.y + 1, to.x + 1)),
        }
        self.at = Some(to);
    }

    fn look(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let mut codes = String::from("\x1b[");
        if look.modifier != self.look.modifier {
            codes.push_str("0;");
            for (modifier, code) in MODIFIERS {
                if look.modifier.contains(*modifier) {
                    codes.push_str(code);
                    codes.push(';');
                }
            }
            self.look = Look::PLAIN;
        }
        if look.fg != self.look.fg {
            push_color(&mut codes, look.fg, 30);
        }
        if look.bg != self.look.bg {
            push_color(&mut codes, look.bg, 40);
        }
        codes.pop();
        codes.push('m');
        self.put(&codes);
        self.look = look;
    }
}

const MODIFIERS: &[(Modifier, &str)] = &[
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// Appends the code of a colour and `;`; `base` is 30 for the text and 40 for the ground.
fn push_color(codes: &mut String, color: Color, base: u8) {
    let basic = |n: u8| (base + n).to_string();
    let bright = |n: u8| (base + 60 + n).to_string();
    let code = match color {
        Color::Reset => basic(9),
        Color::Black => basic(0),
        Color::Red => basic(1),
        Color::Green => basic(2),
        Color::Yellow => basic(3),
        Color::Blue => basic(4),
        Color::Magenta => basic(5),
        Color::Cyan => basic(6),
        Color::Gray => basic(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    };
    codes.push_str(&code);
    codes.push(';');
}

/// Whether a terminal obeys the character, or lets it change the order of others.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether every terminal moves its cursor by the same number of cells.
///
/// True of ASCII and of plain East Asian wide characters; quotes, dashes, emoji and
/// whatever is written with several code points are narrow here and wide there.
fn is_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    matches!(c,
        ' '..='~'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a0}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{20000}'..='\u{323af}')
}

impl<W: Write> Backend for Pen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let size = self.size()?;
        let cells = usize::from(size.width) * usize::from(size.height);
        if (self.width, self.halves.len()) != (size.width, cells) {
            self.width = size.width;
            self.halves = vec![None; cells];
        }
        let mut orphan = None;
        for (x, y, cell) in content {
            let to = Position { x, y };
            self.mend(orphan.filter(|(at, _)| *at != to));
            self.hide_cursor()?;
            self.go(to);
            let look = Look {
                fg: cell.fg,
                bg: cell.bg,
                modifier: cell.modifier,
            };
            self.look(look);
            // Whoever draws makes text visible first; this is the last door.
            let (symbol, width) = match cell.symbol() {
                symbol if symbol.chars().any(is_unsafe) => ("?", 1),
                symbol => (symbol, cell.cell_width().max(1)),
            };
            orphan = self.note(to, width, look);
            self.put(symbol);
            self.at = is_certain(symbol).then(|| Position { x: x + width, y });
        }
        self.mend(orphan);
        self.look(Look::PLAIN);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown {
            self.put("\x1b[?25l");
            self.shown = false;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !self.shown {
            self.put("\x1b[?25h");
            self.shown = true;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.at.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.go(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.put(match clear_type {
            ClearType::All => "\x1b[2J",
            ClearType::AfterCursor => "\x1b[J",
            ClearType::BeforeCursor => "\x1b[1J",
            ClearType::CurrentLine => "\x1b[2K",
            ClearType::UntilNewLine => "\x1b[K",
        });
        self.at = None;
        if matches!(clear_type, ClearType::All) {
            self.halves.fill(None);
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        (self.size)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.frame.is_empty() {
            self.frame.extend_from_slice(b"\x1b[?2026l");
            self.writer.write_all(&self.frame)?;
            self.frame.clear();
        }
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests;
