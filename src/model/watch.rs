//! Looking on while something runs that takes long, and stopping it.

use std::sync::atomic::{AtomicBool, Ordering};

/// Who looks on while something runs that takes long.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Set from outside when nobody wants the answer any more.
    pub stop: &'a AtomicBool,
    /// Told how much is done, of how much.
    pub tell: &'a (dyn Fn(usize, usize) + Sync),
}

/// Never set.
static GO_ON: AtomicBool = AtomicBool::new(false);

impl Watch<'_> {
    /// Nobody: it runs to its end.
    #[must_use]
    pub fn nobody() -> Self {
        Self {
            stop: &GO_ON,
            tell: &|_, _| {},
        }
    }

    /// Whether somebody wants it stopped.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
