//! A request's body: how it is laid out, and its articles as they arrive.

use std::io::{self, Cursor, ErrorKind, Read};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::{Stream, StreamExt, TryStreamExt};
use http_body_util::{LengthLimitError, Limited};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::io::{StreamReader, SyncIoBridge};

use super::Limits;
use super::problem::Problem;
use crate::text::{Layout, Raw, articles_in};

/// What records call the source of articles that came in a request, and an article without an id of its own.
pub(super) const NAME: &str = "request";

/// Articles that are read off a body ahead of those at work.
const AHEAD: usize = 2;

/// How a body is laid out by its headers; `None` where they do not say, and its first bytes are asked.
pub(super) fn layout(headers: &HeaderMap) -> Result<Option<Layout>, Problem> {
    if let Some(encoding) = headers.get(header::CONTENT_ENCODING).filter(|encoding| *encoding != "identity") {
        let detail = format!("Content-Encoding: expected a body that is not packed, got {encoding:?}");
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let Some(kind) = headers.get(header::CONTENT_TYPE) else { return Ok(None) };
    let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "text/plain" => Ok(Some(Layout::Text)),
        "text/html" | "application/xhtml+xml" => Ok(Some(Layout::Page)),
        "application/json" => Ok(Some(Layout::Json)),
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" | "application/json-lines" => {
            Ok(Some(Layout::Lines))
        }
        // What clients say who were told nothing.
        "" | "application/octet-stream" | "application/x-www-form-urlencoded" => Ok(None),
        _ => {
            let detail = format!(
                "Content-Type: expected text/plain, text/html, application/json or application/x-ndjson, got {kind}"
            );
            Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
        }
    }
}

/// Is a body longer than allowed, as its headers say?
pub(super) fn check_length(headers: &HeaderMap, limits: Limits) -> Result<(), Problem> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > limits.bytes) { Err(too_long(limits)) } else { Ok(()) }
}

/// The bytes of a body, in time and within bounds.
fn portions(body: Body, limits: Limits) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
    let portions = Limited::new(body, limits.bytes);
    let portions = http_body_util::BodyExt::into_data_stream(portions).map_err(|error| {
        let is_long = error.downcast_ref::<LengthLimitError>().is_some();
        io::Error::new(if is_long { ErrorKind::FileTooLarge } else { ErrorKind::ConnectionAborted }, error)
    });
    tokio_stream::StreamExt::timeout(portions, limits.patience).map(|portion| {
        portion.unwrap_or_else(|_| Err(io::Error::new(ErrorKind::TimedOut, "the body paused for too long")))
    })
}

/// A whole body.
pub(super) async fn whole(body: Body, limits: Limits) -> Result<Vec<u8>, Problem> {
    let mut portions = Box::pin(portions(body, limits));
    let mut bytes = Vec::new();
    while let Some(portion) = StreamExt::next(&mut portions).await {
        bytes.extend_from_slice(&portion.map_err(|error| match error.kind() {
            ErrorKind::FileTooLarge => too_long(limits),
            ErrorKind::TimedOut => {
                let detail = format!("expected the body to go on within {} s", limits.patience.as_secs());
                Problem::new(StatusCode::REQUEST_TIMEOUT, detail)
            }
            _ => Problem::new(StatusCode::BAD_REQUEST, "the body ends early"),
        })?);
    }
    Ok(bytes)
}

fn too_long(limits: Limits) -> Problem {
    let detail = format!(
        "expected a body of at most {} bytes; send fewer articles at a time, or raise --max-bytes",
        limits.bytes
    );
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
}

/// The articles of a body as they arrive. One that cannot be read further ends in an article that says so.
pub(super) fn arriving(body: Body, layout: Layout, limits: Limits) -> ReceiverStream<Raw> {
    let reader = StreamReader::new(Box::pin(portions(body, limits)));
    articles(Box::new(SyncIoBridge::new(reader)), layout)
}

/// The articles of a body that is here.
pub(super) fn held(bytes: Vec<u8>, layout: Layout) -> ReceiverStream<Raw> {
    articles(Box::new(Cursor::new(bytes)), layout)
}

/// Reads on a thread of its own, as far as somebody takes what is read.
fn articles(stream: Box<dyn Read + Send>, layout: Layout) -> ReceiverStream<Raw> {
    let (here, there) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        for raw in articles_in(stream, layout, NAME) {
            if here.blocking_send(raw).is_err() {
                break;
            }
        }
    });
    ReceiverStream::new(there)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::layout;
    use crate::text::Layout;
    use axum::http::{HeaderMap, header};

    #[test]
    fn headers_say_the_layout() {
        for (kind, expected) in [
            ("text/plain; charset=utf-8", Some(Some(Layout::Text))),
            ("Text/HTML", Some(Some(Layout::Page))),
            ("application/json", Some(Some(Layout::Json))),
            ("application/x-ndjson", Some(Some(Layout::Lines))),
            ("application/x-www-form-urlencoded", Some(None)),
            ("application/pdf", None),
            ("multipart/form-data; boundary=x", None),
        ] {
            let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, kind.parse().unwrap())]);
            assert_eq!(layout(&headers).ok(), expected, "{kind}");
        }
        assert_eq!(layout(&HeaderMap::new()).ok(), Some(None));
        let packed = HeaderMap::from_iter([(header::CONTENT_ENCODING, "gzip".parse().unwrap())]);
        assert!(layout(&packed).is_err());
    }
}
