//! Compressed input: recognised by its first bytes, never by its name, and read as far as it is whole.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use zstd::stream::read::Decoder as ZstdDecoder;

use super::{Warning, WarningCode};

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Bytes of gzip data given to the decoder at a time. When it meets a fault it drops what that portion held before
/// it, so a small portion keeps more of a broken file.
const PORTION: usize = 64;

/// Input without its compression, if it had one.
pub(crate) struct Unpacked {
    /// The bytes themselves.
    pub(crate) reader: Box<dyn BufRead + Send>,
    packing: Option<&'static str>,
}

/// Looks at the first bytes of `raw` and unpacks it as it is read.
pub(crate) fn unpack(mut raw: impl Read + Send + 'static) -> io::Result<Unpacked> {
    let mut head = Vec::new();
    raw.by_ref().take(ZSTD.len() as u64).read_to_end(&mut head)?;
    let (gzip, zstd) = (head.starts_with(GZIP), head.starts_with(ZSTD));
    let whole = BufReader::new(Cursor::new(head).chain(raw));
    Ok(if gzip {
        let portions = BufReader::with_capacity(PORTION, whole);
        Unpacked { reader: Box::new(BufReader::new(MultiGzDecoder::new(portions))), packing: Some("gzip") }
    } else if zstd {
        let frames = ZstdDecoder::with_buffer(whole)?;
        Unpacked { reader: Box::new(BufReader::new(frames)), packing: Some("zstd") }
    } else {
        Unpacked { reader: Box::new(whole), packing: None }
    })
}

impl Unpacked {
    /// A stream that is read as it comes, whatever its first bytes.
    pub(super) fn as_it_is(raw: impl Read + Send + 'static) -> Self {
        Self { reader: Box::new(BufReader::new(raw)), packing: None }
    }

    /// Did the bytes come packed?
    pub(super) fn was_packed(&self) -> bool {
        self.packing.is_some()
    }

    /// What to tell the user when reading stopped at `error`.
    pub(super) fn fault(&self, place: &str, error: &io::Error) -> Warning {
        match self.packing {
            // An error number comes from the system, not from a decoder.
            Some(packing) if error.raw_os_error().is_none() => Warning::of_bytes(
                WarningCode::BrokenCompression,
                format!(
                    "{place}: expected whole {packing} data, got a broken or cut part ({error}); only what comes before it was read"
                ),
            ),
            _ => Warning::of_bytes(WarningCode::Unreadable, format!("{place}: cannot be read: {error}")),
        }
    }
}
