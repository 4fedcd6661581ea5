//! Why a request got no record, as "problem details" (RFC 9457).

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Seconds after which whoever was turned away may ask again.
const LATER: &str = "1";

/// An answer that is an error.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self { status, detail } = self;
        let title = status.canonical_reason().unwrap_or("Error");
        let told =
            json!({"type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail}).to_string();
        let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], told).into_response();
        let mut say = |name, value| drop(response.headers_mut().insert(name, header::HeaderValue::from_static(value)));
        match status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => say(header::RETRY_AFTER, LATER),
            StatusCode::UNAUTHORIZED => say(header::WWW_AUTHENTICATE, "Bearer"),
            // What is left of the body is not read, so nothing can follow it on this connection.
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT => say(header::CONNECTION, "close"),
            _ => {}
        }
        response
    }
}
