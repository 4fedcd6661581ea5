//! Where records go.

use serde_json::Value;

use super::OutputError;
use crate::record::Record;

/// A format that records are written in, one file a format. Records come in the articles' order.
pub trait Sink {
    /// Takes the next record.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&mut self, record: &Record) -> Result<(), OutputError>;

    /// Makes what has come so far safe, as far as the format can be gone on with from there.
    ///
    /// # Errors
    /// When that fails.
    fn keep(&mut self) -> Result<Kept, OutputError>;

    /// Ends the output.
    ///
    /// # Errors
    /// When the end cannot be written.
    fn finish(self: Box<Self>) -> Result<(), OutputError>;
}

/// What is safe on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Of so many articles, from the first.
    pub articles: u64,
    /// What the format needs to go on from there: an offset, say.
    pub mark: Value,
}
