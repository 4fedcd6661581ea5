//! The pages against a corpus whose every word is an attack, and against whoever asks them in another way than their user does.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use onrecord::view::{Server, ViewError, export};
use rusqlite::Connection;
use rusqlite::types::Value;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use tempfile::TempDir;

/// What `onrecord link` writes.
const SCHEMA: &str = include_str!("../src/corpus/schema.sql");

/// Everything that has ever broken out of a page. It begins and ends with letters, so that words around it stay words.
const ATTACK: &str = "x\"><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><a href=javascript:alert(1)>y</a></svg>' \
    onmouseover='alert(1)' style='position:fixed;background:url(//evil.example)' </style><style>*{display:none}</style><!-- --!> ]]> </title></textarea>\
    <base href=//evil.example><meta http-equiv=refresh content=0> {{7*7}} ${7*7} &lt;script&gt; \u{202e}\u{2} \u{3} ../../etc/passwd \\ %00 ; drop table acts; -- z";

/// A database of three rows a table. Every text is `attack`, behind the name of its column so that one can tell where it went; in the second row
/// words of closed lists are too.
fn database(folder: &Path, attack: &str) -> PathBuf {
    let path = folder.join("corpus.sqlite");
    let db = Connection::open(&path).unwrap();
    db.execute_batch(SCHEMA).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    let tables: Vec<String> = db
        .prepare("select name from sqlite_master where type = 'table' and name not like '%\\_fts%' escape '\\'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for table in &tables {
        let columns: Vec<(String, String)> = db
            .prepare(&format!("select name, type from pragma_table_info('{table}')"))
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.to_lowercase())))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        // One accusation is left without an answer.
        for row in 1..=if table == "answers" { 2 } else { 3 } {
            let values: Vec<Value> =
                columns.iter().map(|(column, kind)| value(table, column, kind, row, attack)).collect();
            let places = vec!["?"; columns.len()].join(",");
            db.execute(&format!("insert into {table} values ({places})"), rusqlite::params_from_iter(values)).unwrap();
        }
    }
    db.execute_batch(
        "insert into articles_fts (articles_fts) values ('rebuild');
         insert into acts_fts (rowid, content, speaker, cue) select act, content, speaker_text, cue from acts;
         insert into actors_fts (rowid, names) select actor, name from actor_names;",
    )
    .unwrap();
    path
}

fn value(table: &str, column: &str, kind: &str, row: i64, attack: &str) -> Value {
    let closed = match (table, column) {
        (_, "type") if table == "acts" => Some("accused"),
        (_, "type") => Some("PER"),
        (_, "quote") => Some("direct"),
        (_, "polarity") => Some("positive"),
        (_, "modality") => Some("asserted"),
        (_, "role") => Some("addressee"),
        ("blocks", "kind") => Some("title"),
        ("drifts", "kind") => Some("altered"),
        (_, "status") => Some("ok"),
        _ => None,
    };
    match (table, column, kind) {
        (_, _, "real") => 0.5.into(),
        (_, "spans", _) => "[[0,4],[6,9]]".to_owned().into(),
        (_, "changes", _) => {
            let words = |what: &str| vec![what.to_owned(), format!("gate {attack}")];
            serde_json::to_string(&["same", "gone", "new"].map(words)).unwrap().into()
        }
        // No link may lead there; and one that may, with more behind it.
        ("articles", "url", _) if row == 1 => "javascript:alert(1)//".to_owned().into(),
        ("articles", "url", _) => format!("https://news.example/{attack}").into(),
        (_, "named" | "speaker_named", _) => i64::from(row != 2).into(),
        (_, "within", _) => i64::from(row == 1).into(),
        (_, "end" | "cue_end" | "evidence_end", _) => (row + 6).into(),
        (_, "original" | "claim" | "through", _) | ("args", "actor", _) => (row % 3 + 1).into(),
        (_, "articles" | "outlets", "integer") => 3.into(),
        (_, _, "integer") => row.into(),
        _ => {
            // A first letter that a spreadsheet takes for a formula's, in turn.
            let formula = ["@", "", "="][(row % 3).unsigned_abs() as usize];
            let own = || format!("{formula}{table} {column} {row} gate {attack}");
            closed.filter(|_| row != 2).map_or_else(own, str::to_owned).into()
        }
    }
}

