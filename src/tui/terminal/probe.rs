//! Asking the terminal what it is like: how wide it draws ambiguous glyphs, how bright its ground is.
//!
//! A glyph is printed in the first column and the terminal asked where its cursor
//! is then. A terminal that doesn't answer costs the time given, once. What
//! somebody types meanwhile is kept.
//!
//! The ground is asked only of a terminal that has just answered, together with
//! another question for the cursor: when that is answered, nothing more can come,
//! so that no late answer is taken for keys. Multiplexers answer for a terminal
//! that they may not know, and are not asked.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};

use crate::text::{Ambiguous, Measure};

/// What a terminal has said about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether ambiguous glyphs are wide; `None` where it didn't answer.
    pub ambiguous: Option<Ambiguous>,
    /// Its ground; `None` where it wasn't asked or didn't answer.
    pub ground: Option<Ground>,
    /// What was typed meanwhile.
    pub typed: Vec<char>,
}

/// How bright the ground of a terminal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Words on it are light.
    Dark,
    /// Words on it are dark.
    Light,
}

/// What to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The width of ambiguous glyphs.
    Width,
    /// That, and the ground.
    WidthAndGround,
}

/// Glyphs that are one cell wide here and two there: dash, frame, number.
const GLYPHS: [&str; 3] = ["—", "│", "①"];
const WHERE: &str = "\x1b[6n";
/// How long a terminal may take to answer at all.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long one that has answered may take for the next question.
const TRUST: Duration = Duration::from_secs(1);

/// Asks the terminal in our hands.
///
/// # Errors
/// When it can't be read or written.
pub fn ask(question: Question) -> io::Result<Known> {
    let mut words = String::from("\x1b[1;1H");
    for glyph in GLYPHS {
        words.push_str(&format!("{glyph}{WHERE}\r"));
    }
    words.push_str("\x1b[2K");
    let mut heard = Heard::default();
    say(&words)?;
    listen(&mut heard, GLYPHS.len(), PATIENCE)?;
    let ambiguous = width_of(&heard.columns);
    if question == Question::WidthAndGround && ambiguous.is_some() && !in_multiplexer() {
        say(&format!("\x1b]11;?\x1b\\{WHERE}"))?;
        listen(&mut heard, GLYPHS.len() + 1, TRUST)?;
    }
    Ok(Known {
        ambiguous,
        ground: heard.ground,
        typed: heard.typed(),
    })
}

impl Known {
    /// How this terminal counts cells; narrow where it didn't say.
    #[must_use]
    pub fn measure(&self) -> Measure {
        Measure {
            ambiguous: self.ambiguous.unwrap_or_default(),
        }
    }
}

fn in_multiplexer() -> bool {
    ["TMUX", "STY", "ZELLIJ"]
        .iter()
        .any(|name| std::env::var_os(name).is_some())
}

fn say(words: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(words.as_bytes())?;
    out.flush()
}

/// Reads until so many places of the cursor have come, or the time is over.
fn listen(heard: &mut Heard, n_places: usize, patience: Duration) -> io::Result<()> {
    let until = Instant::now() + patience;
    let stdin = io::stdin();
    while heard.columns.len() < n_places {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        let left = Timespec::try_from(left).map_err(io::Error::other)?;
        let mut sources = [PollFd::new(&stdin, PollFlags::IN)];
        match rustix::event::poll(&mut sources, Some(&left)) {
            Ok(0) => break,
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        let mut bytes = [0; 256];
        match rustix::io::read(&stdin, &mut bytes)? {
            // The terminal is gone; the loop notices.
            0 => break,
            n => heard.take(&bytes[..n]),
        }
    }
    Ok(())
}

/// Whether most of the glyphs are wide; `None` unless all answers came.
fn width_of(columns: &[u16]) -> Option<Ambiguous> {
    let columns = columns.get(..GLYPHS.len())?;
    let n_wide = columns.iter().filter(|column| **column > 2).count();
    Some(if 2 * n_wide > columns.len() {
        Ambiguous::Wide
    } else {
        Ambiguous::Narrow
    })
}

/// Bytes from a terminal, sorted into answers and the rest.
#[derive(Debug, Default)]
struct Heard {
    /// Columns of the cursor, in the order of the questions.
    columns: Vec<u16>,
    ground: Option<Ground>,
    /// What is no answer.
    rest: Vec<u8>,
    /// The beginning of an answer that isn't complete.
    begun: Vec<u8>,
}

impl Heard {
    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.begun.push(*byte);
            if let Some(column) = place(&self.begun) {
                self.columns.push(column);
                self.begun.clear();
            } else if let Some(color) = answer_of(&self.begun) {
                self.ground = ground(color).or(self.ground);
                self.begun.clear();
            } else if !may_be_answer(&self.begun) {
                self.rest.append(&mut self.begun);
            }
        }
    }

    /// The characters that somebody typed; keys that send several bytes are left out.
    fn typed(mut self) -> Vec<char> {
        self.rest.append(&mut self.begun);
        let words = String::from_utf8_lossy(&self.rest).into_owned();
        if words.contains('\x1b') {
            return Vec::new();
        }
        words.chars().collect()
    }
}

