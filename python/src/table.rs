//! An Arrow table of articles in, a table of records out.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, RecordBatchReader, StringBuilder};
use arrow::compute::{CastOptions, can_cast_types, cast_with_options};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::error::ArrowError;
use onrecord::output::{Rows, line};
use onrecord::pipeline::{Pipeline, in_order_within};
use onrecord::record::Record;
use onrecord::text;
use pyo3::prelude::*;
use pyo3_arrow::PySchema;

use super::engine::IN_FLIGHT;
use super::error::InputError;
use super::given::{Body, FIELDS, Given};

/// Bytes of text in a batch that goes out, and rows: so that memory is bounded, and whoever reads gets something soon.
const BYTES: usize = 1 << 20;
const ROWS: usize = 256;

/// Which column is what, where a field's column has another name than it: by field.
pub type Columns = HashMap<String, String>;

/// The columns of a table of records.
#[pyfunction]
pub fn columns() -> PyResult<PySchema> {
    let rows = Rows::new().map_err(|error| InputError::new_err(error.to_string()))?;
    Ok(PySchema::new(rows.schema()))
}

/// Records of the rows of a reader, each batch made when it is asked for.
pub struct Extracting {
    reader: Box<dyn RecordBatchReader + Send>,
    pipeline: Arc<Pipeline>,
    threads: usize,
    places: Places,
    html: bool,
    out: Out,
    held: Option<(Cells, usize)>,
}

/// What a row that goes out is.
enum Out {
    Record(Rows),
    /// Its id and its line.
    Line(StringBuilder, StringBuilder),
}

/// Where in a batch each field stands.
struct Places {
    text: usize,
    fields: Vec<(&'static str, usize)>,
    pass: Vec<(usize, String)>,
}

/// A batch's columns, as text.
struct Cells {
    text: ArrayRef,
    fields: Vec<(&'static str, ArrayRef)>,
    pass: Vec<(String, ArrayRef)>,
}

impl Extracting {
    pub fn new(
        reader: Box<dyn RecordBatchReader + Send>,
        pipeline: Arc<Pipeline>,
        threads: usize,
        columns: &Columns,
        pass: Vec<String>,
        html: bool,
    ) -> PyResult<Self> {
        let places = Places::of(&reader.schema(), columns, pass, html)?;
        let rows = Rows::new().map_err(|error| InputError::new_err(error.to_string()))?;
        Ok(Self { reader, pipeline, threads, places, html, out: Out::Record(rows), held: None })
    }

    /// With the program's lines in place of columns.
    pub fn into_lines(self) -> Self {
        Self { out: Out::Line(StringBuilder::new(), StringBuilder::new()), ..self }
    }

    /// The next rows that go out, at least one.
    fn batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let given = self.given()?;
        if given.is_empty() {
            return Ok(None);
        }
        let Self { out, pipeline, threads, .. } = self;
        let work = |given: Given| given.record(pipeline);
        in_order_within(IN_FLIGHT, Given::weight, given.into_iter(), *threads, work, |record| out.add(&record))?;
        out.batch().map(Some)
    }

    fn given(&mut self) -> Result<Vec<Given>, ArrowError> {
        let (mut given, mut bytes) = (Vec::new(), 0);
        while given.len() < ROWS && bytes < BYTES {
            let Some((cells, next)) = self.held.as_mut().filter(|(cells, next)| *next < cells.text.len()) else {
                match self.reader.next().transpose()? {
                    Some(batch) => self.held = Some((self.places.cells(&batch)?, 0)),
                    None => break,
                }
                continue;
            };
            let one = cells.given(*next, self.html);
            *next += 1;
            bytes += one.weight();
            given.push(one);
        }
        Ok(given)
    }
}

impl Iterator for Extracting {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Whoever asks may hold the interpreter, and others want it meanwhile.
        Python::attach(|py| py.detach(|| self.batch())).transpose()
    }
}

impl RecordBatchReader for Extracting {
    fn schema(&self) -> SchemaRef {
        self.out.schema()
    }
}

impl Out {
    fn schema(&self) -> SchemaRef {
        match self {
            Self::Record(rows) => rows.schema(),
            Self::Line(..) => {
                let column = |name| Field::new(name, DataType::Utf8, false);
                Arc::new(Schema::new(vec![column("id"), column("json")]))
            }
        }
    }

    fn add(&mut self, record: &Record) -> Result<(), ArrowError> {
        match self {
            Self::Record(rows) => rows.add(record),
            Self::Line(ids, lines) => {
                let line = line(record).map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
                ids.append_value(&record.id);
                lines.append_value(line.trim_end_matches('\n'));
                Ok(())
            }
        }
    }

