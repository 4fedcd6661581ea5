//! What can go wrong in writing.

use std::io;
use std::path::PathBuf;

/// Why records could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The system refused.
    #[error("{path}: cannot be written", path = path.display())]
    Unwritable {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A file holds less than was safe in it.
    #[error(
        "{path}: expected at least the {expected} bytes that were kept, got {got}; it was changed since, so begin anew with --restart",
        path = path.display()
    )]
    Shorter {
        /// What was to be gone on with.
        path: PathBuf,
        /// Bytes that were safe.
        expected: u64,
        /// Bytes that are there.
        got: u64,
    },
    /// A record that JSON cannot hold.
    #[error("a record cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
