//! One record, one line.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use super::written::Written;
use super::{Kept, OutputError, Sink};
use crate::record::Record;

/// A record as a JSON line, with its line end. Keys are in the order of the contract.
///
/// # Errors
/// Never for a record: it holds nothing that JSON cannot.
pub fn line(record: &Record) -> Result<String, serde_json::Error> {
    let mut line = serde_json::to_string(record)?;
    line.push('\n');
    Ok(line)
}

/// Records as JSON lines, in a file or on the way to somebody who reads along.
pub struct Lines(Written);

impl Lines {
    /// Lines in `file`, which messages call `path`, from its beginning.
    ///
    /// # Errors
    /// As [`Lines::resume`].
    pub fn create(file: File, path: &Path) -> Result<Self, OutputError> {
        Self::resume(file, path, &Written::nothing())
    }

    /// Lines in `file` behind those that are safe there; what stands after them is cut off.
    ///
    /// # Errors
    /// When the file is shorter than it was, or the system refuses.
    pub fn resume(file: File, path: &Path, kept: &Kept) -> Result<Self, OutputError> {
        Written::resume(file, path, kept).map(Self)
    }

    /// Lines to a pipe or a device, each seen at the other end as soon as it is written.
    #[must_use]
    pub fn stream(out: Box<dyn Write>, path: &Path) -> Self {
        Self(Written::stream(out, path))
    }
}

impl Sink for Lines {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        self.0.article(line(record)?.as_bytes())
    }

    fn keep(&mut self) -> Result<Kept, OutputError> {
        self.0.keep()
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.keep().map(drop)
    }
}
