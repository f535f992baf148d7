//! fangtan (访谈): code expert interviews in the terminal.
//!
//! The modules in reading order; each may use those above it and no other:
//! `model ← text ← {analysis, formats, store} ← study ← {strings, charts} ← {cli, tui}`.
//! What stands together in braces doesn't know each other, except that `cli` opens
//! the screen. `tests/layers.rs` holds them to it.
//!
//! What is not there, and shall not come:
//!
//! - No network: nothing here opens a connection, and no library that could is linked.
//! - `model`, `text` and `analysis` never read a file, ask the clock or speak SQL.
//! - `formats` is given bytes and gives bytes; it opens nothing.
//! - Only `store` speaks SQL, and integer keys of the file never leave it.
//! - Only `cli` prints; the words on screen and in tables come from `strings`.
//! - `tui` changes a study in one place only, `tui::effect`.
//! - `charts` chooses no words and counts nothing; it reads no file but the fonts of the machine.
//! - No unsafe code.

/// What a study is: interviews, codes, codings, and everything a person can do to them.
pub mod model;

/// Positions, graphemes, rows on a screen and searching in one interview's text.
pub mod text;

/// Figures from facts: facts in, numbers out.
pub mod analysis;

/// Files of other programs and of people, to the model and back.
pub mod formats;

/// The study file: every change an operation, taken back and done again.
pub mod store;

/// What a person does with a study, from either edge: open, edit, import, export, count.
pub mod study;

/// The words people read, in Chinese and English.
pub mod strings;

/// Results as pictures, SVG and PNG: ready words and figures in, bytes out.
pub mod charts;

/// The command line: the words of a call, results in every format, failures in one sentence.
pub mod cli;

/// The full-screen program: one state, closed events, effects as data.
pub mod tui;
