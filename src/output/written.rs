//! Bytes on their way into one file, which can be gone on with, or to somebody who reads along.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Kept, OutputError};

/// What was written of an output, article by article.
pub(super) struct Written {
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

impl Written {
    /// A file of which nothing is kept.
    pub fn nothing() -> Kept {
        Kept { articles: 0, mark: 0.into() }
    }

    /// To `file`, which messages call `path`, behind what is safe there; what stands after that is cut off.
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

    /// To a pipe or a device, where each article is seen at the other end as soon as it is written.
    pub fn stream(out: Box<dyn Write>, path: &Path) -> Self {
        Self { out: BufWriter::new(Place::Stream(out)), path: path.to_owned(), articles: 0, bytes: 0 }
    }

    /// Is nothing there yet?
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Adds what stands before all articles.
    pub fn head(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.out.write_all(bytes).map_err(|cause| self.refused(cause))?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Adds what an article comes to.
    pub fn article(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.head(bytes)?;
        self.articles += 1;
        match self.out.get_ref() {
            Place::File(_) => Ok(()),
            Place::Stream(_) => self.out.flush().map_err(|cause| self.refused(cause)),
        }
    }

    /// Makes it safe.
    pub fn keep(&mut self) -> Result<Kept, OutputError> {
        let safe = self.out.flush().and_then(|()| match self.out.get_ref() {
            Place::File(file) => file.sync_data(),
            Place::Stream(_) => Ok(()),
        });
        safe.map_err(|cause| self.refused(cause))?;
        Ok(Kept { articles: self.articles, mark: self.bytes.into() })
    }

    pub fn refused(&self, cause: io::Error) -> OutputError {
        OutputError::Unwritable { path: self.path.clone(), cause }
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
