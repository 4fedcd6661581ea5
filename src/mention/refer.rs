//! What pronouns and common nouns stand for.
//!
//! Only participants of acts are resolved. The decision is made in text order with what has been said so far, and no
//! answer is better than a wrong one: where two persons could be meant and nothing tells them apart, there is none.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::entities::is_building;
use super::gender::Gender;
use super::roles::{Roles, Trade, distinct, is_company};
use super::{Entity, Mention, MentionKind, NounPhrase, Source, lists};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{BlockKind, Span, Tok};
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
    roles: Roles,
    /// Who spoke, in the order of the text.
    spoken: Vec<Spoke>,
}

#[derive(Debug, Clone, Copy)]
struct Spoke {
    sentence: usize,
    entity: Option<usize>,
    plural: bool,
    class: Class,
    /// Whether the noun itself tells: "the spokeswoman".
    gender: Option<Gender>,
    /// Another person takes part in the same act: in that sentence, "he" may be either.
    another: Option<usize>,
}

/// A pronoun looks back so many sentences.
const MEMORY: usize = 3;

impl<'a> Refer<'a> {
    /// Reads which roles the text gives to whom.
    #[must_use]
    pub fn new(doc: &'a Segmented, syntax: &'a Syntax, names: &'a [Mention], entities: &'a [Entity]) -> Self {
        let roles = Roles::read(doc, syntax, names, entities);
        Self { doc, syntax, names, entities, roles, spoken: Vec::new() }
    }

