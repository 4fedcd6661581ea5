//! Records as they are, one a row of a single table: its schema is that of the published JSON Schema.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow::json::ReaderBuilder;
use arrow::json::reader::Decoder;
use serde_json::Value;

use super::Layout;
use crate::record::{Record, schema};

pub(super) struct Nested {
    rows: Decoder,
    schema: SchemaRef,
}

impl Nested {
    pub fn new() -> Result<Self, ArrowError> {
        let json = schema();
        let schema = Arc::new(Schema::new(fields(&json, &json)?));
        Ok(Self { rows: ReaderBuilder::new(Arc::clone(&schema)).build_decoder()?, schema })
    }

    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    pub fn batch(&mut self) -> Result<RecordBatch, ArrowError> {
        let rows = self.rows.flush()?;
        Ok(rows.unwrap_or_else(|| RecordBatch::new_empty(self.schema())))
    }
}

impl Layout for Nested {
    fn names(&self) -> Vec<&'static str> {
        vec!["records"]
    }

    fn add(&mut self, record: &Record) -> Result<(), ArrowError> {
        self.rows.serialize(std::slice::from_ref(record))
    }

    fn batches(&mut self) -> Result<Vec<RecordBatch>, ArrowError> {
        Ok(vec![self.batch()?])
    }
}

/// The fields of an object of the JSON schema `all`. Any may be null: readers of tables are happier so, and the contract says which
/// are.
fn fields(all: &Value, object: &Value) -> Result<Fields, ArrowError> {
    let keys = object["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    keys.map(|key| Ok(Field::new(key, kind(all, &object["properties"][key])?, true))).collect()
}

fn kind(all: &Value, part: &Value) -> Result<DataType, ArrowError> {
    if let Some(name) = part["$ref"].as_str() {
        return kind(all, all.pointer(name.trim_start_matches('#')).unwrap_or(&Value::Null));
    }
    let choices = part["anyOf"].as_array().or_else(|| part["oneOf"].as_array());
    if let Some(choice) = choices.into_iter().flatten().find(|choice| choice["type"] != "null") {
        return kind(all, choice);
    }
    let types = part["type"].as_array().cloned().unwrap_or_else(|| vec![part["type"].clone()]);
    match types.iter().filter_map(Value::as_str).find(|name| *name != "null") {
        Some("string") => Ok(DataType::Utf8),
        Some("integer") => Ok(DataType::Int64),
        Some("number") => Ok(DataType::Float64),
        Some("boolean") => Ok(DataType::Boolean),
        Some("array") => Ok(DataType::new_list(kind(all, &part["items"])?, true)),
        Some("object") => Ok(DataType::Struct(fields(all, part)?)),
        _ if part["const"].is_string() => Ok(DataType::Utf8),
        _ => Err(ArrowError::SchemaError(format!("no column for {part}"))),
    }
}
