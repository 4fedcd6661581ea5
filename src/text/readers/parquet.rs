//! A Parquet file, one article a row: only the columns that are wanted are read, and some rows of a row group at a time.

use std::fs::File;
use std::io::Read;
use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::{CastOptions, can_cast_types, cast_with_options};
use arrow::datatypes::DataType;
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;

use super::super::article::Item;
use super::super::decode::decode;
use super::super::raw::Raw;
use super::super::{Unreadable, Warning, WarningCode};
use super::columns::{Columns, listed};
use super::row::{Place, Row, no_text};
use super::{Opened, Raws, ours};

/// Rows that are held at a time.
const ROWS: usize = 64;

/// Bytes of a file that came packed or through a pipe and has to be held, because its end is read first.
const HELD: u64 = 512 << 20;

pub(super) fn shows(head: &[u8]) -> bool {
    head.starts_with(b"PAR1")
}

pub(super) fn read(opened: Opened) -> Raws {
    match Table::open(opened) {
        Ok(table) => Box::new(table.into_iter().flatten().map(Raw::from)),
        Err(unreadable) => Box::new(iter::once(Raw::from(Err(*unreadable)))),
    }
}

/// The articles of one file.
struct Table {
    opened: Opened,
    batches: ParquetRecordBatchReader,
    columns: Columns,
    /// The rows that are held, and the next of them.
    held: Option<RecordBatch>,
    next: usize,
    /// Of the row being read, from 1.
    number: usize,
    done: bool,
}

impl Table {
    /// None where it is left out.
    fn open(mut opened: Opened) -> Result<Option<Self>, Box<Unreadable>> {
        let batches = match opened.path.as_ref().map(File::open) {
            Some(file) => file.map_err(|error| broken(&opened, &error)).and_then(|file| wanted(&opened, file)),
            None => held(&mut opened).and_then(|bytes| wanted(&opened, bytes)),
        };
        match batches {
            Ok(wanted) => Ok(wanted.map(|(batches, columns)| Self {
                opened,
                batches,
                columns,
                held: None,
                next: 0,
                number: 0,
                done: false,
            })),
            Err(warning) => Err(Box::new(Unreadable::new(opened.id, opened.source, warning))),
        }
    }

    /// Holds the next rows, where the ones that are held are through; `Ok(false)` is the end.
    fn advance(&mut self) -> Result<bool, String> {
        while self.held.as_ref().is_none_or(|rows| self.next >= rows.num_rows()) {
            self.next = 0;
            // Damage may lead the decoder astray: it costs this file alone.
            let batch =
                catch_unwind(AssertUnwindSafe(|| self.batches.next())).map_err(|_| "the decoder gave up".to_owned())?;
            let Some(batch) = batch else { return Ok(false) };
            self.held = Some(batch.and_then(|batch| plain(&batch)).map_err(|error| error.to_string())?);
        }
        Ok(true)
    }

    fn row(&self, place: Place<'_>) -> Result<(Row, Vec<Warning>), Warning> {
        let (mut row, mut warnings) = (Row::default(), Vec::new());
        for (name, array) in self.held.iter().flat_map(|rows| rows.schema_ref().fields().iter().zip(rows.columns())) {
            if array.is_null(self.next) {
                continue;
            }
            let value = match array.data_type() {
                DataType::LargeBinary => {
                    let (value, odd) = decode(array.as_binary::<i64>().value(self.next), &place.to_string())?;
                    warnings.extend(odd);
                    value.into_owned()
                }
                _ => array.as_string::<i64>().value(self.next).to_owned(),
            };
            row.put(name.name(), value);
        }
        Ok((row, warnings))
    }
}

impl Iterator for Table {
    type Item = Item;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.number += 1;
        let advanced = self.advance();
        self.done = !matches!(advanced, Ok(true));
        let place = Place { opened: &self.opened, number: self.number };
        let item = match advanced {
            Ok(false) => return None,
            Ok(true) => self
                .row(place)
                .map_err(|warning| place.unreadable(warning))
                .and_then(|(row, warnings)| row.article(place, &self.columns, warnings)),
            Err(error) => {
                let message =
                    format!("{place}: expected a whole Parquet file, got {error}; its rows from here on were not read");
                Err(place.unreadable(Warning::of_bytes(WarningCode::Unreadable, message)))
            }
        };
        self.next += 1;
        Some(item)
    }
}

