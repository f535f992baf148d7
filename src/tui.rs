//! The full-screen program: one state, closed events, effects as data.
//!
//! [`run`] owns terminal and study. [`app::App`] is everything on screen as plain
//! data; `update` folds an event into it and returns effects; `effect` is the one
//! place that touches the study; `view` draws. Overlays are a stack of data,
//! commands and keys a table from which footer, help and palette are drawn.
//! Nothing here speaks SQL, and no word that people read stands in the code.

pub mod app;
pub mod command;
pub mod drafts;
pub mod effect;
pub mod event;
mod footer;
pub mod glyphs;
pub mod jobs;
pub mod keymap;
pub mod layout;
pub mod overlays;
pub mod pointer;
mod possible;
mod record;
mod run;
pub mod screens;
mod terminal;
pub mod theme;
pub mod times;
mod tour;
pub mod update;
pub mod view;
pub mod visits;
pub mod welcome;
pub mod widgets;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use app::{Mouse, Patience};
pub use run::{Start, TuiError, command_names, keys, run, welcome};
