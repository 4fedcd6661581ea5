//! What can be wrong with gold or with the records that are scored against it.

use crate::record::LineError;
use std::io;
use std::path::PathBuf;

/// Why nothing could be scored. Labels are never repaired: a wrong gold file would make every figure wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvalError {
    /// A file could not be read as UTF-8 text.
    #[error("{}: expected a readable JSONL file in UTF-8, got: {cause}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A line is not JSON, lacks a key, or has a value of the wrong type.
    #[error("{}:{line}: expected one {what} in JSON, got: {cause}", .path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// Line in the file, from 1.
        line: usize,
        /// `gold article` or `record`.
        what: &'static str,
        /// What is wrong, with the column in the line.
        cause: LineError,
    },
    /// A line was made by another major version of the program.
    #[error("{}:{line}: {cause}", .path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// Line in the file, from 1.
        line: usize,
        /// Which version.
        cause: LineError,
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
    /// A record without its text, which was made of another one.
    #[error(
        "article {id}: the record has no text (--no-text), and its hash is not that of the gold text; extract again from the gold texts"
    )]
    OtherHash {
        /// The article.
        id: String,
    },
    /// There are records, and none is of a gold article: surely the wrong file.
    #[error("expected records of the gold articles ({gold}, …), got records of others only ({got}, …)")]
    NothingShared {
        /// Id of the first gold article.
        gold: String,
        /// Id of the first record.
        got: String,
    },
    /// The file to compare with is no report.
    #[error("{}: expected what `eval --format json` wrote, got: {cause}", .path.display())]
    NotAReport {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        cause: serde_json::Error,
    },
    /// The report to compare with was made with other gold: a difference would say nothing of the program.
    #[error("{}: expected a report over the same gold (sha256 {expected}), got one over {got}", .path.display())]
    OtherGold {
        /// The earlier report.
        path: PathBuf,
        /// Hashes of this run's gold files.
        expected: String,
        /// Hashes of the earlier run's.
        got: String,
    },
    /// The file of accepted counts cannot be understood.
    #[error("{}: expected accepted counts in TOML, got: {cause}", .path.display())]
    NotABaseline {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        cause: toml::de::Error,
    },
    /// Nothing was accepted yet on this gold.
    #[error("{}: expected accepted counts for gold with sha256 {sha256}, got counts for other gold: \
             gold that changed needs its counts accepted anew", .path.display())]
    NoBaseline {
        /// The file of accepted counts.
        path: PathBuf,
        /// The gold of this run.
        sha256: String,
    },
    /// Counts are accepted for one gold file at a time.
    #[error("{}: holds counts for one gold file at a time, got {number} gold files", .path.display())]
    SeveralGold {
        /// The file of accepted counts.
        path: PathBuf,
        /// Number of gold files.
        number: usize,
    },
}
