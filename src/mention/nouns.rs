//! Common nouns that say by themselves what they mean: a person, a body, a document.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::lists;

type Words = LazyLock<HashSet<&'static str>>;

static PERSONS: Words = LazyLock::new(|| lists::lines(include_str!("person_nouns.txt")).collect());
static PEOPLE: Words = LazyLock::new(|| lists::words(include_str!("people.txt")).collect());
static COMPANIES: Words = LazyLock::new(|| lists::words(include_str!("companies.txt")).collect());
static BODIES: Words = LazyLock::new(|| lists::words(include_str!("body_nouns.txt")).collect());
static DOCUMENTS: Words = LazyLock::new(|| lists::words(include_str!("documents.txt")).collect());
static UTTERANCES: Words = LazyLock::new(|| lists::words(include_str!("utterances.txt")).collect());
static PLACES: Words = LazyLock::new(|| lists::words(include_str!("place_nouns.txt")).collect());
static ANY_PERSON: Words = LazyLock::new(|| lists::words(include_str!("any_person.txt")).collect());
static ANY_BODY: Words = LazyLock::new(|| lists::words(include_str!("any_body.txt")).collect());
static LESSER: Words = LazyLock::new(|| lists::words(include_str!("lesser.txt")).collect());
static MEANS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| lists::rows(include_str!("roles.txt")).collect());

/// What a noun means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    Person,
    Body,
    Document,
}

impl Sort {
    /// Of a noun by its lemma and as it is written, in small letters: "officials", but "police" too, are people.
    pub(super) fn of(noun: &str, written: &str) -> Option<Self> {
        let ends = |ending: &&str| noun.len() > 5 && noun.ends_with(ending);
        if PERSONS.contains(noun) || PERSONS.contains(written) || matches!(noun, "person" | "people" | "child") {
            Some(Self::Person)
        } else if DOCUMENTS.contains(noun) {
            Some(Self::Document)
        } else if BODIES.contains(noun) {
            Some(Self::Body)
        } else {
            let person = PEOPLE.contains(written) || ["man", "woman", "person", "ist", "ian"].iter().any(ends);
            person.then_some(Self::Person)
        }
    }
}

/// Does a common noun mean a person by what they do or are?
#[must_use]
pub fn is_person(noun: &str) -> bool {
    PERSONS.contains(noun)
}

/// Does a word mean several people in its singular too: "the couple", "police"?
pub(super) fn is_people(written: &str) -> bool {
    PEOPLE.contains(written) && !matches!(written, "crew" | "staff" | "public" | "police")
}

/// Does the noun say of a body only that it does business?
pub(super) fn is_company(noun: &str) -> bool {
    COMPANIES.contains(noun)
}

/// Does the noun mean a body?
pub(super) fn is_body(noun: &str) -> bool {
    BODIES.contains(noun)
}

/// Does the noun stand for what somebody did by speaking: "the request"?
pub(super) fn is_utterance(noun: &str) -> bool {
    UTTERANCES.contains(noun)
}

/// Does the noun mean a place as well as its government?
pub(super) fn is_place(noun: &str) -> bool {
    PLACES.contains(noun)
}

/// Does the noun tell little of a person?
pub(super) fn is_any_person(noun: &str) -> bool {
    ANY_PERSON.contains(noun)
}

/// Does the noun tell little of a body?
pub(super) fn is_any_body(noun: &str) -> bool {
    ANY_BODY.contains(noun)
}

/// Does the word before an office say that who is called so does not hold it?
pub(super) fn is_lesser(word: &str) -> bool {
    LESSER.contains(word)
}

/// May a text call whom it called the one noun by the other?
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let means = |noun: &str, other: &str| MEANS.get(noun).is_some_and(|others| others.contains(&other));
    means(one, other) || means(other, one)
}

/// What else a text may call whom it calls so.
pub(super) fn likes(noun: &str) -> &'static [&'static str] {
    MEANS.get(noun).map_or(&[], Vec::as_slice)
}

/// The office in "co-founder", "vice-president", "ex-minister".
pub(super) fn office(noun: &str) -> &str {
    let rest = ["co-", "vice-", "ex-", "deputy-"].iter().find_map(|before| noun.strip_prefix(before));
    rest.filter(|rest| rest.len() > 2).unwrap_or(noun)
}

#[cfg(test)]
mod tests {
    use super::{Sort, are_alike, office};

    #[test]
    fn what_nouns_mean() {
        let sorts = ["official", "biologist", "ministry", "letter", "stone"].map(|noun| Sort::of(noun, noun));
        assert_eq!(sorts, [Some(Sort::Person), Some(Sort::Person), Some(Sort::Body), Some(Sort::Document), None]);
        assert_eq!(Sort::of("police", "police"), Some(Sort::Body));
    }

    #[test]
    fn one_may_be_called_by_both() {
        assert!(are_alike("captain", "skipper") && are_alike("skipper", "captain") && !are_alike("captain", "nurse"));
        assert_eq!(["co-founder", "founder", "co-op"].map(office), ["founder", "founder", "co-op"]);
    }
}
