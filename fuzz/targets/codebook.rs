//! Codebooks as csv, TOML and Markdown.
#![no_main]

use fangtan::formats::{codebook_csv, codebook_md, codebook_toml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = codebook_csv::read(text);
    let _ = codebook_md::read(text);
    let _ = codebook_toml::read(text);
});
