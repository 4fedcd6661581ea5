//! The linked tables as files beside the database, for programs that read no SQLite.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::json::ReaderBuilder;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};

use super::CorpusError;
use super::options::Form;

/// What is written, each in the order of its key. Articles and their acts are in the tables that `extract` writes.
const TABLES: [&str; 5] = ["actors", "quotations", "drifts", "answers", "stories"];
/// Rows that are held at a time, and that are a row group.
const ROWS: usize = 65_536;

/// What names of files of a format end in.
fn ending(form: Form) -> &'static str {
    match form {
        Form::Parquet => "parquet",
        Form::Jsonl => "jsonl",
    }
}

/// Tables that are whole and not yet in their place.
pub(super) struct Tables(Vec<(PathBuf, PathBuf)>);

impl Tables {
    pub fn write(db: &Connection, folder: &Path, form: Form) -> Result<Self, CorpusError> {
        let mut written = Vec::new();
        for name in TABLES {
            let target = folder.join(format!("{name}.{}", ending(form)));
            let part = folder.join(format!("{name}.{}.part", ending(form)));
            let file = File::create(&part).map_err(|cause| CorpusError::Unwritable { path: part.clone(), cause })?;
            match form {
                Form::Parquet => parquet(db, name, file, &part)?,
                Form::Jsonl => lines(db, name, file, &part)?,
            }
            written.push((part, target));
        }
        Ok(Self(written))
    }

    /// Puts them in their places.
    pub fn put(self) -> Result<(), CorpusError> {
        for (part, target) in self.0 {
            fs::rename(&part, &target).map_err(|cause| CorpusError::Unwritable { path: target, cause })?;
        }
        Ok(())
    }
}

/// Columns of a table by the types that they were declared with.
fn schema(db: &Connection, table: &str) -> Result<SchemaRef, CorpusError> {
    let select = db.prepare(&format!("select * from {table} limit 0"))?;
    let columns = select.columns();
    let kind = |declared: Option<&str>| match declared.map(str::to_lowercase).as_deref() {
        Some("integer") => DataType::Int64,
        Some("real") => DataType::Float64,
        _ => DataType::Utf8,
    };
    let fields = columns.map(|column| Field::new(column.name(), kind(column.decl_type()), true));
    Ok(Arc::new(Schema::new(fields.collect::<Vec<_>>())))
}

/// Hands on all rows of a table, some at a time.
fn rows(
    db: &Connection,
    table: &str,
    mut take: impl FnMut(&[Map<String, Value>]) -> Result<(), CorpusError>,
) -> Result<(), CorpusError> {
    let mut select = db.prepare(&format!("select * from {table} order by 1, 2"))?;
    let names: Vec<String> = select.column_names().map(str::to_owned).collect();
    let mut found = select.query([])?;
    let mut held = Vec::new();
    while let Some(row) = found.next()? {
        let pair = |(at, name): (usize, &String)| Ok((name.clone(), cell(row.get_ref(at)?)));
        held.push(names.iter().enumerate().map(pair).collect::<Result<_, rusqlite::Error>>()?);
        if held.len() == ROWS {
            take(&held)?;
            held.clear();
        }
    }
    take(&held)
}

/// A cell as JSON.
pub(crate) fn cell(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
    }
}

fn lines(db: &Connection, table: &str, file: File, path: &Path) -> Result<(), CorpusError> {
    let unwritable = |cause| CorpusError::Unwritable { path: path.to_owned(), cause };
    let mut out = BufWriter::new(file);
    rows(db, table, |rows| {
        for row in rows {
            serde_json::to_writer(&mut out, row)?;
            out.write_all(b"\n").map_err(unwritable)?;
        }
        Ok(())
    })?;
    out.flush().map_err(unwritable)
}

fn parquet(db: &Connection, table: &str, file: File, path: &Path) -> Result<(), CorpusError> {
    let refused = |cause: String| CorpusError::Table { path: path.to_owned(), cause };
    let schema = schema(db, table)?;
    // As zstd's own program compresses.
    let level = ZstdLevel::try_new(3).map_err(|cause| refused(cause.to_string()))?;
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
    let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties));
    let mut writer = writer.map_err(|cause| refused(cause.to_string()))?;
    rows(db, table, |rows| {
        let mut decoder =
            ReaderBuilder::new(Arc::clone(&schema)).build_decoder().map_err(|cause| refused(cause.to_string()))?;
        let batch =
            decoder.serialize(rows).and_then(|()| decoder.flush()).map_err(|cause| refused(cause.to_string()))?;
        let Some(batch) = batch else { return Ok(()) };
        writer.write(&batch).and_then(|()| writer.flush()).map_err(|cause| refused(cause.to_string()))
    })?;
    writer.close().map(drop).map_err(|cause| refused(cause.to_string()))
}
