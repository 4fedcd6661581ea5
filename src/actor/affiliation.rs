//! To which body or place somebody belongs: by title, apposition, "of", possessor, bracket.
//!
//! All that the words beside a name tell are candidates, each with a rank: the lower, the plainer. The plainest is it.

use super::nouns::NOUNS;
use super::places::{Kind, places};
use super::scene::Scene;
use super::titles::Title;
use super::words::WORDS;
use crate::mention::Sector;
use crate::ner::Class;
use crate::syntax::{Rel, Upos};
use crate::text::{Span, Tok};

/// A body or a place, behind how far-fetched it is.
type Candidate = (u32, usize);

/// A phrase within a phrase within a phrase is no longer looked into.
const DEPTH: usize = 2;
/// "Its" and "the spokesman" mean a body that was named so many sentences ago, at most.
const RECENT: usize = 2;
/// What a bracket behind a name holds is at most so long.
const BRACKET: usize = 7;

pub(super) struct Affiliations<'s, 'a> {
    scene: &'s Scene<'a>,
    kinds: &'s [Option<Sector>],
    /// The place of the country at which the article is at home.
    home: Option<usize>,
}

impl<'s, 'a> Affiliations<'s, 'a> {
    /// `kinds`: of each organisation its sector, as far as it is known by its own words.
    pub(super) fn of(scene: &'s Scene<'a>, kinds: &'s [Option<Sector>], home: Option<usize>) -> Self {
        Self { scene, kinds, home }
    }

    /// Of each entity the one that it belongs to.
    pub(super) fn all(&self, titles: &[Vec<Title>]) -> Vec<Option<usize>> {
        let mut found: Vec<Option<usize>> =
            titles.iter().enumerate().map(|(entity, titles)| self.one(entity, titles)).collect();
        // "His office", "her spokesman": of whoever they are of.
        for (entity, titles) in titles.iter().enumerate() {
            let may_be_theirs = match self.scene.class(entity) {
                Class::Per => true,
                Class::Org => !self.scene.is_named(entity),
                _ => false,
            };
            if found[entity].is_none() && may_be_theirs {
                let mut owners = self.scene.owners(entity, titles.iter().map(|title| title.head));
                found[entity] = owners.find_map(|owner| found[owner]);
            }
        }
        found
    }

    fn one(&self, me: usize, titles: &[Title]) -> Option<usize> {
        let scene = self.scene;
        let mut candidates = match (scene.class(me), scene.is_named(me)) {
            (Class::Per, true) => self.of_person(me, titles),
            (Class::Org, true) => self.of_body(me),
            (Class::Per | Class::Org, false) => self.within(scene.top(scene.canonical(me)), me, 0),
            _ => return None,
        };
        candidates.retain(|(_, to)| *to != me);
        // Of equals the first.
        candidates.iter().min_by_key(|(rank, _)| *rank).map(|(_, to)| *to).or_else(|| self.by_role(me, titles))
    }

    fn of_person(&self, me: usize, titles: &[Title]) -> Vec<Candidate> {
        let scene = self.scene;
        let mut found = Vec::new();
        for title in titles {
            let former = u32::from(WORDS.former.contains(scene.lower(title.words.start))) * 8;
            found.extend(self.within(title.head, me, 0).into_iter().map(|(rank, to)| (rank + former, to)));
            // "Komuni spokesman Olav Vik": whoever stands left of the title.
            let left = title
                .words
                .start
                .checked_sub(1)
                .filter(|&at| scene.syntax.head(at).is_some_and(|up| title.words.has(up)));
            found.extend(left.and_then(|at| scene.named(at)).and_then(|to| self.ranked(to, 10, 30)));
        }
        for name in scene.names(me) {
            let top = scene.top(name);
            for kid in scene.kids(top).filter(|&kid| kid >= name.end) {
                match scene.rel(kid) {
                    Rel::Nmod | Rel::Obl => {
                        let far = match scene.case(kid) {
                            Some("of" | "at" | "with" | "for") => 35,
                            Some("from") => 45,
                            _ => continue,
                        };
                        found.extend(self.meant(kid, me, 0).and_then(|to| self.ranked(to, 15, far)));
                    }
                    Rel::Appos if scene.named(kid).is_none() => {
                        found.extend(self.within(kid, me, 0).into_iter().map(|(rank, to)| (rank + 2, to)));
                    }
                    Rel::AclRelcl if WORDS.leads.contains(scene.doc.verb(kid)) => {
                        let object = |&o: &usize| {
                            scene.rel(o) == Rel::Obj
                                || scene.rel(o) == Rel::Obl && matches!(scene.case(o), Some("for" | "at"))
                        };
                        let objects = scene.kids(kid).filter(object).filter_map(|object| self.meant(object, me, 0));
                        found.extend(objects.filter_map(|to| self.ranked(to, 18, 38)));
                    }
                    _ => {}
                }
            }
            // "Sen. Gwen Abernathy (R-Kan.)"
            if scene.word(name.end) == "(" {
                let inside = (name.end + 1..name.end + BRACKET).take_while(|&at| scene.word(at) != ")");
                found.extend(inside.filter_map(|at| scene.named(at)).filter_map(|to| self.ranked(to, 20, 22)));
            }
        }
        found
    }

