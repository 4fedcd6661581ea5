//! What a text calls a person: the nouns beside the name.

use std::collections::{BTreeMap, HashSet};

use super::nouns::{NOUNS, is_calling, is_honorific};
use super::places::{Kind, places};
use super::scene::Scene;
use super::words::WORDS;
use crate::mention::is_person;
use crate::ner::Class;
use crate::syntax::{Rel, Upos};
use crate::text::{Span, Tok};
use crate::token::weekday;

/// A title, without names of bodies and places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Title {
    pub words: Span<Tok>,
    /// Its noun.
    pub head: usize,
}

/// A phrase between commas before a name is so many words long, at most.
const LONGEST: usize = 12;

/// The titles of each entity: of named persons alone.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Vec<Title>> {
    let of = |entity: usize| {
        let person = scene.class(entity) == Class::Per && scene.is_named(entity);
        if person { Bearer::of(scene, entity).titles() } else { Vec::new() }
    };
    (0..scene.len()).map(of).collect()
}

/// A named person.
struct Bearer<'s, 'a> {
    scene: &'s Scene<'a>,
    /// Titles by their places.
    found: BTreeMap<(usize, usize), usize>,
    entity: usize,
}

impl<'s, 'a> Bearer<'s, 'a> {
    fn of(scene: &'s Scene<'a>, entity: usize) -> Self {
        Self { scene, found: BTreeMap::new(), entity }
    }

    fn titles(mut self) -> Vec<Title> {
        for name in self.scene.names(self.entity).collect::<Vec<_>>() {
            let heads = self.heads(name);
            for &head in &heads {
                self.add(name, head, &heads);
            }
        }
        let scene = self.scene;
        let mut titles: Vec<Title> = Vec::new();
        for ((start, end), head) in self.found {
            let own = Title { words: Span::new(start, end), head };
            match titles.last_mut() {
                // "deputy | mayor", "secretary | general" are one.
                Some(last) if last.words.end == start && scene.is_one(last.words.start, own) => {
                    *last = Title { words: Span::new(last.words.start, end), head };
                }
                _ => titles.push(own),
            }
        }
        let words = |title: &Title| scene.doc.text(scene.doc.bytes(title.words)).to_lowercase();
        let mut seen = HashSet::new();
        titles.retain(|title| seen.insert(words(title)));
        // "minister" beside "finance minister" says nothing more.
        let parts = |title: &Title| {
            let own = words(title);
            seen.iter().any(|other| other.ends_with(&format!(" {own}")) || other.starts_with(&format!("{own} ")))
        };
        titles.retain(|title| !parts(title));
        titles
    }

    /// The nouns that say what the bearer of a name is.
    fn heads(&self, name: Span<Tok>) -> Vec<usize> {
        let scene = self.scene;
        let top = scene.syntax.top(name);
        let mut heads = self.before(name, top);
        let first = heads.iter().map(|&head| self.start(head, Some((name, &heads)))).min().unwrap_or(name.start);
        for at in [top].into_iter().chain(heads.clone()) {
            // "the chairman, retired judge Festus Oketcho", "Anna Berg, the clerk"
            let above = scene
                .syntax
                .head(at)
                .filter(|&head| scene.rel(at) == Rel::Appos && head < name.start && !heads.contains(&head));
            // "Secretary of State Anna Berg"
            let reaches = |kid: usize| {
                scene.syntax.reach(kid, &[]).end == name.start
                    && matches!(scene.rel(kid), Rel::NmodDesc | Rel::Compound)
            };
            let below = scene.kids(at).filter(|&kid| {
                scene.rel(kid) == Rel::Appos && kid >= name.end
                    || kid < name.start && !heads.contains(&kid) && reaches(kid)
            });
            let found: Vec<usize> = above.into_iter().chain(below).filter(|&head| self.may_be(head)).collect();
            heads.extend(found);
        }
        heads.extend(self.before_a_comma(name, top, first, &heads));
        // "Gráinne Duff SC"
        heads.extend(Some(name.end).filter(|&at| WORDS.letters.contains(scene.word(at))));
        // "Tejada, who is now a senator", "Berg is the mayor"
        let clause = scene.kids(top).filter(|&kid| scene.rel(kid) == Rel::AclRelcl);
        let own = scene.syntax.head(top).filter(|_| scene.rel(top) == Rel::Nsubj);
        let says = |&head: &usize| {
            scene.syntax.upos(head) == Upos::Noun
                && self.may_be(head)
                && scene.syntax.child(head, &[Rel::Cop]).is_some()
        };
        heads.extend(own.into_iter().chain(clause).filter(says));
        // "a sexton called Lolle Bakker"
        let called = name.start > 1 && matches!(scene.lower(name.start - 1), "called" | "named");
        heads.extend((called && self.may_be(name.start.saturating_sub(2))).then(|| name.start - 2));
        let mut seen = HashSet::new();
        heads.retain(|&head| seen.insert(head));
        heads
    }