/// The whole file, where it cannot be read in any order.
fn held(opened: &mut Opened) -> Result<Bytes, Warning> {
    let mut bytes = Vec::new();
    if let Err(error) = opened.unpacked.reader.by_ref().take(HELD + 1).read_to_end(&mut bytes) {
        return Err(opened.unpacked.fault(&opened.source, &error));
    }
    if bytes.len() as u64 > HELD {
        let message = format!(
            "{}: a Parquet file that is packed or comes through a pipe has to be held in memory, and this one has more than {} MiB; \
             give it as a file that is not packed",
            opened.source,
            HELD >> 20
        );
        return Err(Warning::of_bytes(WarningCode::TooLong, message));
    }
    Ok(bytes.into())
}

/// The rows of a file, and which of their columns are what.
type Wanted = (ParquetRecordBatchReader, Columns);

/// The columns that are wanted, ready to be read; none of a file that is left out.
fn wanted(opened: &Opened, file: impl ChunkReader + 'static) -> Result<Option<Wanted>, Warning> {
    let reader = catch_unwind(AssertUnwindSafe(|| ParquetRecordBatchReaderBuilder::try_new(file)))
        .map_err(|_| broken(opened, &"the decoder gave up"))?
        .map_err(|error| broken(opened, &error))?;
    let metadata = reader.metadata().file_metadata().key_value_metadata();
    if metadata.is_some_and(|all| all.iter().any(|entry| entry.key == ours::KEY)) && !opened.is_named_itself {
        ours::leave_out(opened);
        return Ok(None);
    }
    let fields = reader.schema().fields().clone();
    let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
    let columns = Columns::among(names.iter().copied(), &opened.wanted);
    let Some(text) = columns.of("text") else {
        return Err(no_text(&opened.source, &opened.wanted, &listed(names.into_iter())));
    };
    let mut roots = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let name = field.name();
        if !columns.has(name) && !opened.wanted.pass.contains(name) {
            continue;
        }
        if is_plain(field.data_type()) && (name != text || is_text(field.data_type())) {
            roots.push(at);
        } else if name == text {
            let message = format!(
                "{}: expected text in column `{name}`, got {}; --text-column NAME chooses another",
                opened.source,
                field.data_type()
            );
            return Err(Warning::of_bytes(WarningCode::BadField, message));
        } else {
            opened
                .remarks
                .once(&opened.source, &format!("column `{name}` holds {} and is left out", field.data_type()));
        }
    }
    columns.tell_of_table(&names, opened);
    let mask = ProjectionMask::roots(reader.parquet_schema(), roots);
    let batches = reader.with_projection(mask).with_batch_size(ROWS).build().map_err(|error| broken(opened, &error))?;
    Ok(Some((batches, columns)))
}

fn broken(opened: &Opened, error: &dyn std::fmt::Display) -> Warning {
    let message = format!("{}: expected a whole Parquet file, got {error}", opened.source);
    Warning::of_bytes(WarningCode::Unreadable, message)
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => is_bytes(kind),
    }
}

fn is_bytes(kind: &DataType) -> bool {
    matches!(kind, DataType::Binary | DataType::LargeBinary | DataType::BinaryView)
}

/// Can it be written as text?
fn is_plain(kind: &DataType) -> bool {
    !kind.is_nested() && can_cast_types(kind, &DataType::LargeUtf8)
}

/// Every column as text or, where nothing says that it is text, as bytes.
fn plain(batch: &RecordBatch) -> Result<RecordBatch, arrow::error::ArrowError> {
    let plain = |array: &ArrayRef| {
        let options = CastOptions { safe: false, ..CastOptions::default() };
        match array.data_type() {
            kind if is_bytes(kind) => cast_with_options(array, &DataType::LargeBinary, &options),
            // Points in time are UTC in the file: names of zones are left to whoever reads them.
            DataType::Timestamp(unit, Some(_)) => {
                let utc = DataType::Timestamp(*unit, Some("+00:00".into()));
                cast_with_options(&cast_with_options(array, &utc, &options)?, &DataType::LargeUtf8, &options)
            }
            _ => cast_with_options(array, &DataType::LargeUtf8, &options),
        }
    };
    let names = batch.schema();
    let columns =
        batch.columns().iter().zip(names.fields()).map(|(array, field)| Ok((field.name(), plain(array)?, true)));
    RecordBatch::try_from_iter_with_nullable(columns.collect::<Result<Vec<_>, arrow::error::ArrowError>>()?)
}