/// Every page, and every list in every way it can be asked.
fn addresses() -> Vec<String> {
    let odd: String = url::form_urlencoded::byte_serialize(ATTACK.as_bytes()).collect();
    let mut addresses: Vec<String> = Vec::new();
    for page in [
        "",
        "search",
        "search?in=articles",
        "actors",
        "actors?named=either",
        "claims",
        "unanswered",
        "quotations",
        "repeated",
        "sources",
        "who",
        "about",
    ] {
        addresses.push(format!("/{page}"));
    }
    for number in 1..=3 {
        addresses.extend(["article", "actor", "quotation"].map(|page| format!("/{page}/{number}")));
    }
    for tone in ["says", "asks", "against", "denies", "sides"] {
        addresses.push(format!("/who?tone={tone}"));
        addresses.push(format!("/search?tone={tone}"));
    }
    addresses.extend(
        ["/search?words=gate", "/search?in=articles&words=gate", "/actor/1?about=gate", "/search?speaker=1&whom=2"]
            .map(str::to_owned),
    );
    // What is asked is nobody's friend either.
    for key in [
        "words", "in", "speaker", "whom", "tone", "type", "outlet", "named", "quote", "polarity", "modality", "from",
        "until", "page", "format",
    ] {
        addresses.push(format!("/search?{key}={odd}"));
    }
    for ask in [
        "actors?words",
        "actors?type",
        "claims?who",
        "claims?where",
        "claims?from",
        "unanswered?who",
        "quotations?who",
        "quotations?kind",
        "repeated?who",
        "sources?words",
        "sources?outlet",
        "who?tone",
        "actor/1?about",
    ] {
        addresses.push(format!("/{ask}={odd}"));
    }
    addresses.extend(
        ["/nowhere", "/article/99", "/article/x", "/actor/-1", "/search?page=99999999999999999999", "/search?page=-5"]
            .map(str::to_owned),
    );
    addresses
}

/// The lists that can be taken home.
const LISTS: [&str; 12] = [
    "search?",
    "search?in=articles&",
    "actors?named=either&",
    "claims?",
    "unanswered?",
    "quotations?",
    "repeated?",
    "sources?",
    "who?",
    "article/3?",
    "actor/3?",
    "quotation/3?",
];

struct Reply {
    status: u16,
    head: BTreeMap<String, String>,
    body: String,
}

/// Sends what is written, and reads the answer.
fn send(address: SocketAddr, request: &str) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let head: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let body = if head.contains_key("transfer-encoding") { unchunked(body) } else { body.to_owned() };
    Reply { status, head, body }
}

fn unchunked(body: &str) -> String {
    let (mut whole, mut rest) = (String::new(), body);
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        whole.push_str(&after[..size]);
        rest = &after[size + 2..];
    }
    whole
}

fn get(address: SocketAddr, path: &str) -> Reply {
    send(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))
}

/// A server over a corpus, for as long as the test runs.
fn served(attack: &str) -> (TempDir, SocketAddr) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::bind(&database(folder.path(), attack), 0).unwrap();
    let address = server.address();
    thread::spawn(move || server.run());
    (folder, address)
}

