//! Events as CSV: RFC 4180, UTF-8, and no cell that a spreadsheet would run.

use std::borrow::Cow;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use super::super::csv::{guarded, rows};
use super::super::written::Written;
use super::columns::{COLUMNS, Cell};
use super::event::{Event, events};
use crate::output::{Kept, OutputError, Sink};
use crate::record::Record;

/// The events of records on their way into a CSV table.
pub struct EventCsv {
    out: Written,
    all: bool,
}

impl EventCsv {
    /// A table in `file`, which messages call `path`; of [`events`] all or not.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(file: File, path: &Path, all: bool) -> Result<Self, OutputError> {
        Self::begin(Written::resume(file, path, &Written::nothing())?, all)
    }

    /// A table to a pipe or a device, where an article's events are seen at the other end as soon as they are made.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn stream(out: Box<dyn Write>, path: &Path, all: bool) -> Result<Self, OutputError> {
        Self::begin(Written::stream(out, path), all)
    }

    fn begin(mut out: Written, all: bool) -> Result<Self, OutputError> {
        let names = COLUMNS.iter().map(|column| column.name.to_owned()).collect();
        let head = rows(std::iter::once(names)).map_err(|cause| out.refused(cause))?;
        out.head(&head)?;
        Ok(Self { out, all })
    }
}

fn cells(event: &Event<'_>) -> Vec<String> {
    let cell = |cell: &Cell| -> String {
        let words: Cow<'_, str> = match cell {
            Cell::Words(of) => of(event),
            Cell::Ratio(of) => of(event).map_or_else(String::new, |ratio| ratio.to_string()).into(),
        };
        guarded(&words).into_owned()
    };
    COLUMNS.iter().map(|column| cell(&column.cell)).collect()
}

impl Sink for EventCsv {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        let bytes = rows(events(record, self.all).iter().map(cells)).map_err(|cause| self.out.refused(cause))?;
        self.out.article(&bytes)
    }

    fn keep(&mut self) -> Result<Kept, OutputError> {
        self.out.keep()
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.keep().map(drop)
    }
}
