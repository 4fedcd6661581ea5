//! One record, one line.

use crate::record::Record;

/// A record as a JSON line, with its line end. Keys are in the order of the contract.
///
/// # Errors
/// Never for a record: it holds nothing that JSON cannot.
pub fn line(record: &Record) -> Result<String, serde_json::Error> {
    let mut line = serde_json::to_string(record)?;
    line.push('\n');
    Ok(line)
}
