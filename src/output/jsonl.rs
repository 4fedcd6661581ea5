//! One record, one line.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

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
pub struct Lines {
    out: BufWriter<Place>,
    /// What messages call it.
    path: PathBuf,
    articles: u64,
    bytes: u64,
}

enum Place {
    /// Can be made safe, and gone on with.
    File(File),
    /// A pipe, a device: what was written is gone.
    Stream(Box<dyn Write>),
}

impl Lines {
    /// Lines in `file`, which messages call `path`, from its beginning.
    ///
    /// # Errors
    /// As [`Lines::resume`].
    pub fn create(file: File, path: &Path) -> Result<Self, OutputError> {
        Self::resume(file, path, &Kept { articles: 0, mark: 0.into() })
    }

    /// Lines in `file` behind those that are safe there; what stands after them is cut off.
    ///
    /// # Errors
    /// When the file is shorter than it was, or the system refuses.
    pub fn resume(mut file: File, path: &Path, kept: &Kept) -> Result<Self, OutputError> {
        let refused = |cause| OutputError::Unwritable { path: path.to_owned(), cause };
        let bytes = kept.mark.as_u64().unwrap_or_default();
        let got = file.metadata().map_err(refused)?.len();
        if got < bytes {
            return Err(OutputError::Shorter { path: path.to_owned(), expected: bytes, got });
        }
        file.set_len(bytes).and_then(|()| file.seek(SeekFrom::Start(bytes))).map_err(refused)?;
        let out = BufWriter::new(Place::File(file));
        Ok(Self { out, path: path.to_owned(), articles: kept.articles, bytes })
    }

    /// Lines to a pipe or a device, each seen at the other end as soon as it is written.
    #[must_use]
    pub fn stream(out: Box<dyn Write>, path: &Path) -> Self {
        Self { out: BufWriter::new(Place::Stream(out)), path: path.to_owned(), articles: 0, bytes: 0 }
    }

    fn refused(&self, cause: io::Error) -> OutputError {
        OutputError::Unwritable { path: self.path.clone(), cause }
    }
}

impl Sink for Lines {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        let line = line(record)?;
        self.out.write_all(line.as_bytes()).map_err(|cause| self.refused(cause))?;
        self.articles += 1;
        self.bytes += line.len() as u64;
        match self.out.get_ref() {
            Place::File(_) => Ok(()),
            Place::Stream(_) => self.out.flush().map_err(|cause| self.refused(cause)),
        }
    }

    fn keep(&mut self) -> Result<Kept, OutputError> {
        let safe = self.out.flush().and_then(|()| match self.out.get_ref() {
            Place::File(file) => file.sync_data(),
            Place::Stream(_) => Ok(()),
        });
        safe.map_err(|cause| self.refused(cause))?;
        Ok(Kept { articles: self.articles, mark: self.bytes.into() })
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.keep().map(drop)
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stream(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stream(out) => out.flush(),
        }
    }
}
