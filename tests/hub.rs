//! Fetching from a hub: a server on loopback that answers as the real one does.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod tiny;

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;

use onrecord::model::{Hub, Model, ModelError};
use tempfile::TempDir;
use tiny::Tiny;

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// Serves one folder as `org/tiny`, branch `main`.
struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (connections, stopped) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
        let (count, stop, folder) = (Arc::clone(&connections), Arc::clone(&stopped), folder.to_owned());
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                count.fetch_add(1, Ordering::SeqCst);
                // A client that hangs up early is its own affair.
                let _ = answer(&stream.unwrap(), &folder);
            }
        });
        Self { address, connections, stopped, thread: Some(thread) }
    }

    fn hub(&self, cache: &TempDir, offline: bool) -> Hub {
        let endpoint = format!("http://{}", self.address);
        Hub { endpoint, cache: cache.path().to_owned(), offline, progress: false }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // The listener waits for one more caller.
        let _ = TcpStream::connect(self.address);
        self.thread.take().unwrap().join().unwrap();
    }
}

/// One request a connection.
fn answer(stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    let lines: Vec<String> =
        BufReader::new(stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let path = lines[0].split(' ').nth(1).unwrap();
    let header = |name: &str| {
        lines.iter().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let (status, headers, body) = respond(path, &header("host").unwrap(), header("range").as_deref(), folder);
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n", body.len())?;
    stream.write_all(&body)
}

fn respond(path: &str, host: &str, range: Option<&str>, folder: &Path) -> (&'static str, String, Vec<u8>) {
    let nothing = ("404 Not Found", String::new(), Vec::new());
    if path == "/api/models/org/tiny/revision/main" {
        let mut names: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        let siblings: Vec<_> = names
            .iter()
            .map(|path| serde_json::json!({"rfilename": path.file_name().unwrap().to_str().unwrap()}))
            .collect();
        let body = serde_json::json!({"sha": COMMIT, "siblings": siblings, "private": false}).to_string();
        return ("200 OK", "content-type: application/json\r\n".to_owned(), body.into_bytes());
    }
    let (large, Some(file)) = (
        path.starts_with("/far/"),
        path.strip_prefix("/org/tiny/resolve/main/").or_else(|| path.strip_prefix("/far/")),
    ) else {
        return nothing;
    };
    let Ok(bytes) = std::fs::read(folder.join(file)) else { return nothing };
    let named = format!("x-repo-commit: {COMMIT}\r\n");
    if file == "model.safetensors" && !large {
        // Large files live elsewhere; the hub says what they are and points there.
        let headers = format!("{named}x-linked-etag: \"weights\"\r\nlocation: http://{host}/far/{file}\r\n");
        return ("302 Found", headers, Vec::new());
    }
    let (from, to) = range.and_then(|range| range.strip_prefix("bytes=")?.split_once('-')).unwrap();
    let from: usize = from.parse().unwrap();
    let to = to.parse().map_or(bytes.len(), |last: usize| (last + 1).min(bytes.len()));
    let headers = format!("{named}etag: \"{file}\"\r\ncontent-range: bytes {from}-{}/{}\r\n", to - 1, bytes.len());
    ("206 Partial Content", headers, bytes[from..to].to_vec())
}

fn folder(tiny: &Tiny) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    tiny.write(folder.path());
    folder
}

#[test]
fn a_fetched_model_is_read_and_then_needs_no_network() {
    let (source, cache) = (folder(&Tiny::new()), tempfile::tempdir().unwrap());
    let server = Server::start(source.path());
    let (online, offline) = (server.hub(&cache, false), server.hub(&cache, true));
    let model = Model::from_hub(&online, "org/tiny", None).unwrap();
    assert!(model.has_syntax());
    let before = server.connections();
    assert!(before > 0);
    Model::from_hub(&online, "org/tiny", None).unwrap();
    assert_eq!(server.connections(), before, "what is in the cache is not asked for again");
    drop(server);
    let again = Model::from_hub(&offline, "org/tiny", None).unwrap();
    assert_eq!(again.identity(), model.identity());
    assert!(Model::from_hub(&offline, "org/tiny", Some(COMMIT)).is_ok(), "a commit is found by itself");
}

#[test]
fn a_model_without_manifest_goes_by_its_hub_name_and_commit() {
    let (source, cache) = (folder(&Tiny::foreign()), tempfile::tempdir().unwrap());
    let server = Server::start(source.path());
    let model = Model::from_hub(&server.hub(&cache, false), "org/tiny", None).unwrap();
    assert_eq!((model.identity().name.as_str(), model.identity().revision.as_deref()), ("org/tiny", Some(COMMIT)));
}

#[test]
fn offline_without_cache_says_where_it_looked_and_opens_no_socket() {
    let (source, cache) = (folder(&Tiny::new()), tempfile::tempdir().unwrap());
    let server = Server::start(source.path());
    let error = Model::from_hub(&server.hub(&cache, true), "org/tiny", Some("main")).unwrap_err();
    assert!(matches!(error, ModelError::Offline { .. }));
    assert!(error.to_string().contains(cache.path().to_str().unwrap()), "{error}");
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_hub_model_without_tokenizer_says_so() {
    let (source, cache) = (folder(&Tiny::foreign()), tempfile::tempdir().unwrap());
    std::fs::remove_file(source.path().join("tokenizer.json")).unwrap();
    let server = Server::start(source.path());
    let error = Model::from_hub(&server.hub(&cache, false), "org/tiny", None).unwrap_err();
    assert!(matches!(error, ModelError::MissingFile { file: "tokenizer.json", .. }), "{error}");
    assert!(error.to_string().contains("org/tiny@main"), "{error}");
}

#[test]
fn an_unknown_model_says_what_was_asked_of_whom() {
    let (source, cache) = (folder(&Tiny::foreign()), tempfile::tempdir().unwrap());
    let server = Server::start(source.path());
    let error = Model::from_hub(&server.hub(&cache, false), "org/other", Some("v2")).unwrap_err();
    assert!(matches!(error, ModelError::Hub { .. }), "{error}");
    for words in ["org/other@v2", "404", "http://127.0.0.1"] {
        assert!(error.to_string().contains(words), "{words:?} is not in: {error}");
    }
}

#[test]
fn a_hub_that_is_gone_is_an_error() {
    let (source, cache) = (folder(&Tiny::foreign()), tempfile::tempdir().unwrap());
    let hub = Server::start(source.path()).hub(&cache, false);
    assert!(matches!(Model::from_hub(&hub, "org/tiny", None), Err(ModelError::Hub { .. })));
}
