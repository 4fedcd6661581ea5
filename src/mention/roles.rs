//! Who the article calls what: "the president", "a mining company", "the Lake Basin Water Trust".

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use super::convention::is_organisation;
use super::gender::Gender;
use super::nouns::{is_company, is_person, office};
use super::{Entity, Mention, lists};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::look;
use crate::token::Segmented;

/// What the nouns beside names say of entities. Each list has a row an entity.
#[derive(Debug)]
pub(super) struct Roles<'a> {
    /// In the order of the text.
    pub called: Vec<Vec<Role<'a>>>,
    /// Nouns of the own names of bodies and places: "trust" of the Lake Basin Water Trust.
    pub own: Vec<BTreeSet<&'a str>>,
    pub genders: Vec<Option<Gender>>,
    pub trades: Vec<Trade>,
    /// The body that a person speaks for: "the union’s president, Obi".
    pub bodies: Vec<Option<usize>>,
}

/// Words that stand before a noun and tell which, each with whether it names a place or people.
pub(super) type Modifiers<'a> = Vec<(&'a str, bool)>;

/// A noun that stands for an entity.
#[derive(Debug, Clone)]
pub(super) struct Role<'a> {
    /// "founder" of a co-founder.
    pub noun: &'a str,
    pub modifiers: Modifiers<'a>,
    pub at: usize,
}

/// Who is never called by more than one word may be called by the given name.
fn given(doc: &Segmented, names: &[Mention], entity: &Entity) -> Option<Gender> {
    let alone = || entity.mentions.iter().all(|&name| names[name].words.len() == 1);
    let name = names.get(entity.canonical).filter(|_| entity.class == Class::Per && alone())?;
    Gender::of(doc.lower(name.words.start))
}

/// Is an entity a company?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trade {
    /// It is something else.
    No,
    /// A body of which nothing says that it is something else.
    May,
    /// Its name or a noun beside it says so.
    Sure,
}

/// Of more roles by one noun than this the later ones are not looked at: no article of the press has so many.
const MANY: usize = 200;

static TRADES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("trades.txt")).collect());
static BODIES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("bodies.txt")).collect());

impl<'a> Roles<'a> {
    pub(super) fn read(doc: &'a Segmented, syntax: &Syntax, names: &[Mention], entities: &[Entity]) -> Self {
        // In the order of the text: where, what, who.
        let mut places: BTreeSet<(usize, &str, usize)> = BTreeSet::new();
        let mut told: HashSet<(usize, Gender)> = HashSet::new();
        let mut own: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); entities.len()];
        for name in names.iter().filter(|name| name.class != Class::Misc) {
            let Some(entity) = name.entity else { continue };
            for noun in beside(doc, syntax, name) {
                let role = doc.noun(noun);
                if name.class == Class::Per {
                    told.extend(Gender::of(role).map(|gender| (entity, gender)));
                }
                // A publisher who is somebody is no company.
                if name.class != Class::Per || !is_company(role) {
                    places.insert((noun, role, entity));
                }
            }
            if name.class == Class::Per {
                told.extend(Gender::of_name(doc, name.words).map(|gender| (entity, gender)));
            } else if name.words.len() > 1 {
                // A body's own name may say what it is: "the trust" is the Lake Basin Water Trust.
                let of = name.words.range().find(|&w| matches!(doc.word(w), "of" | "for" | "de"));
                let noun = of.map_or(name.words.end - 1, |of| of.max(name.words.start + 1) - 1);
                places.insert((name.words.start, doc.noun(noun), entity));
                own[entity].insert(doc.noun(noun));
                if TRADES.contains(doc.lower(name.words.end - 1)) {
                    own[entity].insert("company");
                }
            }
        }
        let gender = |entity: usize| match [Gender::He, Gender::She].map(|gender| told.contains(&(entity, gender))) {
            [true, false] => Some(Gender::He),
            [false, true] => Some(Gender::She),
            [true, true] => None,
            [false, false] => given(doc, names, &entities[entity]),
        };
        let mut called: Vec<Vec<Role<'a>>> = vec![Vec::new(); entities.len()];
        for &(at, noun, entity) in &places {
            let modifiers = match name_at(names, at) {
                // Within a name: its words before the noun.
                Some(name) => {
                    name.words.range().map(|w| (doc.lower(w), false)).take_while(|(w, _)| *w != noun).collect()
                }
                None => modifiers(doc, syntax, names, at),
            };
            called[entity].push(Role { noun: office(noun.trim_end_matches('.')), modifiers, at });
        }
        let trades: Vec<Trade> =
            entities.iter().zip(&called).map(|(entity, called)| trade(doc, names, entity, called)).collect();
        let bodies = bodies(doc, syntax, names, entities, &places, &trades);
        Self { called, own, genders: (0..entities.len()).map(gender).collect(), trades, bodies }
    }
}

