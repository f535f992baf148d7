//! Bytes of other programs and of people, to the model and back.
//!
//! One file or folder for each format, reader beside writer. Nothing here opens
//! a file, asks the clock or speaks SQL. A reader is given the bytes and says
//! what they hold, what is doubtful in them, or why it can't read them; what
//! becomes of that is for `study` to decide.

pub mod codebook_csv;
mod codebook_field;
pub mod codebook_md;
pub mod codebook_toml;
pub mod docx;
pub mod encoding;
pub mod guide_toml;
pub mod html_page;
pub mod json_text;
mod markdown;
pub mod md_page;
pub mod moment;
pub mod paper;
pub mod ratings_csv;
pub mod refi;
pub mod sessions_toml;
pub mod sheet;
pub mod study_json;
pub mod tables_zip;
pub mod taguette;
pub mod toml_table;
mod toml_write;
pub mod transcript;
mod xml_text;
