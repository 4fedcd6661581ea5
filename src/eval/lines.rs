//! Files of JSON lines in the record's shape: gold or records.

use super::error::EvalError;
use crate::record::{LineError, meant, read_line};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;

/// What a file holds.
pub(super) struct Lines<T> {
    /// Each line that is not blank, with its number from 1.
    pub(super) rows: Vec<(usize, Result<T, EvalError>)>,
    /// Keys that nobody knows: what stands there was left out.
    pub(super) remarks: Vec<String>,
}

/// Reads the lines of a file.
pub(super) fn lines<T: DeserializeOwned>(path: &Path, content: &str, what: &'static str) -> Lines<T> {
    // Key → how often, and the line where it is first.
    let mut unknown: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let numbered = content.split('\n').zip(1..).filter(|(text, _)| !text.trim().is_empty());
    let rows = numbered
        .map(|(text, line)| {
            let read = read_line(text).map_err(|cause| refused(path, line, what, cause)).map(|read| {
                for key in read.unknown {
                    unknown.entry(key).or_insert((0, line)).0 += 1;
                }
                read.value
            });
            (line, read)
        })
        .collect();
    let remarks = unknown.into_iter().map(|(key, (times, first))| {
        let hint = meant(&key).map_or_else(String::new, |meant| format!("; is `{meant}` meant?"));
        let lines = if times == 1 { "1 line".to_owned() } else { format!("{times} lines") };
        format!("{}:{first}: `{key}` is no key that is known, and was left out, in {lines}{hint}", path.display())
    });
    Lines { remarks: remarks.collect(), rows }
}

fn refused(path: &Path, line: usize, what: &'static str, cause: LineError) -> EvalError {
    match cause {
        LineError::Version { .. } => EvalError::Version { path: path.into(), line, cause },
        cause => EvalError::Shape { path: path.into(), line, what, cause },
    }
}
