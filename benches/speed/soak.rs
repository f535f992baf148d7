//! Keys at random for a long time: the memory of a program that runs for weeks.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use super::screen::begin;

/// Keys that move, code, undo, search, open lists and go back. Those that end the program are
/// left out, and so are the lists of commands and keys, which can end it too.
const KEYS: &[&str] = &[
    "j", "j", "j", "k", "l", "h", "w", "b", "W", ")", "(", "}", "{", "]u", "[u", "]t", "[t", "]c",
    "[c", "]s", "]]", "]m", "sa", "g[", "g]", "x", "X", "v", "o", "gv", "-", "=", "V", "1", "2",
    "3", "4", "5", ".", "c", "r", "O", "*", "~", "`", "d", "u", "u", "U", "y", "i", "a", "m", "f",
    "B", "/", "n", "N", "\t", "\r", "\x1b", "\x1b", "\x1b", "\x1b[6~", "\x1b[5~", "\x1b[A",
    "\x1b[B", "\x1b[C", "\x1b[D", "gf", "gc", "gl", "gh", "]d", "[d", "权责", "部门",
];

/// Somebody who has no steps to take back at first: undoing the import of the whole study is
/// no key of an ordinary day.
const CODER: &str = "zoe";

/// So many keys go to the program before its answer is awaited.
const CHUNK: usize = 8;

/// Presses random keys in the study's coding view and prints what memory the program has on
/// the way, and what one has that was opened on the same study afterwards.
///
/// # Errors
/// When the program can't be started, or ends by itself.
pub fn report(program: &str, study: &Path, keys: usize) -> Result<()> {
    let mut terminal = begin(program, study, CODER)?;
    let mut seed = 7_u64;
    let begun = Instant::now();
    let part = keys.div_ceil(10).next_multiple_of(CHUNK);
    for n in (CHUNK..=keys.next_multiple_of(CHUNK)).step_by(CHUNK) {
        let words: String = (0..CHUNK).map(|_| any_key(&mut seed)).collect();
        terminal.write(&words)?;
        terminal.drain(Duration::from_millis(2));
        if n.is_multiple_of(part) || n >= keys {
            // Whatever is open is left, so that the same thing is measured each time.
            terminal.write("\x1b")?;
            terminal.drain(Duration::from_millis(300));
            let (now, most) = terminal.memory().context("the program ended by itself")?;
            println!(
                "{n:8} keys  {now:4} MB   at most {most} MB   {:.0} s",
                begun.elapsed().as_secs_f64()
            );
        }
    }
    drop(terminal);
    let fresh = begin(program, study, CODER)?;
    if let Some((now, _)) = fresh.memory() {
        println!("opened anew    {now:4} MB, the study has what was coded meanwhile");
    }
    Ok(())
}

/// One of the keys, the same ones on every run.
fn any_key(seed: &mut u64) -> &'static str {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    // The upper half of the number is the better half.
    let n = usize::try_from(*seed >> 33).unwrap_or(0);
    KEYS[n % KEYS.len()]
}
