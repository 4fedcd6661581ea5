//! What can go wrong in linking records.

use std::io;
use std::path::PathBuf;

use crate::record::LineError;

/// Why records could not be linked. Nothing is linked in part: what was there before stays.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CorpusError {
    /// A path leads nowhere.
    #[error("{path}: expected a file of records or a folder of them, got: {cause}", path = .path.display())]
    Missing {
        /// As it was given.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A folder holds nothing that could be records.
    #[error("{path}: expected files of records (.jsonl, .ndjson, plain, .gz or .zst, or .parquet) in the folder, got none", path = .path.display())]
    NothingInFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be read to its end.
    #[error("{path}:{line}: expected whole lines, got: {cause}", path = .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the system or the unpacker said.
        cause: io::Error,
    },
    /// A line is no record, or one of another major version.
    #[error("{path}:{line}: expected a record as `onrecord extract` writes it, got: {cause}", path = .path.display())]
    NoRecord {
        /// The file.
        path: PathBuf,
        /// The line or the row, from 1.
        line: usize,
        /// What is wrong with it.
        cause: LineError,
    },
    /// A Parquet file does not hold nested records.
    #[error("{path}: expected a Parquet file as `extract --nested` writes it, got: {cause}", path = .path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the reader said.
        cause: String,
    },
    /// There is nothing to link.
    #[error("expected at least one record, got none")]
    Nothing,
    /// The database refused.
    #[error("{path}: the database cannot be written; is there room on the disk, there and where temporary files lie?", path = .path.display())]
    Database {
        /// The file that was being written.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        cause: rusqlite::Error,
    },
    /// The system refused a file.
    #[error("{path}: cannot be written", path = .path.display())]
    Unwritable {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A linked table could not be written.
    #[error("{path}: no table can be written: {cause}", path = .path.display())]
    Table {
        /// What was being written.
        path: PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// The embedded rules, which say what a denial is, do not load.
    #[error(transparent)]
    Rules(#[from] crate::relation::RuleError),
    /// What is kept of an act as JSON cannot be read back.
    #[error("a list that was kept as JSON cannot be read or written: {0}")]
    Json(#[from] serde_json::Error),
    /// SQLite within a step; [`CorpusError::at`] adds the file.
    #[error("the database refused: {0}")]
    Sql(#[from] rusqlite::Error),
}

impl CorpusError {
    /// The same with the file that was being written.
    pub(super) fn at(self, path: &std::path::Path) -> Self {
        match self {
            Self::Sql(cause) => Self::Database { path: path.to_owned(), cause },
            other => other,
        }
    }
}