    /// Right before the name: "Governor Tomáš Hruška", "Vice-Chancellor Prof Berg".
    fn before(&self, name: Span<Tok>, top: usize) -> Vec<usize> {
        let scene = self.scene;
        let beside = |rel: Rel| matches!(rel, Rel::NmodDesc | Rel::Compound | Rel::Nmod | Rel::Appos | Rel::Flat);
        let mut heads: Vec<usize> = Vec::new();
        let mut next = name.start.checked_sub(1);
        while let Some(at) = next.filter(|&at| scene.same_sentence(at, name.start)) {
            let (word, up) = (scene.noun(at), scene.syntax.head(at));
            let stop = scene.word(at) == "." && at > 0 && is_honorific(scene.lower(at - 1));
            if stop || WORDS.courtesy.contains(word) {
                next = at.checked_sub(1);
                continue;
            }
            let below = up.is_some_and(|up| name.has(up))
                && (beside(scene.rel(at)) || matches!(scene.rel(at), Rel::Amod | Rel::NmodUnmarked));
            let above = scene.syntax.head(top) == Some(at) && beside(scene.rel(top));
            let shared = up.is_some() && up == scene.syntax.head(top) && is_calling(word);
            let further = scene.rel(at) == Rel::NmodDesc && up.is_some_and(|up| heads.contains(&up));
            let close = at + 1 == name.start && is_person(word);
            let linked = below || above || shared || further || close || is_honorific(scene.lower(at));
            let fits = scene.is_noun(at) || scene.syntax.upos(at) == Upos::Adj && is_calling(word);
            if !linked || !fits || scene.named(at).is_some() {
                break;
            }
            heads.push(at);
            next = self.start(at, Some((name, &heads))).checked_sub(1);
        }
        heads
    }

    /// "the member for Regina Coronation, Dev Anand,": the noun of a phrase that ends at the comma.
    fn before_a_comma(&self, name: Span<Tok>, top: usize, first: usize, heads: &[usize]) -> Option<usize> {
        let scene = self.scene;
        let aside = |at: usize| {
            let word = scene.lower(at);
            WORDS.courtesy.contains(word.trim_end_matches('.')) || word == "." || scene.syntax.upos(at) == Upos::Num
        };
        let comma = (0..first)
            .rev()
            .find(|&at| !aside(at))
            .filter(|&at| scene.word(at) == "," && scene.same_sentence(at, name.start))?;
        let inside = (comma.saturating_sub(LONGEST)..comma).rev().take_while(|&at| {
            scene.same_sentence(at, comma) && !matches!(scene.word(at), "," | ";" | ":" | "“" | "”" | "\"")
        });
        let outer = |at: usize| scene.syntax.head(at).is_none_or(|up| up >= comma || up < at);
        let head = inside.filter(|&at| scene.is_noun(at) && self.may_be(at) && outer(at)).last()?;
        let tied = scene.syntax.head(top) == Some(head) || scene.syntax.head(head) == Some(top);
        let ends = head + 1 == comma || scene.kids(head).any(|kid| kid > head && scene.rel(kid) == Rel::Nmod);
        let free = !heads.iter().any(|at| (head..comma).contains(at));
        (free && (tied || ends && scene.rel(top) != Rel::Conj)).then_some(head)
    }

