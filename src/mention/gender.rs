//! He or she: by the title before a name, by a noun that says so, by the given name, by the surname's ending.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lists;
use super::nouns::is_person;
use crate::text::{Span, Tok};
use crate::token::Segmented;

/// The pronoun that stands for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Gender {
    He,
    She,
}

static WORDS: LazyLock<HashMap<&str, Gender>> = LazyLock::new(|| {
    let list = |file, gender| lists::words(file).map(move |word| (word, gender));
    list(include_str!("he.txt"), Gender::He).chain(list(include_str!("she.txt"), Gender::She)).collect()
});

impl Gender {
    /// What a pronoun, a title, a noun or a given name tells.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "he" | "him" | "his" | "himself" => Some(Self::He),
            "she" | "her" | "hers" | "herself" => Some(Self::She),
            _ => WORDS.get(word.trim_end_matches('.')).copied(),
        }
    }

    /// What a name and the title before it tell.
    pub(super) fn of_name(doc: &Segmented, name: Span<Tok>) -> Option<Self> {
        let lower = |word: usize| doc.lower(word);
        // "said Anna Berg" is no Said: in small letters only nouns are titles.
        let may_title = |&word: &usize| doc.word(word).starts_with(char::is_uppercase) || is_person(doc.word(word));
        let title = name.start.checked_sub(1).filter(may_title).and_then(|word| Self::of(lower(word)));
        let mut parts = name.range().map(lower);
        // The given name is the first part; a title may stand before it: "Supt Martin Ollerenshaw".
        let given = if name.len() > 1 { parts.by_ref().take(2).find_map(Self::of) } else { None };
        let surname = || of_surname(lower(name.end - 1));
        title.or(given).or_else(surname)
    }
}

/// Slavic surnames tell: Ivanova and Novotná are women, Ivanov is a man.
fn of_surname(name: &str) -> Option<Gender> {
    let ends = |endings: &[&str]| name.chars().count() > 5 && endings.iter().any(|ending| name.ends_with(ending));
    if ends(&["ova", "eva", "ová", "skaya", "ska"]) {
        Some(Gender::She)
    } else if ends(&["ov", "ev", "sky", "ski", "skyi"]) {
        Some(Gender::He)
    } else {
        None
    }
}
