//! How far a merge is, and whether it goes on.

use std::cell::Cell;

use super::spec::TABLES;
use crate::model::Watch;
use crate::store::error::{Result, StoreError};

/// How far a merge is: by tables read, joined and written.
pub(super) struct Pace<'a> {
    watch: Watch<'a>,
    done: Cell<usize>,
    all: usize,
}

impl<'a> Pace<'a> {
    /// The pace of a merge of so many copies.
    pub(super) fn of(n_copies: usize, watch: Watch<'a>) -> Self {
        // Every copy is read and, but for the first, joined; then all is written.
        Self {
            watch,
            done: Cell::new(0),
            all: 2 * n_copies * TABLES.len(),
        }
    }

    /// Tells that a table is done.
    ///
    /// # Errors
    /// When somebody wants it stopped.
    pub(super) fn step(&self) -> Result<()> {
        if self.watch.is_stopped() {
            return Err(StoreError::Cancelled);
        }
        self.done.set(self.done.get() + 1);
        (self.watch.tell)(self.done.get(), self.all);
        Ok(())
    }
}
