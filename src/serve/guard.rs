//! Who may ask.
//!
//! A browser lets every site send requests to the loopback address. Two things tell them from others: a site that points its own name at
//! that address (rebinding) is still named in `Host`, and a page of another site in `Origin`.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use super::Shared;
use super::problem::Problem;

/// Asked by whoever watches over the service, who need not have the token.
const FREE: &str = "/v1/health";

pub(super) struct Guard {
    is_loopback: bool,
    token: Option<String>,
}

impl Guard {
    pub fn new(address: IpAddr, token: Option<String>) -> Self {
        Self { is_loopback: address.is_loopback(), token }
    }

    fn check(&self, path: &str, headers: &HeaderMap) -> Result<(), Problem> {
        let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let host = said(header::HOST).and_then(|host| host.parse::<Authority>().ok());
        if self.is_loopback && !host.as_ref().is_some_and(|host| is_loopback(host.host())) {
            let detail = "Host: expected localhost, 127.0.0.1 or [::1], where this service listens, got another name";
            return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, detail));
        }
        if let Some(origin) = said(header::ORIGIN)
            && origin.split_once("://").and_then(|(_, from)| from.parse::<Authority>().ok()) != host
        {
            return Err(Problem::new(StatusCode::FORBIDDEN, "Origin: requests of other sites' pages are not answered"));
        }
        let Some(token) = self.token.as_ref().filter(|_| path != FREE) else { return Ok(()) };
        let given = said(header::AUTHORIZATION).and_then(|said| said.strip_prefix("Bearer ")).unwrap_or_default();
        if given.as_bytes().ct_eq(token.as_bytes()).into() {
            return Ok(());
        }
        Err(Problem::new(StatusCode::UNAUTHORIZED, "expected `Authorization: Bearer TOKEN` with this service's token"))
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Turns away who may not ask.
pub(super) async fn check(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    match shared.guard.check(request.uri().path(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::Guard;
    use axum::http::{HeaderMap, HeaderName};

    fn headers(rows: &[(&'static str, &str)]) -> HeaderMap {
        rows.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn on_loopback_only_its_own_names_are_answered() {
        let guard = Guard::new([127, 0, 0, 1].into(), None);
        for (name, rows, is_let_in) in [
            ("its address", &[("host", "127.0.0.1:8787")][..], true),
            ("its name", &[("host", "LocalHost")], true),
            ("its other address", &[("host", "[::1]:8787")], true),
            ("a name pointed here", &[("host", "evil.example:8787")], false),
            ("a name that begins alike", &[("host", "localhost.evil.example")], false),
            ("none", &[], false),
            ("its own page", &[("host", "localhost:1"), ("origin", "http://localhost:1")], true),
            ("another site's page", &[("host", "localhost:1"), ("origin", "https://evil.example")], false),
            ("another port's page", &[("host", "localhost:1"), ("origin", "http://localhost:2")], false),
            ("a page of nowhere", &[("host", "localhost:1"), ("origin", "null")], false),
        ] {
            assert_eq!(guard.check("/v1/extract", &headers(rows)).is_ok(), is_let_in, "{name}");
        }
    }

    #[test]
    fn the_token_opens_all_and_health_needs_none() {
        let guard = Guard::new([0, 0, 0, 0].into(), Some("s3cret".to_owned()));
        for (name, path, rows, is_let_in) in [
            ("with it", "/v1/extract", &[("authorization", "Bearer s3cret")][..], true),
            ("without", "/v1/extract", &[], false),
            ("a part", "/v1/extract", &[("authorization", "Bearer s3cre")], false),
            ("another way", "/v1/extract", &[("authorization", "Basic s3cret")], false),
            ("metrics without", "/metrics", &[], false),
            ("health without", "/v1/health", &[], true),
        ] {
            assert_eq!(guard.check(path, &headers(rows)).is_ok(), is_let_in, "{name}");
        }
    }
}
