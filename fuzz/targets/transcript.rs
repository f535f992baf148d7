//! Transcripts of every format: each turn lies in the text, in order, and is never empty.
#![no_main]

use fangtan::formats::transcript::{ReadOptions, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(files) = read("talk", bytes, &ReadOptions::default()) else {
        return;
    };
    assert!(!files.is_empty());
    for file in files {
        let chars = file.transcript.text.chars().count();
        let mut last = 0;
        for turn in &file.transcript.turns {
            let (start, end) = (turn.span.start().0 as usize, turn.span.end().0 as usize);
            assert!(last <= start && start < end && end <= chars);
            last = end;
        }
    }
});
