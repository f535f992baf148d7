//! Making identities, and the one clock of the store.

use sha2::{Digest, Sha256};

use crate::model::Uid;

/// A fresh identity (UUID version 7).
pub(super) fn fresh() -> Uid {
    Uid(uuid::Uuid::now_v7().into_bytes())
}

/// The identity that follows from what a thing is (UUID version 8 over SHA-256).
///
/// Two copies of a study that take in the same outside file agree on it, so
/// that a merge knows the rows as one.
pub(crate) fn derived(kind: &str, parts: &[&str]) -> Uid {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    for part in parts {
        hash.update([0]);
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uid(uuid::Builder::from_custom_bytes(bytes)
        .into_uuid()
        .into_bytes())
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
            hex
        })
}

/// Milliseconds since 1970, UTC.
pub(super) fn now_ms() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        })
}
