//! The full-screen program.
pub mod command;
pub mod keymap;
pub mod terminal;
pub mod theme;
pub mod widgets;
