//! Who the article calls what: "the president", "a mining company", "the Lake Basin Water Trust".

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use super::companies::{Companies, Trade};
use super::convention::is_organisation;
use super::gender::Gender;
use super::nouns::{is_company, is_person};
use super::{Entity, Mention, lists};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::look;
use crate::token::Segmented;

/// What the nouns beside names say of entities.
#[derive(Debug)]
pub(super) struct Roles<'a> {
    nouns: Nouns<'a>,
    /// Of each entity.
    genders: Vec<Option<Gender>>,
    companies: Companies,
    /// The body that a person speaks for: "the union’s president, Obi".
    bodies: Vec<Option<usize>>,
}

/// Words that stand before a noun and tell which, each with whether it names a place or people.
pub(super) type Modifiers<'a> = Vec<(&'a str, bool)>;

/// A noun that stands for an entity, wherever it does with the same words before it.
#[derive(Debug)]
pub(super) struct Role<'a> {
    noun: &'a str,
    pub entity: usize,
    pub modifiers: Modifiers<'a>,
    /// The first and the last word of the article that say so.
    pub first: usize,
    pub last: usize,
}

/// Roles by their nouns.
#[derive(Debug, Default)]
struct Nouns<'a> {
    roles: Vec<Role<'a>>,
    /// By the noun without its full stop, in the order of the text.
    by_noun: HashMap<&'a str, Vec<usize>>,
    companies: Vec<usize>,
}

/// Of more roles by one noun than this the later ones are not looked at: no article of the press has so many.
const MANY: usize = 200;

static MEANS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| lists::rows(include_str!("roles.txt")).collect());

static TRADES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("trades.txt")).collect());
static BODIES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("bodies.txt")).collect());

impl<'a> Roles<'a> {
    pub(super) fn read(doc: &'a Segmented, syntax: &Syntax, names: &[Mention], entities: &[Entity]) -> Self {
        // In the order of the text: where, what, who.
        let mut places: BTreeSet<(usize, &str, usize)> = BTreeSet::new();
        let mut told: HashSet<(usize, Gender)> = HashSet::new();
        for name in names.iter().filter(|name| name.class != Class::Misc) {
            let Some(entity) = name.entity else { continue };
            let top = name.words.range().find(|&w| syntax.head(w).is_none_or(|h| !name.words.has(h)));
            let Some(top) = top else { continue };
            let beside = |rel: Rel| matches!(rel, Rel::Flat | Rel::Appos | Rel::Compound | Rel::NmodDesc);
            let above = syntax.head(top).filter(|_| beside(syntax.rel(top)));
            let below = syntax.children(top).iter().copied().filter(|&c| beside(syntax.rel(c)) && !name.words.has(c));
            // "Brigadier Satti": a title right before the name counts whatever the tree says.
            let title = name.words.start.checked_sub(1).filter(|&w| is_person(doc.noun(w)));
            // "Satti is a brigadier": the noun that a copula says of the name.
            let copular = syntax.head(top).filter(|&noun| {
                syntax.rel(top) == Rel::Nsubj && syntax.child(noun, &[Rel::Cop]).is_some_and(|cop| cop > top)
            });
            for noun in above.into_iter().chain(below).chain(title).chain(copular) {
                let role = doc.noun(noun);
                // Of a place only its own name says what it is: "the hospital". What trades is none.
                let may = name.class != Class::Loc || is_company(role);
                if may && matches!(syntax.upos(noun), Upos::Noun | Upos::Propn) {
                    if name.class == Class::Per {
                        told.extend(Gender::of(role).map(|gender| (entity, gender)));
                    }
                    // A publisher who is somebody is no company.
                    if name.class != Class::Per || !is_company(role) {
                        places.insert((noun, role, entity));
                    }
                }
            }
            if name.class == Class::Per {
                told.extend(Gender::of_name(doc, name.words).map(|gender| (entity, gender)));
            }
            if name.class != Class::Per && name.words.len() > 1 {
                // A body's own name may say what it is: "the trust" is the Lake Basin Water Trust.
                let of = name.words.range().find(|&w| matches!(doc.word(w), "of" | "for" | "de"));
                let noun = of.map_or(name.words.end - 1, |of| of.max(name.words.start + 1) - 1);
                places.insert((name.words.start, doc.noun(noun), entity));
            }
        }
        let gender = |entity: usize| match [Gender::He, Gender::She].map(|gender| told.contains(&(entity, gender))) {
            [true, false] => Some(Gender::He),
            [false, true] => Some(Gender::She),
            _ => None,
        };
        let genders = (0..entities.len()).map(gender).collect();
        let mut called: Vec<Vec<&str>> = vec![Vec::new(); entities.len()];
        for &(_, noun, entity) in &places {
            called[entity].push(noun);
        }
        let trades = entities.iter().zip(&called).map(|(entity, called)| trade(doc, names, entity, called)).collect();
        let companies = Companies::of(trades, entities);
        let nouns = Nouns::of(doc, syntax, names, &places);
        let mut bodies = vec![None; entities.len()];
        for &(at, _, entity) in places.iter().filter(|(_, _, entity)| entities[*entity].class == Class::Per) {
            let body = syntax.children(at).iter().find_map(|&c| {
                let part = matches!(syntax.rel(c), Rel::Nmod | Rel::NmodPoss | Rel::Compound);
                let name = name_at(names, c).filter(|name| name.class == Class::Org);
                // "A company spokesman", where the article has only one.
                let company = || companies.only().filter(|_| is_company(doc.noun(c)));
                let body = || name.map_or_else(|| nouns.body(doc, entities, c).or_else(company), |name| name.entity);
                if part { body() } else { None }
            });
            bodies[entity] = bodies[entity].or(body);
        }
        Self { nouns, genders, companies, bodies }
    }

