//! Guides and sessions.
#![no_main]

use fangtan::formats::{guide_toml, sessions_toml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = guide_toml::read(text);
    let _ = sessions_toml::read(text);
});
