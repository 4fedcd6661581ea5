//! What pronouns and common nouns stand for.
//!
//! Only participants of acts are resolved. The decision is made in text order with what has been said so far, and no
//! answer is better than a wrong one: where two persons could be meant and nothing tells them apart, there is none.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::entities::is_building;
use super::{Entity, Mention, MentionKind, NounPhrase, Source};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{Span, Tok};
use crate::token::{Segmented, lemma};

/// What a participant's noun phrase turned out to mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Referent {
    /// The mention at its head: an index of a name mention, or a nominal or pronoun of its own.
    pub mention: Result<usize, Mention>,
    /// Index of the entity meant.
    pub entity: Option<usize>,
    /// A place that acts as a government or body.
    pub metonym: bool,
}

/// Resolves the participants of one article, asked for in text order.
#[derive(Debug)]
pub struct Refer<'a> {
    doc: &'a Segmented,
    syntax: &'a Syntax,
    names: &'a [Mention],
    entities: &'a [Entity],
    /// Nouns that the text ties to a person: ("president", entity) for "President Ilham Aliyev".
    roles: Vec<(usize, String, usize)>,
    /// Who spoke last: sentence, entity if any, plural or not, class.
    last: Option<Spoke>,
}

#[derive(Debug, Clone, Copy)]
struct Spoke {
    sentence: usize,
    entity: Option<usize>,
    plural: bool,
    class: Class,
    /// Another person takes part in the same act: in that sentence, "he" may be either.
    another: bool,
}

/// Nouns that say of a body no more than that it is one.
const GENERIC: &[&str] = &["company", "firm", "group", "operator", "organisation", "organization"];

/// A pronoun looks back so many sentences.
const MEMORY: usize = 3;

impl<'a> Refer<'a> {
    /// Reads which roles the text gives to whom.
    #[must_use]
    pub fn new(doc: &'a Segmented, syntax: &'a Syntax, names: &'a [Mention], entities: &'a [Entity]) -> Self {
        let mut roles = Vec::new();
        for name in names.iter().filter(|name| matches!(name.class, Class::Per | Class::Org)) {
            let Some(entity) = name.entity else { continue };
            let top = name.words.range().find(|&w| syntax.head(w).is_none_or(|h| !name.words.has(h)));
            let Some(top) = top else { continue };
            let beside = |rel: Rel| matches!(rel, Rel::Flat | Rel::Appos | Rel::Compound | Rel::NmodDesc);
            let above = syntax.head(top).filter(|_| beside(syntax.rel(top)));
            let below = syntax.children(top).iter().copied().filter(|&c| beside(syntax.rel(c)) && !name.words.has(c));
            // "Brigadier Satti": a title right before the name counts whatever the tree says.
            let title = name.words.start.checked_sub(1).filter(|&w| is_person(&lemma(doc.word(w), false)));
            for noun in above.into_iter().chain(below).chain(title) {
                if matches!(syntax.upos(noun), Upos::Noun | Upos::Propn) {
                    roles.push((noun, lemma(doc.word(noun), false), entity));
                }
            }
            // A body's own name may say what it is: "the trust" is the Lake Basin Water Trust.
            if name.class == Class::Org && name.words.len() > 1 {
                roles.push((name.words.start, lemma(doc.word(name.words.end - 1), false), entity));
            }
        }
        roles.sort();
        roles.dedup();
        Self { doc, syntax, names, entities, roles, last: None }
    }