    /// What a noun phrase means. `speaker` tells whether the phrase speaks: then it is what "he" or "the official" may
    /// mean from here on.
    ///
    /// `not` are the entities that the same act has as speakers already: nobody tells himself.
    pub fn resolve(&mut self, phrase: NounPhrase, speaker: bool, not: &[usize]) -> Referent {
        let head = phrase.head;
        let sentence = self.doc.sentence_of(head).unwrap_or(0);
        let referent = if let Some(name) = phrase.name(self.doc, self.syntax, self.names) {
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
        let first_person = matches!(word.as_str(), "i" | "we" | "my" | "our");
        if speaker && !first_person {
            let class = match &referent.mention {
                Ok(name) => self.names[*name].class,
                Err(mention) => mention.class,
            };
            // A name is one, whatever its last letter: "Adams".
            let many = lemma(&word, false) != word || matches!(word.as_str(), "they" | "people" | "police");
            let plural = many && referent.mention.is_err();
            // A pronoun keeps the one it stands for in mind, and its absence too.
            let gender = Gender::of(&word);
            self.spoken.push(Spoke { sentence, entity: referent.entity, plural, class, gender, another: None });
        } else if let (Some(spoke), Some(entity)) = (self.spoken.last_mut(), referent.entity)
            && !speaker
            && self.entities[entity].class == Class::Per
            && spoke.entity != Some(entity)
        {
            spoke.another = Some(entity);
        }
        referent
    }

    /// Of each entity the body that it speaks for, if the article says so: "the union’s president, Obi".
    #[must_use]
    pub fn into_bodies(self) -> Vec<Option<usize>> {
        self.roles.into_bodies()
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

    /// Who spoke last, if not long ago.
    fn last(&self, sentence: usize) -> Option<Spoke> {
        self.spoken.last().copied().filter(|spoke| sentence.saturating_sub(spoke.sentence) <= MEMORY)
    }

    /// The last speaker whom "he" or "she" may mean, if a person; of two in one sentence the one who surely is.
    fn person_spoke(&self, sentence: usize, gender: Option<Gender>) -> Option<Spoke> {
        let near = |spoke: &&Spoke| sentence.saturating_sub(spoke.sentence) <= MEMORY;
        let may = |spoke: &&Spoke| match spoke.entity {
            Some(entity) => self.roles.may_be(entity, gender),
            None => gender.is_none() || spoke.gender.is_none() || spoke.gender == gender,
        };
        let spoke = self.spoken.iter().rev().take_while(near).find(|s| s.class != Class::Per || s.plural || may(s))?;
        if spoke.class != Class::Per || spoke.plural {
            return None;
        }
        let both = spoke.another.filter(|_| spoke.sentence == sentence);
        let rival = both.filter(|&other| self.roles.may_be(other, gender));
        let surely = |entity| self.roles.is_surely(entity, gender);
        let entity = spoke.entity.filter(|&e| rival.is_none_or(|other| surely(e) && !surely(other)));
        Some(Spoke { entity, ..*spoke })
    }

    /// "He" and "she" mean the last speaker if a person, else the only person named shortly before; "it" a body that
    /// spoke; "they" whoever spoke as many.
    fn pronoun(&self, head: usize, sentence: usize) -> (Option<usize>, Class) {
        let word = self.doc.word(head).to_lowercase();
        let last = self.last(sentence);
        match word.as_str() {
            "he" | "she" | "him" | "her" | "his" => {
                let gender = Gender::of(&word);
                let spoke = self.person_spoke(sentence, gender);
                let acted = self.person_acted(sentence, gender);
                let entity = match (spoke, acted) {
                    (Some(spoke), Some((at, person))) if at > spoke.sentence => Some(person),
                    (Some(spoke), _) => spoke.entity,
                    (None, _) => self.person_before(head, sentence, gender),
                };
                (entity, Class::Per)
            }
            "who" | "whom" | "which" | "that" => self.relative(head, &word),
            "i" | "my" => (last.filter(|spoke| spoke.class == Class::Per).and_then(|spoke| spoke.entity), Class::Per),
            "it" | "its" => {
                let body = last.filter(|spoke| spoke.class != Class::Per && !spoke.plural);
                let here = self.subject_before(head, sentence, 0);
                match body {
                    Some(spoke) if here.is_none() || spoke.sentence == sentence => (spoke.entity, Class::Org),
                    _ => (here.or_else(|| self.subject_before(head, sentence, 1)), Class::Org),
                }
            }
            "they" | "we" | "our" | "them" => {
                let many = last.filter(|spoke| spoke.plural || spoke.class != Class::Per);
                (many.and_then(|spoke| spoke.entity), many.map_or(Class::Org, |spoke| spoke.class))
            }
            _ => (None, Class::Per),
        }
    }

    /// Of "Obi, who denied it" and "the company, which said": the noun before, and whom it means.
    fn relative(&self, head: usize, word: &str) -> (Option<usize>, Class) {
        let class = if matches!(word, "who" | "whom") { Class::Per } else { Class::Org };
        let clause = self.syntax.ancestors(head).take(4).find(|&w| self.syntax.rel(w) == Rel::AclRelcl);
        let noun = clause.and_then(|clause| self.syntax.head(clause));
        // "Berg United, a campaign group, which": the name.
        let above = |noun: usize| self.syntax.head(noun).filter(|_| self.syntax.rel(noun) == Rel::Appos);
        let noun = noun.map(|noun| NounPhrase::of(self.doc, self.syntax, above(noun).unwrap_or(noun)));
        let name = noun.and_then(|noun| noun.name(self.doc, self.syntax, self.names));
        // "said owner Zdeněk Horáček, who offered": the name right before, whatever the tree makes of its title.
        let beside = || {
            let person = |n: &Mention| n.class == Class::Per && (n.words.end..n.words.end + 2).contains(&head);
            self.names.iter().position(person).filter(|_| class == Class::Per)
        };
        match name.or_else(beside) {
            Some(name) => (self.names[name].entity, self.names[name].class),
            None => noun.map_or((None, class), |noun| self.nominal(noun)),
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

    /// The person who is the subject of the sentence before, with that sentence's number: "Obi flew in on Sunday. He told …".
    fn person_acted(&self, sentence: usize, gender: Option<Gender>) -> Option<(usize, usize)> {
        let before = sentence.checked_sub(1)?;
        let words = self.doc.sentences[before].words;
        let root = words.range().find(|&w| self.syntax.rel(w) == Rel::Root)?;
        let subject = self.syntax.child(root, &[Rel::Nsubj, Rel::NsubjPass]).filter(|&s| s < root)?;
        let phrase = NounPhrase::of(self.doc, self.syntax, subject);
        let name = &self.names[phrase.name(self.doc, self.syntax, self.names)?];
        let entity = name.entity.filter(|&e| name.class == Class::Per && self.roles.may_be(e, gender))?;
        (!self.doc.is_quoted(root)).then_some((before, entity))
    }

    /// The one person named before the pronoun in the nearest sentence that names any; none where it names two.
    fn person_before(&self, head: usize, sentence: usize, gender: Option<Gender>) -> Option<usize> {
        let before = self.names.partition_point(|name| name.words.start < head);
        let mut found: Option<(usize, usize)> = None;
        for name in self.names[..before].iter().rev().filter(|name| name.class == Class::Per) {
            let at = self.doc.sentence_of(name.words.start)?;
            let entity = name.entity?;
            if !self.roles.may_be(entity, gender) {
                continue;
            }
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
    /// phrase says otherwise ("the Turkish president"). A headline means whom the article calls so below.
    fn nominal(&self, phrase: NounPhrase) -> (Option<usize>, Class) {
        let word = self.doc.word(phrase.head);
        let noun = lemma(word, false).to_lowercase();
        let class = if is_person(&noun) { Class::Per } else { Class::Org };
        let first = self.doc.word(phrase.words.start).to_lowercase();
        let headline = self.doc.is_title(phrase.head) && !matches!(first.as_str(), "a" | "an");
        let lead = headline || self.is_lead(phrase.head);
        // "Bolivia's interior minister" is as definite as "the Bolivian one".
        let owned = || self.place_of(phrase.head).is_some();
        let definite = matches!(first.as_str(), "the" | "this" | "that") || owned();
        if let Some(age) = self.age(phrase).filter(|_| definite) {
            return (self.aged(age, phrase.head), Class::Per);
        }
        if !(definite || headline) || !noun.eq_ignore_ascii_case(word) {
            return (None, class);
        }
        let modifiers = self.modifiers(phrase.head);
        let fits = |at: usize| {
            let theirs = self.modifiers(at);
            // "The mayor" is neither his deputy nor a former one.
            let lesser = |of: &[(String, bool)]| of.iter().any(|(word, _)| LESSER.contains(word.as_str()));
            if lesser(&theirs) && !lesser(&modifiers) {
                return false;
            }
            // Of one sort only: "Bolivia's minister" may be the interior minister, and no Peruvian one.
            modifiers.iter().all(|(own, place)| {
                let mut alike = theirs.iter().filter(|(_, other)| other == place).peekable();
                alike.peek().is_none() || alike.any(|(other, _)| are_akin(own, other))
            })
        };
        // Those whom the text calls by this very noun go before those whom it calls by one that means the same.
        let called = |exactly: bool| {
            let roles = self.roles.called(&noun, exactly).filter(|role| !phrase.words.has(role.at) && fits(role.at));
            let (before, after): (Vec<_>, Vec<_>) = roles.partition(|role| role.at < phrase.words.start);
            let chosen = if before.is_empty() && lead { after } else { before };
            distinct(chosen.into_iter().map(|role| role.entity))
        };
        let exactly = called(true);
        let called = if exactly.len() == 1 { exactly } else { called(false) };
        match called[..] {
            [entity] => (Some(entity), self.entities[entity].class),
            _ if is_company(&noun) && (headline || modifiers.is_empty()) => {
                (self.company(phrase.head, headline, &called), class)
            }
            _ if lead && class == Class::Per => (self.introduced(phrase.words.end), class),
            _ => (None, class),
        }
    }

    /// "49", of "the 49-year-old" and "the 49-year-old Norwegian".
    fn age(&self, phrase: NounPhrase) -> Option<&str> {
        let words: Vec<&str> = phrase.words.range().map(|w| self.doc.word(w)).collect();
        words.windows(5).find(|w| w[1..] == ["-", "year", "-", "old"]).map(|w| w[0])
    }

    /// The only person of whom the text tells that age ("Marta Ruiz, 49,"), else the last who spoke, or who alone is named
    /// shortly before.
    fn aged(&self, age: &str, head: usize) -> Option<usize> {
        let told = self.names.iter().filter(|name| {
            let behind = |at: usize| self.doc.word(name.words.end + at);
            name.class == Class::Per && behind(0) == "," && behind(1) == age
        });
        let sentence = self.doc.sentence_of(head)?;
        match distinct(told.filter_map(|name| name.entity))[..] {
            [one] => Some(one),
            [] => match self.person_spoke(sentence, None) {
                Some(spoke) => spoke.entity,
                None => self.person_before(head, sentence, None),
            },
            _ => None,
        }
    }

    /// Does the word stand in the first sentence of the text, or in what stands between that and the headline?
    fn is_lead(&self, word: usize) -> bool {
        let mut bodies = self.doc.blocks.iter().filter(|block| block.kind == BlockKind::Body);
        let Some(start) = bodies.next().map(|block| block.span.start) else { return false };
        let before = self.doc.sentences.partition_point(|s| s.span.start < start);
        let ends = |s: &Span<Tok>| matches!(self.doc.word(s.end - 1), "." | "!" | "?" | "”" | "\"" | "''" | "’");
        let first = self.doc.sentences[before..].iter().find(|s| ends(&s.words));
        first.is_some_and(|first| self.doc.words[word].span.start >= start && word < first.words.end)
    }

    /// "The head of a council has apologised": whoever is named first after that, alone in their sentence and soon.
    fn introduced(&self, from: usize) -> Option<usize> {
        let sentence = self.doc.sentence_of(from)?;
        let persons: Vec<&Mention> =
            self.names.iter().filter(|name| name.class == Class::Per && name.words.start >= from).collect();
        let first = persons.first()?;
        let at = self.doc.sentence_of(first.words.start)?;
        let alone = persons.iter().all(|p| p.entity == first.entity || self.doc.sentence_of(p.words.start) != Some(at));
        (alone && at <= sentence + MEMORY && first.words.len() > 1).then_some(first.entity).flatten()
    }

    /// "The company" without a word on which: the only one named so far, else the one that spoke last, the subject nearest
    /// before, or the one named most. A headline means one named below.
    /// `called` are those that the text calls so, if it calls any.
    fn company(&self, head: usize, headline: bool, called: &[usize]) -> Option<usize> {
        let sentence = self.doc.sentence_of(head)?;
        let named = |e: usize| self.entities[e].mentions.iter().any(|&m| headline || self.names[m].words.start < head);
        let all = || (0..self.entities.len()).filter(|&e| named(e) && (called.is_empty() || called.contains(&e)));
        // Where any surely is one, those that merely may be are none.
        let sort = all().map(|e| self.roles.trade(e)).max().filter(|trade| *trade != Trade::No)?;
        let companies: Vec<usize> = all().filter(|&e| self.roles.trade(e) == sort).collect();
        if let [only] = companies[..] {
            return Some(only);
        }
        let among = |e: &usize| companies.contains(e);
        // A headline means the one that the text names first, if it opens with it.
        let opens = |e: &usize| {
            let below = self.entities[*e].mentions.iter().find(|&&m| !self.doc.is_title(self.names[m].words.start));
            below.is_some_and(|&m| self.is_lead(self.names[m].words.start))
        };
        if let Some(first) = companies.iter().copied().find(opens).filter(|_| headline) {
            return Some(first);
        }
        let spoke = self.last(sentence).and_then(|spoke| spoke.entity).filter(among);
        let most = || {
            let times = |e: usize| self.entities[e].mentions.len();
            let best = companies.iter().copied().max_by_key(|&e| times(e))?;
            companies.iter().all(|&e| e == best || times(e) < times(best)).then_some(best)
        };
        spoke.or_else(|| self.subject_before(head, sentence, MEMORY).filter(among)).or_else(most)
    }

    /// The words that stand before a noun and tell which, each with whether it names a place or people.
    fn modifiers(&self, head: usize) -> Vec<(String, bool)> {
        let tree = self.syntax.children(head).iter();
        tree.filter(|&&c| c < head && matches!(self.syntax.rel(c), Rel::Amod | Rel::NmodPoss | Rel::Compound))
            .map(|&c| (self.doc.word(c).to_lowercase(), self.name_at(c).is_some()))
            .collect()
    }

    /// The place or body that owns a noun: "Bolivia's minister".
    fn place_of(&self, head: usize) -> Option<&Mention> {
        let owner = self.syntax.child(head, &[Rel::NmodPoss])?;
        self.name_at(owner).filter(|name| matches!(name.class, Class::Loc | Class::Org))
    }

    /// The name that a word is part of.
    fn name_at(&self, word: usize) -> Option<&Mention> {
        let before = self.names.partition_point(|name| name.words.start <= word);
        self.names[..before].last().filter(|name| name.words.has(word))
    }
}

/// "Uzbek" and "Uzbekistan's": words that begin alike.
fn are_akin(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    one == other || one.chars().count() >= STEM && one.chars().take(STEM).eq(other.chars().take(STEM))
}

static LESSER: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("lesser.txt")).collect());

static PERSONS: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::lines(include_str!("person_nouns.txt")).collect());

/// Does a common noun mean a person by what they do or are?
#[must_use]
pub fn is_person(noun: &str) -> bool {
    PERSONS.contains(noun)
}
