//! What a run writes, and so must not read.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use same_file::Handle;

/// Files that a run writes, known by what they are and not by what they are called.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Outputs(Vec<Arc<Handle>>);

impl Outputs {
    /// Adds a file, if it is there.
    pub fn add(&mut self, path: &Path) {
        // A pipe would wait to be opened, and is never found in a folder as a file.
        if path.is_file() {
            self.0.extend(Handle::from_path(path).ok().map(Arc::new));
        }
    }

    /// Adds what standard output leads to.
    pub fn add_stdout(&mut self) {
        self.0.extend(Handle::stdout().ok().map(Arc::new));
    }

    /// Is the regular file at `path` one of them?
    pub(super) fn hold(&self, path: &Path) -> bool {
        !self.0.is_empty() && Handle::from_path(path).is_ok_and(|file| self.0.iter().any(|output| **output == file))
    }
}

impl fmt::Debug for Outputs {
    /// How many: which ones they are is no matter of what is read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outputs({})", self.0.len())
    }
}
