//! One article as a JSON object, whatever stands around it; what is slightly broken in it is mended.

use serde_json::error::Category;

use super::super::decode::decode;
use super::super::{Warning, WarningCode};
use super::mend::mend;
use super::row::{Place, Row};

/// The fields of the object that `bytes` are, and what reading it found odd. `stand`: where it should stand.
pub(super) fn object(bytes: &[u8], place: Place<'_>, stand: &str) -> Result<(Row, Vec<Warning>), Warning> {
    let at = place.to_string();
    let (text, mut warnings) = decode(bytes, &at)?;
    let text = text.trim();
    if !text.starts_with('{') {
        return Err(not_json(&at, stand, text, "no `{` at its beginning"));
    }
    match serde_json::from_str(text) {
        Ok(row) => Ok((row, warnings)),
        Err(error) => {
            let mended = (error.classify() == Category::Syntax).then(|| mend(text)).flatten();
            let row = mended.and_then(|mended| Some((serde_json::from_str(&mended.text).ok()?, mended.replaced)));
            let Some((row, replaced)) = row else {
                let what = error.to_string();
                let what = what.split(" at line ").next().unwrap_or_default();
                return Err(not_json(&at, stand, text, &format!("{what} at byte {}", error.column())));
            };
            if replaced > 0 {
                let message = format!(
                    "{at}: expected whole characters, got halves of pairs or control characters (places: {replaced}); each is now U+FFFD"
                );
                warnings.push(Warning::of_bytes(WarningCode::BadBytes, message));
            }
            Ok((row, warnings))
        }
    }
}

fn not_json(place: &str, stand: &str, text: &str, what: &str) -> Warning {
    let start: String = text.chars().take(40).collect();
    let message = format!("{place}: expected one JSON object {stand}, got {start:?}: {what}");
    Warning::of_bytes(WarningCode::NotJson, message)
}
