//! Files of records, one record at a time.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, Read, Seek};
use std::path::{Path, PathBuf};

use arrow::json::writer::{LineDelimited, WriterBuilder};
use arrow::record_batch::RecordBatch;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use walkdir::WalkDir;

use super::CorpusError;
use crate::record::{Record, read_line};
use crate::text::unpack;

/// What names of files in a folder end in, packing aside.
const ENDINGS: [&str; 3] = [".jsonl", ".ndjson", ".parquet"];
const PACKED: [&str; 2] = [".gz", ".zst"];
/// Records of a Parquet file that are held at a time.
const ROWS: usize = 64;

/// The records of some files and folders, in the order in which they were given and, in a folder, of their names.
pub(super) struct Records {
    files: VecDeque<PathBuf>,
    open: Option<Open>,
}

/// A file that is being read.
struct Open {
    path: PathBuf,
    /// Of the line or row that is read, from 1.
    line: usize,
    lines: Lines,
}

enum Lines {
    Json(Box<dyn BufRead + Send>, Vec<u8>),
    /// The rest of the file, and rows that were turned into JSON, the last first.
    Parquet(Box<ParquetRecordBatchReader>, Vec<String>),
}

impl Records {
    /// Lists the files now, and reads each when its turn comes. `-` is standard input.
    pub fn list(inputs: &[PathBuf]) -> Result<Self, CorpusError> {
        let mut files = VecDeque::new();
        for path in inputs {
            if path == Path::new("-") {
                files.push_back(path.clone());
                continue;
            }
            let kind = fs::metadata(path).map_err(|cause| CorpusError::Missing { path: path.clone(), cause })?;
            if !kind.is_dir() {
                files.push_back(path.clone());
                continue;
            }
            let before = files.len();
            let tree = WalkDir::new(path).min_depth(1).sort_by_file_name().into_iter();
            for entry in tree.filter_entry(|entry| !entry.file_name().as_encoded_bytes().starts_with(b".")) {
                let entry = entry.map_err(|error| CorpusError::Missing { path: path.clone(), cause: error.into() })?;
                if entry.path().is_file() && is_records(&entry.file_name().to_string_lossy()) {
                    files.push_back(entry.into_path());
                }
            }
            if files.len() == before {
                return Err(CorpusError::NothingInFolder { path: path.clone() });
            }
        }
        Ok(Self { files, open: None })
    }

    fn read(&mut self) -> Result<Option<Record>, CorpusError> {
        loop {
            if self.open.is_none() {
                let Some(path) = self.files.pop_front() else { return Ok(None) };
                self.open = Some(Open::file(path)?);
            }
            match self.open.as_mut().map(Open::next).transpose()?.flatten() {
                Some(record) => return Ok(Some(record)),
                None => self.open = None,
            }
        }
    }
}

impl Iterator for Records {
    type Item = Result<Record, CorpusError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// Does a file's name say that it may hold records?
fn is_records(name: &str) -> bool {
    let name = name.to_lowercase();
    let bare = PACKED.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    ENDINGS.iter().any(|end| bare.ends_with(end))
}

impl Open {
    fn file(path: PathBuf) -> Result<Self, CorpusError> {
        let refused = |cause| CorpusError::Unreadable { path: path.clone(), line: 1, cause };
        let lines = if path == Path::new("-") {
            Lines::Json(unpack(io::stdin()).map_err(refused)?.reader, Vec::new())
        } else {
            let mut file = File::open(&path).map_err(refused)?;
            if is_parquet(&mut file).map_err(refused)? {
                let broken = |cause| CorpusError::Parquet { path: path.clone(), cause };
                let rows =
                    ParquetRecordBatchReaderBuilder::try_new(file).and_then(|rows| rows.with_batch_size(ROWS).build());
                Lines::Parquet(Box::new(rows.map_err(|cause| broken(cause.to_string()))?), Vec::new())
            } else {
                Lines::Json(unpack(file).map_err(refused)?.reader, Vec::new())
            }
        };
        Ok(Self { path, line: 0, lines })
    }

    fn next(&mut self) -> Result<Option<Record>, CorpusError> {
        match &mut self.lines {
            Lines::Json(reader, line) => loop {
                self.line += 1;
                line.clear();
                let unreadable = |cause| CorpusError::Unreadable { path: self.path.clone(), line: self.line, cause };
                if reader.read_until(b'\n', line).map_err(unreadable)? == 0 {
                    return Ok(None);
                }
                let text = str::from_utf8(line).map_err(|cause| unreadable(io::Error::other(cause)))?;
                let text = text.trim_start_matches('\u{feff}').trim();
                if !text.is_empty() {
                    return record(&self.path, self.line, text).map(Some);
                }
            },
            Lines::Parquet(batches, rows) => {
                let broken = |cause: String| CorpusError::Parquet { path: self.path.clone(), cause };
                while rows.is_empty() {
                    let Some(batch) = batches.next() else { return Ok(None) };
                    *rows = batch.and_then(|batch| json(&batch)).map_err(|cause| broken(cause.to_string()))?;
                }
                self.line += 1;
                rows.pop().map(|row| record(&self.path, self.line, &row)).transpose()
            }
        }
    }
}

fn record(path: &Path, line: usize, text: &str) -> Result<Record, CorpusError> {
    let read = read_line(text).map_err(|cause| CorpusError::NoRecord { path: path.to_owned(), line, cause });
    read.map(|line| line.value)
}

/// A pipe cannot go back, and holds none.
fn is_parquet(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    if file.metadata()?.is_file() {
        file.by_ref().take(4).read_to_end(&mut head)?;
        file.rewind()?;
    }
    Ok(head == b"PAR1")
}

/// The rows as JSON, the last first.
fn json(batch: &RecordBatch) -> Result<Vec<String>, arrow::error::ArrowError> {
    let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
    writer.write(batch)?;
    writer.finish()?;
    let text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    Ok(text.lines().rev().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::is_records;

    #[test]
    fn files_of_records_are_known_by_their_names() {
        for (name, is) in [
            ("a.jsonl", true),
            ("a.JSONL.gz", true),
            ("a.ndjson.zst", true),
            ("a.parquet", true),
            ("corpus.sqlite", false),
            ("a.txt", false),
        ] {
            assert_eq!(is_records(name), is, "{name}");
        }
    }
}