    /// May a word be a title's noun?
    fn may_be(&self, at: usize) -> bool {
        self.scene.is_noun(at) && self.scene.named(at).is_none() && is_calling(self.scene.noun(at))
    }

    /// Adds the title of a head, and those that are joined to it: "a farmer and councillor".
    fn add(&mut self, name: Span<Tok>, head: usize, heads: &[usize]) {
        let scene = self.scene;
        let joined: Vec<usize> =
            scene.kids(head).filter(|&kid| scene.rel(kid) == Rel::Conj && self.may_be(kid)).collect();
        for at in [head].into_iter().chain(joined) {
            let near = (at < name.start).then_some((name, heads));
            let start = Some(self.start(at, near)).filter(|&start| at == head || start > head).unwrap_or(at);
            let mut end = self.end(at, if at < name.start { name.start } else { scene.doc.words.len() });
            if scene.word(at + 1) == "." && scene.touches(at + 1) && is_honorific(scene.lower(at)) {
                end = end.max(at + 2);
            }
            let noun = scene.noun(at);
            let order = WORDS.orders.contains(noun)
                && at < name.start
                && scene.syntax.child(at, &[Rel::NmodPoss]).is_none()
                && name.has(at + 1);
            let plural = noun != scene.lower(at).trim_end_matches('.') && scene.lower(at).ends_with('s');
            let bracket = at > name.start && scene.word(at - 1) == "(";
            if !plural && !bracket && (order || !WORDS.relatives.contains(noun)) && !WORDS.courtesy.contains(noun) {
                self.found.insert((start, end), at);
            }
        }
    }

    /// From its noun leftwards as far as a title's own words reach. `near`: the name behind it, and the nouns of titles there.
    fn start(&self, head: usize, near: Option<(Span<Tok>, &[usize])>) -> usize {
        let scene = self.scene;
        let mut start = head;
        while let Some(at) = start.checked_sub(1).filter(|&at| scene.same_sentence(at, head)) {
            if matches!(scene.word(at), "-" | "–") && scene.touches(start) && scene.touches(at) {
                start = at - 1;
                continue;
            }
            let two = scene.lower(head) == "general" && WORDS.generals.contains(scene.lower(at));
            if is_honorific(scene.lower(head)) && is_calling(scene.noun(at)) && !two {
                break;
            }
            let up = scene.syntax.head(at).unwrap_or(usize::MAX);
            // "mayor" of "deputy | mayor | Berg" may hang on the name.
            let loose = near.is_some_and(|(name, heads)| name.has(up) && !heads.contains(&at))
                && matches!(scene.rel(at), Rel::Compound | Rel::NmodDesc | Rel::Amod)
                && matches!(scene.syntax.upos(at), Upos::Noun | Upos::Adj)
                && scene.named(at).is_none();
            let modifies = matches!(
                scene.rel(at),
                Rel::Compound
                    | Rel::Amod
                    | Rel::NmodDesc
                    | Rel::Nmod
                    | Rel::NmodUnmarked
                    | Rel::Flat
                    | Rel::Dep
                    | Rel::Goeswith
            ) || scene.rel(at) == Rel::Punct && matches!(scene.word(at), "-" | "–");
            let verb = matches!(scene.syntax.upos(at), Upos::Verb | Upos::Aux) && scene.rel(at) != Rel::Amod;
            if !loose
                && (!(start..=head).contains(&up)
                    || !modifies
                    || verb
                    || matches!(scene.syntax.upos(at), Upos::Det | Upos::Pron))
            {
                break;
            }
            start = at;
        }
        // Bodies, places and peoples in front say whose it is.
        let people = |at: usize| {
            scene.word(at).starts_with(char::is_uppercase)
                && places(scene.word(at)).iter().any(|place| place.kind == Kind::People)
        };
        let age = |at: usize| {
            scene.word(at).starts_with(|c: char| c.is_ascii_digit())
                || matches!(scene.word(at), "-" | "–" | "year" | "old")
        };
        while start < head && (scene.named(start).is_some() || people(start)) {
            start += 1;
        }
        if start < head && age(start) {
            start = (start..head).find(|&at| !age(at)).unwrap_or(head);
        }
        let aside = |at: usize| WORDS.which.contains(scene.lower(at)) || weekday(scene.lower(at)).is_some();
        start + usize::from(start < head && aside(start))
    }

