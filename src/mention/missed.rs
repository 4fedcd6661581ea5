//! Names that the tagger saw at one place and not at another: "WHO said", where "WHO" is a body elsewhere.

use std::collections::HashMap;

use super::name::is_title;
use crate::ner::{Class, Tagged};
use crate::text::{Span, Tok};
use crate::token::{Segmented, is_date_name};

/// Lone words outside names that are written to the letter as a lone name of a person or a body is elsewhere.
pub(super) fn missed(doc: &Segmented, tagged: &[Tagged], classes: &[Class]) -> Vec<Tagged> {
    let lone = |(tag, class): (&Tagged, &Class)| {
        let word = doc.word(tag.words.start);
        let name = tag.words.len() == 1 && matches!(class, Class::Per | Class::Org) && capitals(word) > 0;
        (name && word.chars().count() > 1).then_some((word, *class))
    };
    let forms: HashMap<&str, Class> = tagged.iter().zip(classes).filter_map(lone).collect();
    let mut next = 0;
    let mut found = Vec::new();
    for sentence in &doc.sentences {
        let shouted = !sentence.words.range().any(|at| doc.word(at).contains(char::is_lowercase));
        for at in sentence.words.range() {
            while tagged.get(next).is_some_and(|tag| tag.words.end <= at) {
                next += 1;
            }
            let is_named = |at: usize| tagged.get(next).is_some_and(|tag| tag.words.has(at));
            let Some(&class) = forms.get(doc.word(at)).filter(|_| !shouted && !is_named(at)) else { continue };
            // "Berg Street" is no Berg.
            let goes_on = || is_capital(doc.word(at + 1)) && !is_named(at + 1);
            let told = || !begins(doc, sentence.words, at) && !goes_on() && !is_other(doc, at);
            if !is_joined(doc, at) && (capitals(doc.word(at)) > 1 || told()) {
                found.push(Tagged { words: Span::new(at, at + 1), class, score: 0.0 });
            }
        }
    }
    found
}

/// Would any word have a capital there, at the beginning of a sentence, of a quotation, or behind a colon?
fn begins(doc: &Segmented, sentence: Span<Tok>, at: usize) -> bool {
    at == sentence.start || !doc.word(at - 1).contains(char::is_alphanumeric) && doc.word(at - 1) != ","
}

/// "Colmar-like" is no Colmar.
fn is_joined(doc: &Segmented, at: usize) -> bool {
    let next = doc.words.get(at + 1).filter(|next| next.span.start == doc.words[at].span.end);
    next.is_some() && doc.word(at + 1).starts_with(['-', '‑'])
}

/// A day, a month or a title that was once taken for somebody.
fn is_other(doc: &Segmented, at: usize) -> bool {
    is_date_name(doc.word(at)) || is_title(doc.lower(at))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn capitals(word: &str) -> usize {
    word.chars().filter(|c| c.is_uppercase()).count()
}

#[cfg(test)]
mod tests {
    use crate::mention::marked::groups;

    groups! {
        an_acronym_wherever_it_stands:
            "[ORG HOKO] paid. HOKO staff left." => ["ORG HOKO: HOKO, HOKO"];
        a_capital_within_a_sentence:
            "[PER Colmar] left. They met Colmar there." => ["PER Colmar: Colmar, Colmar"];
        a_missed_surname_is_the_person_of_that_name:
            "[PER Anna Colmar] left. [PER Colmar] is back. They met Colmar there." =>
            ["PER Anna Colmar: Anna Colmar, Colmar, Colmar"];
        at_the_beginning_a_capital_tells_nothing:
            "[PER Rose] left. Rose again the sun. He said: Rose again." => ["PER Rose: Rose"];
        small_letters_are_another_word:
            "[ORG Hoko] paid. They ate hoko there." => ["ORG Hoko: Hoko"];
        a_street_is_nobody:
            "[PER Colmar] left. They met in Colmar Street." => ["PER Colmar: Colmar"];
        what_is_like_somebody_is_nobody:
            "[PER Colmar] left. They saw a Colmar-like wig." => ["PER Colmar: Colmar"];
        a_day_is_nobody_again:
            "[PER Friday] left. They met on Friday." => ["PER Friday: Friday"];
        where_all_is_in_capitals_they_tell_nothing:
            "[ORG HOKO] paid.\n\nTHEY LEFT HOKO.\n\nThey met there." => ["ORG HOKO: HOKO"];
        a_place_is_not_looked_for:
            "[LOC Colmar] is old. They met Colmar there." => ["LOC Colmar: Colmar"];
    }
}
