//! Gold articles, one JSON object a line: the record shape without what only the program can know.

use super::error::FormatError;
use crate::eval::Labels;
use crate::record::SCHEMA_VERSION;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    schema_version: &'a str,
    #[serde(flatten)]
    labels: &'a Labels,
}

/// One article, with its line end.
pub(super) fn line(labels: &Labels) -> Result<String, FormatError> {
    let line = serde_json::to_string(&Line { schema_version: SCHEMA_VERSION, labels });
    line.map(|line| line + "\n").map_err(|cause| FormatError::Json {
        place: format!("article {}", labels.id),
        expected: "labels that can be written as JSON",
        cause,
    })
}
