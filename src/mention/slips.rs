//! Names that are misspelt once: "Eldermor" is "Jan Eldermoor", the "Untied Ports" are the "United Ports".

use std::collections::HashMap;
use std::hash::Hash;

use strsim::osa_distance;

use super::gender::Gender;
use super::name::bare;
use super::named::{Having, Named};
use crate::ner::Class;
use crate::text::look;

/// With so many names a word is compared at most: no article of the press has more that are alike.
const MANY: usize = 64;

/// Words of one sort, each with the first name of who has it.
type Alike<'a, K> = HashMap<K, Vec<(&'a str, usize)>>;

pub(super) fn attach(named: &mut Named) {
    lone_surnames(named);
    full_names(named);
    bodies(named);
}

/// A lone surname that is nobody's, and nearly that of one person named before.
fn lone_surnames(named: &mut Named) {
    let everybody = named.everybody();
    let persons = || everybody.iter().filter(|own| own.class == Class::Per);
    let known = Having::of(&everybody, Class::Per, |form| form.iter().map(|part| bare(part)));
    let mut surnames: Alike<Option<char>> = HashMap::new();
    for own in persons() {
        for surname in own.longer().filter_map(<[String]>::last) {
            note(&mut surnames, surname.chars().next(), surname, own.first);
        }
    }
    for own in persons() {
        let Some(word) = own.lone().filter(|word| !known.any(&bare(word))) else { continue };
        let most = match word.chars().count() {
            ..5 => continue,
            5..8 => 1,
            _ => 2,
        };
        let near = |surname: &str| osa_distance(surname, word) <= most && !is_family(surname, word);
        let full = only(surnames.get(&word.chars().next()), near);
        if let Some(full) = full.filter(|&full| full < own.first && named.may_be_one(full, own.first)) {
            named.join(full, own.first);
        }
    }
}

/// "The Bergers" are the family of Anna Berger.
fn is_family(surname: &str, word: &str) -> bool {
    word.strip_suffix('s') == Some(surname)
}

/// "Kristin Wolmer" is "Kristen Wolmer": the same but for one letter within the given name, or within the surname.
fn full_names(named: &mut Named) {
    let mut met: Alike<(usize, bool, &str, Option<char>)> = HashMap::new();
    for own in named.everybody().iter().filter(|own| own.class == Class::Per) {
        for form in own.longer() {
            let [given, .., surname] = form else { continue };
            for (given_varies, kept, word) in [(true, surname, given), (false, given, surname)] {
                let key = (form.len(), given_varies, kept.as_str(), word.chars().next());
                let long = word.chars().count() >= if given_varies { 5 } else { 6 };
                let near = |other: &str| long && is_slip(other, word);
                if let Some(full) = only(met.get(&key), near).filter(|&full| named.may_be_one(full, own.first)) {
                    named.join(full, own.first);
                }
                note(&mut met, key, word, own.first);
            }
        }
    }
}

/// One letter apart, but for the last, which tells "Josef" from "Josefa".
fn is_slip(a: &str, b: &str) -> bool {
    let genders = Gender::of(a).zip(Gender::of(b));
    a.chars().last() == b.chars().last() && osa_distance(a, b) == 1 && genders.is_none_or(|(a, b)| a == b)
}

/// "Untied Ports": one word of the name has its letters in another order.
fn bodies(named: &mut Named) {
    let mut met: HashMap<Vec<Vec<char>>, (&[String], usize)> = HashMap::new();
    for own in named.everybody().iter().filter(|own| own.class == Class::Org) {
        for form in own.longer() {
            let (other, full) =
                *met.entry(form.iter().map(|part| letters(part)).collect()).or_insert((form, own.first));
            let mut apart = form.iter().zip(other).filter(|(a, b)| a != b);
            if let (Some((part, _)), None) = (apart.next(), apart.next())
                && part.chars().count() >= 5
            {
                named.join(full, own.first);
            }
        }
    }
}

fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

fn note<'a, K: Eq + Hash>(words: &mut Alike<'a, K>, key: K, word: &'a str, first: usize) {
    let row = words.entry(key).or_default();
    if row.len() < MANY && !row.contains(&(word, first)) {
        row.push((word, first));
    }
}

/// The only one whose word is near enough.
fn only(words: Option<&Vec<(&str, usize)>>, near: impl Fn(&str) -> bool) -> Option<usize> {
    let words = words?;
    look(words.len());
    let mut found = words.iter().filter(|(word, _)| near(word)).map(|&(_, first)| first);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::mention::marked::groups;

    groups! {
        a_surname_that_lacks_a_letter:
            "[PER Jan Eldermoor] left. [PER Eldermor] is back." => ["PER Jan Eldermoor: Jan Eldermoor, Eldermor"];
        a_short_surname_may_be_anothers:
            "[PER Jan Berg] left. [PER Berk] is back." => ["PER Jan Berg: Jan Berg", "PER Berk: Berk"];
        whom_a_slip_means_is_named_before_it:
            "[PER Eldermor] left. [PER Jan Eldermoor] is back." =>
            ["PER Eldermor: Eldermor",
             "PER Jan Eldermoor: Jan Eldermoor"];
        what_is_near_two_is_neither:
            "[PER Jan Eldermoor] met [PER Ida Eldermore]. [PER Eldermor] left." =>
            ["PER Jan Eldermoor: Jan Eldermoor",
             "PER Ida Eldermore: Ida Eldermore",
             "PER Eldermor: Eldermor"];
        a_surname_that_somebody_has_is_no_slip:
            "[PER Jan Holmer] met [PER Ida Holmen]. [PER Holmen] left." =>
            ["PER Jan Holmer: Jan Holmer",
             "PER Ida Holmen: Ida Holmen, Holmen"];
        a_family_is_not_one_of_it:
            "[PER Jan Holmer] left. The [PER Holmers] are back." =>
            ["PER Jan Holmer: Jan Holmer",
             "PER Holmers: Holmers"];
        a_title_speaks_against_a_slip:
            "[PER Olav Eldermoor] left. Mrs [PER Eldermor] is back." =>
            ["PER Olav Eldermoor: Olav Eldermoor",
             "PER Eldermor: Eldermor"];
        a_given_name_with_another_letter:
            "[PER Kristin Wolmer] left. [PER Kristen Wolmer] is back." =>
            ["PER Kristin Wolmer: Kristin Wolmer, Kristen Wolmer"];
        a_last_letter_tells_a_man_from_a_woman:
            "[PER Josef Wolmer] met [PER Josefa Wolmer]." =>
            ["PER Josef Wolmer: Josef Wolmer",
             "PER Josefa Wolmer: Josefa Wolmer"];
        a_surname_with_another_letter:
            "[PER Olav Holmberg] left. [PER Olav Holmburg] is back." =>
            ["PER Olav Holmberg: Olav Holmberg, Olav Holmburg"];
        a_body_with_two_letters_in_each_others_place:
            "[ORG United Ports Agency] paid. [ORG Untied Ports Agency] staff left." =>
            ["ORG United Ports Agency: United Ports Agency, Untied Ports Agency"];
        bodies_by_other_words_are_two:
            "[ORG Inner Ports Agency] met [ORG Outer Ports Agency]." =>
            ["ORG Inner Ports Agency: Inner Ports Agency",
             "ORG Outer Ports Agency: Outer Ports Agency"];
    }
}
