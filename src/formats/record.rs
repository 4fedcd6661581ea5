//! Gold articles, one JSON object a line: the record shape without what only the program can know.

use super::FormatError;
use super::graph::Part;
use crate::eval::Labels;
use crate::record::SCHEMA_VERSION;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    schema_version: &'a str,
    #[serde(flatten)]
    labels: &'a Labels,
}

/// One article, with its line end. Blocks and sentences are not kept, so that they are not labelled either.
pub(super) fn line(labels: &Labels) -> Result<String, FormatError> {
    let mut labels = labels.clone();
    labels.labelled.iter_mut().for_each(|parts| parts.retain(|part| Part::ALL.iter().any(|kept| kept.name() == part)));
    let labels = &labels;
    let line = serde_json::to_string(&Line { schema_version: SCHEMA_VERSION, labels });
    line.map(|line| line + "\n").map_err(|source| FormatError::Json {
        place: format!("article {}", labels.id),
        expected: "labels that can be written as JSON",
        source,
    })
}