    /// The entities that the article calls so: by this very noun, or by one that means the same.
    pub(super) fn called(&self, noun: &'a str, exactly: bool) -> impl Iterator<Item = &Role<'a>> {
        let nouns = &self.nouns;
        let likes = MEANS.get(noun).filter(|_| !exactly).into_iter().flatten();
        let like = likes.flat_map(|role| nouns.by(role));
        let companies =
            nouns.companies.iter().map(|&at| &nouns.roles[at]).filter(move |_| !exactly && is_company(noun));
        nouns.exactly(noun).chain(like).chain(companies).take(MANY).inspect(|_| look(1))
    }

    /// May the pronoun of that gender stand for the entity?
    pub(super) fn may_be(&self, entity: usize, gender: Option<Gender>) -> bool {
        gender.is_none() || self.genders[entity].is_none() || self.genders[entity] == gender
    }

    /// Is the entity's gender told, and the pronoun's?
    pub(super) fn is_surely(&self, entity: usize, gender: Option<Gender>) -> bool {
        gender.is_some() && self.genders[entity] == gender
    }

    /// Of each entity the body that it speaks for, if the article says so.
    pub(super) fn into_bodies(self) -> Vec<Option<usize>> {
        self.bodies
    }

    /// The companies of the article.
    pub(super) fn companies(&self) -> &Companies {
        &self.companies
    }
}

impl<'a> Nouns<'a> {
    fn of(doc: &'a Segmented, syntax: &Syntax, names: &[Mention], places: &BTreeSet<(usize, &'a str, usize)>) -> Self {
        let mut found = Self::default();
        let mut known: HashMap<(&str, usize, Modifiers<'_>), usize> = HashMap::new();
        for &(at, noun, entity) in places {
            let modifiers = modifiers(doc, syntax, names, at);
            if let Some(&role) = known.get(&(noun, entity, modifiers.clone())) {
                found.roles[role].last = at;
                continue;
            }
            let role = found.roles.len();
            known.insert((noun, entity, modifiers.clone()), role);
            found.by_noun.entry(noun.trim_end_matches('.')).or_default().push(role);
            if is_company(noun) {
                found.companies.push(role);
            }
            found.roles.push(Role { noun, entity, modifiers, first: at, last: at });
        }
        found
    }

    /// Roles by a noun, with or without its full stop.
    fn by(&self, noun: &str) -> impl Iterator<Item = &Role<'a>> {
        let found = self.by_noun.get(noun.trim_end_matches('.')).map_or(&[][..], Vec::as_slice);
        found.iter().map(|&at| &self.roles[at])
    }

    fn exactly(&self, noun: &'a str) -> impl Iterator<Item = &Role<'a>> {
        self.by(noun).filter(move |role| role.noun == noun)
    }

    /// "The council's president": the one body that the text called a council before.
    fn body(&self, doc: &'a Segmented, entities: &[Entity], noun: usize) -> Option<usize> {
        let called = self.exactly(doc.noun(noun)).take(MANY).inspect(|_| look(1));
        let called = called.filter(|role| role.first < noun && entities[role.entity].class == Class::Org);
        if let [one] = distinct(called.map(|role| role.entity))[..] { Some(one) } else { None }
    }
}

/// Each entity once.
pub(super) fn distinct(entities: impl Iterator<Item = usize>) -> Vec<usize> {
    entities.collect::<BTreeSet<usize>>().into_iter().collect()
}

/// The words that stand before a noun and tell which.
pub(super) fn modifiers<'a>(doc: &'a Segmented, syntax: &Syntax, names: &[Mention], head: usize) -> Modifiers<'a> {
    let tree = syntax.children(head).iter();
    tree.filter(|&&c| c < head && matches!(syntax.rel(c), Rel::Amod | Rel::NmodPoss | Rel::Compound))
        .map(|&c| (doc.lower(c), name_at(names, c).is_some()))
        .collect()
}

