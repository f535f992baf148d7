//! Tables of answers, a row for each respondent.
#![no_main]

use fangtan::formats::transcript::{ReadOptions, Survey, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions {
        survey: Some(Survey::default()),
        ..ReadOptions::default()
    };
    let _ = read("answers", bytes, &options);
});
