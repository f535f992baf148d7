//! The full-screen program.
pub mod command;
pub mod keymap;
