//! The files that a path on the command line stands for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::Outputs;
use super::error::InputError;
use super::file_name::{below, is_known};

/// A file to read, and what records call it.
pub(super) struct Found {
    pub path: PathBuf,
    /// The path below the folder that was given, or the file's name.
    pub source: String,
    /// Of a folder below the one that was given: why it could not be listed.
    pub fault: Option<io::Error>,
}

/// The file itself, or the readable files below a folder in the order of their names.
///
/// Hidden files are left out, and what the run itself writes. A folder below that cannot be listed is found as such. Links to files are followed, links to folders are not: they can loop.
pub(super) fn files(path: PathBuf, outputs: &Outputs) -> Result<Vec<Found>, InputError> {
    match fs::metadata(&path) {
        Err(cause) => return Err(InputError::Missing { path, cause }),
        Ok(kind) if kind.is_file() && outputs.hold(&path) => return Err(InputError::IsOutput { path }),
        Ok(kind) if !kind.is_dir() => {
            let source = below(path.parent().unwrap_or(Path::new("")), &path);
            return Ok(vec![Found { path, source, fault: None }]);
        }
        Ok(_) => {}
    }
    let mut found = Vec::new();
    let tree = WalkDir::new(&path).min_depth(1).sort_by_file_name();
    for entry in tree.into_iter().filter_entry(|entry| !is_hidden(entry)) {
        match entry {
            Ok(entry) => {
                let file = entry.path();
                if is_known(&entry.file_name().to_string_lossy()) && file.is_file() && !outputs.hold(file) {
                    found.push(Found { source: below(&path, file), path: entry.into_path(), fault: None });
                }
            }
            Err(error) => found.push(unlisted(&path, error)?),
        }
    }
    if found.is_empty() { Err(InputError::NothingInFolder { path }) } else { Ok(found) }
}

/// Hidden the Unix way.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// The folder that was given has to be there; one below it costs itself alone.
fn unlisted(folder: &Path, error: walkdir::Error) -> Result<Found, InputError> {
    let path = error.path().unwrap_or(folder).to_owned();
    let cause = error.into_io_error().unwrap_or_else(|| io::Error::other("a link leads back to a folder above it"));
    if path == folder {
        return Err(InputError::Folder { path, cause });
    }
    Ok(Found { source: below(folder, &path), path, fault: Some(cause) })
}
