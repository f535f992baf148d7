//! The loop before any study is open: wait, take keys in, draw.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use crossterm::event::Event as Crossterm;
use ratatui::Terminal;

use super::{IDLE, PanicHook, Signals, Start, TuiError, as_key, ask, glyphs, keys, pause, theme};
use crate::strings::{Message, Strings};
use crate::tui::keymap::Keymap;
use crate::tui::pointer::Clicks;
use crate::tui::terminal::{self, Guard, Heard, Pen};
use crate::tui::view::Ui;
use crate::tui::welcome::{Recent, Welcome, Wish, draw};

/// Makes a wish true and names the study to open, or says why it can't.
pub type Fulfil<'a> = &'a mut dyn FnMut(&Wish) -> Result<PathBuf, Message>;

/// Shows recent studies until the person chose what to open; `None` when they leave.
///
/// # Errors
/// When there is no terminal or it fails, the keymap is faulty, or a signal came.
pub fn welcome(
    recent: Vec<Recent>,
    codebooks: Vec<&'static str>,
    start: &Start,
    fulfil: Fulfil<'_>,
) -> Result<Option<PathBuf>, TuiError> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(TuiError::NoTerminal);
    }
    let keymap = keys(start.keymap.as_deref())?;
    let size = terminal::size().map_err(TuiError::Terminal)?;
    let mut state = Welcome::new(recent, codebooks, size);
    match run_loop(&mut state, &keymap, start, fulfil) {
        Ok(End::Chosen(path)) => Ok(Some(path)),
        Ok(End::Left) => Ok(None),
        Ok(End::Signal) => Err(TuiError::Signal),
        Err(error) => Err(TuiError::Terminal(error)),
    }
}

/// Why the loop ended.
enum End {
    /// A study is to be opened.
    Chosen(PathBuf),
    /// The person left.
    Left,
    /// A signal asked for it, or the terminal is gone.
    Signal,
}

fn run_loop(
    state: &mut Welcome,
    keymap: &Keymap,
    start: &Start,
    fulfil: Fulfil<'_>,
) -> io::Result<End> {
    let strings = Strings::new(start.lang);
    let signals = Signals::catch()?;
    let _panics = PanicHook::install(strings.get("panic"));
    terminal::set_mouse(start.mouse)?;
    let _guard = Guard::enter()?;
    let known = ask(start)?;
    let theme = theme(start.theme, &known);
    let ui = Ui {
        strings: &strings,
        theme: &theme,
        glyphs: glyphs(start, &known).fitting(known.measure()),
        measure: known.measure(),
        keys: None,
    };
    let mut screen = Terminal::new(Pen::new(io::stdout(), terminal::size))?;
    let typed = known.typed.iter().map(|c| Crossterm::Key(as_key(*c)));
    let mut inputs: Vec<Crossterm> = typed.collect();
    let mut has_more = false;
    let (began, mut clicks) = (Instant::now(), Clicks::default());
    loop {
        for input in inputs.drain(..) {
            let wish = match input {
                Crossterm::Key(key) => state.key(keymap, key),
                Crossterm::Paste(words) => {
                    state.paste(&words);
                    None
                }
                Crossterm::Mouse(event) => {
                    state.pointed(keymap, &ui, event, &mut clicks, began.elapsed())
                }
                _ => None,
            };
            match wish {
                None => {}
                Some(Wish::Leave) => return Ok(End::Left),
                Some(wish) => match fulfil(&wish) {
                    Ok(path) => return Ok(End::Chosen(path)),
                    Err(why) => state.said = Some(why),
                },
            }
        }
        state.resize(terminal::size()?);
        screen.draw(|frame| {
            let cursor = draw(state, &start.coder, keymap, &ui, frame.buffer_mut());
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        })?;
        let wait = if has_more { Duration::ZERO } else { IDLE };
        let heard = terminal::listen(wait, &signals.wake)?;
        signals.calm();
        let (typed, heard) = terminal::take_in(heard, &signals.wake)?;
        has_more = typed.len() == terminal::MOST_AT_ONCE;
        inputs = typed;
        if signals.stop.swap(false, Ordering::Relaxed) {
            pause(&mut screen)?;
        }
        if heard == Heard::Gone || signals.end.load(Ordering::Relaxed) {
            return Ok(End::Signal);
        }
    }
}
