//! The pages over HTTP, for this machine alone.

use super::ViewError;
use super::asked::{Asked, Shown};
use super::database::Database;
use super::download::{Format, Table};
use super::frame::{ASSETS, FRAMES, POLICY, framed, nowhere, troubled};
use super::links::Links;
use super::pages::{PAGES, Page};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::collections::HashMap;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// Where the pages are unless told otherwise.
pub const PORT: u16 = 8470;

/// Pages of one database, at an address of the loopback interface.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    house: Arc<House>,
}

/// What all requests share.
struct House {
    database: Database,
    /// Pages that sum up the whole corpus, once they were made.
    kept: Mutex<HashMap<String, Bytes>>,
    /// Values of `Host` under which this server is asked. Another name that leads here is somebody's attempt to read the pages through
    /// the browser of whoever runs this (DNS rebinding).
    hosts: [String; 3],
}

impl Server {
    /// Opens the database, and the port: 0 for any that is free.
    ///
    /// # Errors
    /// When either cannot be.
    pub fn bind(database: &std::path::Path, port: u16) -> Result<Self, ViewError> {
        let database = Database::open(database)?;
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| {
            listener.set_nonblocking(true)?;
            Ok((listener.local_addr()?, listener))
        });
        let (address, listener) = bound.map_err(|cause| ViewError::Port { port, cause })?;
        let hosts = ["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{}", address.port()));
        Ok(Self { listener, address, house: Arc::new(House { database, kept: Mutex::default(), hosts }) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// When the system lets it listen no longer.
    pub fn run(self) -> Result<(), ViewError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ViewError::Stopped)?;
        runtime
            .block_on(async {
                let listener = tokio::net::TcpListener::from_std(self.listener)?;
                axum::serve(listener, router(self.house)).await
            })
            .map_err(ViewError::Stopped)
    }
}

fn router(house: Arc<House>) -> Router {
    let mut router = Router::new();
    for page in &PAGES {
        let answer = move |State(house): State<Arc<House>>, number: Option<Path<String>>, RawQuery(query): RawQuery| {
            answer(house, page, number, query.unwrap_or_default())
        };
        let path =
            if page.numbers.is_some() { format!("/{}/{{number}}", page.path) } else { format!("/{}", page.path) };
        router = router.route(&path, get(answer));
    }
    for (name, media, content) in ASSETS {
        router =
            router.route(&format!("/{name}"), get(move || async move { ([(header::CONTENT_TYPE, media)], content) }));
    }
    router
        .fallback(async || failed(&ViewError::Nowhere))
        .layer(from_fn_with_state(house.clone(), guard))
        .layer(map_response(guarded))
        .with_state(house)
}

/// Lets in what this machine's user asks, and nothing that another site makes their browser ask.
async fn guard(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allowed, "These pages are read: GET and HEAD alone.\n")
            .into_response();
    }
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !house.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) {
        let told = format!("This server is asked as {}, and by no other name.\n", house.hosts.join(", "));
        return (StatusCode::MISDIRECTED_REQUEST, told).into_response();
    }
    if foreign(headers) {
        return (StatusCode::FORBIDDEN, "Another site may link to these pages, but not load them.\n").into_response();
    }
    next.run(request).await
}

/// Does another site load this, other than by a link that somebody follows? Browsers tell (Fetch Metadata).
fn foreign(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let other = matches!(said("sec-fetch-site"), "cross-site" | "same-site");
    other && (said("sec-fetch-mode") != "navigate" || said("sec-fetch-dest") != "document")
}

/// What browsers are told about every answer.
async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let policy = HeaderValue::try_from([POLICY, FRAMES].concat());
    headers.extend(policy.ok().map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        // The database may be another after the next start.
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn answer(house: Arc<House>, page: &'static Page, number: Option<Path<String>>, query: String) -> Response {
    let number = match number.map(|Path(number)| number.parse()) {
        Some(Err(_)) => return failed(&ViewError::Nowhere),
        number => number.and_then(Result::ok),
    };
    blocking(move || match house.page(page, number, &query) {
        Ok(Answer::Page(html)) => html_of(StatusCode::OK, html),
        Ok(Answer::Table(table, format)) => house.table(table, format),
        Err(error) => failed(&error),
    })
    .await
}

/// `SQLite` waits for the disk, and so stays off the threads that wait for the network.
async fn blocking(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

enum Answer {
    Page(Bytes),
    Table(Table, Format),
}

impl House {
    fn page(&self, page: &'static Page, number: Option<i64>, query: &str) -> Result<Answer, ViewError> {
        let keeps = page.whole && (query.is_empty() || (page.turns)().iter().any(|turn| turn.asks() == query));
        let key = format!("{}?{query}", page.path);
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = kept().get(&key).filter(|_| keeps) {
            return Ok(Answer::Page(html.clone()));
        }
        let db = self.database.lend()?;
        match (page.show)(&Asked::new(&db, Links::Served, number, query))? {
            Shown::Table(table, format) => Ok(Answer::Table(table, format)),
            Shown::Sheet(sheet) => {
                let html = Bytes::from(framed(Links::Served, page.path, &sheet).into_string());
                if keeps {
                    kept().insert(key, html.clone());
                }
                Ok(Answer::Page(html))
            }
        }
    }

    /// Rows as they are read. Where reading fails half-way the connection breaks, so that no half of a list looks like all of it.
    fn table(self: Arc<Self>, table: Table, format: Format) -> Response {
        let (sender, receiver) = channel(4);
        let name = format!("attachment; filename=\"{}.{}\"", table.file, format.name());
        tokio::task::spawn_blocking(move || {
            let mut out = io::BufWriter::with_capacity(1 << 16, Pipe(sender.clone()));
            let written = self.database.lend().and_then(|db| table.write(&db, format, &mut out));
            let written = written.map_err(io::Error::other).and_then(|()| out.flush());
            if let Err(error) = written {
                // Whoever has hung up is not told.
                drop(sender.blocking_send(Err(error)));
            }
        });
        let headers = [(header::CONTENT_TYPE, format.media().to_owned()), (header::CONTENT_DISPOSITION, name)];
        (headers, Body::from_stream(ReceiverStream::new(receiver))).into_response()
    }
}

fn failed(error: &ViewError) -> Response {
    let (status, sheet) = match error {
        ViewError::Nowhere => (StatusCode::NOT_FOUND, nowhere(Links::Served)),
        other => (StatusCode::INTERNAL_SERVER_ERROR, troubled(other)),
    };
    // No page of the menu: none is marked as the present one.
    html_of(status, framed(Links::Served, "-", &sheet).into_string().into())
}

fn html_of(status: StatusCode, html: Bytes) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// Bytes on their way to whoever downloads.
struct Pipe(Sender<io::Result<Bytes>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
