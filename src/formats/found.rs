//! What a file of labels holds.

use super::error::FormatError;
use crate::eval::{GoldFile, Labels};

/// Something at a place that a person can look up, or why it cannot be right.
pub(super) type Placed<T> = (String, Result<T, FormatError>);

/// One file or folder: what identifies it, and its articles.
pub(super) struct Found {
    pub(super) file: GoldFile,
    pub(super) articles: Vec<Placed<Labels>>,
}