    /// Over "of" and "for" with a common noun: "counsel for the family". A body that is named is no part of it.
    fn end(&self, head: usize, limit: usize) -> usize {
        let scene = self.scene;
        let mut end = head + 1;
        for kid in scene.kids(head).filter(|&kid| kid > head && kid < limit && scene.rel(kid) == Rel::Nmod) {
            let inside = scene.syntax.subtree(kid, &[]);
            let stop = inside.last().map_or(end, |last| last + 1).min(limit);
            let office = matches!(scene.lower(kid), "charge" | "chief" | "residence" | "waiting");
            let takes = matches!(scene.case(kid), Some("of" | "for")) || scene.case(kid) == Some("in") && office;
            let named = inside.iter().any(|&at| scene.named(at).is_some());
            let clause = |at: usize| {
                matches!(scene.rel(at), Rel::AclRelcl | Rel::Acl | Rel::Appos)
                    || matches!(scene.word(at), "," | ";" | ":" | "—" | "–" | "(")
            };
            // "a nurse of 51"
            let body = WORDS.bodies.contains(scene.noun(kid)) && stop < limit || scene.syntax.upos(kid) == Upos::Num;
            if inside.first() != Some(&end) || !takes || named || body || (end..stop).any(clause) {
                break;
            }
            end = stop;
        }
        end
    }
}

impl Scene<'_> {
    /// Do a title and what stands right before it make one: "vice president", "secretary general"?
    fn is_one(&self, start: usize, title: Title) -> bool {
        let words = self.lemmas(Span::new(start, title.words.end), title.head).words.join(" ");
        self.lower(title.head) == "general" || NOUNS.neutral.contains(&words) || NOUNS.noun.contains_key(&words)
    }
}

#[cfg(test)]
mod tests {
    use super::all;
    use crate::actor::scene::Scene;
    use crate::mention::Sample;

    macro_rules! titles {
        ($($name:ident: $text:literal => $titles:expr;)*) => { $(
            #[test]
            fn $name() {
                let sample = Sample::of($text);
                let scene = Scene::of(&sample.doc, &sample.syntax, &sample.names, &sample.entities, &[]);
                let found: Vec<String> = all(&scene).concat().iter().map(|title| sample.text(title.words).to_owned()).collect();
                assert_eq!(found, $titles as [&str; _]);
            }
        )* };
    }

    titles! {
        before_the_name: "President Anna Berg left." => ["President"];
        politeness_is_none: "Mr Olav Vik left." => [];
        with_what_it_is_of: "Deputy Finance Minister Anna Berg left." => ["Deputy Finance Minister"];
        without_the_body: "Halden Metals spokesman Olav Vik left." => ["spokesman"];
        of_what_right_before_the_name: "Secretary of State Anna Berg left." => ["Secretary of State"];
        in_apposition: "Olav Vik, a farmer, left." => ["farmer"];
        before_a_comma: "The town’s mayor, Olav Vik, left." => ["mayor"];
        said_of_somebody: "Anna Berg is a senator." => ["senator"];
        what_somebody_is_for: "Olav Vik, counsel for the family, left." => ["counsel for the family"];
        no_relation: "Anna Berg, his mother, left." => [];
        each_once: "Mayor Anna Berg left. Mayor Berg is back." => ["Mayor"];
        the_fuller_of_two: "Finance Minister Anna Berg left. The minister, Anna Berg, is back." => ["Finance Minister"];
    }
}
