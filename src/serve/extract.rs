//! `POST /v1/extract`.

use std::io;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use tokio::time::timeout;

use super::body::{arriving, check_length, held, layout, whole};
use super::door::Guest;
use super::problem::Problem;
use super::{Peer, Shared};
use crate::record::Status;
use crate::text::{Layout, Raw, host};

/// What the address says of a single article; it goes before what the article says of itself.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    id: Option<String>,
    url: Option<String>,
    published: Option<String>,
}

impl Known {
    fn tell(self, raw: &mut Raw) {
        let known = raw.known_mut();
        if let Some(id) = self.id {
            known.id = id;
        }
        if let Some(url) = self.url {
            known.host = host(&url);
            known.url = Some(url);
        }
        if self.published.is_some() {
            known.published = self.published;
        }
    }
}

/// One article gives its record; several, and every body of lines, a record a line, in their order.
pub(super) async fn extract(
    State(shared): State<Arc<Shared>>,
    Extension(Peer(peer)): Extension<Peer>,
    known: Result<Query<Known>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let Query(known) = known.map_err(|error| Problem::new(StatusCode::BAD_REQUEST, error.body_text()))?;
    let guest = shared.door.enter(peer)?;
    let (layout, limits) = (layout(&headers)?, shared.limits);
    check_length(&headers, limits)?;
    if layout == Some(Layout::Lines) {
        return Ok(lines(arriving(body, Layout::Lines, limits), shared, guest));
    }
    let bytes = whole(body, limits).await?;
    let layout = layout.unwrap_or_else(|| Layout::shown_by(&bytes));
    let mut raws = held(bytes, layout);
    let Some(mut first) = raws.next().await else {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "expected an article in the body, got none"));
    };
    if let Some(second) = raws.next().await {
        return Ok(lines(stream::iter([first, second]).chain(raws), shared, guest));
    }
    known.tell(&mut first);
    one(first, &shared).await
}

async fn one(raw: Raw, shared: &Shared) -> Result<Response, Problem> {
    let done = timeout(shared.limits.patience, shared.workers.read(raw)).await.map_err(|_| {
        let detail = format!("the article was not read within {} s; ask again later", shared.limits.patience.as_secs());
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    })?;
    let done = done.ok_or_else(|| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "no thread is left that reads"))?;
    let status = if done.status == Status::Error { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, [(header::CONTENT_TYPE, "application/json")], done.line).into_response())
}

/// Records as they are made. As far as nobody takes them, nothing more is read.
fn lines(raws: impl Stream<Item = Raw> + Send + 'static, shared: Arc<Shared>, guest: Guest) -> Response {
    let ahead = 2 * shared.workers.count();
    let lines = raws
        .map(move |raw| {
            let shared = Arc::clone(&shared);
            async move { shared.workers.read(raw).await }
        })
        .buffered(ahead)
        .map(move |done| {
            // Inside until the last line.
            let _ = &guest;
            done.map(|done| done.line).ok_or_else(|| io::Error::other("no thread is left that reads"))
        });
    ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response()
}
