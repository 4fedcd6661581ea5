//! How much one article may be.

use super::{Warning, WarningCode};

/// Bytes, after unpacking, that a text file or a JSONL line may have. Far above any article: it stops an archive, a
/// dump without line ends or a compression bomb from filling the memory.
pub(super) const LIMIT: u64 = 64 << 20;

pub(super) fn too_long(place: &str, unit: &str) -> Warning {
    let limit = LIMIT >> 20;
    Warning::of_bytes(
        WarningCode::TooLong,
        format!(
            "{place}: expected one article in the {unit}, got more than {limit} MiB; give each article its own file or JSONL line"
        ),
    )
}
