//! fangtan (访谈): code expert interviews in the terminal.

pub mod formats;
pub mod model;
pub mod text;