/// The nouns beside a name that say what it is.
fn beside(doc: &Segmented, syntax: &Syntax, name: &Mention) -> Vec<usize> {
    let top = syntax.top(name.words);
    let beside = |rel: Rel| matches!(rel, Rel::Flat | Rel::Appos | Rel::Compound | Rel::NmodDesc);
    let above = syntax.head(top).filter(|_| beside(syntax.rel(top)));
    let below = syntax.children(top).iter().copied().filter(|&c| beside(syntax.rel(c)) && !name.words.has(c));
    // "Brigadier Satti": a title right before the name counts whatever the tree says; "Gov. Ruiz" has a full stop between.
    let before = name.words.start.checked_sub(1).map(|at| if doc.word(at) == "." { at.saturating_sub(1) } else { at });
    let title = before.filter(|&w| is_person(doc.noun(w)));
    // "Satti is a brigadier": the noun that a copula says of the name.
    let copular = syntax
        .head(top)
        .filter(|&noun| syntax.rel(top) == Rel::Nsubj && syntax.child(noun, &[Rel::Cop]).is_some_and(|cop| cop > top));
    let nouns = above.into_iter().chain(below).chain(title).chain(copular);
    nouns.filter(|&noun| matches!(syntax.upos(noun), Upos::Noun | Upos::Propn)).collect()
}

/// Of each entity the body that it speaks for, if the article says so.
fn bodies(
    doc: &Segmented,
    syntax: &Syntax,
    names: &[Mention],
    entities: &[Entity],
    places: &BTreeSet<(usize, &str, usize)>,
    trades: &[Trade],
) -> Vec<Option<usize>> {
    let mut by_noun: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for &(at, noun, entity) in places.iter().filter(|(_, _, entity)| entities[*entity].class == Class::Org) {
        by_noun.entry(noun).or_default().push((at, entity));
    }
    // "The council’s president": the one body that the text called a council before.
    let known = |noun: usize| {
        let called = by_noun.get(doc.noun(noun)).map_or(&[][..], Vec::as_slice);
        let before = called.iter().take(MANY).inspect(|_| look(1)).filter(|(at, _)| *at < noun);
        only(before.map(|&(_, entity)| entity))
    };
    // "A company spokesman", where the article has only one.
    let company = only((0..entities.len()).filter(|&entity| trades[entity] == Trade::Sure));
    let mut bodies = vec![None; entities.len()];
    for &(at, _, entity) in places.iter().filter(|(_, _, entity)| entities[*entity].class == Class::Per) {
        let body = syntax.children(at).iter().find_map(|&c| {
            if !matches!(syntax.rel(c), Rel::Nmod | Rel::NmodPoss | Rel::Compound) {
                return None;
            }
            let name = name_at(names, c).filter(|name| name.class == Class::Org);
            let unnamed = || known(c).or(company.filter(|_| is_company(doc.noun(c))));
            name.map_or_else(unnamed, |name| name.entity)
        });
        bodies[entity] = bodies[entity].or(body);
    }
    bodies
}

