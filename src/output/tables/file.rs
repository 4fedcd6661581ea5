//! What every Parquet file that is written here has in common.

use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};

use crate::record::{Provenance, SCHEMA_VERSION};

/// As zstd's own program compresses.
const ZSTD: i32 = 3;

/// How it is compressed.
pub(in crate::output) fn properties() -> Result<WriterPropertiesBuilder, ParquetError> {
    Ok(WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD)?)))
}

/// What made the records, where it is the same for all, so that it stands in the file and not in its rows.
pub(in crate::output) fn metadata(made: Option<&Provenance>) -> Vec<KeyValue> {
    let by = |Provenance { tool, tool_version, model, ruleset, config_sha256 }: &Provenance| {
        [
            ("tool", Some(tool.clone())),
            ("tool_version", Some(tool_version.clone())),
            ("model", Some(model.name.clone())),
            ("model_revision", model.revision.clone()),
            ("model_sha256", Some(model.sha256.clone())),
            ("model_license", model.license.clone()),
            ("engine", Some(model.engine.clone())),
            ("ruleset", Some(ruleset.name.clone())),
            ("ruleset_version", Some(ruleset.version.clone())),
            ("ruleset_sha256", Some(ruleset.sha256.clone())),
            ("config_sha256", Some(config_sha256.clone())),
        ]
    };
    // The reader of articles knows such files by the first of these.
    let version = [("schema_version", Some(SCHEMA_VERSION.to_owned()))];
    let entries = version.into_iter().chain(made.into_iter().flat_map(by));
    entries.filter_map(|(key, value)| Some(KeyValue::new(format!("onrecord.{key}"), value?))).collect()
}
