//! Bytes in, model out: one file or folder per outside format.
//!
//! Nothing here opens a file, asks the clock or speaks SQL. A reader is given the
//! bytes and says what they hold, what is doubtful in them, or why it can't read
//! them; what becomes of that is for `study` to decide.

pub mod encoding;
pub mod transcript;
