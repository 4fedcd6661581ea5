//! Gold beside prediction.

use super::labels::Labels;

/// The two sides of one article.
pub(super) struct Pair<'a> {
    pub(super) gold: &'a Labels,
    pub(super) predicted: &'a Labels,
}
