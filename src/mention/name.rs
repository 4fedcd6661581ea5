//! A name, ready to be compared with others.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lists;
use super::nouns::is_person;
use crate::ner::{Class, Tagged};
use crate::text::{Span, Tok};
use crate::token::Segmented;

/// Words that stand before a name and are no part of it.
const TITLES: &[&str] = &["mr", "mrs", "ms", "dr", "prof", "sir", "lord", "lady", "sen", "rep", "gen", "gov", "the"];

static STRAYS: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("titles.txt")).collect());

/// "Maulana Abdul Qahhar": a title is no part of a person's name.
pub(super) fn without_title(doc: &Segmented, tag: &Tagged) -> Span<Tok> {
    let mut words = tag.words;
    while tag.class == Class::Per && words.len() > 1 && is_title(doc.lower(words.start)) {
        words.start += if words.len() > 2 && doc.word(words.start + 1) == "." { 2 } else { 1 };
    }
    words
}

/// A name's parts, in small letters.
pub(super) struct Name {
    pub(super) parts: Vec<String>,
    pub(super) acronym: bool,
}

impl Name {
    pub(super) fn of(doc: &Segmented, words: Span<Tok>) -> Self {
        // Split at white space, not into words: "Nwachukwu-Bello" is one part.
        let mut parts: Vec<String> = doc
            .text(doc.bytes(words))
            .split_whitespace()
            .map(|part| part.trim_end_matches('.').to_lowercase().replace('’', "'"))
            .filter(|part| part.chars().any(char::is_alphanumeric))
            .collect();
        while parts.len() > 1 && TITLES.contains(&parts[0].as_str()) {
            parts.remove(0);
        }
        let shouted = words.len() == 1 && doc.word(words.start).chars().filter(|c| c.is_uppercase()).count() > 1;
        let dotted = parts.first().is_some_and(|p| p.contains('.'));
        if dotted && words.len() == 1 {
            parts[0].retain(|c| c != '.');
        }
        Self { acronym: shouted, parts }
    }

    /// Fuller names weigh more; an acronym never stands for a spelt-out name, nor "Mayor Berg" for "Anna Berg".
    pub(super) fn weight(&self) -> (bool, usize, bool, usize) {
        let letters = self.parts.iter().map(String::len).sum();
        (!self.acronym, self.parts.len(), titled(&self.parts).is_none(), letters)
    }

    pub(super) fn initials(&self) -> String {
        self.parts.iter().filter(|part| !is_small(part)).filter_map(|part| part.chars().next()).collect()
    }
}

/// "Mayor Berg": the surname behind a title that is written as a part of the name.
pub(super) fn titled(parts: &[String]) -> Option<&String> {
    let [title, surname] = parts else { return None };
    (is_person(title) || is_title(title) || title == "justice").then_some(surname)
}

/// Is the word a title that now and then is taken for a part of a name?
#[must_use]
pub fn is_title(word: &str) -> bool {
    STRAYS.contains(word)
}

/// Does an acronym pass the word over: "of", "the"?
pub(super) fn is_small(part: &str) -> bool {
    ["of", "the", "and", "for", "in", "on", "de", "la", "du", "des"].contains(&part)
}

/// "al-Sorimi" without its article.
pub(super) fn bare(part: &str) -> &str {
    const ARTICLES: &[&str] = &["al", "el", "ad", "as", "ar", "an", "at", "az", "ash"];
    match part.split_once('-') {
        Some((article, rest)) if ARTICLES.contains(&article) && rest.chars().count() > 2 => rest,
        _ => part,
    }
}
