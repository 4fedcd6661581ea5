//! What can be wrong with labels that come from, or go to, another tool.

use crate::eval::EvalError;
use crate::relation::RuleError;
use std::io;
use std::path::PathBuf;

/// Why labels could not be read or written. Nothing is repaired: a guess here would make every figure wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// A file could not be read as UTF-8 text, or a folder not be listed.
    #[error("{}: expected {expected}, got: {cause}", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What should be there.
        expected: &'static str,
        /// What the system said.
        cause: io::Error,
    },
    /// JSON of another shape, or none.
    #[error("{place}: expected {expected}, got: {cause}")]
    Json {
        /// The file, and where in it.
        place: String,
        /// What should be there.
        expected: &'static str,
        /// What is wrong, with line and column.
        cause: serde_json::Error,
    },
    /// A label that cannot be right, or that has no place in a record.
    #[error("{place}: expected {expected}, got {got}")]
    Label {
        /// The file, and where in it.
        place: String,
        /// What would have been right, and what to do.
        expected: String,
        /// What stands there.
        got: String,
    },
    /// Something that the other tool has no place for.
    #[error("article {article}: {what} cannot be written as {format}: {instead}")]
    NotCarried {
        /// The article.
        article: String,
        /// What of it.
        what: String,
        /// The format.
        format: &'static str,
        /// What to do.
        instead: String,
    },
    /// A file or folder could not be written.
    #[error("{}: cannot be written: {cause}", .path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file that would be written is there already.
    #[error("{}: is there already, and what was corrected in it would be lost; choose another name for --output, or replace it \
             with --force", .0.display())]
    Exists(PathBuf),
    /// The folder that brat files should go to holds something already.
    #[error("{}: expected a new or empty folder, got one with files, and what was corrected there would be lost; choose another \
             one for --output, or replace them with --force", .0.display())]
    NotEmpty(PathBuf),
    /// The folder that brat files should go to holds those of an article that is not written now.
    #[error("{}: expected a folder without other articles, got one with {}, which would be read with what is written now; \
             choose another one for --output, or move that file away", .folder.display(), .file.display())]
    Stray {
        /// The folder.
        folder: PathBuf,
        /// The file in it.
        file: PathBuf,
    },
    /// The tasks for Label Studio would have the name of the labelling config that goes beside them.
    #[error("{}: expected a name for the tasks that does not end with .xml, as in tasks.json: beside them goes the labelling \
             config, tasks.xml", .0.display())]
    ConfigName(PathBuf),
    /// The labels contradict the text or each other.
    #[error(transparent)]
    Gold(#[from] EvalError),
    /// The rule set, which names the types of acts, could not be loaded.
    #[error(transparent)]
    Rules(#[from] RuleError),
}

impl FormatError {
    /// Could a file or folder not be read at all?
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable { .. } | Self::Gold(EvalError::Unreadable { .. }))
    }

    pub(super) fn label(place: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self::Label { place: place.into(), expected: expected.into(), got: got.into() }
    }
}
