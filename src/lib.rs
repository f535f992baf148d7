//! fangtan (访谈): code expert interviews in the terminal.

pub mod analysis;
pub mod cli;
pub mod formats;
pub mod model;
pub mod store;
pub mod strings;
pub mod study;
pub mod text;
pub mod tui;