    /// Of a body the place that it is of.
    fn of_body(&self, me: usize) -> Vec<Candidate> {
        let scene = self.scene;
        let mut found = Vec::new();
        for name in scene.names(me) {
            let top = scene.top(name);
            found.extend(self.within(top, me, 0));
            // "Tidewater Bancshares, which is based in Norfolk"
            let based = scene.kids(top).filter(|&kid| {
                matches!(scene.rel(kid), Rel::Acl | Rel::AclRelcl)
                    && matches!(scene.lower(kid), "based" | "headquartered")
            });
            let places = based
                .flat_map(|verb| scene.kids(verb))
                .filter(|&kid| scene.rel(kid) == Rel::Obl)
                .filter_map(|kid| scene.named(kid));
            found.extend(places.map(|place| (12, place)));
        }
        // "Bank of Ghana"
        let own = scene.name(me);
        if let Some((_, place)) = [" of ", " in ", " for ", " at "].iter().find_map(|mark| own.split_once(mark)) {
            let place = place.strip_prefix("the ").unwrap_or(place);
            let is = |&to: &usize| scene.class(to) == Class::Loc && scene.name(to) == place;
            found.extend((0..scene.len()).find(is).map(|to| (25, to)));
        }
        found.retain(|(_, to)| scene.class(*to) == Class::Loc);
        found
    }

    /// A body by one rank, a place by another.
    fn ranked(&self, to: usize, body: u32, place: u32) -> Option<Candidate> {
        match self.scene.class(to) {
            Class::Org => Some((body, to)),
            Class::Loc => Some((place, to)),
            _ => None,
        }
    }

