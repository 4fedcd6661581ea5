//! What can go wrong in looking at a corpus.

use std::io;
use std::path::PathBuf;

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ViewError {
    /// No database, or a file that is none.
    #[error("{path}: expected a database that `onrecord link` wrote; make one with `onrecord link RECORDS… -o DIR`", path = path.display())]
    Unreadable {
        /// What was to be opened.
        path: PathBuf,
        /// What `SQLite` said.
        #[source]
        cause: rusqlite::Error,
    },
    /// A database of another version of the program.
    #[error(
        "{path}: expected a database of version {expected}, got version {got}; write it again with this program's `onrecord link`",
        path = path.display()
    )]
    Version {
        /// The database.
        path: PathBuf,
        /// The version that this program reads.
        expected: i64,
        /// The version that it has.
        got: i64,
    },
    /// The port is taken, or not to be had.
    #[error("127.0.0.1:{port}: cannot be listened on; choose another port with --port, or 0 for any that is free")]
    Port {
        /// The port.
        port: u16,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The server stopped.
    #[error("the server stopped")]
    Stopped(#[source] io::Error),
    /// A file could not be written.
    #[error("{path}: cannot be written", path = path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The folder of an export holds something already.
    #[error("{path}: expected a new or an empty folder, got one with files in it; name another", path = path.display())]
    Filled {
        /// The folder.
        path: PathBuf,
    },
    /// There is no such page, or nothing of that number.
    #[error("there is no such page in this corpus")]
    Nowhere,
    /// The database could not be asked.
    #[error("the database cannot be read: {0}")]
    Database(#[from] rusqlite::Error),
    /// A cell that holds what `link` does not write there.
    #[error("{place}: expected {expected}, got {got:?}; write the database again with `onrecord link`")]
    Cell {
        /// Table, column and key.
        place: String,
        /// What stands there otherwise.
        expected: &'static str,
        /// What stands there.
        got: String,
    },
}