    fn batch(&mut self) -> Result<RecordBatch, ArrowError> {
        let schema = self.schema();
        match self {
            Self::Record(rows) => rows.batch(),
            Self::Line(ids, lines) => {
                RecordBatch::try_new(schema, vec![Arc::new(ids.finish()), Arc::new(lines.finish())])
            }
        }
    }
}

impl Places {
    fn of(schema: &SchemaRef, columns: &Columns, pass: Vec<String>, html: bool) -> PyResult<Self> {
        let there = || schema.fields().iter().map(|field| format!("`{}`", field.name())).collect::<Vec<_>>().join(", ");
        // A column that was named has to be there; one that is called as its field is taken where it is.
        let place = |field: &str| -> PyResult<Option<usize>> {
            let named = columns.get(field).map(String::as_str);
            let found = schema.fields().iter().position(|column| column.name() == named.unwrap_or(field));
            match named {
                Some(name) if found.is_none() => {
                    Err(InputError::new_err(format!("{field}: expected a column `{name}`, got {}", there())))
                }
                _ => Ok(found),
            }
        };
        let readable = |field: &str, at: usize, bytes: bool| -> PyResult<usize> {
            let column = schema.field(at);
            let kind = column.data_type();
            let fits = if field == "text" { is_text(kind) || bytes && is_bytes(kind) } else { is_plain(kind) };
            let expected = if bytes { "text or bytes" } else { "text" };
            let told = || format!("{field}: expected {expected} in column `{}`, got {kind}", column.name());
            if fits { Ok(at) } else { Err(InputError::new_err(told())) }
        };
        let text = place("text")?.ok_or_else(|| {
            InputError::new_err(format!("text: expected a column `text`, got {}; name it with text=", there()))
        })?;
        let mut fields = Vec::new();
        for field in FIELDS {
            if let Some(at) = place(field)? {
                fields.push((field, readable(field, at, false)?));
            }
        }
        let passed = |name: String| {
            let gone = |_| InputError::new_err(format!("pass_columns: expected a column `{name}`, got {}", there()));
            let at = schema.index_of(&name).map_err(gone)?;
            Ok((readable("pass_columns", at, false)?, name))
        };
        let pass = pass.into_iter().map(passed).collect::<PyResult<Vec<_>>>()?;
        Ok(Self { text: readable("text", text, html)?, fields, pass })
    }

    fn cells(&self, batch: &RecordBatch) -> Result<Cells, ArrowError> {
        let column = |at: usize| as_text(batch.column(at));
        Ok(Cells {
            text: column(self.text)?,
            fields: self
                .fields
                .iter()
                .map(|(field, at)| Ok((*field, column(*at)?)))
                .collect::<Result<_, ArrowError>>()?,
            pass: self
                .pass
                .iter()
                .map(|(at, name)| Ok((name.clone(), column(*at)?)))
                .collect::<Result<_, ArrowError>>()?,
        })
    }
}

impl Cells {
    fn given(&self, row: usize, html: bool) -> Given {
        let body = match self.text.data_type() {
            _ if self.text.is_null(row) => Body::Nothing("expected a string in `text`, got null".to_owned()),
            DataType::LargeBinary => Body::Page(self.text.as_binary::<i64>().value(row).to_vec()),
            _ if html => Body::Page(self.text.as_string::<i64>().value(row).as_bytes().to_vec()),
            _ => Body::Text(self.text.as_string::<i64>().value(row).to_owned()),
        };
        let value = |cells: &ArrayRef| (!cells.is_null(row)).then(|| cells.as_string::<i64>().value(row).to_owned());
        let field =
            |name: &str| self.fields.iter().find(|(field, _)| *field == name).and_then(|(_, cells)| value(cells));
        let extra =
            self.pass.iter().filter_map(|(key, cells)| Some(text::Field { key: key.clone(), value: value(cells)? }));
        Given::new(field, extra.collect(), body)
    }
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

fn is_bytes(kind: &DataType) -> bool {
    matches!(kind, DataType::Binary | DataType::LargeBinary | DataType::BinaryView)
}

fn is_plain(kind: &DataType) -> bool {
    !kind.is_nested() && !is_bytes(kind) && can_cast_types(kind, &DataType::LargeUtf8)
}

fn as_text(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let options = CastOptions { safe: false, ..CastOptions::default() };
    let kind = if is_bytes(column.data_type()) { DataType::LargeBinary } else { DataType::LargeUtf8 };
    cast_with_options(column, &kind, &options)
}
