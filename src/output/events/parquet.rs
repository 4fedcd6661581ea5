//! Events as one Parquet file, a row group after the other: no more than one is held.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayBuilder, ArrayRef, Float64Builder, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::errors::ParquetError;
use serde_json::Value;

use super::super::folder::unwritable;
use super::super::tables::{metadata, properties};
use super::columns::{COLUMNS, Cell, RatioOf, WordsOf};
use super::event::{Event, events};
use crate::output::{Kept, OutputError, Sink};
use crate::record::{Provenance, Record};

/// A row group ends when it has so many rows,
const ROWS: usize = 65_536;
/// or when its words have come to so many bytes.
const BYTES: usize = 32 << 20;

/// The events of records on their way into a Parquet file.
pub struct EventParquet {
    writer: ArrowWriter<File>,
    path: PathBuf,
    all: bool,
    schema: SchemaRef,
    columns: Vec<Column>,
    /// What the columns hold.
    rows: usize,
    bytes: usize,
    made: Made,
}

/// A column, and its cells since the last row group.
enum Column {
    Words(WordsOf, StringBuilder),
    Ratio(RatioOf, Float64Builder),
}

/// What made the records.
enum Made {
    Nothing,
    One(Box<Provenance>),
    Several,
}

impl EventParquet {
    /// A table in `file`, which messages call `path`; of [`events`] all or not.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(file: File, path: &Path, all: bool) -> Result<Self, OutputError> {
        let field = |column: &super::columns::Column| {
            let kind = match column.cell {
                Cell::Words(_) => DataType::Utf8,
                Cell::Ratio(_) => DataType::Float64,
            };
            Field::new(column.name, kind, true)
        };
        let schema: SchemaRef = Arc::new(Schema::new(COLUMNS.iter().map(field).collect::<Vec<_>>()));
        let open = || ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties()?.build()));
        let writer = open().map_err(|cause| OutputError::table(path, cause))?;
        let columns = COLUMNS.iter().map(|column| Column::of(&column.cell)).collect();
        Ok(Self { writer, path: path.to_owned(), all, schema, columns, rows: 0, bytes: 0, made: Made::Nothing })
    }

    fn group(&mut self) -> Result<(), OutputError> {
        let arrays: Vec<ArrayRef> = self.columns.iter_mut().map(Column::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(ParquetError::from);
        (self.rows, self.bytes) = (0, 0);
        let written = batch.and_then(|batch| {
            self.writer.write(&batch)?;
            self.writer.flush()
        });
        written.map_err(|cause| OutputError::table(&self.path, cause))
    }
}

impl Column {
    fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Words(of) => Self::Words(*of, StringBuilder::new()),
            Cell::Ratio(of) => Self::Ratio(*of, Float64Builder::new()),
        }
    }

    /// Adds an event's cell; gives the bytes of its words.
    fn fill(&mut self, event: &Event<'_>) -> usize {
        match self {
            Self::Words(of, cells) => {
                let words = of(event);
                cells.append_option(Some(&*words).filter(|words| !words.is_empty()));
                words.len()
            }
            Self::Ratio(of, cells) => {
                cells.append_option(of(event));
                0
            }
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Words(_, cells) => ArrayBuilder::finish(cells),
            Self::Ratio(_, cells) => ArrayBuilder::finish(cells),
        }
    }
}

impl Made {
    fn add(&mut self, by: &Provenance) {
        match self {
            Self::Nothing => *self = Self::One(Box::new(by.clone())),
            Self::One(one) if **one != *by => *self = Self::Several,
            Self::One(_) | Self::Several => {}
        }
    }
}

impl Sink for EventParquet {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        self.made.add(&record.provenance);
        for event in events(record, self.all) {
            self.rows += 1;
            self.bytes += self.columns.iter_mut().map(|column| column.fill(&event)).sum::<usize>();
            if self.rows >= ROWS || self.bytes >= BYTES {
                self.group()?;
            }
        }
        Ok(())
    }

    fn keep(&mut self) -> Result<Kept, OutputError> {
        // A Parquet file without its end cannot be read, and is not gone on with.
        Ok(Kept { articles: 0, mark: Value::Null })
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        if self.rows > 0 {
            self.group()?;
        }
        let made = match &self.made {
            Made::One(one) => Some(&**one),
            Made::Nothing | Made::Several => None,
        };
        for entry in metadata(made) {
            self.writer.append_key_value_metadata(entry);
        }
        let Self { writer, path, .. } = *self;
        let file = writer.into_inner().map_err(|cause| OutputError::table(&path, cause))?;
        file.sync_all().map_err(|cause| unwritable(&path, cause))
    }
}
