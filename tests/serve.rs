//! The service as its clients meet it: over HTTP, and as bytes that are no HTTP.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::{onrecord, onrecord_with};
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::{Request, Response};

const NEWS: &str = "The mayor, Ana Ruiz, denied the claim on Monday. “It is false,” she said.";

/// The program, listening on a free port until this is dropped.
struct Service {
    child: Child,
    address: SocketAddr,
    agent: Agent,
}

impl Service {
    fn start(flags: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args([&["serve", "--port", "0", "--jobs", "2"], flags].concat())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut told).unwrap();
        let address = told.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap().parse().unwrap();
        let config = Agent::config_builder().http_status_as_error(false).build();
        Self { child, address, agent: config.into() }
    }

    fn get(&self, path: &str) -> Answer {
        Answer::of(self.agent.get(format!("http://{}{path}", self.address)).call().unwrap())
    }

    fn post(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        self.send(&[("content-type", kind)], path, body)
    }

    fn send(&self, headers: &[(&str, &str)], path: &str, body: &[u8]) -> Answer {
        let mut request = Request::post(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(self.agent.run(request.body(body).unwrap()).unwrap())
    }

    /// Bytes as they are; what comes back until the other end closes.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        // A service that closes at once may close before all is written.
        let _ = stream.write_all(bytes);
        let mut back = Vec::new();
        let _ = stream.read_to_end(&mut back);
        String::from_utf8_lossy(&back).into_owned()
    }

    fn signal(&self, name: &str) {
        assert!(Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap().success());
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    kind: String,
    text: String,
    later: bool,
}

