//! How far a long computation is, and whether anybody still wants it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared by the threads of a computation with whoever waits for it.
pub struct Progress<'a> {
    stop: &'a AtomicBool,
    tell: &'a (dyn Fn(usize, usize) + Sync),
    done: AtomicUsize,
    all: usize,
}

/// Never set.
static GO_ON: AtomicBool = AtomicBool::new(false);

impl<'a> Progress<'a> {
    /// The progress of so many steps, which ends early where `stop` is set; after each step
    /// `tell` is told how many are done, and how many there are.
    #[must_use]
    pub fn new(all: usize, stop: &'a AtomicBool, tell: &'a (dyn Fn(usize, usize) + Sync)) -> Self {
        Self {
            stop,
            tell,
            done: AtomicUsize::new(0),
            all,
        }
    }

    /// Nobody looks on: the computation runs to its end.
    #[must_use]
    pub fn unwatched() -> Self {
        Self::new(0, &GO_ON, &|_, _| {})
    }

    /// Says that a step is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.tell)(done, self.all);
    }

    /// Whether somebody still wants the result.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }
}
