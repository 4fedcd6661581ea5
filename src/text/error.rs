//! What can be wrong with the inputs of a run.

use std::io;
use std::path::PathBuf;

use super::readers::endings;

/// What stops a run before it reads its first article.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// A path that was named is not there.
    #[error("cannot read `{path}`: {cause}; expected a file, a folder, or `-` for standard input", path = path.display())]
    Missing {
        /// As it was named.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A folder cannot be listed.
    #[error("cannot list the folder `{path}`: {cause}; check its permissions", path = path.display())]
    Folder {
        /// The one that cannot be listed.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A folder without a single file to read.
    #[error(
        "nothing to read in the folder `{path}`: expected {known} files, plain or packed as .gz or .zst; name a file of \
         another kind itself to read it as text",
        path = path.display(),
        known = endings().collect::<Vec<_>>().join(", ")
    )]
    NothingInFolder {
        /// As it was named.
        path: PathBuf,
    },
    /// What was named is what the run writes.
    #[error("`{path}` is the output too; choose another name for the output", path = path.display())]
    IsOutput {
        /// As it was named.
        path: PathBuf,
    },
    /// Standard input was named more than once.
    #[error("`-` was named twice; standard input can be read once")]
    StdinTwice,
}
