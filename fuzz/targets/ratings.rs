//! Tables of ratings.
#![no_main]

use fangtan::formats::ratings_csv;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = ratings_csv::read(bytes);
});
