//! The published JSON Schema (2020-12), made from the rows' types.

use serde_json::Value;

use super::Record;

/// Version of the record's shape. Minor versions only add; a major version is a new schema file.
pub const SCHEMA_VERSION: &str = "1.0";

/// The schema of one record.
#[must_use]
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Record).to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".into(), format!("onrecord record {SCHEMA_VERSION}").into());
    }
    require_all(&mut schema);
    for definition in
        schema.get_mut("$defs").and_then(Value::as_object_mut).into_iter().flat_map(|defs| defs.values_mut())
    {
        require_all(definition);
    }
    schema
}

/// Every key is in every record, null where unknown: so every key is required, those that may be null too.
fn require_all(object: &mut Value) {
    let keys = object
        .get("properties")
        .and_then(Value::as_object)
        .map(|properties| properties.keys().cloned().map(Value::String));
    if let Some(keys) = keys.map(Iterator::collect) {
        object["required"] = Value::Array(keys);
    }
}