/// Elements with the names of their attributes: what a page is made of besides words.
fn shape(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let elements = page.tree.nodes().filter_map(ElementRef::wrap);
    elements
        .map(|element| {
            let names: BTreeSet<&str> = element.value().attrs().map(|(name, _)| name).collect();
            format!("{} {}", element.value().name(), names.into_iter().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

/// What no page may have, whatever it is about.
fn assert_harmless(html: &str, place: &str) {
    let page = Html::parse_document(html);
    for element in page.select(&Selector::parse("*").unwrap()) {
        let name = element.value().name();
        assert!(
            !matches!(
                name,
                "iframe" | "object" | "embed" | "base" | "style" | "img" | "math" | "foreignObject" | "image" | "use"
            ),
            "{place}: {name}"
        );
        if name == "script" {
            let data = element.value().attr("type") == Some("application/json");
            assert!(
                data || (element.value().attr("src").is_some() && element.inner_html().is_empty()),
                "{place}: {}",
                element.html()
            );
        }
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{place}: {attribute}={value}");
            if matches!(attribute, "href" | "src" | "action" | "xlink:href" | "formaction") {
                let outward = value.starts_with("https://news.example/");
                let scheme = value.split(['/', '?', '#']).next().unwrap_or_default().contains(':');
                assert!(outward || !(scheme || value.starts_with("//")), "{place}: {attribute}={value}");
                if outward {
                    let rel = element.value().attr("rel").unwrap_or_default();
                    assert!(rel.contains("noreferrer") && rel.contains("noopener"), "{place}: {value}");
                }
            }
        }
    }
}

#[test]
fn words_change_nothing_but_words() {
    let ((_hostile_folder, hostile), (_plain_folder, plain)) = (served(ATTACK), served("x z"));
    for address in addresses() {
        let (reply, expected) = (get(hostile, &address), get(plain, &address));
        assert!(reply.status == 200 || reply.status == 404, "{address}: {}\n{}", reply.status, reply.body);
        assert_harmless(&reply.body, &address);
        // Where the attack itself is asked for, one corpus has it and the other has not.
        if !address.contains("script") {
            assert_eq!((reply.status, shape(&reply.body)), (expected.status, shape(&expected.body)), "{address}");
        }
    }
}

#[test]
fn what_is_searched_for_reaches_no_syntax() {
    let (_folder, address) = served("x z");
    let found = |words: &str| {
        let words: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
        get(address, &format!("/search?words={words}")).body.matches("<article").count()
    };
    for (words, expected) in [
        ("gate", 3),
        ("\"acts content\" gate", 3),
        ("\"content acts\"", 0),
        ("gat", 0),
        ("gat*", 3),
        ("NOT gate", 0),
        ("content:1", 1),
        ("\"", 0),
        ("!!!", 0),
    ] {
        assert_eq!(found(words), expected, "{words}");
    }
}

#[test]
fn lists_are_taken_home_whole_and_no_spreadsheet_runs_them() {
    let (_folder, address) = served(ATTACK);
    for list in LISTS {
        let csv = get(address, &format!("/{list}format=csv"));
        let json = get(address, &format!("/{list}format=json"));
        for (reply, ending) in [(&csv, "csv"), (&json, "json")] {
            assert_eq!(reply.status, 200, "{list}");
            let name = reply.head["content-disposition"].strip_prefix("attachment; filename=\"onrecord-").unwrap();
            let name = name.strip_suffix(&format!(".{ending}\"")).unwrap();
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        }
        let rows: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&json.body).unwrap();
        let mut table = csv::Reader::from_reader(csv.body.as_bytes());
        let head = table.headers().unwrap().clone();
        let cells: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>().unwrap();
        assert!(!rows.is_empty(), "{list}: {}", json.body);
        assert_eq!(cells.len(), rows.len(), "{list}");
        for (cells, row) in cells.iter().zip(&rows) {
            for (name, cell) in head.iter().zip(cells) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{list} {name}: {cell}");
                if let Some(text) = row[name].as_str() {
                    assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), text, "{list} {name}");
                }
            }
        }
    }
}

#[test]
fn files_are_as_harmless_and_every_link_has_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let database = database(folder.path(), ATTACK);
    let out = folder.path().join("site");
    let written = export(&database, &out, |_, _| {}).unwrap();
    let mut pages = Vec::new();
    for place in [out.clone(), out.join("article"), out.join("actor"), out.join("quotation")] {
        for entry in fs::read_dir(place).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_file() && path.extension().is_some_and(|ending| ending == "html") {
                let below = path.parent() != Some(out.as_path());
                let stem = name.strip_suffix(".html").unwrap();
                assert!(
                    if below {
                        stem.bytes().all(|byte| byte.is_ascii_digit())
                    } else {
                        stem.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                    },
                    "{name}"
                );
                pages.push(path);
            }
        }
    }
    assert_eq!(pages.len() as u64, written);
    for path in &pages {
        let html = fs::read_to_string(path).unwrap();
        assert_harmless(&html, &path.display().to_string());
        let page = Html::parse_document(&html);
        for element in page.select(&Selector::parse("[href], [src], [action]").unwrap()) {
            let to = ["href", "src", "action"].iter().find_map(|name| element.value().attr(name)).unwrap();
            let file = to.split(['?', '#']).next().unwrap();
            if !to.starts_with("https:") && !file.is_empty() {
                assert!(path.parent().unwrap().join(file).is_file(), "{}: {to}", path.display());
            }
        }
    }
    assert!(matches!(export(&database, &out, |_, _| {}), Err(ViewError::Filled { .. })));
}