impl Answer {
    fn of(mut response: Response<ureq::Body>) -> Self {
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (kind, later) = (header("content-type").unwrap_or_default(), header("retry-after").is_some());
        Self { status: response.status().as_u16(), kind, later, text: response.body_mut().read_to_string().unwrap() }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

/// What `extract` writes of standard input, its source called as the service calls it.
fn written(input: &str) -> String {
    let run = onrecord_with(&["extract", "-"], input.as_bytes());
    run.stdout.replace(r#""source":"-""#, r#""source":"request""#)
}

fn row(id: &str) -> String {
    json!({"id": id, "text": NEWS, "published": "2026-03-02"}).to_string() + "\n"
}

#[test]
fn records_are_those_that_the_program_writes() {
    let service = Service::start(&[]);
    let (page, rows) =
        (format!("<!doctype html><title>Claim</title><article><p>{NEWS}</p><p>{NEWS}</p></article>"), row("a"));
    for (name, kind, path, body) in [
        ("a text", "text/plain; charset=utf-8", "/v1/extract", NEWS),
        ("a text that nobody calls one", "application/x-www-form-urlencoded", "/v1/extract", NEWS),
        ("a page", "text/html", "/v1/extract?id=p&url=https%3A%2F%2Fnews.example%2F1", &page),
        ("a page that nobody calls one", "", "/v1/extract", &page),
        ("an object", "application/json", "/v1/extract", &rows),
    ] {
        let answer = service.post(path, kind, body.as_bytes());
        assert_eq!((answer.status, answer.kind.as_str()), (200, "application/json"), "{name}: {}", answer.text);
        let record = answer.json();
        let acts: Vec<&str> =
            record["relations"].as_array().unwrap().iter().map(|act| act["type"].as_str().unwrap()).collect();
        assert_eq!(acts[..3], ["denied", "denied", "said"], "{name}");
    }
    assert_eq!(service.post("/v1/extract", "application/json", rows.as_bytes()).text, written(&rows));
    let named = service
        .post("/v1/extract?id=p&url=https%3A%2F%2Fnews.example%2F1&published=2026-03-02", "text/html", page.as_bytes())
        .json();
    assert_eq!(
        (&named["id"], &named["doc"]["host"], &named["doc"]["published"]),
        (&json!("p"), &json!("news.example"), &json!("2026-03-02"))
    );
}

#[test]
fn many_come_back_in_their_order_and_a_bad_line_costs_itself() {
    let service = Service::start(&[]);
    let mut lines: Vec<String> = (0..20).map(|at| row(&format!("a{at}"))).collect();
    lines[7] = "{no json\n".to_owned();
    let lines = lines.concat();
    let answer = service.post("/v1/extract", "application/x-ndjson", lines.as_bytes());
    assert_eq!((answer.status, answer.kind.as_str()), (200, "application/x-ndjson"));
    let records: Vec<Value> = answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (at, record) in records.iter().enumerate() {
        let (id, status) = if at == 7 { ("request:8".to_owned(), "error") } else { (format!("a{at}"), "ok") };
        assert_eq!((record["id"].as_str().unwrap(), record["doc"]["status"].as_str().unwrap()), (&*id, status));
    }
    assert_eq!(records.len(), 20);
    let array = format!("[{},{}]", row("x").trim(), row("y").trim());
    let answer = service.post("/v1/extract", "application/json", array.as_bytes());
    assert_eq!((answer.kind.as_str(), answer.text), ("application/x-ndjson", written(&(row("x") + &row("y")))));
}

#[test]
fn a_record_comes_back_before_the_next_article_is_sent() {
    let service = Service::start(&[]);
    let mut stream = TcpStream::connect(service.address).unwrap();
    let head = "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = |row: &str| format!("{:x}\r\n{row}\r\n", row.len());
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut until = |ending: &str| {
        let mut line = String::new();
        while !line.contains(ending) {
            assert_ne!(reader.read_line(&mut line).unwrap(), 0, "{line}");
        }
    };
    write!(stream, "{head}{}", chunk(&row("first"))).unwrap();
    until(r#""id":"first""#);
    write!(stream, "{}0\r\n\r\n", chunk(&row("second"))).unwrap();
    until(r#""id":"second""#);
}

#[test]
fn what_cannot_be_answered_is_told() {
    let service = Service::start(&["--max-bytes", "1000", "--timeout", "1"]);
    let long = vec![b'a'; 1001];
    for (name, status, answer) in [
        ("too long", 413, service.post("/v1/extract", "text/plain", &long)),
        ("too many lines", 413, service.post("/v1/extract", "application/x-ndjson", &long)),
        ("a PDF", 415, service.post("/v1/extract", "application/pdf", b"%PDF-1.7")),
        ("packed", 415, service.send(&[("content-encoding", "gzip")], "/v1/extract", b"x")),
        ("no JSON", 422, service.post("/v1/extract", "application/json", b"{\"text\": 1")),
        ("no article", 400, service.post("/v1/extract", "application/json", b" ")),
        ("an unknown parameter", 400, service.post("/v1/extract?langage=en", "text/plain", NEWS.as_bytes())),
        ("nowhere", 404, service.get("/v2/extract")),
        ("another method", 405, service.get("/v1/extract")),
        ("another site's page", 403, service.send(&[("origin", "https://evil.example")], "/v1/extract", b"x")),
        ("another name", 421, service.send(&[("host", "evil.example")], "/v1/extract", b"x")),
    ] {
        assert_eq!(answer.status, status, "{name}: {}", answer.text);
        if status == 422 {
            assert_eq!(answer.json()["doc"]["status"], "error", "{name}");
        } else {
            let problem = answer.json();
            assert_eq!(
                (answer.kind.as_str(), &problem["status"]),
                ("application/problem+json", &json!(status)),
                "{name}"
            );
            assert!(!problem["detail"].as_str().unwrap().is_empty(), "{name}");
        }
    }
    let post = "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\n";
    let back = service.raw(format!("{post}transfer-encoding: chunked\r\n\r\n7d0\r\n{}", "a".repeat(2000)).as_bytes());
    assert!(back.starts_with("HTTP/1.1 413"), "{back}");
    let back = service.raw(format!("{post}content-length: 100\r\n\r\nThe mayor").as_bytes());
    assert!(back.starts_with("HTTP/1.1 408"), "{back}");
    assert_eq!(service.raw(b"GET /v1/health HTTP/1.1\r\nhost: loc"), "", "a head that pauses is not waited for");
    assert_eq!(service.get("/v1/health").json(), json!({"status": "ok"}));
}

#[test]
fn who_comes_when_all_places_are_taken_is_told_to_come_later() {
    for (flags, status) in
        [(&["--at-once", "1", "--per-client", "2"], 503), (&["--at-once", "2", "--per-client", "1"], 429)]
    {
        let service = Service::start(flags);
        let mut first = TcpStream::connect(service.address).unwrap();
        first.write_all(b"POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\nThe").unwrap();
        let mut answer = service.post("/v1/extract", "text/plain", NEWS.as_bytes());
        // The first may still be on its way in.
        for _ in 0..100 {
            if answer.status != 200 {
                break;
            }
            answer = service.post("/v1/extract", "text/plain", NEWS.as_bytes());
        }
        assert_eq!((answer.status, answer.later), (status, true));
        assert_eq!(service.get("/v1/health").status, 200);
        drop(first);
        let freed = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            service.post("/v1/extract", "text/plain", NEWS.as_bytes()).status == 200
        });
        assert!(freed, "who hangs up makes room");
    }
}

#[test]
fn off_loopback_a_token_is_asked_for() {
    let refused = onrecord(&["serve", "--listen", "0.0.0.0", "--port", "0"]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("--token"), "{}", refused.stderr);
    let service = Service::start(&["--token", "s3cret"]);
    let with = [("authorization", "Bearer s3cret")];
    assert_eq!(service.send(&with, "/v1/extract", NEWS.as_bytes()).status, 200);
    assert_eq!(service.post("/v1/extract", "text/plain", NEWS.as_bytes()).status, 401);
    assert_eq!((service.get("/metrics").status, service.get("/v1/health").status), (401, 200));
}

#[test]
fn the_document_describes_what_is_answered() {
    let service = Service::start(&[]);
    let document = service.get("/v1/openapi.json").json();
    let (mut answered, paths) = (0, document["paths"].as_object().unwrap());
    for (path, methods) in paths {
        for method in methods.as_object().unwrap().keys() {
            let answer =
                if method == "post" { service.post(path, "text/plain", NEWS.as_bytes()) } else { service.get(path) };
            let kinds = methods[method]["responses"]["200"]["content"].as_object().unwrap();
            let kind = answer.kind.split(';').next().unwrap();
            assert!(answer.status == 200 && kinds.contains_key(kind), "{method} {path}: {} {kind}", answer.status);
            answered += 1;
        }
    }
    assert_eq!(answered, 7);
    let record = service.post("/v1/extract", "text/plain", NEWS.as_bytes()).json();
    let schema = jsonschema::validator_for(&service.get("/v1/schema").json()).unwrap();
    assert!(schema.is_valid(&record));
    assert_eq!(service.get("/v1/info").json()["provenance"], record["provenance"]);
    let metrics = service.get("/metrics").text;
    for counted in [
        r#"onrecord_articles_total{status="ok"} 2"#,
        r#"onrecord_requests_total{path="/v1/extract",status="200"} 2"#,
        "onrecord_article_seconds_count 2",
    ] {
        assert!(metrics.lines().any(|line| line == counted), "{counted}\n{metrics}");
    }
}

#[test]
fn bytes_that_are_no_requests_are_survived() {
    let service = Service::start(&["--timeout", "1"]);
    let head = |length: usize| format!("GET / HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "a".repeat(length));
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"GET /%00%ff HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".to_vec(),
        b"POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n".to_vec(),
        b"POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        head(1_000_000).into_bytes(),
        vec![0; 100_000],
    ] {
        let back = service.raw(&bytes);
        assert!(
            back.is_empty() || back.starts_with("HTTP/1.1 4"),
            "{:?}: {back}",
            String::from_utf8_lossy(&bytes[..20.min(bytes.len())])
        );
    }
    assert_eq!(service.post("/v1/extract", "text/plain", NEWS.as_bytes()).status, 200);
}

#[test]
fn who_has_begun_is_answered_before_the_end() {
    let mut service = Service::start(&[]);
    let mut stream = TcpStream::connect(service.address).unwrap();
    write!(stream, "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n", NEWS.len()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    service.signal("TERM");
    std::thread::sleep(Duration::from_millis(300));
    assert!(TcpStream::connect(service.address).is_err(), "nobody else comes in");
    stream.write_all(NEWS.as_bytes()).unwrap();
    let mut back = String::new();
    stream.read_to_string(&mut back).unwrap();
    assert!(back.starts_with("HTTP/1.1 200") && back.contains(r#""type":"denied""#), "{back}");
    assert_eq!(service.child.wait().unwrap().code(), Some(143));
}
