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
    /// Rows could not be made into a table, or parts of one not put together.
    #[error("{path}: no table can be written: {cause}", path = path.display())]
    Table {
        /// What was being written.
        path: PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// There is no going on from here.
    #[error("{path}: expected a mark that an earlier run left, got {got}; run it again from the start", path = path.display())]
    Mark {
        /// The working folder.
        path: PathBuf,
        /// What stands there.
        got: String,
    },
    /// A part that an earlier run wrote is not there any more.
    #[error("{path}: is gone, so that there is no going on; run it again from the start", path = path.display())]
    PartGone {
        /// The part.
        path: PathBuf,
    },
}