#[test]
fn who_asks_otherwise_is_sent_away() {
    let (_folder, address) = served("x z");
    let port = address.port();
    let own = format!("Host: 127.0.0.1:{port}");
    for (request, head, expected) in [
        ("GET / HTTP/1.1", own.clone(), 200),
        ("GET / HTTP/1.1", format!("Host: localhost:{port}"), 200),
        ("GET / HTTP/1.1", format!("Host: LocalHost:{port}"), 200),
        ("GET / HTTP/1.1", format!("Host: [::1]:{port}"), 200),
        ("HEAD / HTTP/1.1", own.clone(), 200),
        ("GET / HTTP/1.1", "Host: evil.example".into(), 421),
        ("GET / HTTP/1.1", format!("Host: evil.example:{port}"), 421),
        ("GET / HTTP/1.1", format!("Host: 127.0.0.1.evil.example:{port}"), 421),
        ("GET / HTTP/1.1", "Host: localhost".into(), 421),
        ("GET / HTTP/1.1", format!("Host: localhost:{port}@evil.example"), 421),
        ("GET / HTTP/1.1", "Host: localhost:1".into(), 421),
        ("GET / HTTP/1.0", "Accept: */*".into(), 421),
        ("GET /style.css HTTP/1.1", "Host: evil.example".into(), 421),
        ("GET /nowhere HTTP/1.1", "Host: evil.example".into(), 421),
        ("POST / HTTP/1.1", own.clone(), 405),
        ("PUT /search HTTP/1.1", own.clone(), 405),
        ("DELETE /article/1 HTTP/1.1", own.clone(), 405),
        ("OPTIONS / HTTP/1.1", own.clone(), 405),
        ("POST /nowhere HTTP/1.1", own.clone(), 405),
        ("GET /../../etc/passwd HTTP/1.1", own.clone(), 404),
        ("GET /article/..%2f..%2fetc%2fpasswd HTTP/1.1", own.clone(), 404),
        (
            "GET / HTTP/1.1",
            format!("{own}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document"),
            200,
        ),
        (
            "GET / HTTP/1.1",
            format!("{own}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image"),
            403,
        ),
        (
            "GET / HTTP/1.1",
            format!("{own}\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe"),
            403,
        ),
        (
            "GET / HTTP/1.1",
            format!("{own}\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document"),
            200,
        ),
    ] {
        let reply = send(address, &format!("{request}\r\n{head}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        assert_eq!(reply.status, expected, "{request}, {head}");
        // Whatever the answer is, browsers are told what it may do.
        for (name, expected) in [
            ("content-security-policy", "frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert!(reply.head.get(name).is_some_and(|value| value.contains(expected)), "{request}: {name}");
        }
        assert!(!reply.head["content-security-policy"].contains("unsafe"));
        if request.starts_with("HEAD") {
            assert_eq!(reply.body, "");
        }
    }
}

#[test]
fn only_a_database_of_ours_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("text"), "no database").unwrap();
    fs::write(path("empty"), "").unwrap();
    Connection::open(path("newer")).unwrap().execute_batch("create table t (a); pragma user_version = 2").unwrap();
    for (name, expected) in [
        ("absent", "expected a database that `onrecord link` wrote"),
        ("text", "expected a database that `onrecord link` wrote"),
        ("empty", "expected a database of version 1, got version 0"),
        ("newer", "expected a database of version 1, got version 2; write it again"),
    ] {
        let told = Server::bind(&path(name), 0).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(told.contains(expected), "{name}: {told}");
        assert!(!path("absent").exists());
    }
}

#[test]
fn a_damaged_cell_is_told_and_breaks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), "x z");
    Connection::open(&path).unwrap().execute("update drifts set changes = '<script>'", []).unwrap();
    let server = Server::bind(&path, 0).unwrap();
    let address = server.address();
    thread::spawn(move || server.run());
    let reply = get(address, "/quotations");
    assert_eq!(reply.status, 500);
    assert!(reply.body.contains("drifts.changes of act") && reply.body.contains("&lt;script&gt;"), "{}", reply.body);
    assert_eq!(get(address, "/claims").status, 200);
}
