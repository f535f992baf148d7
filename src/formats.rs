//! Bytes of other programs and of people, to the model and back.
//!
//! One file or folder for each format, reader beside writer. Nothing here opens
//! a file, knows the time or speaks SQL.

pub mod codebook_csv;
mod codebook_field;
pub mod codebook_md;
pub mod codebook_toml;
pub mod guide_toml;
mod markdown;
pub mod sessions_toml;
pub mod sheet;
pub mod toml_table;
mod toml_write;
