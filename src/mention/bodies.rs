//! Bodies by a part of their names: by its head, by letters, and what is a body by the noun it begins with.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lists;
use super::name::{bare, is_small};
use super::named::{Having, Named};
use crate::ner::Class;

static BODIES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("bodies.txt")).collect());

pub(super) fn attach(named: &mut Named) {
    heads(named);
    acronyms(named);
    offices(named);
}

/// "The Council" is the "Marlow City Council", or the "Council of Marlow": the only body with that head, or the only one that
/// was named before.
fn heads(named: &mut Named) {
    let everybody = named.everybody();
    let persons = Having::of(&everybody, Class::Per, |form| form.iter().map(|part| bare(part)));
    let of_places =
        everybody.iter().filter(|own| own.class == Class::Loc).flat_map(|own| own.forms.iter().copied().flatten());
    let places: HashSet<&str> = of_places.map(String::as_str).collect();
    let bodies = Having::of(&everybody, Class::Org, heads_of);
    let lands = Having::of(&everybody, Class::Loc, |form| match form {
        [land, of, _, ..] if of == "of" => Some(land.as_str()),
        _ => None,
    });
    for own in &everybody {
        let Some(word) = own.lone() else { continue };
        let free = || word.chars().count() > 2 && !persons.any(&bare(word)) && !places.contains(word);
        let full = match own.class {
            Class::Loc => lands.only(&word),
            Class::Org if free() => bodies.only(&word).or_else(|| bodies.only_before(&word, own.first)),
            Class::Per if free() => bodies.only(&word),
            _ => None,
        };
        if let Some(full) = full {
            named.join(full, own.first);
        }
    }
}

/// The words that say what sort of body a name means: the last one, and the noun before "of" or "for".
fn heads_of(form: &[String]) -> impl Iterator<Item = &str> {
    let joint = form.iter().position(|part| part == "of" || part == "for").filter(|&joint| joint > 0);
    let before = joint.map(|joint| &form[joint - 1]);
    form.last().into_iter().chain(before).map(String::as_str)
}

/// "NBS" is the "Velda National Bureau of Statistics".
fn acronyms(named: &mut Named) {
    let everybody = named.everybody();
    let spelt = Having::of(&everybody, Class::Org, acronyms_of);
    for own in &everybody {
        let Some(word) = own.lone().filter(|_| own.all.iter().any(|&at| named.names[at].acronym)) else { continue };
        let letters = word.replace('.', "");
        // "US" may well be a country, and "AJ" a person.
        let least = if own.class == Class::Org { 2 } else { 3 };
        let full = spelt.only(&letters).filter(|&full| full != own.first && letters.chars().count() >= least);
        if let Some(full) = full {
            named.join(full, own.first);
        }
    }
}

/// What a name may be short in: the first letters of all its words, of all but the small ones, of those behind a country or another
/// first word or two, and with one or two more letters of the last word.
fn acronyms_of(form: &[String]) -> Vec<String> {
    let big = || form.iter().filter(|part| !is_small(part));
    let initials: Vec<char> = big().filter_map(|part| part.chars().next()).collect();
    let all = form.iter().filter_map(|part| part.chars().next()).collect();
    let behind = [1, 2].into_iter().filter_map(|from| initials.get(from..)).filter(|rest| rest.len() > 2);
    let more = |letters: usize| -> Option<String> {
        let last: Vec<char> = big().next_back()?.chars().skip(1).take(letters).collect();
        (initials.len() > 1 && last.len() == letters).then(|| initials.iter().chain(&last).collect())
    };
    let mut found: Vec<String> =
        behind.map(|rest| rest.iter().collect()).chain([1, 2].into_iter().filter_map(more)).collect();
    found.push(initials.iter().collect());
    found.push(all);
    found
}

/// "The Municipality of Marlow" is a body, though it is called by its place.
fn offices(named: &mut Named) {
    for own in named.everybody().iter().filter(|own| own.class == Class::Loc) {
        let is_office = |form: &[String]| matches!(form, [noun, of, _, ..] if of == "of" && BODIES.contains(&**noun));
        if own.longer().any(is_office) {
            named.classes[own.first] = Class::Org;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::marked::groups;

    groups! {
        what_a_body_ends_with:
            "[ORG Marlow City Council] met. The [ORG Council] paid." =>
            ["ORG Marlow City Council: Marlow City Council, Council"];
        what_stands_before_of:
            "[ORG Gold Producers League of Marlow] met. The [ORG League] paid." =>
            ["ORG Gold Producers League of Marlow: Gold Producers League of Marlow, League"];
        a_head_that_two_have_is_neither:
            "[ORG Marlow Council] met [ORG Velden Council]. The [ORG Council] paid." =>
            ["ORG Marlow Council: Marlow Council",
             "ORG Velden Council: Velden Council",
             "ORG Council: Council"];
        a_head_is_the_one_that_was_named_before:
            "[ORG Marlow Council] met. The [ORG Council] paid. [ORG Velden Council] staff left." =>
            ["ORG Marlow Council: Marlow Council, Council",
             "ORG Velden Council: Velden Council"];
        a_body_taken_for_a_person:
            "[ORG Marlow Sentinel] paid. [PER Sentinel] is old." =>
            ["ORG Marlow Sentinel: Marlow Sentinel, Sentinel"];
        a_surname_is_no_body:
            "[ORG Radio Holmer] paid. [PER Anna Holmer] left. [PER Holmer] is back." =>
            ["ORG Radio Holmer: Radio Holmer",
             "PER Anna Holmer: Anna Holmer, Holmer"];
        a_place_is_no_body:
            "[ORG Real Marlow] paid. [LOC Marlow Bay] is big. [ORG Marlow] is old." =>
            ["ORG Real Marlow: Real Marlow",
             "LOC Marlow Bay: Marlow Bay",
             "ORG Marlow: Marlow"];
        a_land_by_what_it_is:
            "[LOC Republic of Velda] is old. The [LOC Republic] paid." =>
            ["LOC Republic of Velda: Republic of Velda, Republic"];
        an_acronym_with_more_of_the_last_word:
            "[ORG Indral Institute of Science] paid. [ORG IISc] staff left." =>
            ["ORG Indral Institute of Science: Indral Institute of Science, IISc"];
        an_acronym_of_what_stands_behind_a_country:
            "[ORG Velda National Bureau of Statistics] paid. [ORG NBS] staff left." =>
            ["ORG Velda National Bureau of Statistics: Velda National Bureau of Statistics, NBS"];
        an_acronym_with_the_small_words:
            "[ORG Bank of Velda] paid. [ORG BoV] staff left." => ["ORG Bank of Velda: Bank of Velda, BoV"];
        an_acronym_taken_for_something_else:
            "[ORG Tidal Energy Agency] paid. [MISC TEA] staff left." =>
            ["ORG Tidal Energy Agency: Tidal Energy Agency, TEA"];
        two_letters_may_be_a_country:
            "[ORG Unified Ships] paid. [LOC US] staff left." => ["ORG Unified Ships: Unified Ships", "LOC US: US"];
        a_municipality_is_a_body:
            "The [LOC Municipality of Marlow] paid." => ["ORG Municipality of Marlow: Municipality of Marlow"];
        a_gulf_is_none:
            "The [LOC Gulf of Marlow] is big." => ["LOC Gulf of Marlow: Gulf of Marlow"];
    }
}
