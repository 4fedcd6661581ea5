//! Records as Parquet: flat tables in a folder, or one file of nested records.
//!
//! Records are gathered and written as *parts*, a file a table each, in a working folder. Where a part ends is decided by the
//! articles alone, never by time, so that a run that was cut off and goes on makes the same parts as one that was not. At the
//! end the parts of a table are put together, as they are compressed, into one file with a row group a part.

mod file;
mod flat;
mod nested;
mod parts;
mod table;

use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, SchemaRef};
use arrow::error::ArrowError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Kept, OutputError, Sink};
use crate::record::{Provenance, Record};
pub(super) use file::{metadata, properties};
use flat::Flat;
use nested::Nested;
use parts::Parts;

/// A part ends when its texts have come to so many characters,
const CHARS: usize = 16 << 20;
/// or when it has so many articles.
const ARTICLES: u64 = 4096;

/// How records are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `articles`, `relations`, `args`, `entities`, `mentions`, `warnings`: a file each in a folder.
    Flat,
    /// One file, a record a row, as in JSON.
    Nested,
}

/// A way of laying out records as tables.
trait Layout {
    /// The tables' names.
    fn names(&self) -> Vec<&'static str>;
    /// Takes in a record.
    fn add(&mut self, record: &Record) -> Result<(), ArrowError>;
    /// The rows of each table since the last call.
    fn batches(&mut self) -> Result<Vec<RecordBatch>, ArrowError>;
}

/// Records on their way into Parquet.
pub struct Tables {
    shape: Shape,
    layout: Box<dyn Layout>,
    parts: Parts,
    target: PathBuf,
    done: Mark,
    /// Articles, and characters of their texts, that no part holds yet.
    waiting: u64,
    chars: usize,
}

/// What the parts hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    parts: usize,
    articles: u64,
}

impl Tables {
    /// Begins an output: at the end, not before, it is the folder `target` or, nested, the file. Until then what there is stands
    /// in the folder `work` beside it, which is made if it is not there; parts that stand there are taken away.
    ///
    /// # Errors
    /// When the working folder cannot be made.
    pub fn create(target: &Path, work: &Path, shape: Shape, provenance: &Provenance) -> Result<Self, OutputError> {
        Self::open(target, work, shape, provenance, Mark::default())
    }

    /// Goes on with an output of which `mark` was kept, in the same working folder. What came after is made again: the next record
    /// has to be that of the article after [`Kept::articles`].
    ///
    /// # Errors
    /// When the mark is none, or a part that it tells of is gone.
    pub fn resume(
        target: &Path,
        work: &Path,
        shape: Shape,
        provenance: &Provenance,
        mark: &Value,
    ) -> Result<Self, OutputError> {
        let broken = |_| OutputError::Mark { path: work.to_owned(), got: mark.to_string() };
        Self::open(target, work, shape, provenance, Mark::deserialize(mark).map_err(broken)?)
    }

    fn open(
        target: &Path,
        work: &Path,
        shape: Shape,
        provenance: &Provenance,
        done: Mark,
    ) -> Result<Self, OutputError> {
        let layout: Box<dyn Layout> = match shape {
            Shape::Flat => Box::new(Flat::new()),
            Shape::Nested => Box::new(Nested::new().map_err(|cause| OutputError::table(target, cause))?),
        };
        let parts = Parts::open(work, provenance, done.parts, &layout.names())?;
        Ok(Self { shape, layout, parts, target: target.to_owned(), done, waiting: 0, chars: 0 })
    }

    /// Makes a part of what waits.
    fn part(&mut self) -> Result<(), OutputError> {
        let batches = self.layout.batches().map_err(|cause| OutputError::table(&self.target, cause))?;
        for (name, batch) in self.layout.names().into_iter().zip(&batches) {
            self.parts.write(name, self.done.parts, batch)?;
        }
        self.done = Mark { parts: self.done.parts + 1, articles: self.done.articles + self.waiting };
        (self.waiting, self.chars) = (0, 0);
        Ok(())
    }
}

impl Sink for Tables {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        self.layout.add(record).map_err(|cause| OutputError::table(&self.target, cause))?;
        self.waiting += 1;
        self.chars += record.doc.chars;
        if self.waiting >= ARTICLES || self.chars >= CHARS { self.part() } else { Ok(()) }
    }

    fn keep(&mut self) -> Result<Kept, OutputError> {
        // Each part was made safe when it was written; what waits is not, and an early part would change the bytes.
        Ok(Kept { articles: self.done.articles, mark: json!(self.done) })
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        // Tables without a row have a file too.
        if self.waiting > 0 || self.done.parts == 0 {
            self.part()?;
        }
        let names = self.layout.names();
        match self.shape {
            Shape::Flat => self.parts.join_into(&self.target, &names, self.done.parts),
            Shape::Nested => self.parts.join_as(&self.target, names[0], self.done.parts),
        }
    }
}

/// Records as rows of an Arrow table: a record a row, nested as in JSON.
pub struct Rows(Nested);

impl Rows {
    /// No rows yet.
    ///
    /// # Errors
    /// Never with the schema that ships.
    pub fn new() -> Result<Self, ArrowError> {
        Nested::new().map(Self)
    }

    /// Their columns.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        self.0.schema()
    }

    /// Takes in a record.
    ///
    /// # Errors
    /// When it does not fit the schema.
    pub fn add(&mut self, record: &Record) -> Result<(), ArrowError> {
        self.0.add(record)
    }

    /// The rows since the last call.
    ///
    /// # Errors
    /// When they make no table.
    pub fn batch(&mut self) -> Result<RecordBatch, ArrowError> {
        self.0.batch()
    }
}

/// Every flat table for a reader: what a row is, and each column with its type and what it says.
#[must_use]
pub fn tables() -> Vec<Described> {
    let described = |mut table: table::Table| {
        let batch = table.batch();
        let types =
            batch.iter().flat_map(|batch| batch.schema_ref().fields().iter().map(|field| kind(field.data_type())));
        let columns =
            table.columns.iter().zip(types).map(|(column, kind)| (column.name.clone(), kind, column.means.clone()));
        Described { name: table.name, row: table.row, columns: columns.collect() }
    };
    Flat::new().0.into_iter().map(described).collect()
}

/// A table for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Its name, and that of its file.
    pub name: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// Name, type and meaning of each column.
    pub columns: Vec<(String, &'static str, String)>,
}

fn kind(of: &DataType) -> &'static str {
    match of {
        DataType::Int64 => "whole number",
        DataType::Float64 => "number",
        DataType::Boolean => "true or false",
        DataType::List(item) if item.data_type() == &DataType::Int64 => "list of whole numbers",
        DataType::List(_) => "list of text",
        DataType::Map(..) => "map of text to text",
        _ => "text",
    }
}
