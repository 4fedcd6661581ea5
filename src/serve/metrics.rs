//! Counts and times, in the text format of Prometheus.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use super::Shared;
use crate::record::Record;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    /// An address of the service, or `other`.
    path: String,
    /// HTTP status of the answer.
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    /// As `doc.status`.
    status: String,
}

pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    articles: Family<Ended, Counter>,
    words: Counter,
    relations: Counter,
    reading: Histogram,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("onrecord");
        let (requests, articles) = (Family::<Answered, Counter>::default(), Family::<Ended, Counter>::default());
        let (words, relations) = (Counter::default(), Counter::default());
        // 2 ms to 65 s.
        let reading = Histogram::new(exponential_buckets(0.002, 2.0, 16));
        registry.register("requests", "Requests answered", requests.clone());
        registry.register("articles", "Articles read, by the status of their records", articles.clone());
        registry.register("words", "Words of articles read", words.clone());
        registry.register("relations", "Relations found", relations.clone());
        registry.register_with_unit(
            "article",
            "Time that an article took once its turn came",
            Unit::Seconds,
            reading.clone(),
        );
        Self { registry, requests, articles, words, relations, reading }
    }

    /// Counts an article that took so long.
    pub fn read(&self, record: &Record, took: Duration) {
        let status: &'static str = record.doc.status.into();
        self.articles.get_or_create(&Ended { status: status.to_owned() }).inc();
        self.words.inc_by(record.doc.tokens as u64);
        self.relations.inc_by(record.relations.len() as u64);
        self.reading.observe(took.as_secs_f64());
    }
}

/// Counts every answer.
pub(super) async fn count(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    // Addresses that are none of ours are one row, however many are tried.
    let path = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    shared.metrics.requests.get_or_create(&Answered { path, status: response.status().as_u16() }).inc();
    response
}

pub(super) async fn metrics(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = encode(&mut text, &shared.metrics.registry);
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
}