/// The one that all of them are.
pub(super) fn only(mut all: impl Iterator<Item = usize>) -> Option<usize> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// The words that stand before a noun and tell which.
pub(super) fn modifiers<'a>(doc: &'a Segmented, syntax: &Syntax, names: &[Mention], head: usize) -> Modifiers<'a> {
    let tells = |rel| matches!(rel, Rel::Amod | Rel::NmodPoss | Rel::Compound | Rel::NmodDesc);
    let before = syntax.children(head).iter().take_while(|&&c| c < head);
    before
        .filter(|&&c| tells(syntax.rel(c)) && syntax.upos(c) != Upos::Pron)
        .map(|&c| (doc.lower(c), name_at(names, c).is_some()))
        .collect()
}

/// The name that a word is part of.
pub(super) fn name_at(names: &[Mention], word: usize) -> Option<&Mention> {
    let before = names.partition_point(|name| name.words.start <= word);
    names[..before].last().filter(|name| name.words.has(word))
}

fn trade(doc: &Segmented, names: &[Mention], entity: &Entity, called: &[Role<'_>]) -> Trade {
    let called = || called.iter().map(|role| role.noun);
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
    use super::{Roles, Trade};
    use crate::mention::Sample;
    use crate::mention::gender::Gender;

    const PAIR: &str = "Captain Taras Moroz met Deputy Mayor Ilse Kern. Kern praised the Harbour Council’s president, Jonas Vik. \
                        Zenvale Capital, an asset manager, paid.";

    /// What a text says of somebody.
    fn of<T>(text: &str, name: &str, read: impl FnOnce(&Sample, Roles<'_>, usize) -> T) -> T {
        let sample = Sample::of(text);
        let roles = Roles::read(&sample.doc, &sample.syntax, &sample.names, &sample.entities);
        let entity = (0..sample.entities.len()).find(|&e| sample.name(Some(e)) == name).unwrap_or(usize::MAX);
        read(&sample, roles, entity)
    }

    macro_rules! called {
        ($($name:ident: $text:expr, $who:literal => $nouns:expr;)*) => { $(
            #[test]
            fn $name() {
                let nouns = of($text, $who, |_, roles, entity| {
                    roles.called[entity].iter().map(|role| role.noun.to_owned()).collect::<Vec<_>>()
                });
                assert_eq!(nouns, $nouns as [&str; _]);
            }
        )* };
    }

    called! {
        a_title_before_the_name: PAIR, "Taras Moroz" => ["captain"];
        an_apposition_and_the_last_word_of_a_name: PAIR, "Zenvale Capital" => ["capital", "manager"];
        a_body_by_its_own_name: PAIR, "Harbour Council" => ["council"];
        what_a_copula_says: "Anna Berg is a brigadier. She left.", "Anna Berg" => ["brigadier"];
        an_abbreviated_title: "Gov. Anna Berg left.", "Anna Berg" => ["gov"];
    }

    #[test]
    fn the_words_before_a_noun_tell_which() {
        let before = of(PAIR, "Ilse Kern", |_, roles, kern| {
            let mayor = roles.called[kern].iter().find(|role| role.noun == "mayor");
            mayor.map(|role| role.modifiers.iter().map(|(word, _)| (*word).to_owned()).collect::<Vec<_>>())
        });
        assert_eq!(before, Some(vec!["deputy".to_owned()]));
    }

    #[test]
    fn the_body_that_somebody_speaks_for() {
        let body = of(PAIR, "Jonas Vik", |sample, roles, vik| sample.name(roles.bodies[vik]).to_owned());
        assert_eq!(body, "Harbour Council");
    }

    #[test]
    fn a_given_name_tells_he_from_she() {
        assert_eq!(of(PAIR, "Ilse Kern", |_, roles, kern| roles.genders[kern]), Some(Gender::She));
    }

    #[test]
    fn what_trades_is_a_company() {
        assert_eq!(of(PAIR, "Zenvale Capital", |_, roles, entity| roles.trades[entity]), Trade::Sure);
    }
}
