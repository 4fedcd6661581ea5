//! A list to take home: CSV for a spreadsheet, JSON for a program.
//!
//! As in the tables that `extract` writes, a CSV cell that a spreadsheet would take for a formula gets an apostrophe in front; JSON has
//! every character. Rows go out as they are read, so that a list of any length needs no memory.

use super::ViewError;
use crate::corpus::cell;
use crate::output::guarded;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};
use serde::Serializer;
use std::borrow::Cow;
use std::io::{self, Write};

/// All rows of a list.
pub(super) struct Table {
    /// The file's name without its ending.
    pub file: &'static str,
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// RFC 4180, UTF-8.
    Csv,
    /// One array of objects.
    Json,
}

impl Format {
    /// Both, in the order in which they are offered.
    pub(super) const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// By what an address calls it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What an address and a file's ending call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The media type.
    pub(super) const fn media(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

impl Table {
    /// Writes all rows.
    ///
    /// # Errors
    /// When the database cannot be read, or nobody takes the rows any more.
    pub(super) fn write(&self, db: &Connection, format: Format, out: impl Write) -> Result<(), ViewError> {
        let mut statement = db.prepare(&self.sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query(params_from_iter(&self.values))?;
        let mut sink = Sink::begin(format, out, &names).map_err(taken)?;
        while let Some(row) = rows.next()? {
            let cells: Vec<ValueRef> = (0..names.len()).map(|at| row.get_ref(at)).collect::<Result<_, _>>()?;
            sink.row(&names, &cells).map_err(taken)?;
        }
        sink.end().map_err(taken)
    }
}

fn taken(cause: io::Error) -> ViewError {
    ViewError::Stopped(cause)
}

enum Sink<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json { out: W, first: bool },
}

impl<W: Write> Sink<W> {
    fn begin(format: Format, mut out: W, names: &[String]) -> io::Result<Self> {
        Ok(match format {
            Format::Csv => {
                let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
                table.write_record(names)?;
                Self::Csv(Box::new(table))
            }
            Format::Json => {
                out.write_all(b"[")?;
                Self::Json { out, first: true }
            }
        })
    }

    fn row(&mut self, names: &[String], cells: &[ValueRef]) -> io::Result<()> {
        match self {
            Self::Csv(table) => {
                table.write_record(cells.iter().map(|cell| csv_cell(*cell).into_owned())).map_err(Into::into)
            }
            Self::Json { out, first } => {
                out.write_all(if std::mem::take(first) { b"\n" } else { b",\n" })?;
                let cells = cells.iter().map(|found| cell(*found));
                serde_json::Serializer::new(out).collect_map(names.iter().zip(cells)).map_err(Into::into)
            }
        }
    }

    fn end(self) -> io::Result<()> {
        match self {
            Self::Csv(mut table) => table.flush(),
            Self::Json { mut out, .. } => out.write_all(b"\n]\n").and_then(|()| out.flush()),
        }
    }
}

fn csv_cell(cell: ValueRef<'_>) -> Cow<'_, str> {
    match cell {
        ValueRef::Null | ValueRef::Blob(_) => "".into(),
        ValueRef::Integer(number) => number.to_string().into(),
        ValueRef::Real(number) => number.to_string().into(),
        ValueRef::Text(text) => guarded(&String::from_utf8_lossy(text)).into_owned().into(),
    }
}
