//! Moments as other programs write them.

/// Milliseconds since 1970, UTC, of a date with a time, parted by `T` or a space. One without a zone
/// is taken as UTC; `None` for what is no moment.
#[must_use]
pub fn read(said: &str) -> Option<i64> {
    let said = said.trim().replacen(' ', "T", 1);
    if let Ok(at) = chrono::DateTime::parse_from_rfc3339(&said) {
        return Some(at.timestamp_millis());
    }
    chrono::NaiveDateTime::parse_from_str(&said, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .map(|at| at.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_and_without_a_zone() {
        let second = Some(1_000);
        assert_eq!(read("1970-01-01T00:00:01Z"), second);
        assert_eq!(read(" 1970-01-01 00:00:01 "), second);
        assert_eq!(read("1970-01-01 00:00:01.000000"), second);
        assert_eq!(read("1970-01-01T08:00:01+08:00"), second);
        for no_moment in ["", "1970-01-01", "yesterday", "1970-13-01T00:00:00Z"] {
            assert_eq!(read(no_moment), None, "{no_moment}");
        }
    }
}
