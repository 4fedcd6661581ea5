//! The database, opened for reading.

use super::ViewError;
use rusqlite::{Connection, OpenFlags};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The layout that is read: `user_version` of the schema of `onrecord link`.
const VERSION: i64 = 1;

/// A database that many threads read, each through a connection of its own that goes back when it is dropped.
pub(super) struct Database {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

/// A connection on loan.
pub(super) struct Lent<'a> {
    database: &'a Database,
    connection: Option<Connection>,
}

impl Database {
    /// # Errors
    /// When there is no such file, it is no database, or one of another version.
    pub(super) fn open(path: &Path) -> Result<Self, ViewError> {
        let unreadable = |cause| ViewError::Unreadable { path: path.to_owned(), cause };
        let connection = connect(path).map_err(unreadable)?;
        let got = connection.query_row("pragma user_version", [], |row| row.get(0)).map_err(unreadable)?;
        if got != VERSION {
            return Err(ViewError::Version { path: path.to_owned(), expected: VERSION, got });
        }
        Ok(Self { path: path.to_owned(), idle: Mutex::new(vec![connection]) })
    }

    /// # Errors
    /// When the file is gone.
    pub(super) fn lend(&self) -> Result<Lent<'_>, ViewError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        Ok(Lent { database: self, connection: Some(connection) })
    }
}

impl Deref for Lent<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match &self.connection {
            Some(connection) => connection,
            None => unreachable!("given back only in drop"),
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let idle = &self.database.idle;
        idle.lock().unwrap_or_else(PoisonError::into_inner).extend(self.connection.take());
    }
}

/// Nothing in the file may run or write: a database may come from anybody.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Mapped, 1 GiB of the file is shared by all connections; 64 MiB more is each one's own. `act_words` tells how often words occur in
    // all acts, by which a person's own words are told from everybody's.
    connection.execute_batch(
        "pragma trusted_schema = off; pragma temp_store = memory; pragma mmap_size = 1073741824; pragma cache_size = -65536;
         create virtual table temp.act_words using fts5vocab (main, acts_fts, row);
         pragma query_only = on;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}
