//! The body of a web server's answer, without what it was packed in for the way.

use std::io::{self, Cursor, Read};

use fastwarc::stream_io::brotli::BrotliReader;
use fastwarc::stream_io::chunked::ChunkedReader;
use fastwarc::stream_io::traits::IntoWarcReader;
use fastwarc::warc::header::HeaderMap;
use flate2::read::ZlibDecoder;

use super::super::limit::{LIMIT, too_long};
use super::super::unpack::unpack;
use super::super::{Warning, WarningCode};

/// Is the answer a page of HTML?
pub(super) fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind == "text/html" || kind == "application/xhtml+xml"
}

/// The body as it was before the server packed it. Crawlers often unpack it and keep the headers, so what does not look
/// packed is taken as it is.
pub(super) fn body(headers: &HeaderMap, sent: Vec<u8>, place: &str) -> Result<Vec<u8>, Warning> {
    let mut packings: Vec<String> = Vec::new();
    for header in ["Content-Encoding", "Transfer-Encoding"] {
        let named = headers.get(header).unwrap_or_default().to_ascii_lowercase();
        packings.extend(named.split(',').map(|packing| packing.trim().to_owned()));
    }
    let mut body = sent;
    // The last one was put on last.
    for packing in packings.iter().rev() {
        if is_packed(packing, &body) {
            body = unpacked(packing, body, place)?;
        }
    }
    Ok(body)
}

/// May these bytes be packed so?
fn is_packed(packing: &str, bytes: &[u8]) -> bool {
    match packing {
        "gzip" | "x-gzip" => bytes.starts_with(&[0x1f, 0x8b]),
        "zstd" => bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]),
        "chunked" => {
            let line = bytes.split(|&byte| b"\r\n;".contains(&byte)).next().unwrap_or_default();
            !line.is_empty() && line.trim_ascii_end().iter().all(u8::is_ascii_hexdigit)
        }
        "deflate" => bytes.first().is_some_and(|first| first & 0x0f == 8),
        "br" => !bytes.trim_ascii_start().starts_with(b"<"),
        _ => false,
    }
}

/// Reads all of it, as far as that can be held.
fn held(reader: impl Read, body: &mut Vec<u8>) -> io::Result<usize> {
    reader.take(LIMIT + 1).read_to_end(body)
}

fn unpacked(packing: &str, bytes: Vec<u8>, place: &str) -> Result<Vec<u8>, Warning> {
    let packed = Cursor::new(bytes);
    let mut body = Vec::new();
    let end = match packing {
        "chunked" => held(ChunkedReader::new(packed.into_warc_reader()).into_warc_reader(), &mut body),
        "br" => held(BrotliReader::new(packed.into_warc_reader()).into_warc_reader(), &mut body),
        "deflate" => held(ZlibDecoder::new(packed), &mut body),
        _ => unpack(packed).and_then(|unpacked| held(unpacked.reader, &mut body)),
    };
    if body.len() as u64 > LIMIT {
        return Err(too_long(place, "record"));
    }
    match end {
        Ok(_) => Ok(body),
        Err(error) => {
            let message = format!("{place}: expected a page packed as `{packing}`, got something else: {error}");
            Err(Warning::of_bytes(WarningCode::BrokenCompression, message))
        }
    }
}
