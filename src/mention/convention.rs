//! What a name is by convention, whatever the tagger takes it for.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lists;
use crate::ner::Class;

/// Names that are organisations by convention, as written.
static ORGANISATIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lists::lines(include_str!("organisations.txt")).collect());

static CAPITALS: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::lines(include_str!("capitals.txt")).collect());

static BUILDINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::lines(include_str!("buildings.txt")).collect());

/// Is it an organisation by convention?
pub(super) fn is_organisation(name: &str) -> bool {
    ORGANISATIONS.contains(name) || is_building(name)
}

/// Is it an institution that goes by the name of its building: the Kremlin, the White House?
pub(super) fn is_building(name: &str) -> bool {
    BUILDINGS.contains(name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name))
}

/// Is it a country's capital?
pub(super) fn is_capital(name: &str) -> bool {
    CAPITALS.contains(name)
}

/// What a name is by convention, where the tagger may be wrong about it.
pub(super) fn convention(name: &str, class: Class) -> Option<Class> {
    if is_organisation(name) {
        Some(Class::Org)
    } else {
        (class == Class::Per && is_capital(name)).then_some(Class::Loc)
    }
}
