//! Projects and codebooks in REFI-QDA: every coding lies in its text and has a code.
#![no_main]

use fangtan::formats::refi::{looks_like, read, read_codebook};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = looks_like(bytes);
    let _ = read_codebook(bytes);
    let Ok((plan, _)) = read(bytes) else { return };
    for coding in &plan.codings {
        let interview = (plan.interviews.iter()).find(|it| it.key == coding.interview);
        let text = &interview.expect("its interview is in the plan").transcript.text;
        assert!(coding.start < coding.end && coding.end as usize <= text.chars().count());
        assert!((plan.codes.iter()).any(|code| code.entry.public_id == coding.code));
    }
});
