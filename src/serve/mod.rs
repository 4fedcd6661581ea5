//! The pipeline as a service: articles come by POST, their records go back. One model is shared by all requests, and a fixed number of
//! threads reads articles, whoever sent them.
//!
//! Whoever asks is taken for a stranger: bodies, waiting and the number of requests and connections are bounded ([`Limits`]), nothing is
//! unpacked, and pages of other sites cannot reach a service on the loopback address through a browser (`guard`).

mod body;
mod door;
mod extract;
mod guard;
mod listen;
mod metrics;
mod problem;
mod say;
mod workers;

use std::future::Future;
use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::{get, post};

use crate::pipeline::Pipeline;
use door::Door;
use guard::Guard;
use metrics::Metrics;
use problem::Problem;
use workers::Workers;

/// What a service lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body; a longer one gets 413.
    pub bytes: usize,
    /// Requests that are answered at the same time; one more gets 503.
    pub at_once: usize,
    /// Those of one address; one more gets 429.
    pub per_client: usize,
    /// Connections that are open at the same time; one more waits.
    pub connections: usize,
    /// How long headers and bodies may pause (408), and one article may take (503).
    pub patience: Duration,
}

/// A service that is ready to answer.
pub struct Service {
    /// What reads the articles.
    pub pipeline: Pipeline,
    /// Articles that are read at the same time.
    pub jobs: usize,
    /// What is let through.
    pub limits: Limits,
    /// What requests must carry as `Authorization: Bearer …`, all but those for `/v1/health`.
    pub token: Option<String>,
}

/// What all requests share.
struct Shared {
    pipeline: Arc<Pipeline>,
    workers: Workers,
    limits: Limits,
    door: Arc<Door>,
    guard: Guard,
    metrics: Arc<Metrics>,
}

/// Whom a request came from.
#[derive(Debug, Clone, Copy)]
struct Peer(IpAddr);

/// Answers requests on `listener` until `stop` is done. Requests that have begun are then given as long as [`Limits::patience`].
///
/// # Errors
/// When the system gives no threads, or the listener cannot be used.
pub fn serve(listener: TcpListener, service: Service, stop: impl Future<Output = ()> + Send) -> io::Result<()> {
    let Service { pipeline, jobs, limits, token } = service;
    listener.set_nonblocking(true)?;
    let guard = Guard::new(listener.local_addr()?.ip(), token);
    let (pipeline, metrics) = (Arc::new(pipeline), Arc::new(Metrics::new()));
    let workers = Workers::start(jobs, &pipeline, &metrics)?;
    let door = Arc::new(Door::new(limits.at_once, limits.per_client));
    let shared = Arc::new(Shared { pipeline, workers, limits, door, guard, metrics });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(listen::answer(listener, router(shared), limits, stop))?;
    // A thread that is still in the middle of somebody's article is not waited for.
    runtime.shutdown_background();
    Ok(())
}

/// Every address. `openapi.json` describes them, and a test holds the two together.
fn router(shared: Arc<Shared>) -> Router {
    let nowhere = async || Problem::new(StatusCode::NOT_FOUND, "expected an address of /v1/openapi.json, got another");
    let not_so =
        async || Problem::new(StatusCode::METHOD_NOT_ALLOWED, "expected another method: /v1/openapi.json says which");
    Router::new()
        .route("/", get(say::welcome))
        .route("/v1/extract", post(extract::extract))
        .route("/v1/health", get(say::health))
        .route("/v1/info", get(say::info))
        .route("/v1/schema", get(say::schema))
        .route("/v1/openapi.json", get(say::openapi))
        .route("/metrics", get(metrics::metrics))
        .method_not_allowed_fallback(not_so)
        .fallback(nowhere)
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard::check))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), metrics::count))
        .with_state(shared)
}
