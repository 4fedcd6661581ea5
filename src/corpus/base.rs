//! The database under way: made under another name, and in its place when it is whole.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Params};

use super::{CorpusError, SCHEMA};

/// Rows that later steps compare and that nobody needs afterwards. SQLite keeps them in a file of its own and takes it away.
const STAGED: &str = "
    create temp table sketches (hash integer not null, article integer not null);
    create temp table known (number integer primary key, article integer not null, class text not null, tail text not null,
        name text not null, initials text not null, told blob not null, country text, ids text not null);
    create temp table names (number integer not null, article integer not null, name text not null);
    create temp table titles (number integer not null, article integer not null, title text not null);
    create temp table ids (number integer not null, source text not null, id text not null);
    create temp table quoted (act integer primary key, sentences text not null);";

/// The linked database before it is whole.
pub(super) struct Base {
    db: Connection,
    part: PathBuf,
    target: PathBuf,
}

impl Base {
    /// An empty database beside the place of the one that it will be.
    pub fn create(target: &Path) -> Result<Self, CorpusError> {
        let part = PathBuf::from(format!("{}.part", target.display()));
        match fs::remove_file(&part) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                return Err(CorpusError::Unwritable { path: part, cause });
            }
            _ => {}
        }
        let database = |cause| CorpusError::Database { path: part.clone(), cause };
        let db = Connection::open(&part).map_err(database)?;
        // Nobody else looks on, and a run that is cut off begins anew: no journal, one transaction.
        db.execute_batch(
            "pragma foreign_keys = off; pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive;
             pragma temp_store = file; pragma cache_size = -65536; pragma temp.cache_size = -32768; begin;",
        )
        .map_err(database)?;
        db.set_prepared_statement_cache_capacity(64);
        let tables: String = SCHEMA.lines().filter(|line| !is_index(line)).flat_map(|line| [line, "\n"]).collect();
        db.execute_batch(&tables).and_then(|()| db.execute_batch(STAGED)).map_err(database)?;
        Ok(Self { db, part, target: target.to_owned() })
    }

    pub fn db(&self) -> &Connection {
        &self.db
    }

    /// What messages call the file.
    pub fn path(&self) -> &Path {
        &self.part
    }

    /// Adds the indexes, which cost less behind the rows than before them.
    pub fn index(&self) -> Result<(), CorpusError> {
        let indexes: String = SCHEMA.lines().filter(|line| is_index(line)).flat_map(|line| [line, "\n"]).collect();
        Ok(self.db.execute_batch(&format!("{indexes}analyze;"))?)
    }

    /// Ends the writing; the file stays under its working name and can be read.
    pub fn commit(&self) -> Result<(), CorpusError> {
        Ok(self.db.execute_batch("commit;")?)
    }

    /// Puts the file in its place, over what was there.
    pub fn put(self) -> Result<(), CorpusError> {
        let Self { db, part, target } = self;
        db.close().map_err(|(_, cause)| CorpusError::Database { path: part.clone(), cause })?;
        let put = || File::open(&part)?.sync_all().and_then(|()| fs::rename(&part, &target));
        put().map_err(|cause| CorpusError::Unwritable { path: target.clone(), cause })
    }
}

/// Each index stands on a line of its own.
fn is_index(line: &str) -> bool {
    line.starts_with("create index")
}

/// Runs a statement that is used again and again.
pub(super) fn run(db: &Connection, sql: &str, params: impl Params) -> Result<usize, rusqlite::Error> {
    db.prepare_cached(sql)?.execute(params)
}

/// Makes a list known to SQL: `name(i)` is its row `i`, null past its end.
pub(super) fn function(db: &Connection, name: &str, list: Vec<u32>) -> Result<(), rusqlite::Error> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function(name, 1, flags, move |context| {
        let at: Option<usize> = context.get(0)?;
        Ok(at.and_then(|at| list.get(at).copied()))
    })
}
