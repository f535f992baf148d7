//! Documents of Taguette: highlights stay in the text.
#![no_main]

use fangtan::formats::taguette;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, Vec<(u64, u64)>)| {
    let (html, highlights) = input;
    let (text, found) = taguette::read(html, &highlights);
    let chars = text.chars().count();
    for (start, end) in found {
        assert!(start <= end && end as usize <= chars);
    }
});
