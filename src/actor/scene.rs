//! An article as this room reads it: which entity a word names or means.

use std::collections::HashMap;

use crate::mention::{Entity, Mention, MentionKind};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{Span, Tok};
use crate::token::Segmented;

pub(super) struct Scene<'a> {
    pub doc: &'a Segmented,
    pub syntax: &'a Syntax,
    mentions: &'a [Mention],
    entities: &'a [Entity],
    /// Of each word the entity of the longest name over it.
    named: Vec<Option<usize>>,
    /// Head of a noun or pronoun → whom it means.
    meant: HashMap<usize, usize>,
    /// Of each entity its mentions of every kind, in text order.
    places: Vec<Vec<usize>>,
}

impl<'a> Scene<'a> {
    pub(super) fn of(
        doc: &'a Segmented,
        syntax: &'a Syntax,
        mentions: &'a [Mention],
        entities: &'a [Entity],
        meant: &[(usize, usize)],
    ) -> Self {
        let mut named: Vec<Option<(usize, usize)>> = vec![None; doc.words.len()];
        let mut meant: HashMap<usize, usize> = meant.iter().copied().collect();
        let mut places = vec![Vec::new(); entities.len()];
        for (at, mention) in mentions.iter().enumerate() {
            let Some(entity) = mention.entity else { continue };
            places[entity].push(at);
            if mention.kind != MentionKind::Name {
                meant.insert(top(syntax, mention.words), entity);
                continue;
            }
            for slot in &mut named[mention.words.range()] {
                if slot.is_none_or(|(_, len)| len < mention.words.len()) {
                    *slot = Some((entity, mention.words.len()));
                }
            }
        }
        for own in &mut places {
            own.sort_by_key(|&at| mentions[at].words.start);
        }
        let named = named.into_iter().map(|slot| slot.map(|(entity, _)| entity)).collect();
        Self { doc, syntax, mentions, entities, named, meant, places }
    }

    pub(super) fn len(&self) -> usize {
        self.entities.len()
    }

    pub(super) fn class(&self, entity: usize) -> Class {
        self.entities[entity].class
    }

    pub(super) fn is_named(&self, entity: usize) -> bool {
        self.mentions[self.entities[entity].canonical].kind == MentionKind::Name
    }

    /// Where its fullest name or phrase stands.
    pub(super) fn canonical(&self, entity: usize) -> Span<Tok> {
        self.mentions[self.entities[entity].canonical].words
    }

