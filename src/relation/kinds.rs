//! Somebody or something: who can offer, oppose and be met, and what is only offered, opposed and held against.

use super::clause::{View, WORDS};
use super::rule_file::Kind;
use crate::mention::is_person;
use crate::syntax::{Rel, Upos};

impl View<'_> {
    /// May the noun be of that kind? Pronouns like "it" and "they" may be either.
    pub fn may_be(&self, kind: Kind, noun: usize) -> bool {
        let word = self.lower(noun);
        let somebody = match self.syntax.upos(noun) {
            Upos::Pron | Upos::Det => {
                if WORDS.either.contains(word) {
                    return true;
                }
                WORDS.somebody.contains(word)
            }
            // Days, months and storms have names, too.
            Upos::Propn => !self.compound(noun).any(|w| WORDS.named_things.contains(w)),
            // A report may criticise, and be confirmed.
            Upos::Noun if WORDS.texts.contains(self.lemma(noun)) || WORDS.documents.contains(self.lemma(noun)) => {
                return true;
            }
            Upos::Noun => self.compound(noun).any(|w| is_person(w) || WORDS.bodies.contains(w)) || self.does(noun),
            _ => return true,
        };
        somebody == (kind == Kind::Somebody)
    }

    /// The noun's lemma, and for a name the words that are one with it.
    fn compound(&self, noun: usize) -> impl Iterator<Item = &str> {
        let named = self.syntax.upos(noun) == Upos::Propn;
        let kids = self.syntax.children(noun).iter().copied();
        let one = kids.filter(move |&c| named && matches!(self.syntax.rel(c), Rel::Compound | Rel::Flat));
        std::iter::once(noun).chain(one).map(|w| self.lemma(w))
    }

    /// A noun that its ending makes somebody: "insurer", "economist".
    fn does(&self, noun: usize) -> bool {
        let lemma = self.lemma(noun);
        let ends = |ending: &String| lemma.len() > ending.len() + 2 && lemma.ends_with(ending.as_str());
        WORDS.agents.iter().any(ends) && !WORDS.not_agents.contains(lemma)
    }

    /// Is a noun one of a list's words? An entry that begins with a hyphen is an ending: "-tion".
    pub fn is_among(&self, list: &[String], noun: usize) -> bool {
        let lemma = self.lemma(noun);
        list.iter().any(|entry| match entry.strip_prefix('-') {
            Some(ending) => lemma.ends_with(ending),
            None => *entry == lemma,
        })
    }

    /// Several of them: counted, coordinated, or a plural.
    pub fn are_several(&self, noun: usize) -> bool {
        self.are_counted(noun) || self.syntax.upos(noun) == Upos::Noun && self.lower(noun) != self.lemma(noun)
    }

    /// They, both, the two of them, one and the other.
    pub fn are_counted(&self, noun: usize) -> bool {
        matches!(self.lower(noun), "they" | "both")
            || self.syntax.upos(noun) == Upos::Num
            || self.syntax.child(noun, &[Rel::Conj, Rel::Nummod]).is_some()
    }
}
