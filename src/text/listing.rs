//! The files that a path on the command line stands for.

use std::collections::BTreeMap;
use std::fmt;
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
    /// Was it named, and not only its folder?
    pub is_named_itself: bool,
    /// Of a folder below the one that was given: why it could not be listed.
    pub fault: Option<io::Error>,
}

/// What a path stands for.
pub(super) struct Listed {
    pub found: Vec<Found>,
    /// Of a folder, where something was.
    pub left_out: Option<LeftOut>,
}

/// Files in a folder that are of no kind known here.
pub(super) struct LeftOut {
    /// As it was named.
    pub folder: String,
    /// How many, by the ending of their names.
    endings: BTreeMap<String, usize>,
}

impl LeftOut {
    fn count(&mut self, name: &Path) {
        let ending = name.extension().map(|end| format!(".{}", end.to_string_lossy().to_lowercase()));
        *self.endings.entry(ending.unwrap_or_else(|| "without an ending".to_owned())).or_default() += 1;
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 8;
        let all: usize = self.endings.values().sum();
        let files = if all == 1 { "1 file was" } else { &format!("{all} files were") };
        let mut endings: Vec<(&String, &usize)> = self.endings.iter().collect();
        endings.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let mut told: Vec<String> =
            endings.iter().take(MOST).map(|(ending, count)| format!("{count} {ending}")).collect();
        told.extend((endings.len() > MOST).then(|| "…".to_owned()));
        write!(f, "{files} left out ({}); a file that is named itself is read whatever it is called", told.join(", "))
    }
}

/// The file itself, or the readable files below a folder in the order of their names.
///
/// Hidden files are left out, and what the run itself writes. A folder below that cannot be listed is found as such. Links to
/// files are followed, links to folders are not: they can loop.
pub(super) fn files(path: PathBuf, outputs: &Outputs) -> Result<Listed, InputError> {
    match fs::metadata(&path) {
        Err(cause) => return Err(InputError::Missing { path, cause }),
        Ok(kind) if kind.is_file() && outputs.hold(&path) => return Err(InputError::IsOutput { path }),
        Ok(kind) if !kind.is_dir() => {
            let source = below(path.parent().unwrap_or(Path::new("")), &path);
            return Ok(Listed {
                found: vec![Found { path, source, is_named_itself: true, fault: None }],
                left_out: None,
            });
        }
        Ok(_) => {}
    }
    let mut found = Vec::new();
    let mut left_out = LeftOut { folder: path.display().to_string(), endings: BTreeMap::new() };
    let tree = WalkDir::new(&path).min_depth(1).sort_by_file_name();
    for entry in tree.into_iter().filter_entry(|entry| !is_hidden(entry)) {
        match entry {
            Ok(entry) if !entry.path().is_file() || outputs.hold(entry.path()) => {}
            Ok(entry) if is_known(&entry.file_name().to_string_lossy()) => {
                let source = below(&path, entry.path());
                found.push(Found { source, path: entry.into_path(), is_named_itself: false, fault: None });
            }
            Ok(entry) => left_out.count(entry.path()),
            Err(error) => found.push(unlisted(&path, error)?),
        }
    }
    let left_out = (!left_out.endings.is_empty()).then_some(left_out);
    if found.is_empty() { Err(InputError::NothingInFolder { path }) } else { Ok(Listed { found, left_out }) }
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
    Ok(Found { source: below(folder, &path), path, is_named_itself: false, fault: Some(cause) })
}
