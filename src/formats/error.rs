//! What can be wrong with labels that come from, or go to, another tool.

use crate::eval::EvalError;
use crate::relation::RuleError;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why labels could not be read or written. Nothing is repaired: a guess here would make every figure wrong.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// A file could not be read as UTF-8 text, or a folder not be listed.
    #[error("{}: expected {expected}, got: {cause}", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What should be there.
        expected: &'static str,
        /// What the system said.
        cause: io::Error,
    },
    /// JSON of another shape, or none.
    #[error("{place}: expected {expected}, got: {cause}")]
    Json {
        /// The file, and where in it.
        place: String,
        /// What should be there.
        expected: &'static str,
        /// What is wrong, with line and column.
        cause: serde_json::Error,
    },
    /// A label that cannot be right, or that has no place in a record.
    #[error("{place}: expected {expected}, got {got}")]
    Label {
        /// The file, and where in it.
        place: String,
        /// What would have been right, and what to do.
        expected: String,
        /// What stands there.
        got: String,
    },
    /// Something that the other tool has no place for.
    #[error("article {article}: {what} cannot be written as {format}: {instead}")]
    NotCarried {
        /// The article.
        article: String,
        /// What of it.
        what: String,
        /// The format.
        format: &'static str,
        /// What to do.
        instead: String,
    },
    /// A file or folder could not be written.
    #[error("{}: cannot be written: {cause}", .path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The folder that brat files should go to holds something already.
    #[error("{}: expected a new or empty folder, got one with files: what was corrected there would be lost", .0.display())]
    NotEmpty(PathBuf),
    /// The labels contradict the text or each other.
    #[error(transparent)]
    Gold(#[from] EvalError),
    /// The rule set, which names the types of acts, could not be loaded.
    #[error(transparent)]
    Rules(#[from] RuleError),
}

impl FormatError {
    pub(super) fn label(place: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self::Label { place: place.into(), expected: expected.into(), got: got.into() }
    }
}

/// A text file as it stands.
pub(super) fn read_text(path: &Path, expected: &'static str) -> Result<String, FormatError> {
    fs::read_to_string(path).map_err(|cause| FormatError::Unreadable { path: path.into(), expected, cause })
}

/// Writes a text file, and the folders above it where they are missing. Whole or not at all: what was there before stays
/// until this is done.
pub(super) fn write_text(path: &Path, content: &str) -> Result<(), FormatError> {
    let part = PathBuf::from(format!("{}.part", path.display()));
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| fs::write(&part, content)).and_then(|()| fs::rename(&part, path));
    written.map_err(|cause| FormatError::Unwritable { path: path.into(), cause })
}
