//! Word lists.

use std::collections::HashSet;

/// Words of which the order says nothing.
pub(super) type List = HashSet<String>;

/// Is the word one of a rule file's list?
pub(super) fn among(list: &[String], word: &str) -> bool {
    list.iter().any(|entry| entry == word)
}
