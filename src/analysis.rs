//! What the codings say: facts in, figures out.
//!
//! Nothing here reads a file or knows SQL; every function is pure. Definitions
//! of the figures stand with the functions.

pub mod agreement;
pub mod association;
pub mod concordance;
pub mod cooccurrence;
pub mod crosstab;
pub mod disagreements;
pub mod frequency;
pub mod pairing;
pub mod passages;
pub mod progress;
pub mod quotations;
pub mod saturation;
pub mod stance;
pub mod ties;
pub mod undefined;
pub mod vocabulary;
