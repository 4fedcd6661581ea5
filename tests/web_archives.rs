//! Web archives (WARC): every page that a server sent is an article, and a broken record costs itself.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Cursor, Read};

use onrecord::text::WarningCode::{BrokenCompression, Cut, NoArticle, TooLong, Unreadable};
use onrecord::text::{Article, Input, Unreadable as Failed, Wanted, WarningCode, inputs_from};

type Item = Result<Article, Failed>;

/// Written by a crawler's own library: `tests/data/web/archive.py`.
const ARCHIVE: &str = "tests/data/web/news.warc.gz";

fn archive(wanted: Wanted) -> Vec<Item> {
    inputs_from(vec![Input::Path(ARCHIVE.into())], Box::new(io::empty()), wanted).unwrap().collect()
}

fn read(bytes: impl AsRef<[u8]> + Send + 'static) -> Vec<Item> {
    inputs_from(vec![Input::Stdin], Box::new(Cursor::new(bytes)), Wanted::default()).unwrap().collect()
}

/// The last figures of the records' ids.
fn numbers(items: &[Item]) -> Vec<String> {
    let id = |item: &Item| item.as_ref().map_or_else(|bad| format!("!{}", bad.known.id), |article| article.id.clone());
    items.iter().map(|item| id(item).replace("urn:uuid:00000000-0000-4000-8000-00000000000", "")).collect()
}

#[test]
fn pages_that_came_with_status_200_are_articles() {
    let items = archive(Wanted::default());
    assert_eq!(numbers(&items), ["2", "3", "4", "5", "6", "9"]);
    let articles: Vec<Article> = items.into_iter().map(Result::unwrap).collect();
    for (article, words) in articles.iter().zip([
        "“We were promised gloves",
        "Ingrid Solvang told reporters",
        "the senior pilot, Örjan Hedman, told me",
        "Deputy Minister Davit Lomsadze said",
        "said Mairéad Gallen, a welder.",
    ]) {
        assert!(article.text.contains(words), "{}", article.text);
    }
    let Article { id, url, host, fetched, published, source, source_sha256, .. } = &articles[0];
    assert_eq!(id, "urn:uuid:00000000-0000-4000-8000-000000000002");
    assert_eq!(url.as_deref(), Some("https://www.lagoonpost.example/health/nurses-end-walkout"));
    assert_eq!(host.as_deref(), Some("www.lagoonpost.example"));
    assert_eq!(fetched.as_deref(), Some("2024-07-03T00:00:01Z"));
    assert_eq!(published.as_deref(), Some("2024-07-02T08:30:00Z"));
    assert_eq!(source.as_deref(), Some("news.warc.gz"));
    assert_eq!(source_sha256.as_ref().unwrap().len(), 64);
    assert_eq!(articles[5].warnings[0].code, NoArticle);
}

#[test]
fn hosts_and_days_choose() {
    for (hosts, since, until, expected) in [
        (&["lagoonpost.example"][..], None, None, &["2"][..]),
        (&["www.lagoonpost.example", "star.example"], None, None, &["2", "6"]),
        (&["post.example"], None, None, &[]),
        (&[], Some("2024-01-01"), None, &["2", "4", "9"]),
        (&[], None, Some("2021-12-31"), &["5", "6"]),
        // When a page does not say when it was published, the day when it was fetched.
        (&[], Some("2024-07-03"), Some("2024-07-03"), &["9"]),
        (&["tidewater.example"], Some("2024-02-11"), Some("2024-02-11"), &["4"]),
    ] {
        let wanted = Wanted {
            hosts: hosts.iter().map(|&host| host.to_owned()).collect(),
            since: since.map(|day| day.parse().unwrap()),
            until: until.map(|day| day.parse().unwrap()),
            ..Wanted::default()
        };
        assert_eq!(numbers(&archive(wanted)), expected, "{hosts:?} {since:?} {until:?}");
    }
}

/// A record of one page.
fn record(number: usize, http: &str, body: &[u8]) -> Vec<u8> {
    record_of_length(number, http, body, http.len() + body.len())
}

fn record_of_length(number: usize, http: &str, body: &[u8], length: usize) -> Vec<u8> {
    let mut bytes = String::new();
    write!(
        bytes,
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <r{number}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Target-URI: https://news.example/{number}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{http}"
    )
    .unwrap();
    [bytes.as_bytes(), body, b"\r\n\r\n"].concat()
}

const HTML: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

fn page(number: usize) -> Vec<u8> {
    format!("<!DOCTYPE html><html><body><article><p>The mayor of town {number} said on Monday that the water would be back by Sunday evening.</p><p>Nobody had been hurt in the night, she told them.</p></article></body></html>").into_bytes()
}

fn good(number: usize) -> Vec<u8> {
    record(number, HTML, &page(number))
}

