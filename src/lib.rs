//! fangtan (访谈): code expert interviews in the terminal.

pub mod model;
pub mod text;
pub mod tui;