    /// What a noun phrase means. `speaker` tells whether the phrase speaks: then it is what "he" or "the official" may
    /// mean from here on.
    ///
    /// `not` are the entities that the same act has as speakers already: nobody tells himself.
    pub fn resolve(&mut self, phrase: NounPhrase, speaker: bool, not: &[usize]) -> Referent {
        let head = phrase.head;
        let sentence = self.doc.sentence_of(head).unwrap_or(0);
        let referent = if let Some(name) = phrase.name(self.syntax, self.names) {
            let entity = self.names[name].entity;
            Referent { mention: Ok(name), entity, metonym: self.is_metonym(entity) }
        } else if self.syntax.upos(head) == Upos::Pron {
            let (entity, class) = self.pronoun(head, sentence);
            let entity = entity.filter(|e| !not.contains(e));
            self.found(phrase, MentionKind::Pronoun, entity, class)
        } else {
            let (entity, class) = self.nominal(phrase);
            self.found(phrase, MentionKind::Nominal, entity, class)
        };
        let word = self.doc.word(head).to_lowercase();
        let first_person = matches!(word.as_str(), "i" | "we");
        if speaker && !first_person {
            let class = match &referent.mention {
                Ok(name) => self.names[*name].class,
                Err(mention) => mention.class,
            };
            let plural = lemma(&word, false) != word || matches!(word.as_str(), "they" | "people" | "police");
            // A pronoun keeps the one it stands for in mind, and its absence too.
            self.last = Some(Spoke { sentence, entity: referent.entity, plural, class, another: false });
        } else if let (Some(spoke), Some(entity)) = (&mut self.last, referent.entity)
            && !speaker
        {
            spoke.another |= self.entities[entity].class == Class::Per && spoke.entity != Some(entity);
        }
        referent
    }

    fn found(&self, phrase: NounPhrase, kind: MentionKind, entity: Option<usize>, class: Class) -> Referent {
        let class = entity.map_or(class, |e| self.entities[e].class);
        let words =
            if kind == MentionKind::Pronoun { Span::<Tok>::new(phrase.head, phrase.head + 1) } else { phrase.words };
        let source = if entity.is_some() { Source::Coref } else { Source::Rule };
        // No score: how often such a decision is right has not been measured.
        let mention = Mention { words, class, kind, entity, score: None, source };
        Referent { mention: Err(mention), entity, metonym: self.is_metonym(entity) }
    }

    /// A place, or an institution that goes by the name of one, stands for whoever acts there.
    fn is_metonym(&self, entity: Option<usize>) -> bool {
        entity.is_some_and(|e| {
            let entity = &self.entities[e];
            let name = self.doc.text(self.doc.bytes(self.names[entity.canonical].words));
            entity.class == Class::Loc || is_building(name)
        })
    }

    /// "He" and "she" mean the last speaker if a person, else the only person named shortly before; "it" a body that
    /// spoke; "they" whoever spoke as many.
    fn pronoun(&self, head: usize, sentence: usize) -> (Option<usize>, Class) {
        let word = self.doc.word(head).to_lowercase();
        let last = self.last.filter(|spoke| sentence.saturating_sub(spoke.sentence) <= MEMORY);
        match word.as_str() {
            "he" | "she" | "him" | "her" | "his" => {
                let named = self.person_before(head, sentence);
                match last {
                    Some(spoke) if spoke.class == Class::Per && spoke.another && spoke.sentence == sentence => {
                        (None, Class::Per)
                    }
                    Some(spoke) if spoke.class == Class::Per && !spoke.plural => (spoke.entity, Class::Per),
                    _ => (named, Class::Per),
                }
            }
            "who" => {
                let clause = self.syntax.ancestors(head).take(4).find(|&w| self.syntax.rel(w) == Rel::AclRelcl);
                let noun = clause.and_then(|clause| self.syntax.head(clause));
                let name =
                    noun.and_then(|noun| NounPhrase::of(self.doc, self.syntax, noun).name(self.syntax, self.names));
                (name.and_then(|name| self.names[name].entity), Class::Per)
            }
            "i" => (last.filter(|spoke| spoke.class == Class::Per).and_then(|spoke| spoke.entity), Class::Per),
            "it" | "its" => {
                let body = last.filter(|spoke| spoke.class != Class::Per && !spoke.plural);
                let here = self.subject_before(head, sentence, 0);
                match body {
                    Some(spoke) if here.is_none() || spoke.sentence == sentence => (spoke.entity, Class::Org),
                    _ => (here.or_else(|| self.subject_before(head, sentence, 1)), Class::Org),
                }
            }
            "they" | "we" | "them" => {
                let many = last.filter(|spoke| spoke.plural || spoke.class != Class::Per);
                (many.and_then(|spoke| spoke.entity), many.map_or(Class::Org, |spoke| spoke.class))
            }
            _ => (None, Class::Per),
        }
    }