    /// Its fullest name or phrase.
    pub(super) fn name(&self, entity: usize) -> &'a str {
        self.doc.text(self.doc.bytes(self.canonical(entity)))
    }

    /// All that means it, in text order.
    pub(super) fn places(&self, entity: usize) -> impl Iterator<Item = &'a Mention> + '_ {
        self.places[entity].iter().map(|&at| &self.mentions[at])
    }

    /// Where it is named, in text order.
    pub(super) fn names(&self, entity: usize) -> impl Iterator<Item = Span<Tok>> + '_ {
        self.places(entity).filter(|mention| mention.kind == MentionKind::Name).map(|mention| mention.words)
    }

    /// Where words stand that tell what it is: its names; of what has none, its fullest phrase.
    pub(super) fn phrases(&self, entity: usize) -> Vec<Span<Tok>> {
        if self.is_named(entity) { self.names(entity).collect() } else { vec![self.canonical(entity)] }
    }

    /// The entity of the name that a word is part of.
    pub(super) fn named(&self, word: usize) -> Option<usize> {
        self.named.get(word).copied().flatten()
    }

    /// The entity that a noun or pronoun means.
    pub(super) fn meant(&self, word: usize) -> Option<usize> {
        self.meant.get(&word).copied()
    }

    /// An organisation, or a place?
    pub(super) fn is_body(&self, entity: usize) -> bool {
        matches!(self.class(entity), Class::Org | Class::Loc)
    }

    pub(super) fn top(&self, words: Span<Tok>) -> usize {
        top(self.syntax, words)
    }

    pub(super) fn lower(&self, word: usize) -> &'a str {
        self.doc.lower(word)
    }

    pub(super) fn word(&self, word: usize) -> &'a str {
        self.doc.word(word)
    }

    /// The lemma as a noun, without a full stop: "gov" of "Gov.".
    pub(super) fn noun(&self, word: usize) -> &'a str {
        self.doc.noun(word).trim_end_matches('.')
    }

    pub(super) fn rel(&self, word: usize) -> Rel {
        self.syntax.rel(word)
    }

    pub(super) fn kids(&self, word: usize) -> impl Iterator<Item = usize> + use<'a> {
        self.syntax.children(word).iter().copied()
    }

    /// A common noun or a word of a name?
    pub(super) fn is_noun(&self, word: usize) -> bool {
        matches!(self.syntax.upos(word), Upos::Noun | Upos::Propn)
    }

    /// The persons whose office, aide or spokesman somebody is, by the nouns of titles or by the own phrase.
    pub(super) fn owners(&self, entity: usize, titles: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
        let own = (!self.is_named(entity)).then(|| self.top(self.canonical(entity)));
        let owners = titles.chain(own).flat_map(|head| self.kids(head)).filter(|&kid| {
            self.rel(kid) == Rel::NmodPoss
                || self.rel(kid) == Rel::Nmod && matches!(self.case(kid), Some("of" | "for" | "to"))
        });
        let whom = owners.flat_map(|owner| [self.named(owner), self.meant(owner)]).flatten();
        whom.filter(move |&whom| whom != entity && self.class(whom) == Class::Per)
    }

    /// The preposition of a phrase, by its head.
    pub(super) fn case(&self, head: usize) -> Option<&'a str> {
        self.syntax.child(head, &[Rel::Case]).map(|case| self.lower(case))
    }

    pub(super) fn sentence(&self, word: usize) -> usize {
        self.doc.sentence_of(word).unwrap_or(0)
    }

    pub(super) fn same_sentence(&self, one: usize, other: usize) -> bool {
        self.sentence(one) == self.sentence(other)
    }

    /// Does a word touch the one before it: "vice-president"?
    pub(super) fn touches(&self, word: usize) -> bool {
        word > 0 && self.doc.words[word - 1].span.end == self.doc.words[word].span.start
    }

    /// Lemmas of words up to a head and behind it; what hyphens join is one.
    pub(super) fn lemmas(&self, words: Span<Tok>, head: usize) -> Lemmas {
        let (mut found, mut joined, mut at) = (Vec::<String>::new(), false, 0);
        for word in words.range() {
            let hyphen = matches!(self.word(word), "-" | "–") && word > words.start && self.touches(word);
            match found.last_mut() {
                _ if self.word(word) == "." => {}
                Some(last) if hyphen || joined && self.touches(word) => last.push_str(self.noun(word)),
                _ => found.push(self.noun(word).to_owned()),
            }
            joined = hyphen;
            if word == head {
                at = found.len().saturating_sub(1);
            }
        }
        Lemmas { words: found, head: at, written: self.lower(head).to_owned() }
    }
}

/// The words of a phrase, as tables have them.
#[derive(Debug, Clone, Default)]
pub(super) struct Lemmas {
    pub words: Vec<String>,
    /// Which of them is the head.
    pub head: usize,
    /// The head in small letters, its plural kept.
    pub written: String,
}

/// The word of a span whose head stands outside it: a noun or a name, where there are several.
fn top(syntax: &Syntax, words: Span<Tok>) -> usize {
    let outer = |&word: &usize| syntax.head(word).is_none_or(|head| !words.has(head)) && syntax.rel(word) != Rel::Punct;
    let noun = |&word: &usize| matches!(syntax.upos(word), Upos::Noun | Upos::Propn | Upos::Pron);
    let tops = || words.range().filter(outer);
    tops().find(noun).or_else(|| tops().next()).unwrap_or(words.start)
}
