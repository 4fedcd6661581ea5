//! What can go wrong in writing.

use std::io;
use std::path::PathBuf;

/// Why records could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The system refused.
    #[error("{path}: cannot be written: {cause}", path = path.display())]
    Unwritable {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}