    /// The body or place that is the only such subject of the nearest sentence that has one, at most `back` sentences back.
    fn subject_before(&self, head: usize, sentence: usize, back: usize) -> Option<usize> {
        let before = self.names.partition_point(|name| name.words.start < head);
        let subjects = self.names[..before].iter().rev().filter(|name| {
            matches!(name.class, Class::Org | Class::Loc)
                && name.words.range().any(|w| self.syntax.rel(w).universal() == Rel::Nsubj)
        });
        let mut found: Option<(usize, usize)> = None;
        for name in subjects {
            let at = self.doc.sentence_of(name.words.start)?;
            let entity = name.entity?;
            match found {
                None if at + back < sentence => return None,
                None => found = Some((at, entity)),
                Some((nearest, _)) if at != nearest => break,
                Some((_, other)) if other != entity => return None,
                Some(_) => {}
            }
        }
        found.map(|(_, entity)| entity)
    }

    /// The one person named before the pronoun in the nearest sentence that names any; none where it names two.
    fn person_before(&self, head: usize, sentence: usize) -> Option<usize> {
        let before = self.names.partition_point(|name| name.words.start < head);
        let mut found: Option<(usize, usize)> = None;
        for name in self.names[..before].iter().rev().filter(|name| name.class == Class::Per) {
            let at = self.doc.sentence_of(name.words.start)?;
            let entity = name.entity?;
            match found {
                None if at + MEMORY < sentence => return None,
                None => found = Some((at, entity)),
                Some((nearest, _)) if at != nearest => break,
                Some((_, other)) if other != entity => return None,
                Some(_) => {}
            }
        }
        found.map(|(_, entity)| entity)
    }

    /// "The president" means the one whom the text called president before, if it called one so and if nothing in the
    /// phrase says otherwise ("the Turkish president").
    fn nominal(&self, phrase: NounPhrase) -> (Option<usize>, Class) {
        let noun = lemma(self.doc.word(phrase.head), false);
        let class = if is_person(&noun) { Class::Per } else { Class::Org };
        let definite = self.doc.word(phrase.words.start).eq_ignore_ascii_case("the");
        let singular = noun.eq_ignore_ascii_case(self.doc.word(phrase.head));
        if !(definite && singular) {
            return (None, class);
        }
        let modifiers: Vec<String> = self.modifiers(phrase.head);
        let called = self.roles.iter().filter(|(at, role, _)| *at < phrase.words.start && means(&noun, role)).filter(
            |(at, _, _)| {
                let theirs = self.modifiers(*at);
                modifiers.iter().all(|m| theirs.is_empty() || theirs.contains(m))
            },
        );
        let mut entities: Vec<usize> = called.map(|(_, _, entity)| *entity).collect();
        entities.sort_unstable();
        entities.dedup();
        match entities[..] {
            [entity] => (Some(entity), self.entities[entity].class),
            [] if GENERIC.contains(&noun.as_str()) && modifiers.is_empty() => (self.body(phrase.head), class),
            _ => (None, class),
        }
    }

    /// "The company" without a word on which: the body that spoke last, or the subject nearest before.
    fn body(&self, head: usize) -> Option<usize> {
        let sentence = self.doc.sentence_of(head)?;
        let spoke = self.last.filter(|spoke| {
            spoke.class == Class::Org && !spoke.plural && sentence.saturating_sub(spoke.sentence) <= MEMORY
        });
        match spoke {
            Some(spoke) => spoke.entity,
            None => self.subject_before(head, sentence, MEMORY).filter(|&e| self.entities[e].class == Class::Org),
        }
    }

    fn modifiers(&self, head: usize) -> Vec<String> {
        let tree = self.syntax.children(head).iter();
        tree.filter(|&&c| c < head && matches!(self.syntax.rel(c), Rel::Amod | Rel::NmodPoss | Rel::Compound))
            .map(|&c| self.doc.word(c).to_lowercase())
            .collect()
    }
}

/// Does a noun mean whom the text gave that role? The same noun does, and "leader" whoever leads.
fn means(noun: &str, role: &str) -> bool {
    noun == role
        || noun == "leader" && ["president", "premier", "minister", "chancellor", "king", "emir"].contains(&role)
        || matches!(noun, "paper" | "newspaper" | "daily") && matches!(role, "paper" | "newspaper" | "daily")
        || matches!(noun, "company" | "firm") && matches!(role, "company" | "firm" | "corporation" | "group")
}

static PERSONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("person_nouns.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Does a common noun mean a person by what they do or are?
#[must_use]
pub fn is_person(noun: &str) -> bool {
    PERSONS.contains(noun)
}
