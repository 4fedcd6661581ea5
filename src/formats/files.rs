//! Text files, read and written whole.

use super::error::FormatError;
use std::fs;
use std::path::{Path, PathBuf};

/// What happens to a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Existing {
    /// It stays, and nothing is written.
    Kept,
    /// It is written anew.
    Replaced,
}

impl Existing {
    /// May this file be written?
    pub(super) fn allows(self, path: &Path) -> Result<(), FormatError> {
        // A link that leads nowhere is there too.
        if self == Self::Kept && path.symlink_metadata().is_ok() {
            return Err(FormatError::Exists(path.into()));
        }
        Ok(())
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
