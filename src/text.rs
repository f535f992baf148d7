//! Text as people see it: positions, rows on a screen, units, search, and what may be shown.
//!
//! Everything here is pure. [`Text`] is an interview's text with its positions;
//! [`visible()`] makes text from outside safe to show; [`wrap`] is the one place
//! that counts columns; [`units`](mod@units) cuts a turn into what a coder marks;
//! [`find`] searches for words and patterns, [`query`] is the language of searches;
//! [`pick`] finds a code by a few letters; [`alphabet`] puts words in order by sound; [`lexicon`] cuts words as a study wants them; [`context`] keeps what a passage said;
//! [`pieces`] puts texts together that were corrected apart;
//! [`remap`](mod@remap) follows passages through a correction. Nothing here reads a file,
//! draws, or knows a study.

pub mod alphabet;
pub mod context;
pub mod find;
pub mod index;
pub mod lexicon;
pub mod pick;
pub mod pieces;
pub mod query;
pub mod remap;
pub mod replace;
pub mod units;
pub mod visible;
pub mod wrap;

mod alike;
mod fold;
mod glyph;
mod graphemes;

pub use alike::alike;
pub use context::{Anchor, anchor};
pub use find::{Needle, PatternFault};
pub use glyph::{is_hanzi, narrow};
pub use graphemes::{Graphemes, graphemes};
pub use index::{Fit, Text};
pub use pick::{Picked, Picker};
pub use pieces::{Held, Layout, Piece, Place};
pub use query::Query;
pub use remap::{Fate, Mend, Replace, remap};
pub use units::{Unit, units};
pub use visible::{cell, visible};
pub use wrap::{Ambiguous, Measure, Row, fit, pad, rows, width};
