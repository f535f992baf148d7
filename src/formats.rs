//! Bytes of other programs and of people, to the model and back.
//!
//! One file or folder for each format, reader beside writer. Nothing here opens
//! a file, knows the time or speaks SQL.

mod codebook_field;

pub mod codebook_toml;
pub mod guide_toml;

pub mod sessions_toml;

pub mod toml_table;
mod toml_write;
