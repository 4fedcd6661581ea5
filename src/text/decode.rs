//! Bytes to text: which charset they are in, and what to do where they are in none.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::{Warning, WarningCode};

/// One control character in this many is more than any text has, and fewer than random bytes have (one in nine).
const CHARS_PER_CONTROL: usize = 20;

/// Decodes `bytes`, without their byte order mark. `place` opens every message; no text at all is the error.
///
/// UTF-8 unless a mark says otherwise, or the bytes are so far from it that a guess is better.
pub(super) fn decode<'a>(bytes: &'a [u8], place: &str) -> Result<(Cow<'a, str>, Vec<Warning>), Warning> {
    decode_as(bytes, place, None)
}

/// As [`decode`], with the charset that `bytes` are said to be in. A mark and characters of UTF-8 go before it, for they
/// do not stand there by chance; bytes said to be UTF-8 that are far from it are guessed as any others.
pub(super) fn decode_as<'a>(
    bytes: &'a [u8],
    place: &str,
    said: Option<&'static Encoding>,
) -> Result<(Cow<'a, str>, Vec<Warning>), Warning> {
    let (marked, mark) = Encoding::for_bom(bytes).map_or((None, 0), |(charset, len)| (Some(charset), len));
    let body = &bytes[mark..];
    let is_wide = marked.is_some_and(|charset| charset != UTF_8);
    let nuls = if is_wide { 0 } else { body.split(|&byte| byte == 0).count() - 1 };
    // A few are damage; many are no text, or UTF-16 that does not say so.
    if nuls * CHARS_PER_CONTROL > body.len() {
        let at = mark + body.iter().position(|&byte| byte == 0).unwrap_or_default();
        return Err(binary(place, &format!("a NUL at byte {at} (UTF-16 text needs a byte order mark)")));
    }

    let mut warnings = Vec::new();
    let said = said.filter(|&charset| charset != UTF_8 && marked.is_none() && !is_utf8(body));
    let text = match said.or(marked).unwrap_or_else(|| guess(body)) {
        charset if charset == UTF_8 => {
            let damage = Damage::of(body);
            if let Some(first) = damage.first {
                warnings.push(bad_bytes(place, damage.places, UTF_8, mark + first));
            }
            String::from_utf8_lossy(body)
        }
        charset => {
            let (text, faulty) = charset.decode_without_bom_handling(body);
            let name = charset.name();
            if said.is_none() {
                let message = format!("{place}: expected UTF-8, got {name}; offsets count the decoded text");
                warnings.push(Warning::of_bytes(WarningCode::Charset, message));
            }
            if faulty {
                let first = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
                let places = text.matches(char::REPLACEMENT_CHARACTER).count();
                warnings.push(bad_bytes(place, places, charset, first));
            }
            text
        }
    };

    let (controls, chars) = text.chars().fold((0, 0), |(bad, all), c| (bad + usize::from(is_control(c)), all + 1));
    if controls * CHARS_PER_CONTROL > chars {
        return Err(binary(place, &format!("{controls} control characters among {chars}")));
    }
    if nuls == 0 {
        return Ok((text, warnings));
    }
    let message = format!("{place}: expected text, got NUL characters among it ({nuls}); each is now U+FFFD");
    warnings.push(Warning::of_bytes(WarningCode::BadBytes, message));
    Ok((Cow::Owned(text.replace('\0', "\u{fffd}")), warnings))
}

/// Valid, and not by chance.
fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.is_ascii())
}

/// UTF-8 when its own multi-byte characters are at least as many as its faults: other charsets form them by chance
/// only, while a damaged file has many for each fault. A character cut off at the end is no fault.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let damage = Damage::of(bytes);
    if damage.places - usize::from(damage.cut) <= damage.sound {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// How far bytes are from valid UTF-8.
#[derive(Default)]
struct Damage {
    /// Faults, each of which becomes one U+FFFD.
    places: usize,
    /// Offset of the first.
    first: Option<usize>,
    /// Is the last of them the beginning of a character, cut off by the end?
    cut: bool,
    /// Characters of more than one byte that are valid.
    sound: usize,
}

impl Damage {
    fn of(bytes: &[u8]) -> Self {
        let mut damage = Self::default();
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            damage.sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                damage.places += 1;
                damage.first.get_or_insert(at);
                at += chunk.invalid().len();
                damage.cut = at == bytes.len() && is_open(chunk.invalid());
            }
        }
        damage
    }
}

/// Could more bytes have made this a character?
fn is_open(invalid: &[u8]) -> bool {
    std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none())
}

/// Control characters that text has no use for. A form feed and a vertical tab are white space.
fn is_control(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

fn bad_bytes(place: &str, places: usize, charset: &'static Encoding, first: usize) -> Warning {
    let of = if charset == UTF_8 { "" } else { " of the decoded text" };
    let name = charset.name();
    Warning::of_bytes(
        WarningCode::BadBytes,
        format!(
            "{place}: expected {name}, got bytes that are not (places: {places}, the first at byte {first}{of}); each is now U+FFFD"
        ),
    )
}

fn binary(place: &str, got: &str) -> Warning {
    Warning::of_bytes(WarningCode::Binary, format!("{place}: expected text, got {got}"))
}
