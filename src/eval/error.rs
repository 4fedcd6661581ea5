//! What can be wrong with gold or with the records that are scored against it.

use std::io;
use std::path::PathBuf;

/// Why nothing could be scored. Labels are never repaired: a wrong gold file would make every figure wrong.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A file could not be read as UTF-8 text.
    #[error("{}: expected a readable JSONL file in UTF-8, got: {source}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line is not JSON, lacks a key, or has a value of the wrong type.
    #[error("{}:{line}: expected one {what} in JSON, got: {source}", .path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// Line in the file, from 1.
        line: usize,
        /// `gold article` or `record`.
        what: &'static str,
        /// What is wrong, with the column in the line.
        source: serde_json::Error,
    },
    /// A gold label contradicts the text, another label, or the contract.
    #[error("{place}: {what}: expected {expected}, got {got}; correct the gold file")]
    Label {
        /// The file, and where in it.
        place: String,
        /// Which label of which article.
        what: String,
        /// What would have been right.
        expected: String,
        /// What stands there.
        got: String,
    },
    /// Two records have the same id.
    #[error("article {id}: expected one record, got several; score one run at a time")]
    DuplicateRecord {
        /// The article.
        id: String,
    },
    /// A record was made from another text than the gold article.
    #[error(
        "article {id}: the record's text differs from the gold text at code point {at}: expected {expected:?}, got {got:?}; \
         extract again from the gold texts"
    )]
    OtherText {
        /// The article.
        id: String,
        /// First code point that differs.
        at: usize,
        /// The gold text from there.
        expected: String,
        /// The record's text from there.
        got: String,
    },
}
