//! What every writer of documents does: it takes one block after the other.

use std::io;

use crate::model::paper::Block;

/// A document being written.
pub trait Paper {
    /// Writes the next block.
    ///
    /// # Errors
    /// When what is written to takes no more.
    fn put(&mut self, block: &Block) -> io::Result<()>;
}
