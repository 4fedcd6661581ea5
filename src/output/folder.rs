//! Outputs of several files: made in a working folder, and put in their place when all are whole.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::OutputError;

/// Renames files of the folder `work` into the folder `target`, which is there, makes that safe, and only then takes `work` away.
pub(super) fn put(
    moves: impl Iterator<Item = (PathBuf, PathBuf)>,
    work: &Path,
    target: &Path,
) -> Result<(), OutputError> {
    for (from, to) in moves {
        fs::rename(from, &to).map_err(|cause| unwritable(&to, cause))?;
    }
    sync(target).map_err(|cause| unwritable(target, cause))?;
    fs::remove_dir_all(work).map_err(|cause| unwritable(work, cause))
}

/// The names of the files in a folder that end so.
pub(super) fn files(folder: &Path, ending: &str) -> Result<Vec<String>, OutputError> {
    let all = fs::read_dir(folder).map_err(|cause| unwritable(folder, cause))?;
    let names = all.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let names = names.collect::<io::Result<Vec<String>>>().map_err(|cause| unwritable(folder, cause))?;
    Ok(names.into_iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == ending)).collect())
}

/// Makes names in a folder safe, where the system knows that.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

pub(super) fn unwritable(path: &Path, cause: io::Error) -> OutputError {
    OutputError::Unwritable { path: path.to_owned(), cause }
}
