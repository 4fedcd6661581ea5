//! Common nouns that say by themselves whom they mean: a person, a company.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lists;

static PERSONS: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::lines(include_str!("person_nouns.txt")).collect());
static COMPANIES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("companies.txt")).collect());

/// Does a common noun mean a person by what they do or are?
#[must_use]
pub fn is_person(noun: &str) -> bool {
    PERSONS.contains(noun)
}

/// Does the noun say of a body only that it does business?
pub(super) fn is_company(noun: &str) -> bool {
    COMPANIES.contains(noun)
}
