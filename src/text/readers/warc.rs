//! A web archive (WARC): every page that a server sent is an article.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use fastwarc::stream_io::bufread::RawReaderAdapter;
use fastwarc::stream_io::traits::{IntoWarcReader, WarcRead};
use fastwarc::warc::record::{WarcRecord, WarcRecordType};
use sha2::{Digest, Sha256};

use super::super::host::host;
use super::super::limit::{LIMIT, too_long};
use super::super::page::{Page, by_label, published};
use super::super::raw::Raw;
use super::super::{Article, Unreadable, Warning, WarningCode, hex};
use super::payload::{body, is_page};
use super::{Opened, Raws};

/// Bytes of headers that a record or an answer may have.
const HEADERS: usize = 64 << 10;

pub(super) fn shows(head: &[u8]) -> bool {
    head.starts_with(b"WARC/1.") || head.starts_with(b"WARC/0.")
}

pub(super) fn read(mut opened: Opened) -> Raws {
    let inner = std::mem::replace(&mut opened.unpacked.reader, Box::new(io::empty()));
    let stream = RawReaderAdapter::new(Stream { inner, at: 0 });
    Box::new(Archive { opened, stream: Some(stream.into_warc_reader()), number: 0 })
}

/// The archive's records, one held at a time.
struct Archive {
    opened: Opened,
    /// `None` once the end was reached, or a fault that nothing gets past.
    stream: Option<Box<dyn WarcRead>>,
    /// Of the record being read, from 1.
    number: usize,
}

impl Iterator for Archive {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        while let Some(stream) = self.stream.take() {
            let mut record = WarcRecord::new();
            record.attach_reader(stream);
            self.number += 1;
            // Leniently: what stands between records, the rest of a broken one, is passed over.
            let raw = match record.parse_warc_headers_with_opts(true, HEADERS) {
                Ok(0) => return None,
                Ok(_) => self.raw(&mut record),
                Err(error) => Some(self.broken(&mut record, &error)),
            };
            if raw.is_some() {
                return raw;
            }
        }
        None
    }
}

impl Archive {
    /// The page in a record, if it holds one that is wanted, and the stream behind the record.
    fn raw(&mut self, record: &mut WarcRecord) -> Option<Raw> {
        let mut known = self.known(record);
        // Too long to be held, or its length is wrong: the next record is looked for by its first line.
        if record.content_length() > LIMIT {
            let wanted = self.wants_record(record, &known);
            self.stream = record.detach_reader();
            let warning = too_long(&self.place(&known), "record");
            return wanted.then(|| Raw::from(Err(Unreadable { known: Box::new(known), warning })));
        }
        if !self.wants_record(record, &known) {
            let length = record.content_length();
            return match record.consume() {
                Ok(got) => self.passed(record, known, length, got as u64),
                Err(error) => Some(self.broken(record, &error)),
            };
        }
        if let Err(error) = record.parse_http() {
            return Some(self.broken(record, &error));
        }
        let length = record.content_length();
        let mut sent = Vec::new();
        let end = record.reader_mut().map_or(Ok(0), |reader| reader.read_to_end(&mut sent));
        let fault = match end {
            Ok(_) if (sent.len() as u64) < length => Some(cut(&self.place(&known), length, sent.len() as u64)),
            Ok(_) => None,
            Err(error) => Some(self.opened.unpacked.fault(&self.place(&known), &error)),
        };
        self.stream = record.detach_reader().filter(|_| fault.is_none());
        let headers = record.http_headers()?;
        if headers.status_code() != Some(200) || !is_page(headers) {
            // Nothing of it is wanted, but that the archive ends here is to be known.
            return fault.map(|warning| Raw::from(Err(Unreadable { known: Box::new(known), warning })));
        }
        let place = self.place(&known);
        let failed = |known: Article, warning| Some(Raw::from(Err(Unreadable { known: Box::new(known), warning })));
        let bytes = match body(headers, sent, &place) {
            Ok(bytes) => bytes,
            Err(warning) => return failed(known, fault.unwrap_or(warning)),
        };
        let day = published(&bytes).or_else(|| known.fetched.clone());
        if !self.opened.wanted.wants_day(day.as_deref()) {
            // That the archive ends here is to be known, whatever was asked for.
            return fault.and_then(|warning| failed(known, warning));
        }
        known.warnings.extend(fault);
        known.source_sha256 = Some(hex(&Sha256::digest(&bytes)));
        let charset = record.http_charset().and_then(|label| by_label(label.trim_matches('"').as_bytes()));
        Some(Raw::page(known, Page { bytes, charset, place }))
    }

    /// What the record's headers say of the article.
    fn known(&self, record: &WarcRecord) -> Article {
        let headers = record.headers();
        let text =
            |name: &str| headers.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let bare = |value: String| value.trim_start_matches('<').trim_end_matches('>').to_owned();
        let url = text("WARC-Target-URI").map(bare);
        Article {
            id: text("WARC-Record-ID").map_or_else(|| format!("{}:{}", self.opened.id, self.number), bare),
            source: Some(self.opened.source.clone()),
            host: url.as_deref().and_then(host),
            url,
            fetched: text("WARC-Date"),
            ..Article::default()
        }
    }

    fn wants_record(&self, record: &WarcRecord, known: &Article) -> bool {
        record.record_type() == WarcRecordType::Response
            && record.is_http()
            && self.opened.wanted.wants_host(known.host.as_deref())
    }

    /// Goes on behind a record that is not wanted; an archive that ends within it is told.
    fn passed(&mut self, record: &mut WarcRecord, known: Article, length: u64, got: u64) -> Option<Raw> {
        if got >= length {
            self.stream = record.detach_reader();
            return None;
        }
        let warning = cut(&self.place(&known), length, got);
        Some(Raw::from(Err(Unreadable { known: Box::new(known), warning })))
    }

    /// A record that cannot be read. Where its headers are wrong the next one is looked for; where the stream is, nothing
    /// comes after it.
    fn broken(&mut self, record: &mut WarcRecord, error: &io::Error) -> Raw {
        let known = self.known(record);
        let place = self.place(&known);
        let warning = if error.kind() == io::ErrorKind::InvalidData && error.to_string().contains("header") {
            self.stream = record.detach_reader();
            Warning::of_bytes(
                WarningCode::Unreadable,
                format!("{place}: expected a WARC record, got broken headers: {error}"),
            )
        } else {
            self.opened.unpacked.fault(&place, error)
        };
        Raw::from(Err(Unreadable { known: Box::new(known), warning }))
    }

    /// Where a record stands, for a person to find.
    fn place(&self, known: &Article) -> String {
        format!("{}: record {} ({})", self.opened.source, self.number, known.url.as_deref().unwrap_or("no address"))
    }
}

fn cut(place: &str, length: u64, got: u64) -> Warning {
    Warning::of_bytes(WarningCode::Cut, format!("{place}: expected {length} bytes, got {got}: the archive ends here"))
}

/// Bytes that only go forward, with a count of where they are, which is all that the parser asks for.
struct Stream {
    inner: Box<dyn BufRead + Send>,
    at: u64,
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
        self.at += amount as u64;
    }
}

impl Seek for Stream {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Current(0) => Ok(self.at),
            _ => Err(io::Error::from(io::ErrorKind::Unsupported)),
        }
    }
}
