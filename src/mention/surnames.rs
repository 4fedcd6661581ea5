//! Persons by their surnames, where the spelling, a title or the tagger hides that one is meant.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::convention::{is_capital, is_organisation};
use super::gender::Gender;
use super::lists;
use super::name::{bare, titled};
use super::named::{Having, Named, Own};
use crate::ner::Class;
use crate::token::Segmented;

static PLACING: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("placing.txt")).collect());

pub(super) fn attach(named: &mut Named) {
    articles(named);
    mistaken(named);
    behind_titles(named);
}

/// Persons by the surnames of their longer names.
fn surnames<'a>(everybody: &[Own<'a>]) -> Having<&'a str> {
    Having::of(everybody, Class::Per, |form| form.last().map(|part| bare(part)))
}

/// "Sorimi" is "Khalid al-Sorimi".
fn articles(named: &mut Named) {
    let everybody = named.everybody();
    let surnames = surnames(&everybody);
    for own in everybody.iter().filter(|own| own.class == Class::Per) {
        if let Some(full) = own.lone().and_then(|word| surnames.only(&bare(word))) {
            named.join(full, own.first);
        }
    }
}

/// "Tamsund said", of Olav Tamsund, though the tagger took the surname for a body or a place.
fn mistaken(named: &mut Named) {
    let everybody = named.everybody();
    let surnames = surnames(&everybody);
    let [of_bodies, of_lands] =
        [Class::Org, Class::Loc].map(|class| Having::of(&everybody, class, |form| form.first().map(String::as_str)));
    let begins = |word: &&str| of_bodies.any(word) || of_lands.any(word);
    for own in everybody.iter().filter(|own| own.class != Class::Per) {
        let Some(word) = own.lone().filter(|word| word.chars().count() > 2 && !begins(word)) else { continue };
        let written = || own.all.iter().map(|&at| named.text(at));
        let known = || written().any(|name| is_capital(name) || is_organisation(name));
        let surname = || written().all(|name| name.starts_with(char::is_uppercase));
        let located =
            || own.class != Class::Org && own.all.iter().any(|&at| is_located(named.doc, named.tagged[at].words.start));
        if let Some(full) = surnames.only(&bare(word)).filter(|_| surname() && !known() && !located()) {
            named.join(full, own.first);
        }
    }
}

/// Does a word stand behind a preposition of place: "in Tamsund"?
fn is_located(doc: &Segmented, word: usize) -> bool {
    word.checked_sub(1).is_some_and(|before| PLACING.contains(doc.lower(before)))
}

/// "Mayor Berg" is "Anna Berg". Behind a title that stands before given names, "King Charles", nothing is known.
fn behind_titles(named: &mut Named) {
    let everybody = named.everybody();
    let surnames = Having::of(&everybody, Class::Per, |form| form.last().filter(|_| titled(form).is_none()));
    for own in everybody.iter().filter(|own| matches!(own.class, Class::Per | Class::Org)) {
        for form in own.longer() {
            let full = titled(form).and_then(|surname| surnames.only(&surname)).filter(|&full| full != own.first);
            let given = || form.last().is_some_and(|part| Gender::of(part).is_some());
            let suits = |full: usize| Gender::of(&form[0]).zip(named.gender(full)).is_none_or(|(a, b)| a == b);
            if let Some(full) = full.filter(|&full| !given() && suits(full)) {
                named.join(full, own.first);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::marked::groups;

    groups! {
        a_surname_without_its_article:
            "[PER Khalid al-Sorimi] left. [PER Sorimi] is back." =>
            ["PER Khalid al-Sorimi: Khalid al-Sorimi, Sorimi"];
        a_surname_with_an_article_of_its_own:
            "[PER Khalid Sorimi] left. [PER al-Sorimi] is back." => ["PER Khalid Sorimi: Khalid Sorimi, al-Sorimi"];
        whom_two_share_is_neither:
            "[PER Khalid al-Sorimi] met [PER Nabil al-Sorimi]. [PER Sorimi] left." =>
            ["PER Khalid al-Sorimi: Khalid al-Sorimi",
             "PER Nabil al-Sorimi: Nabil al-Sorimi",
             "PER Sorimi: Sorimi"];
        a_surname_taken_for_a_body:
            "[PER Olav Tamsund] left. [ORG Tamsund] is back." => ["PER Olav Tamsund: Olav Tamsund, Tamsund"];
        a_surname_taken_for_a_place:
            "[PER Olav Tamsund] left. [LOC Tamsund] said no." => ["PER Olav Tamsund: Olav Tamsund, Tamsund"];
        where_something_is_is_no_person:
            "[PER Olav Tamsund] left. The boat in [LOC Tamsund] is old." =>
            ["PER Olav Tamsund: Olav Tamsund",
             "LOC Tamsund: Tamsund"];
        a_capital_is_no_surname:
            "[PER Olav Vienna] left. [LOC Vienna] said no." => ["PER Olav Vienna: Olav Vienna", "LOC Vienna: Vienna"];
        what_a_body_begins_with_is_short_for_it:
            "[PER Olav Tamsund] left. [ORG Tamsund Bank] paid. [ORG Tamsund] is old." =>
            ["PER Olav Tamsund: Olav Tamsund",
             "ORG Tamsund Bank: Tamsund Bank, Tamsund"];
        a_body_with_the_surname_of_two:
            "[PER Olav Tamsund] met [PER Anna Tamsund]. [ORG Tamsund] is old." =>
            ["PER Olav Tamsund: Olav Tamsund",
             "PER Anna Tamsund: Anna Tamsund",
             "ORG Tamsund: Tamsund"];
        a_title_that_is_a_part_of_the_name:
            "[PER Joe Kaumbe] left. [ORG Supt Kaumbe] is back." => ["PER Joe Kaumbe: Joe Kaumbe, Supt Kaumbe"];
        a_title_never_makes_the_fuller_name:
            "[PER Mayor Kaumbe] left. [PER Joe Kaumbe] is back." => ["PER Joe Kaumbe: Mayor Kaumbe, Joe Kaumbe"];
        a_title_of_another_gender:
            "[PER Olav Kaumbe] left. [PER Chairwoman Kaumbe] is back." =>
            ["PER Olav Kaumbe: Olav Kaumbe",
             "PER Chairwoman Kaumbe: Chairwoman Kaumbe"];
        a_given_name_behind_a_title:
            "[PER Olav Charles] left. [PER King Charles] is back." =>
            ["PER Olav Charles: Olav Charles",
             "PER King Charles: King Charles"];
    }
}