fn codes(items: &[Item]) -> Vec<WarningCode> {
    items.iter().filter_map(|item| item.as_ref().err()).map(|bad| bad.warning.code).collect()
}

#[test]
fn a_broken_record_costs_itself() {
    let long = format!("WARC/1.0\r\nWARC-Type: response\r\nX-Junk: {}\r\n\r\n", "x".repeat(100_000)).into_bytes();
    for (name, bad, ids, told) in [
        ("junk between records", b"junk\r\nand more\r\n\r\n".to_vec(), vec!["r1", "r3"], vec![]),
        (
            "no length",
            record(2, HTML, &page(2)).replace(b"Content-Length", b"Content-Lengxx"),
            vec!["r1", "r3"],
            vec![],
        ),
        ("a length beyond all", record_of_length(2, HTML, &page(2), 1 << 50), vec!["r1", "!r2", "r3"], vec![TooLong]),
        (
            "a length that is short",
            record_of_length(2, HTML, &page(2), HTML.len() + 30),
            vec!["r1", "r2", "r3"],
            vec![],
        ),
        ("headers without end", long, vec!["r1", "!stdin:2", "r3"], vec![Unreadable]),
        (
            "packed so it says",
            record(
                2,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n",
                &[0x1f, 0x8b, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9],
            ),
            vec!["r1", "!r2", "r3"],
            vec![BrokenCompression],
        ),
    ] {
        let items = read([good(1), bad, good(3)].concat());
        assert_eq!(numbers(&items), ids, "{name}");
        assert_eq!(codes(&items), told, "{name}");
    }
}

trait Replace {
    fn replace(&self, from: &[u8], to: &[u8]) -> Vec<u8>;
}

impl Replace for Vec<u8> {
    fn replace(&self, from: &[u8], to: &[u8]) -> Vec<u8> {
        let at = self.windows(from.len()).position(|window| window == from).unwrap();
        [&self[..at], to, &self[at + from.len()..]].concat()
    }
}

#[test]
fn an_archive_that_is_cut_says_so_at_its_last_article() {
    let whole = [good(1), good(2)].concat();
    let cut = whole[..whole.len() - 40].to_vec();
    let items = read(cut);
    let last = items[1].as_ref().unwrap();
    assert_eq!(last.warnings.iter().map(|warning| warning.code).collect::<Vec<_>>(), [Cut]);
    assert!(last.text.contains("town 2"), "{}", last.text);

    // A stub without a sentence tells nothing of what the page held: it is no page without an article.
    let begun = page(2).windows(3).position(|window| window == b"<p>").unwrap();
    let stub = whole[..good(1).len() + record(2, HTML, b"").len() - 4 + begun + 10].to_vec();
    for day in [None, Some("2030-01-01".parse().unwrap())] {
        let wanted = Wanted { since: day, ..Wanted::default() };
        let stream = Box::new(Cursor::new(stub.clone()));
        let items: Vec<Item> = inputs_from(vec![Input::Stdin], stream, wanted).unwrap().collect();
        assert_eq!((items.last().unwrap().is_err(), codes(&items)), (true, vec![Cut]), "{day:?}");
    }

    let mut packed = fs::read(ARCHIVE).unwrap();
    packed.truncate(packed.len() * 2 / 3);
    let items = read(packed);
    let last = items.last().unwrap();
    let warnings = last.as_ref().map_or_else(|bad| vec![bad.warning.clone()], |article| article.warnings.clone());
    assert!(warnings.iter().any(|warning| warning.code == BrokenCompression), "{warnings:?}");
    assert!(items.len() > 1);
}

#[test]
fn a_page_that_grows_beyond_all_when_unpacked_is_left_out() {
    let bomb = zstd::encode_all(io::repeat(b' ').take(100 << 20), 1).unwrap();
    let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd\r\n\r\n";
    let items = read([record(1, http, &bomb), good(2)].concat());
    assert_eq!(numbers(&items), ["!r1", "r2"]);
    assert_eq!(codes(&items), [TooLong]);
}

/// Archives without end.
struct Endless {
    left: usize,
    at: Cursor<Vec<u8>>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.at.read(buffer)?;
        if n == 0 && self.left > 0 {
            self.left -= 1;
            self.at = Cursor::new(record(self.left, "HTTP/1.1 404 Gone\r\n\r\n", &vec![b'x'; 1 << 20]));
            return self.read(buffer);
        }
        Ok(n)
    }
}

#[test]
fn records_that_are_not_wanted_stream_by() {
    let stream = Endless { left: 64, at: Cursor::new(good(99)) };
    let items: Vec<Item> = inputs_from(vec![Input::Stdin], Box::new(stream), Wanted::default()).unwrap().collect();
    assert_eq!(numbers(&items), ["r99"]);
}