    /// What the phrase of a noun names.
    fn within(&self, head: usize, me: usize, depth: usize) -> Vec<Candidate> {
        let scene = self.scene;
        let mut found = Vec::new();
        let inner = |kid: usize, more: u32| {
            let deeper = depth < DEPTH && scene.named(kid).is_none();
            let all = if deeper { self.within(kid, me, depth + 1) } else { Vec::new() };
            all.into_iter().map(move |(rank, to)| (rank + more, to)).collect::<Vec<_>>()
        };
        for kid in scene.kids(head).filter(|&kid| scene.named(kid) != Some(me)) {
            match scene.rel(kid) {
                Rel::NmodPoss => match self.meant(kid, me, 0) {
                    Some(to) => found.extend(self.ranked(to, 10, 30)),
                    None => found.extend(inner(kid, 10)),
                },
                Rel::Compound | Rel::NmodDesc | Rel::Amod | Rel::NmodUnmarked | Rel::Flat => match scene.named(kid) {
                    Some(to) if scene.class(to) == Class::Misc => found.extend(self.land(to).map(|land| (50, land))),
                    Some(to) => found.extend(self.ranked(to, 10, 30)),
                    None if kid < head && scene.is_noun(kid) => found.extend(self.meant(kid, me, 0).map(|to| (20, to))),
                    None => {}
                },
                Rel::Nmod | Rel::Obl if kid > head => {
                    let Some(rank) = scene.case(kid).and_then(rank) else { continue };
                    match self.meant(kid, me, 0) {
                        Some(to) => found.extend(self.ranked(to, rank, rank + 20)),
                        None if scene.syntax.upos(kid) == Upos::Noun => found.extend(inner(kid, rank + 10)),
                        None => {}
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The body or place that a word means.
    fn meant(&self, word: usize, me: usize, depth: usize) -> Option<usize> {
        let scene = self.scene;
        let mut known = [scene.named(word), scene.meant(word)].into_iter().flatten();
        if let Some(to) = known.find(|&to| to != me && scene.is_body(to)) {
            return Some(to);
        }
        if scene.named(word).is_some() {
            return None;
        }
        // "the private station TV Ziwa"
        let beside = scene
            .kids(word)
            .filter(|&kid| matches!(scene.rel(kid), Rel::Appos | Rel::Flat))
            .filter_map(|kid| scene.named(kid));
        if let Some(to) = beside.into_iter().find(|&to| to != me && scene.class(to) == Class::Org) {
            return Some(to);
        }
        match scene.syntax.upos(word) {
            Upos::Pron if matches!(scene.lower(word), "its" | "their") => self.recent(word, me),
            Upos::Noun | Upos::Propn if depth < DEPTH => {
                let called = self.called(word, me).filter(|&to| self.fits(word, to));
                let inside = || {
                    let parts = scene.kids(word).filter(|&kid| match scene.rel(kid) {
                        Rel::NmodPoss | Rel::Compound | Rel::NmodDesc => true,
                        Rel::Nmod => matches!(scene.case(kid), Some("of" | "at" | "for")),
                        _ => false,
                    });
                    parts.into_iter().find_map(|kid| self.meant(kid, me, depth + 1))
                };
                called.or_else(inside)
            }
            _ => None,
        }
    }

    /// "The defence ministry" is no Interior Ministry.
    fn fits(&self, word: usize, body: usize) -> bool {
        let scene = self.scene;
        let tells = |&kid: &usize| {
            matches!(scene.rel(kid), Rel::Compound | Rel::Amod)
                && scene.named(kid).is_none()
                && !matches!(scene.lower(kid), "same" | "own" | "new" | "former" | "local" | "state")
        };
        let mut own = scene.kids(word).filter(tells).peekable();
        let name = scene.canonical(body);
        own.peek().is_none() || own.any(|kid| name.range().any(|at| scene.noun(at) == scene.noun(kid)))
    }

    /// "The company", "the commission", "the country": who has the noun in its name, else the last of a fitting sector.
    fn called(&self, word: usize, me: usize) -> Option<usize> {
        let scene = self.scene;
        let noun = scene.noun(word);
        let sectors = NOUNS.generic.get(noun);
        if sectors.is_none() && !WORDS.lands.contains(noun) {
            return None;
        }
        let fitting = |to: usize| {
            let before = scene.places(to).map(|mention| mention.words.start).take_while(|&at| at < word).last()?;
            let name = scene.canonical(to);
            let full = if scene.is_named(to) {
                name.range().skip(1).any(|at| scene.noun(at) == noun)
            } else {
                scene.noun(scene.top(name)) == noun
            };
            let kind = self.kinds[to];
            let level = match scene.class(to) {
                _ if full => 2,
                Class::Org if scene.is_named(to) && sectors?.contains(&kind) => u8::from(kind.is_some()),
                Class::Loc if WORDS.states.contains(noun) && is_country(scene.name(to)) => 0,
                _ => return None,
            };
            Some((level, before, to))
        };
        (0..scene.len()).filter(|&to| to != me && scene.is_body(to)).filter_map(fitting).max().map(|(_, _, to)| to)
    }

    /// The body named last before a word; of one sentence, before the word's own, its subject first.
    fn recent(&self, word: usize, me: usize) -> Option<usize> {
        let scene = self.scene;
        let own = scene.sentence(word);
        let place = |words: Span<Tok>| {
            let at = scene.sentence(words.start);
            let subject = at != own && matches!(scene.rel(scene.top(words)), Rel::Nsubj | Rel::NsubjPass);
            (words.start < word && own - at <= RECENT).then_some((at, subject, words.start))
        };
        let bodies = (0..scene.len()).filter(|&to| to != me && scene.class(to) == Class::Org);
        let places = bodies.flat_map(|to| scene.places(to).map(move |mention| (mention.words, to)));
        places.filter_map(|(words, to)| Some((place(words)?, to))).max().map(|(_, to)| to)
    }

    /// The place of a people: "Uzbek" is of Uzbekistan, where the article names it.
    fn land(&self, people: usize) -> Option<usize> {
        let scene = self.scene;
        let countries: Vec<_> =
            places(scene.name(people)).into_iter().filter(|place| place.kind == Kind::People).collect();
        let is = |place: &usize| {
            let named = places(scene.name(*place));
            named
                .iter()
                .any(|land| land.kind <= Kind::Alt && countries.iter().any(|people| people.country == land.country))
        };
        (0..scene.len()).filter(|&place| scene.class(place) == Class::Loc).find(is)
    }

    /// Of a spokesman of nobody by his words: the body named last. Of a minister: the state.
    fn by_role(&self, me: usize, titles: &[Title]) -> Option<usize> {
        let scene = self.scene;
        let heads: Vec<usize> = match (scene.class(me), scene.is_named(me)) {
            (Class::Per, true) => {
                let held = titles.iter().filter(|title| !WORDS.former.contains(scene.lower(title.words.start)));
                held.map(|title| title.head).collect()
            }
            (Class::Per, false) => vec![scene.top(scene.canonical(me))],
            _ => return None,
        };
        let bare = |head: usize| {
            scene.is_named(me)
                || !scene.kids(head).any(|kid| matches!(scene.rel(kid), Rel::Nmod | Rel::Compound | Rel::NmodPoss))
        };
        heads.into_iter().filter(|&head| bare(head)).find_map(|head| {
            let role = WORDS.roles.contains(scene.noun(head)).then(|| self.recent(head, me)).flatten();
            role.or(self.home.filter(|_| WORDS.offices.contains(scene.noun(head))))
        })
    }
}

/// How far-fetched it is that a phrase behind a noun names whom somebody belongs to.
fn rank(case: &str) -> Option<u32> {
    Some(match case {
        "of" | "for" => 0,
        "at" => 10,
        "from" | "with" => 20,
        "to" => 30,
        "in" | "on" | "under" => 40,
        "by" => 50,
        "near" => 60,
        _ => return None,
    })
}

/// Does a name mean a country?
pub(super) fn is_country(name: &str) -> bool {
    places(name).iter().any(|place| place.kind <= Kind::Alt)
}

#[cfg(test)]
mod tests {
    use crate::actor::actors;
    use crate::mention::Sample;

    macro_rules! belongs {
        ($($name:ident: $text:literal, $who:literal => $to:literal;)*) => { $(
            #[test]
            fn $name() {
                let sample = Sample::of($text);
                let found = actors(&sample.doc, &sample.syntax, &sample.names, &sample.entities, &[]);
                let who = (0..found.len()).find(|&entity| sample.name(Some(entity)) == $who);
                assert_eq!(who.map(|who| sample.name(found[who].affiliation)), Some($to));
            }
        )* };
    }

    belongs! {
        left_of_the_title: "Halden Metals spokesman Olav Vik left.", "Olav Vik" => "Halden Metals";
        behind_of: "Anna Berg, the president of Azerbaijan, left.", "Anna Berg" => "Azerbaijan";
        a_possessor: "Halden Metals’ chairman, Olav Vik, left.", "Olav Vik" => "Halden Metals";
        a_generic_noun: "Halden Metals is old. The company’s chairman, Olav Vik, left.", "Olav Vik" => "Halden Metals";
        in_a_bracket: "Olav Vik (Halden Metals) left.", "Olav Vik" => "Halden Metals";
        a_body_by_its_own_name: "Ghana is hot. The Bank of Ghana paid.", "Bank of Ghana" => "Ghana";
        nobody: "Olav Vik left. Halden Metals paid.", "Olav Vik" => "-";
    }
}
