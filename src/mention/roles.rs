//! Who the article calls what: "the president", "a mining company", "the Lake Basin Water Trust".

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use super::gender::Gender;
use super::refer::is_person;
use super::{Entity, Mention, entities, lists};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::token::{Segmented, lemma};

/// What the nouns beside names say of entities.
#[derive(Debug)]
pub(super) struct Roles {
    /// In the order of the text.
    nouns: Vec<Role>,
    /// Of each entity.
    genders: Vec<Option<Gender>>,
    companies: Vec<Trade>,
    /// The body that a person speaks for: "the union’s president, Obi".
    bodies: Vec<Option<usize>>,
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

/// A noun that stands for an entity at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Role {
    pub at: usize,
    noun: String,
    pub entity: usize,
}

static MEANS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    lists::lines(include_str!("roles.txt"))
        .filter_map(|line| line.split_once(':'))
        .map(|(noun, roles)| (noun, roles.split_whitespace().collect()))
        .collect()
});

static COMPANIES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("companies.txt")).collect());
static TRADES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("trades.txt")).collect());
static BODIES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("bodies.txt")).collect());

/// Does the noun say of a body only that it does business?
pub(super) fn is_company(noun: &str) -> bool {
    COMPANIES.contains(noun)
}

impl Roles {
    pub(super) fn read(doc: &Segmented, syntax: &Syntax, names: &[Mention], entities: &[Entity]) -> Self {
        let mut roles = Vec::new();
        let mut genders = vec![None; entities.len()];
        let mut told: HashSet<(usize, Gender)> = HashSet::new();
        for name in names.iter().filter(|name| name.class != Class::Misc) {
            let Some(entity) = name.entity else { continue };
            let top = name.words.range().find(|&w| syntax.head(w).is_none_or(|h| !name.words.has(h)));
            let Some(top) = top else { continue };
            let beside = |rel: Rel| matches!(rel, Rel::Flat | Rel::Appos | Rel::Compound | Rel::NmodDesc);
            let above = syntax.head(top).filter(|_| beside(syntax.rel(top)));
            let below = syntax.children(top).iter().copied().filter(|&c| beside(syntax.rel(c)) && !name.words.has(c));
            // "Brigadier Satti": a title right before the name counts whatever the tree says.
            let title = name.words.start.checked_sub(1).filter(|&w| is_person(&lemma(doc.word(w), false)));
            // "Satti is a brigadier": the noun that a copula says of the name.
            let copular = syntax.head(top).filter(|&noun| {
                syntax.rel(top) == Rel::Nsubj && syntax.child(noun, &[Rel::Cop]).is_some_and(|cop| cop > top)
            });
            for noun in above.into_iter().chain(below).chain(title).chain(copular) {
                let role = lemma(doc.word(noun), false).to_lowercase();
                // Of a place only its own name says what it is: "the hospital". What trades is none.
                let may = name.class != Class::Loc || is_company(&role);
                if may && matches!(syntax.upos(noun), Upos::Noun | Upos::Propn) {
                    if name.class == Class::Per {
                        told.extend(Gender::of(&role).map(|gender| (entity, gender)));
                    }
                    // A publisher who is somebody is no company.
                    if name.class != Class::Per || !is_company(&role) {
                        roles.push(Role { at: noun, noun: role, entity });
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
                roles.push(Role { at: name.words.start, noun: lemma(doc.word(noun), false).to_lowercase(), entity });
            }
        }
        roles.sort();
        roles.dedup();
        for (entity, gender) in genders.iter_mut().enumerate() {
            let both = [Gender::He, Gender::She].map(|g| told.contains(&(entity, g)));
            *gender = match both {
                [true, false] => Some(Gender::He),
                [false, true] => Some(Gender::She),
                _ => None,
            };
        }
        let companies: Vec<Trade> =
            (0..entities.len()).map(|entity| trade(doc, names, &entities[entity], entity, &roles)).collect();
        let sure: Vec<usize> = (0..entities.len()).filter(|&e| companies[e] == Trade::Sure).collect();
        let mut bodies = vec![None; entities.len()];
        for role in roles.iter().filter(|role| entities[role.entity].class == Class::Per) {
            let body = syntax.children(role.at).iter().find_map(|&c| {
                let part = matches!(syntax.rel(c), Rel::Nmod | Rel::NmodPoss | Rel::Compound);
                let before = names.partition_point(|name| name.words.start <= c);
                let name = names[..before].last().filter(|name| name.class == Class::Org && name.words.has(c));
                // "A company spokesman", where the article has only one.
                let company =
                    || sure.first().copied().filter(|_| sure.len() == 1 && is_company(&lemma(doc.word(c), false)));
                let body =
                    || name.map_or_else(|| the_body(doc, &roles, entities, c).or_else(company), |name| name.entity);
                if part { body() } else { None }
            });
            bodies[role.entity] = bodies[role.entity].or(body);
        }
        Self { nouns: roles, genders, companies, bodies }
    }

    /// The entities that the article calls so, with the places where it does: by this very noun, or by one that means the
    /// same.
    pub(super) fn called<'r>(&'r self, noun: &'r str, exactly: bool) -> impl Iterator<Item = &'r Role> {
        self.nouns.iter().filter(move |role| if exactly { role.noun == noun } else { means(noun, &role.noun) })
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

    /// Is the entity a company?
    pub(super) fn trade(&self, entity: usize) -> Trade {
        self.companies[entity]
    }
}

/// Each entity once.
pub(super) fn distinct(entities: impl Iterator<Item = usize>) -> Vec<usize> {
    entities.collect::<BTreeSet<usize>>().into_iter().collect()
}

/// "The council's president": the one body that the text called a council before.
fn the_body(doc: &Segmented, roles: &[Role], entities: &[Entity], noun: usize) -> Option<usize> {
    let lemma = lemma(doc.word(noun), false);
    let called = roles.iter().filter(|r| r.at < noun && r.noun == lemma && entities[r.entity].class == Class::Org);
    if let [one] = distinct(called.map(|role| role.entity))[..] { Some(one) } else { None }
}

fn trade(doc: &Segmented, names: &[Mention], entity: &Entity, index: usize, roles: &[Role]) -> Trade {
    let called = || roles.iter().filter(|role| role.entity == index).map(|role| role.noun.as_str());
    let written = || entity.mentions.iter().flat_map(|&m| names[m].words.range()).map(|w| doc.word(w).to_lowercase());
    let listed = || entity.mentions.iter().any(|&m| entities::is_organisation(doc.text(doc.bytes(names[m].words))));
    let other = || listed() || called().any(|n| BODIES.contains(n)) || written().any(|w| BODIES.contains(&*w));
    match entity.class {
        Class::Org if called().any(is_company) || written().any(|w| TRADES.contains(&*w)) => Trade::Sure,
        Class::Org if !other() => Trade::May,
        Class::Loc if called().any(is_company) => Trade::Sure,
        _ => Trade::No,
    }
}

/// Does a noun mean whom the text gave that role? The same noun does, and "leader" whoever leads.
fn means(noun: &str, role: &str) -> bool {
    noun == role
        || MEANS.get(noun).is_some_and(|roles| roles.contains(&role.trim_end_matches('.')))
        || is_company(noun) && is_company(role)
}
