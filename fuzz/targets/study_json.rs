//! Studies in JSON.
#![no_main]

use fangtan::formats::study_json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = study_json::looks_like(bytes);
    let _ = study_json::read(bytes);
});