/// The column in `ESC [ row ; column R`.
fn place(bytes: &[u8]) -> Option<u16> {
    let inner = bytes.strip_prefix(b"\x1b[")?.strip_suffix(b"R")?;
    let (row, column) = std::str::from_utf8(inner).ok()?.split_once(';')?;
    row.parse::<u16>().ok()?;
    column.parse().ok()
}

/// The colour in `ESC ] 11 ; colour` with BEL or `ESC \` behind it.
fn answer_of(bytes: &[u8]) -> Option<&[u8]> {
    let inner = bytes.strip_prefix(b"\x1b]11;")?;
    inner
        .strip_suffix(b"\x07")
        .or_else(|| inner.strip_suffix(b"\x1b\\"))
}

/// Whether an answer may begin with these bytes.
fn may_be_answer(bytes: &[u8]) -> bool {
    const COLOR: &[u8] = b"\x1b]11;";
    if bytes.len() < COLOR.len() {
        COLOR.starts_with(bytes) || is_place_so_far(bytes)
    } else {
        (bytes.starts_with(COLOR) && bytes.len() < 64) || is_place_so_far(bytes)
    }
}

fn is_place_so_far(bytes: &[u8]) -> bool {
    match bytes {
        [] | [0x1b] => true,
        [0x1b, b'[', rest @ ..] => {
            rest.len() < 12 && rest.iter().all(|it| matches!(it, b'0'..=b'9' | b';'))
        }
        _ => false,
    }
}

/// How bright `rgb:RRRR/GGGG/BBBB` is, each part of one to four hexadecimal digits.
fn ground(color: &[u8]) -> Option<Ground> {
    let color = std::str::from_utf8(color).ok()?.strip_prefix("rgb:")?;
    let mut parts = color.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)? - 1;
        let value = u32::from_str_radix(part, 16).ok()?;
        Some(f64::from(value) / f64::from(most.max(1)))
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // The weights of the three in how bright a colour seems (ITU-R BT.601).
    let bright = 0.299 * red + 0.587 * green + 0.114 * blue;
    Some(if bright > 0.5 {
        Ground::Light
    } else {
        Ground::Dark
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(bytes: &[u8]) -> Heard {
        let mut heard = Heard::default();
        // However the bytes are cut into reads.
        for byte in bytes {
            heard.take(&[*byte]);
        }
        heard
    }

    #[test]
    fn places_of_the_cursor_tell_the_width() {
        for (bytes, ambiguous) in [
            ("\x1b[1;2R\x1b[1;2R\x1b[1;2R", Some(Ambiguous::Narrow)),
            ("\x1b[1;3R\x1b[1;3R\x1b[1;3R", Some(Ambiguous::Wide)),
            ("\x1b[1;3R\x1b[1;2R\x1b[1;3R", Some(Ambiguous::Wide)),
            ("\x1b[1;2R\x1b[1;2R\x1b[1;3R", Some(Ambiguous::Narrow)),
            ("\x1b[1;2R\x1b[1;2R", None),
            ("", None),
        ] {
            assert_eq!(
                width_of(&heard(bytes.as_bytes()).columns),
                ambiguous,
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn what_is_typed_meanwhile_is_kept_and_escapes_are_not_taken_for_it() {
        let mixed = heard("j\x1b[1;2R访x\x1b[1;2R\r\x1b[1;2R".as_bytes());
        assert_eq!(mixed.columns.len(), 3);
        assert_eq!(mixed.typed(), ['j', '访', 'x', '\r']);
        assert_eq!(heard(b"\x1b[A").typed(), []);
        assert_eq!(heard(b"j\x1b[1;").typed(), []);
    }

    #[test]
    fn the_ground_is_told_by_its_colour() {
        for (answer, expected) in [
            ("\x1b]11;rgb:0000/0000/0000\x1b\\", Some(Ground::Dark)),
            ("\x1b]11;rgb:ffff/ffff/ffff\x07", Some(Ground::Light)),
            ("\x1b]11;rgb:fd/f6/e3\x07", Some(Ground::Light)),
            ("\x1b]11;rgb:0000/2b2b/3636\x1b\\", Some(Ground::Dark)),
            ("\x1b]11;nonsense\x07", None),
            ("\x1b]11;rgb:/\x07", None),
        ] {
            let mut heard = heard(answer.as_bytes());
            assert_eq!(heard.ground, expected, "{answer:?}");
            heard.take(b"\x1b[3;1R");
            assert_eq!(heard.columns, [1], "and what comes after it is heard");
            assert_eq!(heard.typed(), []);
        }
    }
}