/// The name that a word is part of.
pub(super) fn name_at(names: &[Mention], word: usize) -> Option<&Mention> {
    let before = names.partition_point(|name| name.words.start <= word);
    names[..before].last().filter(|name| name.words.has(word))
}

fn trade(doc: &Segmented, names: &[Mention], entity: &Entity, called: &[&str]) -> Trade {
    let called = || called.iter().copied();
    let written = || entity.mentions.iter().flat_map(|&m| names[m].words.range()).map(|w| doc.lower(w));
    let listed = || entity.mentions.iter().any(|&m| is_organisation(doc.text(doc.bytes(names[m].words))));
    let other = || listed() || called().any(|n| BODIES.contains(n)) || written().any(|w| BODIES.contains(w));
    match entity.class {
        Class::Org if called().any(is_company) || written().any(|w| TRADES.contains(w)) => Trade::Sure,
        Class::Org if !other() => Trade::May,
        Class::Loc if called().any(is_company) => Trade::Sure,
        _ => Trade::No,
    }
}

#[cfg(test)]
mod tests {
    use super::{Roles, distinct};
    use crate::mention::Sample;
    use crate::mention::gender::Gender;

    const PAIR: &str = "Captain Taras Moroz met Deputy Mayor Ilse Kern. Kern praised the Harbour Council’s president, Jonas Vik. \
                        Zenvale Capital, an asset manager, paid.";

    /// Whom a text calls so.
    fn called(text: &str, noun: &str, exactly: bool) -> Vec<String> {
        let sample = Sample::of(text);
        let roles = Roles::read(&sample.doc, &sample.syntax, &sample.names, &sample.entities);
        let entities = distinct(roles.called(noun, exactly).map(|role| role.entity));
        entities.into_iter().map(|entity| sample.name(Some(entity)).to_owned()).collect()
    }

    macro_rules! calls {
        ($($name:ident: $text:expr, $noun:literal, $exactly:literal => $entities:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(called($text, $noun, $exactly), $entities as [&str; _]); }
        )* };
    }

    calls! {
        a_title_before_the_name: PAIR, "captain", true => ["Taras Moroz"];
        a_word_that_means_the_same: PAIR, "skipper", false => ["Taras Moroz"];
        not_where_it_must_be_the_very_word: PAIR, "skipper", true => [];
        an_apposition: PAIR, "manager", true => ["Zenvale Capital"];
        any_word_for_a_company: PAIR, "company", false => ["Zenvale Capital"];
        a_body_by_its_own_name: PAIR, "council", true => ["Harbour Council"];
        nobody: PAIR, "bishop", false => [];
        what_a_copula_says: "Anna Berg is a brigadier. She left.", "brigadier", true => ["Anna Berg"];
    }

    fn of<T>(name: &str, read: impl FnOnce(&Sample, Roles<'_>, usize) -> T) -> T {
        let sample = Sample::of(PAIR);
        let roles = Roles::read(&sample.doc, &sample.syntax, &sample.names, &sample.entities);
        let entity = (0..sample.entities.len()).find(|&e| sample.name(Some(e)) == name).unwrap_or(usize::MAX);
        read(&sample, roles, entity)
    }

    #[test]
    fn the_words_before_a_noun_tell_which() {
        let of_kern = of("Ilse Kern", |_, roles, kern| {
            let role = roles.called("mayor", true).find(|role| role.entity == kern);
            role.map(|role| role.modifiers.iter().map(|(word, _)| (*word).to_owned()).collect::<Vec<_>>())
        });
        assert_eq!(of_kern, Some(vec!["deputy".to_owned()]));
    }

    #[test]
    fn the_body_that_somebody_speaks_for() {
        let body = of("Jonas Vik", |sample, roles, vik| sample.name(roles.into_bodies()[vik]).to_owned());
        assert_eq!(body, "Harbour Council");
    }

    #[test]
    fn a_given_name_tells_he_from_she() {
        assert!(of("Ilse Kern", |_, roles, kern| !roles.may_be(kern, Some(Gender::He))));
    }
}
