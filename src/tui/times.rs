//! Times as they are shown: on this machine's clock, in one form each.

use chrono::{DateTime, Local};

/// Day and minute of a time in milliseconds since 1970, UTC (`07-06 13:22`).
#[must_use]
pub fn day_and_time(at_ms: i64) -> String {
    local(at_ms, "%m-%d %H:%M")
}

/// The day of such a time with its year (`2026-07-06`).
#[must_use]
pub fn day(at_ms: i64) -> String {
    local(at_ms, "%Y-%m-%d")
}

/// The time of day as it is now, to the second (`13:22:05`).
#[must_use]
pub fn now() -> String {
    Local::now().format("%H:%M:%S").to_string()
}

/// Empty for a time that no calendar has.
fn local(at_ms: i64, form: &str) -> String {
    DateTime::from_timestamp_millis(at_ms).map_or_else(String::new, |at| {
        at.with_timezone(&Local).format(form).to_string()
    })
}
