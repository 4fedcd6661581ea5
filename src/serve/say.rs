//! What the service says of itself.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Shared;
use crate::record::{self, Provenance, SCHEMA_VERSION};

/// Every address, what it takes and gives.
const OPENAPI: &str = include_str!("openapi.json");

pub(super) async fn welcome() -> &'static str {
    concat!(
        "onrecord ",
        env!("CARGO_PKG_VERSION"),
        "\n\nPOST /v1/extract       an article (text, HTML, JSON), or many (NDJSON)\nGET  /v1/openapi.json  everything else\n"
    )
}

pub(super) async fn health() -> Response {
    json(&json!({"status": "ok"}))
}

pub(super) async fn info(State(shared): State<Arc<Shared>>) -> Response {
    let limits = shared.limits;
    json(&json!({
        "schema_version": SCHEMA_VERSION,
        "provenance": Provenance::of(&shared.pipeline),
        "jobs": shared.workers.count(),
        "limits": {
            "max_bytes": limits.bytes,
            "max_chars": shared.pipeline.options().max_chars,
            "at_once": limits.at_once,
            "per_client": limits.per_client,
            "connections": limits.connections,
            "timeout_seconds": limits.patience.as_secs(),
        },
    }))
}

pub(super) async fn schema() -> Response {
    json(&record::schema())
}

pub(super) async fn openapi() -> Response {
    as_json(OPENAPI)
}

fn json(value: &Value) -> Response {
    as_json(value.to_string())
}

fn as_json(text: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
